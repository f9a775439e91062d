"""The parser of command lines: of the window, of its commands and of the portal."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from netmile_desktop.domain.language import Language
from netmile_desktop.names import is_text, legible

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

WRONG_USAGE = 2
"""Exit code if the words make no sense."""

_IN_JAPANESE: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.+)", "{0} を指定してください"),
    (r"one of the arguments (.+) is required", "{0} のいずれかを指定してください"),
    (r"unrecognized arguments: (.+)", "使えない引数です: {0}"),
    (r"ambiguous option: (.+) could match (.+)", "{0} は {1} のどれか分かりません"),
    (r"argument (.+?): not allowed with argument (.+)", "{0} は {1} と一緒に指定できません"),
    (r"argument (.+?): expected (?:at least )?one argument", "{0} に値を指定してください"),
    (r"argument (.+?): expected at most one argument", "{0} の値は 1 つまでです"),
    (r"argument (.+?): expected (\d+) arguments?", "{0} に値を {1} 個指定してください"),
    (r"argument (.+?): ignored explicit argument (.+)", "{0} に値 {1} は付けられません"),
    (r"argument (.+?): invalid choice: (.+) \(choose from (.+)\)", "{0} に {1} は指定できません（使える値: {2}）"),
    (r"argument (.+?): invalid .+? value: (.+)", "{0} の値 {1} を読み取れません"),
    (r"argument (.+?): (.+)", "{0}: {1}"),
)
"""What the library says of wrong words, and the same in Japanese; a test goes through all of it."""


class CommandParser(argparse.ArgumentParser):
    """Takes words that are text only, unless their type is `path`, and speaks one language.

    Help in Japanese does not fail on a console that knows no Japanese, and is not lost without a word.
    """

    def __init__(self, *, language: Language = Language.ENGLISH, **options: Any) -> None:
        self.language = language
        self._commands: Mapping[str, CommandParser] = {}
        is_japanese = language is Language.JAPANESE
        if is_japanese:
            options.setdefault("formatter_class", JapaneseHelp)
            options["add_help"] = False
        super().__init__(**options)
        self.register("type", None, self.word)
        if is_japanese:
            self._positionals.title = "引数"
            self._optionals.title = "オプション"
            self.add_argument("-h", "--help", action="help", help="この説明を表示する")

    def word(self, text: str) -> str:
        """Return a word that is text. What was meant by another is not guessed: it would name another key or batch.

        Raises:
            argparse.ArgumentTypeError: its bytes are not UTF-8.
        """
        if not is_text(text):
            raise argparse.ArgumentTypeError(f"{legible(text)} is not UTF-8 text")
        return text

    def arguments(self) -> Sequence[argparse.Action]:
        """Return what can be said, help aside."""
        return [each for each in self._actions if each.dest != "help"]

    def commands(self) -> Mapping[str, CommandParser]:
        """Return the parsers of the subcommands by name."""
        return self._commands

    def add_subparsers(self, **options: Any) -> Any:
        subcommands = super().add_subparsers(**options)
        self._commands = subcommands.choices
        subcommands.type = path  # they are handed all words of theirs, names of files too
        return subcommands

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        if self.language is Language.JAPANESE:
            self.exit(WRONG_USAGE, f"{self.prog}: エラー: {in_japanese(message)}\n")
        self.exit(WRONG_USAGE, f"{self.prog}: error: {message}\n")

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        # The library's own passes over an OSError, such as that of a full disk.
        stream = file or sys.stderr
        encoding = getattr(stream, "encoding", None) or "utf-8"
        if message and stream is not None:
            stream.write(message.encode(encoding, "backslashreplace").decode(encoding))


class JapaneseHelp(argparse.RawDescriptionHelpFormatter):
    """Help in Japanese alone: the library's own words are English."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "使い方: " if prefix is None else prefix)


def in_japanese(message: str) -> str:
    """Return what the library says of wrong words in Japanese; as it is if it is not known."""
    for pattern, words in _IN_JAPANESE:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return words.format(*found.groups())
    return message


def path(text: str) -> str:
    """The name of a file or folder as it was given: it is found under these very bytes, and may be no text."""
    return text
