"""The tabs of the window: one line for each fixed tab, and the row that shows them beside opened campaigns.

What a tab shows is loaded when the pointer comes near it, at the latest when it comes to the front: somebody who
signs in waits for one screen, and has one in memory, not all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QSize, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar, QWidget

from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.formats import shorten
from netmile_desktop.views.theme import Theme
from netmile_desktop.views.toolbox import Toolbox
from netmile_desktop.workspace.desk import Desk

LONGEST_TITLE = 26


Build = Callable[[Desk, Toolbox], Screen]


@dataclass(frozen=True, slots=True)
class FixedTab:
    """A tab that is always there: its key, its word in the portal's menu, and what loads its screen."""

    key: str
    word: str
    load: Callable[[], Build]

    def build(self, desk: Desk, toolbox: Toolbox) -> Screen:
        """A new screen of this tab."""
        return self.load()(desk, toolbox)

    @property
    def title(self) -> str:
        return QCoreApplication.translate("Tabs", self.word)


def _home() -> Build:
    from netmile_desktop.views.home.view import HomeView

    return HomeView


def _search() -> Build:
    from netmile_desktop.views.search.view import SearchView

    return SearchView


def _batch() -> Build:
    from netmile_desktop.views.batch.view import BatchView

    return BatchView


def _status() -> Build:
    from netmile_desktop.views.status.view import StatusView

    return StatusView


def _history() -> Build:
    from netmile_desktop.views.history.view import HistoryView

    return HistoryView


def _inquiry() -> Build:
    from netmile_desktop.views.inquiry.view import InquiryView

    return InquiryView


def _site() -> Build:
    from netmile_desktop.views.site.view import SiteView

    return SiteView


def _apply() -> Build:
    from netmile_desktop.views.application.view import ApplicationView

    return ApplicationView


FIXED_TABS: tuple[FixedTab, ...] = (
    FixedTab("home", str(QT_TRANSLATE_NOOP("Tabs", "Home")), _home),
    FixedTab("search", str(QT_TRANSLATE_NOOP("Tabs", "Campaigns")), _search),
    FixedTab("batch", str(QT_TRANSLATE_NOOP("Tabs", "Batches")), _batch),
    FixedTab("status", str(QT_TRANSLATE_NOOP("Tabs", "Issuance status")), _status),
    FixedTab("history", str(QT_TRANSLATE_NOOP("Tabs", "Issue history / cancel")), _history),
    FixedTab("inquiry", str(QT_TRANSLATE_NOOP("Tabs", "Inquiry")), _inquiry),
    FixedTab("site", str(QT_TRANSLATE_NOOP("Tabs", "Site management")), _site),
    FixedTab("apply", str(QT_TRANSLATE_NOOP("Tabs", "New application")), _apply),
)


class TabRow(QTabBar):
    """Fixed tabs first, then a line, then the opened campaigns, which can be closed."""

    chosen = Signal(str)
    """The key of the tab that came to the front."""
    close_asked = Signal(str)
    pointed_at = Signal(str)
    """The key of the tab that the pointer has come to, and that may be wanted next."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pointed_at = ""
        self.setMouseTracking(True)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setTabsClosable(True)
        self.setUsesScrollButtons(True)
        self.setAccessibleName(self.tr("Tabs"))
        for tab in FIXED_TABS:
            at = self.addTab(tab.title)
            self.setTabData(at, tab.key)
            for side in (QTabBar.ButtonPosition.LeftSide, QTabBar.ButtonPosition.RightSide):
                self.setTabButton(at, side, None)
            self.setTabToolTip(at, f"Ctrl+{at + 1}")
        self.currentChanged.connect(self._on_current_changed)
        self.tabCloseRequested.connect(self._on_close_asked)

    def all_keys(self) -> list[str]:
        """The keys of all tabs, left to right."""
        return [str(self.tabData(at)) for at in range(self.count())]

    def key(self) -> str:
        """The key of the tab in front."""
        return str(self.tabData(self.currentIndex()))

    def show_tab(self, key: str) -> None:
        """Bring a tab to the front."""
        self.setCurrentIndex(self.all_keys().index(key))

    def add(self, key: str, title: str) -> None:
        """Add the tab of a document."""
        at = self.addTab("")
        self.setTabData(at, key)
        self.name(key, title)

    def name(self, key: str, title: str) -> None:
        """Write on the tab of a document what it has turned out to be."""
        at = self.all_keys().index(key)
        # A single ampersand would be taken for a mnemonic.
        self.setTabText(at, shorten(title, LONGEST_TITLE).replace("&", "&&"))
        self.setTabToolTip(at, title)

    def drop(self, key: str) -> None:
        """Take the tab of a document away; the one to its left comes to the front if it was in front."""
        at = self.all_keys().index(key)
        if at == self.currentIndex():
            self.setCurrentIndex(at - 1)
        self.removeTab(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        at = self.tabAt(event.position().toPoint())
        key = str(self.tabData(at)) if at >= 0 else ""
        if key != self._pointed_at:
            self._pointed_at = key
            if key:
                self.pointed_at.emit(key)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.count() > len(FIXED_TABS):
            left = self.tabRect(len(FIXED_TABS)).left()
            painter = QPainter(self)
            painter.setPen(self._theme.colour("field_line"))
            painter.drawLine(left, 10, left, self.height() - 11)
            painter.end()

    @Slot(int)
    def _on_current_changed(self, at: int) -> None:
        if at >= 0 and self.tabData(at):
            self.chosen.emit(str(self.tabData(at)))

    @Slot(int)
    def _on_close_asked(self, at: int) -> None:
        self.close_asked.emit(str(self.tabData(at)))
