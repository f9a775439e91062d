"""A merchant's result, held against the registrations of its file."""

from __future__ import annotations

import pytest

from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.rewards import REASON_LENGTH, ResultFault, RewardResult, RowFault, result_files
from netmile_desktop.domain.rewards.result_files import Verdict, check_result, codes_in, result_file

OPEN = ["W20261201-000001", "W20261201-000002", "W20261201-000003"]
FIRST, SECOND, THIRD = OPEN
APPROVED = Verdict(FIRST, RewardResult.APPROVED)
REFUSED = Verdict(SECOND, RewardResult.REFUSED, "重複した登録")


def faults_of(text: str, answered: tuple[str, ...] = ()) -> list[RowFault]:
    return check_result(text.encode(), OPEN, answered).faults


def test_a_whole_result_leaves_nothing_unanswered() -> None:
    raw = result_file([APPROVED, REFUSED, Verdict(THIRD, RewardResult.APPROVED)])
    assert raw.decode("utf-8-sig").splitlines()[:2] == ["登録ID,結果,理由", f"{FIRST},承認,"]
    checked = check_result(raw, OPEN)
    assert checked.verdicts == [APPROVED, REFUSED, Verdict(THIRD, RewardResult.APPROVED)]
    assert (checked.faults, checked.unanswered) == ([], [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_columns_are_found_by_their_headings_in_each_encoding(encoding: str) -> None:
    text = f"氏名,結果,登録ID,理由\r\n山田,不承認,{SECOND},重複した登録\r\n\r\n佐藤,APPROVED,{FIRST},\r\n"
    checked = check_result(text.encode(encoding), OPEN)
    assert checked.verdicts == [REFUSED, APPROVED]
    assert checked.unanswered == [THIRD]


def test_without_a_heading_the_first_three_columns_are_meant() -> None:
    checked = check_result(f"{FIRST},approved\n{SECOND}, refused , 重複した登録 \n".encode(), OPEN)
    assert checked.verdicts == [APPROVED, REFUSED]


def test_a_reason_beside_an_approval_is_left_out() -> None:
    assert check_result(f"{FIRST},承認,ありがとう".encode(), OPEN).verdicts == [APPROVED]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("W20261201-999999,承認,", ResultFault.UNKNOWN),
        (f"{FIRST},たぶん,", ResultFault.NOT_A_RESULT),
        (f"{FIRST},不承認,", ResultFault.NO_REASON),
        (f"{FIRST},不承認,{'あ' * (REASON_LENGTH + 1)}", ResultFault.BAD_REASON),
        (f"{FIRST},不承認,a\x07b", ResultFault.BAD_REASON),
    ],
)
def test_each_fault_is_told_with_its_line(row: str, fault: ResultFault) -> None:
    [found] = faults_of(f"登録ID,結果,理由\n{row}\n")
    assert (found.line, found.code, found.fault) == (2, row.split(",")[0], fault)


@pytest.mark.parametrize("space", [" ", "\u3000", "\u00a0"])
def test_a_reason_may_have_any_spaces(space: str) -> None:
    reason = f"住所{space}不備"
    checked = check_result(f"{FIRST},不承認,{reason}\n".encode(), OPEN)
    assert (checked.verdicts, checked.faults) == ([Verdict(FIRST, RewardResult.REFUSED, reason)], [])


def test_an_answer_that_was_given_before_is_passed_over() -> None:
    [found] = faults_of(f"{FIRST},承認\n", answered=(FIRST,))
    assert (found.fault, found.fault.problem) == (ResultFault.ANSWERED, Problem.STATE)


def test_the_same_answer_twice_is_one_and_two_answers_are_none() -> None:
    same = check_result(f"{FIRST},承認\n{FIRST},承認\n".encode(), OPEN)
    assert [each.fault for each in same.faults] == [ResultFault.REPEATED]
    assert same.verdicts == [APPROVED]
    both = check_result(f"{FIRST},承認\n{FIRST},不承認,重複\n".encode(), OPEN)
    assert [each.fault for each in both.faults] == [ResultFault.CONTRADICTORY]
    assert both.faults[0].fault.problem is Problem.INVALID
    assert (both.verdicts, both.unanswered) == ([], OPEN)


def test_a_row_without_a_result_waits() -> None:
    checked = check_result(f"登録ID,結果\n{FIRST},\n".encode(), OPEN)
    assert (checked.verdicts, checked.faults, checked.unanswered) == ([], [], OPEN)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", Problem.EMPTY),
        (b"\r\n\r\n", Problem.EMPTY),
        (b"\x00\x01", Problem.CSV),
        (b"W1,\x81", Problem.CSV),
        (b'"' + b"a" * 200_000, Problem.CSV),
    ],
)
def test_what_is_no_result_is_refused_as_a_whole(raw: bytes, code: Problem) -> None:
    with pytest.raises(Refused) as refused:
        check_result(raw, OPEN)
    assert refused.value.code == code


def test_a_result_of_too_many_rows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(result_files, "MOST_ROWS", 2)
    with pytest.raises(Refused) as refused:
        check_result(b"x,y\n" * 4, OPEN)
    assert refused.value.code == Problem.ROWS


def test_codes_come_in_the_order_of_the_file() -> None:
    assert codes_in(result_file([REFUSED, APPROVED])) == [SECOND, FIRST]
