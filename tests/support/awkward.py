"""Files as nobody wants them: every fault that cells, quotes, line ends and encodings can have, at random."""

from __future__ import annotations

from hypothesis import strategies as st

from netmile_desktop.domain.rows.encodings import ENCODINGS
from netmile_desktop.domain.rows.rows import Recipe

ADDRESSES = (
    *("a@example.jp", "b.c@docomo.ne.jp", "x..y@docomo.ne.jp", "A@EXAMPLE.JP", "a+b@x.jp", "a/b@x.jp", "a_b@x.jp"),
    *(
        "",
        "a@b",
        "a@@b.jp",
        "@x.jp",
        "a@.jp",
        "a.@x.jp",
        "a@x..jp",
        "a@x.jp.",
        "a@x_y.jp",
        "a@x+y.jp",
        "a(b@x.jp",
        "鈴木@x.jp",
    ),
    *(" a@x.jp", "a@x.jp\u3000", "\u00a0a@x.jp", '"', 'a"b@x.jp', "x" * 70 + "@x.jp", "a@" + "d" * 40 + ".jp"),
    *("a@" + "d" * 29 + ".jp", "a@" + "d" * 29 + ".jp_x"),
)
ALTERED_KEYS = (
    *("1.23457E+11", "1.23457e+11", "1.2345678901e+11", "1.23E-05", "-1.23E+05", "1.23457E11", "1.23456789012E+015"),
    *("1E+05", "1e+05", "+1E+05", "12.5E+10", "1.0e5", "123456789.5e7", "0.1E+1"),
    *("2026/3/1", "2026/03/01", "26/03/01", "03/01/26", "3/1/2026", "31/12/2026", "31/12/26", "2026-03-01", "2026-3-1"),
    *("2026.3.1", "2026.03.01", "1.3.2026", "01.03.2026", "2026-03-01T00:00:00", "2026/3/1T10:30", "1900/1/1"),
    *(
        "R8.3.1",
        "R8/3/1",
        "H31.04.30",
        "S64/1/7",
        "1-Mar",
        "31-Dec",
        "Mar-01",
        "1-Sept",
        "Sept-01",
        "1-Mar-26",
        "01-Mar-2026",
    ),
    *("12:30", "12:30:00", "0:00:00", "12:30PM", "12:30:00.000", "99:59"),
    *("'00123", "'K1", "12345.0", "12345.00", "-12345.0", "12345678901.0", "1234567890123456789.0", "0.0000000000000"),
    *("110.00000000000001", "109.99999999999999", "123456789012.00001", "0.1000000000000000055511151231257827"),
    *("12345678901234567.5", "1.00000000000000001", "1234567890.12345678901", "00000000000000001234567890123456.5"),
    *(
        "nan",
        "NaN",
        "NULL",
        "null",
        "None",
        "NONE",
        "N/A",
        "n/a",
        "NA",
        "NaT",
        "nil",
        "undefined",
        "<NA>",
        "(null)",
        "\\N",
    ),
    *("TRUE", "False", "#CALC!", "#SPILL!", "#GETTING_DATA", "#CONNECT!", "#BLOCKED!", "#FIELD!", "#UNKNOWN!"),
    *("#PYTHON!", "#BUSY!", "#EXTERNAL!", "#####", "Err:502", "err:504", "#DIV/0!", "#NAME?"),
)
"""Keys that look altered by a spreadsheet or by a program beside it, though each may be a key."""

RESEMBLING_KEYS = (
    *(
        "1e5",
        "1E5",
        "12E10",
        "12E+10",
        "1E-05",
        "E+10",
        "1.E+5",
        "1.2.3E+5",
        "2026-13-01",
        "2026/00/01",
        "12/34/56",
        "3/1",
    ),
    *("1234-5678", "4505-03-01", "12-03-01", "1-A", "01-A123", "1-MAR", "Mar-1", "Mar-2026", "12:3", "12:60", "1:2:3"),
    *(
        "123.456",
        "1.2.3",
        "1.20",
        "10.0.0.1",
        "12345.",
        ".0",
        "1.5e",
        "R8-3-1",
        "R123456",
        "R8.13.1",
        "K8.3.1",
        "Q1/2/3",
    ),
    *("nancy", "nanx", "NULL1", "Truex", "NAT", "0nan", "undefined1", "A#N/A", "K'1", "'", "-1", "+1E", "12345678.9"),
    *("00000000-0000-4000-8000-000000000000", "4901234567890-1", "12345678/0", "Errx502", "1234567890123.5"),
)
"""Keys that only resemble those."""

