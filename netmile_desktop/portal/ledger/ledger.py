"""The ledger: each row moves miles from one account to another and never changes.

The account of a site is the one with the site's own identity. Only members have balances; a site's is the sum of
its transfers. States are kinds of transfer: an issue that is usable at once is `issue`, one that waits for its
transfer day is `hold`.
"""

from __future__ import annotations

from sqlalchemy import Connection

from netmile_desktop.portal.ledger.chunks import CHUNK, GOOD, Chunk, statement

_ISSUE = statement(f"""
    INSERT INTO issue (site_id, id, campaign_id, account_id, member_key, miles, state, source, batch_id, line,
        issued_at, issued_on, transfer_on, test, email_digest)
    SELECT site_id, issue_id, :campaign, account_id, member_key, miles, :state, :source,
        CASE WHEN :registered THEN batch_id END, CASE WHEN :registered THEN line END, :now, :today, :transfer_on, test, email_digest
    FROM batch_row WHERE {CHUNK} AND verdict = {GOOD} ORDER BY line
""")

# The transfer that creates an issue has the issue's identity, which the row got when it was accepted.
_TRANSFER = statement(f"""
    INSERT INTO transfer (site_id, id, event_id, kind, debit, credit, amount, issue_id, campaign_id, test,
        idem, at, biz_date, biz_hour)
    SELECT site_id, issue_id, batch_id, :kind, site_id, account_id, miles, issue_id, :campaign, test,
        :idem, :now, :today, :hour
    FROM batch_row WHERE {CHUNK} AND verdict = {GOOD} ORDER BY line
""")

# In key order, so that two workers that add to the same members cannot deadlock.
_ADD_TO_BALANCES = statement(f"""
    INSERT INTO balance (account_id, posted, pending)
    SELECT account_id, CAST(SUM(:posted * miles) AS BIGINT), CAST(SUM(:pending * miles) AS BIGINT) FROM batch_row
    WHERE {CHUNK} AND verdict = {GOOD}
    GROUP BY account_id ORDER BY account_id
    ON CONFLICT (account_id) DO UPDATE SET
        posted = balance.posted + excluded.posted, pending = balance.pending + excluded.pending
""")

# Last, because every chunk of the campaign writes this one row.
_ADD_TO_CAMPAIGN = statement(f"""
    INSERT INTO campaign_total (site_id, campaign_id, issued, issues)
    SELECT :site, :campaign, CAST(COALESCE(SUM(miles), 0) AS BIGINT), COUNT(*) FROM batch_row
    WHERE {CHUNK} AND verdict = {GOOD} AND NOT test
    ON CONFLICT (site_id, campaign_id) DO UPDATE SET
        issued = campaign_total.issued + excluded.issued, issues = campaign_total.issues + excluded.issues
""")


def post(conn: Connection, chunk: Chunk) -> None:
    """Issue the good rows of a chunk: issues, transfers and balances, inside the caller's transaction."""
    at_once = chunk.is_transferred_at_once
    parameters = chunk.parameters(
        state="valid" if at_once else "pending",
        kind="issue" if at_once else "hold",
        source=chunk.source,
        posted=int(at_once),
        pending=int(not at_once),
    )
    for each in (_ISSUE, _TRANSFER, _ADD_TO_BALANCES):
        conn.execute(each, parameters)


def add_to_campaign(conn: Connection, chunk: Chunk) -> None:
    """Add what `post` issued to the campaign's total; the last statement of the transaction."""
    conn.execute(_ADD_TO_CAMPAIGN, chunk.parameters())
