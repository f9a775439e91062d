"""Reward campaigns: applied for as others are, kept apart from campaigns of miles, and never issued in by a merchant."""

from __future__ import annotations

import csv
import secrets
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.applications import CampaignContent, Flaw, FormField
from netmile_desktop.domain.calendar import Period, day_of
from netmile_desktop.domain.campaigns import (
    ApplicationKind,
    ApplicationState,
    CampaignKind,
    CampaignState,
    Validity,
    VariableAmount,
)
from netmile_desktop.domain.cancellations import CancelAction, Cause
from netmile_desktop.domain.rewards import HandOver
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.rewards.campaigns import open_rewards
from netmile_desktop.portal.tables import audit, reward_price
from tests.support.portals.cancelling import order
from tests.support.portals.entries import GOOD
from tests.support.portals.members import MemberBrowser, account_of
from tests.support.portals.portal import MASTER_KEY, NOW, Desk, PortalOnLine, SetClock, lines, signed_in
from tests.support.portals.rewards import PAGE, SETTINGS, a_picture, add_reward, reward_content

TODAY = day_of(NOW)
NEW, CHANGE, REUSE = ApplicationKind


def allow(netmile: Desk, *, uses: bool = True, days: int | None = None) -> wire.RewardUseAtOperator:
    body = wire.RewardUse(site="minato", uses_reward=uses, retention_days=days)
    answer: wire.RewardUseAtOperator = netmile.call(operations.SET_REWARD_USE, body=body)
    return answer


def apply(
    desk: Desk,
    content: CampaignContent,
    kind: ApplicationKind = NEW,
    campaign_id: str = "",
    version: int = 1,
) -> wire.ApplicationDetail:
    form = wire.ApplicationForm(kind=kind, campaign_id=campaign_id, version=version, content=content)
    answer: wire.ApplicationDetail = desk.call(operations.APPLY, body=form)
    return answer


def refusal(desk: Desk, content: CampaignContent, kind: ApplicationKind = NEW, campaign_id: str = "") -> str:
    form = wire.ApplicationForm(kind=kind, campaign_id=campaign_id, version=1, content=content)
    return desk.refusal(operations.APPLY, body=form)


def decide(netmile: Desk, application_id: str, action: str = "approve") -> wire.ApplicationAtOperator:
    body = wire.ApplicationDecision(site="minato", application_id=application_id, action=action)
    answer: wire.ApplicationAtOperator = netmile.call(operations.DECIDE_APPLICATION, body=body)
    return answer


def ids(desk: Desk, **query: Any) -> list[str]:
    page = desk.call(operations.SEARCH_CAMPAIGNS, {"size": 100, **query})
    return [each.id for each in page.items]


def test_a_reward_campaign_is_applied_for_and_runs_once_approved(desk: Desk, netmile: Desk) -> None:
    allow(netmile)
    content = reward_content()
    applied = apply(desk, content)
    assert applied.campaign_kind is CampaignKind.REWARD
    assert applied.content == content
    [waiting] = [
        each for each in netmile.call(operations.OPERATOR_APPLICATIONS, {"size": 100}).items if each.id == applied.id
    ]
    assert waiting.campaign_kind is CampaignKind.REWARD
    decide(netmile, applied.id)
    detail = desk.call(operations.CAMPAIGN, campaign_id=applied.campaign_id)
    assert (detail.reward, detail.state) == (SETTINGS, CampaignState.RUNNING)
    assert detail.validity is Validity.REWARD
    assert detail.banner_bytes == len(a_picture())
    told = desk.call(operations.CAMPAIGN_CONTENT, campaign_id=applied.campaign_id)
    assert told.content == content


