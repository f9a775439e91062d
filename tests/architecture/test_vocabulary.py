"""Three ideas, three words (docs/glossary.md, section 3): older words for repair and reissue do not come back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.test_rooms import ROOT, modules, short

OLD_WORD = re.compile(r"(?<![a-z])(un)?mend(s|ed|ing|able)?(?![a-z])|amend|replacement")
"""In lower case, as a word or as part of a name; "recommend" is none of them, nor is "replace" in the grid."""
TABLE = re.compile(r"\bamendment(?= (WHERE|SET|ADD|\()|\")")
"""The table of the clerk's store in an SQL statement: its name is part of the format."""


def old_words(text: str) -> list[str]:
    """Return the lines in which an older word stands, alone or in a name such as `onMended` or `MENDABLE`."""
    return [
        line.strip()
        for line in TABLE.sub("", text).splitlines()
        if OLD_WORD.search(re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", line).lower())
    ]


def sources() -> Iterator[Path]:
    """Code with its names, comments and texts, the Japanese catalogues with their English sources, and the help."""
    yield from (path for path in modules("netmile_desktop", "tests", "packaging") if path != Path(__file__))
    for pattern in ("i18n/*.ts", "help/**/*.md"):
        yield from sorted((ROOT / "resources").glob(pattern))
    yield ROOT / "README.md"


def test_older_words_do_not_come_back() -> None:
    found = {short(path): old_words(f"{short(path)}\n{path.read_text(encoding='utf-8')}") for path in sources()}
    assert len(found) > 500
    assert {Path(name).suffix for name in found} == {".py", ".ts", ".md"}
    assert not {name: lines for name, lines in found.items() if lines}


@pytest.mark.parametrize(
    ("text", "is_old"),
    [
        ("def show_mended(self)", True),
        ("class Mend(Struct)", True),
        ("_MENDABLE", True),
        ("onMended", True),
        ("desk.amendments", True),
        ("ReplacementDialog", True),
        ("Issues waiting for a replacement", True),
        ('"SELECT miles FROM amendment WHERE batch_id = ?"', False),
        ('"An amendment waits"', True),
        ("what we recommend", False),
        ("replace_file(path, content)", False),
        ("Find and replace", False),
    ],
)
def test_an_older_word_is_seen(text: str, is_old: bool) -> None:
    assert bool(old_words(text)) is is_old
