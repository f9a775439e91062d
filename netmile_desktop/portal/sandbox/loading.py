"""Loading of the sample data into an empty database, once."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

import msgspec
from sqlalchemy import Connection, func, insert, select, text, update

from netmile_desktop.domain.calendar import JST, day_of
from netmile_desktop.domain.campaigns import ApplicationKind, ApplicationState, FixedAmount
from netmile_desktop.domain.matching import folded
from netmile_desktop.portal.access.passwords import SANDBOX_MEMORY_KIB, Passwords
from netmile_desktop.portal.access.site_records import put_record
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.database.column_types import milliseconds
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.database.ids import ids_at
from netmile_desktop.portal.http.call import Role
from netmile_desktop.portal.issuing.due_transfers import make_due
from netmile_desktop.portal.issuing.staging import Staging
from netmile_desktop.portal.sandbox import PASSWORD
from netmile_desktop.portal.sandbox.ageing import LOADED, made_for, renew
from netmile_desktop.portal.sandbox.automatic import issue_automatically
from netmile_desktop.portal.sandbox.bakery import BAKERY
from netmile_desktop.portal.sandbox.catalogue import BOOKSHOP, SampleCampaign
from netmile_desktop.portal.sandbox.changes import CHANGES, SampleChange
from netmile_desktop.portal.sandbox.history import SampleHistory, Sender
from netmile_desktop.portal.sandbox.members import VALID, add_members, sample_members
from netmile_desktop.portal.sandbox.payments import add_payments, add_shop
from netmile_desktop.portal.sandbox.refused_calls import add_key, refuse_calls
from netmile_desktop.portal.sandbox.registered import REGISTERED
from netmile_desktop.portal.sandbox.rewards import add_rewards
from netmile_desktop.portal.tables import (
    application,
    campaign,
    campaign_revision,
    contract_rate,
    setting,
    site,
    site_record,
    user_account,
)


def load(
    database: Database, vault: Vault, now: datetime, *, valid_members: int = VALID, with_history: bool = True
) -> None:
    """Load the sample data in one transaction, or bring present data up to date.

    Present data is renewed if it has grown old, and its users can sign in with the public password again. `now` is the
    instant for which the data is made.
    """
    if database.read(made_for) is not None:
        database.write(lambda conn: renew(conn, now))
        database.write(lambda conn: _register_missing(conn, database, vault, now))
        if with_history:
            database.write(lambda conn: add_rewards(conn, database, vault, now))
        database.write(lambda conn: _add_shop(conn, database, vault, now, with_history=with_history))
        _give_back_passwords(database)
        return
    hashed = Passwords(SANDBOX_MEMORY_KIB).hashed(PASSWORD)

    def work(conn: Connection) -> None:
        if made_for(conn) is None:
            _Load(conn, database, vault, now, hashed).run(valid_members, with_history=with_history)

    database.write(work)
    if not database.is_sqlite:
        database.write(lambda conn: conn.execute(text("ANALYZE")))  # the planner has no statistics of such new tables


def _register_missing(conn: Connection, database: Database, vault: Vault, now: datetime) -> None:
    """Add the records of the sample sites, and the key, to a sandbox that was made before there were any."""
    without = site.outerjoin(site_record, site_record.c.site_id == site.c.id)
    found = select(site.c.id, site.c.code).select_from(without).where(site_record.c.site_id.is_(None))
    for row in conn.execute(found).all():
        if row.code in REGISTERED:
            put_record(conn, database, vault, row.id, REGISTERED[row.code], 1, now, None)
    bookshop = conn.execute(select(site.c.id).where(site.c.code == "minato")).scalar()
    if bookshop is not None:
        add_key(conn, vault, bookshop, now)


def _add_shop(conn: Connection, database: Database, vault: Vault, now: datetime, *, with_history: bool) -> None:
    """Add the shop with its past, unless it is there."""
    owner = add_shop(conn, vault, now)
    if owner is not None and with_history:
        add_payments(conn, database, owner, now)


def _give_back_passwords(database: Database) -> None:
    """Restore the public password for users who changed theirs, so that the one on the sign-in page works again."""
    made_at = database.read(
        lambda conn: conn.execute(select(func.min(user_account.c.password_changed_at))).scalar_one()
    )
    changed = user_account.c.password_changed_at > made_at
    if not database.read(lambda conn: conn.execute(select(user_account.c.id).where(changed)).first()):
        return
    given_back = {"password_hash": Passwords(SANDBOX_MEMORY_KIB).hashed(PASSWORD), "password_changed_at": made_at}
    database.write(lambda conn: conn.execute(update(user_account).where(changed).values(given_back)))


class _Load:
    """One run of loading."""

    def __init__(self, conn: Connection, database: Database, vault: Vault, now: datetime, hashed: str) -> None:
        self._conn = conn
        self._database = database
        self._vault = vault
        self._now = now
        self._today = day_of(now)
        self._began = datetime.combine(self._today - timedelta(days=900), time(10), JST)
        self._hashed = hashed
        self._made = 0

    def run(self, valid_members: int, *, with_history: bool) -> None:
        people = list(sample_members(valid_members))
        accounts = add_members(self._conn, self._database, self._vault, people, self._began)
        self._add_user(None, "operator", "ネットマイル 運営", Role.OPERATOR)
        bookshop = self._add_site("minato", "みなと書店オンライン", (900, 850))
        users = [
            self._add_user(bookshop, "demo", "山田 花子", Role.MERCHANT),
            self._add_user(bookshop, "demo2", "佐藤 健", Role.MERCHANT),
        ]
        campaigns = [(self._add_campaign(bookshop, each, users[0]), each) for each in BOOKSHOP]
        by_code = {each.code: (id_, each) for id_, each in campaigns}
        for change in CHANGES:
            self._add_change(bookshop, by_code[change.campaign], change, users[1])
        add_key(self._conn, self._vault, bookshop, self._began)
        bakery = self._add_site("kaze", "風のパン工房", (1_000,))
        baker = self._add_user(bakery, "other", "田中 美咲", Role.MERCHANT)
        bakery_campaigns = [(self._add_campaign(bakery, each, baker), each) for each in BAKERY]
        if with_history:
            staging = Staging(self._database, self._vault)
            for sender in (Sender(bookshop, campaigns, users), Sender(bakery, bakery_campaigns, [baker])):
                SampleHistory(self._database, staging, sender, self._now, valid_members).write(self._conn)
            active = accounts[:valid_members]
            issue_automatically(self._conn, self._database, bookshop, campaigns, active, self._now)
            add_rewards(self._conn, self._database, self._vault, self._now)
            make_due(self._conn, self._database, self._today)
            refuse_calls(self._conn, self._database, self._vault, bookshop, campaigns, self._now)
        _add_shop(self._conn, self._database, self._vault, self._now, with_history=with_history)
        self._conn.execute(insert(setting).values(name=LOADED, value=self._today.isoformat()))

    def _id(self) -> UUID:
        """Return the next identity; every loading for the same day gives the same identities."""
        self._made += 1
        return ids_at(milliseconds(self._began), self._made << 40, 1)[0]

    def _add_site(self, code: str, name: str, rates: Sequence[int]) -> UUID:
        id_ = self._id()
        row = {"id": id_, "code": code, "name": name, "status": "active", "created_at": self._began}
        self._conn.execute(insert(site).values(row))
        put_record(self._conn, self._database, self._vault, id_, REGISTERED[code], 1, self._began, None)
        for year, rate in enumerate(reversed(rates)):
            from_on = date(self._today.year - year, 4, 1) if year < len(rates) - 1 else day_of(self._began)
            self._conn.execute(insert(contract_rate).values(site_id=id_, from_on=from_on, yen_per_1000_miles=rate))
        return id_

    def _add_user(self, site_id: UUID | None, login: str, name: str, role: Role) -> UUID:
        id_ = self._id()
        self._conn.execute(
            insert(user_account).values(
                id=id_,
                site_id=site_id,
                login=login,
                name=name,
                password_hash=self._hashed,
                role=role,
                status="active",
                password_changed_at=self._began,
            )
        )
        return id_

    def _add_campaign(self, site_id: UUID, sample: SampleCampaign, user: UUID) -> UUID:
        id_ = self._id()
        row = campaign_row(sample, self._today)
        self._conn.execute(insert(campaign).values(site_id=site_id, id=id_, **row))
        applied_at = self._applied_at(sample)
        self._add_revision(site_id, id_, row, applied_at)
        decided = sample.state in {ApplicationState.APPROVED, ApplicationState.REJECTED}
        self._conn.execute(
            insert(application).values(
                site_id=site_id,
                id=self._id(),
                campaign_id=id_,
                kind=sample.kind,
                version=1,
                state=sample.state,
                applied_by=user,
                applied_at=applied_at,
                decided_at=applied_at + timedelta(hours=26) if decided else None,
                reason=sample.reason,
            )
        )
        return id_

    def _add_revision(self, site_id: UUID, campaign_id: UUID, row: Mapping[str, object], at: datetime) -> None:
        content = msgspec.json.encode({name: value for name, value in row.items() if name != "name_folded"}).decode()
        self._conn.execute(
            insert(campaign_revision).values(
                site_id=site_id, campaign_id=campaign_id, version=row["version"], content=content, created_at=at
            )
        )

    def _add_change(self, site_id: UUID, pair: tuple[UUID, SampleCampaign], change: SampleChange, user: UUID) -> None:
        """Add a change application; only one that waits differs from its campaign in more than the version."""
        campaign_id, sample = pair
        applied_at = datetime.combine(self._today + timedelta(days=change.applied), time(15, 20), JST)
        decided = change.state not in {ApplicationState.APPLIED, ApplicationState.WITHDRAWN}
        row = campaign_row(sample, self._today) | {**change.content, "version": 2}
        self._add_revision(site_id, campaign_id, row, applied_at)
        if change.state is ApplicationState.APPROVED:
            own = (campaign.c.site_id == site_id) & (campaign.c.id == campaign_id)
            self._conn.execute(update(campaign).where(own).values(version=2))
        self._conn.execute(
            insert(application).values(
                site_id=site_id,
                id=self._id(),
                campaign_id=campaign_id,
                kind=ApplicationKind.CHANGE,
                version=2,
                from_version=1,
                state=change.state,
                applied_by=user,
                applied_at=applied_at,
                decided_at=applied_at + timedelta(hours=43) if decided else None,
                reason=change.reason,
            )
        )

    def _applied_at(self, sample: SampleCampaign) -> datetime:
        """Return an instant two weeks before the start, but at least three days ago."""
        days = min(sample.issuance[0] - 14, -3)
        moment = time(11, random.Random(sample.code).randrange(60))
        return datetime.combine(self._today + timedelta(days=days), moment, JST)


def campaign_row(sample: SampleCampaign, today: date) -> dict[str, object]:
    """Return a sample campaign as a row of `campaign`, without identities."""
    amount = sample.amount
    return {
        "code": sample.code,
        "name": sample.name,
        "name_folded": folded(sample.name),
        "description": sample.description,
        "version": 1,
        "application_state": sample.state,
        "suspended": sample.suspended,
        "method": sample.method,
        "fixed_miles": amount.miles if isinstance(amount, FixedAmount) else None,
        "min_miles": None if isinstance(amount, FixedAmount) else amount.min,
        "max_miles": None if isinstance(amount, FixedAmount) else amount.max,
        "per_member": sample.per_member,
        "per_member_per_day": sample.per_member_per_day,
        "run_from": today + timedelta(days=sample.runs[0]),
        "run_to": today + timedelta(days=sample.runs[1]),
        "issue_from": today + timedelta(days=sample.issuance[0]),
        "issue_to": today + timedelta(days=sample.issuance[1]),
        "transfer_after_days": sample.transfer_after_days,
        "link_url": f"https://www.example.jp/campaigns/{sample.code.lower()}",
        "listed": sample.listed,
        "listing_text": sample.description if sample.listed else "",
    }
