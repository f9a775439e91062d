"""What ends by time: passwords and personal data that were handed over, the log of calls, and what nobody answers.

Nothing is decided by silence unless the site's contract has a closing rule.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, delete, exists, func, or_, select, update

from netmile_desktop.domain.calendar import Clock
from netmile_desktop.domain.rewards import CALLS_KEPT_DAYS, PASSWORD_DAYS, PASSWORD_HOURS, RETENTION_DAYS, RewardResult
from netmile_desktop.portal.access.audit import Act, record
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.recurrence import NextLook
from netmile_desktop.portal.rewards.results import NO_PASSWORD
from netmile_desktop.portal.tables import (
    reward_call,
    reward_file,
    reward_hand_over,
    reward_registration,
    site,
)

EVERY = timedelta(minutes=10)
CLOSED_REASON = "回答期限を過ぎたため"
"""Reason of registrations that the closing rule has refused."""

_AT_ONCE = 2_000
_OF, _IN = reward_file.c, reward_registration.c


class RewardRetention:
    """The recurring task that destroys and closes; costs nothing in between."""

    def __init__(self, database: Database, clock: Clock, business_clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._now = business_clock
        self._next = NextLook(EVERY)

    def catch_up(self) -> int:
        """Close and destroy what is due; return the number of registrations whose data was destroyed."""
        now = self._now()
        if not self._next.is_due(now):
            return 0
        self._database.write(lambda conn: self._close(conn, now))
        gone = self._database.write(lambda conn: _destroy_passwords(conn, now))
        total, some = 0, _AT_ONCE
        while some == _AT_ONCE:
            some = self._database.write(lambda conn: _destroy(conn, now))
            total += some
        forgotten = now - timedelta(days=CALLS_KEPT_DAYS)
        self._database.write(lambda conn: conn.execute(delete(reward_call).where(reward_call.c.called_at < forgotten)))
        if total or gone:
            self._database.forget_freed_pages()
        self._next.wait(now)
        return total

    def _close(self, conn: Connection, now: datetime) -> None:
        """Answer by the closing rules of contracts what merchants have left unanswered for too long."""
        rules = select(reward_hand_over).where(reward_hand_over.c.closing.is_not(None))
        for rule in conn.execute(rules).all():
            limit = now - timedelta(days=rule.closing_days)
            old = select(_OF.id).where(_OF.site_id == rule.site_id, _OF.made_at <= limit, _OF.answered_at.is_(None))
            reason = CLOSED_REASON if rule.closing == RewardResult.REFUSED else ""
            late = and_(
                _IN.site_id == rule.site_id,
                _IN.result.is_(None),
                or_(_IN.file_id.in_(old), and_(_IN.file_id.is_(None), _IN.handed_over_at <= limit)),
            )
            said = {"result": rule.closing, "result_at": now, "result_reason": reason}
            closed = conn.execute(update(reward_registration).where(late).values(said)).rowcount
            left = exists().where(_IN.site_id == _OF.site_id, _IN.file_id == _OF.id, _IN.result.is_(None))
            done = and_(_OF.site_id == rule.site_id, _OF.made_at <= limit, _OF.answered_at.is_(None), _OF.rows > 0)
            conn.execute(update(reward_file).where(done, ~left).values(answered_at=now))
            if closed:
                told = f"{rule.closing}={closed}"
                record(conn, self._clock(), rule.site_id, None, Act.REWARDS_CLOSED, "", told)


def _destroy_passwords(conn: Connection, now: datetime) -> int:
    """Destroy passwords whose file has its result, and those whose hours or days would be over at the next look."""
    over = now + EVERY - timedelta(hours=PASSWORD_HOURS)
    too_old = _IN.registered_at <= now + EVERY - timedelta(days=PASSWORD_DAYS)
    arrived = select(_OF.id).where(
        _OF.site_id == _IN.site_id,
        _OF.id == _IN.file_id,
        or_(_OF.answered_at.is_not(None), _OF.downloaded_at <= over),
    )
    has_one = and_(_IN.password_key_wrapped.is_not(None), _IN.key_wrapped.is_not(None))
    return conn.execute(
        update(reward_registration).where(has_one, or_(too_old, arrived.exists())).values(NO_PASSWORD)
    ).rowcount


def _destroy(conn: Connection, now: datetime) -> int:
    """Destroy personal data whose term after the hand-over is over; what was closed unseen counts from then."""
    terms: dict[int, list[Any]] = {}
    for row in conn.execute(select(site.c.id, site.c.reward_retention_days)):
        terms.setdefault(row.reward_retention_days or RETENTION_DAYS, []).append(row.id)
    total = 0
    for days, sites in terms.items():
        over = func.coalesce(_IN.handed_over_at, _IN.result_at) <= now - timedelta(days=days)
        due = select(_IN.site_id, _IN.id).where(_IN.key_wrapped.is_not(None), _IN.site_id.in_(sites), over)
        for each in conn.execute(due.limit(_AT_ONCE - total)).all():
            own = (_IN.site_id == each.site_id) & (_IN.id == each.id)
            gone = {"key_wrapped": None, "sealed": None, "shredded_at": now, **NO_PASSWORD}
            conn.execute(update(reward_registration).where(own).values(gone))
            total += 1
    return total
