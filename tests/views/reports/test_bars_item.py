"""What is known of many bars without looking at each of them."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QTransform

from netmile_desktop.domain.reports.figures import known
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.reports.charts.bars import Bars, Series
from netmile_desktop.views.reports.charts.bars_item import BarsItem


def bars(count: int, seed: int, *, is_stacked: bool) -> Bars:
    chance = random.Random(seed)
    series = [
        Series(f"{n}", QColor("red"), tuple(chance.randint(-900, 5_000) for _ in range(count)), None, n == 2)
        for n in range(3)
    ]
    return Bars(tuple(map(str, range(count))), tuple(series), is_stacked)


@pytest.mark.parametrize("is_stacked", [False, True])
@pytest.mark.parametrize("count", [0, 1, 511, 512, 513, 3_000])
def test_the_span_of_any_part_is_that_of_its_bars(theme: Theme, count: int, *, is_stacked: bool) -> None:
    item = BarsItem(theme, QRectF)
    shown = bars(count, count, is_stacked=is_stacked)
    item.show_bars(shown)
    chance = random.Random(1)
    for _ in range(40):
        first = chance.randrange(-2, count + 1)
        last = chance.randrange(max(first, 0), count + 2)
        reached = [0]
        for at in range(max(first, 0), min(last + 1, count)):
            own = [known(each.values)[at] for each in shown.columns]
            before = [known(each.values)[at] for each in shown.series if each.is_previous]
            sides = [sum(n for n in own if n > 0), sum(n for n in own if n < 0)]
            reached += (sides if is_stacked else own) + before
        assert item.span(first, last) == (min(reached), max(reached))


def test_where_bars_are_narrower_than_pixels_the_highest_of_each_few_is_drawn(theme: Theme) -> None:
    item = BarsItem(theme, QRectF)
    shown = bars(1_003, 5, is_stacked=False)
    item.show_bars(shown)
    to_pixels = QTransform.fromScale(0.2, -0.1)
    drawn, each = item._in_sight(to_pixels, QRectF(0, -500, 1_003 * 0.2, 500))
    assert each == 10
    height = [sum(abs(known(one.values)[at]) for one in shown.columns) for at in range(1_003)]
    parts = [range(start, min(start + 10, 1_003)) for start in range(0, 1_003, 10)]
    assert drawn.tolist() == [max(part, key=lambda at: (height[at], -at)) for part in parts]
