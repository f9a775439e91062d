"""What programs and people do to single rows. A damaged row may come in as meant or be refused, never altered unseen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from netmile_desktop.domain.tables.table import ColumnRole
from tests.support.sheets.cells import Cell, Line, LineKind, Meaning, Sheet
from tests.support.sheets.columns import Plan

_FULL_WIDTH = str.maketrans({chr(n): chr(n + 0xFEE0) for n in range(0x21, 0x7F)})

CellDamage = Callable[[str, Random], str]

OUTER_SPACES = (" {}", "{} ", "　{}", "{}　 ", "\u00a0{}")
"""What is trimmed: the row is good all the same."""


def _full_width(text: str, random: Random) -> str:
    return text.translate(_FULL_WIDTH)


def _blank(text: str, random: Random) -> str:
    return random.choice(("", "", " ", "　"))


ADDRESS_DAMAGE: tuple[CellDamage, ...] = (
    _full_width,
    _blank,
    lambda text, random: text.replace("@", "＠"),
    lambda text, random: text.partition("@")[0],
    lambda text, random: text.replace(".", ","),
    lambda text, random: text.replace("@", " @"),
    lambda text, random: text[:3] + "\n" + text[3:],
    lambda text, random: f"{text};{text}",
    lambda text, random: f"<{text}>",
    lambda text, random: "#N/A",
)
KEY_DAMAGE: tuple[CellDamage, ...] = (
    _full_width,
    _blank,
    lambda text, random: text[:2] + '"' + text[2:],
    lambda text, random: text[:2] + "\n" + text[2:],
    lambda text, random: text[:2] + " " + text[2:],
    lambda text, random: f"{text},",
    lambda text, random: f"{text}号",
)
DISGUISED_KEYS: tuple[str, ...] = (
    *("1.23457E+11", "1.2e+11", "1.23E-05", "2026/3/1", "3/1/2026", "26/03/01", "12:30", "3月1日", "1-Mar"),
    *("#N/A", "#REF!", "nan", "NULL", "12345.0", "'00123", "#CALC!", "#SPILL!"),
)
"""What a spreadsheet makes of keys: they are allowed as keys, but a warning must say that something is odd (M372)."""

MILES_DAMAGE: tuple[CellDamage, ...] = (
    _full_width,
    _blank,
    lambda text, random: f"{int(text) + 1_000:,}",
    lambda text, random: f"{text}マイル",
    lambda text, random: f"{text}.0",
    lambda text, random: f"{text}.5",
    lambda text, random: f"-{text}",
    lambda text, random: f"+{text}",
    lambda text, random: f"¥{text}",
    lambda text, random: f"0{text}",
    lambda text, random: f"{text}e3",
    lambda text, random: f"{text}pt",
    lambda text, random: f"{text} 00",
    lambda text, random: f"{text}\n{text}",
    lambda text, random: random.choice(("0", "-", "#N/A", "#REF!", "なし", "TRUE")),
)


def damaged(random: Random, sheet: Sheet, plan: Plan, share: float, *, as_raw_commas: bool) -> Sheet:
    """Return a sheet of which about a share of the rows is damaged.

    `as_raw_commas`: it will be written with commas, so that a line can also be damaged as a home-made program does.
    """
    lines = [
        _damaged_row(random, line, plan, as_raw_commas)
        if line.kind is LineKind.ROW and line.is_good and random.random() < share
        else line
        for line in sheet.lines
    ]
    return sheet.with_lines(lines, "damaged") if lines != list(sheet.lines) else sheet


def _damaged_row(random: Random, line: Line, plan: Plan, as_raw_commas: bool) -> Line:
    roles = [role for role in (ColumnRole.ADDRESS, ColumnRole.KEY, ColumnRole.MILES) if plan.at(role)]
    role = random.choice(roles)
    at = plan.at(role) - 1
    text = line.cells[at].text
    chance = random.random()
    if chance < 0.2:
        return _with_cell(line, at, random.choice(OUTER_SPACES).format(text), is_good=True)
    if as_raw_commas and chance < 0.35:
        return _raw_damage(random, line, plan)
    if role is ColumnRole.KEY and chance < 0.55:
        return replace(_with_cell(line, at, random.choice(DISGUISED_KEYS)), shown_may_pass=True)
    ways = {ColumnRole.ADDRESS: ADDRESS_DAMAGE, ColumnRole.KEY: KEY_DAMAGE, ColumnRole.MILES: MILES_DAMAGE}[role]
    return _said_anew(_with_cell(line, at, random.choice(ways)(text, random)), plan)


def _said_anew(line: Line, plan: Plan) -> Line:
    """Return a row that means what its miles say, if they are a number with commas."""
    miles = line.cells[plan.at(ColumnRole.MILES) - 1].text.replace(",", "") if plan.at(ColumnRole.MILES) else ""
    return replace(line, meant=line.meant._replace(miles=miles)) if line.meant and miles.isdecimal() else line


def _with_cell(line: Line, at: int, text: str, *, is_good: bool = False) -> Line:
    cells = list(line.cells)
    meaning = cells[at].meaning if is_good else Meaning.WORDS
    cells[at] = Cell(text, meaning)
    return replace(line, cells=tuple(cells), is_good=is_good)


def _raw_damage(random: Random, line: Line, plan: Plan) -> Line:
    """Return the line as a program writes it that knows no quotes."""
    texts = list(line.texts)
    if any(set(text) & set(',"\r\n') for text in texts):
        return line
    commas = [n for n, cell in enumerate(line.cells) if cell.meaning in {Meaning.MILES, Meaning.MONEY}]
    notes = [n for n, cell in enumerate(line.cells) if cell.meaning in {Meaning.MEMO, Meaning.NAME}]
    chance = random.random()
    if commas and chance < 0.5:
        for n in commas:
            texts[n] = f"{int(texts[n] or '0') + 1_000:,}"
    elif notes and chance < 0.75:
        texts[notes[0]] = random.choice(("済,再送", "Sato, Taro", "12,500円"))
    else:
        at = plan.at(random.choice((ColumnRole.ADDRESS, ColumnRole.KEY))) - 1
        texts[at if at >= 0 else 0] = '"' + texts[at]
    cells = tuple(cell._replace(text=text) for cell, text in zip(line.cells, texts, strict=True))
    return _said_anew(replace(line, cells=cells, raw=",".join(texts), is_good=False), plan)


def with_stray_quotes(random: Random, sheet: Sheet, plan: Plan) -> Sheet:
    """Return a sheet with two stray quotes some lines apart, in a column that is not sent."""
    places = [n for n, column in enumerate(plan.columns) if column.meaning in {Meaning.MEMO, Meaning.NAME}]
    rows = [n for n, line in enumerate(sheet.lines) if line.kind is LineKind.ROW and line.is_good and not line.raw]
    if not places or len(rows) < 4:
        return sheet
    lines = list(sheet.lines)
    for n in sorted(random.sample(rows, 2)):
        texts = list(lines[n].texts)
        texts[places[0]] = '"' + random.choice(("特記", "55型", "VIP"))
        lines[n] = replace(lines[n], raw=",".join(texts))
    return sheet.with_lines(lines, "stray quotes")


def all_with_commas(lines: Sequence[Line], places: Sequence[int]) -> list[Line]:
    """Return rows all of which have a comma of thousands in some columns, as Excel saves numbers shown so."""
    return [
        replace(line, cells=tuple(_with_comma(cell) if n in places else cell for n, cell in enumerate(line.cells)))
        if line.kind is LineKind.ROW
        else line
        for line in lines
    ]


def _with_comma(cell: Cell) -> Cell:
    return cell._replace(text=f"{int(cell.text):,}") if cell.text.isdecimal() else cell
