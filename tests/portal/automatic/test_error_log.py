"""The log of refused calls: what is kept, what can be repaired by hand, and that nothing is repaired twice."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.calendar import day_of
from netmile_desktop.domain.wire import AutomaticErrorState
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.issuing.registrations import REMINDER_DAYS
from netmile_desktop.portal.sandbox import KEY_ID
from netmile_desktop.portal.tables import audit, automatic_error, issue
from tests.portal.automatic.conftest import automatic_campaign
from tests.support.portals.automatic import Shop
from tests.support.portals.ledger import assert_ledger_holds
from tests.support.portals.portal import Desk, PortalOnLine, SetClock, add_campaign

BATCH = "draft-0001"
TODAY = date(2026, 11, 20)


def entries(desk: Desk, **query: Any) -> list[wire.AutomaticError]:
    page: wire.Page[wire.AutomaticError] = desk.call(operations.AUTOMATIC_ERRORS, query)
    assert page.total >= len(page.items)
    return page.items


def take(desk: Desk, ids: list[str], batch: str = BATCH) -> wire.AutomaticErrorsTaken:
    answer: wire.AutomaticErrorsTaken = desk.call(
        operations.TAKE_AUTOMATIC_ERRORS, body=wire.AutomaticErrorTaking(batch=batch, error_ids=ids)
    )
    return answer


def personal(database: Database) -> list[tuple[object, ...]]:
    """What is stored of the people in the log."""
    kept = [automatic_error.c[name] for name in ("key_wrapped", "sealed", "email_digest", "member_key", "miles")]
    return database.read(lambda conn: [tuple(row) for row in conn.execute(select(*kept))])


def test_a_refused_call_is_kept_with_what_it_said(shop: Shop, desk: Desk, clock: SetClock) -> None:
    clock.advance(seconds=5)
    shop.call(miles=5_000, key="K000007", unique_id="ORDER-7")
    [entry] = entries(desk)
    assert (entry.code, entry.cause, entry.unique_id, entry.key, entry.miles) == (
        "12006",
        "",
        "ORDER-7",
        "K000007",
        5_000,
    )
    assert (entry.campaign_id, entry.campaign_name, entry.key_id) == ("A-1", "オンラインのお買い上げ", KEY_ID)
    assert (entry.sent_at, entry.state, entry.has_data, entry.times) == (clock(), "open", True, 1)


def test_no_address_is_stored_in_the_clear(portal: PortalOnLine, shop: Shop) -> None:
    shop.call(address="nobody.here@example.jp")
    rows = portal.database.read(lambda conn: [tuple(row) for row in conn.execute(select(automatic_error))])
    assert len(rows) == 1
    assert "nobody.here" not in repr(rows)


def test_what_is_issued_and_strangers_are_in_no_log(shop: Shop, desk: Desk) -> None:
    shop.call()
    shop.call("x", merchant_id="nobody")
    assert entries(desk) == []


def test_a_repeated_refusal_is_one_entry_with_the_latest_content(
    shop: Shop, desk: Desk, clock: SetClock, business_clock: SetClock
) -> None:
    shop.call(miles=5_000)
    first = business_clock()
    for each in (clock, business_clock):
        each.advance(minutes=20)
    shop.call(address="nobody@example.jp")
    [entry] = entries(desk)
    assert (entry.code, entry.miles, entry.times) == ("11022", 10, 2)
    assert (entry.first_at, entry.at) == (first, business_clock())


def test_unreadable_parameters_are_one_entry_a_day_and_cause(shop: Shop, desk: Desk, business_clock: SetClock) -> None:
    for _ in range(4):
        shop.call("x")
    shop.call("x" * 5_000)
    business_clock.advance(days=1)
    shop.call("x")
    found = [(str(day_of(each.at)), each.cause, each.times, each.has_data) for each in entries(desk, sort="at")]
    assert sorted(found) == [
        ("2026-11-20", "shape", 4, False),
        ("2026-11-20", "size", 1, False),
        ("2026-11-21", "shape", 1, False),
    ]


def test_other_content_under_an_issued_id_is_an_entry_of_its_own(shop: Shop, desk: Desk) -> None:
    shop.call()
    shop.call(miles=20)
    [entry] = entries(desk)
    assert (entry.code, entry.cause, entry.miles, entry.state) == ("13005", "reused", 20, "open")
    shop.call()
    assert [each.state for each in entries(desk)] == ["open"]


def test_a_call_that_is_issued_later_solves_its_entry(portal: PortalOnLine, shop: Shop, desk: Desk) -> None:
    shop.call(miles=5_000)
    assert shop.code() is None
    [entry] = entries(desk)
    assert (entry.state, entry.has_data, entry.key, entry.miles) == ("solved", False, "", None)
    assert personal(portal.database) == [(None,) * 5]
    assert take(desk, [entry.error_id]).rows == []


def test_conditions_choose(shop: Shop, desk: Desk, business_clock: SetClock) -> None:
    shop.call(miles=5_000, unique_id="A", key="K1")
    shop.call(address="nobody@example.jp", unique_id="B", key="K2")
    shop.call(campaign_id="NONE", unique_id="C", key="K3")
    business_clock.advance(days=1)
    shop.call(miles=5_000, unique_id="D", key="K4")

    def found(**query: Any) -> str:
        return "".join(sorted(each.unique_id for each in entries(desk, **query)))

    assert found() == "ABCD"
    assert found(codes=["12006"]) == "AD"
    assert found(codes=["12006", "11022"]) == "ABD"
    assert found(first="2026-11-21") == "D"
    assert found(last="2026-11-20") == "ABC"
    assert found(campaign_id="NONE") == "C"
    assert found(key="K2") == "B"
    assert found(unique_id="C") == "C"
    assert found(states=["solved", "taken"]) == ""
    assert desk.refusal(operations.AUTOMATIC_ERRORS, {"first": "2026-11-21", "last": "2026-11-20"}) == "P-RANGE"
    assert [each.unique_id for each in entries(desk, sort="-code", size=2)] == ["D", "A"]
    assert [each.unique_id for each in entries(desk, sort="-code", size=2, page=2)] == ["B", "C"]


def test_sums_are_by_day_and_code(shop: Shop, desk: Desk, business_clock: SetClock) -> None:
    for unique_id in "AAB":
        shop.call(miles=5_000, unique_id=unique_id)
    business_clock.advance(days=1)
    shop.call(miles=5_000, unique_id="C")
    shop.call(unique_id="C")
    shop.call(address="nobody@example.jp", unique_id="D")
    sums: wire.AutomaticErrorSums = desk.call(operations.AUTOMATIC_ERROR_SUMS)
    assert [(str(each.day), each.code, each.errors, each.open, each.times) for each in sums.counts] == [
        ("2026-11-21", "11022", 1, 1, 1),
        ("2026-11-21", "12006", 1, 0, 1),
        ("2026-11-20", "12006", 2, 2, 3),
    ]
    assert (sums.with_data, sums.overdue, sums.kept_days, sums.reminder_days) == (3, 0, 90, REMINDER_DAYS)
    only = desk.call(operations.AUTOMATIC_ERROR_SUMS, {"first": "2026-11-21", "campaign_id": "A-1"})
    assert {str(each.day) for each in only.counts} == {"2026-11-21"}


def test_sites_see_their_own_log_only(shop: Shop, desk: Desk, stranger: Desk) -> None:
    shop.call(miles=5_000)
    [entry] = entries(desk)
    assert entries(stranger) == []
    assert take(stranger, [entry.error_id]).left == [wire.AutomaticErrorLeft(error_id=entry.error_id, state=None)]
    deletion = wire.AutomaticErrorDeletion(error_ids=[entry.error_id])
    assert stranger.call(operations.DELETE_AUTOMATIC_ERRORS, body=deletion).deleted == 0


def test_refused_calls_become_a_manual_batch_once(
    portal: PortalOnLine, shop: Shop, desk: Desk, colleague: Desk, business_clock: SetClock
) -> None:
    """The way of the guide's repair: a wrong number of miles is corrected by hand (guide L805)."""
    shop.call(miles=5_000, unique_id="A")
    shop.call(miles=6_000, unique_id="B", address="member00002@example.jp", key="K000002")
    ids = [each.error_id for each in entries(desk, sort="code")]
    taken = take(desk, ids)
    assert {(row.unique_id, row.address, row.key, row.miles) for row in taken.rows} == {
        ("A", "member00001@example.jp", "K000001", "5000"),
        ("B", "member00002@example.jp", "K000002", "6000"),
    }
    assert [row.error_id for row in taken.rows] == ids
    assert take(desk, ids) == taken, "a repeated request was told something else"
    assert {(each.state, each.taken_by) for each in take(colleague, ids, "draft-0002").left} == {
        (AutomaticErrorState.TAKEN, BATCH)
    }

    raw = b"".join(f"{row.address},{row.key},900\n".encode() for row in taken.rows)
    registration = desk.issue("A-1", raw, repairs=BATCH)
    portal.worker.run_until_idle()
    assert desk.registration(registration.registration_id).errors == 0
    assert {(each.state, each.registration_id, each.has_data) for each in entries(desk)} == {
        (AutomaticErrorState.TAKEN, registration.registration_id, False)
    }
    assert desk.call(operations.RELEASE_AUTOMATIC_ERRORS, body=wire.AutomaticErrorRelease(batch=BATCH)).released == 0
    assert shop.code(miles=900, unique_id="A") == "13005", "issued by hand and by the shop's server"
    count = select(func.count()).select_from(issue)
    assert portal.database.read(lambda conn: conn.execute(count).scalar_one()) == 2
    assert_ledger_holds(portal.database)


