"""Batches that were issued, to be taken back from the clerk's side."""

from __future__ import annotations

import msgspec

from netmile_desktop.domain import operations, wire
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.workspace.cancelling.cancelling import Cancelling
from tests.support.bench import Bench, Rows
from tests.support.portals.portal import Desk as Caller


def sent(bench: Bench, rows: Rows, *, after_days: int = 30, campaign: str = "C-1024") -> str:
    """A batch whose miles are pending for so many days; with 0 they are valid at once."""
    batch_id = bench.imported(rows, campaign)
    draft = bench.opened(batch_id)
    draft.change_settings(msgspec.structs.replace(draft.settings, transfer_after_days=after_days))
    bench.sending.send(batch_id)
    return batch_id


def cancelling(bench: Bench, portion_rows: int = 10_000) -> Cancelling:
    """The clerk's cancellations at a bench."""
    return Cancelling(bench.client, bench.store, bench.today, portion_rows=portion_rows)


def operator_of(portal: EmbeddedPortal) -> Caller:
    """NetMile's side."""
    session = Caller(portal.url).call(operations.SIGN_IN, body=wire.SignIn(login="operator", password="Sandbox1234"))
    return Caller(portal.url, session.token)


def decide(portal: EmbeddedPortal, number: str, action: str = "approve") -> wire.CancellationsDecided:
    """NetMile approves a request, or refuses it."""
    decision = wire.CancellationDecision(site="minato", number=number, action=action)
    answer: wire.CancellationsDecided = operator_of(portal).call(operations.DECIDE_CANCELLATIONS, body=decision)
    return answer
