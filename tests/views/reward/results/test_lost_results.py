"""Where the line fails while a result is on its way, and where what was registered is gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from netmile_desktop.domain.rewards import FileState, RewardResult
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.reward.results.workbench import Workbench
from netmile_desktop.views.reward.view import RewardView
from netmile_desktop.workspace.access.profiles import SANDBOX
from netmile_desktop.workspace.access.sandbox import LOGIN, PASSWORD
from netmile_desktop.workspace.authentication import Authenticator
from netmile_desktop.workspace.desk import Desk
from tests.support.bench import QUICK
from tests.support.faults import Fault, FaultyLine
from tests.support.window import MemoryCredentials, ScriptedDialogs, ServedSandbox, settle

UPLOAD = b"/result HTTP"
"""How the request of an upload begins, so that only it fails."""


@pytest.fixture
def line(sandbox_portal: EmbeddedPortal) -> Iterator[FaultyLine]:
    with FaultyLine(sandbox_portal.url) as line:
        yield line


@pytest.fixture
def desk(line: FaultyLine, credentials: MemoryCredentials, been_here: None, tmp_path: Path) -> Iterator[Desk]:
    """Signed in over a line that can fail."""
    sandbox = ServedSandbox(line, tmp_path / "unused")
    desk = Authenticator(tmp_path / "data", credentials, sandbox).sign_in(SANDBOX, LOGIN, PASSWORD)
    desk.client._transport._patience = QUICK
    yield desk
    desk.close()


@pytest.fixture
def bench(desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Callable[[QWidget], QWidget]) -> Workbench:
    """With a file in front that waits."""
    desk.reward_files.fetch_new()
    view = RewardView(desk, toolbox)
    shown(view)
    view.show_files()
    settle(tasks)
    assert view.files.people.draft.rows
    return view.files


@pytest.mark.parametrize(
    "fault", [Fault(cut_up_after=0, when=UPLOAD), Fault(cut_down_after=0, when=UPLOAD)], ids=["never came", "came"]
)
def test_a_result_of_which_nobody_knows_whether_it_arrived_is_sent_again(
    bench: Workbench, desk: Desk, line: FaultyLine, tasks: TaskRunner, dialogs: ScriptedDialogs, fault: Fault
) -> None:
    file, rows = bench.front_file, bench.people.draft.rows
    bench.people.grid.results.give([row.code for row in rows], RewardResult.APPROVED)
    line.heal()
    line.always(fault)
    dialogs.script(True)
    bench.row.upload_button.click()
    settle(tasks, lambda: bench.row.upload_button.text() == "Upload once more")
    assert "cannot arrive twice" in bench.row.reason.text()
    bench.people.grid.setFocus()
    bench.people.grid.judge(RewardResult.REFUSED)
    assert not [each for each in bench.people.grid.findChildren(QLineEdit) if each.isVisible()], "it stays as it is"
    line.heal()
    bench.row.upload_button.click()
    settle(tasks, lambda: desk.client.rewards.file(file).state is FileState.COMPLETED)
    settle(tasks)
    assert "Completed" in bench.row.reason.text()
    assert desk.client.rewards.file(file).approved == len(rows)


def test_what_was_registered_is_gone_and_its_counts_are_not(bench: Workbench, desk: Desk, tasks: TaskRunner) -> None:
    file = bench.front_file
    with desk.store.write() as transaction:  # as when its time is up
        transaction.run("DELETE FROM reward_content WHERE file = ?", file)
    bench.show_file_of(next(each.facts for each in desk.reward_files.kept() if each.file == file))
    settle(tasks)
    assert bench.people.nothing.title.text() == "What was registered is destroyed"
    assert not bench.row.upload_button.isEnabled()
    cell = next(each for each in bench.day.strip.cells if each.file == file)
    assert cell.rows


def test_an_answer_that_cannot_be_kept_is_not_taken(bench: Workbench, desk: Desk, tasks: TaskRunner) -> None:
    rows = bench.people.draft.rows
    told: list[str] = []
    bench._screen.noticed.connect(lambda notice: told.append(notice.text))
    desk.client.rewards.answer(bench.front_file, _whole_result(bench))
    desk.reward_files.fetch_new()  # what a colleague did is known now
    bench.people.grid.results.give([rows[0].code], RewardResult.APPROVED)
    assert bench.people.draft.answer_of(rows[0].code).result is None
    assert "This file has its result already" in told[-1]


def _whole_result(bench: Workbench) -> bytes:
    lines = "".join(f"{row.code},承認,\r\n" for row in bench.people.draft.rows)
    return f"登録ID,結果,理由\r\n{lines}".encode()
