"""The judgement of accepted rows: whose they are, and whether limits allow them. Set-based, a chunk at a time.

Rules that need no member list were applied when the file was accepted. The others are applied here in the
published order, and rows that pass are written to the ledger in the same transaction.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, literal, select, update

from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.codes import Code
from netmile_desktop.domain.rows.issuances import check_batch
from netmile_desktop.portal.campaigns.campaigns import detail
from netmile_desktop.portal.issuing.outbox import MailOutbox
from netmile_desktop.portal.ledger.chunks import CHUNK, GOOD, Chunk, statement
from netmile_desktop.portal.ledger.ledger import add_to_campaign, post
from netmile_desktop.portal.tables import batch_row, campaign

_NO_LIMIT = 1_000_000_000


@dataclass(frozen=True, slots=True)
class ChunkOutcome:
    """Totals of a judged chunk: refused rows and issued miles."""

    errors: int
    miles: int


_REFUSE_ALL = statement(f"UPDATE batch_row SET verdict = :verdict WHERE {CHUNK}")

_FIND_MEMBERS = statement(f"""
    UPDATE batch_row
    SET account_id = account.id, test = account.test,
        verdict = CASE WHEN account.status IN ('active', :also) THEN {GOOD} ELSE :not_valid END
    FROM member_email JOIN account ON account.id = member_email.account_id
    WHERE {CHUNK} AND verdict IS NULL
        AND member_email.email_digest = batch_row.email_digest AND member_email.kind = :kind
""")

_NOBODY = statement(f"UPDATE batch_row SET verdict = :nobody WHERE {CHUNK} AND verdict IS NULL")

# Locks the counts of the chunk's members, in key order, before they are read: two workers in one campaign must not
# both see the last free issue. Members without a count get one of zero.
_HOLD_COUNTS = statement(f"""
    INSERT INTO quota (site_id, campaign_id, account_id, total, day, day_count)
    SELECT :site, :campaign, account_id, 0, :today, 0 FROM batch_row
    WHERE {CHUNK} AND verdict = {GOOD}
    GROUP BY account_id ORDER BY account_id
    ON CONFLICT (site_id, campaign_id, account_id) DO UPDATE SET total = quota.total
""")

# The nth good row of a member passes if n fits into what both limits leave. Later rows are not counted, so all of
# them get the code of the limit that stopped the first one. Counts are looked up row by row: for a join, PostgreSQL
# estimates one count in a young campaign and compares every row with every count.
_COUNT_OF = "FROM quota WHERE site_id = :site AND campaign_id = :campaign AND account_id = waiting.account_id"
_ASK_LIMITS = statement(f"""
    SELECT line, CASE
        WHEN left_ever <= 0 OR left_ever <= left_today THEN {Code.PER_MEMBER}
        ELSE {Code.PER_MEMBER_PER_DAY} END AS verdict
    FROM (
        SELECT line,
            ROW_NUMBER() OVER (PARTITION BY account_id ORDER BY line) AS nth,
            (SELECT :per_member - total {_COUNT_OF}) AS left_ever,
            (SELECT :per_day - CASE WHEN day = :today THEN day_count ELSE 0 END {_COUNT_OF}) AS left_today
        FROM batch_row AS waiting WHERE {CHUNK} AND verdict = {GOOD}
    ) AS counted
    WHERE nth > left_ever OR nth > left_today
""")

_COUNT_ISSUES = statement(f"""
    INSERT INTO quota (site_id, campaign_id, account_id, total, day, day_count)
    SELECT :site, :campaign, account_id, COUNT(*), :today, COUNT(*) FROM batch_row
    WHERE {CHUNK} AND verdict = {GOOD}
    GROUP BY account_id ORDER BY account_id
    ON CONFLICT (site_id, campaign_id, account_id) DO UPDATE SET
        total = quota.total + excluded.total,
        day_count = excluded.day_count + CASE WHEN quota.day = excluded.day THEN quota.day_count ELSE 0 END,
        day = excluded.day
""")

_COUNT_VERDICTS = statement(f"""
    INSERT INTO batch_count (site_id, batch_id, verdict, rows)
    SELECT :site, :batch, verdict, COUNT(*) FROM batch_row WHERE {CHUNK} GROUP BY verdict
    ON CONFLICT (site_id, batch_id, verdict) DO UPDATE SET rows = batch_count.rows + excluded.rows
