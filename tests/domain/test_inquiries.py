"""What is to be said in each situation that the guide's questions and answers speak of (L803-812)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
import pytest

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import start_of
from netmile_desktop.domain.cancellations import CancelAction, Cause, Limit, RequestState
from netmile_desktop.domain.codes import Automatic, Code
from netmile_desktop.domain.history import IssueState, IssueType
from netmile_desktop.domain.inquiries import Advice, InquiryKind, for_member, situations
from netmile_desktop.domain.language import Language
from netmile_desktop.domain.texts.codes import automatic_words
from netmile_desktop.domain.texts.inquiries import advice_words, kind_words, member_sentence, refusal_words

TODAY = date(2026, 11, 20)


def issue(**changes: Any) -> wire.IssueRecord:
    """Issued ten days ago, to be transferred in twenty."""
    issued_on = changes.pop("issued_on", TODAY - timedelta(days=10))
    fields: dict[str, Any] = {
        "issue_id": "i1",
        "campaign_id": "C-1",
        "campaign_name": "秋のポイント",
        "registration_id": "20261110-000001",
        "line": 1,
        "type": IssueType.CSV,
        "key": "K1",
        "miles": 1500,
        "issued_at": start_of(issued_on) + timedelta(hours=12),
        "transfer_on": TODAY + timedelta(days=20),
        "state": IssueState.PENDING,
        "live_state": IssueState.PENDING,
        "in_history": issued_on < TODAY,
        "test": False,
        "action": CancelAction.AT_ONCE,
        "cause": None,
        "last_on": issued_on + timedelta(days=90),
        "limit": Limit.NINETY_DAYS,
        "days_left": 80,
        "cancellation": None,
    }
    return wire.IssueRecord(**(fields | changes))


def valid(transfer_on: date = TODAY - timedelta(days=5), **changes: Any) -> wire.IssueRecord:
    state = IssueState.VALID
    named: dict[str, Any] = {"state": state, "live_state": state, "action": CancelAction.REQUEST}
    return issue(**(named | {"transfer_on": transfer_on} | changes))


def trace(state: RequestState, cause: Cause | None = None) -> wire.CancelTrace:
    at = datetime(2026, 11, 18, tzinfo=UTC)
    return wire.CancelTrace(
        number="R20261118-000001",
        reason="other",
        state=state,
        requested_at=at,
        requested_by="山田",
        decided_at=at,
        cause=cause,
        note="",
    )


def failed(code: str, key: str = "K1", days_ago: int = 12) -> wire.FailedRow:
    return wire.FailedRow(
        registration_id="20261108-000001",
        campaign_id="C-1",
        campaign_name="秋のポイント",
        type=IssueType.CSV,
        line=3,
        code=code,
        key=key,
        accepted_at=start_of(TODAY - timedelta(days=days_ago)),
    )


def waiting() -> wire.WaitingRow:
    return wire.WaitingRow(
        registration_id="20261120-000001",
        campaign_id="C-1",
        campaign_name="秋のポイント",
        type=IssueType.CSV,
        line=3,
        accepted_at=start_of(TODAY),
    )


def answer(*found: Any) -> wire.InquiryAnswer:
    return wire.InquiryAnswer(
        as_of=start_of(TODAY),
        today=TODAY,
        issues=[each for each in found if isinstance(each, wire.IssueRecord)],
        failures=[each for each in found if isinstance(each, wire.FailedRow)],
        waiting=[each for each in found if isinstance(each, wire.WaitingRow)],
        more=0,
    )


CANCELLED = issue(
    state=IssueState.CANCELLED,
    live_state=IssueState.CANCELLED,
    action=None,
    cause=Cause.ALREADY_CANCELLED,
    cancellation=trace(RequestState.DONE),
)
REQUESTED = valid(
    live_state=IssueState.REQUESTED,
    action=None,
    cause=Cause.ALREADY_REQUESTED,
    cancellation=trace(RequestState.REQUESTED),
)
TOO_LATE = valid(
    issued_on=TODAY - timedelta(days=91), action=None, cause=Cause.NINETY_DAYS, last_on=TODAY - timedelta(days=1)
)


@pytest.mark.parametrize(
    ("found", "kind", "advice", "to_member", "to_staff"),
    [
        # 仮登録のユーザーにも発行できるか (L803)
        (
            failed("41023"),
            InquiryKind.FAILED,
            Advice.PROVISIONAL,
            "本登録が完了していない",
            "仮登録の会員に手動では発行できません",
        ),
        # 途中でマイル数を変更できるか (L804)
        (
            failed("12006"),
            InquiryKind.FAILED,
            Advice.AMOUNT_FIXED,
            "手続きに不備",
            "新しいキャンペーンの申請が必要です",
        ),
        # 発行されていなかったので手動で発行しようとしたが、できない (L805)
        (failed("44019"), InquiryKind.FAILED, Advice.PERIOD_OVER, "発行期間が終了", "新しいキャンペーンを申請し"),
        (None, InquiryKind.NOTHING, Advice.PERIOD_OVER, "確認できませんでした", "新しいキャンペーンを申請し"),
        # いつでも取消できるか (L806)
        (
            issue(),
            InquiryKind.PENDING,
            Advice.CANCEL_AT_ONCE,
            "2026年12月10日 に振り込まれる予定",
            "保留のあいだ（2026年12月10日 の振込の前まで）",
        ),
        (
            issue(),
            InquiryKind.PENDING,
            Advice.LATER_ON_REQUEST,
            "振り込まれる予定",
            "振込の後は、2027年2月8日 までの取消申請",
        ),
        (valid(), InquiryKind.VALID, Advice.CANCEL_ON_REQUEST, "2026年11月15日 に振り込まれました", "承認が必要です"),
        (
            TOO_LATE,
            InquiryKind.VALID,
            Advice.TOO_LATE,
            "振り込まれました",
            "2026年11月19日）を過ぎています。発行から90日",
        ),
        # 問い合わせには誰が答えるか (L807)
        (issue(), InquiryKind.PENDING, Advice.ANSWER, "1,500 マイル", "加盟サイトから直接"),
        # 履歴への反映はいつか (L808)
        (issue(issued_on=TODAY), InquiryKind.PENDING, Advice.SEEN_TOMORROW, "2026年11月20日 に発行", "明日から反映"),
        (
            valid(TODAY),
            InquiryKind.VALID_TODAY,
            Advice.SEEN_TOMORROW,
            "本日（2026年11月20日）振り込まれました",
            "明日から",
        ),
        # 取消理由を変更できるか (L809)
        (CANCELLED, InquiryKind.CANCELLED, Advice.REASON_LOCKED, "取り消しました", "取消理由は変更できません"),
        (REQUESTED, InquiryKind.REQUESTED, Advice.REASON_LOCKED, "取消の手続き中", "取消理由は変更できません"),
        # テストユーザーの記録がレポートに反映されない (L810)
        (issue(test=True), InquiryKind.PENDING, Advice.TEST, "予定です", "レポートと請求には含まれません"),
        # 振込までの期間を短縮できるか (L811)
        (issue(), InquiryKind.PENDING, Advice.SOONER, "予定です", "変更申請で短縮できます"),
        # 一度に何件まで処理できるか (L812)
        (failed("19013"), InquiryKind.FAILED, Advice.ISSUE_AGAIN, "手続きに不備", "10,000件"),
        (waiting(), InquiryKind.WAITING, Advice.ANSWER, "手続き中です（2026年11月20日 受付）", "加盟サイトから直接"),
    ],
)
def test_the_right_answer_is_given(
    found: Any, kind: InquiryKind, advice: Advice, to_member: str, to_staff: str
) -> None:
    (situation,) = situations(answer(*([found] if found else [])))
    assert situation.kind is kind
    assert advice in situation.advice
    assert to_member in member_sentence(situation, Language.JAPANESE)
    assert to_staff in advice_words(advice, situation, Language.JAPANESE)
    english = [
        member_sentence(situation, Language.ENGLISH),
        *(advice_words(each, situation, Language.ENGLISH) for each in situation.advice),
        kind_words(kind).en,
    ]
    assert all(text and "{" not in text for text in english)
    assert not any(char > "\u2fff" for char in "".join(english).replace("秋のポイント", ""))


def test_miles_that_no_request_can_reach_are_not_said_to_take_one() -> None:
    (situation,) = situations(answer(issue(last_on=TODAY + timedelta(days=19), limit=Limit.BEFORE_TRANSFER)))
    assert Advice.CANCEL_AT_ONCE in situation.advice
    assert Advice.LATER_ON_REQUEST not in situation.advice


def test_a_refused_request_says_why_and_leaves_the_miles_valid() -> None:
    (situation,) = situations(answer(valid(cancellation=trace(RequestState.REFUSED, Cause.BALANCE))))
    assert (situation.kind, situation.cause) == (InquiryKind.VALID, Cause.BALANCE)
    assert advice_words(Advice.REQUEST_REFUSED, situation, Language.ENGLISH) == (
        "The cancellation request R20261118-000001 was not possible. The member's balance is too low."
    )


def test_a_row_refused_first_and_issued_later_is_no_news_to_the_member() -> None:
    both = situations(answer(issue(), failed("41053"), failed("41053", days_ago=1)))
    assert [each.kind for each in both] == [InquiryKind.FAILED, InquiryKind.PENDING, InquiryKind.FAILED]
    assert [each.kind for each in for_member(both)] == [InquiryKind.FAILED, InquiryKind.PENDING]


@pytest.mark.parametrize("code", Code)
def test_every_refusal_is_explained(code: Code) -> None:
    (situation,) = situations(answer(failed(code)))
    assert refusal_words(situation, Language.ENGLISH).startswith(f"{code} ")
    assert code not in member_sentence(situation, Language.JAPANESE)


@pytest.mark.parametrize("code", list(Automatic))
def test_every_refusal_of_an_automatic_issue_is_explained_as_such(code: Automatic) -> None:
    row = msgspec.structs.replace(failed(code), type=IssueType.AUTOMATIC, registration_id="", line=0)
    (situation,) = situations(answer(row))
    says, to_do = automatic_words(code)
    assert refusal_words(situation, Language.JAPANESE) == f"{code.value} {says.ja}"
    repaired = situation.advice[0]
    expected = Advice.PERIOD_OVER if code is Automatic.OUTSIDE_PERIOD else Advice.REPAIR_BY_HAND
    assert repaired is expected
    if expected is Advice.REPAIR_BY_HAND:
        assert advice_words(repaired, situation, Language.ENGLISH).endswith(to_do.en)
    assert "見つかりませんでした" in member_sentence(situation, Language.JAPANESE) or code != "11022"
