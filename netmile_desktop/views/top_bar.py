"""The bar at the top: where one is, whether the portal answers, what works in the background, who one is."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QColor, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from netmile_desktop.domain.language import Language
from netmile_desktop.views.common.buttons import QuietButton
from netmile_desktop.views.common.labels import Badge, ElidedLabel, IconButton, set_role, text_label
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.frame.controls import FIELD_WIDTH, ActivityButton, CommandField
from netmile_desktop.views.look.formats import moment
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.views.sandbox_clock import SandboxClock
from netmile_desktop.workspace.desk import Desk

_BAND = 3
"""Pixels of the coloured band at the top edge."""
_STEPS = 7
"""From all words to as few as a window may need: words of the field, word behind the count, name of the user, then
the time of the last contact, what is left of the field's words, and that the portal answers."""


class TopBar(QFrame):
    """Site, sandbox badge and day, the command field, connection, activity, user."""

    connection_asked = Signal()
    """The connection chip was pressed: try again now."""
    activity_asked = Signal(QPoint)
    """Show the list of background tasks with its top right corner at this point."""
    settings_asked = Signal()
    language_asked = Signal()
    about_asked = Signal()
    theme_asked = Signal()
    """Switch between light and dark."""
    starter_kit_asked = Signal()
    help_asked = Signal()
    keys_asked = Signal()
    contact_asked = Signal()
    sign_out_asked = Signal()

    def __init__(self, desk: Desk, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self._desk, self._toolbox = desk, toolbox
        theme = toolbox.theme
        self.clock: SandboxClock | None = None
        self.fold_button = IconButton(theme, "sidebar", "", self)
        self.show_cramped(cramped=False)
        self._site = ElidedLabel("strong", self)
        self._site.setText(desk.site.name)
        self._site.setToolTip(f"{desk.site.name}\n{desk.site.code}")
        self._badge = Badge(theme, self.tr("Sandbox"), Tone.SANDBOX, "sandbox", self)
        self._badge.setToolTip(self.tr("Everything here is sample data. Nothing leaves this computer."))
        self._badge.setVisible(desk.is_sandbox)
        if desk.is_sandbox:
            self.clock = SandboxClock(desk, toolbox, self)
            set_role(self, "sandbox", True)
        elif QColor.isValidColorName(desk.profile.colour):
            # The sandbox has a band of its own; another portal is told by the colour its clerk gave it.
            self.setStyleSheet(f"QFrame#topBar {{ border-top: 3px solid {desk.profile.colour}; }}")
        self._portal = text_label("" if desk.is_sandbox else desk.profile.name, "muted", self)
        self.field = CommandField(theme, self)
        self._chip = QuietButton("", parent=self)
        self._activity = ActivityButton(theme, self)
        self._user = QuietButton(desk.user.name, theme, "user", self)
        self._user.setProperty("menu", True)
        self._user.setMenu(self._user_menu())
        self._user.setAccessibleDescription(self.tr("Menu of the signed-in user"))
        self._lay_out()
        self._chip.clicked.connect(self.connection_asked)
        self._activity.clicked.connect(self._on_activity)
        toolbox.connection.changed.connect(self._on_connection)
        toolbox.tasks.changed.connect(self._on_tasks)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self._on_tasks()

    def show_user(self) -> None:
        """The names may be others after signing in again."""
        self._site.setText(self._desk.site.name)
        self._site.setToolTip(f"{self._desk.site.name}\n{self._desk.site.code}")
        self._user.setAccessibleName(self._desk.user.name)
        self._give_way()

    def show_cramped(self, *, cramped: bool) -> None:
        """Say whether the window has room for the words of the rail; without it there is nothing to fold."""
        self.fold_button.setEnabled(not cramped)
        self.fold_button.setAccessibleName(self.tr("Collapse or expand the navigation"))
        too_narrow = self.tr("The window is too narrow for the full navigation.")
        self.fold_button.setToolTip(too_narrow if cramped else self.fold_button.accessibleName())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_way()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._give_way()

    @property
    def activity_button(self) -> QuietButton:
        return self._activity

    def _lay_out(self) -> None:
        self._row = QHBoxLayout(self)
        self._row.setSpacing(8)
        self._row.addWidget(self.fold_button)
        self._row.addWidget(self._site)
        self._row.addWidget(self._badge)
        if self.clock is not None:
            self._row.addWidget(self.clock)
        self._row.addWidget(self._portal)
        self._row.addStretch(1)
        self._row.addWidget(self.field, 100)
        self._row.addStretch(1)
        for button in (self._chip, self._activity, self._user):
            self._row.addWidget(button)
        # What gives way must not hold the window open.
        self.setMinimumWidth(1)

    def _give_way(self) -> None:
        """Leave out, one after the other, what there is no room for. Site, sandbox and day are never left out."""
        if not self.isVisible():  # how wide it will be is not known yet
            return
        for step in range(_STEPS):
            self.field.shorten(words=step < 1, key=step < 5)
            self._activity.shorten(short=step >= 2)
            self._user.setText(self._desk.user.name if step < 3 else "")
            words = self._connection_words(short=step >= 4)
            self._chip.setText(words if step < 6 or not self._toolbox.connection.is_online else "")
            if self._row.sizeHint().width() <= self.width():
                break

    def _user_menu(self) -> QMenu:
        menu = QMenu(self)
        theme = self._toolbox.theme
        here = menu.addAction(f"{self._desk.user.name}  ({self._desk.user.login})")
        here.setEnabled(False)
        menu.addSeparator()
        english = self._toolbox.words.language is Language.ENGLISH
        entries = (
            ("settings", self.tr("&Settings…"), self.settings_asked),
            ("language", "日本語で表示(&J)" if english else "Show in &English", self.language_asked),
            ("download", self.tr("Starter &kit…"), self.starter_kit_asked),
            ("", "", None),
            ("help", self.tr("&Help") + "\tF1", self.help_asked),
            ("list", self.tr("Ke&ys") + "\tCtrl+/", self.keys_asked),
            ("phone", self.tr("&Contact"), self.contact_asked),
            ("info", self.tr("&About NetMile Desktop"), self.about_asked),
            ("", "", None),
            ("log-out", self.tr("Log &out"), self.sign_out_asked),
        )
        for icon, words, signal in entries:
            if signal is None:
                menu.addSeparator()
                continue
            action = QAction(theme.icon(icon, "muted"), words, menu)
            action.triggered.connect(signal)
            menu.addAction(action)
        return menu

    @Slot(bool)
    def _on_connection(self, online: bool) -> None:
        theme = self._toolbox.theme
        self._chip.setIcon(theme.icon("online" if online else "offline", "success" if online else "warning"))
        heard = self._toolbox.connection.heard_at
        said = self.tr("Last answer: {} JST").format(moment(heard)) if heard else self.tr("No answer yet")
        self._chip.setToolTip(f"{said}\n{self._desk.client.base_url}\n" + self.tr("Press to try now"))
        self._chip.setAccessibleName(self._connection_words())
        self._give_way()

    def _connection_words(self, *, short: bool = False) -> str:
        if self._toolbox.connection.is_online:
            return self.tr("Online")
        heard = self._toolbox.connection.heard_at
        if short or heard is None:
            return self.tr("Offline")
        return self.tr("Offline, last contact {}").format(moment(heard))

    @Slot()
    def _on_tasks(self) -> None:
        before = self._activity.text()
        self._activity.show_tasks(self._toolbox.tasks.tasks())
        if self._activity.text() != before:
            self._give_way()

    @Slot()
    def _on_activity(self) -> None:
        corner = self._activity.mapToGlobal(QPoint(self._activity.width(), self._activity.height() + 4))
        self.activity_asked.emit(corner)

    @Slot()
    def _on_theme_changed(self) -> None:
        theme = self._toolbox.theme
        self._row.setContentsMargins(theme.pixels(14), 0, theme.pixels(14), 0)
        self.field.setMaximumWidth(theme.pixels(FIELD_WIDTH))
        self.setFixedHeight(theme.pixels(45) + (_BAND if self._has_band() else 0))
        self._user.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._user.setAccessibleName(self._desk.user.name)
        self._on_connection(self._toolbox.connection.is_online)

    def _has_band(self) -> bool:
        return self._desk.is_sandbox or bool(self.styleSheet())
