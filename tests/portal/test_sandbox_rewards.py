"""ネットマイルリワード in the sample data: files, calls and fees as the portal's own rules would have made them."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Row, select

from netmile_desktop.domain import codec, operations, wire
from netmile_desktop.domain.calendar import day_of, months_later, start_of
from netmile_desktop.domain.rewards import CallOutcome, FileAlarm, FileState, HandOver, HandOverState, RewardResult
from netmile_desktop.domain.rewards.result_files import Verdict, result_file
from netmile_desktop.portal.admin.mock_merchant import Behaviour, MockMerchant
from netmile_desktop.portal.rewards.retention import RewardRetention
from netmile_desktop.portal.sandbox import REWARD_API, REWARD_SECRET
from netmile_desktop.portal.sandbox.reward_days import BY_HOUR, OPEN_ROWS, moments
from netmile_desktop.portal.sandbox.reward_samples import REWARDS
from netmile_desktop.portal.tables import (
    campaign,
    reward_call,
    reward_count,
    reward_file,
    reward_price,
    reward_registration,
    site,
    transfer,
)
from tests.support.portals.hand_over import fetch, files, register, rows, set_hand_over
from tests.support.portals.ledger import assert_ledger_holds
from tests.support.portals.portal import NOW, Desk, Line, PortalOnLine, SetClock, copy_sqlite

TODAY = day_of(NOW)
BUSY = next(each for each in REWARDS if each.code == "W-2002")


@pytest.fixture
def portal(
    line: Line, sandbox_made: Path, tmp_path: Path, clock: SetClock, business_clock: SetClock
) -> Iterator[PortalOnLine]:
    """On a sandbox of the test's own."""
    url = copy_sqlite(sandbox_made, tmp_path / "sandbox.db")
    with PortalOnLine(line, url, clock=clock, business_clock=business_clock, chunk_rows=100, sandbox=True) as portal:
        yield portal


def of_site(portal: PortalOnLine, code: str, of: Any) -> list[Row[Any]]:
    """Rows of a table that belong to a site."""
    own = select(of).join(site, site.c.id == of.c.site_id).where(site.c.code == code)
    return portal.database.read(lambda conn: list(conn.execute(own)))


def test_files_of_today_are_answered_but_the_newest_which_is_not_late(portal: PortalOnLine, desk: Desk) -> None:
    told = desk.call(operations.REWARD_HAND_OVER)
    assert (told.every_hours, told.at, told.next_file_at) == (1, "00:00", NOW + timedelta(hours=1))
    today = files(desk, due_from=TODAY, due_to=TODAY)
    assert [each.due_at for each in today] == [start_of(TODAY) + timedelta(hours=hour) for hour in range(11)]
    *before, newest = today
    assert {each.state for each in before} <= {FileState.COMPLETED, FileState.EMPTY}
    assert (newest.state, newest.alarm, newest.rows) == (FileState.NEW, FileAlarm.NONE, OPEN_ROWS)
    assert newest.answer_until == told.next_file_at
    waits = desk.call(operations.REWARD_DEADLINES)
    assert (waits.new_files, waits.open_files, waits.overdue) == (1, 1, 0)
    assert all(each["パスワード"] and each["氏名（漢字）"] for each in fetch(desk, newest.file))


def test_files_come_by_the_hour_with_who_has_registered_since(
    portal: PortalOnLine, desk: Desk, business_clock: SetClock
) -> None:
    before = {each.file for each in files(desk, due_from=TODAY)}
    business_clock.advance(minutes=20)
    codes = register(portal, business_clock, 1, 2, code="W-2002")
    for _ in range(3):
        business_clock.advance(hours=1)
        portal.worker.run_until_idle()
    first, *others = [each for each in files(desk, due_from=TODAY) if each.file not in before]
    assert [each["登録ID"] for each in fetch(desk, first.file)][:2] == codes
    assert [each.file[-4:] for each in (first, *others)] == ["1100", "1200", "1300"]


