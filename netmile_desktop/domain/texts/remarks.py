"""What is told of the cells of a file before anything is imported or sent from it, in words."""

from __future__ import annotations

from enum import StrEnum

from netmile_desktop.domain.language import Bilingual


class RemarkKind(StrEnum):
    """What is remarked, in the order in which it is told."""

    SHOWN_KEYS = "shown_keys"
    """Keys that the workbook keeps as numbers, and that were taken as it shows them."""
    NUMBER_KEYS = "number_keys"
    """Keys that are numbers and shown as such: any leading zeros are lost."""
    SHOWN_NUMBERS = "shown_numbers"
    """As SHOWN_KEYS, in the other columns."""
    PLAIN_NUMBERS = "plain_numbers"
    """Numbers taken as they are although the sheet shows them in another way, which is not imitated."""
    EMPTY_KEYS = "empty_keys"
    REPEATED_KEYS = "repeated_keys"
    UNDECODABLE = "undecodable"
    TRIMMED = "trimmed"
    DROPPED = "dropped"
    UNCALCULATED = "uncalculated"
    LONG_NUMBERS = "long_numbers"
    DATES = "dates"
    ERROR_CELLS = "error_cells"


_NAMES: dict[RemarkKind, Bilingual] = {
    RemarkKind.SHOWN_KEYS: Bilingual("数値で保存されたキー", "Keys stored as numbers"),
    RemarkKind.NUMBER_KEYS: Bilingual("数値のままのキー", "Keys that are plain numbers"),
    RemarkKind.SHOWN_NUMBERS: Bilingual("表示どおりに読んだ数値", "Numbers taken as the sheet shows them"),
    RemarkKind.PLAIN_NUMBERS: Bilingual("保存された値で読んだ数値", "Numbers taken as they are stored"),
    RemarkKind.EMPTY_KEYS: Bilingual("空欄の指定キー", "Empty keys"),
    RemarkKind.REPEATED_KEYS: Bilingual("重複した指定キー", "Repeated keys"),
    RemarkKind.UNDECODABLE: Bilingual("読めない文字", "Unreadable characters"),
    RemarkKind.TRIMMED: Bilingual("前後の空白", "Outer spaces"),
    RemarkKind.DROPPED: Bilingual("空の行", "Empty rows"),
    RemarkKind.UNCALCULATED: Bilingual("計算されていない数式", "Formulas never calculated"),
    RemarkKind.LONG_NUMBERS: Bilingual("16 桁以上の数値", "Numbers of more than 15 digits"),
    RemarkKind.DATES: Bilingual("日付のセル", "Cells stored as dates"),
    RemarkKind.ERROR_CELLS: Bilingual("エラー値のセル", "Cells with spreadsheet errors"),
}

_EXPLANATIONS: dict[RemarkKind, Bilingual] = {
    RemarkKind.SHOWN_KEYS: Bilingual("表示どおりに読み込みます", "taken as the sheet shows them"),
    RemarkKind.NUMBER_KEYS: Bilingual("先頭の 0 が失われているかもしれません", "Leading zeros may be lost."),
    RemarkKind.PLAIN_NUMBERS: Bilingual(
        "% や指数などの表示とは異なります", "The sheet shows them in another way, such as with % or an exponent."
    ),
    RemarkKind.UNDECODABLE: Bilingual(
        "読めない文字のある行です。別の文字コードをお試しください。",
        "Rows with characters that cannot be read. Try another encoding.",
    ),
    RemarkKind.TRIMMED: Bilingual("セルの前後の空白を取り除きます", "Spaces at both ends of a cell are removed."),
    RemarkKind.DROPPED: Bilingual("ファイルの末尾にあり、取り込みません", "left out at the end of the file"),
    RemarkKind.UNCALCULATED: Bilingual(
        "空として読み込まれます。表計算ソフトで開き、保存し直してください。",
        "They arrive empty. Open the file in the spreadsheet program and save it.",
    ),
    RemarkKind.LONG_NUMBERS: Bilingual(
        "ブックの中で末尾の桁が失われています", "The workbook has lost their last digits."
    ),
    RemarkKind.DATES: Bilingual("2026/11/21 の形で読み込みます", "Written as 2026/11/21."),
    RemarkKind.ERROR_CELLS: Bilingual("数式が残した #N/A などです", "Such as #N/A, as a formula left them."),
}
"""For those whose name does not say all."""

_EXAMPLE = Bilingual("表示どおり {}（数値では {}）", "taken as shown: {} (the number is {})")


def remark_name(kind: RemarkKind) -> Bilingual:
    """Return what is counted."""
    return _NAMES[kind]


def remark_words(kind: RemarkKind) -> Bilingual | None:
    """Return what it means for the rows, and what to do about it; None if the name says all."""
    return _EXPLANATIONS.get(kind)


def shown_words(shown: str, number: str) -> Bilingual:
    """Return what became of a number that was taken as it is shown."""
    return Bilingual(_EXAMPLE.ja.format(shown, number), _EXAMPLE.en.format(shown, number))
