"""Transactions on both engines, and values as they lie in the database."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, bindparam, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.database import database as module
from netmile_desktop.portal.database.column_types import Id, as_id
from netmile_desktop.portal.database.database import ATTEMPTS, Database
from netmile_desktop.portal.database.ids import ids_at, new_id, new_ids
from netmile_desktop.portal.storage import prepare
from netmile_desktop.portal.tables import account, contract_rate, setting, site, site_counter
from tests.support.portals.portal import MASTER_KEY


@pytest.fixture
def database(empty_url: str) -> Iterator[Database]:
    database = Database(empty_url)
    prepare(database, Vault(MASTER_KEY))
    yield database
    database.close()


def add_site(conn: Connection, code: str = "s") -> UUID:
    id_ = new_id()
    conn.execute(insert(site).values(id=id_, code=code, name="N", status="active", created_at=datetime.now(UTC)))
    return id_


def test_values_come_back_as_they_were(database: Database) -> None:
    at, day = datetime(2026, 11, 20, 1, 2, 3, 456_000, tzinfo=UTC), date(2026, 2, 28)

    def write(conn: Connection) -> UUID:
        id_ = new_id()
        conn.execute(insert(site).values(id=id_, code="s", name="花", status="active", created_at=at))
        conn.execute(insert(contract_rate).values(site_id=id_, from_on=day, yen_per_1000_miles=1))
        return id_

    id_ = database.write(write)
    row, rate = database.read(
        lambda conn: (conn.execute(select(site)).one(), conn.execute(select(contract_rate)).one())
    )
    assert (row.id, row.name, row.created_at, rate.from_on) == (id_, "花", at, day)
    stored = database.read(lambda conn: conn.execute(text("SELECT from_on FROM contract_rate")).scalar_one())
    assert stored == 20260228


def test_a_failing_write_leaves_nothing(database: Database) -> None:
    def fails(conn: Connection) -> None:
        add_site(conn)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        database.write(fails)
    assert database.read(lambda conn: conn.execute(select(func.count()).select_from(site)).scalar_one()) == 0


def test_many_rows_go_in_at_once(database: Database) -> None:
    ids, now = new_ids(3_000), datetime(2026, 1, 1, tzinfo=UTC)
    columns = [account.c.id, account.c.status, account.c.test, account.c.created_at]
    database.write(lambda conn: database.bulk_insert(conn, columns, ((id_, "active", False, now) for id_ in ids)))
    rows = database.read(lambda conn: conn.execute(select(account).order_by(account.c.id)).all())
    assert [(row.id, row.test, row.created_at) for row in rows] == [(id_, False, now) for id_ in ids]


def test_a_read_sees_one_moment(database: Database) -> None:
    def look(conn: Connection) -> tuple[int, int]:
        counting = select(func.count()).select_from(site)
        before = conn.execute(counting).scalar_one()
        writer = threading.Thread(target=lambda: database.write(add_site))
        writer.start()
        writer.join()
        return before, conn.execute(counting).scalar_one()

    assert database.read(look) == (0, 0)
    assert database.read(lambda conn: conn.execute(select(func.count()).select_from(site)).scalar_one()) == 1


def test_writes_that_meet_are_all_done(database: Database) -> None:
    owner = database.write(add_site)
    database.write(lambda conn: conn.execute(insert(site_counter).values(site_id=owner, name="n", value=0)))

    def count() -> None:
        for _ in range(20):
            database.write(lambda conn: conn.execute(update(site_counter).values(value=site_counter.c.value + 1)))

    threads = [threading.Thread(target=count) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert database.read(lambda conn: conn.execute(select(site_counter.c.value)).scalar_one()) == 80


def test_a_lost_race_is_run_again_and_a_mistake_is_not(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_FIRST_PAUSE", 0)
    runs: list[int] = []

    class Lost(Exception):
        sqlstate = "40001"

    def loses(conn: Connection) -> str:
        runs.append(1)
        conn.execute(insert(setting).values(name="x", value="y"))
        if len(runs) < 3:
            raise DBAPIError("x", {}, Lost())
        return "done"

    assert database.write(loses) == "done"
    assert len(runs) == 3
    assert database.read(lambda conn: conn.execute(select(func.count()).where(setting.c.name == "x")).scalar_one()) == 1

    def always(conn: Connection) -> None:
        runs.append(1)
        raise DBAPIError("x", {}, Lost())

    runs.clear()
    with pytest.raises(DBAPIError):
        database.write(always)
    assert len(runs) == ATTEMPTS

    def wrong(conn: Connection) -> None:
        runs.append(1)
        conn.execute(text("SELECT * FROM nowhere"))

    runs.clear()
    with pytest.raises((OperationalError, DBAPIError)):
        database.write(wrong)
    assert len(runs) == 1


SITES = text("SELECT id, name FROM site WHERE code = :code AND (id = :owner OR :code = 'all')").bindparams(
    bindparam("owner", type_=Id)
)


def test_a_question_is_answered_as_the_driver_says_it(database: Database) -> None:
    owner = database.write(add_site)
    [(id_, name)] = database.ask(SITES, {"code": "s", "owner": owner})
    assert (as_id(id_), name) == (owner, "N")
    assert list(database.ask(SITES, {"code": "x", "owner": owner})) == []
    database.write(lambda conn: conn.execute(update(site).values(name="M")))
    assert database.ask(SITES, {"code": "s", "owner": owner})[0][1] == "M"


def test_a_question_leaves_no_transaction_behind(database: Database) -> None:
    def fails(conn: Connection) -> None:
        add_site(conn)
        raise RuntimeError

    assert list(database.ask(SITES, {"code": "s", "owner": new_id()})) == []
    with pytest.raises(RuntimeError):
        database.write(fails)
    assert database.read(lambda conn: conn.execute(select(func.count()).select_from(site)).scalar_one()) == 0


def test_a_question_that_meets_a_lost_connection_is_asked_again(database: Database) -> None:
    owner = database.write(add_site)
    database.ask(SITES, {"code": "s", "owner": owner})
    pooled = database.engine.raw_connection()
    driver: Any = pooled.driver_connection
    driver.close()
    pooled.close()
    assert len(database.ask(SITES, {"code": "s", "owner": owner})) == 1
    with pytest.raises(DBAPIError):
        database.ask(text("SELECT * FROM nowhere"), {})
    assert len(database.ask(SITES, {"code": "s", "owner": owner})) == 1


def test_errors_do_not_carry_values(database: Database) -> None:
    with pytest.raises(IntegrityError) as caught:
        database.write(lambda conn: [add_site(conn, "secret"), add_site(conn, "secret")])
    assert "[SQL parameters hidden" in str(caught.value)


def test_other_kinds_of_databases_are_refused() -> None:
    with pytest.raises(ValueError, match="mysql"):
        Database("mysql://localhost/x")


def test_identities_ascend_and_carry_their_version() -> None:
    ids = new_ids(1_000)
    assert ids == sorted(ids)
    assert len(set(ids)) == 1_000
    assert {each.version for each in ids} == {7}
    assert ids_at(1, (1 << 62) - 2, 4) == sorted(ids_at(1, (1 << 62) - 2, 4))
    assert len(set(ids_at(1, (1 << 62) - 2, 4))) == 4