def test_every_file_is_as_the_rules_make_it(portal: PortalOnLine) -> None:
    inside: dict[Any, list[Row[Any]]] = {}
    for each in rows(portal, reward_registration):
        inside.setdefault(each.file_id, []).append(each)
    made = rows(portal, reward_file)
    assert {each.site_id for each in made} == {each.site_id for each in rows(portal, reward_price)}
    for file in made:
        own = sorted(inside.get(file.id, []), key=lambda each: each.line)
        assert file.rows == len(own)
        assert [each.line for each in own] == list(range(1, len(own) + 1))
        assert own == sorted(own, key=lambda each: (each.registered_at, each.id))
        assert all(each.registered_at < file.due_at <= file.made_at <= NOW for each in own)
        if file.answered_at is None:
            assert not file.rows or file.due_at > NOW - timedelta(days=1)
            continue
        assert file.made_at < file.downloaded_at < file.answered_at <= NOW
        assert {each.handed_over_at for each in own} == {file.downloaded_at}
        assert {each.result_at for each in own} == {file.answered_at}
        verdicts = [Verdict(each.code, RewardResult(each.result), each.result_reason) for each in own]
        assert file.result_sha256 == hashlib.sha256(result_file(verdicts)).digest()
        accepted = codec.decode_json(file.answer, wire.RewardResultAccepted)
        refused = sum(each.result is RewardResult.REFUSED for each in verdicts)
        assert (accepted.approved, accepted.refused) == (len(own) - refused, refused)
        assert accepted.answered_at == file.answered_at
    assert any(each.answered_at and each.answered_at > each.answer_until for each in made), "late, and taken"


def test_refusals_have_reasons_and_other_answers_none(portal: PortalOnLine, desk: Desk) -> None:
    found = rows(portal, reward_registration)
    for each in found:
        assert bool(each.result_reason) is (each.result == RewardResult.REFUSED)
        assert (each.state == HandOverState.HANDED_OVER) is (each.handed_over_at is not None)
        assert each.registered_at < NOW
    reasons = desk.call(operations.REWARD_REASONS).reasons
    assert len(reasons) >= 4
    answered = Counter(each.result for each in found if each.result)
    assert 0.08 < answered[RewardResult.REFUSED] / sum(answered.values()) < 0.2


def test_nothing_is_left_to_be_destroyed_and_nothing_was_too_early(portal: PortalOnLine, clock: SetClock) -> None:
    before = rows(portal, reward_registration)
    assert RewardRetention(portal.database, clock, SetClock()).catch_up() == 0
    assert rows(portal, reward_registration) == before
    assert any(each.password_sealed for each in before)


def test_the_log_of_calls_has_every_outcome_and_some_are_pending(portal: PortalOnLine, desk: Desk) -> None:
    told = desk.call(operations.REWARD_HAND_OVER)
    assert (told.endpoint, told.has_secret) == (REWARD_API, True)
    registered = {each.code: each for each in of_site(portal, "minato", reward_registration)}
    calls = rows(portal, reward_call)
    assert {each.outcome for each in calls} == set(CallOutcome)
    assert all(each.called_at <= NOW for each in calls)
    by_code: dict[str, list[Row[Any]]] = {}
    for each in sorted(calls, key=lambda each: each.attempt):
        by_code.setdefault(each.code, []).append(each)
    for code, own in by_code.items():
        assert [each.attempt for each in own] == list(range(1, len(own) + 1))
        assert all(before.next_try_at <= after.called_at for before, after in pairwise(own))
        last, of = CallOutcome(own[-1].outcome), registered[code]
        if last.is_delivered:
            assert of.handed_over_at == own[-1].called_at
        assert (of.hand_over == HandOver.BATCH) is bool(own[-1].goes_to_file) is (of.file_id is not None)
    pending = desk.call(operations.REWARD_DEADLINES).pending
    assert 0 < pending < 15


def test_what_has_not_got_through_gets_through_once_the_api_answers(
    portal: PortalOnLine, desk: Desk, clock: SetClock, business_clock: SetClock
) -> None:
    [newest] = [
        each
        for each in rows(portal, reward_registration)
        if each.state == HandOverState.WAITING and each.hand_over == HandOver.REAL_TIME
    ]
    merchant = MockMerchant(Behaviour(REWARD_SECRET.encode(), clock=clock))
    set_hand_over(desk, every_hours=1, at="00:00", endpoint=merchant.url)
    business_clock.advance(minutes=10)
    portal.worker.run_until_idle()
    merchant.close()
    [found] = desk.call(operations.SEARCH_REWARD_REGISTRATIONS, {"code": newest.code}).items
    assert (found.state, found.result) == (HandOverState.HANDED_OVER, RewardResult.APPROVED)
    assert_ledger_holds(portal.database)


