"""The last days for cancelling on the home tab, and where they lead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.cancellations import CancelAction
from netmile_desktop.domain.history import IssueState
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.home.deadlines_card import DAYS
from netmile_desktop.views.home.view import HomeView
from netmile_desktop.workspace.desk import Desk
from tests.support.recalling import operator_of
from tests.support.window import settle


def test_what_is_due_leads_to_its_issues(desk: Desk, toolbox: Toolbox, shown: Callable[[QWidget], QWidget]) -> None:
    home = HomeView(desk, toolbox)
    shown(home)
    home.entered()
    settle(toolbox.tasks)
    dues = home.radar.table.records_model.records
    assert dues
    assert [each.last_on for each in dues] == sorted(each.last_on for each in dues)
    assert all(0 <= each.days_left <= DAYS for each in dues)
    asked: list[wire.HistoryConditions] = []
    toolbox.navigation.history_asked.connect(asked.append)
    home.radar.table.chosen.emit(dues[-1])
    seen = desk.history.search(wire.HistorySearch(**{f: getattr(asked[0], f) for f in asked[0].__struct_fields__}))
    assert seen.page.total == dues[-1].rows
    assert {each.last_on for each in seen.page.items} == {dues[-1].last_on}
    assert not home.radar.requests.isVisible()

    found = desk.client.history.search(wire.HistorySearch(states=[IssueState.VALID], size=100)).items
    valid = next(each for each in found if each.action is CancelAction.REQUEST)
    order = wire.CancelOrder(action=CancelAction.REQUEST, reason="other", issue_ids=[valid.issue_id])
    desk.client.cancellations.order("a-request-0000000000", order)
    home.refresh()
    settle(toolbox.tasks)
    assert home.radar.requests.text().endswith(": 1")
    followed: list[bool] = []
    toolbox.navigation.requests_chosen.connect(lambda: followed.append(True))
    home.radar.requests.click()
    assert followed


def test_what_became_valid_today_is_found_though_the_history_shows_it_as_pending(
    desk: Desk, toolbox: Toolbox, shown: Callable[[QWidget], QWidget], sandbox_portal: EmbeddedPortal, qtbot: QtBot
) -> None:
    """The radar knows the live state. What has other transfer days, and so another state, is not among them."""
    for delay in (80, 81):
        query = wire.IssuanceQuery(campaign_id="C-1024", transfer_after_days=delay)
        desk.client.issuances.issue(
            f"delayed-{delay}-000000000", query, f"member00001@example.jp,T-{delay},100\n".encode()
        )
    qtbot.waitUntil(lambda: all(desk.client.inquiries.ask(wire.Inquiry(key=f"T-{n}")).issues for n in (80, 81)))
    issued_on = desk.today()
    operator_of(sandbox_portal).call(operations.MOVE_CLOCK, body=wire.MoveClock(to=issued_on + timedelta(days=80)))
    desk.look_at_clock()
    qtbot.waitUntil(lambda: state_of(desk, "T-80") is IssueState.VALID)
    home = HomeView(desk, toolbox)
    shown(home)
    home.entered()
    settle(toolbox.tasks)
    asked: list[wire.HistoryConditions] = []
    toolbox.navigation.history_asked.connect(asked.append)
    for key, state in (("T-80", IssueState.VALID), ("T-81", IssueState.PENDING)):
        (due,) = [
            each
            for each in home.radar.table.records_model.records
            if each.conditions is not None
            and (each.conditions.issued_from, each.state) == (issued_on, state)
            and each.what.startswith("C-1024")
        ]
        home.radar.table.chosen.emit(due)
        settle(toolbox.tasks)
        conditions = asked[-1]
        found = desk.history.search(
            wire.HistorySearch(**{f: getattr(conditions, f) for f in conditions.__struct_fields__})
        )
        assert [(each.key, each.state) for each in found.page.items] == [(key, IssueState.PENDING)]
        assert found.page.total == due.rows


def state_of(desk: Desk, key: str) -> IssueState:
    return desk.client.inquiries.ask(wire.Inquiry(key=key)).issues[0].live_state
