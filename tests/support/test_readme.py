"""Sections of the README that commands write."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.readme import README, write_section


@pytest.mark.parametrize("name", ["fault campaign", "benchmarks"])
def test_a_section_is_put_between_its_marks(name: str, tmp_path: Path) -> None:
    before = README.read_text(encoding="utf-8")
    begin, end = f"<!-- {name}: written by the command -->", f"<!-- {name}: end -->"
    copy = tmp_path / "README.md"
    copy.write_text(before, encoding="utf-8")
    for words in ("| first |", "| second |"):
        write_section(name, words, copy)
    text = copy.read_text(encoding="utf-8")
    assert "| second |" in text
    assert "| first |" not in text
    assert text.partition(begin)[0] == before.partition(begin)[0]
    assert text.partition(end)[2] == before.partition(end)[2]


def test_a_section_without_a_place_is_refused(tmp_path: Path) -> None:
    empty = tmp_path / "README.md"
    empty.write_text("nothing", encoding="utf-8")
    with pytest.raises(SystemExit):
        write_section("benchmarks", "words", empty)
