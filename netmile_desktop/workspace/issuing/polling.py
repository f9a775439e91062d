"""Polling of the portal until an accepted registration is judged."""

from __future__ import annotations

from netmile_desktop.api.issuances import Issuances
from netmile_desktop.domain import wire
from netmile_desktop.progress import Progress

FIRST_PAUSE_S = 0.2
"""Seconds between the first two requests."""

LONGEST_PAUSE_S = 5.0
"""Longest interval between two requests, in seconds."""

PAUSE_GROWS = 1.5
"""Factor by which the interval grows."""


def judged(issuances: Issuances, registration_id: str, rows: int, progress: Progress) -> wire.RegistrationDetail:
    """Ask at growing intervals until a registration's state is final; return the registration."""
    pause_s = FIRST_PAUSE_S
    while True:
        registration = issuances.detail(registration_id, progress)
        progress.report(registration.records, rows)
        if registration.state.is_final:
            return registration
        progress.sleep(pause_s)
        pause_s = min(pause_s * PAUSE_GROWS, LONGEST_PAUSE_S)
