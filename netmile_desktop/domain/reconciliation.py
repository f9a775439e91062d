"""照合: what was handed over against what the portal says of it, row by row, and the month against its bill."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from netmile_desktop.domain.codes import LIMITS, WHOLE_FILE, Code


class Fault(StrEnum):
    """What does not agree."""

    MISSING = "missing"
    """In the completed list, but not in the history."""
    TWICE = "twice"
    OTHER_AMOUNT = "other_amount"
    OTHER_KEY = "other_key"
    UNKNOWN = "unknown"
    """In the history under the registration, but in no row of the file."""
    CANCELLED_ELSEWHERE = "cancelled_elsewhere"
    NOT_JUDGED = "not_judged"
    """Sent, but in neither list."""
    REFUSED_BUT_ISSUED = "refused_but_issued"
    BILL = "bill"
    """The month's issues or cancellations differ from those of its bill."""


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """One thing that does not agree."""

    fault: Fault
    line: int | None = None
    """Line of the original file."""
    key: str = ""
    registration_id: str = ""
    issue_id: str = ""
    expected: int | None = None
    """Miles."""
    found: int | None = None


@dataclass(frozen=True, slots=True)
class MonthCheck:
    """Miles of a month, added up from the history, beside those of its bill; test members aside (guide L810)."""

    month: date
    """The first day."""
    until: date
    """The last day compared: yesterday in the current month."""
    issued: int
    billed_issued: int
    cancelled: int
    billed_cancelled: int
    is_final: bool
    """確定: the bill is closed."""

    @property
    def is_clean(self) -> bool:
        return not self.discrepancies

    @property
    def discrepancies(self) -> list[Discrepancy]:
        pairs = ((self.issued, self.billed_issued), (self.cancelled, self.billed_cancelled))
        return [Discrepancy(Fault.BILL, expected=ours, found=theirs) for ours, theirs in pairs if ours != theirs]


FORESEEABLE = frozenset(Code) - {Code.NO_SUCH_MEMBER, Code.MEMBER_NOT_VALID} - LIMITS - WHOLE_FILE
"""Codes that the row alone decides: our own check should have found them before.

The portal alone knows the members and what was issued from elsewhere, and a campaign may end while a file is judged.
"""


@dataclass(frozen=True, slots=True)
class ParityCode:
    """One code: rows our check refused and did not send, rows the portal refused, and those we should have known."""

    code: str
    foreseen: int
    actual: int
    drift: int
