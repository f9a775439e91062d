"""The one entry: the window, or a command for scripts, which never loads Qt."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netmile_desktop.domain.words.language import Language
    from netmile_desktop.workspace.reporting import Figures

COMMANDS = frozenset(
    {
        *("check", "split", "send", "reissue", "batches", "status", "lists"),
        *("history", "inquire", "cancel", "reconcile", "report"),
    }
)
"""Commands of the command line; everything else opens the window."""


def main(words: Sequence[str] | None = None) -> int:
    """Run what the words ask for; answers the exit code."""
    if getattr(sys, "frozen", False):
        import multiprocessing

        # Workbooks are read in a process of their own, and a frozen program starts itself for that.
        multiprocessing.freeze_support()
    words = list(sys.argv[1:] if words is None else words)
    first = words[0] if words else ""
    if first in COMMANDS:
        from netmile_desktop.cli import main as cli

        return cli(words, _draw_pdf)
    if first == "--portal":
        from netmile_desktop.portal.__main__ import main as portal

        return portal(words[1:])
    if first == "--version":
        from netmile_desktop import __version__

        print(f"NetMile Desktop {__version__}")
        return 0
    from netmile_desktop.app import main as window

    return window(words)


def _draw_pdf(figures: Figures, language: Language) -> bytes:
    """The one thing a command needs Qt for."""
    from netmile_desktop.app.printing import draw_pdf

    return draw_pdf(figures, language)


if __name__ == "__main__":
    sys.exit(main())
