"""The colours of bars on the screen, told apart by colour-blind readers and by hatching as well."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.reports.charts.bars import Bars
from netmile_desktop.workspace.reports.workbook import BELOW, COLOURS

_ON_DARK = ("#5AA9F5", "#E69F00", "#2BB98E", "#DB8FBB", "#A8DCF7", "#FF8A4C", "#A79CEB", "#8593A3")
_BELOW_ON_DARK = "#C9A24A"

_HATCHES = (
    Qt.BrushStyle.NoBrush,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.HorPattern,
    Qt.BrushStyle.FDiagPattern,
    Qt.BrushStyle.VerPattern,
    Qt.BrushStyle.DiagCrossPattern,
    Qt.BrushStyle.CrossPattern,
    Qt.BrushStyle.Dense6Pattern,
)


def bar_colour(theme: Theme, number: int) -> QColor:
    """The colour of the bars of a number, from 0; the same order as in files, brighter on dark ground."""
    colours = _ON_DARK if theme.is_dark else COLOURS
    return QColor(colours[number % len(colours)])


def below_colour(theme: Theme) -> QColor:
    """The colour of bars that hang below the axis."""
    return QColor(_BELOW_ON_DARK if theme.is_dark else BELOW)


def numbers_of(bars: Bars) -> list[int]:
    """The number of the colour of each series: -1 for the period before, -2 for what hangs below the axis."""
    found, following = [], 0
    for each in bars.series:
        found.append(-1 if each.is_previous else -2 if each.is_below else following)
        following += found[-1] >= 0
    return found


def colour_of(theme: Theme, number: int) -> QColor:
    """The colour for a number of `numbers_of`."""
    if number < 0:
        return below_colour(theme) if number == -2 else theme.colour("ghost")
    return bar_colour(theme, number)


def bar_hatch(number: int) -> Qt.BrushStyle:
    """What is drawn over the colour, so that it is not the only sign."""
    if number < 0:
        return Qt.BrushStyle.NoBrush
    return _HATCHES[number % len(_HATCHES)]
