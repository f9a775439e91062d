"""Taking in files: what is refused, what a key binds, what the check-only call says."""

from __future__ import annotations

import csv
import io
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, func, select, update

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.batches import ProcessingState, digest
from netmile_desktop.domain.campaigns import IssuanceMethod
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.operations.shape import Operation
from netmile_desktop.domain.rows.issuances import MAX_BYTES
from netmile_desktop.portal.tables import batch, batch_body, batch_row, campaign, issue, site_counter
from tests.support.portals.portal import Desk, PortalOnLine, SetClock, lines

KEY = "k" * 20
FILE = lines([1, 2, 3])
WAYS_IN: list[tuple[Operation[Any, Any, Any], dict[str, Any]]] = [
    (operations.CHECK_ISSUANCE, {}),
    (operations.ISSUE, {"key": KEY}),
]
"""Both operations that take a file, and what each wants in its path."""


def stored(portal: PortalOnLine) -> list[int]:
    """How many rows everything has that an acceptance writes."""
    tables = (batch, batch_body, batch_row, issue, site_counter)
    return portal.database.read(
        lambda conn: [conn.execute(select(func.count()).select_from(each)).scalar_one() for each in tables]
    )


def test_an_acceptance_gives_an_id_at_once(desk: Desk) -> None:
    accepted = desk.issue("C-1024", FILE, key=KEY, file_name="名簿.csv")
    assert accepted.registration_id == "20261120-000001"
    assert (accepted.campaign_id, accepted.campaign_name) == ("C-1024", "ご来店ポイントキャンペーン")
    assert (accepted.state, accepted.rows, accepted.records, accepted.errors) == (ProcessingState.RECEIVED, 3, 0, 0)
    assert (accepted.type, accepted.actor, accepted.key, accepted.digest) == ("csv", "山田 花子", KEY, digest(FILE))
    assert accepted.completed_at is None
    assert desk.registration(accepted.registration_id).file_name == "名簿.csv"


def test_registration_numbers_are_the_sites_own_and_never_start_again(
    desk: Desk, stranger: Desk, business_clock: SetClock
) -> None:
    assert desk.issue("C-1024", FILE).registration_id == "20261120-000001"
    assert stranger.issue("K-2001", FILE).registration_id == "20261120-000001"
    business_clock.advance(hours=14)  # midnight in Japan
    assert desk.issue("C-1024", FILE).registration_id == "20261121-000002"


def test_the_same_key_and_content_is_the_first_acceptance_again(
    portal: PortalOnLine, desk: Desk, colleague: Desk, netmile: Desk
) -> None:
    first = desk.issue("C-1024", FILE, key=KEY)
    count = stored(portal)
    assert desk.issue("C-1024", b"\xef\xbb\xbf" + FILE.replace(b"\n", b"\r\n"), key=KEY) == first
    assert colleague.issue("C-1024", FILE, key=KEY) == first
    portal.worker.run_until_idle()
    netmile.call(operations.DECIDE_CAMPAIGN, body=wire.Decision(site="minato", campaign_id="C-1024", action="suspend"))
    again = desk.issue("C-1024", FILE, key=KEY)
    assert (again.registration_id, again.state) == (first.registration_id, ProcessingState.COMPLETED)
    portal.worker.run_until_idle()
    assert stored(portal) == [*count[:3], 3, count[4]]


@pytest.mark.parametrize(
    "other",
    [
        {"campaign_id": "C-1025"},
        {"raw": lines([1, 2])},
        {"transfer_after_days": 3},
        {"notify": "true"},
        {"mode": "mobile"},
    ],
)
def test_the_same_key_with_anything_else_is_refused(portal: PortalOnLine, desk: Desk, other: dict[str, Any]) -> None:
    desk.issue("C-1024", FILE, key=KEY)
    count = stored(portal)
    query = {"campaign_id": "C-1024", **other}
    raw = query.pop("raw", FILE)
    assert desk.refusal(operations.ISSUE, query, raw=raw, key=KEY) == "P-IDEM"
    assert stored(portal) == count


