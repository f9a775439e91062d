"""Acceptance of miles to be issued, once per idempotency key: files and single issues take the same path."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

import msgspec
from sqlalchemy import Connection, insert

from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import BatchSettings, ProcessingState, digest
from netmile_desktop.domain.calendar import Clock, day_of
from netmile_desktop.domain.codes import Code, Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.rows.issuances import Rule, check_batch
from netmile_desktop.domain.rows.key_rule import KeyRule
from netmile_desktop.domain.rows.rows import Row, canonical
from netmile_desktop.portal.access.audit import Act, record
from netmile_desktop.portal.access.sites import next_number
from netmile_desktop.portal.campaigns.campaigns import detail, find_campaign
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.database.ids import new_id
from netmile_desktop.portal.http.call import Caller
from netmile_desktop.portal.issuing.registrations import CSV, SINGLE, find_by_key
from netmile_desktop.portal.issuing.staging import Ready, Staging
from netmile_desktop.portal.issuing.takeovers import name_repairs, take_over
from netmile_desktop.portal.issuing.uploads import first_codes
from netmile_desktop.portal.tables import batch

MALFORMED = frozenset({Code.ADDRESS, Code.KEY, Code.MILES})
"""A single issue with one of these codes is refused before it gets an ID; in a file they cost only the row."""


@dataclass(frozen=True, slots=True)
class Upload:
    """Received rows with the settings under which they are to be issued."""

    type: str
    settings: BatchSettings
    file_name: str
    rows: Sequence[Row]
    digest: str
    """Digest of the canonical body, so that two ways to save the same rows count as the same content."""
    takes_over: Sequence[str] = ()
    """Interrupted registrations whose undecided rows are among these rows; not part of the content."""
    repairs: str = ""
    """The name under which refused automatic issues were taken that are among these rows; not part of the content."""

    @classmethod
    def of_file(
        cls,
        settings: BatchSettings,
        file_name: str,
        rows: Sequence[Row],
        takes_over: Sequence[str] = (),
        repairs: str = "",
    ) -> Upload:
        return cls(CSV, settings, file_name, rows, digest(canonical(rows)), takes_over, repairs)

    @classmethod
    def of_single(cls, settings: BatchSettings, row: Row) -> Upload:
        return cls(SINGLE, settings, "", [row], digest(canonical([row])))

    @property
    def fingerprint(self) -> str:
        """Hash of content and settings: a key that is used again must come with the same ones."""
        kind = [] if self.type == CSV else [self.type]
        return hashlib.sha256(msgspec.json.encode([self.settings, self.digest, *kind])).hexdigest()


@dataclass(frozen=True, slots=True)
class FoundCampaign:
    """A campaign and its rule at the moment of reading."""

    campaign_id: UUID
    rule: Rule


class Acceptance:
    """Acceptance of uploads. `wake` is called after each accepted upload, so that the worker looks at once."""

    def __init__(
        self,
        database: Database,
        staging: Staging,
        clock: Clock,
        business_clock: Clock,
        wake: Callable[[], None],
        key_rule: KeyRule,
    ) -> None:
        self._database = database
        self._staging = staging
        self._clock = clock
        self._now = business_clock
        self._wake = wake
        self.key_rule = key_rule
        """What the keys of rows may be."""

    def accept(self, caller: Caller, key: str, upload: Upload) -> wire.Registration:
        """Accept an upload under a key, or repeat the answer for the upload that the key already stands for.

        Raises:
            Refused: `P-IDEM` if the key was used for something else; 42030 or 44019 if nothing may
                be issued in the campaign today; `P-RESUMED`; the code of a malformed single issue. A refusal
                stores nothing: the key stays free.
        """
        # First a look that waits for no other writer, last the transaction that decides and looks again. The slow work
        # is done in between, so that other writers need not wait for it.
        known, found = self._database.read(lambda conn: self._look(conn, caller, key, upload))
        if found is not None:
            ready = self._ready_or_refused(upload, found.rule)
            known = self._database.write(lambda conn: self._accept(conn, caller, key, upload, found, ready))
        assert known is not None
        self._wake()
        return known

    def _look(
        self, conn: Connection, caller: Caller, key: str, upload: Upload
    ) -> tuple[wire.Registration | None, FoundCampaign | None]:
        known = _accepted_before(conn, caller.site_id, key, upload)
        return known, None if known else self._find(conn, caller, upload.settings)

    def _find(self, conn: Connection, caller: Caller, settings: BatchSettings) -> FoundCampaign:
        """Return the campaign and the rule by which it is judged now."""
        now = self._now()
        row = find_campaign(conn, caller.site_id, settings.campaign_id)
        found = detail(row, day_of(now), now, self.key_rule)
        return FoundCampaign(row.id, found.rule(settings.mode, day_of(now)))

    def _ready_or_refused(self, upload: Upload, rule: Rule) -> Ready | None:
        """Return the rows ready to store, or None if they would be refused.

        Only the transaction that decides may refuse: it waits for any other that is accepting the same key.
        """
        try:
            return self._made_ready(upload, rule)
        except Refused:
            return None

    def _made_ready(self, upload: Upload, rule: Rule) -> Ready:
        """Make rows ready to store.

        Raises:
            Refused: 42030 or 44019 if the rule allows no issue; the code of a malformed single issue.
        """
        for finding in check_batch(rule):
            raise Refused(finding.code)
        codes = first_codes(upload.rows, rule)
        if upload.type == SINGLE and codes[0] in MALFORMED:
            raise Refused(codes[0])
        return self._staging.made_ready(upload.rows, codes)

    def _accept(
        self, conn: Connection, caller: Caller, key: str, upload: Upload, before: FoundCampaign, ready: Ready | None
    ) -> wire.Registration:
        """Do the whole acceptance in one transaction. The site's counter comes last: other transactions wait for it."""
        known = _accepted_before(conn, caller.site_id, key, upload)
        if known is not None:
            return known
        settings, now = upload.settings, self._now()
        found = self._find(conn, caller, settings)
        if ready is None or found != before:
            ready = self._made_ready(upload, found.rule)
        batch_id = new_id()
        self._staging.store(conn, caller.site_id, batch_id, ready)
        number = next_number(conn, self._database, caller.site_id, "registration")
        code = f"{day_of(now):%Y%m%d}-{number:06d}"
        take_over(conn, caller.site_id, upload.takes_over, code)
        name_repairs(conn, caller.site_id, upload.repairs, code)
        conn.execute(
            insert(batch).values(
                site_id=caller.site_id,
                id=batch_id,
                number=number,
                code=code,
                campaign_id=found.campaign_id,
                key=key,
                actor_id=caller.user_id,
                accepted_at=now,
                run_after=self._clock(),
                key_wrapped=ready.wrapped,
                **_as_sent(upload),
                **_NOTHING_DONE,
            )
        )
        record(conn, self._clock(), caller.site_id, caller.user_id, Act.ISSUE_ACCEPTED, code)
        accepted = find_by_key(conn, caller.site_id, key)
        assert accepted is not None
        return accepted.answer


_NOTHING_DONE = {
    "state": ProcessingState.RECEIVED,
    "rows_done": 0,
    "rows_error": 0,
    "miles_issued": 0,
    "attempts": 0,
}


def _as_sent(upload: Upload) -> dict[str, object]:
    settings = upload.settings
    return {
        "type": upload.type,
        "mode": settings.mode,
        "transfer_after_days": settings.transfer_after_days,
        "notify": settings.notify,
        "message": settings.message,
        "file_name": upload.file_name,
        "digest": upload.digest,
        "fingerprint": upload.fingerprint,
        "rows_total": len(upload.rows),
    }


def _accepted_before(conn: Connection, site_id: UUID, key: str, upload: Upload) -> wire.Registration | None:
    """Return the registration that the key stands for.

    Raises:
        Refused: `P-IDEM` if the key stands for something else.
    """
    found = find_by_key(conn, site_id, key)
    if found is not None and found.fingerprint != upload.fingerprint:
        raise Refused(Problem.IDEMPOTENCY)
    return found.answer if found else None
