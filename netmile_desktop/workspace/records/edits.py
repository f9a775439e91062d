"""A clerk's changes to a batch: small records on top of rows that stay as they are in the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import msgspec

from netmile_desktop.domain.rows.records import OUTER_SPACES
from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.names import legible


class EditKind(StrEnum):
    """What one edit does to one row."""

    CELL = "cell"
    EXCLUDE = "exclude"
    """With a text if the row was closed: why it will not be issued."""
    INCLUDE = "include"
    INSERT = "insert"
    REMOVE = "remove"
    """Reverts an insertion; never stored."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of one row; `column` is set only if a cell is written."""

    row_id: int
    kind: EditKind
    column: Column | None = None
    text: str = ""


class Insertion(msgspec.Struct, frozen=True, array_like=True):
    """The text of an INSERT: the position of the row, counted from 0, and its cells."""

    position: int
    address: str = ""
    key: str = ""
    miles: str = ""


Step = tuple[Edit, ...]
"""Edits that are done, undone and redone together."""


def as_typed(text: str) -> str:
    """Return a cell as it is kept: trimmed like the cells of a file, with lone surrogates replaced."""
    return legible(text).strip(OUTER_SPACES)


class Editable(Protocol):
    """Rows that steps are applied to."""

    def apply(self, step: Step) -> Step:
        """Apply a step; return the one that reverts it."""


class UndoStack:
    """The steps of a batch up to its current position, and undone ones that can still be redone."""

    def __init__(self, rows: Editable, steps: Sequence[Step], position: int) -> None:
        """Apply the first `position` steps to the rows."""
        self._rows = rows
        self._steps = list(steps)
        self._backward = [rows.apply(step) for step in self._steps[:position]]

    @property
    def position(self) -> int:
        """Number of steps in force."""
        return len(self._backward)

    @property
    def can_undo(self) -> bool:
        return bool(self._backward)

    @property
    def can_redo(self) -> bool:
        return self.position < len(self._steps)

    @property
    def step_sizes(self) -> tuple[int, int]:
        """Number of edits in the last step in force, and in the next one."""
        return len(self._backward[-1]) if self._backward else 0, len(self._steps[self.position]) if self.can_redo else 0

    def add(self, step: Step, backward: Step) -> None:
        """Note a step that was applied and `backward`, which reverts it; undone steps can no longer be redone."""
        del self._steps[self.position :]
        self._steps.append(step)
        self._backward.append(backward)

    def undo(self) -> Step:
        """Revert the last step; return it."""
        self._rows.apply(self._backward.pop())
        return self._steps[self.position]

    def redo(self) -> Step:
        """Apply the next step again; return it."""
        step = self._steps[self.position]
        self._backward.append(self._rows.apply(step))
        return step
