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

_GIVEN = r"(?:発行|付与|進呈|加算|支給|配布|贈呈)"
_UNDONE = r"取り?消し?|キャンセル|返品|返金"
_NOT_MEANT = "|".join(
    (
        _UNDONE,
        r"除外|対象外|無効|中止|否認|否決|却下|[非不未]承認|不成立|不合格|落選|欠席|不泊|辞退|解約|退会|受取拒否|返送|^失効",
        r"(?:^|(?<=[^一-龠々]))保留|(?:発送|出荷|注文|受注|入金|支払い?|処理|決済|付与|発行|審査|承認)保留",
        rf"{_GIVEN}(?:済|ずみ|ズミ|しない|不可|不要|[なナ][しシ]|無し)",
        r"\b(?:cancel(?:l?ed|lations?)?|returned|refund(?:ed|s)?|excluded|void(?:ed)?|on hold|already issued)\b",
        r"\b(?:rejected|declined|charge ?back|disqualified|failed|no[- ]show|deleted)\b|^(?:issued|returns?|ng)$",
    )
)
_SAYS_NOT_MEANT = re.compile(_NOT_MEANT).search
_HEADS_NOT_MEANT = re.compile(rf"{_NOT_MEANT}|不可|しない").search

_DENIED = re.compile(
    # Something else is cancelled, given out or excluded.
    r"(?:領収書|納品書|請求書|クーポン|追跡番号|伝票|送り状|レシート|明細書?|保証書|会員証|カード|チケット|書類)[^、。,/]{0,4}"
    r"(?:発行|付与|配布|進呈)(?:済み?|ずみ|しない|不可|不要|なし|無し)"
    r"|(?:税率?|送料無料|送料|クーポン|割引|値引き?|還元|セール|メルマガ|dm|通知|配信|保証)の?(?:適用)?(?:対象外|無効|除外)"
    r"|ノイズ・?キャンセ[ルリ]|保留解除|(?:前回|過去|以前)[^、。,/]{0,4}(?:" + _UNDONE + r")"
    # The words say the opposite, or what would be if.
    r"|(?:" + _UNDONE + r"|無効|除外|保留|中止|交換|解約|退会)(?:[・や/]?(?:交換|変更|返金|返品))*"
    r"(?:対象外|[はもがを:]?\s*(?:なし|無し?$|無い|ない|不可|不要|でき|希望な|×|0$)|について|料|手数料|保険|保証|規定|規約|ポリシー|特約"
    r"|条件|歴|可$|可能|可否|ok|期限|期間|受付(?:期|不)|防止|制度|送料|後再|窓口|方法)"
    r"|[未非](?:" + _UNDONE + r")"
    r"|\b(?:no|not|non|without|free)[- ]?(?:cancel|return|refund|void|exclude|yet|reject)\w*"
    r"|\b(?:cancellation|return|refund)s? (?:policy|fee|period|insurance|accepted)"
)
"""Phrases with the same words that mean something else: `返品不可`, `キャンセルなし`, `取消料`, `領収書発行済`."""

_OTHER_HEADINGS = re.compile(
    r"(?:特約|条件|対象|回数|可否|規定|規約|ポリシー|期限|期間|可能|について|窓口|方法|先|歴|か|\?|policy|accepted|period)$|過去|前回|以前|ことが"
).search
"""Headings with such a word of columns that are about something else: `返品条件`, `返品可否`."""

_OF_OTHER_THINGS = re.compile(
    r"氏名|名前|会員名|顧客名|お客様名|フリガナ|ふりがな|カナ$|商品|品名|住所|\bname\b|product|\bitem|\baddress|\btitle\b"
).search
"""Headings of names, goods and places, in which such words stand for nothing of the kind: `久保留美`, `ノイズキャンセル`."""

_LONGEST = 40
"""Characters of a cell that says such a thing; longer ones tell stories."""

_NO = frozenset(
    (
        "",
        "0",
        "0.0",
        "0.00",
        "×",
        "✕",
        "✖",
        "☓",
        "n",
        "no",
        "false",
        "f",
        "off",
        "-",
        "ー",
        "―",
        "無",
        "無し",
        "なし",
        "ナシ",
    )
) | frozenset(("否", "不可", "非対象", "いいえ", "しない", "不要", "ng", "null", "none", "n/a", "未"))
_NOT_TO_BE = _NO - {"", "-", "ー", "―", "なし", "null", "none", "n/a", "未"} | {"x"}
_DONE = frozenset(("済", "済み", "ずみ", "完了", "done", "issued", "発行", "付与", "発行した", "付与した"))

_TO_BE_ISSUED = re.compile(
    rf"(?:マイル|ポイント|mile|point)?{_GIVEN}?(?:対象|可否|要否|有無)(?:者|フラグ|flag|flg|区分)?"
    rf"|(?:マイル|ポイント|mile|point)?{_GIVEN}(?:フラグ|flag|flg|区分)"
).fullmatch
"""Headings of columns that say no where nothing is to be issued."""

_ISSUED = re.compile(rf"(?:マイル|ポイント|mile|point)?{_GIVEN}(?:状況|状態|ステータス|結果|処理|済み?)?").fullmatch
"""Headings of columns that say what was issued already."""

