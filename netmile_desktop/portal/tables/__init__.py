"""The portal's schema, designed for the whole product.

A test enforces rules that keep a later move to many machines possible: the site leads every key of merchant data;
members and balances are spread by account, and no foreign key refers to them; no sequences, no native enumerations, no
database clocks. The large tables (rows of a batch, issues, transfers) have no foreign keys at all, because each check
would lock the same campaign row.
"""

from netmile_desktop.portal.tables.access import (
    contract_rate,
    session,
    site,
    site_counter,
    site_record,
    throttle,
    user_account,
)
from netmile_desktop.portal.tables.batches import batch, batch_body, batch_count, batch_row
from netmile_desktop.portal.tables.campaigns import (
    application,
    campaign,
    campaign_banner,
    campaign_revision,
    campaign_total,
)
from netmile_desktop.portal.tables.cancellations import cancel_order, cancellation
from netmile_desktop.portal.tables.ledger import issue, quota, transfer
from netmile_desktop.portal.tables.members import account, balance, member_email
from netmile_desktop.portal.tables.metadata import metadata
from netmile_desktop.portal.tables.plumbing import audit, idempotency, outbox, schedule, setting
from netmile_desktop.portal.tables.reports import day_close, invoice, rollup_day, rollup_hour, rollup_month

__all__ = [
    "account",
    "application",
    "audit",
    "balance",
    "batch",
    "batch_body",
    "batch_count",
    "batch_row",
    "campaign",
    "campaign_banner",
    "campaign_revision",
    "campaign_total",
    "cancel_order",
    "cancellation",
    "contract_rate",
    "day_close",
    "idempotency",
    "invoice",
    "issue",
    "member_email",
    "metadata",
    "outbox",
    "quota",
    "rollup_day",
    "rollup_hour",
    "rollup_month",
    "schedule",
    "session",
    "setting",
    "site",
    "site_counter",
    "site_record",
    "throttle",
    "transfer",
    "user_account",
]
