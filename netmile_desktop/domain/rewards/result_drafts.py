"""A result in the making: the rows of a reward file, what was answered about each so far, and how to take that back."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from itertools import chain

import msgspec

from netmile_desktop.domain.calendar import JST
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.lists import INSTANT
from netmile_desktop.domain.rewards import ResultFault, RewardResult, RowFault
from netmile_desktop.domain.rewards.entries import EntryField
from netmile_desktop.domain.rewards.result_files import (
    CODE,
    FIELD_COLUMNS,
    FILE_HEADER,
    REPLACED,
    Verdict,
    is_usable_reason,
    partial_file,
    result_file,
    text_in,
)
from netmile_desktop.domain.rewards.result_matching import (
    NO_CHOICES,
    AnswersRead,
    MatchChoices,
    MatchFault,
    MatchMissing,
    MatchQuestion,
    read_answers,
)
from netmile_desktop.domain.rewards.shared_entries import are_told, shared_entries

_CAMPAIGN, _REGISTERED, _TEST = FILE_HEADER[1:4]


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A registration of a reward file, as it is shown to be answered. Its password stays in the file."""

    number: int
    """Its row in the file, from 1."""
    code: str
    """登録ID."""
    campaign_id: str
    registered_at: datetime | None
    """None if the file does not tell it legibly."""
    test: bool = False
    fields: Mapping[EntryField, str] = field(default_factory=dict, repr=False)
    """What the member typed; fields that were not asked for are left out."""
    replaced: tuple[EntryField, ...] = ()
    """Fields in which characters were replaced by 〓, because the file is in CP932."""


class RowAnswer(msgspec.Struct, frozen=True):
    """What is answered about a registration so far. A refusal may still wait for its reason."""

    result: RewardResult | None = None
    reason: str = ""


UNANSWERED = RowAnswer()


@dataclass(frozen=True, slots=True)
class DraftCounts:
    """How many registrations are answered, and how."""

    all: int
    unanswered: int
    approved: int
    refused: int


@dataclass(frozen=True, slots=True)
class DraftChecks:
    """What has to hold before a result is uploaded."""

    rows: int
    matched: int
    """Rows whose 登録ID the portal has not called unknown, each counted once."""
    refused: int
    with_reason: int
    """Refusals that have a reason."""
    answered_before: int
    """Rows with an answer here of which the portal has one already; they are passed over."""
    unanswered: int
    shared: int | None = None
    """Rows with the phone number or e-mail address of another row; None if no row tells either. Stands in no way."""

    @property
    def may_be_uploaded(self) -> bool:
        """Whether the portal can take the result; a file takes one only."""
        has_answers = self.rows > self.answered_before
        return has_answers and not self.unanswered and self.matched == self.rows and self.with_reason == self.refused


@dataclass(frozen=True, slots=True)
class RowChange:
    """What a text of answers changes about a row."""

    row: ResultRow
    before: RowAnswer
    after: RowAnswer


@dataclass(frozen=True, slots=True)
class Match:
    """What answers made elsewhere would change; nothing is changed before `ResultDraft.apply`."""

    changes: tuple[RowChange, ...]
    same: int
    """Rows that are answered that way already."""
    blank: int
    """Lines that name a row and answer nothing; they change nothing."""
    faults: tuple[MatchFault, ...]
    """Lines that are passed over, each with its cause."""
    questions: tuple[MatchQuestion, ...]
    """What only the user can decide. While there is one, `changes` may be incomplete and cannot be applied."""
    missing: MatchMissing | None
    """What the text lacks altogether."""
    read: AnswersRead
    """Which columns were used."""


