"""A clerk who learns in the sandbox plays both parts: applies and requests, and decides as NetMile would."""

from __future__ import annotations

import secrets

import pytest

from netmile_desktop.domain import wire
from netmile_desktop.domain.campaigns import ApplicationState, CampaignState
from netmile_desktop.domain.cancellations import CancelAction, RequestState
from netmile_desktop.domain.history import IssueState
from netmile_desktop.views.application.view import ApplicationView
from netmile_desktop.views.common.dialogs import WindowDialogs
from netmile_desktop.views.history.view import HistoryView
from netmile_desktop.views.navigation import NetMilePart
from netmile_desktop.views.netmile_part.view import NetMileView
from tests.journeys.conftest import Start
from tests.journeys.test_applying import TEXT, apply_for_a_new_one
from tests.support.clerk import Clerk
from tests.support.window import texts


def netmile(clerk: Clerk) -> NetMileView:
    """NetMile's part, once all that it shows is there."""
    clerk.wait_until_idle()
    clerk.wait_until_idle()
    return clerk.screen(NetMileView)


def application_state(clerk: Clerk, name: str) -> ApplicationState:
    """What the merchant's own list of applications says, when its tab comes to the front again."""
    clerk.page._show("home")
    clerk.wait_until_idle()
    search = clerk.search()
    search.tabs.setCurrentIndex(1)
    clerk.wait_until_idle()
    [found] = [each for each in search.applications.table.records_model.records if each.campaign_name == name]
    return found.state


def test_applied_for_read_approved_and_issued(start: Start) -> None:
    clerk = start()
    clerk.enter_sandbox()
    campaign_id, _ = apply_for_a_new_one(clerk, "春の祭")
    assert application_state(clerk, "春の祭") is ApplicationState.APPLIED
    clerk.page.show_tab(clerk.page.tabs.all_keys().index("apply"))
    apply = clerk.screen(ApplicationView)
    clerk.press(apply.done.netmile)
    view = netmile(clerk)
    clerk.wait(lambda: view.is_reading, "the application")
    said = texts(view.application)
    for each in (campaign_id, "春の祭", TEXT, "https://shop.example.jp/", "30 mile"):
        assert each in said
    clerk.press(view.application.foot.approve)
    clerk.wait_until_idle()
    assert application_state(clerk, "春の祭") is ApplicationState.APPROVED
    campaign = clerk.open_campaign(campaign_id)
    assert campaign.campaign is not None
    assert campaign.campaign.state is CampaignState.RUNNING
    assert campaign.detail.netmile.isHidden()
    issued = clerk.desk.singles.issue(
        wire.SingleIssue(campaign_id=campaign_id, address="member00001@example.jp", key="H-1", miles="30")
    )
    assert issued.code is None


def test_a_refusal_comes_with_its_reason(start: Start) -> None:
    clerk = start()
    clerk.enter_sandbox()
    campaign_id, _ = apply_for_a_new_one(clerk, "夏の祭")
    campaign = clerk.open_campaign(campaign_id)
    clerk.press(campaign.detail.netmile)
    view = netmile(clerk)
    clerk.wait(lambda: view.is_reading, "the application")
    view.application.foot.reason.setText("リンク先が見つかりません")
    clerk.press(view.application.foot.refuse)
    clerk.wait_until_idle()
    assert application_state(clerk, "夏の祭") is ApplicationState.REJECTED
    search = clerk.search()
    [found] = [each for each in search.applications.table.records_model.records if each.campaign_id == campaign_id]
    search.applications.table.chosen.emit(found)
    clerk.wait(lambda: search.opened.application is not None, "the application")
    clerk.wait_until_idle()
    assert "リンク先が見つかりません" in texts(search.opened)
    assert search.opened.netmile.isHidden()


def test_requests_are_decided_one_by_one(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WindowDialogs, "confirm", lambda *_, **__: True)
    clerk = start()
    clerk.enter_sandbox()
    valid = clerk.desk.client.history.search(wire.HistorySearch(states=[IssueState.VALID], size=100)).items
    one, two = [each for each in valid if each.action is CancelAction.REQUEST][:2]
    order = wire.CancelOrder(action=CancelAction.REQUEST, reason="other", issue_ids=[one.issue_id, two.issue_id])
    clerk.desk.client.cancellations.order(secrets.token_hex(16), order)
    clerk.page.show_tab(clerk.page.tabs.all_keys().index("history"))
    history = clerk.screen(HistoryView)
    history.show_requests()
    clerk.wait_until_idle()
    clerk.press(history.requests.netmile)
    view = netmile(clerk)
    table = view.requests.table
    [first, second] = table.records_model.records
    assert first.balance >= first.miles
    assert f"{first.balance:,} mile" in view.requests.told.text()
    clerk.press(view.requests.decision.approve)
    clerk.wait(lambda: len(table.records_model.records) == 1, "the first decision")
    clerk.wait_until_idle()
    view.requests.decision.reason.setText("確認できません")
    clerk.press(view.requests.decision.refuse)
    clerk.wait(lambda: not table.records_model.records, "the second decision")
    clerk.wait_until_idle()
    clerk.page.show_tab(clerk.page.tabs.all_keys().index("history"))
    clerk.wait_until_idle()
    assert history.requests.table.records_model.records == [], "what waited is decided, without being asked to look"
    history.show_requests(None)
    clerk.wait_until_idle()
    decided = {each.issue_id: each for each in history.requests.table.records_model.records}
    assert decided[first.issue_id].state is RequestState.APPROVED
    refused = decided[second.issue_id]
    assert (refused.state, refused.note) == (RequestState.REFUSED, "確認できません")


def test_the_sandbox_approves_by_itself_once_time_has_passed(start: Start) -> None:
    clerk = start()
    clerk.enter_sandbox()
    clerk.page.routes._on_netmile_asked(NetMilePart.APPLICATIONS, "")
    view = netmile(clerk)
    view.policy.minutes.setValue(600)
    clerk.press(view.policy.switch)
    clerk.wait_until_idle()
    assert view.policy.switch.isChecked()
    campaign_id, number = apply_for_a_new_one(clerk, "秋の祭")
    assert clerk.desk.applications.detail(number).state is ApplicationState.APPLIED
    assert application_state(clerk, "秋の祭") is ApplicationState.APPLIED
    clock = clerk.page.top_bar.clock
    assert clock is not None
    clock.tomorrow.trigger()
    clerk.wait_until_idle()
    clerk.wait(
        lambda: clerk.desk.applications.detail(number).state is ApplicationState.APPROVED, "the automatic approval"
    )
    assert application_state(clerk, "秋の祭") is ApplicationState.APPROVED
    campaign = clerk.open_campaign(campaign_id)
    assert campaign.campaign is not None
    assert campaign.campaign.state is CampaignState.RUNNING
