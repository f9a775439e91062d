"""The lines of マイル発行履歴, with the tick for 取消 at their left (guide L675)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.domain.texts.cancellations import TEST_ISSUE, issue_type_words
from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.views.common.tables.delegate import RecordDelegate, paint_ground
from netmile_desktop.views.common.tables.header import PADDING
from netmile_desktop.views.common.tables.table import Cell, Index, TableColumn
from netmile_desktop.views.common.tables.table_view import RecordTable
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.history import facts
from netmile_desktop.views.history.ticks import Ticks
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.badges import due_badge
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.views.look.theme import Theme

if TYPE_CHECKING:
    from netmile_desktop.views.common.tables.details import Details
    from netmile_desktop.views.history import issue_details
else:
    issue_details = import_lazily("netmile_desktop.views.history.issue_details")

TICK = "tick"
REGISTRATION = "registration"
_BOX = 16


class IssueTable(RecordTable[wire.IssueRecord]):
    """Issues; with `ticks` their first column takes them, by a click, or by Space for all selected rows."""

    registration_chosen = Signal(str)
    campaign_chosen = Signal(str)

    def __init__(
        self,
        toolbox: Toolbox,
        name: str,
        *,
        ticks: Ticks | None = None,
        with_campaign: bool = True,
        result: Callable[[wire.IssueRecord], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`result` says in a last column what has become of an issue just now."""
        columns = self._columns(toolbox, is_result=result is not None)
        if ticks is not None:
            columns.insert(
                0,
                TableColumn(
                    TICK, "", self._tick_text, 36, least=36, most=36, tip=lambda each: facts.way_text(words, each)
                ),
            )
        if not with_campaign:
            columns = [column for column in columns if column.key != "campaign"]
        if result is not None:
            columns.append(TableColumn("result", self.tr("Result"), result, 200, tip=result))
        words = toolbox.words
        super().__init__(
            columns,
            toolbox.theme,
            name=name,
            memory=toolbox.memory,
            identity=lambda issue: issue.issue_id,
            parent=parent,
        )
        self.ticks = ticks
        self.setAccessibleName(self.tr("Issued miles"))
        self.setItemDelegate(_IssueDelegate(toolbox.theme, self))
        if ticks is not None:
            ticks.changed.connect(self.viewport().update)
        self.linked.connect(self._on_linked)
        self._words = words

    def details(self, record: wire.IssueRecord) -> Details:
        return issue_details.issue_details(self._words, record)

    def _tick_text(self, issue: wire.IssueRecord) -> str:
        return self.tr("Ticked") if self.ticks is not None and issue.issue_id in self.ticks else ""

    def _columns(self, toolbox: Toolbox, *, is_result: bool) -> list[TableColumn[wire.IssueRecord]]:
        words = toolbox.words
        return [
            TableColumn("issued", self.tr("Issued at"), lambda i: formats.moment(i.issued_at), 124, sort="issued_at"),
            TableColumn(
                "campaign",
                self.tr("Campaign"),
                lambda i: f"{i.campaign_id} {i.campaign_name}",
                112,
                Cell.LINK,
                weight=2,
                most=400,
                link=lambda i: i.campaign_id,
                tip=lambda i: f"{i.campaign_id} {i.campaign_name}",
            ),
            TableColumn(
                "key", self.tr("Specified key"), lambda i: i.key, 96, stretch=True, most=200, sort="key", copies=True
            ),
            TableColumn("miles", self.tr("Miles"), lambda i: formats.number(i.miles), 76, right=True, sort="miles"),
            TableColumn(
                "transfer",
                self.tr("Transfer date"),
                lambda i: formats.day(i.transfer_on),
                92,
                sort="transfer_on",
                extra=is_result,
            ),
            TableColumn(
                "state",
                self.tr("State"),
                lambda i: words.state(i.state),
                118,
                Cell.BADGE,
                badge=lambda i: (words.tone(i.state), words.icon(i.state)),
                tip=lambda i: facts.trace_text(words, i.cancellation),
                sort="state",
            ),
            self._test_column(toolbox),
            TableColumn(
                REGISTRATION,
                self.tr("Registration ID"),
                lambda i: i.registration_id or words.say(issue_type_words(i.type)),
                124,
                Cell.LINK,
                extra=is_result,
            ),
            *self._cancel_columns(toolbox),
            *self._extra_columns(toolbox),
        ]

    def _test_column(self, toolbox: Toolbox) -> TableColumn[wire.IssueRecord]:
        mark = toolbox.words.say
        return TableColumn(
            "test",
            self.tr("Test"),
            lambda i: mark(TEST_ISSUE) if i.test else "",
            76,
            Cell.BADGE,
            badge=lambda _: (Tone.WARNING, ""),
            tip=lambda i: self.tr("Issued to a test member: in no report and no bill.") if i.test else "",
        )

    def _cancel_columns(self, toolbox: Toolbox) -> list[TableColumn[wire.IssueRecord]]:
        words = toolbox.words
        return [
            TableColumn(
                "deadline",
                self.tr("Cancel until"),
                lambda i: facts.deadline_text(i.last_on, i.days_left, words) if i.action else "",
                164,
                Cell.BADGE,
                badge=lambda i: due_badge(i.days_left),
                tip=lambda i: facts.deadline_tip(words, i),
            ),
            TableColumn(
                "way", self.tr("Cancelling"), lambda i: facts.way_text(words, i), 112, tip=self._way_tip(toolbox)
            ),
        ]

    def _way_tip(self, toolbox: Toolbox) -> Callable[[wire.IssueRecord], str]:
        words = toolbox.words
        return lambda issue: f"{facts.way_text(words, issue)}\n{facts.deadline_tip(words, issue)}"

    def _extra_columns(self, toolbox: Toolbox) -> list[TableColumn[wire.IssueRecord]]:
        words = toolbox.words
        return [
            TableColumn("limit", self.tr("Binding limit"), lambda i: facts.limit_text(words, i.limit), 160, extra=True),
            TableColumn("type", self.tr("Issue type"), lambda i: words.say(issue_type_words(i.type)), 96, extra=True),
            TableColumn(
                "trace",
                self.tr("Cancellation"),
                lambda i: facts.trace_text(words, i.cancellation),
                240,
                extra=True,
            ),
            TableColumn("id", self.tr("Issue ID"), lambda i: i.issue_id, 270, Cell.ID, copies=True, extra=True),
        ]

    # --- hands ------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.ticks is not None and event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.turn(self.selected())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self._tick_at(event.position().toPoint())
        if index is not None and event.button() is Qt.MouseButton.LeftButton and not event.modifiers():
            self.turn([self.records_model.record(index.row())])

    def turn(self, issues: list[wire.IssueRecord]) -> None:
        """Tick rows together; where all of them are ticked, untick them."""
        if self.ticks is None:
            return
        possible = [issue.issue_id for issue in issues if issue.action is not None]
        if all(issue_id in self.ticks for issue_id in possible):
            self.ticks.untick(issue.issue_id for issue in issues)
        else:
            self.ticks.tick(possible)

    def _tick_at(self, place: QPoint) -> QModelIndex | None:
        index = self.indexAt(place)
        is_tick = index.isValid() and self.records_model.columns[index.column()].key == TICK
        return index if is_tick and self.ticks is not None else None

    def _link_at(self, place: QPoint) -> QModelIndex | None:
        index = super()._link_at(place)
        if index is None or self.records_model.columns[index.column()].key != REGISTRATION:
            return index
        return index if self.records_model.record(index.row()).registration_id else None

    @Slot(object, str)
    def _on_linked(self, issue: wire.IssueRecord, key: str) -> None:
        if key == REGISTRATION:
            self.registration_chosen.emit(issue.registration_id)
        elif key == "campaign":
            self.campaign_chosen.emit(issue.campaign_id)


