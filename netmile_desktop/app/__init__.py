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
from netmile_desktop.command_names import COMMANDS
from netmile_desktop.domain.language import Language
from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.paths import Folders, user_folders
from netmile_desktop.workspace.access.sandbox import SandboxPortal
from netmile_desktop.workspace.settings import ProgramSettings, load_settings

if TYPE_CHECKING:
    from netmile_desktop.app import program, self_check
else:
    program = import_lazily("netmile_desktop.app.program")
    self_check = import_lazily("netmile_desktop.app.self_check")

CANNOT_START = 2
"""Exit code if no window can be shown."""

PROBE_VARIABLE = "NETMILE_PROBE"
"""Environment variable that, set to anything, has the effect of `--probe`."""


def main(words: Sequence[str]) -> int:
    """Show the window until it is closed; answers the exit code."""
    # Much is made and nothing thrown away until the window is painted: every collection would be in vain.
    gc.disable()
    options = _parser().parse_args(list(words))
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
    return program.run(folders, settings, sandbox, enter_sandbox=options.sandbox, file=options.file, probe=probe)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="netmile-desktop",
        description="NetMile Desktop, the administration client for merchants. Without a command it opens the window.",
        epilog=f"Commands for scripts, without a window: {', '.join(COMMANDS)}. "
        "netmile-desktop COMMAND --help explains each.",
    )
    parser.add_argument("file", nargs="?", type=_file, metavar="FILE", help="a CSV file or workbook to take in")
    parser.add_argument("--sandbox", action="store_true", help="sign in to the sandbox portal on this computer")
    parser.add_argument("--data-dir", metavar="DIR", help="keep everything in this folder")
    parser.add_argument("--language", choices=[language.value for language in Language], help="language of the window")
    parser.add_argument("--probe", action="store_true", help="write to the log how long the window kept waiting")
    parser.add_argument("--self-check", action="store_true", help="say whether everything needed is installed")
    parser.add_argument("--version", action="store_true", help="print the version")
    return parser


def _file(text: str) -> Path:
    return Path(text).absolute()
