"""The worker: judges accepted batches chunk by chunk, and catches up with the day.

It makes transfers due, closes hours, lets changes lapse, ends requests that nobody has decided in time, approves the
applications of sites for which NetMile's staff said so, and deletes refused automatic issues that are too old.

Verdicts, ledger, counters and progress of a chunk are committed together, so a worker may die at any point: its lock on
the batch ends with its connection, and the next worker continues after the last committed chunk.
"""

from __future__ import annotations

import logging
import threading
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, select, update

from netmile_desktop.domain.batches import ProcessingState
from netmile_desktop.domain.calendar import Clock
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.automatic.retention import ErrorLogRetention
from netmile_desktop.portal.campaigns.lapsed_changes import LapsedChanges
from netmile_desktop.portal.campaigns.reviews import AutomaticReviews
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.issues.undecided import UndecidedRequests
from netmile_desktop.portal.issuing.due_transfers import DueTransfers
from netmile_desktop.portal.issuing.judging import ChunkOutcome, judge
from netmile_desktop.portal.issuing.outbox import MailOutbox
from netmile_desktop.portal.issuing.registrations import OPEN_STATES
from netmile_desktop.portal.ledger.chunks import Chunk
from netmile_desktop.portal.reports.closing import Closing
from netmile_desktop.portal.rewards.deliveries import Deliveries
from netmile_desktop.portal.rewards.fees import FeeFreezing
from netmile_desktop.portal.rewards.files import FileWriting
from netmile_desktop.portal.rewards.merchant_api import MerchantApi
from netmile_desktop.portal.rewards.retention import RewardRetention
from netmile_desktop.portal.tables import batch

CHUNK_ROWS = 10_000
"""Rows per transaction: a whole file of the largest size, for which other writers wait some 0.2 s. With smaller chunks,
pages that several chunks touch, such as those of balances, would be written once per chunk."""

POLL_SECONDS = 0.5
"""Seconds between looks for batches that other processes accepted."""

ATTEMPTS = 8
"""Attempts at a chunk that fails before its batch is left interrupted for NetMile's staff."""

STUCK_AFTER = timedelta(minutes=10)
"""Time without a step after which a worker counts as stuck. A step is one transaction, with its repeats."""

SENDERS = 4
"""Calls of merchants' APIs at the same time, each of another merchant."""

SENDER_POLL_SECONDS = 1.0
"""Seconds between looks for registrations to hand over."""

_FIRST_PAUSE = timedelta(seconds=1)
_CANDIDATES = 32

_log = logging.getLogger(__name__)


