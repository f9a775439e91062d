"""The small charts that stand beside figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QColor, QHelpEvent, QImage, QPainter
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from netmile_desktop.domain.language import Language
from netmile_desktop.views.common.charts.changes import change_words
from netmile_desktop.views.common.charts.day_bars import DayBars, Days
from netmile_desktop.views.common.labels import paint_meter
from netmile_desktop.views.look.theme import Theme

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def chart(theme: Theme, shown: Show) -> DayBars:
    chart = DayBars(theme, Language.JAPANESE)
    shown(chart)
    chart.resize(400, 120)
    return chart


def colours(chart: DayBars) -> dict[str, int]:
    QApplication.processEvents()
    picture = chart.grab().toImage()
    found = [picture.pixelColor(x, y).name() for x in range(60, picture.width()) for y in range(picture.height() - 30)]
    return {name: found.count(chart._theme.colour(name).name()) for name in ("accent", "ghost")}


def test_a_day_is_a_bar_before_that_of_the_period_before(chart: DayBars) -> None:
    chart.show_days(Days(date(2026, 11, 1), (0, 500, 1000), (1000, 1000, 0)))
    both = colours(chart)
    assert both["accent"] > 0
    assert both["ghost"] > 0
    chart.show_days(Days(date(2026, 11, 1), (0, 500, 1000), (1000, 1000, 0), running=2))
    assert colours(chart)["accent"] < both["accent"], "a day that is not over is outlined"
    chart.show_days(Days(date(2026, 11, 1), (None, 0, 0), (0, 0)))
    assert colours(chart) == {"accent": 0, "ghost": 0}


def test_the_day_under_the_pointer_is_told(chart: DayBars, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, text, _widget: told.append(text))
    days = Days(date(2026, 11, 1), tuple(range(10)), tuple(range(20, 25)))
    chart.show_days(days, "", lambda day, own, before: f"{day} {own} {before}")
    places = [next(x for x in range(chart.width()) if chart.day_at(x) == at) for at in (0, 4, 9)]
    for x in places:
        QApplication.sendEvent(chart, QHelpEvent(QHelpEvent.Type.ToolTip, QPoint(x, 40), QPoint(x, 40)))
    assert told == ["2026-11-01 0 20", "2026-11-05 4 24", "2026-11-10 9 None"]
    assert chart.day_at(-5) == -1


def test_a_chart_without_anything_says_so(chart: DayBars) -> None:
    chart.show_days(Days(date(2026, 11, 1), (0, 0), ()), "Nothing was issued")
    QApplication.processEvents()
    empty = chart.grab().toImage()
    chart.show_days(Days(date(2026, 11, 1), (0, 0), ()))
    QApplication.processEvents()
    assert chart.grab().toImage() != empty


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [(116, 100, "▲ 16.0 %"), (50, 100, "▼ 50.0 %"), (100, 100, "± 0.0 %"), (0, 7, "▼ 100.0 %")],
)
def test_a_change_has_a_direction_and_no_colour(now: int, before: int, said: str) -> None:
    assert change_words(now, before) == said


def test_against_nothing_there_is_no_change() -> None:
    with pytest.raises(ValueError, match="nothing"):
        change_words(5, 0)


def test_a_meter_is_filled_by_shares_and_never_overflows(theme: Theme) -> None:
    picture = QImage(200, 8, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    paint_meter(painter, theme, QRectF(0, 0, 200, 8), (0.5, 9.0), ("accent", "error"))
    painter.end()
    assert [picture.pixelColor(x, 4).name() for x in (50, 150)] == [
        theme.colour(name).name() for name in ("accent", "error")
    ]