def test_keys_of_two_sites_have_nothing_to_do_with_each_other(desk: Desk, stranger: Desk) -> None:
    desk.issue("C-1024", FILE, key=KEY)
    assert stranger.refusal(operations.FIND_ISSUANCE, key=KEY) == "P-NOTFOUND"
    assert stranger.issue("K-2001", FILE, key=KEY).actor == "田中 美咲"


def test_what_was_accepted_is_found_by_its_key(desk: Desk, colleague: Desk) -> None:
    assert desk.refusal(operations.FIND_ISSUANCE, key=KEY) == "P-NOTFOUND"
    accepted = desk.issue("C-1024", FILE, key=KEY)
    assert colleague.call(operations.FIND_ISSUANCE, key=KEY) == accepted


REFUSED: list[tuple[dict[str, Any], bytes, str]] = [
    ({}, b"", "P-EMPTY"),
    ({}, b"\xef\xbb\xbf\r\n,,\r\n", "P-EMPTY"),
    ({}, b"PK\x03\x04\x00\x00", "P-CSV"),
    ({}, FILE + b"\x81 @example.jp,K,100\n", "P-CSV"),
    ({}, "a@example.jp,K,100\n".encode("utf-16") + b"\x00", "P-CSV"),
    ({}, lines(range(10_001)), "P-ROWS"),
    ({}, b"x" * (MAX_BYTES + 1), "P-SIZE"),
    ({"register_members": "true"}, FILE, "P-OPTION"),
    ({"generate_passwords": "true"}, FILE, "P-OPTION"),
    ({"mode": "mobile", "notify": "true"}, FILE, "P-OPTION"),
    ({"mode": "mobile", "notify": "true", "message": "こんにちは"}, FILE, "P-OPTION"),
    ({"message": "メールなしの差込文"}, FILE, "P-OPTION"),
    ({"notify": "true", "message": "\a"}, FILE, "P-OPTION"),
    ({"notify": "true", "message": "長" * 501}, FILE, "P-INVALID"),
    ({"transfer_after_days": 91}, FILE, "P-INVALID"),
    ({"transfer_after_days": -1}, FILE, "P-INVALID"),
    ({"mode": "fax"}, FILE, "P-INVALID"),
    ({"campaign_id": "C-9999"}, FILE, "P-NOTFOUND"),
    ({"campaign_id": "K-2001"}, FILE, "P-NOTFOUND"),
    ({"campaign_id": "C-1001"}, FILE, "44019"),
    ({"campaign_id": "C-1030"}, FILE, "44019"),
    ({"campaign_id": "C-1033"}, FILE, "42030"),
    ({"campaign_id": "C-1034"}, FILE, "42030"),
    ({"campaign_id": "C-1035"}, FILE, "42030"),
    ({"campaign_id": "C-1037"}, FILE, "42030"),
    ({"campaign_id": "C-1038"}, FILE, "42030"),
]


def test_a_refusal_stores_nothing_and_leaves_the_key_free(portal: PortalOnLine, desk: Desk) -> None:
    before = stored(portal)
    codes = [
        desk.refusal(operations.ISSUE, {"campaign_id": "C-1024", **query}, raw=raw, key=KEY)
        for query, raw, _ in REFUSED
    ]
    assert codes == [code for _, _, code in REFUSED]
    assert stored(portal) == before
    assert desk.issue("C-1024", FILE, key=KEY).registration_id == "20261120-000001"


@pytest.mark.parametrize(
    ("query", "option"),
    [
        ({"register_members": "true"}, "register_members"),
        ({"generate_passwords": "true"}, "generate_passwords"),
        ({"mode": "mobile", "notify": "true", "message": "こんにちは"}, "notify"),
        ({"mode": "mobile", "message": "こんにちは"}, "message"),
        ({"message": "メールなしの差込文"}, "message"),
        ({"notify": "true", "message": "\a"}, "message"),
    ],
)
def test_a_refused_option_is_named(desk: Desk, query: dict[str, Any], option: str) -> None:
    for operation, path in WAYS_IN:
        with pytest.raises(Refused) as refused:
            desk.call(operation, {"campaign_id": "C-1024", **query}, raw=FILE, **path)
        assert (refused.value.code, refused.value.detail) == ("P-OPTION", option)


