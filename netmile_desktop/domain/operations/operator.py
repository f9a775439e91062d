"""NetMile's own side."""

from __future__ import annotations

from netmile_desktop.domain import wire
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.operations.shape import Audience, Operation, Table

DECIDE_CAMPAIGN = Operation(
    "decide_campaign",
    "POST",
    "/v1/operator/campaigns/decisions",
    "Approve, reject, suspend or resume a campaign",
    wire.Nothing,
    wire.Decision,
    wire.CampaignAtOperator,
    access=Audience.OPERATOR,
    keyed=True,
    problems=(Problem.NOT_FOUND, Problem.STATE),
)
OPERATOR_APPLICATIONS = Operation(
    "operator_applications",
    "GET",
    "/v1/operator/applications",
    "Applications of all sites",
    wire.OperatorApplicationSearch,
    wire.Nothing,
    wire.Page[wire.ApplicationAtOperator],
    access=Audience.OPERATOR,
)
DECIDE_APPLICATION = Operation(
    "decide_application",
    "POST",
    "/v1/operator/applications/decisions",
    "Approve or reject an application",
    wire.Nothing,
    wire.ApplicationDecision,
    wire.ApplicationAtOperator,
    access=Audience.OPERATOR,
    keyed=True,
    problems=(Problem.NOT_FOUND, Problem.STATE),
)
FLAG_MEMBER = Operation(
    "flag_member",
    "POST",
    "/v1/operator/members/flags",
    "Change a member's status or test flag",
    wire.Nothing,
    wire.MemberFlags,
    wire.Member,
    access=Audience.OPERATOR,
    keyed=True,
    problems=(Problem.NOT_FOUND,),
)
END_SESSIONS = Operation(
    "end_sessions",
    "POST",
    "/v1/operator/sessions/endings",
    "End all sessions of a user at once",
    wire.Nothing,
    wire.EndSessions,
    wire.SessionsEnded,
    access=Audience.OPERATOR,
    keyed=True,
    problems=(Problem.NOT_FOUND,),
)
OPERATOR_CANCELLATIONS = Operation(
    "operator_cancellations",
    "GET",
    "/v1/operator/cancellations",
    "Cancellation requests of all sites",
    wire.OperatorCancellationSearch,
    wire.Nothing,
    wire.Page[wire.CancellationAtOperator],
    access=Audience.OPERATOR,
)
DECIDE_CANCELLATIONS = Operation(
    "decide_cancellations",
    "POST",
    "/v1/operator/cancellations/decisions",
    "Approve or refuse a cancellation request, or some of its issues",
    wire.Nothing,
    wire.CancellationDecision,
    wire.CancellationsDecided,
    access=Audience.OPERATOR,
    keyed=True,
    problems=(Problem.NOT_FOUND, Problem.STATE),
)
CLOCK = Operation(
    "clock",
    "GET",
    "/v1/operator/clock",
    "What day it is for campaigns and miles",
    wire.Nothing,
    wire.Nothing,
    wire.BusinessClock,
    access=Audience.OPERATOR,
)
MOVE_CLOCK = Operation(
    "move_clock",
    "PUT",
    "/v1/operator/clock",
    "Let a sandbox go on in a later day",
    wire.Nothing,
    wire.MoveClock,
    wire.BusinessClock,
    access=Audience.OPERATOR,
    problems=(Problem.RANGE, Problem.STATE),
)
RESUME_REGISTRATION = Operation(
    "resume_registration",
    "POST",
    "/v1/operator/registrations/resumptions",
    "Let an interrupted registration be judged to its end",
    wire.Nothing,
    wire.Resume,
    wire.RegistrationAtOperator,
    access=Audience.OPERATOR,
    keyed=True,
    problems=(Problem.NOT_FOUND, Problem.STATE),
)

ALL: Table = (
    DECIDE_CAMPAIGN,
    OPERATOR_APPLICATIONS,
    DECIDE_APPLICATION,
    FLAG_MEMBER,
    END_SESSIONS,
    OPERATOR_CANCELLATIONS,
    DECIDE_CANCELLATIONS,
    CLOCK,
    MOVE_CLOCK,
    RESUME_REGISTRATION,
)
