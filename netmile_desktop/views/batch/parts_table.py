"""The parts of a sent batch, each with what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from netmile_desktop.domain.batches import PartState, ProcessingState
from netmile_desktop.domain.failures import Refused
from netmile_desktop.views import formats
from netmile_desktop.views.common.table import Cell, TableColumn
from netmile_desktop.views.common.table_view import RecordTable
from netmile_desktop.views.messages import Speaker
from netmile_desktop.views.palette import Tone
from netmile_desktop.views.toolbox import Toolbox
from netmile_desktop.workspace.draft import PartInfo

_ROWS_IN_SIGHT = 4
QWIDGETSIZE_MAX = (1 << 24) - 1
"""Qt's "no limit", which the bindings do not name."""


class PartColumns(QObject):
    """What the columns of the table say."""

    def __init__(self, words: Speaker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def columns(self) -> list[TableColumn[PartInfo]]:
        """From left to right."""
        return [
            TableColumn("number", self.tr("Part"), lambda part: formats.number(part.number), 64, right=True),
            TableColumn("rows", self.tr("Rows"), lambda part: formats.number(part.rows), 90, right=True),
            TableColumn("miles", self.tr("Miles"), lambda part: formats.number(part.miles), 110, right=True),
            TableColumn("state", self.tr("State"), self._state, 190, Cell.BADGE, badge=self._tone, tip=self._tip),
            TableColumn("registration", self.tr("Registration ID"), lambda part: part.registration_id, 190, Cell.LINK),
            TableColumn("records", self.tr("Processed records"), self._records, 130, right=True),
            TableColumn("errors", self.tr("Error records"), self._errors, 120, right=True),
            TableColumn("note", "", self._tip, 160, Cell.MUTED, stretch=True, tip=self._tip),
        ]

    def _state(self, part: PartInfo) -> str:
        return self._words.state(_state(part))

    def _tone(self, part: PartInfo) -> tuple[Tone, str]:
        return self._words.tone(_state(part)), self._words.icon(_state(part))

    def _records(self, part: PartInfo) -> str:
        return formats.number(part.records) if part.registration_id else ""

    def _errors(self, part: PartInfo) -> str:
        return formats.number(part.errors) if part.registration_id else ""

    def _tip(self, part: PartInfo) -> str:
        if part.state is PartState.UNKNOWN:
            return self.tr("No answer came. It is looked up before it is sent again, so nothing is issued twice.")
        if part.refused_code:
            return self._words.failure(Refused(part.refused_code))
        if part.lists_gone:
            return self.tr("The lists were deleted at the portal; only the counts are known.")
        return ""


def _state(part: PartInfo) -> PartState | ProcessingState:
    """A judged part with errors says so, as the portal does."""
    judged_with_errors = part.state is PartState.JUDGED and part.errors > 0
    return ProcessingState.COMPLETED_WITH_ERRORS if judged_with_errors else part.state


class PartsTable(RecordTable[PartInfo]):
    """At most a few lines high; more of them scroll."""

    registration_chosen = Signal(str)

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        words = PartColumns(toolbox.words)
        super().__init__(words.columns(), toolbox.theme, identity=lambda part: part.number, parent=parent)
        words.setParent(self)
        self._toolbox = toolbox
        self.setAccessibleName(self.tr("Parts of the batch"))
        self.chosen.connect(self._on_chosen)
        self.linked.connect(self._on_linked)

    def show_parts(self, parts: Sequence[PartInfo], *, compact: bool) -> None:
        """Show how the parts stand; compact leaves the room to the rows below."""
        self.show_records(parts)
        shown = min(max(len(parts), 1), _ROWS_IN_SIGHT)
        height = self.horizontalHeader().height() + shown * self.verticalHeader().defaultSectionSize() + 4
        self.setMinimumHeight(height)
        self.setMaximumHeight(height if compact else QWIDGETSIZE_MAX)

    @Slot(object)
    def _on_chosen(self, part: PartInfo) -> None:
        if part.registration_id:
            self.registration_chosen.emit(part.registration_id)

    @Slot(object, str)
    def _on_linked(self, part: PartInfo, _key: str) -> None:
        self._on_chosen(part)
