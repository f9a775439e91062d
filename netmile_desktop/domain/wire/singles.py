"""One issue at a time, and the mail a member gets (guide L370-406)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Meta

from netmile_desktop.domain.batches import BatchSettings
from netmile_desktop.domain.rows.records import OUTER_SPACES
from netmile_desktop.domain.rows.rows import Row
from netmile_desktop.domain.wire.issuances import DelayDays, EarlierIssue, Message
from netmile_desktop.domain.wire.shape import Answer, CampaignId, Request

CELL_LENGTH = 1000

Cell = Annotated[str, Meta(max_length=CELL_LENGTH)]
"""What somebody typed, right or wrong; the rules judge it."""


class SingleIssue(Request, frozen=True, kw_only=True):
    """個別発行: one row with its settings. Always by PC address."""

    campaign_id: CampaignId
    address: Cell
    key: Cell
    miles: Cell
    transfer_after_days: DelayDays = 0
    notify: bool = False
    message: Message = ""

    def settings(self) -> BatchSettings:
        return BatchSettings(
            campaign_id=self.campaign_id,
            transfer_after_days=self.transfer_after_days,
            notify=self.notify,
            message=self.message,
        )

    def row(self) -> Row:
        """The row as a file would have it."""
        address, key, miles = (cell.strip(OUTER_SPACES) for cell in (self.address, self.key, self.miles))
        return Row(0, 0, 0, address, key, miles)


class SingleForecast(Answer, frozen=True, kw_only=True):
    """Answer of the check-only call for one issue. Nothing was written."""

    campaign_id: str
    campaign_name: str
    refused: str | None
    """42030 or 44019 where nothing may be issued in the campaign today."""
    code: str | None
    """The first code that needs no member list."""
    transfer_on: date
    yen: int
    """0 where `code` is given."""
    miles: int
    """0 where they cannot be read."""
    earlier_same: list[EarlierIssue]


class MailQuery(Request, frozen=True, kw_only=True):
    """For which issue a sample of the mail is wanted."""

    campaign_id: CampaignId
    miles: Annotated[int, Meta(ge=1, le=99_999_999)]
    transfer_after_days: DelayDays = 0
    message: Message = ""


class MailSample(Answer, frozen=True, kw_only=True):
    """The transfer-completed mail as a member would get it (guide L406, L465)."""

    subject: str
    body: str


class SampleFile(Answer, frozen=True, kw_only=True):
    """A file of the starter kit."""

    name: str
    content: bytes
    """Base64 in JSON."""


class StarterKit(Answer, frozen=True, kw_only=True):
    """スターターキット: sample files for both modes and what their columns mean (guide L431, L488)."""

    files: list[SampleFile]
