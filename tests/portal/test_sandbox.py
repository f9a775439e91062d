"""The sample data: the same for the same day, whole, and quick to open again."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, Row, Select, Table, delete, func, select, text, update

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.batches import ProcessingState
from netmile_desktop.domain.calendar import day_of
from netmile_desktop.domain.campaigns import ApplicationKind, ApplicationState, CampaignState
from netmile_desktop.domain.rewards import RETENTION_DAYS
from netmile_desktop.portal.access.passwords import SANDBOX_MEMORY_KIB, Passwords
from netmile_desktop.portal.access.vault import Vault, unseal
from netmile_desktop.portal.automatic.retention import KEPT_DAYS
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.sandbox import KEY_ID, PASSWORD, SHOP, SHOP_KEY, SHOP_SECRET, history
from netmile_desktop.portal.sandbox.loading import load
from netmile_desktop.portal.sandbox.members import sample_members
from netmile_desktop.portal.sandbox.payments import ORIGINS
from netmile_desktop.portal.tables import (
    account,
    application,
    automatic_key,
    balance,
    batch,
    campaign,
    campaign_banner,
    campaign_revision,
    campaign_total,
    issue,
    member_email,
    payment,
    payment_refund,
    quota,
    reward_call,
    reward_count,
    reward_delivery,
    reward_fee,
    reward_file,
    reward_hand_over,
    reward_month,
    reward_price,
    reward_registration,
    site,
    transfer,
    user_account,
)
from netmile_desktop.portal.worker import ATTEMPTS
from tests.portal.conftest import SANDBOX_MEMBERS as MEMBERS
from tests.support.portals.automatic import shop_of
from tests.support.portals.ledger import assert_ledger_holds
from tests.support.portals.members import MemberBrowser, account_of
from tests.support.portals.paying import Shop
from tests.support.portals.portal import (
    MASTER_KEY,
    NOW,
    Desk,
    Line,
    PortalOnLine,
    SetClock,
    copy_sqlite,
    make_samples,
    signed_in,
)
from tests.support.portals.postgres import PostgresCluster


@pytest.fixture
def url(sandbox_made: Path, tmp_path: Path) -> str:
    """A copy of the test's own."""
    return copy_sqlite(sandbox_made, tmp_path / "sandbox.db")


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    database = Database(url)
    yield database
    database.close()


@pytest.fixture
def desk(line: Line, url: str, clock: SetClock, business_clock: SetClock) -> Iterator[Desk]:
    with PortalOnLine(line, url, clock=clock, business_clock=business_clock, chunk_rows=100) as portal:
        yield signed_in(portal, "demo", clock)


def found(database: Database, query: Select[Any]) -> Sequence[Row[Any]]:
    return database.read(lambda conn: conn.execute(query).all())


def count(database: Database, table: Table) -> int:
    return database.read(lambda conn: conn.execute(select(func.count()).select_from(table)).scalar_one())


def content(database: Database) -> str:
    """A digest of what does not hang on chance or on the key."""
    columns = (
        (campaign, ("id", "code", "name", "run_from")),
        (issue, ("id", "account_id", "miles", "issued_at", "state")),
        (batch, ("code", "rows_total", "rows_error", "accepted_at", "lists_deleted_at")),
        (account, ("id", "status", "test")),
        (reward_file, ("id", "rows", "downloaded_at", "answered_at", "result_sha256")),
        (reward_registration, ("id", "code", "account_id", "registered_at", "handed_over_at", "result", "file_id")),
        (reward_call, ("id", "code", "called_at", "outcome", "milliseconds", "next_try_at")),
        (reward_count, ("biz_date", "campaign_id", "site_id", "shown", "started", "completed")),
        (reward_fee, ("month", "campaign_id", "site_id", "unit_price", "approved")),
        (payment, ("id", "miles", "refunded", "state", "opened_at")),
    )
    found = database.read(
        lambda conn: [
            list(
                map(
                    tuple,
                    conn.execute(select(*(table.c[name] for name in names)).order_by(*(table.c[n] for n in names[:4]))),
                )
            )
            for table, names in columns
        ]
    )
    issues = sorted(row[1:] for row in found[1])  # identities of rows of a file are made on arrival
    return hashlib.sha256(repr([found[0], issues, *found[2:]]).encode()).hexdigest()