def test_only_sites_that_use_it_apply_for_rewards(desk: Desk, netmile: Desk, portal: PortalOnLine) -> None:
    assert refusal(desk, reward_content()) == "P-OPTION"
    form = wire.ApplicationForm(kind=NEW, content=reward_content())
    assert desk.call(operations.CHECK_APPLICATION, body=form).refused == "P-OPTION"
    assert not desk.call(operations.SESSION).site.uses_reward
    assert allow(netmile).since is not None
    assert allow(netmile).retention_days == 30
    assert allow(netmile, days=10).retention_days == 10
    assert desk.call(operations.SESSION).site.uses_reward
    apply(desk, reward_content())
    allow(netmile, uses=False)
    assert not desk.call(operations.SESSION).site.uses_reward
    acts = portal.database.read(lambda conn: list(conn.execute(select(audit.c.action)).scalars()))
    assert acts.count("reward_use_set") == 3, "the same decision again changes nothing"
    unknown = wire.RewardUse(site="nowhere", uses_reward=True)
    assert netmile.refusal(operations.SET_REWARD_USE, body=unknown) == "P-NOTFOUND"
    assert desk.refusal(operations.SET_REWARD_USE, body=unknown) == "P-FORBIDDEN"


@pytest.mark.parametrize(
    ("changes", "field", "flaw"),
    [
        ({"amount": VariableAmount(1, 9)}, FormField.AMOUNT, Flaw.FIXED_BY_REWARD),
        ({"per_member": 2}, FormField.LIMITS, Flaw.FIXED_BY_REWARD),
        ({"transfer_after_days": 1}, FormField.TRANSFER, Flaw.FIXED_BY_REWARD),
        (
            {"issuance_period": Period(TODAY, TODAY + timedelta(days=91))},
            FormField.ISSUANCE_PERIOD,
            Flaw.FIXED_BY_REWARD,
        ),
        ({"reward": msgspec.structs.replace(SETTINGS, terms=" ")}, FormField.TERMS, Flaw.MISSING),
        ({"reward": msgspec.structs.replace(SETTINGS, terms="x" * 20_001)}, FormField.TERMS, Flaw.TOO_LONG),
        (
            {"reward": msgspec.structs.replace(SETTINGS, terms="", terms_url="javascript:alert(1)")},
            FormField.TERMS,
            Flaw.NOT_A_LINK,
        ),
        ({"reward": msgspec.structs.replace(SETTINGS, unit_price=0)}, FormField.UNIT_PRICE, Flaw.OUTSIDE_RANGE),
    ],
)
def test_what_rewards_have_in_common_is_asked_for(
    desk: Desk, netmile: Desk, changes: dict[str, Any], field: FormField, flaw: Flaw
) -> None:
    allow(netmile)
    form = wire.ApplicationForm(kind=NEW, content=reward_content(**changes))
    found = desk.call(operations.CHECK_APPLICATION, body=form).faults
    assert [(each.field, each.flaw) for each in found] == [(field, flaw)]
    assert refusal(desk, form.content) == "P-FORM"


def test_a_change_of_a_reward_touches_terms_hand_over_and_price_only(
    desk: Desk, netmile: Desk, portal: PortalOnLine, business_clock: SetClock
) -> None:
    add_reward(portal.database)
    content = desk.call(operations.CAMPAIGN_CONTENT, campaign_id="C-7001").content
    none = msgspec.structs.replace(content, reward=None)
    fields = msgspec.structs.replace(SETTINGS, fields=msgspec.structs.replace(SETTINGS.fields, phone="off"))
    for wrong in (none, msgspec.structs.replace(content, reward=fields)):
        assert refusal(desk, wrong, CHANGE, "C-7001") == "P-LOCKED"
    mile = desk.call(operations.CAMPAIGN_CONTENT, campaign_id="C-1024").content
    assert refusal(desk, msgspec.structs.replace(mile, reward=SETTINGS), CHANGE, "C-1024") == "P-LOCKED"
    wanted = msgspec.structs.replace(SETTINGS, terms="第2版", hand_over=HandOver.REAL_TIME, unit_price=600)
    applied = apply(desk, msgspec.structs.replace(content, reward=wanted), CHANGE, "C-7001")
    business_clock.advance(days=3)
    decide(netmile, applied.id)
    assert desk.call(operations.CAMPAIGN, campaign_id="C-7001").reward == wanted
    prices = portal.database.read(
        lambda conn: conn.execute(
            select(reward_price.c.from_on, reward_price.c.yen).order_by(reward_price.c.from_on)
        ).all()
    )
    assert [tuple(each) for each in prices] == [(TODAY, 500), (TODAY + timedelta(days=3), 600)]


