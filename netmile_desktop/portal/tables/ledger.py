"""Issues and the transfers that move miles: append-only, double entry in one row."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Index, Integer, LargeBinary, text

from netmile_desktop.portal.database.column_types import Day, Id, Instant, Label
from netmile_desktop.portal.tables.metadata import Spread, append_only, one_of, site_id, table

issue = table(
    "issue",
    Spread.SITE,
    site_id(),
    Column("id", Id, primary_key=True),
    Column("campaign_id", Id, nullable=False),
    Column("account_id", Id, nullable=False),
    Column("member_key", Label, nullable=False),
    Column("miles", BigInteger, nullable=False),
    Column("state", Label, nullable=False),
    Column("source", Label, nullable=False),
    Column("batch_id", Id),
    Column("line", Integer),
    Column("issued_at", Instant, nullable=False),
    Column("issued_on", Day, nullable=False),
    Column("transfer_on", Day, nullable=False),
    Column("test", Boolean, nullable=False),
    Column("email_digest", LargeBinary(32)),
    CheckConstraint("miles > 0", name="miles_positive"),
    one_of("state", "pending", "valid", "cancelled"),
    one_of("source", "single", "csv", "automatic", "reward"),
    Index(None, "site_id", "campaign_id", "issued_at", "id"),
    Index(None, "site_id", "issued_at", "id"),
    Index(None, "site_id", "member_key", "campaign_id", "issued_on"),
    Index(None, "site_id", "account_id", "campaign_id", "issued_on"),
    Index(
        "ix_issue_batch",
        "site_id",
        "batch_id",
        "line",
        sqlite_where=text("batch_id IS NOT NULL"),
    ),
    Index(
        "ix_issue_cancelled",
        "site_id",
        "issued_at",
        sqlite_where=text("state = 'cancelled'"),
    ),
    Index(
        "ix_issue_due",
        "transfer_on",
        "site_id",
        sqlite_where=text("state = 'pending'"),
    ),
)
"""One issue of miles to one member. `state` only changes in the transaction that inserts the transfer.

`email_digest` is that of the address to which it was issued, so that whoever asks about one address of a member is
not told what was issued to another; it is found by way of the member.
"""

transfer = table(
    "transfer",
    Spread.SITE,
    site_id(),
    Column("id", Id, primary_key=True),
    Column("event_id", Id, nullable=False),
    Column("kind", Label, nullable=False),
    Column("debit", Id, nullable=False),
    Column("credit", Id, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("issue_id", Id),
    Column("campaign_id", Id),
    Column("test", Boolean, nullable=False),
    Column("idem", Label),
    Column("at", Instant, nullable=False),
    Column("biz_date", Day, nullable=False),
    Column("biz_hour", Integer, nullable=False),
    CheckConstraint("amount > 0", name="amount_positive"),
    CheckConstraint("debit <> credit", name="two_sides"),
    one_of("kind", "issue", "hold", "activate", "void", "reverse", "redeem", "refund", "expire"),
    Index(
        "uq_transfer_created",
        "site_id",
        "issue_id",
        unique=True,
        sqlite_where=text("kind IN ('issue', 'hold')"),
    ),
    Index(
        "uq_transfer_resolved",
        "site_id",
        "issue_id",
        unique=True,
        sqlite_where=text("kind IN ('activate', 'void')"),
    ),
    Index(
        "uq_transfer_reversed",
        "site_id",
        "issue_id",
        unique=True,
        sqlite_where=text("kind = 'reverse'"),
    ),
    Index(
        "uq_transfer_idem",
        "site_id",
        "idem",
        unique=True,
        sqlite_where=text("idem IS NOT NULL"),
    ),
    Index("ix_transfer_reports", "site_id", "biz_date", "biz_hour", "campaign_id", "kind", "test", "amount"),
    Index(None, "credit", "at"),
)
"""One permanent movement of more than zero miles from `debit` to `credit`.

Unique indexes, not code, ensure that every issue is created, resolved and reversed at most once. `idem` identifies a
transfer without a batch row (an automatic issue, a payment).
"""

quota = table(
    "quota",
    Spread.SITE,
    site_id(),
    Column("campaign_id", Id, primary_key=True),
    Column("account_id", Id, primary_key=True),
    Column("total", Integer, nullable=False),
    Column("day", Day, nullable=False),
    Column("day_count", Integer, nullable=False),
    CheckConstraint("total >= 0 AND day_count >= 0", name="never_negative"),
)
"""How often a member was given miles in a campaign with limits: in total, and on its latest day.

Campaigns without limits have no rows here: a change that introduces limits has to count the issues first. A
cancelled issue reduces the counts, so that a mistake can be corrected in a once-per-member campaign.
"""


append_only(transfer)
