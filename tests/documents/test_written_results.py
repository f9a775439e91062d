"""Documents: results that commands write into them, and the files they name."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

import pytest

import netmile_desktop
from tests.support.documents import BEGIN, BENCHMARKS, CHECKOUT, END, FAULTS, read_results, write_results

DOCUMENTS = sorted([*CHECKOUT.glob("*.md"), *(CHECKOUT / "docs").rglob("*.md")])
PACKAGE = Path(netmile_desktop.__file__).parent
PLACES = (CHECKOUT, PACKAGE)
"""Where a path in a document may begin."""
OF_TODAY = [each for each in DOCUMENTS if each.name != "CHANGELOG.md"]
"""Documents that name files as they are; the change log may name what is gone."""
FOLDERS = {each.name for place in PLACES for each in place.iterdir() if each.is_dir()}
SUFFIXES = {".py", ".md", ".ts", ".toml"}


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


def paths_in(text: str) -> set[str]:
    """Return the words of a text that are paths of the project, `<…>` in them as `*`."""
    words = {word.strip("/.:;") for word in re.split(r"[\s`,()\[\]|]+", re.sub(r"<\w+>", "*", text))}
    return {
        word
        for word in words
        if "://" not in word
        and (("/" in word and word.partition("/")[0] in FOLDERS) or PurePosixPath(word).suffix in SUFFIXES)
    }


def exists(path: str, beside: Path) -> bool:
    """Return whether a path leads somewhere; a mere file name may be that of any module."""
    if "/" not in path and any(PACKAGE.rglob(path)):
        return True
    return any(next(place.glob(path), None) for place in (*PLACES, beside))


@pytest.mark.parametrize("document", OF_TODAY, ids=lambda path: path.relative_to(CHECKOUT).as_posix())
def test_every_file_that_a_document_names_exists(document: Path) -> None:
    named = paths_in(document.read_text(encoding="utf-8"))
    assert not {path for path in named if not exists(path, document.parent)}


def test_paths_are_found_in_sentences_tables_and_commands() -> None:
    text = "| `domain/rows` | see\n    run tests/views/<folder>/test_x.py, [it](docs/faults.md#marks) https://x.jp/a.py no/path"
    assert paths_in(text.replace("#marks", "")) == {"domain/rows", "tests/views/*/test_x.py", "docs/faults.md"}
    assert not exists("domain/rows/nothing.py", CHECKOUT)
    assert exists("tests/views/*/test_view.py", CHECKOUT)
    assert exists("issuances.py", CHECKOUT)


def test_the_architecture_names_every_folder() -> None:
    text = (CHECKOUT / "docs" / "architecture.md").read_text(encoding="utf-8")
    folders = {path.parent for path in PACKAGE.rglob("__init__.py") if path.parent != PACKAGE}
    unnamed = {
        folder.relative_to(PACKAGE).as_posix()
        for folder in folders
        if f"`{folder.relative_to(PACKAGE).as_posix()}`" not in text and f"`{folder.name}`" not in text
    }
    assert not unnamed
