"""How a program that was started from a terminal ends, whatever happens: with a sentence and an exit code of its own.

Known failures have their codes in `cli.failing` and `portal.__main__`; this is about the others.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from netmile_desktop.lazy_imports import import_lazily

if TYPE_CHECKING:
    from netmile_desktop import log
else:
    # Not needed if all goes well.
    log = import_lazily("netmile_desktop.log")

NO_OUTPUT = 6
"""Exit code if what was to be told could not be written to stdout or stderr."""
UNFORESEEN = 7
"""Exit code if an error of the program itself ended it."""
INTERRUPTED = 130

DEBUG_VARIABLE = "NETMILE_DEBUG"
"""Environment variable that, set to anything, has tracebacks written to stderr too."""

_READER_LEFT = frozenset({errno.EPIPE, errno.ECONNRESET, errno.ESHUTDOWN})
_OF_STREAMS = _READER_LEFT | {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF}


@dataclass(frozen=True, slots=True)
class EndWords:
    """The sentences, in the language of the run; `{}` are gaps."""

    unforeseen: str
    """Gaps: the error in short, the log file."""
    unlogged: str
    """Gap: the error in short. No log file could be written."""
    no_output: str
    """Gap: the reason."""
    told: Callable[[str, int, str], str] = lambda word, code, sentence: sentence
    """How a sentence is written, given a word for programs (`unforeseen`, `no_output`) and the exit code as well."""


def run_to_the_end(
    run: Callable[[], int], name: str, log_folder: Callable[[], Path], words: Callable[[], EndWords]
) -> int:
    """Run a program and answer its exit code; nothing is raised, and Python has nothing left to write at its end.

    An error that nobody foresaw goes with its traceback into `name`.log, or to stderr if there can be no log.
    """
    try:
        code = run()
    except KeyboardInterrupt:
        code = INTERRUPTED
    except SystemExit as end:  # argparse leaves this way
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except Exception as error:
        code = _code_of(error, name, log_folder, words)
    for stream in (sys.stdout, sys.stderr):
        lost = flush_or_silence(stream)
        if lost is not None:
            code = NO_OUTPUT if code in {0, 1} else code
            _tell(_no_output(words(), lost, code))
    return code


def is_reader_gone(error: OSError) -> bool:
    """Return whether whoever read the output has had enough (`| head`), which is no failure."""
    return error.errno in _READER_LEFT


def flush_or_silence(stream: TextIO | None) -> OSError | None:
    """Flush a stream; silence it if that fails, and return the error unless its reader has left."""
    if stream is None:
        return None
    try:
        stream.flush()
    except ValueError:  # closed
        return None
    except OSError as error:
        silence(stream)
        return None if is_reader_gone(error) else error
    return None


def silence(stream: TextIO | None) -> None:
    """Lead a stream to nowhere: else Python complains when it flushes what is left in it at the end."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, stream.fileno())  # type: ignore[union-attr]  # None has no such attribute, see above
        finally:
            os.close(nowhere)


def _code_of(error: Exception, name: str, log_folder: Callable[[], Path], words: Callable[[], EndWords]) -> int:
    """Tell of an error that nothing caught; return its exit code."""
    if isinstance(error, OSError) and error.filename is None and error.errno in _OF_STREAMS:
        if is_reader_gone(error):
            silence(sys.stdout)
            return 0
        _tell(_no_output(words(), error, NO_OUTPUT))
        return NO_OUTPUT
    _tell(words().told("unforeseen", UNFORESEEN, _report(error, name, log_folder, words())))
    return UNFORESEEN


def _no_output(words: EndWords, error: OSError, code: int) -> str:
    return words.told("no_output", code, words.no_output.format(error.strerror))


def _report(error: Exception, name: str, log_folder: Callable[[], Path], words: EndWords) -> str:
    """Write an error into the log; return what to tell."""
    trace = "".join(traceback.format_exception(error))
    in_short = log.masked(traceback.format_exception_only(error)[-1].strip())
    if os.environ.get(DEBUG_VARIABLE):
        _tell(trace.rstrip())
    try:
        kept = log.Log(log_folder(), name)
    except OSError:
        _tell(log.masked(trace.rstrip()))
        return words.unlogged.format(in_short)
    kept.write_crash(error)
    kept.stop()
    return words.unforeseen.format(in_short, kept.path)


def _tell(text: str) -> None:
    """A line on stderr, whatever its encoding; nothing if there is no stderr any more."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        encoding = sys.stderr.encoding or "utf-8"
        print(text.encode(encoding, "backslashreplace").decode(encoding), file=sys.stderr, flush=True)
