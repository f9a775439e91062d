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
KEYS = (
    *("K1", "K2", "001", "0012", "12", "a/b", "k@x", "k.", ".k", "~", "x" * 64, "x" * 65, "a b", "a,b", "鍵", ""),
    *("k1@example.jp", "K1@X.JP", "k..1@docomo.ne.jp"),
    *("1E+05", "1.5E+10", "2026/1/2", "1-Jan", "Jan-26", "12-Dec", "11月21日", "#N/A", "k\x7f", "k\x01"),
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
    st.sampled_from([0, 0, 0, 1, 2, 30]),
    st.sampled_from([0, 0, 0, 1, 2, 30]),
    st.one_of(st.just(()), _ranges()),
)
