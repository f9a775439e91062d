"""What the words of a heading say about its column (M366).

A word is known or it is not: nothing is guessed from similar spelling. What merely sounds like miles makes a question,
never a decision.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from typing import NamedTuple

from netmile_desktop.domain import lists
from netmile_desktop.domain.tables.table import ColumnRole, Purpose


class Strength(IntEnum):
    """How surely a word means a role; the lower, the surer."""

    OFFICIAL = 0
    """The portal's own word."""
    USUAL = 1
    VAGUE = 2
    """It may as well mean something else: `ID`, `No.`, `数`."""
    ALIKE = 3
    """It only contains such a word, or has a remark that may change its meaning: `ボーナスマイル`, `会員番号（紹介者）`."""


class Meaning(NamedTuple):
    """The role that a heading names."""

    role: ColumnRole
    strength: Strength
    is_mobile: bool = False
    """Of an address: it is one of mobile phones."""


def _words(*texts: str) -> frozenset[str]:
    return frozenset(plain(word) for text in texts for word in text.split("|"))


_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|<[^<>]*>|〔[^〔〕]*〕|「[^「」]*」")
_NO_WORD = re.compile(r"[\s_\-‐－・.:,;/*※#'\"`()\[\]【】<>〔〕「」]+")
_AROUND = re.compile(r"^(?:[0-9]+月分?度?|今回|今月|当月|必須|任意)|(?:[0-9]+桁?|必須|任意|欄|列)$")
_NUMBERED = re.compile(r"^\s*[0-9]{1,2}\s*[.):、]\s*(?=[^0-9\s])")
_HARMLESS = re.compile(
    r"[0-9年月日/.~〜\-度分]*|(?:必須|任意|半角|全角|英数|数字|例|ex|単位|[0-9]+桁|[0-9]+文字|最大|入力|記入).*"
    r"|pc|パソコン|携帯(?:電話)?|モバイル|mobile|付与|発行|進呈|加算|今回|今月|当月|pt|様|御中"
).fullmatch
"""Remarks in brackets that do not change what a heading means."""

_MONTH_AHEAD = re.compile(r"^[0-9]{4}年")


def plain(heading: str) -> str:
    """Return a heading without what does not change its meaning: width, case, blanks, marks, remarks in brackets."""
    text = _NUMBERED.sub("", unicodedata.normalize("NFKC", heading).casefold())
    bare = text
    while (shorter := _IN_BRACKETS.sub("", bare)) != bare:
        bare = shorter
    # The long vowel mark is a letter in メール, so only what is not between kana counts as a dash.
    return _trimmed(_without_marks(bare) or _without_marks(text))


