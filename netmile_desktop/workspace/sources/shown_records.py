"""Records of a source with all their cells, for the part of a preview that is opened on demand."""

from __future__ import annotations

from netmile_desktop.domain.rows.records import delimiter_of, records_of
from netmile_desktop.domain.rows.rows import decoded
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.sources.looks import Record
from netmile_desktop.workspace.sources.source import Source


def all_cells(source: Source, encoding: str, delimiter: str = "") -> list[list[str]]:
    """Return the cells of every record; raises FileUnreadable as `Source.read` does."""
    _, text = decoded(source.data, encoding)
    return records_of(text, delimiter or delimiter_of(text)).cells


def records_between(
    source: Source, encoding: str, delimiter: str, first: int, last: int, progress: Progress = SILENT
) -> tuple[Record, ...]:
    """Return the records with these numbers, both included, as far as the source has them."""
    progress.report(0, 0, "reading")
    cells = all_cells(source, encoding, delimiter)[first - 1 : last]
    return tuple(Record(number, tuple(each)) for number, each in enumerate(cells, first))
