"""The hand-over in real time, with a real API of a merchant that approves, refuses, is slow, down or at odds."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from datetime import timedelta
from typing import Any, NamedTuple

import msgspec
import pytest
from sqlalchemy import select, text

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.rewards import CALL_SECONDS, TRIES_AFTER, CallOutcome, HandOver, ResultFault, RewardResult
from netmile_desktop.portal.admin.mock_merchant import Behaviour, MockMerchant, Mood
from netmile_desktop.portal.app import THREADS
from netmile_desktop.portal.rewards.deliveries import LEASE, Deliveries
from netmile_desktop.portal.rewards.merchant_api import ApiAnswer, MerchantApi
from netmile_desktop.portal.tables import issue, reward_delivery, reward_hand_over
from tests.support.portals.hand_over import (
    VAULT,
    answer,
    fetch,
    files,
    register,
    registrations,
    result_of,
    rows,
    set_hand_over,
)
from tests.support.portals.ledger import assert_ledger_holds
from tests.support.portals.nameserver import SilentNameserver
from tests.support.portals.portal import Desk, Line, PortalOnLine, SetClock
from tests.support.portals.rewards import SETTINGS, add_reward


class Lost(NamedTuple):
    """Registrations whose merchant cannot be found, and one of another merchant."""

    held: list[str]
    other: str


@pytest.fixture
def portal(line: Line, database_url: str, clock: SetClock, business_clock: SetClock) -> Iterator[PortalOnLine]:
    """A sandbox with a running campaign in real time."""
    with PortalOnLine(
        line, database_url, clock=clock, business_clock=business_clock, chunk_rows=7, sandbox=True
    ) as portal:
        add_reward(portal.database, reward=msgspec.structs.replace(SETTINGS, hand_over=HandOver.REAL_TIME))
        yield portal


@pytest.fixture
def heard() -> list[dict[str, Any]]:
    """The calls as the merchant saw them."""
    return []


@pytest.fixture
def merchant(desk: Desk, clock: SetClock, heard: list[dict[str, Any]]) -> Iterator[MockMerchant]:
    """The site's API, named at the portal."""
    merchant = MockMerchant(Behaviour(b"", clock=clock, told=heard.append))
    set_hand_over(desk, endpoint=merchant.url)
    merchant.behaviour.secret = desk.call(operations.MAKE_REWARD_SECRET).secret.encode()
    yield merchant
    merchant.close()


def calls(desk: Desk, **query: Any) -> list[wire.RewardCall]:
    found: list[wire.RewardCall] = desk.call(operations.REWARD_CALLS, {"size": 100, **query}).items
    return found[::-1]


def test_a_registration_is_handed_over_and_answered(
    portal: PortalOnLine, desk: Desk, merchant: MockMerchant, business_clock: SetClock
) -> None:
    [code] = register(portal, business_clock, 1)
    assert registrations(portal)[code].state == "waiting"
    portal.worker.run_until_idle()
    kept = registrations(portal)[code]
    assert (kept.state, kept.result, kept.handed_over_at) == ("handed_over", "approved", business_clock.now)
    assert (kept.password_sealed, kept.sealed is None) == (None, False), "the password has arrived, the rest has a term"
    assert rows(portal, reward_delivery) == []
    [call] = calls(desk)
    assert (call.code, call.attempt, call.outcome, call.http_status) == (code, 1, CallOutcome.APPROVED, 200)
    portal.worker.run_until_idle()
    business_clock.advance(days=2)
    portal.worker.run_until_idle()
    assert len(calls(desk)) == 1
    assert {each.rows for each in files(desk)} == {0}, "it is in no file"
    assert_ledger_holds(portal.database)


def test_refused_by_a_rule_with_its_reason(
    portal: PortalOnLine, desk: Desk, merchant: MockMerchant, business_clock: SetClock
) -> None:
    merchant.behaviour.mood, merchant.behaviour.refuse_if = Mood.REFUSE, "email=hina2@"
    first, second = register(portal, business_clock, 1, 2)
    portal.worker.run_until_idle()
    kept = registrations(portal)
    assert kept[first].result == "approved"
    assert (kept[second].result, kept[second].result_reason) == ("refused", "登録済みの会員です")
    assert {each.state for each in rows(portal, issue)} == {"valid"}, "who is refused keeps the miles"


