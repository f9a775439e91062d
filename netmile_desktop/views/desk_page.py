"""Everything a signed-in clerk sees: top bar, rail, opened campaigns, notices, the screen in front, status line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.progress import Progress
from netmile_desktop.views.commands import Commands
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.notices import Notice, NoticeBar
from netmile_desktop.views.common.screen import Dismissible, Screen
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.frame.rail import Rail
from netmile_desktop.views.look.formats import moment
from netmile_desktop.views.pending_sends import PendingSends
from netmile_desktop.views.prefetch import Prefetch
from netmile_desktop.views.reconnection import Reconnection
from netmile_desktop.views.routes import Routes
from netmile_desktop.views.tabs import CAMPAIGN, FIXED_TABS, Tabs
from netmile_desktop.views.top_bar import TopBar
from netmile_desktop.workspace.desk import Desk

if TYPE_CHECKING:
    from netmile_desktop.views.activity.view import ActivityPanel
    from netmile_desktop.views.campaign.view import CampaignView
else:
    ActivityPanel = import_lazily("netmile_desktop.views.activity.view", "ActivityPanel")
    CampaignView = import_lazily("netmile_desktop.views.campaign.view", "CampaignView")

PROBE_MS = 15_000
"""Interval at which a portal that cannot be reached is tried again."""


class DeskPage(QWidget):
    """The places and documents of one desk. Screens are built when they are first shown."""

    sign_in_asked = Signal()
    """The session cannot be renewed: return to the sign-in page."""

    def __init__(self, desk: Desk, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._toolbox = desk, toolbox
        self._screens: dict[str, Screen] = {}
        self._places: dict[str, str] = {}
        self.top_bar = TopBar(desk, toolbox, self)
        self.tabs = Tabs(toolbox, [tab for tab in FIXED_TABS if tab.is_for(desk)], self)
        self.notices = NoticeBar(toolbox.theme, self)
        self._stack = QStackedWidget(self)
        self._summary = text_label("", "help")
        self._as_of = text_label("", "help")
        self._activity: QFrame | None = None
        self._content = QWidget(self)
        self._lay_out()
        self.reconnection = Reconnection(desk, toolbox, self._content, self)
        self.outbox = PendingSends(desk, toolbox, self)
        self.provisions = Prefetch(desk, toolbox, self)
        self.routes = Routes(toolbox.navigation, self._brought, self)
        self.commands = Commands(desk, toolbox, self.tabs, self.top_bar, self, lambda: self.current.refresh())
        self._probe_timer = QTimer(self, interval=PROBE_MS)
        self._probe_timer.timeout.connect(self.probe)
        self._connect()
        self._greet()

    # --- what the window asks ---------------------------------------------------------------

    @property
    def current(self) -> Screen:
        """The screen in front."""
        return self._screen(self.tabs.key())

    def place(self) -> list[str]:
        """The tab in front, then every tab worth opening again: its key, its title and where one is in it."""
        places = [self.tabs.key()]
        for key in self.tabs.all_keys():
            if key in self._screens or key.startswith(CAMPAIGN):
                where = self._screens[key].place() if key in self._screens else self._places.get(key, "")
                places.append(f"{key}\t{self.tabs.title(key)}\t{where}")
        return places

    def restore(self, places: list[str]) -> None:
        """Open again what `place` named; only the tab in front is built and fetched at once."""
        for place in places[1:]:
            key, title, where = (*place.split("\t", 2), "", "")[:3]
            self._places[key] = where
            if key.startswith(CAMPAIGN) and key not in self.tabs.all_keys():
                self.tabs.add(key, title)
        self._show(places[0] if places and places[0] in self.tabs.all_keys() else "home")

    def typed(self) -> dict[str, object]:
        """What was typed and is kept nowhere yet, by the keys of the tabs."""
        typed = {key: screen.typed() for key, screen in self._screens.items()}
        return {key: each for key, each in typed.items() if each is not None}

    def type_again(self, typed: Mapping[str, object]) -> None:
        """Put back what `typed` of the page before this one answered; its tabs are open again."""
        for key, each in typed.items():
            if key in self.tabs.all_keys():
                self._screen(key).type_again(each)

    def show_tab(self, at: int) -> None:
        """Ctrl+1 … Ctrl+9: the place of that number less one; behind the places, the documents."""
        if at < self.tabs.count():
            self.tabs.show_tab(self.tabs.all_keys()[at])

    def close_current(self) -> None:
        """Ctrl+W: close the campaign in front."""
        if self.tabs.key().startswith(CAMPAIGN):
            self._on_close_asked(self.tabs.key())

    def import_file(self, path: Path | Sequence[Path] | None, campaign_id: str = "", mode: Mode = Mode.PC) -> None:
        """Take a file in, or several one after the other."""
        self.routes.import_file(path, campaign_id, mode)

    def back(self) -> None:
        """Esc: one step back in the screen in front, or in what covers it."""
        if self.reconnection.is_asking:
            self.reconnection.overlay.put_off()
        elif not self.commands.close_opener() and not _dismissed(self.focusWidget()):
            self.current.back()

    def focus(self) -> None:
        """Put the cursor into the screen in front."""
        self.current.setFocus()

    def shut(self) -> None:
        """Take over what is being typed, and stop what runs by itself; called before the desk is closed."""
        _end_typing(self)
        for each in (self.outbox, self.provisions, self._probe_timer):
            each.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.tabs.rail.follow(self.width())
        self.top_bar.show_cramped(cramped=self.tabs.rail.is_cramped)

    # --- screens ----------------------------------------------------------------------------

    @Slot(str)
    def open_campaign(self, campaign_id: str) -> None:
        """Bring a campaign to the front, in a new tab where it is not open yet."""
        key = CAMPAIGN + campaign_id
        if key not in self.tabs.all_keys():
            self.tabs.add(key, campaign_id)
        self._show(key)

    def _show(self, key: str) -> None:
        if self.tabs.key() == key:
            self._on_tab(key)
        self.tabs.show_tab(key)

    def _brought(self, key: str) -> Screen:
        self._show(key)
        return self._screen(key)

    def _screen(self, key: str) -> Screen:
        if key not in self._screens:
            screen = self._build(key)
            screen.status_changed.connect(self._on_status)
            screen.noticed.connect(self._on_noticed)
            screen.unnoticed.connect(self.notices.drop)
            self._screens[key] = screen
            self._stack.addWidget(screen)
            if where := self._places.pop(key, ""):
                screen.restore(where)
        return self._screens[key]

    def _build(self, key: str) -> Screen:
        if key.startswith(CAMPAIGN):
            campaign = CampaignView(self._desk, self._toolbox, key.removeprefix(CAMPAIGN))
            campaign.named.connect(lambda title: self.tabs.name(key, title))
            return campaign
        return self.tabs.fixed[key].build(self._desk, self._toolbox)

    @Slot(str)
    def _on_pointed_at(self, key: str) -> None:
        if key not in self._screens:
            # Loading what it is made of takes time, building it is the window's own work.
            self._toolbox.tasks.start(lambda _: self.tabs.fixed[key].load(), owner=self)

    @Slot(str)
    def _on_tab(self, key: str) -> None:
        screen = self._screen(key)
        if self._stack.currentWidget() is not screen:
            self.notices.clear()
            self._stack.setCurrentWidget(screen)
        screen.entered()
        self._on_status()

    @Slot(str)
    def _on_close_asked(self, key: str) -> None:
        self.tabs.drop(key)
        screen = self._screens.pop(key, None)
        if screen is not None:
            self._stack.removeWidget(screen)
            screen.deleteLater()

    # --- what happens -----------------------------------------------------------------------

    @Slot()
    def _on_status(self) -> None:
        screen = self.current
        self._summary.setText(screen.summary())
        self._as_of.setText(self.tr("As of {} JST").format(moment(as_of)) if (as_of := screen.as_of()) else "")

    @Slot(object)
    def _on_noticed(self, notice: Notice) -> None:
        self.notices.show_notice(notice)

    @Slot(object)
    def _on_unheard(self, error: Exception) -> None:
        self.notices.show_notice(Notice(self._toolbox.words.failure(error), "error", details=repr(error)))

    @Slot()
    def _on_session_put_off(self) -> None:
        """The clerk goes on without the portal; the way back stays in sight."""
        if self._desk.is_offline:
            return
        text = self.tr("Your session has ended. Log in again to go on; your drafts are kept.")
        again = ((self.tr("Log in again"), self.reconnection.ask_again),)
        self.notices.show_notice(Notice(text, "warning", "session", again))

    @Slot()
    def _on_restored(self) -> None:
        for key in ("session", "offline"):
            self.notices.drop(key)
        self.top_bar.show_user()
        self.current.refresh()
        self.outbox.look()
        self.provisions.lay_in()

    @Slot()
    def _on_clock_moved(self) -> None:
        self.provisions.lay_in()
        self.current.refresh()

    @Slot(bool)
    def _on_connection(self, online: bool) -> None:
        if self._desk.is_offline:
            return
        if online:
            self._probe_timer.stop()
            self.notices.drop("offline")
            self.current.refresh()
        else:
            self._probe_timer.start()

    @Slot()
    def probe(self) -> None:
        """Ask the portal whether it is there; a desk without a network signs in for that."""
        if self._desk.is_offline:
            self.reconnection.go_online()
            return

        def ask(progress: Progress) -> None:
            self._desk.client.sessions.info(progress)

        connection = self._toolbox.connection
        self._toolbox.tasks.start(
            ask, owner=self, done=lambda _: connection.heard(), failed=lambda _: connection.missed()
        )

    @Slot(QPoint)
    def _on_activity_asked(self, corner: QPoint) -> None:
        if self._activity is None:
            self._activity = _activity_popover(self._toolbox, self)
        self._activity.adjustSize()
        self._activity.move(corner - QPoint(self._activity.width(), 0))
        self._activity.show()

    @Slot()
    def _on_activity_chosen(self) -> None:
        self.top_bar.activity_button.click()

    # --- building ---------------------------------------------------------------------------

    def _lay_out(self) -> None:
        status = _status_line(self._summary, self._as_of, self)
        _fill(self, self._content)
        # No screen that is not in front may claim room, nor press the bars together.
        self._stack.setMinimumSize(1, 1)
        column = QVBoxLayout()
        column.setSpacing(0)
        for widget in (self.tabs.documents, self.notices, self._stack, status):
            column.addWidget(widget, int(widget is self._stack))
        for bar in (self.top_bar, self.tabs.documents, status):
            bar.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        grid = QGridLayout(self._content)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.top_bar, 0, 0, 1, 2)
        grid.addWidget(self.tabs.rail, 1, 0)
        grid.addLayout(column, 1, 1)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._on_tab)
        self.tabs.close_asked.connect(self._on_close_asked)
        self.tabs.rail.pointed_at.connect(self._on_pointed_at)
        self.top_bar.fold_button.clicked.connect(self.tabs.rail.toggle)
        self.top_bar.field.clicked.connect(self.commands.open_anything)
        _join_deeds(self.tabs.rail, self.top_bar)
        navigation = self._toolbox.navigation
        navigation.campaign_chosen.connect(self.open_campaign)
        navigation.activity_chosen.connect(self._on_activity_chosen)
        navigation.site_changed.connect(self.top_bar.show_user)
        navigation.session_lost.connect(self.reconnection.ask_again)
        self.reconnection.put_off.connect(self._on_session_put_off)
        self.reconnection.restored.connect(self._on_restored)
        self.reconnection.leave_asked.connect(self.sign_in_asked)
        navigation.waiting_counted.connect(self.tabs.show_count)
        for teller in (self.outbox, self.provisions, self.commands):
            teller.noticed.connect(self._on_noticed)
        self.outbox.unnoticed.connect(self.notices.drop)
        self.commands.closed.connect(self.focus)
        self._toolbox.tasks.unheard.connect(self._on_unheard)
        self._toolbox.connection.changed.connect(self._on_connection)
        self.top_bar.connection_asked.connect(self.probe)
        self.top_bar.activity_asked.connect(self._on_activity_asked)
        if self.top_bar.clock is not None:
            self.top_bar.clock.noticed.connect(self._on_noticed)
            self.top_bar.clock.moved.connect(self._on_clock_moved)

    def _greet(self) -> None:
        """Say once what the clerk should know about this sign-in."""
        if self._desk.is_offline:
            said = self.tr(
                "Opened without a network; nothing is sent. You can look up what was seen and prepare drafts."
            )
            online = ((self.tr("Go online"), self.reconnection.go_online),)
            self.notices.show_notice(Notice(said, "info", "offline", online))
        else:
            self.outbox.look()
            self.provisions.lay_in()
        for notice in _about_rules(self._desk):
            self.notices.show_notice(notice)
        if self._desk.profile.remember and not self._desk.remembered and not self._desk.is_sandbox:
            text = self.tr("The password could not be kept in the keyring. It stays in memory until you quit.")
            self.notices.show_notice(Notice(text, "warning", "keyring"))


def _dismissed(focused: QWidget | None) -> bool:
    """Return whether something around the focus took Esc for itself, the nearest first."""
    while focused is not None and not isinstance(focused, Screen):
        if isinstance(focused, Dismissible) and focused.dismiss():
            return True
        focused = focused.parentWidget()
    return False


def _end_typing(page: QWidget) -> None:
    """Let go of the cell that is being typed in, which takes over what it holds."""
    writing = page.focusWidget()
    if writing is not None:
        writing.clearFocus()


def _fill(whole: QWidget, content: QWidget) -> None:
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(content)


def _status_line(summary: QWidget, as_of: QWidget, parent: QWidget) -> QFrame:
    status = QFrame(parent)
    status.setObjectName("statusLine")
    row = QHBoxLayout(status)
    row.setContentsMargins(20, 4, 20, 4)
    row.addWidget(summary)
    row.addStretch()
    row.addWidget(as_of)
    return status


def _join_deeds(rail: Rail, bar: TopBar) -> None:
    """Let the foot of the rail do what the menu of the user does."""
    for key, asked in (
        ("starter-kit", bar.starter_kit_asked),
        ("settings", bar.settings_asked),
        ("help", bar.help_asked),
        ("log-out", bar.sign_out_asked),
    ):
        rail.deeds[key].clicked.connect(asked)


def _activity_popover(toolbox: Toolbox, parent: QWidget) -> QFrame:
    popover = QFrame(parent, Qt.WindowType.Popup)
    popover.setObjectName("card")
    column = QVBoxLayout(popover)
    column.setContentsMargins(1, 1, 1, 1)
    column.addWidget(ActivityPanel(toolbox, popover))
    return popover


def _about_rules(desk: Desk) -> Iterator[Notice]:
    """What the clerk should know about the rules by which rows are checked here."""
    translate = QCoreApplication.translate
    if desk.rules_differ:
        text = translate(
            "DeskPage", "The portal uses other rules than this program. Its verdicts count; please update."
        )
        yield Notice(text, "warning", "rules")
    if desk.keys_by_own_rule:
        text = translate(
            "DeskPage",
            "The portal does not tell its rule for specified keys; they are checked by this program's own.",
        )
        yield Notice(text, "info", "key-rule")
