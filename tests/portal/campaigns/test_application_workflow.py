"""Applying for campaigns and changes, and what NetMile makes of it."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.applications import CampaignContent, Flaw, FormField
from netmile_desktop.domain.calendar import Period, day_of
from netmile_desktop.domain.campaigns import ApplicationKind, ApplicationState, CampaignState, FixedAmount
from netmile_desktop.portal.tables import issue
from tests.support.portals.portal import NOW, Desk, PortalOnLine, SetClock, lines

TODAY = day_of(NOW)
NEW, CHANGE, REUSE = ApplicationKind
APPLIED, APPROVED, REJECTED, WITHDRAWN, LAPSED = ApplicationState
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
RUNNING = "C-1024"
KEY = "Idempotency-Key"


def content(desk: Desk, campaign_id: str = RUNNING, **changes: Any) -> CampaignContent:
    answer: wire.ContentOfCampaign = desk.call(operations.CAMPAIGN_CONTENT, campaign_id=campaign_id)
    return msgspec.structs.replace(answer.content, **changes)


def form(kind: ApplicationKind, said: CampaignContent, campaign_id: str = "", version: int = 1) -> wire.ApplicationForm:
    return wire.ApplicationForm(kind=kind, campaign_id=campaign_id, version=version, content=said)


def fresh(desk: Desk, **changes: Any) -> CampaignContent:
    period = Period(TODAY + timedelta(days=7), TODAY + timedelta(days=37))
    usual: dict[str, Any] = {"campaign_period": period, "issuance_period": period, "name": "春の祭"}
    return content(desk, RUNNING, **(usual | changes))


def apply(desk: Desk, asked: wire.ApplicationForm, *, key: str = "") -> wire.ApplicationDetail:
    answer: wire.ApplicationDetail = desk.call(operations.APPLY, body=asked, headers={KEY: key or "k-apply-000000001"})
    return answer


def decide(netmile: Desk, application_id: str, action: str = "approve", reason: str = "") -> wire.ApplicationAtOperator:
    body = wire.ApplicationDecision(site="minato", application_id=application_id, action=action, reason=reason)
    answer: wire.ApplicationAtOperator = netmile.call(
        operations.DECIDE_APPLICATION, body=body, headers={KEY: f"k-decide-{application_id}"}
    )
    return answer


def campaign(desk: Desk, campaign_id: str) -> wire.CampaignDetail:
    answer: wire.CampaignDetail = desk.call(operations.CAMPAIGN, campaign_id=campaign_id)
    return answer


def test_a_new_campaign_gets_an_id_at_once_and_runs_once_it_is_approved(desk: Desk, netmile: Desk) -> None:
    asked = form(NEW, fresh(desk, banner=PNG))
    applied = apply(desk, asked)
    assert (applied.kind, applied.state, applied.campaign_state) == (NEW, APPLIED, None)
    assert applied.may_withdraw
    assert applied.content == asked.content
    assert apply(desk, asked).campaign_id == applied.campaign_id, "the same key is the same application"
    assert campaign(desk, applied.campaign_id).application_state is APPLIED
    [waiting] = [
        line for line in netmile.call(operations.OPERATOR_APPLICATIONS).items if line.campaign_id == applied.campaign_id
    ]
    assert (waiting.site, waiting.campaign_name) == ("minato", "春の祭")
    decide(netmile, applied.id)
    detail = campaign(desk, applied.campaign_id)
    assert (detail.application_state, detail.state) == (APPROVED, CampaignState.BEFORE)
    assert content(desk, applied.campaign_id).banner == PNG
    assert not desk.call(operations.APPLICATION, application_id=applied.id).may_withdraw


def test_numbers_of_campaigns_are_never_given_twice(desk: Desk) -> None:
    first = apply(desk, form(NEW, fresh(desk)), key="k-number-00000001")
    second = apply(desk, form(NEW, fresh(desk)), key="k-number-00000002")
    assert first.campaign_id != second.campaign_id
    assert int(second.campaign_id[2:]) == int(first.campaign_id[2:]) + 1


def test_a_campaign_used_again_is_another_one_and_names_its_origin(desk: Desk) -> None:
    applied = apply(desk, form(REUSE, fresh(desk), RUNNING))
    assert (applied.kind, applied.origin_id) == (REUSE, RUNNING)
    assert applied.campaign_id != RUNNING
    assert applied.before is None
    assert campaign(desk, RUNNING).version == 1


def test_a_change_holds_from_its_approval_on_under_the_same_id(desk: Desk, netmile: Desk) -> None:
    before = content(desk)
    longer = Period(before.issuance_period.first, before.issuance_period.last + timedelta(days=30))
    wanted = content(desk, issuance_period=longer, transfer_after_days=9, banner=PNG)
    applied = apply(desk, form(CHANGE, wanted, RUNNING))
    assert (applied.campaign_id, applied.state, applied.before) == (RUNNING, APPLIED, before)
    assert campaign(desk, RUNNING).banner_bytes == 0
    assert content(desk) == before, "until it is approved the old content holds"
    assert desk.call(operations.CAMPAIGN_CONTENT, campaign_id=RUNNING).waiting_id == applied.id
    assert decide(netmile, applied.id).state is APPROVED
    assert content(desk) == wanted
    after = campaign(desk, RUNNING)
    assert after.banner_bytes == len(PNG)
    assert after.version > 1
    assert after.state is CampaignState.RUNNING
    assert desk.call(operations.APPLICATION, application_id=applied.id).before == before


def test_another_transfer_setting_leaves_miles_alone_that_are_pending_already(
    portal: PortalOnLine, desk: Desk, netmile: Desk
) -> None:
    days = content(desk).transfer_after_days + 9
    waiting = desk.issue(RUNNING, lines([1]), transfer_after_days=days)
    portal.worker.run_until_idle()
    before = desk.registration(waiting.registration_id)
    applied = apply(desk, form(CHANGE, content(desk, transfer_after_days=1), RUNNING))
    decide(netmile, applied.id)
    assert content(desk).transfer_after_days == 1
    portal.worker.run_until_idle()
    after = desk.registration(waiting.registration_id)
    assert (after.transfer_after_days, after.transfer_on) == (days, before.transfer_on)
    held = portal.database.read(lambda conn: conn.execute(select(issue.c.state, issue.c.transfer_on)).one())
    assert tuple(held) == ("pending", before.transfer_on)


def test_a_rejected_change_changes_nothing(desk: Desk, netmile: Desk) -> None:
    before = content(desk)
    applied = apply(desk, form(CHANGE, content(desk, description="別の説明"), RUNNING))
    assert decide(netmile, applied.id, "reject", "不可").state is REJECTED
    assert content(desk) == before
    assert desk.call(operations.APPLICATION, application_id=applied.id).reason == "不可"
    assert (
        apply(desk, form(CHANGE, content(desk, description="別の"), RUNNING), key="k-again-000000001").state is APPLIED
    )


def test_a_change_is_compared_with_what_held_and_not_with_what_was_rejected(desk: Desk, netmile: Desk) -> None:
    before = content(desk)
    first = apply(desk, form(CHANGE, content(desk, description="認められない説明"), RUNNING))
    decide(netmile, first.id, "reject", "不可")
    second = apply(desk, form(CHANGE, content(desk, transfer_after_days=9), RUNNING), key="k-second-0000001")
    assert second.before == before
    third = desk.call(operations.APPLICATION, application_id=first.id)
    assert third.before == before


def test_netmile_reads_an_application_in_full(desk: Desk, netmile: Desk) -> None:
    before = content(desk)
    wanted = content(desk, transfer_after_days=9, banner=PNG)
    change = apply(desk, form(CHANGE, wanted, RUNNING))
    told = netmile.call(operations.OPERATOR_APPLICATION, {"site": "minato"}, application_id=change.id)
    assert (told.site, told.applied_by, told.campaign_id, told.kind) == ("minato", "山田 花子", RUNNING, CHANGE)
    assert (told.content, told.before) == (wanted, before)
    assert told.changed == [FormField.TRANSFER, FormField.BANNER]
    reuse = apply(desk, form(REUSE, fresh(desk, banner=PNG), RUNNING), key="k-reuse-000000001")
    told = netmile.call(operations.OPERATOR_APPLICATION, {"site": "minato"}, application_id=reuse.id)
    assert (told.before, told.changed, told.origin_id, told.moved_on) == (None, [], RUNNING, False)
    assert told.content.banner == PNG
    for site, application_id in (("kaze", change.id), ("nowhere", change.id), ("minato", "nonsense")):
        refusal = netmile.refusal(operations.OPERATOR_APPLICATION, {"site": site}, application_id=application_id)
        assert refusal == "P-NOTFOUND"


def test_one_change_at_a_time_and_it_can_be_taken_back(desk: Desk, netmile: Desk) -> None:
    asked = form(CHANGE, content(desk, description="一つ目"), RUNNING)
    first = apply(desk, asked)
    other = form(CHANGE, content(desk, description="二つ目"), RUNNING)
    assert desk.refusal(operations.APPLY, body=other, headers={KEY: "k-second-0000001"}) == "P-PENDING"
    assert desk.call(operations.CHECK_APPLICATION, body=other).refused == "P-PENDING"
    for _ in range(2):
        taken = desk.call(operations.WITHDRAW, application_id=first.id)
        assert (taken.state, taken.may_withdraw) == (WITHDRAWN, False)
    assert apply(desk, other, key="k-second-0000001").state is APPLIED
    body = wire.ApplicationDecision(site="minato", application_id=first.id, action="approve")
    assert netmile.refusal(operations.DECIDE_APPLICATION, body=body, headers={KEY: "k-late-0000000001"}) == "P-STATE"


def test_a_withdrawn_campaign_is_never_approved(desk: Desk) -> None:
    applied = apply(desk, form(NEW, fresh(desk)))
    desk.call(operations.WITHDRAW, application_id=applied.id)
    assert campaign(desk, applied.campaign_id).application_state is WITHDRAWN


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": "別の名前"}, "P-LOCKED"),
        ({"amount": FixedAmount(999)}, "P-LOCKED"),
        ({"per_member": 7}, "P-LOCKED"),
        ({"link_url": "no link"}, "P-FORM"),
        ({}, "P-FORM"),
    ],
)
def test_a_change_that_may_not_be_is_refused_and_leaves_nothing(desk: Desk, changes: dict[str, Any], code: str) -> None:
    asked = form(CHANGE, content(desk, **changes), RUNNING)
    assert desk.refusal(operations.APPLY, body=asked, headers={KEY: "k-refused-00000001"}) == code
    assert desk.call(operations.CAMPAIGN_CONTENT, campaign_id=RUNNING).waiting_id == ""


def test_a_change_never_makes_a_campaign_outlast_its_issuance_period(desk: Desk) -> None:
    stands = content(desk)
    longer = Period(stands.campaign_period.first, stands.issuance_period.last + timedelta(days=1))
    asked = form(CHANGE, content(desk, campaign_period=longer), RUNNING)
    told = desk.call(operations.CHECK_APPLICATION, body=asked)
    assert [(fault.field, fault.flaw) for fault in told.faults] == [
        (FormField.ISSUANCE_PERIOD, Flaw.ENDS_BEFORE_CAMPAIGN)
    ]
    assert desk.refusal(operations.APPLY, body=asked, headers={KEY: "k-longer-000000001"}) == "P-FORM"


def test_a_change_made_from_an_older_version_undoes_nothing(desk: Desk, netmile: Desk) -> None:
    stale = content(desk, description="古い画面から")
    theirs = apply(desk, form(CHANGE, content(desk, link_url="https://shop.example.jp/new"), RUNNING))
    decide(netmile, theirs.id)
    now: wire.ContentOfCampaign = desk.call(operations.CAMPAIGN_CONTENT, campaign_id=RUNNING)
    for old in (0, 1, now.version + 1):
        asked = form(CHANGE, stale, RUNNING, old)
        assert desk.call(operations.CHECK_APPLICATION, body=asked).refused == "P-VERSION"
        assert desk.refusal(operations.APPLY, body=asked, headers={KEY: f"k-stale-{old:012}"}) == "P-VERSION"
    assert campaign(desk, RUNNING).link_url == "https://shop.example.jp/new"
    both = msgspec.structs.replace(now.content, description="新しい画面から")
    mine = apply(desk, form(CHANGE, both, RUNNING, now.version), key="k-both-0000000001")
    decide(netmile, mine.id)
    stands = campaign(desk, RUNNING)
    assert (stands.link_url, stands.description) == ("https://shop.example.jp/new", "新しい画面から")


def test_only_a_change_is_bound_to_a_version(desk: Desk) -> None:
    assert apply(desk, form(NEW, fresh(desk), version=0)).state is APPLIED
    assert apply(desk, form(REUSE, fresh(desk), RUNNING, 0), key="k-reuse-000000001").origin_id == RUNNING


def test_a_check_names_every_fault_and_writes_nothing(desk: Desk) -> None:
    before = desk.call(operations.SEARCH_APPLICATIONS).total
    told = desk.call(operations.CHECK_APPLICATION, body=form(NEW, fresh(desk, name="", link_url="x")))
    assert [(fault.field, fault.flaw) for fault in told.faults] == [
        (FormField.NAME, Flaw.MISSING),
        (FormField.LINK_URL, Flaw.NOT_A_LINK),
    ]
    change = desk.call(operations.CHECK_APPLICATION, body=form(CHANGE, content(desk, description="x"), RUNNING))
    assert (change.faults, change.changed, change.refused) == ([], [FormField.DESCRIPTION], "")
    assert desk.call(operations.SEARCH_APPLICATIONS).total == before


def test_an_ended_campaign_is_not_changed_but_can_be_used_again(desk: Desk) -> None:
    ended = content(desk, "C-1001", description="x")
    asked = form(CHANGE, ended, "C-1001")
    assert desk.refusal(operations.APPLY, body=asked, headers={KEY: "k-ended-000000001"}) == "P-ENDED"
    assert apply(desk, form(REUSE, fresh(desk), "C-1001")).origin_id == "C-1001"


def test_a_change_lapses_where_the_campaign_ends_before_the_decision(
    desk: Desk, netmile: Desk, portal: PortalOnLine, business_clock: SetClock
) -> None:
    first = apply(desk, form(CHANGE, content(desk, description="x"), RUNNING))
    second = apply(desk, form(CHANGE, content(desk, "C-1028", description="x"), "C-1028"), key="k-other-000000001")
    business_clock.advance(days=400)
    assert decide(netmile, first.id).state is LAPSED
    portal.worker.run_until_idle()
    assert desk.call(operations.APPLICATION, application_id=second.id).state is LAPSED


def test_strangers_see_and_touch_nothing(desk: Desk, stranger: Desk) -> None:
    applied = apply(desk, form(CHANGE, content(desk, description="x"), RUNNING))
    assert stranger.refusal(operations.APPLICATION, application_id=applied.id) == "P-NOTFOUND"
    assert stranger.refusal(operations.APPLICATION, application_id="nonsense") == "P-NOTFOUND"
    assert stranger.refusal(operations.CAMPAIGN_CONTENT, campaign_id=RUNNING) == "P-NOTFOUND"
    assert stranger.refusal(operations.WITHDRAW, application_id=applied.id) == "P-NOTFOUND"


def test_a_banner_travels_as_base64(desk: Desk) -> None:
    body = msgspec.to_builtins(form(NEW, fresh(desk, banner=PNG)))
    assert body["content"]["banner"] == base64.b64encode(PNG).decode()