def test_the_same_day_gives_the_same_data(database: Database, tmp_path: Path) -> None:
    make_samples(f"sqlite:///{tmp_path / 'again.db'}", members=MEMBERS, history=True)
    again = Database(f"sqlite:///{tmp_path / 'again.db'}")
    assert content(again) == content(database)
    again.close()


def test_the_public_password_is_checked_quickly_and_guarded_well_where_it_is_none(database: Database) -> None:
    stored = database.read(
        lambda conn: conn.execute(select(user_account.c.password_hash).where(user_account.c.login == "demo"))
    ).scalar_one()
    light, slow = Passwords(SANDBOX_MEMORY_KIB), Passwords()
    assert slow.matches(stored, PASSWORD)
    assert not light.is_outdated(stored)
    assert slow.is_outdated(stored), "a portal of a real programme makes it anew"


def test_loading_again_changes_nothing(database: Database) -> None:
    before = content(database), count(database, transfer)
    load(database, Vault(MASTER_KEY), NOW + timedelta(days=9), valid_members=5)
    assert (content(database), count(database, transfer)) == before


def test_the_history_is_a_sound_ledger(database: Database) -> None:
    assert_ledger_holds(database)
    assert count(database, issue) > 10_000


def test_the_shop_has_a_past_of_payments_and_refunds(database: Database) -> None:
    paid, refunds = database.read(
        lambda conn: (
            conn.execute(select(payment).order_by(payment.c.opened_at)).all(),
            conn.execute(select(payment_refund)).all(),
        )
    )
    assert {each.state for each in paid} == {"open", "paid", "cancelled"}
    assert len({(each.opened_at.year, each.opened_at.month) for each in paid}) >= 10
    assert len(paid) > 300
    assert len({each.description for each in paid}) >= 3
    assert len(refunds) > 10
    assert max(each.expires_at for each in paid) < NOW, "none of them waits"
    assert max(each.at for each in refunds) < NOW


def test_no_balance_was_ever_short(database: Database) -> None:
    """In the order of time, whatever was spent was there before."""
    rows = database.read(lambda conn: conn.execute(select(transfer).order_by(transfer.c.at, transfer.c.kind)).all())
    posted: Counter[UUID] = Counter()
    for each in rows:
        if each.kind in {"issue", "activate", "refund"}:
            posted[each.credit] += each.amount
        elif each.kind in {"reverse", "redeem"}:
            posted[each.debit] -= each.amount
            assert posted[each.debit] >= 0


def test_nothing_happened_in_the_future_and_nothing_is_left_undone(database: Database) -> None:
    today = day_of(NOW)
    last, undone = database.read(
        lambda conn: (
            conn.execute(select(func.max(issue.c.issued_at))).scalar_one(),
            conn.execute(
                select(func.count()).select_from(issue).where(issue.c.state == "pending", issue.c.transfer_on <= today)
            ).scalar_one(),
        )
    )
    assert last < NOW
    assert undone == 0
    states = database.read(lambda conn: set(conn.execute(select(batch.c.state)).scalars()))
    assert states == {
        ProcessingState.COMPLETED,
        ProcessingState.COMPLETED_WITH_ERRORS,
        ProcessingState.INTERRUPTED,
    }


