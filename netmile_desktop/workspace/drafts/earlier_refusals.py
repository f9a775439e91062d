"""Verdicts of the portal on the rows of an earlier batch, shown until the cell they concern is changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from netmile_desktop.domain.batches import BatchSettings
from netmile_desktop.domain.codes import Code
from netmile_desktop.domain.rows.issuances import Finding
from netmile_desktop.domain.rows.reasons import Reason
from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.workspace.drafts.edited_rows import EditedRows
from netmile_desktop.workspace.records.row_origins import Origin
from netmile_desktop.workspace.records.verdicts import RowOutcome


@dataclass(frozen=True, slots=True)
class Refusals:
    """Earlier verdicts on the rows of a correction; other batches have none."""

    origins: Mapping[int, Origin]
    settings: BatchSettings
    today: date

    def of(self, row_id: int, rows: EditedRows) -> Finding | None:
        """Return the earlier verdict on a row if it would be the same now: the cell it concerns is unchanged.

        A limit per day (44039) is another one on another day.
        """
        origin = self.origins.get(row_id)
        if origin is None or not origin.registration_id or row_id in rows.excluded:
            return None
        if origin.code == Code.PER_MEMBER_PER_DAY and origin.refused_on != self.today:
            return None
        finding = RowOutcome(origin.registration_id, origin.code).finding
        is_elsewhere = (origin.mode, origin.campaign_id) != (self.settings.mode, self.settings.campaign_id)
        if finding is None or finding.column is None or is_elsewhere or is_edited(rows, row_id, finding.column):
            return None
        return Finding(finding.code, finding.column, Reason.REFUSED_BEFORE, origin.registration_id)


def is_edited(rows: EditedRows, row_id: int, column: Column) -> bool:
    """Return whether a cell differs from the file."""
    return row_id in rows.edited and rows.row(row_id).cell(column) != rows.original(row_id).cell(column)
