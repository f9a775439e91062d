"""What happened while a file was read, in words: nothing is dropped or changed in silence."""

from __future__ import annotations

from PySide6.QtCore import QObject

from netmile_desktop.views import formats
from netmile_desktop.views.messages import Speaker
from netmile_desktop.workspace.draft import Draft
from netmile_desktop.workspace.sources import SourcePreview

_RECORDS_NAMED = 5


class ReadingReport(QObject):
    """Sentences about the reading of one file."""

    def __init__(self, words: Speaker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def of_draft(self, draft: Draft) -> str:
        """One line about how a batch was read."""
        parts = [self._source(draft.encoding, draft.sheet)]
        if draft.header is not None:
            parts.append(self.tr("row 1 is a heading: {}").format(formats.shorten(" / ".join(draft.header), 40)))
        parts += self.changes(draft.trimmed_cells, draft.dropped_records)
        if draft.undecodable_records:
            named = ", ".join(formats.number(record) for record in draft.undecodable_records[:_RECORDS_NAMED])
            more = len(draft.undecodable_records) - _RECORDS_NAMED
            rows = self.tr("{} and {} more").format(named, formats.number(more)) if more > 0 else named
            parts.append(self.tr("characters that cannot be read in row {}").format(rows))
        return " · ".join(parts)

    def of_preview(self, preview: SourcePreview) -> list[str]:
        """What a file has lost, or what cannot be read from it, one sentence each."""
        notes = preview.notes
        sentences = (
            (
                preview.undecodable_records,
                self.tr("{} rows hold characters that cannot be read. Try another encoding."),
            ),
            (preview.numbers_as_keys, self.tr("{} keys are stored as numbers: leading zeros may be lost.")),
            (notes.long_numbers, self.tr("{} numbers have more than 15 digits: the workbook has lost their end.")),
            (notes.dates, self.tr("{} cells are stored as dates.")),
            (notes.error_cells, self.tr("{} cells hold spreadsheet errors such as #N/A and arrive empty.")),
        )
        return [sentence.format(formats.number(count)) for count, sentence in sentences if count]

    def _source(self, encoding: str, sheet: str) -> str:
        return self.tr("sheet “{}”").format(sheet) if sheet else self._words.encoding(encoding)

    def changes(self, trimmed: int, dropped: int) -> list[str]:
        """What was tidied away."""
        parts = []
        if trimmed:
            parts.append(self.tr("outer spaces removed in {} cells").format(formats.number(trimmed)))
        if dropped:
            parts.append(self.tr("{} empty rows at the end left out").format(formats.number(dropped)))
        return parts
