"""The window: the sign-in page or a desk, and what holds for both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

import netmile_desktop
from netmile_desktop.domain.language import Language
from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.names import legible
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.drops import DropTarget
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.placement import Placement
from netmile_desktop.views.sign_in.page import SignInPage
from netmile_desktop.workspace.authentication import Authenticator
from netmile_desktop.workspace.settings import ProgramSettings

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QShowEvent
    from PySide6.QtWidgets import QAbstractButton

    from netmile_desktop.domain.rows import issuances
    from netmile_desktop.views.desk_page import DeskPage
    from netmile_desktop.views.help import window as help_window
    from netmile_desktop.views.navigation import answer_f1
    from netmile_desktop.views.reading_order import go_on_as_read
    from netmile_desktop.views.settings.dialog import SettingsDialog
    from netmile_desktop.workspace.desk import Desk
else:
    # The sign-in page is painted in a third of the time without them.
    issuances = import_lazily("netmile_desktop.domain.rows.issuances")
    answer_f1 = import_lazily("netmile_desktop.views.navigation", "answer_f1")
    go_on_as_read = import_lazily("netmile_desktop.views.reading_order", "go_on_as_read")
    DeskPage = import_lazily("netmile_desktop.views.desk_page", "DeskPage")
    help_window = import_lazily("netmile_desktop.views.help.window")
    SettingsDialog = import_lazily("netmile_desktop.views.settings.dialog", "SettingsDialog")

SMALLEST = QSize(960, 600)
"""As far as the screen allows it."""
USUAL = QSize(1280, 800)


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What one window leaves to the next, such as the one in another language."""

    desk: Desk | None
    places: list[str]
    typed: dict[str, object]
    signing_in: tuple[str, str]
    """The portal chosen on the sign-in page, by its profile's ID, and the ID typed there."""
    waiting_files: list[Path]


