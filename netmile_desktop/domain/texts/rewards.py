"""ネットマイルリワード in words: fields of the registration page, hand-over, results."""

from __future__ import annotations

from netmile_desktop.domain.language import Bilingual
from netmile_desktop.domain.rewards import (
    FieldMode,
    FileAlarm,
    FileState,
    HandOver,
    HandOverState,
    ResultFault,
    RewardResult,
)

_ENTRIES = {
    "account": Bilingual("ログインID・パスワード", "Login ID and password"),
    "name": Bilingual("氏名（漢字）", "Name in kanji"),
    "kana": Bilingual("氏名（カナ）", "Name in kana"),
    "address": Bilingual("郵便番号・住所", "Postal code and address"),
    "sex": Bilingual("性別", "Sex"),
    "phone": Bilingual("電話番号", "Phone number"),
    "email": Bilingual("メールアドレス", "E-mail address"),
}
_MODES = {
    FieldMode.OFF: Bilingual("なし", "Off"),
    FieldMode.OPTIONAL: Bilingual("任意", "Optional"),
    FieldMode.REQUIRED: Bilingual("必須", "Required"),
}
_HAND_OVER = {
    HandOver.REAL_TIME: Bilingual("リアルタイム", "Real time"),
    HandOver.BATCH: Bilingual("バッチ", "Batch"),
}
_STATES = {
    HandOverState.WAITING: Bilingual("受渡待ち", "Waiting for hand-over"),
    HandOverState.HANDED_OVER: Bilingual("受渡済", "Handed over"),
}
_RESULTS = {
    RewardResult.APPROVED: Bilingual("承認", "Approved"),
    RewardResult.REFUSED: Bilingual("不承認", "Refused"),
}
_FILES = {
    FileState.EMPTY: Bilingual("登録なし", "Nobody registered"),
    FileState.NEW: Bilingual("new", "new"),
    FileState.DOWNLOADED: Bilingual("回答待ち", "Waiting for a result"),
    FileState.COMPLETED: Bilingual("完了", "Completed"),
}
_ALARMS = {
    FileAlarm.NONE: Bilingual("–", "–"),
    FileAlarm.SOON: Bilingual("まもなく期限", "Due soon"),
    FileAlarm.OVERDUE: Bilingual("期限超過", "Overdue"),
}
_FAULTS = {
    ResultFault.UNKNOWN: Bilingual("このファイルにない登録IDです", "no such registration in the file"),
    ResultFault.ANSWERED: Bilingual("回答済みです", "answered before"),
    ResultFault.REPEATED: Bilingual("上の行と同じです", "says the same as a row above"),
    ResultFault.CONTRADICTORY: Bilingual("上の行と違う判定です", "contradicts a row above"),
    ResultFault.NOT_A_RESULT: Bilingual("「承認」か「不承認」にしてください", "write 承認 or 不承認"),
    ResultFault.NO_REASON: Bilingual("不承認には理由を入力してください", "a refusal needs a reason"),
    ResultFault.BAD_REASON: Bilingual("理由は 200 文字以内にしてください", "a reason has at most 200 characters"),
}
_UNANSWERED = Bilingual("未回答", "Unanswered")


def entry_words(field: str) -> Bilingual:
    """The name of a field, or of two that go together, by its name in `RewardFields`; `email` is asked for always."""
    return _ENTRIES[field]


def mode_words(mode: FieldMode) -> Bilingual:
    """Whether a field must be filled in."""
    return _MODES[mode]


def hand_over_words(mode: HandOver) -> Bilingual:
    """データの受渡."""
    return _HAND_OVER[mode]


def state_words(state: HandOverState) -> Bilingual:
    """How far the hand-over of a registration is."""
    return _STATES[state]


def result_words(result: RewardResult | None) -> Bilingual:
    """What the merchant answered about a registration."""
    return _UNANSWERED if result is None else _RESULTS[result]


def file_state_words(state: FileState) -> Bilingual:
    """How far a file is."""
    return _FILES[state]


def alarm_words(alarm: FileAlarm) -> Bilingual:
    """Whether a file's result is late, or about to be."""
    return _ALARMS[alarm]


def fault_words(fault: ResultFault) -> Bilingual:
    """What is wrong with a row of a result."""
    return _FAULTS[fault]
