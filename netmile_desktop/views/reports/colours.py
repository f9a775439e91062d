"""The colours of bars on the screen, told apart by colour-blind readers and by hatching as well."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from netmile_desktop.views.look.theme import Theme
from netmile_desktop.workspace.reports.workbook import COLOURS

_ON_DARK = ("#5AA9F5", "#F2B134", "#2BC492", "#E29AC4", "#A8DCF7", "#FF8A4C", "#A79CEB", "#B5B5B5")

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


def bar_hatch(number: int) -> Qt.BrushStyle:
    """What is drawn over the colour, so that it is not the only sign."""
    return _HATCHES[number % len(_HATCHES)]
