"""How wide the columns of a preview are by their content, and how narrow they can be."""

from __future__ import annotations

from netmile_desktop.domain.tables.table import ColumnRole, FileColumn
from netmile_desktop.views.batch.importing.table.heads import Heads
from netmile_desktop.views.batch.importing.table.lines import LineKind
from netmile_desktop.views.batch.importing.table.preview_cells import PreviewCells
from netmile_desktop.views.batch.importing.table.preview_model import PreviewModel, is_sent
from netmile_desktop.views.batch.importing.table.widths import Need
from netmile_desktop.views.common.tables.header import PADDING
from netmile_desktop.views.look.theme import Theme

_MEASURED = 60
"""Lines by which the widths of columns are measured."""
_WIDEST = {True: 260, False: 140}
"""Most pixels of a column by its content, before scaling, by whether it is sent."""
_NARROWEST = {True: 76, False: 84}
_FOLD = 112
_KEY_SIGN = 22
_EYE = 15


class Measures:
    """Measures what is shown just now."""

    def __init__(self, model: PreviewModel, heads: Heads, painter: PreviewCells, theme: Theme) -> None:
        self._model, self._heads, self._painter, self._theme = model, heads, painter, theme

    def numbers(self) -> int:
        """Return the width of the row numbers, with room for the sign of hidden rows if there are any."""
        lines, look = self._model.lines, self._model.look
        texts = [self._model.number(line) for line in (*lines[:_MEASURED], *lines[-_MEASURED:])]
        wide = max(map(self._theme.metrics().horizontalAdvance, texts), default=0)
        sign = self._theme.pixels(_EYE + 6) if look is not None and look.table.hidden_rows else 0
        return max(wide + sign + 2 * PADDING + 4, self._theme.pixels(48))

    def fold(self) -> Need:
        """Return what the column needs that stands for all folded ones."""
        return Need(self._theme.pixels(84), self._theme.pixels(_FOLD))

    def need(self, column: FileColumn) -> Need:
        """Return what a column needs."""
        model, is_taken = self._model, is_sent(column)
        kind = "fixed" if column.role is ColumnRole.KEY else "plain"
        lines = [line for line in model.lines if line.kind not in (LineKind.LEFT_OUT, LineKind.FOLD)][:_MEASURED]
        wide = max((self._painter.width(model.cell(line, column), kind) for line in lines), default=0) + 2 * PADDING + 4
        if column.role is ColumnRole.KEY and model.shown_numbers:
            wide += self._theme.pixels(_KEY_SIGN)
        evidence = self._heads.evidence_width(column)
        least = max(self._heads.least_width(column), self._theme.pixels(_NARROWEST[is_taken]))
        if column.doubted is not None and column.role is None:
            least = max(least, evidence)
        ideal = max(min(max(wide, evidence), self._theme.pixels(_WIDEST[is_taken])), least)
        floor = max(min(wide, self._theme.pixels(200)), least) if is_taken else least
        return Need(min(floor, ideal), ideal, column.role is ColumnRole.ADDRESS)
