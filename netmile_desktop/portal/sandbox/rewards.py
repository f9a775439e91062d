"""Reward campaigns of the sandbox, with registrations over the months: answered and destroyed, handed over, waiting."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

import msgspec
from sqlalchemy import Connection, Table, insert, select, text, update

from netmile_desktop.domain.applications import CampaignContent
from netmile_desktop.domain.calendar import JST, Period, day_of
from netmile_desktop.domain.campaigns import ApplicationKind, ApplicationState, FixedAmount, IssuanceMethod
from netmile_desktop.domain.rewards import (
    RETENTION_DAYS,
    FieldMode,
    HandOver,
    HandOverState,
    RewardFields,
    RewardResult,
    RewardSettings,
)
from netmile_desktop.paths import resources
from netmile_desktop.portal.access.vault import Vault, seal
from netmile_desktop.portal.campaigns import campaign_versions
from netmile_desktop.portal.database.column_types import milliseconds
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.database.ids import ids_at
from netmile_desktop.portal.tables import (
    account,
    application,
    campaign,
    issue,
    reward_count,
    reward_registration,
    site,
)

REQUIRED, OPTIONAL = FieldMode.REQUIRED, FieldMode.OPTIONAL

_DAYS = 420
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_EVERYTHING = RewardFields(account=REQUIRED, address=REQUIRED, sex=OPTIONAL, phone=REQUIRED)

_TERMS = """会員規約（見本）

第1条 この規約は、サンドボックスで見え方を確かめるための見本です。
第2条 会員は、登録した内容が正しいことを確かめるものとします。
第3条 会員は、いつでも退会できます。"""


@dataclass(frozen=True, slots=True)
class _Sample:
    """A reward campaign to be created; days count from today."""

    site: str
    code: str
    name: str
    description: str
    miles: int
    runs: tuple[int, int]
    a_day: float
    """Registrations on an average day."""
    price: int
    fields: RewardFields
    hand_over: HandOver = HandOver.BATCH
    state: ApplicationState = ApplicationState.APPROVED


REWARDS = (
    _Sample(
        "minato",
        "W-2001",
        "会員登録キャンペーン 第1弾",
        "本のお取り置きができる、無料の会員に登録すると 150 mile を差し上げます。",
        150,
        (-420, -240),
        2.5,
        450,
        _EVERYTHING,
    ),
    _Sample(
        "minato",
        "W-2002",
        "会員登録キャンペーン",
        "本のお取り置きや新刊のお知らせが届く、無料の会員に登録すると 200 mile を差し上げます。",
        200,
        (-210, 120),
        4,
        500,
        _EVERYTHING,
    ),
    _Sample(
        "minato",
        "W-2003",
        "読書だより登録",
        "月に 2 回の読書だよりに登録すると 50 mile を差し上げます。",
        50,
        (-60, 60),
        2,
        120,
        RewardFields(name=OPTIONAL, kana=FieldMode.OFF),
        HandOver.REAL_TIME,
    ),
    _Sample(
        "minato",
        "W-2004",
        "春の会員登録キャンペーン",
        "春に会員登録をされた方へ 250 mile を差し上げます。",
        250,
        (30, 120),
        0,
        550,
        _EVERYTHING,
        state=ApplicationState.APPLIED,
    ),
    _Sample(
        "kaze",
        "W-2001",
        "パンだより会員登録",
        "焼き上がりのお知らせが届く会員に登録すると 180 mile を差し上げます。",
        180,
        (-100, 90),
        1.5,
        400,
        RewardFields(phone=OPTIONAL),
    ),
)
"""Reward campaigns of both sample sites: one ended, four running, one applied for."""

_SURNAMES = (("中島", "ナカジマ"), ("青木", "アオキ"), ("小川", "オガワ"), ("西村", "ニシムラ"), ("浜田", "ハマダ"))
_GIVEN = (("陽菜", "ヒナ"), ("悠斗", "ユウト"), ("さくら", "サクラ"), ("蓮", "レン"), ("美月", "ミヅキ"))
_REASONS = ("登録済みの会員です", "入力内容を確認できませんでした", "いたずらの疑いがあります")

_OF_REWARDS = "FROM issue WHERE source = 'reward'"
_ADDRESSES = text("""
    UPDATE issue SET email_digest = own.email_digest FROM member_email AS own
    WHERE issue.source = 'reward' AND own.account_id = issue.account_id AND own.kind = 'pc'
