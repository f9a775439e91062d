"""The list of batches on this machine, newest first, with the buttons that create one."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.domain.batches import Action, BatchState, may
from netmile_desktop.views.batch.commands import BatchCommands
from netmile_desktop.views.batch.discarding import Discarded
from netmile_desktop.views.common.buttons import LinkButton, PlainButton, PrimaryButton, QuietButton, SegmentedFilter
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.panels import Card, EmptyState
from netmile_desktop.views.common.tables.list_tools import ListTools
from netmile_desktop.views.common.tables.table import Cell, TableColumn
from netmile_desktop.views.common.tables.table_view import RecordTable
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.workspace.batches.batches import BatchSummary

_STATES = {
    "all": frozenset(BatchState),
    "drafts": frozenset({BatchState.DRAFT}),
    "open": frozenset({BatchState.SENDING, BatchState.JUDGING}),
    "through": frozenset({BatchState.DONE, BatchState.DONE_WITH_ERRORS}),
}


class BatchList(QWidget):
    """A table of batches, or a hint how to create one if there is none."""

    def __init__(self, toolbox: Toolbox, commands: BatchCommands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._toolbox, self._commands = toolbox, commands
        self._batches: Sequence[BatchSummary] = ()
        self._old: Collection[str] = ()
        self.filter = SegmentedFilter(
            [
                ("all", self.tr("All")),
                ("drafts", self.tr("Drafts")),
                ("open", self.tr("In progress")),
                ("through", self.tr("Done")),
            ],
            self,
        )
        self.discard_button = QuietButton(self.tr("Discard the drafts…"), toolbox.theme, "trash", self)
        self.old_button = LinkButton("", toolbox.theme, "warning", self)
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
                "Import a CSV file or an Excel workbook, or drop it on the window. Nothing is sent before you confirm."
            ),
            self.tr("Import a file"),
        )
        self._loading = QWidget(self)
        self._stack = QStackedWidget(self)
        self.tools = ListTools(toolbox.theme, self.table, self)
        self._lay_out()
        self.import_button.clicked.connect(commands.start_import)
        self.empty.asked.connect(commands.start_import)
        self.typed_button.clicked.connect(commands.start_typed)
        self.table.chosen.connect(self._on_chosen)
        self.table.linked.connect(self._on_linked)
        self.filter.chosen.connect(self._on_filtered)
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self.discard_button.clicked.connect(self._on_discard_clicked)
        self.old_button.clicked.connect(self._on_old_clicked)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(text_label(self.tr("Batches"), "title"))
        head.addStretch()
        head.addWidget(self.tools)
        head.addSpacing(8)
        head.addWidget(self.typed_button)
        head.addWidget(self.import_button)
        card = Card(parent=self)
        for page in (self._loading, self.table, self.empty):
            self._stack.addWidget(page)
        foot = QHBoxLayout()
        foot.addWidget(self.discard_button)
        foot.addStretch()
        foot.addWidget(self.old_button)
        card.body.addWidget(self.filter)
        card.body.addWidget(self._stack, 1)
        card.body.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(card, 1)

    def show_batches(self, batches: Sequence[BatchSummary], old_drafts: Collection[str] = ()) -> None:
        """Show the list; `old_drafts` are the IDs of drafts unchanged for too long."""
        self._batches, self._old = batches, old_drafts
        counts = {key: len(self._under(key)) for key in _STATES}
        for key, count in counts.items():
            self.filter.show_count(key, count)
            self.filter.button(key).setEnabled(count > 0 or key == "all")
        if not counts[self.filter.key]:
            self.filter.choose("all")
        self.table.show_records(self._under(self.filter.key))
        self._stack.setCurrentWidget(self.table if batches else self.empty)
        for widget in (self.import_button, self.tools, self.filter, self.discard_button):
            widget.setVisible(bool(batches))
        days = formats.counted(
            len(old_drafts),
            self.tr("{} draft has been here for a long time"),
            self.tr("{} drafts have been here for a long time"),
        )
        self.old_button.setText(days)
        self.old_button.setToolTip(
            self.tr("They hold personal data, and nobody else deletes them. Select them, then send or discard them.")
        )
        self.old_button.setVisible(bool(old_drafts))
        self._on_selected()

    def _under(self, key: str) -> list[BatchSummary]:
        return [each for each in self._batches if each.state in _STATES[key]]

    def count(self) -> int:
        """Return the number of batches listed."""
        return len(self.table.records_model.records)

    def primary(self) -> PrimaryButton:
        """Return the primary button that is visible now."""
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
        words = self._toolbox.words

        def errors(batch: BatchSummary) -> str:
            found = formats.number(batch.errors)
            return words.at_least(found, is_any_known=bool(batch.errors), is_all_known=not batch.unknown)

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
                errors,
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

    @Slot(str)
    def _on_filtered(self, key: str) -> None:
        self.table.show_records(self._under(key))
        self._on_selected()
        self._commands.refresh_status()

    @Slot()
    def _on_selected(self) -> None:
        chosen = self.table.selected()
        self.discard_button.setEnabled(bool(chosen) and all(may(each.state, Action.DISCARD) for each in chosen))
        self.discard_button.setToolTip("" if self.discard_button.isEnabled() else self.tr("Select drafts only."))

    @Slot()
    def _on_discard_clicked(self) -> None:
        self._commands.discard([Discarded(each.id, each.name, each.rows) for each in self.table.selected()])

    @Slot()
    def _on_old_clicked(self) -> None:
        """Show only drafts, and select the old ones."""
        self.filter.choose("drafts")
        self._on_filtered("drafts")
        self.table.select_all_of(self._old)

    @Slot(object)
    def _on_chosen(self, batch: BatchSummary) -> None:
        self._commands.open_batch(batch.id)

    @Slot(object, str)
    def _on_linked(self, batch: BatchSummary, key: str) -> None:
        if key == "registrations" and len(batch.registration_ids) == 1:
            self._toolbox.navigation.registration_chosen.emit(batch.registration_ids[0])
        else:
            self._commands.open_batch(batch.id)


def _registrations(batch: BatchSummary) -> str:
    """Return the first registration ID and the number of further ones; each part of a batch has its own."""
    first, *others = batch.registration_ids or ("",)
    return f"{first} +{len(others)}" if others else first
