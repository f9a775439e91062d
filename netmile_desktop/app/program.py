"""The program with its window: builds the collaborators, joins them, takes them apart in the right order."""

from __future__ import annotations

import gc
import importlib
import logging
import os
import signal
import sys
from collections.abc import Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Slot, qInstallMessageHandler
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

import netmile_desktop
from netmile_desktop.app.allocation import give_large_blocks_back
from netmile_desktop.domain.failures import is_known
from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.log import Log
from netmile_desktop.paths import Folders, resources
from netmile_desktop.progress import Progress
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.dialogs import WindowDialogs
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.connection_status import ConnectionStatus
from netmile_desktop.views.look.theme import STYLE, Theme
from netmile_desktop.views.look.translation import Translations
from netmile_desktop.views.main_window import MainWindow
from netmile_desktop.views.messages import Texts
from netmile_desktop.views.navigation import Navigation
from netmile_desktop.views.window_state import ROWS, WindowState
from netmile_desktop.workspace.access.credentials import Credentials
from netmile_desktop.workspace.access.sandbox import SandboxPortal
from netmile_desktop.workspace.authentication import Authenticator
from netmile_desktop.workspace.settings import ProgramSettings, save_settings

if TYPE_CHECKING:
    from netmile_desktop.tasks.lateness import LatenessProbe
    from netmile_desktop.workspace.desk import Desk
else:
    LatenessProbe = import_lazily("netmile_desktop.tasks.lateness", "LatenessProbe")

TURN_SECONDS = 0.00002
"""Time a job may hold Python's lock while the window wants to paint; painting takes many short turns, and each waits
twice as long at ten times this span."""

STOP_MS = 5_000
"""Time that running work may take to stop when the window is closed."""

_FIRST_SCREEN = ("netmile_desktop.views.desk_page", "netmile_desktop.views.home.view")

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

_log = logging.getLogger(__name__)


class Program(QObject):
    """Everything between the first and the last window; the window is built anew for another language."""

    def __init__(self, app: QApplication, folders: Folders, settings: ProgramSettings, sandbox: SandboxPortal) -> None:
        super().__init__(app)
        self._turn_before = sys.getswitchinterval()
        sys.setswitchinterval(TURN_SECONDS)
        self._app, self._folders, self._settings, self._sandbox = app, folders, settings, sandbox
        self._desk: Desk | None = None
        self.tasks = TaskRunner(self, is_expected=is_known)
        self._memory = WindowState(folders.config / "window.ini")
        self._connection = ConnectionStatus(self)
        self._theme = Theme(app, settings.theme, settings.text_scale)
        self._theme.use_rows(self._memory.text(ROWS))
        self._translations = Translations(app)
        self._translations.use(settings.language)
        self._front_door = Authenticator(folders.data, Credentials(), sandbox)
        self.window = self._build_window()

    def _build_window(self) -> MainWindow:
        navigation = Navigation(self)
        toolbox = Toolbox(
            tasks=self.tasks,
            dialogs=WindowDialogs(self._memory, navigation),
            navigation=navigation,
            words=Texts(self._settings.language),
            theme=self._theme,
            memory=self._memory,
            connection=self._connection,
        )
        window = MainWindow(self._front_door, toolbox, self._settings)
        window.settings_chosen.connect(self._on_settings_chosen)
        window.desk_changed.connect(self._on_desk_changed)
        return window

    @Slot(object)
    def _on_settings_chosen(self, settings: ProgramSettings) -> None:
        """A new window takes the place of the old one, with the same desk and the same tabs."""
        self._settings = settings
        try:
            save_settings(self._folders.settings_file, settings)
        except OSError as error:
            _log.warning("settings could not be saved: %s", error)
        self._theme.use(settings.theme, settings.text_scale)
        self._translations.use(settings.language)
        old = self.window
        handed = old.hand_over()
        self.window = self._build_window()
        self.window.setGeometry(old.geometry())
        self.window.take_over(handed)
        self.window.show()
        old.close()
        old.deleteLater()

    @Slot(object)
    def _on_desk_changed(self, desk: Desk | None) -> None:
        self._desk = desk

    def go_on(self, *, enter_sandbox: bool) -> None:
        """What the first paint did not have to wait for."""
        # What there is by now stays for good, and need not be gone through at every collection.
        gc.freeze()
        give_large_blocks_back()
        self.tasks.start(self._prepare_signing_in, owner=self)
        if enter_sandbox:
            self.window.sign_in.enter_sandbox()

    def _prepare_signing_in(self, _progress: Progress) -> None:
        """In the background: what will be needed once somebody is signed in, most likely where it was last."""
        if self._front_door.profiles.last().is_sandbox:
            self._sandbox.start()
        for needed in _FIRST_SCREEN:
            importlib.import_module(needed)

    @cached_property
    def probe(self) -> LatenessProbe:
        """Tells how late the thread of the window is; made where somebody wants to know."""
        return LatenessProbe(self)

    @Slot()
    def shut_down(self) -> None:
        """Stop work, let go of the sockets it is blocked in, close the store, end the sandbox; in this order."""
        if "probe" in vars(self):
            self.probe.stop()
        stopped = self.tasks.shut_down(STOP_MS)
        sys.setswitchinterval(self._turn_before)
        if self._desk is not None:
            self._desk.close()
        self._sandbox.stop()
        self._translations.take_away()
        self._memory.save()
        logging.shutdown()
        if not stopped:
            # A thread blocked for good would keep the process alive.
            os._exit(0)


def run(
    folders: Folders,
    settings: ProgramSettings,
    sandbox: SandboxPortal,
    *,
    enter_sandbox: bool,
    files: Sequence[Path],
    probe: bool = False,
) -> int:
    """Show the window and serve it until it is closed; with `probe` the log tells how late its thread is."""
    log = _open_log(folders)
    QApplication.setApplicationName("NetMile Desktop")
    QApplication.setApplicationVersion(netmile_desktop.__version__)
    QApplication.setDesktopFileName("netmile-desktop")
    app = QApplication([sys.argv[0], "-style", STYLE])
    # Ctrl+C in the terminal ends the program like a power cut, which the store and the portal survive.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    qInstallMessageHandler(_on_qt_message)
    app.setWindowIcon(QIcon(str(resources() / "icons" / "program.svg")))
    program = Program(app, folders, settings, sandbox)
    if log is not None:
        log.catch_crashes(program.tasks.unheard.emit)
    app.aboutToQuit.connect(program.shut_down)
    program.window.take_files(files)
    program.window.painted.connect(partial(program.go_on, enter_sandbox=enter_sandbox))
    program.window.show()
    if probe:
        program.probe.start()
    code = app.exec()
    qInstallMessageHandler(None)
    if log is not None:
        log.stop()
    return code


def _open_log(folders: Folders) -> Log | None:
    try:
        return Log(folders.log)
    except OSError as error:
        print(f"no log file: {error}", file=sys.stderr)
        return None


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    logging.getLogger("qt").log(_LEVELS.get(kind, logging.WARNING), "%s (%s)", message, context.category or "")
