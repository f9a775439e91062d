"""The last days for cancelling on the home tab, and where they lead."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from netmile_desktop.domain import wire
from netmile_desktop.domain.cancellations import CancelAction
from netmile_desktop.domain.history import IssueState
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.home.deadlines_card import DAYS
from netmile_desktop.views.home.view import HomeView
from netmile_desktop.workspace.desk import Desk
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
    found = desk.history.search(wire.HistorySearch(**{f: getattr(asked[0], f) for f in asked[0].__struct_fields__}))
    assert found.page.total == dues[-1].rows
    assert {each.last_on for each in found.page.items} == {dues[-1].last_on}
    assert not home.radar.requests.isVisible()

    valid = desk.client.history.search(wire.HistorySearch(states=[IssueState.VALID], size=1)).items[0]
    order = wire.CancelOrder(action=CancelAction.REQUEST, reason="other", issue_ids=[valid.issue_id])
    desk.client.cancellations.order("a-request-0000000000", order)
    home.refresh()
    settle(toolbox.tasks)
    assert home.radar.requests.text().endswith(": 1")
    followed: list[bool] = []
    toolbox.navigation.requests_chosen.connect(lambda: followed.append(True))
    home.radar.requests.click()
    assert followed
