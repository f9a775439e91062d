"""A batch on its way: its states, the moves between them, its parts and their keys."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.rows.issuances import MAX_ROWS
from netmile_desktop.domain.rows.rows import RowSequence

LONGEST_REASON = 200
"""Characters of what a clerk says why rows are not issued, or issued once more."""


class BatchSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Everything about an issue besides its rows (guide L439-465); travels as query of the upload."""

    campaign_id: str
    mode: Mode = Mode.PC
    transfer_after_days: int = 0
    """0 is 「すぐに振込む」, else 1 to 90."""
    notify: bool = False
    """振込完了メール."""
    message: str = ""
    """マイル振込メール差込文, at most 500 characters."""
    register_members: bool = False
    """会員登録: only 「しない」 is accepted (guide L451)."""
    generate_passwords: bool = False
    """パスワード自動生成: only 「しない」 is accepted (guide L455)."""


class BatchState(StrEnum):
    """Where a batch stands on this machine."""

    DRAFT = "draft"
    SENDING = "sending"
    """At least one part has been, or may have been, sent; others have not."""
    JUDGING = "judging"
    """Every part is accepted; verdicts are pending."""
    DONE = "done"
    DONE_WITH_ERRORS = "done_with_errors"


class Action(StrEnum):
    """What may be asked of a batch."""

    EDIT = "edit"
    SEND = "send"
    RESUME = "resume"
    WITHDRAW = "withdraw"
    """Withdraw the parts that the portal has not accepted."""
    FETCH = "fetch"
    READ_LISTS = "read_lists"
    DELETE_LISTS = "delete_lists"
    DISCARD = "discard"
    CORRECT = "correct"
    """Create a correction of the rows that were not issued."""


_MOVES: dict[BatchState, frozenset[Action]] = {
    BatchState.DRAFT: frozenset({Action.EDIT, Action.SEND, Action.DISCARD}),
    BatchState.SENDING: frozenset({Action.RESUME, Action.WITHDRAW}),
    BatchState.JUDGING: frozenset({Action.FETCH}),
    BatchState.DONE: frozenset({Action.READ_LISTS, Action.DELETE_LISTS, Action.CORRECT}),
    BatchState.DONE_WITH_ERRORS: frozenset({Action.READ_LISTS, Action.DELETE_LISTS, Action.CORRECT}),
}


def may(state: BatchState, action: Action) -> bool:
    """Whether a batch in a state may be asked for an action. Buttons ask this; so does the workspace."""
    return action in _MOVES[state]


class PartState(StrEnum):
    """Where one part stands. A part whose fate is unknown is looked up before it is sent again."""

    READY = "ready"
    UNKNOWN = "unknown"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    JUDGED = "judged"


FATE_UNKNOWN = frozenset({PartState.UNKNOWN, PartState.ACCEPTED})
"""States in which the rows of a part were, or may have been, handed over and their verdicts are not here yet."""


def without_verdict(state: PartState, rows: int, records: int) -> int:
    """Rows of a part that were, or may have been, handed over and have no verdict.

    Of a judged part they are those that its registration was interrupted before; `records` is the number judged.
    """
    if state in FATE_UNKNOWN:
        return rows
    return rows - records if state is PartState.JUDGED else 0


class ProcessingState(StrEnum):
    """処理状態 of a registration at the portal (guide L380)."""

    RECEIVED = "received"
    RUNNING = "running"
    COMPLETED = "completed"
    COMPLETED_WITH_ERRORS = "completed_with_errors"
    INTERRUPTED = "interrupted"

    @property
    def is_final(self) -> bool:
        return self in {
            ProcessingState.COMPLETED,
            ProcessingState.COMPLETED_WITH_ERRORS,
            ProcessingState.INTERRUPTED,
        }


def split(rows: RowSequence, size: int = MAX_ROWS) -> list[RowSequence]:
    """Linked parts of at most `size` rows, in file order."""
    return [rows[at : at + size] for at in range(0, len(rows), size)]


@dataclass(frozen=True, slots=True)
class Part:
    """What is handed over in one request. Line n of the body (from 1) is row `row_ids[n - 1]`."""

    number: int
    body: bytes
    row_ids: tuple[int, ...]
    key: str


def make_parts(
    site: str, settings: BatchSettings, rows: RowSequence, salt: str, part_rows: int = MAX_ROWS
) -> list[Part]:
    """Cut rows into parts, each with the key under which it is sent, and sent again if need be."""
    parts = []
    for number, chunk in enumerate(split(rows, part_rows), 1):
        body = chunk.body()
        parts.append(Part(number, body, tuple(chunk.ids()), part_key(site, settings, body, number, salt)))
    return parts


def part_key(site: str, settings: BatchSettings, body: bytes, number: int, salt: str) -> str:
    """An idempotency key of 64 hexadecimal digits; the salt tells a meant repetition from a resend."""
    content = msgspec.json.encode([site, settings, digest(body), number, salt])
    return hashlib.sha256(content).hexdigest()


def digest(body: bytes) -> str:
    """SHA-256 of a canonical body, as 64 hexadecimal digits."""
    return hashlib.sha256(body).hexdigest()
