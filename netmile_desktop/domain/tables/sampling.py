"""Which records of a text are looked at before it is read: all of a short one, some of a long one."""

from __future__ import annotations

from dataclasses import dataclass

from netmile_desktop.domain.rows.records import records_of
from netmile_desktop.domain.rows.rows import decoded
from netmile_desktop.domain.tables.sample import Sample
from netmile_desktop.domain.tables.separators import separation_of
from netmile_desktop.domain.tables.table import Purpose


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
    encoding, text = decoded(data, encoding)
    others: tuple[str, ...] = ()
    if not delimiter:
        separation = separation_of(text, purpose)
        delimiter, others = separation.delimiter, separation.others
    records = records_of(text, delimiter).cells
    while records and not any(records[-1]):
        records.pop()
    return SampledText(Sample(records, len(records)), encoding, delimiter, others)
