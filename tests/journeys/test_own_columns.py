"""A sheet with names beside the columns that are sent: the clerk sees them to the end, the portal never does."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
import python_calamine as calamine
from PySide6.QtWidgets import QWidget

from netmile_desktop.domain.rows.rows import Column, Recipe
from netmile_desktop.paths import Folders
from netmile_desktop.views.batch.grid.columns import OWN, GridColumn
from netmile_desktop.views.common.dialogs import WindowDialogs
from netmile_desktop.workspace.batches.result_sheets import CSV, WORKBOOK, Rows
from netmile_desktop.workspace.sources.source import load_source
from tests.journeys.conftest import Start
from tests.support.clerk import Clerk
from tests.support.files import xlsx_file

HEADER = ("会員番号", "氏名", "メール", "電話番号", "来店日", "マイル")
SHEET = [
    *(
        (f"{n:06}", f"会員 {n} 様", f"member{n:05}@example.jp", f"090-0000-{n:04}", "霜月三日", "100")
        for n in range(1, 40)
    ),
    ("000040", "木村 遥", "haruka@example.jp", "090-0000-0040", "霜月四日", "100"),
    ("000041", "林 大和", "left001@example.jp", "090-0000-0041", "霜月五日", "100"),
]
SECRETS = [text for _, name, _, phone, day, _ in SHEET for text in (name, phone, day)]


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Path]:
    """Where files were saved; each goes under the proposed name."""
    chosen: list[Path] = []

    def choose(_dialogs: WindowDialogs, _parent: QWidget, _title: str, name: str, *_: object, **__: object) -> Path:
        chosen.append(tmp_path / name)
        return chosen[-1]

    monkeypatch.setattr(WindowDialogs, "choose_save_file", choose)
    return chosen


def workbook(path: Path) -> list[list[Any]]:
    return list(calamine.load_workbook(path).get_sheet_by_index(0).to_python())


def open_batch(clerk: Clerk, batch_id: str) -> None:
    clerk.window._toolbox.navigation.batch_chosen.emit(batch_id)
    clerk.wait(lambda: clerk.opened.isVisible() and clerk.opened.draft is not None, "the batch")
    clerk.wait_until_idle()


def own_cells_in_sight(clerk: Clerk) -> dict[str, str]:
    """The first own column by the row number beside it."""
    rows = clerk.opened.rows()
    assert rows is not None
    model = rows.grid.model()
    return {
        str(model.index(row, GridColumn.ROW).data()): str(model.index(row, OWN).data())
        for row in range(model.rowCount())
    }


def test_names_stay_with_their_rows_and_on_this_computer(
    start: Start, folders: Folders, tmp_path: Path, places: list[Path]
) -> None:
    clerk = start()
    clerk.enter_sandbox()
    source = load_source(xlsx_file(tmp_path / "来店.xlsx", {"11月": [HEADER, *SHEET]}))
    recipe = Recipe(header=True, columns=(3, 1, 6), width=6)
    desk = clerk.desk
    batch_id = desk.batches.take_in(source, recipe, desk.catalogue.detail("C-1024")).batch_id
    open_batch(clerk, batch_id)
    rows = clerk.opened.rows()
    assert rows is not None
    rows.own.menu().actions()[0].trigger()
    assert own_cells_in_sight(clerk)["41"] == "木村 遥"
    clerk.finish()
    assert own_cells_in_sight(clerk) == {"41": "木村 遥", "42": "林 大和"}, "shown in the results without asking again"

    saving = clerk.opened.sent.more_button.saving
    for which, ending in ((Rows.ALL, WORKBOOK), (Rows.ERRORS, CSV)):
        saving.save(which, ending)
        clerk.wait_until_idle()
    assert [path.name for path in places] == ["来店_結果.xlsx", "来店_エラーリスト.csv"]
    header, *lines = workbook(places[0])
    assert header[:7] == ["行番号", "メールアドレス", "指定キー", "マイル数", "氏名", "電話番号", "来店日"]
    assert [(line[0], line[2], line[4], line[5]) for line in lines] == [
        (n, key, name, phone) for n, (key, name, _, phone, _, _) in enumerate(SHEET, 2)
    ]
    assert [line[7] for line in lines] == [*["発行済み"] * 39, "エラー", "エラー"]
    _, *errors = csv.reader(io.StringIO(places[1].read_text("utf-8-sig")))
    assert [(line[0], line[2], line[4], line[8]) for line in errors] == [
        ("41", "000040", "木村 遥", "41053"),
        ("42", "000041", "林 大和", "41023"),
    ]

    (registration_id,) = clerk.registrations()
    status = clerk.open_registration(registration_id)
    assert status.detail.as_is.isVisible()
    clerk.press(status.detail.errors_button)
    clerk.wait_until_idle()
    assert places[-1].read_bytes() == places[1].read_bytes(), "the same rows, by the numbers of the sheet"
    status.detail.as_is.setChecked(True)
    clerk.press(status.detail.errors_button)
    clerk.wait_until_idle()
    assert [line[-1] for line in csv.reader(io.StringIO(places[-1].read_text("utf-8-sig")))] == ["行番号", "40", "41"]
    assert places[-1].read_bytes() == desk.client.issuances.error_list(registration_id)

    open_batch(clerk, batch_id)
    clerk.correct()
    assert own_cells_in_sight(clerk) == {"41": "木村 遥", "42": "林 大和"}
    clerk.type_into(41, Column.ADDRESS, "member00040@example.jp")
    clerk.finish()
    saving.save(Rows.ISSUED, WORKBOOK)
    clerk.wait_until_idle()
    assert [line[:5] for line in workbook(places[-1])[1:]] == [
        [41.0, "member00040@example.jp", "000040", 100.0, "木村 遥"]
    ]

    stored = b"".join(path.read_bytes() for path in folders.sandbox.glob("portal.db*"))
    lists = b"".join(
        fetch(id_)
        for each in desk.batches.all()
        for id_ in each.registration_ids
        for fetch in (desk.client.issuances.completed_list, desk.client.issuances.error_list)
    )
    assert b"000041" in stored
    assert b"000041" in lists
    assert not [text for text in SECRETS if text.encode() in stored or text.encode() in lists]
