"""Results that commands write into documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.documents import BEGIN, BENCHMARKS, END, FAULTS, read_results, write_results


@pytest.mark.parametrize("document", [FAULTS, BENCHMARKS], ids=lambda path: path.stem)
def test_results_are_put_between_the_marks(document: Path, tmp_path: Path) -> None:
    before = document.read_text(encoding="utf-8")
    copy = tmp_path / document.name
    copy.write_text(before, encoding="utf-8")
    for results in ("| first |", "| second |"):
        write_results(copy, results)
    assert read_results(copy) == "| second |"
    text = copy.read_text(encoding="utf-8")
    assert "| first |" not in text
    assert text.partition(BEGIN)[0] == before.partition(BEGIN)[0]
    assert text.partition(END)[2] == before.partition(END)[2]


@pytest.mark.parametrize("document", [FAULTS, BENCHMARKS], ids=lambda path: path.stem)
def test_a_document_holds_results(document: Path) -> None:
    assert "| --- |" in read_results(document)


def test_a_document_without_marks_is_refused(tmp_path: Path) -> None:
    empty = tmp_path / "faults.md"
    empty.write_text("nothing", encoding="utf-8")
    with pytest.raises(SystemExit):
        write_results(empty, "words")
