"""Files so large that they are read as bytes, in which something changes long after the beginning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from netmile_desktop.domain.tables.table import ColumnRole
from tests.support.sheets.cells import Triple
from tests.support.sheets.making import Made
from tests.support.sheets.truth import Certainty, TrueRow, Truth

ROWS = 30_500
"""More than are read row by row."""

CHANGE = 20_700
"""The row at which something changes; past what anybody looks at in the beginning."""


@dataclass
class _Text:
    """A file as it grows, with the rows that it truly has."""

    lines: list[str]
    rows: list[TrueRow]

    def add(self, text: str) -> None:
        self.lines.append(text)

    def add_row(self, text: str, meant: Triple, *, is_good: bool = True) -> None:
        """Add a row; a damaged one must not come in altered and unseen."""
        self.lines.append(text)
        self.rows.append(TrueRow(len(self.lines), meant, meant, is_good))


def _person(n: int, keys_are_digits: bool) -> Triple:
    return Triple(f"member{n:05}@example.jp", str(20_000 + n) if keys_are_digits else f"M{n:06}", str(50 + n % 40))


def _truth(text: _Text, certainty: Certainty, roles: tuple[int, int, int], **more: bool) -> Truth:
    columns = dict(zip((ColumnRole.ADDRESS, ColumnRole.KEY, ColumnRole.MILES), roles, strict=True))
    return Truth(certainty, tuple(text.rows), columns, delimiter=",", is_answerable=more.get("is_answerable", True))


def unchanged(random: Random) -> tuple[_Text, Truth]:
    """Nothing happens but a total at the end."""
    text = _Text(["氏名,メールアドレス,マイル数,会員番号"], [])
    for n in range(ROWS):
        row = _person(n, keys_are_digits=True)
        text.add_row(f"山田,{row.address},{row.miles},{row.key}", row)
    text.add(f"合計,,{sum(int(row.meant.miles) for row in text.rows)},")
    return text, _truth(text, Certainty.CERTAIN, (2, 4, 3))


def heading_repeated(random: Random) -> tuple[_Text, Truth]:
    """The heading stands again in the middle."""
    heading = "メールアドレス,指定キー,マイル発行数"
    text = _Text([heading], [])
    for n in range(ROWS):
        if n == CHANGE:
            text.add(heading)
        row = _person(n, keys_are_digits=False)
        text.add_row(",".join(row), row)
    return text, _truth(text, Certainty.CERTAIN, (1, 2, 3))


def columns_swapped_by_a_heading(random: Random) -> tuple[_Text, Truth]:
    """A second heading in the middle says that key and miles have changed places; keys could be miles."""
    text = _Text(["メールアドレス,指定キー,マイル発行数"], [])
    for n in range(ROWS):
        row = _person(n, keys_are_digits=True)
        if n == CHANGE:
            text.add("メールアドレス,マイル発行数,指定キー")
        text.add_row(
            f"{row.address},{row.key},{row.miles}" if n < CHANGE else f"{row.address},{row.miles},{row.key}", row
        )
    return text, _truth(text, Certainty.OPEN, (1, 2, 3), is_answerable=False)


def columns_swapped_unsaid(random: Random) -> tuple[_Text, Truth]:
    """Key and miles change places in the middle without a word; the keys have letters."""
    text = _Text(["メールアドレス,指定キー,マイル発行数,備考"], [])
    for n in range(ROWS):
        row = _person(n, keys_are_digits=False)
        swapped = f"{row.address},{row.miles},{row.key},"
        text.add_row(swapped if n >= CHANGE else f"{','.join(row)},", row, is_good=n < CHANGE)
    return text, _truth(text, Certainty.CERTAIN, (1, 2, 3))


def thousands_without_quotes(random: Random) -> tuple[_Text, Truth]:
    """Late rows have `1,000` without quotes, in front of a note that is empty."""
    text = _Text(["メールアドレス,会員番号,マイル,来店日,備考"], [])
    for n in range(ROWS):
        row = _person(n, keys_are_digits=False)
        is_odd = n > CHANGE and n % 1_000 == 7
        meant = row._replace(miles="1000") if is_odd else row
        miles = "1,000" if is_odd else row.miles
        text.add_row(f"{row.address},{row.key},{miles},2026/11/3,", meant, is_good=not is_odd)
    return text, _truth(text, Certainty.CERTAIN, (1, 2, 3))


def line_breaks_in_notes(random: Random) -> tuple[_Text, Truth]:
    """Late notes have quotes, commas and line breaks."""
    text = _Text(["会員番号,備考,メールアドレス,マイル"], [])
    for n in range(ROWS):
        row = _person(n, keys_are_digits=False)
        note = '"一行目\n二,行目 ""済"""' if n > CHANGE and n % 500 == 0 else ""
        text.add_row(f"{row.key},{note},{row.address},{row.miles}", row)
    return text, _truth(text, Certainty.CERTAIN, (3, 1, 4))


def moved_to_the_right(random: Random) -> tuple[_Text, Truth]:
    """Late rows begin one column further right, so that what was the key is an address."""
    text = _Text(["会員番号,メールアドレス,マイル,前回"], [])
    for n in range(ROWS):
        row = _person(n, keys_are_digits=True)
        is_odd = n > CHANGE and n % 900 == 1
        cells = f"{row.key},{row.address},{row.miles},{row.key}"
        text.add_row("," + cells if is_odd else cells, row, is_good=not is_odd)
    return text, _truth(text, Certainty.OPEN, (2, 1, 3))


def second_candidate_later(random: Random) -> tuple[_Text, Truth]:
    """The column with the word for miles is filled at first; later only that of the points is."""
    text = _Text(["メールアドレス,会員番号,マイル,ポイント"], [])
    for n in range(ROWS):
        row = _person(n, keys_are_digits=False)
        late = n >= CHANGE
        text.add_row(
            f"{row.address},{row.key},{'' if late else row.miles},{row.miles if late else ''}", row, is_good=not late
        )
    return text, _truth(text, Certainty.OPEN, (1, 2, 3))


def headless(random: Random) -> tuple[_Text, Truth]:
    """No heading, some `1,000` without quotes, a total and Ctrl-Z at the end."""
    text = _Text([], [])
    for n in range(ROWS):
        row = _person(n, keys_are_digits=True)
        is_odd = n % 4_000 == 3_999
        meant = row._replace(miles="1000") if is_odd else row
        text.add_row(f"{row.address},{row.key},{'1,000' if is_odd else row.miles}", meant, is_good=not is_odd)
    text.add(f"合計,{ROWS}件,")
    text.add("\x1a")
    return text, _truth(text, Certainty.CERTAIN, (1, 2, 3))


LARGE: tuple[Callable[[Random], tuple[_Text, Truth]], ...] = (
    unchanged,
    heading_repeated,
    columns_swapped_by_a_heading,
    columns_swapped_unsaid,
    thousands_without_quotes,
    line_breaks_in_notes,
    moved_to_the_right,
    second_candidate_later,
    headless,
)
"""Ways to make a large file."""


def large(n: int) -> Made:
    """Return a large file: the way to make it, its encoding and its line end depend on the number."""
    random = Random(n)
    way = LARGE[n % len(LARGE)]
    text, truth = way(random)
    encoding, line_end = random.choice((("cp932", "\r\n"), ("utf-8-sig", "\r\n"), ("utf-8", "\n"), ("cp932", "\r")))
    data = (line_end.join(text.lines) + line_end).encode(encoding)
    return Made(n, f"large{n}.csv", data, truth, (way.__name__, encoding), "large")
