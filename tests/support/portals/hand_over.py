"""Registrations at reward campaigns for tests, made as the page makes them, and what a merchant does with them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row, Table, select

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.calendar import Clock, day_of
from netmile_desktop.domain.rewards import RewardResult
from netmile_desktop.domain.rewards.entries import read_entry
from netmile_desktop.domain.rewards.result_files import Verdict, result_file
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.rewards.campaigns import find_reward
from netmile_desktop.portal.rewards.registering import Registering
from netmile_desktop.portal.tables import reward_registration
from tests.support.portals.entries import GOOD
from tests.support.portals.members import account_of
from tests.support.portals.portal import MASTER_KEY, AnyPortal, Desk

VAULT = Vault(MASTER_KEY)


def register(
    portal: AnyPortal, clock: Clock, *numbers: int, code: str = "C-7001", site: str = "minato", **typed: str
) -> list[str]:
    """Have valid members register, by their numbers; the IDs of their registrations."""
    registering = Registering(portal.database, VAULT, clock)
    offer = portal.database.read(lambda conn: find_reward(conn, VAULT, site, code, day_of(clock())))
    assert offer is not None
    made = []
    for number in numbers:
        entry = read_entry(offer.settings.fields, GOOD | {"email": f"hina{number}@example.jp"} | typed)
        own = account_of(portal, f"member{number:05d}@example.jp")
        made.append(registering.register(offer, own, number.to_bytes(32, "big"), entry).code)
    return made


def files(desk: Desk, **query: Any) -> list[wire.RewardFile]:
    """The site's files, the oldest first."""
    found: list[wire.RewardFile] = desk.call(operations.REWARD_FILES, {"size": 100, **query}).items
    return found[::-1]


def fetch(desk: Desk, file: str, **query: Any) -> list[dict[str, str]]:
    """The rows of a file, downloaded."""
    content: bytes = desk.call(operations.REWARD_FILE_CONTENT, query, file=file)
    encoding = query.get("encoding", "utf-8-sig")
    return list(csv.DictReader(io.StringIO(content.decode(encoding), newline="")))


def result_of(codes: Iterable[str], refused: Sequence[str] = ()) -> bytes:
    """A result file that approves all but some."""
    return result_file(
        [
            Verdict(code, RewardResult.REFUSED, "登録済みの会員です")
            if code in refused
            else Verdict(code, RewardResult.APPROVED)
            for code in codes
        ]
    )


def answer(desk: Desk, file: str, raw: bytes) -> wire.RewardResultAccepted:
    """The upload of a result."""
    accepted: wire.RewardResultAccepted = desk.call(operations.ANSWER_REWARD_FILE, raw=raw, file=file)
    return accepted


def set_hand_over(desk: Desk, **settings: Any) -> wire.RewardHandOver:
    """Other settings of the site."""
    told: wire.RewardHandOver = desk.call(operations.SET_REWARD_HAND_OVER, body=wire.RewardHandOverChange(**settings))
    return told


def registrations(portal: AnyPortal) -> dict[str, Row[Any]]:
    """All registrations by their IDs, as they are stored."""
    return {row.code: row for row in rows(portal, reward_registration)}


def rows(portal: AnyPortal, table: Table) -> list[Row[Any]]:
    """All rows of a table."""
    return portal.database.read(lambda conn: list(conn.execute(select(table))))
