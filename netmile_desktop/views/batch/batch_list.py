"""The batches of this machine, newest first, and the way to a new one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.views import formats
from netmile_desktop.views.common.buttons import PlainButton, PrimaryButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.list_tools import ListTools
from netmile_desktop.views.common.panels import Card, EmptyState
from netmile_desktop.views.common.table import Cell, TableColumn
from netmile_desktop.views.common.table_view import RecordTable
from netmile_desktop.views.palette import Tone
from netmile_desktop.views.toolbox import Toolbox
from netmile_desktop.workspace.batches import BatchSummary


class BatchList(QWidget):
    """A table of batches, or what to do where there is none."""

    batch_chosen = Signal(str)
    registration_chosen = Signal(str)
    import_asked = Signal()
    typed_asked = Signal()
    """A batch without a file."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._toolbox = toolbox
        self.import_button = PrimaryButton(self.tr("Import a file"), toolbox.theme, "import", self)
        self.typed_button = PlainButton(self.tr("Make an empty batch"), toolbox.theme, "plus", self)
        self.table = RecordTable(
            self._columns(),
            toolbox.theme,
            name="batches",
            memory=toolbox.memory,
            identity=lambda batch: batch.id,
            parent=self,
        )
        self.table.setAccessibleName(self.tr("Batches"))
        self.empty = EmptyState(
            toolbox.theme,
            "batch",
            self.tr("No batches yet"),
            self.tr(
                "Take in a CSV file or an Excel workbook, or drop it on the window. Nothing is sent before you confirm."
            ),
            self.tr("Import a file"),
        )
        self._loading = QWidget(self)
        self._stack = QStackedWidget(self)
        card = Card(parent=self, margin=12)
        head = QHBoxLayout()
        head.addWidget(text_label(self.tr("Batches"), "title"))
        head.addStretch()
        self.tools = ListTools(toolbox.theme, self.table, self)
        head.addWidget(self.tools)
        head.addSpacing(8)
        head.addWidget(self.typed_button)
        head.addWidget(self.import_button)
        card.body.addWidget(self._stack, 1)
        for page in (self._loading, self.table, self.empty):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(card, 1)
        self.import_button.clicked.connect(self.import_asked)
        self.empty.asked.connect(self.import_asked)
        self.typed_button.clicked.connect(self.typed_asked)
        self.table.chosen.connect(self._on_chosen)
        self.table.linked.connect(self._on_linked)

    def show_batches(self, batches: Sequence[BatchSummary]) -> None:
        """Show the list."""
        self.table.show_records(batches)
        self._stack.setCurrentWidget(self.table if batches else self.empty)
        self.import_button.setVisible(bool(batches))
        self.tools.setVisible(bool(batches))

    def count(self) -> int:
        """How many are listed."""
        return len(self.table.records_model.records)

    def primary(self) -> PrimaryButton:
        """The button in sight."""
        if self._stack.currentWidget() is self.empty and isinstance(self.empty.button, PrimaryButton):
            return self.empty.button
        return self.import_button

    def _columns(self) -> list[TableColumn[BatchSummary]]:
        return [*self._what_it_is(), *self._how_it_stands()]

    def _what_it_is(self) -> list[TableColumn[BatchSummary]]:
        words = self._toolbox.words

        def tone(batch: BatchSummary) -> tuple[Tone, str]:
            return words.tone(batch.state), words.icon(batch.state)

        return [
            TableColumn(
                "name",
                self.tr("Batch"),
                lambda batch: f"↳ {batch.name}" if batch.parent_id else batch.name,
                220,
                Cell.LINK,
                tip=lambda batch: batch.name,
                order=lambda batch: batch.name,
            ),
            TableColumn(
                "campaign",
                self.tr("Campaign"),
                lambda batch: f"{batch.campaign_id} {batch.campaign_name}",
                220,
                stretch=True,
                tip=lambda batch: batch.campaign_name,
                order=lambda batch: batch.campaign_id,
            ),
            TableColumn(
                "state",
                self.tr("State"),
                lambda batch: words.state(batch.state),
                220,
                Cell.BADGE,
                badge=tone,
                order=lambda batch: list(type(batch.state)).index(batch.state),
            ),
        ]

    def _how_it_stands(self) -> list[TableColumn[BatchSummary]]:
        return [
            TableColumn(
                "rows",
                self.tr("Rows"),
                lambda batch: formats.number(batch.rows),
                80,
                right=True,
                order=lambda batch: batch.rows,
            ),
            TableColumn(
                "errors",
                self.tr("Error rows"),
                lambda batch: formats.number(batch.errors),
                90,
                right=True,
                order=lambda batch: batch.errors,
            ),
            TableColumn(
                "changed",
                self.tr("Changed"),
                lambda batch: formats.moment(batch.changed_at),
                136,
                order=lambda batch: batch.changed_at,
            ),
            TableColumn(
                "registrations",
                self.tr("Registration ID"),
                _registrations,
                200,
                Cell.LINK,
                tip=lambda batch: "\n".join(batch.registration_ids),
                order=_registrations,
            ),
        ]

    @Slot(object)
    def _on_chosen(self, batch: BatchSummary) -> None:
        self.batch_chosen.emit(batch.id)

    @Slot(object, str)
    def _on_linked(self, batch: BatchSummary, key: str) -> None:
        if key == "registrations" and len(batch.registration_ids) == 1:
            self.registration_chosen.emit(batch.registration_ids[0])
        else:
            self.batch_chosen.emit(batch.id)


def _registrations(batch: BatchSummary) -> str:
    """The first ID, and how many more there are: each part of a batch has its own."""
    first, *others = batch.registration_ids or ("",)
    return f"{first} +{len(others)}" if others else first