_ISSUED_ON = re.compile(rf"(?:マイル|ポイント)?{_GIVEN}(?:日時?|年月日|済み?日)").fullmatch
_DELETED = re.compile(r"削除|退会|\bdel(?:ete(?:d)?)?\b").search

_TOLD_OF_ERRORS = frozenset((TEXT, "Error"))
"""Headings of lists of errors, which explain why a row was refused in sentences of the portal."""

_NEEDLES = (
    *("取消", "取り消", "返品", "返金", "返送", "キャンセ", "ｷｬﾝｾ", "ＣＡＮＣＥＬ", "ｃａｎｃｅｌ", "Ｃａｎｃｅｌ"),
    *(
        "除外",
        "対象外",
        "保留",
        "無効",
        "中止",
        "否認",
        "否決",
        "却下",
        "承認",
        "不成立",
        "不合格",
        "落選",
        "欠席",
        "不泊",
        "辞退",
    ),
    *(
        "解約",
        "退会",
        "受取拒否",
        "失効",
        "行済",
        "与済",
        "呈済",
        "算済",
        "給済",
        "布済",
        "ずみ",
        "ズミ",
        "しない",
        "行不",
        "与不",
    ),
    *(
        "行な",
        "与な",
        "行ナ",
        "与ナ",
        "行無",
        "与無",
        "cancel",
        "return",
        "refund",
        "exclude",
        "void",
        "hold",
        "issued",
        "reject",
    ),
    *("decline", "charge", "disqualif", "failed", "show", "deleted", "ng"),
)
"""Every cell that says so by itself has one of these."""

_Cell = Callable[[str], bool]


def says_not_meant(cells: Cells) -> bool:
    """Return whether a record has nothing but a word for rows that are not to be issued: `取消分`, `以下、対象外`."""
    texts = (plain_cell(cell) for cell in cells if any(map(str.isalnum, cell)))
    filled = [text for text in texts if not looks_like_count(text)]
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
    by_word = all(each in _BY_WORD for each in says.values())
    found: dict[int, tuple[int, str]] = {}
    days: dict[int, tuple[int, str]] = {}
    rows = 0
    for record, cells in sample.records_with(_NEEDLES if by_word else ()):
        if record < first or record in apart or not any(map(looks_like_address, cells)):
            continue
        rows += 1
        for number, says_so in says.items():
            if number <= len(cells) and (cell := cells[number - 1]) and says_so(cell):
                (days if says_so is _is_day else found).setdefault(record, (number, cell))
    if len(days) < rows:  # a day in every row may be one that is planned
        found = days | found
    return _marked(found, headings, says) if found else None


def _marked(found: Mapping[int, tuple[int, str]], headings: Mapping[int, str], says: Mapping[int, _Cell]) -> MarkedRows:
    column = Counter(number for number, _ in found.values()).most_common(1)[0][0]
    words = Counter(cell for number, cell in found.values() if number == column)
    named = [
        word if says[column] in _BY_WORD else f"{headings[column]} {word}".strip() for word, _ in words.most_common()
    ]
    others = tuple(sorted({number for number, _ in found.values()} - {column}))
    return MarkedRows(tuple(_ranges(sorted(found))), column, tuple(named), others)


@lru_cache(256)
def _reader(heading: str) -> _Cell:
    """What tells whether a cell under a heading says that its row is not to be issued."""
    text = _spaced(heading)
    if _TO_BE_ISSUED(text):
        return _denies
    if _ISSUED(text):
        return _is_done
    if _ISSUED_ON(text):
        return _is_day
    if _OF_OTHER_THINGS(text):
        return _never
    bare = text.replace(" ", "")  # a word of two lines may be parted anywhere
    says_so = any(_SAYS_NOT_MEANT(_DENIED.sub(" ", each)) for each in (text, bare))
    says_so = says_so or "cancel" in bare or bool(_DELETED(text))
    return _affirms if says_so and not _OTHER_HEADINGS(text) else _says


def _spaced(text: str) -> str:
    """A text in plain form, with blanks between the words of a name such as `cancelFlag` or `is_cancelled`."""
    return plain_cell(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).replace("_", " "))


@lru_cache(4_096)
def _says(cell: str) -> bool:
    if len(cell) > _LONGEST:
        return False
    text = _spaced(cell)
    return (
        bool(_SAYS_NOT_MEANT(text)) and bool(_SAYS_NOT_MEANT(_DENIED.sub(" ", text))) and not looks_like_address(text)
    )


def _affirms(cell: str) -> bool:
    """Whether a cell under a word such as `キャンセル` says anything but no: a mark, a day, a number, a reason."""
    text = _spaced(cell)
    return text not in _NO and not text.startswith("未") and not _DENIED.fullmatch(text)


def _denies(cell: str) -> bool:
    return _says(cell) or plain_cell(cell) in _NOT_TO_BE


def _is_done(cell: str) -> bool:
    return _denies(cell) or plain_cell(cell) in _DONE


def _is_day(cell: str) -> bool:
    return looks_like_day(cell)


def _never(_cell: str) -> bool:
    return False


def _is_nothing_else(cell: str) -> bool:
    """Whether a key is such a word, as where somebody has written over it."""
    return _says(cell) and not any(char.isdecimal() for char in cell)


_BY_WORD = frozenset((_says, _never, _is_nothing_else))
"""Readers to whom a cell says nothing that has none of the words in it."""


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
