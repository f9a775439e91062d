"""個別発行: one issue at a time."""

from __future__ import annotations

import secrets
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import msgspec
import pytest
from sqlalchemy import func, select

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.batches import ProcessingState, digest
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.portal.tables import batch, batch_body, batch_row, issue, transfer
from tests.support.portals.ledger import assert_ledger_holds
from tests.support.portals.portal import Desk, PortalOnLine, SetClock, lines

KEY = "single-issue-key-0001"
FIELDS: dict[str, Any] = {
    "campaign_id": "C-1024",
    "address": "member00001@example.jp",
    "key": "K000001",
    "miles": "100",
}


def single(**other: Any) -> wire.SingleIssue:
    return wire.SingleIssue(**FIELDS | other)


def check(desk: Desk, **other: Any) -> wire.SingleForecast:
    answer: wire.SingleForecast = desk.call(operations.CHECK_ONE, body=single(**other))
    return answer


def issued(desk: Desk, *, by: str = "", **other: Any) -> wire.Registration:
    answer: wire.Registration = desk.call(operations.ISSUE_ONE, body=single(**other), key=by or secrets.token_hex(16))
    return answer


def refusal(desk: Desk, **other: Any) -> str:
    return desk.refusal(operations.ISSUE_ONE, body=single(**other), key=KEY)


def stored(portal: PortalOnLine) -> list[int]:
    """Rows of everything an acceptance and its judging write."""
    tables = (batch, batch_body, batch_row, issue, transfer)
    return portal.database.read(
        lambda conn: [conn.execute(select(func.count()).select_from(each)).scalar_one() for each in tables]
    )


def test_a_single_issue_gets_an_id_and_issues_its_miles(portal: PortalOnLine, desk: Desk) -> None:
    accepted = issued(desk, transfer_after_days=7, notify=True, message="またどうぞ。\nお待ちしています。")
    assert (accepted.registration_id, accepted.type, accepted.mode) == ("20261120-000001", "single", Mode.PC)
    assert (accepted.state, accepted.rows, accepted.actor) == (ProcessingState.RECEIVED, 1, "山田 花子")
    portal.worker.run_until_idle()
    detail = desk.registration(accepted.registration_id)
    assert (detail.state, detail.records, detail.errors) == (ProcessingState.COMPLETED, 1, 0)
    assert (detail.miles_issued, detail.code, detail.transfer_on) == (100, None, date(2026, 11, 27))
    assert detail.message == "またどうぞ。\nお待ちしています。"
    sources = portal.database.read(lambda conn: conn.execute(select(issue.c.source, issue.c.state)).all())
    assert [tuple(each) for each in sources] == [("single", "pending")]
    assert_ledger_holds(portal.database)


def test_numbers_of_files_and_single_issues_are_one_row(desk: Desk) -> None:
    ids = [issued(desk).registration_id, desk.issue("C-1024", lines([2])).registration_id]
    ids.append(issued(desk, key="K2").registration_id)
    assert [each[9:] for each in ids] == ["000001", "000002", "000003"]


