"""A clerk's day with a large file at the real window: is it usable all the time, and how late is it?"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from netmile_desktop.app import preflight
from netmile_desktop.domain.batches import BatchState
from netmile_desktop.workspace.drafts.draft_facts import Show
from tests.benchmarks.benchmark import Against, Benchmark, Stage, Unit, Within
from tests.benchmarks.measuring import answer_of

if TYPE_CHECKING:
    from netmile_desktop.app.program import Program
    from netmile_desktop.tasks.lateness import Lateness
    from tests.support.clerk import Clerk

CAMPAIGN = "C-1024"
IDLE = "idle"
FIRST_LOOK = "first look at every tab"
"""Not part of the work with the file: each tab is built when it is first shown."""
WORK = "all the work"
"""From the drop of the file to its last verdict."""
PATIENCE_S = 3_600
_THROUGH = {BatchState.DONE, BatchState.DONE_WITH_ERRORS}
LATE = Unit("ms", 1)
"""For figures in milliseconds."""


def file_of(path: Path, rows: int) -> Path:
    """A row for each member, one in a hundred for the one before again; 3 % are damaged, half of them repairable."""
    with path.open("w", encoding="cp932", newline="") as file:
        file.write("メールアドレス,会員番号,マイル数\r\n")
        for n in range(rows):
            address = f"member{n + 1 - (n % 100 == 99):05}@example.jp"
            miles = ("１００", "250")[n % 2] if n % 33 == 0 else "100"
            file.write(f"{address},A-{n:07},{miles}\r\n")
    return path


def spent(rows: int, answer: str) -> float:
    """Live the day in this process; writes the lateness of each of its hours to a file, returns the seconds of work."""
    preflight.why_no_qt()  # Qt is loaded as the program loads it
    from PySide6.QtWidgets import QApplication

    from netmile_desktop.app.program import Program
    from netmile_desktop.domain.language import Language
    from netmile_desktop.log import Log
    from netmile_desktop.paths import user_folders
    from netmile_desktop.workspace.access.sandbox import SandboxPortal
    from netmile_desktop.workspace.settings import ProgramSettings

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as data:
        folders = user_folders(data)
        log = Log(folders.log)
        sandbox = SandboxPortal(folders.sandbox)
        enrol(folders.sandbox, rows)
        sandbox.start()
        app = QApplication([])
        program = Program(app, folders, ProgramSettings(Language.JAPANESE), sandbox)
        program.window.resize(1280, 800)
        program.window.show()
        try:
            hours = _live(program, file_of(Path(data) / "month.csv", rows))
        finally:
            program.window.hand_over()
            program.window.close()
            program.shut_down()
            log.stop()
            app.clipboard().clear()  # without a display it would be freed after the interpreter
    Path(answer).write_text(json.dumps(hours))
    return hours[WORK]["seconds"]


def enrol(folder: Path, members: int) -> None:
    """A sandbox as it is at its first start, with so many members."""
    from netmile_desktop.domain.calendar import system_clock
    from netmile_desktop.portal.access.master_key import master_key_for
    from netmile_desktop.portal.access.vault import Vault
    from netmile_desktop.portal.database.database import Database
    from netmile_desktop.portal.sandbox.loading import load
    from netmile_desktop.portal.storage import prepare

    folder.mkdir(parents=True)
    url = f"sqlite:///{(folder / 'portal.db').as_posix()}"
    vault = Vault(master_key_for(url, make=True))
    database = Database(url)
    prepare(database, vault)
    load(database, vault, system_clock(), valid_members=members)
    database.close()


def _live(program: Program, file: Path) -> dict[str, dict[str, float]]:
    """Import, look, repair, undo, send; what each hour took and how late the window was in it."""
    from tests.support.clerk import Clerk

    clerk = Clerk(lambda: program.window)
    clerk.enter_sandbox()
    day = _Day(clerk, program)
    program.probe.start()
    with day.hour(FIRST_LOOK):
        for tab in range(4):
            clerk.page.show_tab(tab)
            day.until(day.is_idle)
    with day.hour(IDLE):
        clerk.wait(day.past(2))
    day.begin_work()
    with day.hour("import"):
        clerk.drop(file)
        clerk.choose_campaign(CAMPAIGN)
        clerk.press(clerk.importing.import_button)
        day.until(lambda: clerk.opened.isVisible() and clerk.opened.draft is not None)
        day.until(day.is_idle)
    _look(day)
    _repair(day)
    with day.hour("send"):
        clerk.go_to_confirmation()
        day.until(day.is_idle)
        clerk.send()
        for tab in count():  # meanwhile the clerk looks around
            if day.is_idle():
                break
            clerk.page.show_tab(tab % 4)
            clerk.wait(day.past(1))
        clerk.page.show_tab(3)
        day.until(lambda: clerk.draft.state in _THROUGH and clerk.opened.sent.isVisible())
        day.until(day.is_idle)
    day.end_work()
    program.probe.stop()
    return day.hours


def _look(day: _Day) -> None:
    """All rows: filtered letter by letter, sorted by a column, back in the order of the file, copied."""
    from PySide6.QtCore import Qt

    rows = day.clerk.opened.correction.rows
    with day.hour("filter"):
        rows.bar.choose(Show.ALL)
        for text in ("m", "me", "mem", "member1", "member12", "A-000", "A-0001", ""):
            rows.bar.text.setText(text)
            day.until(lambda: not rows.search.is_looking)
    with day.hour("sort"):
        for column in (1, 3, -1):
            rows.grid.horizontalHeader().setSortIndicator(column, Qt.SortOrder.AscendingOrder)
            day.until(lambda: not rows.search.is_looking)
    with day.hour("copy"):
        rows.grid.selectAll()
        rows.grid.copy()
        day.until(day.is_idle)


def _repair(day: _Day) -> None:
    """Every proposed repair applied, taken back, and done again."""
    opened = day.clerk.opened
    with day.hour("repair"):
        day.until(day.is_idle)
        day.clerk.press(opened.correction.problems.all_repairs)
        day.until(day.is_idle)
        day.clerk.press(opened.repairs.apply_button)
        day.until(lambda: opened.correction.isVisible() and day.is_idle())
    with day.hour("undo"):
        for step in (opened.correction.rows.grid.undo, opened.correction.rows.grid.redo):
            step()
            day.until(day.is_idle)


class _Day:
    """The clerk, the clock and the probe."""

    def __init__(self, clerk: Clerk, program: Program) -> None:
        from netmile_desktop.tasks.lateness import LatenessProbe

        self.clerk, self._program = clerk, program
        self.hours: dict[str, dict[str, float]] = {}
        self._work = LatenessProbe(program.window)
        self._work_began = 0.0

    def begin_work(self) -> None:
        self._work_began = time.perf_counter()
        self._work.start()

    def end_work(self) -> None:
        self._note(WORK, self._work.taken(), time.perf_counter() - self._work_began)
        self._work.stop()

    @contextmanager
    def hour(self, name: str) -> Iterator[None]:
        probe = self._program.probe
        probe.taken()
        began = time.perf_counter()
        yield
        self._note(name, probe.taken(), time.perf_counter() - began)

    def _note(self, name: str, late: Lateness, took: float) -> None:
        self.hours[name] = {"p99": late.p99, "worst": late.worst, "seconds": took}
        print(f"{name}: {took:.1f} s, {late}", file=sys.stderr)

    def until(self, condition: Callable[[], object]) -> None:
        self.clerk.wait(condition, patience_s=PATIENCE_S)

    def past(self, seconds: float) -> Callable[[], bool]:
        """Whether so much time has gone by since now."""
        ends = time.monotonic() + seconds
        return lambda: time.monotonic() > ends

    def is_idle(self) -> bool:
        return not self._program.tasks.live()


@cache
def _hours(rows: int) -> dict[str, dict[str, float]]:
    """One day is lived for all figures."""
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "day.json"
        answer_of(spent, rows, str(answer))
        hours: dict[str, dict[str, float]] = json.loads(answer.read_text())
    return hours


@contextmanager
def _one_day(stage: Stage) -> Iterator[dict[str, dict[str, float]]]:
    yield _hours(stage.rows)


def _at_work(figure: str) -> Callable[[dict[str, dict[str, float]]], float]:
    return lambda hours: hours[WORK][figure]


def _idle(figure: str) -> Callable[[dict[str, dict[str, float]]], float]:
    return lambda hours: hours[IDLE][figure]


_ONE_LOCK = (
    "jobs share Python's one lock with the window: a page that is shown asks for it some thousand times, and waits 0.1 ms "
    "each time while a job is at work; letting a million rows go, or growing a text of 100 MB, keeps it for some hundred "
    "milliseconds at a stretch"
)

_TITLE = "{rows:,} rows imported, filtered, sorted, copied, repaired, undone, sent, judged: "

BENCHMARKS = (
    Benchmark(
        area="day",
        title=_TITLE + "lateness of a 5 ms timer, 99 % of its ticks",
        rows=1_000_000,
        unit=LATE,
        prepare=_one_day,
        ours=_at_work("p99"),
        against=(Against("the idle window", Within(10), _idle("p99"), remark=_ONE_LOCK),),
        runs=1,
    ),
    Benchmark(
        area="day",
        title=_TITLE + "lateness of a 5 ms timer, the worst tick",
        rows=1_000_000,
        unit=LATE,
        prepare=_one_day,
        ours=_at_work("worst"),
        against=(Against("the idle window", Within(33), _idle("worst"), remark=_ONE_LOCK),),
        runs=1,
    ),
)
