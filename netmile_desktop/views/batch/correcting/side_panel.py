"""The rows with the list of problems beside them, which can be folded away if space is short."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from netmile_desktop.views.batch.correcting.problem_panel import ProblemPanel
from netmile_desktop.views.common.labels import IconButton
from netmile_desktop.views.common.layout.lengths import APART
from netmile_desktop.views.common.panels import ScrollPage
from netmile_desktop.views.common.toolbox import Toolbox

_NARROWEST, _USUAL, _WIDEST = 220, 320, 420
_MOST = 36
"""Percent of the width that the panel takes at most, where that is no less than it needs."""
_LOWEST = 250
_LEAST_SEEN = 40
"""Pixels of a page that scrolls, before what stands above and below it is pressed together."""
_WIDE = 1400
"""Width from which on the panel is at its widest."""
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
        self._theme, self._splitter, self._is_moved = toolbox.theme, splitter, False
        problems.setMinimumWidth(toolbox.theme.pixels(_NARROWEST))
        problems.setMaximumWidth(toolbox.theme.pixels(_WIDEST))
        self._is_moved = toolbox.memory.keep_splitter("batch", splitter)
        splitter.splitterMoved.connect(self._on_moved)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(splitter, 1)
        row.addWidget(self.unfold_button, 0, Qt.AlignmentFlag.AlignTop)
        self.fold_button.clicked.connect(self._on_folded)
        self.unfold_button.clicked.connect(self._on_unfolded)
        self._fold(bool(self._memory.number(_FOLDED)))
        self._theme.changed.connect(self._keep_room)
        self._keep_room()

    @Slot()
    def _keep_room(self) -> None:
        """Never fewer than some rows: a page that is lower scrolls."""
        self.setMinimumHeight(self._theme.pixels(_LOWEST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As long as nobody chose its width, the panel has as much as its titles need, and more in a wide window."""
        super().resizeEvent(event)
        if not self._is_moved:
            pixels = self._theme.pixels
            wanted = pixels(_WIDEST if self.width() >= pixels(_WIDE) else _USUAL)
            wanted = min(wanted, self.width() * _MOST // 100)
            self._splitter.setSizes([max(self.width() - wanted, 1), wanted])

    @Slot()
    def _on_moved(self) -> None:
        self._is_moved = True

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


def scrolling(widgets: Sequence[QWidget], parent: QWidget) -> ScrollPage:
    """Return a page of widgets, one below the other, that scrolls if it is lower than they need; the last one grows."""
    page = ScrollPage(parent)
    page.body.setContentsMargins(0, 0, 0, 0)
    page.body.setSpacing(APART)
    page.setMinimumHeight(_LEAST_SEEN)
    page.content.setMinimumWidth(1)  # it scrolls up and down only; what is in it gives way sideways as it did
    for widget in widgets:
        page.body.addWidget(widget, int(widget is widgets[-1]))
    page.body.addStretch()
    return page
