"""Everything the domain can say, it can say in both languages."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from enum import Enum

import pytest

from netmile_desktop.domain import lists
from netmile_desktop.domain.batches import BatchState, PartState, ProcessingState
from netmile_desktop.domain.campaigns import (
    ApplicationState,
    CampaignState,
    FixedAmount,
    IssuanceMethod,
    Mode,
    VariableAmount,
)
from netmile_desktop.domain.cancellations import CancelAction, CancelReason, Cause, Limit, RequestState
from netmile_desktop.domain.codes import Automatic, AutomaticCause, Code, Problem, Warned
from netmile_desktop.domain.failures import (
    Broken,
    FileTrouble,
    FileUnreadable,
    FileUnwritable,
    LockedOut,
    NotAllowed,
    NotSignedIn,
    Obstacle,
    ReadFault,
    Refused,
    StoreFault,
    Unreachable,
    WorkspaceUnusable,
    WriteFault,
    is_known,
)
from netmile_desktop.domain.history import IssueState, IssueType
from netmile_desktop.domain.language import Bilingual, Language
from netmile_desktop.domain.repairs.kinds import Repair
from netmile_desktop.domain.rows.encodings import ENCODINGS
from netmile_desktop.domain.rows.reasons import Reason
from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.domain.texts.cancellations import (
    action_words,
    binding_limit_words,
    cancel_reason_words,
    cause_step,
    cause_words,
    issue_state_words,
    issue_type_words,
    request_state_words,
)
from netmile_desktop.domain.texts.codes import (
    automatic_cause_words,
    automatic_words,
    code_words,
    next_step,
    reason_words,
)
from netmile_desktop.domain.texts.encodings import encoding_words
from netmile_desktop.domain.texts.failures import failure_words, problem_words
from netmile_desktop.domain.texts.repairs import CHANGES_KEY, NOT_CERTAIN, hint_for, repair_words
from netmile_desktop.domain.texts.states import (
    COMPLETED_LIST,
    ERROR_LIST,
    amount_words,
    column_words,
    limit_words,
    method_words,
    mode_words,
    state_words,
    transfer_words,
    type_words,
)

_JAPANESE = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff]")
_NAMES_OF_FORMATS = {"UTF-8"}

STATES: tuple[type[Enum], ...] = (CampaignState, ApplicationState, ProcessingState, BatchState, PartState)


def every_word() -> list[tuple[str, Bilingual]]:
    lists: list[tuple[Callable[..., Bilingual], list[object]]] = [
        (code_words, [*Code, *Warned]),
        (next_step, [*Code, *Warned]),
        (reason_words, [*Reason]),
        (repair_words, [*Repair]),
        (encoding_words, [*ENCODINGS]),
        (mode_words, [*Mode]),
        (method_words, [*IssuanceMethod]),
        (column_words, [*Column]),
        (type_words, ["single", "csv"]),
        (issue_state_words, [*IssueState]),
        (issue_type_words, [*IssueType]),
        (action_words, [*CancelAction]),
        (cancel_reason_words, [*CancelReason]),
        (request_state_words, [*RequestState]),
        (binding_limit_words, [*Limit]),
        (cause_words, [*Cause]),
        (cause_step, [*Cause]),
        (automatic_cause_words, [*AutomaticCause]),
        (state_words, [member for kind in STATES for member in kind]),
        (problem_words, [each for each in Problem if each.startswith("P-")]),
    ]
    said = [(f"{say.__name__}({each!r})", say(each)) for say, everything in lists for each in everything]
    said += [(f"hint_for({code}, {mode})", hint) for code in Code for mode in Mode if (hint := hint_for(code, mode))]
    said += [(f"automatic_words({code})", words) for code in Automatic for words in automatic_words(code)]
    said += [("CHANGES_KEY", CHANGES_KEY), ("NOT_CERTAIN", NOT_CERTAIN)]
    return [*said, ("COMPLETED_LIST", COMPLETED_LIST), ("ERROR_LIST", ERROR_LIST)]


def flaw_of(words: Bilingual) -> str | None:
    """What is wrong with a pair of sentences, or None."""
    if not (words.en.isascii() or "“" in words.en):
        return "English holds foreign characters"
    if not words.en or not words.ja or words.en.strip() != words.en or words.ja.strip() != words.ja:
        return "empty, or blanks around it"
    if words.ja not in _NAMES_OF_FORMATS and not _JAPANESE.search(words.ja):
        return "no Japanese in it"
    return "gaps differ" if words.ja.count("{}") != words.en.count("{}") else None


def test_words_exist_in_both_languages() -> None:
    said = every_word()
    assert len(said) > 200
    assert not {what: flaw for what, words in said if (flaw := flaw_of(words))}


@pytest.mark.parametrize(
    ("words", "flaw"),
    [
        (Bilingual("行", "row 行"), "English holds foreign characters"),
        (Bilingual("", "row"), "empty, or blanks around it"),
        (Bilingual("行", ""), "empty, or blanks around it"),
        (Bilingual("行 ", "row"), "empty, or blanks around it"),
        (Bilingual("row", "row"), "no Japanese in it"),
        (Bilingual("{} 行", "row"), "gaps differ"),
        (Bilingual("{} 行", "{} “行”"), None),
        (Bilingual("UTF-8", "UTF-8"), None),
    ],
)
def test_flaws_of_words_are_seen(words: Bilingual, flaw: str | None) -> None:
    assert flaw_of(words) == flaw


FAILURES = [
    Unreachable(),
    Broken(),
    *(NotAllowed(obstacle) for obstacle in Obstacle),
    *(Refused(code) for code in (*Problem, *Code)),
    NotSignedIn(Problem.SESSION),
    LockedOut(Problem.LOCK, retry_at=datetime(2026, 11, 21, 0, 30, tzinfo=UTC)),
    *(FileUnreadable(reason, "C:\\客\\一覧.csv") for reason in ReadFault),
    *(FileUnwritable(reason, "C:\\客\\一覧.csv") for reason in WriteFault),
    *(WorkspaceUnusable(reason) for reason in StoreFault),
    ZeroDivisionError("our own bug"),
]


@pytest.mark.parametrize("language", Language)
def test_every_failure_has_a_sentence(language: Language) -> None:
    def is_sentence(text: str) -> bool:
        own_words = text.replace("一覧", "").replace("客", "").replace(lists.LINE, "")
        is_japanese = _JAPANESE.search(own_words) is not None
        return len(text) > 10 and "{}" not in text and is_japanese is (language is Language.JAPANESE)

    assert not {repr(each): text for each in FAILURES if not is_sentence(text := failure_words(each, language))}


@pytest.mark.parametrize("language", Language)
def test_every_obstacle_is_told_by_a_sentence_of_its_own(language: Language) -> None:
    told = {obstacle: failure_words(NotAllowed(obstacle, "B-1"), language) for obstacle in Obstacle}
    assert len(set(told.values())) == len(Obstacle)
    for obstacle, text in told.items():
        assert text.count("。" if language is Language.JAPANESE else ".") == 2, f"{obstacle}: cause, then next step"
        assert "B-1" not in text


def test_a_failed_save_is_no_failed_read() -> None:
    """Whoever goes on after a file that could not be read must not go on after one that was not written."""
    unread, unsaved = FileUnreadable(ReadFault.IN_USE, "a.csv"), FileUnwritable(WriteFault.IN_USE, "a.csv")
    for failure, other in ((unread, FileUnwritable), (unsaved, FileUnreadable)):
        assert isinstance(failure, FileTrouble)
        assert not isinstance(failure, other)
    for language in Language:
        assert failure_words(unread, language) != failure_words(unsaved, language)


def test_a_failure_names_the_file_and_no_folders() -> None:
    for path in ("/home/a/一覧.csv", "C:\\a\\一覧.csv", "一覧.csv"):
        text = failure_words(FileUnreadable(ReadFault.EMPTY, path), Language.JAPANESE)
        assert "「一覧.csv」" in text
        assert "home" not in text


def test_a_refusal_of_several_operations_names_none_of_them() -> None:
    """`P-VERSION` is said of registered details and of applications."""
    told = problem_words(Problem.VERSION)
    assert not re.search("登録|申請", told.ja)
    assert not re.search("regist|appl", told.en)


def test_the_code_of_a_refusal_can_be_read_out_to_support() -> None:
    assert failure_words(Refused(Problem.SIZE), Language.ENGLISH).endswith("(P-SIZE)")
    assert "42030" in failure_words(Refused(Problem.CAMPAIGN_NOT_VALID), Language.JAPANESE)


def test_a_lock_tells_when_it_opens_in_japanese_time() -> None:
    locked = LockedOut(Problem.LOCK, retry_at=datetime(2026, 11, 21, 0, 30, tzinfo=UTC))
    assert "09:30" in failure_words(locked, Language.JAPANESE)


def test_an_unknown_address_may_be_of_the_other_kind() -> None:
    hints = [hint_for(Code.NO_SUCH_MEMBER, mode) for mode in Mode]
    assert None not in hints
    assert hints[0] != hints[1]
    assert hint_for(Code.MILES, Mode.PC) is None


def test_bugs_are_told_apart_from_failures() -> None:
    assert is_known(Unreachable())
    assert not is_known(ZeroDivisionError())


def test_reasons_that_take_a_detail_have_one_gap() -> None:
    with_gap = {reason for reason in Reason if "{}" in reason_words(reason).ja}
    assert with_gap == {
        *(Reason.NOT_FIXED, Reason.OUTSIDE_RANGE, Reason.LIMIT_REACHED),
        *(Reason.NOT_IN_RULE, Reason.LONGER_THAN_RULE),
        *(Reason.SAME_ADDRESS, Reason.SAME_KEY, Reason.SAME_ROW, Reason.SAME_FILE),
        *(Reason.NOT_OPEN_YET, Reason.OVER, Reason.LOST_ZEROS, Reason.EARLIER_ISSUE, Reason.REFUSED_BEFORE),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (amount_words(FixedAmount(1000), Language.JAPANESE), "定額 1,000 mile"),
        (amount_words(VariableAmount(1, 5000), Language.ENGLISH), "Variable, 1 to 5,000 miles"),
        (limit_words(None, None, Language.JAPANESE), "制限なし"),
        (limit_words(3, 1, Language.JAPANESE), "1会員 3 回・1会員1日 1 回"),
        (limit_words(3, None, Language.ENGLISH), "3 per member"),
        (transfer_words(0, Language.JAPANESE), "すぐに振込む"),
        (transfer_words(7, Language.JAPANESE), "マイル発行から7日後に振込む"),
    ],
)
def test_rules_of_a_campaign_read_well(text: str, expected: str) -> None:
    assert text == expected


def test_ways_to_issue_are_called_as_at_the_portal() -> None:
    assert [mode_words(mode).ja for mode in Mode] == ["メールアドレスで発行する", "携帯メールアドレスで発行する"]
    assert [method_words(method).ja for method in IssuanceMethod] == ["自動マイル発行", "手動マイル発行"]
    assert [type_words(type_).ja for type_ in ("single", "csv")] == ["個別発行", "CSV発行"]
    assert transfer_words(0, Language.JAPANESE) == "すぐに振込む"
    assert transfer_words(14, Language.JAPANESE) == "マイル発行から14日後に振込む"


def test_gaps_are_filled_only_where_something_is_given() -> None:
    words = Bilingual("{} 行", "{} rows")
    assert words.in_(Language.JAPANESE, 3) == "3 行"
    assert words.in_(Language.ENGLISH) == "{} rows"
