"""Words of headings: those that the specification lists (M366), what shops do to them, and words that mislead."""

from __future__ import annotations

from random import Random

from netmile_desktop.domain.tables.table import ColumnRole
from tests.support.sheets.cells import Meaning

LISTED = {
    ColumnRole.ADDRESS: ("メールアドレス", "メール", "E-mail", "mail"),
    ColumnRole.KEY: (
        "指定キー",
        "キー",
        "会員番号",
        "会員ID",
        "顧客番号",
        "お客様番号",
        "ID",
        "key",
        "member_id",
        "customer id",
    ),
    ColumnRole.MILES: ("マイル数", "マイル", "マイル発行数", "付与マイル", "ポイント", "miles", "points"),
}
"""The words of M366."""

UNLISTED = {
    ColumnRole.ADDRESS: ("Ｅメール", "電子メール", "連絡先", "Email Address", "eメール", "アドレス", "ログイン名"),
    ColumnRole.KEY: (
        "会員No",
        "会員№",
        "会員コード",
        "カード番号",
        "ユーザーID",
        "お客様ID",
        "CODE",
        "顧客コード",
        "会員",
        "No.",
    ),
    ColumnRole.MILES: ("進呈マイル数", "発行マイル", "付与数", "加算マイル", "付与ポイント数", "今回マイル", "発行数"),
}
"""Words that are in no list, but that a clerk understands beside such cells."""

PC_ADDRESS = ("PCメールアドレス", "メールアドレス(PC)", "メールアドレス（ＰＣ）")
MOBILE_ADDRESS = ("携帯メールアドレス", "メールアドレス(携帯)", "携帯メール")

HARMLESS: dict[Meaning, tuple[str, ...]] = {
    Meaning.NAME: ("氏名", "お名前", "会員名", "name", "名前"),
    Meaning.DATE: ("来店日", "購入日", "日付", "登録日時", "date"),
    Meaning.PHONE: ("電話番号", "TEL", "携帯電話"),
    Meaning.RANK: ("会員ランク", "ランク", "会員種別"),
    Meaning.MEMO: ("備考", "メモ", "コメント", "note"),
    Meaning.MONEY: ("購入金額", "税込価格", "お買上金額（円）", "金額", "amount", "price", "売上(円)"),
    Meaning.SERIAL: ("No.", "№", "連番", "行", "#"),
    Meaning.FLAG: ("メール配信", "DM", "状態", "メール会員"),
    Meaning.COUNT: ("数量", "点数", "来店回数"),
    Meaning.OTHER_ID: ("店舗ID", "担当者ID", "キャンペーンID", "店舗コード"),
}
"""Columns that nobody takes for an address, a key or miles, at least not beside the columns that are."""

MISLEADING: dict[str, Meaning] = {
    "残高ポイント": Meaning.OTHER_MILES,
    "累計マイル": Meaning.OTHER_MILES,
    "保有ポイント": Meaning.OTHER_MILES,
    "前回マイル数": Meaning.OTHER_MILES,
    "利用ポイント": Meaning.OTHER_MILES,
    "マイル残高": Meaning.OTHER_MILES,
    "マイル倍率": Meaning.COUNT,
    "メール送信数": Meaning.COUNT,
    "ポイント対象金額": Meaning.MONEY,
    "数": Meaning.COUNT,
    "マイル有効期限": Meaning.DATE,
    "マイル付与日": Meaning.DATE,
    "ポイントカード": Meaning.RANK,
    "注文番号": Meaning.ORDER,
    "受注ID": Meaning.ORDER,
    "紹介者会員番号": Meaning.ORDER,
    "メール担当者": Meaning.NAME,
    "会員番号区分": Meaning.RANK,
    "マイル（残高）": Meaning.OTHER_MILES,
    "ポイント(累計)": Meaning.OTHER_MILES,
    "マイル数[利用]": Meaning.OTHER_MILES,
    "前月ポイント": Meaning.OTHER_MILES,
    "ボーナスポイント": Meaning.OTHER_MILES,
    "会員番号（紹介者）": Meaning.ORDER,
    "お客様番号(旧)": Meaning.ORDER,
    "メールアドレス（担当者）": Meaning.STAFF_ADDRESS,
    "店舗メール": Meaning.STAFF_ADDRESS,
}
"""Words that hold a word of the list, or numbers that could be miles."""

NO_MILES = (
    *(
        "残高ポイント",
        "累計マイル",
        "マイル倍率",
        "数",
        "ポイント対象金額",
        "マイル（残高）",
        "ポイント(累計)",
        "マイル数[利用]",
    ),
    *("前月ポイント", "購入金額", "税込価格", "金額", "数量", "点数"),
)
"""Words of columns that are not to be issued, though nothing else in the sheet could be."""

TWO_OF_MILES = (
    *(("マイル", "ポイント"), ("ポイント", "マイル数"), ("マイル", "points"), ("マイル数1", "マイル数2")),
    *(("10月分マイル", "11月分マイル"), ("マイル（通常）", "マイル（特別）"), ("基本ポイント", "追加ポイント")),
)
"""Words of two columns either of which could be meant."""

EXAMPLES = ("（例：taro@example.jp）", " 例)taro@example.jp")
"""What some forms write beside the heading of the addresses."""

SURELY_NO_MILES = frozenset({Meaning.DATE, Meaning.RANK, Meaning.NAME})

_HALF_WIDTH_KANA = str.maketrans(
    {"メ": "ﾒ", "ー": "ｰ", "ル": "ﾙ", "ア": "ｱ", "ド": "ﾄﾞ", "レ": "ﾚ", "ス": "ｽ", "キ": "ｷ", "マ": "ﾏ", "イ": "ｲ"}
)
_FULL_WIDTH = str.maketrans({chr(n): chr(n + 0xFEE0) for n in range(0x21, 0x7F)})


def numbered(word: str, random: Random) -> str:
    """Return a word with digits, as of a month or a length."""
    return random.choice(("{}1", "{}8桁", "11月{}", "{}(10)", "②{}", "1.{}")).format(word)


def decorated(word: str, role: ColumnRole, random: Random) -> str:
    """Return a listed word as shops decorate it; it stays as clear as before."""
    ways = [
        f"【{word}】",
        f"{word}（必須）",
        f"{word}※",
        f" {word} ",
        f"{word}:",
        word.translate(_HALF_WIDTH_KANA),
        word.translate(_FULL_WIDTH),
        word.upper(),
    ]
    if role is ColumnRole.MILES:
        ways += [f"{word}(2026年11月)", f"{word}（単位：マイル）", f"{word}\n(11月分)", f"{word}[mile]"]
    if role is ColumnRole.ADDRESS:
        ways += [f"{word}1", f"{word}\n（半角）"]
        ways += ["メール\nアドレス", "メール アドレス"] if word == "メールアドレス" else []
    if role is ColumnRole.KEY:
        ways += [f"{word}（半角）", "会員\n番号" if word == "会員番号" else f"{word} ", f"{word}(8桁)"]
    return random.choice(ways)
