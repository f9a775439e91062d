"""What a clerk changed in a batch: small records laid over rows that stay as the file says them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import msgspec

from netmile_desktop.domain.records import OUTER_SPACES
from netmile_desktop.domain.rows import Column


class EditKind(StrEnum):
    """What one edit does to one row."""

    CELL = "cell"
    EXCLUDE = "exclude"
    """With a text where the row was closed: why it will not be issued."""
    INCLUDE = "include"
    INSERT = "insert"
    REMOVE = "remove"
    """Takes an insertion back; never kept."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of one row; `column` only where a cell is written."""

    row_id: int
    kind: EditKind
    column: Column | None = None
    text: str = ""


class Insertion(msgspec.Struct, frozen=True, array_like=True):
    """The text of an INSERT: where the row comes in, counted from 0, and its cells."""

    position: int
    address: str = ""
    key: str = ""
    miles: str = ""


Step = tuple[Edit, ...]
"""Edits that are done, undone and done again together."""


def as_typed(text: str) -> str:
    """A cell as it is kept: trimmed as cells of a file are, and without halves of characters."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.strip(OUTER_SPACES)


class Editable(Protocol):
    """What steps are done to."""

    def apply(self, step: Step) -> Step:
        """Do a step; returns the one that takes it back."""


class History:
    """The steps of a batch up to where it stands, and those undone that can still be done again."""

    def __init__(self, rows: Editable, steps: Sequence[Step], position: int) -> None:
        """Bring rows to `position` steps."""
        self._rows = rows
        self._steps = list(steps)
        self._backward = [rows.apply(step) for step in self._steps[:position]]

    @property
    def position(self) -> int:
        """So many steps are in force."""
        return len(self._backward)

    @property
    def can_undo(self) -> bool:
        return bool(self._backward)

    @property
    def can_redo(self) -> bool:
        return self.position < len(self._steps)

    @property
    def step_sizes(self) -> tuple[int, int]:
        """So many edits the last step in force has, and the next one."""
        return len(self._backward[-1]) if self._backward else 0, len(self._steps[self.position]) if self.can_redo else 0

    def add(self, step: Step, backward: Step) -> None:
        """A step was done, `backward` takes it back; what was undone before cannot be done again."""
        del self._steps[self.position :]
        self._steps.append(step)
        self._backward.append(backward)

    def undo(self) -> Step:
        """Take the last step back; returns it."""
        self._rows.apply(self._backward.pop())
        return self._steps[self.position]

    def redo(self) -> Step:
        """Do the next step again; returns it."""
        step = self._steps[self.position]
        self._backward.append(self._rows.apply(step))
        return step
