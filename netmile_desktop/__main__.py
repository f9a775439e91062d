"""The one entry: the window, or a command for scripts, which never loads Qt."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from netmile_desktop import __version__
from netmile_desktop.command_names import COMMANDS, FORMER_NAMES
from netmile_desktop.lazy_imports import import_lazily

if TYPE_CHECKING:
    import multiprocessing

    from netmile_desktop.app import main as window
    from netmile_desktop.app.printing import draw_pdf
    from netmile_desktop.cli import main as cli
    from netmile_desktop.portal.__main__ import main as portal
else:
    multiprocessing = import_lazily("multiprocessing")
    window = import_lazily("netmile_desktop.app", "main")
    draw_pdf = import_lazily("netmile_desktop.app.printing", "draw_pdf")
    cli = import_lazily("netmile_desktop.cli", "main")
    portal = import_lazily("netmile_desktop.portal.__main__", "main")


def main(words: Sequence[str] | None = None) -> int:
    """Run what the words ask for; answers the exit code."""
    if getattr(sys, "frozen", False):
        # Workbooks are read in a process of their own, and a frozen program starts itself for that.
        multiprocessing.freeze_support()
    words = list(sys.argv[1:] if words is None else words)
    first = words[0] if words else ""
    if first in COMMANDS or first in FORMER_NAMES:
        return cli(words, draw_pdf)  # a picture of a report is the one thing a command needs Qt for
    if first == "--portal":
        return portal(words[1:])
    if first == "--version":
        print(f"NetMile Desktop {__version__}")
        return 0
    return window(words)


if __name__ == "__main__":
    sys.exit(main())
