"""The process that reads workbooks ends when it should, and tells the source what it found."""

from __future__ import annotations

import multiprocessing
import threading
from pathlib import Path

import pytest

from netmile_desktop.domain.failures import FileUnreadable, ReadFault
from netmile_desktop.domain.rows.rows import Recipe
from netmile_desktop.progress import Cancelled
from netmile_desktop.workspace.sources.books import process
from netmile_desktop.workspace.sources.books.facts import NO_FACTS, ShownNumber
from netmile_desktop.workspace.sources.source import load_source
from tests.support.books.packages import book, number_cell, rows_of, sheet, styles, text_cell
from tests.support.files import csv_file, good_rows
from tests.support.progress import Watched

ROWS = rows_of(text_cell("A1", "a@example.jp") + number_cell("B1", 123, 1) + number_cell("C1", 100))
FORMATS = styles("000000")


def slow_book() -> bytes:
    """A book that no machine reads in a tenth of a second."""
    row = '<row hidden="1">' + "<c><v>1</v></c>" * 10 + "</row>"
    return book(sheet(row * 50_000))


def test_a_source_knows_the_facts_of_its_sheet(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(book(sheet(ROWS), sheet(ROWS.replace("123", "45")), formats=FORMATS))
    source = load_source(path)
    assert source.facts.shown == (ShownNumber(1, 2, "123", "000123"),)
    assert source.facts.sheets == (("S1", 1), ("S2", 1))
    assert source.notes.number_cells == (0, 0, 1)
    assert source.on_sheet("S2").facts.shown == (ShownNumber(1, 2, "45", "000045"),)
    assert load_source(csv_file(tmp_path / "a.csv", good_rows(1))).facts == NO_FACTS


def test_rows_dropped_from_a_sheet_are_counted_like_those_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(book(sheet(ROWS + rows_of(text_cell("A9", " "), first=9)), formats=FORMATS))
    read = load_source(path).read(Recipe())
    assert (len(read.rows), read.dropped_records) == (1, 8)


def test_cancelling_ends_the_process() -> None:
    progress = Watched(stop_at=("reading", 0))
    with pytest.raises(Cancelled):
        process.read_sheet(slow_book(), "a.xlsx", progress=progress)
    assert progress.phases == ["reading"]
    assert not multiprocessing.active_children()


def test_cancelling_from_another_thread_ends_the_process_at_once() -> None:
    progress = Watched()
    canceller = threading.Timer(0.05, progress.cancel)
    canceller.start()
    with pytest.raises(Cancelled):
        process.read_sheet(slow_book(), "a.xlsx", progress=progress)
    canceller.join()
    assert not multiprocessing.active_children()


def test_a_book_that_takes_for_ever_is_taken_for_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "TIME_LIMIT", 0.0)
    with pytest.raises(FileUnreadable) as raised:
        process.read_sheet(slow_book(), "a.xlsx")
    assert raised.value.reason == ReadFault.DAMAGED_WORKBOOK
    assert not multiprocessing.active_children()


def test_names_are_told_by_the_process_too() -> None:
    assert process.sheet_names(book(sheet(""), sheet("")), "a.xlsx") == ("S1", "S2")
