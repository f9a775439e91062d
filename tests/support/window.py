"""What tests of the window share: a toolbox with scripted dialogs, a signed-in desk at the real portal."""

from __future__ import annotations

import os
import re
import shutil
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar
from weakref import WeakSet

import pytest
import shiboken6
from PySide6.QtCore import QBuffer, QByteArray, QEvent, QEventLoop, QIODevice, QTimer
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import (
    QApplication,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.failures import is_known
from netmile_desktop.domain.language import Language
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.flow import FlowLayout
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.connection_status import ConnectionStatus
from netmile_desktop.views.look.theme import RowHeight, Theme
from netmile_desktop.views.messages import Texts
from netmile_desktop.views.navigation import Navigation
from netmile_desktop.views.window_state import WindowState
from netmile_desktop.workspace.access.credentials import Credentials
from netmile_desktop.workspace.access.profiles import SANDBOX, Profile
from netmile_desktop.workspace.access.sandbox import LOGIN, PASSWORD, SandboxPortal
from netmile_desktop.workspace.authentication import Authenticator
from netmile_desktop.workspace.desk import Desk

if TYPE_CHECKING:
    from netmile_desktop.portal.server import EmbeddedPortal
    from netmile_desktop.views.desk_page import DeskPage

S = TypeVar("S", bound=Screen)
W = TypeVar("W", bound=QWidget)

PATIENCE_S = 60.0 if {"CI", "PYTEST_XDIST_WORKER"} & os.environ.keys() else 6.0
"""How long a test waits for what must come. Long where every core is busy; a test that is run by itself says soon
that what it waits for does not come."""
PATIENCE_MS = int(PATIENCE_S * 1000)
TICK_MS = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was put: `what` is confirm, open, save, page or tell."""

    what: str
    title: str
    text: str = ""
    button: str = ""
    danger: bool = False


Answered = bool | Path | str | list[Path] | None


@dataclass
class ScriptedDialogs:
    """Answers as told beforehand; a question nobody expected fails the test."""

    answers: deque[Answered] = field(default_factory=deque)
    asked: list[Asked] = field(default_factory=list)

    def script(self, *answers: Answered) -> None:
        """The answers to the next questions, in order."""
        self.answers.extend(answers)

    def confirm(
        self, parent: QWidget, title: str, text: str, button: str, *, details: str = "", danger: bool = False
    ) -> bool:
        self.asked.append(Asked("confirm", title, text, button, danger))
        return self._answer() is True

    def choose_open_file(self, parent: QWidget, title: str, filters: str, purpose: str = "import") -> Path | None:
        return self._path(Asked("open", title, filters))

    def choose_open_files(self, parent: QWidget, title: str, filters: str, purpose: str = "import") -> list[Path]:
        self.asked.append(Asked("open", title, filters))
        answer = self._answer()
        return [answer] if isinstance(answer, Path) else list(answer) if isinstance(answer, list) else []

    def choose_save_file(
        self, parent: QWidget, title: str, name: str, filters: str, purpose: str = "save"
    ) -> Path | None:
        return self._path(Asked("save", title, name))

    def choose_folder(self, parent: QWidget, title: str, purpose: str = "save") -> Path | None:
        return self._path(Asked("folder", title))

    def ask_text(self, parent: QWidget, title: str, label: str, button: str) -> str | None:
        self.asked.append(Asked("text", title, label, button))
        answer = self._answer()
        return answer if isinstance(answer, str) else None

    def open_page(self, url: str) -> bool:
        self.asked.append(Asked("page", url))
        return self._answer() is True

    def tell(self, parent: QWidget, title: str, text: str) -> None:
        self.asked.append(Asked("tell", title, text))

    def _path(self, asked: Asked) -> Path | None:
        self.asked.append(asked)
        answer = self._answer()
        return answer if isinstance(answer, Path) else None

    def _answer(self) -> Answered:
        assert self.answers, f"nobody expected to be asked: {self.asked[-1]}"
        return self.answers.popleft()


class Served(Protocol):
    """A portal, or a line to one."""

    @property
    def url(self) -> str: ...


class ServedSandbox(SandboxPortal):
    """A sandbox that is served by this very process."""

    def __init__(self, portal: Served, folder: Path) -> None:
        super().__init__(folder)
        self.portal = portal

    def start(self) -> None:
        return None

    def url(self, progress: Progress = SILENT) -> str:
        return self.portal.url

    def stop(self) -> None:
        return None


class MemoryCredentials(Credentials):
    """A keyring in memory, which can be missing."""

    def __init__(self, *, present: bool = True) -> None:
        super().__init__()
        self.present = present
        self.passwords: dict[tuple[str, str], str] = {}
        self.keys: dict[tuple[str, str], bytes] = {}

    def available(self) -> bool:
        return self.present

    def find(self, profile: Profile, login: str) -> str | None:
        return self.passwords.get((profile.id, login)) if self.present else None

    def save(self, profile: Profile, login: str, password: str) -> bool:
        if self.present:
            self.passwords[profile.id, login] = password
        return self.present

    def forget(self, profile: Profile, login: str) -> None:
        self.passwords.pop((profile.id, login), None)

    def workspace_key(self, portal: str, site: str, *, make: bool = True) -> bytes | None:
        if not self.present:
            return None
        return self.keys.setdefault((portal, site), bytes(range(32))) if make else self.keys.get((portal, site))


def settle(tasks: TaskRunner, until: Callable[[], bool] = lambda: True) -> None:
    """Serve events until no job is left and a condition holds."""
    ends = time.monotonic() + PATIENCE_S
    # A job that ends is an event; the tick is for conditions that come true without one. Between events the processor
    # is left to the jobs and to the portal.
    tick = QTimer()
    tick.start(TICK_MS)
    while tasks.live() or not until():
        assert time.monotonic() < ends, "it never came to rest"
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    tick.stop()
    QApplication.processEvents()


def texts(widget: QWidget) -> str:
    """What its labels say, line by line; those that cannot be seen keep silent."""
    QApplication.processEvents()
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def in_front(page: DeskPage, kind: type[S]) -> S:
    """Return the screen of the tab in front, which is of the kind expected."""
    current = page.current
    assert isinstance(current, kind), f"{type(current).__name__} is in front"
    return current


def picture_of(width: int, height: int) -> bytes:
    """A picture in a file's form."""
    picture, content = QImage(width, height, QImage.Format.Format_RGB32), QByteArray()
    picture.fill(0xCC0066)
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(b"png")).write(picture)
    buffer.close()
    return bytes(content.data())


