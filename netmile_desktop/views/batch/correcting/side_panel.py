"""The rows with the list of problems beside them, which can be folded away if space is short."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from netmile_desktop.views.batch.correcting.problem_panel import ProblemPanel
from netmile_desktop.views.common.labels import IconButton
from netmile_desktop.views.common.toolbox import Toolbox

_NARROWEST = 220
_FOLDED = "batch/problems-folded"


class SidePanel(QWidget):
    """Rows and problems side by side; the folded state and the position of the splitter are remembered."""

    def __init__(self, rows: QWidget, problems: ProblemPanel, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._problems, self._memory = problems, toolbox.memory
        self.fold_button = IconButton(toolbox.theme, "chevron-right", self.tr("Hide the problems"), problems)
        self.unfold_button = IconButton(toolbox.theme, "chevron-left", self.tr("Show the problems"), self)
        problems.head.addWidget(self.fold_button)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(16)
        splitter.addWidget(rows)
        splitter.addWidget(problems)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([880, 340])
        problems.setMinimumWidth(toolbox.theme.pixels(_NARROWEST))
        toolbox.memory.keep_splitter("batch", splitter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(splitter, 1)
        row.addWidget(self.unfold_button, 0, Qt.AlignmentFlag.AlignTop)
        self.fold_button.clicked.connect(self._on_folded)
        self.unfold_button.clicked.connect(self._on_unfolded)
        self._fold(bool(self._memory.number(_FOLDED)))

    @Slot()
    def _on_folded(self) -> None:
        self._memory.put(_FOLDED, 1)
        self._fold(True)
        self.unfold_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_unfolded(self) -> None:
        self._memory.put(_FOLDED, 0)
        self._fold(False)
        self.fold_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fold(self, folded: bool) -> None:
        self._problems.setVisible(not folded)
        self.unfold_button.setVisible(folded)
