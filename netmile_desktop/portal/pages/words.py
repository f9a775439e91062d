"""The registration page's words about what was typed: a short one for the summary, a sentence beside the field."""

from __future__ import annotations

from netmile_desktop.domain.rewards.entries import EntryFault, EntryField, EntryFlaw
from netmile_desktop.domain.rewards.result_files import FIELD_COLUMNS

LABELS: dict[EntryField, str] = FIELD_COLUMNS | {EntryField.CONSENT: "同意"}
"""A field is called the same on the page and in the merchant's file."""

SEXES = (("female", "女性"), ("male", "男性"), ("untold", "答えない"))

PASSWORD_AGAIN = "安全のため、パスワードは保存していません。もう一度入力してください。"

_FLAWS: dict[EntryFlaw, tuple[str, str]] = {
    EntryFlaw.MISSING: ("入力してください", "入力してください。"),
    EntryFlaw.TOO_SHORT: (
        "あと {missing} 文字必要です",
        "{limit} 文字以上で入力してください。いま {length} 文字です。",
    ),
    EntryFlaw.TOO_LONG: ("{over} 文字多すぎます", "{limit} 文字以内で入力してください。いま {length} 文字です。"),
    EntryFlaw.NOT_ALPHANUMERIC: ("使えない文字があります", "半角の英字と数字だけで入力してください。"),
    EntryFlaw.NOT_HALF_WIDTH: (
        "使えない文字があります",
        "半角の英字・数字・記号だけで入力してください。空白は使えません。",
    ),
    EntryFlaw.CONTROL: ("使えない文字があります", "表示できない文字が含まれています。入力し直してください。"),
    EntryFlaw.NOT_KANA: ("カナで入力してください", "カタカナかひらがなで入力してください。例: ナカジマ ヒナ"),
    EntryFlaw.NOT_A_POSTAL_CODE: ("7 桁で入力してください", "7 桁の数字で入力してください。例: 231-0002"),
    EntryFlaw.NOT_A_PHONE: (
        "番号を確認してください",
        "0 から始まる 10 桁か 11 桁の番号を入力してください。例: 090-0000-4821",
    ),
    EntryFlaw.NOT_AN_EMAIL: (
        "形を確認してください",
        "@ を含むメールアドレスを入力してください。例: hina@example.jp",
    ),
    EntryFlaw.NOT_A_CHOICE: ("選び直してください", "どれか 1 つを選んでください。"),
    EntryFlaw.NO_CONSENT: ("チェックが必要です", "登録するには、規約を読んで同意にチェックを入れてください。"),
}


def in_short(fault: EntryFault) -> str:
    """Return what the summary says about a fault."""
    return f"{LABELS[fault.field]}：{_filled(_FLAWS[fault.flaw][0], fault)}"


def in_full(fault: EntryFault) -> str:
    """Return the sentence beside the field: what is expected, and what there is now."""
    if fault.field is EntryField.SEX and fault.flaw is EntryFlaw.MISSING:
        return _FLAWS[EntryFlaw.NOT_A_CHOICE][1]
    return _filled(_FLAWS[fault.flaw][1], fault)


def _filled(words: str, fault: EntryFault) -> str:
    return words.format(
        limit=fault.limit, length=fault.length, missing=fault.limit - fault.length, over=fault.length - fault.limit
    )