def test_members_registered_over_the_months_and_what_they_typed_goes_in_time(database: Database, desk: Desk) -> None:
    assert desk.call(operations.SESSION).site.uses_reward
    rewards = desk.call(operations.SEARCH_CAMPAIGNS, {"kind": "reward"}).items
    assert [(each.id, each.state) for each in sorted(rewards, key=lambda each: each.id)] == [
        ("W-2001", CampaignState.ENDED),
        ("W-2002", CampaignState.RUNNING),
        ("W-2003", CampaignState.RUNNING),
    ]
    [waiting] = desk.call(operations.SEARCH_APPLICATIONS, {"campaign_kind": "reward", "only": "applied"}).items
    assert waiting.campaign_id == "W-2004"
    of = reward_registration.c
    rows = database.read(lambda conn: conn.execute(select(reward_registration).order_by(of.registered_at)).all())
    assert len(rows) > 100
    assert {row.result for row in rows} == {"approved", "refused", None}
    assert {row.state for row in rows} == {"waiting", "handed_over"}
    today = day_of(NOW)
    for row in rows:
        assert (row.sealed is None) is (row.shredded_at is not None)
        is_over = row.handed_over_at is not None and row.handed_over_at <= NOW - timedelta(days=RETENTION_DAYS)
        assert (row.sealed is None) is is_over
        assert row.password_sealed is None or row.state == "waiting"
        assert (row.result is None) is (row.result_at is None)
    newest = rows[-1]
    typed = unseal(Vault(MASTER_KEY).unwrapped(newest.key_wrapped), newest.sealed)
    assert b"@example.jp" in typed
    period = {"campaign_id": "W-2002", "first": today - timedelta(days=400), "last": today}
    funnel = desk.call(operations.REWARD_FUNNEL, period)
    found = desk.call(operations.SEARCH_REWARD_REGISTRATIONS, {"campaign_id": "W-2002"})
    assert funnel.shown > funnel.started > funnel.completed == found.total > 0


def test_a_sandbox_from_before_gets_its_rewards(database: Database, url: str) -> None:
    tables = (reward_registration, reward_count, reward_price, reward_file, reward_call, reward_fee)

    def forget(conn: Connection) -> None:
        rewards = select(campaign.c.id).where(campaign.c.reward.is_not(None)).scalar_subquery()
        conn.execute(update(site).values(reward_since=None))
        for table in (reward_registration, reward_count, reward_price, application, campaign_revision, campaign_banner):
            conn.execute(delete(table).where(table.c.campaign_id.in_(rewards)))
        conn.execute(delete(campaign_total).where(campaign_total.c.campaign_id.in_(rewards)))
        for table in (reward_file, reward_call, reward_fee, reward_month, reward_delivery, reward_hand_over):
            conn.execute(delete(table))
        spent = "UPDATE balance SET posted = posted - (SELECT COALESCE(SUM(miles), 0) FROM issue WHERE source = 'reward' AND account_id = balance.account_id)"
        conn.execute(text(spent))
        conn.execute(text("DROP TRIGGER transfer_no_delete"))
        conn.execute(delete(transfer).where(transfer.c.campaign_id.in_(rewards)))
        conn.execute(delete(issue).where(issue.c.source == "reward"))
        conn.execute(delete(campaign).where(campaign.c.reward.is_not(None)))

    before = [count(database, table) for table in tables]
    database.write(forget)
    load(database, Vault(MASTER_KEY), NOW)
    assert [count(database, table) for table in tables] == before
    assert_ledger_holds(database)
    load(database, Vault(MASTER_KEY), NOW)
    assert [count(database, table) for table in tables] == before


def test_campaigns_stand_in_every_state(desk: Desk) -> None:
    page = desk.call(operations.SEARCH_CAMPAIGNS, {"size": 100})
    assert {item.state for item in page.items} == set(CampaignState)
    others = {desk.call(operations.CAMPAIGN, campaign_id=f"C-10{n}").application_state for n in (35, 37, 38)}
    assert others == set(ApplicationState) - {ApplicationState.APPROVED, ApplicationState.LAPSED}
    assert {type(item.amount).__name__ for item in page.items} == {"FixedAmount", "VariableAmount"}


def test_the_promised_campaigns_are_there(desk: Desk) -> None:
    fixed = desk.call(operations.CAMPAIGN, campaign_id="C-1024")
    assert (fixed.state, fixed.amount.miles) == (CampaignState.RUNNING, 100)
    assert (fixed.per_member, fixed.per_member_per_day, fixed.transfer_after_days) == (None, None, 0)
    variable = desk.call(operations.CAMPAIGN, campaign_id="C-1025")
    assert (variable.state, variable.amount.min, variable.amount.max) == (CampaignState.RUNNING, 1, 5000)


def test_every_kind_of_member_is_there() -> None:
    members = list(sample_members())
    assert {(member.status, member.test) for member in members} == {
        ("active", False),
        ("active", True),
        ("provisional", False),
        ("left", False),
    }
    addresses = {address for member in members for _, address in member.addresses}
    assert {"member00001@example.jp", "member30000@example.jp", "old..0001@docomo.ne.jp", "dot0001.@ezweb.ne.jp"} < (
        addresses
    )
    assert len(addresses) == sum(len(member.addresses) for member in members)


