"""How SQLite finds registrations: by indexes, and never by looking at all that a site has ever had."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event, text

from netmile_desktop.domain import operations
from netmile_desktop.portal.database.statistics import KNOWN
from netmile_desktop.portal.storage import prepare
from netmile_desktop.portal.tables import reward_file, reward_registration
from tests.support.portals.hand_over import VAULT, answer, fetch, files, register, result_of
from tests.support.portals.portal import Desk, PortalOnLine, SetClock
from tests.support.portals.rewards import add_reward

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])


def statistics(portal: PortalOnLine) -> dict[tuple[str, str], str]:
    kept = text("SELECT tbl, idx, stat FROM sqlite_stat1")
    return portal.database.read(lambda conn: {(row.tbl, row.idx): row.stat for row in conn.execute(kept)})


def indexes(portal: PortalOnLine, table: str) -> set[str]:
    named = text("SELECT name FROM pragma_index_list(:tbl) WHERE origin <> 'pk'").bindparams(tbl=table)
    return portal.database.read(lambda conn: set(conn.execute(named).scalars()))


def plans(portal: PortalOnLine, work: Callable[[], object]) -> list[str]:
    """The plans of all statements about registrations."""
    asked: list[tuple[str, Any]] = []

    def note_it(_conn: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:
        if "reward_registration" in statement and not statement.startswith("INSERT"):
            asked.append((statement, parameters[0] if many else parameters))

    event.listen(portal.database.engine, "before_cursor_execute", note_it)
    work()
    event.remove(portal.database.engine, "before_cursor_execute", note_it)

    def explained(conn: Any) -> list[str]:
        return [str(conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given).all()) for sql, given in asked]

    found: list[str] = portal.database.read(explained)
    return found


def test_files_and_what_waits_are_found_by_indexes(
    portal: PortalOnLine, desk: Desk, netmile: Desk, business_clock: SetClock
) -> None:
    add_reward(portal.database)
    portal.worker.run_until_idle()
    codes = register(portal, business_clock, 1, 2)
    business_clock.advance(days=1)
    portal.worker.run_until_idle()

    def work() -> None:
        [file] = [each.file for each in files(desk, only_open="true")]
        desk.call(operations.REWARD_DEADLINES)
        netmile.call(operations.LATE_REWARD_FILES)
        fetch(desk, file)
        answer(desk, file, result_of(codes))
        business_clock.advance(minutes=10)
        portal.worker.run_until_idle()

    found = plans(portal, work)
    assert len(found) > 10
    for plan in found:
        assert "reward_registration USING PRIMARY KEY (site_id=?)" not in plan
        assert "SCAN reward_registration'" not in plan
    assert any("ix_reward_registration_file" in plan for plan in found)
    assert any("ix_reward_registration_waiting" in plan for plan in found)


def test_every_index_is_described_and_real_statistics_stay(portal: PortalOnLine) -> None:
    for each in (reward_registration, reward_file):
        described = {index for table, index in KNOWN if table == each.name}
        assert described == indexes(portal, each.name) | {each.name}
    told = statistics(portal)
    assert {place: tuple(map(int, told[place].split())) for place in KNOWN} == KNOWN
    register_none = text("ANALYZE")
    portal.database.write(lambda conn: conn.execute(register_none))
    portal.database.write(
        lambda conn: conn.execute(text("INSERT INTO sqlite_stat1 VALUES ('reward_file', 'x', '7 7')"))
    )
    prepare(portal.database, VAULT)
    assert statistics(portal)["reward_file", "x"] == "7 7"
    assert ("reward_file", "reward_file") not in statistics(portal)