def test_spaces_around_what_was_typed_do_not_count(portal: PortalOnLine, desk: Desk) -> None:
    accepted = issued(desk, address="　member00001@example.jp ", key=" K000001\t", miles=" 100 ")
    assert accepted.digest == digest(lines([1]))
    portal.worker.run_until_idle()
    assert desk.registration(accepted.registration_id).miles_issued == 100


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"address": ""}, "19013"),
        ({"address": "member00001＠example.jp"}, "19013"),
        ({"address": "a@b\ra@b.jp"}, "19013"),
        ({"key": ""}, "19014"),
        ({"key": "会員1"}, "19014"),
        ({"key": 'K"1'}, "19014"),
        ({"miles": ""}, "19015"),
        ({"miles": "1,000"}, "19015"),
        ({"miles": "１００"}, "19015"),
        ({"miles": "0"}, "19015"),
        ({"address": "x", "key": "", "miles": ""}, "19013"),
        ({"key": "", "miles": "x"}, "19014"),
        ({"campaign_id": "C-1001"}, "44019"),
        ({"campaign_id": "C-1030"}, "44019"),
        ({"campaign_id": "C-1033"}, "42030"),
        ({"campaign_id": "C-1035"}, "42030"),
        ({"campaign_id": "C-1037", "address": "x"}, "42030"),
        ({"campaign_id": "C-9999"}, "P-NOTFOUND"),
        ({"campaign_id": "K-2001"}, "P-NOTFOUND"),
        ({"message": "メールなしの差込文"}, "P-OPTION"),
        ({"notify": True, "message": "\a"}, "P-OPTION"),
        ({"notify": True, "message": "長" * 501}, "P-INVALID"),
        ({"transfer_after_days": 91}, "P-INVALID"),
    ],
)
def test_a_refusal_gives_no_id_stores_nothing_and_leaves_the_key_free(
    portal: PortalOnLine, desk: Desk, other: dict[str, Any], code: str
) -> None:
    assert refusal(desk, **other) == code
    assert stored(portal) == [0] * 5
    assert issued(desk, by=KEY).registration_id == "20261120-000001"


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"miles": "99"}, "12006"),
        ({"address": "guest@example.jp"}, "41053"),
        ({"address": "m00001@ezweb.ne.jp"}, "41053"),
        ({"address": "provisional001@example.jp"}, "41023"),
        ({"address": "left001@example.jp"}, "41023"),
    ],
)
def test_what_only_judging_can_tell_comes_with_an_id(
    portal: PortalOnLine, desk: Desk, other: dict[str, Any], code: str
) -> None:
    accepted = issued(desk, **other)
    portal.worker.run_until_idle()
    detail = desk.registration(accepted.registration_id)
    assert (detail.state, detail.errors, detail.miles_issued) == (ProcessingState.COMPLETED_WITH_ERRORS, 1, 0)
    assert (detail.code, detail.by_code) == (code, [wire.CodeCount(code=code, rows=1)])


@pytest.mark.parametrize(
    ("campaign_id", "miles", "code"), [("C-1012", "150", "44038"), ("C-1020", "20", "44039")], ids=["ever", "today"]
)
def test_limits_count_single_issues_too(
    portal: PortalOnLine, desk: Desk, campaign_id: str, miles: str, code: str
) -> None:
    first = issued(desk, campaign_id=campaign_id, miles=miles)
    second = issued(desk, campaign_id=campaign_id, miles=miles)
    portal.worker.run_until_idle()
    codes = [desk.registration(each.registration_id).code for each in (first, second)]
    assert codes == [None, code]


def test_a_file_bears_no_code_of_its_own(portal: PortalOnLine, desk: Desk) -> None:
    accepted = desk.issue("C-1024", b"guest@example.jp,K,100\n")
    portal.worker.run_until_idle()
    assert desk.registration(accepted.registration_id).code is None


def test_the_same_key_and_content_again_is_the_first_issue(portal: PortalOnLine, desk: Desk, colleague: Desk) -> None:
    first = issued(desk, by=KEY)
    again = [issued(each, by=KEY) for each in (desk, colleague)]
    assert again == [first, first]
    assert colleague.call(operations.FIND_ISSUANCE, key=KEY) == first
    portal.worker.run_until_idle()
    assert issued(desk, by=KEY).state is ProcessingState.COMPLETED
    portal.worker.run_until_idle()
    assert stored(portal) == [1] * 5


@pytest.mark.parametrize(
    "other",
    [
        {"campaign_id": "C-1025"},
        {"address": "member00002@example.jp"},
        {"key": "K2"},
        {"miles": "200"},
        {"transfer_after_days": 1},
        {"notify": True},
        {"notify": True, "message": "こんにちは"},
    ],
    ids=lambda other: "-".join(other),
)
def test_the_same_key_with_anything_else_is_refused(portal: PortalOnLine, desk: Desk, other: dict[str, Any]) -> None:
    issued(desk, by=KEY)
    assert refusal(desk, **other) == "P-IDEM"
    assert stored(portal)[0] == 1


def test_a_file_and_a_single_issue_never_share_a_key(desk: Desk) -> None:
    issued(desk, by=KEY)
    assert desk.refusal(operations.ISSUE, {"campaign_id": "C-1024"}, raw=lines([1]), key=KEY) == "P-IDEM"
    other = KEY[::-1]
    desk.issue("C-1024", lines([1]), key=other)
    assert desk.refusal(operations.ISSUE_ONE, body=single(), key=other) == "P-IDEM"


