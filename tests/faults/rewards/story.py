"""Members, a shop and a merchant through one plan: hindered, cut off, begun again until all is done, then examined."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import requests
from sqlalchemy import Connection, Select, select

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.calendar import Period, day_of
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.admin.mock_merchant import Behaviour, MockMerchant, Mood
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.tables import member_email, reward_delivery, reward_hand_over, reward_registration, site
from tests.faults.databases import Databases
from tests.faults.rewards.examination import Findings, examine
from tests.faults.rewards.people import OFFERS, Clerk, Ending, Hindered, Member, PatientDesk, live_all, shop_at
from tests.faults.rewards.plans import Kill, Plan, Victim
from tests.faults.rewards.victims import SharedClock, serve, work
from tests.support.faults import FaultyLine
from tests.support.portals.hand_over import set_hand_over
from tests.support.portals.portal import MASTER_KEY, Desk
from tests.support.portals.rewards import SETTINGS, add_reward

LASTS = timedelta(days=200)
LOOK_S = 0.01
REFUSING_S = 0.1
SERVER_S = 60.0
CALM_S = 90.0
THREADS = 3
SLOW_S = 0.3


@dataclass(slots=True)
class Outcome:
    """What became of one seed."""

    seed: int
    faults: Counter[str] = field(default_factory=Counter)
    kills: Counter[str] = field(default_factory=Counter)
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
        self._nursery = nursery
        self._url = databases.fresh(folder)
        self._clock = SharedClock(folder / "ahead")
        self._clock.advance(seconds=0)
        self._line, self._api_line = FaultyLine("http://127.0.0.1:9"), FaultyLine("http://127.0.0.1:9")
        self._merchant = MockMerchant(Behaviour(b"", seconds=SLOW_S))
        self._api_line.lead_to(self._merchant.url)
        self._crew: dict[Victim, list[BaseProcess]] = {"server": [], "worker": []}
        self._database = Database(self._url)
        self._ending = Ending()
        self._failures: list[str] = []
        self._has_clerk = False
        self._seen: dict[str, float] = {}
        """Signs upon which somebody may be killed, and when they were seen, counted from the storm's beginning."""
        self._outcome = Outcome(plan.seed, is_on_postgres=self._url.startswith("postgresql:"))

    def play(self, before_looking: Callable[[Database, Callable[[], Findings]], None] = lambda *_: None) -> Outcome:
        """First the storm, then calm weather; then look, perhaps after somebody has changed something."""
        try:
            clerk, members = self._prepare()
            self._go_through(clerk, members)
        finally:
            self._ending.over.set()
            self._line.close()
            self._api_line.close()
            for victim in self._crew:
                self._kill(victim, counts=False)
            self._merchant.close()
        self._outcome.faults = self._line.strikes + self._api_line.strikes
        look = partial(examine, self._database, members, self._merchant, clerk)
        before_looking(self._database, look)
        self._outcome.findings = look()
        self._outcome.complaints[:0] = self._failures
        self._database.close()
        self._databases.drop(self._url)
        return self._outcome

    def _prepare(self) -> tuple[Clerk, list[Member]]:
        """Two campaigns, the merchant's settings, and members with an account each; nothing goes wrong yet."""
        for code, way in OFFERS.items():
            today = day_of(self._clock())
            reward = msgspec.structs.replace(SETTINGS, hand_over=way)
            add_reward(
                self._database, self._clock(), code=code, reward=reward, campaign_period=Period(today, today + LASTS)
            )
        self._staff()
        session: wire.Session = Desk(self._line.url).call(
            operations.SIGN_IN, body=wire.SignIn(login="demo", password="Sandbox1234")
        )
        desk = PatientDesk(self._line.url, session.token)
        set_hand_over(desk, endpoint=self._api_line.url + "/registrations")
        self._merchant.behaviour.secret = desk.call(operations.MAKE_REWARD_SECRET).secret.encode()
        vault, shop = Vault(MASTER_KEY), shop_at(self._line.url)
        members = []
        for number in range(1, self._plan.members + 1):
            own = select(member_email.c.account_id).where(
                member_email.c.email_digest == vault.digest(f"member{number:05d}@example.jp")
            )
            account_id = self._database.read(partial(_only, own))
            members.append(Member(number, account_id, self._database, shop, self._ending))
        return Clerk(desk, self._merchant), members

    def _go_through(self, clerk: Clerk, members: list[Member]) -> None:
        threads = [
            threading.Thread(target=live_all, args=(members[at::THREADS], self._failures)) for at in range(THREADS)
        ]
        working = threading.Event()
        threads.append(threading.Thread(target=self._work_as, args=(clerk, working)))
        for each in threads:
            each.start()
        self._storm()
        self._line.heal()
        self._line.listen_again()
        self._api_line.heal()
        self._merchant.behaviour.mood = Mood.APPROVE
        until = time.monotonic() + CALM_S
        while any(each.is_alive() for each in threads[:THREADS]) and time.monotonic() < until:
            self._staff()
            working.wait(LOOK_S)
        working.set()
        threads[-1].join()
        if not self._has_clerk:
            self._failures.append("the clerk met a bug; the last words are above")
        self._come_to_an_end(clerk, until)
        self._ending.over.set()
        for each in threads[:THREADS]:
            each.join()

    def _work_as(self, clerk: Clerk, stopped: threading.Event) -> None:
        while not stopped.wait(LOOK_S * 5):
            with contextlib.suppress(requests.RequestException, Hindered):
                clerk.look_after_it()
        self._has_clerk = True

    # --- weather ------------------------------------------------------------------------------

    def _storm(self) -> None:
        """Things go wrong until time is over."""
        self._line.script(*self._plan.faults)
        self._api_line.script(*self._plan.api_faults)
        happenings: list[tuple[float, Callable[[], None]]] = [
            *((at_s, self._line.refuse) for at_s in self._plan.refusals_s),
            *((at_s + REFUSING_S, self._line.listen_again) for at_s in self._plan.refusals_s),
            *((at_s, partial(self._behave, mood)) for at_s, mood in self._plan.moods),
            *((at_s, partial(self._pass_a_night, at_s)) for at_s in self._plan.nights_s),
        ]
        happenings.sort(key=lambda each: each[0])
        kills, began = list(self._plan.kills), time.monotonic()
        while (passed := time.monotonic() - began) < self._plan.storm_s:
            self._staff()
            while happenings and happenings[0][0] <= passed:
                happenings.pop(0)[1]()
            if self._api_line.struck.is_set():
                self._api_line.struck.clear()
                self._seen["call"] = passed
            if kills and self._is_time(kills[0], passed):
                self._kill(kills.pop(0).victim)
            self._ending.over.wait(LOOK_S)

    def _is_time(self, kill: Kill, passed: float) -> bool:
        if kill.at_s <= passed:
            return True
        seen = self._seen.get(kill.upon)
        return seen is not None and seen + kill.after_s <= passed

    def _behave(self, mood: Mood) -> None:
        self._merchant.behaviour.mood = mood

    def _pass_a_night(self, at_s: float) -> None:
        self._clock.advance(days=1)
        self._seen["night"] = at_s

    def _come_to_an_end(self, clerk: Clerk, until: float) -> None:
        """Days pass until everything is handed over and answered; then every result is sent once more."""
        while time.monotonic() < until:
            self._clock.advance(hours=25)
            while not self._has_caught_up() and time.monotonic() < until:
                self._staff()
                self._ending.over.wait(LOOK_S)
            try:
                clerk.look_after_it()
                if self._is_all_answered():
                    clerk.send_again()
                    return
            except (requests.RequestException, Hindered):
                continue
        self._failures.append("something was never answered, in calm weather either")

    def _has_caught_up(self) -> bool:
        """Whether the worker has written all files and made all calls that are due."""
        now = self._clock()
        ours = select(site.c.id).where(site.c.code == "minato").scalar_subquery()
        files = select(reward_hand_over.c.site_id).where(
            reward_hand_over.c.site_id == ours, reward_hand_over.c.next_at <= now
        )
        calls = select(reward_delivery.c.site_id)
        return not self._database.read(lambda conn: [*conn.execute(files), *conn.execute(calls)])

    def _is_all_answered(self) -> bool:
        left = select(reward_registration.c.id).where(reward_registration.c.result.is_(None)).limit(1)
        return self._database.read(lambda conn: conn.execute(left).first()) is None

    # --- processes ----------------------------------------------------------------------------

    def _staff(self) -> None:
        """Start again whoever is missing at the portal."""
        if not self._alive("server"):
            ours, theirs = self._nursery.Pipe(duplex=False)
            server = self._start("server", serve, self._url, self._clock, not self._plan.workers, theirs)
            theirs.close()
            if not wait([ours, server.sentinel], SERVER_S) or not ours.poll():
                raise AssertionError("the server did not start")
            self._line.lead_to(ours.recv())
            ours.close()
        while len(self._alive("worker")) < self._plan.workers:
            self._start("worker", work, self._url, self._clock)

    def _alive(self, victim: Victim) -> list[BaseProcess]:
        self._crew[victim] = [process for process in self._crew[victim] if process.is_alive()]
        return self._crew[victim]

    def _start(self, victim: Victim, target: Callable[..., None], *arguments: object) -> BaseProcess:
        process: BaseProcess = self._nursery.Process(target=target, args=arguments, daemon=True)  # type: ignore[attr-defined]
        process.start()
        self._crew[victim].append(process)
        return process

    def _kill(self, victim: Victim, *, counts: bool = True) -> None:
        """Kill everybody of a kind; a worker inside the server dies with it."""
        for process in self._alive("server" if victim == "worker" and not self._plan.workers else victim):
            process.kill()
            process.join()
            self._outcome.kills[victim] += counts
        self._crew[victim].clear()


def _only(own: Select[Any], conn: Connection) -> UUID:
    found: UUID = conn.execute(own).scalar_one()
    return found
