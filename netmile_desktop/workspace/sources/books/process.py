"""Another process reads workbooks: bounded in memory and time, and ended when the clerk cancels.

For damaged books, and for sheets with one stray cell in the last corner, a library takes all the memory they ask for,
and ends its process if there is not enough.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netmile_desktop.domain.failures import FileUnreadable, ReadFault
from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.sources.books.facts import Sheet

if TYPE_CHECKING:
    import multiprocessing
    import resource
    from multiprocessing.connection import Connection

    from netmile_desktop.workspace.sources.books import reading
else:
    multiprocessing = import_lazily("multiprocessing")
    resource = import_lazily("resource")
    reading = import_lazily("netmile_desktop.workspace.sources.books.reading")

MEMORY_LIMIT = 4 * 1024**3
"""Bytes that reading a workbook may take; a million rows take less than half."""

TIME_LIMIT = 300.0
"""Seconds that it may take; a million rows take less than a twentieth."""

_POLL = 0.1
"""Seconds between two looks at whether the clerk has cancelled."""

_ZIP = b"PK\x03\x04"
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_BARE_XLS = tuple(map(bytes.fromhex, ("09000400", "09020600", "09040600", "09080800", "09081000")))
"""How books of the oldest programs begin, which are in no container."""
_FLAT_BEGINS = 4096
_FLAT = (b"urn:oasis:names:tc:opendocument:xmlns:office:1.0", b"<office:document")


@dataclass(frozen=True, slots=True)
class _Unreadable:
    """The other process's answer if a workbook cannot be read."""

    reason: ReadFault
    detail: str


def is_workbook(data: bytes) -> bool:
    """Return whether these bytes are one of the containers that workbooks come in."""
    return data.startswith((_ZIP, _OLE, *_BARE_XLS)) or all(each in data[:_FLAT_BEGINS] for each in _FLAT)


def read_sheet(data: bytes, path: str, sheet: str = "", progress: Progress = SILENT) -> Sheet:
    """Read a sheet; without a name, the first visible one that holds anything.

    Raises:
        FileUnreadable: ENCRYPTED_WORKBOOK, DAMAGED_WORKBOOK, NO_SUCH_SHEET, or BINARY if the
            container holds something else.
    """
    answer = _asked(data, path, sheet, progress, names_only=False)
    assert isinstance(answer, Sheet)
    return answer


def sheet_names(data: bytes, path: str, progress: Progress = SILENT) -> tuple[str, ...]:
    """Return the names of all visible sheets; raises as `read_sheet` does."""
    answer = _asked(data, path, "", progress, names_only=True)
    assert isinstance(answer, tuple)
    return answer


def _asked(data: bytes, path: str, sheet: str, progress: Progress, *, names_only: bool) -> Sheet | tuple[str, ...]:
    """Let another process answer a question about a workbook."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    reader = context.Process(target=_answer, args=(there, path, sheet, names_only), daemon=True)
    reader.start()
    there.close()
    # Ends also the sending of a large file to a process that does not take it.
    progress.on_cancel(reader.terminate)
    try:
        # Not passed as an argument: writing it to a process that dies while starting would block for ever.
        here.send_bytes(data)
        answer = _awaited(here, progress)
    except (EOFError, OSError) as error:
        progress.report(0, 0)
        raise FileUnreadable(ReadFault.DAMAGED_WORKBOOK, path) from error
    finally:
        progress.on_cancel(None)
        here.close()
        # An answer is complete, and without one nothing is waited for.
        reader.terminate()
        reader.join()
        reader.close()
    if isinstance(answer, _Unreadable):
        raise FileUnreadable(answer.reason, path, answer.detail)
    return answer


def _awaited(here: Connection, progress: Progress) -> Sheet | tuple[str, ...] | _Unreadable:
    """Wait for the answer. Raises Cancelled if the user cancels, EOFError if there will be no answer."""
    latest = time.monotonic() + TIME_LIMIT
    while not here.poll(_POLL):
        progress.report(0, 0, "reading")
        if time.monotonic() > latest:
            raise EOFError
    answer: Sheet | tuple[str, ...] | _Unreadable = here.recv()
    return answer


def _answer(asker: Connection, path: str, sheet: str, names_only: bool) -> None:
    """Answer in the other process. If a library panics, that process dies without an answer."""
    _keep_small_and_quiet()
    # Cells form no cycles, and the process ends before anything else is worth collecting.
    gc.disable()
    with asker:
        try:
            data = asker.recv_bytes()
            asker.send(reading.names(data, path) if names_only else reading.read(data, path, sheet))
        except FileUnreadable as failure:
            asker.send(_Unreadable(failure.reason, failure.detail))


def _keep_small_and_quiet() -> None:
    """Limit the memory if the system can, and discard what a library prints while it dies."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    with suppress(OSError):  # a program with a window has no stderr on Windows
        sys.stderr = os.fdopen(os.dup(2), "w")
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
