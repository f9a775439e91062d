"""NetMile's side."""

from __future__ import annotations

import pytest

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.campaigns import ApplicationState, Mode
from netmile_desktop.domain.operations import Audience
from tests.support.portals.portal import Desk, PortalOnLine, SetClock, lines, signed_in


def decide(netmile: Desk, action: str, campaign_id: str = "C-1035", *, key: str = "") -> wire.CampaignAtOperator:
    body = wire.Decision(site="minato", campaign_id=campaign_id, action=action)
    answer: wire.CampaignAtOperator = netmile.call(
        operations.DECIDE_CAMPAIGN, body=body, headers={"Idempotency-Key": key} if key else None
    )
    return answer


def test_an_approved_application_becomes_a_campaign(desk: Desk, netmile: Desk) -> None:
    assert decide(netmile, "approve") == wire.CampaignAtOperator(
        site="minato",
        campaign_id="C-1035",
        name="学生応援 教科書まとめ買い",
        application_state=ApplicationState.APPROVED,
        suspended=False,
    )
    detail = desk.call(operations.CAMPAIGN, campaign_id="C-1035")
    assert (detail.application_state, detail.state, detail.version) == ("approved", "before", 2)


def test_a_rejected_application_does_not(desk: Desk, netmile: Desk) -> None:
    assert decide(netmile, "reject").application_state is ApplicationState.REJECTED
    assert desk.call(operations.CAMPAIGN, campaign_id="C-1035").state is None


def test_a_suspended_campaign_issues_nothing_until_it_is_resumed(desk: Desk, netmile: Desk) -> None:
    assert decide(netmile, "suspend", "C-1024").suspended
    assert desk.call(operations.CAMPAIGN, campaign_id="C-1024").state == "suspended"
    assert desk.refusal(operations.ISSUE, {"campaign_id": "C-1024"}, raw=lines([1]), key="k" * 16) == "42030"
    assert not decide(netmile, "resume", "C-1024").suspended
    assert desk.issue("C-1024", lines([1]), key="k" * 16).rows == 1


def test_netmile_lists_the_campaigns_of_all_sites(desk: Desk, netmile: Desk) -> None:
    ours = netmile.call(operations.OPERATOR_CAMPAIGNS, {"site": "minato", "size": 100})
    assert {line.campaign_id for line in ours.items} == {
        each.id for each in desk.call(operations.SEARCH_CAMPAIGNS, {"size": 100}).items
    }
    everybody = netmile.call(operations.OPERATOR_CAMPAIGNS, {"size": 100})
    assert {line.site for line in everybody.items} > {"minato"}
    [one] = netmile.call(operations.OPERATOR_CAMPAIGNS, {"site": "minato", "name": "C-1024"}).items
    known = desk.call(operations.CAMPAIGN, campaign_id="C-1024")
    assert one == wire.ListedCampaign(
        site="minato",
        site_name="みなと書店オンライン",
        campaign_id="C-1024",
        name=known.name,
        application_state=ApplicationState.APPROVED,
        suspended=False,
        state=known.state,
        campaign_period=known.campaign_period,
        issuance_period=known.issuance_period,
    )
    [same] = netmile.call(operations.OPERATOR_CAMPAIGNS, {"site": "minato", "name": known.name}).items
    assert same == one
    decide(netmile, "suspend", "C-1024")
    [after] = netmile.call(operations.OPERATOR_CAMPAIGNS, {"site": "minato", "name": "C-1024"}).items
    assert (after.suspended, after.state) == (True, "suspended")
    [waiting, *_] = netmile.call(operations.OPERATOR_CAMPAIGNS, {"site": "minato", "states": ["applied"]}).items
    assert (waiting.application_state, waiting.state) == (ApplicationState.APPLIED, None)


@pytest.mark.parametrize(
    ("action", "campaign_id"),
    [
        ("approve", "C-1024"),
        ("approve", "C-1037"),
        ("reject", "C-1024"),
        ("reject", "C-1038"),
        ("suspend", "C-1033"),
        ("suspend", "C-1035"),
        ("resume", "C-1024"),
        ("resume", "C-1035"),
    ],
)
def test_a_decision_needs_the_state_for_it(netmile: Desk, action: str, campaign_id: str) -> None:
    body = wire.Decision(site="minato", campaign_id=campaign_id, action=action)
    assert netmile.refusal(operations.DECIDE_CAMPAIGN, body=body) == "P-STATE"


@pytest.mark.parametrize(("site", "campaign_id"), [("nowhere", "C-1024"), ("minato", "K-2001"), ("kaze", "C-1024")])
def test_what_does_not_exist_cannot_be_decided(netmile: Desk, site: str, campaign_id: str) -> None:
    body = wire.Decision(site=site, campaign_id=campaign_id, action="suspend")
    assert netmile.refusal(operations.DECIDE_CAMPAIGN, body=body) == "P-NOTFOUND"


