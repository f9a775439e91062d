"""Answers made elsewhere: found by 登録ID whatever the columns; what could be meant in two ways is asked about."""

from __future__ import annotations

import random

import pytest

from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import FileUnreadable, ReadFault, Refused
from netmile_desktop.domain.rewards import REASON_LENGTH, ResultFault, RewardResult
from netmile_desktop.domain.rewards.result_drafts import ResultDraft, ResultRow, RowAnswer
from netmile_desktop.domain.rewards.result_files import MOST_ROWS, Verdict
from netmile_desktop.domain.rewards.result_matching import (
    NO_COLUMN,
    Digits,
    MatchAsked,
    MatchChoices,
    MatchMissing,
    read_answers,
)

CODES = [f"W20261201-{number}J85TZKVW" for number in range(1, 6)]
FIRST, SECOND, THIRD, FOURTH, FIFTH = CODES
ROWS = [ResultRow(number, code, "C-7001", None) for number, code in enumerate(CODES, 1)]
APPROVED, REFUSED = RewardResult.APPROVED, RewardResult.REFUSED
BOTH = (Verdict(FIRST, APPROVED), Verdict(SECOND, REFUSED, "登録済み"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_columns_are_found_in_any_order_and_encoding(encoding: str, delimiter: str) -> None:
    lines = ["理由,氏名,判定,会員ランク,登録ID", f",大野,承認,1,{FIRST}", f"登録済み,菊地,不承認,0,{SECOND}"]
    read = read_answers("\r\n".join(lines).replace(",", delimiter).encode(encoding), CODES)
    assert (read.verdicts, read.faults, read.questions) == (BOTH, (), ())
    assert (read.code_column, read.result_column, read.reason_column) == (4, 2, 0)


def test_cells_pasted_from_a_sheet_keep_their_commas() -> None:
    read = read_answers(f"{FIRST}\t承認\t\n{SECOND}\t不承認\t番地, 建物名が違う\n", CODES)
    assert read.verdicts == (Verdict(FIRST, APPROVED), Verdict(SECOND, REFUSED, "番地, 建物名が違う"))


def test_pasted_cells_are_cut_at_tabs_whatever_stands_in_the_first_line() -> None:
    read = read_answers(f"1日, 午前の分\t\n登録ID\t判定\n{FIRST}\t承認\n", CODES)
    assert (read.verdicts, read.faults) == ((Verdict(FIRST, APPROVED),), ())


def test_a_row_whose_reason_reads_like_a_heading_is_a_row() -> None:
    read = read_answers(f"{SECOND},不承認,回答\n{FIRST},承認,\n".encode(), CODES)
    assert set(read.verdicts) == {Verdict(SECOND, REFUSED, "回答"), Verdict(FIRST, APPROVED)}


def test_titles_above_the_heading_are_passed_over() -> None:
    read = read_answers(f"12月1日の結果\n\n登録ID,判定\n{FIRST},OK\n".encode(), CODES)
    assert (read.verdicts, read.faults, read.heading) == ((Verdict(FIRST, APPROVED),), (), ("登録ID", "判定"))


@pytest.mark.parametrize("word", ["承認", "承認済み", "ok", "ＯＫ", "○", "〇", "◯", "Approved", " 可 "])
def test_words_of_approval(word: str) -> None:
    assert read_answers(f"登録ID,判定\n{FIRST},{word}\n".encode(), CODES).verdicts == (Verdict(FIRST, APPROVED),)


@pytest.mark.parametrize("word", ["不承認", "NG", "ｎｇ", "×", "✕", "却下", "rejected", "不 承認"])
def test_words_of_refusal(word: str) -> None:
    read = read_answers(f"登録ID,判定,理由\n{FIRST},{word},重複\n".encode(), CODES)
    assert read.verdicts == (Verdict(FIRST, REFUSED, "重複"),)


@pytest.mark.parametrize("word", ["未承認", "たぶん", "x", "△", "2", "保留", "はい", "true"])
def test_words_that_may_mean_either_are_no_answer(word: str) -> None:
    read = read_answers(f"登録ID,判定\n{SECOND},承認\n{FIRST},{word}\n".encode(), CODES)
    assert read.verdicts == (Verdict(SECOND, APPROVED),)
    [fault] = read.faults
    assert (fault.line, fault.code, fault.fault, fault.cell) == (3, FIRST, ResultFault.NOT_A_RESULT, word)


def test_digits_are_asked_about_and_mean_what_the_user_says() -> None:
    raw = f"登録ID,判定,理由\n{FIRST},1,\n{SECOND},0,登録済み\n{THIRD},承認,\n".encode()
    read = read_answers(raw, CODES)
    [question] = read.questions
    assert question.asked is MatchAsked.DIGITS
    assert (question.columns[0].heading, question.columns[0].examples) == ("判定", ("1", "0", "承認"))
    assert (read.verdicts, read.faults) == ((Verdict(THIRD, APPROVED),), ())
    said = read_answers(raw, CODES, choices=MatchChoices(digits=Digits.ONE_APPROVES))
    assert (said.verdicts, said.questions) == ((*BOTH, Verdict(THIRD, APPROVED)), ())
    other = read_answers(raw, CODES, choices=MatchChoices(digits=Digits.ONE_REFUSES))
    assert [each.fault for each in other.faults] == [ResultFault.NO_REASON], "1 refuses, and has no reason"
    assert other.verdicts == (Verdict(SECOND, APPROVED), Verdict(THIRD, APPROVED))


def test_of_two_columns_with_results_the_user_chooses() -> None:
    raw = f"登録ID,一次,二次\n{FIRST},OK,NG\n{SECOND},OK,OK\n".encode()
    read = read_answers(raw, CODES)
    [question] = read.questions
    assert (question.asked, [each.heading for each in question.columns]) == (MatchAsked.RESULT_COLUMN, ["一次", "二次"])
    assert read.verdicts == ()
    said = read_answers(raw, CODES, choices=MatchChoices(result_column=1))
    assert said.verdicts == (Verdict(FIRST, APPROVED), Verdict(SECOND, APPROVED))


@pytest.mark.parametrize("heading", ["却下", "不承認", "ＮＧ"])
@pytest.mark.parametrize("mark", ["○", "OK", "1"])
def test_a_mark_below_the_name_of_a_refusal_is_no_approval(heading: str, mark: str) -> None:
    read = read_answers(f"登録ID,{heading}\n{FIRST},{mark}\n{SECOND},\n", CODES)
    assert (read.verdicts, read.missing) == ((), MatchMissing.RESULTS)


def test_a_mark_below_a_name_that_says_something_else_is_asked_about() -> None:
    raw = f"登録ID,既存会員\n{FIRST},○\n{SECOND},○\n"
    read = read_answers(raw, CODES)
    [question] = read.questions
    assert (question.asked, [each.heading for each in question.columns]) == (MatchAsked.RESULT_COLUMN, ["既存会員"])
    assert read.verdicts == ()
    said = read_answers(raw, CODES, choices=MatchChoices(result_column=1))
    assert (said.verdicts, said.questions) == ((Verdict(FIRST, APPROVED), Verdict(SECOND, APPROVED)), ())


def test_words_that_name_the_answer_need_no_heading_that_does() -> None:
    read = read_answers(f"登録ID,状況\n{FIRST},承認\n{SECOND},\n", CODES)
    assert (read.verdicts, read.questions, read.blank) == ((Verdict(FIRST, APPROVED),), (), 1)


def test_a_second_heading_does_not_hide_the_rows_above_it() -> None:
    read = read_answers(f"{FIRST},承認\n登録ID,判定\n{SECOND},承認\n", CODES)
    assert read.verdicts == (Verdict(FIRST, APPROVED), Verdict(SECOND, APPROVED))
    assert [(each.line, each.fault) for each in read.faults] == [(2, ResultFault.UNKNOWN)]


def test_two_headings_for_the_result_are_asked_about() -> None:
    raw = f"登録ID,判定,結果\n{FIRST},承認,不承認\n".encode()
    assert [each.asked for each in read_answers(raw, CODES).questions] == [MatchAsked.RESULT_COLUMN]


def test_of_two_columns_with_codes_the_user_chooses() -> None:
    raw = f"紹介者,本人,判定\n{FIRST},{SECOND},OK\n{FIRST},{THIRD},OK\n".encode()
    [question] = read_answers(raw, CODES).questions
    assert (question.asked, [each.column for each in question.columns]) == (MatchAsked.CODE_COLUMN, [0, 1])
    read = read_answers(raw, CODES, choices=MatchChoices(code_column=1))
    assert [each.code for each in read.verdicts] == [SECOND, THIRD]


def test_a_name_beside_a_refusal_is_not_taken_for_its_reason() -> None:
    raw = f"{SECOND},菊地 隼人,不承認,神奈川県\n{FIRST},大野,承認,東京都\n".encode()
    read = read_answers(raw, CODES)
    [question] = read.questions
    assert (question.asked, [each.column for each in question.columns]) == (MatchAsked.REASON_COLUMN, [1, 3])
    none = read_answers(raw, CODES, choices=MatchChoices(reason_column=NO_COLUMN))
    assert [each.fault for each in none.faults] == [ResultFault.NO_REASON]
    assert none.verdicts == (Verdict(FIRST, APPROVED),)
    one = read_answers(raw, CODES, choices=MatchChoices(reason_column=NO_COLUMN, reason="登録済み"))
    assert set(one.verdicts) == set(BOTH)
    same = read_answers(raw, CODES, choices=MatchChoices(reason="登録済み"))
    assert (set(same.verdicts), same.questions) == (set(BOTH), ()), "then no column needs to be chosen"


def test_of_three_columns_only_the_documented_order_needs_no_heading() -> None:
    [question] = read_answers(f"{SECOND},菊地 隼人,不承認\n".encode(), CODES).questions
    assert (question.asked, [each.column for each in question.columns]) == (MatchAsked.REASON_COLUMN, [1])


def test_refusals_without_a_reason_take_the_one_that_is_given_for_all() -> None:
    raw = f"登録ID,判定,理由\n{SECOND},不承認,\n{THIRD},不承認,住所が違う\n".encode()
    read = read_answers(raw, CODES, choices=MatchChoices(reason="登録済み"))
    assert read.verdicts == (BOTH[1], Verdict(THIRD, REFUSED, "住所が違う"))


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("W20261201-9J85TZKVW,承認,", ResultFault.UNKNOWN),
        (",承認,", ResultFault.UNKNOWN),
        (f"{FIFTH},承認,", ResultFault.ANSWERED),
        (f"{FIRST},不承認,", ResultFault.NO_REASON),
        (f"{FIRST},不承認,{'あ' * (REASON_LENGTH + 1)}", ResultFault.BAD_REASON),
        (f"{SECOND},不承認,登録済み", ResultFault.REPEATED),
    ],
)
def test_each_fault_is_told_with_its_line(line: str, fault: ResultFault) -> None:
    raw = f"登録ID,判定,理由\n{SECOND},不承認,登録済み\n{line}\n".encode()
    read = read_answers(raw, CODES[:4], CODES[4:])
    assert [(each.line, each.fault) for each in read.faults] == [(3, fault)]
    assert read.verdicts == BOTH[1:]


