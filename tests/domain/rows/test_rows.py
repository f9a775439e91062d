"""Reading what clerks save, and writing what is sent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmile_desktop.domain.failures import FileUnreadable, ReadFault
from netmile_desktop.domain.reading import read
from netmile_desktop.domain.rows.encodings import guess_encoding
from netmile_desktop.domain.rows.records import LINES_IN_A_QUOTE, OUTER_SPACES
from netmile_desktop.domain.rows.rows import Column, Recipe, Row, canonical, looks_like_header, records


def triples(data: bytes, recipe: Recipe | None = None) -> list[tuple[str, str, str]]:
    return [(row.address, row.key, row.miles) for row in read(data, recipe).rows]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("鈴木@example.jp,K1,100".encode(), "utf-8"),
        ("鈴木@example.jp,K1,100".encode("utf-8-sig"), "utf-8-sig"),
        ("鈴木①㈱髙～,K1,100".encode("cp932"), "cp932"),
        ("a@example.jp\tK1\t100".encode("utf-16"), "utf-16"),
        (b"a@example.jp,K1,100", "utf-8"),
        (b"\x83e\x83X\x83g,\xff,1", "cp932"),
        ("日本語だけの長い行".encode() + b"\xff", "utf-8"),
    ],
)
def test_the_encoding_is_guessed_from_the_bytes(data: bytes, expected: str) -> None:
    assert guess_encoding(data) == expected


def test_cp932_is_read_as_excel_writes_it() -> None:
    """0x8160 is the full-width tilde on Windows; the standard's own table says another character."""
    assert triples(b"\x81\x60@example.jp,K1,100\r\n")[0][0] == "～@example.jp"


@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_line_ends_and_encodings_make_no_difference(line_end: str, encoding: str) -> None:
    text = line_end.join(["a@example.jp,山田,100", "b@example.jp,K2,200", ""])
    assert triples(text.encode(encoding)) == [("a@example.jp", "山田", "100"), ("b@example.jp", "K2", "200")]


def test_tab_separated_unicode_text_is_understood() -> None:
    reading = read("a@example.jp\tK1\t100\nb@example.jp\tK2\t1,000\n".encode("utf-16"))
    assert reading.delimiter == "\t"
    assert reading.rows[1].miles == "1,000"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('"a@example.jp","K1","100"', ("a@example.jp", "K1", "100")),
        ('a@example.jp,"K ""1""",100', ("a@example.jp", 'K "1"', "100")),
        ('a@example.jp,K1,"1,000"', ("a@example.jp", "K1", "1,000")),
        ("a@example.jp,K1,1,000", ("a@example.jp", "K1", "1,000")),
        ("a@example.jp,K1,100,,,", ("a@example.jp", "K1", "100")),
        ("a@example.jp,K1,100,,x", ("a@example.jp", "K1", "100,,x")),
        ("a@example.jp,K1", ("a@example.jp", "K1", "")),
        ("a@example.jp", ("a@example.jp", "", "")),
        ('a@example.jp,K"1,100', ("a@example.jp", 'K"1', "100")),
        ('"a@example.jp,K1,100', ('"a@example.jp', "K1", "100")),
        ('"a@example.jp"x,K1,100', ("a@example.jpx", "K1", "100")),
        ("　 a@example.jp\u00a0,\tK1 , 100　", ("a@example.jp", "K1", "100")),
        ('" a@example.jp ",K1,100', ("a@example.jp", "K1", "100")),
        ('a@example.jp,"K\n1",100', ("a@example.jp", "K\n1", "100")),
    ],
)
def test_cells_come_out_as_meant(line: str, expected: tuple[str, str, str]) -> None:
    assert triples(line.encode()) == [expected]


def test_a_stray_quote_spoils_its_own_line_only() -> None:
    lines = ['"a@example.jp,K1,100'] + [f"m{n}@example.jp,K{n},100" for n in range(LINES_IN_A_QUOTE + 10)]
    reading = read("\n".join(lines).encode())
    assert len(reading.rows) == len(lines)
    assert reading.rows[0].address == '"a@example.jp'
    assert reading.rows[-1].key == f"K{LINES_IN_A_QUOTE + 9}"


def test_records_and_lines_are_counted_as_a_clerk_counts_them() -> None:
    data = b'mail,key,miles\na@example.jp,"K\n1",100\nb@example.jp,K2,100\n'
    rows = read(data).rows
    assert [(row.id, row.record, row.line) for row in rows] == [(0, 2, 2), (1, 3, 4)]


def test_a_blank_line_in_the_middle_is_a_row_and_trailing_ones_are_counted() -> None:
    reading = read(b"a@example.jp,K1,100\n\nb@example.jp,K2,100\n,,\n ,,\n")
    assert [row.address for row in reading.rows] == ["a@example.jp", "", "b@example.jp"]
    assert reading.dropped_records == 2


def test_trimmed_cells_are_counted() -> None:
    assert read(b" a@example.jp,K1 ,100\nb@example.jp,K2,100\n").trimmed_cells == 2


