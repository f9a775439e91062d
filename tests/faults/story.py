"""One batch and what goes with it through one plan: sent, hindered, killed, begun again until it is done, then examined."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path

from netmile_desktop.domain.calendar import day_of, system_clock
from netmile_desktop.portal.database.database import Database
from netmile_desktop.workspace.batches.batches import Batches
from netmile_desktop.workspace.store.store import Store
from tests.faults.clerk import single_issues
from tests.faults.databases import WITH_LIMITS, WITHOUT_LIMITS, Databases
from tests.faults.examination import Findings, Task, examine
from tests.faults.plans import Plan, Victim
from tests.faults.victims import CRASHED, SENT, Errand, send, serve, work
from tests.support.dying_sender import KEY
from tests.support.faults import FaultyLine
from tests.support.files import csv_file
from tests.support.shop import HEADER, shop_rows

LOOK_S = 0.004
REFUSING_S = 0.1
NEVER = ("", 0)

HASTY = (0.5, 0.6)
"""Seconds to connect and to wait for bytes, while faults are about."""

PATIENT = (5.0, 30.0)
CALM_TRIES = 5
SERVER_S = 60.0


@dataclass(slots=True)
class Outcome:
    """What became of one seed."""

    seed: int
    rows: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    kills: Counter[str] = field(default_factory=Counter)
    tries: int = 0
    is_on_postgres: bool = False
    findings: Findings = field(default_factory=Findings)

    @property
    def complaints(self) -> list[str]:
        return self.findings.complaints


class Story:
    """Plays one plan in a folder of its own."""

    def __init__(self, plan: Plan, databases: Databases, folder: Path, nursery: BaseContext) -> None:
        self._plan = plan
        self._databases = databases
        self._store = folder / "site.db"
        self._nursery = nursery
        self._database_url = databases.fresh(folder)
        self._campaign_id = WITH_LIMITS if plan.takes_turns else WITHOUT_LIMITS
        self._rows = list(shop_rows(plan.rows, plan.seed, damaged=plan.damaged, nobody_every=23, left_every=31))
        self._file = csv_file(folder / "十一月.csv", [row.cells for row in self._rows], header=HEADER)
        self._crew: dict[Victim, list[BaseProcess]] = {"client": [], "server": [], "worker": []}
        self._line = FaultyLine("http://127.0.0.1:9")
        self._outcome = Outcome(plan.seed, len(self._rows), is_on_postgres=self._database_url.startswith("postgresql:"))

    def play(self) -> Outcome:
        """First the storm, then calm weather; then look."""
        try:
            is_done = self._storm() or self._finish()
        finally:
            self._line.close()
            for victim in self._crew:
                self._kill(victim, counts=False)
        self._outcome.faults = self._line.strikes
        if is_done:
            self._outcome.findings = self._examined()
        else:
            self._outcome.findings.complain(True, "the batch was never finished, in calm weather either")
        self._databases.drop(self._database_url)
        return self._outcome

    # --- weather ------------------------------------------------------------------------------

    def _storm(self) -> bool:
        """Things go wrong until time is over or the batch is through; True where it is."""
        self._line.script(*self._plan.faults)
        deaths, kills = iter(self._plan.deaths), list(self._plan.kills)
        moments = [(at_s, self._line.refuse) for at_s in self._plan.refusals_s]
        moments += [(at_s + REFUSING_S, self._line.listen_again) for at_s in self._plan.refusals_s]
        client = None
        began = time.monotonic()
        while (passed := time.monotonic() - began) < self._plan.storm_s:
            self._staff()
            client = client or self._start("client", send, self._errand(next(deaths, NEVER), hasty=True))
            if wait([client.sentinel], LOOK_S):
                if self._ended(client) == SENT:
                    break
                client = None
            for at_s, happen in [moment for moment in moments if moment[0] <= passed]:
                moments.remove((at_s, happen))
                happen()
            if kills and (kills[0].at_s <= passed or (kills[0].on_strike and self._line.struck.is_set())):
                self._line.struck.clear()
                self._kill(kills.pop(0).victim)
        self._line.listen_again()
        if client is not None and client.exitcode is None:
            self._kill("client")
        return client is not None and self._ended(client) == SENT

    def _finish(self) -> bool:
        """Nothing goes wrong any more, apart from what is still on its way."""
        self._line.heal()
        for _ in range(CALM_TRIES):
            self._staff()
            client = self._start("client", send, self._errand())
            client.join(PATIENT[1] * 2)
            if client.exitcode is None:
                self._kill("client", counts=False)
            if self._ended(client) == SENT:
                return True
        return False

    def _ended(self, client: BaseProcess) -> int | None:
        client.join()
        code = client.exitcode
        if code == CRASHED:
            self._outcome.findings.complain(True, "the client met a bug; its last words are above")
        if code is not None and code < 0 and client in self._crew["client"]:
            self._outcome.kills["client"] += 1  # by its own hand
        self._crew["client"].clear()
        return code

    # --- processes ----------------------------------------------------------------------------

    def _staff(self) -> None:
        """Start again whoever is missing at the portal."""
        if not self._alive("server"):
            ours, theirs = self._nursery.Pipe(duplex=False)
            chunk, is_alone = self._plan.chunk_rows, not self._plan.workers
            server = self._start("server", serve, self._database_url, chunk, is_alone, theirs)
            theirs.close()
            if not wait([ours, server.sentinel], SERVER_S) or not ours.poll():
                raise AssertionError("the server did not start")
            self._line.lead_to(ours.recv())
            ours.close()
        while len(self._alive("worker")) < self._plan.workers:
            self._start("worker", work, self._database_url, self._plan.chunk_rows)

    def _alive(self, victim: Victim) -> list[BaseProcess]:
        self._crew[victim] = [process for process in self._crew[victim] if process.is_alive()]
        return self._crew[victim]

    def _start(self, victim: Victim, target: Callable[..., None], *arguments: object) -> BaseProcess:
        process: BaseProcess = self._nursery.Process(target=target, args=arguments, daemon=True)  # type: ignore[attr-defined]
        process.start()
        self._crew[victim].append(process)
        self._outcome.tries += victim == "client"
        return process

    def _kill(self, victim: Victim, *, counts: bool = True) -> None:
        """Kill everybody of a kind; a worker inside the server dies with it."""
        for process in self._alive("server" if victim == "worker" and not self._plan.workers else victim):
            process.kill()
            process.join()
            self._outcome.kills[victim] += counts
        self._crew[victim].clear()

    def _errand(self, dies_at: tuple[str, int] = NEVER, *, hasty: bool = False) -> Errand:
        return Errand(
            store=self._store,
            file=self._file,
            token=self._file.with_suffix(".session"),
            url=self._line.url,
            campaign_id=self._campaign_id,
            rounds=self._plan.rounds,
            singles=self._plan.singles,
            part_rows=self._plan.part_rows,
            timeouts=HASTY if hasty else PATIENT,
            tries=3 if hasty else 6,
            dies_at=dies_at,
        )

    # --- afterwards ---------------------------------------------------------------------------

    def _examined(self) -> Findings:
        database, store = Database(self._database_url), Store.open(self._store, KEY)
        singles = single_issues(sum(self._plan.singles), self._campaign_id)
        try:
            batches = Batches(store, lambda: day_of(system_clock()))
            task = Task(self._rows, self._campaign_id, self._plan.rounds, singles)
            findings = examine(database, store, batches, task)
            findings.complaints[:0] = self._outcome.complaints
            return findings
        finally:
            store.close()
            database.close()
