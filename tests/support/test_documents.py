"""Results that commands write into documents."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import netmile_desktop
from tests.support.documents import BEGIN, BENCHMARKS, CHECKOUT, END, FAULTS, read_results, write_results

DOCUMENTS = sorted([*CHECKOUT.glob("*.md"), *(CHECKOUT / "docs").rglob("*.md")])
PACKAGE = Path(netmile_desktop.__file__).parent


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


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(CHECKOUT).as_posix())
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", document.read_text(encoding="utf-8"))
    own = [link for link in links if "://" not in link]
    assert not [link for link in own if not (document.parent / link.partition("#")[0]).exists()]


def test_the_architecture_names_every_folder() -> None:
    text = (CHECKOUT / "docs" / "architecture.md").read_text(encoding="utf-8")
    folders = {path.parent for path in PACKAGE.rglob("__init__.py") if path.parent != PACKAGE}
    unnamed = {
        folder.relative_to(PACKAGE).as_posix()
        for folder in folders
        if f"`{folder.relative_to(PACKAGE).as_posix()}`" not in text and f"`{folder.name}`" not in text
    }
    assert not unnamed