def items_left_behind() -> list[str]:
    """Where Qt has deleted items that the binding still knows: see `netmile_desktop.views.common.layouts`."""
    layouts = [each for each in _MADE if shiboken6.isValid(each)]
    return [f"{type(each).__name__} of {type(each.parentWidget()).__name__}" for each in layouts if _has_lost(each)]


_MADE: WeakSet[QLayout] = WeakSet()
"""Layouts that Python made. To look for them among all objects would take a tenth of a second after each test."""


@pytest.fixture(scope="session", autouse=True)
def _layouts_are_known() -> Iterator[None]:
    """From the first test on."""
    with pytest.MonkeyPatch.context() as patch:
        for kind in (QHBoxLayout, QVBoxLayout, QGridLayout, QFormLayout, QStackedLayout, FlowLayout):
            patch.setattr(kind, "__init__", _making_known(kind.__init__))
        yield


def _making_known(make: Callable[..., None]) -> Callable[..., None]:
    @wraps(make)
    def made(layout: QLayout, *words: object, **named: object) -> None:
        make(layout, *words, **named)
        _MADE.add(layout)

    return made


def _has_lost(layout: QLayout) -> bool:
    """Return whether the wrapper of a layout keeps one of an item that is in it no more."""
    kept = re.findall(r"\.Q(?:Widget|Spacer)Item at (0x[0-9a-f]+)>", shiboken6.dump(layout))
    if not kept:
        return False
    items = {id(item) for item in _items(layout)}
    return any(int(address, 16) not in items for address in kept)


def _items(layout: QLayout) -> Iterator[QLayoutItem]:
    """Items of a layout and of those within it."""
    for at in range(layout.count()):
        if item := layout.itemAt(at):
            yield item
            if isinstance(item, QLayout):
                yield from _items(item)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """No test of a window passes that would make a later one crash."""
    result = yield
    if "qapp" in getattr(item, "fixturenames", ()):
        assert not items_left_behind(), "widgets leave their layout through netmile_desktop.views.common.layouts"
    return result


def only_child(parent: QWidget, kind: type[W]) -> W:
    """Return the one widget of its kind within another."""
    [child] = parent.findChildren(kind)
    return child


def widget_in(layout: QLayout, at: int) -> QWidget:
    """Return the widget at a place of a layout."""
    item = layout.itemAt(at)
    assert item is not None, f"the layout ends before {at}"
    widget = item.widget()
    assert widget is not None, f"no widget stands at {at}"
    return widget


@pytest.fixture(scope="session")
def _one_theme(qapp: QApplication) -> Theme:
    return Theme(qapp, "light", 100)


