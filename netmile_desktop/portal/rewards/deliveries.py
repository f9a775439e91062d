"""The hand-over in real time: each registration waits in a queue of its own until the merchant's API has taken it.

The queue is filled in the registration's transaction. A worker leases an entry, calls outside of any transaction, and
keeps the answer; if it dies in between, the lease ends and the call is made again with the same registration ID. After
the last try the registration goes into the next file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, exists, insert, select, update

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.rewards import TRIES_AFTER, CallOutcome, HandOver, HandOverState, RewardResult
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.database.column_types import as_stored
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.database.ids import new_id
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.http.paging import read_page
from netmile_desktop.portal.rewards.agreements import agreement
from netmile_desktop.portal.rewards.file_contents import opened
from netmile_desktop.portal.rewards.merchant_api import ApiAnswer, MerchantApi, Secrets, Told
from netmile_desktop.portal.rewards.results import NO_PASSWORD
from netmile_desktop.portal.tables import campaign, reward_call, reward_delivery, reward_registration

LEASE = timedelta(seconds=60)
"""Time after which an entry whose worker has not come back is taken by another one; longer than any call."""

_OF, _IN = reward_delivery.c, reward_registration.c


@dataclass(frozen=True, slots=True)
class _Taken:
    """A leased entry with all that its call needs."""

    site_id: UUID
    registration: Row[Any]
    attempt: int
    first_at: datetime
    url: str
    secrets: Secrets


def enqueue(conn: Connection, site_id: UUID, registration_id: UUID, now: datetime) -> None:
    """Have a registration handed over in real time, in the transaction that makes it."""
    conn.execute(
        insert(reward_delivery).values(site_id=site_id, registration_id=registration_id, attempts=0, next_at=now)
    )


class Deliveries:
    """The queue, for the senders of a worker; and the operations on calls."""

    def __init__(self, database: Database, vault: Vault, business_clock: Clock, api: MerchantApi) -> None:
        self._database = database
        self._vault = vault
        self._now = business_clock
        self._api = api

    def catch_up(self) -> int:
        """Make all calls that are due now, one after the other; return their number."""
        total = 0
        while self.run_once():
            total += 1
        return total

    def run_once(self) -> bool:
        """Make one call that is due, or move one registration to the next file; return False if nothing is due."""
        taken = self._database.write(self._take)
        if isinstance(taken, bool):
            return taken
        told = _told_of(taken.registration, opened(self._vault, taken.registration))
        answered = self._api.call(taken.url, taken.secrets, told, attempt=taken.attempt)
        self._database.write(lambda conn: self._keep(conn, taken, answered))
        if answered.outcome.is_delivered:
            self._database.forget_freed_pages()
        return True

    def test(self, call: Call[wire.Nothing, wire.Nothing]) -> wire.RewardCall:
        """Call the merchant's API with a made-up registration, whose answer changes nothing.

        Raises:
            Refused: `P-STATE` while there is no address or no secret.
        """
        settings = self._database.write(lambda conn: agreement(conn, self._database, call.site_id, self._now()))
        secrets = self._secrets(settings)
        if not settings.endpoint or secrets is None:
            raise Refused(Problem.STATE)
        now = as_stored(self._now())
        told = Told(
            registration_id=f"W{now:%Y%m%d}-TESTTESTTE",
            campaign_id="TEST",
            registered_at=now,
            test=True,
            fields={"name": "試験 太郎", "kana": "シケン タロウ", "email": "test@example.jp"},
        )
        answered = self._api.call(settings.endpoint, secrets, told, attempt=1)
        row = _logged("", now, 1, answered, None, goes_to_file=False)
        self._database.write(
            lambda conn: conn.execute(insert(reward_call).values(site_id=call.site_id, id=new_id(), **row))
        )
        return _call_told(row)

    def search(self, call: Call[wire.RewardCallSearch, wire.Nothing]) -> wire.Page[wire.RewardCall]:
        """Return calls that meet every condition, the newest first."""
        query, of = call.query, reward_call.c
        found = select(reward_call).where(of.site_id == call.site_id)
        if query.code:
            found = found.where(of.code == query.code)
        if query.outcomes:
            found = found.where(of.outcome.in_(query.outcomes))
        found = found.order_by(of.called_at.desc(), of.id.desc())
        return read_page(self._database, found, query, self._now(), lambda row: _call_told(row._asdict()))

    def _take(self, conn: Connection) -> _Taken | bool:
        """Lease the next entry; each site has one call at a time, so that a slow API keeps nobody else waiting."""
        now = self._now()
        other = reward_delivery.alias()
        is_busy = exists().where(other.c.site_id == _OF.site_id, other.c.lease_until > now)
        own = select(reward_delivery).where(_OF.next_at <= now, ~is_busy)
        row = conn.execute(own.order_by(_OF.next_at).limit(1).with_for_update(skip_locked=True)).first()
        if row is None:
            return False
        settings = agreement(conn, self._database, row.site_id, now)
        # The lock on the settings lets one sender in at a time; the one before may have leased another entry.
        leased_now = exists().where(_OF.site_id == row.site_id, _OF.lease_until > now)
        if conn.execute(select(leased_now)).scalar():
            return False
        secrets = self._secrets(settings)
        registration = _registration(conn, row.site_id, row.registration_id)
        if registration.state != HandOverState.WAITING or registration.key_wrapped is None:
            _forget(conn, row.site_id, row.registration_id)
            return True
        if not settings.endpoint or secrets is None or row.attempts >= len(TRIES_AFTER):
            _to_file(conn, row.site_id, row.registration_id)
            return True
        first_at, attempt = row.first_at or now, row.attempts + 1
        leased = {"attempts": attempt, "first_at": first_at, "lease_until": now + LEASE}
        conn.execute(update(reward_delivery).where(_entry(row.site_id, row.registration_id)).values(leased))
        return _Taken(row.site_id, registration, attempt, first_at, settings.endpoint, secrets)

    def _keep(self, conn: Connection, taken: _Taken, answered: ApiAnswer) -> None:
        """Keep what a call has come to; an answer counts once, whoever got it."""
        now, id_ = self._now(), taken.registration.id
        entry = conn.execute(select(reward_delivery).where(_entry(taken.site_id, id_)).with_for_update()).first()
        is_last = taken.attempt >= len(TRIES_AFTER)
        next_at = None
        if answered.outcome.is_delivered:
            _deliver(conn, taken, answered, now)
            _forget(conn, taken.site_id, id_)
        elif entry is not None and entry.attempts == taken.attempt:
            if is_last:
                _to_file(conn, taken.site_id, id_)
            else:
                next_at = as_stored(max(now, taken.first_at + TRIES_AFTER[taken.attempt]))
                later = {"next_at": next_at, "lease_until": None}
                conn.execute(update(reward_delivery).where(_entry(taken.site_id, id_)).values(later))
        to_file = is_last and not answered.outcome.is_delivered
        row = _logged(taken.registration.code, now, taken.attempt, answered, next_at, goes_to_file=to_file)
        conn.execute(insert(reward_call).values(site_id=taken.site_id, id=new_id(), **row))

    def _secrets(self, settings: Row[Any]) -> Secrets | None:
        if settings.secret_sealed is None:
            return None
        found = [self._vault.open_details(settings.secret_sealed)]
        if settings.former_sealed is not None and settings.former_until > self._now():
            found.append(self._vault.open_details(settings.former_sealed))
        return tuple(found)


def next_due(conn: Connection) -> datetime | None:
    """Return when the next call is due, or None."""
    found: datetime | None = conn.execute(select(_OF.next_at).order_by(_OF.next_at).limit(1)).scalar()
    return found


def _registration(conn: Connection, site_id: UUID, id_: UUID) -> Row[Any]:
    own = select(reward_registration, campaign.c.code.label("campaign_code")).join(
        campaign, (campaign.c.site_id == _IN.site_id) & (campaign.c.id == _IN.campaign_id)
    )
    return conn.execute(own.where(_IN.site_id == site_id, _IN.id == id_)).one()


def _deliver(conn: Connection, taken: _Taken, answered: ApiAnswer, now: datetime) -> None:
    """Note that the merchant has a registration, unless it is in a file already, which is answered by its result."""
    result = {CallOutcome.APPROVED: RewardResult.APPROVED, CallOutcome.REFUSED: RewardResult.REFUSED}
    said = result.get(answered.outcome)
    values: dict[str, object] = {"state": HandOverState.HANDED_OVER, "handed_over_at": now, **NO_PASSWORD}
    if said is not None:
        values |= {"result": said, "result_at": now, "result_reason": answered.detail}
    waiting = (_IN.site_id == taken.site_id) & (_IN.id == taken.registration.id)
    waiting &= (_IN.state == HandOverState.WAITING) & _IN.file_id.is_(None)
    conn.execute(update(reward_registration).where(waiting).values(**values))


def _to_file(conn: Connection, site_id: UUID, id_: UUID) -> None:
    own = (_IN.site_id == site_id) & (_IN.id == id_) & (_IN.state == HandOverState.WAITING)
    conn.execute(update(reward_registration).where(own).values(hand_over=HandOver.BATCH))
    _forget(conn, site_id, id_)


def _forget(conn: Connection, site_id: UUID, id_: UUID) -> None:
    conn.execute(delete(reward_delivery).where(_entry(site_id, id_)))


def _entry(site_id: UUID, id_: UUID) -> Any:
    return (_OF.site_id == site_id) & (_OF.registration_id == id_)


def _told_of(row: Row[Any], typed: dict[Any, str]) -> Told:
    return Told(
        registration_id=row.code,
        campaign_id=row.campaign_code,
        registered_at=row.registered_at,
        test=row.test,
        fields={field.value: text for field, text in typed.items()},
    )


def _logged(
    code: str, now: datetime, attempt: int, answered: ApiAnswer, next_at: datetime | None, *, goes_to_file: bool
) -> dict[str, Any]:
    return {
        "code": code,
        "called_at": as_stored(now),
        "attempt": attempt,
        "outcome": answered.outcome.value,
        "http_status": answered.http_status,
        "milliseconds": answered.milliseconds,
        "detail": answered.detail,
        "next_try_at": next_at,
        "goes_to_file": int(goes_to_file),
    }


def _call_told(row: dict[str, Any]) -> wire.RewardCall:
    named = {name: row[name] for name in ("code", "called_at", "attempt", "http_status", "milliseconds", "detail")}
    return wire.RewardCall(
        **named,
        outcome=CallOutcome(row["outcome"]),
        next_try_at=row["next_try_at"],
        goes_to_file=bool(row["goes_to_file"]),
    )
