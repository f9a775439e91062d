"""Which records of a text are looked at before it is read: all of a short one, some of a long one."""

from __future__ import annotations

from dataclasses import dataclass

from netmile_desktop.domain.rows import excerpts
from netmile_desktop.domain.rows.encodings import (
    check_readable,
    guess_unmarked,
    has_structure,
    marked_encoding,
    text_of,
    unpadded,
)
from netmile_desktop.domain.rows.records import is_empty, records_of
from netmile_desktop.domain.rows.rows import decoded
from netmile_desktop.domain.tables.sample import Sample
from netmile_desktop.domain.tables.separators import separation_of
from netmile_desktop.domain.tables.table import Purpose

WHOLE_BYTES = 1 << 20
"""Size of the largest text of which every record is looked at."""

_BEGINNING_BYTES = 1 << 18
_END_BYTES = 1 << 10
_FIRST_RECORDS = 400
_LAST_RECORDS = 60
_PLACES = 16
_RECORDS_AT_A_PLACE = 8


@dataclass(frozen=True, slots=True)
class SampledText:
    """The records of a text that are looked at, and how they were told apart."""

    sample: Sample
    encoding: str
    delimiter: str
    other_delimiters: tuple[str, ...] = ()
    """Separators that would make a table of it as well."""


def sample_text(data: bytes, purpose: Purpose, *, encoding: str = "", delimiter: str = "") -> SampledText:
    """Look at the records of a text, with its encoding and separator found out unless they are given.

    Raises:
        FileUnreadable: as `reading.read` does.
    """
    if len(data) > WHOLE_BYTES:
        return _sample_of_large(data, purpose, encoding, delimiter)
    encoding, text = decoded(data, encoding)
    separation = separation_of(text[:_BEGINNING_BYTES], purpose, delimiter)
    records = records_of(text, separation.delimiter).cells
    while records and is_empty(records[-1]):
        records.pop()
    sample = Sample(records, len(records), has_end_mark=_has_end_mark(data, encoding))
    return SampledText(sample, encoding, separation.delimiter, separation.others)


def _sample_of_large(data: bytes, purpose: Purpose, encoding: str, delimiter: str) -> SampledText:
    encoding = encoding or marked_encoding(data) or guess_unmarked(_lines_of(data))
    check_readable(data, encoding)
    text = text_of(_lines_of(data) if has_structure(encoding) else data[:_BEGINNING_BYTES], encoding)
    separation = separation_of(text.removeprefix("\ufeff"), purpose, delimiter)
    parted = separation.delimiter
    sample = Sample(
        excerpts.beginning(data, encoding, parted, _FIRST_RECORDS),
        excerpts.count_records(data, encoding, parted),
        excerpts.ending(data, encoding, parted, _LAST_RECORDS),
        excerpts.middle(data, encoding, parted, _PLACES, _RECORDS_AT_A_PLACE),
        others_with=lambda wanted: excerpts.records_with(data, encoding, parted, wanted, _FIRST_RECORDS),
        repeats=lambda record: excerpts.records_equal_to(data, encoding, parted, record),
        has_end_mark=_has_end_mark(data, encoding),
    )
    return SampledText(sample, encoding, parted, separation.others)


def _lines_of(data: bytes) -> bytes:
    """The first lines, and the last ones, which together show the encoding."""
    begin, end = data.rfind(b"\n", 0, _BEGINNING_BYTES) + 1, data.find(b"\n", len(data) - _BEGINNING_BYTES) + 1
    return data[: begin or _BEGINNING_BYTES] + (data[end:] if end else b"")


def _has_end_mark(data: bytes, encoding: str) -> bool:
    end = data[len(data) - _END_BYTES - len(data) % 2 :] if len(data) > 2 * _END_BYTES else data
    end = end.rstrip(b"\r\n")
    return len(unpadded(end, encoding)) < len(end)
