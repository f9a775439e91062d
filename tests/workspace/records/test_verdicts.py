"""The portal's lists are believed only where they fit what was sent."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

import msgspec
import pytest

from netmile_desktop.domain import lists, wire
from netmile_desktop.domain.batches import ProcessingState
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.codes import WHOLE_FILE, Code
from netmile_desktop.domain.failures import Broken
from netmile_desktop.domain.rows.issuances import Finding
from netmile_desktop.domain.rows.reasons import Reason
from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.workspace.records.verdicts import RowOutcome, matched
from tests.support.files import csv_bytes, good_rows

ROWS = good_rows(4)
BODY = csv_bytes(ROWS, line_end="\n")
ROW_IDS = [3, 5, 8, 13]
ID = "20261121-000001"

JUDGED = wire.RegistrationDetail(
    registration_id=ID,
    campaign_id="C-1024",
    campaign_name="",
    type="csv",
    mode=Mode.PC,
    state=ProcessingState.COMPLETED_WITH_ERRORS,
    accepted_at=datetime(2026, 11, 21, tzinfo=UTC),
    completed_at=datetime(2026, 11, 21, tzinfo=UTC),
    rows=4,
    records=4,
    errors=1,
    lists_deleted_at=None,
    digest="",
    key="",
    actor="",
    transfer_after_days=0,
    transfer_on=date(2026, 11, 21),
    notify=False,
    message="",
    file_name="",
    miles_issued=300,
    by_code=[],
)


def completed(
    *numbers: int, header: tuple[str, ...] = lists.COMPLETED_HEADER, instead: Mapping[str, str] = {}
) -> bytes:
    rows = []
    for n in numbers:
        address, key, miles = ROWS[n - 1]
        entry = {
            lists.ADDRESS: address,
            lists.KEY: key,
            lists.MILES: miles,
            lists.ISSUED_AT: "2026-11-21 09:30:00",
            lists.TRANSFER_ON: "2026-11-24",
            lists.ISSUE_ID: f"I{n}",
            lists.REGISTRATION_ID: ID,
            lists.LINE: str(n),
        } | dict(instead)
        rows.append([entry.get(name, "") for name in header])
    return csv_bytes(rows, encoding="utf-8-sig", header=header)


def errors(*numbers: int, code: str = "41053") -> bytes:
    rows = [(*ROWS[n - 1], code, "text, with comma", n) for n in numbers]
    return csv_bytes(rows, encoding="utf-8-sig", header=lists.ERROR_HEADER)


def test_every_row_gets_its_own_verdict() -> None:
    outcomes = matched(BODY, ROW_IDS, JUDGED, completed(1, 2, 4), errors(3))
    assert set(outcomes) == set(ROW_IDS)
    assert outcomes[8] == RowOutcome(ID, "41053")
    at = datetime(2026, 11, 21, 0, 30, tzinfo=UTC)
    assert outcomes[13] == RowOutcome(ID, "", "I4", at, date(2026, 11, 24))


def test_columns_are_found_by_their_headings() -> None:
    header = ("新しい列", *lists.COMPLETED_HEADER[::-1])
    assert matched(BODY, ROW_IDS, JUDGED, completed(1, 2, 4, header=header), errors(3))[3].issue_id == "I1"


@pytest.mark.parametrize(
    ("good", "bad", "message"),
    [
        (completed(1, 2), errors(3), "3 rows in the lists"),
        (completed(1, 2, 3, 4), errors(3), "line 3"),
        (completed(1, 2, 2), errors(3), "line 2"),
        (completed(1, 2), errors(3, 4), "2 of them bad"),
        (completed(1, 2, 4, instead={lists.LINE: "5"}), errors(3), "line 5"),
        (completed(1, 2, 4, instead={lists.LINE: "0"}), errors(3), "line 0"),
        (completed(1, 2, 4, instead={lists.LINE: "x"}), errors(3), "invalid literal"),
        (completed(1, 2, 4, instead={lists.KEY: "K9"}), errors(3), "line 1 differs"),
        (completed(1, 2, 4, instead={lists.ISSUED_AT: "yesterday"}), errors(3), "yesterday"),
        (completed(1, 2, 4, header=lists.COMPLETED_HEADER[:-1]), errors(3), "no column"),
        (completed(1, 2, 4), errors(3, code="99999"), "99999"),
        (b"", errors(3), "no column"),
        (b"\xff\xfe\xff", errors(3), "decode"),
    ],
)
def test_lists_that_do_not_fit_are_refused(good: bytes, bad: bytes, message: str) -> None:
    with pytest.raises(Broken, match=message):
        matched(BODY, ROW_IDS, JUDGED, good, bad)


def test_of_an_interrupted_registration_undecided_rows_stay_undecided() -> None:
    interrupted = msgspec.structs.replace(JUDGED, state=ProcessingState.INTERRUPTED, records=2, errors=1)
    assert set(matched(BODY, ROW_IDS, interrupted, completed(1), errors(3))) == {3, 8}
    with pytest.raises(Broken):
        matched(BODY, ROW_IDS, JUDGED, completed(1), errors(3))


@pytest.mark.parametrize("code", Code)
def test_a_verdict_is_a_finding_in_the_cell_it_speaks_of(code: Code) -> None:
    finding = RowOutcome(ID, code.value).finding
    assert finding is not None
    assert (finding.code, finding.reason) == (code, Reason.BY_PORTAL)
    assert (finding.column is None) is (code in WHOLE_FILE)
    assert RowOutcome(ID).finding is None


def test_our_own_rules_point_at_the_same_cells() -> None:
    assert RowOutcome(ID, "19014").finding == Finding(Code.KEY, Column.KEY, Reason.BY_PORTAL)
    assert RowOutcome(ID, "12006").finding == Finding(Code.AMOUNT_RULE, Column.MILES, Reason.BY_PORTAL)
