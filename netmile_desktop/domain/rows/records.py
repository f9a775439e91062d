"""The text of a file cut into records and their cells."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from itertools import islice
from operator import methodcaller
from typing import NamedTuple

OUTER_SPACES = " \t\u3000\u00a0"
"""Trimmed at both ends of every cell; line breaks are kept, because they are damage that the user must see."""

LINES_IN_A_QUOTE = 50
"""Lines searched for the closing quote; without one, the quote is stray and its line is read as it is."""

_END_MARK = "\x1a"

_SEPARATORS_OF_A_ROW = 2

_ODD = '"' + OUTER_SPACES
_IS_ODD = re.compile(f"[{_ODD}]").search
"""Finds characters that make a line more than cells between delimiters."""

_QUOTED = re.compile(r'"[^"]*(?:""[^"]*)*"(?!")')


class Records(NamedTuple):
    """All records of a text, in order."""

    lines: list[int]
    """The physical line on which each record begins, from 1."""
    cells: list[list[str]]
    """The cells of each record, trimmed."""
    trimmed: dict[int, int]
    """Number of cells that had outer spaces, by the index of the record; most have none."""


def trimmed(cells: Iterable[str]) -> list[str]:
    """Cells without spaces at their ends."""
    return [cell.strip(OUTER_SPACES) for cell in cells]


def is_empty(cells: Sequence[str]) -> bool:
    """Whether a record has nothing in it; the Ctrl-Z with which old programs end a file is nothing."""
    return not any(cells) or (len(cells) == 1 and cells[0] == _END_MARK)


def delimiter_of(text: str) -> str:
    """Comma, unless the first line has tabs only: Excel's 「Unicode テキスト」 is tab-separated."""
    first = text[: text.find("\n") + 1 or None]
    return "\t" if "\t" in first and "," not in first else ","


def records_of(text: str, delimiter: str) -> Records:
    """All records. CRLF, LF and CR end lines; RFC 4180 quotes."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not lines[-1]:
        lines.pop()
    # Within quotes the ends of lines are part of a cell.
    ended = list(io.StringIO(text, newline="")) if '"' in text else []
    # Most files have neither quotes nor spaces, and in the others most lines have none.
    is_odd = any(char in text for char in _ODD)
    odd = [at for at, line in enumerate(lines) if _IS_ODD(line)] if is_odd else []
    found = Records([], [], {})
    at = 0
    for place in (*odd, len(lines)):
        if place < at:
            continue  # within the quotes of the record before
        found.lines.extend(range(at + 1, place + 1))
        found.cells.extend(map(methodcaller("split", delimiter), lines[at:place]))
        if place < len(lines):
            used, cells = 1, lines[place].split(delimiter)
            if '"' in lines[place]:
                used, cells = quoted_record(ended[place : place + LINES_IN_A_QUOTE], delimiter)
            at = place + used
            _add(found, place + 1, cells)
    return found


def _add(records: Records, line: int, cells: list[str]) -> None:
    """Add a record that may have spaces at the ends of its cells."""
    neat = trimmed(cells)
    if neat != cells:
        records.trimmed[len(records.cells)] = sum(a != b for a, b in zip(neat, cells, strict=True))
    records.lines.append(line)
    records.cells.append(neat)


def quoted_record(lines: Iterable[str], delimiter: str) -> tuple[int, list[str]]:
    """How many of these lines the record takes that begins with the first, and its cells."""
    text = first = ""
    for used, line in enumerate(islice(lines, LINES_IN_A_QUOTE), 1):
        first = first or line
        text += line
        if used > 1 and '"' not in line:
            continue  # what is open stays open
        cells = split_quoted(_without_line_end(text), delimiter, is_strict=used > 1)
        if cells is not None:
            return (1, _without_line_end(first).split(delimiter)) if _swallows_rows(cells, delimiter) else (used, cells)
    return 1, _without_line_end(first).split(delimiter)


def _swallows_rows(cells: Iterable[str], delimiter: str) -> bool:
    """Whether a cell of several lines holds what looks like rows: then its quotes are stray ones of two rows."""
    lines = (line for cell in cells if "\n" in cell or "\r" in cell for line in cell.splitlines()[1:])
    return any("@" in line and line.count(delimiter) >= _SEPARATORS_OF_A_ROW for line in lines)


def _without_line_end(text: str) -> str:
    return text.removesuffix("\n").removesuffix("\r")


def split_quoted(text: str, delimiter: str, *, is_strict: bool = False) -> list[str] | None:
    """The cells of a record, or None while a quote is still open.

    With `is_strict` also None if anything follows a closing quote within its cell, as only stray quotes have it.
    """
    cells: list[str] = []
    at = 0
    while True:
        head = ""
        if text.startswith('"', at):
            quoted = _QUOTED.match(text, at)
            if quoted is None:
                return None
            head = quoted[0][1:-1].replace('""', '"')
            at = quoted.end()
            if is_strict and at < len(text) and text[at] != delimiter:
                return None
        stop = text.find(delimiter, at)
        cells.append(head + text[at : stop if stop >= 0 else None])
        if stop < 0:
            return cells
        at = stop + 1
