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
from netmile_desktop.domain.language import Bilingual, Language
from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.domain.texts.cancellations import issue_state_words, request_state_words

_CAMPAIGN: dict[CampaignState, Bilingual] = {
    CampaignState.BEFORE: Bilingual("実施前", "Not started"),
    CampaignState.RUNNING: Bilingual("実施中", "Running"),
    CampaignState.ISSUING: Bilingual("終了（発行期間中）", "Ended (still issuing)"),
    CampaignState.ENDED: Bilingual("終了", "Ended"),
    CampaignState.SUSPENDED: Bilingual("停止", "Suspended"),
}
_APPLICATION: dict[ApplicationState, Bilingual] = {
    ApplicationState.APPLIED: Bilingual("申請中", "Applied"),
    ApplicationState.APPROVED: Bilingual("承認", "Approved"),
    ApplicationState.REJECTED: Bilingual("不承認", "Not approved"),
    ApplicationState.WITHDRAWN: Bilingual("取下げ", "Withdrawn"),
    ApplicationState.LAPSED: Bilingual("変更失効", "Change lapsed"),
}
_CHANGE: dict[ApplicationState, Bilingual] = {
    ApplicationState.APPLIED: Bilingual("変更申請中", "Change applied for"),
    ApplicationState.APPROVED: Bilingual("変更承認", "Change approved"),
    ApplicationState.REJECTED: Bilingual("変更不承認", "Change not approved"),
}
"""Texts of states that a change words differently."""
_KIND: dict[ApplicationKind, Bilingual] = {
    ApplicationKind.NEW: Bilingual("新規", "New"),
    ApplicationKind.CHANGE: Bilingual("変更", "Change"),
    ApplicationKind.REUSE: Bilingual("再利用", "Reuse"),
}
_PROCESSING: dict[ProcessingState, Bilingual] = {
    ProcessingState.RECEIVED: Bilingual("受付", "Received"),
    ProcessingState.RUNNING: Bilingual("処理中", "Processing"),
    ProcessingState.COMPLETED: Bilingual("完了", "Completed"),
    ProcessingState.COMPLETED_WITH_ERRORS: Bilingual("完了（エラーあり）", "Completed (with errors)"),
    ProcessingState.INTERRUPTED: Bilingual("中断", "Interrupted"),
}
_BATCH: dict[BatchState, Bilingual] = {
    BatchState.DRAFT: Bilingual("準備中", "Draft"),
    BatchState.SENDING: Bilingual("送信途中", "Partly sent"),
    BatchState.JUDGING: Bilingual("処理中", "Processing"),
    BatchState.DONE: Bilingual("完了", "Completed"),
    BatchState.DONE_WITH_ERRORS: Bilingual("完了（エラーあり）", "Completed (with errors)"),
}
_PART: dict[PartState, Bilingual] = {
    PartState.READY: Bilingual("送信待ち", "Waiting to be sent"),
    PartState.UNKNOWN: Bilingual("不明（照会します）", "Unknown (will be looked up)"),
    PartState.ACCEPTED: Bilingual("受付", "Received"),
    PartState.REFUSED: Bilingual("受け付けられませんでした", "Not accepted"),
    PartState.JUDGED: Bilingual("完了", "Completed"),
}
_MODE: dict[Mode, Bilingual] = {
    Mode.PC: Bilingual("メールアドレスで発行する", "Issue by e-mail address"),
    Mode.MOBILE: Bilingual("携帯メールアドレスで発行する", "Issue by mobile address"),
}
_METHOD: dict[IssuanceMethod, Bilingual] = {
    IssuanceMethod.AUTOMATIC: Bilingual("自動マイル発行", "Automatic issuance"),
    IssuanceMethod.MANUAL: Bilingual("手動マイル発行", "Manual issuance"),
}
_COLUMN: dict[Column, Bilingual] = {
    Column.ADDRESS: Bilingual("メールアドレス", "E-mail address"),
    Column.KEY: Bilingual("指定キー", "Specified key"),
    Column.MILES: Bilingual("マイル数", "Miles"),
}
_TYPE: dict[str, Bilingual] = {
    "single": Bilingual("個別発行", "Single issue"),
    "csv": Bilingual("CSV発行", "CSV issue"),
}

COMPLETED_LIST = Bilingual("登録完了リスト", "Completed list")
ERROR_LIST = Bilingual("エラーリスト", "Error list")


def state_words(
    state: CampaignState | ApplicationState | ProcessingState | BatchState | PartState | IssueState | RequestState,
) -> Bilingual:
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


def application_state_words(kind: ApplicationKind, state: ApplicationState) -> Bilingual:
    """申請状態 of an application; that of a change names it as one (guide L85-89, L153-161)."""
    return _CHANGE.get(state, _APPLICATION[state]) if kind is ApplicationKind.CHANGE else _APPLICATION[state]


def kind_words(kind: ApplicationKind) -> Bilingual:
    """申請種別 of an application."""
    return _KIND[kind]


def mode_words(mode: Mode) -> Bilingual:
    """マイル発行方法 (guide L445, L500)."""
    return _MODE[mode]


def method_words(method: IssuanceMethod) -> Bilingual:
    """マイル発行方式 (guide L306)."""
    return _METHOD[method]


def column_words(column: Column) -> Bilingual:
    """Heading of a column of the issuance file."""
    return _COLUMN[column]


def type_words(type_: str) -> Bilingual:
    """発行種別 of a registration."""
    return _TYPE[type_]


def amount_words(amount: Amount, language: Language) -> str:
    """The amount rule: 「定額 100 mile」, 「従量 1～5,000 mile」."""
    if isinstance(amount, FixedAmount):
        return Bilingual("定額 {} mile", "Fixed, {} miles").in_(language, f"{amount.miles:,}")
    return Bilingual("従量 {}～{} mile", "Variable, {} to {} miles").in_(language, f"{amount.min:,}", f"{amount.max:,}")


def limit_words(per_member: int | None, per_member_per_day: int | None, language: Language) -> str:
    """マイル発行制限 (guide L113)."""
    parts = []
    if per_member is not None:
        parts.append(Bilingual("1会員 {} 回", "{} per member").in_(language, per_member))
    if per_member_per_day is not None:
        parts.append(Bilingual("1会員1日 {} 回", "{} per member and day").in_(language, per_member_per_day))
    return ("・" if language is Language.JAPANESE else ", ").join(parts) or Bilingual("制限なし", "None").in_(language)


def transfer_words(after_days: int, language: Language) -> str:
    """マイル振込設定 (guide L398)."""
    if after_days == 0:
        return Bilingual("すぐに振込む", "Transfer at once").in_(language)
    return Bilingual("マイル発行から{}日後に振込む", "Transfer {} days after issuance").in_(language, after_days)