def test_pending_is_answered_later(
    portal: PortalOnLine, desk: Desk, stranger: Desk, merchant: MockMerchant, business_clock: SetClock
) -> None:
    merchant.behaviour.mood = Mood.PENDING
    first, second, third = register(portal, business_clock, 1, 2, 3)
    portal.worker.run_until_idle()
    assert desk.call(operations.REWARD_DEADLINES).pending == 3

    def say(by: Desk, *answers: tuple[str, str, str]) -> wire.RewardAnswersTaken:
        said = [wire.RewardAnswer(code=code, result=RewardResult(result), reason=why) for code, result, why in answers]
        told: wire.RewardAnswersTaken = by.call(operations.ANSWER_REWARDS, body=wire.RewardAnswers(answers=said))
        return told

    assert [each.fault for each in say(stranger, (first, "approved", "")).faults] == [ResultFault.UNKNOWN]
    taken = say(desk, (first, "approved", ""), (second, "refused", "二重登録"), (third, "refused", ""))
    assert (taken.approved, taken.refused) == (1, 1)
    assert [(each.line, each.fault) for each in taken.faults] == [(3, ResultFault.NO_REASON)]
    doubtful = ((third, "approved", ""), (third, "approved", ""), (third, "refused", "二重登録"))
    taken = say(desk, *doubtful)
    assert (taken.approved, taken.refused) == (0, 0), "doubt about money is not resolved by the order"
    assert [(each.line, each.fault) for each in taken.faults] == [
        (2, ResultFault.REPEATED),
        (3, ResultFault.CONTRADICTORY),
    ]
    again = say(desk, (first, "refused", "やはり"))
    assert [each.fault for each in again.faults] == [ResultFault.ANSWERED]
    kept = registrations(portal)
    assert [kept[code].result for code in (first, second, third)] == ["approved", "refused", None]


