"""Our own portal as a child process on loopback, so that the first start needs no account and no network."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import threading
from pathlib import Path
from typing import IO, TYPE_CHECKING

import netmile_desktop
from netmile_desktop.domain.failures import Unreachable
from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.store.atomic_files import unusable

if TYPE_CHECKING:
    import subprocess
else:
    # A window that signs in elsewhere does without.
    subprocess = import_lazily("subprocess")

LOGIN = "demo"
PASSWORD = "Sandbox1234"
"""Password of the sample site; the portal accepts it on loopback only, and only with its sample data."""

_NICENESS = 5
"""Niceness added for the portal: on a small machine it shares the cores with the window, which takes precedence."""
_SLICE_S = 0.01
_PATIENCE_S = 120.0
"""Longest wait for the portal: its first start makes fourteen months of sample data."""


class SandboxPortal:
    """A portal process, one at a time, with its data in a folder.

    It ends when this process ends, however that happens: it reads a pipe that only this process holds open.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._url = ""
        """Address that the portal announced once it served; empty before."""
        self._obstacle: OSError | None = None

    @property
    def log_path(self) -> Path:
        """File in which the portal reports what it does and why it ended."""
        return self._folder / "portal.log"

    def start(self) -> None:
        """Start the portal unless it is running; return at once. `url` reports a failed start."""
        with self._lock:
            if self._process is not None and self._process.poll() is None:
                return
            self._let_go()
            self._url = ""
            self._obstacle = None
            try:
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                with self.log_path.open("ab") as log:
                    self._process = self._spawn(log)
            except OSError as error:
                self._obstacle = error
                return
            threading.Thread(target=self._listen, args=(self._process,), name="sandbox portal", daemon=True).start()

    def url(self, progress: Progress = SILENT) -> str:
        """Return the portal's address; start it if need be, and wait until it serves.

        Raises:
            WorkspaceUnusable: DISK_FULL or READ_ONLY if its folder cannot be written to.
            Unreachable: it ended before it served, or took too long; the end of its log is the detail.
            Cancelled: the wait was cancelled; the portal continues to start.
        """
        self.start()
        waited_s = 0.0
        while waited_s < _PATIENCE_S:
            with self._lock:
                url, process, obstacle = self._url, self._process, self._obstacle
            if obstacle is not None:
                raise unusable(obstacle, self._folder) from obstacle
            if url:
                return url
            if process is None or process.poll() is not None:
                break
            progress.sleep(_SLICE_S)
            waited_s += _SLICE_S
        raise Unreachable(f"The sandbox portal did not start; see {self.log_path}\n{self._last_words()}")

    def stop(self) -> None:
        """End the portal and wait until it has ended; safe to repeat."""
        with self._lock:
            process = self._process
            if process is None:
                return
            if process.stdin is not None:
                with contextlib.suppress(OSError):
                    process.stdin.close()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            self._let_go()
            self._url = ""

    def _spawn(self, log: IO[bytes]) -> subprocess.Popen[bytes]:
        # Named within its folder: an address of a database is text, the name of a folder need not be.
        words = [
            "serve",
            "--database",
            "sqlite:///portal.db",
            "--port",
            "0",
            "--sandbox",
            "--announce",
            "--exit-with-parent",
        ]
        process = subprocess.Popen(
            [*portal_command(), *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            cwd=self._folder,
            env=_environment(),
            creationflags=(
                getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
            ),
        )
        if sys.platform != "win32":
            with contextlib.suppress(OSError):  # it has ended already, which `url` reports
                os.setpriority(os.PRIO_PROCESS, process.pid, os.getpriority(os.PRIO_PROCESS, 0) + _NICENESS)
        return process

    def _listen(self, process: subprocess.Popen[bytes]) -> None:
        """Read the portal's output until it ends, so that it never waits for a reader."""
        assert process.stdout is not None
        with process.stdout as output:
            for line in output:
                try:
                    url = str(json.loads(line)["url"])
                except (ValueError, TypeError, KeyError):
                    continue
                with self._lock:
                    if self._process is process:
                        self._url = url

    def _let_go(self) -> None:
        """Release what an ended portal still holds of the operating system."""
        if self._process is not None and self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.close()
        self._process = None

    def _last_words(self) -> str:
        try:
            return self.log_path.read_text(encoding="utf-8", errors="replace")[-2000:]
        except OSError as error:
            return str(error)


def portal_command() -> list[str]:
    """Return the command that starts this installation's portal; the frozen program is its own interpreter."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--portal"]
    return [sys.executable, "-m", "netmile_desktop.portal"]


def _environment() -> dict[str, str]:
    """Return our environment with the path of this package added, in case it runs from a checkout."""
    package = str(Path(netmile_desktop.__file__).parent.parent)
    named = filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))
    paths = [package, *map(os.path.abspath, named)]  # the portal runs in another folder
    return {**os.environ, "PYTHONPATH": os.pathsep.join(dict.fromkeys(paths)), "PYTHONUTF8": "1"}