def test_two_requests_with_one_key_at_the_same_moment_are_one(portal: PortalOnLine, desk: Desk) -> None:
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: issued(desk, by=KEY), range(6)))
    assert len({answer.registration_id for answer in answers}) == 1
    assert stored(portal)[:3] == [1, 1, 1]


def test_there_are_no_lists_of_a_single_issue(portal: PortalOnLine, desk: Desk) -> None:
    accepted = issued(desk, address="guest@example.jp")
    for operation in (operations.COMPLETED_LIST, operations.ERROR_LIST, operations.DELETE_LISTS):
        assert desk.refusal(operation, registration_id=accepted.registration_id) == "P-TYPE"
    portal.worker.run_until_idle()
    for operation in (operations.COMPLETED_LIST, operations.ERROR_LIST, operations.DELETE_LISTS):
        assert desk.refusal(operation, registration_id=accepted.registration_id) == "P-TYPE"
    assert desk.call(operations.HOME).lists_not_deleted == 0


def test_the_status_list_tells_single_issues_from_files(desk: Desk) -> None:
    one, many = issued(desk), desk.issue("C-1024", lines([2]))
    for type_, expected in (("single", one), ("csv", many)):
        page = desk.call(operations.SEARCH_REGISTRATIONS, {"type": type_})
        assert [item.registration_id for item in page.items] == [expected.registration_id]


def test_a_check_says_what_would_become_of_it_and_writes_nothing(portal: PortalOnLine, desk: Desk) -> None:
    assert check(desk, transfer_after_days=10) == wire.SingleForecast(
        campaign_id="C-1024",
        campaign_name="ご来店ポイントキャンペーン",
        refused=None,
        code=None,
        transfer_on=date(2026, 11, 30),
        yen=85,
        miles=100,
        earlier_same=[],
    )
    assert stored(portal) == [0] * 5


@pytest.mark.parametrize(
    ("other", "refused", "code", "miles"),
    [
        ({"address": "x"}, None, "19013", 100),
        ({"key": ""}, None, "19014", 100),
        ({"miles": "1e2"}, None, "19015", 0),
        ({"miles": "５"}, None, "19015", 0),
        ({"miles": "99"}, None, "12006", 99),
        ({"campaign_id": "C-1001", "miles": "150"}, "44019", None, 150),
        ({"campaign_id": "C-1033", "miles": "1"}, "42030", "12006", 1),
    ],
)
def test_a_check_names_the_first_code(
    desk: Desk, other: dict[str, Any], refused: str | None, code: str | None, miles: int
) -> None:
    forecast = check(desk, **other)
    assert (forecast.refused, forecast.code, forecast.miles) == (refused, code, miles)
    assert bool(forecast.yen) is (code is None)


def test_a_check_refuses_what_the_call_itself_would_refuse(desk: Desk) -> None:
    assert desk.refusal(operations.CHECK_ONE, body=single(message="x")) == "P-OPTION"
    assert desk.refusal(operations.CHECK_ONE, body=single(campaign_id="C-9999")) == "P-NOTFOUND"


def test_a_check_names_the_same_issue_of_lately(
    portal: PortalOnLine, desk: Desk, colleague: Desk, business_clock: SetClock
) -> None:
    first = issued(colleague)
    expected = [(1, first.registration_id, "C-1024")]

    def named(**other: str) -> list[tuple[int, str, str]]:
        return [(each.line, each.registration_id, each.campaign_id) for each in check(desk, **other).earlier_same]

    assert named() == expected, "it waits for its verdict"
    portal.worker.run_until_idle()
    business_clock.advance(days=30)
    assert named() == named(key="ANOTHER") == named(address="member00009@example.jp") == expected
    business_clock.advance(days=1)
    assert check(desk).earlier_same == []


def test_a_mode_cannot_be_named(desk: Desk) -> None:
    body = msgspec.structs.asdict(single()) | {"mode": "mobile"}
    assert desk.refusal(operations.ISSUE_ONE, body=body, key=KEY) == "P-INVALID"
