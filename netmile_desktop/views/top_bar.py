"""The bar at the top: where one is, whether the portal answers, what works in the background, who one is."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QColor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from netmile_desktop.domain.language import Language
from netmile_desktop.tasks.task import Task
from netmile_desktop.views.common.buttons import QuietButton
from netmile_desktop.views.common.labels import Badge, set_role, text_label
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look.formats import moment
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.views.sandbox_clock import SandboxClock
from netmile_desktop.workspace.desk import Desk


class TopBar(QFrame):
    """Site, sandbox badge, connection, activity, user."""

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
        self._site = text_label(desk.site.name, "strong")
        self._site.setToolTip(desk.site.code)
        self._portal = text_label("" if desk.is_sandbox else desk.profile.name, "muted")
        self._chip = QuietButton("", parent=self)
        self._activity = QuietButton("", theme, "activity", self)
        self._user = QuietButton(desk.user.name, theme, "user", self)
        self._user.setMenu(self._user_menu())
        self._user.setAccessibleDescription(self.tr("Menu of the signed-in user"))
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 6, 14, 6)
        row.setSpacing(8)
        row.addWidget(self._site)
        if desk.is_sandbox:
            badge = Badge(theme, self.tr("Sandbox"), Tone.SANDBOX, "sandbox", self)
            badge.setToolTip(self.tr("Everything here is sample data. Nothing leaves this computer."))
            row.addWidget(badge)
            self.clock = SandboxClock(desk, toolbox, self)
            row.addWidget(self.clock)
            set_role(self, "sandbox", True)
        elif QColor.isValidColorName(desk.profile.colour):
            # The sandbox has a band of its own; another portal is told by the colour its clerk gave it.
            self.setStyleSheet(f"QFrame#topBar {{ border-top: 3px solid {desk.profile.colour}; }}")
        row.addWidget(self._portal)
        row.addStretch()
        for button in (self._chip, self._activity, self._user):
            row.addWidget(button)
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
        self._user.setText(self._desk.user.name)

    @property
    def activity_button(self) -> QuietButton:
        return self._activity

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
        since = self.tr("Offline, last contact {}").format(moment(heard)) if heard else self.tr("Offline")
        self._chip.setText(self.tr("Online") if online else since)
        said = self.tr("Last answer: {} JST").format(moment(heard)) if heard else self.tr("No answer yet")
        self._chip.setToolTip(f"{said}\n{self._desk.client.base_url}\n" + self.tr("Press to try now"))
        self._chip.setAccessibleName(self._chip.text())

    @Slot()
    def _on_tasks(self) -> None:
        running = self._toolbox.tasks.running()
        failed = [task for task in self._toolbox.tasks.tasks() if task.state == "failed"]
        if running:
            text = self.tr("{} running").format(len(running)) + _share(running)
        elif failed:
            text = self.tr("{} failed").format(len(failed))
        else:
            text = self.tr("Activity")
        self._activity.setText(text)
        self._activity.setAccessibleDescription(self.tr("Opens the list of background work"))
        set_role(self._activity, "busy", bool(running))

    @Slot()
    def _on_activity(self) -> None:
        corner = self._activity.mapToGlobal(QPoint(self._activity.width(), self._activity.height() + 4))
        self.activity_asked.emit(corner)

    @Slot()
    def _on_theme_changed(self) -> None:
        self._on_connection(self._toolbox.connection.is_online)
        self._user.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def _share(tasks: list[Task]) -> str:
    """How much of all running work is done, where every task knows its end."""
    if any(task.total <= 0 for task in tasks):
        return ""
    return f" {round(100 * sum(task.done / task.total for task in tasks) / len(tasks))}%"
