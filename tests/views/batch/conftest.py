"""A draft on a real store, without a portal; and the same file for tests that have one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from netmile_desktop.domain import wire
from netmile_desktop.domain.language import Language
from netmile_desktop.domain.row_sources.interface import positions_of
from netmile_desktop.domain.rows.rows import Recipe
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.batch.commands import BatchCommands
from netmile_desktop.views.batch.dialogs import BatchDialogs
from netmile_desktop.views.batch.grid.draft_changes import DraftChanges
from netmile_desktop.views.batch.grid.listing import Filter, Listing, Wanted
from netmile_desktop.views.batch.grid.model import GridModel
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.messages import Texts
from netmile_desktop.workspace.batches.batches import Batches
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.drafts.draft_facts import Show
from netmile_desktop.workspace.sources.source import load_source
from netmile_desktop.workspace.store.store import Store
from tests.support.campaigns import TODAY, campaign_detail
from tests.support.files import HEADER, csv_file, good_rows

MakeDraft = Callable[..., Draft]
MakeModel = Callable[..., GridModel]

DAMAGED = [
    ("member00001@example.jp", "K000001", "1,000"),
    ("ｍember00002@example.jp", "K000002", "100"),
    ("member00003@example.jp", "", "100"),
    ("member00004@example.jp", "K000004", "250"),
    ("member00005@example.jp", "K000005", "100"),
    ("member00005@example.jp", "K000005", "100"),
    *good_rows(4, first=7),
]
"""Records 2 to 11 of a file with a heading: 19015, 19013, 19014, 12006, two alike, four good ones."""


@pytest.fixture
def commands(desk: Desk, toolbox: Toolbox, qtbot: QtBot) -> BatchCommands:
    """What a page of its own may ask for, over a screen out of sight."""
    screen = Screen(toolbox)
    qtbot.addWidget(screen)
    return BatchCommands(desk, screen, BatchDialogs(desk, screen.toolbox, screen))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(tmp_path / "site.db", bytes(range(32)))
    yield store
    store.close()


@pytest.fixture
def batches(store: Store) -> Batches:
    return Batches(store, lambda: TODAY)


@pytest.fixture
def make_draft(batches: Batches, tmp_path: Path) -> MakeDraft:
    """Take rows in as a draft of a campaign of fixed 100 miles."""

    def make(rows: Sequence[tuple[str, str, str]] = DAMAGED, campaign: wire.CampaignDetail | None = None) -> Draft:
        path = csv_file(tmp_path / "十一月.csv", rows, encoding="cp932", header=HEADER)
        return batches.open(batches.take_in(load_source(path), Recipe(), campaign or campaign_detail()).batch_id)

    return make


@pytest.fixture
def make_model(tasks: TaskRunner) -> MakeModel:
    """A draft as the grid's model, in English."""

    def make(draft: Draft, parent: QObject | None = None) -> GridModel:
        changes = DraftChanges(tasks, parent or tasks)
        changes.show_draft(draft)
        return GridModel(draft, Texts(Language.ENGLISH), changes, parent or tasks)

    return make


def lines(model: GridModel, positions: Sequence[int]) -> None:
    """List rows by their places in the file."""
    model.show_listing(Listing(positions_of(positions), Wanted(Filter(Show.ERRORS))))


@pytest.fixture
def damaged_file(tmp_path: Path) -> Path:
    return csv_file(tmp_path / "夏の来店.csv", DAMAGED, encoding="cp932", header=HEADER)
