"""NetMile's side of a sandbox: its business day, and the decisions NetMile's staff would make."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import month_end
from netmile_desktop.domain.history import IssueState
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.access.sandbox import PASSWORD

OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class NetMileQueries:
    """Which slices of its lists NetMile's side looks at."""

    applications: wire.OperatorApplicationSearch
    cancellations: wire.OperatorCancellationSearch
    registrations: wire.OperatorRegistrationSearch
    campaigns: wire.OperatorCampaignSearch


@dataclass(frozen=True, slots=True)
class NetMileLists:
    """What waits for NetMile at a site, what it may suspend, and whether it decides by itself."""

    applications: wire.Page[wire.ApplicationAtOperator]
    cancellations: wire.Page[wire.CancellationAtOperator]
    registrations: wire.Page[wire.ListedRegistration]
    campaigns: wire.Page[wire.ListedCampaign]
    policy: wire.ReviewPolicy


class SandboxOperator:
    """NetMile's part in a sandbox towards one site, played in a session of its own.

    It signs in with the sandbox's public password, and only `Desk` of a sandbox makes one.
    """

    def __init__(self, client: PortalClient, today: Callable[[], date], site: str) -> None:
        """Take the site by its code."""
        self._client = client
        self._today = today
        self.site = site

    def look(self, asked: NetMileQueries, progress: Progress = SILENT) -> NetMileLists:
        """Return what NetMile's staff would see of the site."""
        with self._operator(progress) as portal:
            operator = portal.operator
            return NetMileLists(
                operator.applications(asked.applications, progress),
                operator.cancellations(asked.cancellations, progress),
                operator.registrations(asked.registrations, progress),
                operator.campaigns(asked.campaigns, progress),
                operator.review_policy(self.site, progress),
            )

    def application(self, application_id: str, progress: Progress = SILENT) -> wire.ApplicationInFull:
        """Return an application of the site with its whole content.

        Raises:
            Refused: `P-NOTFOUND`.
        """
        with self._operator(progress) as portal:
            return portal.operator.application(self.site, application_id, progress)

    def decide_application(
        self, application_id: str, *, approve: bool, reason: str, progress: Progress = SILENT
    ) -> wire.ApplicationAtOperator:
        """Approve or reject an application; a change whose campaign is over lapses.

        Raises:
            Refused: `P-STATE` if it does not wait any more.
        """
        action = "approve" if approve else "reject"
        decision = wire.ApplicationDecision(site=self.site, application_id=application_id, action=action, reason=reason)
        with self._operator(progress) as portal:
            return portal.operator.decide_application(_key(), decision, progress)

    def decide_cancellation(
        self, number: str, issue_id: str, *, approve: bool, reason: str, progress: Progress = SILENT
    ) -> wire.DecidedRow:
        """Approve or refuse the return of one issue; an approval that comes too late ends refused.

        Raises:
            Refused: `P-STATE` if it does not wait any more.
        """
        decision = wire.CancellationDecision(
            site=self.site,
            number=number,
            issue_ids=[issue_id],
            action="approve" if approve else "refuse",
            note=reason,
        )
        with self._operator(progress) as portal:
            return portal.operator.decide(_key(), decision, progress).rows[0]

    def resume(self, registration_id: str, progress: Progress = SILENT) -> wire.RegistrationAtOperator:
        """Have an interrupted registration judged to its end.

        Raises:
            Refused: `P-STATE` if it cannot be.
        """
        with self._operator(progress) as portal:
            return portal.operator.resume(
                _key(), wire.Resume(site=self.site, registration_id=registration_id), progress
            )

    def suspend(self, campaign_id: str, *, suspended: bool, progress: Progress = SILENT) -> wire.CampaignAtOperator:
        """Suspend a campaign, or resume it.

        Raises:
            Refused: `P-STATE` if it is so already.
        """
        action = "suspend" if suspended else "resume"
        decision = wire.Decision(site=self.site, campaign_id=campaign_id, action=action)
        with self._operator(progress) as portal:
            return portal.operator.decide_campaign(_key(), decision, progress)

    def approve_after(self, minutes: int | None, progress: Progress = SILENT) -> wire.ReviewPolicy:
        """Let the portal approve applications that waited so long; None leaves them to NetMile's staff."""
        policy = wire.SetReviewPolicy(site=self.site, approve_after_minutes=minutes)
        with self._operator(progress) as portal:
            return portal.operator.set_review_policy(policy, progress)

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
                    done = operator.operator.decide(_key(), decision, progress)
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


def _key() -> str:
    return secrets.token_hex(16)
