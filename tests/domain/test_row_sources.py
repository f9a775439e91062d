"""What is asked of the rows of a source has the same answer in a list and on bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import pytest

from netmile_desktop.domain.campaigns import FixedAmount, Mode, Validity
from netmile_desktop.domain.checking import PastIssues
from netmile_desktop.domain.codes import Warned
from netmile_desktop.domain.fast_lane.reading import read_large
from netmile_desktop.domain.reading import read_plainly
from netmile_desktop.domain.row_sources.interface import RowSource
from netmile_desktop.domain.rows.issuances import Finding, Rule
from netmile_desktop.domain.rows.reasons import Reason
from netmile_desktop.domain.rows.rows import Column, Recipe, Row
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


@pytest.fixture(params=["list", "bytes"])
def source(request: pytest.FixtureRequest) -> RowSource:
    data = csv_bytes(good_rows(ROWS))
    return (read_plainly if request.param == "list" else read_large)(data, Recipe()).rows


def test_a_key_issued_before_is_found_and_asked_for_with_all_others_at_once(source: RowSource) -> None:
    past = OneKeyIssued(source[7].key)
    found = source.check(RULE, past)
    assert {row_id: each.warnings for row_id, each in found.items()} == {7: (REPEATED,)}
    assert source.judge(RULE, past).findings == found
    assert not past.surprises


def test_a_part_of_the_rows_is_sent_as_they_are(source: RowSource) -> None:
    part = source[10:13]
    assert list(part) == [source[10], source[11], source[12]]
    assert part.body() == source.body([10, 11, 12]) == b"".join(source.body().splitlines(keepends=True)[10:13])
    assert list(part.ids()) == [10, 11, 12]
    assert part.miles() == source.miles([10, 11, 12]) == 300
    assert source.miles_without({0, 1, ROWS}) == source.miles() - 200
