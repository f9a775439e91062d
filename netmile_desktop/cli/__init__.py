"""The command line: the same engine as the window, for scripts; needs no display and imports no Qt.

JSON lines go to stdout, always in UTF-8; words go to stderr. Exit codes:

    0  all well
    1  rows, or the file as a whole, were refused with codes
    2  wrong usage, or a file that cannot be read or written
    3  the portal was not reached, or did not answer as agreed
    4  the portal refused the request or the sign-in
    5  the local store, or its key, cannot be used
    6  stdout or stderr could not be written
    7  an error of the program, told in the log
    130  interrupted
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from netmile_desktop.cli.commands import run

if TYPE_CHECKING:
    from netmile_desktop.workspace.reports.saving import Drawer


def main(argv: Sequence[str] | None = None, draw_pdf: Drawer | None = None) -> int:
    """Run one command; `argv` is without the program's name. Answers the exit code."""
    return run(argv, draw_pdf)
