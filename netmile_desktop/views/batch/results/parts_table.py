"""The parts of a sent batch and their outcomes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from netmile_desktop.domain.batches import PartState, ProcessingState
from netmile_desktop.domain.failures import Refused
from netmile_desktop.views.common.tables.table import Cell, TableColumn
from netmile_desktop.views.common.tables.table_view import RecordTable
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.views.messages import Texts
from netmile_desktop.workspace.drafts.draft_facts import PartInfo

_FEWEST_IN_SIGHT, _MOST_IN_SIGHT = 2, 4
_NOT_KNOWN = "–"
_SHARE_OF_WINDOW = 7
"""Line heights of the window per line of the table."""
QWIDGETSIZE_MAX = (1 << 24) - 1
"""Qt's "no limit", for which the bindings have no name."""


class PartColumns(QObject):
    """The columns of the table."""

    def __init__(self, words: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.doing = ""
        """What the running work does with a part without an outcome; "" if no work is running."""

    def columns(self) -> list[TableColumn[PartInfo]]:
        """Return the columns from left to right."""
        return [
            TableColumn("number", self.tr("Part"), lambda part: formats.number(part.number), 64, right=True),
            TableColumn("rows", self.tr("Rows"), lambda part: formats.number(part.rows), 84, right=True),
            TableColumn("miles", self.tr("Miles"), self._miles, 104, right=True),
            TableColumn("state", self.tr("State"), self._state, 192, Cell.BADGE, badge=self._tone, tip=self._tip),
            TableColumn(
                *("registration", self.tr("Registration ID"), lambda part: part.registration_id, 190, Cell.LINK),
                copies=True,
            ),
            TableColumn("records", self.tr("Processed records"), self._records, 140, right=True),
            TableColumn("errors", self.tr("Error records"), self._errors, 120, right=True),
            TableColumn("note", "", self._tip, 60, Cell.MUTED, stretch=True, tip=self._tip),
        ]

    def _miles(self, part: PartInfo) -> str:
        """Return the miles; they are added up once the part is made."""
        return formats.number(part.miles) if part.miles else _NOT_KNOWN

    def _state(self, part: PartInfo) -> str:
        return self.doing if self._is_under_way(part) else self._words.state(_state(part))

    def _tone(self, part: PartInfo) -> tuple[Tone, str]:
        if self._is_under_way(part):
            return Tone.ACCENT, "send"
        return self._words.tone(_state(part)), self._words.icon(_state(part))

    def _is_under_way(self, part: PartInfo) -> bool:
        return bool(self.doing) and part.state is PartState.UNKNOWN

    def _records(self, part: PartInfo) -> str:
        """Return the number of records known to be judged."""
        if not part.registration_id:
            return ""
        return formats.number(part.records) if part.records or part.state is PartState.JUDGED else _NOT_KNOWN

    def _errors(self, part: PartInfo) -> str:
        """Return the number of errors once all records are judged; before, the portal has not told it."""
        if not part.registration_id:
            return ""
        return formats.number(part.errors) if part.state is PartState.JUDGED else _NOT_KNOWN

    def _tip(self, part: PartInfo) -> str:
        if part.state is PartState.UNKNOWN and not self.doing:
            return self.tr("No answer came. It is looked up before it is sent again, so nothing is issued twice.")
        if part.refused_code:
            return self._words.failure(Refused(part.refused_code))
        if part.state is PartState.JUDGED and part.without_verdict:
            return self.tr("The portal stopped before the other rows. They can be put into a correction.")
        if part.lists_gone:
            return self.tr("The lists were deleted at the portal; only the counts are known.")
        return ""


def _state(part: PartInfo) -> PartState | ProcessingState:
    """Return the state to show; a judged part was interrupted, or has errors, as at the portal."""
    if part.state is not PartState.JUDGED:
        return part.state
    if part.without_verdict:
        return ProcessingState.INTERRUPTED
    return ProcessingState.COMPLETED_WITH_ERRORS if part.errors else part.state


class PartsTable(RecordTable[PartInfo]):
    """The table of parts, at most a few lines high; more of them scroll."""

    registration_chosen = Signal(str)

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        self._columns = PartColumns(toolbox.words)
        super().__init__(self._columns.columns(), toolbox.theme, identity=lambda part: part.number, parent=parent)
        self._columns.setParent(self)
        self._toolbox = toolbox
        self._is_under_way = False
        self.setAccessibleName(self.tr("Parts of the batch"))
        self.chosen.connect(self._on_chosen)
        self.linked.connect(self._on_linked)

    def show_parts(self, parts: Sequence[PartInfo], *, doing: str = "") -> None:
        """Show the state of the parts. `doing` names the work that is running; if it is empty, the table leaves
        the space to the rows below.
        """
        self._columns.doing = doing
        self.show_records(parts)
        self._is_under_way = bool(doing)
        self._take_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._take_height()

    def _take_height(self) -> None:
        """Set the height to that of its lines, within a share of the window, plus a scroll bar if one is needed."""
        line = self.verticalHeader().defaultSectionSize()
        most = min(max(self.window().height() // (line * _SHARE_OF_WINDOW), _FEWEST_IN_SIGHT), _MOST_IN_SIGHT)
        header = self.horizontalHeader()
        height = header.height() + min(max(self.records_model.rowCount(), 1), most) * line + 4
        if header.length() > self.viewport().width():
            height += self.horizontalScrollBar().sizeHint().height()
        self.setMinimumHeight(height)
        self.setMaximumHeight(QWIDGETSIZE_MAX if self._is_under_way else height)

    @Slot(object)
    def _on_chosen(self, part: PartInfo) -> None:
        if part.registration_id:
            self.registration_chosen.emit(part.registration_id)

    @Slot(object, str)
    def _on_linked(self, part: PartInfo, _key: str) -> None:
        self._on_chosen(part)
