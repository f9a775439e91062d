"""ネットマイルリワード: what members register at reward campaigns, and how far they come on the page.

What a reward campaign is stands with the campaigns. A registration's personal data is sealed under a data key of its
own, its password under another one: destroying a wrapped key destroys what it opens.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Index, Integer, LargeBinary, UniqueConstraint, text

from netmile_desktop.domain.rewards import HandOver, HandOverState, RewardResult
from netmile_desktop.portal.database.column_types import Day, Id, Instant, Label
from netmile_desktop.portal.tables.metadata import Spread, of_campaign, one_of, site_id, table

reward_price = table(
    "reward_price",
    Spread.SITE,
    site_id(),
    Column("campaign_id", Id, primary_key=True),
    Column("from_on", Day, primary_key=True),
    Column("yen", Integer, nullable=False),
    of_campaign(),
)
"""キャンペーン成果単価 of a reward campaign from a day on, without tax; old prices stay, as old contract rates do."""

reward_registration = table(
    "reward_registration",
    Spread.SITE,
    site_id(),
    Column("id", Id, primary_key=True),
    Column("code", Label, nullable=False),
    Column("campaign_id", Id, nullable=False),
    Column("campaign_version", Integer, nullable=False),
    Column("account_id", Id, nullable=False),
    Column("issue_id", Id, nullable=False),
    Column("miles", BigInteger, nullable=False),
    Column("test", Boolean, nullable=False),
    Column("registered_at", Instant, nullable=False),
    Column("registered_on", Day, nullable=False),
    Column("key_wrapped", LargeBinary),
    Column("sealed", LargeBinary),
    Column("password_key_wrapped", LargeBinary),
    Column("password_sealed", LargeBinary),
    Column("shredded_at", Instant),
    Column("hand_over", Label, nullable=False),
    Column("state", Label, nullable=False),
    Column("handed_over_at", Instant),
    Column("result", Label),
    Column("result_at", Instant),
    Column("result_reason", Label, nullable=False),
    Column("file_id", Id),
    Column("line", Integer),
    UniqueConstraint("site_id", "campaign_id", "account_id"),
    UniqueConstraint("site_id", "code"),
    one_of("hand_over", *HandOver),
    one_of("state", *HandOverState),
    one_of("result", *RewardResult),
    CheckConstraint("(key_wrapped IS NULL) = (sealed IS NULL)", name="sealed_with_key"),
    CheckConstraint("(password_key_wrapped IS NULL) = (password_sealed IS NULL)", name="password_with_key"),
    Index(None, "site_id", "registered_at", "id"),
    Index(None, "site_id", "campaign_id", "registered_at"),
    Index(
        "ix_reward_registration_waiting",
        "site_id",
        "campaign_id",
        "registered_at",
        sqlite_where=text("state = 'waiting'"),
    ),
    Index("ix_reward_registration_file", "site_id", "file_id", "line"),
    Index(
        "ix_reward_registration_unanswered",
        "site_id",
        "handed_over_at",
        sqlite_where=text("result IS NULL"),
    ),
    Index(
        "ix_reward_registration_sealed",
        "site_id",
        "handed_over_at",
        sqlite_where=text("key_wrapped IS NOT NULL"),
    ),
    Index("ix_reward_registration_answers", "site_id", "result_at", "campaign_id", "result", "test"),
    Index("ix_reward_registration_days", "site_id", "registered_on", "campaign_id", "test", "registered_at"),
)
"""One member's registration at one reward campaign, with the issue of its miles.

`campaign_version` is the revision with the terms to which the member agreed. `state` tells the hand-over to the
merchant, `result` what the merchant answered. `sealed` holds all fields but the password as JSON; it goes once it was
handed over and its term is over, the password as soon as it was handed over. `file_id` and `line` are its place in a
file of the batch hand-over, once there is one.
"""

reward_visit = table(
    "reward_visit",
    Spread.SITE,
    site_id(),
    Column("campaign_id", Id, primary_key=True),
    Column("session_sha256", LargeBinary(32), primary_key=True),
    Column("stage", Integer, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Index(None, "site_id", "seen_at"),
)
"""How far a session came on a campaign's page, so that each is counted once; deleted with old sessions."""

reward_count = table(
    "reward_count",
    Spread.SITE,
    site_id(),
    Column("campaign_id", Id, primary_key=True),
    Column("biz_date", Day, primary_key=True),
    Column("shown", Integer, nullable=False),
    Column("started", Integer, nullable=False),
    Column("completed", Integer, nullable=False),
)
"""Sessions that were shown a campaign's page on a day, began to fill it in, and registered. Nobody is named."""
