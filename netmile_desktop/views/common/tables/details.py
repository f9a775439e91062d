"""What the panel beside a table says about one row, whatever the table lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from netmile_desktop.views.common.tables.table import Cell, TableColumn, badge_of
from netmile_desktop.views.look.palette import Tone


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and what is so."""

    name: str
    value: str
    copies: bool = False
    """A button beside it copies the value."""


class LifeStage(StrEnum):
    """Where a step lies in time."""

    PAST = "past"
    NOW = "now"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class LifeStep:
    """A point in the life of what is described."""

    title: str
    when: str
    note: str = ""
    stage: LifeStage = LifeStage.PAST


@dataclass(frozen=True, slots=True)
class Details:
    """From top to bottom."""

    title: str
    figure: str = ""
    badge: tuple[str, Tone, str] | None = None
    """Word, tone and icon."""
    facts: Sequence[Fact] = ()
    life_title: str = ""
    life: Sequence[LifeStep] = ()
    """In the order of time."""
    may_title: str = ""
    may: str = ""
    """What can be done now, in a sentence."""


def details_of(title: str, columns: Sequence[TableColumn[Any]], record: Any) -> Details:
    """Return all that a table knows about a record, its hidden columns included; the first badge stands on top."""
    badges = [each for each in columns if each.cell is Cell.BADGE and each.text(record) and badge_of(each, record)]
    first = badges[0] if badges else None
    badge = None
    if first is not None and (look := badge_of(first, record)) is not None:
        badge = (first.text(record), *look)
    facts = [
        Fact(each.title, text, each.may_copy)
        for each in columns
        if each.title and each is not first and (text := each.text(record))
    ]
    return Details(title, badge=badge, facts=facts)
