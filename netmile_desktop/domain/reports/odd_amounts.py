"""Amounts that look like a slip: ten times too much, one value in all rows, one round value far too often.

All of it works on how often each amount occurs, so it costs the same for a draft and for a year of issues.
Only campaigns with variable amounts can have odd ones.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

N = TypeVar("N", int, float)

Amounts = Mapping[int, int]
"""Number of rows by their miles."""

ENOUGH = 50
"""Past rows needed to know which amount is usual."""

MANY = 20
"""Rows of a file needed before equal amounts mean anything."""

TIMES = 10

_SPREADS = 4.5
"""Standard deviations off the usual amount; under four in a million normally distributed values exceed it."""

_USUALLY_EQUAL = 0.5
_SHARE = 0.1
_SURPRISE = 8.0
_NORMAL = 1.4826


class OddKind(StrEnum):
    """What looks odd."""

    TEN_TIMES = "ten_times"
    ALL_EQUAL = "all_equal"
    ROUND = "round"


@dataclass(frozen=True, slots=True)
class Odd:
    """The number of rows of a file with an amount that looks odd."""

    kind: OddKind
    miles: int
    typical: int
    """The median of the past amounts."""
    rows: int


def odd_amounts(rows: Amounts, past: Amounts) -> Iterator[Odd]:
    """What looks odd in a file, against what the campaign issued before it."""
    if sum(past.values()) < ENOUGH:
        return
    typical = _median(past)
    bound = high_bound(past)
    for miles in sorted(rows):
        if miles >= bound:
            yield Odd(OddKind.TEN_TIMES, miles, typical, rows[miles])
    total = sum(rows.values())
    if len(rows) == 1 and total >= MANY and _most_frequent_share(past) < _USUALLY_EQUAL:
        yield Odd(OddKind.ALL_EQUAL, next(iter(rows)), typical, total)
        return
    for miles in sorted(rows):
        if is_round(miles) and _is_spike(rows[miles], total, past.get(miles, 0), sum(past.values())):
            yield Odd(OddKind.ROUND, miles, typical, rows[miles])


def high_bound(past: Amounts) -> int:
    """From here on an amount is odd: ten times the middle one, and off the spread of the past as well."""
    typical = _median(past)
    deviations: dict[float, int] = {}
    for miles, count in past.items():
        off = abs(math.log(miles / typical))
        deviations[off] = deviations.get(off, 0) + count
    spread = _NORMAL * _median(deviations)
    return max(TIMES * typical, math.ceil(typical * math.exp(_SPREADS * spread)))


def is_round(miles: int) -> bool:
    """One digit and at least two zeros behind it, as somebody types who has no number at hand."""
    return miles >= 100 and miles % 10 ** (len(str(miles)) - 1) == 0


def _is_spike(count: int, total: int, count_before: int, total_before: int) -> bool:
    """Whether an amount comes far more often than the past lets expect."""
    if count < MANY or count < total * _SHARE:
        return False
    share = (count_before + 1) / (total_before + 2)
    expected = share * total
    return (count - expected) / math.sqrt(expected * (1 - share) + 1) > _SURPRISE


def _most_frequent_share(amounts: Amounts) -> float:
    return max(amounts.values()) / sum(amounts.values())


def _median(counted: Mapping[N, int]) -> N:
    """The value in the middle, of values with how often each occurs."""
    seen, half = 0, sum(counted.values()) / 2
    for value in sorted(counted):
        seen += counted[value]
        if seen >= half:
            return value
    raise ValueError("nothing was counted")