class _IssueDelegate(RecordDelegate):
    """Boxes where cancelling is possible, nothing where it is not; automatic issues have no link."""

    def __init__(self, theme: Theme, table: IssueTable) -> None:
        super().__init__(theme, table)
        self._look, self._view = theme, table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = self._view.records_model
        issue, key = model.record(index.row()), model.columns[index.column()].key
        if key == TICK:
            paint_ground(painter, self._look, self._view, option, index)
            self._paint_box(painter, option.rect, issue)
        elif key == REGISTRATION and not issue.registration_id:
            paint_ground(painter, self._look, self._view, option, index)
            painter.save()
            painter.setFont(self._look.font())
            painter.setPen(self._look.colour("muted"))
            rect = option.rect.adjusted(PADDING, 0, -PADDING, 0)
            painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, str(index.data()))
            painter.restore()
        else:
            super().paint(painter, option, index)

    def _paint_box(self, painter: QPainter, cell: QRect, issue: wire.IssueRecord) -> None:
        size = self._look.pixels(_BOX)
        box = QRect(0, 0, size, size)
        box.moveCenter(cell.center())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_ticked = self._view.ticks is not None and issue.issue_id in self._view.ticks
        if issue.action is not None or is_ticked:
            painter.setPen(QPen(self._look.colour("accent" if is_ticked else "faint"), 1))
            painter.setBrush(self._look.colour("accent" if is_ticked else "panel"))
            painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if is_ticked:
            ratio = self._view.devicePixelRatioF()
            inner = box.adjusted(2, 2, -2, -2)
            painter.drawPixmap(inner, self._look.pixmap("check", inner.width(), "on_accent", ratio))
        painter.restore()
