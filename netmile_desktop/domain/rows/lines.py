"""The physical lines of a file's bytes, which end with CRLF, LF or CR.

Each function touches the lines it is asked about, however large the file is and whatever line ends it lacks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from netmile_desktop.domain.rows.encodings import text_of

_LINE_END = re.compile(rb"[\r\n]")
_FIRST_WINDOW = 256
_LARGEST_WINDOW = 1 << 20


def line_after(data: bytes, at: int) -> int:
    """Return where the next line begins."""
    found = _LINE_END.search(data, at)
    if not found:
        return len(data)
    end = found.end()
    return end + 1 if data[end - 1 : end + 1] == b"\r\n" else end


def line_of(data: bytes, at: int) -> int:
    """Return where the line begins that holds a position."""
    size = _FIRST_WINDOW
    while at:
        begin = max(0, at - size)
        found = max(data.rfind(b"\n", begin, at), data.rfind(b"\r", begin, at))
        if found >= 0:
            return found + 1
        at, size = begin, min(4 * size, _LARGEST_WINDOW)
    return 0


def lines_from(data: bytes, at: int, encoding: str) -> Iterator[str]:
    """Yield the lines from a position on, with their line ends."""
    while at < len(data):
        until = line_after(data, at)
        yield text_of(data[at:until], encoding)
        at = until


def without_line_end(data: bytes, begin: int, end: int) -> int:
    """Return where a line ends, without its line end."""
    if data[end - 1 : end] == b"\n":
        end -= 1
    return end - 1 if end > begin and data[end - 1 : end] == b"\r" else end


def count_lines(data: bytes, begin: int, end: int) -> int:
    """Return the number of lines between two places where lines begin or the file ends."""
    ended = data.count(b"\n", begin, end)
    # Finding that there is none is far quicker than counting.
    if data.find(b"\r", begin, end) >= 0:
        ended += data.count(b"\r", begin, end) - data.count(b"\r\n", begin, end)
    return ended + (end > begin and data[end - 1] not in b"\r\n")


def filled_end(data: bytes, delimiter: str) -> int:
    """Return the end of the last byte that is no space, separator or line end; records that begin behind it are empty.

    The last records before it may be empty, too: of what quotes and wide spaces mean nothing is known here.
    """
    nothing = delimiter.encode("ascii") + b"\r\n \t"
    until, size = len(data), _FIRST_WINDOW
    while until:
        begin = max(0, until - size)
        if filled := len(data[begin:until].rstrip(nothing)):
            return begin + filled
        until, size = begin, min(4 * size, _LARGEST_WINDOW)
    return 0
