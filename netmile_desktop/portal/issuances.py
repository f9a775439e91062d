"""Taking in files of manual issues: judging one without writing, and accepting one under a key (guide L410-512)."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

import msgspec
from sqlalchemy import Connection, insert, select

from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import ProcessingState, Settings, digest
from netmile_desktop.domain.billing import yen
from netmile_desktop.domain.calendar import Clock, day_of, transfer_day
from netmile_desktop.domain.codes import Code, Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.issuances import check_batch
from netmile_desktop.domain.rows import Row, canonical
from netmile_desktop.portal.audit import Act, record
from netmile_desktop.portal.call import Call
from netmile_desktop.portal.campaigns import detail, find_campaign
from netmile_desktop.portal.database import Database
from netmile_desktop.portal.files import first_codes, read_rows, refuse_options
from netmile_desktop.portal.ids import new_id
from netmile_desktop.portal.registrations import find_by_key
from netmile_desktop.portal.sites import rate_on
from netmile_desktop.portal.staging import Staging
from netmile_desktop.portal.tables import batch, campaign, site_counter

_EARLIER_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in, with what it is to be issued as."""

    settings: Settings
    file_name: str
    rows: Sequence[Row]
    digest: str
    """Of the canonical body, so that two ways to save the same rows count as the same content."""

    @property
    def fingerprint(self) -> str:
        """Content and settings: the same key must come with the same ones."""
        return hashlib.sha256(msgspec.json.encode([self.settings, self.digest])).hexdigest()


