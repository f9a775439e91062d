"""Answers that the merchant's own system has made, read from a CSV or from pasted cells and found by 登録ID.

Columns may be in any order, and there may be others. What could be meant in two ways is asked about, never guessed: an
answer decides what is paid.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import FileUnreadable, ReadFault, Refused
from netmile_desktop.domain.rewards import ResultFault, RewardResult
from netmile_desktop.domain.rewards.result_files import MOST_ROWS, Verdict, is_usable_reason
from netmile_desktop.domain.rows.records import delimiter_of, is_empty, records_of
from netmile_desktop.domain.rows.rows import decoded

NO_COLUMN = -1
"""Chosen where no column of the text has reasons."""

_HEADING_WITHIN = 10
"""Records at the beginning among which the heading is looked for; titles may stand above it."""

_CODE_HEADINGS = ("登録id", "登録番号", "registrationid", "registration", "code")
_RESULT_HEADINGS = (
    "結果",
    "判定",
    "承認結果",
    "審査結果",
    "判定結果",
    "回答",
    "承認/不承認",
    "承認・不承認",
    "承認",
    "可否",
    "result",
    "verdict",
)
_REASON_HEADINGS = ("理由", "不承認理由", "不承認の理由", "否認理由", "却下理由", "reason")

_APPROVED = (
    "承認",
    "承認済",
    "承認済み",
    "承認する",
    "可",
    "ok",
    "○",
    "〇",
    "◯",
    "approved",
    "approve",
    "accepted",
    "accept",
)
_REFUSED = (
    *("不承認", "非承認", "否認", "却下", "不可", "ng", "×", "✕", "✖", "✗", "✘"),
    *("refused", "refuse", "rejected", "reject", "declined", "denied"),
)
_OPEN = ("", "未回答", "-", "―", "ー")
_WORDS: dict[str, RewardResult | None] = {
    **dict.fromkeys(_APPROVED, RewardResult.APPROVED),
    **dict.fromkeys(_REFUSED, RewardResult.REFUSED),
    **dict.fromkeys(_OPEN, None),
}
_DIGITS = ("0", "1")
_MARKS = frozenset({*_DIGITS, "可", "ok", "○", "〇", "◯", "不可", "ng", "×", "✕", "✖", "✗", "✘"})
"""Say yes or no to what stands above them: below 「却下」 or 「会員」, ○ is no approval."""
_LIKE_A_CODE = re.compile(r"[A-Z][0-9]{8}-[0-9A-Z]+").fullmatch


class Digits(StrEnum):
    """What 1 and 0 stand for, as the user says."""

    ONE_APPROVES = "one_approves"
    ONE_REFUSES = "one_refuses"


class MatchAsked(StrEnum):
    """What only the user can decide about a text."""

    DIGITS = "digits"
    """Results are written 1 and 0."""
    CODE_COLUMN = "code_column"
    """登録ID of the file stand in several columns."""
    RESULT_COLUMN = "result_column"
    """Several columns hold what could be results."""
    REASON_COLUMN = "reason_column"
    """Refusals have no reason, or several; other columns may hold it."""


class MatchMissing(StrEnum):
    """What a text lacks, so that nothing in it can be used."""

    CODES = "codes"
    """No column holds a 登録ID."""
    RESULTS = "results"
    """No column holds results."""


@dataclass(frozen=True, slots=True)
class MatchChoices:
    """What the user has decided about a text; columns are counted from 0."""

    digits: Digits | None = None
    code_column: int | None = None
    result_column: int | None = None
    reason_column: int | None = None
    """NO_COLUMN if none has reasons."""
    reason: str = ""
    """For refusals without a reason of their own."""


NO_CHOICES = MatchChoices()


@dataclass(frozen=True, slots=True)
class ColumnOffer:
    """A column to choose: its place from 0, its heading if there is one, and what stands in it first."""

    column: int
    heading: str
    examples: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class MatchQuestion:
    """A question about a text, with the columns to choose from; those of a question about digits hold them."""

    asked: MatchAsked
    columns: tuple[ColumnOffer, ...]


@dataclass(frozen=True, slots=True)
class MatchFault:
    """A line that is passed over; counted from 1 in the text."""

    line: int
    code: str
    fault: ResultFault
    cell: str = field(default="", repr=False)
    """What stands there, as far as it is what is wrong."""


@dataclass(frozen=True, slots=True)
class AnswersRead:
    """What was understood of a text."""

    verdicts: tuple[Verdict, ...] = ()
    faults: tuple[MatchFault, ...] = ()
    questions: tuple[MatchQuestion, ...] = ()
    missing: MatchMissing | None = None
    blank: int = 0
    """Lines that name a registration and answer nothing."""
    heading: tuple[str, ...] = ()
    """The cells taken as heading; empty if there is none."""
    code_column: int | None = None
    result_column: int | None = None
    reason_column: int | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    cells: Sequence[str]

    def cell(self, column: int | None) -> str:
        return self.cells[column] if column is not None and 0 <= column < len(self.cells) else ""


def read_answers(
    raw: bytes | str,
    open_codes: Collection[str],
    answered_codes: Collection[str] = (),
    own_reasons: Mapping[str, str] | None = None,
    choices: MatchChoices = NO_CHOICES,
) -> AnswersRead:
    """Read answers about registrations.

    Args:
        raw: A CSV in any usual encoding, or pasted cells as text.
        open_codes: Registrations that can be answered.
        answered_codes: Those that the portal has an answer about.
        own_reasons: Reasons that refusals have already, by 登録ID; a line that refuses without one keeps it.

    Raises:
        FileUnreadable: it is no text, or there is nothing in it.
        Refused: `P-ROWS`, it has more rows than a file can have.
    """
    return _Reading(_lines(raw), set(open_codes), set(answered_codes), own_reasons or {}, choices).read()


def _lines(raw: bytes | str) -> list[_Line]:
    text = raw.removeprefix("\ufeff") if isinstance(raw, str) else decoded(raw, "")[1]
    # Cells that are copied come with tabs, whatever else stands in them.
    delimiter = "\t" if isinstance(raw, str) and "\t" in text else delimiter_of(text)
    records = records_of(text, delimiter)
    found = [_Line(at, cells) for at, cells in zip(records.lines, records.cells, strict=True) if not is_empty(cells)]
    if not found:
        raise FileUnreadable(ReadFault.EMPTY, "")
    if len(found) > MOST_ROWS + _HEADING_WITHIN:
        raise Refused(Problem.ROWS)
    return found


class _Reading:
    """One reading of a text."""

    def __init__(
        self,
        lines: list[_Line],
        open_codes: set[str],
        answered_codes: set[str],
        own_reasons: Mapping[str, str],
        choices: MatchChoices,
    ) -> None:
        self._open, self._answered = open_codes, answered_codes
        self._own_reasons = own_reasons
        self._choices = choices
        at = self._heading_at(lines)
        self._heading = () if at is None else tuple(lines[at].cells)
        self._names = [_plain(cell) for cell in self._heading]
        self._lines = lines if at is None else lines[at + 1 :]
        self._width = max((len(line.cells) for line in lines), default=0)
        self._questions: list[MatchQuestion] = []
        self._faults: list[MatchFault] = []

    def read(self) -> AnswersRead:
        code = self._code_column()
        if code is None:
            return self._told(missing=None if self._questions else MatchMissing.CODES)
        result = self._result_column(code)
        if result is None:
            return self._told(missing=None if self._questions else MatchMissing.RESULTS, code=code)
        self._ask_about_digits(code, result)
        reason = self._reason_column(code, result)
        return self._answers(code, result, reason)

    # --- columns ------------------------------------------------------------------------------------

    def _heading_at(self, lines: Sequence[_Line]) -> int | None:
        """Return where the heading is; nothing above it names a registration, or answers would be left out."""
        for at, line in enumerate(lines[:_HEADING_WITHIN]):
            if self._is_heading(line):
                return at
            if any(self._is_like_code(_code(cell)) for cell in line.cells):
                return None
        return None

    def _is_heading(self, line: _Line) -> bool:
        """A heading names the column of 登録ID, or that of results, and holds no ID itself."""
        names = [_plain(cell) for cell in line.cells]
        is_named = any(name in _CODE_HEADINGS or (name in _RESULT_HEADINGS and name not in _WORDS) for name in names)
        return is_named and not any(self._is_like_code(_code(cell)) for cell in line.cells)

    def _is_like_code(self, code: str) -> bool:
        return code in self._open or code in self._answered or bool(_LIKE_A_CODE(code))

    def _code_column(self) -> int | None:
        if self._choices.code_column is not None:
            return self._choices.code_column
        known = self._open | self._answered
        hits = [sum(_code(line.cell(column)) in known for line in self._lines) for column in range(self._width)]
        found = [column for column, hit in enumerate(hits) if hit]
        if len(found) > 1:
            # A column that merely repeats the other is no doubt.
            first, *others = found
            same = all(_code(line.cell(first)) == _code(line.cell(each)) for line in self._lines for each in others)
            found = [first] if same else found
        if not found:
            found = [column for column, name in enumerate(self._names) if name in _CODE_HEADINGS]
            found = found[:1] or [
                column
                for column in range(self._width)
                if any(_LIKE_A_CODE(_code(line.cell(column))) for line in self._lines)
            ]
        return self._only(found, MatchAsked.CODE_COLUMN)

    def _result_column(self, code: int) -> int | None:
        if self._choices.result_column is not None:
            return self._choices.result_column
        named = [at for at, name in enumerate(self._names) if name in _RESULT_HEADINGS and at != code]
        if named:
            return self._only(named, MatchAsked.RESULT_COLUMN)
        lines = self._known_lines(code)
        others = (column for column in range(self._width) if column != code)
        found = [each for each in others if _holds_results(lines, each) and not self._denies(lines, each)]
        if len(found) == 1 and self._name(found[0]) and _holds_marks(lines, found[0]):
            self._ask(MatchAsked.RESULT_COLUMN, found)
            return None
        return self._only(found, MatchAsked.RESULT_COLUMN)

    def _name(self, column: int) -> str:
        return self._names[column] if column < len(self._names) else ""

    def _denies(self, lines: Sequence[_Line], column: int) -> bool:
        """Return whether a column is marked where something is refused, so that its ○ is the opposite of an approval."""
        return self._name(column) in _REFUSED and _holds_marks(lines, column)

    def _reason_column(self, code: int, result: int) -> int | None:
        """Return the column of reasons; without a heading only the documented order is trusted."""
        chosen = self._choices.reason_column
        if chosen is not None:
            return None if chosen == NO_COLUMN else chosen
        named = [at for at, name in enumerate(self._names) if name in _REASON_HEADINGS and at not in {code, result}]
        if len(named) == 1:
            return named[0]
        if not self._heading and (code, result) == (0, 1) and self._width == 3:
            return 2
        refusals = [
            line
            for line in self._known_lines(code)
            if self._meaning(line.cell(result)) is RewardResult.REFUSED
            and _code(line.cell(code)) not in self._own_reasons
        ]
        candidates = named or [
            each
            for each in range(self._width)
            if each not in {code, result} and any(line.cell(each) for line in refusals)
        ]
        if refusals and candidates and not self._choices.reason:
            self._ask(MatchAsked.REASON_COLUMN, candidates)
        return None

    def _known_lines(self, code: int) -> list[_Line]:
        known = [line for line in self._lines if _code(line.cell(code)) in self._open]
        return known or self._lines

    def _ask_about_digits(self, code: int, result: int) -> None:
        if self._choices.digits is None and any(
            _plain(line.cell(result)) in _DIGITS for line in self._known_lines(code)
        ):
            self._ask(MatchAsked.DIGITS, [result])

    def _only(self, columns: Sequence[int], asked: MatchAsked) -> int | None:
        if len(columns) > 1:
            self._ask(asked, columns)
        return columns[0] if len(columns) == 1 else None

    def _ask(self, asked: MatchAsked, columns: Sequence[int]) -> None:
        self._questions.append(MatchQuestion(asked, tuple(self._offer(each) for each in columns)))

    def _offer(self, column: int) -> ColumnOffer:
        filled = dict.fromkeys(cell for line in self._lines if (cell := line.cell(column)))
        return ColumnOffer(column, self._heading[column] if column < len(self._heading) else "", tuple(filled)[:4])

    # --- answers ------------------------------------------------------------------------------------

    def _answers(self, code: int, result: int, reason: int | None) -> AnswersRead:
        found: dict[str, Verdict] = {}
        spoilt: set[str] = set()
        blank = 0
        for line in self._lines:
            own = _code(line.cell(code))
            said = self._verdict(line, own, result, reason)
            if isinstance(said, Verdict):
                before = found.setdefault(own, said)
                if before is said:
                    continue
                said = ResultFault.REPEATED if before == said else ResultFault.CONTRADICTORY
            if said is None:
                blank += 1
                continue
            self._faults.append(MatchFault(line.number, own, said, _wrong_cell(line, said, result, reason)))
            if said.problem is Problem.INVALID:
                spoilt.add(own)
        verdicts = tuple(each for each in found.values() if each.code not in spoilt)
        return self._told(verdicts=verdicts, blank=blank, code=code, result=result, reason=reason)

    def _verdict(self, line: _Line, code: str, result: int, reason: int | None) -> Verdict | ResultFault | None:
        if code in self._answered:
            return ResultFault.ANSWERED
        if code not in self._open:
            return ResultFault.UNKNOWN
        said = _plain(line.cell(result))
        if said in _DIGITS and self._choices.digits is None:
            return None  # asked about
        if said in _WORDS and _WORDS[said] is None:
            return None
        meaning = self._meaning(said)
        if meaning is None:
            return ResultFault.NOT_A_RESULT
        why = line.cell(reason) or self._own_reasons.get(code, "") or self._choices.reason.strip()
        if meaning is RewardResult.APPROVED:
            return Verdict(code, meaning)
        if not is_usable_reason(why):
            return ResultFault.BAD_REASON
        return Verdict(code, meaning, why) if why else ResultFault.NO_REASON

    def _meaning(self, cell: str) -> RewardResult | None:
        plain = _plain(cell)
        if plain in _DIGITS and self._choices.digits is not None:
            approves = "1" if self._choices.digits is Digits.ONE_APPROVES else "0"
            return RewardResult.APPROVED if plain == approves else RewardResult.REFUSED
        return _WORDS.get(plain)

    def _told(
        self,
        *,
        verdicts: tuple[Verdict, ...] = (),
        missing: MatchMissing | None = None,
        blank: int = 0,
        code: int | None = None,
        result: int | None = None,
        reason: int | None = None,
    ) -> AnswersRead:
        return AnswersRead(
            verdicts=verdicts,
            faults=tuple(self._faults),
            questions=tuple(self._questions),
            missing=missing,
            blank=blank,
            heading=self._heading,
            code_column=code,
            result_column=result,
            reason_column=reason,
        )


def _holds_results(lines: Sequence[_Line], column: int) -> bool:
    """Return whether a column holds results: something is in it, and nothing else."""
    plain = {_plain(line.cell(column)) for line in lines}
    return bool(plain - set(_OPEN)) and all(cell in _WORDS or cell in _DIGITS for cell in plain)


def _holds_marks(lines: Sequence[_Line], column: int) -> bool:
    return any(_plain(line.cell(column)) in _MARKS for line in lines)


def _wrong_cell(line: _Line, fault: ResultFault, result: int, reason: int | None) -> str:
    if fault is ResultFault.BAD_REASON:
        return line.cell(reason)
    return line.cell(result) if fault in {ResultFault.NOT_A_RESULT, ResultFault.CONTRADICTORY} else ""


def _plain(cell: str) -> str:
    """Return a cell as it is compared: without its width, case and blanks."""
    return "".join(unicodedata.normalize("NFKC", cell).casefold().split())


def _code(cell: str) -> str:
    """Return a cell as a 登録ID; the apostrophe with which a sheet marks a text is none of it."""
    return unicodedata.normalize("NFKC", cell).strip().removeprefix("'").upper()