def test_home_has_something_to_show(desk: Desk) -> None:
    home = desk.call(operations.HOME)
    assert len(home.running) >= 8
    open_since = [item for item in home.running if item.issuance_period.first < day_of(NOW)]
    assert len(home.running) - len(open_since) == 1
    assert all(item.miles_issued for item in open_since)
    assert home.lists_not_deleted > 0
    assert home.errors_last_days > 0
    assert home.registrations_open == 0


def test_lists_of_lately_can_be_read_and_old_ones_are_mostly_gone(desk: Desk) -> None:
    page = desk.call(operations.SEARCH_REGISTRATIONS, {"size": 100})
    assert page.total > 80
    newest = page.items[0].registration_id
    assert desk.call(operations.COMPLETED_LIST, registration_id=newest).count(b"\r\n") > 10
    gone = [item for item in page.items if item.lists_deleted_at]
    assert len(gone) > 60
    assert desk.refusal(operations.ERROR_LIST, registration_id=gone[0].registration_id) == "P-GONE"


def test_applications_of_every_kind_stand_in_every_state(desk: Desk) -> None:
    page = desk.call(operations.SEARCH_APPLICATIONS, {"size": 100})
    changes = {item.state for item in page.items if item.kind is ApplicationKind.CHANGE}
    assert changes == set(ApplicationState)
    for kind in (ApplicationKind.NEW, ApplicationKind.REUSE):
        states = {item.state for item in page.items if item.kind is kind}
        assert states == set(ApplicationState) - {ApplicationState.LAPSED}
    rejected = [item for item in page.items if item.state is ApplicationState.REJECTED]
    assert all(item.reason and item.decided_at for item in rejected)
    assert all(item.applied_at < NOW and (item.decided_at or NOW) <= NOW for item in page.items)


def test_one_registration_was_interrupted_and_can_be_judged_to_its_end(
    database: Database, line: Line, url: str, clock: SetClock
) -> None:
    assert history.ATTEMPTS == ATTEMPTS
    with PortalOnLine(line, url, clock=clock, business_clock=SetClock(), chunk_rows=7, sandbox=True) as portal:
        desk, netmile = signed_in(portal, "demo", clock), signed_in(portal, "operator", clock)
        [listed] = netmile.call(operations.OPERATOR_REGISTRATIONS).items
        assert 0 < listed.records < listed.rows
        portal.worker.run_until_idle()
        assert desk.registration(listed.registration_id).state is ProcessingState.INTERRUPTED, "by itself it stays"
        netmile.call(
            operations.RESUME_REGISTRATION, body=wire.Resume(site="minato", registration_id=listed.registration_id)
        )
        portal.worker.run_until_idle()
        judged = desk.registration(listed.registration_id)
    assert (judged.state, judged.records, judged.by_code) == (ProcessingState.COMPLETED, listed.rows, [])
    assert_ledger_holds(database)


def test_a_campaign_may_issue_from_tomorrow(desk: Desk) -> None:
    body = b"member00001@example.jp,K000001,100\n"
    assert desk.call(operations.CHECK_ISSUANCE, {"campaign_id": "C-1029"}, raw=body).refused == "44019"
    tomorrow = desk.call(operations.CAMPAIGN, campaign_id="C-1029")
    assert (tomorrow.state, tomorrow.issuance_period.first) == ("running", day_of(NOW) + timedelta(days=1))


def test_single_issues_and_a_repetition_can_be_seen(desk: Desk) -> None:
    page = desk.call(operations.SEARCH_REGISTRATIONS, {"type": "single"})
    codes = [desk.registration(item.registration_id).code for item in page.items]
    assert codes == ["41053", None]
    body = f"member{MEMBERS:05d}@example.jp,K{MEMBERS:06d},100\nmember00001@example.jp,K999999,100\n".encode()
    forecast = desk.call(operations.CHECK_ISSUANCE, {"campaign_id": "C-1024"}, raw=body)
    ((line, first),) = [(each.line, each.registration_id) for each in forecast.repeats]
    assert (line, desk.registration(first).campaign_id) == (1, "C-1024")
    assert first <= page.items[1].registration_id