class Worker:
    """A judge of waiting batches. Any number of workers, in any number of processes, may share a database."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        clock: Clock,
        business_clock: Clock,
        *,
        chunk_rows: int = CHUNK_ROWS,
        private_endpoints: bool = False,
    ) -> None:
        """Take `private_endpoints` as whether merchants' APIs may be in private networks and without TLS."""
        self._database = database
        self._clock = clock
        self._now = business_clock
        self._chunk_rows = chunk_rows
        self._outbox = MailOutbox(database, vault, clock)
        self._recurring = (
            DueTransfers(database, self._outbox, business_clock, at_once=chunk_rows, stepped=self._step),
            Closing(database, business_clock, stepped=self._step),
            LapsedChanges(database, business_clock),
            UndecidedRequests(database, clock, business_clock),
            AutomaticReviews(database, clock, business_clock),
            ErrorLogRetention(database, business_clock),
            FileWriting(database, business_clock),
            RewardRetention(database, clock, business_clock),
            FeeFreezing(database, business_clock),
        )
        api = MerchantApi(clock, private_endpoints=private_endpoints)
        self.deliveries = Deliveries(database, vault, business_clock, api)
        self._senders = Senders(self.deliveries)
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._stepped_at = clock()
        """When it was last seen at work, by the machine's clock."""
        self.wake = threading.Event()
        """Set it after a batch was accepted in this process; batches of other processes are found by polling."""

    def run_once(self) -> bool:
        """Judge one chunk of the oldest waiting batch; return False if nothing is waiting or other workers have it."""
        return any(self._take(*ids) for ids in self._database.read(self._candidates))

    def run_until_idle(self) -> None:
        """Catch up with the day, hand over what is due and judge until nothing is waiting; for tests."""
        self._catch_up()
        self.deliveries.catch_up()
        while self.run_once():
            pass

    def run(self) -> None:
        """Judge batches as they come, and hand registrations over beside that, until `stop` is called."""
        self._senders.start()
        while not self._stopping.is_set():
            self.wake.clear()
            self._catch_up()
            try:
                busy = self.run_once()
            except Exception:
                # The database cannot be reached, so a batch cannot even be postponed. Keep trying.
                _log.exception("the worker cannot reach the database", extra={"event": "database_lost"})
                busy = False
            self._step()
            if not busy and not self._stopping.is_set():
                self.wake.wait(POLL_SECONDS)
        self._senders.stop()

    def start(self) -> None:
        """Start `run` in a thread of its own."""
        self._step()
        self._thread = threading.Thread(target=self.run, name="portal-worker", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Finish the current chunk and end."""
        self._stopping.set()
        self.wake.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    @property
    def is_started(self) -> bool:
        """Whether a thread of this process judges; otherwise that is left to other processes."""
        return self._thread is not None

    @property
    def is_stuck(self) -> bool:
        """Whether the thread has ended by itself, or has made no step for `STUCK_AFTER`."""
        if self._thread is None:
            return False
        return not self._thread.is_alive() or self._clock() - self._stepped_at > STUCK_AFTER

    def _step(self) -> None:
        self._stepped_at = self._clock()

    def _catch_up(self) -> None:
        for work in self._recurring:
            try:
                work.catch_up()
            except Exception:  # judging goes on
                _log.exception("%s could not catch up", type(work).__name__, extra={"event": "catch_up_failed"})
            self._step()

    def _candidates(self, conn: Connection) -> list[tuple[UUID, UUID]]:
        """Return batches that seem to be waiting, the oldest first; this read takes no locks."""
        waiting = select(batch.c.site_id, batch.c.id).where(
            batch.c.state.in_(OPEN_STATES), batch.c.run_after <= self._clock()
        )
        in_turn = waiting.order_by(batch.c.run_after, batch.c.id).limit(_CANDIDATES)  # ids begin with the time
        return [(row.site_id, row.id) for row in conn.execute(in_turn)]

    def _take(self, site_id: UUID, batch_id: UUID) -> bool:
        self._step()
        try:
            return self._database.write(lambda conn: self._advance(conn, site_id, batch_id))
        except Exception:
            # Whatever the error was, one batch must not keep the others waiting.
            _log.exception("a chunk of batch %s could not be judged", batch_id, extra={"event": "chunk_failed"})
            self._database.write(lambda conn: self._put_off(conn, site_id, batch_id))
            return False

    def _advance(self, conn: Connection, site_id: UUID, batch_id: UUID) -> bool:
        """Judge the next chunk of a batch if it is still waiting and no other worker has it."""
        row = conn.execute(_claim(site_id, batch_id)).first()
        if row is None:
            return False
        upto = min(row.rows_done + self._chunk_rows, row.rows_total)
        chunk = Chunk(
            site_id=site_id,
            batch_id=batch_id,
            campaign_id=row.campaign_id,
            mode=Mode(row.mode),
            transfer_after_days=row.transfer_after_days,
            after=row.rows_done,
            upto=upto,
            now=self._now(),
            source=row.type,
            notify=row.notify,
        )
        outcome = judge(conn, chunk, self._outbox)
        conn.execute(_of(site_id, batch_id).values(**self._progress(row, chunk, outcome)))
        return True

    def _progress(self, row: Row[Any], chunk: Chunk, outcome: ChunkOutcome) -> dict[str, object]:
        errors = row.rows_error + outcome.errors
        progress: dict[str, object] = {
            "state": ProcessingState.RUNNING,
            "rows_done": chunk.upto,
            "rows_error": errors,
            "miles_issued": row.miles_issued + outcome.miles,
            "attempts": 0,
        }
        if chunk.upto == row.rows_total:
            progress["state"] = ProcessingState.COMPLETED_WITH_ERRORS if errors else ProcessingState.COMPLETED
            progress["completed_at"] = chunk.now
        return progress

    def _put_off(self, conn: Connection, site_id: UUID, batch_id: UUID) -> None:
        """Postpone a batch, each time for twice as long; after `ATTEMPTS` attempts leave it interrupted."""
        row = conn.execute(_claim(site_id, batch_id)).first()
        if row is None:
            return
        attempts = row.attempts + 1
        later: dict[str, object] = {"attempts": attempts, "run_after": self._clock() + _FIRST_PAUSE * 2**attempts}
        if attempts >= ATTEMPTS:
            later |= {"state": ProcessingState.INTERRUPTED, "completed_at": self._now()}
        conn.execute(_of(site_id, batch_id).values(**later))


class Senders:
    """Threads that hand registrations over in real time beside the judging: a call may take ten seconds."""

    def __init__(self, deliveries: Deliveries) -> None:
        self._deliveries = deliveries
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Begin."""
        self._threads = [
            threading.Thread(target=self._run, name=f"portal-reward-sender-{number}", daemon=True)
            for number in range(SENDERS)
        ]
        for each in self._threads:
            each.start()

    def stop(self) -> None:
        """End once the calls under way have ended."""
        self._stopping.set()
        for each in self._threads:
            each.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                busy = self._deliveries.run_once()
            except Exception:
                # The database cannot be reached, or one entry is broken. Its lease ends, and it is tried again.
                _log.exception("a registration could not be handed over", extra={"event": "hand_over_failed"})
                busy = False
            if not busy:
                self._stopping.wait(SENDER_POLL_SECONDS)


def _claim(site_id: UUID, batch_id: UUID) -> Select[Any]:
    """Select the batch under lock unless another worker holds it. SQLite has one writer and ignores the clause."""
    own = select(batch).where(batch.c.site_id == site_id, batch.c.id == batch_id, batch.c.state.in_(OPEN_STATES))
    return own.with_for_update(skip_locked=True)


def _of(site_id: UUID, batch_id: UUID) -> Any:
    return update(batch).where(batch.c.site_id == site_id, batch.c.id == batch_id)