def test_the_same_decision_under_the_same_key_is_made_once(desk: Desk, netmile: Desk) -> None:
    first = decide(netmile, "suspend", "C-1024", key="k" * 16)
    assert decide(netmile, "suspend", "C-1024", key="k" * 16) == first
    assert desk.call(operations.CAMPAIGN, campaign_id="C-1024").version == 2
    body = wire.Decision(site="minato", campaign_id="C-1024", action="resume")
    headers = {"Idempotency-Key": "k" * 16}
    assert netmile.refusal(operations.DECIDE_CAMPAIGN, body=body, headers=headers) == "P-IDEM"
    flags = wire.MemberFlags(address="member00001@example.jp", test=True)
    assert netmile.refusal(operations.FLAG_MEMBER, body=flags, headers=headers) == "P-IDEM"


def test_a_refused_decision_leaves_its_key_free(netmile: Desk) -> None:
    body = wire.Decision(site="minato", campaign_id="C-1024", action="resume")
    headers = {"Idempotency-Key": "k" * 16}
    assert netmile.refusal(operations.DECIDE_CAMPAIGN, body=body, headers=headers) == "P-STATE"
    decide(netmile, "suspend", "C-1024")
    assert not decide(netmile, "resume", "C-1024", key="k" * 16).suspended


@pytest.mark.parametrize(("key", "code"), [("", "P-KEY"), ("short", "P-INVALID"), ("with space" * 2, "P-INVALID")])
def test_a_decision_needs_a_key(netmile: Desk, key: str, code: str) -> None:
    body = wire.Decision(site="minato", campaign_id="C-1024", action="suspend")
    assert netmile.refusal(operations.DECIDE_CAMPAIGN, body=body, headers={"Idempotency-Key": key}) == code


def test_member_flags_change_what_the_next_batch_says(portal: PortalOnLine, desk: Desk, netmile: Desk) -> None:
    flags = wire.MemberFlags(address="MEMBER00001@example.jp", status="left", test=True)
    member = netmile.call(operations.FLAG_MEMBER, body=flags)
    assert (member.status, member.test, member.kinds) == ("left", True, [Mode.MOBILE, Mode.PC])
    same = netmile.call(operations.FLAG_MEMBER, body=wire.MemberFlags(address="m00001@ezweb.ne.jp"))
    assert same == member
    accepted = desk.issue("C-1024", lines([1]))
    portal.worker.run_until_idle()
    assert desk.registration(accepted.registration_id).by_code == [wire.CodeCount(code="41023", rows=1)]


def test_unknown_members_are_not_found(netmile: Desk) -> None:
    flags = wire.MemberFlags(address="guest@example.jp", test=True)
    assert netmile.refusal(operations.FLAG_MEMBER, body=flags) == "P-NOTFOUND"


def test_all_sessions_of_a_user_are_ended_at_once(
    portal: PortalOnLine, desk: Desk, colleague: Desk, netmile: Desk, clock: SetClock
) -> None:
    second, old = signed_in(portal, "demo", clock), signed_in(portal, "demo", clock)
    old.call(operations.SIGN_OUT)
    ended = netmile.call(operations.END_SESSIONS, body=wire.EndSessions(login="demo"))
    assert ended == wire.SessionsEnded(login="demo", sessions=2)
    for each in (desk, second, old):
        assert each.refusal(operations.HOME) == "P-SESSION"
    assert colleague.call(operations.HOME)
    assert signed_in(portal, "demo", clock).call(operations.HOME)
    assert netmile.call(operations.END_SESSIONS, body=wire.EndSessions(login="demo2")).sessions == 1


def test_sessions_of_nobody_cannot_be_ended(netmile: Desk) -> None:
    assert netmile.refusal(operations.END_SESSIONS, body=wire.EndSessions(login="nobody")) == "P-NOTFOUND"


_PATH = {
    "campaign_id": "C-1024",
    "application_id": "00000000-0000-0000-0000-000000000000",
    "registration_id": "20261120-000001",
    "report": "site",
    "payment_number": "A-1",
    "refund_number": "R-1",
    "file": "R20261120-0900",
    "key": "k" * 16,
    "key_id": "k" * 12,
    "merchant_id": "minato",
}


@pytest.mark.parametrize("operation", operations.ALL, ids=lambda operation: operation.name)
def test_each_side_keeps_to_its_own_operations(
    desk: Desk, netmile: Desk, nobody: Desk, operation: operations.Operation[object, object, object]
) -> None:
    path = {name: value for name, value in _PATH.items() if f"{{{name}}}" in operation.path}
    wrong = {Audience.MERCHANT: netmile, Audience.OPERATOR: desk}.get(operation.access)
    if wrong is not None:
        assert wrong.refusal(operation, raw=b"", **path) == "P-FORBIDDEN"
    if operation.access is Audience.PAYMENT_SITE:
        assert {each.refusal(operation, raw=b"", **path) for each in (desk, netmile, nobody)} == {"P-SIGNATURE"}
    elif operation.access is not Audience.ANYONE:
        assert nobody.refusal(operation, raw=b"", **path) == "P-SESSION"