def test_files_to_practise_with_repeat_nothing(desk: Desk) -> None:
    body = "".join(f"member{n:05d}@example.jp,K{n:06d},100\n" for n in range(1, MEMBERS // 2 + 1)).encode()
    assert desk.call(operations.CHECK_ISSUANCE, {"campaign_id": "C-1024"}, raw=body).repeats == []


def test_numbers_go_on_where_the_history_ends(desk: Desk) -> None:
    newest = desk.call(operations.SEARCH_REGISTRATIONS).items[0].registration_id
    accepted = desk.issue("C-1024", b"member00001@example.jp,K,100\n")
    assert int(accepted.registration_id[9:]) == int(newest[9:]) + 1


def test_it_loads_on_postgresql_too(postgres: PostgresCluster) -> None:
    name = postgres.create()
    make_samples(postgres.url(name), members=60, history=True)
    database = Database(postgres.url(name))
    assert_ledger_holds(database)
    assert (count(database, user_account), count(database, member_email) > 200) == (4, True)
    database.close()
    postgres.drop(name)


@pytest.mark.parametrize("days", [30, 56, 400, 3_000])
def test_an_old_sandbox_is_as_usable_as_a_young_one(
    database: Database, desk: Desk, business_clock: SetClock, days: int
) -> None:
    before = states(desk)
    business_clock.advance(days=days)
    load(database, Vault(MASTER_KEY), business_clock())
    assert states(desk) == before
    tomorrow = desk.call(operations.CAMPAIGN, campaign_id="C-1029")
    assert tomorrow.issuance_period.first == day_of(business_clock()) + timedelta(days=1)
    assert desk.issue("C-1024", b"member00001@example.jp,AGED,100\n").rows == 1
    assert_ledger_holds(database)


def test_a_sandbox_is_renewed_again_and_again_and_always_alike(
    database: Database, url: str, tmp_path: Path, business_clock: SetClock
) -> None:
    copy = Database(copy_sqlite(Path(url.removeprefix("sqlite:///")), tmp_path / "copy.db"))
    for _ in range(3):
        business_clock.advance(days=45)
        for each in (database, copy):
            load(each, Vault(MASTER_KEY), business_clock())
            load(each, Vault(MASTER_KEY), business_clock())  # no older than that, it stays
    periods = select(campaign.c.site_id, campaign.c.code, campaign.c.version, campaign.c.run_from, campaign.c.issue_to)
    found = [each.read(lambda conn: sorted(conn.execute(periods).all())) for each in (database, copy)]
    copy.close()
    assert found[0] == found[1]
    [running] = [each for each in found[0] if each.code == "C-1024"]
    assert (running.version, running.issue_to) == (4, day_of(business_clock()) + timedelta(days=85))
    assert running.run_from == day_of(NOW) - timedelta(days=60)
    versions = select(func.count()).select_from(campaign_revision).where(campaign_revision.c.version == 4)
    assert database.read(lambda conn: conn.execute(versions).scalar_one()) > 5


def test_a_young_sandbox_opens_and_ends_by_the_calendar(
    database: Database, desk: Desk, business_clock: SetClock
) -> None:
    business_clock.advance(days=29)
    load(database, Vault(MASTER_KEY), business_clock())
    assert desk.call(operations.CAMPAIGN, campaign_id="C-1029").state is CampaignState.ISSUING
    assert desk.call(operations.CAMPAIGN, campaign_id="C-1028").state is CampaignState.ENDED


def states(desk: Desk) -> dict[str, CampaignState | None]:
    """Of every approved campaign."""
    page = desk.call(operations.SEARCH_CAMPAIGNS, {"size": 100})
    return {each.id: each.state for each in page.items}


def test_the_shops_server_was_refused_now_and_then_in_the_last_ninety_days(desk: Desk) -> None:
    sums: wire.AutomaticErrorSums = desk.call(operations.AUTOMATIC_ERROR_SUMS)
    days = {each.day for each in sums.counts}
    assert min(days) >= day_of(NOW) - timedelta(days=KEPT_DAYS)
    assert max(days) < day_of(NOW)
    assert len(days) > 60
    assert {each.code for each in sums.counts} == {"11007", "11022", "12006", "13005", "20012"}
    assert 100 < sum(each.errors for each in sums.counts) < 300
    assert sums.overdue == desk.call(operations.HOME).automatic_errors_not_deleted > 50
    unreadable = desk.call(operations.AUTOMATIC_ERRORS, {"codes": ["13005"]}).items
    assert {each.cause for each in unreadable} >= {"seal", "key_id", "content"}


def test_the_public_key_of_the_sandbox_issues(url: str, line: Line) -> None:
    clock = SetClock()
    with PortalOnLine(line, url, clock=clock, business_clock=clock, chunk_rows=7) as portal:
        assert shop_of(portal, clock).code(campaign_id="C-1022") is None


def test_an_older_sandbox_gets_the_key_when_it_is_opened(url: str, line: Line) -> None:
    database = Database(url)
    database.write(lambda conn: conn.execute(delete(automatic_key)))
    load(database, Vault(MASTER_KEY), NOW)
    load(database, Vault(MASTER_KEY), NOW)
    keys = database.read(lambda conn: conn.execute(select(automatic_key.c.key_id)).scalars().all())
    database.close()
    assert keys == [KEY_ID]


def test_limits_of_automatic_campaigns_were_kept_and_counted(database: Database) -> None:
    for limited in found(database, select(campaign).where(campaign.c.code.in_(("C-1043", "C-1044")))):
        own = (issue.c.campaign_id == limited.id, issue.c.site_id == limited.site_id)
        given = found(database, select(issue).where(*own))
        assert given
        assert all(limited.issue_from <= each.issued_on <= limited.issue_to for each in given)
        assert all(limited.min_miles <= each.miles <= limited.max_miles for each in given)
        counts = select(quota.c.account_id, quota.c.total, quota.c.day, quota.c.day_count)
        counted = found(database, counts.where(quota.c.campaign_id == limited.id))
        assert sorted(counted) == sorted((each.account_id, 1, each.issued_on, 1) for each in given)


def test_one_member_can_buy_all_and_another_is_short_and_offered_campaigns(
    url: str, line: Line, clock: SetClock
) -> None:
    shop = Shop(line.url, SHOP, SHOP_KEY, SHOP_SECRET, clock)
    with PortalOnLine(line, url, clock=clock, business_clock=clock, chunk_rows=7) as portal:
        for number, offered in ((1, []), (2, ["W-2002", "W-2001", "W-2003"])):
            member = f"member{number:05d}@example.jp"
            opened = shop.open(f"A-{number}", 120, member, return_url=f"{ORIGINS[0]}/1", cancel_url=f"{ORIGINS[0]}/")
            page = MemberBrowser(portal).enter(member, f"/member/payments/{SHOP}/{opened.payment_id}").text
            shown = re.findall(r"/member/rewards/\w+/(W-\d+)", page)
            assert list(dict.fromkeys(shown)) == offered, "those first that close the gap alone"
        for number, miles in ((1, 1_000), (2, 60)):
            account_id = account_of(portal, f"member{number:05d}@example.jp")
            [own] = found(portal.database, select(balance).where(balance.c.account_id == account_id))
            assert own.posted == miles


def test_every_month_of_a_year_is_in_the_books(desk: Desk, database: Database) -> None:
    """The bills of the bookshop, recomputed from the ledger: rewards and test members are in none of them."""
    first = day_of(NOW).replace(month=12, year=2025, day=1)
    told: wire.ReportAnswer = desk.call(
        operations.REPORT, {"by": "month", "first": first, "last": day_of(NOW)}, report="usage"
    )
    issues = select(issue.c.issued_on, issue.c.miles).join(site, site.c.id == issue.c.site_id)
    rows = found(database, issues.where(site.c.code == "minato", issue.c.source != "reward", ~issue.c.test))
    issued: Counter[tuple[int, int]] = Counter()
    for row in rows:
        issued[row.issued_on.year, row.issued_on.month] += row.miles
    months = [(2025, 12), *((2026, month) for month in range(1, 12))]
    assert [int(each or 0) for each in told.values["issued"]] == [issued[month] for month in months]
    assert all(issued[month] > 0 for month in months)
