"""Hand-over exactly once: the only place that repeats a call which changes data at the portal.

Used by everything that is handed over (batches, single issues, applications, cancellations); depends on none of
these, and on the store only through a function that notes a state there.
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
    """A function that writes a state to the disk; it is there when the call returns."""

    def __call__(self, state: PartState, code: str = "", /) -> object: ...


def hand_over(
    attempt: Callable[[], A],
    look_up: Callable[[], A | None] | None,
    mark: Mark,
    progress: Progress,
    *,
    is_unknown: bool,
) -> A:
    """Hand something over under one key, on which the portal acts at most once; return the portal's answer.

    The state is noted as UNKNOWN before the first byte is sent, and stays so until there is an answer, even if the
    process dies or the clerk cancels. The caller notes the answer that is returned.

    Args:
        attempt: Sends one request under the key, and does not repeat it once a byte may have arrived.
            Raises Broken for an answer about something other than what was handed over.
        look_up: Asks what the portal accepted under the key. None if the API has no look-up by key: then the
            portal must give the same answer to the same key again, so that the next attempt finds out.
        is_unknown: Whether an earlier hand-over under the key had no answer.

    Raises:
        NotSignedIn: this attempt had no effect. READY is noted, unless an earlier attempt may have arrived, or may
            still arrive: a look-up that finds nothing proves nothing about a request that is still on its way.
        Refused: the portal did nothing; REFUSED is noted, with the code.
        Unreachable, Broken: the last attempt, or a look-up, had no answer. The state stays UNKNOWN.
    """
    for tries_left in reversed(range(TRIES)):
        if is_unknown and look_up is not None:
            answer = look_up()
            if answer is not None:
                return answer
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
