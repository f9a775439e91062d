"""Registrations of manual issues. The batch row is also the job: the worker that holds its lock does its work."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, UniqueConstraint, text

from netmile_desktop.domain.batches import ProcessingState
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.portal.database.column_types import Id, Instant, Label
from netmile_desktop.portal.tables.metadata import Spread, of_campaign, one_of, site_id, table

batch = table(
    "batch",
    Spread.SITE,
    site_id(),
    Column("id", Id, primary_key=True),
    Column("number", BigInteger, nullable=False),
    Column("code", Label, nullable=False),
    Column("campaign_id", Id, nullable=False),
    Column("type", Label, nullable=False),
    Column("mode", Label, nullable=False),
    Column("transfer_after_days", Integer, nullable=False),
    Column("notify", Boolean, nullable=False),
    Column("message", Label, nullable=False),
    Column("file_name", Label, nullable=False),
    Column("digest", Label, nullable=False),
    Column("key", Label, nullable=False),
    Column("fingerprint", Label, nullable=False),
    Column("actor_id", Id, nullable=False),
    Column("state", Label, nullable=False),
    Column("rows_total", Integer, nullable=False),
    Column("rows_done", Integer, nullable=False),
    Column("rows_error", Integer, nullable=False),
    Column("miles_issued", BigInteger, nullable=False),
    Column("accepted_at", Instant, nullable=False),
    Column("completed_at", Instant),
    Column("run_after", Instant, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("key_wrapped", LargeBinary),
    Column("lists_deleted_at", Instant),
    Column("lists_deleted_by", Id),
    Column("taken_over_by", Label),
    of_campaign(),
    UniqueConstraint("site_id", "key"),
    UniqueConstraint("site_id", "number"),
    UniqueConstraint("site_id", "code"),
    one_of("type", "single", "csv"),
    one_of("mode", *Mode),
    one_of("state", *ProcessingState),
    Index(None, "site_id", "digest"),
    Index(None, "site_id", "campaign_id", "number"),
    Index(
        "ix_batch_waiting",
        "run_after",
        sqlite_where=text("state IN ('received', 'running')"),
    ),
)
"""One accepted file. `key_wrapped` opens its lists; once it is deleted, only older backups can still be read.

`taken_over_by` is the ID of the registration that took over the undecided rows of an interrupted one.

`accepted_at` and `completed_at` are by the business clock, `run_after` is by the machine's own.
"""

batch_body = table(
    "batch_body",
    Spread.SITE,
    site_id(),
    Column("batch_id", Id, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    rowid=True,
)
"""The three cells of every row as sent, encrypted under the batch's own key."""

batch_row = table(
    "batch_row",
    Spread.SITE,
    site_id(),
    Column("batch_id", Id, primary_key=True),
    Column("line", Integer, primary_key=True),
    Column("email_digest", LargeBinary(32)),
    Column("member_key", Label),
    Column("miles", BigInteger),
    Column("issue_id", Id, nullable=False),
    Column("account_id", Id),
    Column("test", Boolean),
    Column("verdict", Integer),
    Index(
        "ix_batch_row_failed_key",
        "site_id",
        "member_key",
        sqlite_where=text("verdict > 0"),
    ),
    Index(
        "ix_batch_row_failed_address",
        "site_id",
        "email_digest",
        sqlite_where=text("verdict > 0"),
    ),
)
"""A row from acceptance to verdict. `issue_id` is set at acceptance, so that no repetition can issue it twice.

`verdict` is empty while undecided, 0 if issued, else the code. Rows refused at acceptance have their code from the
start, and their digest and key if these are well-formed, so that an inquiry can find them.
"""

batch_count = table(
    "batch_count",
    Spread.SITE,
    site_id(),
    Column("batch_id", Id, primary_key=True),
    Column("verdict", Integer, primary_key=True),
    Column("rows", Integer, nullable=False),
)
"""Rows by verdict; stays when the lists are deleted."""
