"""A damaged file goes round three times, until every row was issued once or closed with a reason."""

from __future__ import annotations

from pathlib import Path

from netmile_desktop.domain.batches import BatchState
from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.paths import Folders
from netmile_desktop.workspace.drafts.draft_facts import Show
from tests.journeys.conftest import Start
from tests.support.clerk import Clerk
from tests.support.files import saved_by_office, xlsx_file
from tests.support.portals.book import issued, last_number
from tests.support.shop import HEADER, shop_rows

CAMPAIGN = "C-1024"
LINES = 3_000


def rows_with(clerk: Clerk, code: str) -> list[int]:
    """Rows of the opened batch about which a code says something, as error or as warning."""
    draft = clerk.draft
    found = []
    for row in draft.snapshot().rows_taking_part():
        findings = draft.snapshot().findings(row.id)
        if any(each.code == code for each in (*findings.errors, *findings.warnings)):
            found.append(row.id)
    return found


def see_all(clerk: Clerk) -> None:
    rows = clerk.opened.rows()
    assert rows is not None
    rows.bar.choose(Show.ALL)
    clerk.wait_until_idle()


def test_three_rounds(start: Start, folders: Folders, tmp_path: Path) -> None:
    database = folders.sandbox / "portal.db"
    before = last_number(database)
    shop = list(shop_rows(LINES, seed=7))
    typed = xlsx_file(tmp_path / "来店.xlsx", {"11月分": [HEADER, *(row.cells for row in shop)]})
    clerk = start()
    clerk.enter_sandbox()
    clerk.import_file(saved_by_office(typed, "xlsx", tmp_path), CAMPAIGN)
    first = clerk.draft.batch_id
    good = sum(not row.code and not row.verdict for row in shop)

    clerk.finish()
    assert clerk.draft.state is BatchState.DONE_WITH_ERRORS
    assert sum(times for times, _ in issued(database, before).values()) == good

    clerk.correct()
    assert len(clerk.draft.snapshot()) == LINES - good
    clerk.repair()
    see_all(clerk)
    unknown = rows_with(clerk, "41053")
    assert len(unknown) == sum(row.verdict == "41053" for row in shop)
    for row_id in unknown:
        address = clerk.draft.snapshot().row_of(row_id).address
        clerk.type_into_row(row_id, Column.ADDRESS, address.replace("nobody", "member"))
    clerk.finish()

    clerk.correct()
    see_all(clerk)
    for number, row_id in enumerate(list(clerk.codes_by_row())):
        good_cells = {
            Column.ADDRESS: f"member{20_000 + number:05}@example.jp",
            Column.KEY: f"B-{number:05}",
            Column.MILES: "100",
        }
        for column in {each.column for each in clerk.draft.snapshot().findings(row_id).errors if each.column}:
            clerk.type_into_row(row_id, column, good_cells[column])
        assert not clerk.draft.snapshot().findings(row_id).errors
    gone = rows_with(clerk, "41023")
    assert len(gone) == sum(row.verdict == "41023" for row in shop)
    clerk.close_rows(gone, "退会済みのため")
    assert {clerk.draft.snapshot().closing_reason(row_id) for row_id in gone} == {"退会済みのため"}
    clerk.finish()

    last = clerk.draft
    assert last.state is BatchState.DONE
    lineage = clerk.desk.batches.lineage(first)
    assert lineage.is_settled
    assert (lineage.rows, lineage.issued, lineage.closed) == (LINES, LINES - len(gone), len(gone))
    assert len(lineage.rounds) == 3
    book = issued(database, before)
    assert sum(times for times, _ in book.values()) == LINES - len(gone)
    assert sum(miles for _, miles in book.values()) == 100 * (LINES - len(gone))
    assert last_number(database) == before + 3