def test_ten_thousand_rows_pass(desk: Desk) -> None:
    assert desk.issue("C-1024", lines(range(10_000))).rows == 10_000


def test_mail_and_text_are_kept(desk: Desk) -> None:
    accepted = desk.issue("C-1024", FILE, notify="true", message="またのご来店を", transfer_after_days=90)
    detail = desk.registration(accepted.registration_id)
    assert (detail.notify, detail.message, detail.transfer_after_days) == (True, "またのご来店を", 90)
    assert detail.transfer_on == date(2027, 2, 18)


def test_issuing_goes_on_after_the_campaign_ended_and_before_it_began(desk: Desk) -> None:
    assert desk.issue("C-1012", lines([1], 150)).rows == 1
    assert desk.issue("C-1032", lines([1], 100)).rows == 1


def test_what_an_automatic_campaign_missed_is_issued_by_hand(portal: PortalOnLine, desk: Desk) -> None:
    """As long as its issuance period lasts (guide L805)."""
    assert desk.call(operations.CAMPAIGN, campaign_id="C-1022").method is IssuanceMethod.AUTOMATIC
    accepted = desk.issue("C-1022", lines([1], 100))
    portal.worker.run_until_idle()
    detail = desk.registration(accepted.registration_id)
    assert (detail.records, detail.errors, detail.miles_issued) == (1, 0, 100)


def test_files_are_read_as_clerks_make_them(portal: PortalOnLine, desk: Desk) -> None:
    body = '  member00001@example.jp ,キー,100\r"member00002@example.jp","K,2",100\r\rmember00003@example.jp,K3,100,,\r,,\r'
    accepted = desk.issue("C-1024", body.encode("cp932"))
    portal.worker.run_until_idle()
    detail = desk.registration(accepted.registration_id)
    assert (detail.rows, detail.errors, detail.miles_issued) == (4, 3, 100)
    assert detail.by_code == [wire.CodeCount(code="19013", rows=1), wire.CodeCount(code="19014", rows=2)]


def test_a_file_that_cannot_be_read_names_its_line(desk: Desk) -> None:
    for operation, path in WAYS_IN:
        with pytest.raises(Refused) as refused:
            desk.call(operation, {"campaign_id": "C-1024"}, raw=FILE + b"\x81 @example.jp,K,100\n", **path)
        assert (refused.value.code, refused.value.detail.split(" cannot")[0]) == ("P-CSV", "line 4")


def test_broken_lines_cost_their_rows_and_no_others(portal: PortalOnLine, desk: Desk) -> None:
    """A quote that is never closed, a line break inside a cell, a lone CR: each is told with its row."""
    body = b'member00003@example.jp,"K\n3",100\nmember0\r0004@example.jp,K4,100\n"member00002@example.jp,K2,100\n'
    accepted = desk.issue("C-1024", lines([1]) + body + lines([5]))
    portal.worker.run_until_idle()
    detail = desk.registration(accepted.registration_id)
    assert (detail.records, detail.errors, detail.miles_issued) == (6, 4, 200)
    found = desk.call(operations.ERROR_LIST, registration_id=accepted.registration_id).decode("utf-8-sig")
    entries = list(csv.reader(io.StringIO(found, newline="")))[1:]
    assert [(entry[0], entry[3], entry[5]) for entry in entries] == [
        ("member00003@example.jp", "19014", "2"),
        ("member0", "19013", "3"),
        ("0004@example.jp", "41053", "4"),
        ('"member00002@example.jp', "19013", "5"),
    ]


def test_a_check_says_what_would_become_of_the_file_and_writes_nothing(portal: PortalOnLine, desk: Desk) -> None:
    body = lines([1, 2, 900]) + b"broken,K,100\nmember00004@example.jp,K,1\nmember00005@example.jp,K,1e2\n"
    before = stored(portal)
    forecast = desk.call(operations.CHECK_ISSUANCE, {"campaign_id": "C-1024", "transfer_after_days": 10}, raw=body)
    assert stored(portal) == before
    assert forecast == wire.IssuanceForecast(
        campaign_id="C-1024",
        campaign_name="ご来店ポイントキャンペーン",
        refused=None,
        rows=6,
        good_rows=3,
        miles=300,
        by_code=[wire.CodeCount(code=code, rows=1) for code in ("19013", "19015", "12006")],
        transfer_on=date(2026, 11, 30),
        yen=255,
        digest=digest(body),
        earlier=[],
    )


