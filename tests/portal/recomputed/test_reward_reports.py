"""Funnel and fee of NetMile Reward, recomputed from what was done: shown, registered, answered, over several months.

「キャンペーン登録者完了数（※）×キャンペーン成果単価」, 「（※）… 貴社で承認された人数」 (reward guide L80-83): what counts is
the answer, in the month and at the price of its day. Nothing here comes from the program.
"""

from __future__ import annotations

import csv
import io
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone

import msgspec

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.calendar import Period
from netmile_desktop.portal.rewards.visits import PageStage
from tests.portal.recomputed.rules import DAY
from tests.support.portals.hand_over import answer, fetch, files, register, result_of
from tests.support.portals.portal import Desk, PortalOnLine, SetClock
from tests.support.portals.rewards import SETTINGS, add_reward, new_price, visit

JAPAN = timezone(timedelta(hours=9))
FIRST, LAST = date(2026, 11, 20), date(2027, 2, 20)
ONE, OTHER = "C-7001", "C-7002"
PRICES = {ONE: [(FIRST, 500), (date(2026, 12, 12), 650)], OTHER: [(FIRST, 120)]}
TEST_MEMBER = 7


@dataclass
class Registered:
    """One registration, and what became of it."""

    code: str
    campaign: str
    on: date
    test: bool
    answered_on: date | None = None
    approved: bool = False


@dataclass
class Books:
    """What was done, written down beside the portal."""

    portal: PortalOnLine
    desk: Desk
    clock: SetClock
    chance: random.Random = field(default_factory=lambda: random.Random(5))
    made: dict[str, Registered] = field(default_factory=dict)
    visits: Counter[tuple[date, str, str]] = field(default_factory=Counter)
    """By day, campaign and step."""
    _members: dict[str, int] = field(default_factory=lambda: {ONE: 0, OTHER: 0})
    _sessions: int = 1_000_000

    def visit(self, today: date) -> None:
        """Some look at a page and leave, some send the form wrong and leave."""
        for code in (ONE, OTHER):
            for stage in self.chance.choices((PageStage.SHOWN, PageStage.STARTED), k=self.chance.randint(0, 4)):
                self._sessions += 1
                visit(self.portal, self.clock(), stage, self._sessions, code=code)
                self.visits[today, code, "shown"] += 1
                self.visits[today, code, "started"] += stage is PageStage.STARTED

    def register(self, today: date) -> None:
        """Members register, the test member among them."""
        for code in (ONE, OTHER):
            first = self._members[code] + 1
            numbers = list(range(first, first + self.chance.randint(0, 4)))
            self._members[code] += len(numbers)
            for number, made in zip(numbers, register(self.portal, self.clock, *numbers, code=code), strict=True):
                self.made[made] = Registered(made, code, today, test=number == TEST_MEMBER)
                self.visits[today, code, "shown"] += 1
                self.visits[today, code, "started"] += 1

    def answer(self, today: date) -> None:
        """Answer most of the files that wait; the others later, often in another month."""
        for file in files(self.desk, only_open="true"):
            if self.chance.random() < 0.3:
                continue
            codes = [row["登録ID"] for row in fetch(self.desk, file.file)]
            refused = [code for code in codes if self.chance.random() < 0.3]
            answer(self.desk, file.file, result_of(codes, refused=refused))
            for code in codes:
                self.made[code].answered_on, self.made[code].approved = today, code not in refused

    def counted(self, is_counted: Callable[[Registered], bool]) -> list[Registered]:
        return [each for each in self.made.values() if not each.test and is_counted(each)]


def is_refused(each: Registered) -> bool:
    return each.answered_on is not None and not each.approved


def price_on(code: str, day: date) -> int:
    """The price of a day."""
    return [yen for since, yen in PRICES[code] if since <= day][-1]


def days_of(first: date, last: date, by: str) -> list[list[date]]:
    """The days of each bucket."""
    days = [first + at * DAY for at in range((last - first).days + 1)]
    if by == "day":
        return [[day] for day in days]
    return [[day for day in days if day.strftime("%Y-%m") == month] for month in sorted({f"{d:%Y-%m}" for d in days})]


def expected(books: Books, buckets: Sequence[Sequence[date]], codes: Sequence[str]) -> dict[str, list[int | None]]:
    """The figures of both reports."""
    values: dict[str, list[int | None]] = {}
    for step in ("shown", "started"):
        values[step] = [
            sum(books.visits[day, code, step] for day in days for code in codes) if days[-1] >= FIRST else None
            for days in buckets
        ]
    own = [each for each in books.counted(lambda _: True) if each.campaign in codes]
    values["completed"] = [sum(each.on in days for each in own) for days in buckets]
    answered = [(each, each.answered_on) for each in own if each.answered_on is not None]
    paid = [(day, price_on(each.campaign, day)) for each, day in answered if each.approved]
    values["approved"] = [sum(day in days for day, _ in paid) for days in buckets]
    values["refused"] = [sum(day in days and not each.approved for each, day in answered) for days in buckets]
    values["yen"] = [sum(price for day, price in paid if day in days) for days in buckets]
    values["listing"] = [0] * len(buckets)
    prices = [{price for day, price in paid if day in days} for days in buckets]
    values["unit_price"] = [next(iter(each)) if len(each) == 1 else None for each in prices]
    return values


def asked(desk: Desk, report: str, by: str, first: date, last: date, code: str = "") -> wire.ReportAnswer:
    query = {"by": by, "first": first, "last": last, "campaign_id": code, "stacked": "true"}
    told: wire.ReportAnswer = desk.call(operations.REPORT, query, report=report)
    return told


