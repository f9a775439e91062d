"""What all rows of a table say of decisions taken from some of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from netmile_desktop.domain import reading
from netmile_desktop.domain.campaigns import Mode, Validity, VariableAmount
from netmile_desktop.domain.rows.issuances import Rule
from netmile_desktop.domain.tables.finding import read_table
from netmile_desktop.domain.tables.proof import Turn, proved, turns
from netmile_desktop.domain.tables.sampling import WHOLE_BYTES, sample_text
from netmile_desktop.domain.tables.table import Choices, ColumnRole, DoubtCause, Purpose, TableReading
from tests.support.files import csv_bytes

RULE = Rule(
    mode=Mode.PC,
    amount=VariableAmount(1, 99_999_999),
    issuance_from=date(2026, 1, 1),
    issuance_to=date(2026, 12, 31),
    state=Validity.APPROVED,
    today=date(2026, 6, 1),
)
HEADER = ("メールアドレス", "会員番号", "マイル")
BEGINNING = 30_000


def person(n: int, *, swapped: bool = False) -> tuple[str, str, str]:
    key, miles = str(2_000_000 + n), str(100 + n % 700)
    return (f"member{n:06}@shop.example.jp", *((miles, key) if swapped else (key, miles)))


def proof(rows: Sequence[Sequence[str]], choices: Choices | None = None) -> tuple[TableReading, list[Turn]]:
    data = csv_bytes(rows, header=HEADER)
    assert len(data) > WHOLE_BYTES
    sampled = sample_text(data, Purpose.ISSUING)
    table = read_table(sampled.sample, encoding=sampled.encoding, delimiter=",", choices=choices or Choices())
    read = reading.read(data, table.recipe).rows
    findings = read.check(RULE)
    return proved(table, read, findings), turns(read, findings)


def test_a_file_that_stays_as_it_begins_is_certain() -> None:
    table, turned = proof([person(n) for n in range(BEGINNING)])
    assert table.is_certain
    assert turned == []


def test_numbers_that_change_places_far_below_are_asked_about() -> None:
    rows = [person(n, swapped=22_500 <= n < 24_500) for n in range(BEGINNING)]
    table, _ = proof(rows)
    assert [(doubt.cause, doubt.record) for doubt in table.doubts] == [(DoubtCause.CHANGED_PLACES, 23_002)]
    chosen = Choices(roles=((ColumnRole.KEY, 2), (ColumnRole.MILES, 3)))
    assert proof(rows, chosen)[0].is_certain, "a person has looked"


def test_numbers_that_change_places_in_a_short_list_are_asked_about() -> None:
    data = csv_bytes([person(n, swapped=n >= 400) for n in range(600)], header=HEADER)
    sampled = sample_text(data, Purpose.ISSUING)
    table = read_table(sampled.sample, encoding=sampled.encoding, delimiter=",")
    read = reading.read(data, table.recipe).rows
    asked = proved(table, read, read.check(RULE))
    assert [(doubt.cause, doubt.record) for doubt in asked.doubts] == [(DoubtCause.CHANGED_PLACES, 402)]


def test_another_heading_far_below_is_asked_about() -> None:
    rows = [person(n) for n in range(25_003)]
    rows += [("メールアドレス", "マイル", "会員番号"), *(person(n, swapped=True) for n in range(25_003, 25_300))]
    table, _ = proof([*rows, *(person(n) for n in range(25_300, BEGINNING))])
    assert [(doubt.cause, doubt.record) for doubt in table.doubts] == [(DoubtCause.OTHER_TABLE, 25_005)]


def test_the_same_heading_far_below_is_left_out() -> None:
    table, _ = proof([*(person(n) for n in range(25_003)), HEADER, *(person(n) for n in range(25_003, BEGINNING))])
    assert table.is_certain
    assert table.recipe.without == ((25_005, 25_005),)


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("change", "role"),
    [
        (lambda cells: (cells[0], cells[1], "未定"), ColumnRole.MILES),
        (lambda cells: (cells[0].replace("@", "#"), *cells[1:]), ColumnRole.ADDRESS),
        (lambda cells: (cells[0], "", cells[2]), ColumnRole.KEY),
    ],
)
def test_a_column_that_holds_something_else_far_below_is_told(change: object, role: ColumnRole) -> None:
    assert callable(change)
    rows = [person(n) if n < 20_000 else change(person(n)) for n in range(BEGINNING)]
    table, turned = proof(rows)
    assert table.is_certain, "each of these rows has a code"
    assert turned == [Turn(role, 20_002)]


def test_rows_below_a_line_of_cancellations_far_below_are_asked_about() -> None:
    rows = [*(person(n) for n in range(25_003)), ("取消分", "", ""), *(person(n) for n in range(25_003, BEGINNING))]
    table, _ = proof(rows)
    assert [(doubt.cause, doubt.record) for doubt in table.doubts] == [(DoubtCause.OTHER_PART, 25_005)]