def test_a_batch_that_is_given_up_opens_its_entries_again(shop: Shop, desk: Desk) -> None:
    shop.call(miles=5_000)
    [entry] = entries(desk)
    take(desk, [entry.error_id])
    assert shop.code() == "13005", "a clerk has it"
    assert entries(desk)[0].miles == 5_000, "the clerk's content was replaced"
    release = wire.AutomaticErrorRelease(batch=BATCH)
    assert desk.call(operations.RELEASE_AUTOMATIC_ERRORS, body=release).released == 1
    assert desk.call(operations.RELEASE_AUTOMATIC_ERRORS, body=release).released == 0
    assert shop.code() is None


def test_the_name_of_a_batch_is_no_part_of_its_content(shop: Shop, desk: Desk) -> None:
    first = desk.issue("C-1024", b"member00001@example.jp,K1,100\n", key="k" * 20)
    assert desk.issue("C-1024", b"member00001@example.jp,K1,100\n", key="k" * 20, repairs=BATCH) == first


def test_personal_data_are_deleted_for_good(
    portal: PortalOnLine, shop: Shop, desk: Desk, business_clock: SetClock
) -> None:
    shop.call(miles=5_000, unique_id="A")
    business_clock.advance(days=1)
    shop.call(miles=5_000, unique_id="B")
    shop.call(miles=5_000, unique_id="C")
    named = next(each.error_id for each in entries(desk) if each.unique_id == "B")
    for deletion, gone in (
        (wire.AutomaticErrorDeletion(until=TODAY), 1),
        (wire.AutomaticErrorDeletion(error_ids=[named]), 1),
        (wire.AutomaticErrorDeletion(error_ids=[named]), 0),
    ):
        assert desk.call(operations.DELETE_AUTOMATIC_ERRORS, body=deletion).deleted == gone
    found = {each.unique_id: each for each in entries(desk)}
    assert {name: (each.state, each.has_data) for name, each in found.items()} == {
        "A": (AutomaticErrorState.DELETED, False),
        "B": (AutomaticErrorState.DELETED, False),
        "C": (AutomaticErrorState.OPEN, True),
    }
    assert (found["A"].deleted_by, found["A"].deleted_at) == ("山田 花子", business_clock())
    assert sum(row == (None,) * 5 for row in personal(portal.database)) == 2
    assert take(desk, [found["A"].error_id]).rows == []
    assert desk.call(operations.AUTOMATIC_ERROR_SUMS).with_data == 1
    assert shop.code(miles=6_000, unique_id="A") == "12006"
    assert next(each for each in entries(desk) if each.unique_id == "A").state == "open", "it is refused anew"


