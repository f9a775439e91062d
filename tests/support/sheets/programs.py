"""Files of text as different programs write them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.support.sheets.cells import Line, LineKind, Sheet
from tests.support.sheets.truth import Certainty

Written = Callable[[Sheet, Random], bytes]


@dataclass(frozen=True)
class Program:
    """A program that saves a sheet as a file."""

    name: str
    write: Written
    suffix: str = ".csv"
    delimiter: str = ","
    certainty: Certainty = Certainty.CERTAIN
    may_refuse: bool = False
    is_raw: bool = False
    """Whether lines can be written that no program with quotes would write."""
    is_workbook: bool = False
    shows_hidden: bool = False
    """Whether the file says which rows are hidden."""


@dataclass(frozen=True)
class TextFormat:
    """How a text file is written."""

    encoding: str = "utf-8"
    line_end: str = "\r\n"
    delimiter: str = ","
    is_rectangle: bool = True
    """Whether all lines are as long as the longest, as spreadsheets write them."""
    quotes_all: bool = False
    quotes_lines: bool = False
    end: bytes = b""
    """What follows the text."""
    has_bom: bool = False
    may_end_early: bool = False
    """Whether the last line has no end."""

    def __call__(self, sheet: Sheet, random: Random) -> bytes:
        width = max(len(line.cells) for line in sheet.lines) if self.is_rectangle else 0
        lines = [self._line(line, width) for line in sheet.lines]
        text = self.line_end.join(lines) + ("" if self.may_end_early and random.random() < 0.5 else self.line_end)
        bom = "\ufeff" if self.has_bom else ""
        if not self.encoding.startswith("utf"):
            text = text.replace("\u00a0", " ")
        return (bom + text).encode(self.encoding, "replace") + self.end

    def _line(self, line: Line, width: int) -> str:
        if line.kind is LineKind.SEPARATOR:
            return f"sep={self.delimiter}"
        if line.raw is not None and self.delimiter == ",":
            return line.raw
        texts = list(line.texts)
        if line.kind is not LineKind.END_MARK:
            texts += [""] * (width - len(texts))
        written = self.delimiter.join(self._cell(text) for text in texts)
        return '"' + written.replace('"', '""') + '"' if self.quotes_lines else written

    def _cell(self, text: str) -> str:
        needs_quotes = self.quotes_all or set(text) & set('"\r\n' + self.delimiter)
        return '"' + text.replace('"', '""') + '"' if needs_quotes else text


def _text(name: str, form: TextFormat, suffix: str = ".csv") -> Program:
    return Program(name, form, suffix, form.delimiter)


SPREADSHEETS = (
    _text("Excel CSV", TextFormat("cp932")),
    _text("Excel CSV UTF-8", TextFormat("utf-8-sig")),
    _text("Excel Unicode text", TextFormat("utf-16-le", delimiter="\t", has_bom=True), ".txt"),
    _text("Google CSV", TextFormat("utf-8", may_end_early=True)),
    _text("LibreOffice CSV", TextFormat("utf-8", "\n")),
    _text("LibreOffice semicolons", TextFormat("utf-8", "\n", ";")),
    _text("Excel with another region", TextFormat("cp932", delimiter=";")),
    _text("tabs", TextFormat("cp932", delimiter="\t"), ".txt"),
    _text("all in quotes", TextFormat("utf-8", quotes_all=True)),
)
OLD_SYSTEMS = (
    _text("pipes", TextFormat("cp932", delimiter="|")),
    _text("lines in quotes", TextFormat("cp932", quotes_lines=True, is_rectangle=False)),
    _text("CR only", TextFormat("cp932", "\r")),
    _text("UTF-16 without BOM", TextFormat("utf-16-le", delimiter="\t")),
    _text("UTF-16 big endian", TextFormat("utf-16-be", delimiter="\t", has_bom=True)),
    _text("NUL at the end", TextFormat("cp932", end=b"\0" * 37)),
    Program("ISO-2022-JP", TextFormat("iso2022_jp"), certainty=Certainty.OPEN, may_refuse=True),
    Program("EUC-JP", TextFormat("euc_jp"), certainty=Certainty.OPEN, may_refuse=True),
)
HOME_MADE = Program("home-made", TextFormat("cp932", is_rectangle=False), is_raw=True)
HOME_MADE_UTF_8 = Program("home-made UTF-8", TextFormat("utf-8", "\n", is_rectangle=False), is_raw=True)


def text_program(random: Random) -> Program:
    """Return some program that writes text."""
    pick = random.random()
    if pick < 0.55:
        return random.choice(SPREADSHEETS)
    if pick < 0.75:
        return random.choice(OLD_SYSTEMS)
    return random.choice((HOME_MADE, HOME_MADE_UTF_8))
