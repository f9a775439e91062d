"""People are judged by keys, by mouse, several at a time, and with what the merchant's own system says."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from netmile_desktop.domain.rewards import RewardResult
from netmile_desktop.domain.rewards.entries import EntryField
from netmile_desktop.domain.rewards.result_drafts import ResultDraft, ResultRow, RowAnswer
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.reward.people.columns import CODE, NAME, REASON, VERDICT
from netmile_desktop.views.reward.people.judging import JudgingCard
from netmile_desktop.views.reward.people.match_review import MatchReview
from netmile_desktop.views.reward.people.model import Listed
from tests.support.window import ScriptedDialogs, settle
from tests.views.reward.people.conftest import CODES, NAMES

APPROVED, REFUSED = RewardResult.APPROVED, RewardResult.REFUSED
Key = Qt.Key


def answers(draft: ResultDraft) -> list[tuple[RewardResult | None, str]]:
    return [(each.result, each.reason) for each in (draft.answer_of(code) for code in CODES)]


def editor(card: JudgingCard) -> QLineEdit:
    """The line in which a reason is typed."""
    [line] = [each for each in card.grid.viewport().findChildren(QLineEdit) if each.isVisible()]
    return line


def confirm(card: JudgingCard) -> None:
    """Press Enter in the line of a reason; Qt closes it once all keys are handled."""
    QTest.keyClick(editor(card), Key.Key_Return)
    QApplication.processEvents()


def number(card: JudgingCard) -> int:
    """The row in front."""
    row = card.grid.current()
    assert row is not None
    return row.number


def test_one_hand_judges_a_file(card: JudgingCard, draft: ResultDraft) -> None:
    grid = card.grid
    QTest.keyClick(grid, Key.Key_A)
    assert number(card) == 2
    QTest.keyClick(grid, Key.Key_R)
    QTest.keyClicks(editor(card), "Same address")
    assert draft.answer_of(CODES[1]) == RowAnswer(), "nothing is answered before Enter"
    confirm(card)
    assert number(card) == 3
    assert grid.hasFocus()
    QTest.keyClick(grid, Key.Key_Down)
    QTest.keyClick(grid, Key.Key_A)
    QTest.keyClick(grid, Key.Key_A)
    QTest.keyClick(grid, Key.Key_A)
    assert number(card) == 3, "after the last row the first open one comes again"
    QTest.keyClick(grid, Key.Key_A)
    assert answers(draft) == [(APPROVED, ""), (REFUSED, "Same address"), *[(APPROVED, "")] * 4]
    assert draft.checks().may_be_uploaded


def test_who_shares_a_phone_is_marked_in_words_and_may_be_approved(card: JudgingCard, draft: ResultDraft) -> None:
    results = card.grid.results
    said = [results.shared_text(at) for at in range(len(CODES))]
    assert said == ["", "", "", "Row 6: same phone number", "", "Row 4: same phone number"]
    tip, spoken = Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole
    assert [results.index(at, NAME).data(tip) for at in (3, 4)] == ["Row 6: same phone number", None]
    assert results.index(3, VERDICT).data(spoken) == (
        f"Row 4, {NAMES[3]}, Row 6: same phone number, Verdict Unanswered"
    )
    assert results.index(4, VERDICT).data(spoken) == f"Row 5, {NAMES[4]}, Verdict Unanswered"
    draft.answer(CODES, APPROVED)
    assert draft.checks().may_be_uploaded


def test_what_several_rows_share_is_said_in_short(card: JudgingCard) -> None:
    both = {EntryField.PHONE: "090-0000-4821", EntryField.EMAIL: "hina@example.jp"}
    rows = [ResultRow(number, code, "C-7001", None, fields=both) for number, code in enumerate(CODES, 1)]
    apart = dataclasses.replace(rows[5], fields={EntryField.EMAIL: both[EntryField.EMAIL]})
    card.show_draft("18:00", ResultDraft(rows), is_open=True)
    assert card.grid.results.shared_text(0) == "Row 2, 3, 4, …: same phone number and e-mail"
    card.show_draft("18:00", ResultDraft([*rows[:2], apart]), is_open=True)
    results = card.grid.results
    assert results.shared_text(0) == "Row 2: same phone number · Row 2, 6: same e-mail address"
    assert results.shared_text(2) == "Row 1, 2: same e-mail address"


def test_the_sign_stands_in_its_row_only(card: JudgingCard, draft: ResultDraft) -> None:
    """As it is painted: the same name with the sign and without it differ, and where it is not, they do not."""
    grid = card.grid

    def painted(at: int) -> QImage:
        image = grid.viewport().grab(grid.visualRect(grid.results.index(at, NAME))).toImage()
        return image.convertToFormat(QImage.Format.Format_RGB32)

    marked = [painted(3), painted(4)]
    apart = [dataclasses.replace(each, fields={EntryField.NAME: each.fields[EntryField.NAME]}) for each in draft.rows]
    card.show_draft("18:00", ResultDraft(apart), is_open=True)
    plain = [painted(3), painted(4)]
    assert marked[0] != plain[0]
    assert marked[1] == plain[1]


def test_a_key_takes_an_answer_back_and_steps_are_undone_and_redone(card: JudgingCard, draft: ResultDraft) -> None:
    grid = card.grid
    QTest.keyClick(grid, Key.Key_A)
    QTest.keyClick(grid, Key.Key_Up)
    QTest.keyClick(grid, Key.Key_U)
    assert draft.answer_of(CODES[0]) == RowAnswer()
    assert number(card) == 1, "whoever takes an answer back wants to give another one"
    QTest.keyClick(grid, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert draft.answer_of(CODES[0]).result is APPROVED
    QTest.keyClick(grid, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert draft.counts().unanswered == len(CODES)
    QTest.keyClick(grid, Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert draft.answer_of(CODES[0]).result is APPROVED


def test_leaving_the_line_of_a_reason_changes_nothing(card: JudgingCard, draft: ResultDraft) -> None:
    QTest.keyClick(card.grid, Key.Key_R)
    QTest.keyClicks(editor(card), "ar")
    assert card.grid.results.answer(0).result is REFUSED, "what is being refused is shown so"
    QTest.keyClick(editor(card), Key.Key_Escape)
    assert answers(draft) == [(None, "")] * len(CODES)
    assert card.grid.results.answer(0).result is None
    assert number(card) == 1
    assert not draft.can_undo


def test_several_rows_are_one_step(card: JudgingCard, draft: ResultDraft) -> None:
    grid = card.grid
    for _ in range(2):
        QTest.keyClick(grid, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(grid, Key.Key_R)
    QTest.keyClicks(editor(card), "Ordered for a test")
    confirm(card)
    assert answers(draft)[:3] == [(REFUSED, "Ordered for a test")] * 3
    assert number(card) == 4
    grid.undo()
    assert answers(draft)[:3] == [(None, "")] * 3


def test_former_reasons_complete_what_is_typed(card: JudgingCard, draft: ResultDraft) -> None:
    card.former_reasons = ("Phone is not in use", "Same address")
    draft.answer([CODES[5]], REFUSED, "Member before")
    QTest.keyClick(card.grid, Key.Key_R)
    line = editor(card)
    completer = line.completer()
    model = completer.model()
    offered = [model.index(at, 0).data() for at in range(model.rowCount())]
    assert offered == ["Member before", "Phone is not in use", "Same address"]
    QTest.keyClicks(line, "addr")
    assert completer.currentCompletion() == "Same address"


def test_a_former_reason_is_the_whole_answer(card: JudgingCard, draft: ResultDraft) -> None:
    card.former_reasons = ("Same address",)
    QTest.keyClick(card.grid, Key.Key_R)
    line = editor(card)
    QTest.keyClicks(line, "same")
    popup = line.completer().popup()
    assert popup is not None
    QTest.keyClick(popup, Key.Key_Down)
    QTest.keyClick(popup, Key.Key_Return)
    assert answers(draft)[0] == (REFUSED, "Same address")
    assert number(card) == 2


def test_the_mouse_answers_where_it_points(card: JudgingCard, draft: ResultDraft) -> None:
    grid = card.grid
    cell = grid.visualRect(grid.results.index(2, VERDICT))
    approve, refuse = grid.painter.segments(cell)
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=approve.center())
    assert answers(draft)[2] == (APPROVED, "")
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=refuse.center())
    QTest.keyClicks(editor(card), "No")
    QTest.keyClick(editor(card), Key.Key_Tab)
    assert answers(draft)[2] == (REFUSED, "No")
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=cell.topLeft() + QPoint(1, 1))
    assert answers(draft)[2] == (REFUSED, "No"), "beside the answers a row is only chosen"
    QTest.mouseDClick(
        grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.visualRect(grid.results.index(2, REASON)).center()
    )
    assert editor(card).text() == "No"


def test_chips_count_and_filter(card: JudgingCard, draft: ResultDraft) -> None:
    draft.answer(CODES[:1], REFUSED, "Same address")
    card.grid.results.give(CODES[1:3], APPROVED)
    texts = {each: card.chips.button(each.value).text() for each in Listed}
    assert texts == {
        Listed.ALL: "All 6",
        Listed.OPEN: "Unanswered 3",
        Listed.APPROVED: "Approved 2",
        Listed.REFUSED: "Refused 1",
    }
    assert card.chips.button(Listed.OPEN.value).property("waits") is True
    card.chips.button(Listed.OPEN.value).click()
    results = card.grid.results
    assert results.codes(range(results.rowCount())) == CODES[3:]
    card.grid.setFocus()
    QTest.keyClick(card.grid, Key.Key_A)
    assert results.codes(range(results.rowCount())) == CODES[3:], "a row stays until the filter is asked again"
    assert number(card) == 5
    card.chips.button(Listed.REFUSED.value).click()
    assert results.codes(range(results.rowCount())) == CODES[:1]
    card.go_to_next_open()
    assert number(card) == 5


def test_a_closed_file_is_only_looked_at(card: JudgingCard, draft: ResultDraft) -> None:
    draft.answer(CODES, APPROVED)
    card.show_draft("18:00", draft, is_open=False)
    QTest.keyClick(card.grid, Key.Key_R)
    QTest.keyClick(card.grid, Key.Key_U)
    assert answers(draft) == [(APPROVED, "")] * len(CODES)
    assert not card.paste_button.isEnabled()
    assert not card.grid.viewport().findChildren(QLineEdit)


def test_a_reader_hears_who_it_is_and_what_is_answered(card: JudgingCard, draft: ResultDraft) -> None:
    draft.answer(CODES[:1], REFUSED)
    results = card.grid.results
    role = Qt.ItemDataRole.AccessibleTextRole
    assert results.index(0, VERDICT).data(role) == f"Row 1, {NAMES[0]}, Verdict Refused"
    assert results.index(0, REASON).data(role) == f"Row 1, {NAMES[0]}, Reason A reason is missing"
    assert results.index(1, NAME).data() == NAMES[1]


def test_answers_stay_in_sight_and_ids_are_whole_where_there_is_room(card: JudgingCard) -> None:
    grid = card.grid
    for width in (420, 1280):
        card.window().resize(width, 600)
        QApplication.processEvents()
        card.go_to_next_open()
        cell = grid.visualRect(grid.results.index(0, VERDICT))
        assert cell.right() <= grid.viewport().width() or cell.left() <= 0
    assert grid.horizontalScrollBar().value() == 0
    text = grid.fontMetrics().horizontalAdvance(CODES[0])
    assert grid.visualRect(grid.results.index(0, CODE)).width() > text


def test_a_hundred_thousand_people_are_listed_without_a_widget_each(card: JudgingCard) -> None:
    rows = [ResultRow(at, f"W20261130-{at:06d}", "C-7001", None) for at in range(1, 100_001)]
    draft = ResultDraft(rows)
    draft.answer([row.code for row in rows[:-1]], APPROVED)
    before = len(card.findChildren(QLineEdit))
    card.show_nothing("", "")
    card.show_draft("18:00", draft, is_open=True)
    assert number(card) == 100_000, "the only open row is in front"
    QTest.keyClick(card.grid, Key.Key_A)
    assert draft.counts().unanswered == 0
    assert len(card.findChildren(QLineEdit)) == before


# --- answers from elsewhere -----------------------------------------------------------------------


def paste(card: JudgingCard, tasks: TaskRunner, text: str) -> MatchReview:
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(card.grid, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(tasks)
    assert card.is_reviewing
    return card.review


def test_pasted_answers_are_seen_before_they_are_taken_over(
    card: JudgingCard, draft: ResultDraft, tasks: TaskRunner
) -> None:
    draft.answer(CODES[:1], APPROVED)
    text = (
        "理由\t登録ID\t判定\n"
        f"\t{CODES[0]}\t承認\nSame address\t{CODES[1]}\tNG\n\t{CODES[2]}\tOK\n\tW99999999-000001\tOK\n\t{CODES[3]}\t不承認\n"
    )
    review = paste(card, tasks, text)
    assert [(each.row.code, each.after) for each in review.changes.records_model.records] == [
        (CODES[1], RowAnswer(REFUSED, "Same address")),
        (CODES[2], RowAnswer(APPROVED)),
    ]
    faults = review.faults.records_model
    assert [(each.line, each.code) for each in faults.records] == [(5, "W99999999-000001"), (6, CODES[3])]
    assert faults.index(0, 4).data() == "Check the ID, and which file the results belong to"
    assert review.summary.text() == "2 answers change · 1 is the same already · 2 lines are passed over"
    assert draft.counts().unanswered == 5, "nothing has changed yet"
    review.apply_button.click()
    assert answers(draft)[1:3] == [(REFUSED, "Same address"), (APPROVED, "")]
    assert not card.is_reviewing
    assert number(card) == 4
    card.grid.undo()
    assert answers(draft)[1:3] == [(None, "")] * 2, "one step"


def test_what_only_the_clerk_knows_is_asked(card: JudgingCard, draft: ResultDraft, tasks: TaskRunner) -> None:
    review = paste(card, tasks, f"{CODES[0]}\t1\n{CODES[1]}\t0\n")
    assert not review.apply_button.isEnabled()
    assert "Does 1 or 0 stand for an approval?" in review.asked()
    review.option("1 refuses, 0 approves").click()
    settle(tasks)
    assert [each.after.result for each in review.changes.records_model.records] == [APPROVED]
    assert review.reason.isVisible(), "the refusal has no reason"
    review.reason.setText("Member before")
    QTest.keyClick(review.reason, Key.Key_Return)
    settle(tasks)
    review.apply_button.click()
    assert answers(draft)[:2] == [(REFUSED, "Member before"), (APPROVED, "")]


def test_a_file_of_answers_is_taken_in(
    card: JudgingCard, draft: ResultDraft, tasks: TaskRunner, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(f"判定,会員,登録ID\r\n承認,7,{CODES[4]}\r\n".encode("cp932"))
    dialogs.script(path)
    card.import_button.click()
    settle(tasks)
    assert card.review.title.text() == "answers.csv"
    card.review.back_button.click()
    assert answers(draft) == [(None, "")] * len(CODES)
    card.take_in(path)
    settle(tasks)
    card.review.apply_button.click()
    assert answers(draft)[4] == (APPROVED, "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("W\tX\n", "No column holds registration IDs. Take a table with IDs and results"),
        (f"{CODES[0]}\tmaybe\n", "No column holds results. Take a table with a column of approvals and refusals"),
    ],
)
def test_a_text_that_cannot_be_used_says_what_it_lacks(
    card: JudgingCard, tasks: TaskRunner, text: str, said: str
) -> None:
    review = paste(card, tasks, text)
    assert review.summary.text() == said
    assert not review.apply_button.isEnabled()


def test_the_selection_is_copied_for_a_spreadsheet(card: JudgingCard, draft: ResultDraft) -> None:
    draft.answer(CODES[:1], REFUSED, "Same address")
    flags = QItemSelectionModel.SelectionFlag
    card.grid.selectionModel().select(card.grid.results.index(0, 0), flags.ClearAndSelect | flags.Rows)
    QTest.keyClick(card.grid, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    heading, row = QGuiApplication.clipboard().text().split("\n")
    assert heading.split("\t") == ["Row", "Registration ID", "Name", "Registered", "Verdict", "Reason"]
    assert row.split("\t") == ["1", CODES[0], NAMES[0], "17:00", "Refused", "Same address"]


def many(count: int) -> ResultDraft:
    return ResultDraft([ResultRow(at, f"W20261130-{at:06d}", "C-7001", None) for at in range(1, count + 1)])


def test_a_double_click_answers_once_also_where_the_rows_scroll(card: JudgingCard) -> None:
    draft, grid = many(60), card.grid
    card.show_draft("18:00", draft, is_open=True)
    QApplication.processEvents()
    last = grid.rowAt(grid.viewport().height() - 2)
    grid.go_to(draft.rows[last])
    place = grid.painter.segments(grid.visualRect(grid.results.index(last, VERDICT)))[0].center()
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert list(draft.answers()) == [draft.rows[last].code]


def test_a_key_that_is_held_answers_once(card: JudgingCard, draft: ResultDraft) -> None:
    for is_again in (False, True, True):
        press = QKeyEvent(QEvent.Type.KeyPress, Key.Key_A, Qt.KeyboardModifier.NoModifier, "a", is_again)
        QApplication.sendEvent(card.grid, press)
    assert list(draft.answers()) == CODES[:1]


def test_a_reason_that_is_being_typed_counts_when_answers_are_closed(card: JudgingCard, draft: ResultDraft) -> None:
    QTest.keyClick(card.grid, Key.Key_A)
    QTest.keyClick(card.grid, Key.Key_Up)
    QTest.keyClick(card.grid, Key.Key_R)
    QTest.keyClicks(editor(card), "Same address")
    card.close_answers()
    assert draft.answer_of(CODES[0]) == RowAnswer(REFUSED, "Same address")
    assert card.grid.results.refusing == ()


@pytest.mark.parametrize("turn", ["listed", "other"])
def test_a_reason_that_is_being_typed_belongs_to_whom_it_was_begun_for(
    card: JudgingCard, draft: ResultDraft, turn: str
) -> None:
    QTest.keyClick(card.grid, Key.Key_R)
    QTest.keyClicks(editor(card), "Same address")
    if turn == "listed":
        card.grid.list_rows(Listed.OPEN)
    else:
        card.show_draft("19:00", many(6), is_open=True)
    QApplication.processEvents()
    assert answers(draft) == [(REFUSED, "Same address"), *[(None, "")] * 5]
    assert card.grid.results.refusing == ()


def test_a_long_step_of_one_file_opens_no_other(card: JudgingCard, tasks: TaskRunner) -> None:
    draft = many(600)
    card.show_draft("18:00", draft, is_open=True)
    card.grid.selectAll()
    QTest.keyClick(card.grid, Key.Key_A)
    card.show_draft("19:00", many(6), is_open=False)
    settle(tasks)
    assert draft.counts().approved == 600
    assert not card.grid.results.is_open


def test_letters_lead_to_no_other_row(card: JudgingCard) -> None:
    QTest.keyClick(card.grid, Key.Key_A)
    for letter in (Key.Key_A, Key.Key_U):
        QTest.keyClick(card.grid, letter, Qt.KeyboardModifier.ShiftModifier)
        assert number(card) == 2


def test_keys_judge_while_an_input_method_is_on(card: JudgingCard, draft: ResultDraft) -> None:
    draft.answer([CODES[0]], REFUSED, "Same address")
    card.grid.setCurrentIndex(card.grid.results.index(0, REASON))
    card.chips.setFocus()
    card.grid.setFocus()
    assert not card.grid.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_who_is_in_front_stays_so_when_the_rows_are_told_again(card: JudgingCard, draft: ResultDraft) -> None:
    card.grid.go_to(draft.rows[3])
    left = [replace(row, number=at) for at, row in enumerate(draft.rows[2:], 1)]
    again = ResultDraft(left)
    card.show_draft("18:00", again, is_open=True)
    QTest.keyClick(card.grid, Key.Key_A)
    assert list(again.answers()) == [CODES[3]], "whoever is about to press a key means the person in front"
    card.show_draft("20:00", ResultDraft([replace(left[0], code="W20261130-999999")]), is_open=True)
    assert number(card) == 1