@pytest.mark.parametrize("deletion", [{}, {"error_ids": ["0" * 32], "until": "2026-11-20"}])
def test_a_deletion_names_entries_or_a_day(desk: Desk, deletion: dict[str, object]) -> None:
    assert desk.refusal(operations.DELETE_AUTOMATIC_ERRORS, body=deletion) == "P-OPTION"


def test_ids_that_are_none_name_nothing(desk: Desk) -> None:
    assert take(desk, ["-" * 32, "0" * 32]).left == [
        wire.AutomaticErrorLeft(error_id="00000000-0000-0000-0000-000000000000", state=None)
    ]
    deletion = wire.AutomaticErrorDeletion(error_ids=["-" * 32])
    assert desk.call(operations.DELETE_AUTOMATIC_ERRORS, body=deletion).deleted == 0


def test_the_home_page_reminds_of_old_personal_data(shop: Shop, desk: Desk, business_clock: SetClock) -> None:
    shop.call(miles=5_000)
    shop.call("x")

    def reminded() -> tuple[int, int]:
        home, sums = desk.call(operations.HOME), desk.call(operations.AUTOMATIC_ERROR_SUMS)
        return home.automatic_errors_not_deleted, sums.overdue

    business_clock.advance(days=REMINDER_DAYS)
    assert reminded() == (0, 0)
    business_clock.advance(days=1)
    assert reminded() == (1, 1)
    until = wire.AutomaticErrorDeletion(until=TODAY)
    desk.call(operations.DELETE_AUTOMATIC_ERRORS, body=until)
    assert reminded() == (0, 0)


