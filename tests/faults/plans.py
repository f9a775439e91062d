"""What is to go wrong in one run of a fault campaign, all of it drawn from one number."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Literal

from tests.support.faults import Fault

Victim = Literal["client", "server", "worker"]

VICTIMS: tuple[Victim, ...] = ("client", "server", "worker")

PUT = b"PUT /v1/issuances/"
"""A file or a single issue."""

_REQUESTS = (PUT, PUT, PUT, b"GET /v1/issuances/by-key", b"GET /v1/issuances/", b"", b"")
"""In which request of a connection a fault takes place; the empty one stands for any."""

_CONNECTIONS, _STARTS = 60, 20
"""More than a storm can use up; afterwards nothing more goes wrong."""

_BYTES = (0, 1, 120, 400, 700, 1_500)
"""Places in a request or an answer: before it, inside its head, inside its body."""

_CONVERSATION = 6_000
"""Bytes of a short one, in either direction."""

_PHASES = ("reading", "preparing", "sending", "sending", "asking", "judging", "judging", "fetching")


@dataclass(frozen=True, slots=True)
class Kill:
    """A victim is killed at a moment of the storm, or before it, as soon as a fault has struck."""

    victim: Victim
    at_s: float
    on_strike: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """One batch, its corrections, single issues beside it, and everything they have to go through."""

    seed: int
    rows: int
    damaged: float
    part_rows: int
    chunk_rows: int
    workers: int
    """Beside the server; 0 is one inside it."""
    rounds: int
    """Sendings of the batch, the first one included: what is refused is corrected, and closed in the last."""
    singles: tuple[int, int]
    """Single issues before and after it."""
    takes_turns: bool
    """Whether the campaign has limits, so that each part waits for the verdicts of the one before."""
    storm_s: float
    """So long things go wrong; whoever dies meanwhile is started again."""
    faults: tuple[Fault, ...]
    """One for each connection in its turn."""
    kills: tuple[Kill, ...]
    """In the order of their moments."""
    refusals_s: tuple[float, ...]
    """When the portal's port is closed for a moment."""
    deaths: tuple[tuple[str, int], ...]
    """Report with which the client kills itself, for each of its starts; an empty phase is never."""


def draw(seed: int) -> Plan:
    """The plan of a seed, the same every time."""
    chance = Random(seed)
    rows, parts = chance.randrange(60, 301), chance.randrange(3, 6)
    storm_s = chance.uniform(1.5, 4.0)
    return Plan(
        seed=seed,
        rows=rows,
        damaged=chance.uniform(0.02, 0.15),
        part_rows=-(-rows * 8 // (parts * 10)),
        chunk_rows=chance.choice((1, 3, 7, 20)),
        workers=chance.randrange(3),
        rounds=chance.choice((1, 2, 3)),
        singles=(chance.randrange(3), chance.randrange(3)),
        takes_turns=chance.random() < 0.3,
        storm_s=storm_s,
        faults=tuple(_fault(chance) for _ in range(_CONNECTIONS)),
        kills=tuple(_kill(chance, at_s) for at_s in _moments(chance, storm_s, chance.randrange(2, 7))),
        refusals_s=_moments(chance, storm_s, chance.choice((0, 0, 1, 2))),
        deaths=tuple(_death(chance, rows) for _ in range(_STARTS)),
    )


def _moments(chance: Random, until_s: float, count: int) -> tuple[float, ...]:
    return tuple(sorted(chance.uniform(0.3, until_s) for _ in range(count)))


def _kill(chance: Random, at_s: float) -> Kill:
    return Kill(chance.choice(VICTIMS), at_s, chance.random() < 0.3)


def _death(chance: Random, rows: int) -> tuple[str, int]:
    return (chance.choice(_PHASES), chance.choice((0, chance.randrange(rows)))) if chance.random() < 0.5 else ("", 0)


def _fault(chance: Random) -> Fault:
    when = chance.choice(_REQUESTS)
    size = chance.choice(_BYTES) if when else chance.randrange(_CONVERSATION)
    return chance.choice(
        (
            Fault(reset=True),
            Fault(when=when, cut_up_after=size),
            Fault(when=when, cut_down_after=size),
            Fault(when=when, cut_up_after=size, politely=True),
            Fault(when=when, cut_down_after=size, politely=True),
            Fault(when=when, stall_up_after=size),
            Fault(when=when, stall_down_after=size),
            Fault(delay_s=chance.uniform(0.002, 0.04)),
            Fault(when=when, repeated="at once"),
            Fault(when=when, repeated="later"),
            Fault(when=PUT, repeated="at once", cut_down_after=0),
            Fault(when=PUT, repeated="later", cut_up_after=size),
        )
    )
