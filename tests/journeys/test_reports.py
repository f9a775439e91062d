"""Reports in the real window: both ways to a campaign's report, the site's, and from a bar to a registration."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from netmile_desktop.domain.reports.declarations import SITE
from netmile_desktop.domain.reports.figures import known
from netmile_desktop.views.campaign.view import CampaignView
from netmile_desktop.views.common.tab_bars.fitting import FittingTabBar
from netmile_desktop.views.common.tables.table_view import RecordTable
from netmile_desktop.views.home.view import HomeView
from netmile_desktop.views.reports.view import ReportView
from netmile_desktop.views.site.view import SiteView
from tests.journeys.conftest import Start
from tests.support.clerk import Clerk
from tests.support.window import texts

CAMPAIGN = "C-1024"


@pytest.fixture
def clerk(start: Start) -> Clerk:
    clerk = start()
    clerk.enter_sandbox()
    return clerk


def click_tab(tabs: FittingTabBar, words: str) -> None:
    """Click the tab of a name, or its line in the list of those that do not fit."""
    at = next(at for at in range(tabs.count()) if tabs.tabText(at) == words)
    if at in tabs.listed():
        menu = tabs.list_button.menu()
        menu.aboutToShow.emit()
        next(line for line in menu.actions() if line.text() == words).trigger()
        return
    QTest.mouseClick(
        tabs, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, tabs.tabRect(at).center() + QPoint(0, 1)
    )


def click_id(table: RecordTable[Any], id_: str) -> None:
    """Click an ID in a list."""
    model = table.model()
    places = [model.index(row, at) for row in range(model.rowCount()) for at in range(model.columnCount())]
    place = next(each for each in places if each.data() == id_)
    table.scrollTo(place)
    QTest.mouseClick(
        table.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        table.visualRect(place).topLeft() + QPoint(20, 10),
    )


def the_report_of_the_opened_campaign(clerk: Clerk) -> ReportView:
    """From the details that opened to 「キャンペーンレポート」."""
    clerk.wait(lambda: isinstance(clerk.page.current, CampaignView), "the campaign")
    view = clerk.screen(CampaignView)
    clerk.wait(lambda: view.campaign is not None, "its details")
    assert view.tabs.tabText(view.tabs.currentIndex()) == "キャンペーン詳細"
    click_tab(view.tabs, "キャンペーンレポート")
    report = view.report
    assert report is not None
    clerk.wait(lambda: report.figures is not None, "the report")
    clerk.wait_until_idle()
    return report


def the_site(clerk: Clerk) -> SiteView:
    clerk.page.tabs.show_tab("site")
    site = clerk.screen(SiteView)
    clerk.wait(lambda: site.report.figures is not None, "the site report")
    clerk.wait_until_idle()
    return site


def test_both_ways_lead_to_the_same_report(clerk: Clerk) -> None:
    home = clerk.screen(HomeView)
    clerk.press(home.running.all_button)
    click_id(home.table, CAMPAIGN)
    first = the_report_of_the_opened_campaign(clerk)
    assert first.figures is not None
    assert first.figures.answer.campaign_id == CAMPAIGN
    said = texts(first)
    for name in (
        *("マイル発行数", "マイル発行取消数", "マイル発行回数", "マイル発行取消回数", "差引マイル数"),
        *("現在の保留", "現在の有効", "期間内の会員数", "時点", "テストユーザーへの発行"),
    ):
        assert name in said
    shown = first.figures.answer.values
    clerk.page.close_current()

    search = clerk.search()
    search.campaigns.form.id.setText(CAMPAIGN)
    clerk.press(search.campaigns.form.show_button)
    clerk.wait(lambda: len(search.campaigns.table.records_model.records) == 1, "the one that was searched for")
    click_id(search.campaigns.table, CAMPAIGN)
    second = the_report_of_the_opened_campaign(clerk)
    assert second is not first
    assert second.figures is not None
    assert second.figures.answer.values == shown
    assert second.panes.chart is not None
    assert second.panes.chart.isVisible()
    assert second.panes.table.isVisible()


def test_the_whole_site_and_from_a_bar_to_a_registration(clerk: Clerk) -> None:
    site = the_site(clerk)
    assert site.tabs.tabText(site.tabs.currentIndex()) == "サイトレポート"
    report = site.report
    assert report.report is SITE
    figures, chart = report.figures, report.panes.chart
    assert figures is not None
    assert chart is not None
    issued = known(figures.answer.values["issued"])
    assert f"{sum(issued):,} mile" in texts(report.tiles)
    at = max(range(len(issued)), key=issued.__getitem__)
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Home)
    for _ in range(at):
        QTest.keyClick(chart, Qt.Key.Key_Right)
    assert report.panes.selected == at
    QTest.keyClick(chart, Qt.Key.Key_Return)
    clerk.wait(lambda: report.entries.answer is not None, "the issues behind the bar")
    answer = report.entries.answer
    assert answer is not None
    assert answer.miles == issued[at]
    entry = next(each for each in answer.items if each.registration_id)
    assert entry.registration_id is not None
    click_id(report.entries.table, entry.registration_id)
    clerk.wait_for(clerk.status.detail.facts)
    clerk.wait_until_idle()
    assert entry.registration_id in texts(clerk.status)
    clerk.page.tabs.show_tab("site")
    clerk.page.back()
    assert report.panes.chart is not None
    assert report.panes.chart.isVisible()
    assert report.panes.selected == at
