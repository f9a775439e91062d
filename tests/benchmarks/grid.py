"""The grid of a batch: filter as you type, sort, first paint, scrolling; beside Qt's own proxy model."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QEvent, QEventLoop, QModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QApplication, QTableView

from netmile_desktop.domain.language import Language
from netmile_desktop.domain.rows.rows import Recipe
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.batch.grid.columns import GridColumn
from netmile_desktop.views.batch.grid.rows_panel import RowsPanel
from netmile_desktop.views.common.dialogs import WindowDialogs
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.connection_status import ConnectionStatus
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.messages import Texts
from netmile_desktop.views.navigation import Navigation
from netmile_desktop.views.window_state import WindowState
from netmile_desktop.workspace.batches.batches import Batches
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.drafts.draft_facts import Show
from netmile_desktop.workspace.sources.source import load_source
from netmile_desktop.workspace.store.store import Store
from tests.benchmarks.benchmark import Against, AtMost, Benchmark, Faster, Stage, Within
from tests.benchmarks.measuring import seconds
from tests.support.campaigns import TODAY, campaign_detail

KEY = bytes(range(32))
FEW = 1_000
"""Rows of the grid that a large one is held against."""

TYPED = ("m", "me", "a-00", "member12", "member0001")
"""Texts typed one after another, from common to rare; the first finds every row."""


def cells_of(rows: int) -> Iterator[tuple[str, str, str]]:
    """As shops write them, 3 % damaged."""
    for n in range(rows):
        miles = "1,000" if n % 33 == 0 else "100"
        yield f"member{n * 7919 % 99_991:05}.{n % 48:02}@example.jp", f"A-{n:07}", miles


def file_of(path: Path, rows: int) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\r\n").writerows(cells_of(rows))
    return path


@dataclass
class Window:
    """A panel of rows in a window of 1280 × 800, over real batches in a real store."""

    app: QApplication
    tasks: TaskRunner
    toolbox: Toolbox
    batches: Batches
    folder: Path
    panel: RowsPanel = field(init=False)

    def __post_init__(self) -> None:
        self.panel = self._shown(RowsPanel(self.toolbox))

    def draft(self, rows: int) -> Draft:
        source = load_source(file_of(self.folder / f"{rows}.csv", rows))
        return self.batches.open(self.batches.take_in(source, Recipe(), campaign_detail()).batch_id)

    def show(self, draft: Draft) -> None:
        """All rows of a batch, painted."""
        self.panel.show_draft(draft)
        self.panel.bar.choose(Show.ALL)
        self.wait()

    def wait(self) -> None:
        """Until what was asked for is listed and painted."""
        if self.panel.search.is_looking:
            loop = QEventLoop()
            self.panel.search.found.connect(loop.quit)
            loop.exec()
        self.panel.grid.viewport().repaint()

    def _shown(self, panel: RowsPanel) -> RowsPanel:
        panel.resize(1280, 800)
        panel.show()
        self.app.processEvents()
        return panel


@contextmanager
def window(folder: Path) -> Iterator[Window]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    tasks = TaskRunner()
    memory = WindowState(folder / "window.ini")
    navigation = Navigation()
    toolbox = Toolbox(
        tasks=tasks,
        dialogs=WindowDialogs(memory, navigation),
        navigation=navigation,
        words=Texts(Language.JAPANESE),
        theme=Theme(app, "light", 100),
        memory=memory,
        connection=ConnectionStatus(),
    )
    store = Store.open(folder / "site.db", KEY)
    made = Window(app, tasks, toolbox, Batches(store, lambda: TODAY), folder)
    try:
        yield made
    finally:
        tasks.shut_down(10_000)
        made.panel.hide()
        made.panel.deleteLater()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        tasks.deleteLater()
        store.close()


class ListModel(QAbstractTableModel):
    """Rows in lists, as a table model is written by the book."""

    def __init__(self, rows: Sequence[tuple[str, str, str]]) -> None:
        super().__init__()
        self.rows = rows

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # type: ignore[override]  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # type: ignore[override]  # noqa: B008
        return 0 if parent.isValid() else 5

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:  # type: ignore[override]
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if 1 <= index.column() <= 3:
            return self.rows[index.row()][index.column() - 1]
        return str(index.row() + 1) if index.column() == 0 else ""


class Proxy(QSortFilterProxyModel):
    """Filters by a text in address or key, as such a model is written by the book."""

    text = ""

    def filterAcceptsRow(self, row: int, parent: QModelIndex) -> bool:  # type: ignore[override]
        cells = self.sourceModel().rows[row]  # type: ignore[attr-defined]
        return self.text in cells[0] or self.text in cells[1]

    def look(self, text: str) -> None:
        self.beginFilterChange()
        self.text = text
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)


@dataclass
class Beside:
    """Our grid and a table on Qt's proxy model, over the same rows."""

    ours: Window
    table: QTableView
    proxy: Proxy
    turned: bool = False


