"""Files of manual issues: the check of a file without writing, and its acceptance under a key (guide L410-512)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select

from netmile_desktop.domain import wire
from netmile_desktop.domain.billing import yen
from netmile_desktop.domain.calendar import Clock, day_of, transfer_day
from netmile_desktop.domain.codes import Code, Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.rows.issuances import check_batch
from netmile_desktop.portal.access.sites import rate_on
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.campaigns.campaigns import detail, find_campaign
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.issuing.acceptance import Acceptance, Upload
from netmile_desktop.portal.issuing.registrations import find_by_key
from netmile_desktop.portal.issuing.repeated_issues import Sent, Target, earlier_issues
from netmile_desktop.portal.issuing.takeovers import may_be_taken_over
from netmile_desktop.portal.issuing.uploads import first_codes, read_rows, refuse_options
from netmile_desktop.portal.tables import batch, campaign

_EARLIER_SHOWN = 20


@dataclass(frozen=True, slots=True)
class _Judged:
    """The portal's findings about an upload as of today."""

    campaign: wire.CampaignDetail
    refused: str | None
    codes: list[Code | None]
    good: list[Sent]
    rate: int
    earlier: list[wire.EarlierRegistration]
    repeats: list[wire.EarlierIssue]


class Issuances:
    """The check, acceptance and look-up of files."""

    def __init__(self, database: Database, acceptance: Acceptance, vault: Vault, business_clock: Clock) -> None:
        self._database = database
        self._acceptance = acceptance
        self._vault = vault
        self._now = business_clock

    def check(self, call: Call[wire.IssuanceQuery, wire.Nothing]) -> wire.IssuanceForecast:
        """Return what issuing the file today would lead to; write nothing."""
        upload = _received(call)
        judged = self._database.read(lambda conn: self._judge(conn, call.site_id, upload))
        miles = sum(row.miles for row in judged.good)
        counts = Counter(code for code in judged.codes if code)
        return wire.IssuanceForecast(
            campaign_id=judged.campaign.id,
            campaign_name=judged.campaign.name,
            refused=judged.refused,
            rows=len(upload.rows),
            good_rows=len(judged.good),
            miles=miles,
            by_code=[wire.CodeCount(code=code, rows=counts[code]) for code in Code if counts[code]],
            transfer_on=transfer_day(day_of(self._now()), upload.settings.transfer_after_days),
            yen=yen(miles, judged.rate),
            digest=upload.digest,
            earlier=judged.earlier,
            repeats=judged.repeats,
        )

    def issue(self, call: Call[wire.IssuanceQuery, wire.Nothing]) -> wire.Registration:
        """Accept a file under a key, or repeat the answer for the file that the key already stands for.

        Raises:
            Refused: as `Acceptance.accept`.
        """
        return self._acceptance.accept(call.caller, call.path["key"], _received(call))

    def find(self, call: Call[wire.Nothing, wire.Nothing]) -> wire.Registration:
        """Return what was accepted under a key.

        Raises:
            Refused: `P-NOTFOUND`.
        """
        found = self._database.read(lambda conn: find_by_key(conn, call.site_id, call.path["key"]))
        if found is None:
            raise Refused(Problem.NOT_FOUND)
        return found.answer

    def _judge(self, conn: Connection, site_id: UUID, upload: Upload) -> _Judged:
        now = self._now()
        today = day_of(now)
        row = find_campaign(conn, site_id, upload.settings.campaign_id)
        found = detail(row, today, now, self._acceptance.key_rule)
        rule = found.rule(upload.settings.mode, today)
        codes = first_codes(upload.rows, rule)
        rows = enumerate(zip(upload.rows, codes, strict=True), 1)
        digest = self._vault.digest
        good = [Sent(n, digest(each.address), each.key, int(each.miles)) for n, (each, code) in rows if code is None]
        target = Target(site_id, row.id, row.code, upload.settings.mode, upload.takes_over)
        return _Judged(
            campaign=found,
            refused=next((finding.code for finding in check_batch(rule)), None) or _gone_on(conn, site_id, upload),
            codes=codes,
            good=good,
            rate=rate_on(conn, site_id, today),
            earlier=_earlier(conn, site_id, upload.digest),
            repeats=earlier_issues(conn, target, good, today),
        )


def _received(call: Call[wire.IssuanceQuery, wire.Nothing]) -> Upload:
    settings = call.query.settings()
    refuse_options(settings)
    query = call.query
    return Upload.of_file(settings, query.file_name, read_rows(call.raw), query.takes_over, query.repairs)


def _gone_on(conn: Connection, site_id: UUID, upload: Upload) -> Problem | None:
    """Return `P-RESUMED` if rows to be taken over may have been issued since the client looked."""
    return None if may_be_taken_over(conn, site_id, upload.takes_over) else Problem.RESUMED


def _earlier(conn: Connection, site_id: UUID, content: str) -> list[wire.EarlierRegistration]:
    """Return the site's registrations of the same content, the earliest first."""
    same = (
        select(batch.c.code, batch.c.accepted_at, campaign.c.code.label("campaign_code"))
        .join(campaign, (campaign.c.site_id == batch.c.site_id) & (campaign.c.id == batch.c.campaign_id))
        .where(batch.c.site_id == site_id, batch.c.digest == content)
        .order_by(batch.c.number)
        .limit(_EARLIER_SHOWN)
    )
    return [
        wire.EarlierRegistration(registration_id=row.code, accepted_at=row.accepted_at, campaign_id=row.campaign_code)
        for row in conn.execute(same)
    ]
