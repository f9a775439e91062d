"""What the program tells about itself, in a file that is safe to hand to others: no address, no secret."""

from __future__ import annotations

import contextlib
import faulthandler
import itertools
import logging
import os
import re
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO

_BYTES = 1_000_000
_OLD_FILES = 3

_MASKS: tuple[tuple[str, str], ...] = (
    (r"[^\s<>\"'(),;:=]+[@＠][^\s<>\"'(),;:=]+", "<address>"),
    (r"(?i)\bbearer\s+[^\s\"',]+", "Bearer <token>"),
    (
        (
            r"(?i)([\"']?\b(?:password|passwd|passphrase|token|secret|authorization|api[_-]?key)\b[\"']?\s*[:=]\s*)"
            r"(\"[^\"]*\"|'[^']*'|[^\s,;&}]+)"
        ),
        r"\1<secret>",
    ),
)
"""Compiled with the first record, not while the window starts; `re` keeps them."""


def masked(text: str) -> str:
    """A text without e-mail addresses, bearer tokens and named secrets."""
    for pattern, instead in _MASKS:
        text = re.sub(pattern, instead, text)
    return text


class MaskingFormatter(logging.Formatter):
    """Masks the whole text of a record, its traceback included."""

    def format(self, record: logging.LogRecord) -> str:
        return masked(super().format(record))


class RotatingFile(logging.FileHandler):
    """Moves its file aside when it is full, and keeps the last of them.

    The library's own comes with handlers for sockets and mails, which the window would wait for.
    """

    def emit(self, record: logging.LogRecord) -> None:
        stream = self.stream
        if stream is not None and os.fstat(stream.fileno()).st_size >= _BYTES:
            stream.close()
            with contextlib.suppress(OSError):  # held by a second program of this user: the file grows on
                self._move_aside()
            self.stream = self._open()
        super().emit(record)

    def _move_aside(self) -> None:
        names = [self.baseFilename, *(f"{self.baseFilename}.{age}" for age in range(1, _OLD_FILES + 1))]
        for name, older in reversed(list(itertools.pairwise(names))):
            if os.path.exists(name):
                os.replace(name, older)


class Log:
    """The log file of one run, and the hooks that bring crashes into it. `stop` undoes everything."""

    def __init__(self, folder: Path, name: str = "netmile-desktop") -> None:
        """Raises OSError where the folder cannot be written to."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path = folder / f"{name}.log"
        self._handler = RotatingFile(self.path, encoding="utf-8", errors="backslashreplace")
        self._handler.setFormatter(MaskingFormatter("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"))
        self._crashes: IO[bytes] | None = None
        self._excepthook = sys.excepthook
        self._thread_hook = threading.excepthook
        root = logging.getLogger()
        self._level = root.level
        root.addHandler(self._handler)
        root.setLevel(logging.INFO)
        # Tells every connection with its full address, in which search texts travel.
        logging.getLogger("urllib3").setLevel(logging.WARNING)

    def catch_crashes(self, told: Callable[[BaseException], None] | None = None) -> None:
        """Write down whatever nobody caught, in any thread and in C code; `told` hears of the first two."""
        log = logging.getLogger("netmile_desktop")

        def on_crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
            if issubclass(kind, KeyboardInterrupt):
                self._excepthook(kind, error, trace)
                return
            log.critical("uncaught", exc_info=(kind, error, trace))
            if told is not None:
                told(error)

        def on_thread_crash(crash: threading.ExceptHookArgs) -> None:
            if crash.exc_value is not None and not issubclass(crash.exc_type, SystemExit):
                on_crash(crash.exc_type, crash.exc_value, crash.exc_traceback)

        sys.excepthook = on_crash
        threading.excepthook = on_thread_crash
        self._crashes = self.path.with_suffix(".crash").open("ab")
        faulthandler.enable(self._crashes)

    def write_crash(self, error: BaseException) -> None:
        """Write an error with its traceback into the file, and nowhere else."""
        crash = (type(error), error, error.__traceback__)
        self._handler.handle(
            logging.LogRecord("netmile_desktop", logging.CRITICAL, __file__, 0, "uncaught", None, crash)
        )

    def stop(self) -> None:
        """Take hooks and handler back and close the file."""
        sys.excepthook = self._excepthook
        threading.excepthook = self._thread_hook
        if self._crashes is not None:
            faulthandler.disable()
            self._crashes.close()
            self._crashes = None
        root = logging.getLogger()
        root.removeHandler(self._handler)
        root.setLevel(self._level)
        self._handler.close()
