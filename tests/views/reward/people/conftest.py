"""A file with people in it, to be judged."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from netmile_desktop.domain.rewards.result_drafts import ResultDraft, read_rows
from netmile_desktop.domain.rewards.result_files import FILE_HEADER
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.reward.people.judging import JudgingCard

PHONES = ("", "", "090-0000-4823", "090-0000-4821", "", "+81 90 0000 4821")
CODES = [f"W20261130-{number:06d}" for number in range(1, 7)]
NAMES = ("大野 あゆみ", "菊地 隼人", "久保 春香", "野口 竜也", "松井 里奈", "平野 健")


@pytest.fixture
def draft() -> ResultDraft:
    """The six people of a downloaded file, without an answer; the fourth and the last have one phone."""
    lines = [",".join(FILE_HEADER)]
    lines += [
        f"{code},C-7001,2026-11-30 17:0{at}:00,,,,{name},カナ,,,,{phone},hina{at}@example.jp,"
        for at, (code, name, phone) in enumerate(zip(CODES, NAMES, PHONES, strict=True))
    ]
    return ResultDraft(read_rows("\r\n".join(lines).encode("utf-8-sig")))


@pytest.fixture
def card(draft: ResultDraft, toolbox: Toolbox, shown: Callable[[QWidget], QWidget]) -> JudgingCard:
    """In front, with the cursor on the first row."""
    screen = Screen(toolbox)
    card = JudgingCard(screen, screen)
    column = QVBoxLayout(screen)
    column.addWidget(card)
    shown(screen)
    card.show_draft("18:00", draft, is_open=True)
    card.grid.setFocus()
    return card
