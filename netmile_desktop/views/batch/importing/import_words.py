"""How the import of a file stands, in words: what is read, what it waits for, what it will do."""

from __future__ import annotations

from PySide6.QtCore import QObject

from netmile_desktop.domain import wire
from netmile_desktop.domain.texts.tables import reason_words
from netmile_desktop.views.batch.importing.check_facts import DASH
from netmile_desktop.views.batch.importing.table.lines import hidden_rows
from netmile_desktop.views.look import formats
from netmile_desktop.views.messages import Texts
from netmile_desktop.workspace.sources.looks import SourceLook
from netmile_desktop.workspace.sources.source import Source

_NAME = 28


class ImportWords(QObject):
    """Sentences about the import of a file."""

    def __init__(self, words: Texts, parent: QObject) -> None:
        super().__init__(parent)
        self._words = words

    def obstacle(self, look: SourceLook | None, campaign_id: str, *, is_reading: bool) -> str:
        """Return what has to be done before the file can be imported; "" if nothing has."""
        if look is None:
            return self.tr("The file is being read") if is_reading else self.tr("Nothing can be read")
        if is_reading:
            return self.tr("The file is being read again")
        if not campaign_id:
            return self.tr("Choose the campaign to import")
        for doubt in look.table.doubts:
            return self._words.say(reason_words(doubt, hidden_rows(look.table)))
        return "" if look.sums.rows else self.tr("There is no row to import")

    def summary(self, look: SourceLook, campaign: wire.CampaignSummary | wire.CampaignDetail | None) -> str:
        """Return campaign and miles that will be issued."""
        miles = formats.miles(look.sums.miles) if look.sums.miles is not None else DASH
        name = f"{campaign.id} {formats.shorten(campaign.name, _NAME)}" if campaign is not None else DASH
        return f"{name} · {miles}"

    def description(self, source: Source) -> str:
        """Return when a file was saved, and its size; "" if it is gone by now."""
        try:
            state = source.path.stat()
        except OSError:
            return ""
        size = formats.number(max(round(state.st_size / 1024), 1))
        return self.tr("saved on {0} · {1} KB").format(formats.moment_of(state.st_mtime), size)

    def extent(self, look: SourceLook) -> str:
        """Return from where to where the table goes."""
        last = max((each.first for each in look.table.left_out if each.last >= look.records), default=0) - 1
        last = last if last > 0 else look.records
        if look.table.header_record:
            told = self.tr("the table: from the heading in row {0} to row {1}")
            return told.format(formats.number(look.table.header_record), formats.number(last))
        told = self.tr("the table: rows {0} to {1}, without a heading")
        return told.format(formats.number(look.table.skipped + 1), formats.number(last))
