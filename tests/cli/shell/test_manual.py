"""The manual page, the reference and the schema are what the program says, and what they show works."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from jsonschema_rs import validator_for

from netmile_desktop.cli.arguments import parse
from netmile_desktop.cli.failing import ERROR_WORDS
from netmile_desktop.cli.shell.outline import outlined
from netmile_desktop.domain.language import Language
from tests.support.requirements import need

ROOT = Path(__file__).parents[3]
SCRIPT = Path("packaging/development/manual.py")
REFERENCE, SCHEMA = Path("docs/command-line.md"), Path("docs/rule.schema.json")
PAGES = {
    Language.ENGLISH: Path("packaging/man/netmile-desktop.1"),
    Language.JAPANESE: Path("packaging/man/ja/netmile-desktop.1"),
}


def run(root: Path, *words: str) -> tuple[int, set[str]]:
    """The exit code, and the files that are named."""
    done = subprocess.run(
        [sys.executable, root / SCRIPT, *words], capture_output=True, text=True, check=False, timeout=60
    )
    return done.returncode, set(re.findall(r"(\S+) is not what the program says", done.stderr))


def test_they_are_what_the_program_says_today() -> None:
    assert run(ROOT, "--check") == (0, set())


def test_what_has_become_stale_is_named(tmp_path: Path) -> None:
    (tmp_path / SCRIPT).parent.mkdir(parents=True)
    shutil.copy(ROOT / SCRIPT, tmp_path / SCRIPT)
    every = {str(path) for path in (REFERENCE, SCHEMA, *PAGES.values())}
    assert run(tmp_path, "--check") == (1, every)
    assert run(tmp_path) == (0, set())
    assert run(tmp_path, "--check") == (0, set())
    page = tmp_path / PAGES[Language.JAPANESE]
    page.write_text(page.read_text("utf-8").replace("\\-\\-offline", "\\-\\-online"), "utf-8")
    assert run(tmp_path, "--check") == (1, {str(PAGES[Language.JAPANESE])})


@pytest.mark.parametrize("language", [*Language])
def test_the_manual_page_is_shown_without_a_complaint(language: Language) -> None:
    done = subprocess.run(
        [need("man"), "--warnings=mac,reg,font,escape,syntax", "-E", "UTF-8", "-l", ROOT / PAGES[language]],
        capture_output=True,
        check=True,
        timeout=60,
        env={"LC_ALL": "C.UTF-8", "MANWIDTH": "100", "PATH": "/usr/bin:/bin"},
    )
    # Japanese has no blanks at which a line could end.
    assert not [line for line in done.stderr.decode().splitlines() if not line.endswith("can't break line")]
    text = re.sub(r"\s+", " ", re.sub(".\b", "", done.stdout.decode()))
    for command in outlined(language):
        assert f" {command.name} {' '.join(command.summary.split())} " in text
        assert all(f" {name}" in text for each in command.options for name in each.names)
    assert all(word in text for word in ERROR_WORDS)


def test_what_the_reference_shows_can_be_run() -> None:
    text = (ROOT / REFERENCE).read_text("utf-8")
    lines = re.findall(r"netmile-desktop ([^|>\n]+)", text.partition("## Examples")[2])
    assert len(lines) >= 7
    for line in lines:
        words = shlex.split(line)
        assert parse(words, Language.ENGLISH).command == words[0]
    shown = re.search(r"\n    \{\n.*?\n    \}\n", text, re.DOTALL)
    assert shown is not None
    validator_for(json.loads((ROOT / SCHEMA).read_text("utf-8"))).validate(json.loads(shown[0]))


def test_the_manual_pages_are_installed_where_man_looks() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    shared = project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    assert shared == {
        str(PAGES[Language.ENGLISH]): "share/man/man1/netmile-desktop.1",
        str(PAGES[Language.JAPANESE]): "share/man/ja/man1/netmile-desktop.1",
    }
