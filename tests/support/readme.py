"""Tables in README.md that commands write, each between marks of its own."""

from __future__ import annotations

import re
from pathlib import Path

README = Path(__file__).parents[2] / "README.md"


def write_section(name: str, words: str, readme: Path = README) -> None:
    """Put words between the marks of a section."""
    begin, end = f"<!-- {name}: written by the command -->", f"<!-- {name}: end -->"
    text = readme.read_text(encoding="utf-8")
    section = f"{begin}\n\n{words}\n\n{end}"
    text, found = re.subn(f"{re.escape(begin)}.*?{re.escape(end)}", lambda _: section, text, flags=re.DOTALL)
    if not found:
        raise SystemExit(f"{readme} has no place for the section `{name}`")
    readme.write_text(text, encoding="utf-8")