@pytest.fixture
def theme(_one_theme: Theme) -> Iterator[Theme]:
    """The look; put back to light and 100 % after the test."""
    yield _one_theme
    _one_theme.rows = RowHeight.DEFAULT
    if (_one_theme.choice, _one_theme.scale) != ("light", 100):
        # Closed windows are still there, and would take seconds to dress once more.
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        _one_theme.use("light", 100)


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[TaskRunner]:
    """A runner; what is under way when the test ends must come to its end by itself."""
    runner = TaskRunner(is_expected=is_known)
    yield runner
    try:
        settle(runner)
    finally:
        stopped = runner.shut_down(PATIENCE_MS)
        qapp.processEvents()
        runner.deleteLater()
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert stopped, "a job did not stop"


@pytest.fixture
def dialogs() -> Iterator[ScriptedDialogs]:
    """Scripted; every answer must have been asked for."""
    scripted = ScriptedDialogs()
    yield scripted
    assert not scripted.answers, f"never asked for: {list(scripted.answers)}"


@pytest.fixture
def toolbox(tasks: TaskRunner, dialogs: ScriptedDialogs, theme: Theme, tmp_path: Path) -> Toolbox:
    """An English toolbox, so that tests read the words as they stand in the sources."""
    return Toolbox(
        tasks=tasks,
        dialogs=dialogs,
        navigation=Navigation(),
        words=Texts(Language.ENGLISH),
        theme=theme,
        memory=WindowState(tmp_path / "window.ini"),
        connection=ConnectionStatus(),
    )


@pytest.fixture
def credentials() -> MemoryCredentials:
    return MemoryCredentials()


@pytest.fixture
def authenticator(sandbox_portal: EmbeddedPortal, credentials: MemoryCredentials, tmp_path: Path) -> Authenticator:
    """Its sandbox is the test's own portal."""
    return Authenticator(tmp_path / "data", credentials, ServedSandbox(sandbox_portal, tmp_path / "unused"))


@pytest.fixture(scope="session")
def signed_in_data(make_sandbox: Callable[[], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which `demo` has been signed in to the sandbox, made once; to be copied, not opened."""
    from netmile_desktop.portal.server import EmbeddedPortal

    folder = tmp_path_factory.mktemp("signed-in")
    database = shutil.copytree(make_sandbox(), folder / "sandbox") / "portal.db"
    with EmbeddedPortal(f"sqlite:///{database}", sandbox=True, auto_worker=False) as portal:
        sandbox = ServedSandbox(portal, folder / "unused")
        Authenticator(folder / "data", MemoryCredentials(), sandbox).sign_in(SANDBOX, LOGIN, PASSWORD).close()
    shutil.rmtree(folder / "sandbox")
    return folder / "data"


@pytest.fixture
def been_here(signed_in_data: Path, tmp_path: Path) -> None:
    """The clerk was signed in on this computer before, so that the encrypted store need not be made."""
    shutil.copytree(signed_in_data, tmp_path / "data")


@pytest.fixture
def desk(authenticator: Authenticator, been_here: None) -> Iterator[Desk]:
    """Signed in to the sandbox as `demo`."""
    desk = authenticator.sign_in(SANDBOX, LOGIN, PASSWORD)
    yield desk
    desk.close()


@pytest.fixture
def newcomer(authenticator: Authenticator, sandbox_portal: EmbeddedPortal) -> Iterator[Desk]:
    """Signed in as 田中 美咲 of a site that has set nothing about the hand-over of registrations."""
    from tests.support.portals.portal import Desk as Caller

    anyone = Caller(sandbox_portal.url)
    token = anyone.call(operations.SIGN_IN, body=wire.SignIn(login="operator", password=PASSWORD)).token
    use = wire.RewardUse(site="kaze", uses_reward=True)
    Caller(anyone.url, token).call(operations.SET_REWARD_USE, body=use)
    desk = authenticator.sign_in(SANDBOX, "other", PASSWORD)
    yield desk
    desk.close()


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[QWidget], QWidget]:
    """Show a widget as the window would, and take it away after the test."""
    kept: list[QWidget] = []

    def show(widget: QWidget) -> QWidget:
        kept.append(widget)  # a test may keep no more than a part of it, and qtbot lets it go
        qtbot.addWidget(widget)
        widget.resize(1280, 800)
        widget.show()
        qtbot.waitExposed(widget)
        widget.activateWindow()  # keys of actions work in the active window only
        qtbot.waitUntil(widget.isActiveWindow)
        return widget

    return show
