"""`completion`: a script for a shell, which then completes commands, options and values."""

from __future__ import annotations

import argparse

from netmile_desktop.cli.failing import OK
from netmile_desktop.cli.output import Output
from netmile_desktop.cli.shell.outline import outlined
from netmile_desktop.cli.shell.scripts import SCRIPTS


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Print the script."""
    output.content(SCRIPTS[arguments.shell](outlined(output.language), output.language).encode())
    return OK
