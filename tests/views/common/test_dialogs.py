from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.views.common.dialogs import WindowDialogs
from netmile_desktop.views.common.question import Question
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.navigation import Navigation
from netmile_desktop.views.window_state import WindowState
from tests.support.window import texts


@pytest.fixture
def memory(tmp_path: Path) -> WindowState:
    return WindowState(tmp_path / "window.ini")


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def when_asked(qtbot: QtBot) -> Iterator[Callable[[Callable[[Question], None]], None]]:
    """Do something with the question as soon as it stands there."""

    deeds: list[Callable[[Question], None]] = []

    def look() -> None:
        question = QApplication.activeModalWidget()
        if isinstance(question, Question) and deeds:
            deeds.pop()(question)

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(5)
    arrange = deeds.append
    yield arrange
    timer.stop()


def test_the_safe_choice_is_the_default_where_nothing_can_be_taken_back(
    window: QWidget, memory: WindowState, qtbot: QtBot, when_asked: Callable[[Callable[[Question], None]], None]
) -> None:
    dialogs = WindowDialogs(memory, Navigation())
    said: list[str] = []

    def press_enter(question: Question) -> None:
        said.append(texts(question))
        qtbot.keyClick(question, Qt.Key.Key_Return)

    when_asked(press_enter)
    assert not dialogs.confirm(window, "Delete the lists?", "They are gone for good.", "Delete 2 lists", danger=True)
    assert "They are gone for good." in said[0]
    when_asked(press_enter)
    assert dialogs.confirm(window, "Send?", "3 parts", "Send 24,389 rows")


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_a_question_is_read_whole_at_every_text_size(
    window: QWidget,
    memory: WindowState,
    theme: Theme,
    scale: int,
    when_asked: Callable[[Callable[[Question], None]], None],
) -> None:
    theme.use("light", scale)
    cut: list[str] = []

    def measure(question: Question) -> None:
        for label in question.findChildren(QLabel):
            if label.height() < label.heightForWidth(label.width()):
                cut.append(label.text())
        for button in (question.keep, question.deed):
            if button.width() < button.sizeHint().width() or button.height() < button.sizeHint().height():
                cut.append(button.text())
        question.deed.click()

    when_asked(measure)
    consequence = "For 24 hours calls are signed with the present one, too, so that nothing is interrupted. " * 4
    assert WindowDialogs(memory, Navigation()).confirm(window, "Change it?", consequence, "Change", danger=True)
    assert cut == []


def test_esc_means_no_and_the_deed_means_yes(
    window: QWidget, memory: WindowState, qtbot: QtBot, when_asked: Callable[[Callable[[Question], None]], None]
) -> None:
    dialogs = WindowDialogs(memory, Navigation())
    when_asked(lambda question: qtbot.keyClick(question, Qt.Key.Key_Escape))
    assert not dialogs.confirm(window, "Send?", "3 parts", "Send 24,389 rows")
    when_asked(lambda question: question.deed.click())
    assert dialogs.confirm(window, "Delete?", "", "Delete 2 lists", danger=True, details="a\nb")


def test_f1_helps_while_a_question_waits(
    window: QWidget, memory: WindowState, qtbot: QtBot, when_asked: Callable[[Callable[[Question], None]], None]
) -> None:
    navigation = Navigation()
    asked: list[str] = []
    navigation.help_chosen.connect(asked.append)

    def press(question: Question) -> None:
        question.activateWindow()
        qtbot.waitUntil(question.isActiveWindow)
        qtbot.keyClick(question, Qt.Key.Key_F1)
        assert question.isVisible(), "the question still waits"
        question.deed.click()

    when_asked(press)
    assert WindowDialogs(memory, navigation).confirm(window, "Send?", "3 parts", "Send 24,389 rows")
    assert asked == [""], "of the screen in front"


def test_a_statement_has_nothing_to_decide(
    window: QWidget, memory: WindowState, when_asked: Callable[[Callable[[Question], None]], None]
) -> None:
    seen: list[bool] = []

    def close(question: Question) -> None:
        seen.append(question.keep.isVisible())
        question.deed.click()

    when_asked(close)
    WindowDialogs(memory, Navigation()).tell(window, "NetMile Desktop", "Version 1")
    assert seen == [False]


def test_the_folder_of_a_purpose_is_remembered(
    window: QWidget, memory: WindowState, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(_parent: QWidget, _title: str, place: str, _filters: str) -> tuple[str, str]:
        asked.append(place)
        return str(tmp_path / "chosen.csv"), ""

    def address(_parent: QWidget, _title: str, place: QUrl, _filters: str, **_: object) -> tuple[QUrl, str]:
        asked.append(place.toLocalFile())
        return QUrl.fromLocalFile(str(tmp_path / "chosen.csv")), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileUrl", address)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    dialogs = WindowDialogs(memory, Navigation())
    assert dialogs.choose_open_file(window, "Open", "*") == tmp_path / "chosen.csv"
    dialogs.choose_open_file(window, "Open", "*")
    dialogs.choose_save_file(window, "Save", "list.csv", "*")
    assert asked == [str(Path.home()), str(tmp_path), str(Path.home() / "list.csv")]
    monkeypatch.setattr(QFileDialog, "getOpenFileUrl", lambda *_, **__: (QUrl(), ""))
    assert dialogs.choose_open_file(window, "Open", "*") is None
