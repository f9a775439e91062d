"""From the bytes a clerk saved to rows of three text cells, and back to the canonical body that is sent.

Nothing is refused because of one stray quote or byte: such a row comes out damaged and is caught by
the rules. Cells stay text throughout. Client and portal call the same functions, which is why a file
checked offline is read alike on arrival.
"""

from __future__ import annotations

import codecs
import re
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

import msgspec

from netmile_desktop.collection import no_collection
from netmile_desktop.domain.failures import FileUnreadable
from netmile_desktop.domain.records import delimiter_of, records_of, split_quoted, trimmed
from netmile_desktop.progress import SILENT, Progress

ENCODINGS = ("utf-8", "utf-8-sig", "cp932", "utf-16")
"""What can be chosen by hand; `cp932` is what Excel's 「CSV(カンマ区切り)」 writes in Japan."""

MANY_ROWS = 20_000
"""From so many on rows stay bytes, and their file is read in the fast lane."""

_BYTES_COUNTED_AT_A_TIME = 1 << 20

_HEAD_BYTES = 1 << 19

_NEEDS_QUOTES = re.compile(r'[,"\r\n]').search


class Column(StrEnum):
    """The three columns of an issuance file, in file order A-C (guide L433, L490)."""

    ADDRESS = "address"
    KEY = "key"
    MILES = "miles"


class Row(NamedTuple):
    """One row: `id` is its identity in the batch, the rest is what the file says."""

    id: int
    record: int
    """1-based record number as a clerk counts it, the header included; 0 where the row was typed."""
    line: int
    """1-based physical line on which the record begins; 0 where the row was typed."""
    address: str
    key: str
    miles: str

    def cell(self, column: Column) -> str:
        return str(getattr(self, column.value))


class Recipe(msgspec.Struct, frozen=True):
    """How to read a source. What is left empty is found out from the bytes."""

    encoding: str = ""
    header: bool | None = None
    columns: tuple[int, int, int] | None = None
    """1-based columns of address, key and miles where mapped by hand; otherwise A, B, C."""


class RowsOnBytes(Sequence[Row]):
    """Rows that stay bytes until they are asked for, as those of a large file do."""

    __slots__ = ()

    @abstractmethod
    def body(self) -> bytes:
        """What `canonical` makes of them."""

    @abstractmethod
    def ids(self) -> Sequence[int]:
        """Their ids, in order."""

    @abstractmethod
    def miles(self) -> int:
        """The sum of their miles, each of which must be a number."""


class Form(msgspec.Struct, frozen=True):
    """How the records of a source are written, as far as it takes to read one of them alone."""

    encoding: str
    delimiter: str
    columns: tuple[int, int, int] | None = None

    def untrimmed(self, record: str) -> list[str]:
        """All cells of one record, given without its line end."""
        if '"' in record and (cells := split_quoted(record, self.delimiter)) is not None:
            return cells
        return record.split(self.delimiter)

    def texts(self, records: list[bytes]) -> list[str]:
        """Records decoded."""
        # At once, since a line end is none even inside of a damaged character.
        texts = b"\n".join(records).decode(self.encoding, "replace").split("\n")
        # Quoted cells may hold line ends of their own.
        return texts if len(texts) == len(records) else [each.decode(self.encoding, "replace") for each in records]

    def cells(self, record: bytes) -> list[str]:
        """All cells of one record, trimmed."""
        return trimmed(self.untrimmed(record.decode(self.encoding, "replace")))


class Reading(msgspec.Struct, frozen=True):
    """The rows of a source and what was noticed on the way; nothing is dropped without being told."""

    encoding: str
    delimiter: str
    header: tuple[str, ...] | None
    """The cells of the record taken as header, or None."""
    rows: Sequence[Row]
    """A list, or RowsOnBytes where there are many."""
    trimmed_cells: int = 0
    dropped_records: int = 0
    """Empty records at the end, which Excel likes to leave."""
    undecodable_records: list[int] = []


def guess_encoding(data: bytes) -> str:
    """Byte order mark, else strict UTF-8, else strict CP932; never a Western guess.

    Where neither fits the whole file, the one that loses fewer characters.
    """
    return _guessed(data)[0]


def _guessed(data: bytes) -> tuple[str, str]:
    """The encoding as it is guessed, and the text."""
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig", data.decode("utf-8-sig", "replace")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", data.decode("utf-16", "replace")
    for encoding in ("utf-8", "cp932"):
        try:
            return encoding, data.decode(encoding)
        except UnicodeDecodeError:
            continue
    texts = {encoding: data.decode(encoding, "replace") for encoding in ("utf-8", "cp932")}
    return min(texts.items(), key=lambda each: each[1].count("\ufffd"))


@no_collection()
def read(data: bytes, recipe: Recipe | None = None, progress: Progress = SILENT) -> Reading:
    """Read a source as its recipe says; a large one can be stopped half-way.

    Raises:
        FileUnreadable: `EMPTY` where no record holds anything, `BINARY` where this is no text,
            `UNKNOWN_ENCODING` where the recipe names an encoding that is not one of ENCODINGS.
    """
    recipe = recipe or Recipe()
    if has_many_lines(data):
        from netmile_desktop.domain.fast_lane.reading import read_large

        return read_large(data, recipe, progress)
    return read_plainly(data, recipe)


