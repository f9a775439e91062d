"""Slips are flagged, and an ordinary month is not."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from netmile_desktop.domain.reports.odd_amounts import Odd, OddKind, is_round, odd_amounts


def usual(seed: int, rows: int = 100, spread: float = 0.4) -> Counter[int]:
    chance = random.Random(seed)
    return Counter(int(chance.lognormvariate(3.4, spread)) + 1 for _ in range(rows))


PAST = usual(1, 20_000)
"""A shop whose members are given some 30 miles each."""

TYPICAL = 30


def kinds(rows: Counter[int]) -> set[OddKind]:
    return {odd.kind for odd in odd_amounts(rows, PAST)}


def test_ten_times_the_usual_is_flagged() -> None:
    [odd] = odd_amounts(usual(2) + Counter([400]), PAST)
    assert odd == Odd(OddKind.TEN_TIMES, 400, TYPICAL, 1)


def test_a_file_of_one_and_the_same_amount_is_flagged() -> None:
    assert list(odd_amounts(Counter({37: 60}), PAST)) == [Odd(OddKind.ALL_EQUAL, 37, TYPICAL, 60)]
    assert kinds(Counter({37: 5})) == set()


def test_a_spike_of_one_round_amount_is_flagged() -> None:
    [odd] = odd_amounts(usual(3, 200) + Counter({100: 50}), PAST)
    assert odd == Odd(OddKind.ROUND, 100, TYPICAL, 50)


def test_what_was_always_so_is_not_odd() -> None:
    always = Counter({100: 5_000, 200: 3_000, 500: 2_000})
    assert list(odd_amounts(Counter({100: 60, 200: 30, 500: 25}), always)) == []
    assert list(odd_amounts(Counter({100: 60}), Counter({100: 900, 200: 100}))) == []


def test_without_a_past_nothing_is_odd() -> None:
    assert list(odd_amounts(Counter({5_000: 100}), Counter({10: 49}))) == []


@pytest.mark.parametrize("spread", [0.2, 0.4, 0.9])
def test_an_ordinary_month_raises_fewer_than_one_false_alarm_per_ten_thousand_rows(spread: float) -> None:
    past = usual(99, 20_000, spread)
    months = [usual(seed, 1_000, spread) for seed in range(40)]
    alarms = sum(odd.rows for month in months for odd in odd_amounts(month, past))
    assert alarms < 40_000 / 10_000


@pytest.mark.parametrize(("miles", "expected"), [(100, True), (5_000, True), (90, False), (110, False), (1_050, False)])
def test_round_means_one_digit_and_zeros(miles: int, *, expected: bool) -> None:
    assert is_round(miles) is expected
