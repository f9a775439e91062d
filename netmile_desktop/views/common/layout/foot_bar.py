"""The foot of a page: figures at the left, what is done with them at the right; it does not scroll."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from netmile_desktop.views.common.layout.lengths import APART, INSET, NEAR, margin_of
from netmile_desktop.views.common.layout.turning_line import two_ends


class FootBar(QFrame):
    """Over the whole width of a page, or as a card within one that scrolls as a whole."""

    def __init__(
        self,
        left: Sequence[QWidget],
        right: Sequence[QWidget],
        parent: QWidget | None = None,
        *,
        is_card: bool = False,
        above: Sequence[QWidget] = (),
    ) -> None:
        """`above` stands over the figures and buttons, one below the other, over the whole width."""
        super().__init__(parent)
        self._is_card = is_card
        self.setObjectName("card" if is_card else "foot")
        self._column = QVBoxLayout(self)
        self._column.setSpacing(NEAR)
        for widget in above:
            self._column.addWidget(widget)
        self._column.addWidget(two_ends(left, right, self))
        self._keep_margins()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._keep_margins()
        super().resizeEvent(event)

    def _keep_margins(self) -> None:
        side = INSET if self._is_card else margin_of(self.width())
        self._column.setContentsMargins(side, APART, side, APART)