def read_plainly(data: bytes, recipe: Recipe) -> Reading:
    """Read a source of any size record by record; raises as `read` does."""
    encoding, text = _decoded(data, recipe.encoding)
    delimiter = delimiter_of(text)
    lines, cells, trimmed_cells = records_of(text, delimiter)
    filled = len(cells)
    while filled and not any(cells[filled - 1]):
        filled -= 1
    if not filled:
        raise FileUnreadable(FileUnreadable.EMPTY, "")
    has_header = looks_like_header(cells[0]) if recipe.header is None else recipe.header
    skipped = 1 if has_header else 0
    body = cells[skipped:filled]
    return Reading(
        encoding=encoding,
        delimiter=delimiter,
        header=tuple(cells[0]) if has_header else None,
        rows=_rows(body, lines[skipped:filled], skipped + 1, recipe.columns),
        trimmed_cells=sum(count for at, count in trimmed_cells.items() if skipped <= at < filled),
        dropped_records=len(cells) - filled,
        undecodable_records=_undecodable(body, skipped + 1) if "\ufffd" in text else [],
    )


def has_many_lines(data: bytes) -> bool:
    """Whether these bytes have more than MANY_ROWS lines."""
    if len(data) <= MANY_ROWS:
        return False
    lines = 0
    for at in range(0, len(data), _BYTES_COUNTED_AT_A_TIME):
        until = at + _BYTES_COUNTED_AT_A_TIME
        # Old Macs and UTF-16 are rare; where they come, a CR or an LF is among the bytes of each line end.
        lines += max(data.count(b"\n", at, until), data.count(b"\r", at, until))
        if lines > MANY_ROWS:
            return True
    return False


def head(data: bytes) -> bytes:
    """The first lines of a large source, as much as anybody looks at."""
    end = data.rfind(b"\n", 0, _HEAD_BYTES) + 1 if len(data) > _HEAD_BYTES else 0
    # In UTF-16 a line end is two bytes, of which either may be that one.
    return data[:end] if end and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else data


def records(data: bytes, encoding: str = "") -> Iterator[list[str]]:
    """Every record with all its cells, trimmed, before columns are picked; raises as `read` does."""
    _, text = _decoded(data, encoding)
    yield from records_of(text, delimiter_of(text)).cells


def looks_like_header(cells: Sequence[str]) -> bool:
    """At least two of the first three cells are filled and none of them holds `@` or a digit of any width."""
    first = [cell for cell in cells[:3] if cell]
    return len(first) >= 2 and not any(char == "@" or char.isdecimal() for cell in first for char in cell)


def canonical(rows: Iterable[Row]) -> bytes:
    """The body that is sent: UTF-8, columns A-C, no header, LF; digests speak of these bytes."""
    if isinstance(rows, RowsOnBytes):
        return rows.body()
    rows = list(rows)
    text = "".join([f"{row.address},{row.key},{row.miles}\n" for row in rows])
    # Most files need no quotes: then there are no other commas and ends of lines than these.
    is_plain = text.count(",") == 2 * len(rows) and text.count("\n") == len(rows)
    if not is_plain or '"' in text or "\r" in text:
        text = "".join([",".join(map(_quoted, (row.address, row.key, row.miles))) + "\n" for row in rows])
    return text.encode("utf-8", "replace")


def ids_of(rows: Iterable[Row]) -> Sequence[int]:
    """The ids of rows, in order."""
    return rows.ids() if isinstance(rows, RowsOnBytes) else [row.id for row in rows]


def total_miles(rows: Iterable[Row]) -> int:
    """The sum of the miles of rows, each of which must be a number."""
    return rows.miles() if isinstance(rows, RowsOnBytes) else sum(int(row.miles) for row in rows)


def _quoted(cell: str) -> str:
    """A cell as it stands in a CSV line. The library's writer leaves a lone CR bare, which splits the record."""
    return '"' + cell.replace('"', '""') + '"' if _NEEDS_QUOTES(cell) else cell


def check_readable(data: bytes, encoding: str) -> None:
    """Raises FileUnreadable where an encoding is not one of ENCODINGS, or this is no text."""
    if encoding not in ENCODINGS:
        raise FileUnreadable(FileUnreadable.UNKNOWN_ENCODING, "", encoding)
    if b"\0" in data and encoding != "utf-16":
        raise FileUnreadable(FileUnreadable.BINARY, "")


def _decoded(data: bytes, encoding: str) -> tuple[str, str]:
    """The encoding as chosen or guessed, and the text."""
    if encoding:
        check_readable(data, encoding)
        text = data.decode(encoding, "replace")
    else:
        encoding, text = _guessed(data)
        check_readable(data, encoding)
    return encoding, text.removeprefix("\ufeff")


def pick_cells(cells: list[str], columns: tuple[int, int, int] | None) -> tuple[str, str, str]:
    """Address, key and miles of a record. Of mapped columns the missing ones are empty, others are ignored.

    Without a mapping they are columns A-C. Filled cells behind C then belong to C: `1,000` without quotes
    must never pass as 1 mile.
    """
    if columns is not None:
        address, key, miles = (cells[n - 1] if n <= len(cells) else "" for n in columns)
        return address, key, miles
    address, key, *rest = (*cells, "", "", "")[: max(3, len(cells))]
    while len(rest) > 1 and not rest[-1]:
        rest.pop()
    return address, key, ",".join(rest)


def _rows(
    body: Sequence[list[str]], lines: Sequence[int], first: int, columns: tuple[int, int, int] | None
) -> list[Row]:
    """The rows of records, of which the first has this number."""
    make = Row._make
    usual = 0 if columns else len(Column)
    picked = [cells if len(cells) == usual else pick_cells(cells, columns) for cells in body]
    return [
        make((n, n + first, line, address, key, miles))
        for n, (line, (address, key, miles)) in enumerate(zip(lines, picked, strict=True))
    ]


def _undecodable(body: Sequence[list[str]], first: int) -> list[int]:
    """The numbers of records in which something could not be decoded."""
    return [n for n, cells in enumerate(body, first) if any("\ufffd" in cell for cell in cells)]
