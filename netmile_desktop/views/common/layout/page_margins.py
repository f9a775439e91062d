"""The margins of a page that fills its place, which depend on how wide it is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from netmile_desktop.views.common.layout.lengths import margin_of


class PageMargins(QObject):
    """Keeps the sides of a page, or of a part of one, at the margin of pages of its width."""

    def __init__(self, page: QWidget, *, top: int = 0, bottom: int = 0) -> None:
        """`page` has a layout of its own; `top` and `bottom` are pixels above and below it."""
        super().__init__(page)
        self._page, self._top, self._bottom = page, top, bottom
        page.installEventFilter(self)
        self._keep(page.width())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and isinstance(event, QResizeEvent):
            self._keep(event.size().width())
        return super().eventFilter(watched, event)

    def _keep(self, width: int) -> None:
        layout = self._page.layout()
        if layout is not None:
            layout.setContentsMargins(margin_of(width), self._top, margin_of(width), self._bottom)
