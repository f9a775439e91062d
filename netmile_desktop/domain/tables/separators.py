"""What parts the cells of a text, taken from its whole beginning (M369)."""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import dataclass

from netmile_desktop.domain.rows.records import LINES_IN_A_QUOTE, quoted_record, records_of, split_quoted
from netmile_desktop.domain.tables.cells import looks_like_address
from netmile_desktop.domain.tables.headings import named_roles
from netmile_desktop.domain.tables.table import Purpose

SEPARATORS = (",", "\t", ";", "|")

_SAID = re.compile(r'"?sep=(.)"?\s*(?:\r\n|\r|\n)', re.IGNORECASE).match
_NO_SEPARATOR = "\0"
_NOTHING_SAID = " \t\x1a"
_RECORDS_COMPARED = 60


@dataclass(frozen=True, slots=True)
class Separation:
    """What parts the cells, and whether something else could."""

    delimiter: str
    is_said: bool = False
    """The file says so itself, in a line for spreadsheets."""
    others: tuple[str, ...] = ()
    """Separators that would make a table of it as well; then it must be asked."""


def separation_of(text: str, purpose: Purpose, chosen: str = "") -> Separation:
    """Find what parts the cells of a text, of which `text` is the beginning, unless it was chosen."""
    if chosen:
        return Separation(chosen)
    if (said := _SAID(text)) and said[1] in SEPARATORS:
        return Separation(said[1], is_said=True)
    scores = {delimiter: _score(text, delimiter, purpose) for delimiter in SEPARATORS}
    best = max(scores.values())
    if best == _NOTHING:
        return Separation(",")
    fitting = [delimiter for delimiter, score in scores.items() if score == best]
    if "," in fitting and scores[","].roles == 0 and len(fitting) > 1:
        # Lines of one cell, or of commas as well as of others, without a word that decides.
        return Separation(",", others=tuple(each for each in fitting if each != ","))
    return Separation(fitting[0], others=tuple(fitting[1:]))


@dataclass(frozen=True, slots=True, order=True)
class _Score:
    """How well a separator makes a table of a text; compared field by field."""

    roles: int = 0
    """Roles that one of the first records names as a heading."""
    addresses: int = 0
    """Whether most records have a cell that is an address and nothing else."""
    is_even: int = 0
    """Whether most records have the same number of cells, and more than one."""


_NOTHING = _Score()


def _score(text: str, delimiter: str, purpose: Purpose) -> _Score:
    if delimiter not in text:
        return _NOTHING
    records = [cells for cells in records_of(text, delimiter).cells if any(cells)][:_RECORDS_COMPARED]
    widths = Counter(map(len, records))
    width, count = widths.most_common(1)[0] if widths else (0, 0)
    is_even = width > 1 and 2 * count > len(records)
    roles = max((len(named_roles(cells, purpose)) for cells in records[:21] if len(cells) > 1), default=0)
    pure = sum(any(_is_pure(cell) for cell in cells) and len(cells) > 1 for cells in records)
    return _Score(roles, int(2 * pure >= len(records) > 0), int(is_even))


def _is_pure(cell: str) -> bool:
    """Whether a cell is an address with nothing of its neighbours in it."""
    return looks_like_address(cell) and not any(each in cell for each in SEPARATORS)


def unwrapped(text: str) -> str | None:
    """Return a text whose records are each one quoted cell, with the records as they were meant; None if it is none.

    Some programs quote a whole record instead of its cells: `"sato@example.jp,K1,100"`.
    """
    if not text.lstrip().startswith('"'):
        return None
    lines = list(io.StringIO(text, newline=""))
    inner: list[str] = []
    at = 0
    while at < len(lines):
        used, cells = quoted_record(lines[at : at + LINES_IN_A_QUOTE], _NO_SEPARATOR)
        record = "".join(lines[at : at + used]).strip("\r\n")
        at += used
        if not record.strip(_NOTHING_SAID):
            inner.append("")
        elif record.startswith('"') and split_quoted(record, _NO_SEPARATOR, is_strict=True) == cells:
            inner.append(cells[0])
        else:
            return None
    beginning = "\n".join(inner[:_RECORDS_COMPARED])
    is_table = separation_of(beginning, Purpose.ISSUING).delimiter in beginning
    return "\n".join([*inner, ""]) if is_table else None
