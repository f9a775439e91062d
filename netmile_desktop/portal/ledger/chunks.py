"""A run of consecutive rows of one batch, and the SQL statements over it.

An automatic issue is a batch of one row that exists only inside its transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.sql.elements import TextClause
from sqlalchemy.types import TypeEngine

from netmile_desktop.domain.calendar import JST, day_of, transfer_day
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.portal.database.column_types import Day, Id, Instant

GOOD = 0
"""Verdict of an issued row."""

CHUNK = "site_id = :site AND batch_id = :batch AND line > :after AND line <= :upto"
"""SQL condition that selects the chunk's rows of `batch_row`."""

_TYPED: dict[str, type[TypeEngine[Any]]] = {
    "site": Id,
    "batch": Id,
    "campaign": Id,
    "today": Day,
    "transfer_on": Day,
    "now": Instant,
}


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines `after` + 1 through `upto` of a batch, judged at an instant of the business clock."""

    site_id: UUID
    batch_id: UUID
    campaign_id: UUID
    mode: Mode
    transfer_after_days: int
    after: int
    upto: int
    now: datetime
    source: str = "csv"
    """発行種別 of the registration, copied to its issues."""
    notify: bool = False
    """Whether members get a 振込完了メール."""
    is_registered: bool = True
    """Whether the batch is one that stays; otherwise its issues do not name it."""
    idem: str | None = None
    """Identifies the transfer of an issue without a registration: a second one with the same text is impossible."""

    @property
    def is_transferred_at_once(self) -> bool:
        return self.transfer_after_days == 0

    @property
    def today(self) -> date:
        return day_of(self.now)

    def parameters(self, **more: object) -> dict[str, object]:
        """Return the chunk as parameters of a statement."""
        return {
            "site": self.site_id,
            "batch": self.batch_id,
            "campaign": self.campaign_id,
            "after": self.after,
            "upto": self.upto,
            "now": self.now,
            "today": self.today,
            "hour": self.now.astimezone(JST).hour,
            "transfer_on": transfer_day(self.today, self.transfer_after_days),
            "registered": self.is_registered,
            "idem": self.idem,
            **more,
        }


def statement(sql: str) -> TextClause:
    """Return a statement over a chunk, with parameters typed alike for both engines."""
    return text(sql).bindparams(*(bindparam(name, type_=of()) for name, of in _TYPED.items() if f":{name}" in sql))