@contextmanager
def beside_a_proxy(stage: Stage) -> Iterator[Beside]:
    with window(stage.folder) as ours:
        ours.show(ours.draft(stage.rows))
        model, proxy, table = ListModel(list(cells_of(stage.rows))), Proxy(), QTableView()
        proxy.setSourceModel(model)
        table.setModel(proxy)
        table.verticalHeader().hide()
        table.resize(1280, 800)
        table.show()
        ours.app.processEvents()
        yield Beside(ours, table, proxy)
        table.hide()
        table.setModel(None)
        for each in (table, proxy, model):
            each.deleteLater()
        ours.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def type_in_the_grid(made: Beside) -> float:
    """The slowest of several keystrokes, each until its rows are painted."""

    def key(text: str) -> None:
        made.ours.panel.bar.text.setText(text)
        made.ours.wait()

    return _slowest(key)


def type_at_the_proxy(made: Beside) -> float:
    def key(text: str) -> None:
        made.proxy.look(text)
        made.table.viewport().repaint()

    return _slowest(key)


def _slowest(key: Callable[[str], None]) -> float:
    slowest = max(seconds(partial(key, text)) for text in TYPED)
    key("")
    return slowest


def sort_in_the_grid(made: Beside) -> float:
    """A click on the heading of the addresses, until the rows are painted in order."""
    made.turned = not made.turned
    order = Qt.SortOrder.DescendingOrder if made.turned else Qt.SortOrder.AscendingOrder

    def click() -> None:
        made.ours.panel.grid.horizontalHeader().setSortIndicator(GridColumn.ADDRESS, order)
        made.ours.wait()

    return seconds(click)


def sort_at_the_proxy(made: Beside) -> float:
    order = Qt.SortOrder.DescendingOrder if made.turned else Qt.SortOrder.AscendingOrder

    def click() -> None:
        made.proxy.sort(GridColumn.ADDRESS, order)
        made.table.viewport().repaint()

    return seconds(click)


@dataclass
class TwoSizes:
    """The same grid with many rows and with few."""

    ours: Window
    many: Draft
    few: Draft
    at: int = 0


@contextmanager
def two_sizes(stage: Stage) -> Iterator[TwoSizes]:
    with window(stage.folder) as ours:
        yield TwoSizes(ours, ours.draft(stage.rows), ours.draft(min(FEW, stage.rows)))


def _paint(made: TwoSizes, draft: Draft) -> float:
    made.ours.show(made.few)
    return seconds(lambda: made.ours.show(draft))


