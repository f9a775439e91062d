"""The result of a reward file, from the first person judged to 完了, in the real window at the real sandbox."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from netmile_desktop.api.client import PortalClient
from netmile_desktop.app.program import Program
from netmile_desktop.domain.language import Language
from netmile_desktop.domain.rewards import FileState, RewardResult
from netmile_desktop.domain.rewards.day_strips import CellState
from netmile_desktop.domain.rewards.result_files import Verdict, result_file
from netmile_desktop.domain.wire import RewardRegistrationSearch
from netmile_desktop.paths import Folders, user_folders
from netmile_desktop.portal.sandbox import PASSWORD
from netmile_desktop.views.common.question import Question
from netmile_desktop.views.home.view import HomeView
from netmile_desktop.views.reward.results.workbench import Workbench
from netmile_desktop.views.reward.view import RewardView
from netmile_desktop.workspace.access.sandbox import SandboxPortal
from netmile_desktop.workspace.settings import ProgramSettings
from tests.journeys.conftest import Start
from tests.support.clerk import Clerk

REASON = "同じ住所で登録済み"


@pytest.fixture
def clerk(start: Start) -> Clerk:
    clerk = start()
    clerk.enter_sandbox()
    return clerk


def the_file_that_waits(clerk: Clerk) -> Workbench:
    """From what the home page says waits to the people of the file."""
    home = clerk.screen(HomeView)
    [duty] = [each for each in home.duties.duties if each.key == "reward_files"]
    assert (duty.what, duty.count, duty.step) == ("結果待ちの受渡ファイル", "1 件", "回答する")
    duty.follow()
    bench = clerk.screen(RewardView).files
    clerk.wait(lambda: bench.people.draft.rows, "the people of a file")
    clerk.wait_until_idle()
    return bench


def type_reason(bench: Workbench, reason: str) -> None:
    """Refuse who is in front, for a reason."""
    QTest.keyClick(bench.people.grid, Qt.Key.Key_R)
    [line] = [each for each in bench.people.grid.viewport().findChildren(QLineEdit) if each.isVisible()]
    line.setText(reason)
    QTest.keyClick(line, Qt.Key.Key_Return)
    QApplication.processEvents()


def upload(clerk: Clerk, bench: Workbench) -> str:
    """Press the button, and agree to what is asked; what was asked."""
    asked: list[str] = []
    timer = QTimer(bench, interval=10)

    def agree() -> None:
        question = QApplication.activeModalWidget()
        if isinstance(question, Question):
            timer.stop()
            asked.append(question.windowTitle())
            question.deed.click()

    timer.timeout.connect(agree)
    timer.start()
    clerk.press(bench.row.upload_button)
    clerk.wait(lambda: asked, "the question")
    clerk.wait_until_idle()
    return asked[0]


def test_a_file_is_judged_by_keys_and_by_paste_and_is_completed(clerk: Clerk) -> None:
    bench = the_file_that_waits(clerk)
    file, rows = bench.front_file, bench.people.draft.rows
    assert len(rows) > 3
    tab = clerk.page.tabs
    before = tab.title("reward")
    QTest.keyClick(bench.people.grid, Qt.Key.Key_A)
    type_reason(bench, REASON)
    QTest.keyClick(bench.people.grid, Qt.Key.Key_A)
    rest = "".join(f"{row.code}\t承認\n" for row in rows[3:])
    QGuiApplication.clipboard().setText(f"登録ID\t判定\n{rest}")
    QTest.keyClick(bench.people.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    clerk.wait_until_idle()
    clerk.press(bench.people.review.apply_button)
    assert upload(clerk, bench) == f"{file} の結果をアップロードしますか？"
    told = clerk.desk.client.rewards.file(file)
    assert (told.state, told.approved, told.refused) == (FileState.COMPLETED, len(rows) - 1, 1)
    [refused] = clerk.desk.rewards.registrations(RewardRegistrationSearch(code=rows[1].code)).items
    assert (refused.result, refused.result_reason) == (RewardResult.REFUSED, REASON)
    cell = next(each for each in bench.day.strip.cells if each.file == file)
    assert cell.state is CellState.ANSWERED
    clerk.wait(lambda: tab.title("reward") != before, "one thing less that waits")


@pytest.fixture
def colleague(clerk: Clerk) -> Iterator[PortalClient]:
    """佐藤 健 of the same site, at another machine."""
    client = PortalClient(clerk.desk.client.base_url)
    client.sessions.sign_in("demo2", PASSWORD)
    yield client
    client.close()


def test_a_colleague_uploads_first_and_what_was_judged_here_changes_nothing(
    clerk: Clerk, colleague: PortalClient
) -> None:
    bench = the_file_that_waits(clerk)
    file, rows = bench.front_file, bench.people.draft.rows
    type_reason(bench, REASON)
    bench.people.grid.results.give([row.code for row in rows[1:]], RewardResult.APPROVED)
    colleague.rewards.answer(file, result_file([Verdict(row.code, RewardResult.APPROVED) for row in rows]))
    upload(clerk, bench)
    clerk.wait(lambda: "回答済み" in bench.people.nothing.title.text(), "what became of the file")
    notices = [each.text for each in clerk.page.notices.notices()]
    assert any("すでにアップロードされています" in text for text in notices)
    told = clerk.desk.client.rewards.file(file)
    assert (told.approved, told.refused) == (len(rows), 0)


@pytest.mark.durable
def test_killed_in_the_middle_the_answers_are_there(start: Start, folders: Folders) -> None:
    dead = subprocess.run(
        [sys.executable, "-m", __name__, str(folders.data)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=250,
        check=False,
    )
    assert dead.returncode == -signal.SIGKILL, dead.stderr
    clerk = start()
    clerk.enter_sandbox()
    bench = the_file_that_waits(clerk)
    assert bench.front_file == dead.stdout
    draft = bench.people.draft
    results = [draft.answer_of(row.code).result for row in draft.rows]
    assert results == [RewardResult.APPROVED] * 2 + [None] * (len(results) - 2)
    current = bench.people.grid.current()
    assert current is not None
    assert current.number == 3, "one goes on where one was"
    type_reason(bench, REASON)
    bench.people.grid.results.give([row.code for row in draft.rows[3:]], RewardResult.APPROVED)
    upload(clerk, bench)
    assert clerk.desk.client.rewards.file(dead.stdout).state is FileState.COMPLETED


def judge_and_die(data: str) -> None:
    """Never returns: this process ends by SIGKILL after two answers, while the reason of a third is being typed."""
    folders = user_folders(data)
    app = QApplication([])
    program = Program(app, folders, ProgramSettings(Language.JAPANESE, "light"), SandboxPortal(folders.sandbox))
    program.window.show()
    clerk = Clerk(lambda: program.window)
    clerk.enter_sandbox()
    clerk.page.tabs.show_tab("reward")
    view = clerk.screen(RewardView)
    view.show_files()
    bench = view.files
    clerk.wait(lambda: bench.people.draft.rows, "the people of a file")
    grid = bench.people.grid
    for _ in range(2):
        QTest.keyClick(grid, Qt.Key.Key_A)
    QTest.keyClick(grid, Qt.Key.Key_R)
    sys.stdout.write(bench.front_file)
    sys.stdout.flush()
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":  # as a process of its own, started by the test that kills it
    judge_and_die(*sys.argv[1:])
