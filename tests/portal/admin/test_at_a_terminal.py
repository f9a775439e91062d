"""`netmile-portal` with somebody at a terminal, who types, changes their mind, or makes a mistake."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.programs.program import PROGRAM

pty = pytest.importorskip("pty")  # not on Windows


def at_terminal(words: tuple[str, ...], typed: list[bytes]) -> tuple[int, str]:
    """Run a command at a terminal of its own; at each prompt something is typed. Return exit code and screen."""
    child, terminal = pty.fork()
    if not child:
        os.execv(PROGRAM[0], [*PROGRAM, *words])
    screen, left = b"", [*typed]
    try:
        while True:
            screen += os.read(terminal, 65536)
            if left and screen.endswith(b": "):
                os.write(terminal, left.pop(0))
    except OSError:  # the other side is closed
        pass
    finally:
        os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), screen.decode()


CTRL_C, CTRL_D = b"\x03", b"\x04"


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        ([CTRL_C], 130, "interrupted"),
        ([CTRL_D], 1, "there is no password: type it"),
        ([b"Minato2026\n", CTRL_D], 1, "there is no password: type it"),
        ([b"Minato2026\n", b"Minato2027\n"], 1, "the two passwords differ"),
        ([b"Minato2026\n", b"Minato2026\n"], 0, "The portal is set up; its first operator is operator."),
    ],
)
def test_the_password_is_typed_at_a_terminal(tmp_path: Path, typed: list[bytes], code: int, said: str) -> None:
    key = tmp_path / "master.key"
    words = ("init", "--database", f"sqlite:///{tmp_path / 'x.db'}", "--master-key-file", str(key))
    found, screen = at_terminal(words, typed)
    assert (found, said in screen) == (code, True), screen
    assert "Minato" not in screen
    assert key.exists() is (code == 0)
