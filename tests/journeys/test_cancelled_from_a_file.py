"""Five thousand lines of a file are matched in seconds in the real window, and exactly what is shown is cancelled."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import day_of
from netmile_desktop.domain.cancellations import MAX_LINES, CancelAction
from netmile_desktop.domain.history import IssueState
from netmile_desktop.views.common.dialogs import WindowDialogs
from netmile_desktop.views.history.line_table import Fate, fate_of
from netmile_desktop.views.history.view import HistoryView
from tests.journeys.conftest import Start
from tests.support.clerk import Clerk
from tests.support.files import csv_file

WITHIN_S = 60.0
"""Matching takes about three; a busy machine may take its time."""


def issues_of(clerk: Clerk, state: IssueState, count: int) -> list[wire.IssueRecord]:
    """Issues of a state, the newest first; the oldest of thousands can no longer be cancelled."""
    found: list[wire.IssueRecord] = []
    page = 1
    while len(found) < count:
        query = wire.HistorySearch(states=[state], size=1000, page=page)
        items = clerk.desk.client.history.search(query).items
        assert items, f"{len(found)} {state} issues"
        found += items
        page += 1
    return found[:count]


def test_five_thousand_lines(start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WindowDialogs, "confirm", lambda *_, **__: True)
    clerk = start()
    clerk.enter_sandbox()
    pending = issues_of(clerk, IssueState.PENDING, 40)
    valid = issues_of(clerk, IssueState.VALID, MAX_LINES - len(pending) - 1)
    rows = [(each.key, day_of(each.issued_at), each.miles) for each in (*pending, *valid)]
    file = csv_file(tmp_path / "取消.csv", [*rows, ("no such key", "", "")], header=("指定キー", "発行日", "マイル数"))

    clerk.page.show_tab(clerk.page.tabs.all_keys().index("history"))
    clerk.wait_until_idle()
    history = clerk.screen(HistoryView)
    clerk.press(history.file_button)
    began_at = time.monotonic()
    history.file.open_file(file)
    clerk.wait_until_idle()
    assert time.monotonic() - began_at < WITHIN_S
    page, matching = history.file, history.file.matching
    assert matching is not None
    assert len(matching.lines) == MAX_LINES
    assert fate_of(matching.lines[-1]) is Fate.NOTHING
    meant = {each.issue_id for each in (*pending, *valid)}
    decided = {each.chosen for each in matching.lines if each.chosen}
    assert decided <= meant
    assert len(decided) + len(matching.undecided) == MAX_LINES - 1, "several of the same day and miles are asked about"

    page.reason.choose("issued_wrongly")
    page.reason.activated.emit(0)
    clerk.press(page.review_button)
    clerk.wait_until_idle()
    confirm = history.confirm
    at_once = {each.issue_id for each in confirm.rows_left(CancelAction.AT_ONCE)}
    by_request = {each.issue_id for each in confirm.rows_left(CancelAction.REQUEST)}
    too_late = {each.issue_id for each in confirm.rows_left(None)}
    assert at_once | by_request | too_late == decided
    assert all((at_once, by_request, too_late))
    clerk.press(confirm.cancel_button)
    clerk.wait_until_idle()
    clerk.press(confirm.request_button)
    clerk.wait_until_idle()
    cancellations = clerk.desk.cancellations
    preview = cancellations.check(sorted(meant))
    states = {each.issue_id: each.live_state for each in preview.items}
    assert {id_ for id_, state in states.items() if state is IssueState.CANCELLED} == at_once
    assert {id_ for id_, state in states.items() if state is IssueState.REQUESTED} == by_request
