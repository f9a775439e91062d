"""個別発行: one issue at a time, by PC address (guide L370-406).

A single issue is a batch of one row: it is staged, judged and written to the ledger like any other.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection

from netmile_desktop.domain import wire
from netmile_desktop.domain.billing import yen
from netmile_desktop.domain.calendar import Clock, day_of, transfer_day
from netmile_desktop.domain.rows.issuances import check_batch
from netmile_desktop.portal.access.sites import rate_on
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.campaigns.campaigns import detail, find_campaign
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.issuing.acceptance import Acceptance, Upload
from netmile_desktop.portal.issuing.repeated_issues import Sent, Target, earlier_issues
from netmile_desktop.portal.issuing.uploads import first_codes, refuse_options


class Singles:
    """The check and acceptance of single issues."""

    def __init__(self, database: Database, acceptance: Acceptance, vault: Vault, business_clock: Clock) -> None:
        self._database = database
        self._acceptance = acceptance
        self._vault = vault
        self._now = business_clock

    def check(self, call: Call[wire.Nothing, wire.SingleIssue]) -> wire.SingleForecast:
        """Return what the issue would lead to today; write nothing."""
        upload = _received(call)
        return self._database.read(lambda conn: self._judge(conn, call.site_id, upload))

    def issue(self, call: Call[wire.Nothing, wire.SingleIssue]) -> wire.Registration:
        """Accept an issue under a key, or repeat the answer for the issue that the key already stands for.

        Raises:
            Refused: 19013, 19014 or 19015 if a field is malformed; also as `Acceptance.accept`.
        """
        return self._acceptance.accept(call.caller, call.path["key"], _received(call))

    def _judge(self, conn: Connection, site_id: UUID, upload: Upload) -> wire.SingleForecast:
        now = self._now()
        today = day_of(now)
        found = find_campaign(conn, site_id, upload.settings.campaign_id)
        rule = detail(found, today, now, self._acceptance.key_rule).rule(upload.settings.mode, today)
        (row,), (code,) = upload.rows, first_codes(upload.rows, rule)
        miles = int(row.miles) if row.miles.isascii() and row.miles.isdigit() else 0
        good = [] if code else [Sent(1, self._vault.digest(row.address), row.key, miles)]
        target = Target(site_id, found.id, found.code, upload.settings.mode)
        return wire.SingleForecast(
            campaign_id=found.code,
            campaign_name=found.name,
            refused=next((finding.code for finding in check_batch(rule)), None),
            code=code,
            transfer_on=transfer_day(today, upload.settings.transfer_after_days),
            yen=yen(miles, rate_on(conn, site_id, today)) if good else 0,
            miles=miles,
            earlier_same=earlier_issues(conn, target, good, today),
        )


def _received(call: Call[wire.Nothing, wire.SingleIssue]) -> Upload:
    settings = call.body.settings()
    refuse_options(settings)
    return Upload.of_single(settings, call.body.row())