def _scroll(made: TwoSizes, draft: Draft) -> float:
    """One frame, wherever the scroll bar is moved to."""
    made.ours.show(draft)
    bar, viewport = made.ours.panel.grid.verticalScrollBar(), made.ours.panel.grid.viewport()

    def scroll_to(place: int) -> None:
        bar.setValue(place)
        viewport.repaint()

    frames = [seconds(partial(scroll_to, bar.maximum() * (step * 7 % 20) // 20)) for step in range(1, 21)]
    return sorted(frames)[len(frames) // 2]


@contextmanager
def two_files(stage: Stage) -> Iterator[tuple[Beside, Beside]]:
    """Ten times the rows, and the rows."""
    small = Stage(stage.folder / "small", max(1, stage.rows // 10), stage.portion)
    small.folder.mkdir()
    with beside_a_proxy(stage) as many, beside_a_proxy(small) as few:
        yield many, few


@dataclass
class Incoming:
    """A window, and a file that is about to be dropped on it."""

    ours: Window
    path: Path


@contextmanager
def incoming(stage: Stage) -> Iterator[Incoming]:
    with window(stage.folder) as ours:
        ours.draft(10)  # everything is loaded by now
        yield Incoming(ours, file_of(stage.folder / "dropped.csv", stage.rows))


def take_in(made: Incoming) -> float:
    """Read, checked, stored, opened, its verdicts painted."""

    def work() -> None:
        source = load_source(made.path)
        draft = made.ours.batches.take_in(source, Recipe(), campaign_detail())
        made.ours.panel.show_draft(draft)
        made.ours.wait()

    return seconds(work)


def read_only(made: Incoming) -> float:
    def work() -> None:
        with made.path.open(encoding="utf-8", newline="") as file:
            for _ in csv.reader(file):
                pass

    return seconds(work)


_ONE_LETTER = "the slowest is the first letter, which every row has; the rarer the text, the quicker"

_PROXY = "`QSortFilterProxyModel` with `filterAcceptsRow`"

BENCHMARKS = (
    Benchmark(
        area="grid",
        title="filter as you type in {rows:,} rows: keystroke to repaint, the slowest of five",
        rows=1_000_000,
        prepare=beside_a_proxy,
        ours=type_in_the_grid,
        against=(
            Against(_PROXY, Faster(20), type_at_the_proxy, remark=_ONE_LETTER),
            Against("–", Within(0.150), remark=_ONE_LETTER),
        ),
    ),
    Benchmark(
        area="grid",
        title="filter as you type: {rows:,} rows against a tenth of them",
        rows=1_000_000,
        prepare=two_files,
        ours=lambda made: type_in_the_grid(made[0]),
        against=(Against("a tenth of the rows", AtMost(11), lambda made: type_in_the_grid(made[1])),),
    ),
    Benchmark(
        area="grid",
        title="sort {rows:,} rows by a text column: click to repaint",
        rows=100_000,
        prepare=beside_a_proxy,
        ours=sort_in_the_grid,
        against=(
            Against(
                "`QSortFilterProxyModel.sort`",
                Faster(300),
                sort_at_the_proxy,
                remark="four fifths is comparing 100,000 addresses, eight bytes at a time, in another thread; the rest is the repaint",
            ),
        ),
    ),
    Benchmark(
        area="grid",
        title="first paint of an opened batch of {rows:,} rows",
        rows=1_000_000,
        fewest=FEW,
        prepare=two_sizes,
        ours=lambda made: _paint(made, made.many),
        against=(
            Against(
                "the same with 1,000 rows",
                AtMost(1.5),
                lambda made: _paint(made, made.few),
                remark="rows with errors are listed beside it in another thread; of so few there is nothing to wait for",
            ),
        ),
    ),
    Benchmark(
        area="grid",
        title="one frame while scrolling through {rows:,} rows",
        rows=1_000_000,
        fewest=FEW,
        prepare=two_sizes,
        ours=lambda made: _scroll(made, made.many),
        against=(Against("the same with 1,000 rows", AtMost(1.5), lambda made: _scroll(made, made.few)),),
    ),
    Benchmark(
        area="grid",
        title="file of {rows:,} rows dropped: read, checked, stored, its verdicts painted",
        rows=10_000,
        prepare=incoming,
        ours=take_in,
        against=(
            Against(
                "a loop over `csv.reader`",
                AtMost(3),
                read_only,
                remark="half is reading and judging in plain Python, a quarter listing and painting; the rest is encrypted and on the disk before anything shows",
            ),
        ),
    ),
)
