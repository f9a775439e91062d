"""Whatever a file holds, the fast lane says the same of it as the plain rules, row for row."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmile_desktop.domain.campaigns import FixedAmount, Mode, Validity, VariableAmount
from netmile_desktop.domain.checking import NO_PAST, PastIssues, check
from netmile_desktop.domain.failures import FileUnreadable
from netmile_desktop.domain.fast_lane import reading as large_files
from netmile_desktop.domain.fast_lane import single_rows
from netmile_desktop.domain.fast_lane.blocks import blocks
from netmile_desktop.domain.fast_lane.byte_table import ByteTable
from netmile_desktop.domain.fast_lane.judging import judge
from netmile_desktop.domain.fast_lane.reading import read_large
from netmile_desktop.domain.fast_lane.rows_on_bytes import RowsOnBytes
from netmile_desktop.domain.reading import MANY_ROWS, read, read_plainly
from netmile_desktop.domain.row_sources.interface import Reading
from netmile_desktop.domain.rows.altered_cells import alteration
from netmile_desktop.domain.rows.issuances import Rule, check_row, is_key
from netmile_desktop.domain.rows.known import NO_KEYS, IssuedBefore, KeysSeen
from netmile_desktop.domain.rows.rows import Column, Recipe, RecordFormat, canonical
from netmile_desktop.progress import Cancelled
from tests.support.awkward import ADDRESSES, KEYS, MILES, RECIPES, awkward_files
from tests.support.files import HEADER, csv_bytes, good_rows
from tests.support.progress import Watched

BLOCKS = st.sampled_from([1, 7, 40, 200, 1 << 20])
RULES = st.builds(
    Rule,
    mode=st.sampled_from(Mode),
    amount=st.sampled_from([FixedAmount(100), VariableAmount(1, 500)]),
    per_member=st.sampled_from([None, None, 1, 2]),
    per_member_per_day=st.sampled_from([None, None, 1]),
    issuance_from=st.just(date(2026, 1, 1)),
    issuance_to=st.just(date(2026, 12, 31)),
    state=st.just(Validity.APPROVED),
    today=st.just(date(2026, 11, 22)),
)
KNOWN = st.sampled_from([None, KeysSeen(["0012", "K1", "01", "1"])])
ISSUED = st.sampled_from([None, lambda address: IssuedBefore(int(address.startswith("m1")), 0)])


def told(read_it: Callable[[], Reading]) -> tuple[Any, ...]:
    """All that is said about a file, or why it cannot be read."""
    try:
        reading = read_it()
    except FileUnreadable as failure:
        return failure.reason, failure.detail
    return (
        *(reading.encoding, reading.delimiter, reading.header, list(reading.rows)),
        *(reading.trimmed_cells, reading.dropped_records, reading.undecodable_records),
        [list(cells) for cells in reading.rows.whole_records(range(len(reading.rows)))],
    )


@settings(max_examples=250)
@given(awkward_files(), RECIPES, BLOCKS)
def test_any_file_in_any_blocks_is_read_as_plainly(data: bytes, recipe: Recipe, block_bytes: int) -> None:
    assert told(lambda: read_large(data, recipe, block_bytes=block_bytes)) == told(lambda: read_plainly(data, recipe))


@settings(max_examples=250)
@given(awkward_files(), RECIPES, BLOCKS, RULES, KNOWN, ISSUED)
def test_any_file_is_judged_as_plainly(
    data: bytes, recipe: Recipe, block_bytes: int, rule: Rule, known: Any, issued: Any
) -> None:
    try:
        table = read_large(data, recipe, block_bytes=block_bytes).rows
    except FileUnreadable:
        return
    assert table.check(rule, PastIssues(known or NO_KEYS, issued)) == check(list(table), rule, known, issued)


@settings(max_examples=100)
@given(awkward_files(), RECIPES, BLOCKS, st.data())
def test_any_rows_make_the_same_body(data: bytes, recipe: Recipe, block_bytes: int, chosen: st.DataObject) -> None:
    try:
        table = read_large(data, recipe, block_bytes=block_bytes).rows
    except FileUnreadable:
        return
    assert isinstance(table, ByteTable)
    places = [n for n in range(len(table)) if chosen.draw(st.integers(0, 3))]
    assert table.body(places) == canonical([table[n] for n in places])
    assert table.body() == canonical(list(table))


@given(st.binary(max_size=200), st.integers(1, 60))
def test_blocks_part_no_line_and_lose_nothing(data: bytes, size: int) -> None:
    spans = list(blocks(data, len(data), size))
    assert b"".join(data[begin:until] for begin, until in spans) == data
    for begin, until in spans[:-1]:
        assert begin < until
        assert data[until - 1 : until] in {b"\n", b"\r"}
        assert data[until - 1 : until + 1] != b"\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "utf-16"])
def test_large_files_stay_bytes(encoding: str) -> None:
    reading = read(csv_bytes(good_rows(MANY_ROWS + 1), encoding=encoding, header=HEADER))
    assert isinstance(reading.rows, RowsOnBytes)
    assert reading.encoding == encoding
    assert reading.header == HEADER
    assert reading.rows[-1] == reading.rows[MANY_ROWS]
    assert len(reading.rows) == MANY_ROWS + 1


def test_almost_all_rows_of_a_good_file_are_proved_good() -> None:
    """What makes it fast; only rows at the very end of the file are left to the plain rules."""
    table = read(csv_bytes(good_rows(MANY_ROWS + 1))).rows
    assert isinstance(table, ByteTable)
    assert int(table.sound.sum()) > MANY_ROWS - 5


@pytest.mark.no_cover
@pytest.mark.parametrize("block_bytes", [1, 200, 1 << 20])
@pytest.mark.parametrize("quote", ["", '"'])
@pytest.mark.parametrize(("column", "cells"), list(enumerate((ADDRESSES, KEYS, MILES))))
def test_each_strange_cell_among_good_ones_is_judged_as_plainly(
    column: int, cells: Sequence[str], quote: str, block_bytes: int
) -> None:
    good = ["m1@example.jp", "K1", "100"]
    rule = msgspec.structs.replace(_rule(), amount=VariableAmount(1, 500))
    strange = [[*good[:column], quote + cell + quote, *good[column + 1 :]] for cell in cells]
    for rows in (2 * strange, *([row] for row in strange)):
        lines = [good, *rows, ["m2@example.jp", "K2", "1"], *[["m3@example.jp", "K3", "500"]] * 3]
        table = read_large("\n".join(map(",".join, lines)).encode(), Recipe(), block_bytes=block_bytes).rows
        assert table.check(rule) == check(list(table), rule), rows


_PIECES = st.sampled_from(
    [
        *"0123456789",
        *"01" * 5,
        *"./-:eE+#'<>()\\aMRT",
        "Mar",
        "nan",
        "NULL",
        "00000000",
        "12345678",
        "2026",
        "E+",
        "true",
    ]
)


@given(st.lists(st.lists(_PIECES, min_size=1, max_size=9).map("".join).filter(is_key), min_size=1, max_size=40))
def test_no_key_that_looks_altered_is_proved_good(keys: list[str]) -> None:
    lines = [f"m{n}@example.jp,{key},100\n" for n, key in enumerate(keys)] + ["z@example.jp,Z,100\n"] * 3
    table = read_large("".join(lines).encode(), Recipe(header=False)).rows
    assert isinstance(table, ByteTable)
    assert [
        row.key
        for row, is_sound in zip(table, table.sound, strict=True)
        if is_sound and alteration(row.key, Column.KEY)
    ] == []


def test_codes_of_usual_shapes_are_proved_good() -> None:
    """A file of such keys is as fast as any."""
    keys = ["1234-5678", "12-03-01", "1-A", "01-A123", "1-MAR", "123.456", "R123456", "M-0001", "nancy"]
    keys += ["1e5", "12E10", "12E+10", "1E-05", "4901234567890-1", "12345678/0", "NULL1", "A#1", "1234567890123.5"]
    keys += ["00000000-0000-4000-8000-000000000000", "f47ac10b-58cc-4372-a567-0e02b2c3d479", "12/345"]
    lines = [f"m{n}@example.jp,{key},100\n" for n, key in enumerate(keys)] + ["z@example.jp,Z,100\n"] * 3
    table = read_large("".join(lines).encode(), Recipe(header=False)).rows
    assert isinstance(table, ByteTable)
    assert [row.key for row, is_sound in zip(table, table.sound, strict=True) if not is_sound] == ["Z"] * 3


@pytest.mark.parametrize("most_texts", [3, single_rows.MOST_TEXTS])
@pytest.mark.parametrize("mode", Mode)
def test_many_rows_with_the_same_few_faults_are_judged_as_plainly(
    monkeypatch: pytest.MonkeyPatch, most_texts: int, mode: Mode
) -> None:
    """More of them than are judged at a time, and more different ones than are remembered."""
    monkeypatch.setattr(single_rows, "MOST_TEXTS", most_texts)
    chance = random.Random(11)
    rows = []
    for cells in good_rows(5 * single_rows.REPORT_EVERY):
        strange = [chance.choice(each) for each in (ADDRESSES, KEYS, MILES)]
        at = chance.randrange(4)
        rows.append(tuple(strange) if at == 3 else (*cells[:at], strange[at], *cells[at + 1 :]))
    table = read_large(csv_bytes(rows), Recipe()).rows
    rule = msgspec.structs.replace(_rule(), mode=mode, amount=VariableAmount(1, 500))
    assert table.check(rule) == check(list(table), rule)


NOTES = (
    "山田 太郎",
    "佐藤　花子",
    "Sato Taro",
    " 前に空白",
    "後ろに空白　",
    "\ufffd",
    "ポイント",
    "表示",
    "",
    "髙橋",
    '"引用, 句"',
    "a\tb",
)
"""Cells of columns that are not sent; in CP932 some have bytes that are ASCII characters elsewhere."""


@settings(max_examples=150)
@given(
    st.lists(st.tuples(*[st.sampled_from(NOTES)] * 3), min_size=1, max_size=12),
    st.sampled_from(["utf-8", "utf-8-sig", "cp932", "euc-jp", "utf-16"]),
    st.sampled_from([",", "\t", ";", "|"]),
    st.sampled_from([(1, 2, 3), (2, 4, 5), (6, 4, 2)]),
    st.sampled_from([0, 6, 7]),
    BLOCKS,
)
def test_what_is_not_sent_changes_nothing_of_the_rows(
    notes: list[tuple[str, ...]],
    encoding: str,
    delimiter: str,
    columns: tuple[int, int, int],
    width: int,
    block_bytes: int,
) -> None:
    records = []
    for n, own in enumerate(notes):
        sent = iter((f"m{n}@example.jp", f"K{n}", f"{n}00"))
        others = iter(own)
        by_column = {column: next(sent) for column in columns}
        records.append(delimiter.join(by_column.get(at) or next(others) for at in range(1, 7)))
    data = "\r\n".join(records).encode(encoding, "replace")
    recipe = Recipe("" if encoding == "utf-16" else encoding, False, columns, delimiter, width)
    assert told(lambda: read_large(data, recipe, block_bytes=block_bytes)) == told(lambda: read_plainly(data, recipe))
    guessed = msgspec.structs.replace(recipe, encoding="")
    assert told(lambda: read_large(data, guessed, block_bytes=block_bytes)) == told(lambda: read_plainly(data, guessed))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_names_beside_what_is_sent_are_not_decoded_row_by_row(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [(*row, "山田 太郎", "東京都千代田区") for row in good_rows(MANY_ROWS)]
    data = csv_bytes(rows, encoding=encoding)
    decoded: list[bytes] = []
    texts = RecordFormat.texts

    def watched(form: RecordFormat, records: list[bytes]) -> list[str]:
        decoded.extend(records)
        return texts(form, records)

    monkeypatch.setattr(RecordFormat, "texts", watched)
    reading = read_large(data, Recipe(columns=(1, 2, 3), width=5))
    assert isinstance(reading.rows, ByteTable)
    assert len(reading.rows.odd_rows()) <= 3, "but for one with a mark of the encoding, and the last ones"
    assert len(decoded) <= 3
    assert reading.trimmed_cells == 0
    spaced = data.replace(
        "太郎".encode(encoding.removesuffix("-sig")), "太郎 ".encode(encoding.removesuffix("-sig")), 1
    )
    assert read_large(spaced, Recipe(columns=(1, 2, 3), width=5)).trimmed_cells == 1


def test_keys_that_look_like_addresses_are_told_in_large_files_too() -> None:
    keys = {at: f"k{at}@example.jp" for at in range(0, MANY_ROWS, 5_000)}
    rows = [(address, keys.get(at, key), miles) for at, (address, key, miles) in enumerate(good_rows(MANY_ROWS + 1))]
    table = read(csv_bytes(rows)).rows
    assert isinstance(table, ByteTable)
    assert judge(table, _rule(), NO_PAST).findings == {at: check_row(table[at], _rule()) for at in keys}
    assert all(check_row(table[at], _rule()).warnings for at in keys)


@pytest.mark.parametrize("columns", [None, (1, 2, 3)])
@pytest.mark.parametrize("line", [b"\n", b"\r\n", b"\r", b",,\n", b"  \t\r\n", b",,,,,,\r"])
def test_empty_lines_at_the_end_are_counted_and_not_cut(
    line: bytes, columns: tuple[int, int, int] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut: list[bytes] = []
    cells = RecordFormat.cells

    def watched(form: RecordFormat, record: bytes) -> list[str]:
        cut.append(record)
        return cells(form, record)

    monkeypatch.setattr(RecordFormat, "cells", watched)
    reading = read_large(b"a@example.jp,K1,100\n" * 3 + line * MANY_ROWS, Recipe(columns=columns))
    assert (len(reading.rows), reading.dropped_records) == (3, MANY_ROWS)
    assert len(cut) <= 2


@pytest.mark.parametrize("line", ['"",""\n', "　,\u00a0\n", "\x1a\n", '" "\n\n'])
def test_odd_empty_lines_at_the_end_are_dropped_and_it_can_be_stopped(line: str) -> None:
    data = b"a@example.jp,K1,100\n" * 3 + line.encode() * 3_000 + b"\n\n"
    reading = read_large(data, Recipe())
    assert (len(reading.rows), reading.dropped_records) == (3, 3_000 * line.count("\n") + 2)
    with pytest.raises(Cancelled):
        read_large(data, Recipe(), Watched(stop_at=("reading", len(data))))


def test_quotes_that_open_no_cell_are_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def watched(lines: Iterable[str], delimiter: str) -> tuple[int, list[str]]:
        asked.extend(lines)
        return 1, []

    monkeypatch.setattr(large_files, "quoted_record", watched)
    rows = read_large(b'a@example.jp,K"1,100\n' * 3_000, Recipe()).rows
    assert rows[2_999].key == 'K"1'
    assert not asked


def test_many_ranges_of_records_are_left_out_as_plainly() -> None:
    data = csv_bytes(good_rows(MANY_ROWS + 1), header=HEADER)
    recipe = Recipe(without=tuple((at, at + at % 3) for at in range(2, MANY_ROWS, 7)), skip=1, tail=11)
    assert told(lambda: read(data, recipe)) == told(lambda: read_plainly(data, recipe))


def test_reading_and_judging_can_be_stopped() -> None:
    data = csv_bytes(good_rows(MANY_ROWS + 1))
    with pytest.raises(Cancelled):
        read(data, progress=Watched(stop_at=("reading", 0)))
    table = read_large(data, Recipe()).rows
    assert isinstance(table, ByteTable)
    with pytest.raises(Cancelled):
        judge(table, _rule(), NO_PAST, Watched(stop_at=("checking", 0)))


def _rule() -> Rule:
    day = date(2026, 11, 22)
    return Rule(
        mode=Mode.PC, amount=FixedAmount(100), issuance_from=day, issuance_to=day, state=Validity.APPROVED, today=day
    )


def test_small_files_do_without_numpy() -> None:
    code = (
        "import sys\n"
        "from netmile_desktop.domain.reading import MANY_ROWS, read\n"
        "from netmile_desktop.domain import batches\n"
        "from netmile_desktop.domain.rows import issuances\n"
        "assert len(read(b'a@example.jp,K1,100\\n' * (MANY_ROWS - 1)).rows) == MANY_ROWS - 1\n"
        "assert 'numpy' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, timeout=200)
