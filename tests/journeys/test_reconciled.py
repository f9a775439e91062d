"""照合 in the real window: a batch and its month that agree, then every fault at once, each named with its next step."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, delete, update

from netmile_desktop.domain import wire
from netmile_desktop.domain.cancellations import CancelAction
from netmile_desktop.domain.reconciliation import Fault
from netmile_desktop.paths import Folders
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.tables import issue as issue_table
from netmile_desktop.views.batch.results.reconciliation_dialog import ReconciliationDialog
from tests.journeys.conftest import Start
from tests.support.clerk import Clerk
from tests.support.files import csv_file, good_rows
from tests.support.portals.tampering import copy_of, tamper

BAD = ("nobody@example.jp", "BAD", "250")
ROWS = [BAD, *good_rows(8, miles=250)]
ROW_FAULTS = [
    Fault.REFUSED_BUT_ISSUED,
    Fault.MISSING,
    Fault.OTHER_AMOUNT,
    Fault.OTHER_KEY,
    Fault.TWICE,
    Fault.CANCELLED_ELSEWHERE,
    Fault.NOT_JUDGED,
]
"""By the rows they are brought into, from the first."""


def reconciled(clerk: Clerk) -> ReconciliationDialog:
    clerk.press(clerk.opened.sent.reconcile_button)
    clerk.wait_until_idle()
    clerk.wait(lambda: clerk.batch.findChildren(ReconciliationDialog), "the comparison")
    return clerk.batch.findChildren(ReconciliationDialog)[-1]


def bring_in(clerk: Clerk, folders: Folders) -> None:
    """One fault of each kind."""
    batch_id = clerk.draft.batch_id
    ids = [
        UUID(each.issue_id) if (each := clerk.draft.snapshot().outcome(n)) and each.issue_id else UUID(int=0)
        for n in range(9)
    ]

    def work(conn: Connection) -> None:
        copy_of(conn, ids[1], member_key="BAD", line=1)
        conn.execute(delete(issue_table).where(issue_table.c.id == ids[1]))
        conn.execute(update(issue_table).where(issue_table.c.id == ids[2]).values(miles=2_500))
        conn.execute(update(issue_table).where(issue_table.c.id == ids[3]).values(member_key="X"))
        copy_of(conn, ids[4])
        copy_of(conn, ids[8], member_key="STRANGE", line=900)

    database = Database(f"sqlite:///{folders.sandbox / 'portal.db'}")
    tamper(database, work)
    database.close()
    order = wire.CancelOrder(action=CancelAction.AT_ONCE, reason="issued_wrongly", issue_ids=[str(ids[5])])
    clerk.desk.client.cancellations.order("elsewhere-0000000002", order)
    with clerk.desk.store.write() as transaction:
        transaction.run("DELETE FROM verdict WHERE batch_id = ? AND row_id = 6", batch_id)
        transaction.run("UPDATE verdict SET code = '12006', issue_id = '' WHERE batch_id = ? AND row_id = 7", batch_id)


def test_a_batch_and_its_month_agree_until_faults_are_brought_in(
    start: Start, folders: Folders, tmp_path: Path
) -> None:
    clerk = start()
    clerk.enter_sandbox()
    clerk.import_file(csv_file(tmp_path / "a.csv", ROWS), "C-1026")
    clerk.finish()
    clock = clerk.page.top_bar.clock
    assert clock is not None
    clock.tomorrow.trigger()
    clerk.wait_until_idle()
    clerk.page.show_tab(3)
    clerk.wait_until_idle()

    clean = reconciled(clerk)
    assert clean.verdict.notice.kind == "success"
    assert [month.is_clean for month in clean.reconciled.months] == [True]
    assert not clean.findings.isVisible()
    assert clean.parity.is_level
    clean.accept()
    clerk.wait_until_idle()

    bring_in(clerk, folders)
    faulty = reconciled(clerk)
    assert faulty.verdict.notice.kind == "error"
    found = faulty.findings.records_model.records
    assert faulty.findings.isVisible()
    by_row = {each.line: each.fault for each in found}
    assert [by_row[n] for n in range(1, 8)] == ROW_FAULTS
    assert Fault.UNKNOWN in {each.fault for each in found}
    assert [month.is_clean for month in faulty.reconciled.months] == [False]
    words = {column.key: column.text for column in faulty.findings.records_model.columns}
    assert all(words["fault"](each) and words["step"](each) for each in found)
    assert [(each.code, each.drift) for each in faulty.parity.codes if each.drift] == [("12006", 1)]
    faulty.accept()
    clerk.wait_until_idle()
