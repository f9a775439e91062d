"""What tests of several packages share: a portal with sample data, and no way to anybody's real keyring."""

from __future__ import annotations

import faulthandler
import gc
import os
import shutil
import signal
import sys
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from _pytest.faulthandler import fault_handler_stderr_fd_key
from hypothesis import settings

from tests.support.keyring import NOWHERE, PrivateKeyring, private_keyring
from tests.support.portals.unmeasured import portals_unmeasured
from tests.support.requirements import lacking, need

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from pytestqt.qtbot import QtBot

    from netmile_desktop.portal.server import EmbeddedPortal

if sys.platform == "linux" and not ("DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # Qt looks once; without a display it ends the process

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A run in the background ignores Ctrl+C, and whatever a test starts would do so, too.
    signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile("untimed", settings(), deadline=None)  # tests assert no times, least of all under coverage
settings.load_profile("untimed")

LONG = {"faults", "journeys", "documents", "benchmarks"}
"""Rooms whose tests are whole stories, of up to a minute each."""

FULL_COLLECTION_AFTER = 40
"""Tests before Python looks through everything it holds, which takes it a tenth of a second."""

_ENDED = pytest.StashKey[int]()

Afterwards = Callable[[Callable[[], object]], None]

pytest_plugins = ["tests.support.window"]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where several workers share the tests, the longest begin: one of them at the end would be waited for by all."""
    if hasattr(config, "workerinput"):
        tests = Path(__file__).parent
        items.sort(key=lambda item: item.path.relative_to(tests).parts[0] not in LONG)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A crash tells its place: the program's log, at its end, switches off what pytest has switched on for that."""
    if not faulthandler.is_enabled():
        faulthandler.enable(item.config.stash[fault_handler_stderr_fd_key])


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collecting makes half a million objects that stay to the end, through which garbage would be looked for in vain.

    They are set aside until the first window goes, which ends that.
    """
    gc.disable()
    found = yield
    gc.freeze()
    gc.enable()
    return found


def pytest_runtest_logstart() -> None:
    """Nothing is collected in the middle of a test that may have made a widget."""
    if "PySide6.QtWidgets" in sys.modules:
        gc.disable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    """Cycles that hold a widget are collected here, in the thread Qt lives in, and nowhere else.

    Left to itself Python collects in whichever thread happens to make the next object. Qt ends the process if a portal's
    thread frees what a window left behind, in whatever test it is that the portal serves by then.
    """
    torn_down = yield
    if "PySide6.QtWidgets" in sys.modules:
        item.session.stash[_ENDED] = ended = item.session.stash.get(_ENDED, 0) + 1
        gc.collect(1 if ended % FULL_COLLECTION_AFTER else 2)
    return torn_down


@pytest.fixture(scope="session", autouse=True)
def _no_waiting_for_the_disk() -> Iterator[pytest.MonkeyPatch]:
    """Until a test asks for it: see `tests.support.portals.durability`."""
    from tests.support.portals.durability import wait_for_no_disk

    with pytest.MonkeyPatch.context() as patch:
        wait_for_no_disk(patch)
        yield patch


@pytest.fixture(autouse=True)
def _durable(request: pytest.FixtureRequest, _no_waiting_for_the_disk: pytest.MonkeyPatch) -> Iterator[None]:
    """Tests marked `durable` wait for the disk as the program does."""
    if "durable" not in request.keywords:
        yield
        return
    from tests.support.portals.durability import wait_for_no_disk

    _no_waiting_for_the_disk.undo()
    yield
    wait_for_no_disk(_no_waiting_for_the_disk)


@pytest.fixture(autouse=True)
def measure_no_portal() -> Iterator[None]:
    """Portals answer at their full speed under coverage too; a room that measures them overrides it."""
    with portals_unmeasured():
        yield


@pytest.fixture(autouse=True)
def _no_real_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that want a keyring start one of their own (`tests.support.keyring`)."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", NOWHERE)


@pytest.fixture(autouse=True)
def _no_key_stays_down() -> Iterator[None]:
    """Qt goes on seeing Ctrl held after a simulated Ctrl+C; the next test must not begin with it."""
    yield
    widgets, gui = sys.modules.get("PySide6.QtWidgets"), sys.modules.get("PySide6.QtGui")
    if widgets and gui and widgets.QApplication.instance() and gui.QGuiApplication.keyboardModifiers():
        up = gui.QKeyEvent(gui.QKeyEvent.Type.KeyRelease, 0, sys.modules["PySide6.QtCore"].Qt.KeyboardModifier(0))
        widgets.QApplication.sendEvent(widgets.QWidget(), up)


@pytest.fixture
def qtbot(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> QtBot:
    """Waits as long as everything else here does: its own five seconds are too short for a busy machine."""
    from tests.support.window import PATIENCE_MS

    for name in ("waitUntil", "waitSignal", "waitSignals"):
        monkeypatch.setattr(qtbot, name, partial(getattr(qtbot, name), timeout=PATIENCE_MS))
    return qtbot


@pytest.fixture(scope="session", autouse=True)
def _clipboard_ends_before_python() -> Iterator[None]:
    """Without a display the clipboard is a static of Qt's: what is left in it would be freed after the interpreter."""
    yield
    gui = sys.modules.get("PySide6.QtGui")
    if gui and gui.QGuiApplication.instance():
        gui.QGuiApplication.clipboard().clear()


@pytest.fixture(scope="session")
def make_sandbox(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Make a folder with the sandbox's database and key, to be copied, not opened; once an hour, by which its files go.

    Its worker has caught up with the day: each copy's would do it again.
    """
    from netmile_desktop.portal.server import EmbeddedPortal

    made: dict[datetime, Path] = {}

    def make() -> Path:
        hour = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
        if hour not in made:
            folder = tmp_path_factory.mktemp("sandbox")
            with EmbeddedPortal(f"sqlite:///{folder / 'portal.db'}", sandbox=True, auto_worker=False) as portal:
                portal.worker.run_until_idle()
            made[hour] = folder
        return made[hour]

    return make


@pytest.fixture
def sandbox_database(make_sandbox: Callable[[], Path]) -> Path:
    """The sandbox of this hour."""
    return make_sandbox()


@pytest.fixture(scope="session")
def afterwards() -> Iterator[Afterwards]:
    """Does in turn what is left to do after a test, while the next one begins: a server takes its time to go."""
    with ThreadPoolExecutor(1, thread_name_prefix="afterwards") as pool:
        done: list[Future[object]] = []
        yield lambda step: done.append(pool.submit(step))
    for each in done:
        each.result()


@pytest.fixture
def sandbox_copy(sandbox_database: Path, tmp_path: Path, afterwards: Afterwards) -> Iterator[Path]:
    """A folder of this test's own with the sandbox's data in it. It goes with the test: hundreds of them fill a disk."""
    folder = Path(shutil.copytree(sandbox_database, tmp_path / "sandbox"))
    yield folder
    afterwards(lambda: shutil.rmtree(folder, ignore_errors=True))


@pytest.fixture
def sandbox_portal(sandbox_copy: Path, afterwards: Afterwards) -> Iterator[EmbeddedPortal]:
    """A portal of this test's own that serves the sandbox's data and judges what it receives."""
    from netmile_desktop.portal.server import EmbeddedPortal

    portal = EmbeddedPortal(f"sqlite:///{sandbox_copy / 'portal.db'}", sandbox=True)
    portal.__enter__()
    yield portal
    afterwards(lambda: portal.__exit__(None, None, None))


@pytest.fixture
def real_portal(sandbox_copy: Path) -> Iterator[EmbeddedPortal]:
    """A portal with the same data that does not call itself a sandbox."""
    from netmile_desktop.portal.server import EmbeddedPortal

    with EmbeddedPortal(f"sqlite:///{sandbox_copy / 'portal.db'}", sandbox=False) as portal:
        yield portal


@pytest.fixture
def keyring(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivateKeyring]:
    """A real keyring that this test alone sees."""
    yield from private_keyring(tmp_path_factory.mktemp("k"), monkeypatch)


@pytest.fixture(scope="session")
def postgres() -> Iterator[object]:
    """A PostgreSQL of this test run."""
    from tests.support.portals.postgres import PostgresCluster, find_binaries

    binaries = find_binaries()
    if binaries is None:
        lacking("PostgreSQL", "postgresql")
    cluster = PostgresCluster(binaries)
    yield cluster
    cluster.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's own browser, without a window; each test opens contexts of its own in it."""
    from playwright.sync_api import sync_playwright

    program = need("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()
