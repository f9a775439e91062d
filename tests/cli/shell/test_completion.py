"""Completion, asked of the real shells."""

from __future__ import annotations

import base64
import os
import pty
import re
import select
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from netmile_desktop.__main__ import main
from netmile_desktop.cli.shell.outline import outlined
from netmile_desktop.cli.values import SHELLS
from netmile_desktop.command_names import COMMANDS, HELP, WINDOW_OPTIONS
from netmile_desktop.domain.language import Language
from tests.support.requirements import need

FIRST_WORDS = {*COMMANDS, HELP, *WINDOW_OPTIONS, "--help"}
FILES = {"a list.csv", "rule.json"}

Complete = Callable[[str], set[str]]


@pytest.fixture
def script(
    request: pytest.FixtureRequest, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> Callable[[str], Path]:
    """The script for a shell, as the program prints it, in a folder with two files."""

    def made(shell: str, language: str = "ja") -> Path:
        assert main(["completion", shell, "--lang", language]) == 0
        path = tmp_path / "scripts" / shell
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(capfdbinary.readouterr().out)
        return path

    for name in FILES:
        (tmp_path / name).touch()
    return made


def in_bash(script: Path, line: str) -> set[str]:
    """What bash offers at the end of a line; its own names of files where the script leaves them to it."""
    words = line.split(" ")
    ask = (
        'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($#-1)); '
        "compopt() { left_to_bash=; }; left_to_bash=1; _netmile_desktop; "
        '[[ ${#COMPREPLY[@]} = 0 && $left_to_bash ]] && COMPREPLY=(*.*); printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        [need("bash"), "--norc", "-uc", ask, "bash", script, *words],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        cwd=script.parent.parent,
    )
    assert not done.stderr
    return set(filter(None, done.stdout.splitlines()))


def in_fish(script: Path, line: str) -> set[str]:
    done = subprocess.run(
        [need("fish"), "--no-config", "-c", f"source {script}; complete -C '{line}'"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        cwd=script.parent.parent,
        env={**os.environ, "HOME": str(script.parent), "LC_ALL": "C.UTF-8"},
    )
    assert not done.stderr
    return {each.partition("\t")[0] for each in done.stdout.splitlines()} - {"scripts/"}


IN_ZSH = """\
PROMPT='READY>' RPROMPT=
unsetopt prompt_sp
autoload -U compinit
compinit -u -D
compadd() {
  # What is asked only to be sorted or described is added by another call.
  if [[ ${@[1,(i)(-|--)]} != *-(O|A|D)\\ * ]]; then
    local -a found
    builtin compadd -A found "$@"
    print -rl -- "«"$^found"»"
  fi
  builtin compadd "$@"
}
ask() { zle list-choices; print "«»" }
zle -N ask
bindkey '^I' ask
"""
"""What zsh is told before the script: on the tabulator it writes down each word that it would list."""


def in_zsh(script: Path, line: str) -> set[str]:
    """What zsh offers at a terminal if the tabulator is pressed at the end of a line."""
    begin = script.parent / "begin"
    begin.write_text(IN_ZSH)
    shell = need("zsh")
    child, terminal = pty.fork()
    if not child:
        os.chdir(script.parent.parent)
        os.execve(shell, [shell, "-f", "-i"], {**os.environ, "TERM": "dumb", "LC_ALL": "C.UTF-8"})
    try:
        os.write(terminal, f"source {begin}; source {script}; print BEG''UN\n".encode())
        read_until(terminal, r"BEGUN\r?\n[^>]*READY>")
        os.write(terminal, f"{line}\t".encode())
        told = read_until(terminal, "«»")
    finally:
        os.close(terminal)
        os.waitpid(child, 0)
    return {each.replace("\\ ", " ") for each in re.findall("«(.+?)»", told)} - {"scripts"}


def read_until(terminal: int, pattern: str) -> str:
    """Read from a terminal until something appears on it."""
    told, last = "", time.monotonic() + 60
    while not re.search(pattern, told):
        assert select.select([terminal], [], [], max(0, last - time.monotonic()))[0], told
        told += os.read(terminal, 65536).decode(errors="replace")
    return told


IN_SHELLS = {"bash": in_bash, "fish": in_fish, "zsh": in_zsh}


@pytest.mark.parametrize("shell", IN_SHELLS)
def test_commands_options_values_and_files_are_completed(shell: str, script: Callable[[str], Path]) -> None:
    path = script(shell)

    def offered(line: str) -> set[str]:
        return IN_SHELLS[shell](path, f"netmile-desktop {line}")

    assert offered("ch") == {"check"}
    assert offered("re") >= {"results", "reconcile", "report"}
    assert FIRST_WORDS - offered("") <= {each for each in FIRST_WORDS if shell == "fish" and each.startswith("--")}
    assert offered("check ") == FILES
    assert offered("check --rule ") == FILES
    assert offered("check x --mode ") == {"pc", "mobile"}
    assert offered("check x --mode m") == {"mobile"}
    assert offered("reissue x --no") == {"--no-wait"}
    assert offered("report ") == {"usage", "site", "reward_funnel", "reward_fee"}
    assert offered("help can") == {"cancel"}
    assert offered("completion ") == set(SHELLS)
    assert offered("status --campaign ") == set()
    for command in outlined(Language.JAPANESE):
        assert offered(f"{command.name} --") == {name for each in command.options for name in each.names}


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("language", [*Language])
def test_explanations_come_in_the_language_asked_for(
    shell: str, language: Language, script: Callable[..., Path]
) -> None:
    text = script(shell, language).read_bytes().decode()
    told = [each.summary for each in outlined(language)]
    if shell == "powershell":
        assert text.isascii(), "a console in another encoding must not change it"
        told = [base64.b64encode(each.encode()).decode() for each in told]
    assert all((each.replace("'", "\\'" if shell == "fish" else "'\\''") in text) is (shell != "bash") for each in told)


def test_the_script_of_powershell_is_whole(script: Callable[..., Path]) -> None:
    """What can be seen without the shell itself: quotes and brackets are in pairs, and every option is there."""
    text = script("powershell").read_text("ascii")
    code = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    assert not re.search("'[^'\n]*$", re.sub("'[^'\n]*'", "", code), re.MULTILINE)
    bare = re.sub(r"'[^']*'|\"[^\"]*\"", "", code)
    while bare != (fewer := re.sub(r"\(\)|\[\]|\{\}", "", re.sub(r"[^()\[\]{}]", "", bare))):
        bare = fewer
    assert not bare
    for command in outlined(Language.JAPANESE):
        [options] = re.findall(rf"^    '{command.name}' = \[ordered\]@{{ (.*) }}$", code, re.MULTILINE)
        assert re.findall(r"'(--[a-z-]+)' = '", options) == [name for each in command.options for name in each.names]
    assert "    'check --mode' = @('pc', 'mobile')\n" in code
