"""The blocks of commands in the documents, and what is said about running them.

A block, fenced or indented, is taken for commands unless a comment before it, which readers do not see, says more:

* `<!-- run: no, REASON -->`: a test cannot run it, or it is no command at all;
* `<!-- run: by FILE -->`: that test runs it;
* `<!-- run: exit N, REASON -->`: its last command ends with N, as the text around it says.

A synopsis (`netmile-desktop check [-h] …`) stands for asking that command for its help.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
OPERATING = "tests/portal/test_operating.py"
"""Runs the blocks of `docs/operating.md` whose language says that they are tested."""

_SHELLS = frozenset({"", "sh", "bash", "shell"})
_OTHER_LANGUAGES = frozenset({"csv", "ini", "json", "nginx", "python", "sql", "text", "toml", "yaml"})
_STRAY = "stray"
"""Stands for the language where a comment is not followed by a block."""
_MARK = re.compile(r"<!-- run: (.+) -->")
_FENCE = re.compile(r"(```+|~~~+)(.*)")
_ITEM = re.compile(r"\s*(?:[*+-]|\d+\.) ")
_SYNOPSIS = re.compile(r"(netmile-\w+(?: [a-z-]+)*) \[-h\] ")
_PROGRAMS = frozenset(
    {"netmile-desktop", "netmile-portal", "cat", "cd", "echo", "export", "head", "mkdir", "printf", "ssh", "wc"}
)
"""What a block may begin its lines with; anything else a test does not run unasked."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a document."""

    document: str
    """Path below the root."""
    line: int
    """Of its first line, from 1."""
    language: str
    mark: str
    """What the comment before it says; empty without one."""
    text: str

    def __str__(self) -> str:
        return f"{self.document}:{self.line}"

    @property
    def commands(self) -> list[str]:
        """Its commands, each in one line."""
        synopsis = _SYNOPSIS.match(self.text)
        if synopsis is not None:
            return [f"{synopsis[1]} --help"]
        lines = self.text.replace("\\\n", " ").splitlines()
        return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]

    @property
    def exit_code(self) -> int:
        """How its last command ends."""
        found = re.fullmatch(r"exit (\d+), .+", self.mark)
        return int(found[1]) if found else 0

    @property
    def is_run(self) -> bool:
        """Whether it is a block of commands that nothing keeps from being run."""
        return self.language in _SHELLS and not re.match(r"no, |by ", self.mark)

    def fault(self) -> str:
        """Return what keeps it from being known; empty if nothing does."""
        if self.language == _STRAY:
            return f"the comment `run: {self.mark}` stands before no block"
        if self.mark and not re.fullmatch(r"(?:no|exit \d+), .{3,}|by \S+", self.mark):
            return f"the comment `run: {self.mark}` is not understood"
        if self.mark.startswith("by "):
            test = ROOT / self.mark.removeprefix("by ")
            named = test.is_file() and Path(self.document).name in test.read_text(encoding="utf-8")
            return "" if named else f"{test.name} does not run it"
        if self.mark.startswith("no, ") or self.language in _OTHER_LANGUAGES:
            return ""
        if self.language not in _SHELLS:
            return f"{self.language} is not known: say `<!-- run: no, WHY -->` before it"
        for command in self.commands:
            program = re.sub(r"^(?:\w+=\S* +)+", "", command).split(maxsplit=1)[0]
            if program not in _PROGRAMS:
                return f"`{command}` is not run by a test: say `<!-- run: no, WHY -->` before it"
        return ""


def documents() -> list[Path]:
    """Return everything that shows commands to a reader."""
    return [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def blocks_of(text: str, document: str) -> list[Block]:
    """Return the blocks of a document; a mark without a block behind it is one without text, which fails."""
    lines = text.splitlines()
    found, mark, at = [], "", 0
    in_list = False
    while at < len(lines):
        line = lines[at]
        fence = _FENCE.fullmatch(line.strip())
        if fence is not None:
            body = list(_until(lines, at + 1, fence[1]))
            found.append(_block(document, at + 2, fence[2].strip(), mark, body))
            mark, at = "", at + len(body) + 2
            continue
        if line.startswith("    ") and not in_list and (at == 0 or not lines[at - 1].strip()):
            body = list(_indented(lines, at))
            found.append(_block(document, at + 1, "", mark, [each[4:] for each in body]))
            mark, at = "", at + len(body)
            continue
        said = _MARK.fullmatch(line.strip())
        if (said or line.strip()) and mark:
            found.append(Block(document, at + 1, _STRAY, mark, ""))
            mark = ""
        if said:
            mark = said[1]
        if line.strip() and not line.startswith("    "):
            in_list = _ITEM.match(line) is not None or (in_list and line.startswith(" "))
        at += 1
    return found + ([Block(document, at, _STRAY, mark, "")] if mark else [])


def _block(document: str, line: int, language: str, mark: str, body: list[str]) -> Block:
    if language.startswith("sh tested"):
        language, mark = "sh", mark or f"by {OPERATING}"
    text = "\n".join(body)
    return Block(document, line, "json" if not language and _is_json(text) else language, mark, text)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _until(lines: list[str], at: int, fence: str) -> Iterator[str]:
    while at < len(lines) and lines[at].strip() != fence:
        yield lines[at]
        at += 1


def _indented(lines: list[str], at: int) -> Iterator[str]:
    """The lines from one on that are indented, empty ones between them included."""
    last = at
    for number in range(at, len(lines)):
        if lines[number].startswith("    "):
            last = number
        elif lines[number].strip():
            break
    return iter(lines[at : last + 1])