def test_entries_go_after_ninety_days(portal: PortalOnLine, shop: Shop, desk: Desk, business_clock: SetClock) -> None:
    shop.call(miles=5_000, unique_id="A")
    business_clock.advance(days=1)
    shop.call(miles=5_000, unique_id="B")
    business_clock.now = business_clock() + timedelta(days=89)
    portal.worker.run_until_idle()
    assert len(entries(desk)) == 2
    business_clock.advance(days=1)
    portal.worker.run_until_idle()
    assert [each.unique_id for each in entries(desk)] == ["B"]
    business_clock.advance(days=1)
    portal.worker.run_until_idle()
    assert entries(desk) == []


def test_who_took_and_deleted_is_in_the_audit(portal: PortalOnLine, shop: Shop, desk: Desk) -> None:
    shop.call(miles=5_000)
    [entry] = entries(desk)
    take(desk, [entry.error_id])
    desk.call(operations.RELEASE_AUTOMATIC_ERRORS, body=wire.AutomaticErrorRelease(batch=BATCH))
    desk.call(operations.DELETE_AUTOMATIC_ERRORS, body=wire.AutomaticErrorDeletion(until=TODAY))
    done = select(audit.c.action, audit.c.target, audit.c.detail).where(audit.c.action.like("automatic%"))
    rows = portal.database.read(lambda conn: [tuple(row) for row in conn.execute(done)])
    assert sorted(rows, reverse=True) == [
        ("automatic_errors_taken", BATCH, "1"),
        ("automatic_errors_released", BATCH, "1"),
        ("automatic_errors_deleted", "2026-11-20", "1"),
    ]


def test_an_inquiry_finds_a_refused_call_until_its_data_are_gone(shop: Shop, desk: Desk) -> None:
    shop.call(miles=5_000, key="00012")

    def failures(**asked: str) -> list[tuple[str, str, str, str]]:
        answer: wire.InquiryAnswer = desk.call(operations.INQUIRE, body=wire.Inquiry(**asked))
        return [(each.type.value, each.code, each.campaign_id, each.registration_id) for each in answer.failures]

    expected = [("automatic", "12006", "A-1", "")]
    assert failures(key="00012") == failures(address="MEMBER00001@example.jp") == expected
    assert failures(key="K2") == failures(address="member00002@example.jp") == []
    assert desk.call(operations.INQUIRE, body=wire.Inquiry(key="12")).spellings == ["00012"]
    assert shop.code(key="00012") is None
    assert failures(key="00012") == []


def test_an_old_parameter_is_kept_in_full_so_that_it_can_be_repaired(
    portal: PortalOnLine, shop: Shop, desk: Desk, clock: SetClock
) -> None:
    parameter = shop.parameter()
    clock.advance(minutes=40)
    other = Desk(desk.url, desk.token)
    assert shop.code(parameter) == "13005"
    clock.advance(minutes=-40)
    [entry] = entries(other)
    assert (entry.cause, entry.has_data, entry.miles) == ("old", True, 10)
    add_campaign(portal.database, automatic_campaign("A-7"))
    assert [row.address for row in take(other, [entry.error_id]).rows] == ["member00001@example.jp"]
