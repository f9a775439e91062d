"""NetMile's own side, for a session of an operator; in a sandbox anybody may play that part."""

from __future__ import annotations

from datetime import date

from netmile_desktop.api.transport import Transport
from netmile_desktop.domain import operations, wire
from netmile_desktop.progress import SILENT, Progress


class Operator:
    """What NetMile's staff decides."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def cancellations(
        self, query: wire.OperatorCancellationSearch, progress: Progress = SILENT
    ) -> wire.Page[wire.CancellationAtOperator]:
        """Cancellation requests of all sites, a page of them."""
        return self._transport.call(operations.OPERATOR_CANCELLATIONS, query=query, progress=progress)

    def decide(
        self, key: str, decision: wire.CancellationDecision, progress: Progress = SILENT
    ) -> wire.CancellationsDecided:
        """Approve or refuse a request under a key; the same decision under it again changes nothing."""
        return self._transport.call(operations.DECIDE_CANCELLATIONS, body=decision, key=key, progress=progress)

    def applications(
        self, query: wire.OperatorApplicationSearch, progress: Progress = SILENT
    ) -> wire.Page[wire.ApplicationAtOperator]:
        """Applications of all sites, a page of them."""
        return self._transport.call(operations.OPERATOR_APPLICATIONS, query=query, progress=progress)

    def application(self, site: str, application_id: str, progress: Progress = SILENT) -> wire.ApplicationInFull:
        """One application with its whole content; raises `Refused` (`P-NOTFOUND`)."""
        query = wire.OperatorApplicationQuery(site=site)
        return self._transport.call(
            operations.OPERATOR_APPLICATION, query=query, path={"application_id": application_id}, progress=progress
        )

    def decide_application(
        self, key: str, decision: wire.ApplicationDecision, progress: Progress = SILENT
    ) -> wire.ApplicationAtOperator:
        """Approve or reject an application under a key; the same decision under it again changes nothing."""
        return self._transport.call(operations.DECIDE_APPLICATION, body=decision, key=key, progress=progress)

    def campaigns(
        self, query: wire.OperatorCampaignSearch, progress: Progress = SILENT
    ) -> wire.Page[wire.ListedCampaign]:
        """Campaigns of all sites, a page of them."""
        return self._transport.call(operations.OPERATOR_CAMPAIGNS, query=query, progress=progress)

    def decide_campaign(
        self, key: str, decision: wire.Decision, progress: Progress = SILENT
    ) -> wire.CampaignAtOperator:
        """Suspend or resume a campaign under a key; the same decision under it again changes nothing."""
        return self._transport.call(operations.DECIDE_CAMPAIGN, body=decision, key=key, progress=progress)

    def registrations(
        self, query: wire.OperatorRegistrationSearch, progress: Progress = SILENT
    ) -> wire.Page[wire.ListedRegistration]:
        """Registrations of all sites, a page of them; those that were interrupted unless others are asked for."""
        return self._transport.call(operations.OPERATOR_REGISTRATIONS, query=query, progress=progress)

    def resume(self, key: str, registration: wire.Resume, progress: Progress = SILENT) -> wire.RegistrationAtOperator:
        """Have an interrupted registration judged to its end; raises `Refused` (`P-STATE`) if it cannot be."""
        return self._transport.call(operations.RESUME_REGISTRATION, body=registration, key=key, progress=progress)

    def review_policy(self, site: str, progress: Progress = SILENT) -> wire.ReviewPolicy:
        """Whether a site's applications are approved by themselves."""
        query = wire.ReviewPolicyQuery(site=site)
        return self._transport.call(operations.REVIEW_POLICY, query=query, progress=progress)

    def set_review_policy(self, policy: wire.SetReviewPolicy, progress: Progress = SILENT) -> wire.ReviewPolicy:
        """Let a site's applications be approved after some minutes, or by NetMile's staff only."""
        return self._transport.call(operations.SET_REVIEW_POLICY, body=policy, progress=progress)

    def clock(self, progress: Progress = SILENT) -> wire.BusinessClock:
        """What day it is for campaigns and miles."""
        return self._transport.call(operations.CLOCK, progress=progress)

    def move_clock(self, to: date, progress: Progress = SILENT) -> wire.BusinessClock:
        """Let a sandbox go on in a later day."""
        return self._transport.call(operations.MOVE_CLOCK, body=wire.MoveClock(to=to), progress=progress)
