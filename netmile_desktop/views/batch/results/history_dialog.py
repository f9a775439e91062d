"""このバッチの記録: how the file was read, and the events since then."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from netmile_desktop.domain.batches import Action
from netmile_desktop.views.batch.importing.reading_report import ReadingReport
from netmile_desktop.views.common.buttons import LinkButton, PlainButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.layout.body import Body
from netmile_desktop.views.common.layout.dialog import Dialog
from netmile_desktop.views.common.panels import divider
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.navigation import answer_f1
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.records.batch_log import Event, LogEntry


class HistoryDialog(Dialog):
    """The history of a batch, read-only; a draft also offers another reading of its file and another campaign."""

    reading_asked = Signal()
    moving_asked = Signal()

    def __init__(
        self, draft: Draft, entries: Sequence[LogEntry], toolbox: Toolbox, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            parent, QCoreApplication.translate("HistoryDialog", "History of the batch"), heading=draft.name
        )
        self._toolbox = toolbox
        self.reading_button = LinkButton(self.tr("Read the file in another way…"), parent=self)
        self.moving_button = LinkButton(self.tr("Move to another campaign…"), parent=self)
        page = Body(toolbox.theme, self)
        self._add_reading(page.body, draft)
        page.body.addWidget(text_label(self.tr("What happened"), "strong"))
        page.body.addLayout(self._grid(entries))
        page.body.addWidget(self.moving_button, 0, Qt.AlignmentFlag.AlignLeft)
        page.body.addStretch()
        may_edit = draft.may(Action.EDIT)
        self.reading_button.setVisible(may_edit and draft.has_file)
        self.moving_button.setVisible(may_edit)
        close = PlainButton(self.tr("Close"), parent=self)
        close.setDefault(True)
        self.add_page(page)
        self.add_foot((close,))
        self.resize(toolbox.theme.pixels(600), toolbox.theme.pixels(440))
        close.clicked.connect(self.accept)
        self.reading_button.clicked.connect(self._on_reading_clicked)
        self.moving_button.clicked.connect(self._on_moving_clicked)
        self.finished.connect(self.deleteLater)
        answer_f1(self, toolbox.navigation, "batch-record")
        close.setFocus()

    def _add_reading(self, body: QVBoxLayout, draft: Draft) -> None:
        report = ReadingReport(self._toolbox.words, self)
        if draft.has_file:
            body.addWidget(text_label(self.tr("How the file was read"), "strong"))
            body.addWidget(text_label("\n".join(report.whole(draft)), wrap=True))
            body.addWidget(self.reading_button, 0, Qt.AlignmentFlag.AlignLeft)
            body.addWidget(divider())

    def _grid(self, entries: Sequence[LogEntry]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, entry in enumerate(entries):
            grid.addWidget(text_label(formats.moment(entry.at), "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text_label(self.sentence(entry), wrap=True), row, 1)
            grid.addWidget(text_label(entry.actor, "muted"), row, 2, Qt.AlignmentFlag.AlignTop)
        return grid

    def sentence(self, entry: LogEntry) -> str:
        """Return an entry in words."""
        if entry.event is Event.READ_AGAIN:
            return self.tr("The file was read in another way: {}").format(self._toolbox.words.encoding(entry.text))
        said = {
            Event.MADE: self.tr("Created: {}"),
            Event.ACCEPTED: self.tr("Accepted by the portal: {}"),
            Event.SENT_AGAIN: self.tr("Sent although it repeats an earlier issue. Reason: {}"),
            Event.OTHER_SHEET: self.tr("Another sheet of the workbook was taken: {}"),
            Event.MOVED: self.tr("Moved here from campaign {}"),
        }
        return said[entry.event].format(entry.text)

    def _on_reading_clicked(self) -> None:
        self.accept()
        self.reading_asked.emit()

    def _on_moving_clicked(self) -> None:
        self.accept()
        self.moving_asked.emit()
