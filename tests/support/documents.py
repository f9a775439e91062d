"""Results in `docs` that commands write, each between marks in a document of its own."""

from __future__ import annotations

import re
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
FAULTS = CHECKOUT / "docs" / "faults.md"
BENCHMARKS = CHECKOUT / "docs" / "benchmarks.md"

BEGIN = "<!-- results: written by the command -->"
END = "<!-- results: end -->"


def read_results(document: Path) -> str:
    """Return what stands between the marks of a document."""
    return document.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0].strip()


def write_results(document: Path, results: str) -> None:
    """Put results between the marks of a document.

    Raises:
        SystemExit: the document has no marks.
    """
    text = document.read_text(encoding="utf-8")
    whole = f"{BEGIN}\n\n{results}\n\n{END}"
    text, found = re.subn(f"{re.escape(BEGIN)}.*?{re.escape(END)}", lambda _: whole, text, flags=re.DOTALL)
    if not found:
        raise SystemExit(f"{document} has no place for results")
    document.write_text(text, encoding="utf-8")
