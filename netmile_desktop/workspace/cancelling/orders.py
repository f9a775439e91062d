"""Cancellation orders in the store: keys and issues are kept before the first byte is sent."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from netmile_desktop.domain import codec, wire
from netmile_desktop.domain.batches import PartState
from netmile_desktop.domain.cancellations import MAX_ROWS, CancelAction
from netmile_desktop.domain.failures import NotAllowed, Obstacle
from netmile_desktop.domain.history import IssueState
from netmile_desktop.workspace.store.store import Store, Transaction


class Ordered(NamedTuple):
    """An issue to be cancelled."""

    issue_id: str
    registration_id: str


@dataclass(frozen=True, slots=True)
class Portion:
    """The share of an order that is sent in one request."""

    number: int
    key: str
    issues: Sequence[Ordered]
    state: PartState
    """READY; UNKNOWN from the first byte until the portal has answered; REFUSED as a whole; or JUDGED."""
    refused_code: str
    result: wire.CancelResult | None


@dataclass(frozen=True, slots=True)
class StoredOrder:
    """One order of a clerk with its progress."""

    id: str
    action: CancelAction
    reason: str
    label: str
    made_at: datetime
    portions: Sequence[Portion]

    @property
    def issue_ids(self) -> list[str]:
        return [each.issue_id for portion in self.portions for each in portion.issues]


class CancelOrders:
    """The cancellation orders in a site's store."""

    def __init__(self, store: Store, portion_rows: int = MAX_ROWS) -> None:
        self._store = store
        self._portion_rows = portion_rows

    def keep(
        self, action: CancelAction, reason: str, issues: Sequence[Ordered], label: str, made_at: datetime
    ) -> StoredOrder:
        """Store a new order and return it; it is then on the disk."""
        size = self._portion_rows
        portions = [
            Portion(n, secrets.token_hex(32), issues[at : at + size], PartState.READY, "", None)
            for n, at in enumerate(range(0, len(issues), size), 1)
        ]
        order = StoredOrder(secrets.token_hex(16), action, reason, label, made_at, portions)
        with self._store.write() as transaction:
            transaction.run(
                "INSERT INTO cancel_order (id, action, reason, label, made_at) VALUES (?, ?, ?, ?, ?)",
                *(order.id, action.value, reason, label, made_at.isoformat()),
            )
            transaction.many(
                "INSERT INTO cancel_portion (order_id, number, key, issues, state) VALUES (?, ?, ?, ?, ?)",
                (
                    (order.id, each.number, each.key, msgspec.msgpack.encode(each.issues), each.state.value)
                    for each in portions
                ),
            )
        return order

    def all(self) -> list[StoredOrder]:
        """Return all orders, the newest first."""
        with self._store.read() as transaction:
            orders = transaction.all(
                "SELECT id, action, reason, label, made_at FROM cancel_order ORDER BY made_at DESC, rowid DESC"
            )
            return [_order(row, _portions(transaction, row[0])) for row in orders]

    def one(self, order_id: str) -> StoredOrder:
        """Return an order. Raises NotAllowed if it is gone."""
        with self._store.read() as transaction:
            row = transaction.one("SELECT id, action, reason, label, made_at FROM cancel_order WHERE id = ?", order_id)
            if row is None:
                raise NotAllowed(Obstacle.GONE, order_id)
            return _order(row, _portions(transaction, order_id))

    def mark(self, portion: Portion, state: PartState, code: str = "") -> None:
        with self._store.write() as transaction:
            transaction.run(
                "UPDATE cancel_portion SET state = ?, refused_code = ? WHERE key = ?", state.value, code, portion.key
            )

    def answer(self, portion: Portion, result: wire.CancelResult) -> None:
        """Store the result of a portion; cancelled issues no longer count against any limit."""
        cancelled = {row.issue_id for row in result.rows if row.state is IssueState.CANCELLED}
        with self._store.write() as transaction:
            transaction.run(
                "UPDATE cancel_portion SET state = ?, refused_code = '', result = ? WHERE key = ?",
                *(PartState.JUDGED.value, msgspec.json.encode(result), portion.key),
            )
            free(transaction, [each for each in portion.issues if each.issue_id in cancelled])

    def abandon(self, order_id: str) -> None:
        """Delete the portions that were certainly never sent, or were refused as a whole.

        Raises:
            NotAllowed: there are none.
        """
        states = (PartState.READY.value, PartState.REFUSED.value)
        with self._store.write() as transaction:
            sql = "DELETE FROM cancel_portion WHERE order_id = ? AND state IN (?, ?)"
            if not transaction.run(sql, order_id, *states):
                raise NotAllowed(Obstacle.NOTHING_TO_ABANDON, order_id)
            if transaction.one("SELECT 1 FROM cancel_portion WHERE order_id = ?", order_id) is None:
                transaction.run("DELETE FROM cancel_order WHERE id = ?", order_id)


def free(transaction: Transaction, cancelled: Iterable[Ordered]) -> None:
    """Delete these from the known issued rows, so that they can be issued again correctly."""
    issues = list(cancelled)
    transaction.many(
        "DELETE FROM issued WHERE (registration_id, row_id) IN (SELECT part.registration_id, verdict.row_id"
        " FROM verdict JOIN part ON part.batch_id = verdict.batch_id AND part.number = verdict.part"
        " WHERE verdict.issue_id = ? AND verdict.issue_id <> '')",  # lets SQLite use the partial index
        ((each.issue_id,) for each in issues),
    )
    transaction.many(
        "DELETE FROM issued WHERE registration_id = ? AND registration_id IN (SELECT registration_id FROM single)",
        ((each.registration_id,) for each in issues if each.registration_id),
    )


def _portions(transaction: Transaction, order_id: str) -> list[Portion]:
    rows = transaction.all(
        "SELECT number, key, issues, state, refused_code, result FROM cancel_portion WHERE order_id = ?"
        " ORDER BY number",
        order_id,
    )
    return [
        Portion(
            number,
            key,
            codec.decode_msgpack(issues, list[Ordered]),
            PartState(state),
            code,
            codec.decode_json(result, wire.CancelResult) if result else None,
        )
        for number, key, issues, state, code, result in rows
    ]


def _order(row: tuple[Any, ...], portions: Sequence[Portion]) -> StoredOrder:
    id_, action, reason, label, made_at = row
    return StoredOrder(id_, CancelAction(action), reason, label, datetime.fromisoformat(made_at), portions)
