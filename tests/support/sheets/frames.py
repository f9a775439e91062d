"""What stands around and between the rows: titles, blank lines, totals, notes, repeated headings, marks of the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from netmile_desktop.domain.tables.table import ColumnRole
from tests.support.sheets.cells import Cell, Line, LineKind, Meaning, Sheet, words
from tests.support.sheets.columns import Plan

TITLES: tuple[tuple[str, ...], ...] = (
    ("お買い上げマイル 11月分",),
    ("マイル発行リスト",),
    ("メールアドレス一覧（会員番号順）",),
    ("作成日", "2026/11/30"),
    ("作成日：2026年11月30日",),
    ("店舗", "新宿店", "", "担当", "鈴木"),
    ("件数", "25"),
    ("担当者", "tencho@shop.example.jp"),
    ("※マイル数は税抜金額の1%です",),
    ("社外秘",),
    ("対象期間", "2026/11/01", "～", "2026/11/30"),
    ("合計マイル", "12300"),
    ("",),
    ("",),
    ("", "", ""),
)
NOTES: tuple[tuple[str, ...], ...] = (
    ("以上",),
    ("", "", "以上"),
    ("※上記のとおり発行をお願いします。",),
    ("担当：鈴木（内線123）",),
    ("出力日時 2026/11/30 18:00",),
    ("注) 100マイル未満は切り捨て",),
    ("[EOF]",),
    ("---",),
)
TOTALS = ("合計", "総計", "合　計", "計", "Total", "TOTAL", "合計マイル", "総合計", "合計：", "")
SUBTOTALS = ("小計", "小　計", "新宿店 小計", "Subtotal")
GROUPS = ("会員情報", "", "", "マイル情報", "", "その他")


def _line(kind: LineKind, texts: Sequence[str]) -> Line:
    return Line(kind, words(*texts))


def with_titles(random: Random, sheet: Sheet) -> Sheet:
    """Put up to 12 lines above the table."""
    count = random.choice((1, 1, 2, 3, 4, 6, 12))
    above = [_line(LineKind.LEADING, random.choice(TITLES)) for _ in range(count)]
    return sheet.with_lines((*above, *sheet.lines), "titles")


def with_groups(random: Random, sheet: Sheet) -> Sheet:
    """Put a line with names of groups of columns above the heading."""
    width = len(sheet.lines[0].cells)
    groups = (GROUPS * 3)[:width]
    return sheet.with_lines((_line(LineKind.LEADING, groups), *sheet.lines), "groups above the heading")


def with_many_titles(random: Random, sheet: Sheet) -> Sheet:
    """Put more lines above the table than anybody expects: a letter."""
    above = [_line(LineKind.LEADING, random.choice(TITLES)) for _ in range(random.randrange(21, 30))]
    return sheet.with_lines((*above, *sheet.lines), "a letter above")


def with_merged_heading(random: Random, sheet: Sheet, plan: Plan) -> Sheet:
    """Write the heading in two lines, of which the upper says ポイント over several columns of numbers."""
    numbers = [n for n, each in enumerate(plan.columns) if each.meaning in {Meaning.MILES, Meaning.OTHER_MILES}]
    at = sheet.heading_at
    texts = sheet.lines[at].texts
    upper = ["" if n in numbers else text for n, text in enumerate(texts)]
    upper[numbers[0]] = random.choice(("ポイント", "マイル"))
    lower = [text if n in numbers else "" for n, text in enumerate(texts)]
    lines = (*sheet.lines[:at], _line(LineKind.HEADING, upper), _line(LineKind.HEADING, lower), *sheet.lines[at + 1 :])
    return sheet.with_lines(lines, "merged heading")


def with_rows_above(random: Random, sheet: Sheet) -> Sheet:
    """Put the heading after some of the rows, as in a file that was joined from one without and one with a heading."""
    at = sheet.heading_at
    rows = [n for n, line in enumerate(sheet.lines) if line.kind is LineKind.ROW]
    down = rows[random.randrange(len(rows) // 2)]
    lines = [*sheet.lines[:at], *sheet.lines[at + 1 : down + 1], sheet.lines[at], *sheet.lines[down + 1 :]]
    return sheet.with_lines(lines, "rows above the heading")


def with_split_heading(random: Random, sheet: Sheet) -> Sheet:
    """Write the heading in two lines: メール above アドレス."""
    at = sheet.heading_at
    halves = [(text[: len(text) // 2], text[len(text) // 2 :]) for text in sheet.lines[at].texts]
    upper = _line(LineKind.HEADING, [upper for upper, _ in halves])
    lower = _line(LineKind.HEADING, [lower for _, lower in halves])
    lines = (*sheet.lines[:at], upper, lower, *sheet.lines[at + 1 :])
    return sheet.with_lines(lines, "heading in two lines")


def moved(sheet: Sheet, by: int) -> Sheet:
    """Leave columns empty at the left of the table."""
    lines = [
        replace(line, cells=(*words(*[""] * by), *line.cells), raw=None if line.raw is None else "," * by + line.raw)
        for line in sheet.lines
    ]
    return replace(sheet.with_lines(lines, "begins in column " + "ABCDE"[by]), left=sheet.left + by)


def with_totals(random: Random, sheet: Sheet, plan: Plan) -> Sheet:
    """Put totals and subtotals after the rows."""
    lines: list[Line] = []
    since: list[Line] = []
    every = random.choice((0, 0, 4, 7))
    for line in sheet.lines:
        lines.append(line)
        if line.kind is LineKind.ROW:
            since.append(line)
            if every and len(since) % every == 0:
                lines.append(_total(random.choice(SUBTOTALS), since[-every:], plan, random))
    if random.random() < 0.3:
        lines.append(_line(LineKind.EMPTY, [""]))
    lines.append(_total(random.choice(TOTALS), since, plan, random))
    return sheet.with_lines(lines, "subtotals" if every else "total")


def _total(label: str, rows: Sequence[Line], plan: Plan, random: Random) -> Line:
    cells = [Cell("") for _ in plan.columns]
    free = [n for n, column in enumerate(plan.columns) if column.role is not ColumnRole.MILES] or [0]
    cells[random.choice((free[0], free[-1]))] = Cell(label)
    for n, column in enumerate(plan.columns):
        if column.meaning in {Meaning.MILES, Meaning.MONEY, Meaning.OTHER_MILES}:
            numbers = [int(row.cells[n].text) for row in rows if row.cells[n].text.isdecimal()]
            cells[n] = Cell(str(sum(numbers)), column.meaning)
    return Line(LineKind.TOTAL, tuple(cells))


def with_notes(random: Random, sheet: Sheet) -> Sheet:
    """Put notes below the table, with or without a blank line between."""
    below = [_line(LineKind.NOTE, random.choice(NOTES)) for _ in range(random.randrange(1, 3))]
    blank = [_line(LineKind.EMPTY, [""])] if random.random() < 0.5 else []
    return sheet.with_lines((*sheet.lines, *blank, *below), "notes")


def with_repeated_heading(random: Random, sheet: Sheet) -> Sheet:
    """Repeat the heading in the middle, as in a file that was joined from several."""
    heading = sheet.lines[sheet.heading_at]
    rows = [n for n, line in enumerate(sheet.lines) if line.kind is LineKind.ROW]
    lines = list(sheet.lines)
    for at in sorted(random.sample(rows, min(len(rows), random.randrange(1, 3))), reverse=True):
        lines.insert(at, replace(heading, kind=LineKind.REPEATED_HEADING))
    return sheet.with_lines(lines, "heading repeated")


def joined_otherwise(random: Random, sheet: Sheet) -> Sheet:
    """Repeat the heading in the middle with the columns in another order, which the rows after it follow."""
    lines = list(sheet.lines)
    rows = [n for n, line in enumerate(lines) if line.kind is LineKind.ROW]
    at = rows[len(rows) // 2]
    order = list(range(len(lines[sheet.heading_at].cells)))
    order = order[1:] + order[:1] if random.random() < 0.5 else [order[0], *order[:0:-1]]
    heading = replace(lines[sheet.heading_at], kind=LineKind.REPEATED_HEADING)
    after = [replace(each, cells=tuple(each.cells[n] for n in order)) for each in (heading, *lines[at:])]
    return sheet.with_lines((*lines[:at], *after), "joined with other columns")


def with_blank_lines(random: Random, sheet: Sheet) -> Sheet:
    """Put blank lines between rows."""
    lines: list[Line] = []
    for line in sheet.lines:
        if line.kind is LineKind.ROW and random.random() < 0.1:
            lines.append(_line(LineKind.EMPTY, [""]))
        lines.append(line)
    return sheet.with_lines(lines, "blank lines")


def with_empty_end(random: Random, sheet: Sheet) -> Sheet:
    """Leave empty rows at the end, as Excel does."""
    width = len(sheet.lines[-1].cells)
    tail = [_line(LineKind.EMPTY, [""] * width) for _ in range(random.choice((1, 3, 40)))]
    return sheet.with_lines((*sheet.lines, *tail), "empty end")


def with_end_mark(random: Random, sheet: Sheet) -> Sheet:
    """End the file with Ctrl-Z, as programs of the DOS days do."""
    mark = Line(LineKind.END_MARK, words("\x1a"), raw="\x1a")
    return sheet.with_lines((*sheet.lines, mark), "Ctrl-Z")


def framed(random: Random, sheet: Sheet, plan: Plan) -> Sheet:
    """Return the sheet with lines around and between its rows that leave it as clear as before."""
    ways: list[tuple[float, Callable[[], Sheet]]] = [
        (0.15, lambda: with_totals(random, sheet, plan)),
        (0.08, lambda: with_repeated_heading(random, sheet) if plan.has_heading else sheet),
        (0.12, lambda: with_notes(random, sheet)),
        (0.05, lambda: with_blank_lines(random, sheet)),
        (0.25, lambda: with_titles(random, sheet) if plan.has_heading else sheet),
        (0.10, lambda: moved(sheet, random.choice((1, 1, 2))) if plan.has_heading else sheet),
        (0.12, lambda: with_empty_end(random, sheet)),
    ]
    for chance, way in ways:
        if random.random() < chance:
            sheet = way()
    return sheet
