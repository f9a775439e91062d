"""Campaigns, the applications for them, and all their versions."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Index, Integer, LargeBinary, UniqueConstraint, text

from netmile_desktop.domain.campaigns import ApplicationKind, ApplicationState, IssuanceMethod
from netmile_desktop.portal.database.column_types import Day, Id, Instant, Label
from netmile_desktop.portal.tables.metadata import Spread, of_campaign, of_site, one_of, site_id, table

_OF_CAMPAIGNS = [state for state in ApplicationState if state is not ApplicationState.LAPSED]

campaign = table(
    "campaign",
    Spread.SITE,
    site_id(),
    Column("id", Id, primary_key=True),
    Column("code", Label, nullable=False),
    Column("name", Label, nullable=False),
    Column("name_folded", Label, nullable=False),
    Column("description", Label, nullable=False),
    Column("version", Integer, nullable=False),
    Column("application_state", Label, nullable=False),
    Column("suspended", Boolean, nullable=False),
    Column("method", Label, nullable=False),
    Column("fixed_miles", Integer),
    Column("min_miles", Integer),
    Column("max_miles", Integer),
    Column("per_member", Integer),
    Column("per_member_per_day", Integer),
    Column("run_from", Day, nullable=False),
    Column("run_to", Day, nullable=False),
    Column("issue_from", Day, nullable=False),
    Column("issue_to", Day, nullable=False),
    Column("transfer_after_days", Integer, nullable=False),
    Column("link_url", Label, nullable=False),
    Column("listed", Boolean, nullable=False),
    Column("listing_text", Label, nullable=False),
    Column("reward", Label),
    of_site(),
    UniqueConstraint("site_id", "code"),
    CheckConstraint(
        "(fixed_miles IS NULL) = (min_miles IS NOT NULL AND max_miles IS NOT NULL)", name="amount_one_kind"
    ),
    one_of("application_state", *_OF_CAMPAIGNS),
    one_of("method", *IssuanceMethod),
    Index(None, "site_id", "application_state", "run_to"),
    Index(
        "ix_campaign_reward",
        "site_id",
        "id",
        sqlite_where=text("reward IS NOT NULL"),
    ),
)
"""The present state of a campaign. `name_folded` is the name for searches: width and case are ignored.

`reward` holds the settings of a reward campaign as JSON; a campaign without them is one of miles.
"""

campaign_revision = table(
    "campaign_revision",
    Spread.SITE,
    site_id(),
    Column("campaign_id", Id, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("content", Label, nullable=False),
    Column("created_at", Instant, nullable=False),
    of_campaign(),
)
"""A campaign's content at each version, as JSON; never changed."""

campaign_total = table(
    "campaign_total",
    Spread.SITE,
    site_id(),
    Column("campaign_id", Id, primary_key=True),
    Column("issued", BigInteger, nullable=False),
    Column("issues", BigInteger, nullable=False),
)
"""Miles issued so far, without test members. Separate from the campaign, whose row every chunk reads under lock."""

application = table(
    "application",
    Spread.SITE,
    site_id(),
    Column("id", Id, primary_key=True),
    Column("campaign_id", Id, nullable=False),
    Column("kind", Label, nullable=False),
    Column("version", Integer, nullable=False),
    Column("state", Label, nullable=False),
    Column("applied_by", Id),
    Column("applied_at", Instant, nullable=False),
    Column("decided_by", Id),
    Column("decided_at", Instant),
    Column("reason", Label, nullable=False, server_default=""),
    Column("origin_id", Id),
    Column("from_version", Integer),
    of_campaign(),
    one_of("kind", *ApplicationKind),
    one_of("state", *ApplicationState),
    Index(
        "uq_application_open",
        "site_id",
        "campaign_id",
        unique=True,
        sqlite_where=text("state = 'applied'"),
    ),
    Index(None, "site_id", "campaign_id", "applied_at"),
)
"""A merchant's application to NetMile; a campaign has at most one open application.

`version` is that of the revision with its content, `origin_id` the campaign to be reused, `from_version` that of the
campaign from which a change was made; older ones do not have it.
"""

review_policy = table(
    "review_policy",
    Spread.SITE,
    site_id(),
    Column("after_minutes", Integer),
    Column("set_at", Instant, nullable=False),
    Column("set_by", Id, nullable=False),
    of_site(),
)
"""After how many minutes a site's applications are approved without NetMile's staff; empty, or no row, means never."""

campaign_banner = table(
    "campaign_banner",
    Spread.SITE,
    site_id(),
    Column("campaign_id", Id, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("image", LargeBinary, nullable=False),
    of_campaign(),
    rowid=True,
)
"""Banner images of revisions; version 0 is the one that is shown now."""