def test_undecodable_records_are_named() -> None:
    reading = read(b"a@example.jp,K1,100\n\xe3@example.jp,K2,100\n", Recipe(encoding="utf-8"))
    assert reading.undecodable_records == [2]
    assert reading.rows[1].address.startswith("\ufffd")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["メールアドレス", "指定キー", "マイル数"], True),
        (["mail", "key", ""], True),
        (["mail", "", ""], False),
        (["a@example.jp", "K", "x"], False),
        (["mail", "key", "100"], False),
        (["mail", "key", "１００"], False),
        (["mail", "key", "miles", "2026"], True),
        ([], False),
    ],
)
def test_a_header_has_words_and_neither_at_signs_nor_digits(cells: list[str], expected: bool) -> None:
    assert looks_like_header(cells) is expected


@pytest.mark.parametrize(("header", "rows"), [(None, 1), (True, 1), (False, 2)])
def test_the_header_can_be_switched_by_hand(header: bool | None, rows: int) -> None:
    reading = read(b"mail,key,miles\na@example.jp,K1,100\n", Recipe(header=header))
    assert len(reading.rows) == rows
    assert reading.header == (None if header is False else ("mail", "key", "miles"))


def test_mapped_columns_are_picked_and_others_ignored() -> None:
    data = b"100,x,a@example.jp,K1\n,x\n"
    assert triples(data, Recipe(columns=(3, 4, 1))) == [("a@example.jp", "K1", "100"), ("", "", "")]


@pytest.mark.parametrize("data", [b"", b"\n", b",,\n,,\n", b"\xef\xbb\xbf", " 　,\t\n".encode()])
def test_a_file_without_anything_is_empty(data: bytes) -> None:
    with pytest.raises(FileUnreadable) as raised:
        read(data)
    assert raised.value.reason == ReadFault.EMPTY


def test_a_header_alone_is_read_as_no_rows() -> None:
    assert read(b"mail,key,miles\n").rows.body() == b""


def test_binary_files_and_unknown_encodings_are_refused() -> None:
    with pytest.raises(FileUnreadable) as raised:
        read(b"MZ\0\0,K1,100")
    assert raised.value.reason == ReadFault.BINARY
    with pytest.raises(FileUnreadable) as raised:
        read(b"a", Recipe(encoding="latin-1"))
    assert raised.value.reason == ReadFault.UNKNOWN_ENCODING


def test_records_show_every_column() -> None:
    assert list(records(b"a, b ,c,d\n1\n")) == [["a", "b", "c", "d"], ["1"]]


def test_the_canonical_body_is_plain() -> None:
    rows = [Row(0, 2, 2, "a@example.jp", "K1", "100"), Row(1, 3, 3, 'x"y', "a,b", "1\r2")]
    assert canonical(rows) == b'a@example.jp,K1,100\n"x""y","a,b","1\r2"\n'


def test_a_row_gives_its_cells_by_column() -> None:
    row = Row(0, 1, 1, "a@example.jp", "K1", "100")
    assert [row.cell(column) for column in Column] == ["a@example.jp", "K1", "100"]


_CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
_CELLS = st.text(_CHARACTERS, max_size=20).map(lambda text: text.strip(OUTER_SPACES))
_TRIPLES = st.tuples(_CELLS, _CELLS, _CELLS)


@given(st.lists(_TRIPLES, min_size=1, max_size=30))
def test_what_is_written_is_read_back_alike(cells: list[tuple[str, str, str]]) -> None:
    """A byte order mark at the very start means an encoding; records empty at the end are dropped."""
    cells[0] = (cells[0][0].lstrip("\ufeff").strip(OUTER_SPACES), *cells[0][1:])
    rows = [Row(n, n + 1, 0, *each) for n, each in enumerate(cells)] + [Row(len(cells), 0, 0, "z@example.jp", "K", "1")]
    recipe = Recipe("utf-8", header=False)
    assert triples(canonical(rows), recipe) == [*cells, ("z@example.jp", "K", "1")]


@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(st.sampled_from('",\r\n\t 　aＡ@1"é\ufeff\ufffd'), max_size=200).map(str.encode),
        st.text(st.sampled_from('",\r\naア@1㈱'), max_size=200).map(lambda text: text.encode("cp932")),
    ),
    st.sampled_from(["", "utf-8", "utf-8-sig", "cp932", "utf-16"]),
    st.sampled_from([None, True, False]),
    st.sampled_from([None, (1, 2, 3), (3, 1, 2), (9, 8, 7)]),
)
def test_no_bytes_are_too_awkward(
    data: bytes, encoding: str, header: bool | None, columns: tuple[int, int, int] | None
) -> None:
    """Whatever comes: it is refused as unreadable, or every record up to the last filled one is one row."""
    recipe = Recipe(encoding, header, columns)
    try:
        reading = read(data, recipe)
    except FileUnreadable:
        return
    numbers = [row.record for row in reading.rows]
    first = 2 if reading.header is not None else 1
    assert numbers == list(range(first, first + len(numbers)))
    assert [row.id for row in reading.rows] == list(range(len(numbers)))
    lines = [row.line for row in reading.rows]
    assert lines == sorted(set(lines))
    every = list(records(data, reading.encoding))
    assert len(every) == len(numbers) + first - 1 + reading.dropped_records
    assert any(every[-1 - reading.dropped_records])