def test_two_answers_about_one_registration_are_none() -> None:
    read = read_answers(f"登録ID,判定\n{FIRST},承認\n{SECOND},承認\n{FIRST},NG\n".encode(), CODES, (), {FIRST: "x"})
    assert [(each.line, each.fault) for each in read.faults] == [(4, ResultFault.CONTRADICTORY)]
    assert read.verdicts == (Verdict(SECOND, APPROVED),)


def test_an_unknown_first_line_without_a_heading_is_told() -> None:
    read = read_answers(f"会員A,承認\n{FIRST},承認\n".encode(), CODES)
    assert [(each.line, each.code, each.fault) for each in read.faults] == [(1, "会員A", ResultFault.UNKNOWN)]
    assert read.verdicts == (Verdict(FIRST, APPROVED),)


@pytest.mark.parametrize("cell", [f"'{FIRST}", FIRST.lower(), "Ｗ２０２６１２０１－１Ｊ８５ＴＺＫＶＷ", f"　{FIRST} "])
def test_a_code_is_found_however_it_is_written(cell: str) -> None:
    assert read_answers(f"登録ID,判定\n{cell},承認\n".encode(), CODES).verdicts == (Verdict(FIRST, APPROVED),)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("氏名,判定\n大野,承認\n", MatchMissing.CODES),
        (f"登録ID,氏名\n{FIRST},大野\n", MatchMissing.RESULTS),
        (f"{FIRST}\n{SECOND}\n", MatchMissing.RESULTS),
    ],
)
def test_a_text_without_codes_or_results_says_so(text: str, missing: MatchMissing) -> None:
    read = read_answers(text, CODES)
    assert (read.missing, read.verdicts, read.questions) == (missing, (), ())


