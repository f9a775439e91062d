"""What is to go wrong while members register and pay and a merchant takes over and answers, all drawn from one number."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Literal

from netmile_desktop.portal.admin.mock_merchant import Mood
from tests.support.faults import Fault

Victim = Literal["server", "worker"]

VICTIMS: tuple[Victim, ...] = ("server", "worker")

Sign = Literal["", "night", "call"]
"""Upon which a victim is killed: nothing but time; a day that passes, so that files are written; a call that fails."""

_REQUESTS = (
    *(b"POST /member/rewards/", b"POST /member/rewards/", b"POST /member/payments/"),
    *(b"PUT /v1/payments/", b"PUT /v1/payments/", b"/result", b"/content", b""),
)
"""In which request of a connection a fault takes place; the empty one stands for any."""

_BYTES = (0, 1, 60, 150, 400, 1_200)
"""Places in a request or an answer: before it, inside its head, inside its body."""

_CONNECTIONS = 60
"""More than a storm can use up; afterwards nothing more goes wrong."""

_MOODS = (Mood.APPROVE, Mood.APPROVE, Mood.REFUSE, Mood.PENDING, Mood.SLOW, Mood.DOWN, Mood.WRONG_SIGNATURE)


@dataclass(frozen=True, slots=True)
class Kill:
    """A victim is killed at a moment of the storm, or before it, so long after a sign was seen."""

    victim: Victim
    at_s: float
    upon: Sign
    after_s: float


@dataclass(frozen=True, slots=True)
class Plan:
    """Some members, each with two registrations and a payment, and everything these have to go through."""

    seed: int
    members: int
    workers: int
    """Beside the server; 0 is one inside it."""
    storm_s: float
    faults: tuple[Fault, ...]
    """Between people and the portal: one for each connection in its turn."""
    api_faults: tuple[Fault, ...]
    """Between the portal and the merchant's API."""
    moods: tuple[tuple[float, Mood], ...]
    """From when on the API answers how."""
    nights_s: tuple[float, ...]
    """When a day passes for the portal."""
    refusals_s: tuple[float, ...]
    """When the portal's port is closed for a moment."""
    kills: tuple[Kill, ...]
    """In the order of their moments."""


def draw(seed: int) -> Plan:
    """The plan of a seed, the same every time."""
    chance = Random(f"rewards {seed}")
    storm_s = chance.uniform(1.5, 3.5)
    return Plan(
        seed=seed,
        members=chance.randrange(4, 10),
        workers=chance.randrange(3),
        storm_s=storm_s,
        faults=tuple(_fault(chance) for _ in range(_CONNECTIONS)),
        api_faults=tuple(_api_fault(chance) for _ in range(_CONNECTIONS)),
        moods=((0.0, chance.choice(_MOODS)), *((at, chance.choice(_MOODS)) for at in _moments(chance, storm_s, 3))),
        nights_s=_moments(chance, storm_s, chance.randrange(1, 4)),
        refusals_s=_moments(chance, storm_s, chance.choice((0, 0, 1))),
        kills=tuple(_kill(chance, at_s) for at_s in _moments(chance, storm_s, chance.randrange(2, 6))),
    )


def _moments(chance: Random, until_s: float, count: int) -> tuple[float, ...]:
    return tuple(sorted(chance.uniform(0.2, until_s) for _ in range(count)))


def _kill(chance: Random, at_s: float) -> Kill:
    return Kill(chance.choice(VICTIMS), at_s, chance.choice(("", "night", "call")), chance.uniform(0.0, 0.5))


def _fault(chance: Random) -> Fault:
    when, size = chance.choice(_REQUESTS), chance.choice(_BYTES)
    return chance.choice(
        (
            Fault(reset=True),
            Fault(when=when, cut_up_after=size),
            Fault(when=when, cut_down_after=0),
            Fault(when=when, cut_down_after=size),
            Fault(when=when, cut_down_after=size, politely=True),
            Fault(when=when, stall_down_after=size),
            Fault(delay_s=chance.uniform(0.002, 0.03)),
            Fault(when=when, repeated="at once"),
            Fault(when=when, repeated="later", cut_down_after=0),
            Fault(),
        )
    )


def _api_fault(chance: Random) -> Fault:
    size = chance.choice(_BYTES)
    return chance.choice(
        (
            Fault(reset=True),
            Fault(cut_up_after=size),
            Fault(cut_down_after=0),
            Fault(cut_down_after=size),
            Fault(cut_down_after=size, politely=True),
            Fault(stall_down_after=size),
            Fault(delay_s=chance.uniform(0.002, 0.05)),
            Fault(repeated="at once"),
            Fault(),
        )
    )
