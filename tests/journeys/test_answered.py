"""The last days on the home tab lead to what must be done, and members' questions get their answer, in the real window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from netmile_desktop.domain.calendar import day_of
from netmile_desktop.domain.history import IssueState
from netmile_desktop.domain.inquiries import InquiryKind
from netmile_desktop.views.common.dialogs import WindowDialogs
from netmile_desktop.views.history.view import REQUESTS, HistoryView
from netmile_desktop.views.home.deadlines_card import Due
from netmile_desktop.views.home.view import HomeView
from netmile_desktop.views.inquiry.view import InquiryView
from tests.journeys.conftest import Start
from tests.support.clerk import Clerk
from tests.support.files import csv_file, good_rows


def dues(clerk: Clerk) -> list[Due]:
    clerk.page.show_tab(0)
    clerk.wait_until_idle()
    if not at_home(clerk).radar.isVisible():
        clerk.press(at_home(clerk).duties.deadlines_button)
    return at_home(clerk).radar.table.records_model.records


def at_home(clerk: Clerk) -> HomeView:
    return clerk.screen(HomeView)


def follow(clerk: Clerk, due: Due) -> HistoryView:
    at_home(clerk).radar.table.chosen.emit(due)
    clerk.wait_until_idle()
    return clerk.screen(HistoryView)


def test_what_nears_its_last_day_is_requested_and_followed(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WindowDialogs, "confirm", lambda *_, **__: True)
    clerk = start()
    clerk.enter_sandbox()
    due = next(each for each in dues(clerk) if each.state is IssueState.VALID)
    history = follow(clerk, due)
    found = history.listing.table.records_model.records
    assert {each.last_on for each in found} == {due.last_on}
    history.listing.ticks.turn(found[0])
    history.listing.reason.choose("condition_not_met")
    history.listing.reason.activated.emit(0)
    clerk.press(history.listing.review_button)
    clerk.wait_until_idle()
    clerk.press(history.confirm.request_button)
    clerk.wait_until_idle()
    (waiting,) = [each for each in dues(clerk) if each.state is IssueState.REQUESTED]
    assert (waiting.last_on, waiting.rows, waiting.miles) == (due.last_on, 1, found[0].miles)
    assert at_home(clerk).radar.requests.isVisible()
    history = follow(clerk, waiting)
    assert history.tabs.currentIndex() == REQUESTS
    assert [each.issue_id for each in history.requests.table.records_model.records] == [found[0].issue_id]


def test_members_questions_are_answered(start: Start, tmp_path: Path) -> None:
    clerk = start()
    clerk.enter_sandbox()
    rows = [("nobody@example.jp", "BAD", "250"), *good_rows(2, miles=250)]
    clerk.import_file(csv_file(tmp_path / "a.csv", rows), "C-1026")
    clerk.finish()

    def kinds(asked: str) -> set[InquiryKind]:
        clerk.page.tabs.show_tab("inquiry")
        view = clerk.screen(InquiryView)
        view.edit.setText(asked)
        clerk.press(view.ask_button)
        clerk.wait_until_idle()
        texts = []
        for language in ("ja", "en"):
            view.language.button(language).click()
            clerk.press(view.copy_button)
            texts.append(QGuiApplication.clipboard().text())
        assert all(texts)
        assert texts[0] != texts[1]
        assert view.notes.text(), "what the staff should know"
        today = clerk.desk.today()
        return {each.kind for each in view.table.records_model.records if each.at is None or day_of(each.at) >= today}

    address, key, _ = rows[1]
    assert InquiryKind.PENDING in kinds(address), "today's issue is known before the history shows it"
    assert InquiryKind.PENDING in kinds(key)
    assert kinds("BAD") == {InquiryKind.FAILED}
    assert kinds("nobody@example.com") == {InquiryKind.NOTHING}