class ResultDraft:
    """Answers about the rows of one file, or about registrations that wait in real time. Not for several threads."""

    def __init__(
        self,
        rows: Sequence[ResultRow],
        answers: Mapping[str, RowAnswer] | None = None,
        *,
        answered: Iterable[str] = (),
        keep: Callable[[Mapping[str, RowAnswer]], object] = lambda _changed: None,
    ) -> None:
        """Begin with what was answered before.

        Args:
            answers: By 登録ID. Answers about other registrations are left out.
            answered: Registrations that have their answer at the portal; nothing more is said about them.
            keep: Called with the changes of each step before it is taken; if it raises, nothing changes.
        """
        self.rows = tuple(rows)
        self._rows = {row.code: row for row in self.rows}
        self._answers: dict[str, RowAnswer] = {}
        self._counts: Counter[RewardResult] = Counter()
        self._reasons: Counter[str] = Counter()
        self._done: list[dict[str, RowAnswer]] = []
        self._undone: list[dict[str, RowAnswer]] = []
        self._answered = set(answered) & self._rows.keys()
        self._unknown: set[str] = set()
        self._keep = keep
        for code, answer in (answers or {}).items():
            if code in self._rows:
                self._put(code, answer)

    # --- what is answered ---------------------------------------------------------------------------

    def row(self, code: str) -> ResultRow:
        """Return a row by its 登録ID. Raises KeyError."""
        return self._rows[code]

    def find(self, code: str) -> ResultRow | None:
        """Return a row by its 登録ID, or None."""
        return self._rows.get(code)

    def answer_of(self, code: str) -> RowAnswer:
        """Return what is answered about a row. Raises KeyError."""
        return self._answers.get(self._rows[code].code, UNANSWERED)

    def answers(self) -> dict[str, RowAnswer]:
        """Return all answers by 登録ID, in the order of the rows; rows without one are left out."""
        return {row.code: self._answers[row.code] for row in self.rows if row.code in self._answers}

    def is_answered_before(self, code: str) -> bool:
        """Return whether the portal has an answer about a row already, so that none can be given."""
        return code in self._answered

    @cached_property
    def shared(self) -> dict[str, dict[EntryField, tuple[int, ...]]]:
        """By 登録ID, the numbers of the rows with the same phone number or e-mail address."""
        return shared_entries(self.rows)

    @cached_property
    def _can_be_compared(self) -> bool:
        return are_told(self.rows)

    def counts(self) -> DraftCounts:
        """Return the figures of the chips."""
        approved, refused = self._counts[RewardResult.APPROVED], self._counts[RewardResult.REFUSED]
        return DraftCounts(len(self._rows), self._unanswered(), approved, refused)

    def checks(self) -> DraftChecks:
        """Return how the result stands before it is uploaded."""
        refused = self._counts[RewardResult.REFUSED]
        return DraftChecks(
            rows=len(self.rows),
            matched=len(self._rows) - len(self._unknown),
            refused=refused,
            with_reason=self._reasons.total(),
            answered_before=sum(code in self._answers for code in self._answered),
            unanswered=self._unanswered(),
            shared=len(self.shared) if self._can_be_compared else None,
        )

    def next_open(self, after_number: int = 0) -> ResultRow | None:
        """Return the next row without an answer below a row, or from the beginning on; None if there is none."""
        rows = self.rows
        for at in chain(range(after_number, len(rows)), range(min(after_number, len(rows)))):
            if self._is_open(rows[at].code):
                return rows[at]
        return None

    def reasons(self) -> list[str]:
        """Return the reasons given in this draft, the newest first."""
        return [reason for reason, count in reversed(self._reasons.items()) if count]

    # --- answering ----------------------------------------------------------------------------------

    def answer(self, codes: Collection[str], result: RewardResult | None, reason: str = "") -> list[str]:
        """Answer about rows, or take their answers back with None, as one step; return the rows that changed.

        Rows that the portal has an answer about stay as they are. Only a refusal keeps its reason.

        Raises:
            KeyError: one of them is not in the file.
            ValueError: the reason is too long, or has control characters.
        """
        reason = reason.strip() if result is RewardResult.REFUSED else ""
        if not is_usable_reason(reason):
            raise ValueError(ResultFault.BAD_REASON)
        answer = RowAnswer(result, reason) if result else UNANSWERED
        return self._step({self._rows[code].code: answer for code in codes if code not in self._answered})

    def apply(self, match: Match) -> list[str]:
        """Take over the changes of a match as one step; return the rows that changed.

        Raises:
            ValueError: a question about it is still open.
        """
        if match.questions:
            raise ValueError("A question about the answers is still open")
        return self._step({each.row.code: each.after for each in match.changes})

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    def undo(self) -> list[str]:
        """Take the last step back; return the rows that changed, none if there is no step."""
        return self._turn_back(self._done, self._undone)

    def redo(self) -> list[str]:
        """Take a step again that was taken back; return the rows that changed."""
        return self._turn_back(self._undone, self._done)

    def match(self, raw: bytes | str, choices: MatchChoices = NO_CHOICES) -> Match:
        """Return what answers made elsewhere would change: a CSV of any usual encoding, or cells pasted as text.

        Raises:
            FileUnreadable: it is no text, or there is nothing in it.
            Refused: `P-ROWS`, it has more rows than a file can have.
        """
        own = {code: each.reason for code, each in self._answers.items() if each.reason}
        read = read_answers(raw, self._rows.keys() - self._answered, self._answered, own, choices)
        after = [(self._rows[each.code], RowAnswer(each.result, each.reason)) for each in read.verdicts]
        changes = [
            RowChange(row, self.answer_of(row.code), answer)
            for row, answer in after
            if self.answer_of(row.code) != answer
        ]
        changes.sort(key=lambda each: each.row.number)
        same = len(after) - len(changes)
        return Match(tuple(changes), same, read.blank, read.faults, read.questions, read.missing, read)

    # --- the portal and colleagues ------------------------------------------------------------------

    def note(self, faults: Iterable[RowFault]) -> None:
        """Keep what the portal says about rows: which have an answer already, and which it does not know."""
        for each in faults:
            if each.code in self._rows and each.fault is ResultFault.ANSWERED:
                self._answered.add(each.code)
            if each.code in self._rows and each.fault is ResultFault.UNKNOWN:
                self._unknown.add(each.code)

    def note_answered(self, open_codes: Iterable[str]) -> None:
        """Keep which rows wait for an answer at the portal beyond those answered here; it has answered the others."""
        waiting = set(open_codes)
        self._answered |= {code for code in self._rows if self._is_open(code) and code not in waiting}

    def is_ready(self, code: str) -> bool:
        """Return whether nothing is missing about a row: it is answered, and with a reason if it is refused."""
        answer = self._answers.get(code, UNANSWERED)
        if answer.result is RewardResult.REFUSED:
            return bool(answer.reason) or code in self._answered
        return not self._is_open(code)

    def result(self) -> bytes:
        """Return the result as it is uploaded; the same answers give the same bytes."""
        return result_file(self.verdicts())

    def verdicts(self) -> list[Verdict]:
        """Return the answers to be uploaded, in the order of the rows."""
        return [
            Verdict(code, answer.result, answer.reason)
            for code, answer in self.answers().items()
            if answer.result is not None and code not in self._answered
        ]

    def draft_file(self) -> bytes:
        """Return all rows with their answers so far, for a colleague to go on with; without personal data.

        `match` reads it.
        """
        found = ((row.code, self._answers.get(row.code, UNANSWERED)) for row in self._rows.values())
        return partial_file((code, answer.result, answer.reason) for code, answer in found)

    # --- within -------------------------------------------------------------------------------------

    def _is_open(self, code: str) -> bool:
        return code not in self._answers and code not in self._answered

    def _unanswered(self) -> int:
        # No sets of all rows: this is asked for at each key.
        return len(self._rows) - len(self._answers) - sum(code not in self._answers for code in self._answered)

    def _step(self, after: Mapping[str, RowAnswer]) -> list[str]:
        changed = {code: answer for code, answer in after.items() if self._answers.get(code, UNANSWERED) != answer}
        if changed:
            self._keep(changed)
            self._done.append({code: self._put(code, answer) for code, answer in changed.items()})
            self._undone.clear()
        return list(changed)

    def _turn_back(self, steps: list[dict[str, RowAnswer]], others: list[dict[str, RowAnswer]]) -> list[str]:
        if not steps:
            return []
        self._keep(steps[-1])
        step = steps.pop()
        others.append({code: self._put(code, answer) for code, answer in step.items()})
        return list(step)

    def _put(self, code: str, answer: RowAnswer) -> RowAnswer:
        """Set an answer, and return the one before."""
        before = self._answers.pop(code, UNANSWERED)
        if before.result:
            self._counts[before.result] -= 1
        if before.reason:
            self._reasons[before.reason] -= 1
        if answer.result:
            self._answers[code] = answer
            self._counts[answer.result] += 1
        if answer.reason:
            # Taken out first: the newest reason is the last one.
            self._reasons[answer.reason] = self._reasons.pop(answer.reason, 0) + 1
        return before


