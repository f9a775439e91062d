"""What is said to a member who asks, and to the staff who answer."""

from __future__ import annotations

from datetime import date

from netmile_desktop.domain.codes import Automatic, Code
from netmile_desktop.domain.inquiries import Advice, InquiryKind, Situation, issued_on
from netmile_desktop.domain.language import Bilingual, Language
from netmile_desktop.domain.texts.cancellations import cause_words
from netmile_desktop.domain.texts.codes import automatic_words, code_words, next_step

GREETING = Bilingual("お問い合わせありがとうございます。", "Thank you for your inquiry.")
CLOSING = Bilingual("ご不明な点がございましたら、お知らせください。", "Please let us know if anything is unclear.")

_KIND: dict[InquiryKind, Bilingual] = {
    InquiryKind.PENDING: Bilingual("保留（振込待ち）", "Pending (before the transfer)"),
    InquiryKind.VALID: Bilingual("有効（振込済み）", "Valid (transferred)"),
    InquiryKind.VALID_TODAY: Bilingual("有効（本日振込）", "Valid (transferred today)"),
    InquiryKind.REQUESTED: Bilingual("取消申請中", "Cancellation requested"),
    InquiryKind.CANCELLED: Bilingual("取消", "Cancelled"),
    InquiryKind.FAILED: Bilingual("発行エラー", "Refused"),
    InquiryKind.WAITING: Bilingual("処理中", "In progress"),
    InquiryKind.NOTHING: Bilingual("発行なし", "Nothing was issued"),
}

_TO_MEMBER: dict[InquiryKind, Bilingual] = {
    InquiryKind.PENDING: Bilingual(
        "「{0}」の {1} マイルは {2} に発行し、{3} に振り込まれる予定です。",
        'The {1} miles of "{0}" were issued on {2} and will be transferred on {3}.',
    ),
    InquiryKind.VALID: Bilingual(
        "「{0}」の {1} マイルは {2} に発行し、{3} に振り込まれました。",
        'The {1} miles of "{0}" were issued on {2} and transferred on {3}.',
    ),
    InquiryKind.VALID_TODAY: Bilingual(
        "「{0}」の {1} マイルは {2} に発行し、本日（{3}）振り込まれました。",
        'The {1} miles of "{0}" were issued on {2} and transferred today ({3}).',
    ),
    InquiryKind.REQUESTED: Bilingual(
        "「{0}」の {1} マイル（{2} 発行）は、取消の手続き中です。",
        'The {1} miles of "{0}", issued on {2}, are being cancelled.',
    ),
    InquiryKind.CANCELLED: Bilingual(
        "「{0}」の {1} マイル（{2} 発行）は、取り消しました。",
        'The {1} miles of "{0}", issued on {2}, were cancelled.',
    ),
    InquiryKind.FAILED: Bilingual(
        "「{0}」のマイル（{2} 手続き）は発行できませんでした。{4}",
        'The miles of "{0}" could not be issued on {2}. {4}',
    ),
    InquiryKind.WAITING: Bilingual(
        "「{0}」のマイルは、現在発行の手続き中です（{2} 受付）。",
        'The miles of "{0}" are being issued (received on {2}).',
    ),
    InquiryKind.NOTHING: Bilingual(
        "マイルの発行は確認できませんでした。獲得条件とご利用の状況を確認いたします。",
        "We found no miles issued to you. We will check the conditions and your use of our service.",
    ),
}

_WHY: dict[str, Bilingual] = {
    Code.NO_SUCH_MEMBER: Bilingual(
        "ご登録のメールアドレスに該当するネットマイル会員が見つかりませんでした。登録中のアドレスをお知らせください。",
        "No NetMile member has this e-mail address. Please tell us the address you are registered with.",
    ),
    Code.MEMBER_NOT_VALID: Bilingual(
        "ネットマイルの本登録が完了していないためです。本登録が済みましたらお知らせください。",
        "Your registration with NetMile is not complete. Please let us know once it is.",
    ),
    Code.PER_MEMBER: Bilingual(
        "このキャンペーンで受け取れる回数の上限に達しているためです。",
        "You have received all that this campaign allows.",
    ),
    Code.PER_MEMBER_PER_DAY: Bilingual(
        "1日に受け取れる回数の上限に達しているためです。後日あらためて手続きいたします。",
        "You have received all that is allowed in a day. We will issue them on another day.",
    ),
    Code.OUTSIDE_PERIOD: Bilingual(
        "キャンペーンの発行期間が終了しているためです。対応を確認いたします。",
        "The period of the campaign is over. We will see what can be done.",
    ),
}
_WHY[Automatic.NO_SUCH_MEMBER] = _WHY[Code.NO_SUCH_MEMBER]
_WHY[Automatic.OUTSIDE_PERIOD] = _WHY[Code.OUTSIDE_PERIOD]
_OUR_SIDE = Bilingual(
    "当サイトの手続きに不備がありました。確認のうえ、あらためて手続きいたします。",
    "There was a mistake on our side. We will correct it and issue them again.",
)

