"""What a clerk decides in NetMile's place, and where no such thing is possible."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from sqlalchemy import func, select

from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import ProcessingState
from netmile_desktop.domain.campaigns import ApplicationKind, ApplicationState, CampaignKind, CampaignState
from netmile_desktop.domain.cancellations import CancelAction, RequestState
from netmile_desktop.domain.history import IssueState
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.portal.tables import balance, batch, issue, session, user_account
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.application.card import ApplicationCard
from netmile_desktop.views.campaign.detail_page import CampaignDetailPage
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.desk_page import DeskPage
from netmile_desktop.views.navigation import NetMilePart
from netmile_desktop.views.netmile_part.tabbed import PARTS
from netmile_desktop.views.netmile_part.view import NetMileView
from netmile_desktop.workspace.desk import Desk
from tests.support.window import settle, texts

Show = Callable[[QWidget], QWidget]
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
"""A picture of one point."""


@pytest.fixture
def told() -> list[Notice]:
    return []


@pytest.fixture
def view(desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show, told: list[Notice]) -> NetMileView:
    view = NetMileView(desk, toolbox)
    view.noticed.connect(told.append)
    shown(view)
    view.entered()
    settle(tasks)
    return view


def apply_for_a_change(desk: Desk, campaign_id: str = "C-1024") -> wire.ApplicationDetail:
    stands = desk.client.campaigns.content(campaign_id)
    content = msgspec.structs.replace(stands.content, transfer_after_days=9, banner=PNG)
    form = wire.ApplicationForm(
        kind=ApplicationKind.CHANGE, campaign_id=campaign_id, version=stands.version, content=content
    )
    return desk.client.campaigns.apply(secrets.token_hex(16), form)


def request(desk: Desk, rows: int) -> list[wire.IssueRecord]:
    """Ask for the return of valid miles."""
    found = desk.client.history.search(wire.HistorySearch(states=[IssueState.VALID], size=100)).items
    chosen = [each for each in found if each.action is CancelAction.REQUEST][:rows]
    order = wire.CancelOrder(action=CancelAction.REQUEST, reason="other", issue_ids=[each.issue_id for each in chosen])
    desk.client.cancellations.order(secrets.token_hex(16), order)
    return chosen


def is_reading(view: NetMileView) -> bool:
    """Whether one application is in front."""
    return view.is_reading


def open_part(view: NetMileView, tasks: TaskRunner, part: NetMilePart, id_: str = "") -> None:
    """As the window does: the tab comes to the front first."""
    view.entered()
    view.open_part(part, id_)
    settle(tasks)
    settle(tasks)


def test_applications_are_read_in_full_and_then_decided(
    view: NetMileView, desk: Desk, tasks: TaskRunner, told: list[Notice]
) -> None:
    waiting = view.applications.table.records_model.records
    asked_for = [
        each
        for kind in CampaignKind
        for each in desk.catalogue.applications(wire.ApplicationSearch(only="applied", campaign_kind=kind)).items
    ]
    in_turn = sorted(asked_for, key=lambda application: application.applied_at)
    assert [each.campaign_id for each in waiting] == [each.campaign_id for each in in_turn]
    assert view.tabs.tabText(0) == f"Applications {len(waiting)}"
    applied = apply_for_a_change(desk)
    view.refresh()
    settle(tasks)
    assert view.applications.table.select(applied.id)
    QTest.keyClick(view.applications.table, Qt.Key.Key_Return)
    settle(tasks)
    assert is_reading(view)
    said = texts(view.application)
    assert "C-1024" in said
    assert "山田 花子" in said
    assert "9 days" in texts(view.application.changes)
    assert applied.content.description in said, "the whole content, not only what changes"
    banners = [
        label
        for label in view.application.findChildren(type(view.application.name))
        if not label.pixmap().isNull() and label.accessibleName().startswith("Banner")
    ]
    assert len(banners) == 2
    assert all(each.height() >= each.pixmap().deviceIndependentSize().height() for each in banners)
    assert view.primary() is view.application.foot.approve
    view.application.foot.approve.click()
    settle(tasks)
    assert not is_reading(view)
    assert desk.client.campaigns.application(applied.id).state is ApplicationState.APPROVED
    assert desk.client.campaigns.content("C-1024").content.transfer_after_days == 9
    assert told[-1].text == "C-1024 was approved."
    assert [text for text, _ in told[-1].actions] == ["Open the campaign"]
    assert applied.id not in {each.id for each in view.applications.table.records_model.records}


def test_nothing_is_refused_without_a_reason_that_the_merchant_reads(
    view: NetMileView, desk: Desk, tasks: TaskRunner
) -> None:
    applied = apply_for_a_change(desk)
    open_part(view, tasks, NetMilePart.APPLICATIONS, applied.id)
    foot = view.application.foot
    foot.reason.setText("  ")
    foot.refuse.click()
    settle(tasks)
    assert foot.fault.isVisible()
    assert foot.reason.hasFocus()
    assert desk.client.campaigns.application(applied.id).state is ApplicationState.APPLIED
    foot.reason.setText("期間が短すぎます")
    assert not foot.fault.isVisible()
    foot.refuse.click()
    settle(tasks)
    refused = desk.client.campaigns.application(applied.id)
    assert (refused.state, refused.reason) == (ApplicationState.REJECTED, "期間が短すぎます")
    other = apply_for_a_change(desk)
    open_part(view, tasks, NetMilePart.APPLICATIONS, other.id)
    assert foot.reason.text() == "", "the reason belonged to another one"


def test_an_application_that_somebody_else_decided_is_told_and_not_decided_again(
    view: NetMileView, desk: Desk, tasks: TaskRunner, told: list[Notice]
) -> None:
    applied = apply_for_a_change(desk)
    open_part(view, tasks, NetMilePart.APPLICATIONS, applied.id)
    desk.client.campaigns.withdraw(applied.id)
    view.application.foot.approve.click()
    settle(tasks)
    assert told[-1].kind == "error"
    assert is_reading(view)
    assert not view.application.foot.approve.isEnabled(), "it waits no more"
    assert desk.client.campaigns.application(applied.id).state is ApplicationState.WITHDRAWN


def test_a_change_of_a_campaign_that_moved_on_says_so(view: NetMileView, desk: Desk, tasks: TaskRunner) -> None:
    applied = apply_for_a_change(desk)
    desk.sandbox_operator.suspend("C-1024", suspended=True)
    open_part(view, tasks, NetMilePart.APPLICATIONS, applied.id)
    assert "suspended, resumed or changed since" in texts(view.application)


def test_a_campaign_finds_its_application(view: NetMileView, tasks: TaskRunner) -> None:
    open_part(view, tasks, NetMilePart.APPLICATIONS, "C-1035")
    assert is_reading(view)
    assert view.application.application is not None
    assert view.application.application.campaign_id == "C-1035"
    assert view.back()
    assert not is_reading(view)
    assert view.applications.table.hasFocus()
    assert not view.back()


def test_requests_are_decided_one_by_one_with_the_balance_in_sight(
    view: NetMileView,
    desk: Desk,
    tasks: TaskRunner,
    told: list[Notice],
    sandbox_portal: EmbeddedPortal,
) -> None:
    chosen = request(desk, 3)
    assert len(chosen) == 3
    spent = chosen[0].issue_id
    owner = select(issue.c.account_id).where(issue.c.id == bytes.fromhex(spent.replace("-", ""))).scalar_subquery()
    less = balance.update().where(balance.c.account_id == owner).values(posted=chosen[0].miles - 1)
    sandbox_portal.portal.database.write(lambda conn: conn.execute(less))
    open_part(view, tasks, NetMilePart.REQUESTS)
    table = view.requests.table
    assert {each.issue_id for each in table.records_model.records} == {each.issue_id for each in chosen}
    assert table.current() is not None, "there is always one to decide about"
    by_issue = {each.issue_id: each for each in table.records_model.records}
    assert by_issue[spent].balance == chosen[0].miles - 1
    number = by_issue[spent].number
    table.select((number, spent))
    assert f"the member's balance is {chosen[0].miles - 1:,} mile" in view.requests.told.text()
    view.requests.decision.approve.click()
    settle(tasks)
    assert told[-1].kind == "warning", "the balance no longer covers it"
    one, two = (each.issue_id for each in chosen[1:])
    table.select((number, one))
    view.requests.decision.reason.setText("理由を確認できません")
    view.requests.decision.refuse.click()
    settle(tasks)
    current = table.current()
    assert current is not None
    assert current.issue_id == two, "the next one"
    assert view.requests.decision.reason.text() == ""
    view.requests.decision.approve.click()
    settle(tasks)
    decided = desk.client.cancellations.search(wire.CancellationSearch(number=number)).items
    assert {each.issue_id: (each.state, each.note) for each in decided} == {
        spent: (RequestState.REFUSED, ""),
        one: (RequestState.REFUSED, "理由を確認できません"),
        two: (RequestState.APPROVED, ""),
    }
    assert view.tabs.tabText(1) == "Cancellation requests 0"
    assert view.requests.nothing.isVisible()
    assert not view.requests.foot.isVisible()


def test_what_was_interrupted_is_resumed(
    view: NetMileView, desk: Desk, tasks: TaskRunner, sandbox_portal: EmbeddedPortal, told: list[Notice]
) -> None:
    open_part(view, tasks, NetMilePart.REGISTRATIONS)
    [sample] = view.registrations.table.records_model.records
    assert 0 < sample.records < sample.rows
    view.registrations.resume.click()
    settle(tasks)
    sandbox_portal.portal.worker.run_until_idle()
    judged = desk.client.issuances.detail(sample.registration_id)
    assert (judged.state, judged.records) == (ProcessingState.COMPLETED, sample.rows), "the sandbox's own"
    assert view.registrations.nothing.isVisible()
    query = wire.IssuanceQuery(campaign_id="C-1024")
    accepted = desk.client.issuances.issue("i" * 20, query, b"member00001@example.jp,N-1,100\n")
    stop = batch.update().where(batch.c.code == accepted.registration_id)
    sandbox_portal.portal.database.write(
        lambda conn: conn.execute(stop.values(state="interrupted", completed_at=batch.c.accepted_at))
    )
    open_part(view, tasks, NetMilePart.REGISTRATIONS)
    [listed] = view.registrations.table.records_model.records
    assert listed.registration_id == accepted.registration_id
    view.registrations.resume.click()
    settle(tasks)
    assert told[-1].text == f"{accepted.registration_id} is being processed to its end."
    sandbox_portal.portal.worker.run_until_idle()
    assert desk.client.issuances.detail(accepted.registration_id).state.is_final
    assert view.registrations.nothing.isVisible()
    taken = stop.values(state="interrupted", completed_at=batch.c.accepted_at, taken_over_by="20270101-000001")
    sandbox_portal.portal.database.write(lambda conn: conn.execute(taken))
    open_part(view, tasks, NetMilePart.REGISTRATIONS)
    assert not view.registrations.resume.isEnabled()
    assert view.registrations.resume.toolTip() == "Its rows were sent again in 20270101-000001"


def test_campaigns_are_suspended_and_resumed(view: NetMileView, desk: Desk, tasks: TaskRunner) -> None:
    open_part(view, tasks, NetMilePart.CAMPAIGNS)
    assert view.campaigns.pager.total > 1
    view.seek()
    assert view.campaigns.name.hasFocus()
    QTest.keyClicks(view.campaigns.name, "c-1024")
    QTest.keyClick(view.campaigns.name, Qt.Key.Key_Return)
    settle(tasks)
    [found] = view.campaigns.table.records_model.records
    assert found.campaign_id == "C-1024"
    assert view.campaigns.suspend.isVisible()
    assert not view.campaigns.resume.isVisible()
    view.campaigns.suspend.click()
    settle(tasks)
    assert desk.client.campaigns.detail("C-1024").state is CampaignState.SUSPENDED
    assert not view.campaigns.suspend.isVisible()
    view.campaigns.resume.click()
    settle(tasks)
    assert desk.client.campaigns.detail("C-1024").state is CampaignState.RUNNING


def test_the_switch_is_off_until_it_is_chosen_and_the_portal_keeps_it(
    view: NetMileView, desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show, told: list[Notice]
) -> None:
    assert not view.policy.switch.isChecked()
    view.policy.minutes.setValue(30)
    view.policy.minutes.editingFinished.emit()
    settle(tasks)
    assert desk.sandbox_operator.approve_after(None).approve_after_minutes is None, "only the switch turns it on"
    view.policy.switch.click()
    settle(tasks)
    assert told[-1].text == "Applications are approved automatically after 30 min."
    again = NetMileView(desk, toolbox)
    shown(again)
    again.entered()
    settle(tasks)
    assert (again.policy.switch.isChecked(), again.policy.minutes.value()) == (True, 30)
    again.policy.minutes.setValue(45)
    again.policy.minutes.editingFinished.emit()
    settle(tasks)
    view.refresh()
    settle(tasks)
    assert (view.policy.switch.isChecked(), view.policy.minutes.value()) == (True, 45)
    view.policy.switch.click()
    settle(tasks)
    assert told[-1].text == "Applications wait for your decision."


def test_every_part_is_left_and_found_again(view: NetMileView, desk: Desk, toolbox: Toolbox, shown: Show) -> None:
    applied = apply_for_a_change(desk)
    open_part(view, toolbox.tasks, NetMilePart.APPLICATIONS, applied.id)
    again = NetMileView(desk, toolbox)
    shown(again)
    again.restore(view.place())
    again.entered()
    settle(toolbox.tasks)
    assert is_reading(again)
    for at, part in enumerate(PARTS):
        open_part(view, toolbox.tasks, part)
        assert view.tabs.currentIndex() == at
        again.restore(view.place())
        assert again.tabs.currentIndex() == at


def operator_sessions(portal: EmbeddedPortal) -> int:
    own = (
        select(func.count())
        .select_from(session)
        .join(user_account, user_account.c.id == session.c.user_id)
        .where(user_account.c.role == "operator")
    )
    return portal.portal.database.read(lambda conn: int(conn.execute(own).scalar_one()))


def test_a_real_portal_has_no_such_page_and_is_never_asked(
    desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show, sandbox_portal: EmbeddedPortal
) -> None:
    applied = apply_for_a_change(desk)
    desk.is_sandbox = False
    page = DeskPage(desk, toolbox)
    shown(page)
    page.restore([])
    assert "netmile" not in page.tabs.all_keys()
    assert "NetMile's part" not in {each.text for each in page.commands.entries()}
    for at in range(page.tabs.count()):
        page.show_tab(at)
        settle(tasks)
    card = ApplicationCard(desk.applications, toolbox, in_sandbox=desk.is_sandbox)
    shown(card)
    card.show_application(applied)
    assert not card.netmile.isVisible()
    detail = CampaignDetailPage(desk, toolbox)
    shown(detail)
    detail.show_campaign(desk.client.campaigns.detail("C-1035"))
    assert not detail.netmile.isVisible()
    with pytest.raises(ValueError, match="sandbox"):
        _ = desk.sandbox_operator
    settle(tasks)
    assert operator_sessions(sandbox_portal) == 0
    page.shut()


def test_where_the_clerk_waits_leads_there(page: DeskPage, tasks: TaskRunner) -> None:
    desk, navigation = page._desk, page._toolbox.navigation
    asked: list[tuple[object, str]] = []
    navigation.netmile_asked.connect(lambda part, id_: asked.append((part, id_)))
    detail = CampaignDetailPage(desk, page._toolbox, page)
    detail.show_campaign(desk.client.campaigns.detail("C-1024"))
    assert detail.netmile.isHidden(), "nothing waits"
    detail.show_campaign(desk.client.campaigns.detail("C-1035"))
    assert not detail.netmile.isHidden()
    detail.netmile.click()
    settle(tasks)
    settle(tasks)
    assert asked == [(NetMilePart.APPLICATIONS, "C-1035")]
    front = page.current
    assert isinstance(front, NetMileView)
    assert is_reading(front)
    desk.sandbox_operator.suspend("C-1024", suspended=True)
    detail.show_campaign(desk.client.campaigns.detail("C-1024"))
    detail.netmile.click()
    settle(tasks)
    assert asked[-1] == (NetMilePart.CAMPAIGNS, "C-1024")
    [found] = front.campaigns.table.records_model.records
    assert found.suspended
    page._show("home")
    assert page.top_bar.clock is not None
    page.top_bar.clock.netmile.trigger()
    settle(tasks)
    assert page.current is front
    detail.deleteLater()
