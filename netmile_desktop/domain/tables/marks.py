"""Rows that say of themselves that they are not to be issued: cancelled, returned, excluded, issued already.

Lists out of an order system hold such rows beside all others, told apart by a column of their own. What a row says is
never followed unasked, and never passed over: somebody decides (M366).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache

from netmile_desktop.domain.lists import TEXT
from netmile_desktop.domain.tables.cells import looks_like_address, looks_like_count, looks_like_day, plain_cell
from netmile_desktop.domain.tables.sample import Cells, Sample
from netmile_desktop.domain.tables.table import ColumnRole, MarkedRows

_ROOTS = ("取消", "取り消", "キャンセル", "返品", "返金", "除外", "対象外", "保留", "無効", "中止")
_DONE = ("発行済", "付与済", "進呈済", "加算済", "発行しない", "付与しない", "発行不", "付与不", "発行なし", "付与なし")

_NEEDLES = (
    *(
        "取",
        "返",
        "除外",
        "象外",
        "保留",
        "無効",
        "中止",
        "済",
        "しない",
        "行不",
        "与不",
        "行なし",
        "与なし",
        "キャンセル",
        "ｷｬﾝｾﾙ",
    ),
    *("cancel", "return", "refund", "exclude", "void", "hold", "issued"),
)
"""Every such cell has one of these, in whatever width it is written."""

_NOT_MEANT = "|".join((*_ROOTS, *_DONE)) + (
    r"|\b(?:cancel(?:l?ed|lations?)?|returned|returns|refund(?:ed|s)?|excluded|void(?:ed)?|on hold|already issued)\b|^issued$"
)
_SAYS_NOT_MEANT = re.compile(_NOT_MEANT).search
_HEADS_NOT_MEANT = re.compile(rf"{_NOT_MEANT}|不可|しない").search

_DENIED = re.compile(
    r"(?:キャンセル|取り?消し?|返品|返金|無効|除外|保留|中止)(?:・?交換)?(?:対象外|[はもが:]?\s*(?:なし|無|ない|不可|不要|でき|×|0$)"
    r"|料|保険|規定|ポリシー|可$|可能|可否|期限|期間|受付|防止|制度|送料)"
    r"|[未非](?:キャンセル|取消|返品|返金)"
    r"|\b(?:no|not|non|without|free)[- ]?(?:cancel|return|refund|void|exclude|yet)"
    r"|\b(?:cancellation|return|refund)s? (?:policy|fee|period|insurance)"
).search
"""Words of the same kind that say the opposite, or something else: `返品不可`, `キャンセルなし`, `取消料`."""

_LONGEST = 40
"""Characters of a cell that says such a thing; longer ones tell stories."""

_YES = frozenset(
    (
        "1",
        "○",
        "〇",
        "◯",
        "●",
        "✓",
        "✔",
        "☑",
        "レ",
        "y",
        "yes",
        "true",
        "t",
        "on",
        "x",
        "*",
        "有",
        "有り",
        "あり",
        "済",
        "済み",
        "はい",
        "する",
    )
)
_NO = frozenset(
    (
        "0",
        "×",
        "✕",
        "✖",
        "☓",
        "x",
        "n",
        "no",
        "false",
        "f",
        "off",
        "-",
        "無",
        "無し",
        "なし",
        "否",
        "不可",
        "非対象",
        "いいえ",
        "しない",
    )
)
_TO_BE_ISSUED = re.compile(
    r"(?:マイル|ポイント)?(?:発行|付与|進呈|加算)?(?:対象|可否|有無)(?:者|フラグ|flag|区分)?"
).fullmatch
"""Headings of columns that say no where nothing is to be issued."""

_TOLD_OF_ERRORS = frozenset((TEXT, "Error"))
"""Headings of lists of errors, which explain why a row was refused in sentences of the portal."""

_Cell = Callable[[str], bool]


def says_not_meant(cells: Cells) -> bool:
    """Return whether a record has nothing but a word for rows that are not to be issued: `取消分`, `以下、対象外`."""
    filled = [text for cell in cells if cell and not looks_like_count(text := plain_cell(cell))]
    return len(filled) == 1 and not looks_like_address(filled[0]) and bool(_HEADS_NOT_MEANT(filled[0]))


def marked_rows(
    sample: Sample,
    headings: Mapping[int, str],
    columns: Mapping[ColumnRole, int],
    first: int,
    apart: Collection[int],
) -> MarkedRows | None:
    """Return the rows that say of themselves that they are not to be issued; None if there are none.

    Args:
        headings: Of every column, by its number; empty where it has none.
        columns: The column of each role that is known. What stands in those of address and miles has error codes.
        first: The first record that can be a row.
        apart: Records that are none, or that somebody has put back.
    """
    sent = {columns.get(ColumnRole.ADDRESS), columns.get(ColumnRole.MILES)}
    says = {
        number: _reader(heading)
        for number, heading in headings.items()
        if number not in sent and heading not in _TOLD_OF_ERRORS
    }
    if key := columns.get(ColumnRole.KEY):
        says[key] = _is_nothing_else
    if not set(says) - {key}:
        return None
    has_flags = any(each not in (_says, _is_nothing_else) for each in says.values())
    found: list[int] = []
    where: Counter[int] = Counter()
    words: Counter[str] = Counter()
    for record, cells in sample.records_with(() if has_flags else _NEEDLES):
        if record < first or record in apart or not any(map(looks_like_address, cells)):
            continue
        for number in says:
            if number <= len(cells) and (cell := cells[number - 1]) and says[number](cell):
                found.append(record)
                where[number] += 1
                words[
                    f"{headings[number]} {cell}".strip() if says[number] not in (_says, _is_nothing_else) else cell
                ] += 1
                break
    if not found:
        return None
    return MarkedRows(tuple(_ranges(found)), where.most_common(1)[0][0], tuple(word for word, _ in words.most_common()))


def _reader(heading: str) -> _Cell:
    """What tells whether a cell under a heading says that its row is not to be issued."""
    text = plain_cell(heading)
    if _TO_BE_ISSUED(text):
        return _denies
    return _affirms if _SAYS_NOT_MEANT(text) and not _DENIED(text) else _says


@lru_cache(4_096)
def _says(cell: str) -> bool:
    if len(cell) > _LONGEST:
        return False
    text = plain_cell(cell)
    return bool(_SAYS_NOT_MEANT(text)) and not _DENIED(text) and not looks_like_address(text)


def _affirms(cell: str) -> bool:
    return _says(cell) or plain_cell(cell) in _YES or looks_like_day(cell)


def _denies(cell: str) -> bool:
    return _says(cell) or plain_cell(cell) in _NO


def _is_nothing_else(cell: str) -> bool:
    """Whether a key is such a word, as where somebody has written over it."""
    return _says(cell) and not any(char.isdecimal() for char in cell)


def _ranges(records: Iterable[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of records that follow one another."""
    first = last = 0
    for record in records:
        if record != last + 1 or not first:
            if first:
                yield first, last
            first = record
        last = record
    if first:
        yield first, last
