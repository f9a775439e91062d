"""Bars of figures that are not all known."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from netmile_desktop.domain.language import Language
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.reports.charts.bars import Bars, Series, paint_bars
from netmile_desktop.views.reports.charts.bars_item import BarsItem

BLUE, GREY = QColor("#0000FF"), QColor("#808080")


def bars(values: tuple[int | None, ...], before: tuple[int | None, ...]) -> Bars:
    labels = tuple(str(at) for at in range(len(values)))
    return Bars(labels, (Series("before", GREY, before, is_previous=True), Series("now", BLUE, values)), False)


def test_what_is_not_known_finds_no_room_and_is_not_drawn(theme: Theme) -> None:
    shown = bars((None, 40, None, 10), (None, None, 90, 90))
    assert shown.span() == (10, 90)
    picture = QImage(400, 200, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    paint_bars(painter, QRectF(0, 0, 400, 200), shown, Language.ENGLISH)
    painter.end()
    below = range(30, 182)  # without the names above
    blue = {x for x in range(60, 400) for y in below if picture.pixelColor(x, y) == BLUE}
    grey = {x for x in range(60, 400) for y in below if picture.pixelColor(x, y).name() == GREY.name()}
    assert blue
    assert min(blue) > 100, "the first bucket has no bar"
    assert all(x > 200 for x in grey), "the line begins where something is known"
    item = BarsItem(theme, QRectF)
    item.show_bars(shown)
    assert item.span(0, 3) == (0, 90)
    [before] = item._before
    assert np.flatnonzero(before).tolist() == [2, 3]