def test_an_api_that_is_down_for_an_hour_loses_nothing_and_gets_nobody_twice(
    portal: PortalOnLine, desk: Desk, merchant: MockMerchant, business_clock: SetClock, heard: list[dict[str, Any]]
) -> None:
    merchant.behaviour.mood = Mood.DOWN
    early = register(portal, business_clock, 1, 2, 3)
    late: list[str] = []
    for minute in range(61):
        if minute == 30:
            late = register(portal, business_clock, 4, 5)
        portal.worker.run_until_idle()
        business_clock.advance(minutes=1)
    tried = [call for call in calls(desk) if call.code == early[0]]
    began = tried[0].called_at
    assert [(call.called_at - began) // timedelta(minutes=1) for call in tried] == [0, 2, 8, 25, 60]
    assert [call.goes_to_file for call in tried] == [False] * 4 + [True]
    assert len(TRIES_AFTER) == len(tried)
    told = [each["attempt"] for each in heard if each["registration"] == early[0]]
    assert told == ["1", "2", "3", "4", "5"], "always with the same ID"
    merchant.behaviour.mood = Mood.APPROVE
    business_clock.advance(days=1)
    portal.worker.run_until_idle()
    with_rows = [each for each in files(desk) if each.rows]
    assert [each["登録ID"] for file in with_rows for each in fetch(desk, file.file)] == early
    answer(desk, with_rows[0].file, result_of(early))
    kept = registrations(portal)
    assert {code: (row.state, row.result) for code, row in kept.items()} == dict.fromkeys(
        [*early, *late], ("handed_over", "approved")
    )
    arrived = [each["registration"] for each in heard if each["status"] == 200]
    assert sorted(arrived) == sorted(late), "those in the file came by file only, the others by call only"
    assert len(rows(portal, issue)) == 5
    assert_ledger_holds(portal.database)


def test_a_worker_waits_for_an_answer_as_long_as_merchants_are_promised(portal: PortalOnLine) -> None:
    assert portal.worker.deliveries._api._seconds == CALL_SECONDS == 10
    assert timedelta(seconds=CALL_SECONDS) < LEASE, "else another worker would call meanwhile"


def test_a_slow_api_is_given_up_and_its_late_answer_does_not_count_twice(
    portal: PortalOnLine, desk: Desk, merchant: MockMerchant, clock: SetClock, business_clock: SetClock
) -> None:
    [code] = register(portal, business_clock, 1)
    merchant.behaviour.mood = Mood.SLOW
    hurried = MerchantApi(clock, private_endpoints=True, seconds=0.2)
    assert Deliveries(portal.database, VAULT, business_clock, hurried).run_once()
    [call] = calls(desk)
    assert (call.outcome, call.next_try_at) == (CallOutcome.TIMED_OUT, business_clock.now + timedelta(minutes=2))
    merchant.behaviour.mood = Mood.APPROVE
    business_clock.advance(minutes=2)
    portal.worker.run_until_idle()
    assert [each.outcome for each in calls(desk)] == [CallOutcome.TIMED_OUT, CallOutcome.APPROVED]
    assert registrations(portal)[code].result == "approved"
    assert len(merchant.behaviour.results) == 1


@pytest.fixture
def nameserver() -> Iterator[SilentNameserver]:
    """A server of names that never answers."""
    nameserver = SilentNameserver()
    yield nameserver
    nameserver.close()


@pytest.fixture
def lost(portal: PortalOnLine, desk: Desk, stranger: Desk, merchant: MockMerchant, business_clock: SetClock) -> Lost:
    """Of two merchants the one who is called first has an API whose name nobody looks up."""
    real_time = msgspec.structs.replace(SETTINGS, hand_over=HandOver.REAL_TIME)
    add_reward(portal.database, site_code="kaze", reward=real_time)
    set_hand_over(desk, endpoint="http://api.minato-books.example.jp/")
    set_hand_over(stranger, endpoint=merchant.url)
    merchant.behaviour.secret = stranger.call(operations.MAKE_REWARD_SECRET).secret.encode()
    held = register(portal, business_clock, 1, 2)
    business_clock.advance(seconds=1)
    return Lost(held, *register(portal, business_clock, 3, site="kaze"))


def test_a_name_that_nobody_looks_up_does_not_hold_the_worker(
    portal: PortalOnLine,
    desk: Desk,
    lost: Lost,
    clock: SetClock,
    business_clock: SetClock,
    nameserver: SilentNameserver,
) -> None:
    api = MerchantApi(clock, private_endpoints=True, seconds=0.2, resolver=nameserver.resolve_only("127.0.0.1"))
    assert Deliveries(portal.database, VAULT, business_clock, api).catch_up() == 3
    assert nameserver.under_way == 1, "the lookup hangs on"
    tried = {call.code: (call.outcome, call.detail) for call in calls(desk)}
    assert tried == dict.fromkeys(lost.held, (CallOutcome.TIMED_OUT, "the name was not looked up in time"))
    assert registrations(portal)[lost.other].result == "approved"


def test_nor_does_it_hold_other_merchants_hand_overs(
    portal: PortalOnLine, lost: Lost, clock: SetClock, business_clock: SetClock, nameserver: SilentNameserver
) -> None:
    api = MerchantApi(clock, private_endpoints=True, seconds=60, resolver=nameserver.resolve_only("127.0.0.1"))
    deliveries = Deliveries(portal.database, VAULT, business_clock, api)
    waiting = threading.Thread(target=deliveries.run_once)
    waiting.start()
    nameserver.wait_until_asked()
    assert deliveries.catch_up() == 1
    kept = registrations(portal)
    assert [kept[code].result for code in (*lost.held, lost.other)] == [None, None, "approved"]
    assert nameserver.under_way == 1, "the lookup hangs on"
    nameserver.close()
    waiting.join()


def test_a_wrong_signature_is_not_taken_and_tried_again(
    portal: PortalOnLine, desk: Desk, merchant: MockMerchant, business_clock: SetClock
) -> None:
    register(portal, business_clock, 1)
    merchant.behaviour.mood = Mood.WRONG_SIGNATURE
    portal.worker.run_until_idle()
    [call] = calls(desk, outcomes="http_status")
    assert (call.http_status, call.detail, call.goes_to_file) == (401, "status 401", False)
    merchant.behaviour.mood = Mood.APPROVE
    business_clock.advance(minutes=2)
    portal.worker.run_until_idle()
    assert [each.attempt for each in calls(desk)] == [1, 2]


def test_another_secret_leaves_no_gap(
    portal: PortalOnLine, desk: Desk, merchant: MockMerchant, business_clock: SetClock
) -> None:
    told = desk.call(operations.MAKE_REWARD_SECRET)
    assert told.former_valid_until == business_clock.now + timedelta(days=1)
    assert told.secret.encode() != merchant.behaviour.secret
    register(portal, business_clock, 1)
    portal.worker.run_until_idle()
    merchant.behaviour.secret = told.secret.encode()
    register(portal, business_clock, 2)
    portal.worker.run_until_idle()
    assert [each.outcome for each in calls(desk)] == [CallOutcome.APPROVED] * 2


def test_workers_at_the_same_time_hand_each_over_once(
    portal: PortalOnLine, merchant: MockMerchant, clock: SetClock, business_clock: SetClock, heard: list[dict[str, Any]]
) -> None:
    codes = register(portal, business_clock, *range(1, 13))
    ready = threading.Barrier(4)

    def work() -> None:
        api = MerchantApi(clock, private_endpoints=True)
        deliveries = Deliveries(portal.database, VAULT, business_clock, api)
        ready.wait()
        deliveries.catch_up()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    portal.worker.run_until_idle()
    assert sorted(each["registration"] for each in heard) == sorted(codes)
    assert {row.result for row in registrations(portal).values()} == {"approved"}


def test_senders_at_the_same_moment_call_a_merchant_once(
    portal: PortalOnLine, desk: Desk, clock: SetClock, business_clock: SetClock, engine: str
) -> None:
    """Both have chosen an entry of the site before either has leased one; SQLite has one writer at a time anyway."""

    class Counting(MerchantApi):
        """Answers once both senders have done what they do."""

        def call(self, *_: Any, **__: Any) -> ApiAnswer:
            called.append(1)
            over.wait(9)
            return ApiAnswer(CallOutcome.APPROVED, 200, 1, "")

    called: list[int] = []
    over = threading.Event()
    set_hand_over(desk, endpoint="http://127.0.0.1:9/")
    desk.call(operations.MAKE_REWARD_SECRET)
    register(portal, business_clock, 1, 2)
    deliveries = Deliveries(portal.database, VAULT, business_clock, Counting(clock, private_endpoints=True))
    with ThreadPoolExecutor(2) as pool:
        if engine == "sqlite":
            senders = [pool.submit(deliveries.run_once) for _ in range(2)]
        else:
            with portal.database.engine.begin() as conn:
                conn.execute(select(reward_hand_over).with_for_update())
                senders = [pool.submit(deliveries.run_once) for _ in range(2)]
                waiting = text("SELECT COUNT(*) FROM pg_locks WHERE NOT granted")
                while conn.execute(waiting).scalar_one() < 2:
                    pass
        done, _ = wait(senders, 9, FIRST_COMPLETED)
        assert len(done) == 1, "one has found the merchant busy"
        over.set()
        assert sorted(each.result() for each in senders) == [False, True]
    assert called == [1]


def test_an_answer_that_comes_after_the_registration_went_into_a_file_does_not_count(
    portal: PortalOnLine, desk: Desk, merchant: MockMerchant, clock: SetClock, business_clock: SetClock
) -> None:
    class Late(MerchantApi):
        """Returns an answer once others have tried in vain, and the next file is written."""

        def call(self, *arguments: Any, **named: Any) -> Any:
            answered = super().call(*arguments, **named)
            merchant.behaviour.mood = Mood.DOWN
            for minutes in (2, 6, 17, 35):
                business_clock.advance(minutes=minutes)
                portal.worker.run_until_idle()
            business_clock.advance(days=1)
            portal.worker.run_until_idle()
            return answered

    [code] = register(portal, business_clock, 1)
    assert Deliveries(portal.database, VAULT, business_clock, Late(clock, private_endpoints=True)).run_once()
    assert merchant.behaviour.results == {code: {"result": "approved"}}
    kept = registrations(portal)[code]
    assert (kept.state, kept.result, kept.file_id is None) == ("waiting", None, False)
    [file] = [each.file for each in files(desk) if each.rows]
    [row] = fetch(desk, file)
    assert (row["登録ID"], row["パスワード"]) == (code, "Umikaze-77")
    answer(desk, file, result_of([code], refused=[code]))
    assert registrations(portal)[code].result == "refused"


def test_a_worker_that_dies_during_a_call_is_made_up_for(
    portal: PortalOnLine, desk: Desk, merchant: MockMerchant, business_clock: SetClock, heard: list[dict[str, Any]]
) -> None:
    class Died(BaseException):
        """The process has ended."""

    class Dying(MerchantApi):
        """Ends after the merchant has answered."""

        def call(self, *arguments: Any, **named: Any) -> Any:
            super().call(*arguments, **named)
            raise Died

    [code] = register(portal, business_clock, 1)
    dying = Dying(merchant.behaviour.clock, private_endpoints=True)
    with pytest.raises(Died):
        Deliveries(portal.database, VAULT, business_clock, dying).run_once()
    portal.worker.run_until_idle()
    assert len(heard) == 1, "leased"
    business_clock.now += LEASE
    portal.worker.run_until_idle()
    assert [(each["registration"], each["attempt"]) for each in heard] == [(code, "1"), (code, "2")]
    assert registrations(portal)[code].result == "approved"
    assert len(merchant.behaviour.results) == 1, "the same ID: the merchant has it once"


def test_without_an_address_or_a_secret_it_goes_into_the_next_file(
    portal: PortalOnLine, desk: Desk, business_clock: SetClock
) -> None:
    assert desk.refusal(operations.TEST_REWARD_CALL) == "P-STATE"
    codes = register(portal, business_clock, 1)
    portal.worker.run_until_idle()
    business_clock.advance(days=1)
    portal.worker.run_until_idle()
    [file] = [each.file for each in files(desk) if each.rows]
    assert [each["登録ID"] for each in fetch(desk, file)] == codes
    assert calls(desk) == []


def test_a_test_call_shows_what_the_api_says_and_changes_nothing(
    portal: PortalOnLine, desk: Desk, merchant: MockMerchant
) -> None:
    told = desk.call(operations.TEST_REWARD_CALL)
    assert (told.code, told.outcome, told.goes_to_file) == ("", CallOutcome.APPROVED, False)
    merchant.behaviour.mood = Mood.WRONG_SIGNATURE
    assert desk.call(operations.TEST_REWARD_CALL).http_status == 401
    assert [each.outcome for each in calls(desk)] == [CallOutcome.APPROVED, CallOutcome.HTTP_STATUS]
    assert registrations(portal) == {}
    assert merchant.behaviour.results == {}


def test_slow_test_calls_and_other_operations_do_not_queue_behind_each_other(
    portal: PortalOnLine, desk: Desk, nobody: Desk, merchant: MockMerchant, monkeypatch: pytest.MonkeyPatch
) -> None:
    release, waiting = threading.Event(), threading.Semaphore(0)
    honest = portal.portal.handlers[operations.INFO.name]

    def waits(call: Any) -> Any:
        waiting.release()
        release.wait()
        return honest(call)

    monkeypatch.setitem(portal.portal.handlers, operations.INFO.name, waits)
    with ThreadPoolExecutor(THREADS) as pool:
        held = [pool.submit(nobody.call, operations.INFO) for _ in range(THREADS)]
        for _ in held:
            assert waiting.acquire(timeout=9)
        try:
            assert desk.call(operations.TEST_REWARD_CALL).outcome is CallOutcome.APPROVED
        finally:
            release.set()
        assert all(call.result() for call in held)


def test_a_worker_hands_over_by_itself_while_it_runs(
    portal: PortalOnLine, merchant: MockMerchant, business_clock: SetClock
) -> None:
    arrived = threading.Event()
    merchant.behaviour.told = lambda _: arrived.set()
    [code] = register(portal, business_clock, 1)
    portal.worker.start()
    assert arrived.wait(30)
    portal.worker.stop()
    assert registrations(portal)[code].result == "approved", "calls under way are waited for"
