"""The one entry: the window, or a command for scripts, which never loads Qt."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from netmile_desktop import __version__
from netmile_desktop.command_names import COMMANDS, FORMER_NAMES, HELP
from netmile_desktop.ending import EndWords, run_to_the_end
from netmile_desktop.lazy_imports import import_lazily

if TYPE_CHECKING:
    import multiprocessing

    from netmile_desktop.app import main as window
    from netmile_desktop.app.printing import draw_pdf
    from netmile_desktop.cli import failing
    from netmile_desktop.cli import main as cli
    from netmile_desktop.domain import language
    from netmile_desktop.paths import user_folders
    from netmile_desktop.portal.__main__ import main as portal
else:
    multiprocessing = import_lazily("multiprocessing")
    window = import_lazily("netmile_desktop.app", "main")
    draw_pdf = import_lazily("netmile_desktop.app.printing", "draw_pdf")
    failing = import_lazily("netmile_desktop.cli.failing")
    cli = import_lazily("netmile_desktop.cli", "main")
    language = import_lazily("netmile_desktop.domain.language")
    user_folders = import_lazily("netmile_desktop.paths", "user_folders")
    portal = import_lazily("netmile_desktop.portal.__main__", "main")


_BEFORE_COMMANDS = {"--lang": 2, "--language": 2, "--data-dir": 2, "--json": 1}
"""Options that may stand in front of a command, too, with the words they take."""


def main(words: Sequence[str] | None = None) -> int:
    """Run what the words ask for; answers the exit code."""
    if getattr(sys, "frozen", False):
        # Workbooks are read in a process of their own, and a frozen program starts itself for that.
        multiprocessing.freeze_support()
    words = list(sys.argv[1:] if words is None else words)
    return run_to_the_end(
        partial(_run, words), "netmile-desktop", partial(_log_folder, words), partial(_end_words, words)
    )


def _run(words: list[str]) -> int:
    words = _command_first(words)
    first = words[0] if words else ""
    if first == HELP:
        is_about_one = len(words) > 1 and not words[1].startswith("-")
        words = [words[1], "--help", *words[2:]] if is_about_one else ["--help", *words[1:]]
        first = words[0]
    if first in COMMANDS or first in FORMER_NAMES or _is_mistyped(first):
        return cli(words, draw_pdf)  # a picture of a report is the one thing a command needs Qt for
    if first == "--portal":
        return portal(words[1:])
    if first == "--version":
        print(f"NetMile Desktop {__version__}")
        return 0
    return window(words)


def _is_mistyped(first: str) -> bool:
    """Return whether the first word can only be meant as a command, which then says that it is none.

    The window takes names of files, and nothing else that is no option.
    """
    is_file = os.path.exists(first) and not os.path.isdir(first)
    return bool(first) and not first.startswith("-") and not is_file


def _command_first(words: list[str]) -> list[str]:
    """Return the words with a command in front of the options that were written before it (`--lang en check FILE`)."""
    at = 0
    while at < len(words) and words[at].partition("=")[0] in _BEFORE_COMMANDS:
        at += 1 if "=" in words[at] else _BEFORE_COMMANDS[words[at]]
    is_command = 0 < at < len(words) and (words[at] in COMMANDS or words[at] in FORMER_NAMES or words[at] == HELP)
    # Only programs ask for JSON, and they open no window.
    is_command |= "--json" in words[:at] and at < len(words) and _is_mistyped(words[at])
    return [*words[at:], *words[:at]] if is_command else words


def _log_folder(words: Sequence[str]) -> Path:
    """The folder of the log, as far as the words say."""
    named = [following for word, following in pairwise(words) if word == "--data-dir"]
    named += [word.partition("=")[2] for word in words if word.startswith("--data-dir=")]
    return user_folders(named[0] if named else "").log


def _end_words(words: Sequence[str]) -> EndWords:
    return failing.end_words(language.language_of(words), as_json=failing.JSON_OPTION in words)


if __name__ == "__main__":
    sys.exit(main())
