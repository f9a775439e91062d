"""Handing something over exactly once: the only place that repeats a call which changes something at the portal.

Stands by itself, below everything that hands something over (batches, single issues, applications,
cancellations), and needs nothing of the store but a function that notes a state there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from netmile_desktop.domain.batches import PartState
from netmile_desktop.domain.failures import Broken, NotSignedIn, Refused, Unreachable
from netmile_desktop.progress import Progress

A = TypeVar("A")

TRIES = 3
"""Attempts per hand-over before the failure is raised."""

PAUSE_S = 0.2
"""Seconds between two attempts."""


class Mark(Protocol):
    """Writes a state to the disk; it is there when the call returns."""

    def __call__(self, state: PartState, code: str = "", /) -> object: ...


def hand_over(
    attempt: Callable[[], A],
    look_up: Callable[[], A | None] | None,
    mark: Mark,
    progress: Progress,
    *,
    is_unknown: bool,
) -> A:
    """Return the portal's answer to what is handed over under one key, which it acts on at most once.

    The fate is noted as UNKNOWN before the first byte leaves and stays so until there is an answer: also if the
    process dies, or the clerk cancels. The caller notes the answer that is returned.

    Args:
        attempt: Makes one request under the key, and does not repeat it by itself once a byte may have arrived.
            Raises Broken for an answer about something else than was handed over.
        look_up: Asks what the portal accepted under the key. None if the portal cannot be asked: then it must
            answer the same key again as it did before, so that the next attempt is the question.
        is_unknown: Whether an earlier hand-over under the key was left without an answer.

    Raises:
        NotSignedIn: this attempt did nothing. READY is noted, unless an earlier attempt may have arrived.
        Refused: nothing was done; REFUSED is noted, with the code.
        Unreachable, Broken: the last attempt, or a look-up, had no answer. The fate stays UNKNOWN.
    """
    for tries_left in reversed(range(TRIES)):
        if is_unknown and look_up is not None:
            answer = look_up()
            if answer is not None:
                return answer
            is_unknown = False
        mark(PartState.UNKNOWN)
        try:
            return attempt()
        except NotSignedIn:
            if not is_unknown:
                mark(PartState.READY)
            raise
        except Refused as refused:
            mark(PartState.REFUSED, refused.code)
            raise
        except (Unreachable, Broken):
            if not tries_left:
                raise
        is_unknown = True
        progress.sleep(PAUSE_S)
    raise AssertionError("the last attempt answers or raises")
