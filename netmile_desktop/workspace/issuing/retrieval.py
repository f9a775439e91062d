"""Questions to the portal about parts handed over: whether it has accepted them, and what became of their rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from netmile_desktop.api.client import PortalClient
from netmile_desktop.api.issuances import Issuances
from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import PartState, ProcessingState
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Broken, Refused
from netmile_desktop.progress import Progress, SubProgress
from netmile_desktop.workspace.records.part_records import PartRecord, PartRecords
from netmile_desktop.workspace.records.verdicts import RowOutcome, Verdicts, matched
from netmile_desktop.workspace.store.store import Store

FIRST_PAUSE_S = 0.2
"""Seconds between the first two requests."""

LONGEST_PAUSE_S = 5.0
"""Longest interval between two requests, in seconds."""

PAUSE_GROWS = 1.5
"""Factor by which the interval grows."""


class Retrieval:
    """Asks about parts and stores the answers; hands nothing over."""

    def __init__(self, store: Store, client: PortalClient) -> None:
        self._client = client
        self._parts = PartRecords(store)
        self._verdicts = Verdicts(store)

    def was_accepted(self, part: PartRecord, progress: Progress) -> bool:
        """Look up a part at the portal; note it if it was accepted, and return whether it was."""
        registration = self.find(part, progress)
        if registration is not None:
            self._parts.accept(part, registration)
        return registration is not None

    def find(self, part: PartRecord, progress: Progress) -> wire.Registration | None:
        """Return the registration that the portal accepted under a part's key, or None."""
        registration = self._client.issuances.find(part.key, progress)
        return None if registration is None else as_handed_over(part, registration)

    def bring_home(self, batch_id: str, progress: Progress, *, wait: bool = True) -> None:
        """Store the outcomes of the accepted parts, also of interrupted ones that were resumed.

        With `wait`, until every one of them is judged; without it, parts that are still being judged are left out.
        """
        for part, at, total in placed(self._parts.of(batch_id)):
            if part.state is PartState.ACCEPTED or part.may_be_taken_up:
                share = SubProgress(progress, at, part.rows, total)
                registration = self._judged(part, share) if wait else self._judged_by_now(part, share)
                if registration is None:
                    continue
                outcomes = self._outcomes(part, registration, SubProgress(progress, at + part.rows, 0, total))
                self._verdicts.keep(part, registration, outcomes)

    def _judged(self, part: PartRecord, share: SubProgress) -> wire.RegistrationDetail:
        """Wait until the portal has judged a part; return the registration."""
        share.begin("judging")
        return judged(self._client.issuances, part.registration_id, part.rows, share)

    def _judged_by_now(self, part: PartRecord, share: SubProgress) -> wire.RegistrationDetail | None:
        """Ask once; return the registration of a part, or None while the portal is still judging it."""
        share.begin("asking")
        registration = self._client.issuances.detail(part.registration_id, share)
        return registration if registration.state.is_final else None

    def _outcomes(
        self, part: PartRecord, judged: wire.RegistrationDetail, share: SubProgress
    ) -> dict[int, RowOutcome] | None:
        """Return every row's outcome from both lists; None if they were deleted."""
        is_whole = judged.records == part.rows or judged.state is ProcessingState.INTERRUPTED
        if not is_whole or judged.errors > judged.records:
            raise Broken(f"{part.registration_id}: {judged.records} judged of {part.rows}, {judged.errors} bad")
        share.begin("fetching")
        try:
            completed = self._client.issuances.completed_list(part.registration_id, progress=share)
            errors = self._client.issuances.error_list(part.registration_id, progress=share)
        except Refused as refused:
            if refused.code == Problem.GONE:
                return None
            raise
        return matched(self._parts.body(part), self._parts.row_ids(part), judged, completed, errors)


def as_handed_over(part: PartRecord, registration: wire.Registration) -> wire.Registration:
    """Return a registration if it has exactly the content of a part; raise Broken otherwise."""
    if (registration.key, registration.digest, registration.rows) != (part.key, part.digest, part.rows):
        raise Broken(f"{registration.registration_id}: accepted something else than was handed over")
    return registration


def placed(parts: Sequence[PartRecord]) -> Iterator[tuple[PartRecord, int, int]]:
    """Yield each part with the number of rows before it and in all parts."""
    total = sum(part.rows for part in parts)
    at = 0
    for part in parts:
        yield part, at, total
        at += part.rows


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