_ADVICE: dict[Advice, Bilingual] = {
    Advice.ANSWER: Bilingual(
        "会員への回答は、加盟サイトから直接行います。", "The site answers its members itself; NetMile does not."
    ),
    Advice.SEEN_TOMORROW: Bilingual(
        "マイル発行履歴には明日から反映されます。", "The history shows this from tomorrow on."
    ),
    Advice.CANCEL_AT_ONCE: Bilingual(
        "保留のあいだ（{4} の振込の前まで）は、すぐに取消できます。",
        "While pending, before the transfer on {4}, it can be cancelled at once.",
    ),
    Advice.LATER_ON_REQUEST: Bilingual(
        "振込の後は、{0} までの取消申請とネットマイルの承認が必要です。",
        "After the transfer, cancelling takes a request by {0} and NetMile's approval.",
    ),
    Advice.CANCEL_ON_REQUEST: Bilingual(
        "有効のため、取消には {0} までの申請とネットマイルの承認が必要です。",
        "It is valid: cancelling takes a request by {0} and NetMile's approval.",
    ),
    Advice.TOO_LATE: Bilingual(
        "取消できる期限（{0}）を過ぎています。{1}。", "It can no longer be cancelled; the last day was {0}. {1}."
    ),
    Advice.REASON_LOCKED: Bilingual("取消理由は変更できません。", "The reason of the cancellation cannot be changed."),
    Advice.REQUEST_REFUSED: Bilingual(
        "取消申請 {2} は不可でした。{1}。", "The cancellation request {2} was not possible. {1}."
    ),
    Advice.SOONER: Bilingual(
        "振込までの日数は、キャンペーン内容の変更申請で短縮できます。",
        "The days until the transfer can be shortened by a change request for the campaign.",
    ),
    Advice.TEST: Bilingual(
        "テスト会員への発行のため、レポートと請求には含まれません。",
        "Issued to a test member: in no report and no bill.",
    ),
    Advice.PROVISIONAL: Bilingual(
        "仮登録の会員に手動では発行できません（自動発行では可能です）。本登録の完了をお待ちください。",
        "Miles cannot be issued by hand to a provisional member (automatic issuance can). Wait for the full registration.",
    ),
    Advice.AMOUNT_FIXED: Bilingual(
        "発行マイル数は途中で変更できません。別のマイル数には新しいキャンペーンの申請が必要です。",
        "The miles of a campaign cannot be changed. Other miles need a new campaign.",
    ),
    Advice.PERIOD_OVER: Bilingual(
        "マイル発行期間の終了後は手動で発行できません。新しいキャンペーンを申請し、そこから発行してください。",
        "After the period nothing can be issued by hand. Apply for a new campaign and issue from it.",
    ),
    Advice.NOT_ISSUED: Bilingual(
        "指定キーまたはアドレスを確認してください。アドレスで分かるのは、そのアドレスあての発行だけです。"
        "発行期間中なら手動で発行できます。",
        "Check the key or address; by an address only what was issued to it is found. "
        "While the period is open, issue by hand.",
    ),
    Advice.ISSUE_AGAIN: Bilingual(
        "行を修正して発行できます（1回に最大10,000件）。{3}",
        "Correct the row and issue it (at most 10,000 at a time). {3}",
    ),
    Advice.REPAIR_BY_HAND: Bilingual(
        "自動発行がエラーになりました。発行期間中なら手動で発行できます。{3}",
        "Automatic issuance refused it. While the period is open, issue by hand. {3}",
    ),
}


def kind_words(kind: InquiryKind) -> Bilingual:
    """How miles stand, in short."""
    return _KIND[kind]


def member_sentence(situation: Situation, language: Language) -> str:
    """What is said to the member about one situation."""
    why = _WHY.get(situation.code, _OUR_SIDE).in_(language) if situation.code else ""
    return _TO_MEMBER[situation.kind].in_(
        language,
        situation.campaign_name,
        f"{situation.miles or 0:,}",
        _day(issued_on(situation), language),
        _day(situation.transfer_on, language),
        why,
    )


def advice_words(advice: Advice, situation: Situation, language: Language) -> str:
    """What the staff should know about one situation."""
    cause = cause_words(situation.cause).in_(language) if situation.cause else ""
    step = _refusal(situation)[1].in_(language)
    day = _day(situation.last_on, language)
    transfer = _day(situation.transfer_on, language)
    return _ADVICE[advice].in_(language, day, cause, situation.number, step, transfer).strip()


def refusal_words(situation: Situation, language: Language) -> str:
    """The code of a refused row and what it means."""
    return f"{situation.code} {_refusal(situation)[0].in_(language)}".strip()


def _refusal(situation: Situation) -> tuple[Bilingual, Bilingual]:
    """What the code of a refused row says, and what to do; empty for a number that is not known."""
    if situation.is_automatic and situation.code in set(Automatic):
        return automatic_words(Automatic(situation.code))
    if situation.code in set(Code):
        return code_words(Code(situation.code)), next_step(Code(situation.code))
    return Bilingual("", ""), Bilingual("", "")


def _day(day: date | None, language: Language) -> str:
    if day is None:
        return ""
    return f"{day.year}年{day.month}月{day.day}日" if language is Language.JAPANESE else day.isoformat()
