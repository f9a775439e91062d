"""Calls of a shop's server: what is issued, what is refused with which code, and that nothing is issued twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, func, select, text, update

from netmile_desktop.domain import operations
from netmile_desktop.domain.campaigns import ApplicationState, FixedAmount, IssuanceMethod
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.tables import (
    account,
    automatic_error,
    balance,
    batch,
    batch_row,
    issue,
    member_email,
    outbox,
    quota,
    site,
    transfer,
)
from tests.portal.automatic.conftest import automatic_campaign
from tests.support.portals.automatic import Shop, as_json, encrypted, missing, shop_of
from tests.support.portals.ledger import assert_ledger_holds
from tests.support.portals.portal import Desk, Line, PortalOnLine, SetClock, add_campaign
from tests.support.portals.rewards import add_reward

ISSUANCE = (issue, transfer, balance, quota, batch_row, outbox)


def issues(database: Database) -> list[Any]:
    return database.read(lambda conn: list(conn.execute(select(issue).where(issue.c.source == "automatic"))))


def counts(database: Database) -> list[int]:
    """Rows in every table that an issue is written to."""
    return database.read(
        lambda conn: [conn.execute(select(func.count()).select_from(each)).scalar_one() for each in ISSUANCE]
    )


def test_a_call_is_issued_and_told_in_both_languages(portal: PortalOnLine, shop: Shop) -> None:
    answer = shop.call(miles=120)
    assert (answer.issued, answer.code, answer.miles, answer.unique_id) == (True, None, 120, "ORDER-1")
    assert (answer.ja, answer.en) == ("マイルを発行しました", "The miles were issued")
    assert str(answer.transfer_on) == "2026-11-20"
    [row] = issues(portal.database)
    assert str(row.id) == answer.issue_id
    assert (row.member_key, row.miles, row.state, row.source) == ("K000001", 120, "valid", "automatic")
    assert (row.batch_id, row.line, row.test) == (None, None, False)
    assert counts(portal.database)[4] == 0, "the row of the call stays behind"
    assert_ledger_holds(portal.database)


def test_get_and_post_are_the_same_call(portal: PortalOnLine, shop: Shop, nobody: Desk) -> None:
    parameter = shop.parameter()
    got = nobody.call(operations.ISSUE_AUTOMATICALLY_BY_GET, {"parameter": parameter}, merchant_id="minato")
    assert got.issued
    posted = shop.call(parameter)
    assert as_json(posted) == as_json(got)
    assert len(issues(portal.database)) == 1


def test_the_campaign_says_when_miles_are_transferred(
    portal: PortalOnLine, shop: Shop, business_clock: SetClock
) -> None:
    add_campaign(portal.database, automatic_campaign("A-2", transfer_after_days=7))
    answer = shop.call(campaign_id="A-2")
    assert str(answer.transfer_on) == "2026-11-27"
    assert [row.state for row in issues(portal.database)] == ["pending"]
    business_clock.advance(days=7)
    portal.worker.run_until_idle()
    assert [row.state for row in issues(portal.database)] == ["valid"]
    assert_ledger_holds(portal.database)


def test_a_repeated_call_is_answered_as_before_at_any_time(
    portal: PortalOnLine, shop: Shop, clock: SetClock, business_clock: SetClock
) -> None:
    parameter = shop.parameter()
    first = shop.call(parameter)
    before = counts(portal.database)
    clock.advance(days=3)
    business_clock.advance(days=3)
    assert as_json(shop.call(parameter)) == as_json(first), "the page was shown again"
    assert as_json(shop.call()) == as_json(first), "the server sent it once more"
    assert counts(portal.database) == before


@pytest.mark.parametrize(
    "changes",
    [{"miles": 11}, {"key": "K000002"}, {"address": "member00002@example.jp"}, {"campaign_id": "C-1022"}],
    ids=["miles", "key", "address", "campaign"],
)
def test_other_content_under_an_issued_unique_id_is_refused(
    portal: PortalOnLine, shop: Shop, changes: dict[str, Any]
) -> None:
    assert shop.code() is None
    assert shop.code(**changes) == "13005"
    assert len(issues(portal.database)) == 1
    assert shop.code() is None, "the issued one is no longer answered as before"


def test_a_refused_unique_id_is_free_for_what_was_meant(portal: PortalOnLine, shop: Shop) -> None:
    assert shop.code(miles=5_000) == "12006"
    assert shop.code(miles=500) is None
    assert [row.miles for row in issues(portal.database)] == [500]


def test_a_reward_is_granted_by_registering_only(portal: PortalOnLine, shop: Shop) -> None:
    add_reward(portal.database, code="W-9001")
    assert shop.code(campaign_id="W-9001", miles=200) == "13006"
    assert issues(portal.database) == []


@pytest.mark.parametrize(("minutes", "code"), [(29, None), (31, "13005"), (-4, None), (-6, "13005")])
def test_a_parameter_has_its_time(shop: Shop, clock: SetClock, minutes: int, code: str | None) -> None:
    parameter = shop.parameter()
    clock.advance(minutes=minutes)
    assert shop.code(parameter) == code


def test_the_day_of_a_moved_sandbox_is_no_matter_of_the_shops_clock(
    portal: PortalOnLine, shop: Shop, business_clock: SetClock
) -> None:
    business_clock.advance(days=5)
    assert shop.code() is None
    assert [str(row.issued_on) for row in issues(portal.database)] == ["2026-11-25"]


def test_every_code_comes_in_its_order(portal: PortalOnLine, shop: Shop) -> None:
    """One call has everything wrong; with each fault that is cured the next code comes."""
    database = portal.database
    _prepare_a_campaign_with_every_fault(database)
    wrong: dict[str, Any] = {
        "campaign_id": "NONE-1",
        "key": "全角",
        "address": "nobody@example.jp",
        "miles": 5_000,
    }
    assert shop.code("no parameter", merchant_id="nobody") == "13011"
    assert shop.code("no parameter") == "13005"
    assert shop.code(**wrong) == "11007"
    wrong["key"] = "K000001"
    assert shop.code(**wrong) == "11008"
    wrong["campaign_id"] = "K-2001"
    assert shop.code(**wrong) == "12005"
    wrong["campaign_id"] = "A-9"
    assert shop.code(**wrong) == "13006"
    _change(database, application_state=ApplicationState.APPROVED)
    assert shop.code(**wrong) == "12004"
    _change(database, suspended=False)
    assert shop.code(**wrong) == "44040"
    _change(database, issue_to=20261231)
    assert shop.code(**wrong) == "11022"
    wrong["address"] = "member00001@example.jp"
    assert shop.code(**wrong) == "12006"
    wrong["miles"] = 50
    assert shop.code(**wrong, unique_id="A") is None
    assert shop.code(**wrong, unique_id="B") == "44038"
    _change(database, per_member=2)
    assert shop.code(**wrong, unique_id="B") == "44039"
    _change(database, per_member_per_day=2)
    assert shop.code(**wrong, unique_id="B") is None
    assert len(issues(database)) == 2
    assert_ledger_holds(database)


def _prepare_a_campaign_with_every_fault(database: Database) -> None:
    faulty = automatic_campaign(
        "A-9",
        state=ApplicationState.REJECTED,
        suspended=True,
        issues=(-9, -3),
        amount=FixedAmount(50),
        per_member=1,
        per_member_per_day=1,
    )
    add_campaign(database, faulty)


def _change(database: Database, **values: object) -> None:
    changed = ", ".join(f"{name} = :{name}" for name in values)
    statement = text(f"UPDATE campaign SET {changed} WHERE code = 'A-9'")
    database.write(lambda conn: conn.execute(statement, values))


@pytest.mark.parametrize("state", [ApplicationState.APPLIED, ApplicationState.REJECTED, ApplicationState.WITHDRAWN])
def test_a_campaign_that_is_not_approved_is_13006(portal: PortalOnLine, shop: Shop, state: ApplicationState) -> None:
    add_campaign(portal.database, automatic_campaign("A-3", state=state))
    assert shop.code(campaign_id="A-3") == "13006"


def test_a_campaign_before_its_issuance_period_is_44040(portal: PortalOnLine, shop: Shop) -> None:
    add_campaign(portal.database, automatic_campaign("A-3", issues=(1, 9)))
    assert shop.code(campaign_id="A-3") == "44040"


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        ("2026-11-18T14:59:59Z", "44040"),
        ("2026-11-18T15:00:00Z", None),
        ("2026-11-20T14:59:59Z", None),
        ("2026-11-20T15:00:00Z", "44040"),
    ],
    ids=["a second before", "first", "last", "over"],
)
def test_the_issuance_period_is_counted_in_days_of_japan(
    portal: PortalOnLine, shop: Shop, business_clock: SetClock, moment: str, code: str | None
) -> None:
    """It lasts from the 19th to the 20th, and each day begins at 15:00 UTC of the day before."""
    add_campaign(portal.database, automatic_campaign("A-3", issues=(-1, 0)))
    business_clock.now = datetime.fromisoformat(moment)
    assert shop.code(campaign_id="A-3") == code


def test_the_limit_per_day_is_counted_in_days_of_japan(
    portal: PortalOnLine, shop: Shop, business_clock: SetClock
) -> None:
    add_campaign(portal.database, automatic_campaign("A-3", per_member_per_day=1))
    first, second, third = ({"campaign_id": "A-3", "unique_id": name} for name in "ABC")
    midnight = datetime.fromisoformat("2026-11-20T15:00:00Z")
    business_clock.now = midnight - timedelta(days=1)
    assert shop.code(**first) is None
    business_clock.now = midnight - timedelta(seconds=1)
    assert shop.code(**second) == "44039", "the same day until its last second"
    business_clock.now = midnight
    assert shop.code(**second) is None
    assert shop.code(**third) == "44039"
    assert [str(row.issued_on) for row in issues(portal.database)] == ["2026-11-20", "2026-11-21"]
    assert_ledger_holds(portal.database)


@pytest.mark.parametrize(("length", "code"), [(1, None), (64, None), (65, "11007")])
def test_a_key_has_at_most_64_characters(shop: Shop, length: int, code: str | None) -> None:
    assert shop.code(key="K" * length) == code


def test_a_manual_campaign_is_against_its_issuance_rule(portal: PortalOnLine, shop: Shop) -> None:
    add_campaign(portal.database, automatic_campaign("A-3", method=IssuanceMethod.MANUAL))
    assert shop.code(campaign_id="A-3") == "12006"
    assert _causes(portal.database) == ["method"]


@pytest.mark.parametrize("miles", [0, -5, 1_001])
def test_miles_outside_of_the_rule_are_12006(shop: Shop, miles: int) -> None:
    assert shop.code(miles=miles) == "12006"


def test_a_closed_merchant_is_13011_before_anything_else(portal: PortalOnLine, shop: Shop) -> None:
    assert shop.code() is None
    closed = update(site).where(site.c.code == "minato").values(status="closed")
    portal.database.write(lambda conn: conn.execute(closed))
    assert shop.code() == "13011"
    assert shop.code("no parameter") == "13011"
    assert _causes(portal.database) == []


def test_the_merchant_in_the_parameter_must_be_that_of_the_address(portal: PortalOnLine, shop: Shop) -> None:
    assert shop.code(shop.parameter(merchant_id="kaze")) == "13011"
    assert _causes(portal.database) == ["other_merchant"]


def test_another_merchants_key_opens_nothing(portal: PortalOnLine, shop: Shop) -> None:
    assert shop.code(shop.parameter(merchant_id="kaze"), merchant_id="kaze") == "13005"
    assert issues(portal.database) == []


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"miles": "10"}, "content"),
        ({"miles": 1.5}, "content"),
        ({"unique_id": ""}, "content"),
        ({"unique_id": "a b"}, "content"),
        ({"time": ...}, "content"),
        ({"address": ...}, "content"),
        ({"more": 1}, "content"),
        ({"key": "\0"}, "content"),
        ({"key": "K" * 1_001}, "content"),
    ],
)
def test_odd_content_is_13005(portal: PortalOnLine, shop: Shop, changes: dict[str, Any], cause: str) -> None:
    assert shop.code(**changes) == "13005"
    assert _causes(portal.database) == [cause]


@pytest.mark.parametrize(
    ("parameter", "cause"),
    [
        ("", "shape"),
        ("a.b.c", "shape"),
        ("x" * 4_097, "size"),
        (encrypted(b"{}", "unknown00000"), "key_id"),
        (encrypted(b"{}", secret="A" * 43), "seal"),
        (encrypted(b"{}", zip="DEF"), "shape"),
        (encrypted(b"{}", alg="none"), "shape"),
        (encrypted(b"{}", alg="A256KW"), "shape"),
        (encrypted(b"{}", enc="A128CBC-HS256"), "shape"),
        (encrypted(b"{}", more="x" * 600), "shape"),
        (encrypted(b"{}", crit=["exp"], exp=1), "shape"),
        (encrypted(b"not json"), "content"),
        (encrypted(b"[]"), "content"),
        (encrypted(b"\xff\xfe"), "content"),
    ],
    ids=[
        "empty",
        "dots",
        "long",
        "key",
        "secret",
        "zip",
        "none",
        "wrap",
        "cbc",
        "header",
        "crit",
        "text",
        "list",
        "bytes",
    ],
)
def test_what_is_no_parameter_is_13005(portal: PortalOnLine, shop: Shop, parameter: str, cause: str) -> None:
    path = operations.AUTOMATIC_PATH.format(merchant_id="minato")
    reply = Desk(shop.url).call(operations.ISSUE_AUTOMATICALLY, body={"parameter": parameter}, merchant_id="minato")
    assert (reply.code, path) == ("13005", "/v1/automatic/minato")
    assert _causes(portal.database) == [cause]


def test_no_single_changed_character_is_accepted(portal: PortalOnLine, shop: Shop) -> None:
    parameter = shop.parameter()
    for at in range(0, len(parameter) - 1, 5):
        if parameter[at + 1] == ".":  # the last character of a part has bits that mean nothing
            continue
        other = "A" if parameter[at] != "A" else "B"
        assert shop.code(f"{parameter[:at]}{other}{parameter[at + 1 :]}") == "13005"
    assert issues(portal.database) == []


def _causes(database: Database) -> list[str]:
    return database.read(lambda conn: list(conn.execute(select(automatic_error.c.cause)).scalars()))


def test_provisional_members_are_given_miles_and_those_who_left_are_none(portal: PortalOnLine, shop: Shop) -> None:
    assert shop.code(address="provisional001@example.jp", unique_id="P") is None
    assert shop.code(address="left001@example.jp", unique_id="L") == "11022"
    assert shop.code(address="no address at all", unique_id="N") == "11022"
    assert_ledger_holds(portal.database)


def test_the_miles_of_a_provisional_member_are_transferred_as_set(
    portal: PortalOnLine, shop: Shop, business_clock: SetClock
) -> None:
    add_campaign(portal.database, automatic_campaign("A-2", transfer_after_days=3))
    assert shop.code(campaign_id="A-2", address="provisional001@example.jp") is None
    assert [row.state for row in issues(portal.database)] == ["pending"]
    business_clock.advance(days=3)
    portal.worker.run_until_idle()
    assert [row.state for row in issues(portal.database)] == ["valid"]


def test_mobile_addresses_are_found_too(portal: PortalOnLine, shop: Shop) -> None:
    assert shop.code(address="mobile0001@docomo.ne.jp") is None


def test_test_members_are_marked(portal: PortalOnLine, shop: Shop) -> None:
    assert shop.code(address="test001@example.jp") is None
    assert [row.test for row in issues(portal.database)] == [True]
    assert_ledger_holds(portal.database)


def test_pc_members_are_told_when_their_miles_can_be_used(
    portal: PortalOnLine, shop: Shop, business_clock: SetClock
) -> None:
    add_campaign(portal.database, automatic_campaign("A-2", transfer_after_days=3))
    shop.call(unique_id="NOW")
    shop.call(unique_id="LATER", campaign_id="A-2")
    shop.call(unique_id="MOBILE", address="mobile0001@docomo.ne.jp")
    assert _mails(portal.database) == 1
    business_clock.advance(days=3)
    portal.worker.run_until_idle()
    assert _mails(portal.database) == 2


def _mails(database: Database) -> int:
    return database.read(lambda conn: conn.execute(select(func.count()).select_from(outbox)).scalar_one())


def test_one_call_in_fifty_threads_is_issued_once(portal: PortalOnLine, shop: Shop) -> None:
    parameter = shop.parameter()
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _: shop.call(parameter), range(50)))
    assert len({as_json(each) for each in answers}) == 1
    assert answers[0].issued
    assert len(issues(portal.database)) == 1
    assert_ledger_holds(portal.database)


def test_fifty_contents_under_one_unique_id_issue_one(portal: PortalOnLine, shop: Shop) -> None:
    with ThreadPoolExecutor(50) as pool:
        codes = list(pool.map(lambda n: shop.code(miles=n + 1), range(50)))
    assert sorted(codes, key=str) == ["13005"] * 49 + [None]
    assert len(issues(portal.database)) == 1


class Failure(Exception):
    """What a test lets happen inside the portal."""


@pytest.fixture
def failing(line: Line, database_url: str, clock: SetClock, business_clock: SetClock) -> Any:
    """A portal whose issues fail just before their commit, as long as the list holds anything."""
    left = [1]

    def fault() -> None:
        if left:
            raise Failure

    with PortalOnLine(
        line, database_url, clock=clock, business_clock=business_clock, chunk_rows=7, fault=fault
    ) as portal:
        add_campaign(portal.database, automatic_campaign(per_member=1))
        yield portal, left


def test_20012_leaves_nothing_behind_but_its_entry(failing: Any, clock: SetClock) -> None:
    portal, left = failing
    shop, before = shop_of(portal, clock), counts(portal.database)
    answer = shop.call()
    assert (answer.issued, answer.code) == (False, "20012")
    assert answer.to_do_ja.startswith("もう一度送るか")
    assert counts(portal.database) == before
    assert_ledger_holds(portal.database)
    [entry] = portal.database.read(lambda conn: list(conn.execute(select(automatic_error))))
    assert (entry.code, entry.unique_id, entry.miles) == (20012, "ORDER-1", 10)
    left.clear()
    assert shop.code() is None
    assert_ledger_holds(portal.database)


def test_a_call_is_20012_if_the_ledger_cannot_be_written(portal: PortalOnLine, shop: Shop) -> None:
    with missing(portal.database, "campaign_total"):
        assert shop.code() == "20012"
    assert issues(portal.database) == []
    assert shop.code() is None


def test_counts_that_cannot_be_read_are_11008(portal: PortalOnLine, shop: Shop) -> None:
    add_campaign(portal.database, automatic_campaign("A-2", per_member=1))
    with missing(portal.database, "quota"):
        assert shop.code(campaign_id="A-2") == "11008"
    assert issues(portal.database) == []
    assert shop.code(campaign_id="A-2") is None


def test_no_registration_comes_of_it(portal: PortalOnLine, shop: Shop, desk: Desk) -> None:
    shop.call()
    assert desk.call(operations.SEARCH_REGISTRATIONS).total == 0
    rows = portal.database.read(lambda conn: [conn.execute(select(each)).first() for each in (batch, batch_row)])
    assert rows == [None, None]


def test_a_member_with_two_addresses_counts_once(portal: PortalOnLine, shop: Shop) -> None:
    add_campaign(portal.database, automatic_campaign("A-2", per_member=1))
    assert shop.code(campaign_id="A-2", unique_id="PC", address="member00001@example.jp") is None
    assert shop.code(campaign_id="A-2", unique_id="MOBILE", address="m00001@ezweb.ne.jp") == "44038"

    def same(conn: Connection) -> int:
        own = select(func.count(member_email.c.account_id.distinct())).join(
            account, account.c.id == member_email.c.account_id
        )
        return conn.execute(own.where(account.c.id.in_(select(issue.c.account_id)))).scalar_one()

    assert portal.database.read(same) == 1
