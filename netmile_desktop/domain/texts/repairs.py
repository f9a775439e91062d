"""Repairs in words: what would be done to a cell, what to look at first, and hints where no cell can be repaired."""

from __future__ import annotations

from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.codes import Code
from netmile_desktop.domain.language import Bilingual
from netmile_desktop.domain.repairs.kinds import Repair

_REPAIRS: dict[Repair, Bilingual] = {
    Repair.HALF_WIDTH: Bilingual("全角文字を半角にする", "Make full-width characters half-width"),
    Repair.SPACES: Bilingual("空白・改行・見えない文字を取る", "Remove spaces, line breaks and invisible characters"),
    Repair.DASHES: Bilingual("横線を半角ハイフンにする", "Turn dashes into plain hyphens"),
    Repair.QUOTES: Bilingual("引用符を取る", "Remove quotes"),
    Repair.DOUBLE_AT: Bilingual("重なった @ を 1 つにする", "Reduce a repeated @ to one"),
    Repair.TRAILING: Bilingual("末尾の記号を取る", "Remove punctuation at the end"),
    Repair.MAILTO: Bilingual("先頭の mailto: を取る", "Remove the leading mailto:"),
    Repair.BRACKETS: Bilingual("< > の中のアドレスだけを残す", "Keep only the address inside < >"),
    Repair.THOUSANDS: Bilingual("桁区切りのカンマを取る", "Remove thousands commas"),
    Repair.UNIT: Bilingual("単位や通貨記号を取る", "Remove units and currency signs"),
    Repair.SIGN: Bilingual("先頭の + を取る", "Remove the leading +"),
    Repair.DECIMALS: Bilingual("小数点以下の 0 を取る", "Remove decimal zeros"),
    Repair.LEADING_ZERO: Bilingual("先頭の 0 を取る", "Remove leading zeros"),
    Repair.EXPONENT: Bilingual("指数表示を元の値に戻す", "Turn an exponent back into the value it stood for"),
    Repair.LOST_ZEROS: Bilingual("失われた先頭の 0 を戻す", "Put lost leading zeros back"),
    Repair.APOSTROPHE: Bilingual("先頭のアポストロフィを取る", "Remove the apostrophe in front"),
    Repair.NOISE: Bilingual("計算の誤差を取る", "Remove the noise of a computation"),
    Repair.DATE: Bilingual("日付になる前の形に戻す", "Turn a date back into the key it may have been"),
    Repair.NEAREST_AMOUNT: Bilingual("発行できるいちばん近いマイル数にする", "Use the nearest allowed number of miles"),
}

CHANGES_KEY = Bilingual(
    "指定キーが変わります。発行後は直した後のキーで記録されます。",
    "The specified key changes; miles are recorded under the repaired key.",
)
"""The warning beside every repair of column B."""

NOT_CERTAIN = Bilingual(
    "推測による候補です。元のデータと見比べてから適用してください。",
    "This is a guess; compare it with the original data before you apply it.",
)

_HINTS: dict[tuple[Code, Mode], Bilingual] = {
    (Code.NO_SUCH_MEMBER, Mode.PC): Bilingual(
        "携帯電話のアドレスで登録した会員かもしれません。携帯メールアドレスのバッチとして発行できます。",
        "The member may have registered a mobile address; the rows can be issued as a mobile batch.",
    ),
    (Code.NO_SUCH_MEMBER, Mode.MOBILE): Bilingual(
        "PC のアドレスで登録した会員かもしれません。PC メールアドレスのバッチとして発行できます。",
        "The member may have registered a PC address; the rows can be issued as a PC batch.",
    ),
}


def repair_words(repair: Repair) -> Bilingual:
    """What a repair does, as a short command."""
    return _REPAIRS[repair]


def hint_for(code: Code, mode: Mode) -> Bilingual | None:
    """What else may help against a code that no change of a cell can repair; None where `next_step` says all."""
    return _HINTS.get((code, mode))
