from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QSplitter, QTableView, QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.views.window_state import WindowState


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "window.ini"


def reopened(memory: WindowState, path: Path) -> WindowState:
    memory.save()
    return WindowState(path)


def test_texts_numbers_and_lists_survive_a_restart(path: Path) -> None:
    memory = WindowState(path)
    memory.put("language", "ja")
    memory.put("count", 3)
    memory.put("one", ["a"])
    memory.put("tabs", ["a, b", "[日本]"])
    memory.put_bytes("state", QByteArray(b"\x00\x01"))
    again = reopened(memory, path)
    assert again.text("language") == "ja"
    assert again.number("count") == 3
    assert again.texts("one") == ["a"]
    assert again.texts("tabs") == ["a, b", "[日本]"]
    assert again.bytes("state") == QByteArray(b"\x00\x01")


def test_junk_is_as_good_as_nothing(path: Path) -> None:
    path.write_text("[v1]\ncount=many\nwindow=nonsense\nfolder\\import=relative\n", encoding="utf-8")
    memory = WindowState(path)
    assert memory.number("count", 7) == 7
    assert memory.bytes("window").isEmpty()
    assert memory.folder("import") == Path.home()


def test_a_folder_that_is_gone_is_not_offered(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    memory = WindowState(path)
    memory.put_folder("import", folder / "a.csv")
    assert memory.folder("import") == folder
    folder.rmdir()
    assert memory.folder("import") == Path.home()


def test_column_widths_come_back_by_name_and_at_another_text_size(path: Path, qtbot: QtBot) -> None:
    def table(memory: WindowState, keys: list[str], scale: int = 100) -> QTableView:
        view = QTableView()
        qtbot.addWidget(view)
        view.setModel(QStandardItemModel(1, len(keys), view))
        memory.keep_widths("list", view.horizontalHeader(), keys, scale)
        return view

    memory = WindowState(path)
    first = table(memory, ["a", "", "b"])
    first.horizontalHeader().resizeSection(2, 200)
    again = reopened(memory, path)
    assert table(again, ["b", "new", "a"]).columnWidth(0) == 200
    assert table(again, ["a", "", "b"], scale=150).columnWidth(2) == 300


def test_splitters_come_back(path: Path, qtbot: QtBot) -> None:
    def splitter(memory: WindowState) -> QSplitter:
        made = QSplitter(Qt.Orientation.Horizontal)
        qtbot.addWidget(made)
        for _ in range(2):
            made.addWidget(QWidget())
        made.resize(400, 100)
        made.show()
        memory.keep_splitter("batch", made)
        return made

    memory = WindowState(path)
    first = splitter(memory)
    first.moveSplitter(100, 1)
    assert splitter(reopened(memory, path)).sizes() == first.sizes()
