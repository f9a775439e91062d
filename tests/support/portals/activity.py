"""Issues and cancellations of any day, written as the portal writes them, and an independent sum of them."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from netmile_desktop.domain.calendar import JST, day_of, start_of
from netmile_desktop.portal.database.column_types import milliseconds
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.database.ids import ids_at, new_id
from netmile_desktop.portal.tables import campaign, issue, site, transfer

CAMPAIGNS = ("C-1024", "C-1025", "C-1020")


@dataclass(frozen=True, slots=True)
class Deed:
    """One issue or cancellation as it should count."""

    campaign: str
    at: datetime
    miles: int
    cancels: bool
    test: bool


class Activity:
    """Writes to a site's ledger past all rules."""

    def __init__(self, database: Database, site_code: str = "minato") -> None:
        self._database = database
        self.deeds: list[Deed] = []

        def look(conn: Connection) -> tuple[UUID, dict[str, UUID]]:
            owner = conn.execute(select(site.c.id).where(site.c.code == site_code)).scalar_one()
            rows = conn.execute(select(campaign.c.code, campaign.c.id).where(campaign.c.site_id == owner))
            return owner, {row.code: row.id for row in rows}

        self.site_id, self._campaigns = database.read(look)

    def issue(
        self, campaign_code: str, at: datetime, miles: int, *, test: bool = False, transfer_on: date | None = None
    ) -> UUID:
        """One issue at an instant, valid at once unless another day is named."""
        return self._database.write(
            lambda conn: self._issue(conn, campaign_code, at, miles, test=test, transfer_on=transfer_on)
        )

    def cancel(self, issue_id: UUID, at: datetime) -> None:
        """Take an issue back at an instant."""
        self._database.write(lambda conn: self._cancel(conn, issue_id, at))

    def _issue(
        self, conn: Connection, campaign_code: str, at: datetime, miles: int, *, test: bool, transfer_on: date | None
    ) -> UUID:
        id_ = ids_at(milliseconds(at), random.getrandbits(70), 1)[0]
        on = day_of(at)
        row = {
            "id": id_,
            "campaign_id": self._campaigns[campaign_code],
            "account_id": new_id(),
            "member_key": f"K{miles:06d}",
            "miles": miles,
            "state": "pending" if transfer_on else "valid",
            "source": "automatic",
            "issued_at": at,
            "issued_on": on,
            "transfer_on": transfer_on or on,
            "test": test,
        }
        conn.execute(insert(issue).values(site_id=self.site_id, **row))
        self._move(conn, row, "hold" if transfer_on else "issue", at, id_)
        self.deeds.append(Deed(campaign_code, at, miles, cancels=False, test=test))
        return id_

    def _cancel(self, conn: Connection, issue_id: UUID, at: datetime) -> None:
        own = (issue.c.site_id == self.site_id) & (issue.c.id == issue_id)
        row = conn.execute(select(issue).where(own)).mappings().one()
        self._move(conn, row, "void" if row["state"] == "pending" else "reverse", at, new_id())
        conn.execute(update(issue).where(own).values(state="cancelled"))
        code = next(code for code, id_ in self._campaigns.items() if id_ == row["campaign_id"])
        self.deeds.append(Deed(code, at, row["miles"], cancels=True, test=row["test"]))

    def become_valid(self, today: date) -> int:
        """The transfers of every pending issue whose day has come, at its midnight; answers how many."""

        def work(conn: Connection) -> int:
            due = (issue.c.site_id == self.site_id) & (issue.c.state == "pending") & (issue.c.transfer_on <= today)
            rows = conn.execute(select(issue).where(due)).mappings().all()
            for row in rows:
                self._move(conn, row, "activate", start_of(row["transfer_on"]), new_id())
                own = (issue.c.site_id == self.site_id) & (issue.c.id == row["id"])
                conn.execute(update(issue).where(own).values(state="valid"))
            return len(rows)

        return self._database.write(work)

    def at_random(self, seed: int, first: datetime, last: datetime, count: int) -> None:
        """So many issues between two instants, a third of them cancelled later but not after `last`."""
        chance = random.Random(seed)
        span = (last - first) / timedelta(milliseconds=1)

        def work(conn: Connection) -> None:
            for _ in range(count):
                at = first + timedelta(milliseconds=int(chance.random() * span))
                later = day_of(at) + timedelta(days=5) if chance.random() < 0.3 else None
                miles, test = chance.randint(1, 5_000), chance.random() < 0.2
                id_ = self._issue(conn, chance.choice(CAMPAIGNS), at, miles, test=test, transfer_on=later)
                if chance.random() < 0.34:
                    self._cancel(conn, id_, at + (last - at) * chance.random())

        self._database.write(work)

    def total(self, of: Callable[[Deed], bool], *, cancels: bool = False, test: bool = False) -> int:
        """Miles of the deeds that fit."""
        return sum(each.miles for each in self.deeds if each.cancels is cancels and each.test is test and of(each))

    def by_day(self, *, cancels: bool = False) -> Counter[date]:
        """Miles by day, test members left out."""
        found: Counter[date] = Counter()
        for each in self.deeds:
            if each.cancels is cancels and not each.test:
                found[day_of(each.at)] += each.miles
        return found

    def _move(self, conn: Connection, row: Any, kind: str, at: datetime, id_: UUID) -> None:
        issues = kind in {"issue", "hold", "activate"}
        conn.execute(
            insert(transfer).values(
                site_id=self.site_id,
                id=id_,
                event_id=id_,
                kind=kind,
                debit=self.site_id if issues else row["account_id"],
                credit=row["account_id"] if issues else self.site_id,
                amount=row["miles"],
                issue_id=row["id"],
                campaign_id=row["campaign_id"],
                test=row["test"],
                at=at,
                biz_date=day_of(at),
                biz_hour=at.astimezone(JST).hour,
            )
        )