""")
_TRANSFERS = text(f"""
    INSERT INTO transfer (site_id, id, event_id, kind, debit, credit, amount, issue_id, campaign_id, test,
        at, biz_date, biz_hour)
    SELECT site_id, id, id, 'issue', site_id, account_id, miles, id, campaign_id, test,
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

_ISSUES = (
    *("site_id", "id", "campaign_id", "account_id", "member_key", "miles", "state", "source"),
    *("issued_at", "issued_on", "transfer_on", "test"),
)
_REGISTRATIONS = (
    *("site_id", "id", "code", "campaign_id", "campaign_version", "account_id", "issue_id", "miles", "test"),
    *("registered_at", "registered_on", "key_wrapped", "sealed", "password_key_wrapped", "password_sealed"),
    *("shredded_at", "hand_over", "state", "handed_over_at", "result", "result_at", "result_reason"),
)
_COUNTS = ("site_id", "campaign_id", "biz_date", "shown", "started", "completed")


def add_rewards(conn: Connection, database: Database, vault: Vault, now: datetime) -> None:
    """Add the reward campaigns with their past, unless a sandbox has them. Some members of the second half registered."""
    began = conn.execute(select(site.c.id, site.c.created_at).where(site.c.code == "minato")).first()
    if began is None or conn.execute(select(site.c.id).where(site.c.reward_since.is_not(None))).first():
        return
    active = select(account.c.id).where(account.c.status == "active", ~account.c.test).order_by(account.c.id)
    members = list(conn.execute(active).scalars())
    _Past(conn, database, vault, now).add(members[len(members) // 2 :])


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
        for number, sample in enumerate(REWARDS):
            owner = self._conn.execute(select(site.c.id).where(site.c.code == sample.site)).scalar_one()
            campaign_id = self._campaign(owner, number, sample)
            rows = list(self._registrations(owner, campaign_id, sample, members))
            self._insert(issue, _ISSUES, (each[0] for each in rows))
            self._insert(reward_registration, _REGISTRATIONS, (each[1] for each in rows))
            self._insert(reward_count, _COUNTS, self._steps(owner, campaign_id, [each[0][9] for each in rows]))
        for statement in (_ADDRESSES, _TRANSFERS, _BALANCES, _TOTALS):
            self._conn.execute(statement)

    def _insert(self, into: Table, names: Sequence[str], rows: Iterator[tuple[object, ...]]) -> None:
        self._database.bulk_insert(self._conn, [into.c[name] for name in names], rows)

    def _campaign(self, owner: UUID, number: int, sample: _Sample) -> UUID:
        first, last = (self._today + timedelta(days=days) for days in sample.runs)
        content = CampaignContent(
            name=sample.name,
            description=sample.description,
            campaign_period=Period(first, last),
            issuance_period=Period(first, last),
            transfer_after_days=0,
            link_url=f"https://www.example.jp/rewards/{sample.code.lower()}",
            listed=False,
            listing_text="",
            amount=FixedAmount(sample.miles),
            method=IssuanceMethod.AUTOMATIC,
            per_member=1,
            per_member_per_day=None,
            banner=(resources() / "samples" / f"reward-banner-{sample.site}.png").read_bytes(),
            reward=RewardSettings(
                fields=sample.fields, terms=_TERMS, hand_over=sample.hand_over, unit_price=sample.price
            ),
        )
        applied_at = datetime.combine(min(first - timedelta(days=14), self._today - timedelta(days=2)), time(11), JST)
        id_, application_id = ids_at(milliseconds(applied_at), (7 << 60) + (number << 8), 2)
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
        return id_

    def _registrations(
        self, owner: UUID, campaign_id: UUID, sample: _Sample, members: Sequence[UUID]
    ) -> Iterator[tuple[tuple[object, ...], tuple[object, ...]]]:
        """Yield each registration's issue and itself, day by day up to yesterday; nobody registers twice."""
        left = list(members)
        self._chance.shuffle(left)
        days = range(min(_DAYS, -sample.runs[0]), max(0, -sample.runs[1] - 1), -1)
        a_day = min(sample.a_day, len(left) / (2 * len(days) + 1))  # few members last until yesterday, too
        for days_ago in days:
            day = self._today - timedelta(days=days_ago)
            wanted = a_day * self._chance.uniform(0.4, 1.8) * (1.5 if day.weekday() > 4 else 1)
            count = int(wanted + self._chance.random())
            for at in sorted(self._moment(day) for _ in range(min(count, len(left)))):
                self._made += 1
                id_ = ids_at(milliseconds(at), (9 << 60) + self._made, 1)[0]
                letters = "".join(self._chance.choices(_LETTERS, k=10))
                code, member = f"W{day:%Y%m%d}-{letters}", left.pop()
                issued = (owner, id_, campaign_id, member, code, sample.miles, "valid", "reward", at, day, day, False)
                registered = (owner, id_, code, campaign_id, 1, member, id_, sample.miles, False, at, day)
                yield issued, (*registered, *self._what_became(sample, at, days_ago))

    def _what_became(self, sample: _Sample, at: datetime, days_ago: int) -> tuple[object, ...]:
        """Return what is still sealed, and the columns of hand-over and answer."""
        if days_ago <= 1:
            sealed, password = self._sealed(sample)
            return (*sealed, *password, None, sample.hand_over, HandOverState.WAITING, None, None, None, "")
        handed_over = at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        is_old = days_ago > RETENTION_DAYS + 2
        kept = (None, None) if is_old else self._sealed(sample)[0]
        shredded = handed_over + timedelta(days=RETENTION_DAYS) if is_old else None
        told = (*kept, None, None, shredded, sample.hand_over, HandOverState.HANDED_OVER, handed_over)
        refused = self._chance.random() < 0.14
        if days_ago <= 2 and self._chance.random() < 0.5:
            return (*told, None, None, "")  # 未回答
        result = RewardResult.REFUSED if refused else RewardResult.APPROVED
        reason = self._chance.choice(_REASONS) if refused else ""
        return (*told, result, handed_over + timedelta(minutes=self._chance.randint(5, 55)), reason)

    def _sealed(self, sample: _Sample) -> tuple[tuple[bytes, bytes], tuple[bytes | None, bytes | None]]:
        (surname, surname_kana), (given, given_kana) = self._chance.choice(_SURNAMES), self._chance.choice(_GIVEN)
        number = self._chance.randint(1, 9_999)
        typed = {"name": f"{surname} {given}", "kana": f"{surname_kana} {given_kana}"}
        typed |= {"email": f"sample{number:04d}@example.jp"}
        with_account = sample.fields.account is REQUIRED
        if with_account:
            typed |= {"login_id": f"sample{number:04d}", "postal_code": "231-0002"}
            typed |= {"address": f"神奈川県横浜市中区海岸通 {number % 9 + 1}-{number % 7 + 1}"}
            typed |= {"sex": self._chance.choice(("female", "male", "untold")), "phone": f"090-0000-{number:04d}"}
        key, wrapped = self._vault.new_data_key()
        kept = (wrapped, seal(key, msgspec.json.encode(typed)))
        if not with_account:
            return kept, (None, None)
        own, own_wrapped = self._vault.new_data_key()
        return kept, (own_wrapped, seal(own, f"Sample-{number:04d}".encode()))

    def _steps(self, owner: UUID, campaign_id: UUID, days: Sequence[object]) -> Iterator[tuple[object, ...]]:
        for day in dict.fromkeys(days):
            completed = days.count(day)
            started = completed + self._chance.randint(0, completed + 1)
            yield owner, campaign_id, day, started + self._chance.randint(1, 4 * started), started, completed

    def _moment(self, day: date) -> datetime:
        hour = self._chance.choice((8, 12, 12, 15, 18, 19, 20, 21, 21, 22, 23))
        return datetime.combine(day, time(hour, self._chance.randrange(60), self._chance.randrange(60)), JST)
