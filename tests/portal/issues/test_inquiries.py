"""One member's miles over all campaigns: issued, refused, waiting, not yet in the history."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.calendar import start_of
from netmile_desktop.domain.cancellations import CancelAction
from netmile_desktop.domain.history import IssueState, IssueType
from netmile_desktop.portal.issues import inquiries as module
from netmile_desktop.portal.tables import batch_row
from tests.support.portals.cancelling import check, ids_of, issue_to, order
from tests.support.portals.portal import Desk, PortalOnLine, SetClock

MEMBER = "member00001@example.jp"
MOBILE = "m00001@ezweb.ne.jp"
"""The same member's other address."""


def ask(desk: Desk, **inquiry: Any) -> wire.InquiryAnswer:
    answer: wire.InquiryAnswer = desk.call(operations.INQUIRE, body=wire.Inquiry(**inquiry))
    return answer


def send(portal: PortalOnLine, desk: Desk, body: str, campaign_id: str = "C-1024") -> str:
    accepted = desk.issue(campaign_id, body.encode())
    portal.worker.run_until_idle()
    return accepted.registration_id


@pytest.mark.parametrize("asked", [{"key": "K000001"}, {"address": MEMBER}, {"address": MEMBER.upper()}])
def test_everything_is_told_in_all_campaigns(
    portal: PortalOnLine, desk: Desk, business_clock: SetClock, asked: dict[str, str]
) -> None:
    issue_to(portal, desk, [1, 2])
    business_clock.advance(days=1)
    pending = issue_to(portal, desk, [1], "C-1025", miles=7, transfer_after_days=10)
    order(desk, CancelAction.AT_ONCE, *ids_of(desk, pending))
    answer = ask(desk, **asked)
    assert (answer.today, answer.as_of) == (date(2026, 11, 21), start_of(date(2026, 11, 21)))
    assert [(each.campaign_id, each.live_state, each.in_history) for each in answer.issues] == [
        ("C-1025", IssueState.CANCELLED, False),
        ("C-1024", IssueState.VALID, True),
    ]
    assert answer.issues[0].cancellation is not None
    assert (answer.failures, answer.waiting, answer.more) == ([], [], 0)


def test_nobody_is_told_that_two_addresses_are_one_person(portal: PortalOnLine, desk: Desk) -> None:
    both = send(portal, desk, f"{MEMBER},K000001,100\nmember00002@example.jp,K000002,100\n")
    accepted = desk.issue("C-1024", f"{MOBILE},K000009,100\n".encode(), mode="mobile")
    portal.worker.run_until_idle()
    for address, key in ((MEMBER, "K000001"), (MOBILE, "K000009")):
        answer = ask(desk, address=address)
        assert ([each.key for each in answer.issues], answer.more) == ([key], 0)
    for registration_id in (both, accepted.registration_id):
        desk.call(operations.DELETE_LISTS, registration_id=registration_id)
    assert [each.key for each in ask(desk, address=MEMBER).issues] == ["K000001"], "after the lists are deleted too"
    assert [each.key for each in ask(desk, address=MOBILE).issues] == ["K000009"]
    assert ask(desk, address="m00002@ezweb.ne.jp").issues == []


def test_what_is_valid_at_once_is_told_as_valid(portal: PortalOnLine, desk: Desk) -> None:
    registration_id = issue_to(portal, desk, [1])
    [told] = ask(desk, key="K000001").issues
    assert (told.state, told.live_state, told.in_history) == (IssueState.VALID, IssueState.VALID, False)
    [piled] = check(desk, registration_id=registration_id).items
    assert (piled.state, piled.action) == (IssueState.VALID, CancelAction.REQUEST)


@pytest.mark.parametrize(
    ("row", "code", "by"),
    [
        ("member00001@example.jp,K000001,abc", "19015", {"key": "K000001"}),
        ("member00001@example.jp,K000001,99", "12006", {"address": MEMBER}),
        ("broken,K000001,100", "19013", {"key": "K000001"}),
        (f"member00001@example.jp,{'K' * 65},100", "19014", {"address": MEMBER}),
        ("guest1@example.jp,K000001,100", "41053", {"key": "K000001"}),
        ("guest1@example.jp,K000001,100", "41053", {"address": "guest1@example.jp"}),
        ("left001@example.jp,K000001,100", "41023", {"key": "K000001"}),
    ],
)
def test_why_nothing_was_issued_is_told_until_the_lists_are_deleted(
    portal: PortalOnLine, desk: Desk, row: str, code: str, by: dict[str, str]
) -> None:
    registration_id = send(portal, desk, f"member00002@example.jp,K000002,100\n{row}\n")
    answer = ask(desk, **by)
    assert answer.issues == []
    [failed] = answer.failures
    assert (failed.code, failed.line, failed.registration_id) == (code, 2, registration_id)
    assert (failed.campaign_id, failed.type) == ("C-1024", IssueType.CSV)
    assert failed.key == ("" if code == "19014" else "K000001")
    desk.call(operations.DELETE_LISTS, registration_id=registration_id)
    assert ask(desk, **by).failures == []
    left = portal.database.read(lambda conn: conn.execute(select(batch_row)).all())
    assert left == []


def test_what_is_not_judged_yet_waits(portal: PortalOnLine, desk: Desk) -> None:
    accepted = desk.issue("C-1024", f"{MEMBER},K000001,100\n".encode())
    for asked in ({"key": "K000001"}, {"address": MEMBER}):
        [waits] = ask(desk, **asked).waiting
        assert (waits.registration_id, waits.line, waits.campaign_id) == (accepted.registration_id, 1, "C-1024")
    portal.worker.run_until_idle()
    answer = ask(desk, key="K000001")
    assert answer.waiting == []
    assert [each.in_history for each in answer.issues] == [False]


def test_a_single_issue_that_failed_is_told(portal: PortalOnLine, desk: Desk) -> None:
    body = wire.SingleIssue(campaign_id="C-1024", address="guest1@example.jp", key="K-1", miles="100")
    desk.call(operations.ISSUE_ONE, body=body, key=secrets.token_hex(16))
    portal.worker.run_until_idle()
    assert [(each.type, each.code) for each in ask(desk, key="K-1").failures] == [(IssueType.SINGLE, "41053")]


def test_other_sites_are_told_nothing(portal: PortalOnLine, desk: Desk, stranger: Desk) -> None:
    send(portal, desk, f"{MEMBER},K000001,100\nguest1@example.jp,K000001,100\n")
    desk.issue("C-1024", f"{MEMBER},K000001,100\n".encode())
    for asked in ({"key": "K000001"}, {"address": MEMBER}, {"address": "guest1@example.jp"}):
        answer = ask(stranger, **asked)
        assert (answer.issues, answer.failures, answer.waiting, answer.more) == ([], [], [], 0)


def test_the_newest_are_told_of_very_many(portal: PortalOnLine, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SHOWN", 5)
    issue_to(portal, desk, [1] * 8)
    answer = ask(desk, key="K000001")
    assert ([each.line for each in answer.issues], answer.more) == ([8, 7, 6, 5, 4], 3)


@pytest.mark.parametrize("inquiry", [{}, {"key": "K", "address": MEMBER}])
def test_an_inquiry_names_one_thing(desk: Desk, inquiry: dict[str, str]) -> None:
    assert desk.refusal(operations.INQUIRE, body=wire.Inquiry(**inquiry)) == "P-OPTION"
