"""What is asked of the rows of a source has the same answer in a list and on bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

import pytest

from netmile_desktop.domain.campaigns import FixedAmount, Mode, Validity
from netmile_desktop.domain.checking import PastIssues
from netmile_desktop.domain.codes import Warned
from netmile_desktop.domain.failures import FileUnreadable, ReadFault
from netmile_desktop.domain.fast_lane.reading import read_large
from netmile_desktop.domain.reading import read_plainly
from netmile_desktop.domain.row_sources.interface import Reading, RowSource
from netmile_desktop.domain.rows.issuances import Finding, Rule
from netmile_desktop.domain.rows.reasons import Reason
from netmile_desktop.domain.rows.rows import Column, Recipe, Row
from netmile_desktop.workspace.drafts.edited_rows import EditedRows
from tests.support.files import csv_bytes, good_rows

DAY = date(2026, 11, 22)
RULE = Rule(
    mode=Mode.PC, amount=FixedAmount(100), issuance_from=DAY, issuance_to=DAY, state=Validity.APPROVED, today=DAY
)
REPEATED = Finding(Warned.SAME, Column.KEY, Reason.EARLIER_ISSUE, "2026-11-01, R1")
ROWS = 60


class OneKeyIssued(PastIssues):
    """Remembers one key, and whether it was told before whom it would be asked about."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key
        self._expected: set[Row] = set()
        self.surprises: list[Row] = []

    def expect(self, rows: Iterable[Row]) -> None:
        self._expected.update(rows)

    def finding(self, row: Row) -> Finding | None:
        if row not in self._expected:
            self.surprises.append(row)
        return REPEATED if row.key == self._key else None

    def repeated_keys(self) -> Sequence[str]:
        return [self._key]


Lane = Callable[[bytes, Recipe], Reading]


@pytest.fixture(params=[read_plainly, read_large])
def lane(request: pytest.FixtureRequest) -> Lane:
    made: Lane = request.param
    return made


@pytest.fixture
def source(lane: Lane) -> RowSource:
    return lane(csv_bytes(good_rows(ROWS)), Recipe()).rows


def test_a_key_issued_before_is_found_and_asked_for_with_all_others_at_once(source: RowSource) -> None:
    past = OneKeyIssued(source[7].key)
    found = source.check(RULE, past)
    assert {row_id: each.warnings for row_id, each in found.items()} == {7: (REPEATED,)}
    assert source.judge(RULE, past).findings == found
    assert not past.surprises


def test_lengths_tell_where_keys_and_miles_change_places(lane: Lane) -> None:
    rows = [*good_rows(40), *((f"m{n}@example.jp", "123456", "10000") for n in range(15))]
    found = lane(csv_bytes(rows, header=("mail", "key", "miles")), Recipe()).rows.lengths(20)
    assert [(each.first, each.key / each.rows, each.miles / each.rows) for each in found] == [
        *((0, 7, 3), (20, 7, 3)),
        (40, 6, 5),
    ]


def test_a_part_of_the_rows_is_sent_as_they_are(source: RowSource) -> None:
    part = source[10:13]
    assert list(part) == [source[10], source[11], source[12]]
    assert part.body() == source.body([10, 11, 12]) == b"".join(source.body().splitlines(keepends=True)[10:13])
    assert list(part.ids()) == [10, 11, 12]
    assert part.miles() == source.miles([10, 11, 12]) == 300
    assert source.miles_without({0, 1, ROWS}) == source.miles() - 200


TABLE = b"""\
report of November
\x20
mail;key;miles;memo
a@example.jp;K1;100;x
a@example.jp;K2;1,000;
mail;key;miles;memo
a@example.jp;"K
3";100;x
a@example.jp;K4;100;x;5
a@example.jp;K5

total;;300
;;
"""


def test_rows_keep_the_numbers_of_the_file_whatever_is_left_out(lane: Lane) -> None:
    recipe = Recipe(columns=(1, 2, 3), delimiter=";", width=4, skip=2, tail=2, without=((6, 6),))
    reading = lane(TABLE, recipe)
    assert reading.delimiter == ";"
    assert reading.header == ("mail", "key", "miles", "memo")
    assert [(row.id, row.record, row.line, row.key, row.miles) for row in reading.rows] == [
        *((0, 4, 4, "K1", "100"), (1, 5, 5, "K2", "1,000"), (2, 7, 7, "K\n3", "100")),
        *((3, 8, 9, "K4", "100,5"), (4, 9, 10, "K5", "")),
    ]
    assert reading.dropped_records == 1
    assert reading.rows[3] == list(reading.rows)[3] == next(iter(reading.rows[3:4]))


def test_undecodable_records_have_the_numbers_of_the_file(lane: Lane) -> None:
    data = b"x\n" * 5 + b"\xe3@example.jp,K1,1\n" * 5
    assert lane(data, Recipe("utf-8", skip=2, without=((4, 4), (6, 8)))).undecodable_records == [9, 10]


@pytest.mark.parametrize("recipe", [Recipe(skip=3), Recipe(tail=3), Recipe(skip=2, tail=1), Recipe(without=((1, 9),))])
def test_a_recipe_that_leaves_nothing_is_said_so(lane: Lane, recipe: Recipe) -> None:
    with pytest.raises(FileUnreadable) as raised:
        lane(b"a@example.jp,K1,1\n" * 3 + b",,\n", recipe)
    assert raised.value.reason is ReadFault.EMPTY


def test_the_first_record_that_is_left_may_be_a_heading(lane: Lane) -> None:
    data = b"a@example.jp,K1,1\nmail,key,miles\na@example.jp,K2,2\n"
    assert lane(data, Recipe(without=((1, 1),))).header == ("mail", "key", "miles")
    assert lane(data, Recipe(skip=1, header=False)).rows[0].key == "key"
    assert lane(data, Recipe(skip=1, header=True)).rows[0] == Row(0, 3, 3, "a@example.jp", "K2", "2")


@pytest.mark.parametrize(
    ("width", "columns", "expected"),
    [
        (3, (1, 2, 3), "1,000"),
        (0, (1, 2, 3), "1"),
        (4, (1, 2, 3), "1"),
        (3, (1, 3, 2), "K1,000"),
        (2, (1, 2, 3), "1,000"),  # a mapped column is one of the table
        (3, None, "1,000"),
    ],
)
def test_filled_cells_behind_the_table_belong_to_the_miles(
    lane: Lane, width: int, columns: tuple[int, int, int] | None, expected: str
) -> None:
    recipe = Recipe(columns=columns, width=width)
    reading = lane(b"a@example.jp,K1,1,000\n" * 3 + b"a@example.jp,K1,1,,\n" + b"b@example.jp,K1,1\n" * 9, recipe)
    assert [row.miles for row in reading.rows][:3] == [expected] * 3
    assert reading.rows[3].miles == reading.rows[4].miles == ("K1" if columns == (1, 3, 2) else "1")


@pytest.mark.parametrize("delimiter", ['"', "\n", "\r", "a", "7", "@", ",,", "、"])
def test_what_cannot_part_cells_is_refused(delimiter: str) -> None:
    with pytest.raises(ValueError, match="cannot part cells"):
        Recipe(delimiter=delimiter)


def test_any_row_is_found_by_its_record(lane: Lane) -> None:
    rows = lane(b"a@example.jp,K,1\n" * 50, Recipe(skip=3, without=((5, 9), (20, 20), (30, 44)))).rows
    draft = EditedRows(rows)
    for wanted in range(60):
        found = rows.mentioning(draft, rows.positions(draft), str(wanted))
        assert [rows[at].record for at in found] == [row.record for row in rows if row.record == wanted]
