"""The three programs that a fault campaign kills, each a process of its own.

They are forked from a process that has loaded everything already: starting one takes milliseconds, so that
the campaign spends its time on faults.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from pathlib import Path

from netmile_desktop.api.client import PortalClient
from netmile_desktop.api.patience import Patience
from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import BatchState, PartState
from netmile_desktop.domain.calendar import day_of
from netmile_desktop.domain.failures import Broken, NotAllowed, Unreachable
from netmile_desktop.domain.rows.rows import Recipe
from netmile_desktop.portal.__main__ import main as portal_command
from netmile_desktop.portal.access.master_key import VARIABLE
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.progress import Progress
from netmile_desktop.workspace.batches.batches import Batches
from netmile_desktop.workspace.issuing.sending import Sending
from netmile_desktop.workspace.issuing.singles import SingleIssues
from netmile_desktop.workspace.sources.source import load_source
from netmile_desktop.workspace.store.atomic_files import replace_file
from netmile_desktop.workspace.store.store import Store
from tests.faults.clerk import correct, single_issues
from tests.support.dying_sender import KEY, Fatal
from tests.support.portals.portal import MASTER_KEY
from tests.support.programs.nursery import LATE

SENT, HINDERED, CRASHED = 0, 3, 70
"""How a client ends that is not killed: done, stopped by a failure that a clerk is told, or by a bug."""


def nursery() -> BaseContext:
    """Where victims come from."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["__main__", __name__, *LATE])
    return context


@dataclass(frozen=True, slots=True)
class Errand:
    """What a client is to do, and where it dies by its own hand, if anywhere."""

    store: Path
    file: Path
    token: Path
    """Where the session is kept between two starts."""
    url: str
    campaign_id: str
    rounds: int
    singles: tuple[int, int]
    part_rows: int
    timeouts: tuple[float, float]
    tries: int
    dies_at: tuple[str, int] = ("", 0)
    """Phase and count of the report with which it kills itself."""


def send(errand: Errand) -> None:
    """The client: takes the file in unless it has been, and sends what is not sent."""
    try:
        bring_through(errand)
    except (Unreachable, Broken):
        os._exit(HINDERED)
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(CRASHED)
    os._exit(SENT)


def bring_through(errand: Errand) -> None:
    """Sign in, take the file in unless that is done, and send and correct until nothing is left to do."""
    patience = Patience(tries=errand.tries, first_s=0.01, longest_s=0.05)
    client = PortalClient(errand.url, timeouts=errand.timeouts, patience=patience)
    site = _site(client, errand.token)
    today = day_of(client.sessions.info().business_time)
    store = Store.open(errand.store, KEY)
    batches, progress = Batches(store, lambda: today), Fatal(*errand.dies_at)
    known = batches.all()
    if known:
        root = known[-1].id
    else:
        campaign = client.campaigns.detail(errand.campaign_id)
        root = batches.take_in(load_source(errand.file), Recipe(), campaign).batch_id
    sending = Sending(store, client, site, lambda: today, part_rows=errand.part_rows)
    singles = SingleIssues(store, client, lambda: today)
    requests = single_issues(sum(errand.singles), errand.campaign_id)
    _issue_each(singles, requests[: errand.singles[0]], progress)
    _send(batches, sending, root, progress)
    _correct(batches, sending, root, errand.rounds, progress)
    _issue_each(singles, requests[errand.singles[0] :], progress)
    store.close()


def _issue_each(singles: SingleIssues, requests: Sequence[wire.SingleIssue], progress: Progress) -> None:
    """Those that have no verdict yet."""
    through = [each.request for each in singles.all() if each.state is PartState.JUDGED]
    for request in requests:
        if request not in through:
            singles.issue(request, progress)


def _send(batches: Batches, sending: Sending, batch_id: str, progress: Progress) -> None:
    if _state(batches, batch_id) not in {BatchState.DONE, BatchState.DONE_WITH_ERRORS}:
        sending.send(batch_id, progress)


def _correct(batches: Batches, sending: Sending, root: str, rounds: int, progress: Progress) -> None:
    """Round after round; what a round leaves nothing to send of is edited again in the next."""
    at = root
    for number in range(2, rounds + 1):
        if _state(batches, at) is not BatchState.DRAFT:
            child = next((each.id for each in batches.all() if each.parent_id == at), "")
            try:
                at = child or batches.start_correction(at)
            except NotAllowed:
                return  # nothing is left
        draft = batches.open(at)
        if draft.state is BatchState.DRAFT:
            correct(draft, is_last=number == rounds)
            if not draft.snapshot().sendable():
                continue
        _send(batches, sending, at, progress)


def _state(batches: Batches, batch_id: str) -> BatchState:
    return next(each.state for each in batches.all() if each.id == batch_id)


def _site(client: PortalClient, token: Path) -> wire.Site:
    """Signed in: by the session of the start before, if there is one, since every sign-in is slow by design."""
    if token.exists():
        client.sessions.token = token.read_text()
        session = client.sessions.current()
    else:
        session = client.sessions.sign_in("demo", "Sandbox1234")
        replace_file(token, client.sessions.token.encode())
    assert session.site is not None
    return session.site


def serve(database_url: str, chunk_rows: int, has_worker: bool, told: Connection) -> None:
    """The server, with a worker in it or without; tells where it listens."""
    with EmbeddedPortal(database_url, master_key=MASTER_KEY, auto_worker=has_worker, chunk_rows=chunk_rows) as portal:
        told.send(portal.url)
        threading.Event().wait()


def work(database_url: str, chunk_rows: int) -> None:
    """A worker beside the server."""
    os.environ[VARIABLE] = MASTER_KEY.hex()
    portal_command(["worker", "--database", database_url, "--chunk-rows", str(chunk_rows)])
