"""What issued miles cost the merchant (guide L236, L763)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

MILES_PER_RATE = 1000


def yen(miles: int, yen_per_1000_miles: int) -> int:
    """Miles times the site's contract rate, without tax, fractions of a yen cut off."""
    return miles * yen_per_1000_miles // MILES_PER_RATE


@dataclass(frozen=True, slots=True)
class Rate:
    """Whole yen per 1,000 miles from a day on."""

    from_on: date
    yen_per_1000_miles: int


def rate_of(rates: Sequence[Rate], day: date) -> int:
    """The contract rate of a day, rates in the order of their days; 0 before the first contract."""
    found = 0
    for rate in rates:
        if rate.from_on > day:
            break
        found = rate.yen_per_1000_miles
    return found


@dataclass(frozen=True, slots=True)
class Carried:
    """What a month hands on to the next: nothing, or what was cancelled beyond what was issued."""

    miles: int = 0
    """Never positive."""
    credit: int = 0
    """The same in thousandths of a yen, at the rates of the days of cancellation; never positive."""


NOTHING_CARRIED = Carried()


@dataclass(frozen=True, slots=True)
class Bill:
    """A month's bill. Cancellations count in the month in which they take effect."""

    issued: int
    cancelled: int
    """取消マイル."""
    carried: int
    """繰越マイル: cancelled in earlier months and not yet deducted; never positive."""
    yen: int
    """Without tax, rounded down once a month; never negative."""
    next: Carried

    @property
    def billable(self) -> int:
        """課金対象マイル; where it is negative, nothing is charged and it is carried on."""
        return self.issued - self.cancelled + self.carried


def bill(issued: int, cancelled: int, worth: int, carried: Carried) -> Bill:
    """Make up a month's bill.

    Args:
        worth: What was issued less what was cancelled, each day's miles times that day's rate: thousandths of a yen.
        carried: What the month before handed on.
    """
    miles, value = issued - cancelled + carried.miles, worth + carried.credit
    return Bill(
        issued=issued,
        cancelled=cancelled,
        carried=carried.miles,
        yen=max(value, 0) // MILES_PER_RATE,
        next=Carried(min(miles, 0), min(value, 0)),
    )
