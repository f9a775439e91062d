"""ネットマイルリワード: what a reward campaign is beyond a campaign, and how what was registered is handed over and answered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum

import msgspec

from netmile_desktop.domain.calendar import JST
from netmile_desktop.domain.codes import Problem

TERMS_LENGTH = 20_000
MAX_UNIT_PRICE = 1_000_000
"""Yen for each approved registration, without tax."""

RETENTION_DAYS = 30
"""Days after the hand-over until NetMile destroys what was registered, unless the contract says otherwise."""


class FieldMode(StrEnum):
    """Whether a field is on the page, and whether it must be filled in."""

    OFF = "off"
    OPTIONAL = "optional"
    REQUIRED = "required"


class HandOver(StrEnum):
    """データの受渡: how the merchant gets what was registered (reward guide L66-76)."""

    REAL_TIME = "real_time"
    BATCH = "batch"


class HandOverState(StrEnum):
    """How far the hand-over of a registration is."""

    WAITING = "waiting"
    HANDED_OVER = "handed_over"


class RewardResult(StrEnum):
    """What the merchant answered about a registration; none yet reads 未回答."""

    APPROVED = "approved"
    REFUSED = "refused"


class RewardFields(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The fields that may be switched; the e-mail address is always asked for (reward guide L14-17)."""

    account: FieldMode = FieldMode.OFF
    """ログインID and パスワード of the account that the member will have at the merchant: both or none."""
    name: FieldMode = FieldMode.REQUIRED
    """氏名（漢字）."""
    kana: FieldMode = FieldMode.REQUIRED
    """氏名（カナ）."""
    address: FieldMode = FieldMode.OFF
    """郵便番号 and 住所: both or none."""
    sex: FieldMode = FieldMode.OFF
    phone: FieldMode = FieldMode.OFF


class RewardSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that a merchant decides about a reward campaign beyond the content of every campaign."""

    fields: RewardFields
    terms: str = ""
    """会員規約 as text, or empty where `terms_url` leads to it."""
    terms_url: str = ""
    hand_over: HandOver = HandOver.BATCH
    unit_price: int
    """キャンペーン成果単価 in yen, without tax."""


INTERVALS = (24, 12, 6, 4, 3, 2, 1)
"""Hours between two files; each divides a day, so that files come at the same times every day."""

LEAST_LEAD, MOST_LEAD = timedelta(minutes=30), timedelta(hours=3)
"""How long before its deadline a file that waits for its result is warned of, for short and long intervals."""

PASSWORD_HOURS = 24
"""Hours after the hand-over within which passwords are destroyed: the registration page and the contract promise it.

A call that was answered and a result that was accepted destroy them at once. These hours are for files without a
result, counted from the first download, because a download may have to be made again.
"""

PASSWORD_DAYS = 14
"""Days after the registration within which its password is destroyed whatever happens, also if nobody ever fetches it.

Longer than the holidays at the turn of the year, in which a shop may well be closed.
"""

TRIES_AFTER = (timedelta(0), timedelta(minutes=2), timedelta(minutes=8), timedelta(minutes=25), timedelta(minutes=60))
"""When the merchant's API is called for a registration, counted from the first call."""

CALL_SECONDS = 10
"""Seconds until a call of the merchant's API is given up, from looking up its name to the last byte of its answer."""

CALLS_KEPT_DAYS = 90

REASON_LENGTH = 200
"""Characters of a reason of refusal."""

_ANCHOR = datetime(2000, 1, 1, tzinfo=JST)


class FileEncoding(StrEnum):
    """Encodings in which reward files are written."""

    UTF_8 = "utf-8-sig"
    CP932 = "cp932"


class FileState(StrEnum):
    """How far a reward file is."""

    EMPTY = "empty"
    """Nobody had registered; nothing is to be answered."""
    NEW = "new"
    DOWNLOADED = "downloaded"
    COMPLETED = "completed"
    """完了: its result was accepted, or the closing rule has answered the rest."""


class FileAlarm(StrEnum):
    """Whether a file's result is about to be late."""

    NONE = "none"
    SOON = "soon"
    OVERDUE = "overdue"


class CallOutcome(StrEnum):
    """How a call of the merchant's API ended."""

    APPROVED = "approved"
    REFUSED = "refused"
    PENDING = "pending"
    """Accepted; the merchant answers later."""
    TIMED_OUT = "timed_out"
    UNREACHABLE = "unreachable"
    FORBIDDEN_ADDRESS = "forbidden_address"
    """The name leads to a private, loopback or other special address."""
    HTTP_STATUS = "http_status"
    """Answered with a status other than 200, redirects among them."""
    BAD_ANSWER = "bad_answer"

    @property
    def is_delivered(self) -> bool:
        """Whether the merchant has taken the registration."""
        return self in {CallOutcome.APPROVED, CallOutcome.REFUSED, CallOutcome.PENDING}


class ResultFault(StrEnum):
    """What is wrong with a row of a result."""

    UNKNOWN = "unknown"
    """No such registration in the file."""
    ANSWERED = "answered"
    """Answered before."""
    REPEATED = "repeated"
    """Says the same as a row above."""
    CONTRADICTORY = "contradictory"
    NOT_A_RESULT = "not_a_result"
    NO_REASON = "no_reason"
    """Refused without a reason."""
    BAD_REASON = "bad_reason"
    """Too long, or with control characters."""

    @property
    def problem(self) -> Problem:
        """The code that the merchant is told; rows with `P-STATE` do not keep the others from being accepted."""
        passed_over = {ResultFault.UNKNOWN, ResultFault.ANSWERED, ResultFault.REPEATED}
        return Problem.STATE if self in passed_over else Problem.INVALID


class RowFault(msgspec.Struct, frozen=True):
    """One faulty row, by its line in the text from 1."""

    line: int
    code: str
    fault: ResultFault


class Schedule(msgspec.Struct, frozen=True):
    """When files are written: every so many hours, at a minute of the Japanese day and from there on."""

    every_hours: int = 24
    minute: int = 9 * 60

    def next_after(self, instant: datetime) -> datetime:
        """Return the first time for a file after an instant."""
        step = timedelta(hours=self.every_hours)
        first = _ANCHOR + timedelta(minutes=self.minute)
        return (first + ((instant - first) // step + 1) * step).astimezone(UTC)

    @property
    def at(self) -> str:
        """The time of day, `HH:MM`."""
        return f"{self.minute // 60:02d}:{self.minute % 60:02d}"


def minute_of(at: str) -> int:
    """Return the minute of the day of a time written `HH:MM`."""
    hour, _, minute = at.partition(":")
    return int(hour) * 60 + int(minute)


def warned_from(due_at: datetime, answer_until: datetime) -> datetime:
    """Return from when on a file without a result is warned of: an eighth of its time before the deadline, within limits."""
    return answer_until - min(max((answer_until - due_at) / 8, LEAST_LEAD), MOST_LEAD)


def may_tell_password(registered_at: datetime, downloaded_at: datetime | None, now: datetime) -> bool:
    """Return whether a password in a file without a result may still be told, whoever stands still meanwhile."""
    if now >= registered_at + timedelta(days=PASSWORD_DAYS):
        return False
    return downloaded_at is None or now < downloaded_at + timedelta(hours=PASSWORD_HOURS)


def file_alarm(due_at: datetime, answer_until: datetime, now: datetime, *, is_open: bool) -> FileAlarm:
    """Return whether the result of a file is late, or about to be."""
    if not is_open or now < warned_from(due_at, answer_until):
        return FileAlarm.NONE
    return FileAlarm.SOON if now < answer_until else FileAlarm.OVERDUE
