"""登録完了リスト and エラーリスト as CSV, and their deletion (guide L594-613)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select, update

from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import ProcessingState
from netmile_desktop.domain.calendar import Clock
from netmile_desktop.domain.codes import Code, Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.language import Language
from netmile_desktop.domain.lists import COMPLETED_HEADER, ERROR_HEADER
from netmile_desktop.domain.texts.codes import code_words
from netmile_desktop.portal.access.audit import Act, record
from netmile_desktop.portal.database.column_types import as_stored
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call, Download
from netmile_desktop.portal.http.csv_stream import CsvLine, charset_of, csv_bytes, moment
from netmile_desktop.portal.issuing.registrations import find_registration
from netmile_desktop.portal.issuing.staging import Cells, Staging
from netmile_desktop.portal.ledger.chunks import GOOD
from netmile_desktop.portal.tables import batch, batch_row, issue


class Lists:
    """Download and deletion of both lists of a registration. Columns A-C are returned as they were sent."""

    def __init__(self, database: Database, staging: Staging, clock: Clock, business_clock: Clock) -> None:
        self._database = database
        self._staging = staging
        self._clock = clock
        self._now = business_clock

    def completed(self, call: Call[wire.ListQuery, wire.Nothing]) -> Download:
        """Return the issued rows.

        Raises:
            Refused: `P-NOTFOUND`, `P-TYPE` for single issues, `P-BUSY`, `P-GONE`.
        """

        def look(conn: Connection) -> tuple[Row[Any], list[Cells], list[Row[Any]]]:
            row = _with_lists(conn, call)
            return row, self._cells(conn, row), _issued(conn, row.site_id, row.id)

        row, cells, issued = self._database.read(look)
        self._record(call, row.code, "completed")
        lines = (
            (
                *cells[each.line - 1],
                moment(each.issued_at),
                each.transfer_on.isoformat(),
                each.id,
                row.code,
                each.line,
            )
            for each in issued
        )
        return _download("completed", row, COMPLETED_HEADER, lines, call.query.encoding)

    def errors(self, call: Call[wire.ListQuery, wire.Nothing]) -> Download:
        """Return the refused rows with their codes.

        Raises:
            Refused: as `completed`.
        """

        def look(conn: Connection) -> tuple[Row[Any], list[Cells], list[Row[Any]]]:
            row = _with_lists(conn, call)
            return row, self._cells(conn, row), _refused(conn, row)

        row, cells, refused = self._database.read(look)
        self._record(call, row.code, "errors")
        said = {int(code): (code.value, code_words(code).in_(Language.JAPANESE)) for code in Code}
        lines = ((*cells[each.line - 1], *said[each.verdict], each.line) for each in refused)
        return _download("errors", row, ERROR_HEADER, lines, call.query.encoding)

    def delete(self, call: Call[wire.Nothing, wire.Nothing]) -> wire.ListsDeleted:
        """Destroy both lists permanently; repeating it changes nothing. Counts and ledger stay.

        Raises:
            Refused: `P-NOTFOUND`, `P-TYPE` for single issues, `P-BUSY`.
        """
        now = as_stored(self._now())

        def destroy(conn: Connection) -> wire.ListsDeleted:
            row = _ready(conn, call)
            if row.lists_deleted_at is not None:
                return _deleted(row.code, row.lists_deleted_at, row.deleter)
            conn.execute(
                update(batch)
                .where(batch.c.site_id == row.site_id, batch.c.id == row.id)
                .values(key_wrapped=None, lists_deleted_at=now, lists_deleted_by=call.caller.user_id)
            )
            self._staging.destroy(conn, row.site_id, row.id)
            record(conn, self._clock(), row.site_id, call.caller.user_id, Act.LISTS_DELETED, row.code)
            return _deleted(row.code, now, call.caller.name)

        answer = self._database.write(destroy)
        self._database.forget_freed_pages()
        return answer

    def _cells(self, conn: Connection, row: Row[Any]) -> list[Cells]:
        return self._staging.cells(conn, row.site_id, row.id, row.key_wrapped)

    def _record(self, call: Call[wire.ListQuery, wire.Nothing], code: str, which: str) -> None:
        caller = call.caller
        self._database.write(
            lambda conn: record(conn, self._clock(), caller.site_id, caller.user_id, Act.LIST_DOWNLOADED, code, which)
        )


def _ready(conn: Connection, call: Call[Any, wire.Nothing]) -> Row[Any]:
    """Return a fully judged registration of a file.

    Raises:
        Refused: `P-NOTFOUND`, `P-TYPE` for single issues, `P-BUSY` while it is being judged.
    """
    row = find_registration(conn, call.site_id, call.path["registration_id"])
    if row.type != "csv":
        raise Refused(Problem.TYPE)
    if not ProcessingState(row.state).is_final:
        raise Refused(Problem.BUSY)
    return row


def _with_lists(conn: Connection, call: Call[wire.ListQuery, wire.Nothing]) -> Row[Any]:
    row = _ready(conn, call)
    if row.key_wrapped is None:
        raise Refused(Problem.GONE)
    return row


def _issued(conn: Connection, site_id: UUID, batch_id: UUID) -> list[Row[Any]]:
    rows = (
        select(batch_row.c.line, issue.c.id, issue.c.issued_at, issue.c.transfer_on)
        .join(issue, (issue.c.site_id == batch_row.c.site_id) & (issue.c.id == batch_row.c.issue_id))
        .where(batch_row.c.site_id == site_id, batch_row.c.batch_id == batch_id, batch_row.c.verdict == GOOD)
    )
    return list(conn.execute(rows.order_by(batch_row.c.line)))


def _refused(conn: Connection, of: Row[Any]) -> list[Row[Any]]:
    """Return judged rows with an error code; rows that an interrupted batch never reached are in neither list."""
    rows = select(batch_row.c.line, batch_row.c.verdict).where(
        batch_row.c.site_id == of.site_id,
        batch_row.c.batch_id == of.id,
        batch_row.c.verdict != GOOD,
        batch_row.c.line <= of.rows_done,
    )
    return list(conn.execute(rows.order_by(batch_row.c.line)))


def _deleted(code: str, at: datetime, by: str) -> wire.ListsDeleted:
    return wire.ListsDeleted(registration_id=code, deleted_at=at, deleted_by=by)


def _download(which: str, row: Row[Any], header: CsvLine, lines: Iterable[CsvLine], encoding: str) -> Download:
    name = f"{which}-{row.campaign_code}-{row.code}.csv"
    return Download(csv_bytes(header, lines, encoding), name, charset_of(encoding))
