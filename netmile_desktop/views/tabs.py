"""What can be brought to the front: one line for each place of the rail, and the campaigns opened beside them.

What a place shows is loaded when the pointer comes near it, at the latest when it comes to the front: somebody who
signs in waits for one screen, and has one in memory, not all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.frame.rail import Rail, RailEntry
from netmile_desktop.workspace.desk import Desk

if TYPE_CHECKING:
    from netmile_desktop.views.application import view as application
    from netmile_desktop.views.batch import view as batch
    from netmile_desktop.views.frame.document_row import DocumentRow
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
    DocumentRow = import_lazily("netmile_desktop.views.frame.document_row", "DocumentRow")
    history = import_lazily("netmile_desktop.views.history.view")
    home = import_lazily("netmile_desktop.views.home.view")
    inquiry = import_lazily("netmile_desktop.views.inquiry.view")
    netmile = import_lazily("netmile_desktop.views.netmile_part.view")
    reward = import_lazily("netmile_desktop.views.reward.view")
    search = import_lazily("netmile_desktop.views.search.view")
    site = import_lazily("netmile_desktop.views.site.view")
    status = import_lazily("netmile_desktop.views.status.view")


Build = Callable[[Desk, Toolbox], Screen]


@dataclass(frozen=True, slots=True)
class FixedTab:
    """A place that is always there, or in every sandbox: its key, icon, word in the portal's menu, and its screen."""

    key: str
    icon: str
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


CAMPAIGN = "campaign:"
"""Prefix of the keys of documents."""

FIXED_TABS: tuple[FixedTab, ...] = (
    FixedTab("home", "home", str(QT_TRANSLATE_NOOP("Tabs", "Home")), lambda: home.HomeView),
    FixedTab("search", "search", str(QT_TRANSLATE_NOOP("Tabs", "Campaigns")), lambda: search.SearchView),
    FixedTab("apply", "pencil", str(QT_TRANSLATE_NOOP("Tabs", "New application")), lambda: application.ApplicationView),
    FixedTab("batch", "batch", str(QT_TRANSLATE_NOOP("Tabs", "Batches")), lambda: batch.BatchView),
    FixedTab("status", "status", str(QT_TRANSLATE_NOOP("Tabs", "Issuance status")), lambda: status.StatusView),
    FixedTab(
        "history", "history", str(QT_TRANSLATE_NOOP("Tabs", "Issue history / cancel")), lambda: history.HistoryView
    ),
    FixedTab("inquiry", "inquiry", str(QT_TRANSLATE_NOOP("Tabs", "Inquiry")), lambda: inquiry.InquiryView),
    FixedTab(
        "reward",
        "gift",
        str(QT_TRANSLATE_NOOP("Tabs", "Rewards")),
        lambda: reward.RewardView,
        lambda desk: desk.site.has_rewards,
    ),
    FixedTab("site", "chart", str(QT_TRANSLATE_NOOP("Tabs", "Site management")), lambda: site.SiteView),
    FixedTab(
        "netmile",
        "sandbox",
        str(QT_TRANSLATE_NOOP("Tabs", "NetMile's part")),
        lambda: netmile.NetMileView,
        lambda desk: desk.is_sandbox,
    ),
)


_DIGITS = 9


class Tabs(QObject):
    """Joins the rail of places and the row of documents: one of all these is in front."""

    chosen = Signal(str)
    """The key of what came to the front."""
    close_asked = Signal(str)

    def __init__(self, toolbox: Toolbox, fixed: Sequence[FixedTab], parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = toolbox.theme
        self.fixed = {tab.key: tab for tab in fixed}
        self._front = self._last_place = fixed[0].key
        self.rail = Rail(toolbox, self._places(), self._deeds(), parent)
        self.documents = QWidget(parent)
        """Where the row of documents stands once one is opened."""
        column = QVBoxLayout(self.documents)
        column.setContentsMargins(0, 0, 0, 0)
        self.documents.hide()
        self._row: DocumentRow | None = None
        self.rail.show_place(self._front)
        self.rail.chosen.connect(self._on_place_chosen)

    @property
    def row(self) -> DocumentRow:
        """The row of documents, which is loaded with the first one."""
        if self._row is None:
            self._row = DocumentRow(self._theme, self._bring, self.close_asked.emit, self.documents)
            layout = self.documents.layout()
            assert layout is not None
            layout.addWidget(self._row)
        return self._row

    def document_keys(self) -> list[str]:
        """The keys of the opened documents, left to right."""
        return self._row.keys() if self._row is not None else []

    def all_keys(self) -> list[str]:
        """The keys of the places in the order of their shortcuts, then those of the documents."""
        return [*self.fixed, *self.document_keys()]

    def count(self) -> int:
        return len(self.all_keys())

    def key(self) -> str:
        """The key of what is in front."""
        return self._front

    def title(self, key: str) -> str:
        """The word of a place, with how many things wait there, or the whole title of a document."""
        return self.rail.items[key].text_shown() if key in self.fixed else self.row.title(key)

    def show_tab(self, key: str) -> None:
        """Bring something to the front.

        Raises:
            KeyError: It is neither a place of this site nor an opened document.
        """
        if key not in self.all_keys():
            raise KeyError(key)
        self._bring(key)

    def turn(self, step: int) -> None:
        """Go round the documents; from a place, to the one that was in front last."""
        keys = self.document_keys()
        if not keys:
            return
        if self._front in keys:
            self._bring(keys[(keys.index(self._front) + step) % len(keys)])
        else:
            self._bring(self.row.current())

    def add(self, key: str, title: str) -> None:
        """Add a document."""
        self.row.add(key, title)
        self.documents.show()

    def name(self, key: str, title: str) -> None:
        """Show what a document has turned out to be; one that was closed meanwhile stays closed."""
        if key in self.document_keys():
            self.row.name(key, title)

    def show_count(self, key: str, count: int) -> None:
        """Show at a place how many things wait there; nothing if none do."""
        if key in self.fixed:
            self.rail.items[key].show_count(count)

    def drop(self, key: str) -> None:
        """Take a document away; if it was in front, its neighbour comes there, or the place that was there last."""
        keys = self.document_keys()
        at = keys.index(key)
        keys.remove(key)
        if key == self._front:
            self._bring(keys[max(at - 1, 0)] if keys else self._last_place)
        self.row.drop(key)
        self.documents.setVisible(bool(keys))

    @Slot(str)
    def _bring(self, key: str) -> None:
        if key == self._front:
            return
        self._front = key
        if key in self.fixed:
            self._last_place = key
        self.rail.show_place(key)
        if self._row is not None:
            self._row.show_front(key)
        self.chosen.emit(key)

    @Slot(str)
    def _on_place_chosen(self, key: str) -> None:
        if key in self.fixed:
            self._bring(key)

    def _places(self) -> list[RailEntry]:
        return [self._place(tab, at) for at, tab in enumerate(self.fixed.values(), 1)]

    def _place(self, tab: FixedTab, digit: int) -> RailEntry:
        if digit > _DIGITS:
            return RailEntry(tab.key, tab.icon, tab.title)
        shortcut = f"Ctrl+{digit}"
        return RailEntry(tab.key, tab.icon, tab.title, shortcut, shortcut if digit == 1 else str(digit))

    def _deeds(self) -> list[RailEntry]:
        return [
            RailEntry("starter-kit", "kit", self.tr("Starter kit")),
            RailEntry("settings", "settings", self.tr("Settings")),
            RailEntry("help", "help", self.tr("Help"), "F1", "F1"),
            RailEntry("log-out", "log-out", self.tr("Log out")),
        ]