def test_what_is_of_another_file_is_unknown_line_by_line() -> None:
    read = read_answers("登録ID,判定\nW20261130-000001,承認\nW20261130-000002,承認\n", CODES)
    assert [(each.line, each.fault) for each in read.faults] == [(2, ResultFault.UNKNOWN), (3, ResultFault.UNKNOWN)]
    assert read.missing is None


@pytest.mark.parametrize(
    ("raw", "reason"), [(b"", ReadFault.EMPTY), ("\n \n", ReadFault.EMPTY), (b"PK\x03\x04\0\0\0\x01", ReadFault.BINARY)]
)
def test_what_is_no_text_is_not_read(raw: bytes | str, reason: ReadFault) -> None:
    with pytest.raises(FileUnreadable) as told:
        read_answers(raw, CODES)
    assert told.value.reason is reason


def test_more_rows_than_a_file_can_have_are_not_read() -> None:
    with pytest.raises(Refused) as told:
        read_answers("x\n" * (MOST_ROWS + 11), CODES)
    assert told.value.code == Problem.ROWS


def test_before_and_after_are_shown_and_nothing_changes_before_it_is_applied() -> None:
    draft = ResultDraft(ROWS)
    draft.answer([FIRST], APPROVED)
    draft.answer([SECOND], REFUSED, "重複")
    draft.answer([THIRD], APPROVED)
    raw = f"登録ID,判定,理由\n{FOURTH},承認,\n{THIRD},NG,住所が違う\n{FIRST},承認,\n{SECOND},NG,\n{FIFTH},,\n"
    match = draft.match(raw.encode("cp932"))
    assert [(each.row.code, each.before, each.after) for each in match.changes] == [
        (THIRD, RowAnswer(APPROVED), RowAnswer(REFUSED, "住所が違う")),
        (FOURTH, RowAnswer(), RowAnswer(APPROVED)),
    ]
    assert (match.same, match.blank, match.faults) == (2, 1, ()), "a refusal keeps the reason it has"
    assert draft.counts().unanswered == 2
    assert draft.apply(match) == [THIRD, FOURTH]
    assert draft.counts().unanswered == 1
    assert draft.undo() == [THIRD, FOURTH]
    assert draft.answer_of(THIRD) == RowAnswer(APPROVED)


