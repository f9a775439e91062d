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
    MEMBER_LINKED = "member_linked"
    MEMBERS_IMPORTED = "members_imported"
    MEMBERS_EXPORTED = "members_exported"
    REGISTRATION_RESUMED = "registration_resumed"
    REWARD_USE_SET = "reward_use_set"
    HAND_OVER_SET = "hand_over_set"
    REWARD_FILE_DOWNLOADED = "reward_file_downloaded"
    REWARD_FILE_ANSWERED = "reward_file_answered"
    REWARDS_ANSWERED = "rewards_answered"
    REWARDS_CLOSED = "rewards_closed"
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
    REVIEW_POLICY_SET = "review_policy_set"
    CLOCK_MOVED = "clock_moved"
    REASONS_SET = "reasons_set"
    KEY_MADE = "key_made"
    KEY_ROTATED = "key_rotated"
    KEY_REVOKED = "key_revoked"
    AUTOMATIC_ERRORS_TAKEN = "automatic_errors_taken"
    AUTOMATIC_ERRORS_RELEASED = "automatic_errors_released"
    AUTOMATIC_ERRORS_DELETED = "automatic_errors_deleted"
    PAYMENT_SITE_ADDED = "payment_site_added"
    PAYMENT_SITE_CHANGED = "payment_site_changed"
    PAYMENT_KEY_MADE = "payment_key_made"
    PAYMENT_KEY_REVOKED = "payment_key_revoked"
    PAYMENT_OPENED = "payment_opened"
    PAYMENT_CANCELLED = "payment_cancelled"
    PAID = "paid"
    REFUNDED = "refunded"


def record(
    conn: Connection, at: datetime, site_id: UUID, actor_id: UUID | None, act: Act, target: str, detail: str = ""
) -> None:
    """Add one entry, in the transaction that does what the entry records."""
    conn.execute(
        insert(audit).values(
            site_id=site_id, id=new_id(), at=at, actor_id=actor_id, action=act, target=target, detail=detail
        )
    )
