"""The audit trail: who did what and when, without personal data."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Connection, insert

from netmile_desktop.portal.database.ids import new_id
from netmile_desktop.portal.tables import audit


class Act(StrEnum):
    """An action that is recorded."""

    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGNED_OUT = "signed_out"
    ISSUE_ACCEPTED = "issue_accepted"
    LIST_DOWNLOADED = "list_downloaded"
    LISTS_DELETED = "lists_deleted"
    CAMPAIGN_DECIDED = "campaign_decided"
    SESSIONS_ENDED = "sessions_ended"
    MEMBER_FLAGGED = "member_flagged"
    MEMBERS_IMPORTED = "members_imported"
    MEMBERS_EXPORTED = "members_exported"
    REGISTRATION_RESUMED = "registration_resumed"
    SITE_ADDED = "site_added"
    SITE_CHANGED = "site_changed"
    RATE_SET = "rate_set"
    USER_ADDED = "user_added"
    PASSWORD_SET = "password_set"
    ISSUES_CANCELLED = "issues_cancelled"
    CANCELLATION_REQUESTED = "cancellation_requested"
    CANCELLATION_DECIDED = "cancellation_decided"
    APPLIED = "applied"
    APPLICATION_WITHDRAWN = "application_withdrawn"
    APPLICATION_DECIDED = "application_decided"
    CLOCK_MOVED = "clock_moved"
    REASONS_SET = "reasons_set"


def record(
    conn: Connection, at: datetime, site_id: UUID, actor_id: UUID | None, act: Act, target: str, detail: str = ""
) -> None:
    """Add one entry, in the transaction that does what the entry records."""
    conn.execute(
        insert(audit).values(
            site_id=site_id, id=new_id(), at=at, actor_id=actor_id, action=act, target=target, detail=detail
        )
    )