def test_a_reward_is_used_again(desk: Desk, portal: PortalOnLine) -> None:
    add_reward(portal.database)
    applied = apply(desk, reward_content(name="もう一度"), REUSE, "C-7001")
    assert (applied.origin_id, applied.campaign_kind) == ("C-7001", CampaignKind.REWARD)


def test_lists_of_miles_show_no_rewards_unless_asked_for(desk: Desk, netmile: Desk, portal: PortalOnLine) -> None:
    before = ids(desk)
    home = desk.call(operations.HOME)
    applications = desk.call(operations.SEARCH_APPLICATIONS, {"size": 100}).total
    add_reward(portal.database)
    waiting = apply(desk, reward_content(name="もう一度"))
    assert ids(desk) == before
    assert [each.id for each in desk.call(operations.HOME).running] == [each.id for each in home.running]
    assert desk.call(operations.SEARCH_APPLICATIONS, {"size": 100}).total == applications
    [only] = desk.call(operations.SEARCH_CAMPAIGNS, {"kind": "reward"}).items
    assert (only.id, only.kind) == ("C-7001", CampaignKind.REWARD)
    [asked] = desk.call(operations.SEARCH_APPLICATIONS, {"campaign_kind": "reward"}).items
    assert asked.id == waiting.id
    at_operator = netmile.call(operations.OPERATOR_APPLICATIONS, {"campaign_kind": "reward"}).items
    assert [each.id for each in at_operator] == [waiting.id]
    assert waiting.id in {each.id for each in netmile.call(operations.OPERATOR_APPLICATIONS, {"size": 100}).items}


def test_nobody_issues_by_hand_in_a_reward_campaign(desk: Desk, portal: PortalOnLine) -> None:
    add_reward(portal.database)
    asked: dict[str, Any] = {"campaign_id": "C-7001"}
    key = secrets.token_hex(16)
    assert desk.refusal(operations.ISSUE, asked, raw=lines([1], 200), key=key) == "42030"
    assert desk.call(operations.CHECK_ISSUANCE, asked, raw=lines([1], 200)).refused == "42030"
    single = {"campaign_id": "C-7001", "address": "member00001@example.jp", "key": "K1", "miles": "200"}
    assert desk.call(operations.CHECK_ONE, body=single).refused == "42030"
    assert desk.refusal(operations.ISSUE_ONE, body=single, key=secrets.token_hex(16)) == "42030"


def test_miles_of_a_registration_are_in_history_and_cannot_be_cancelled(
    desk: Desk, netmile: Desk, portal: PortalOnLine, business_clock: SetClock, clock: SetClock
) -> None:
    add_reward(portal.database)
    member = MemberBrowser(portal)
    member.enter("member00001@example.jp", PAGE)
    assert member.post(PAGE, GOOD).status_code == 200
    business_clock.advance(days=1)
    [own] = desk.call(operations.SEARCH_HISTORY, {"types": ["reward"]}).items
    assert (own.type, own.miles, own.live_state, own.action, own.cause) == (
        "reward",
        200,
        "valid",
        None,
        Cause.REWARD,
    )
    [row] = csv.DictReader(desk.call(operations.EXPORT_HISTORY, {"types": ["reward"]}).decode("utf-8-sig").splitlines())
    assert "リワード" in row.values(), "the type, as the tab is called"
    for action in (CancelAction.AT_ONCE, CancelAction.REQUEST):
        result = order(desk, action, own.issue_id)
        assert (result.done, result.number, result.rows[0].cause) == (0, "", Cause.REWARD)
    for days in range(80, 92):
        business_clock.now = NOW + timedelta(days=days)
        clock.now = business_clock.now
        assert signed_in(portal, "demo", clock).call(operations.DEADLINES, {"days": 14}).valid == []


