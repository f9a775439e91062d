from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.campaigns import ApplicationKind, CampaignState
from netmile_desktop.domain.wire import CampaignDetail, CampaignSearch
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.campaign.issuance_page import IssuancePage
from netmile_desktop.views.campaign.view import CampaignView
from netmile_desktop.views.common.buttons import LinkButton
from netmile_desktop.views.common.notices import Notice, NoticeLine
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.workspace.desk import Desk
from tests.support.campaigns import TODAY, campaign_detail
from tests.support.window import picture_of, settle, texts

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def running(desk: Desk) -> CampaignDetail:
    found = desk.catalogue.search(CampaignSearch(states=[CampaignState.RUNNING]))
    return desk.catalogue.detail(found.items[0].id)


@pytest.fixture
def view(desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show, running: CampaignDetail) -> CampaignView:
    view = CampaignView(desk, toolbox, running.id)
    shown(view)
    view.entered()
    settle(tasks)
    return view


def test_the_rule_card_says_that_it_is_the_right_campaign(
    view: CampaignView, running: CampaignDetail, toolbox: Toolbox, tasks: TaskRunner
) -> None:
    said = texts(view.card)
    assert running.id in said
    assert running.name in said
    assert toolbox.words.amount(running.amount) in said
    assert toolbox.words.limits(running.per_member, running.per_member_per_day) in said
    assert toolbox.words.transfer(running.transfer_after_days) in said
    assert said.count("days left") == 2
    assert view.card.badge.text == "Running"
    for at in range(view.tabs.count()):
        view.tabs.setCurrentIndex(at)
        assert view.card.isVisible(), "on top of every sub-tab"
    assert view.status is not None
    settle(tasks)


def test_in_a_small_window_rows_are_still_in_sight(
    view: CampaignView, toolbox: Toolbox, tasks: TaskRunner, theme: Theme
) -> None:
    view.tabs.setCurrentIndex(2)
    settle(tasks)
    assert view.status is not None
    view.resize(904, 488)  # what the rail and the bars leave of the smallest window
    QApplication.processEvents()
    table = view.status.table
    assert table.viewport().height() >= 2 * table.rowHeight(0)
    view.tabs.setCurrentIndex(1)
    QApplication.processEvents()
    view.issuance.open_single()
    settle(tasks)
    button = view.issuance.single.confirm_button
    assert view.rect().contains(button.mapTo(view, button.rect().bottomLeft())), "its button does not scroll away"


def test_the_csv_way_starts_an_import_for_this_campaign(
    view: CampaignView, running: CampaignDetail, toolbox: Toolbox
) -> None:
    asked: list[tuple[object, str]] = []
    toolbox.navigation.import_asked.connect(lambda path, campaign: asked.append((path, campaign)))
    view.tabs.setCurrentIndex(1)
    primary = view.primary()
    assert primary is not None
    primary.click()
    assert asked == [(None, running.id)]
    assert "Member registration is not available" in texts(view)
    assert view.issuance.start.text() == view.issuance.mobile.text() == "Register in bulk by CSV upload"
    titles = ("Issue one at a time (PC only)", "Issue in bulk (PC only)", "(mobile addresses only)")
    assert all(title in texts(view) for title in titles)
    mobile: list[str] = []
    toolbox.navigation.mobile_import_asked.connect(mobile.append)
    view.issuance.mobile.click()
    assert mobile == [running.id]


@pytest.mark.parametrize(
    ("changes", "said", "may_prepare"),
    [
        ({}, "", True),
        ({"issuance_period": Period(date(2026, 12, 1), date(2026, 12, 31))}, "44019", True),
        ({"issuance_period": Period(date(2026, 10, 1), date(2026, 11, 20))}, "44019", False),
        ({"state": CampaignState.SUSPENDED}, "42030", True),
    ],
)
def test_what_cannot_be_done_today_says_why(
    desk: Desk, toolbox: Toolbox, shown: Show, changes: dict[str, object], said: str, may_prepare: bool
) -> None:
    page = IssuancePage(desk, toolbox)
    shown(page)
    page.show_campaign(campaign_detail(**changes), TODAY)
    assert ("44019" in texts(page) or "42030" in texts(page)) == bool(said)
    assert said in texts(page)
    asked: list[str] = []
    toolbox.navigation.help_chosen.connect(asked.append)
    for line in page.findChildren(NoticeLine)[:1]:
        for button in line.findChildren(LinkButton):
            button.click()
    assert asked == ([f"codes#{said}"] if said else [])
    assert page.start.isEnabled() == page.mobile.isEnabled() == may_prepare
    assert page.one.isEnabled() == (not said), "a single issue cannot be prepared"


