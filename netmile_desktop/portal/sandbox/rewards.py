"""Reward campaigns of the sandbox, with registrations over the months: answered and destroyed, handed over, waiting.

The bookshop gets files by the hour and is called in real time, the bakery gets a file a day. What was registered is
sealed, and destroyed in time; fees of months that are over are frozen.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

import msgspec
from sqlalchemy import Connection, Table, func, insert, select, text, update

from netmile_desktop.domain.applications import CampaignContent
from netmile_desktop.domain.calendar import JST, Period, day_of, months_later, start_of
from netmile_desktop.domain.campaigns import ApplicationKind, ApplicationState, FixedAmount, IssuanceMethod
from netmile_desktop.domain.rewards import (
    RETENTION_DAYS,
    FieldMode,
    FileEncoding,
    HandOver,
    HandOverState,
    RewardSettings,
)
from netmile_desktop.paths import resources
from netmile_desktop.portal.access.vault import Vault, seal
from netmile_desktop.portal.campaigns import campaign_versions
from netmile_desktop.portal.database.column_types import milliseconds
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.database.ids import ids_at
from netmile_desktop.portal.rewards import fees
from netmile_desktop.portal.sandbox import REWARD_API, REWARD_SECRET
from netmile_desktop.portal.sandbox.reward_calls import SampleCall, SampleCalls, SampleDelivery
from netmile_desktop.portal.sandbox.reward_days import SampleRegistration, moments
from netmile_desktop.portal.sandbox.reward_files import SampleFiles, SampleRewardFile
from netmile_desktop.portal.sandbox.reward_samples import REWARDS, TERMS, SampleReward
from netmile_desktop.portal.tables import (
    account,
    application,
    campaign,
    reward_call,
    reward_count,
    reward_delivery,
    reward_file,
    reward_hand_over,
    reward_registration,
    site,
    user_account,
)

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_SURNAMES = (("中島", "ナカジマ"), ("青木", "アオキ"), ("小川", "オガワ"), ("西村", "ニシムラ"), ("浜田", "ハマダ"))
_GIVEN = (("陽菜", "ヒナ"), ("悠斗", "ユウト"), ("さくら", "サクラ"), ("蓮", "レン"), ("美月", "ミヅキ"))

_SITES = (("minato", "demo"), ("kaze", "other"))
"""Sites with reward campaigns, and who answers there."""

_CHANGED_DAYS = 75
"""Days since the change of a unit price was applied for; it was approved two days later."""

_SHOWN, _STARTED = 2.976, 1.565
"""Sessions that were shown the page for each one that began, and that began for each one that registered."""

_ISSUES = text("""
    INSERT INTO issue (site_id, id, campaign_id, account_id, member_key, miles, state, source,
        issued_at, issued_on, transfer_on, test, email_digest)
    SELECT site_id, issue_id, campaign_id, account_id, code, miles, 'valid', 'reward',
        registered_at, registered_on, registered_on, test,
        (SELECT own.email_digest FROM member_email AS own WHERE own.account_id = reward_registration.account_id
            ORDER BY own.kind <> 'pc', own.email_digest LIMIT 1)
    FROM reward_registration
""")
_OF_REWARDS = "FROM issue WHERE source = 'reward'"
_TRANSFERS = text(f"""
    INSERT INTO transfer (site_id, id, event_id, kind, debit, credit, amount, issue_id, campaign_id, test, idem,
        at, biz_date, biz_hour)
    SELECT site_id, id, id, 'issue', site_id, account_id, miles, id, campaign_id, test, 'reward ' || member_key,
        issued_at, issued_on, CAST((issued_at / 3600000 + 9) % 24 AS INTEGER) {_OF_REWARDS}
""")
_BALANCES = text(f"""
    INSERT INTO balance (account_id, posted, pending)
    SELECT account_id, CAST(SUM(miles) AS BIGINT), 0 {_OF_REWARDS} GROUP BY account_id
    ON CONFLICT (account_id) DO UPDATE SET posted = balance.posted + excluded.posted
