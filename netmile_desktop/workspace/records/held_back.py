"""Rows that a batch held back when it was sent, because a limit of its campaign was foreseen for them.

What was foreseen depends on the issues known on that day, so it cannot be judged again later: it is kept.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from netmile_desktop.domain import codec
from netmile_desktop.domain.codes import Code
from netmile_desktop.domain.rows.issuances import Finding
from netmile_desktop.domain.rows.reasons import Reason
from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.workspace.store.store import Store, Transaction

Held = Mapping[int, tuple[Finding, ...]]
"""What was foreseen for each row held back (44038, 44039), by row id."""


class _Foreseen(msgspec.Struct, frozen=True):
    """An error as it is kept."""

    code: Code
    column: Column | None
    reason: Reason
    detail: str

    @property
    def finding(self) -> Finding:
        return Finding(self.code, self.column, self.reason, self.detail)


class HeldBack:
    """Read access to the rows held back in a site's store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, batch_id: str) -> dict[int, tuple[Finding, ...]]:
        """Return the rows that a batch held back; none while it is a draft."""
        with self._store.read() as transaction:
            rows = transaction.all("SELECT row_id, findings FROM held_back WHERE batch_id = ?", batch_id)
        kept = ((row_id, codec.decode_json(findings, list[_Foreseen])) for row_id, findings in rows)
        return {row_id: tuple(each.finding for each in foreseen) for row_id, foreseen in kept}


def keep_held_back(transaction: Transaction, batch_id: str, held: Held) -> None:
    """Store the rows that a batch holds back."""
    transaction.many(
        "INSERT INTO held_back (batch_id, row_id, findings) VALUES (?, ?, ?)",
        ((batch_id, row_id, msgspec.json.encode([_kept(each) for each in found])) for row_id, found in held.items()),
    )


def forget_held_back(transaction: Transaction, batch_id: str) -> None:
    """Drop them where a batch becomes a draft again: it is judged anew."""
    transaction.run("DELETE FROM held_back WHERE batch_id = ?", batch_id)


def _kept(finding: Finding) -> _Foreseen:
    return _Foreseen(Code(finding.code), finding.column, finding.reason, finding.detail)
