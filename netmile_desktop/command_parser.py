"""The parser of command lines: of the window, of its commands and of the portal."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from netmile_desktop.names import is_text, legible

if TYPE_CHECKING:
    from _typeshed import SupportsWrite


class CommandParser(argparse.ArgumentParser):
    """Takes words that are text only, unless their type is `path`.

    Help in Japanese does not fail on a console that knows no Japanese, and is not lost without a word.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.register("type", None, self.word)

    def word(self, text: str) -> str:
        """Return a word that is text. What was meant by another is not guessed: it would name another key or batch.

        Raises:
            argparse.ArgumentTypeError: its bytes are not UTF-8.
        """
        if not is_text(text):
            raise argparse.ArgumentTypeError(f"{legible(text)} is not UTF-8 text")
        return text

    def add_subparsers(self, **options: Any) -> Any:
        subcommands = super().add_subparsers(**options)
        subcommands.type = path  # they are handed all words of theirs, names of files too
        return subcommands

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        # The library's own passes over an OSError, such as that of a full disk.
        stream = file or sys.stderr
        encoding = getattr(stream, "encoding", None) or "utf-8"
        if message and stream is not None:
            stream.write(message.encode(encoding, "backslashreplace").decode(encoding))


def path(text: str) -> str:
    """The name of a file or folder as it was given: it is found under these very bytes, and may be no text."""
    return text
