"""The lines of マイル発行状況."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.views.common.labels import badge_size, paint_badge
from netmile_desktop.views.common.tables.delegate import RecordDelegate, over_of, paint_ground
from netmile_desktop.views.common.tables.header import PADDING
from netmile_desktop.views.common.tables.table import Cell, Index, TableColumn
from netmile_desktop.views.common.tables.table_view import RecordTable
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.views.look.theme import Theme

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
        self.deleted_word = self.tr("Deleted")
        self.setItemDelegate(_ErrorCounts(toolbox.theme, self))
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
                least=140,
                sort="errors",
                tip=lambda each: self._errors_tip(each, toolbox),
            ),
        ]

    def _errors_tip(self, registration: wire.Registration, toolbox: Toolbox) -> str:
        if registration.code:
            return f"{registration.code} {toolbox.words.code(registration.code)}"
        if may_fetch_errors(registration):
            return self.tr("Download the error list")
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


class _ErrorCounts(RecordDelegate):
    """Error counts stand out where there are any; zero is quiet. Of a single issue the code stands there instead,
    and of lists that are gone the word for it beside the count."""

    def __init__(self, theme: Theme, table: RegistrationTable) -> None:
        super().__init__(theme, table)
        self._look, self._view = theme, table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = self._view.records_model
        record = model.record(index.row())
        if model.columns[index.column()].key != ERRORS or not isinstance(record, wire.Registration):
            super().paint(painter, option, index)
            return
        paint_ground(painter, self._look, self._view, option, index)
        rect = option.rect.adjusted(PADDING, 0, -PADDING, 0)
        text = record.code or formats.number(record.errors)
        painter.save()
        if record.errors:
            size = badge_size(self._look, text, True)
            top = rect.top() + (rect.height() - size.height()) / 2
            chip = QRectF(rect.right() + 1 - size.width(), top, size.width(), size.height())
            icon = "download" if may_fetch_errors(record) else "warning"
            paint_badge(painter, self._look, chip, text, Tone.ERROR, icon, over=over_of(self._view, option, index))
            rect.setRight(round(chip.left()) - PADDING)
        else:
            painter.setFont(self._look.font())
            painter.setPen(self._look.colour("muted"))
            painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
            rect.setRight(rect.right() - painter.fontMetrics().horizontalAdvance(text) - PADDING)
        if record.lists_deleted_at:
            self._paint_deleted(painter, rect)
        painter.restore()

    def _paint_deleted(self, painter: QPainter, rect: QRect) -> None:
        painter.setFont(self._look.font())
        painter.setPen(self._look.colour("muted"))
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        said = painter.fontMetrics().elidedText(self._view.deleted_word, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, side, said)
