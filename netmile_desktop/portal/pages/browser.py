"""A browser of the Chromium family on this machine, run without a window for one picture.

It has a profile of its own that is deleted afterwards, reaches no network, and is spoken to over two pipes, so that
nobody else on the machine can. Everything that a page asks for comes from memory; what is not there stays missing.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import BufferedReader, FileIO
from pathlib import Path
from typing import TYPE_CHECKING

from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.portal.pages.devtools import Contents, DevTools, PageMeasures

if TYPE_CHECKING:
    import subprocess
else:
    subprocess = import_lazily("subprocess")

SECONDS = 20.0
"""Time after which a browser that has drawn nothing is ended."""

_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
    "chrome",
    "msedge",
)
_MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
_WINDOWS = (r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe")
_WINDOWS_ROOTS = ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData")

_SWITCHES = (
    "--headless",
    "--remote-debugging-pipe",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--disable-background-networking",
    "--disable-breakpad",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-gpu",
    "--disable-plugins",
    "--disable-sync",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
    "--metrics-recording-only",
    "--mute-audio",
    "--password-store=basic",
    "--use-mock-keychain",
)


_PASSED_ON = {
    *("PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "LC_CTYPE", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "XDG_DATA_DIRS"),
    *("SYSTEMROOT", "WINDIR", "SYSTEMDRIVE", "PROGRAMFILES", "PROGRAMDATA", "COMSPEC"),
}
"""Variables of the environment that a browser needs; the portal's secrets are among the others."""

_OWN_FOLDERS = ("HOME", "TMPDIR", "TEMP", "TMP", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "LOCALAPPDATA")


class NoPicture(Exception):
    """The browser has drawn nothing; says why."""


def find_browser(named: Path | None = None) -> Path | None:
    """Return the browser that was named, or else the first that is installed here; None if there is none."""
    if named is not None:
        return named if named.is_file() and os.access(named, os.X_OK) else None
    for name in _NAMES:
        if (found := shutil.which(name)) is not None:
            return Path(found)
    usual = _MAC if sys.platform == "darwin" else tuple(_windows_places())
    return next((Path(each) for each in usual if Path(each).is_file()), None)


def _windows_places() -> Iterator[str]:
    for root in _WINDOWS_ROOTS:
        if folder := os.environ.get(root):
            yield from (os.path.join(folder, each) for each in _WINDOWS)


def draw(browser: Path, path: str, contents: Contents, screen: PageMeasures, seconds: float = SECONDS) -> bytes:
    """Return the whole page at a path as a PNG. Its scripts are not run.

    Raises:
        NoPicture: the browser does not start, fails, or takes longer than these seconds.
    """
    with _folder() as folder, _started(browser, folder, seconds) as (reading, writing, is_late):
        try:
            return DevTools(reading, writing).picture(path, contents, screen)
        except (OSError, EOFError, ValueError, KeyError) as error:
            reason = f"not drawn within {seconds:g} seconds" if is_late() else str(error) or type(error).__name__
            raise NoPicture(reason) from error


@contextmanager
def _folder() -> Iterator[Path]:
    """Give a folder that is gone afterwards, also if the browser's helpers end a moment later than itself."""
    folder = Path(tempfile.mkdtemp(prefix="netmile-page-"))
    try:
        yield folder
    finally:
        gone = threading.Event()
        for _ in range(40):
            shutil.rmtree(folder, ignore_errors=True)
            if not folder.exists():
                break
            gone.wait(0.05)


@contextmanager
def _started(
    browser: Path, folder: Path, seconds: float
) -> Iterator[tuple[BufferedReader[FileIO], FileIO, Callable[[], bool]]]:
    """Run the browser and give what it says, what is said to it, and whether its time is over."""
    words = [str(browser), *_SWITCHES, f"--user-data-dir={folder / 'profile'}"]
    if sys.platform != "win32" and os.geteuid() == 0:
        words.append("--no-sandbox")  # as root there is none; the page runs no script
    environment = {name: value for name, value in os.environ.items() if name in _PASSED_ON}
    environment |= dict.fromkeys(_OWN_FOLDERS, str(folder))
    own_reading, its_writing = os.pipe()
    its_reading, own_writing = os.pipe()
    with BufferedReader(FileIO(own_reading)) as reading, FileIO(own_writing, "w") as writing:
        try:
            end = _start(words, environment, its_reading, its_writing)
        except OSError as error:
            raise NoPicture(error.strerror or str(error)) from error
        finally:
            os.close(its_reading)
            os.close(its_writing)
        late = threading.Event()

        def give_up() -> None:
            late.set()
            end()

        limit = threading.Timer(seconds, give_up)
        limit.daemon = True
        limit.start()
        try:
            yield reading, writing, late.is_set
        finally:
            limit.cancel()
            end()


if sys.platform == "win32":
    import msvcrt

    def _start(words: list[str], environment: dict[str, str], reads: int, writes: int) -> Callable[[], None]:
        """Start the browser with both pipes; return what ends it and all its helpers."""
        handles = [msvcrt.get_osfhandle(each) for each in (reads, writes)]
        for handle in handles:
            os.set_handle_inheritable(handle, True)
        how = subprocess.STARTUPINFO(lpAttributeList={"handle_list": handles})
        words = [*words, f"--remote-debugging-io-pipes={handles[0]},{handles[1]}"]
        program = subprocess.Popen(words, env=environment, startupinfo=how)

        def end() -> None:
            stop = ["taskkill", "/F", "/T", "/PID", str(program.pid)]
            subprocess.run(stop, check=False, capture_output=True)
            program.wait()

        return end

else:
    import fcntl

    _READS, _WRITES = 3, 4
    """Descriptors at which the browser expects its pipes."""

    _ABOVE = 10
    """Copies above this number are never one of those two."""

    def _start(words: list[str], environment: dict[str, str], reads: int, writes: int) -> Callable[[], None]:
        """Start the browser with both pipes; return what ends it and all its helpers."""
        copies = [fcntl.fcntl(each, fcntl.F_DUPFD_CLOEXEC, _ABOVE) for each in (reads, writes)]
        silence = [(os.POSIX_SPAWN_OPEN, each, os.devnull, os.O_RDWR, 0) for each in (0, 1, 2)]
        pipes = [(os.POSIX_SPAWN_DUP2, copies[0], _READS), (os.POSIX_SPAWN_DUP2, copies[1], _WRITES)]
        try:
            # Not `subprocess`, which cannot give a program descriptors of other numbers without running code after a fork.
            process = os.posix_spawn(words[0], words, environment, file_actions=silence + pipes, setpgroup=0)
        finally:
            for each in copies:
                os.close(each)
        return _Ended(process)

    class _Ended:
        """Ends a process with its group, once, from whichever thread. Nothing of its profile is worth waiting for."""

        def __init__(self, process: int) -> None:
            self._process = process
            self._lock = threading.Lock()
            self._is_over = False

        def __call__(self) -> None:
            with self._lock:
                if not self._is_over:
                    self._is_over = True
                    # The process is not reaped yet, so its number names nobody else.
                    with suppress(ProcessLookupError, PermissionError):
                        os.killpg(self._process, signal.SIGKILL)
                    os.waitpid(self._process, 0)
