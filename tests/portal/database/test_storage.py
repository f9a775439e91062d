"""The schema: the same by both ways, and its rules."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    Connection,
    Enum,
    ForeignKeyConstraint,
    Identity,
    Table,
    UniqueConstraint,
    bindparam,
    insert,
    inspect,
    select,
    text,
    update,
)
from sqlalchemy.exc import IntegrityError

from netmile_desktop.portal.access.vault import Vault, WrongKey
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.database.ids import new_id
from netmile_desktop.portal.database.schema_version import NewerSchema, stored_revision
from netmile_desktop.portal.migrations import configuration, upgrade
from netmile_desktop.portal.reports.sums import Cut, closed_before
from netmile_desktop.portal.sandbox.catalogue import BOOKSHOP
from netmile_desktop.portal.sandbox.loading import campaign_row
from netmile_desktop.portal.storage import REVISION, prepare
from netmile_desktop.portal.tables import application, campaign, issue, metadata, site
from netmile_desktop.portal.tables.metadata import Spread
from netmile_desktop.portal.tables.reports import WHOLE_DAY
from tests.support.portals.portal import MASTER_KEY, NOW

TABLES = sorted(metadata.tables.values(), key=lambda table: table.name)


def differences(database: Database) -> list[object]:
    """What the metadata has otherwise than the database."""

    def compare(conn: Connection) -> list[object]:
        options = {"include_name": lambda name, kind, _: (kind, name) != ("table", "alembic_version")}
        found: list[object] = compare_metadata(MigrationContext.configure(conn, opts=options), metadata)
        return found

    return database.read(compare)


def triggers(database: Database) -> list[str]:
    sql = text("SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
    return database.read(lambda conn: list(conn.execute(sql).scalars()))


@pytest.fixture
def empty(empty_url: str) -> Iterator[Database]:
    database = Database(empty_url)
    yield database
    database.close()


def test_a_fresh_database_has_the_schema(empty: Database) -> None:
    prepare(empty, Vault(MASTER_KEY))
    assert differences(empty) == []
    assert empty.read(stored_revision) == REVISION
    prepare(empty, Vault(MASTER_KEY))


def test_indexes_leave_the_same_rows_out_on_every_engine(empty: Database, engine: str) -> None:
    prepare(empty, Vault(MASTER_KEY))
    declared = {
        index.name for each in TABLES for index in each.indexes if index.dialect_options["sqlite"]["where"] is not None
    }
    named = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '% WHERE %'",
        "postgresql": "SELECT indexname FROM pg_indexes WHERE schemaname = 'public' AND indexdef LIKE '% WHERE %'",
    }
    made = empty.read(lambda conn: set(conn.execute(text(named[engine])).scalars()))
    assert made == declared
    assert len(made) > 10


def test_the_revisions_lead_to_the_same_schema(empty: Database, engine: str) -> None:
    upgrade(empty)
    assert differences(empty) == []
    assert empty.read(stored_revision) == REVISION
    prepare(empty, Vault(MASTER_KEY))
    if engine == "sqlite":
        assert triggers(empty) == [
            "audit_no_delete",
            "audit_no_update",
            "transfer_no_delete",
            "transfer_no_update",
        ]


def test_an_older_database_is_carried_forward(empty: Database) -> None:
    upgrade(empty, "0001")
    prepare(empty, Vault(MASTER_KEY))
    assert differences(empty) == []


def test_what_was_applied_for_stays_when_changes_may_lapse(empty: Database) -> None:
    upgrade(empty, "0002")
    vault, now = Vault(MASTER_KEY), NOW
    owner, campaign_id = new_id(), new_id()
    kept = {
        "site_id": owner,
        "id": new_id(),
        "campaign_id": campaign_id,
        "kind": "change",
        "version": 2,
        "state": "applied",
        "applied_at": now,
        "reason": "",
    }

    def fill(conn: Connection) -> None:
        conn.execute(insert(site).values(id=owner, code="s", name="s", status="active", created_at=now))
        sample = campaign_row(BOOKSHOP[0], now.date())
        conn.execute(insert(campaign).values(site_id=owner, id=campaign_id, **sample))
        conn.execute(insert(application).values(kept))

    empty.write(fill)
    prepare(empty, vault)
    assert differences(empty) == []
    [row] = empty.read(lambda conn: conn.execute(select(application)).mappings().all())
    assert {name: row[name] for name in kept} == kept
    lapsed = update(application).values(state="lapsed", decided_at=now)
    empty.write(lambda conn: conn.execute(lapsed))
    with pytest.raises(IntegrityError):
        empty.write(lambda conn: conn.execute(update(application).values(state="asleep")))
    with pytest.raises(IntegrityError):
        empty.write(lambda conn: conn.execute(update(campaign).values(application_state="lapsed")))


def test_days_that_were_closed_stay_so_when_hours_are_counted(empty: Database) -> None:
    upgrade(empty, "0011")
    empty.write(lambda conn: conn.execute(text("INSERT INTO day_close VALUES (20261119, 0)")))
    prepare(empty, Vault(MASTER_KEY))
    assert empty.read(closed_before) == Cut(date(2026, 11, 19), WHOLE_DAY)


def test_issues_of_before_know_the_address_to_which_they_were_made(empty: Database) -> None:
    """By their row; where it is gone, by the member's only address of the kind; else not at all."""
    upgrade(empty, "0013")
    owner, campaign_id, with_lists, without = new_id(), new_id(), new_id(), new_id()
    one, two = new_id(), new_id()
    pc, mobile, first, second = (bytes([n]) * 32 for n in range(4))
    issues = {
        "by its row": (one, with_lists, 1),
        "without a row": (one, without, 1),
        "automatic": (one, None, None),
        "one of two": (two, without, 2),
    }

    def add(conn: Connection, table: str, **row: object) -> None:
        names = ", ".join(row)
        conn.execute(
            text(f"INSERT INTO {table} ({names}) VALUES ({', '.join(':' + name for name in row)})").bindparams(
                *(bindparam(name, type_=metadata.tables[table].c[name].type) for name in row)
            ),
            row,
        )

    def fill(conn: Connection) -> None:
        conn.execute(insert(site).values(id=owner, code="s", name="s", status="active", created_at=NOW))
        sample = campaign_row(BOOKSHOP[0], NOW.date())
        conn.execute(insert(campaign).values(site_id=owner, id=campaign_id, **sample))
        for number, (id_, mode) in enumerate(((with_lists, "pc"), (without, "mobile"))):
            words = ("message", "file_name", "digest", "fingerprint")
            add(
                conn,
                "batch",
                site_id=owner,
                id=id_,
                number=number,
                code=str(number),
                campaign_id=campaign_id,
                type="csv",
                mode=mode,
                transfer_after_days=0,
                notify=False,
                key=str(number),
                **dict.fromkeys(words, ""),
                actor_id=owner,
                state="completed",
                rows_total=1,
                rows_done=1,
                rows_error=0,
                miles_issued=1,
                accepted_at=NOW,
                run_after=NOW,
                attempts=0,
            )
        row = {"site_id": owner, "batch_id": with_lists, "line": 1, "issue_id": new_id()}
        add(conn, "batch_row", **row, email_digest=first)
        for digest, kind, account_id in ((pc, "pc", one), (mobile, "mobile", one)):
            add(conn, "member_email", email_digest=digest, kind=kind, account_id=account_id, email_sealed=b"")
        for digest in (first, second):
            add(conn, "member_email", email_digest=digest, kind="mobile", account_id=two, email_sealed=b"")
        for key, (account_id, batch_id, line) in issues.items():
            add(
                conn,
                "issue",
                site_id=owner,
                id=new_id(),
                campaign_id=campaign_id,
                account_id=account_id,
                member_key=key,
                miles=1,
                state="valid",
                batch_id=batch_id,
                line=line,
                source="csv" if batch_id else "automatic",
                issued_at=NOW,
                issued_on=NOW.date(),
                transfer_on=NOW.date(),
                test=False,
            )

    empty.write(fill)
    prepare(empty, Vault(MASTER_KEY))
    rows = empty.read(lambda conn: conn.execute(select(issue.c.member_key, issue.c.email_digest)).all())
    assert {row.member_key: row.email_digest for row in rows} == {
        "by its row": first,
        "without a row": mobile,
        "automatic": pc,
        "one of two": None,
    }