""")

_OUTCOME = statement(f"""
    SELECT COALESCE(SUM(CASE WHEN verdict = {GOOD} THEN 0 ELSE 1 END), 0),
        COALESCE(SUM(CASE WHEN verdict = {GOOD} THEN miles ELSE 0 END), 0)
    FROM batch_row WHERE {CHUNK}
""")


@dataclass(frozen=True, slots=True)
class Membership:
    """Which members may be given miles, and the codes for the others."""

    kinds: tuple[Mode, ...]
    """The kinds of address under which a member is looked for, in this order."""
    also: str
    """State of a member that will do besides `active`."""
    not_valid: int
    nobody: int


BY_HAND = Membership((), "active", int(Code.MEMBER_NOT_VALID), int(Code.NO_SUCH_MEMBER))
"""What manual issuance asks; the kind of address is that of the batch."""


def judge(conn: Connection, chunk: Chunk, outbox: MailOutbox | None = None) -> ChunkOutcome:
    """Give every row of a chunk its verdict and issue the good ones, inside the caller's transaction.

    Without an outbox members get no mail: sample data has a past whose mails were sent long ago.
    """
    row = locked_campaign(conn, chunk.site_id, chunk.campaign_id)
    refused = _whole_file_code(row, chunk)
    if refused is not None:
        conn.execute(_REFUSE_ALL, chunk.parameters(verdict=int(refused)))
    else:
        find_members(conn, chunk, BY_HAND)
        if has_limits(row):
            ask_limits(conn, chunk, row)
        post(conn, chunk)
        if outbox is not None and chunk.notify and chunk.is_transferred_at_once:
            outbox.tell_issued(conn, chunk)
    conn.execute(_COUNT_VERDICTS, chunk.parameters())
    errors, miles = conn.execute(_OUTCOME, chunk.parameters()).one()
    if miles:
        add_to_campaign(conn, chunk)
    return ChunkOutcome(int(errors), int(miles))


def find_members(conn: Connection, chunk: Chunk, asked: Membership) -> None:
    """Give the undecided rows of a chunk their members, or the code for a row without one."""
    codes = {"also": asked.also, "not_valid": asked.not_valid}
    for kind in asked.kinds or (chunk.mode,):
        conn.execute(_FIND_MEMBERS, chunk.parameters(kind=kind, **codes))
    conn.execute(_NOBODY, chunk.parameters(nobody=asked.nobody))


def locked_campaign(conn: Connection, site_id: UUID, campaign_id: UUID) -> Row[Any]:
    """Return the campaign, locked so that no decision about it comes between this query and the commit."""
    own = select(campaign, literal(0).label("issued")).where(
        campaign.c.site_id == site_id, campaign.c.id == campaign_id
    )
    return conn.execute(own.with_for_update(read=True)).one()


def has_limits(row: Row[Any]) -> bool:
    """Return whether a campaign limits how often a member is given miles."""
    return row.per_member is not None or row.per_member_per_day is not None


def _whole_file_code(row: Row[Any], chunk: Chunk) -> Code | None:
    """Return 42030 or 44019 if the campaign has changed, or its period has ended, since the file was accepted."""
    findings = check_batch(detail(row, chunk.today, chunk.now).rule(chunk.mode, chunk.today))
    return Code(findings[0].code) if findings else None


def ask_limits(conn: Connection, chunk: Chunk, row: Row[Any]) -> None:
    """Refuse the rows of a chunk that exceed the campaign's limits, and count the others."""
    limits = {"per_member": row.per_member or _NO_LIMIT, "per_day": row.per_member_per_day or _NO_LIMIT}
    conn.execute(_HOLD_COUNTS, chunk.parameters())
    over = defaultdict(list)
    for line, verdict in conn.execute(_ASK_LIMITS, chunk.parameters(**limits)):
        over[verdict].append(line)
    for verdict, lines in over.items():
        own = (batch_row.c.site_id == chunk.site_id) & (batch_row.c.batch_id == chunk.batch_id)
        conn.execute(update(batch_row).where(own, batch_row.c.line.in_(lines)).values(verdict=verdict))
    conn.execute(_COUNT_ISSUES, chunk.parameters())
