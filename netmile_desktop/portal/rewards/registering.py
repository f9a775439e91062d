"""The registration of a member at a reward campaign, and the grant of its miles: one transaction (reward guide L61).

Whatever happens at once, a unique index lets each member register once per campaign: of fifty simultaneous forms one
registers and the others find its registration.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection, Row, insert, select

from netmile_desktop.domain.calendar import JST, Clock, day_of
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.history import IssueState, IssueType
from netmile_desktop.domain.rewards import HandOver, HandOverState
from netmile_desktop.domain.rewards.entries import Entry
from netmile_desktop.portal.access.vault import Vault, seal
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.database.ids import new_id
from netmile_desktop.portal.rewards.campaigns import Opening, RewardCampaign, find_reward
from netmile_desktop.portal.rewards.deliveries import enqueue
from netmile_desktop.portal.rewards.visits import PageStage, note
from netmile_desktop.portal.tables import (
    account,
    balance,
    campaign,
    campaign_total,
    issue,
    member_email,
    reward_registration,
    transfer,
)

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Characters of registration IDs: those that nobody takes for another."""

_RANDOM_LETTERS = 10


class NotOpen(Exception):
    """Nobody can register at the campaign now; `opening` says why."""

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening.value)
        self.opening = opening


class NotAMember(Exception):
    """The member is registered provisionally, or has left."""


@dataclass(frozen=True, slots=True)
class Registered:
    """A member's registration at a campaign."""

    id: UUID
    code: str
    miles: int
    at: datetime
    is_new: bool
    """False if it was made before."""


class Registering:
    """Registrations of members, by the business clock."""

    def __init__(self, database: Database, vault: Vault, business_clock: Clock) -> None:
        self._database = database
        self._vault = vault
        self._now = business_clock

    def before(self, conn: Connection, offer: RewardCampaign, account_id: UUID) -> Registered | None:
        """Return the registration that a member has at a campaign, or None."""
        own = select(reward_registration).where(
            reward_registration.c.site_id == offer.site_id,
            reward_registration.c.campaign_id == offer.id,
            reward_registration.c.account_id == account_id,
        )
        row = conn.execute(own).first()
        return Registered(row.id, row.code, row.miles, row.registered_at, is_new=False) if row else None

    def register(self, offer: RewardCampaign, account_id: UUID, session: bytes, entry: Entry) -> Registered:
        """Register a member and grant the miles, 有効 at once; or return the registration made before.

        Args:
            session: Digest of the member's session, counted as one that has registered.

        Raises:
            NotOpen: the campaign has ended, was suspended, or changed while the form was filled in.
            NotAMember: the member cannot be given miles.
        """
        if entry.faults:
            raise ValueError("a faulty entry is not registered")
        # Sealed before the transaction begins, so that no other writer waits for it.
        sealed = _sealed(self._vault, entry)
        return self._database.write(lambda conn: self._register(conn, offer, account_id, session, sealed))

    def _register(
        self, conn: Connection, seen: RewardCampaign, account_id: UUID, session: bytes, sealed: dict[str, bytes | None]
    ) -> Registered:
        now = self._now()
        offer = self._held(conn, seen, now)
        member = conn.execute(select(account).where(account.c.id == account_id)).first()
        if (found := self.before(conn, offer, account_id)) is not None:
            return found
        if member is None or member.status != "active":
            raise NotAMember
        if offer.opening is not Opening.OPEN or not offer.is_approved:
            raise NotOpen(offer.opening if offer.is_approved else Opening.ENDED)
        made = Registered(new_id(), _new_code(now), offer.miles, now, is_new=True)
        if not self._keep(conn, offer, member, made, sealed):
            # Another form of the same member was quicker.
            found = self.before(conn, offer, account_id)
            assert found is not None
            return found
        grant(conn, self._database, offer, member, made)
        if offer.settings.hand_over is HandOver.REAL_TIME:
            enqueue(conn, offer.site_id, made.id, now)
        note(conn, self._database, (offer.site_id, offer.id), session, PageStage.COMPLETED, now)
        return made

    def _held(self, conn: Connection, seen: RewardCampaign, now: datetime) -> RewardCampaign:
        """Return the campaign as it is now, locked so that no decision about it comes before the commit."""
        own = select(campaign.c.id).where(campaign.c.site_id == seen.site_id, campaign.c.id == seen.id)
        conn.execute(own.with_for_update(read=True))
        offer = find_reward(conn, self._vault, seen.site_code, seen.code, day_of(now))
        if offer is None:
            raise NotOpen(Opening.ENDED)
        return offer

    def _keep(
        self,
        conn: Connection,
        offer: RewardCampaign,
        member: Row[Any],
        made: Registered,
        sealed: dict[str, bytes | None],
    ) -> bool:
        """Write the registration; return False if the member has one, which the unique index knows for certain."""
        row = {
            "site_id": offer.site_id,
            "id": made.id,
            "code": made.code,
            "campaign_id": offer.id,
            "campaign_version": offer.version,
            "account_id": member.id,
            "issue_id": made.id,
            "miles": made.miles,
            "test": member.test,
            "registered_at": made.at,
            "registered_on": day_of(made.at),
            **sealed,
            "hand_over": offer.settings.hand_over,
            "state": HandOverState.WAITING,
            "result_reason": "",
        }
        put = self._database.insert(reward_registration).values(row)
        put = put.on_conflict_do_nothing(index_elements=["site_id", "campaign_id", "account_id"])
        return conn.execute(put.returning(reward_registration.c.id)).first() is not None