def test_suspended_and_over_are_both_said_and_nothing_is_prepared(desk: Desk, toolbox: Toolbox, shown: Show) -> None:
    page = IssuancePage(desk, toolbox)
    shown(page)
    over = Period(date(2026, 10, 1), date(2026, 11, 20))
    page.show_campaign(campaign_detail(state=CampaignState.SUSPENDED, issuance_period=over), TODAY)
    told = texts(page)
    assert "42030" in told
    assert "44019" in told
    assert "A file can be prepared already" not in told
    assert not page.start.isEnabled()
    assert not page.mobile.isEnabled()
    to_come = Period(date(2026, 12, 1), date(2026, 12, 31))
    page.show_campaign(campaign_detail(state=CampaignState.SUSPENDED, issuance_period=to_come), TODAY)
    assert texts(page).count("A file can be prepared already") == 1
    assert page.start.isEnabled()


def test_the_banner_is_shown_with_the_campaign(
    desk: Desk, toolbox: Toolbox, shown: Show, tasks: TaskRunner, qtbot: QtBot
) -> None:
    period = Period(desk.today(), desk.today() + timedelta(days=30))
    template = desk.applications.content("C-1024").content
    wanted = msgspec.structs.replace(
        template, campaign_period=period, issuance_period=period, banner=picture_of(300, 80)
    )
    form = wire.ApplicationForm(kind=ApplicationKind.NEW, content=wanted)
    applied = desk.client.campaigns.apply(secrets.token_hex(32), form)
    view = CampaignView(desk, toolbox, applied.campaign_id)
    shown(view)
    view.entered()
    settle(tasks)
    qtbot.waitUntil(lambda: not view.detail.banner.pixmap().isNull())
    assert view.detail.banner.pixmap().height() == 80
    qtbot.waitUntil(lambda: view.detail.banner.height() >= 80)
    without = CampaignView(desk, toolbox, "C-1024")
    shown(without)
    without.entered()
    settle(tasks)
    assert without.detail.banner.text() == "–"


def test_the_sample_files_are_offered_where_files_are_chosen(
    view: CampaignView, toolbox: Toolbox, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(toolbox.navigation.starter_kit_asked):
        view.issuance.samples.click()


def test_without_the_portal_the_remembered_campaign_is_shown_with_its_time(
    desk: Desk,
    toolbox: Toolbox,
    tasks: TaskRunner,
    shown: Show,
    running: CampaignDetail,
    sandbox_portal: EmbeddedPortal,
) -> None:
    sandbox_portal.__exit__(None, None, None)
    told: list[Notice] = []
    view = CampaignView(desk, toolbox, running.id)
    view.noticed.connect(told.append)
    shown(view)
    view.entered()
    settle(tasks)
    assert running.name in texts(view.card)
    assert "The portal does not answer" in told[0].text
    desk.store.remember("campaign", running.id, campaign_detail(as_of=datetime(2026, 1, 1, tzinfo=UTC)))
    old = CampaignView(desk, toolbox, running.id)
    old.noticed.connect(told.append)
    shown(old)
    old.entered()
    settle(tasks)
    assert "more than a day ago" in told[1].text


def test_a_campaign_that_is_not_there_says_so_and_can_be_tried_again(
    desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show
) -> None:
    view = CampaignView(desk, toolbox, "C-9999")
    shown(view)
    view.entered()
    settle(tasks)
    assert "Campaign C-9999 cannot be shown" in texts(view)
    assert "P-NOTFOUND" in texts(view)


def test_the_place_is_found_again(view: CampaignView, desk: Desk, toolbox: Toolbox, tasks: TaskRunner) -> None:
    view.tabs.setCurrentIndex(1)
    other = CampaignView(desk, toolbox, view.campaign_id)
    other.restore(view.place())
    assert other.tabs.currentIndex() == 1
    other.restore("99")
    assert other.tabs.currentIndex() == 1
    other.deleteLater()
