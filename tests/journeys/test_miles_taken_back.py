"""Miles of one batch go their whole way in the real window: 保留, 有効, 取消申請中, 取消; others are recalled at once."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction

from netmile_desktop.domain import wire
from netmile_desktop.domain.cancellations import MAX_ROWS, CancelAction, RequestState
from netmile_desktop.domain.history import IssueState
from netmile_desktop.views.common.dialogs import WindowDialogs
from netmile_desktop.views.history.view import HistoryView
from tests.journeys.conftest import Start
from tests.support.clerk import Clerk
from tests.support.files import csv_file, good_rows

CAMPAIGN = "C-1026"
"""Its miles stay pending for ten days."""

MILES = 250

WITHIN_S = 120.0
"""Takes some eight seconds by itself."""

LONGEST_PAUSE_S = 5.0
"""On an idle machine a few tenths of a second."""


def history_of(clerk: Clerk) -> HistoryView:
    return clerk.screen(HistoryView)


def shown_states(clerk: Clerk, registration: str) -> set[IssueState]:
    """The states in which the history shows a registration."""
    clerk.page.show_tab(clerk.page.tabs.all_keys().index("history"))
    history_of(clerk).show_history(wire.HistoryConditions(registration_id=registration))
    clerk.wait_until_idle()
    return {each.state for each in history_of(clerk).listing.table.records_model.records}


def go_on(clerk: Clerk, action: QAction) -> None:
    """Choose from the menu of the sandbox's day."""
    action.trigger()
    clerk.wait_until_idle()


def send(clerk: Clerk, file: Path) -> str:
    clerk.import_file(file, CAMPAIGN)
    clerk.finish()
    return clerk.registrations()[0]


def test_from_pending_to_cancelled(start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WindowDialogs, "confirm", lambda *_, **__: True)
    clerk = start()
    clerk.enter_sandbox()
    clock = clerk.page.top_bar.clock
    assert clock is not None
    first_day = clerk.desk.today()
    registration = send(clerk, csv_file(tmp_path / "a.csv", good_rows(3, miles=MILES)))
    assert shown_states(clerk, registration) == set(), "today's issues are seen tomorrow"

    go_on(clerk, clock.tomorrow)
    assert clerk.desk.today() == first_day + timedelta(days=1)
    assert shown_states(clerk, registration) == {IssueState.PENDING}

    transfer_on = history_of(clerk).listing.table.records_model.records[0].transfer_on
    while clerk.desk.today() <= transfer_on:
        go_on(clerk, clock.transfer if clerk.desk.today() < transfer_on else clock.tomorrow)
    assert shown_states(clerk, registration) == {IssueState.VALID}

    history = history_of(clerk)
    history.listing.page_button.click()
    history.listing.reason.choose("issued_wrongly")
    history.listing.reason.activated.emit(0)
    clerk.press(history.listing.review_button)
    clerk.wait(history.confirm.request_button.isEnabled, "the groups")
    assert not history.confirm.cancel_button.isEnabled()
    clerk.press(history.confirm.request_button)
    clerk.wait_until_idle()
    assert shown_states(clerk, registration) == {IssueState.REQUESTED}

    go_on(clerk, clock.approve)
    assert shown_states(clerk, registration) == {IssueState.CANCELLED}
    history.show_requests(RequestState.APPROVED)
    clerk.wait_until_idle()
    records = history.requests.table.records_model.records
    assert sum(each.registration_id == registration for each in records) == 3


def test_ten_thousand_rows_are_recalled_in_one_action_and_the_window_stays_quick(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WindowDialogs, "confirm", lambda *_, **__: True)
    clerk = start()
    clerk.enter_sandbox()
    registration = send(clerk, csv_file(tmp_path / "a.csv", good_rows(MAX_ROWS, miles=MILES)))
    began_at = time.monotonic()
    pauses = _pauses(clerk.window)
    *_, recall = clerk.opened.sent.more_button.menu_of().actions()
    assert "取り消す" in recall.text()
    recall.trigger()
    clerk.wait_until_idle()
    history = history_of(clerk)
    assert len(history.confirm.rows_left(CancelAction.AT_ONCE)) == MAX_ROWS
    history.confirm.reason.choose("issued_wrongly")
    history.confirm.reason.activated.emit(0)
    clerk.press(history.confirm.cancel_button)
    clerk.wait_until_idle()
    assert time.monotonic() - began_at < WITHIN_S
    assert max(pauses) < LONGEST_PAUSE_S
    left = clerk.desk.client.cancellations.check(wire.CancelSelection(registration_id=registration))
    assert len(left.items) == MAX_ROWS
    assert {each.live_state for each in left.items} == {IssueState.CANCELLED}


def _pauses(owner: QObject) -> list[float]:
    """Seconds between two looks of a timer that should look all the time: how long the window did not answer."""
    seen = [time.monotonic()]
    pauses = [0.0]

    def look() -> None:
        seen.append(time.monotonic())
        pauses.append(seen[-1] - seen[-2])

    timer = QTimer(owner)
    timer.timeout.connect(look)
    timer.start(10)
    return pauses