class Issuances:
    """Judges and accepts files. `wake` is called once a new one waits for the worker."""

    def __init__(
        self, database: Database, staging: Staging, clock: Clock, business_clock: Clock, wake: Callable[[], None]
    ) -> None:
        self._database = database
        self._staging = staging
        self._clock = clock
        self._now = business_clock
        self._wake = wake

    def check(self, call: Call[wire.IssuanceQuery, wire.Nothing]) -> wire.IssuanceForecast:
        """What would become of the file today. Writes nothing."""
        upload = _received(call)
        today = day_of(self._now())

        def look(conn: Connection) -> tuple[wire.CampaignDetail, int, list[wire.EarlierRegistration]]:
            row = find_campaign(conn, call.site_id, upload.settings.campaign_id)
            rate = rate_on(conn, call.site_id, today)
            return detail(row, today, self._now()), rate, _earlier(conn, call.site_id, upload.digest)

        found, rate, earlier = self._database.read(look)
        rule = found.rule(upload.settings.mode, today)
        codes = first_codes(upload.rows, rule)
        good = [row for row, code in zip(upload.rows, codes, strict=True) if code is None]
        miles = sum(int(row.miles) for row in good)
        counts = Counter(code for code in codes if code)
        return wire.IssuanceForecast(
            campaign_id=found.id,
            campaign_name=found.name,
            refused=next((finding.code for finding in check_batch(rule)), None),
            rows=len(upload.rows),
            good_rows=len(good),
            miles=miles,
            by_code=[wire.CodeCount(code=code, rows=counts[code]) for code in Code if counts[code]],
            transfer_on=transfer_day(today, upload.settings.transfer_after_days),
            yen=yen(miles, rate),
            digest=upload.digest,
            earlier=earlier,
        )

    def issue(self, call: Call[wire.IssuanceQuery, wire.Nothing]) -> wire.Registration:
        """Accept a file under a key, or say again what was accepted under it before.

        Raises:
            Refused: `P-IDEM` where the key was used for something else; 42030 or 44019 where nothing may
                be issued in the campaign today. A refusal stores nothing: the key stays free.
        """
        upload, key = _received(call), call.path["key"]
        # Asked once without waiting for other writers, and once more in the transaction that decides.
        known = self._database.read(lambda conn: _accepted_before(conn, call.site_id, key, upload))
        answer = known or self._database.write(lambda conn: self._accept(conn, call, key, upload))
        self._wake()
        return answer

    def find(self, call: Call[wire.Nothing, wire.Nothing]) -> wire.Registration:
        """What was accepted under a key.

        Raises:
            Refused: `P-NOTFOUND`.
        """
        found = self._database.read(lambda conn: find_by_key(conn, call.site_id, call.path["key"]))
        if found is None:
            raise Refused(Problem.NOT_FOUND)
        return found.answer

    def _accept(
        self, conn: Connection, call: Call[wire.IssuanceQuery, wire.Nothing], key: str, upload: Upload
    ) -> wire.Registration:
        """All of an acceptance, in one transaction. The site's counter comes last: others wait for it."""
        known = _accepted_before(conn, call.site_id, key, upload)
        if known is not None:
            return known
        settings, now = upload.settings, self._now()
        row = find_campaign(conn, call.site_id, settings.campaign_id)
        rule = detail(row, day_of(now), now).rule(settings.mode, day_of(now))
        for finding in check_batch(rule):
            raise Refused(finding.code)
        batch_id = new_id()
        wrapped = self._staging.stage(conn, call.site_id, batch_id, upload.rows, first_codes(upload.rows, rule))
        number = self._next_number(conn, call.site_id)
        code = f"{day_of(now):%Y%m%d}-{number:06d}"
        conn.execute(
            insert(batch).values(
                site_id=call.site_id,
                id=batch_id,
                number=number,
                code=code,
                campaign_id=row.id,
                type="csv",
                mode=settings.mode,
                transfer_after_days=settings.transfer_after_days,
                notify=settings.notify,
                message=settings.message,
                file_name=upload.file_name,
                digest=upload.digest,
                key=key,
                fingerprint=upload.fingerprint,
                actor_id=call.caller.user_id,
                state=ProcessingState.RECEIVED,
                rows_total=len(upload.rows),
                rows_done=0,
                rows_error=0,
                miles_issued=0,
                accepted_at=now,
                run_after=self._clock(),
                attempts=0,
                key_wrapped=wrapped,
            )
        )
        record(conn, self._clock(), call.site_id, call.caller.user_id, Act.ISSUE_ACCEPTED, code)
        accepted = find_by_key(conn, call.site_id, key)
        assert accepted is not None
        return accepted.answer

    def _next_number(self, conn: Connection, site_id: UUID) -> int:
        """The site's next registration number; numbers never start again and are never used twice."""
        first = self._database.insert(site_counter).values(site_id=site_id, name="registration", value=1)
        counted = first.on_conflict_do_update(
            index_elements=["site_id", "name"], set_={"value": site_counter.c.value + 1}
        )
        return int(conn.execute(counted.returning(site_counter.c.value)).scalar_one())


def _received(call: Call[wire.IssuanceQuery, wire.Nothing]) -> Upload:
    settings = call.query.settings()
    refuse_options(settings)
    rows = read_rows(call.raw)
    return Upload(settings, call.query.file_name, rows, digest(canonical(rows)))


def _accepted_before(conn: Connection, site_id: UUID, key: str, upload: Upload) -> wire.Registration | None:
    """The acceptance that the key stands for; `P-IDEM` where it stands for something else."""
    found = find_by_key(conn, site_id, key)
    if found is not None and found.fingerprint != upload.fingerprint:
        raise Refused(Problem.IDEMPOTENCY)
    return found.answer if found else None


def _earlier(conn: Connection, site_id: UUID, content: str) -> list[wire.EarlierRegistration]:
    """The site's registrations of the same content, the newest first."""
    same = (
        select(batch.c.code, batch.c.accepted_at, campaign.c.code.label("campaign_code"))
        .join(campaign, (campaign.c.site_id == batch.c.site_id) & (campaign.c.id == batch.c.campaign_id))
        .where(batch.c.site_id == site_id, batch.c.digest == content)
        .order_by(batch.c.number.desc())
        .limit(_EARLIER_SHOWN)
    )
    return [
        wire.EarlierRegistration(registration_id=row.code, accepted_at=row.accepted_at, campaign_id=row.campaign_code)
        for row in conn.execute(same)
    ]
