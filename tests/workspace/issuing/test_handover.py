"""Whatever the portal answers, and wherever the line, the clerk or the process stops: it is done once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import product

import pytest

from netmile_desktop.domain.batches import PartState
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Broken, NotSignedIn, Refused, Unreachable
from netmile_desktop.progress import Cancelled, Silent
from netmile_desktop.workspace.handover import PAUSE_S, TRIES, hand_over

READY, UNKNOWN, ACCEPTED, REFUSED = PartState.READY, PartState.UNKNOWN, PartState.ACCEPTED, PartState.REFUSED

ANSWER = "what was accepted"


class Killed(BaseException):
    """The process ends at once: nothing is noted any more."""


FAILURES: dict[str, Callable[[], BaseException]] = {
    "lost": lambda: Unreachable("the line broke"),
    "broken": lambda: Broken("not as agreed"),
    "cancelled": Cancelled,
    "killed": Killed,
    "no session": lambda: NotSignedIn(Problem.SESSION),
    "refused": lambda: Refused(Problem.OPTION),
}

BEFORE_OR_AFTER = ("lost", "broken", "cancelled", "killed")
"""Happen before the portal has acted, or after it."""

FATES = [
    "accepted",
    "refused",
    "no session",
    *(f"{what}, {when}" for what in BEFORE_OR_AFTER for when in ("undone", "done")),
]
"""What an attempt may come to."""

ASKED = ["", "lost", "broken", "no session", "cancelled", "killed"]
"""What a look-up may come to: an answer, or none."""


@dataclass
class Case:
    """Something to hand over, as it lies on the disk, and a portal that does what the script says."""

    fates: list[str] = field(default_factory=list)
    """Of the attempts to come, each used once; afterwards all is well."""
    asked: list[str] = field(default_factory=list)
    """The same of the look-ups to come."""
    can_be_asked: bool = True
    state: PartState = READY
    code: str = ""
    times_done: int = 0
    """How often the portal has acted."""
    requests: list[str] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)

    def hand_over(self) -> type[BaseException] | None:
        """Press the button; what is raised, or None if there is an answer."""
        before, is_unknown = len(self.requests), self.state is UNKNOWN
        look_up = self._look_up if self.can_be_asked else None
        try:
            answer = hand_over(self._attempt, look_up, self._mark, _Hurried(self.slept), is_unknown=is_unknown)
        except (Unreachable, Broken, Refused, Cancelled, Killed) as raised:
            return type(raised)
        finally:
            self.requests = self.requests[before:]
        assert answer == ANSWER
        self.state = ACCEPTED
        return None

    def _mark(self, state: PartState, code: str = "") -> None:
        self.state, self.code = state, code

    def _attempt(self) -> str:
        assert self.state is UNKNOWN, "its fate is unknown before the first byte leaves"
        self.requests.append("hand over")
        fate = self.fates.pop(0) if self.fates else "accepted"
        what, _, when = fate.partition(", ")
        if what == "no session":
            raise FAILURES[what]()
        if self.times_done == 0:
            if what == "refused":
                raise FAILURES[what]()
            self.times_done += when != "undone"
        if what in BEFORE_OR_AFTER:
            raise FAILURES[what]()
        return ANSWER  # to a key that was accepted before, whatever else it would say now

    def _look_up(self) -> str | None:
        self.requests.append("look up")
        fate = self.asked.pop(0) if self.asked else ""
        if fate:
            raise FAILURES[fate]()
        return ANSWER if self.times_done else None


class _Hurried(Silent):
    def __init__(self, slept: list[float]) -> None:
        self._slept = slept

    def sleep(self, seconds: float) -> None:
        self._slept.append(seconds)


PUT, GET = "hand over", "look up"

TABLE = [
    # can be asked, attempts, look-ups; raised, state, requests; raised by the second call, state, requests
    (True, ["accepted"], [], None, ACCEPTED, [PUT], None),
    (True, ["refused"], [], Refused, REFUSED, [PUT], [PUT]),
    (True, ["no session"], [], NotSignedIn, READY, [PUT], [PUT]),
    (True, ["lost, undone"], [], None, ACCEPTED, [PUT, GET, PUT], None),
    (True, ["lost, done"], [], None, ACCEPTED, [PUT, GET], None),
    (True, ["broken, undone"], [], None, ACCEPTED, [PUT, GET, PUT], None),
    (True, ["broken, done"], [], None, ACCEPTED, [PUT, GET], None),
    (True, ["lost, undone"] * TRIES, [], Unreachable, UNKNOWN, [PUT, GET, PUT, GET, PUT], [GET, PUT]),
    (True, ["lost, undone", "lost, undone", "broken, done"], [], Broken, UNKNOWN, [PUT, GET, PUT, GET, PUT], [GET]),
    # The first request may still be on its way when the look-up finds nothing.
    (True, ["lost, undone", "no session"], [], NotSignedIn, UNKNOWN, [PUT, GET, PUT], [GET, PUT]),
    (True, ["lost, undone", "refused"], [], Refused, REFUSED, [PUT, GET, PUT], [PUT]),
    (True, ["lost, undone"], ["lost"], Unreachable, UNKNOWN, [PUT, GET], [GET, PUT]),
    (True, ["lost, done"], ["lost"], Unreachable, UNKNOWN, [PUT, GET], [GET]),
    (True, ["lost, done"], ["no session"], NotSignedIn, UNKNOWN, [PUT, GET], [GET]),
    (True, ["lost, done"], ["broken"], Broken, UNKNOWN, [PUT, GET], [GET]),
    (True, ["lost, done"], ["cancelled"], Cancelled, UNKNOWN, [PUT, GET], [GET]),
    (True, ["lost, undone"], ["killed"], Killed, UNKNOWN, [PUT, GET], [GET, PUT]),
    (True, ["cancelled, undone"], [], Cancelled, UNKNOWN, [PUT], [GET, PUT]),
    (True, ["cancelled, done"], [], Cancelled, UNKNOWN, [PUT], [GET]),
    (True, ["killed, undone"], [], Killed, UNKNOWN, [PUT], [GET, PUT]),
    (True, ["killed, done"], [], Killed, UNKNOWN, [PUT], [GET]),
    (False, ["accepted"], [], None, ACCEPTED, [PUT], None),
    (False, ["refused"], [], Refused, REFUSED, [PUT], [PUT]),
    (False, ["no session"], [], NotSignedIn, READY, [PUT], [PUT]),
    (False, ["lost, done"], [], None, ACCEPTED, [PUT, PUT], None),
    (False, ["lost, undone"] * TRIES, [], Unreachable, UNKNOWN, [PUT] * TRIES, [PUT]),
    (False, ["lost, done", "no session"], [], NotSignedIn, UNKNOWN, [PUT, PUT], [PUT]),
    (False, ["lost, done", "refused"], [], None, ACCEPTED, [PUT, PUT], None),
    (False, ["lost, undone", "refused"], [], Refused, REFUSED, [PUT, PUT], [PUT]),
    (False, ["cancelled, done"], [], Cancelled, UNKNOWN, [PUT], [PUT]),
    (False, ["killed, done"], [], Killed, UNKNOWN, [PUT], [PUT]),
]


@pytest.mark.parametrize(("can_be_asked", "fates", "asked", "raised", "state", "requests", "again"), TABLE)
def test_answers_and_deaths(
    can_be_asked: bool,
    fates: list[str],
    asked: list[str],
    raised: type[BaseException] | None,
    state: PartState,
    requests: list[str],
    again: list[str] | None,
) -> None:
    """`again` is what the second call asks of the portal; None if there is none to be made."""
    case = Case(list(fates), list(asked), can_be_asked)
    assert case.hand_over() is raised
    assert (case.state, case.requests) == (state, requests)
    assert case.code == (Problem.OPTION if state is REFUSED else "")
    if again is not None:
        assert case.hand_over() is None
        assert (case.state, case.requests) == (ACCEPTED, again)
    assert case.times_done == 1


@pytest.mark.parametrize("can_be_asked", [True, False])
def test_no_row_of_events_does_it_twice_or_calls_it_undone(can_be_asked: bool) -> None:
    """Every row of three attempts and two look-ups, over as many calls as it takes."""
    for fates in product(FATES, repeat=TRIES):
        for asked in product(ASKED, repeat=2) if can_be_asked else [()]:
            case = Case(list(fates), list(asked), can_be_asked)
            for _ in range(len(fates) + len(asked) + 1):
                case.hand_over()
                assert case.times_done <= 1
                assert case.state not in {READY, REFUSED} or not case.times_done, (fates, asked)
                if case.state is ACCEPTED:
                    break
            assert (case.state, case.times_done) == (ACCEPTED, 1), (fates, asked)


def test_it_waits_between_attempts_and_not_after_the_last() -> None:
    case = Case(["lost, undone"] * TRIES)
    case.hand_over()
    assert case.slept == [PAUSE_S] * (TRIES - 1)


def test_what_cannot_be_noted_is_not_handed_over() -> None:
    """The disk is full: the process could die and nobody would know that the request went out."""
    case = Case()

    def mark(_state: PartState, _code: str = "") -> None:
        raise Killed

    with pytest.raises(Killed):
        hand_over(case._attempt, None, mark, Silent(), is_unknown=False)
    assert case.requests == []
