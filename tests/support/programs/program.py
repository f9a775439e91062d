"""`netmile-portal` as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

from tests.support.programs.nursery import CAN_FORK, Forked, program

PATIENCE_S = 60
PROGRAM = [sys.executable, "-m", "netmile_desktop.portal"]
"""Starts it as everywhere. `start` is quicker: see `tests.support.programs.nursery`."""


def start(*arguments: str, **options: Any) -> subprocess.Popen[str]:
    """A running command, with pipes to its streams; `env` adds to the environment, which names no master key."""
    environment = {name: value for name, value in os.environ.items() if name != "NETMILE_MASTER_KEY"}
    return subprocess.Popen(
        [*program("netmile_desktop.portal"), *arguments],
        env=environment | options.pop("env", {}),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def start_to_kill(*arguments: str, **env: str) -> Forked | subprocess.Popen[str]:
    """A running command that can be killed at a chosen moment and is gone once it is waited for; stdout is a pipe."""
    environment = os.environ | env
    if CAN_FORK:
        return Forked("netmile_desktop.portal", arguments, environment)
    return subprocess.Popen(
        [*PROGRAM, *arguments], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, encoding="utf-8"
    )


def run(*arguments: str, stdin: str = "", **env: str) -> tuple[int, str, str]:
    """Exit code, output and errors of a command that ends by itself."""
    with start(*arguments, env=env) as process:
        out, err = process.communicate(stdin, timeout=PATIENCE_S)
        return process.returncode, out, err


def listened(process: subprocess.Popen[str]) -> str:
    """The address at which a portal that was just started says on stderr that it listens."""
    assert process.stderr is not None
    line = process.stderr.readline()
    assert line.startswith("listening on "), line + process.stderr.read()
    return line.removeprefix("listening on ").strip()