class MainWindow(QMainWindow):
    """One window, one desk at most."""

    settings_chosen = Signal(object)
    """Apply other `ProgramSettings`; the program rebuilds the window if the language differs."""
    desk_changed = Signal(object)
    """A `Desk` after signing in, None after signing out."""
    closed = Signal()
    painted = Signal()
    """The window was painted for the first time; emitted after the paint. Work that can wait starts now."""

    def __init__(
        self, authenticator: Authenticator, toolbox: Toolbox, settings: ProgramSettings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._front_door, self._toolbox, self._settings = authenticator, toolbox, settings
        self._desk: Desk | None = None
        self._page: DeskPage | None = None
        self._waiting_files: list[Path] = []
        self._closing_agreed = self._is_painted = False
        self._help: help_window.HelpWindow | None = None
        self.drops = DropTarget(self, self.tr("Drop here to import. The file itself is not moved."))
        self.drops.dropped.connect(self.take_files)
        self._stack = QStackedWidget(self)
        self.setCentralWidget(self._stack)
        self.sign_in = SignInPage(authenticator, toolbox, self)
        self.sign_in.signed_in.connect(self.open_desk)
        self.sign_in.settings_asked.connect(self._on_settings_asked)
        self.sign_in.language_asked.connect(self._on_language_asked)
        self.sign_in.help_asked.connect(self.open_help)
        toolbox.navigation.help_chosen.connect(self.open_help)
        self._stack.addWidget(self.sign_in)
        self._make_shortcuts()
        self._place_window()
        self._name_window()

    @property
    def page(self) -> DeskPage | None:
        """What a signed-in clerk sees, or None while nobody is signed in."""
        return self._page

    @property
    def desk(self) -> Desk | None:
        return self._desk

    @Slot(object)
    def open_desk(self, desk: Desk, places: list[str] | None = None) -> None:
        """Show a desk; `places` name the tabs to open again."""
        self._desk = desk
        if desk.is_offline:
            self._toolbox.connection.hold_offline(desk.last_contact)
        else:
            self._toolbox.connection.release()
        self._page = DeskPage(desk, self._toolbox, self)
        self._page.sign_in_asked.connect(self._on_session_over)
        bar = self._page.top_bar
        bar.sign_out_asked.connect(self._on_sign_out_asked)
        bar.settings_asked.connect(self._on_settings_asked)
        bar.language_asked.connect(self._on_language_asked)
        bar.theme_asked.connect(self._on_theme_asked)
        bar.about_asked.connect(self._on_about_asked)
        bar.help_asked.connect(self.open_help)
        bar.contact_asked.connect(lambda: self.open_help("contact"))
        self._stack.addWidget(self._page)
        self._stack.setCurrentWidget(self._page)
        self._page.restore(places if places is not None else self._toolbox.memory.texts(_tabs_of(desk)))
        self._page.focus()
        self._name_window()
        self.desk_changed.emit(desk)
        files, self._waiting_files = self._waiting_files, []
        self.take_files(files)

    @Slot(list)
    def take_files(self, paths: Sequence[Path]) -> None:
        """Files were dropped or named on the command line; they wait until someone is signed in."""
        if not paths:
            return
        if self._page is None:
            self._waiting_files = list(paths)
            self.sign_in.show_waiting_file(legible(paths[0].name))
            return
        self._page.import_file(paths)

    def hand_over(self) -> HandedOver:
        """Give the desk and all that is open away, to the window that takes the place of this one."""
        places = self._page.place() if self._page is not None else []
        typed = self._page.typed() if self._page is not None else {}
        desk, self._desk = self._desk, None
        self._closing_agreed = True
        return HandedOver(desk, places, typed, self.sign_in.typed(), self._waiting_files)

    def take_over(self, handed: HandedOver) -> None:
        """Go on where another window was."""
        self.sign_in.type_again(handed.signing_in)
        self.take_files(handed.waiting_files)
        if handed.desk is not None:
            self.open_desk(handed.desk, handed.places)
            if self._page is not None:
                self._page.type_again(handed.typed)

    # --- what the user does -----------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._is_painted and self.windowHandle() is not None:
            # A window's own paint is left out where its children cover it; what is exposed is painted at once.
            self.windowHandle().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Expose and not self._is_painted:
            self._is_painted = True
            watched.removeEventFilter(self)
            self._placement.follow()
            QTimer.singleShot(0, self.painted.emit)
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._closing_agreed and not self._may_stop_work(
            self.tr("Quit NetMile Desktop?"), self.tr("Stop the work and quit")
        ):
            event.ignore()
            return
        self._remember()
        if self._page is not None:
            self._page.shut()
        event.accept()
        self.closed.emit()

    def _may_stop_work(self, title: str, button: str) -> bool:
        running = self._toolbox.tasks.running()
        if not running:
            return True
        text = self.tr(
            "Work still running: {}. It will be stopped. What was already sent is kept and can be taken up again."
        ).format(len(running))
        return self._toolbox.dialogs.confirm(self, title, text, button, danger=True)

    @Slot()
    def _on_sign_out_asked(self) -> None:
        desk = self._desk
        if desk is None or not self._may_stop_work(self.tr("Log out?"), self.tr("Stop the work and log out")):
            return
        self._leave_desk()

        def sign_out(progress: Progress) -> None:
            desk.sign_out(progress)

        self._toolbox.tasks.start(sign_out, owner=self)

    @Slot()
    def _on_session_over(self) -> None:
        desk = self._desk
        if desk is not None:
            self._leave_desk()
            desk.close()

    def _leave_desk(self) -> None:
        self._remember()
        page, self._page, self._desk = self._page, None, None
        if page is not None:
            page.shut()
            self._toolbox.tasks.leave()
            self._stack.setCurrentWidget(self.sign_in)
            self._stack.removeWidget(page)
            page.deleteLater()
        self.sign_in.entered()
        self._name_window()
        self.desk_changed.emit(None)

    @Slot()
    def _on_settings_asked(self) -> None:
        retention = self._desk.retention if self._desk is not None else None
        dialog = SettingsDialog(self._settings, self._toolbox, self, retention)
        dialog.chosen.connect(self._on_settings_chosen)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        answer_f1(dialog, self._toolbox.navigation, "settings")
        dialog.open()

    @Slot()
    def _on_language_asked(self) -> None:
        other = Language.ENGLISH if self._settings.language is Language.JAPANESE else Language.JAPANESE
        self._on_settings_chosen(ProgramSettings(other, self._settings.theme, self._settings.text_scale))

    @Slot()
    def _on_theme_asked(self) -> None:
        theme = "light" if self._toolbox.theme.is_dark else "dark"
        self._on_settings_chosen(ProgramSettings(self._settings.language, theme, self._settings.text_scale))

    @Slot(object)
    def _on_settings_chosen(self, settings: ProgramSettings) -> None:
        self._settings = settings
        self.settings_chosen.emit(settings)

    @Slot()
    def _on_about_asked(self) -> None:
        info = self._desk.info if self._desk is not None else None
        lines = [
            self.tr("Version {}").format(netmile_desktop.__version__),
            self.tr("Follows the NetMile Management Site Operation Guide, Version {}.").format(issuances.GUIDE_VERSION),
        ]
        if info is not None:
            lines.append(
                self.tr("Portal: {} (API {}, rules {}, guide {})").format(
                    info.product, info.api_version, info.rules_version, info.guide_version
                )
            )
        lines.append(self.tr("The guide is by NetMile, Inc.; program and help are original works. MIT licence."))
        self._toolbox.dialogs.tell(self, "NetMile Desktop", "\n".join(lines))

    @Slot()
    @Slot(str)
    def open_help(self, topic: str = "") -> None:
        """The help beside the window, at a topic or at that of the screen in front."""
        # While a dialog waits for its answer, only what belongs to it can be used.
        owner = QApplication.activeModalWidget() or self
        own = owner.findChild(help_window.HelpWindow, options=Qt.FindChildOption.FindDirectChildrenOnly)
        self._help = own or help_window.HelpWindow(self._toolbox, owner)
        self._help.show_info(self._desk.info if self._desk is not None else None)
        self._help.show_topic(topic or self._topic())
        self._help.show()
        self._help.activateWindow()
        self._help.page.setFocus()

    def _topic(self) -> str:
        if self._page is None or self._page.reconnection.is_asking:
            return "sign-in"
        return self._page.current.topic()

    # --- keys -------------------------------------------------------------------------------

    def focusNextPrevChild(self, forward: bool) -> bool:
        return go_on_as_read(self, forward)

    def _make_shortcuts(self) -> None:
        deeds = (
            *(((f"Ctrl+{at + 1}",), lambda page, at=at: page.show_tab(at)) for at in range(9)),
            (("F5", "Ctrl+R"), lambda page: page.current.refresh()),
            (("Ctrl+F",), lambda page: page.current.seek()),
            (("Ctrl+Return", "Ctrl+Enter"), lambda page: _press(page.current.primary())),
            (("Ctrl+W",), lambda page: page.close_current()),
            (("Ctrl+Tab",), lambda page: page.tabs.turn(1)),
            (("Ctrl+Shift+Tab",), lambda page: page.tabs.turn(-1)),
            (("Ctrl+K",), lambda page: page.commands.open_anything()),
            (("Ctrl+/",), lambda page: page.commands.show_keys()),
            (("Ctrl+O",), lambda page: page.import_file(None)),
        )
        for keys, deed in deeds:
            for key in keys:
                QShortcut(QKeySequence(key), self, lambda deed=deed: self._on_page(deed))
        QShortcut(QKeySequence("F1"), self, self.open_help)
        QShortcut(QKeySequence("Esc"), self, self._on_escape)
        leave = QAction(self)
        leave.setShortcut(QKeySequence(QKeySequence.StandardKey.Quit))
        leave.triggered.connect(self.close)
        self.addAction(leave)

    def _on_page(self, deed: Callable[[DeskPage], object]) -> None:
        if self._page is not None and not self._page.reconnection.is_asking:
            deed(self._page)

    @Slot()
    def _on_escape(self) -> None:
        if self._page is not None:
            self._page.back()

    # --- what is remembered -----------------------------------------------------------------

    def _place_window(self) -> None:
        memory = self._toolbox.memory
        if not self.restoreGeometry(memory.bytes("window")):
            self.resize(USUAL)
        self._placement = Placement(self, SMALLEST)

    def _remember(self) -> None:
        memory = self._toolbox.memory
        memory.put_bytes("window", self.saveGeometry())
        if self._page is not None and self._desk is not None:
            memory.put(_tabs_of(self._desk), self._page.place())
        memory.save()

    def _name_window(self) -> None:
        name = "NetMile Desktop"
        if self._desk is not None:
            sandbox = self.tr(" [Sandbox]") if self._desk.is_sandbox else ""
            name = f"{self._desk.site.name}{sandbox} – {name}"
        self.setWindowTitle(name)


def _tabs_of(desk: Desk) -> str:
    """Return the name under which the open tabs are remembered: sites of two portals can have the same ID."""
    return f"tabs/{desk.profile.id}/{desk.site.id}"


def _press(button: QAbstractButton | None) -> None:
    if button is not None and button.isEnabled() and button.isVisible():
        button.click()
