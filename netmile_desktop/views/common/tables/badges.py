"""The room that badges take in a table: none is cut off, in whatever language its words are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHeaderView

from netmile_desktop.views.common.labels import BADGE_SIZE, badge_size
from netmile_desktop.views.common.tables.table import Cell, TableColumn
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.views.look.theme import Theme

_WIDEST = 280


class BadgeColumns:
    """Widens the badge columns of a table for the records shown, unless a person has given them a width."""

    def __init__(self, header: QHeaderView, columns: Sequence[TableColumn[Any]], theme: Theme, padding: int) -> None:
        """`padding` is the space at both sides of a cell, in pixels."""
        self._header, self._theme, self._padding = header, theme, padding
        self._columns = [(at, each) for at, each in enumerate(columns) if each.cell is Cell.BADGE and not each.stretch]
        self._given: dict[int, int] = {}
        """Width given here last, by column."""
        self.is_widening = False
        """Whether a width changes because of what is shown: nobody needs to remember it."""

    def make_room(self, records: Sequence[Any]) -> None:
        """Give each column the room of its widest badge, but at least its own width."""
        for at, column in self._columns:
            own = self._theme.pixels(column.width)
            if self._header.sectionSize(at) not in {own, self._given.get(at)}:
                continue  # a person's choice, or hidden
            self._given[at] = max(own, min(self._needed(column, records), self._theme.pixels(_WIDEST)))
            self.is_widening = True
            self._header.resizeSection(at, self._given[at])
            self.is_widening = False

    def _needed(self, column: TableColumn[Any], records: Sequence[Any]) -> int:
        badges = {(column.text(each), bool(badge_of(column, each)[1])) for each in records}
        widths = (badge_size(self._theme, text, has_icon).width() for text, has_icon in badges if text)
        return max(widths, default=0) + 2 * self._padding


def badge_of(column: TableColumn[Any], record: Any) -> tuple[Tone, str]:
    """Return tone and icon of a record's badge in a column."""
    return column.badge(record) if column.badge else (Tone.NEUTRAL, "")


def shortened(theme: Theme, text: str, has_icon: bool, room: int) -> str:
    """Return a badge's text as far as it fits into some pixels, with an ellipsis where it does not."""
    too_much = badge_size(theme, text, has_icon).width() - room
    if too_much <= 0:
        return text
    metrics = QFontMetrics(theme.font(BADGE_SIZE))
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, metrics.horizontalAdvance(text) - too_much)
