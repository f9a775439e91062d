"""History and cancellation in the portal's own words."""

from __future__ import annotations

from netmile_desktop.domain.cancellations import CancelAction, CancelReason, Cause, Limit, RequestState
from netmile_desktop.domain.history import IssueState, IssueType
from netmile_desktop.domain.language import Bilingual

REISSUE = Bilingual("再発行", "Reissue")
"""A batch of what was cancelled, to be issued again in the right way."""

TEST_ISSUE = Bilingual("テスト", "Test")
"""Mark of an issue to a test member, which is in no report and no bill (guide L810)."""

_ISSUE: dict[IssueState, Bilingual] = {
    IssueState.PENDING: Bilingual("保留", "Pending"),
    IssueState.VALID: Bilingual("有効", "Valid"),
    IssueState.REQUESTED: Bilingual("取消申請中", "Cancellation requested"),
    IssueState.CANCELLED: Bilingual("取消", "Cancelled"),
}
_TYPE: dict[IssueType, Bilingual] = {
    IssueType.SINGLE: Bilingual("個別発行", "Single issue"),
    IssueType.CSV: Bilingual("CSV発行", "CSV issue"),
    IssueType.AUTOMATIC: Bilingual("自動発行", "Automatic issue"),
    IssueType.REWARD: Bilingual("リワード", "Reward"),
}
_ACTION: dict[CancelAction, Bilingual] = {
    CancelAction.AT_ONCE: Bilingual("まとめて取消する", "Cancel selected"),
    CancelAction.REQUEST: Bilingual("まとめて取消申請する", "Request cancellation of selected"),
}
_REASON: dict[CancelReason, Bilingual] = {
    CancelReason.ORDER_CANCELLED: Bilingual("注文キャンセル・返品", "Order cancelled or returned"),
    CancelReason.CONDITION_NOT_MET: Bilingual("獲得条件未達", "Condition not met"),
    CancelReason.ISSUED_TWICE: Bilingual("重複発行", "Issued twice"),
    CancelReason.ISSUED_WRONGLY: Bilingual("誤発行", "Issued by mistake"),
    CancelReason.SUSPECTED_FRAUD: Bilingual("不正の疑い", "Suspected fraud"),
    CancelReason.OTHER: Bilingual("その他", "Other"),
}
_REQUEST: dict[RequestState, Bilingual] = {
    RequestState.DONE: Bilingual("取消済", "Cancelled"),
    RequestState.REQUESTED: Bilingual("取消申請中", "Requested"),
    RequestState.APPROVED: Bilingual("承認", "Approved"),
    RequestState.REFUSED: Bilingual("不可", "Not possible"),
}
_LIMIT: dict[Limit, Bilingual] = {
    Limit.NINETY_DAYS: Bilingual("発行後90日以内", "Within 90 days of issuance"),
    Limit.THREE_MONTHS: Bilingual("発行後3ヶ月未満", "Less than 3 months since issuance"),
    Limit.BEFORE_TRANSFER: Bilingual("振込日の前日まで", "Until the day before the transfer"),
}
_CAUSE: dict[Cause, Bilingual] = {
    Cause.NOT_FOUND: Bilingual("該当する発行がありません", "There is no such issue"),
    Cause.ALREADY_CANCELLED: Bilingual("取消済みです", "Already cancelled"),
    Cause.ALREADY_REQUESTED: Bilingual("取消申請中です", "A cancellation is already requested"),
    Cause.REASON_LOCKED: Bilingual(
        "取消・申請済みのため取消理由は変更できません", "Already cancelled or requested: the reason cannot be changed"
    ),
    Cause.NINETY_DAYS: Bilingual("発行から90日を過ぎています", "More than 90 days since issuance"),
    Cause.THREE_MONTHS: Bilingual("発行から3ヶ月以上が経過しています", "3 months or more since issuance"),
    Cause.TURNED_VALID: Bilingual("有効になったため取消申請が必要です", "Now valid: a cancellation request is needed"),
    Cause.STILL_PENDING: Bilingual("保留のためすぐに取消できます", "Still pending: can be cancelled at once"),
    Cause.BALANCE: Bilingual("マイル通帳の残高が不足しています", "The member's balance is too low"),
    Cause.BY_OPERATOR: Bilingual("ネットマイルが承認しませんでした", "NetMile did not approve"),
    Cause.REWARD: Bilingual(
        "リワードの登録で付与されたマイルは取消できません",
        "Miles granted for a reward registration cannot be cancelled",
    ),
    Cause.UNDECIDED: Bilingual("期限経過（期限までに判断されませんでした）", "Deadline passed without a decision"),
}
_STEP: dict[Cause, Bilingual] = {
    Cause.NOT_FOUND: Bilingual(
        "発行IDと加盟サイトを確認し、履歴から選び直してください。",
        "Check the issue ID and the site, or choose again from the history.",
    ),
    Cause.ALREADY_CANCELLED: Bilingual(
        "操作は不要です。取消の取り消しはできないため、必要なら新しく発行してください。",
        "Nothing needs to be done. A cancellation cannot be undone; issue again if needed.",
    ),
    Cause.ALREADY_REQUESTED: Bilingual("ネットマイルの判断をお待ちください。", "Wait for NetMile's decision."),
    Cause.REASON_LOCKED: Bilingual(
        "最初に選んだ取消理由のまま手続きが進みます。",
        "It goes on with the reason that was chosen first.",
    ),
    Cause.NINETY_DAYS: Bilingual(
        "取消はできません。会員への対応は別の方法で行ってください。",
        "It cannot be cancelled any more; settle it with the member in another way.",
    ),
    Cause.THREE_MONTHS: Bilingual(
        "取消はできません。会員への対応は別の方法で行ってください。",
        "It cannot be cancelled any more; settle it with the member in another way.",
    ),
    Cause.TURNED_VALID: Bilingual(
        "「まとめて取消申請する」で申請してください。", "Send a cancellation request instead."
    ),
    Cause.STILL_PENDING: Bilingual("「まとめて取消する」で取り消してください。", "Cancel it at once instead."),
    Cause.BALANCE: Bilingual(
        "会員がマイルを使用しています。期限内なら、残高が戻ってから再申請できます。",
        "The member has spent the miles. Request again within the deadline once the balance is back.",
    ),
    Cause.BY_OPERATOR: Bilingual(
        "ネットマイルの説明を確認し、必要なら期限内に再申請してください。",
        "Read NetMile's note; request again within the deadline if needed.",
    ),
    Cause.REWARD: Bilingual(
        "操作は不要です。不承認の登録に成果報酬はかかりません。",
        "Nothing needs to be done. A registration that you refuse costs no fee.",
    ),
    Cause.UNDECIDED: Bilingual(
        "マイルは有効のままで、取消はできません。会員への対応は別の方法で行ってください。",
        "The miles stay valid and cannot be cancelled any more; settle it with the member in another way.",
    ),
}


def issue_state_words(state: IssueState) -> Bilingual:
    """マイルの状態."""
    return _ISSUE[state]


def issue_type_words(type_: IssueType) -> Bilingual:
    """発行種別 of an issue."""
    return _TYPE[type_]


def action_words(action: CancelAction) -> Bilingual:
    """The guide's button for a way to cancel (guide L677, L685)."""
    return _ACTION[action]


def cancel_reason_words(reason: CancelReason) -> Bilingual:
    """取消理由."""
    return _REASON[reason]


def request_state_words(state: RequestState) -> Bilingual:
    """What became of a cancellation."""
    return _REQUEST[state]


def binding_limit_words(limit: Limit) -> Bilingual:
    """Which limit sets the last day."""
    return _LIMIT[limit]


def cause_words(cause: Cause) -> Bilingual:
    """Why not, as a short sentence without full stop."""
    return _CAUSE[cause]


def cause_step(cause: Cause) -> Bilingual:
    """What to do about it."""
    return _STEP[cause]
