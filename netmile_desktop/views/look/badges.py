"""In which colour, and with which icon, a state is shown."""

from __future__ import annotations

from netmile_desktop.domain.batches import BatchState, PartState, ProcessingState
from netmile_desktop.domain.campaigns import ApplicationState, CampaignState
from netmile_desktop.domain.cancellations import RequestState
from netmile_desktop.domain.history import IssueState
from netmile_desktop.views.look.palette import Tone

State = CampaignState | ApplicationState | ProcessingState | BatchState | PartState | IssueState | RequestState

_BADGES: tuple[tuple[State, Tone, str], ...] = (
    (CampaignState.BEFORE, Tone.ACCENT, "calendar"),
    (CampaignState.RUNNING, Tone.SUCCESS, "play"),
    (CampaignState.ISSUING, Tone.WARNING, "clock"),
    (CampaignState.ENDED, Tone.NEUTRAL, "flag"),
    (CampaignState.SUSPENDED, Tone.ERROR, "pause"),
    (ApplicationState.APPLIED, Tone.ACCENT, "clock"),
    (ApplicationState.APPROVED, Tone.SUCCESS, "check"),
    (ApplicationState.REJECTED, Tone.ERROR, "close"),
    (ApplicationState.WITHDRAWN, Tone.NEUTRAL, "exclude"),
    (ApplicationState.LAPSED, Tone.NEUTRAL, "flag"),
    (ProcessingState.RECEIVED, Tone.NEUTRAL, "inbox"),
    (ProcessingState.RUNNING, Tone.ACCENT, "clock"),
    (ProcessingState.COMPLETED, Tone.SUCCESS, "check"),
    (ProcessingState.COMPLETED_WITH_ERRORS, Tone.WARNING, "warning"),
    (ProcessingState.INTERRUPTED, Tone.ERROR, "pause"),
    (BatchState.DRAFT, Tone.NEUTRAL, "pencil"),
    (BatchState.SENDING, Tone.WARNING, "send"),
    (BatchState.JUDGING, Tone.ACCENT, "clock"),
    (BatchState.DONE, Tone.SUCCESS, "check"),
    (BatchState.DONE_WITH_ERRORS, Tone.WARNING, "warning"),
    (PartState.READY, Tone.NEUTRAL, "clock"),
    (PartState.UNKNOWN, Tone.WARNING, "warning"),
    (PartState.ACCEPTED, Tone.ACCENT, "inbox"),
    (PartState.REFUSED, Tone.ERROR, "close"),
    (PartState.JUDGED, Tone.SUCCESS, "check"),
    (IssueState.PENDING, Tone.ACCENT, "clock"),
    (IssueState.VALID, Tone.SUCCESS, "check"),
    (IssueState.REQUESTED, Tone.WARNING, "inbox"),
    (IssueState.CANCELLED, Tone.NEUTRAL, "exclude"),
    (RequestState.DONE, Tone.NEUTRAL, "exclude"),
    (RequestState.REQUESTED, Tone.WARNING, "inbox"),
    (RequestState.APPROVED, Tone.SUCCESS, "check"),
    (RequestState.REFUSED, Tone.ERROR, "close"),
)

DUE_SOON = 7
"""A last day at most this many days away is highlighted."""

# States of different kinds may be the same word, which makes them equal as keys.
_BY_KIND = {(type(state), state): (tone, icon) for state, tone, icon in _BADGES}


def badge(state: State) -> tuple[Tone, str]:
    """The colour of a state's badge, and the name of its icon."""
    return _BY_KIND[type(state), state]


def due_badge(days_left: int) -> tuple[Tone, str] | None:
    """The badge of a last day that is near; None for one that is far or past, which is plain text."""
    return (Tone.WARNING, "clock") if 0 <= days_left <= DUE_SOON else None