def test_miles_of_rewards_are_in_no_bill_and_in_no_figure_of_the_site(
    desk: Desk, portal: PortalOnLine, business_clock: SetClock
) -> None:
    add_reward(portal.database)
    desk.issue("C-1024", lines([3, 4]))
    portal.worker.run_until_idle()
    for address in ("member00001@example.jp", "member00003@example.jp"):
        member = MemberBrowser(portal)
        member.enter(address, PAGE)
        member.post(PAGE, GOOD)
    for hours in (0, 2, 30):  # open, closed within the day, and the day after
        business_clock.now = NOW + timedelta(hours=1 + hours)
        portal.worker.run_until_idle()
        days = {"first": TODAY, "last": TODAY, "by": "day"}
        report = desk.call(operations.REPORT, days, report="site")
        assert (report.totals["issued"], report.totals["issues"]) == (200, 2)
        one = desk.call(operations.REPORT, days | {"campaign_id": "C-7001"}, report="campaign")
        assert (one.totals["issued"], one.totals["issues"]) == (400, 2)
        usage = desk.call(operations.REPORT, {"first": TODAY, "last": TODAY, "by": "month"}, report="usage")
        assert usage.values["issued"] == [200]
        behind = {"column": "issued", "first": TODAY, "last": TODAY}
        page = desk.call(operations.REPORT_ENTRIES, behind, report="site")
        assert (page.total, page.miles) == (2, 200)
        page = desk.call(operations.REPORT_ENTRIES, behind | {"campaign_id": "C-7001"}, report="campaign")
        assert (page.total, page.miles) == (2, 400)
        standing = desk.call(operations.REPORT_STANDING, {"first": TODAY, "last": TODAY}, report="site")
        assert (standing.valid, standing.members) == (200, 2)
        assert desk.call(operations.BILL_FORECAST).issued == 200
    assert desk.call(operations.CAMPAIGN, campaign_id="C-7001").miles_issued == 400
    assert ApplicationState.APPROVED is desk.call(operations.CAMPAIGN, campaign_id="C-7001").application_state


def test_a_member_is_offered_what_is_open_and_was_not_taken_yet(
    portal: PortalOnLine, netmile: Desk, business_clock: SetClock
) -> None:
    def offered(address: str = "member00001@example.jp") -> list[str]:
        account_id, today = account_of(portal, address), day_of(business_clock())
        found = portal.database.read(lambda conn: open_rewards(conn, Vault(MASTER_KEY), account_id, today))
        return [each.path for each in found]

    later = Period(TODAY + timedelta(days=1), TODAY + timedelta(days=2))
    add_reward(portal.database)
    add_reward(portal.database, code="C-7002", campaign_period=later)
    add_reward(portal.database, code="C-7001", site_code="kaze")
    elsewhere = "/member/rewards/kaze/C-7001"
    assert offered() == [elsewhere, PAGE]
    suspend = wire.Decision(site="kaze", campaign_id="C-7001", action="suspend")
    netmile.call(operations.DECIDE_CAMPAIGN, body=suspend)
    assert offered() == [PAGE]
    member = MemberBrowser(portal)
    member.enter("member00001@example.jp", PAGE)
    member.post(PAGE, GOOD)
    assert offered() == []
    assert offered("member00002@example.jp") == [PAGE]
    business_clock.advance(days=1)
    assert offered() == ["/member/rewards/minato/C-7002"]
    allow(netmile, uses=False)
    assert offered() == []
