"""The lines of マイル発行状況."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Signal, Slot
from PySide6.QtWidgets import QWidget

from netmile_desktop.domain import wire
from netmile_desktop.views.common.tables.table import Cell, TableColumn
from netmile_desktop.views.common.tables.table_view import RecordTable
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.palette import Tone

ERRORS = "errors"


def may_fetch_errors(registration: wire.Registration) -> bool:
    """Only CSV issues have an error list, while it is not deleted (guide L532, L613)."""
    return (
        registration.type == "csv"
        and registration.errors > 0
        and registration.state.is_final
        and registration.lists_deleted_at is None
    )


class RegistrationTable(RecordTable[wire.Registration]):
    """IDs lead to the detail, error counts to the error list."""

    registration_chosen = Signal(str)
    errors_asked = Signal(object)

    def __init__(
        self, toolbox: Toolbox, name: str, *, with_campaign: bool = True, parent: QWidget | None = None
    ) -> None:
        """Inside a campaign the column that names it is left out."""
        columns = self._columns(toolbox)
        super().__init__(
            columns if with_campaign else [column for column in columns if column.key != "campaign"],
            toolbox.theme,
            name=name,
            memory=toolbox.memory,
            identity=lambda registration: registration.registration_id,
            parent=parent,
        )
        self.setAccessibleName(self.tr("Registrations"))
        self.chosen.connect(self._on_chosen)
        self.linked.connect(self._on_linked)

    def _columns(self, toolbox: Toolbox) -> list[TableColumn[wire.Registration]]:
        words = toolbox.words

        def tone(registration: wire.Registration) -> tuple[Tone, str]:
            return words.tone(registration.state), words.icon(registration.state)

        return [
            TableColumn(
                "registration",
                self.tr("Registration ID"),
                lambda each: each.registration_id,
                168,
                Cell.LINK,
                sort="registration_id",
            ),
            TableColumn("campaign", self.tr("Campaign"), _campaign, 200, stretch=True, tip=_campaign),
            TableColumn("type", self.tr("Type"), lambda each: words.type(each.type), 84),
            *self._times_and_counts(toolbox),
            TableColumn(
                "state", self.tr("Processing state"), lambda each: words.state(each.state), 192, Cell.BADGE, badge=tone
            ),
        ]

    def _times_and_counts(self, toolbox: Toolbox) -> list[TableColumn[wire.Registration]]:
        return [
            TableColumn(
                "accepted",
                self.tr("Accepted at"),
                lambda each: formats.moment(each.accepted_at),
                140,
                sort="accepted_at",
            ),
            TableColumn("completed", self.tr("Completed at"), _completed, 140, sort="completed_at"),
            TableColumn(
                "records",
                self.tr("Processed records"),
                lambda each: formats.number(each.records),
                136,
                right=True,
                sort="records",
            ),
            TableColumn(
                ERRORS,
                self.tr("Error records"),
                lambda each: formats.number(each.errors),
                124,
                Cell.LINK,
                right=True,
                link=lambda each: formats.number(each.errors) if may_fetch_errors(each) else "",
                sort="errors",
                tip=lambda each: self.tr("Download the error list") if may_fetch_errors(each) else "",
            ),
            TableColumn(
                "note",
                self.tr("Note"),
                lambda each: each.code or (self.tr("Deleted") if each.lists_deleted_at else ""),
                84,
                Cell.BADGE,
                badge=lambda each: (Tone.ERROR, "") if each.code else None,
                tip=lambda each: self._note(each, toolbox),
            ),
        ]

    def _note(self, registration: wire.Registration, toolbox: Toolbox) -> str:
        if registration.code:
            return f"{registration.code} {toolbox.words.code(registration.code)}"
        return self.tr("The lists were deleted") if registration.lists_deleted_at else ""

    def _link_at(self, place: QPoint) -> QModelIndex | None:
        index = self.indexAt(place)
        if index.isValid() and self.records_model.columns[index.column()].key == ERRORS:
            return index if may_fetch_errors(self.records_model.record(index.row())) else None
        return super()._link_at(place)

    @Slot(object)
    def _on_chosen(self, registration: wire.Registration) -> None:
        self.registration_chosen.emit(registration.registration_id)

    @Slot(object, str)
    def _on_linked(self, registration: wire.Registration, key: str) -> None:
        if key == ERRORS:
            self.errors_asked.emit(registration)
        else:
            self._on_chosen(registration)


def _campaign(registration: wire.Registration) -> str:
    return f"{registration.campaign_id} {registration.campaign_name}"


def _completed(registration: wire.Registration) -> str:
    return formats.moment(registration.completed_at) if registration.completed_at else ""
