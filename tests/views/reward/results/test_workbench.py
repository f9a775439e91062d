"""受渡ファイル at the real portal: files come, are judged, and their results go, each once."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from netmile_desktop.domain.calendar import start_of
from netmile_desktop.domain.rewards import FileState, RewardResult
from netmile_desktop.domain.rewards.day_strips import CellState, DayStrip, StripCell
from netmile_desktop.domain.rewards.result_files import Verdict, codes_in, result_file
from netmile_desktop.domain.wire import RewardFile, RewardFileSearch, RewardRegistrationSearch
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.reward.results.workbench import Workbench
from netmile_desktop.views.reward.view import RewardView
from netmile_desktop.workspace.access.profiles import SANDBOX
from netmile_desktop.workspace.access.sandbox import LOGIN, PASSWORD
from netmile_desktop.workspace.authentication import Authenticator
from netmile_desktop.workspace.desk import Desk
from tests.support.window import MemoryCredentials, ScriptedDialogs, ServedSandbox, settle

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def view(desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show) -> RewardView:
    """The files, one of which has people in it and waits."""
    view = RewardView(desk, toolbox)
    shown(view)
    settle(tasks, lambda: bool(open_files(desk)))
    desk.reward_files.fetch_new()
    view.show_files()
    settle(tasks)
    return view


@pytest.fixture
def bench(view: RewardView, tasks: TaskRunner) -> Workbench:
    """With the file in front that waits."""
    bench = view.files
    file = open_files(view._desk)[0]
    if bench.front_file != file.file:
        bench.show_file_of(file)
        settle(tasks)
    assert bench.front_file == file.file
    return bench


@pytest.fixture
def told(view: RewardView) -> list[Notice]:
    told: list[Notice] = []
    view.noticed.connect(told.append)
    return told


@pytest.fixture
def colleague(sandbox_portal: EmbeddedPortal, tmp_path: Path) -> Iterator[Desk]:
    """Signed in to the same site, on another computer."""
    sandbox = ServedSandbox(sandbox_portal, tmp_path / "unused")
    other = Authenticator(tmp_path / "elsewhere", MemoryCredentials(), sandbox)
    signed_in = other.sign_in(SANDBOX, LOGIN, PASSWORD)
    yield signed_in
    signed_in.close()


def open_files(desk: Desk) -> list[RewardFile]:
    return [each for each in desk.reward_files.search(RewardFileSearch(only_open=True)).items if each.rows]


def codes(bench: Workbench) -> list[str]:
    return [row.code for row in bench.people.draft.rows]


def shared_people(bench: Workbench) -> str:
    shared = len(bench.people.draft.shared)
    return "None" if not shared else "1 person" if shared == 1 else f"{shared} people"


def approve_all(bench: Workbench) -> None:
    bench.people.grid.setFocus()
    for _ in codes(bench):
        QTest.keyClick(bench.people.grid, Qt.Key.Key_A)


def test_a_file_comes_by_itself_and_its_people_are_seen(bench: Workbench, desk: Desk) -> None:
    file = bench.front_file
    kept = desk.reward_files.find(file)
    assert kept is not None
    assert desk.client.rewards.file(file).state is FileState.DOWNLOADED
    assert len(codes(bench)) == kept.facts.rows > 0
    assert all(row.fields for row in bench.people.draft.rows), "what the members typed"
    assert bench.row.reason.text() == f"Answer about {len(codes(bench))} more people to upload (once for a file)"
    assert not bench.row.upload_button.isEnabled()
    assert f"{len(codes(bench))} people" in bench.summary()
    assert "and kept encrypted" in bench.day.automatic.text()


def test_a_whole_file_is_judged_and_uploaded_once(
    bench: Workbench, desk: Desk, tasks: TaskRunner, dialogs: ScriptedDialogs, told: list[Notice]
) -> None:
    file, people = bench.front_file, codes(bench)
    counted: list[tuple[str, int]] = []
    bench._toolbox.navigation.reward_files_asked.connect(lambda: counted.append((file, len(people))))
    QGuiApplication.clipboard().setText(f"登録ID\t結果\t理由\n{people[0]}\t不承認\t同じ住所で登録済み\n")
    bench.people.paste()
    settle(tasks)
    bench.people.review.apply_button.click()
    approve_all(bench)
    assert bench.side.checks.texts() == [
        f"Registration IDs match {len(people)} / {len(people)}",
        "Reasons of refusals 1 / 1",
        "Answered before None",
        "Unanswered None",
        f"Same phone or e-mail {shared_people(bench)}",
    ]
    button = bench.row.upload_button
    assert button.text() == f"Upload the results of {len(people)} people"
    dialogs.script(False)
    button.click()
    settle(tasks)
    assert desk.client.rewards.file(file).state is FileState.DOWNLOADED, "the clerk did not want to"
    bench.people.grid.undo()
    bench.people.grid.redo()
    dialogs.script(True)
    button.click()
    settle(tasks)
    assert "cannot be changed afterwards" in dialogs.asked[-1].text
    facts = desk.client.rewards.file(file)
    assert (facts.state, facts.approved, facts.refused) == (FileState.COMPLETED, len(people) - 1, 1)
    [answered] = desk.rewards.registrations(RewardRegistrationSearch(code=people[0])).items
    assert (answered.result, answered.result_reason) == (RewardResult.REFUSED, "同じ住所で登録済み")
    assert "The file is completed" in told[-1].text
    assert counted == [(file, len(people))]
    cell = next(each for each in bench.day.strip.cells if each.file == file)
    assert cell.state is CellState.ANSWERED
    assert not button.isEnabled()
    assert facts.answered_at is not None
    assert bench.row.reason.text() == f"Completed {formats.moment(facts.answered_at)}"


def test_answers_outlive_the_program(
    bench: Workbench, desk: Desk, authenticator: Authenticator, toolbox: Toolbox, tasks: TaskRunner, shown: Show
) -> None:
    file, people = bench.front_file, codes(bench)
    bench.people.grid.setFocus()
    QTest.keyClick(bench.people.grid, Qt.Key.Key_A)
    desk.close()  # as after a crash: nothing was saved by hand
    again = authenticator.sign_in(SANDBOX, LOGIN, PASSWORD)
    view = RewardView(again, toolbox)
    shown(view)
    view.show_files()
    settle(tasks)
    view.files.show_file_of(next(each.facts for each in again.reward_files.kept() if each.file == file))
    settle(tasks)
    counts = view.files.people.draft.counts()
    assert (counts.approved, counts.unanswered) == (1, len(people) - 1)
    again.close()


def test_a_colleague_was_faster(
    bench: Workbench,
    colleague: Desk,
    desk: Desk,
    tasks: TaskRunner,
    dialogs: ScriptedDialogs,
    told: list[Notice],
) -> None:
    file, people = bench.front_file, codes(bench)
    approve_all(bench)
    colleague.client.rewards.answer(file, result_file([Verdict(each, RewardResult.APPROVED) for each in people]))
    refused = people[0]
    bench.people.grid.results.give([refused], RewardResult.REFUSED, "同じ住所で登録済み")
    dialogs.script(True)
    bench.row.upload_button.click()
    settle(tasks)
    assert "This file has its result already" in told[-1].text
    assert "Answered elsewhere" in bench.people.nothing.title.text()
    [answered] = desk.rewards.registrations(RewardRegistrationSearch(code=refused)).items
    assert answered.result is RewardResult.APPROVED, "what the colleague said stands"


def test_a_refusal_that_is_being_typed_is_in_the_result(
    bench: Workbench, desk: Desk, tasks: TaskRunner, dialogs: ScriptedDialogs
) -> None:
    file, people = bench.front_file, codes(bench)
    approve_all(bench)
    QTest.keyClick(bench.people.grid, Qt.Key.Key_R)
    [line] = [each for each in bench.people.grid.viewport().findChildren(QLineEdit) if each.isVisible()]
    QTest.keyClicks(line, "Same address")
    dialogs.script(True)
    bench.row.upload_button.click()  # by its shortcut: the focus stays in the line
    settle(tasks)
    assert f"Approved: {len(people) - 1} · Refused: 1" in dialogs.asked[-1].text
    assert desk.client.rewards.file(file).refused == 1


def test_a_refusal_that_waits_for_its_reason_keeps_the_result_here(
    bench: Workbench, desk: Desk, tasks: TaskRunner
) -> None:
    approve_all(bench)
    QTest.keyClick(bench.people.grid, Qt.Key.Key_R)
    bench.row.upload_button.click()
    settle(tasks)
    assert desk.client.rewards.file(bench.front_file).state is FileState.DOWNLOADED
    assert bench.row.reason.text() == "1 refusal has no reason"
    QTest.keyClick(bench.people.grid, Qt.Key.Key_A)
    assert bench.row.upload_button.isEnabled()


def test_answers_from_another_window_are_seen_before_they_are_uploaded(
    bench: Workbench, desk: Desk, tasks: TaskRunner, dialogs: ScriptedDialogs, told: list[Notice]
) -> None:
    approve_all(bench)
    desk.reward_files.drafts.open(bench.front_file).answer(codes(bench)[:1], RewardResult.REFUSED, "Same address")
    dialogs.script(True)
    bench.row.upload_button.click()
    settle(tasks)
    assert "answers were changed in another window" in told[-1].text
    assert desk.client.rewards.file(bench.front_file).state is FileState.DOWNLOADED
    assert bench.people.draft.counts().refused == 1


def test_whoever_has_opened_another_file_stays_there_when_an_upload_ends(bench: Workbench, tasks: TaskRunner) -> None:
    file = bench.front_file
    bench.people.grid.setFocus()
    draft = bench.people.draft
    bench.uploading.ended.emit("R20261130-0000", True)
    settle(tasks)
    assert (bench.front_file, bench.people.draft) == (file, draft)


def test_whoever_judges_is_not_taken_to_the_next_day(bench: Workbench, tasks: TaskRunner) -> None:
    files, draft = bench._desk.reward_files, bench.people.draft
    shown = bench.day.day
    assert shown is not None
    bench._today = shown
    files.now = partial(files.now().__add__, timedelta(days=1))
    bench.refresh()
    settle(tasks)
    assert (bench.day.day, bench.people.draft) == (shown, draft)
    bench._show_none(None)
    bench.refresh()
    settle(tasks)
    assert bench.day.day == shown + timedelta(days=1)


def test_a_set_time_that_has_passed_is_asked_about_once(bench: Workbench, tasks: TaskRunner) -> None:
    tries: list[date] = []

    def fail(day: date) -> None:
        tries.append(day)

    bench.show_day = fail  # type: ignore[method-assign] # the portal's answer never comes
    files = bench._desk.reward_files
    begin = start_of(files.today()) + timedelta(hours=9)  # midnight, when the next day is asked for, is far
    cells = tuple(StripCell(begin + timedelta(hours=n), CellState.PLANNED) for n in (1, 2))
    bench.day.strip.show_day(DayStrip(files.today(), cells), begin)
    for hours, count in ((0.5, 0), (1, 1), (1.5, 1), (1.9, 1), (2, 2), (9, 2)):
        files.now = partial(begin.__add__, timedelta(hours=hours))
        bench._on_tick()
        assert len(tries) == count


def test_whoever_looks_at_today_sees_the_next_day_without_a_file_that_comes(
    bench: Workbench, tasks: TaskRunner
) -> None:
    files, shown = bench._desk.reward_files, bench._desk.reward_files.today()
    bench.show_day(shown)
    settle(tasks)
    bench.refresh()
    settle(tasks)
    bench._show_none(None)
    bench.day.strip.show_day(DayStrip(shown, ()), files.now())  # everything of the day has come
    files.now = partial(files.now().__add__, timedelta(days=1))
    bench._on_tick()
    settle(tasks)
    assert bench.day.day == shown + timedelta(days=1)


def test_a_draft_goes_to_a_colleague(
    bench: Workbench, tasks: TaskRunner, dialogs: ScriptedDialogs, tmp_path: Path, told: list[Notice]
) -> None:
    people, path = codes(bench), tmp_path / "draft.csv"
    bench.people.grid.results.give(people[:1], RewardResult.REFUSED, "Same address")
    dialogs.script(path)
    bench.row.draft_button.click()
    settle(tasks)
    assert "A colleague imports it" in told[-1].text
    assert codes_in(path.read_bytes()) == people
    bench.people.grid.undo()
    bench.people.take_in(path)
    settle(tasks)
    bench.people.review.apply_button.click()
    assert bench.people.draft.answer_of(people[0]).reason == "Same address"


def test_the_file_is_saved_for_the_own_system(
    bench: Workbench, tasks: TaskRunner, dialogs: ScriptedDialogs, tmp_path: Path, told: list[Notice]
) -> None:
    path = tmp_path / "登録.csv"
    dialogs.script(path)
    bench.row.download_button.click()
    settle(tasks)
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    assert [row["登録ID"] for row in rows] == codes(bench)
    assert all("@" in row["メールアドレス"] for row in rows)
    assert "personal data" in told[-1].text


def test_without_the_portal_people_are_judged_and_the_upload_waits(bench: Workbench, toolbox: Toolbox) -> None:
    toolbox.connection.missed()
    approve_all(bench)
    assert bench.people.draft.counts().unanswered == 0
    assert bench.row.reason.text().startswith("Offline: the answers are kept")
    assert not bench.row.upload_button.isEnabled()
    toolbox.connection.heard()
    assert bench.row.upload_button.isEnabled()


def test_set_times_without_people_say_so(bench: Workbench, tasks: TaskRunner) -> None:
    cell = bench.day.strip.cells[0]
    bench.day.before_button.click()
    settle(tasks)
    assert bench.day.strip.cells[0].due_at < cell.due_at
    assert bench.day.after_button.isEnabled()
    bench.show_day(bench._desk.reward_files.today())
    settle(tasks)
    planned = [each for each in bench.day.strip.cells if each.state is CellState.PLANNED]
    empty = [each for each in bench.day.strip.cells if each.state is CellState.EMPTY]
    for cell in (*planned[:1], *empty[:1]):
        bench.day.strip.opened.emit(cell)
        settle(tasks)
        assert bench.people.nothing.title.text() in {"Still to come", "Nobody registered"}
        assert not bench.row.upload_button.isEnabled()


def test_escape_leaves_what_covers_the_people(bench: Workbench, view: RewardView, tasks: TaskRunner) -> None:
    QGuiApplication.clipboard().setText(f"{codes(bench)[0]}\tOK\n")
    bench.people.paste()
    settle(tasks)
    assert view.back()
    assert not bench.people.is_reviewing
    assert not view.back()
    assert view.primary() is bench.row.upload_button