def test_a_years_fees_and_steps_add_up(portal: PortalOnLine, desk: Desk) -> None:
    """Recomputed from registrations and prices alone."""
    first, last = TODAY - timedelta(days=400), TODAY
    told: wire.RewardFee = desk.call(operations.REWARD_FEE, {"first": first, "last": last})
    prices: dict[Any, list[tuple[Any, int]]] = {}
    for each in of_site(portal, "minato", reward_price):
        prices.setdefault(each.campaign_id, []).append((each.from_on, each.yen))
    approved: Counter[Any] = Counter()
    for each in of_site(portal, "minato", reward_registration):
        if each.result == RewardResult.APPROVED and day_of(each.result_at) >= first.replace(day=1):
            day = day_of(each.result_at)
            price = max(pair for pair in prices[each.campaign_id] if pair[0] <= day)[1]
            approved[day.replace(day=1), each.campaign_id, price] += 1
    codes = {each.id: each.code for each in rows(portal, campaign)}
    assert {(each.first, each.campaign_id, each.unit_price): each.approved for each in told.lines} == {
        (month, codes[of], price): count for (month, of, price), count in approved.items()
    }
    assert told.yen == sum(price * count for (_, _, price), count in approved.items())
    assert len({each.unit_price for each in told.lines if each.campaign_id == "W-2002"}) == 2
    assert {each.first: each.frozen for each in told.periods} == {
        each.first: each.first < TODAY.replace(day=1) for each in told.periods
    }
    assert len(told.periods) >= 12
    months_before = months_later(TODAY.replace(day=1), -1)
    assert any(each.first == months_before and each.frozen for each in told.periods)


def test_steps_are_counted_for_every_day_with_registrations_and_grow_fewer(portal: PortalOnLine) -> None:
    came = Counter((each.campaign_id, each.site_id, each.registered_on) for each in rows(portal, reward_registration))
    counted = {(each.campaign_id, each.site_id, each.biz_date): each for each in rows(portal, reward_count)}
    assert {key: each.completed for key, each in counted.items()} == dict(came)
    assert all(each.shown >= each.started >= each.completed for each in counted.values())
    shown, started, completed = (
        sum(getattr(each, name) for each in counted.values()) for name in ("shown", "started", "completed")
    )
    assert 0.25 < started / shown < 0.45
    assert 0.55 < completed / started < 0.75


def test_transfers_of_rewards_name_their_registration(portal: PortalOnLine) -> None:
    """As a grant does, so that none can be made twice."""
    named = {each.idem for each in rows(portal, transfer) if (each.idem or "").startswith("reward ")}
    assert named == {f"reward {each.code}" for each in rows(portal, reward_registration)}


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 11, 30, 9, 19, tzinfo=UTC),
        datetime(2026, 11, 30, 15, 0, tzinfo=UTC),
        datetime(2026, 11, 30, 15, 4, tzinfo=UTC),
        datetime(2026, 11, 30, 14, 59, 59, tzinfo=UTC),
    ],
)
def test_members_register_up_to_the_present_minute(now: datetime) -> None:
    """18:19, midnight, a little later and just before, in Japan."""
    found = moments(BUSY, 16_000, now, random.Random(1))
    assert found == sorted(found)
    assert found[-1] < now
    this_hour = now.replace(minute=0, second=0)
    last_hour = this_hour - timedelta(hours=1)
    assert sum(last_hour <= at < this_hour for at in found) == OPEN_ROWS
    hours = Counter(int((at - start_of(day_of(now))) / timedelta(hours=1)) for at in found if day_of(at) == day_of(now))
    past = [hour for hour in range(24) if start_of(day_of(now)) + timedelta(hours=hour) < last_hour]
    assert [hours[hour] for hour in past] == [BY_HOUR[hour] for hour in past]


def test_nobody_registers_twice(portal: PortalOnLine) -> None:
    pairs = Counter((each.site_id, each.campaign_id, each.account_id) for each in rows(portal, reward_registration))
    assert set(pairs.values()) == {1}
