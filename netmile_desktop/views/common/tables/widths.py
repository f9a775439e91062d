"""The widths of a table's columns: measured from what is shown, shared by weight, kept where a person chose them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot

from netmile_desktop.views.common.labels import badge_size
from netmile_desktop.views.common.tables.delegate import METER, METER_GAP
from netmile_desktop.views.common.tables.header import PADDING, SIGN, SIGN_GAP
from netmile_desktop.views.common.tables.table import Cell, TableColumn, badge_of
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.window_state import WindowState

if TYPE_CHECKING:
    from netmile_desktop.views.common.tables.row_view import RowView

_FLOOR = 44
_WIDE = 280
"""Ideal width at most, where a column names none."""
_WIDEST = 560
"""The same of a column that takes slack."""
_SHORT = 88
"""A heading up to this width, such as 「マイル数」, is cut as late as its cells."""
_STEP = 8
"""Widths are measured in steps, so that columns do not move whenever a figure in them does."""
_LOOKED_AT = 200
"""Records that are measured."""
_MEASURED = 3
"""Texts of a column that are measured: of the longest, the widest is not always the first."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a column asks for, in pixels: floor <= least <= kept <= ideal <= most."""

    floor: int
    """Below it nothing can be told any more: rather than that, the table scrolls sideways."""
    least: int
    """Its cells can be read down to this width; a heading may have to be cut."""
    kept: int
    """It gives up to here before any other has to give more: texts do so, which are long now and then."""
    ideal: int
    most: int
    weight: int = 0
    """Share of the slack, up to `most`."""
    is_empty: bool = False
    """Has no text on the whole page: gives before all others."""
    is_chosen: bool = False
    """A person gave it its width: it neither takes nor gives while others can."""


def shared(room: int, wishes: Sequence[Wish]) -> list[int]:
    """Return the widths of columns, which add up to `room`; less only if all are chosen, more only at their floors."""
    widths = [wish.ideal for wish in wishes]
    slack = room - sum(widths)
    if slack >= 0:
        return _with_slack(widths, slack, wishes)
    for bound in _BOUNDS:
        gives = [max(width - bound(wish), 0) for width, wish in zip(widths, wishes, strict=True)]
        short = min(sum(widths) - room, sum(gives))
        widths = [width - part for width, part in zip(widths, _parts(short, gives), strict=True)]
    return widths


_BOUNDS: tuple[Callable[[Wish], int], ...] = (
    lambda wish: wish.floor if wish.is_empty else wish.ideal,
    lambda wish: wish.kept,
    lambda wish: wish.least,
    lambda wish: wish.floor if wish.weight else wish.least,
    lambda wish: wish.floor if not wish.is_chosen else wish.ideal,
    lambda wish: wish.floor,
)
"""How narrow a column may become, in the order in which they have to."""


def _with_slack(widths: list[int], slack: int, wishes: Sequence[Wish]) -> list[int]:
    while slack:
        free = [
            wish.weight if width < wish.most and not wish.is_chosen else 0
            for width, wish in zip(widths, wishes, strict=True)
        ]
        if not any(free):
            break
        parts = [
            min(part, max(wish.most - width, 0))
            for part, width, wish in zip(_parts(slack, free), widths, wishes, strict=True)
        ]
        widths = [width + part for width, part in zip(widths, parts, strict=True)]
        slack -= sum(parts)
    # Beyond all that is wanted, evenly: a gap between two columns is not where all of it belongs.
    even = [0 if wish.is_chosen or wish.most == wish.floor else wish.ideal for wish in wishes]
    return [width + part for width, part in zip(widths, _parts(slack if any(even) else 0, even), strict=True)]