def read_rows(content: bytes) -> list[ResultRow]:
    """Return the registrations of a downloaded reward file, UTF-8 or CP932; none of a file in which nobody is.

    Raises:
        Refused: `P-CSV`, it is no reward file.
    """
    reader = csv.reader(io.StringIO(text_in(content), newline=""))
    try:
        heading = next(reader, [])
        if CODE not in heading:
            raise Refused(Problem.CSV)
        lines = [cells for cells in reader if any(cells)]
    except csv.Error:
        raise Refused(Problem.CSV) from None
    rows = [_row(number, dict(zip(heading, cells, strict=False))) for number, cells in enumerate(lines, 1)]
    if not all(row.code for row in rows):
        raise Refused(Problem.CSV)
    return rows


def _row(number: int, cells: Mapping[str, str]) -> ResultRow:
    names: dict[str, EntryField] = {column: each for each, column in FIELD_COLUMNS.items()}
    fields: dict[EntryField, str] = {
        each: cells[column] for column, each in names.items() if cells.get(column) and each is not EntryField.PASSWORD
    }
    replaced = tuple(names[column] for column in cells.get(REPLACED, "").split() if column in names)
    return ResultRow(
        number=number,
        code=cells.get(CODE, "").strip(),
        campaign_id=cells.get(_CAMPAIGN, ""),
        registered_at=_instant(cells.get(_REGISTERED, "")),
        test=bool(cells.get(_TEST)),
        fields=fields,
        replaced=replaced,
    )


def _instant(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, INSTANT).replace(tzinfo=JST).astimezone(UTC)
    except ValueError:
        return None
