"""Registrations handed over in real time that wait for an answer, at the real portal."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from sqlalchemy import select, update

from netmile_desktop.domain.calendar import day_of
from netmile_desktop.domain.rewards import HandOver, HandOverState, RewardResult
from netmile_desktop.domain.wire import RewardRegistrationSearch
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.portal.tables import reward_registration, site
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.reward.people.columns import NAME, REGISTERED
from netmile_desktop.views.reward.results.pending_page import PendingPage
from netmile_desktop.views.reward.view import RewardView
from netmile_desktop.workspace.desk import Desk
from tests.support.window import ScriptedDialogs, settle

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def desk(desk: Desk, sandbox_portal: EmbeddedPortal) -> Desk:
    """Four registrations and more wait, as if the merchant's API had put them off."""
    of = reward_registration.c
    own = select(of.id).join(site, site.c.id == of.site_id).where(site.c.code == desk.site.code)
    handed = own.where(of.hand_over == HandOver.REAL_TIME, of.state == HandOverState.HANDED_OVER, of.file_id.is_(None))
    last = handed.order_by(of.registered_at.desc()).limit(4)
    open_again = update(reward_registration).where(of.id.in_(last))
    values = open_again.values(result=None, result_at=None, result_reason="")
    sandbox_portal.database.write(lambda conn: conn.execute(values))
    return desk


@pytest.fixture
def view(desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show) -> RewardView:
    view = RewardView(desk, toolbox)
    shown(view)
    view.tabs.setCurrentIndex(2)
    settle(tasks)
    return view


@pytest.fixture
def pending(view: RewardView, tasks: TaskRunner) -> PendingPage:
    view.registration_part.show_pending()
    settle(tasks)
    return view.registration_part.pending


def test_the_list_says_how_many_wait_and_leads_to_them(view: RewardView, desk: Desk, tasks: TaskRunner) -> None:
    count = desk.reward_files.deadlines().pending
    assert count >= 4
    line = view.registration_part.waiting.line
    assert line is not None
    assert line.notice.text.startswith(f"{count} registrations handed over in real time")
    [(words, deed)] = line.notice.actions
    assert words == "Answer them"
    deed()
    settle(tasks)
    people = view.registration_part.pending.people
    assert len(people.draft.rows) == count
    assert people.grid.isColumnHidden(NAME), "who registered is not known here"
    assert view.primary() is view.registration_part.pending.row.upload_button
    assert view.summary() == f"Handed over in real time · {count} people"
    assert view.back()
    assert view.registrations.isVisible()


def test_people_of_several_days_are_told_apart_by_day(pending: PendingPage) -> None:
    rows, grid = pending.people.draft.rows, pending.people.grid
    assert len({day_of(row.registered_at) for row in rows if row.registered_at is not None}) > 1
    said = [grid.results.text(at, REGISTERED) for at in range(len(rows))]
    assert said == [formats.moment(row.registered_at) for row in rows if row.registered_at is not None]
    wanted = max(grid.fontMetrics().horizontalAdvance(text) for text in said)
    assert grid.columnWidth(REGISTERED) >= wanted


def test_some_are_answered_and_the_others_go_on_waiting(
    view: RewardView, pending: PendingPage, desk: Desk, tasks: TaskRunner, dialogs: ScriptedDialogs
) -> None:
    told: list[Notice] = []
    view.noticed.connect(told.append)
    rows = pending.people.draft.rows
    assert pending.row.reason.text() == "Answer about at least one person"
    assert not pending.row.upload_button.isEnabled()
    assert pending.row.upload_button.text() == "Upload the result", "nobody is answered yet"
    pending.people.grid.setFocus()
    QTest.keyClick(pending.people.grid, Qt.Key.Key_A)
    pending.people.grid.results.give([rows[1].code], RewardResult.REFUSED, "Member before")
    assert pending.row.upload_button.text() == "Upload the results of 2 people"
    dialogs.script(True)
    pending.row.upload_button.click()
    settle(tasks)
    assert told[-1].text == "Approved 1, refused 1."
    assert [row.code for row in pending.people.draft.rows] == [row.code for row in rows[2:]]
    assert desk.reward_files.deadlines().pending == len(rows) - 2
    [refused] = desk.rewards.registrations(RewardRegistrationSearch(code=rows[1].code)).items
    assert (refused.result, refused.result_reason) == (RewardResult.REFUSED, "Member before")


def test_answers_wait_for_the_clerk(
    view: RewardView, pending: PendingPage, desk: Desk, tasks: TaskRunner, dialogs: ScriptedDialogs
) -> None:
    count = len(pending.people.draft.rows)
    pending.people.grid.setFocus()
    QTest.keyClick(pending.people.grid, Qt.Key.Key_A)
    dialogs.script(False)
    pending.row.upload_button.click()
    settle(tasks)
    assert desk.reward_files.deadlines().pending == count
    view.registration_part.show_pending()
    settle(tasks)
    assert pending.people.draft.counts().approved == 1, "the answer was kept"