def remarks(heading: str) -> list[str]:
    """Return what stands in brackets behind or before the words of a heading, in plain form."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    found = [_without_marks(each) for each in _IN_BRACKETS.findall(text)]
    return found if _without_marks(_IN_BRACKETS.sub("", text)) else []


def _without_marks(text: str) -> str:
    return _NO_WORD.sub("", text.replace("ー", "\0")).replace("\0", "ー")


def _trimmed(text: str) -> str:
    while True:
        shorter = _AROUND.sub("", _MONTH_AHEAD.sub("", text))
        if not shorter or shorter == text:
            return text
        text = shorter


_OFFICIAL: Mapping[ColumnRole, frozenset[str]] = {
    ColumnRole.ADDRESS: _words(f"{lists.ADDRESS}|pcメールアドレス|pc mail address|携帯メールアドレス"),
    ColumnRole.KEY: _words(f"{lists.KEY}|specified key"),
    ColumnRole.MILES: _words(f"{lists.MILES}|マイル発行数|発行マイル数"),
    ColumnRole.ISSUED_ON: _words(f"{lists.ISSUED_AT}|発行日"),
    ColumnRole.ISSUE_ID: _words(f"{lists.ISSUE_ID}|issue id"),
}
_USUAL: Mapping[ColumnRole, frozenset[str]] = {
    ColumnRole.ADDRESS: _words(
        "メール|eメール|電子メール|電子メールアドレス|email|e-mail|mail|mail address|email address|e-mail address|eメールアドレス|メアド|メルアド",
        "メイルアドレス|pcメール|pcアドレス|pc email|パソコンメールアドレス|パソコンのメールアドレス|会員メールアドレス|お客様メールアドレス",
        "連絡先メールアドレス|登録メールアドレス|携帯メール|携帯アドレス|携帯電話メールアドレス|携帯電話のメールアドレス|携帯email|ケータイメール",
        "モバイルメールアドレス|モバイルメール|mobile mail|mobile email|mobile address|mobile mail address|mobile email address",
        "customer email|member email|user email",
    ),
    ColumnRole.KEY: _words(
        "キー|key|会員番号|会員no|会員id|会員ナンバー|会員コード|会員キー|会員カード番号|顧客番号|顧客no|顧客id|顧客コード",
        "お客様番号|お客様no|お客様id|お客様コード|お客さま番号|得意先コード|ユーザーid|ユーザid|ユーザー番号|メンバーid",
        "member id|member no|member number|member key|member code|customer id|customer no|customer number|customer code",
        "user id|user number|メンバー番号|メンバーズ番号|カード番号|識別キー",
    ),
    ColumnRole.MILES: _words(
        "マイル|付与マイル|付与マイル数|発行マイル|進呈マイル|進呈マイル数|加算マイル|加算マイル数|マイル付与数|マイル進呈数|贈呈マイル|贈呈マイル数",
        "ポイント|ポイント数|付与ポイント|付与ポイント数|発行ポイント|発行ポイント数|進呈ポイント|加算ポイント|ポイント付与数|ポイント発行数",
        "mile|miles|point|points|miles issued|issued miles|netmile|netmiles|ネットマイル|ネットマイル数|マイルポイント|付与数|発行数|進呈数",
    ),
    ColumnRole.ISSUED_ON: _words(
        "発行年月日|発行日付|マイル発行日|付与日|日付|年月日|issued on|issued at|issue date|date"
    ),
    ColumnRole.ISSUE_ID: _words("発行no|issueid"),
}
_VAGUE: Mapping[ColumnRole, frozenset[str]] = {
    ColumnRole.ADDRESS: _words("アドレス|address|連絡先"),
    ColumnRole.KEY: _words(
        "id|no|number|番号|コード|code|ナンバー|注文番号|受注番号|伝票番号|予約番号|受付番号|申込番号|管理番号|order id|order no|order number"
    ),
    ColumnRole.MILES: _words("数|数量|pt|マイレージ|mileage|点数|獲得マイル|獲得ポイント|値|value|quantity|qty"),
}
_CANCELLED = _words("取消マイル数|取消マイル|取り消しマイル数|取り消すマイル数")
_MILES_SAID = ("マイル", "ポイント", "mile", "point")
_ANOTHER_SUM = (
    *(
        "残",
        "保有",
        "累計",
        "累積",
        "利用",
        "使用",
        "有効",
        "失効",
        "合計",
        "前回",
        "現在",
        "期限",
        "交換",
        "消費",
        "対象",
    ),
    *("total", "balance", "expire", "expiry", "used", "current", "previous", "還元率", "倍率", "率"),
)
"""Words of sums of miles that are not to be issued."""

_NO_SUM_BEHIND = (
    "日",
    "日時",
    "date",
    "番号",
    "id",
    "no",
    "名",
    "種別",
    "区分",
    "理由",
    "対象",
    "有無",
    "可否",
    "フラグ",
)
"""What a heading ends with that speaks of miles but does not count any."""

_MONEY = (
    *(
        "金額",
        "円",
        "価格",
        "税込",
        "税抜",
        "売上",
        "代金",
        "単価",
        "料金",
        "購入額",
        "利用額",
        "請求額",
        "支払",
        "決済額",
        "総額",
        "¥",
    ),
    *("amount", "price", "yen", "jpy", "sales", "payment"),
)
_MONEY_BEHIND = ("額", "円")


def is_money(heading: str) -> bool:
    """Return whether a heading speaks of money, which is never taken for miles."""
    text = plain(heading)
    whole = unicodedata.normalize("NFKC", heading).casefold()
    return any(word in text for word in _MONEY) or text.endswith(_MONEY_BEHIND) or "(円)" in whole


def meaning_of(heading: str, purpose: Purpose = Purpose.ISSUING) -> Meaning | None:
    """Return the role that a heading names, or None if it names none that the purpose has."""
    text = plain(heading)
    if not text or is_other_sum(heading):
        return None
    found = _named(text, purpose)
    if found is None:
        says_miles = any(word in text for word in _MILES_SAID) and not text.endswith(_NO_SUM_BEHIND)
        return Meaning(ColumnRole.MILES, Strength.ALIKE) if says_miles and not is_money(heading) else None
    role, strength = found
    if role is ColumnRole.MILES and is_money(heading):
        return None
    if not all(_HARMLESS(each) or _says_the_same(each, role, purpose) for each in remarks(heading)):
        strength = Strength.ALIKE
    return Meaning(role, strength, role is ColumnRole.ADDRESS and _is_mobile(heading))


def _named(text: str, purpose: Purpose) -> tuple[ColumnRole, Strength] | None:
    if purpose is Purpose.CANCELLING and text in _CANCELLED:
        return ColumnRole.MILES, Strength.OFFICIAL
    for strength, words in ((Strength.OFFICIAL, _OFFICIAL), (Strength.USUAL, _USUAL), (Strength.VAGUE, _VAGUE)):
        for role in _ROLES[purpose]:
            if text in words.get(role, ()):
                return role, strength
    return None


def _says_the_same(remark: str, role: ColumnRole, purpose: Purpose) -> bool:
    """Whether a remark is another word for the same: `ID（会員番号）`."""
    found = _named(_trimmed(remark), purpose)
    return found is not None and found[0] is role


def is_other_sum(heading: str) -> bool:
    """Return whether a heading speaks of miles that are not to be issued: a balance, a total, those used."""
    text = _without_marks(unicodedata.normalize("NFKC", heading).casefold())
    return any(word in text for word in _MILES_SAID) and any(word in text for word in _ANOTHER_SUM)


def is_row_number(heading: str) -> bool:
    """Return whether a heading is one that columns have which number the rows."""
    return plain(heading) in {"no", "number", "番号", "ナンバー"}


def _is_mobile(heading: str) -> bool:
    text = unicodedata.normalize("NFKC", heading).casefold()
    return any(word in text for word in ("携帯", "ケータイ", "モバイル", "mobile"))


_ROLES: Mapping[Purpose, Sequence[ColumnRole]] = {
    Purpose.ISSUING: (ColumnRole.ADDRESS, ColumnRole.KEY, ColumnRole.MILES),
    Purpose.CANCELLING: (ColumnRole.ISSUE_ID, ColumnRole.KEY, ColumnRole.ISSUED_ON, ColumnRole.MILES),
}


def roles_of(purpose: Purpose) -> Sequence[ColumnRole]:
    """Return the roles that columns can have, in the order of a file."""
    return _ROLES[purpose]


def named_roles(cells: Iterable[str], purpose: Purpose) -> set[ColumnRole]:
    """Return the roles that the cells of a record name as a heading would."""
    found = (meaning_of(cell, purpose) for cell in cells if cell)
    return {meaning.role for meaning in found if meaning is not None and meaning.strength is not Strength.ALIKE}
