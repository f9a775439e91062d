"""What lies around a table: lines above its heading, totals and notes below it, headings in its middle (M367, M368)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from netmile_desktop.domain.tables.cells import (
    looks_like_address,
    looks_like_count,
    looks_like_day,
    looks_like_miles,
    plain_cell,
)
from netmile_desktop.domain.tables.headings import Strength, meaning_of, named_roles, plain, remarks
from netmile_desktop.domain.tables.marks import says_not_meant
from netmile_desktop.domain.tables.sample import Cells, Sample
from netmile_desktop.domain.tables.table import ColumnRole, LeftOutCause, LeftOutRecords, Purpose

MOST_LEADING = 20
"""Records above a heading that are left out by themselves."""

MOST_TRAILING = 20

_SHOWN_TEXT = 40

_ROWS_COMPARED = 10
_WORDS_LOOKED_FOR = 5

_FEWEST_OF_A_ROW = 3
_FEWEST_OVER_COLUMNS = 2

_SEPARATOR_LINE = re.compile(r"sep=.?", re.IGNORECASE).fullmatch
_TOTAL = re.compile(
    r"(?:総|小|中|累)?合?計(?:数|件数|金額|マイル数?|ポイント数?)?|総数|(?:grand|sub)?total(?:s|miles|points)?|sum"
)
_HAS_BRACKETS = re.compile(r"[(（\[［【<＜〔「]").search
_NOTE_BEGINS = ("※", "*", "＊", "注", "備考", "以上", "(注", "（注", "作成", "出力", "印刷", "end", "eof")
_EXAMPLE = re.compile(
    r"[\W_]*(?:(?:記入例|入力例|記載例|記述例|例)(?:[0-9]?[\W_]*$|[\W_].*)|(?:見本|サンプル|example|sample)[\W_]*$)"
).fullmatch
"""`記入例`, `（例）taro@example.jp`, `例：12345`."""
_MAY_BE_GOODS = re.compile(r"[\W_]*(?:見本|サンプル|example|sample)[\W_]*").fullmatch
_ADDRESS_ALONE = re.compile(
    r"[\s　\"'<(＜]*[^\s　<>＜＞()（）例:：@＠]+[@＠][^\s　@＠]*[\s　]*|[^@＠]*[<＜(（][^@＠]+[@＠][^@＠]*[>＞)）]\s*"
).fullmatch
"""An address and nothing else, or behind the name of its owner: `山田 <taro@example.jp>`."""

_MOST_EXAMPLES = 3
"""Records under the heading that can be examples."""

_DATE_ALONE = re.compile(r"[0-9./\-年月日 :時分秒]+").fullmatch
_NOT_ASCII = re.compile(r"[^\x00-\x7f]").search


class Heading(NamedTuple):
    """Where the heading is, or where the rows begin without one."""

    record: int
    """0 if there is none; of a heading of two lines the second."""
    first: int
    """Number of the first record that can be a row."""
    cells: tuple[str, ...] = ()
    """The words of each column, those of both lines together."""


def find_heading(sample: Sample, purpose: Purpose, *, header: bool | None, skip: int | None) -> Heading:
    """Find the heading among the first records, unless it was chosen whether and where there is one."""
    start = (skip or 0) + 1
    if header is False:
        return Heading(0, start if skip is not None else _first_filled(sample, start))
    if header or skip is not None:
        is_one = header or named_roles(_at(sample, start), purpose) or _contrasts(sample, start)
        return _heading(sample, start) if is_one else Heading(0, start)
    for record in range(1, len(sample.beginning) + 1):
        if _names_columns(sample, record, purpose):
            return _with_line_above(sample, _heading(sample, record), purpose)
    first = _first_filled(sample, start)
    for record in range(first, min(MOST_LEADING + 1, len(sample.beginning)) + 1):
        if any(map(looks_like_address, map(_without_remarks, _at(sample, record)))):
            break
        if _contrasts(sample, record):
            return _heading(sample, record)
    return Heading(0, first)


def _heading(sample: Sample, record: int) -> Heading:
    """The heading at a record, with its second line if it has one."""
    words = _at(sample, record)
    if not _is_second_line(sample, record + 1):
        return Heading(record, record + 1, tuple(words))
    return Heading(record + 1, record + 2, _joined(words, _at(sample, record + 1)))


def _with_line_above(sample: Sample, heading: Heading, purpose: Purpose) -> Heading:
    """The heading together with the line above it, if the two say more of the columns than the second alone."""
    above = _at(sample, heading.record - 1) if heading.record > 1 else ()
    if sum(map(bool, above)) < _FEWEST_OVER_COLUMNS or any(map(_may_be_content, filter(None, above))):
        return heading
    both = _joined(above, heading.cells)
    return heading._replace(cells=both) if _said(both, purpose) > _said(heading.cells, purpose) else heading


def _said(cells: Cells, purpose: Purpose) -> tuple[int, int]:
    """How many roles the words name, and how surely."""
    named = [meaning for cell in cells if cell and (meaning := meaning_of(cell, purpose))]
    sure = [meaning for meaning in named if meaning.strength <= Strength.USUAL]
    return len({meaning.role for meaning in named}), len(sure)


def _joined(over: Cells, under: Cells) -> tuple[str, ...]:
    """The words of two lines, column by column; a word over several columns stands in the first of them only."""
    joined, group = [], ""
    for n in range(1, max(len(over), len(under)) + 1):
        group = _cell(over, n) or group
        above = _cell(over, n) or (group if _cell(under, n) else "")
        joined.append(f"{above} {_cell(under, n)}".strip())
    return tuple(joined)


def _is_second_line(sample: Sample, record: int) -> bool:
    """Whether a record continues the heading above it: words, under some columns, and rows with addresses below."""
    cells = _at(sample, record)
    filled = [cell for cell in cells if cell]
    if not filled or cells == _at(sample, record - 1) or any(map(_may_be_content, filled)) or _is_example(cells):
        return False
    first = record + 1
    while first < len(sample.beginning) and (
        not any(_at(sample, first)) or _at(sample, first) == _at(sample, record - 1)
    ):
        first += 1  # the first line again, or nothing
    return any(map(looks_like_address, _at(sample, first)))


def _may_be_content(cell: str) -> bool:
    """Whether a cell could be one of a row rather than a word of a heading."""
    return looks_like_address(_without_remarks(cell)) or looks_like_miles(cell) or looks_like_day(cell)


def _without_remarks(cell: str) -> str:
    """A cell without examples in brackets: `メールアドレス（例：taro@example.jp）`."""
    # Most cells have none, and all rows are looked at.
    return plain(cell) if _HAS_BRACKETS(cell) and remarks(cell) else cell


def leading_lines(sample: Sample, skipped: int) -> Iterator[LeftOutRecords]:
    """Yield what stands above the heading or the first row: a line for spreadsheets alone, the others as one."""
    first = 1
    if skipped and _SEPARATOR_LINE("".join(_at(sample, 1)[:1])):
        yield LeftOutRecords(1, 1, LeftOutCause.SEPARATOR_LINE, shortened(_at(sample, 1)))
        first = 2
    if skipped >= first:
        text = next((text for n in range(first, skipped + 1) if (text := shortened(_at(sample, n)))), "")
        yield LeftOutRecords(first, skipped, LeftOutCause.LEADING, text)


def is_separator_line(cells: Cells) -> bool:
    """Return whether a record only tells spreadsheets the separator."""
    return bool(_SEPARATOR_LINE("".join(cells[:1]).strip())) and not any(cells[1:])


def has_rows_above(sample: Sample, skipped: int, columns: dict[ColumnRole, int]) -> bool:
    """Return whether what stands above the heading may be rows, or is more than a title needs."""
    address, miles = columns.get(ColumnRole.ADDRESS, 0), columns.get(ColumnRole.MILES, 0)
    for cells in sample.beginning[:skipped]:
        if looks_like_address(_cell(cells, address) if address else " ".join(cells)) and (
            any(map(str.isdecimal, _cell(cells, miles))) if miles else sum(map(bool, cells)) >= _FEWEST_OF_A_ROW
        ):
            return True
    return skipped > MOST_LEADING


def trailing_lines(
    sample: Sample, first: int, columns: dict[ColumnRole, int], put_back: Sequence[int]
) -> list[LeftOutRecords]:
    """Return the records at the end that are no rows of the table, in order.

    Args:
        first: The first record that can be a row.
        columns: The column of each role that is known.
        put_back: Records that are rows all the same.
    """
    found: list[LeftOutRecords] = []
    blank: list[int] = []
    last = list(_numbered_from_the_end(sample))[: MOST_TRAILING + 1]
    for record, cells in last:
        if record < first or record in put_back:
            break
        if not any(cells):
            blank.append(record)
            continue
        cause = _cause(cells, columns)
        if cause is None:
            break
        found.append(LeftOutRecords(record, blank[0] if blank else record, cause, shortened(cells)))
        blank = []
    if found and blank:
        # Blank lines between the table and what stands below it belong to neither.
        found[-1] = replace(found[-1], first=blank[-1])
    return found[::-1]


def subtotals(sample: Sample, first: int, last: int, columns: dict[ColumnRole, int]) -> Iterator[LeftOutRecords]:
    """Yield the totals among the rows, as far as they were looked at."""
    for record, cells in enumerate(sample.beginning[first - 1 : last], first):
        if any(cells) and _is_total(cells, columns):
            yield LeftOutRecords(record, record, LeftOutCause.TOTAL, shortened(cells))


def repeated_headings(sample: Sample, heading: int, last: int) -> Iterator[LeftOutRecords]:
    """Yield the records that say the heading again, with the lines that stood above it if these are repeated as well."""
    if not heading:
        return
    above = [tuple(_at(sample, record)) for record in range(1, heading)]
    wanted = tuple(_at(sample, heading))
    for record in _repeats(sample, heading, wanted):
        if record > last:
            return
        first = record
        for line in reversed(above):
            if first - 1 <= heading or tuple(sample.cells(first - 1)) != line:
                break
            first -= 1
        yield LeftOutRecords(first, record, LeftOutCause.REPEATED_HEADING, shortened(wanted))


def examples(sample: Sample, heading: Heading) -> Iterator[LeftOutRecords]:
    """Yield the records directly under the heading that show how the form is filled in."""
    if not heading.record:
        return
    record, last = heading.first, min(heading.first + _MOST_EXAMPLES, len(sample.beginning) + 1)
    if _is_example(_at(sample, last)):
        return  # so many of them are something else
    while record < last and _is_example(_at(sample, record)):
        # A line that says nothing else stands over its example.
        behind = record + (sum(map(bool, _at(sample, record))) == 1 and record < sample.records)
        text = shortened([*_at(sample, record), *(_at(sample, behind) if behind > record else ())])
        yield LeftOutRecords(record, behind, LeftOutCause.EXAMPLE, text)
        record = behind + 1


def _is_example(cells: Cells) -> bool:
    """Whether a record shows how a form is filled in; `サンプル` among other cells may be what somebody bought."""
    if any(_EXAMPLE(plain_cell(cell)) for cell in cells if cell and not _MAY_BE_GOODS(plain_cell(cell))):
        return True
    first = next((cell for cell in cells if cell), "")
    return bool(_EXAMPLE(plain_cell(first)))


def other_part(sample: Sample, heading: Heading, last: int) -> int:
    """Return the first record that stands alone over rows and says that they are not meant; 0 if there is none."""
    found = 0
    for record, cells in sample.numbered():
        if not heading.first <= record <= last:
            continue
        if found and any(map(looks_like_address, cells)):
            return found
        if not found and says_not_meant(cells):
            found = record
    return 0


def other_heading(sample: Sample, heading: Heading, last: int, purpose: Purpose) -> int:
    """Return the record of a heading further down that is another one; 0 if there is none among those looked at."""
    wanted = tuple(_at(sample, heading.record)) if heading.record else ()
    first = heading.first + (not heading.record)  # the first record may be a heading that was denied
    for record, cells in sample.numbered():
        if first <= record <= last and tuple(cells) != wanted and names_columns(cells, purpose):
            return record
    return 0


def shortened(cells: Iterable[str]) -> str:
    """Return what a record says, in short."""
    text = " ".join(cell for cell in cells if cell)
    return text if len(text) <= _SHOWN_TEXT else text[: _SHOWN_TEXT - 1] + "…"


def _at(sample: Sample, record: int) -> Cells:
    return sample.beginning[record - 1] if record <= len(sample.beginning) else ()


def _first_filled(sample: Sample, start: int) -> int:
    for record in range(start, min(start + MOST_LEADING, len(sample.beginning)) + 1):
        if any(_at(sample, record)) and not (record == 1 and is_separator_line(_at(sample, 1))):
            return record
    return start


def _names_columns(sample: Sample, record: int, purpose: Purpose) -> bool:
    """Whether the words of a record name columns: two roles, or one if nothing else is expected of the file."""
    return names_columns(_at(sample, record), purpose)


def names_columns(cells: Cells, purpose: Purpose) -> bool:
    """Return whether the words of a record name columns: two roles, or one where a file needs no more.

    A heading may show how an address is written, but none is an address: `E-mail 例)taro@example.jp`.
    """
    if any(_ADDRESS_ALONE(cell) for cell in map(_without_remarks, cells) if looks_like_address(cell)):
        return False
    roles = named_roles(cells, purpose)
    if len(roles) >= 2:
        return not any(looks_like_miles(cell) and meaning_of(cell, purpose) is None for cell in cells)
    if purpose is Purpose.CANCELLING and roles:
        return sum(map(bool, cells)) == 1 or not any(map(looks_like_miles, cells))
    return False


def _contrasts(sample: Sample, record: int) -> bool:
    """Whether a record of words that are not known stands out from the rows below it as a heading does (M184)."""
    filled = [cell for cell in _at(sample, record) if cell]
    if len(filled) < 2 or any(map(_may_be_content, filled)):
        return False
    below = [_at(sample, each) for each in range(record + 1, record + 1 + _ROWS_COMPARED)]
    below = [cells for cells in below if any(cells)]
    if not below:
        return False
    with_address = [cells for cells in below if any(map(looks_like_address, cells))]
    if 2 * len(with_address) < len(below):
        return not any(char.isdecimal() for cell in filled for char in cell) and record == _first_filled(sample, 1)
    column = next(n for n, cell in enumerate(with_address[0]) if looks_like_address(cell))
    return bool(_cell(_at(sample, record), column + 1)) and all(any(map(str.isalpha, cell)) for cell in filled)


def has_words(sample: Sample, first: int) -> bool:
    """Return whether one of the first records from one on is a line of words, as a heading may be that is not known."""
    return any(map(_is_words, sample.beginning[first - 1 : first - 1 + _WORDS_LOOKED_FOR]))


def _is_words(cells: Cells) -> bool:
    filled = [cell for cell in cells if cell]
    if len(filled) < _FEWEST_OF_A_ROW or any(map(looks_like_address, filled)):
        return False
    return all(any(map(str.isalpha, cell)) and not any(map(str.isdecimal, cell)) for cell in filled)


def _numbered_from_the_end(sample: Sample) -> Iterator[tuple[int, Cells]]:
    for place, cells in enumerate(reversed(sample.ending)):
        if sample.records - place <= len(sample.beginning):
            break
        yield sample.records - place, cells
    else:
        if sample.records - len(sample.ending) > len(sample.beginning):
            return
    for record in range(min(sample.records, len(sample.beginning)), 0, -1):
        yield record, sample.beginning[record - 1]


def _cause(cells: Cells, columns: dict[ColumnRole, int]) -> LeftOutCause | None:
    filled = [cell for cell in cells if cell]
    if _is_total(cells, columns):
        return LeftOutCause.TOTAL
    if len(filled) == 1 and _is_note(filled[0]):
        return LeftOutCause.NOTE
    return None


def _is_total(cells: Cells, columns: dict[ColumnRole, int]) -> bool:
    if any(map(looks_like_address, cells)):
        return False
    if not any(_TOTAL.fullmatch(plain(cell)) for cell in cells if cell and not cell.isdecimal()):
        return False
    # A row of the table has an address or an issue ID and a key; a total has at most the number of rows there.
    needed = [columns[role] for role in (ColumnRole.ADDRESS, ColumnRole.ISSUE_ID, ColumnRole.KEY) if columns.get(role)]
    return all(
        not cell or _TOTAL.fullmatch(plain(cell)) or looks_like_count(cell)
        for n in needed
        for cell in [_cell(cells, n)]
    )


def _is_note(text: str) -> bool:
    if looks_like_address(text):
        return False
    if plain_cell(text).startswith(tuple(map(plain_cell, _NOTE_BEGINS))):
        return True
    return bool(_NOT_ASCII(text)) and not looks_like_miles(text) and not _DATE_ALONE(plain_cell(text))


def _cell(cells: Cells, number: int) -> str:
    return cells[number - 1] if 0 < number <= len(cells) else ""


def _repeats(sample: Sample, heading: int, wanted: tuple[str, ...]) -> Iterator[int]:
    for record, cells in enumerate(sample.beginning[heading:], heading + 1):
        if tuple(cells) == wanted:
            yield record
    if not sample.is_whole:
        yield from (record for record in sample.repeats(heading) if record > len(sample.beginning))
