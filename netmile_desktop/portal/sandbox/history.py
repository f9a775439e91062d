"""Fourteen months of issues: files sent once or twice a week, and two single issues yesterday evening.

Files take the path of every file: they are staged, judged and written to the ledger, only with a clock in the past. One
of the bookshop's was interrupted some days ago and can be judged to its end.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import Connection, insert, update

from netmile_desktop.domain.batches import ProcessingState, digest
from netmile_desktop.domain.calendar import JST, day_of
from netmile_desktop.domain.campaigns import FixedAmount, IssuanceMethod, Mode, Validity
from netmile_desktop.domain.rows.issuances import Rule
from netmile_desktop.domain.rows.known import REPEATED_WITHIN_DAYS
from netmile_desktop.domain.rows.rows import Row, canonical
from netmile_desktop.portal.database.column_types import milliseconds
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.database.ids import ids_at
from netmile_desktop.portal.issuing.judging import judge
from netmile_desktop.portal.issuing.registrations import CSV, REMINDER_DAYS, SINGLE
from netmile_desktop.portal.issuing.staging import Staging
from netmile_desktop.portal.issuing.uploads import first_codes
from netmile_desktop.portal.ledger.chunks import Chunk
from netmile_desktop.portal.sandbox.catalogue import SampleCampaign
from netmile_desktop.portal.sandbox.members import UNTOUCHED
from netmile_desktop.portal.tables import batch, site_counter

DAYS = 425
"""Days of the past: fourteen months."""

_TUESDAY, _FRIDAY = 1, 4

_BUSIER_SINCE = 180
"""Days ago since which files are sent on Fridays too."""

_KEPT_EACH = 20
"""One in this many old registrations has lists that no user has deleted yet."""

_LATELY = 2
"""Days in the recent past on which a file with errors is certain."""

_ERROR_RATE = 0.02

_KNOWN_CAMPAIGN, _KNOWN_ROWS = "C-1024", 20
"""Campaign that gave miles yesterday to this many of the last valid members, so that a repetition can be shown."""

_INTERRUPTED_CAMPAIGN, _INTERRUPTED_DAYS = "C-1025", 3
"""Campaign whose file was interrupted so many days ago."""

_INTERRUPTED_ROWS, _JUDGED_SHARE = 64, 5 / 8
"""Rows of that file at most, and the share of them that was judged before."""

ATTEMPTS = 8
"""Attempts that a worker makes before it leaves a registration interrupted."""

_PRACTISED_DAYS = REPEATED_WITHIN_DAYS + 1
"""Days in the recent past on which the first half of the members got nothing, so that files to practise with do not
repeat what was issued."""

_DAMAGED = (
    ("{n}@", "K{n:06d}"),
    ("guest{n}@example.jp", "K{n:06d}"),
    ("member{n:05d}@example.jp", ""),
    ("member{n:05d}＠example.jp", "K{n:06d}"),
    ("provisional{p:03d}@example.jp", "K{n:06d}"),
    ("left{p:03d}@example.jp", "K{n:06d}"),
)


@dataclass(frozen=True, slots=True)
class Sender:
    """The sender of past files: a site with its campaigns' identities and its users."""

    site_id: UUID
    campaigns: Sequence[tuple[UUID, SampleCampaign]]
    users: Sequence[UUID]


@dataclass(frozen=True, slots=True)
class _Sent:
    """A registration of the past."""

    batch_id: UUID
    done_at: datetime