def grant(conn: Connection, database: Database, offer: RewardCampaign, member: Row[Any], made: Registered) -> None:
    """Issue the miles of a registration: issue, transfer, balance and, last of all, the campaign's total."""
    own = select(member_email.c.email_digest).where(member_email.c.account_id == member.id)
    pc_first = own.order_by(member_email.c.kind != Mode.PC, member_email.c.email_digest).limit(1)
    day = day_of(made.at)
    conn.execute(
        insert(issue).values(
            site_id=offer.site_id,
            id=made.id,
            campaign_id=offer.id,
            account_id=member.id,
            member_key=made.code,
            miles=made.miles,
            state=IssueState.VALID,
            source=IssueType.REWARD,
            issued_at=made.at,
            issued_on=day,
            transfer_on=day,
            test=member.test,
            email_digest=conn.execute(pc_first).scalar(),
        )
    )
    conn.execute(
        insert(transfer).values(
            site_id=offer.site_id,
            id=made.id,
            event_id=made.id,
            kind="issue",
            debit=offer.site_id,
            credit=member.id,
            amount=made.miles,
            issue_id=made.id,
            campaign_id=offer.id,
            test=member.test,
            idem=f"reward {made.code}",
            at=made.at,
            biz_date=day,
            biz_hour=made.at.astimezone(JST).hour,
        )
    )
    more = database.insert(balance).values(account_id=member.id, posted=made.miles, pending=0)
    raised = {"posted": balance.c.posted + made.miles}
    conn.execute(more.on_conflict_do_update(index_elements=["account_id"], set_=raised))
    if not member.test:
        first = database.insert(campaign_total).values(
            site_id=offer.site_id, campaign_id=offer.id, issued=made.miles, issues=1
        )
        added = {"issued": campaign_total.c.issued + made.miles, "issues": campaign_total.c.issues + 1}
        conn.execute(first.on_conflict_do_update(index_elements=["site_id", "campaign_id"], set_=added))


def _sealed(vault: Vault, entry: Entry) -> dict[str, bytes | None]:
    """Return what was typed, sealed: the password under a key of its own, because it goes earlier than the rest."""
    key, wrapped = vault.new_data_key()
    values = {field.value: text for field, text in entry.values.items() if text}
    found: dict[str, bytes | None] = {"key_wrapped": wrapped, "sealed": seal(key, msgspec.json.encode(values))}
    if entry.password:
        own, own_wrapped = vault.new_data_key()
        found |= {"password_key_wrapped": own_wrapped, "password_sealed": seal(own, entry.password.encode())}
    return found


def _new_code(now: datetime) -> str:
    """Return a 登録ID: the day, and letters by chance, so that no counter makes registrations wait for each other."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_RANDOM_LETTERS))
    return f"W{day_of(now):%Y%m%d}-{letters}"
