"""Starting: until the window is painted, until the sandbox's home is shown, and the memory it has by then."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks.benchmark import MEBIBYTES, Against, AtMost, Benchmark, Stage
from tests.benchmarks.leftovers import AT_END
from tests.benchmarks.measuring import answer_of, resident_bytes, seconds_of

if TYPE_CHECKING:
    from netmile_desktop.app.preflight import StartObstacle

BARE_SERVER = """
import uvicorn

async def app(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"{}"})

uvicorn.run(app, port=int(__import__("sys").argv[1]), lifespan="off", log_level="critical")
"""


def our_window(folder: str) -> None:
    """The program until its window is painted for the first time; then the process ends."""
    _run_until(folder, "window_is_painted")


def our_home(folder: str) -> None:
    """The program with `--sandbox` until the campaigns of the site stand in the window."""
    _run_until(folder, "home_is_shown", "--sandbox")


def our_memory(folder: str) -> float:
    """The resident memory of the signed-in program while the home page is shown and nothing is under way."""
    _run_until(folder, "home_rests", "--sandbox")
    raise AssertionError("not reached")


def bare_window() -> None:
    """A PySide6 window with a table and a tool bar, until it is painted."""
    _show_bare_window()
    os._exit(0)


def bare_window_and_server() -> None:
    """The same, and a uvicorn process with an application that answers at once, until it has answered."""
    import socket
    import subprocess
    import time
    from urllib.error import URLError
    from urllib.request import urlopen

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with subprocess.Popen([sys.executable, "-c", BARE_SERVER, str(port)]) as server:
        _show_bare_window()
        while True:
            try:
                with urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                    answer.read()
                break
            except (URLError, ConnectionError):
                time.sleep(0.005)
        server.kill()
    os._exit(0)


def bare_memory() -> float:
    """The resident memory of a process that shows a bare window."""
    kept = _show_bare_window()
    resident = resident_bytes()
    assert kept
    return resident


def _show_bare_window() -> Any:
    from PySide6.QtWidgets import QApplication, QMainWindow, QTableView, QToolBar

    class Window(QMainWindow):
        is_painted = False

        def paintEvent(self, event: Any) -> None:
            super().paintEvent(event)
            self.is_painted = True

    app = QApplication([])
    window = Window()
    window.setCentralWidget(QTableView())
    window.addToolBar(QToolBar())
    window.menuBar().addMenu("A")
    window.resize(1280, 800)
    window.show()
    while not window.is_painted:
        app.processEvents()
    return app, window


def _run_until(folder: str, condition: str, *words: str) -> None:
    """Run the program as a user does. When the condition holds after a paint, this process ends at once."""
    from netmile_desktop.__main__ import main
    from netmile_desktop.app import preflight

    load_qt = preflight.why_no_qt

    def load_watched_qt(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> StartObstacle | None:
        why = load_qt(environ, platform)
        from tests.benchmarks import watching

        watching.watch(condition)
        return why

    preflight.why_no_qt = load_watched_qt
    main(["--data-dir", folder, "--language", "en", *words])


@contextmanager
def used_folder(_stage: Stage) -> Iterator[Path]:
    """A data folder in which the sandbox has been used before: making its sample data is no start."""
    yield _used_folder()


@cache
def _used_folder() -> Path:
    folder = tempfile.mkdtemp(prefix="netmile-bench-")
    AT_END.callback(shutil.rmtree, folder, ignore_errors=True)
    seconds_of(our_home, folder)
    return Path(folder)


BENCHMARKS = (
    Benchmark(
        area="start",
        title="program start until the window is painted",
        prepare=used_folder,
        ours=lambda folder: seconds_of(our_window, str(folder)),
        against=(
            Against(
                "bare PySide6 window",
                AtMost(1.5),
                lambda _: seconds_of(bare_window),
                remark="some 80 ms of processor time more: 28 to make Qt's enumerations known to Python (those of one "
                "namespace 16), 30 for 50 modules of ours, 20 for the widgets, the style sheet and the text",
            ),
        ),
        runs=7,
    ),
    Benchmark(
        area="start",
        title="start with `--sandbox` until signed in and the home page is shown",
        prepare=used_folder,
        ours=lambda folder: seconds_of(our_home, str(folder)),
        against=(
            Against(
                "bare PySide6 window and bare uvicorn application, started together",
                AtMost(2),
                lambda _: seconds_of(bare_window_and_server),
                remark="0.9 s of processor time against 0.4, half of it in each process: the window's loads 600 modules "
                "(the bare one 170), the portal's as many, a third of their time SQLAlchemy's; neither can ask the other "
                "anything before both are there",
            ),
        ),
        runs=7,
    ),
    Benchmark(
        area="start",
        title="memory of the signed-in program, home page shown",
        unit=MEBIBYTES,
        prepare=used_folder,
        ours=lambda folder: answer_of(our_memory, str(folder)),
        against=(
            Against(
                "bare PySide6 window",
                AtMost(1.8),
                lambda _: answer_of(bare_memory),
                remark="requests with urllib3 and TLS 13 MiB, SQLCipher 5, Japanese fonts 6, modules of ours 12",
            ),
        ),
    ),
)
