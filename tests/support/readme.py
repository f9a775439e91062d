"""Tables in README.md that commands write, each between marks of its own."""

from __future__ import annotations

import re
from pathlib import Path

README = Path(__file__).parents[2] / "README.md"


def section(name: str, readme: Path = README) -> str:
    """What stands between the marks of a section."""
    begin, end = _marks(name)
    return readme.read_text(encoding="utf-8").partition(begin)[2].partition(end)[0].strip()


def write_section(name: str, words: str, readme: Path = README) -> None:
    """Put words between the marks of a section."""
    begin, end = _marks(name)
    text = readme.read_text(encoding="utf-8")
    whole = f"{begin}\n\n{words}\n\n{end}"
    text, found = re.subn(f"{re.escape(begin)}.*?{re.escape(end)}", lambda _: whole, text, flags=re.DOTALL)
    if not found:
        raise SystemExit(f"{readme} has no place for the section `{name}`")
    readme.write_text(text, encoding="utf-8")


def _marks(name: str) -> tuple[str, str]:
    return f"<!-- {name}: written by the command -->", f"<!-- {name}: end -->"
