"""The judgement of accepted rows: whose they are, and whether limits allow them. Set-based, a chunk at a time.

Rules that need no member list were applied when the file was accepted. The others are applied here in the
published order, and rows that pass are written to the ledger in the same transaction.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, literal, select, update

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
        verdict = CASE WHEN account.status = 'active' THEN {GOOD} ELSE {Code.MEMBER_NOT_VALID} END
    FROM member_email JOIN account ON account.id = member_email.account_id
    WHERE {CHUNK} AND verdict IS NULL
        AND member_email.email_digest = batch_row.email_digest AND member_email.kind = :kind
""")

_NOBODY = statement(f"UPDATE batch_row SET verdict = {Code.NO_SUCH_MEMBER} WHERE {CHUNK} AND verdict IS NULL")

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


def judge(conn: Connection, chunk: Chunk, outbox: MailOutbox | None = None) -> ChunkOutcome:
    """Give every row of a chunk its verdict and issue the good ones, inside the caller's transaction.

    Without an outbox members get no mail: sample data has a past whose mails were sent long ago.
    """
    row = _campaign(conn, chunk)
    refused = _whole_file_code(row, chunk)
    if refused is not None:
        conn.execute(_REFUSE_ALL, chunk.parameters(verdict=int(refused)))
    else:
        conn.execute(_FIND_MEMBERS, chunk.parameters(kind=chunk.mode))
        conn.execute(_NOBODY, chunk.parameters())
        if row.per_member is not None or row.per_member_per_day is not None:
            _ask_limits(conn, chunk, row)
        post(conn, chunk)
        if outbox is not None and chunk.notify and chunk.is_transferred_at_once:
            outbox.tell_issued(conn, chunk)
    conn.execute(_COUNT_VERDICTS, chunk.parameters())
    errors, miles = conn.execute(_OUTCOME, chunk.parameters()).one()
    if miles:
        add_to_campaign(conn, chunk)
    return ChunkOutcome(int(errors), int(miles))


def _campaign(conn: Connection, chunk: Chunk) -> Row[Any]:
    """Return the campaign, locked so that no decision about it comes between this query and the commit."""
    own = select(campaign, literal(0).label("issued")).where(
        campaign.c.site_id == chunk.site_id, campaign.c.id == chunk.campaign_id
    )
    return conn.execute(own.with_for_update(read=True)).one()


def _whole_file_code(row: Row[Any], chunk: Chunk) -> Code | None:
    """Return 42030 or 44019 if the campaign has changed, or its period has ended, since the file was accepted."""
    findings = check_batch(detail(row, chunk.today, chunk.now).rule(chunk.mode, chunk.today))
    return Code(findings[0].code) if findings else None


def _ask_limits(conn: Connection, chunk: Chunk, row: Row[Any]) -> None:
    limits = {"per_member": row.per_member or _NO_LIMIT, "per_day": row.per_member_per_day or _NO_LIMIT}
    conn.execute(_HOLD_COUNTS, chunk.parameters())
    over = defaultdict(list)
    for line, verdict in conn.execute(_ASK_LIMITS, chunk.parameters(**limits)):
        over[verdict].append(line)
    for verdict, lines in over.items():
        own = (batch_row.c.site_id == chunk.site_id) & (batch_row.c.batch_id == chunk.batch_id)
        conn.execute(update(batch_row).where(own, batch_row.c.line.in_(lines)).values(verdict=verdict))
    conn.execute(_COUNT_ISSUES, chunk.parameters())