def test_nothing_is_applied_while_a_question_is_open() -> None:
    draft = ResultDraft(ROWS)
    match = draft.match(f"{FIRST},1\n{SECOND},承認\n")
    with pytest.raises(ValueError, match="question"):
        draft.apply(match)
    assert draft.answers() == {}


def test_any_order_of_columns_gives_the_same_answers() -> None:
    chance = random.Random(7)
    words = {APPROVED: ("承認", "OK", "○"), REFUSED: ("不承認", "NG", "×")}
    for _ in range(60):
        codes = [f"W20261201-{number:06d}" for number in range(1, chance.randint(2, 30))]
        truth = {
            code: Verdict(code, APPROVED) if chance.random() < 0.7 else Verdict(code, REFUSED, chance.choice("甲乙丙"))
            for code in codes
        }
        columns = ["登録ID", "氏名", "判定", "理由", "備考", "点数"]
        chance.shuffle(columns)
        lines = ["\t".join(columns)]
        for each in chance.sample(list(truth.values()), len(truth)):
            cells = {
                "登録ID": each.code,
                "氏名": "大野 あゆみ",
                "判定": chance.choice(words[each.result]),
                "理由": each.reason,
                "備考": chance.choice(["", "承認", "OK"]),
                "点数": chance.choice("01"),
            }
            lines.append("\t".join(cells[column] for column in columns))
        raw = "\r\n".join(lines).encode(chance.choice(["cp932", "utf-8", "utf-16", "utf-8-sig"]))
        read = read_answers(raw, codes)
        assert {each.code: each for each in read.verdicts} == truth
        assert (read.faults, read.questions) == ((), ())
