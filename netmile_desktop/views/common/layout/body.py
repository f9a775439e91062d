"""The part of a page that scrolls, over the whole width of the page."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from netmile_desktop.views.common.layout.lengths import APART, PAGE_WIDTH, margin_of
from netmile_desktop.views.common.panels import ScrollPage
from netmile_desktop.views.look.theme import Theme


class Body(ScrollPage):
    """Scrolls with its bar at the edge of the page; its content keeps the margins of the page and a greatest width.

    Nothing in it is pressed together: what does not fit is below, and brought up by the bar.
    """

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, widest: int = PAGE_WIDTH, is_inset: bool = False
    ) -> None:
        """`widest` is the width of the content in pixels at the usual text size.

        With `is_inset` it stands within the margins of another page, and has none.
        """
        super().__init__(parent)
        self._theme, self._widest, self._is_inset = theme, widest, is_inset
        self.body.setSpacing(APART)
        self._on_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._on_width()
        super().resizeEvent(event)

    def _on_width(self) -> None:
        # Not the width beside the bar: what a margin does to the height would decide about the bar, and so on.
        width, widest = self.width(), self._theme.pixels(self._widest)
        side = 0 if self._is_inset else margin_of(width)
        end = 0 if self._is_inset else APART
        kept = self.body.contentsMargins()
        bar = self.verticalScrollBar().sizeHint().width()
        least = self.body.minimumSize().width() - kept.left() - kept.right() + bar
        over = max(0, width - 2 * side - max(widest, least))
        self.body.setContentsMargins(side, end, side + over, end)


def scrolled(page: QWidget, theme: Theme, parent: QWidget, foot: QWidget | None = None) -> QWidget:
    """Return a widget that scrolls a page which has no margins of its own, above its foot."""
    whole = QWidget(parent)
    body = Body(theme, whole)
    body.body.addWidget(page, 1)
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(body, 1)
    if foot is not None:
        column.addWidget(foot)
    return whole
