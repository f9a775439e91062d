"""The two ways out: JSON lines for programs, words for people."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Mapping
from typing import BinaryIO, TextIO

import msgspec

from netmile_desktop.cli.failing import ERROR_WORDS, ErrorLine, NoteLine, in_ascii
from netmile_desktop.domain.language import Bilingual, Language
from netmile_desktop.ending import is_reader_gone, silence
from netmile_desktop.names import legible


class Output:
    """Writes to this process's stdout and stderr, whatever the locale, and outlives a reader that goes away.

    What cannot be written for another reason does not stop the work, half of which may be done: `lost` says why.
    """

    def __init__(self, language: Language, *, as_json: bool = False) -> None:
        """`as_json` has what is said on stderr written as JSON lines, for programs."""
        self.language = language
        self._as_json = as_json
        self.lost: OSError | None = None
        """The first error of a stream, its reader having left aside."""
        self._lines: BinaryIO | None = getattr(sys.stdout, "buffer", None)
        self._words: TextIO | None = sys.stderr
        with contextlib.suppress(AttributeError, OSError, ValueError):
            sys.stdout.flush()

    def line(self, value: object) -> None:
        """One JSON object on one line."""
        self.content(_encoded(value) + b"\n")

    def content(self, content: bytes) -> None:
        """Bytes of a file as they are."""
        if self._lines is None:
            if sys.stdout is None:
                self.lost = self.lost or OSError(errno.EBADF, os.strerror(errno.EBADF))
            return
        try:
            self._lines.write(content)
        except OSError as error:
            self._close_lines(error)

    def flush(self) -> None:
        """Let the reader see what was written so far."""
        if self._lines is None:
            return
        try:
            self._lines.flush()
        except OSError as error:
            self._close_lines(error)

    def say(self, words: Bilingual | str, *gaps: object) -> None:
        """A sentence on stderr, in the language of the run."""
        text = legible(words.in_(self.language, *gaps) if isinstance(words, Bilingual) else words)
        self._write(in_ascii(NoteLine(text)) if self._as_json else text)

    def fail(self, error: ErrorLine) -> None:
        """Say why the command ends: the sentence on stderr, or all of the line if programs read it."""
        self._write(in_ascii(error) if self._as_json else error.text)

    def refuse(self, word: str, words: Bilingual, *gaps: object) -> int:
        """Say why a command does not go on, with a word of `ERROR_WORDS`; return the exit code that belongs to it."""
        code = ERROR_WORDS[word][0]
        self.fail(ErrorLine(word, code, legible(words.in_(self.language, *gaps))))
        return code

    def _write(self, text: str) -> None:
        """A line on stderr, in whatever encoding it has."""
        if self._words is None:
            return
        encoding = self._words.encoding or "utf-8"
        try:
            print(text.encode(encoding, "backslashreplace").decode(encoding), file=self._words, flush=True)
        except OSError as error:
            self._words = None
            self._lose(error, sys.stderr)

    def _close_lines(self, error: OSError) -> None:
        self._lines = None
        self._lose(error, sys.stdout)

    def _lose(self, error: OSError, stream: TextIO | None) -> None:
        silence(stream)
        if not is_reader_gone(error):
            self.lost = self.lost or error


def _encoded(value: object) -> bytes:
    """A value as JSON; names in it that are no text are made legible."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return msgspec.json.encode(_legible(msgspec.to_builtins(value)))


def _legible(value: object) -> object:
    if isinstance(value, str):
        return legible(value)
    if isinstance(value, Mapping):
        return {name: _legible(each) for name, each in value.items()}
    return [_legible(each) for each in value] if isinstance(value, list | tuple) else value
