"""Drafts of rows that the portal told, such as refused calls and cancelled issues, rather than a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import BatchSettings
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.checking import check
from netmile_desktop.domain.rows.rows import Row
from netmile_desktop.workspace.records.batch_records import TYPED, BatchRecord, Size


def draft_of(
    id_: str, name: str, campaign: wire.CampaignDetail, mode: Mode, rows: Sequence[Row], today: date, now: datetime
) -> BatchRecord:
    """Return the record of a new draft of rows, with the campaign's own settings; each row is checked as of `today`."""
    settings = BatchSettings(campaign_id=campaign.id, mode=mode, transfer_after_days=campaign.transfer_after_days)
    found = check(rows, campaign.rule(mode, today))
    size = Size(len(rows), sum(bool(findings.errors) for findings in found.values()))
    return BatchRecord.draft(id_, name, campaign, settings, TYPED, size, now)