KEYS = (
    *("K1", "K2", "001", "0012", "12", "a/b", "k@x", "k.", ".k", "~", "x" * 64, "x" * 65, "a b", "a,b", "鍵", ""),
    *("k1@example.jp", "K1@X.JP", "k..1@docomo.ne.jp"),
    *("1E+05", "1.5E+10", "2026/1/2", "1-Jan", "Jan-26", "12-Dec", "11月21日", "#N/A", "k\x7f", "k\x01"),
    *ALTERED_KEYS,
    *RESEMBLING_KEYS,
    *("3月1日", "令和8年3月1日", "2026/03/01 0:00", "12:30 PM", "\x1b$B;XDj", "#SPILL!x", "１２：３０", "’00123"),
)
MILES = (
    *(
        "100",
        "1",
        "500",
        "0",
        "01",
        "12345678",
        "123456789",
        "1,000",
        "１００",
        "",
        "-1",
        "1.5",
        "1e3",
        " 5",
        "5 ",
        "abc",
    ),
)
HEADERS = ("メールアドレス,指定キー,マイル数", "mail,key,miles", '"mail","key","miles"', "")
LINE_ENDS = ("\r\n", "\n", "\r")
DELIMITERS = (";", "|", "\t", " ", ".", "-")
EMPTY_LINES = ("", ",,", "  ", '"",""', "\u3000,\u00a0", "\x1a", "\x1a,", ",,,,")
CODECS = ("utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-le", "utf-16-be", "iso2022_jp_ext", "euc_jp")
PADDINGS = (b"", b"", b"", b"\x1a", b"\0\0\0", b"\x1a\0\0", b"\0\x1a")
RECIPE_COLUMNS = (None, None, (1, 2, 3), (2, 1, 3), (1, 2, 4), (3, 2, 1), (1, 1, 1), (5, 2, 3))


def _quoted(cell: str, how: int) -> str:
    inner = cell.replace('"', '""')
    ways = (cell, cell, cell, f'"{inner}"', f'"{cell}', f'{cell}"', f'"{cell[:1]}\n{cell[1:]}"', f'"{inner}" ')
    return ways[how]


_STRANGE_CELL = st.builds(_quoted, st.sampled_from(ADDRESSES + KEYS + MILES), st.integers(0, 7))
_GOOD_CELLS = st.builds(lambda n, m: [f"m{n}@example.jp", f"K{m}", str(m + 1)], st.integers(0, 20), st.integers(0, 20))


def _with_one_other(cells: list[str], cell: tuple[int, str], how: int) -> list[str]:
    column, text = cell
    return [*cells[:column], _quoted(text, how), *cells[column + 1 :]]


_ONE_STRANGE_CELL = st.builds(
    _with_one_other,
    _GOOD_CELLS,
    st.one_of(
        [st.tuples(st.just(column), st.sampled_from(cells)) for column, cells in enumerate((ADDRESSES, KEYS, MILES))]
    ),
    st.sampled_from([0, 0, 3]),
)
_CELLS = st.one_of(
    st.builds(
        lambda address, key, miles, how: [_quoted(address, how), _quoted(key, how), _quoted(miles, how)],
        *(st.sampled_from(ADDRESSES), st.sampled_from(KEYS), st.sampled_from(MILES), st.sampled_from([0, 3])),
    ),
    _GOOD_CELLS,
    _ONE_STRANGE_CELL,
    st.lists(_STRANGE_CELL, max_size=5),
    st.sampled_from([["a@x.jp", "K1", "5", "", ""], ["a@x.jp", "K1", "5", "memo"], ["", "", ""], [""]]),
)


@st.composite
def awkward_files(draw: st.DrawFn) -> bytes:
    """The bytes of a file."""
    separator = draw(st.sampled_from([",", ",", ",", "\t", *DELIMITERS]))
    line_end = st.just(draw(st.sampled_from(LINE_ENDS))) if draw(st.booleans()) else st.sampled_from(LINE_ENDS)
    text = draw(st.sampled_from(HEADERS)).replace(",", separator)
    text += draw(line_end) if text else ""
    for cells in draw(st.lists(_CELLS, max_size=25)):
        text += separator.join(cells) + draw(line_end)
    for line in draw(st.lists(st.sampled_from(EMPTY_LINES), max_size=3)):
        text += line.replace(",", separator) + draw(line_end)
    if draw(st.booleans()):
        text = text[:-1]
    data = bytearray(text.encode(draw(st.sampled_from(CODECS)), "replace"))
    for at, byte in draw(
        st.lists(st.tuples(st.integers(0, 10_000), st.sampled_from(b'\x81\xff\x80\xa0\xe3\xef",\r\n\t')), max_size=2)
    ):
        if data:
            data[at % len(data)] = byte
    return bytes(data) + draw(st.sampled_from(PADDINGS))


@st.composite
def _ranges(draw: st.DrawFn) -> tuple[tuple[int, int], ...]:
    """Records left out, in order."""
    found = []
    at = 0
    for gap, more in draw(st.lists(st.tuples(st.integers(1, 6), st.sampled_from([0, 0, 1, 3])), max_size=4)):
        found.append((at + gap, at + gap + more))
        at += gap + more
    return tuple(found)


RECIPES = st.builds(
    Recipe,
    st.sampled_from(["", "", "", *ENCODINGS]),
    st.sampled_from([None, None, True, False]),
    st.sampled_from(RECIPE_COLUMNS),
    st.sampled_from(["", "", "", ",", *DELIMITERS]),
    st.sampled_from([0, 0, 1, 3, 4, 5]),
    st.sampled_from([0, 0, 0, 3, 4, 5]),
    st.sampled_from([0, 0, 0, 1, 2, 30]),
    st.sampled_from([0, 0, 0, 1, 2, 30]),
    st.one_of(st.just(()), _ranges()),
)
