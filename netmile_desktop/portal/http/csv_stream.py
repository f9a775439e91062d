"""CSV written while it is sent: CRLF, and UTF-8 with a byte order mark or CP932, as Excel needs it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from netmile_desktop.domain.calendar import JST
from netmile_desktop.domain.lists import INSTANT

MISSING_IN_CP932 = "〓"
"""Replaces a character that CP932 lacks; printers in Japan use it for a missing type."""

_LINES_AT_ONCE = 500

CsvLine = Sequence[object]


def csv_bytes(header: CsvLine, lines: Iterable[CsvLine], encoding: str) -> Iterator[bytes]:
    """Yield the CSV a few hundred lines at a time."""
    yield _bytes(_written([header]), encoding, first=True)
    rest = iter(lines)
    while some := list(islice(rest, _LINES_AT_ONCE)):
        yield _bytes(_written(some), encoding)


def charset_of(encoding: str) -> str:
    """Return the name of an encoding for a `Content-Type`."""
    return "utf-8" if encoding == "utf-8-sig" else "shift_jis"


def moment(at: datetime) -> str:
    """Return an instant as text for a list, in Japanese time."""
    return at.astimezone(JST).strftime(INSTANT)


def _written(lines: Iterable[CsvLine]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(lines)
    return out.getvalue()


def _bytes(text: str, encoding: str, *, first: bool = False) -> bytes:
    if encoding == "utf-8-sig":
        return text.encode("utf-8-sig" if first else "utf-8")
    try:
        return text.encode("cp932")
    except UnicodeEncodeError:
        return "".join(char if _is_in_cp932(char) else MISSING_IN_CP932 for char in text).encode("cp932")


def _is_in_cp932(char: str) -> bool:
    try:
        char.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True
