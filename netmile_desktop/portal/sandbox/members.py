"""Members of every kind, with numbered addresses.

=====================================  =================================================
`member00001` … `member30000@example.jp`  valid, PC; the first 2,000 also hold a mobile address
`m00001` … `m02000@ezweb.ne.jp`        those mobile addresses
`mobile0001` … `mobile2000@docomo.ne.jp`  valid, mobile only
`old..0001` … `old..0050@docomo.ne.jp`  valid, mobile only, in a form carriers once gave out
`dot0001.` … `dot0050.@ezweb.ne.jp`    the same, with a dot before the `@`
`pc..0001` … `pc..0020@docomo.ne.jp`   valid, a carrier's address registered as PC address
`provisional001` … `200@example.jp`    registered provisionally (仮登録), PC
`left001` … `left200@example.jp`       left, PC
`test001` … `test050@example.jp`       test users, PC; not counted in reports and bills
=====================================  =================================================

`member00001` has 1,000 miles, enough for all that the sample shop sells; `member00002` has 60, so that most of it is
beyond reach and reward campaigns are offered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.database.column_types import milliseconds
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.database.ids import ids_at
from netmile_desktop.portal.tables import account, member_email

BALANCES = (1_000, 60)
"""Miles of the first members, who were given them once: enough for all that the sample shop sells, and too few for
most of it."""

UNTOUCHED = len(BALANCES)
"""Members to whom chance gives nothing."""

VALID = 30_000
WITH_BOTH = 2_000

_SERIES: tuple[tuple[str, int, Mode, str, bool], ...] = (
    ("member{:05d}@example.jp", VALID, Mode.PC, "active", False),
    ("mobile{:04d}@docomo.ne.jp", 2_000, Mode.MOBILE, "active", False),
    ("old..{:04d}@docomo.ne.jp", 50, Mode.MOBILE, "active", False),
    ("dot{:04d}.@ezweb.ne.jp", 50, Mode.MOBILE, "active", False),
    ("pc..{:04d}@docomo.ne.jp", 20, Mode.PC, "active", False),
    ("provisional{:03d}@example.jp", 200, Mode.PC, "provisional", False),
    ("left{:03d}@example.jp", 200, Mode.PC, "left", False),
    ("test{:03d}@example.jp", 50, Mode.PC, "active", True),
)


@dataclass(frozen=True, slots=True)
class SampleMember:
    """A member to be created, with its addresses by kind."""

    status: str
    test: bool
    addresses: tuple[tuple[Mode, str], ...]


def sample_members(valid: int = VALID) -> Iterator[SampleMember]:
    """Yield every member; the first series has `valid` members, each other one at most as many."""
    for pattern, count, kind, status, test in _SERIES:
        is_first = pattern == _SERIES[0][0]
        for number in range(1, (valid if is_first else min(count, valid)) + 1):
            addresses = [(kind, pattern.format(number))]
            if is_first and number <= WITH_BOTH:
                addresses.append((Mode.MOBILE, f"m{number:05d}@ezweb.ne.jp"))
            yield SampleMember(status, test, tuple(addresses))


def add_members(
    conn: Connection, database: Database, vault: Vault, members: list[SampleMember], since: datetime
) -> list[UUID]:
    """Register members; return their account identities in the same order."""
    ids = ids_at(milliseconds(since), 1, len(members))
    pairs = list(zip(members, ids, strict=True))
    accounts = [account.c.id, account.c.status, account.c.test, account.c.created_at]
    database.bulk_insert(conn, accounts, ((id_, member.status, member.test, since) for member, id_ in pairs))
    emails = [member_email.c.email_digest, member_email.c.kind, member_email.c.account_id, member_email.c.email_sealed]
    rows = sorted(
        (vault.digest(address), kind.value, id_, vault.seal_address(address))
        for member, id_ in pairs
        for kind, address in member.addresses
    )  # in key order, so that the index is filled from left to right
    database.bulk_insert(conn, emails, rows)
    return ids