""")
_TOTALS = text(f"""
    INSERT INTO campaign_total (site_id, campaign_id, issued, issues)
    SELECT site_id, campaign_id, CAST(SUM(miles) AS BIGINT), COUNT(*) {_OF_REWARDS} GROUP BY site_id, campaign_id
""")

_REGISTRATIONS = (
    *("site_id", "id", "code", "campaign_id", "campaign_version", "account_id", "issue_id", "miles", "test"),
    *("registered_at", "registered_on", "key_wrapped", "sealed", "password_key_wrapped", "password_sealed"),
    *("shredded_at", "hand_over", "state", "handed_over_at", "result", "result_at", "result_reason"),
    *("file_id", "line"),
)
_COUNTS = ("site_id", "campaign_id", "biz_date", "shown", "started", "completed")

_Keys = tuple[bytes | None, bytes | None]
"""A wrapped key and what is sealed with it, or neither."""


class _Made(NamedTuple):
    """A campaign that was made; `changed_at` is when its second version came into force."""

    id: UUID
    sample: SampleReward
    changed_at: datetime | None


def add_rewards(conn: Connection, database: Database, vault: Vault, now: datetime) -> None:
    """Add the reward campaigns with their past, unless a sandbox has them. Some members of the second half registered."""
    began = conn.execute(select(site.c.id, site.c.created_at).where(site.c.code == "minato")).first()
    if began is None or conn.execute(select(site.c.id).where(site.c.reward_since.is_not(None))).first():
        return
    of = account.c
    active = (of.status == "active") & ~of.test
    count = conn.execute(select(func.count()).select_from(account).where(active)).scalar_one()
    members = conn.execute(select(of.id).where(active).order_by(of.id).offset(count // 2)).scalars().all()
    _Past(conn, database, vault, now).add(members)


class _Past:
    """One run of adding."""

    def __init__(self, conn: Connection, database: Database, vault: Vault, now: datetime) -> None:
        self._conn = conn
        self._database = database
        self._vault = vault
        self._now = now
        self._today = day_of(now)
        self._chance = random.Random(17)
        self._made = 0

    def add(self, members: Sequence[UUID]) -> None:
        for code, login in _SITES:
            owner = self._conn.execute(select(site.c.id).where(site.c.code == code)).scalar_one()
            user = self._conn.execute(select(user_account.c.id).where(user_account.c.login == login)).scalar_one()
            self._add_site(owner, user, [each for each in REWARDS if each.site == code], members)
        for statement in (_ISSUES, _TRANSFERS, _BALANCES, _TOTALS):
            self._conn.execute(statement)
        self._freeze_fees()

    def _add_site(self, owner: UUID, user: UUID, samples: Sequence[SampleReward], members: Sequence[UUID]) -> None:
        """Add a site's campaigns, who registered at them, and how that was handed over."""
        made = [self._campaign(owner, sample) for sample in samples]
        came = [(each, self._registrations(each.sample, members)) for each in made]
        calls = SampleCalls(owner, self._now, self._chance)
        for each, registrations in came:
            if each.sample.hand_over is HandOver.REAL_TIME:
                calls.make(registrations)
        files = SampleFiles(
            owner, user, self._now, self._chance, hourly=any(each.of_late and each.runs[1] >= 0 for each in samples)
        )
        by_file = [each for _, own in came for each in own if each.hand_over is HandOver.BATCH]
        first = self._today + timedelta(days=min(each.runs[0] for each in samples))
        self._insert(reward_file, SampleRewardFile._fields, files.write(by_file, first))
        self._insert(reward_call, SampleCall._fields, calls.calls)
        self._insert(reward_delivery, SampleDelivery._fields, calls.under_way)
        for each, registrations in came:
            rows = [self._row(owner, each, registration) for registration in registrations]
            self._insert(reward_registration, _REGISTRATIONS, rows)
            self._insert(reward_count, _COUNTS, self._steps(owner, each.id, registrations))
        self._set_hand_over(owner, files, is_called=bool(calls.calls))

    def _insert(self, into: Table, names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        self._database.bulk_insert(self._conn, [into.c[name] for name in names], rows)

    def _campaign(self, owner: UUID, sample: SampleReward) -> _Made:
        first, last = (self._today + timedelta(days=days) for days in sample.runs)
        content = _content(sample, Period(first, last))
        applied_at = datetime.combine(min(first - timedelta(days=14), self._today - timedelta(days=2)), time(11), JST)
        number = (7 << 60) + (REWARDS.index(sample) << 8)
        id_, application_id, change_id = ids_at(milliseconds(applied_at), number, 3)
        state = {"application_state": sample.state, "suspended": False, "version": 1}
        row = {"id": id_, "code": sample.code, **campaign_versions.columns_of(content), **state}
        use = update(site).where(site.c.id == owner, site.c.reward_since.is_(None))
        self._conn.execute(use.values(reward_since=applied_at))
        self._conn.execute(insert(campaign).values(site_id=owner, **row))
        campaign_versions.keep(self._conn, owner, row, 1, content, applied_at)
        campaign_versions.show_banner(self._conn, owner, id_, content.banner)
        campaign_versions.price_from(self._conn, owner, id_, content, first)
        decided = sample.state is ApplicationState.APPROVED
        self._conn.execute(
            insert(application).values(
                site_id=owner,
                id=application_id,
                campaign_id=id_,
                kind=ApplicationKind.NEW,
                version=1,
                state=sample.state,
                applied_at=applied_at,
                decided_at=applied_at + timedelta(hours=26) if decided else None,
                reason="",
            )
        )
        changed_at = self._change_price(owner, row, content, sample.later_price, change_id)
        return _Made(id_, sample, changed_at)

    def _change_price(
        self, owner: UUID, row: dict[str, object], content: CampaignContent, yen: int | None, id_: UUID
    ) -> datetime | None:
        """Have a change of the unit price applied for and approved, if there is one; return when."""
        assert content.reward is not None
        if yen is None:
            return None
        settings = msgspec.structs.replace(content.reward, unit_price=yen)
        wanted = msgspec.structs.replace(content, reward=settings)
        applied_at = datetime.combine(self._today - timedelta(days=_CHANGED_DAYS), time(14, 10), JST)
        decided_at, campaign_id = applied_at + timedelta(days=2), row["id"]
        assert isinstance(campaign_id, UUID)
        campaign_versions.keep(self._conn, owner, row, 2, wanted, applied_at)
        self._conn.execute(
            insert(application).values(
                site_id=owner,
                id=id_,
                campaign_id=campaign_id,
                kind=ApplicationKind.CHANGE,
                version=2,
                from_version=1,
                state=ApplicationState.APPROVED,
                applied_at=applied_at,
                decided_at=decided_at,
                reason="",
            )
        )
        campaign_versions.put_in_force(self._conn, owner, campaign_id, wanted, 2)
        campaign_versions.price_from(self._conn, owner, campaign_id, wanted, day_of(decided_at))
        return decided_at

    def _registrations(self, sample: SampleReward, members: Sequence[UUID]) -> list[SampleRegistration]:
        """Return a campaign's registrations up to now, in order; nobody registers twice."""
        if sample.state is not ApplicationState.APPROVED:
            return []
        found = moments(sample, len(members), self._now, self._chance)[-len(members) :]
        who = self._chance.sample(members, len(found))
        return [self._registration(at, member, sample) for at, member in zip(found, who, strict=True)]

    def _registration(self, at: datetime, member: UUID, sample: SampleReward) -> SampleRegistration:
        self._made += 1
        code = f"W{day_of(at):%Y%m%d}-{''.join(self._chance.choices(_LETTERS, k=10))}"
        id_ = ids_at(milliseconds(at), (9 << 60) + self._made, 1)[0]
        return SampleRegistration(at, id_, code, member, at, sample.hand_over)

    def _row(self, owner: UUID, of: _Made, own: SampleRegistration) -> tuple[object, ...]:
        """Return a row of `reward_registration`: sealed as long as the rules keep it."""
        version = 1 if of.changed_at is None or own.at < of.changed_at else 2
        shredded_at, kept, password = self._kept(of.sample, own)
        return (
            *(owner, own.id, own.code, of.id, version, own.member, own.id, of.sample.miles, False),
            *(own.at, day_of(own.at), *kept, *password),
            *(shredded_at, own.hand_over, own.state, own.handed_over_at, own.result, own.result_at, own.reason),
            *(own.file_id, own.line),
        )

    def _kept(self, sample: SampleReward, own: SampleRegistration) -> tuple[datetime | None, _Keys, _Keys]:
        """Return when what was registered was destroyed, and what is still sealed of it: the data, and the password."""
        if own.handed_over_at is not None:
            ends_at = own.handed_over_at + timedelta(days=RETENTION_DAYS)
            if ends_at <= self._now:
                return ends_at, (None, None), (None, None)
        (surname, surname_kana), (given, given_kana) = self._chance.choice(_SURNAMES), self._chance.choice(_GIVEN)
        number = self._chance.randint(1, 9_999)
        typed = {"name": f"{surname} {given}", "kana": f"{surname_kana} {given_kana}"}
        typed |= {"email": f"sample{number:04d}@example.jp"}
        with_account = sample.fields.account is FieldMode.REQUIRED
        if with_account:
            typed |= {"login_id": f"sample{number:04d}", "postal_code": "231-0002"}
            typed |= {"address": f"神奈川県横浜市中区海岸通 {number % 9 + 1}-{number % 7 + 1}"}
            typed |= {"sex": self._chance.choice(("female", "male", "untold")), "phone": f"090-0000-{number:04d}"}
        key, wrapped = self._vault.new_data_key()
        kept = (wrapped, seal(key, msgspec.json.encode(typed)))
        if not with_account or own.state is not HandOverState.WAITING:
            return None, kept, (None, None)
        secret, secret_wrapped = self._vault.new_data_key()
        return None, kept, (secret_wrapped, seal(secret, f"Sample-{number:04d}".encode()))

    def _steps(
        self, owner: UUID, campaign_id: UUID, registrations: Sequence[SampleRegistration]
    ) -> list[tuple[UUID, UUID, date, int, int, int]]:
        """Return how far members came on each day on which somebody registered."""
        found = []
        for day, completed in Counter(day_of(each.at) for each in registrations).items():
            started = completed + round(completed * (_STARTED - 1) * self._chance.uniform(0.6, 1.4))
            shown = started + round(started * (_SHOWN - 1) * self._chance.uniform(0.8, 1.2))
            found.append((owner, campaign_id, day, shown, started, completed))
        return found

    def _set_hand_over(self, owner: UUID, files: SampleFiles, *, is_called: bool) -> None:
        usual = files.schedule
        secret = self._vault.seal_details(REWARD_SECRET.encode()) if is_called else None
        self._conn.execute(
            insert(reward_hand_over).values(
                site_id=owner,
                every_hours=usual.every_hours,
                minute=usual.minute,
                encoding=FileEncoding.UTF_8,
                next_at=usual.next_after(self._now),
                endpoint=REWARD_API if is_called else "",
                secret_sealed=secret,
                secret_made_at=start_of(self._today - timedelta(days=62)) if secret else None,
            )
        )

    def _freeze_fees(self) -> None:
        """Freeze the months that are over, each when the worker would have."""
        open_month = day_of(self._now - fees.GRACE).replace(day=1)
        for owner, month in fees.months_to_freeze(self._conn, open_month):
            frozen_at = start_of(months_later(month, 1)) + fees.GRACE
            fees.freeze(self._conn, self._database, owner, month, frozen_at)


def _content(sample: SampleReward, period: Period) -> CampaignContent:
    return CampaignContent(
        name=sample.name,
        description=sample.description,
        campaign_period=period,
        issuance_period=period,
        transfer_after_days=0,
        link_url=f"https://www.example.jp/rewards/{sample.code.lower()}",
        listed=False,
        listing_text="",
        amount=FixedAmount(sample.miles),
        method=IssuanceMethod.AUTOMATIC,
        per_member=1,
        per_member_per_day=None,
        banner=(resources() / "samples" / f"reward-banner-{sample.site}.png").read_bytes(),
        reward=RewardSettings(fields=sample.fields, terms=TERMS, hand_over=sample.hand_over, unit_price=sample.price),
    )