@pytest.mark.parametrize(("campaign_id", "refused"), [("C-1001", "44019"), ("C-1033", "42030"), ("C-1035", "42030")])
def test_a_check_tells_that_nothing_could_be_issued_today(desk: Desk, campaign_id: str, refused: str) -> None:
    forecast = desk.call(operations.CHECK_ISSUANCE, {"campaign_id": campaign_id}, raw=FILE)
    assert (forecast.refused, forecast.rows) == (refused, 3)


def test_a_check_names_earlier_registrations_of_the_same_content(desk: Desk, colleague: Desk, stranger: Desk) -> None:
    first, second = desk.issue("C-1024", FILE), colleague.issue("C-1025", FILE, notify="true")
    stranger.issue("K-2001", FILE)
    forecast = desk.call(operations.CHECK_ISSUANCE, {"campaign_id": "C-1024"}, raw=b"\xef\xbb\xbf" + FILE)
    assert [(each.registration_id, each.campaign_id) for each in forecast.earlier] == [
        (first.registration_id, "C-1024"),
        (second.registration_id, "C-1025"),
    ], "however often it was sent, the first is among those named"


def test_a_malformed_key_is_refused(desk: Desk) -> None:
    assert desk.refusal(operations.ISSUE, {"campaign_id": "C-1024"}, raw=FILE, key="short") == "P-INVALID"


def test_two_requests_with_one_key_at_the_same_moment_are_one(portal: PortalOnLine, desk: Desk) -> None:
    key, body = secrets.token_hex(16), lines(range(1, 301))
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: desk.issue("C-1024", body, key=key), range(6)))
    assert len({answer.registration_id for answer in answers}) == 1
    assert stored(portal)[:3] == [1, 1, 300]


def just_before_it_writes(portal: PortalOnLine, monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]) -> None:
    """Let something happen between the reading of a request and the transaction that decides about it."""
    write = portal.database.write

    def in_between(work: Callable[[Connection], Any]) -> Any:
        monkeypatch.setattr(portal.database, "write", write)
        happens()
        return write(work)

    monkeypatch.setattr(portal.database, "write", in_between)


def change(portal: PortalOnLine, **columns: object) -> None:
    own = update(campaign).where(campaign.c.code == "C-1024").values(**columns)
    portal.database.write(lambda conn: conn.execute(own))


def test_a_campaign_that_closes_while_a_file_is_read_takes_nothing(
    portal: PortalOnLine, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stored(portal)
    just_before_it_writes(portal, monkeypatch, lambda: change(portal, suspended=True))
    assert desk.refusal(operations.ISSUE, {"campaign_id": "C-1024"}, raw=FILE, key=KEY) == "42030"
    assert stored(portal) == before


def test_rows_are_judged_by_the_rule_that_holds_when_they_are_accepted(
    portal: PortalOnLine, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    just_before_it_writes(portal, monkeypatch, lambda: change(portal, fixed_miles=77, min_miles=None, max_miles=None))
    accepted = desk.issue("C-1024", FILE)
    portal.worker.run_until_idle()
    detail = desk.registration(accepted.registration_id)
    assert [(each.code, each.rows) for each in detail.by_code] == [("12006", 3)]


def test_a_repetition_is_answered_though_the_campaign_closed_while_the_first_request_was_under_way(
    portal: PortalOnLine, desk: Desk, colleague: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first: list[wire.Registration] = []

    def goes_through() -> None:
        change(portal, suspended=False)
        first.append(colleague.issue("C-1024", FILE, key=KEY))
        change(portal, suspended=True)

    change(portal, suspended=True)
    just_before_it_writes(portal, monkeypatch, goes_through)
    assert [desk.issue("C-1024", FILE, key=KEY)] == first