def test_the_newest_revision_is_the_one_that_is_looked_for() -> None:
    assert ScriptDirectory.from_config(configuration()).get_current_head() == REVISION


def test_a_newer_database_is_left_alone(empty: Database) -> None:
    prepare(empty, Vault(MASTER_KEY))
    empty.write(lambda conn: conn.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    with pytest.raises(NewerSchema):
        prepare(empty, Vault(MASTER_KEY))
    assert empty.read(stored_revision) == "9999"


def test_another_master_key_is_noticed(empty: Database) -> None:
    prepare(empty, Vault(MASTER_KEY))
    with pytest.raises(WrongKey):
        prepare(empty, Vault(bytes(32)))


@pytest.mark.durable
def test_sqlite_is_set_up_for_money(tmp_path_factory: pytest.TempPathFactory) -> None:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('db') / 'x.db'}")
    pragmas = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "busy_timeout": 30_000}
    found = database.read(lambda conn: {name: conn.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in pragmas})
    assert found == pragmas
    database.close()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_tables_can_be_spread_over_machines(table: Table) -> None:
    spread = table.info["spread"]
    uniques = [
        *(constraint.columns for constraint in table.constraints if isinstance(constraint, UniqueConstraint)),
        *(index.columns for index in table.indexes if index.unique),
    ]
    key = list(table.primary_key.columns)
    if spread is Spread.SITE:
        assert key[0].name == "site_id"
        assert all(next(iter(columns)).name == "site_id" for columns in uniques)
    if spread is Spread.ACCOUNT:
        assert "site_id" not in table.columns
    for constraint in table.constraints:
        if isinstance(constraint, ForeignKeyConstraint):
            target = constraint.referred_table
            assert target.info["spread"] is not Spread.ACCOUNT
            if target.info["spread"] is Spread.SITE:
                assert constraint.column_keys[0] == "site_id"
    assert table.autoincrement_column is None
    for column in table.columns:
        assert not isinstance(column.default, Identity)
        assert not isinstance(column.type, Enum)
        assert column.server_default is None or column.name == "reason" or column.name == "cause"


def test_no_sequence_and_no_trigger_comes_to_postgresql(empty: Database, engine: str) -> None:
    prepare(empty, Vault(MASTER_KEY))
    if engine == "postgresql":
        assert empty.read(lambda conn: inspect(conn).get_sequence_names()) == []
        count = text("SELECT COUNT(*) FROM pg_trigger WHERE NOT tgisinternal")
        assert empty.read(lambda conn: conn.execute(count).scalar_one()) == 0
