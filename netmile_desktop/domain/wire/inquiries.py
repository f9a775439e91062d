"""Answering a member: what was issued under a key or to an address, in all campaigns."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from msgspec import Meta

from netmile_desktop.domain.history import IssueType
from netmile_desktop.domain.wire.history import IssueRecord
from netmile_desktop.domain.wire.shape import Answer, Request, Text


class Inquiry(Request, frozen=True, kw_only=True):
    """A key, or an address."""

    key: Text = ""
    address: Annotated[str, Meta(max_length=254)] = ""


class FailedRow(Answer, frozen=True, kw_only=True):
    """A row that was refused; known until the lists of its registration are deleted.

    A refused automatic issue has neither registration nor line; it is known while its personal data are in the log.
    """

    registration_id: str
    campaign_id: str
    campaign_name: str
    type: IssueType
    line: int
    """0 of an automatic issue."""
    code: str
    key: str
    accepted_at: datetime


class WaitingRow(Answer, frozen=True, kw_only=True):
    """A row that was handed over and has not been judged yet."""

    registration_id: str
    campaign_id: str
    campaign_name: str
    type: IssueType
    line: int
    accepted_at: datetime


class InquiryAnswer(Answer, frozen=True, kw_only=True):
    """Everything known, the newest first; today's issues too, though the history shows them from tomorrow."""

    as_of: datetime
    """Of the history."""
    today: date
    issues: list[IssueRecord]
    failures: list[FailedRow]
    waiting: list[WaitingRow]
    more: int
    """Number of older issues left out."""
    spellings: list[str] | None = None
    """If nothing is known under a key: other spellings (width, case, zeros) under which something is.

    None from a portal that does not look for them.
    """
