"""The report of how a file was read, in words: nothing is dropped or changed silently."""

from __future__ import annotations

from PySide6.QtCore import QObject

from netmile_desktop.views.look import formats
from netmile_desktop.views.messages import Texts
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.sources.books.facts import Notes

_RECORDS_NAMED = 5


class ReadingReport(QObject):
    """Sentences about the reading of one file."""

    def __init__(self, words: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def of_draft(self, draft: Draft) -> str:
        """Return one line about how the file of a batch was read."""
        parts = [self._source(draft.encoding, draft.sheet)]
        if draft.header is not None:
            parts.append(self.tr("row 1 is a heading: {}").format(formats.shorten(" / ".join(draft.header), 40)))
        parts += self._changes(draft.trimmed_cells, draft.dropped_records)
        if draft.undecodable_records:
            named = ", ".join(formats.number(record) for record in draft.undecodable_records[:_RECORDS_NAMED])
            more = len(draft.undecodable_records) - _RECORDS_NAMED
            rows = self.tr("{} and {} more").format(named, formats.number(more)) if more > 0 else named
            parts.append(self.tr("characters that cannot be read in row {}").format(rows))
        return " · ".join(parts)

    def whole(self, draft: Draft) -> list[str]:
        """Return everything known about how the file of a batch was read, one line each."""
        return [*self.of_draft(draft).split(" · "), *self._losses(draft.notes, draft.numbers_as_keys)]

    def _losses(self, notes: Notes, numbers_as_keys: int) -> list[str]:
        """Return one sentence for each loss that happened in the workbook before the import."""
        sentences = (
            (numbers_as_keys, self.tr("Keys stored as numbers, whose leading zeros may be lost: {}.")),
            (notes.long_numbers, self.tr("Numbers of more than 15 digits, whose end the workbook has lost: {}.")),
            (notes.dates, self.tr("Cells stored as dates: {}.")),
            (notes.error_cells, self.tr("Cells with spreadsheet errors such as #N/A, as a formula left them: {}.")),
        )
        return [sentence.format(formats.number(count)) for count, sentence in sentences if count]

    def _source(self, encoding: str, sheet: str) -> str:
        return self.tr("sheet “{}”").format(sheet) if sheet else self._words.encoding(encoding)

    def _changes(self, trimmed: int, dropped: int) -> list[str]:
        parts = []
        if trimmed:
            parts.append(self.tr("cells rid of outer spaces: {}").format(formats.number(trimmed)))
        if dropped:
            parts.append(self.tr("empty rows left out at the end: {}").format(formats.number(dropped)))
        return parts
