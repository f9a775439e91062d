"""Results of NetMile Reward in words: what to do about a fault, what is asked about a table, states of a day."""

from __future__ import annotations

from netmile_desktop.domain.language import Bilingual
from netmile_desktop.domain.rewards import ResultFault
from netmile_desktop.domain.rewards.day_strips import CellState
from netmile_desktop.domain.rewards.result_matching import MatchAsked, MatchMissing

_NEXT_STEPS = {
    ResultFault.UNKNOWN: Bilingual(
        "登録IDと、どのファイルの結果かを確認してください", "Check the ID, and which file the results belong to"
    ),
    ResultFault.ANSWERED: Bilingual(
        "回答は変わりません。対応は不要です", "The answer stands; nothing needs to be done"
    ),
    ResultFault.REPEATED: Bilingual("1 回だけ数えます。対応は不要です", "It counts once; nothing needs to be done"),
    ResultFault.CONTRADICTORY: Bilingual(
        "正しい行だけを残すか、表で判定してください", "Keep the row that is right, or answer in the table"
    ),
    ResultFault.NOT_A_RESULT: Bilingual(
        "「承認」か「不承認」に直すか、表で判定してください", "Write 承認 or 不承認, or answer in the table"
    ),
    ResultFault.NO_REASON: Bilingual(
        "理由の列を選ぶか、まとめて使う理由を入力してください",
        "Choose the column of reasons, or type a reason for all of them",
    ),
    ResultFault.BAD_REASON: Bilingual(
        "理由を短くするか、表で入力してください", "Shorten the reason, or type it in the table"
    ),
}
_ASKED = {
    MatchAsked.DIGITS: Bilingual("1 と 0 は、どちらが承認ですか", "Does 1 or 0 stand for an approval?"),
    MatchAsked.CODE_COLUMN: Bilingual("登録ID の列はどれですか", "Which column holds the registration IDs?"),
    MatchAsked.RESULT_COLUMN: Bilingual("判定の列はどれですか", "Which column holds the results?"),
    MatchAsked.REASON_COLUMN: Bilingual("不承認の理由の列はどれですか", "Which column holds the reasons of refusals?"),
}
_MISSING = {
    MatchMissing.CODES: Bilingual(
        "登録ID の列が見つかりません。登録ID と判定のある表を取り込んでください",
        "No column holds registration IDs. Take a table with IDs and results",
    ),
    MatchMissing.RESULTS: Bilingual(
        "判定（承認・不承認）の列が見つかりません。判定のある表を取り込んでください",
        "No column holds results. Take a table with a column of approvals and refusals",
    ),
}
_CELLS = {
    CellState.ANSWERED: Bilingual("回答済み", "Answered"),
    CellState.EMPTY: Bilingual("登録なし", "Nobody registered"),
    CellState.WAITING: Bilingual("回答待ち", "Waiting"),
    CellState.SOON: Bilingual("まもなく期限", "Due soon"),
    CellState.OVERDUE: Bilingual("期限超過", "Overdue"),
    CellState.PLANNED: Bilingual("予定", "Planned"),
    CellState.UNKNOWN: Bilingual("不明", "Unknown"),
}


def next_step_words(fault: ResultFault) -> Bilingual:
    """What to do about a row of a result with a fault."""
    return _NEXT_STEPS[fault]


def question_words(asked: MatchAsked) -> Bilingual:
    """What is asked about a table of results before it is taken over."""
    return _ASKED[asked]


def missing_words(missing: MatchMissing) -> Bilingual:
    """What a table of results lacks, and what to do."""
    return _MISSING[missing]


def cell_words(state: CellState) -> Bilingual:
    """What is known about a set time of a day."""
    return _CELLS[state]
