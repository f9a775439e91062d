"""The window program: what it is told on the command line, and the order in which it starts.

The sandbox portal needs longest. Where it is to be entered at once, it is started before Qt is even imported;
else it would only take the processor away from the window, and is started behind the first paint.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from netmile_desktop.app import preflight
from netmile_desktop.command_names import WINDOW_OPTIONS, grouped_commands, unknown_word
from netmile_desktop.command_parser import CommandParser, JapaneseHelp, path
from netmile_desktop.domain.language import LANGUAGE_OPTIONS, Bilingual, Language, language_of
from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.names import legible
from netmile_desktop.paths import Folders, user_folders
from netmile_desktop.workspace.access.sandbox import SandboxPortal
from netmile_desktop.workspace.settings import ProgramSettings, load_settings

if TYPE_CHECKING:
    from netmile_desktop.app import program, self_check
else:
    program = import_lazily("netmile_desktop.app.program")
    self_check = import_lazily("netmile_desktop.app.self_check")

CANNOT_START = 2
"""Exit code if no window can be shown, or if a word is neither a command nor a file."""

PROBE_VARIABLE = "NETMILE_PROBE"
"""Environment variable that, set to anything, has the effect of `--probe`."""


def main(words: Sequence[str]) -> int:
    """Show the window until it is closed; answers the exit code."""
    # Much is made and nothing thrown away until the window is painted: every collection would be in vain.
    gc.disable()
    options = _options(words)
    if options is None:
        return CANNOT_START
    folders = user_folders(options.data_dir or "")
    if options.self_check:
        return self_check.self_check()
    settings = load_settings(folders.settings_file)
    if options.language:
        settings = ProgramSettings(Language(options.language), settings.theme, settings.text_scale)
    why = preflight.why_no_window()
    if why is not None:
        print(why.in_(settings.language), file=sys.stderr)
        return CANNOT_START
    return _run(options, folders, settings)


def _options(words: Sequence[str]) -> argparse.Namespace | None:
    """Return what the words say; None, which was told then, if one of them is neither an option nor a file."""
    language = language_of(words)
    parser = window_line(language)
    # A mistyped command is told before the options that only the command has.
    options, unknown = parser.parse_known_args(list(words))
    absent = next((each for each in options.files if not is_file(each)), None)
    if absent is not None:
        print(unknown_word(str(absent)).in_(language), file=sys.stderr)
        return None
    if unknown:
        parser.error(f"unrecognized arguments: {' '.join(map(legible, unknown))}")
    return options


def is_file(path: Path) -> bool:
    """Return whether a word names something to read; a folder is none."""
    return os.path.exists(path) and not os.path.isdir(path)


def _run(options: argparse.Namespace, folders: Folders, settings: ProgramSettings) -> int:
    sandbox = SandboxPortal(folders.sandbox)
    if options.sandbox:
        sandbox.start()
    why = preflight.why_no_qt()
    if why is not None:
        sandbox.stop()
        print(why.in_(settings.language), file=sys.stderr)
        return CANNOT_START
    probe = options.probe or bool(os.environ.get(PROBE_VARIABLE))
    files = [file.absolute() for file in options.files]
    return program.run(folders, settings, sandbox, enter_sandbox=options.sandbox, files=files, probe=probe)


def window_line(language: Language) -> CommandParser:
    """Return the parser of what is said to the window, which its help and the manual are made from."""

    def say(ja: str, en: str) -> str:
        return Bilingual(ja, en).in_(language)

    title = say("コマンド（ウィンドウを使わずに実行する）:", "Commands, which open no window:")
    each = say(
        "netmile-desktop help COMMAND で使い方を表示します。", "netmile-desktop help COMMAND explains each of them."
    )
    parser = CommandParser(
        prog="netmile-desktop",
        usage="netmile-desktop [OPTION ...] [FILE ...]\n       netmile-desktop COMMAND ...",
        formatter_class=JapaneseHelp if language is Language.JAPANESE else argparse.RawDescriptionHelpFormatter,
        language=language,
        allow_abbrev=False,
        description=say(
            "NetMile Desktop（加盟店の管理プログラム）。コマンドを付けずに起動するとウィンドウを開きます。",
            "NetMile Desktop, the administration client for merchants. Without a command it opens the window.",
        ),
        epilog=f"{title}\n\n{grouped_commands(language)}\n\n{each}",
    )
    files = say("取り込む CSV ファイルまたは Excel ブック", "a CSV file or workbook to take in")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help=files)
    folder = say("すべてのデータをこのフォルダーに置く", "keep everything in this folder")
    parser.add_argument("--data-dir", type=path, metavar="DIR", help=folder)
    window = say("ウィンドウの言語", "language of the window")
    parser.add_argument(*LANGUAGE_OPTIONS, dest="language", choices=list(map(str, Language)), help=window)
    for name, told in WINDOW_OPTIONS.items():
        parser.add_argument(name, action="store_true", help=told.in_(language))
    return parser
