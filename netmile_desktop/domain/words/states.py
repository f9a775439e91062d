"""States, modes and columns in the portal's own words."""

from __future__ import annotations

from netmile_desktop.domain.batches import BatchState, PartState, ProcessingState
from netmile_desktop.domain.campaigns import (
    Amount,
    ApplicationKind,
    ApplicationState,
    CampaignState,
    FixedAmount,
    IssuanceMethod,
    Mode,
)
from netmile_desktop.domain.cancellations import RequestState
from netmile_desktop.domain.history import IssueState
from netmile_desktop.domain.rows import Column
from netmile_desktop.domain.words.cancellations import issue_state_words, request_state_words
from netmile_desktop.domain.words.language import Language, Words

_CAMPAIGN: dict[CampaignState, Words] = {
    CampaignState.BEFORE: Words("実施前", "Not started"),
    CampaignState.RUNNING: Words("実施中", "Running"),
    CampaignState.ISSUING: Words("終了（発行期間中）", "Ended (still issuing)"),
    CampaignState.ENDED: Words("終了", "Ended"),
    CampaignState.SUSPENDED: Words("停止", "Suspended"),
}
_APPLICATION: dict[ApplicationState, Words] = {
    ApplicationState.APPLIED: Words("申請中", "Applied"),
    ApplicationState.APPROVED: Words("承認", "Approved"),
    ApplicationState.REJECTED: Words("不承認", "Not approved"),
    ApplicationState.WITHDRAWN: Words("取下げ", "Withdrawn"),
    ApplicationState.LAPSED: Words("変更失効", "Change lapsed"),
}
_CHANGE: dict[ApplicationState, Words] = {
    ApplicationState.APPLIED: Words("変更申請中", "Change applied for"),
    ApplicationState.APPROVED: Words("変更承認", "Change approved"),
    ApplicationState.REJECTED: Words("変更不承認", "Change not approved"),
}
"""What is said of a change in words of its own."""
_KIND: dict[ApplicationKind, Words] = {
    ApplicationKind.NEW: Words("新規", "New"),
    ApplicationKind.CHANGE: Words("変更", "Change"),
    ApplicationKind.REUSE: Words("再利用", "Reuse"),
}
_PROCESSING: dict[ProcessingState, Words] = {
    ProcessingState.RECEIVED: Words("受付", "Received"),
    ProcessingState.RUNNING: Words("処理中", "Processing"),
    ProcessingState.COMPLETED: Words("完了", "Completed"),
    ProcessingState.COMPLETED_WITH_ERRORS: Words("完了（エラーあり）", "Completed (with errors)"),
    ProcessingState.INTERRUPTED: Words("中断", "Interrupted"),
}
_BATCH: dict[BatchState, Words] = {
    BatchState.DRAFT: Words("準備中", "Draft"),
    BatchState.SENDING: Words("送信途中", "Partly sent"),
    BatchState.JUDGING: Words("処理中", "Processing"),
    BatchState.DONE: Words("完了", "Completed"),
    BatchState.DONE_WITH_ERRORS: Words("完了（エラーあり）", "Completed (with errors)"),
}
_PART: dict[PartState, Words] = {
    PartState.READY: Words("送信待ち", "Waiting to be sent"),
    PartState.UNKNOWN: Words("不明（照会します）", "Unknown (will be looked up)"),
    PartState.ACCEPTED: Words("受付", "Received"),
    PartState.REFUSED: Words("受け付けられませんでした", "Not accepted"),
    PartState.JUDGED: Words("完了", "Completed"),
}
_MODE: dict[Mode, Words] = {
    Mode.PC: Words("メールアドレスで発行する", "Issue by e-mail address"),
    Mode.MOBILE: Words("携帯メールアドレスで発行する", "Issue by mobile address"),
}
_METHOD: dict[IssuanceMethod, Words] = {
    IssuanceMethod.AUTOMATIC: Words("自動マイル発行", "Automatic issuance"),
    IssuanceMethod.MANUAL: Words("手動マイル発行", "Manual issuance"),
}
_COLUMN: dict[Column, Words] = {
    Column.ADDRESS: Words("メールアドレス", "E-mail address"),
    Column.KEY: Words("指定キー", "Specified key"),
    Column.MILES: Words("マイル数", "Miles"),
}
_TYPE: dict[str, Words] = {
    "single": Words("個別発行", "Single issue"),
    "csv": Words("CSV発行", "CSV issue"),
}

COMPLETED_LIST = Words("登録完了リスト", "Completed list")
ERROR_LIST = Words("エラーリスト", "Error list")


def state_words(
    state: CampaignState | ApplicationState | ProcessingState | BatchState | PartState | IssueState | RequestState,
) -> Words:
    """Any state, as its badge says it."""
    if isinstance(state, IssueState):
        return issue_state_words(state)
    if isinstance(state, RequestState):
        return request_state_words(state)
    if isinstance(state, CampaignState):
        return _CAMPAIGN[state]
    if isinstance(state, ApplicationState):
        return _APPLICATION[state]
    if isinstance(state, ProcessingState):
        return _PROCESSING[state]
    return _BATCH[state] if isinstance(state, BatchState) else _PART[state]


def application_state_words(kind: ApplicationKind, state: ApplicationState) -> Words:
    """申請状態 of an application; that of a change names it as one (guide L85-89, L153-161)."""
    return _CHANGE.get(state, _APPLICATION[state]) if kind is ApplicationKind.CHANGE else _APPLICATION[state]


def kind_words(kind: ApplicationKind) -> Words:
    """申請種別 of an application."""
    return _KIND[kind]


def mode_words(mode: Mode) -> Words:
    """マイル発行方法 (guide L445, L500)."""
    return _MODE[mode]


def method_words(method: IssuanceMethod) -> Words:
    """マイル発行方式 (guide L306)."""
    return _METHOD[method]


def column_words(column: Column) -> Words:
    """Heading of a column of the issuance file."""
    return _COLUMN[column]


def type_words(type_: str) -> Words:
    """発行種別 of a registration."""
    return _TYPE[type_]


def amount_words(amount: Amount, language: Language) -> str:
    """The amount rule: 「定額 100 mile」, 「従量 1～5,000 mile」."""
    if isinstance(amount, FixedAmount):
        return Words("定額 {} mile", "Fixed, {} miles").in_(language, f"{amount.miles:,}")
    return Words("従量 {}～{} mile", "Variable, {} to {} miles").in_(language, f"{amount.min:,}", f"{amount.max:,}")


def limit_words(per_member: int | None, per_member_per_day: int | None, language: Language) -> str:
    """マイル発行制限 (guide L113)."""
    parts = []
    if per_member is not None:
        parts.append(Words("1会員 {} 回", "{} per member").in_(language, per_member))
    if per_member_per_day is not None:
        parts.append(Words("1会員1日 {} 回", "{} per member and day").in_(language, per_member_per_day))
    return ("・" if language is Language.JAPANESE else ", ").join(parts) or Words("制限なし", "None").in_(language)


def transfer_words(after_days: int, language: Language) -> str:
    """マイル振込設定 (guide L398)."""
    if after_days == 0:
        return Words("すぐに振込む", "Transfer at once").in_(language)
    return Words("マイル発行から{}日後に振込む", "Transfer {} days after issuance").in_(language, after_days)
