"""The tabs of the window: one line for each fixed tab, and the row that shows them beside opened campaigns.

What a tab shows is loaded when the pointer comes near it, at the latest when it comes to the front: somebody who
signs in waits for one screen, and has one in memory, not all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QSize, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar, QWidget

from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look.formats import shorten
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.workspace.desk import Desk

if TYPE_CHECKING:
    from netmile_desktop.views.application import view as application
    from netmile_desktop.views.batch import view as batch
    from netmile_desktop.views.history import view as history
    from netmile_desktop.views.home import view as home
    from netmile_desktop.views.inquiry import view as inquiry
    from netmile_desktop.views.netmile_part import view as netmile
    from netmile_desktop.views.reward import view as reward
    from netmile_desktop.views.search import view as search
    from netmile_desktop.views.site import view as site
    from netmile_desktop.views.status import view as status
else:
    application = import_lazily("netmile_desktop.views.application.view")
    batch = import_lazily("netmile_desktop.views.batch.view")
    history = import_lazily("netmile_desktop.views.history.view")
    home = import_lazily("netmile_desktop.views.home.view")
    inquiry = import_lazily("netmile_desktop.views.inquiry.view")
    netmile = import_lazily("netmile_desktop.views.netmile_part.view")
    reward = import_lazily("netmile_desktop.views.reward.view")
    search = import_lazily("netmile_desktop.views.search.view")
    site = import_lazily("netmile_desktop.views.site.view")
    status = import_lazily("netmile_desktop.views.status.view")

LONGEST_TITLE = 26


Build = Callable[[Desk, Toolbox], Screen]


@dataclass(frozen=True, slots=True)
class FixedTab:
    """A tab that is always there, or in every sandbox: its key, its word in the portal's menu, and what loads its screen."""

    key: str
    word: str
    load: Callable[[], Build]
    is_for: Callable[[Desk], bool] = lambda _: True
    """Whether the site of a desk has any use for it; others never see it."""

    def build(self, desk: Desk, toolbox: Toolbox) -> Screen:
        """A new screen of this tab."""
        return self.load()(desk, toolbox)

    @property
    def title(self) -> str:
        return QCoreApplication.translate("Tabs", self.word)


FIXED_TABS: tuple[FixedTab, ...] = (
    FixedTab("home", str(QT_TRANSLATE_NOOP("Tabs", "Home")), lambda: home.HomeView),
    FixedTab("search", str(QT_TRANSLATE_NOOP("Tabs", "Campaigns")), lambda: search.SearchView),
    FixedTab("batch", str(QT_TRANSLATE_NOOP("Tabs", "Batches")), lambda: batch.BatchView),
    FixedTab("status", str(QT_TRANSLATE_NOOP("Tabs", "Issuance status")), lambda: status.StatusView),
    FixedTab("history", str(QT_TRANSLATE_NOOP("Tabs", "Issue history / cancel")), lambda: history.HistoryView),
    FixedTab("inquiry", str(QT_TRANSLATE_NOOP("Tabs", "Inquiry")), lambda: inquiry.InquiryView),
    FixedTab(
        "reward",
        str(QT_TRANSLATE_NOOP("Tabs", "Rewards")),
        lambda: reward.RewardView,
        lambda desk: desk.site.uses_reward,
    ),
    FixedTab("site", str(QT_TRANSLATE_NOOP("Tabs", "Site management")), lambda: site.SiteView),
    FixedTab("apply", str(QT_TRANSLATE_NOOP("Tabs", "New application")), lambda: application.ApplicationView),
    FixedTab(
        "netmile",
        str(QT_TRANSLATE_NOOP("Tabs", "NetMile's part")),
        lambda: netmile.NetMileView,
        lambda desk: desk.is_sandbox,
    ),
)


class TabRow(QTabBar):
    """Fixed tabs first, then a line, then the opened campaigns, which can be closed."""

    chosen = Signal(str)
    """The key of the tab that came to the front."""
    close_asked = Signal(str)
    pointed_at = Signal(str)
    """The key of the tab under the pointer, which the user may open next."""

    def __init__(self, theme: Theme, fixed: Sequence[FixedTab], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.fixed = theme, {tab.key: tab for tab in fixed}
        self._pointed_at = ""
        self.setMouseTracking(True)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setTabsClosable(True)
        self.setUsesScrollButtons(True)
        self.setAccessibleName(self.tr("Tabs"))
        for tab in fixed:
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

    def show_count(self, key: str, count: int) -> None:
        """Write on a fixed tab how many things wait there; nothing if none do."""
        if key in self.fixed:
            title = self.fixed[key].title
            self.setTabText(self.all_keys().index(key), f"{title} {count:,}" if count else title)

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
        if self.count() > len(self.fixed):
            left = self.tabRect(len(self.fixed)).left()
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
