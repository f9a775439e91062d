"""What merchants answer about registrations: one result for each file, and single answers for those left pending."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection, Row, Select, bindparam, func, select, update

from netmile_desktop.domain import codec, wire
from netmile_desktop.domain.calendar import Clock
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.rewards import HandOverState, ResultFault, RewardResult, RowFault
from netmile_desktop.domain.rewards.result_files import CheckedResult, Verdict, check_result, is_usable_reason
from netmile_desktop.portal.access.audit import Act, record
from netmile_desktop.portal.database.column_types import as_stored
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.rewards.file_contents import find_file
from netmile_desktop.portal.tables import reward_file, reward_registration

NO_PASSWORD = {"password_key_wrapped": None, "password_sealed": None}
"""Columns of a registration whose password is destroyed."""

REASONS_OF_DAYS = 365
_MOST_REASONS = 50
_NAMED_AT_MOST = 20
_OF, _IN = reward_file.c, reward_registration.c


class RewardResults:
    """The operations by which merchants answer."""

    def __init__(self, database: Database, clock: Clock, business_clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._now = business_clock

    def check(self, call: Call[wire.Nothing, wire.Nothing]) -> wire.RewardResultCheck:
        """Hold a result against its file; nothing is written.

        Raises:
            Refused: `P-NOTFOUND`; `P-STATE` if the file has its result; `P-CSV`, `P-EMPTY`, `P-ROWS`.
        """

        def look(conn: Connection) -> tuple[Row[Any], CheckedResult]:
            own = find_file(conn, call.site_id, call.path["file"])
            if own.answered_at is not None:
                raise Refused(Problem.STATE)
            return own, _checked(conn, own, call.raw)

        own, checked = self._database.read(look)
        return wire.RewardResultCheck(
            file=own.code,
            rows=own.rows,
            approved=_number(checked.verdicts, RewardResult.APPROVED),
            refused=_number(checked.verdicts, RewardResult.REFUSED),
            unanswered=checked.unanswered,
            faults=checked.faults,
            can_be_uploaded=not checked.unanswered and bool(checked.verdicts) and own.downloaded_at is not None,
        )

    def answer(self, call: Call[wire.Nothing, wire.Nothing]) -> wire.RewardResultAccepted:
        """Accept the result of a file, once. Rows with `P-STATE` are passed over; the same bytes again change nothing.

        Raises:
            Refused: `P-INCOMPLETE` while anybody is unanswered; `P-STATE` if the file has another result, or was never
                downloaded; others as `check`.
        """
        digest = hashlib.sha256(call.raw).digest()

        def work(conn: Connection) -> wire.RewardResultAccepted:
            _lock(conn, call.site_id, call.path["file"])
            own = find_file(conn, call.site_id, call.path["file"])
            if own.answered_at is not None:
                if own.result_sha256 == digest and own.answer is not None:
                    return codec.decode_json(own.answer, wire.RewardResultAccepted)
                raise Refused(Problem.STATE)
            if own.downloaded_at is None:
                raise Refused(Problem.STATE)
            checked = _checked(conn, own, call.raw, for_update=True)
            if checked.unanswered:
                raise Refused(Problem.INCOMPLETE, ", ".join(checked.unanswered[:_NAMED_AT_MOST]))
            now = as_stored(self._now())
            accepted = wire.RewardResultAccepted(
                file=own.code,
                approved=_number(checked.verdicts, RewardResult.APPROVED),
                refused=_number(checked.verdicts, RewardResult.REFUSED),
                faults=checked.faults,
                answered_at=now,
            )
            _apply(conn, call.site_id, checked.verdicts, now)
            self._complete(conn, own, call.caller.user_id, digest, accepted)
            told = f"approved={accepted.approved} refused={accepted.refused}"
            record(conn, self._clock(), call.site_id, call.caller.user_id, Act.REWARD_FILE_ANSWERED, own.code, told)
            return accepted

        answer = self._database.write(work)
        self._database.forget_freed_pages()
        return answer

    def answer_pending(self, call: Call[wire.Nothing, wire.RewardAnswers]) -> wire.RewardAnswersTaken:
        """Take answers about registrations that were handed over in real time; each stands or falls by itself."""
        asked = call.body.answers

        def work(conn: Connection) -> wire.RewardAnswersTaken:
            of_site: Select[Any] = select(_IN.code, _IN.state, _IN.result, _IN.file_id).where(
                _IN.site_id == call.site_id, _IN.code.in_([each.code for each in asked])
            )
            known: dict[str, Row[Any]] = {row.code: row for row in conn.execute(of_site.with_for_update())}
            taken, faults = _judged(asked, known)
            if taken:
                _apply(conn, call.site_id, taken, as_stored(self._now()))
                told = f"answers={len(taken)}"
                record(conn, self._clock(), call.site_id, call.caller.user_id, Act.REWARDS_ANSWERED, "", told)
            return wire.RewardAnswersTaken(
                approved=_number(taken, RewardResult.APPROVED),
                refused=_number(taken, RewardResult.REFUSED),
                faults=faults,
            )

        return self._database.write(work)

    def reasons(self, call: Call[wire.Nothing, wire.Nothing]) -> wire.RewardReasons:
        """Return the reasons of the last year, the newest first."""
        last = func.max(_IN.result_at)
        own = (
            select(_IN.result_reason, func.count().label("count"), last.label("last_at"))
            .where(_IN.site_id == call.site_id, _IN.result_at >= self._now() - timedelta(days=REASONS_OF_DAYS))
            .where(_IN.result == RewardResult.REFUSED)
            .group_by(_IN.result_reason)
            .order_by(last.desc(), _IN.result_reason)
            .limit(_MOST_REASONS)
        )
        rows = self._database.read(lambda conn: conn.execute(own).all())
        return wire.RewardReasons(
            reasons=[wire.RewardReason(reason=row[0], count=row[1], last_at=row[2]) for row in rows]
        )

    def _complete(
        self, conn: Connection, own: Row[Any], user_id: UUID, digest: bytes, accepted: wire.RewardResultAccepted
    ) -> None:
        """Keep that a file has its result, and destroy its passwords, which have arrived."""
        conn.execute(
            update(reward_file)
            .where(_OF.site_id == own.site_id, _OF.id == own.id)
            .values(
                answered_at=accepted.answered_at,
                answered_by=user_id,
                result_sha256=digest,
                answer=msgspec.json.encode(accepted),
            )
        )
        inside = (_IN.site_id == own.site_id) & (_IN.file_id == own.id)
        conn.execute(update(reward_registration).where(inside).values(NO_PASSWORD))


def _lock(conn: Connection, site_id: UUID, code: str) -> None:
    conn.execute(select(_OF.id).where(_OF.site_id == site_id, _OF.code == code).with_for_update())


def _checked(conn: Connection, own: Row[Any], raw: bytes, *, for_update: bool = False) -> CheckedResult:
    """Hold a result against its file; `for_update` keeps the closing rule from answering at the same moment."""
    inside = select(_IN.code, _IN.result).where(_IN.site_id == own.site_id, _IN.file_id == own.id)
    inside = inside.order_by(_IN.line)
    rows = conn.execute(inside.with_for_update() if for_update else inside).all()
    waiting = [row.code for row in rows if row.result is None]
    return check_result(raw, waiting, {row.code for row in rows if row.result is not None})


def _apply(conn: Connection, site_id: UUID, verdicts: Sequence[Verdict], now: datetime) -> None:
    """Answer registrations that have no answer yet."""
    put = update(reward_registration).where(
        _IN.site_id == bindparam("own_site"), _IN.code == bindparam("own_code"), _IN.result.is_(None)
    )
    put = put.values(result=bindparam("said"), result_reason=bindparam("why"), result_at=bindparam("at"))
    rows = [
        {"own_site": site_id, "own_code": each.code, "said": each.result.value, "why": each.reason, "at": now}
        for each in verdicts
    ]
    if rows:
        conn.execute(put, rows)


def _judged(asked: Sequence[wire.RewardAnswer], known: Mapping[str, Row[Any]]) -> tuple[list[Verdict], list[RowFault]]:
    """Return the answers to be taken, and what is wrong with others; as in files, none of contradictory ones is taken."""
    verdicts: dict[str, Verdict] = {}
    spoilt: set[str] = set()
    faults = []
    for number, each in enumerate(asked, 1):
        fault = _fault(known.get(each.code), each)
        if fault is None:
            reason = each.reason.strip() if each.result is RewardResult.REFUSED else ""
            verdict = Verdict(each.code, each.result, reason)
            before = verdicts.setdefault(each.code, verdict)
            if before is verdict:
                continue
            fault = ResultFault.REPEATED if before == verdict else ResultFault.CONTRADICTORY
        faults.append(RowFault(number, each.code, fault))
        if fault.problem is not Problem.STATE:
            spoilt.add(each.code)
    return [each for each in verdicts.values() if each.code not in spoilt], faults


def _fault(row: Row[Any] | None, asked: wire.RewardAnswer) -> ResultFault | None:
    if row is None or row.state != HandOverState.HANDED_OVER:
        return ResultFault.UNKNOWN
    if row.result is not None:
        return ResultFault.ANSWERED
    if row.file_id is not None:
        return ResultFault.UNKNOWN
    if not is_usable_reason(asked.reason):
        return ResultFault.BAD_REASON
    if asked.result is RewardResult.REFUSED and not asked.reason.strip():
        return ResultFault.NO_REASON
    return None


def _number(verdicts: Sequence[Verdict], result: RewardResult) -> int:
    return sum(each.result is result for each in verdicts)
