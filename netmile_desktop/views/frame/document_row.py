"""The row of opened campaigns, which is there only while one is open."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from netmile_desktop.views.common.labels import set_role
from netmile_desktop.views.common.tab_bars.fitting import FittingTabBar
from netmile_desktop.views.look.theme import Theme

MOST, LEAST = 224, 140
"""Widths of a document in pixels at a text of 100 percent: where there is room, and before the list begins."""


class DocumentBar(FittingTabBar):
    """The tabs of the row. One is current even while a place is in front: the one that Ctrl+Tab comes back to."""

    def natural_width(self, at: int) -> int:
        return min(super().natural_width(at), self._theme.pixels(MOST))

    def least_width(self, at: int) -> int:
        return min(self.natural_width(at), self._theme.pixels(LEAST))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(self._theme.colour("line"))
        top, bottom = self.height() // 2 - self._theme.pixels(8), self.height() // 2 + self._theme.pixels(8)
        for at in range(1, self.count()):
            if at not in self._listed:
                left = self.tabRect(at).left()
                painter.drawLine(left, top, left, bottom)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # The middle button would bring to the front what it is to close.
        if event.button() is not Qt.MouseButton.MiddleButton:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        # Not every version of Qt closes by the middle button: here it is done in one place.
        if event.button() is not Qt.MouseButton.MiddleButton:
            super().mouseReleaseEvent(event)
        elif (at := self.tabAt(event.position().toPoint())) >= 0:
            self.tabCloseRequested.emit(at)


class DocumentRow(QFrame):
    """Opened campaigns in the order in which they were opened or dragged, each with a button that closes it."""

    def __init__(
        self, theme: Theme, bring: Callable[[str], None], close: Callable[[str], None], parent: QWidget | None = None
    ) -> None:
        """`bring` takes the key of a document that was pressed or reached by arrow keys, `close` of one to be closed."""
        super().__init__(parent)
        self._bring, self._close = bring, close
        self.setObjectName("documentRow")
        self._theme = theme
        self.bar = DocumentBar(theme, self.tr("Open campaigns"), self)
        self.bar.setObjectName("documents")
        self.bar.setMovable(True)
        self.bar.setTabsClosable(True)
        self.bar.setMouseTracking(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.pixels(12), 0, theme.pixels(12), 0)
        row.addWidget(self.bar, 1)
        self._is_told = True
        self.bar.tabBarClicked.connect(self._on_pressed)
        self.bar.currentChanged.connect(self._on_pressed)
        self.bar.tabCloseRequested.connect(self._on_close_asked)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.show_front("")

    def keys(self) -> list[str]:
        """The keys of the documents, left to right."""
        return [str(self.bar.tabData(at)) for at in range(self.bar.count())]

    def current(self) -> str:
        """The key of the document that is or was in front; "" without any."""
        return str(self.bar.tabData(self.bar.currentIndex()) or "")

    def title(self, key: str) -> str:
        """The whole title of a document."""
        return self.bar.tabToolTip(self.keys().index(key))

    def add(self, key: str, title: str) -> None:
        """Add a document at the right."""
        self._is_told = False
        self.bar.setTabData(self.bar.addTab(""), key)
        self._is_told = True
        self.name(key, title)

    def name(self, key: str, title: str) -> None:
        """Show what a document has turned out to be."""
        at = self.keys().index(key)
        # A single ampersand would be taken for a mnemonic.
        self.bar.setTabText(at, title.replace("&", "&&"))
        self.bar.setTabToolTip(at, title)

    def drop(self, key: str) -> None:
        """Take a document away."""
        self._is_told = False
        self.bar.removeTab(self.keys().index(key))
        self._is_told = True

    def show_front(self, key: str) -> None:
        """Show which document is in front; none if `key` is no document."""
        is_document = key in self.keys()
        if is_document:
            self._is_told = False
            self.bar.setCurrentIndex(self.keys().index(key))
            self._is_told = True
        set_role(self.bar, "front", is_document)

    @Slot(int)
    def _on_pressed(self, at: int) -> None:
        if self._is_told and at >= 0 and self.bar.tabData(at):
            self._bring(str(self.bar.tabData(at)))

    @Slot(int)
    def _on_close_asked(self, at: int) -> None:
        self._close(str(self.bar.tabData(at)))

    @Slot()
    def _on_theme_changed(self) -> None:
        self.setFixedHeight(self._theme.pixels(36))