def compare(desk: Desk, books: Books, today: date) -> None:
    """Both reports by month and day, of all and of each campaign; the fee, the list, and what lies behind."""
    spans = {"month": (date(2026, 10, 1), today), "day": (max(today - 80 * DAY, date(2026, 11, 1)), today)}
    for by, (first, last) in spans.items():
        whole = date(today.year, today.month, 28) + 4 * DAY
        buckets = days_of(first, whole - whole.day * DAY if by == "month" else last, by)
        for codes in ((ONE, OTHER), (ONE,), (OTHER,)):
            figures = expected(books, buckets, codes)
            for report in ("reward_funnel", "reward_fee"):
                told = asked(desk, report, by, first, last, codes[0] if len(codes) == 1 else "")
                assert told.values == {name: figures[name] for name in told.columns}, (report, by, codes, today)
                for share in told.by_campaign:
                    alone = expected(books, buckets, [share.campaign_id])
                    assert share.values == {name: alone[name] for name in told.columns}
                if report == "reward_fee":
                    ended = [days[-1].strftime("%Y-%m") < f"{today:%Y-%m}" for days in buckets]
                    assert told.closed == ended, (by, today)
    compare_the_fee(desk, books, today)
    compare_what_lies_behind(desk, books, today)


def compare_the_fee(desk: Desk, books: Books, today: date) -> None:
    """What `reward fee` and the bill of miles say."""
    query = {"first": date(2026, 10, 1), "last": today}
    fee: wire.RewardFee = desk.call(operations.REWARD_FEE, {**query, "grain": "month"})
    paid: Counter[tuple[str, str, int]] = Counter()
    for each in books.counted(lambda each: each.approved):
        assert each.answered_on is not None
        paid[f"{each.answered_on:%Y-%m}", each.campaign, price_on(each.campaign, each.answered_on)] += 1
    told = {(f"{line.first:%Y-%m}", line.campaign_id, line.unit_price): line.approved for line in fee.lines}
    assert told == paid
    assert fee.yen == sum(price * count for (_, _, price), count in paid.items())
    assert (fee.approved, fee.listing_yen) == (paid.total(), 0)
    for code in (ONE, OTHER):
        alone: wire.RewardFee = desk.call(operations.REWARD_FEE, {**query, "grain": "day", "campaign_id": code})
        assert alone.approved == sum(count for (_, own, _), count in paid.items() if own == code)
        refused = [each for each in books.counted(is_refused) if each.campaign == code]
        assert sum(period.refused for period in alone.periods) == len(refused)
    bill: wire.ReportAnswer = desk.call(operations.REPORT, {**query, "by": "month"}, report="usage")
    assert {*bill.values["issued"], *bill.values["billable"], *bill.values["yen"]} == {0}, "miles of rewards are billed"


def compare_what_lies_behind(desk: Desk, books: Books, today: date) -> None:
    """The registrations behind the figures, page and list, and the list of registrations itself."""
    days = {"first": date(2026, 11, 1), "last": today}
    kinds: list[tuple[str, str, Callable[[Registered], bool]]] = [
        ("reward_funnel", "completed", lambda _: True),
        ("reward_fee", "approved", lambda each: each.approved),
        ("reward_fee", "refused", is_refused),
    ]
    for report, column, is_behind in kinds:
        behind = {each.code for each in books.counted(is_behind)}
        query = {**days, "column": column}
        page: wire.EntryPage = desk.call(operations.REPORT_ENTRIES, {**query, "size": 100}, report=report)
        assert page.total == len(behind)
        if page.total <= 100:
            assert {entry.reward_code for entry in page.items} == behind
        raw: bytes = desk.call(operations.ENTRIES_LIST, query, report=report)
        lines = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
        assert {line["登録ID"] for line in lines} == behind
        assert len(lines) == len(behind)
    listed = desk.call(operations.SEARCH_REWARD_REGISTRATIONS, {"results": ["approved"], "size": 100})
    assert listed.total == sum(each.approved for each in books.made.values()), "with test members"


def test_funnel_and_fee_are_what_was_done(
    portal: PortalOnLine, desk: Desk, netmile: Desk, business_clock: SetClock
) -> None:
    period = Period(FIRST, LAST + 60 * DAY)
    for code in (ONE, OTHER):
        settings = msgspec.structs.replace(SETTINGS, unit_price=PRICES[code][0][1])
        add_reward(portal.database, code=code, campaign_period=period, issuance_period=period, reward=settings)
        for since, yen in PRICES[code][1:]:
            new_price(portal, since, yen, code=code)
    flags = wire.MemberFlags(address=f"member{TEST_MEMBER:05d}@example.jp", test=True)
    netmile.call(operations.FLAG_MEMBER, body=flags)
    books, chance = Books(portal, desk, business_clock), random.Random(1)
    today = FIRST
    while today <= LAST:
        for hour, deed in ((1, books.register), (8, books.visit), (13, books.answer), (23, books.register)):
            business_clock.now = datetime.combine(today, time(hour, 59, 59), JAPAN)
            portal.worker.run_until_idle()
            deed(today)
        compare(desk, books, today)
        today += chance.randint(4, 12) * DAY
    assert any(each.test and each.approved for each in books.made.values())
    late = books.counted(lambda each: each.approved and (each.answered_on or LAST).month != each.on.month)
    assert late, "nobody was approved in another month than registered"
    assert len({price_on(ONE, each.answered_on or LAST) for each in books.counted(lambda each: each.approved)}) == 2
