"""Answers about the rows of a reward file: given, taken back, counted, and made into a result."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.rewards import REASON_LENGTH, FileEncoding, ResultFault, RewardResult, RowFault
from netmile_desktop.domain.rewards.entries import EntryField
from netmile_desktop.domain.rewards.result_drafts import (
    UNANSWERED,
    DraftCounts,
    ResultDraft,
    ResultRow,
    RowAnswer,
    read_rows,
)
from netmile_desktop.domain.rewards.result_files import (
    FILE_HEADER,
    check_result,
    codes_in,
    in_encoding,
    without_passwords,
)

CODES = [f"W20261201-{number:06d}" for number in range(1, 6)]
ROWS = [ResultRow(number, code, "C-7001", None) for number, code in enumerate(CODES, 1)]
APPROVED, REFUSED = RewardResult.APPROVED, RewardResult.REFUSED

FILE = (
    ",".join(FILE_HEADER) + "\r\n"
    f"{CODES[0]},C-7001,2026-12-01 10:00:00,,hina2026,Umikaze-77,中島 陽菜,ナカジマ ヒナ,231-0002,"
    '"横浜市中区 1-1, 海の家",female,090-0000-4821,hina1@example.jp,\r\n'
    f"{CODES[1]},C-7002,2026-12-01 10:59:59,1,,,〓田 実,ヨシダ ミノル,,,,,minoru@example.jp,氏名（漢字）\r\n"
)


@pytest.fixture
def draft() -> ResultDraft:
    return ResultDraft(ROWS)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp932"])
def test_a_file_is_read_in_each_encoding_without_its_passwords(encoding: str) -> None:
    first, second = read_rows(FILE.encode(encoding))
    assert first == ResultRow(
        number=1,
        code=CODES[0],
        campaign_id="C-7001",
        registered_at=datetime(2026, 12, 1, 1, 0, tzinfo=UTC),
        test=False,
        fields={
            EntryField.LOGIN: "hina2026",
            EntryField.NAME: "中島 陽菜",
            EntryField.KANA: "ナカジマ ヒナ",
            EntryField.POSTAL_CODE: "231-0002",
            EntryField.ADDRESS: "横浜市中区 1-1, 海の家",
            EntryField.SEX: "female",
            EntryField.PHONE: "090-0000-4821",
            EntryField.EMAIL: "hina1@example.jp",
        },
    )
    assert (second.number, second.test, second.replaced) == (2, True, (EntryField.NAME,))
    assert second.fields[EntryField.NAME] == "〓田 実"
    assert "Umikaze" not in repr(first)
    assert "hina" not in repr(first)


@pytest.mark.parametrize(
    "content", [b"\x00\xff", "名前,住所\n".encode(), b"", f"登録ID,結果\n{CODES[0]},\n,x\n".encode()]
)
def test_what_is_no_reward_file_is_refused(content: bytes) -> None:
    with pytest.raises(Refused) as told:
        read_rows(content)
    assert told.value.code == Problem.CSV


def test_a_file_in_which_nobody_is_has_no_rows() -> None:
    assert read_rows(",".join(FILE_HEADER).encode("utf-8-sig")) == []


def test_a_file_loses_its_passwords_and_nothing_else() -> None:
    bare = without_passwords(FILE.encode("cp932"))
    assert bare.decode("utf-8-sig") == FILE.replace("Umikaze-77", "")
    assert without_passwords(bare) == bare
    assert read_rows(bare) == read_rows(FILE.encode())


def test_a_file_is_written_in_the_encoding_that_is_wanted() -> None:
    text = FILE.replace("中島 陽菜", "草彅 𠮷子").replace("横浜市中区", "葛󠄀飾区")
    told = in_encoding(text.encode(), FileEncoding.CP932).decode("cp932")
    first, second = read_rows(told.encode())
    assert first.fields[EntryField.NAME] == "草彅 〓子"
    assert first.replaced == (EntryField.NAME, EntryField.ADDRESS)
    assert "氏名（漢字） 住所\r\n" in told
    assert "葛〓飾区" in first.fields[EntryField.ADDRESS]
    assert second == read_rows(FILE.encode())[1]
    assert in_encoding(text.encode("utf-8-sig"), FileEncoding.UTF_8) == text.encode("utf-8-sig")


def test_a_step_is_kept_before_it_is_taken() -> None:
    kept: dict[str, RowAnswer] = {}

    def keep(changed: Mapping[str, RowAnswer]) -> None:
        if len(kept) + len(changed) > 3:
            raise OSError("full")
        kept.update(changed)

    draft = ResultDraft(ROWS, keep=keep)
    draft.answer(CODES[:2], APPROVED)
    with pytest.raises(OSError, match="full"):
        draft.answer(CODES[2:], APPROVED)
    assert draft.answers() == kept
    assert (draft.counts().approved, draft.can_undo) == (2, True)
    kept["x"] = UNANSWERED
    kept["y"] = UNANSWERED
    with pytest.raises(OSError, match="full"):
        draft.undo()
    assert (draft.counts().approved, draft.can_undo, draft.can_redo) == (2, True, False)


def test_answers_are_given_to_several_rows_and_counted(draft: ResultDraft) -> None:
    assert draft.counts() == DraftCounts(5, 5, 0, 0)
    assert draft.answer(CODES[:3], APPROVED, "is no refusal") == CODES[:3]
    assert draft.answer(CODES[2:4], REFUSED, " 登録済み ") == CODES[2:4]
    assert draft.counts() == DraftCounts(5, 1, 2, 2)
    assert draft.answer_of(CODES[0]) == RowAnswer(APPROVED)
    assert draft.answer_of(CODES[2]) == RowAnswer(REFUSED, "登録済み")
    assert draft.answer_of(CODES[4]) == UNANSWERED
    assert draft.answer(CODES[:1], APPROVED) == [], "nothing changes"
    assert draft.answer(CODES[:1], None) == CODES[:1]
    assert draft.counts() == DraftCounts(5, 2, 1, 2)
    assert list(draft.answers()) == CODES[1:4]


def test_wrong_answers_change_nothing(draft: ResultDraft) -> None:
    for reason in ("あ" * (REASON_LENGTH + 1), "a\x07b"):
        with pytest.raises(ValueError, match="bad_reason"):
            draft.answer(CODES[:1], REFUSED, reason)
    with pytest.raises(KeyError):
        draft.answer([CODES[0], "W20261201-999999"], APPROVED)
    assert (draft.answers(), draft.can_undo) == ({}, False)


def test_steps_are_taken_back_and_again(draft: ResultDraft) -> None:
    draft.answer(CODES[:3], APPROVED)
    draft.answer(CODES[:2], REFUSED, "重複")
    assert draft.undo() == CODES[:2]
    assert draft.counts() == DraftCounts(5, 2, 3, 0)
    assert draft.redo() == CODES[:2]
    assert draft.answer_of(CODES[0]) == RowAnswer(REFUSED, "重複")
    draft.undo()
    draft.undo()
    assert (draft.counts().unanswered, draft.can_undo, draft.can_redo) == (5, False, True)
    assert draft.undo() == []
    draft.answer(CODES[4:], APPROVED)
    assert (draft.can_redo, draft.redo()) == (False, []), "another way was gone"


def test_undoing_all_of_a_random_work_leads_back_to_its_beginning() -> None:
    chance = random.Random(41)
    draft = ResultDraft(ROWS, {CODES[1]: RowAnswer(REFUSED, "前から")})
    before, states = draft.answers(), []
    for _ in range(200):
        states.append(draft.answers())
        some = chance.sample(CODES, chance.randint(1, 5))
        if not draft.answer(some, chance.choice([APPROVED, REFUSED, None]), chance.choice(["", "重複", "住所が違う"])):
            states.pop()
        counts = draft.counts()
        assert counts.unanswered + counts.approved + counts.refused == counts.all
        assert counts.refused == sum(each.result is REFUSED for each in draft.answers().values())
        assert draft.checks().with_reason == sum(bool(each.reason) for each in draft.answers().values())
    end = draft.answers()
    for state in reversed(states):
        draft.undo()
        assert draft.answers() == state
    assert (draft.answers(), draft.can_undo) == (before, False)
    while draft.redo():
        pass
    assert draft.answers() == end


def test_the_next_open_row_is_below_or_at_the_beginning(draft: ResultDraft) -> None:
    draft.answer([CODES[0], CODES[2]], APPROVED)
    found = [draft.next_open(number) for number in range(7)]
    assert [each.number for each in found if each] == [2, 2, 4, 4, 5, 2, 2]
    draft.answer(CODES, APPROVED)
    assert draft.next_open() is None


def test_a_result_can_be_uploaded_once_all_are_answered_and_refusals_have_reasons(draft: ResultDraft) -> None:
    draft.answer(CODES[:4], APPROVED)
    checks = draft.checks()
    assert (checks.matched, checks.rows, checks.unanswered, checks.may_be_uploaded) == (5, 5, 1, False)
    draft.answer(CODES[4:], REFUSED)
    checks = draft.checks()
    assert (checks.unanswered, checks.refused, checks.with_reason, checks.may_be_uploaded) == (0, 1, 0, False)
    draft.answer(CODES[4:], REFUSED, "重複した登録")
    assert draft.checks().may_be_uploaded
    checked = check_result(draft.result(), CODES)
    assert (checked.faults, checked.unanswered) == ([], [])
    assert checked.verdicts == draft.verdicts()
    assert draft.result() == ResultDraft(ROWS, dict(reversed(draft.answers().items()))).result(), "the same bytes"


def test_rows_that_the_portal_has_an_answer_about_are_left_alone() -> None:
    draft = ResultDraft(ROWS, answered=CODES[:1])
    assert draft.answer(CODES[:2], APPROVED) == CODES[1:2]
    assert draft.is_answered_before(CODES[0])
    draft.note([RowFault(3, CODES[1], ResultFault.ANSWERED), RowFault(9, "W20261201-999999", ResultFault.UNKNOWN)])
    checks = draft.checks()
    assert (checks.answered_before, checks.unanswered, checks.matched) == (1, 3, 5)
    draft.answer(CODES[2:], APPROVED)
    assert draft.checks().may_be_uploaded
    assert codes_in(draft.result()) == CODES[2:]
    draft.note([RowFault(3, CODES[2], ResultFault.UNKNOWN)])
    assert (draft.checks().matched, draft.checks().may_be_uploaded) == (4, False)


def test_a_result_of_which_all_is_answered_before_is_not_uploaded() -> None:
    draft = ResultDraft(ROWS[:1])
    draft.answer(CODES[:1], APPROVED)
    draft.note([RowFault(1, CODES[0], ResultFault.ANSWERED)])
    assert not draft.checks().may_be_uploaded


def test_reasons_are_offered_the_newest_first_while_they_are_used(draft: ResultDraft) -> None:
    draft.answer(CODES[:1], REFUSED, "重複")
    draft.answer(CODES[1:2], REFUSED, "住所が違う")
    draft.answer(CODES[2:3], REFUSED, "重複")
    assert draft.reasons() == ["重複", "住所が違う"]
    draft.answer(CODES[1:2], APPROVED)
    assert draft.reasons() == ["重複"]


def test_a_colleague_goes_on_with_a_draft(draft: ResultDraft) -> None:
    draft.answer(CODES[:2], APPROVED)
    draft.answer(CODES[2:3], REFUSED, '住所が "違う", 要確認')
    saved = draft.draft_file()
    assert codes_in(saved) == CODES
    colleague = ResultDraft(ROWS)
    match = colleague.match(saved)
    assert ([each.row.code for each in match.changes], match.blank, match.faults) == (CODES[:3], 2, ())
    assert colleague.apply(match) == CODES[:3]
    assert colleague.answers() == draft.answers()
    colleague.undo()
    assert colleague.answers() == {}


def test_rows_of_which_a_file_has_two_are_no_match() -> None:
    draft = ResultDraft([*ROWS, ResultRow(6, CODES[0], "C-7001", None)])
    draft.answer(CODES, APPROVED)
    checks = draft.checks()
    assert (checks.rows, checks.matched, checks.unanswered, checks.may_be_uploaded) == (6, 5, 0, False)


def test_a_password_with_line_ends_in_quotes_is_emptied_whole() -> None:
    text = FILE.replace("Umikaze-77", '"a""b\nc,d"')
    assert without_passwords(text.encode()).decode("utf-8-sig") == FILE.replace("Umikaze-77", "")
