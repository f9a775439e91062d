"""The list of a site's files, and what is in one, put together for each download from what is still sealed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, case, func, select, update

from netmile_desktop.domain import codec, wire
from netmile_desktop.domain.calendar import Clock
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.rewards import (
    FileEncoding,
    FileState,
    HandOverState,
    RewardResult,
    file_alarm,
    may_tell_password,
    warned_from,
)
from netmile_desktop.domain.rewards.entries import EntryField
from netmile_desktop.domain.rewards.result_files import FIELD_COLUMNS, FILE_HEADER
from netmile_desktop.portal.access.audit import Act, record
from netmile_desktop.portal.access.vault import Vault, unseal
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call, Download
from netmile_desktop.portal.http.csv_stream import CsvLine, charset_of, csv_bytes, moment
from netmile_desktop.portal.http.paging import midnight, read_page, refuse_reversed
from netmile_desktop.portal.rewards.agreements import agreement
from netmile_desktop.portal.tables import campaign, reward_file, reward_registration

_OF, _IN = reward_file.c, reward_registration.c


def _inside(wanted: ColumnElement[Any], *conditions: ColumnElement[bool]) -> Any:
    inside = (_IN.site_id == _OF.site_id) & (_IN.file_id == _OF.id)
    return select(wanted).where(inside, *conditions).correlate(reward_file).scalar_subquery()


FILES: Select[Any] = select(
    reward_file,
    _inside(func.count(), _IN.result == RewardResult.APPROVED).label("approved"),
    _inside(func.count(), _IN.result == RewardResult.REFUSED).label("refused"),
    _inside(func.max(_IN.registered_at), _IN.password_key_wrapped.is_not(None)).label("newest_password"),
    _inside(func.count(), _IN.key_wrapped.is_not(None)).label("readable"),
)
"""Files with counts of their registrations, and when the last was made whose password is kept."""

IS_OPEN = and_(_OF.rows > 0, _OF.answered_at.is_(None))
_STATE = case(
    (_OF.rows == 0, FileState.EMPTY.value),
    (_OF.answered_at.is_not(None), FileState.COMPLETED.value),
    (_OF.downloaded_at.is_not(None), FileState.DOWNLOADED.value),
    else_=FileState.NEW.value,
)


class RewardFiles:
    """The operations on files, results aside."""

    def __init__(self, database: Database, vault: Vault, clock: Clock, business_clock: Clock) -> None:
        self._database = database
        self._vault = vault
        self._clock = clock
        self._now = business_clock

    def search(self, call: Call[wire.RewardFileSearch, wire.Nothing]) -> wire.Page[wire.RewardFile]:
        """Return files that meet every condition, the newest first.

        Raises:
            Refused: `P-RANGE`.
        """
        query, now = call.query, self._now()
        refuse_reversed(query.due_from, query.due_to)
        found = FILES.where(_OF.site_id == call.site_id)
        if query.due_from:
            found = found.where(_OF.due_at >= midnight(query.due_from))
        if query.due_to:
            found = found.where(_OF.due_at < midnight(query.due_to) + timedelta(days=1))
        if query.states:
            found = found.where(_STATE.in_([each.value for each in query.states]))
        if query.only_open:
            found = found.where(IS_OPEN)
        found = found.order_by(_OF.due_at.desc())
        return read_page(self._database, found, query, now, lambda row: _told(row, now))

    def look(self, call: Call[wire.Nothing, wire.Nothing]) -> wire.RewardFile:
        """Return one file, without its content.

        Raises:
            Refused: `P-NOTFOUND`.
        """
        row = self._database.read(lambda conn: find_file(conn, call.site_id, call.path["file"]))
        return _told(row, self._now())

    def content(self, call: Call[wire.RewardFileQuery, wire.Nothing]) -> Download:
        """Return what was registered. The first download is the hand-over.

        Raises:
            Refused: `P-NOTFOUND`; `P-GONE` once all of it is destroyed.
        """
        now = self._now()

        def work(conn: Connection) -> tuple[str, FileEncoding, list[CsvLine]]:
            settings = agreement(conn, self._database, call.site_id, now)
            own = find_file(conn, call.site_id, call.path["file"])
            if own.rows and not own.readable:
                raise Refused(Problem.GONE)
            encoding = call.query.encoding or FileEncoding(settings.encoding)
            made = list(self._lines(conn, own, encoding, now))
            _note_download(conn, own, now)
            record(conn, self._clock(), call.site_id, call.caller.user_id, Act.REWARD_FILE_DOWNLOADED, own.code)
            return own.code, encoding, made

        code, encoding, lines = self._database.write(work)
        chunks = csv_bytes(FILE_HEADER, lines, encoding)
        return Download(chunks, f"reward-{code}.csv", charset_of(encoding))

    def _lines(self, conn: Connection, own: Row[Any], encoding: FileEncoding, now: datetime) -> Iterator[CsvLine]:
        for row in rows_in(conn, own.site_id, own.id):
            typed = opened(self._vault, row)
            if not may_tell_password(row.registered_at, own.downloaded_at, now):
                typed.pop(EntryField.PASSWORD, None)
            cells = [typed.get(each, "") for each in FIELD_COLUMNS]
            replaced = [
                column
                for column, cell in zip(FIELD_COLUMNS.values(), cells, strict=True)
                if encoding is FileEncoding.CP932 and not _fits(cell)
            ]
            test = "1" if row.test else ""
            yield row.code, row.campaign_code, moment(row.registered_at), test, *cells, " ".join(replaced)


def find_file(conn: Connection, site_id: UUID, code: str) -> Row[Any]:
    """Return a file of the site by its name.

    Raises:
        Refused: `P-NOTFOUND`.
    """
    row = conn.execute(FILES.where(_OF.site_id == site_id, _OF.code == code)).first()
    if row is None:
        raise Refused(Problem.NOT_FOUND)
    return row


def rows_in(conn: Connection, site_id: UUID, file_id: UUID) -> list[Row[Any]]:
    """Return the registrations of a file in its order, each with the ID of its campaign."""
    own = select(reward_registration, campaign.c.code.label("campaign_code")).join(
        campaign, (campaign.c.site_id == _IN.site_id) & (campaign.c.id == _IN.campaign_id)
    )
    own = own.where(_IN.site_id == site_id, _IN.file_id == file_id)
    return list(conn.execute(own.order_by(_IN.line)))


def opened(vault: Vault, row: Row[Any]) -> dict[EntryField, str]:
    """Return what was registered, with the password if it is still there; nothing once it is destroyed."""
    found: dict[EntryField, str] = {}
    if row.key_wrapped is not None:
        content = unseal(vault.unwrapped(row.key_wrapped), row.sealed)
        found |= {EntryField(name): text for name, text in codec.decode_json(content, dict[str, str]).items()}
    if row.password_key_wrapped is not None:
        password = unseal(vault.unwrapped(row.password_key_wrapped), row.password_sealed)
        found[EntryField.PASSWORD] = password.decode()
    return found


def _note_download(conn: Connection, own: Row[Any], now: datetime) -> None:
    first = own.downloaded_at or now
    conn.execute(
        update(reward_file)
        .where(_OF.site_id == own.site_id, _OF.id == own.id)
        .values(downloads=_OF.downloads + 1, downloaded_at=first)
    )
    conn.execute(
        update(reward_registration)
        .where(_IN.site_id == own.site_id, _IN.file_id == own.id, _IN.state == HandOverState.WAITING)
        .values(state=HandOverState.HANDED_OVER, handed_over_at=now)
    )


def _fits(cell: str) -> bool:
    try:
        cell.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True


def _told(row: Row[Any], now: datetime) -> wire.RewardFile:
    is_open = bool(row.rows) and row.answered_at is None
    newest = row.newest_password
    state = FileState.DOWNLOADED if row.downloaded_at else FileState.NEW
    if not is_open:
        state = FileState.COMPLETED if row.rows else FileState.EMPTY
    return wire.RewardFile(
        file=row.code,
        due_at=row.due_at,
        made_at=row.made_at,
        rows=row.rows,
        state=state,
        alarm=file_alarm(row.made_at, row.answer_until, now, is_open=is_open),
        answer_until=row.answer_until,
        warned_from=warned_from(row.made_at, row.answer_until),
        downloads=row.downloads,
        downloaded_at=row.downloaded_at,
        answered_at=row.answered_at,
        approved=row.approved,
        refused=row.refused,
        has_passwords=newest is not None and may_tell_password(newest, row.downloaded_at, now),
        shredded=row.rows > 0 and not row.readable,
    )