def _parts(amount: int, shares: Sequence[int]) -> list[int]:
    """Cut a whole number in proportion to shares, without a rest; none exceeds its share if all do not."""
    total, parts, passed = sum(shares), [], 0
    for share in shares:
        before = amount * passed // total if total else 0
        passed += share
        parts.append((amount * passed // total if total else 0) - before)
    return parts


class SharedWidths(QObject):
    """Shares the width of a table among its columns. A table of which no column takes slack is left to its owner."""

    def __init__(
        self, table: RowView, columns: Sequence[TableColumn[Any]], theme: Theme, name: str, memory: WindowState | None
    ) -> None:
        """With `name` and `memory` the widths that a person gives are remembered."""
        super().__init__(table)
        self._table, self._columns, self._theme = table, list(columns), theme
        self._name, self._memory = name, memory if name else None
        self._chosen = self._memory.widths(name) if self._memory is not None else {}
        self._is_sharing = any(column.stretch or column.weight for column in columns)
        self._is_fitting = False
        self._contents = [0] * len(self._columns)
        """Width of the widest cell of each column, without records 0."""
        self._has_records = False
        header = table.horizontalHeader()
        for at, column in enumerate(self._columns):
            header.resizeSection(at, theme.pixels(self._chosen.get(column.key, column.width)))
        header.sectionResized.connect(self._on_section_resized)
        header.sectionHandleDoubleClicked.connect(self._on_handle_double_clicked)

    def measure(self, records: Sequence[Any]) -> None:
        """Take the room that other records need."""
        if self._is_sharing:
            self._has_records = bool(records)
            self._contents = [self._content(column, records[:_LOOKED_AT]) for column in self._columns]
            self.fit()

    @Slot()
    def fit(self) -> None:
        """Share the width of the table among the columns that are shown."""
        if not self._is_sharing or self._is_fitting:
            return
        shown = [at for at in range(len(self._columns)) if not self._table.isColumnHidden(at)]
        widths = shared(self._table.viewport().width(), [self._wish(at) for at in shown])
        header = self._table.horizontalHeader()
        self._is_fitting = True
        for at, width in zip(shown, widths, strict=True):
            header.resizeSection(at, width)
        self._is_fitting = False

    @Slot()
    def forget(self) -> None:
        """Take back all widths that a person gave."""
        self._chosen.clear()
        self._remember()
        self.fit()

    @property
    def has_chosen(self) -> bool:
        """Whether a person gave any column its width."""
        return bool(self._chosen)

    def _wish(self, at: int) -> Wish:
        column, pixels = self._columns[at], self._theme.pixels
        content, own = self._contents[at], pixels(column.width)
        narrowest = self._table.horizontalHeader().minimumSectionSize()
        weight = column.weight or int(column.stretch)
        most = pixels(column.most or (_WIDEST if weight else max(_WIDE, column.width)))
        wanted = max(self._heading(at), content if self._has_records else own, pixels(column.least))
        ideal = max(min(wanted, most), narrowest)
        floor = max(min(pixels(min(column.width, _FLOOR * (1 + bool(weight)))), ideal), narrowest)
        if column.key in self._chosen:
            chosen = max(pixels(self._chosen[column.key]), narrowest)
            return Wish(min(floor, chosen), chosen, chosen, chosen, chosen, is_chosen=True)
        least = pixels(column.least) or (content if column.right else min(content or ideal, own))
        least = max(min(max(least, min(self._heading(at), pixels(_SHORT))), ideal), floor)
        kept = least if weight or content > least else ideal
        if self._has_records and not content and column.most != column.width:
            floor = max(min(pixels(min(column.width, _FLOOR)), ideal), narrowest)
            return Wish(floor, floor, ideal, ideal, ideal, is_empty=True)
        return Wish(floor, least, kept, ideal, max(ideal, min(most, ideal * 3 // 2)) if weight else ideal, weight)

    def _heading(self, at: int) -> int:
        title = self._columns[at].title
        sign = SIGN + SIGN_GAP if self._columns[at].sort or self._columns[at].order else 0
        return self._theme.metrics().horizontalAdvance(title) + sign + 2 * PADDING if title else 2 * PADDING

    def _content(self, column: TableColumn[Any], records: Sequence[Any]) -> int:
        """Return the width of the widest cell of a column, measuring only those that may be it."""
        texts = {column.text(record): record for record in records}
        texts.pop("", None)
        if not texts:
            return 0
        # A letter that takes more than a byte is mostly twice as wide as one that does not.
        longest = sorted(texts, key=lambda text: len(text) + len(text.encode()), reverse=True)[:_MEASURED]
        advance = self._theme.metrics().horizontalAdvance
        wide = max(map(advance, longest))
        if column.cell is Cell.BADGE:
            badges = [badge_of(column, record) for record in texts.values()]
            has_icon = any(badge is not None and badge[1] for badge in badges)
            if any(badges):
                wide = max(badge_size(self._theme, text, has_icon).width() for text in longest)
        if column.share is not None:
            wide += self._theme.pixels(METER) + self._theme.pixels(METER_GAP)
        return -(-(wide + 2 * PADDING) // _STEP) * _STEP

    @Slot(int, int, int)
    def _on_section_resized(self, at: int, old: int, new: int) -> None:
        # A column that is hidden or shown is told as one of no width before or after.
        if self._is_fitting or not (old and new) or not self._is_sharing:
            return
        self._chosen[self._columns[at].key] = round(new * 100 / self._theme.scale)
        self._remember()
        self.fit()

    @Slot(int)
    def _on_handle_double_clicked(self, at: int) -> None:
        if self._chosen.pop(self._columns[at].key, None) is not None:
            self._remember()
            self.fit()

    def _remember(self) -> None:
        if self._memory is not None:
            self._memory.put_widths(self._name, self._chosen)
