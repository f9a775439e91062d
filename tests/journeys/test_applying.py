"""A campaign's way: applied for, approved, issued in, changed, used again, and one taken back."""

from __future__ import annotations

from datetime import timedelta

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.campaigns import ApplicationState
from netmile_desktop.portal.sandbox import PASSWORD
from netmile_desktop.views.application.view import ApplicationView
from netmile_desktop.views.look import formats
from tests.journeys.conftest import Start
from tests.support.clerk import Clerk
from tests.support.portals.portal import Desk as Caller

TEXT = "ご来店でマイルを進呈します"


def approve(clerk: Clerk, application_id: str) -> None:
    """NetMile's side."""
    netmile = Caller(clerk.desk.client.base_url)
    session = netmile.call(operations.SIGN_IN, body=wire.SignIn(login="operator", password=PASSWORD))
    decision = wire.ApplicationDecision(
        site=clerk.desk.site.code, application_id=application_id, action="approve", reason=""
    )
    headers = {"Idempotency-Key": f"approve-{application_id}"}
    Caller(netmile.url, session.token).call(operations.DECIDE_APPLICATION, body=decision, headers=headers)


def apply(clerk: Clerk, view: ApplicationView) -> tuple[str, str]:
    """From the filled form to the campaign's ID and the application's number."""
    clerk.press(view.confirm_button)
    clerk.press(view.confirm.apply)
    clerk.wait_for(view.done.search)
    return view.done.campaign.text, view.done.number.text


def apply_for_a_new_one(clerk: Clerk, name: str) -> tuple[str, str]:
    clerk.page.show_tab(clerk.page.tabs.all_keys().index("apply"))
    clerk.wait_until_idle()
    view = clerk.screen(ApplicationView)
    form = view.form
    clerk.wait_for(form.name)
    form.name.setText(name)
    form.description.setPlainText(TEXT)
    for period in (form.campaign, form.issuance):
        period.first.edit.setText(formats.day(clerk.desk.today()))
        period.last.edit.setText(formats.day(clerk.desk.today() + timedelta(days=30)))
    form.amount.miles.setText("30")
    form.link.setText("https://shop.example.jp/")
    return apply(clerk, view)


def test_the_way_of_a_campaign(start: Start) -> None:
    clerk = start()
    clerk.enter_sandbox()
    campaign_id, number = apply_for_a_new_one(clerk, "春の祭")
    approve(clerk, number)

    campaign = clerk.open_campaign(campaign_id)
    issued = clerk.desk.singles.issue(
        wire.SingleIssue(campaign_id=campaign_id, address="member00001@example.jp", key="H-1", miles="30")
    )
    assert issued.code is None
    sub_tabs = [campaign.tabs.tabText(at) for at in range(campaign.tabs.count())]
    campaign.tabs.setCurrentIndex(sub_tabs.index("キャンペーン変更申請"))
    clerk.wait_until_idle()
    assert campaign.change is not None
    campaign.change.form.description.setPlainText("新しい説明")
    same_id, number = apply(clerk, campaign.change)
    assert same_id == campaign_id
    assert clerk.desk.catalogue.detail(campaign_id).description == TEXT, "until it is approved"
    approve(clerk, number)
    campaign.refresh()
    clerk.wait_until_idle()
    assert campaign.campaign is not None
    assert campaign.campaign.description == "新しい説明"

    campaign.tabs.setCurrentIndex(sub_tabs.index("再利用申請"))
    clerk.wait_until_idle()
    assert campaign.reuse is not None
    campaign.reuse.form.name.setText("秋の祭")
    new_id, number = apply(clerk, campaign.reuse)
    assert new_id not in {"", campaign_id}
    assert clerk.desk.applications.detail(number).origin_id == campaign_id
    withdrawn = clerk.desk.applications.withdraw(number)
    assert withdrawn.state is ApplicationState.WITHDRAWN


def test_a_half_filled_form_outlives_the_program(start: Start) -> None:
    clerk = start()
    clerk.enter_sandbox()
    clerk.page.show_tab(clerk.page.tabs.all_keys().index("apply"))
    clerk.wait_until_idle()
    view = clerk.screen(ApplicationView)
    view.form.name.setText("まだ途中")
    clerk = start()
    clerk.enter_sandbox()
    clerk.page.show_tab(clerk.page.tabs.all_keys().index("apply"))
    clerk.wait_until_idle()
    view = clerk.screen(ApplicationView)
    assert view.form.name.text() == "まだ途中"
