"""The guide's sentences as a small calendar of their own: last days, the night of the history, the month's bill.

Nothing here comes from the program. Days are found by trying one after the other, so that a rule that is wrong in the
program is not wrong here in the same way. L is a line of the guide.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)

ISSUE_DAYS = (
    *(date(2026, 11, 29), date(2026, 11, 30), date(2026, 12, 1)),
    *(date(2027, 1, 30), date(2027, 1, 31), date(2027, 2, 1), date(2027, 2, 28)),
    *(date(2027, 3, 1), date(2027, 3, 31), date(2027, 5, 31), date(2027, 8, 31), date(2027, 11, 30)),
    *(date(2028, 1, 31), date(2028, 2, 1), date(2028, 2, 28), date(2028, 2, 29)),
)
"""Days around which three months are longer or shorter than 90 days, in a common and in a leap year."""

AT_ONCE, REQUEST = "at_once", "request"

_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def three_months_after(day: date) -> date:
    """The day on which three months have passed (L689); where a month has no such day, its last."""
    year, month = (day.year, day.month + 3) if day.month <= 9 else (day.year + 1, day.month - 9)
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return date(year, month, min(day.day, 29 if is_leap and month == 2 else _LENGTHS[month - 1]))


def way_back(issued_on: date, delay: int, today: date) -> str:
    """How miles can be taken back on a day, where nobody has tried before: `AT_ONCE`, `REQUEST` or not at all."""
    passed = (today - issued_on).days
    if passed > 90:  # 「マイル発行後 90 日以内であれば可能です」 (L806)
        return ""
    if passed < delay:  # 「保留」であればすぐに取消が可能 (L687), from 「マイル発行から〇日後に振込む」 (L398)
        return AT_ONCE
    if today >= three_months_after(
        issued_on
    ):  # 「マイル発行後3ヶ月以上が経過した場合 … 取り消すことができません」 (L689)
        return ""
    return REQUEST  # 「有効」の場合は取消申請を行なう必要があります (L687)


def last_day(issued_on: date, delay: int) -> date:
    """The last day on which there is a way back."""
    return max(
        today for today in (issued_on + passed * DAY for passed in range(101)) if way_back(issued_on, delay, today)
    )


def cause_of_being_late(issued_on: date) -> str:
    """The limit that comes first."""
    return "P-3M" if three_months_after(issued_on) <= issued_on + 90 * DAY else "P-90D"


@dataclass(slots=True)
class Mile:
    """Miles of one issue, and what has become of them."""

    issue_id: str
    issued_on: date
    delay: int
    miles: int
    test: bool = False
    cancelled: bool = False
    requested: bool = False
    """A request was made and is not decided. It ends by itself after the last day."""

    def waits(self, today: date) -> bool:
        return self.requested and today <= last_day(self.issued_on, self.delay)

    def live_state(self, today: date) -> str:
        if self.cancelled:
            return "cancelled"
        if self.waits(today):
            return "requested"
        return "pending" if today < self.issued_on + self.delay * DAY else "valid"

    def answer(self, today: date) -> tuple[str | None, str | None]:
        """How it can be taken back, or the cause why not."""
        if self.cancelled:
            return None, "P-STATE"
        if self.waits(today):
            return None, "P-REQUESTED"
        way = way_back(self.issued_on, self.delay, today)
        return (way, None) if way else (None, cause_of_being_late(self.issued_on))


@dataclass(frozen=True, slots=True)
class Act:
    """Miles issued, or taken back, on a day."""

    on: date
    miles: int
    is_cancelling: bool = False
    test: bool = False


@dataclass(frozen=True, slots=True)
class Bill:
    """A month of 利用状況."""

    issued: int
    cancelled: int
    carried: int
    billable: int
    yen: int


def bills(acts: Iterable[Act], rates: Sequence[tuple[date, int]], months: Sequence[tuple[int, int]]) -> list[Bill]:
    """The bills of consecutive months, given as years and months; rates are yen per 1,000 miles from a day on.

    「累計した取消マイル数は、月末の請求マイル算出時に減算処理されます」 (L763): in the month of the cancellation. What
    cannot be deducted is deducted from the next month. Test members are left out (L810).
    """
    counted = [act for act in acts if not act.test]
    found: list[Bill] = []
    owed_miles = owed_value = 0
    for year, month in months:
        own = [act for act in counted if (act.on.year, act.on.month) == (year, month)]
        issued = sum(act.miles for act in own if not act.is_cancelling)
        cancelled = sum(act.miles for act in own if act.is_cancelling)
        value = owed_value
        for act in own:
            rate = [yen for since, yen in rates if since <= act.on][-1]
            value += (-act.miles if act.is_cancelling else act.miles) * rate
        billable = issued - cancelled + owed_miles
        found.append(Bill(issued, cancelled, owed_miles, billable, value // 1000 if value > 0 else 0))
        owed_miles, owed_value = (billable if billable < 0 else 0), (value if value < 0 else 0)
    return found
