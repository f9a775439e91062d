"""The file that a command reads: by its name, or `-` for what another program hands over."""

from __future__ import annotations

import sys
from pathlib import Path

from netmile_desktop.cli.failing import UsageWrong
from netmile_desktop.domain.failures import FileUnreadable, ReadFault
from netmile_desktop.domain.language import Bilingual
from netmile_desktop.workspace.sources.source import Source, all_of, bytes_of, load_source, piped_source

STDIN = "-"
"""Stands for stdin wherever a file is read."""


def load_input(name: str, sheet: str) -> Source:
    """Load the file of a command.

    Raises:
        FileUnreadable: it cannot be read.
    """
    return piped_source(bytes_of_input(name), sheet) if name == STDIN else load_source(Path(name), sheet)


def bytes_of_input(name: str) -> bytes:
    """Return the bytes of a file that a command reads.

    Raises:
        FileUnreadable: it cannot be read, or there is no stdin.
    """
    if name != STDIN:
        return bytes_of(Path(name))
    try:
        return all_of(sys.stdin.buffer, "stdin")
    except (AttributeError, OSError, ValueError) as error:  # None or closed
        reason = ReadFault.IS_FOLDER if isinstance(error, IsADirectoryError) else ReadFault.NOT_FOUND
        raise FileUnreadable(reason, "stdin") from error


def reject_two_from_stdin(*names: str) -> None:
    """Raise UsageWrong if more than one file is to be read from stdin."""
    if names.count(STDIN) > 1:
        raise UsageWrong(
            Bilingual(
                "標準入力（-）から読み込めるファイルは 1 つだけです。", "Only one file can be read from stdin (-)."
            )
        )
