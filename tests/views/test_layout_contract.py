"""Every screen at every size: nothing cut, nothing covered, in both languages and with large text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget

from netmile_desktop.domain.language import Language
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.desk_page import DeskPage
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.look.translation import Translations
from netmile_desktop.views.main_window import MainWindow
from netmile_desktop.views.messages import Texts
from netmile_desktop.workspace.authentication import Authenticator
from netmile_desktop.workspace.settings import ProgramSettings
from tests.views.layout_faults import layout_faults, sideways
from tests.views.screens import damaged_file, walk

SIZES = (QSize(960, 600), QSize(910, 512), QSize(1280, 720), QSize(1920, 1080))
"""The smallest window, a screen of 1366 × 768 at 150 %, a usual one, a large one."""
NO_SIDEWAYS = 1280
NOT_YET = frozenset(
    {
        *("reward", "reward 1", "reward 2", "netmile", "netmile 1", "netmile 2", "netmile 3", "site 2"),
        *("batch", "import", "repairs", "batches"),
    }
)
"""Screens that are still to be laid out by the parts of `views/common/layout`."""


def faults_at(window: QWidget, size: QSize, is_usual_text: bool) -> list[str]:
    """Return what is wrong at a size."""
    window.resize(size)
    for _ in range(6):  # a layout may ask for another one
        QApplication.processEvents()
    found = layout_faults(window)
    if is_usual_text and size.width() >= NO_SIDEWAYS:
        found += sideways(window)
    return found


@pytest.fixture(
    params=[(language, text) for text in (100, 150) for language in Language], ids=lambda each: f"{each[0]}-{each[1]}"
)
def look(request: pytest.FixtureRequest, qapp: QApplication, theme: Theme) -> Iterator[tuple[Language, int]]:
    """Language and text size of the window."""
    language, text = request.param
    translations = Translations(qapp)
    translations.use(language)
    theme.use("light", text)
    yield language, text
    translations.take_away()


@pytest.fixture
def window(
    look: tuple[Language, int],
    authenticator: Authenticator,
    been_here: None,
    toolbox: Toolbox,
    shown: Callable[[QWidget], QWidget],
) -> Iterator[MainWindow]:
    language, text = look
    spoken = replace(toolbox, words=Texts(language))
    window = MainWindow(authenticator, spoken, ProgramSettings(language=language, text_scale=text))
    shown(window)
    yield window
    if window.desk is not None:
        window.desk.close()


def test_nothing_is_cut_or_covered_on_any_screen(
    look: tuple[Language, int], window: MainWindow, page: DeskPage, tasks: TaskRunner, tmp_path: Path
) -> None:
    window.setMinimumSize(1, 1)
    found: dict[str, list[str]] = defaultdict(list)
    for screen in walk(window, page, tasks, damaged_file(tmp_path)):
        for size in () if screen in NOT_YET else SIZES:
            for fault in faults_at(window, size, look[1] == 100):
                found[fault].append(f"{screen} at {size.width()}")
    assert not found, "\n".join(f"{fault}: {', '.join(where)}" for fault, where in found.items())
