"""NetMile's side of a sandbox: its business day, and the decisions NetMile's staff would make."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import month_end
from netmile_desktop.domain.history import IssueState
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.access.sandbox import PASSWORD

OPERATOR = "operator"


class SandboxOperator:
    """NetMile's part in a sandbox, played in a session of its own. Portals other than a sandbox refuse it."""

    def __init__(self, client: PortalClient, today: Callable[[], date]) -> None:
        self._client = client
        self._today = today

    def tomorrow(self) -> date:
        """Return the day after the sandbox's today."""
        return self._today() + timedelta(days=1)

    def end_of_month(self) -> date:
        """Return the last day of the sandbox's month, or of the next one if that is today."""
        today = self._today()
        return month_end(today) if month_end(today) > today else month_end(self.tomorrow())

    def day_after(self, days: int) -> date:
        """Return the day that is `days` ahead of the sandbox's today."""
        return self._today() + timedelta(days=days)

    def next_transfer(self, progress: Progress = SILENT) -> date:
        """Return the day on which the next pending miles in the history become valid; tomorrow if there are none."""
        query = wire.HistorySearch(
            states=[IssueState.PENDING], transfer_from=self.tomorrow(), sort="transfer_on", size=1
        )
        found = self._client.history.search(query, progress).items
        return found[0].transfer_on if found else self.tomorrow()

    def move_to(self, day: date, progress: Progress = SILENT) -> wire.BusinessClock:
        """Move the sandbox to a later day; everything due until then happens.

        Raises:
            Refused: `P-RANGE` for a day before today, `P-STATE` if it is no sandbox.
        """
        with self._operator(progress) as operator:
            return operator.operator.move_clock(day, progress)

    def decide_all(self, *, approve: bool, progress: Progress = SILENT) -> int:
        """Decide every waiting request; return the number of rows approved or refused."""
        decided = 0
        with self._operator(progress) as operator:
            while True:
                page = operator.operator.cancellations(wire.OperatorCancellationSearch(), progress)
                numbers = list(dict.fromkeys((each.site, each.number) for each in page.items))
                if not numbers:
                    return decided
                for site, number in numbers:
                    decision = wire.CancellationDecision(
                        site=site, number=number, action="approve" if approve else "refuse"
                    )
                    done = operator.operator.decide(secrets.token_hex(16), decision, progress)
                    decided += done.approved + done.refused

    @contextmanager
    def _operator(self, progress: Progress) -> Iterator[PortalClient]:
        client = PortalClient(self._client.base_url)
        try:
            client.sessions.sign_in(OPERATOR, PASSWORD, progress)
            yield client
            client.sessions.sign_out(progress)
        finally:
            client.close()
