"""The selection of a table as blocks, because asking Qt for a million single cells is slow."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtWidgets import QAbstractItemView

from netmile_desktop.views.common.tables.table_view import selected_ranges


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle of cells."""

    rows: range
    columns: range


@dataclass(frozen=True, slots=True)
class Selection:
    """Blocks that do not overlap."""

    blocks: tuple[Block, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.blocks)

    @classmethod
    def of(cls, view: QAbstractItemView) -> Selection:
        """Return the current selection of a view."""
        return cls(
            tuple(
                Block(range(each.top(), each.bottom() + 1), range(each.left(), each.right() + 1))
                for each in selected_ranges(view)
            )
        )

    @classmethod
    def of_cell(cls, row: int, column: int) -> Selection:
        return cls((Block(range(row, row + 1), range(column, column + 1)),))

    def within(self, columns: Collection[int]) -> Selection:
        """Return the part within some adjacent columns."""
        left, right = min(columns), max(columns) + 1
        kept = (
            Block(each.rows, range(max(each.columns.start, left), min(each.columns.stop, right)))
            for each in self.blocks
        )
        return Selection(tuple(each for each in kept if each.columns))

    def below(self, row: int) -> Selection:
        """Return the part below a row."""
        kept = (Block(range(max(each.rows.start, row + 1), each.rows.stop), each.columns) for each in self.blocks)
        return Selection(tuple(each for each in kept if each.rows))

    def rows(self) -> list[range]:
        """Return the rows touched, as separate spans from top to bottom."""
        spans: list[range] = []
        for each in sorted((block.rows for block in self.blocks), key=lambda rows: rows.start):
            if spans and each.start <= spans[-1].stop:
                spans[-1] = range(spans[-1].start, max(spans[-1].stop, each.stop))
            else:
                spans.append(each)
        return spans

    def columns(self) -> range:
        """Return the columns from the leftmost to the rightmost one."""
        if not self.blocks:
            return range(0)
        return range(min(each.columns.start for each in self.blocks), max(each.columns.stop for each in self.blocks))

    def chosen(self, row: int) -> set[int]:
        """Return the columns selected in a row."""
        return {column for each in self.blocks if row in each.rows for column in each.columns}

    @property
    def row_count(self) -> int:
        return sum(len(rows) for rows in self.rows())

    @property
    def cell_count(self) -> int:
        return sum(len(each.rows) * len(each.columns) for each in self.blocks)
