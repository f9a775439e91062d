"""Options of the commands for shells."""

from __future__ import annotations

import argparse

from netmile_desktop.cli.options.shared import Say
from netmile_desktop.cli.values import SHELLS


def add_completion_options(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.add_argument("shell", choices=SHELLS, help=say("シェル", "the shell"))