class SampleHistory:
    """The past of one site, the same for the same day."""

    def __init__(self, database: Database, staging: Staging, sender: Sender, now: datetime, members: int) -> None:
        self._database = database
        self._staging = staging
        self._sender = sender
        self._now = now
        self._today = day_of(now)
        self._members = members
        self._chance = random.Random(2009)
        self._number = 0
        self._sent_last: dict[UUID, int] = {}
        self._undecided: set[int] = set()
        """Members whose rows were never judged. Nobody has sent them again, or they could not be resumed."""

    def write(self, conn: Connection) -> None:
        """Send every file of the past, the oldest first."""
        for days_ago in range(DAYS, 0, -1):
            day = self._today - timedelta(days=days_ago)
            also_fridays = days_ago <= _BUSIER_SINCE and day.weekday() == _FRIDAY
            if day.weekday() == _TUESDAY or also_fridays or days_ago <= _LATELY:
                self._send(conn, day, days_ago)
            if days_ago == _INTERRUPTED_DAYS:
                self._send_interrupted(conn, day)
        self._send_last(conn)
        counter = {"site_id": self._sender.site_id, "name": "registration", "value": self._number}
        conn.execute(insert(site_counter).values(counter))

    def _send(self, conn: Connection, day: date, days_ago: int) -> None:
        open_then = [
            (id_, campaign)
            for id_, campaign in self._sender.campaigns
            if campaign.method is IssuanceMethod.MANUAL and -days_ago in _period(campaign)
        ]
        if not open_then:
            return
        # The campaign that has waited longest, so that every open campaign gets issues.
        campaign_id, campaign = min(open_then, key=lambda pair: self._sent_last.get(pair[0], 0))
        self._sent_last[campaign_id] = self._number + 1
        rows = self._rows(campaign, day, days_ago)
        own = self._issue(conn, (campaign_id, campaign), rows, self._moment(day))
        if days_ago > REMINDER_DAYS and self._number % _KEPT_EACH != 0:
            self._delete_lists(conn, own)

    def _send_last(self, conn: Connection) -> None:
        """Send yesterday evening's two single issues, of which one is refused, and a file of known members."""
        pair = self._pair(_KNOWN_CAMPAIGN)
        if pair is None:
            return
        evening = datetime.combine(self._today - timedelta(days=1), time(18, 10), JST)
        last = range(max(1, self._members - _KNOWN_ROWS + 1), self._members + 1)
        known = [Row(at, 0, 0, f"member{n:05d}@example.jp", f"K{n:06d}", "100") for at, n in enumerate(last)]
        stranger = Row(0, 0, 0, "guest1@example.jp", "K900001", "100")
        for minutes, rows, type_ in ((0, known[-1:], SINGLE), (4, [stranger], SINGLE), (20, known, CSV)):
            self._issue(conn, pair, rows, evening + timedelta(minutes=minutes), type_)

    def _send_interrupted(self, conn: Connection, day: date) -> None:
        """Send a file of which the worker could judge the first rows only, however often it tried."""
        pair = self._pair(_INTERRUPTED_CAMPAIGN)
        members = range(self._members // 2 + 1, self._members - _KNOWN_ROWS + 1)
        if pair is None or not members:
            return
        numbers = sorted(self._chance.sample(members, min(_INTERRUPTED_ROWS, max(1, len(members) // 2))))
        judged = int(len(numbers) * _JUDGED_SHARE)
        self._undecided.update(numbers[judged:])
        rows = [
            Row(at, at + 1, at + 1, f"member{n:05d}@example.jp", f"K{n:06d}", str(self._miles(pair[1])))
            for at, n in enumerate(numbers)
        ]
        sent = self._issue(conn, pair, rows, datetime.combine(day, time(17, 42), JST), upto=judged)
        gave_up_at = sent.done_at + timedelta(seconds=sum(2**attempt for attempt in range(1, ATTEMPTS)))
        own = update(batch).where(batch.c.site_id == self._sender.site_id, batch.c.id == sent.batch_id)
        stopped = {"state": ProcessingState.INTERRUPTED, "attempts": ATTEMPTS, "completed_at": gave_up_at}
        conn.execute(own.values(run_after=gave_up_at + timedelta(seconds=2**ATTEMPTS), **stopped))

    def _pair(self, code: str) -> tuple[UUID, SampleCampaign] | None:
        return next((each for each in self._sender.campaigns if each[1].code == code), None)

    def _issue(
        self,
        conn: Connection,
        pair: tuple[UUID, SampleCampaign],
        rows: Sequence[Row],
        accepted_at: datetime,
        type_: str = CSV,
        *,
        upto: int | None = None,
    ) -> _Sent:
        """Accept one registration of the past and judge it, all of it or up to a row."""
        campaign_id, campaign = pair
        self._number += 1
        rule = _rule(campaign, day_of(accepted_at))
        batch_id = ids_at(milliseconds(accepted_at), self._number << 32, 1)[0]
        wrapped = self._staging.stage(conn, self._sender.site_id, batch_id, rows, first_codes(rows, rule))
        registration = self._registration(batch_id, campaign_id, campaign, rows, accepted_at) | {"type": type_}
        if type_ == SINGLE:
            registration["file_name"] = ""
        conn.execute(insert(batch).values(registration))
        done = accepted_at + timedelta(seconds=1 + len(rows) // 40)
        chunk = Chunk(
            self._sender.site_id,
            batch_id,
            campaign_id,
            Mode.PC,
            campaign.transfer_after_days,
            after=0,
            upto=len(rows) if upto is None else upto,
            now=done,
            source=type_,
        )
        outcome = judge(conn, chunk)
        own = update(batch).where(batch.c.site_id == self._sender.site_id, batch.c.id == batch_id)
        state = ProcessingState.COMPLETED_WITH_ERRORS if outcome.errors else ProcessingState.COMPLETED
        conn.execute(
            own.values(
                state=state,
                completed_at=done,
                rows_done=chunk.upto,
                rows_error=outcome.errors,
                miles_issued=outcome.miles,
                key_wrapped=wrapped,
            )
        )
        return _Sent(batch_id, done)

    def _delete_lists(self, conn: Connection, sent: _Sent) -> None:
        self._staging.destroy(conn, self._sender.site_id, sent.batch_id)
        deleted_at = min(sent.done_at + timedelta(days=self._chance.randint(1, 9)), self._now)
        own = update(batch).where(batch.c.site_id == self._sender.site_id, batch.c.id == sent.batch_id)
        conn.execute(own.values(key_wrapped=None, lists_deleted_at=deleted_at, lists_deleted_by=self._sender.users[-1]))

    def _rows(self, campaign: SampleCampaign, day: date, days_ago: int) -> list[Row]:
        """Return the rows of a file; of late the first ones are wrong for certain, others occasionally."""
        chance, damaged = self._chance, 3 if days_ago <= _LATELY else 0
        first = self._members // 2 + 1 if days_ago <= _PRACTISED_DAYS else UNTOUCHED + 1
        busy = 1.6 if day.month in {7, 12} else 1.0
        count = int(chance.randint(25, 95) * busy)
        members = range(first, self._members + 1)
        numbers = [n for n in chance.sample(members, min(count, len(members))) if n not in self._undecided]
        rows = []
        for at, number in enumerate(numbers):
            address, key = f"member{number:05d}@example.jp", f"K{number:06d}"
            if at < damaged or chance.random() < _ERROR_RATE:
                address, key = (part.format(n=number, p=number % 199 + 1) for part in chance.choice(_DAMAGED))
            miles = campaign.amount.miles if isinstance(campaign.amount, FixedAmount) else self._miles(campaign)
            rows.append(Row(at, at + 1, at + 1, address, key, str(miles)))
        return rows

    def _miles(self, campaign: SampleCampaign) -> int:
        amount = campaign.amount
        assert not isinstance(amount, FixedAmount)
        return min(amount.max, max(amount.min, int(self._chance.lognormvariate(3.4, 0.9))))

    def _moment(self, day: date) -> datetime:
        minutes = 600 + self._chance.randint(0, 450)
        return datetime.combine(day, time(minutes // 60, minutes % 60, self._chance.randint(0, 59)), JST)

    def _registration(
        self, batch_id: UUID, campaign_id: UUID, campaign: SampleCampaign, rows: Sequence[Row], at: datetime
    ) -> dict[str, object]:
        content = digest(canonical(rows))
        code = f"{day_of(at):%Y%m%d}-{self._number:06d}"
        return {
            "site_id": self._sender.site_id,
            "id": batch_id,
            "number": self._number,
            "code": code,
            "campaign_id": campaign_id,
            "type": "csv",
            "mode": Mode.PC,
            "transfer_after_days": campaign.transfer_after_days,
            "notify": self._number % 3 == 0,
            "message": "ご利用ありがとうございます。" if self._number % 3 == 0 else "",
            "file_name": f"{campaign.code}_{day_of(at):%m%d}.csv",
            "digest": content,
            "key": f"sample-{code}",
            "fingerprint": content,
            "actor_id": self._sender.users[self._number % len(self._sender.users)],
            "state": ProcessingState.RECEIVED,
            "rows_total": len(rows),
            "rows_done": 0,
            "rows_error": 0,
            "miles_issued": 0,
            "accepted_at": at,
            "run_after": at,
            "attempts": 0,
        }


def _period(campaign: SampleCampaign) -> range:
    first, last = campaign.issuance
    return range(first, last + 1)


def _rule(campaign: SampleCampaign, day: date) -> Rule:
    return Rule(
        mode=Mode.PC, amount=campaign.amount, issuance_from=day, issuance_to=day, state=Validity.APPROVED, today=day
    )
