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
OPERATOR_APPLICATION = Operation(
    "operator_application",
    "GET",
    "/v1/operator/applications/{application_id}",
    "An application with its whole content, and what it changes",
    wire.OperatorApplicationQuery,
    wire.Nothing,
    wire.ApplicationInFull,
    access=Audience.OPERATOR,
    problems=(Problem.NOT_FOUND,),
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
REVIEW_POLICY = Operation(
    "review_policy",
    "GET",
    "/v1/operator/review-policy",
    "Whether a site's applications are approved without NetMile's staff",
    wire.ReviewPolicyQuery,
    wire.Nothing,
    wire.ReviewPolicy,
    access=Audience.OPERATOR,
    problems=(Problem.NOT_FOUND,),
)
SET_REVIEW_POLICY = Operation(
    "set_review_policy",
    "PUT",
    "/v1/operator/review-policy",
    "Let a site's applications be approved after a time, or by NetMile's staff only",
    wire.Nothing,
    wire.SetReviewPolicy,
    wire.ReviewPolicy,
    access=Audience.OPERATOR,
    problems=(Problem.NOT_FOUND,),
)
OPERATOR_CAMPAIGNS = Operation(
    "operator_campaigns",
    "GET",
    "/v1/operator/campaigns",
    "Campaigns of all sites",
    wire.OperatorCampaignSearch,
    wire.Nothing,
    wire.Page[wire.ListedCampaign],
    access=Audience.OPERATOR,
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
MEMBER_LINK = Operation(
    "member_link",
    "POST",
    "/v1/operator/members/links",
    "Let a sandbox make a link that opens a page for a member",
    wire.Nothing,
    wire.MemberLinkOrder,
    wire.MemberLink,
    access=Audience.OPERATOR,
    status=201,
    problems=(Problem.NOT_FOUND, Problem.STATE),
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
OPERATOR_REGISTRATIONS = Operation(
    "operator_registrations",
    "GET",
    "/v1/operator/registrations",
    "Registrations of all sites that were interrupted, or are in other states",
    wire.OperatorRegistrationSearch,
    wire.Nothing,
    wire.Page[wire.ListedRegistration],
    access=Audience.OPERATOR,
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
    OPERATOR_CAMPAIGNS,
    DECIDE_CAMPAIGN,
    OPERATOR_APPLICATIONS,
    OPERATOR_APPLICATION,
    DECIDE_APPLICATION,
    REVIEW_POLICY,
    SET_REVIEW_POLICY,
    FLAG_MEMBER,
    MEMBER_LINK,
    END_SESSIONS,
    OPERATOR_CANCELLATIONS,
    DECIDE_CANCELLATIONS,
    CLOCK,
    MOVE_CLOCK,
    OPERATOR_REGISTRATIONS,
    RESUME_REGISTRATION,
)
