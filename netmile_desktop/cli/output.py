"""The two ways out: JSON lines for programs, words for people."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import BinaryIO, TextIO

import msgspec

from netmile_desktop.domain.language import Bilingual, Language


class Output:
    """Writes to this process's stdout and stderr, whatever the locale, and outlives a reader that goes away."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._lines: BinaryIO | None = getattr(sys.stdout, "buffer", None)
        self._words: TextIO | None = sys.stderr
        with contextlib.suppress(AttributeError, OSError, ValueError):
            sys.stdout.flush()

    def line(self, value: object) -> None:
        """One JSON object on one line."""
        if self._lines is None:
            return
        try:
            self._lines.write(msgspec.json.encode(value) + b"\n")
        except (BrokenPipeError, ConnectionResetError):
            self._reader_left()

    def content(self, content: bytes) -> None:
        """Bytes of a file as they are."""
        if self._lines is None:
            return
        try:
            self._lines.write(content)
        except (BrokenPipeError, ConnectionResetError):
            self._reader_left()

    def flush(self) -> None:
        """Let the reader see what was written so far."""
        if self._lines is None:
            return
        try:
            self._lines.flush()
        except (BrokenPipeError, ConnectionResetError):
            self._reader_left()

    def say(self, words: Bilingual | str, *gaps: object) -> None:
        """A sentence on stderr, in the language of the run."""
        if self._words is None:
            return
        text = words.in_(self.language, *gaps) if isinstance(words, Bilingual) else words
        encoding = self._words.encoding or "utf-8"
        with contextlib.suppress(BrokenPipeError):
            print(text.encode(encoding, "backslashreplace").decode(encoding), file=self._words, flush=True)

    def _reader_left(self) -> None:
        """Whoever read stdout has had enough (`| head`): not a failure, and nothing more to write there."""
        self._lines = None
        with contextlib.suppress(OSError, ValueError, AttributeError):
            # Else Python complains when it flushes stdout at its end.
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, sys.stdout.fileno())
            os.close(nowhere)
