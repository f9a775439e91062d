"""What a reader made of a sheet, against the truth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from netmile_desktop.domain.campaigns import Mode, Validity, VariableAmount
from netmile_desktop.domain.rows.issuances import Findings, Rule, check_rows
from netmile_desktop.domain.rows.rows import Row
from netmile_desktop.domain.tables.table import NO_CHOICES, Choices, Doubt, DoubtCause, Inclusion
from tests.support.sheets.cells import Triple
from tests.support.sheets.making import Made
from tests.support.sheets.truth import Certainty, TrueRow, Truth

QUESTIONS_AT_MOST = 6
"""Rounds of questions and answers after which a clerk gives up."""


@dataclass(frozen=True)
class ReadSheet:
    """What a reader made of a file."""

    rows: Sequence[Row] = ()
    doubts: Sequence[Doubt] = ()
    refusal: str = ""
    """Why it was refused; empty if it was not."""
    totals: Mapping[int, int] = field(default_factory=dict)
    """Sums of miles that the reader found stated, by record."""


Reader = Callable[[Made, Choices], ReadSheet]


class Outcome(StrEnum):
    """What became of a sheet."""

    RIGHT = "right"
    ASKED = "asked"
    REFUSED = "refused"
    """Refused as it should be."""
    SHOWN = "shown"
    """Not right, but every fault is shown with its code, and nothing else would be sent."""
    NEEDLESSLY_ASKED = "needlessly asked"
    SILENTLY_WRONG = "silently wrong"
    WRONGLY_REFUSED = "wrongly refused"
    """A sheet of which everything is clear was refused, or its good rows were shown as errors."""
    STUCK = "stuck"
    """Every question was answered, and still the rows did not come in right."""


FAILURES = frozenset({Outcome.SILENTLY_WRONG, Outcome.WRONGLY_REFUSED, Outcome.STUCK})


@dataclass(frozen=True)
class Grade:
    """What became of a sheet, and why."""

    outcome: Outcome
    reasons: tuple[str, ...] = ()
    noise: int = 0
    """Lines that are no rows but appear as such, with an error code."""


@dataclass
class _Faults:
    """Differences between the rows read and the true ones."""

    silent: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    noise: int = 0


def graded(made: Made, reader: Reader) -> Grade:
    """Return the grade of a reader for a sheet: for its first look, then for what it reads once it is answered."""
    truth = made.truth
    read = reader(made, NO_CHOICES)
    if read.refusal:
        return _of_refusal(truth, read)
    if not read.doubts:
        return _of_rows(truth, read)
    if truth.certainty is Certainty.NO_TABLE:
        return Grade(Outcome.WRONGLY_REFUSED, ("no cause, only questions: " + _causes(read.doubts),))
    asked = Grade(Outcome.NEEDLESSLY_ASKED if truth.certainty is Certainty.CERTAIN else Outcome.ASKED)
    asked = Grade(asked.outcome, (_causes(read.doubts),))
    if any(needs_another_file(doubt, truth) for doubt in read.doubts):
        return asked
    return _answered(made, reader, read, asked) if truth.is_answerable else asked


def _causes(doubts: Iterable[Doubt]) -> str:
    return "; ".join(f"{each.cause} {each.role or ''} {each.candidates or ''}".strip() for each in doubts)


def _answered(made: Made, reader: Reader, read: ReadSheet, asked: Grade) -> Grade:
    """Answer questions as a person would who knows the sheet, until there are none."""
    choices, questions = NO_CHOICES, _causes(read.doubts)
    for _ in range(QUESTIONS_AT_MOST):
        choices = with_answers(choices, read.doubts, made.truth)
        read = reader(made, choices)
        if read.refusal:
            return Grade(Outcome.STUCK, (f"refused after answers to {questions}: {read.refusal}",))
        if not read.doubts:
            break
        if any(needs_another_file(doubt, made.truth) for doubt in read.doubts):
            return asked
    else:
        return Grade(Outcome.STUCK, (f"asked for ever: {questions}, then {_causes(read.doubts)}",))
    faults = compared(made.truth, read)
    if faults.shown and not faults.silent:
        # Whoever sees nothing but errors points at the heading, too.
        read = reader(made, everything_chosen(made.truth))
        faults = compared(made.truth, read)
    if faults.silent:
        return Grade(Outcome.SILENTLY_WRONG, (f"after answers to {questions}", *faults.silent), faults.noise)
    if faults.shown:
        return Grade(Outcome.STUCK, (f"after answers to {questions}", *faults.shown), faults.noise)
    return Grade(asked.outcome, asked.reasons, faults.noise)


def needs_another_file(doubt: Doubt, truth: Truth) -> bool:
    """Return whether only another file answers a question."""
    if doubt.cause is DoubtCause.SHIFTED_CELLS:
        return any(row.record == doubt.record and not row.is_good for row in truth.rows)
    return doubt.cause is DoubtCause.OTHER_TABLE


def with_answers(choices: Choices, doubts: Iterable[Doubt], truth: Truth) -> Choices:
    """Return choices with the right answers to questions."""
    roles = dict(choices.roles)
    hidden, delimiter, skip, put_back = choices.hidden, choices.delimiter, choices.skip, choices.put_back
    marked, unshifted = choices.marked, choices.unshifted
    for doubt in doubts:
        if doubt.cause is DoubtCause.HIDDEN_ROWS:
            hidden = truth.hidden
        elif doubt.cause is DoubtCause.MARKED_ROWS:
            marked = truth.marked or Inclusion.INCLUDE
        elif doubt.cause is DoubtCause.SHIFTED_CELLS:
            unshifted = True
        elif doubt.cause is DoubtCause.SEPARATOR:
            delimiter = truth.delimiter
        elif doubt.cause is DoubtCause.ROWS_ABOVE:
            above = [row.record for row in truth.rows if row.record < doubt.record]
            put_back, skip = (tuple(above), skip) if above else (put_back, doubt.record - 1)
        elif doubt.role is None:
            roles |= truth.roles
        else:
            roles[doubt.role] = truth.roles[doubt.role]
    return Choices(
        encoding=choices.encoding,
        delimiter=delimiter,
        header=choices.header,
        skip=skip,
        roles=tuple(roles.items()),
        hidden=hidden,
        marked=marked,
        unshifted=unshifted,
        put_back=put_back,
    )


def everything_chosen(truth: Truth) -> Choices:
    """Return all that a person can choose about a file."""
    return Choices(
        delimiter=truth.delimiter,
        header=truth.has_heading,
        skip=truth.skip,
        roles=tuple(truth.roles.items()),
        hidden=truth.hidden,
        marked=truth.marked,
        unshifted=True,
    )


def _of_refusal(truth: Truth, read: ReadSheet) -> Grade:
    may_be = truth.may_refuse or truth.certainty is Certainty.NO_TABLE
    return Grade(Outcome.REFUSED if may_be else Outcome.WRONGLY_REFUSED, (read.refusal,))


def _of_rows(truth: Truth, read: ReadSheet) -> Grade:
    """Return the grade of rows that would be imported without a question."""
    if truth.certainty is Certainty.NO_TABLE:
        return Grade(Outcome.SILENTLY_WRONG, (f"{len(read.rows)} rows of what is no table",))
    faults = compared(truth, read)
    if truth.certainty is Certainty.UNCERTAIN and (passing := passing_rows(truth, read.rows)):
        return Grade(Outcome.SILENTLY_WRONG, (f"guessed: {passing} rows would be sent", *faults.silent), faults.noise)
    if faults.silent:
        return Grade(Outcome.SILENTLY_WRONG, tuple(faults.silent), faults.noise)
    if faults.shown:
        outcome = Outcome.WRONGLY_REFUSED if truth.certainty is Certainty.CERTAIN else Outcome.SHOWN
        return Grade(outcome, tuple(faults.shown), faults.noise)
    return Grade(Outcome.RIGHT if truth.certainty is not Certainty.UNCERTAIN else Outcome.SHOWN, (), faults.noise)


def permissive(mode: Mode) -> Rule:
    """Return a rule that allows all miles on any day."""
    amount = VariableAmount(1, 99_999_999)
    day = date(2026, 11, 30)
    return Rule(mode=mode, amount=amount, issuance_from=day, issuance_to=day, state=Validity.APPROVED, today=day)


def passing_rows(truth: Truth, rows: Sequence[Row]) -> int:
    """Return the number of rows without an error code."""
    found = check_rows(rows, permissive(truth.mode))
    return sum(row.id not in found or not found[row.id].errors for row in rows)


def compared(truth: Truth, read: ReadSheet) -> _Faults:
    """Return how the rows read differ from the true ones."""
    findings = check_rows(read.rows, permissive(truth.mode))
    faults = _Faults()
    for record, miles in read.totals.items():
        if truth.totals.get(record, miles) != miles and not truth.records_may_shift:
            faults.silent.append(f"record {record}: a total of {miles}, but it is {truth.totals[record]}")
    if truth.records_may_shift:
        _compare_unordered(truth, read.rows, findings, faults)
    else:
        _compare_records(truth, read.rows, findings, faults)
    return faults


def _compare_records(truth: Truth, rows: Sequence[Row], findings: Mapping[int, Findings], faults: _Faults) -> None:
    by_record = {row.record: row for row in rows}
    if len(by_record) < len(rows):
        faults.silent.append("a record came in twice")
    expected = {row.record for row in truth.rows}
    for true in truth.rows:
        row = by_record.get(true.record)
        if row is None:
            faults.silent.append(f"record {true.record} is missing: {','.join(true.shown)}")
        elif fault := _fault(true, row, findings):
            (faults.shown if _has_error(row, findings) else faults.silent).append(fault)
    for row in rows:
        if row.record in expected:
            continue
        if _has_error(row, findings):
            faults.noise += 1
        else:
            faults.silent.append(f"record {row.record} is no row, but would be sent: {_text(row)}")


def _compare_unordered(truth: Truth, rows: Sequence[Row], findings: Mapping[int, Findings], faults: _Faults) -> None:
    """Compare rows whose records a stray quote may have joined: whoever joins must show it."""
    passing = Counter(Triple(row.address, row.key, row.miles) for row in rows if not _has_error(row, findings))
    warned = {Triple(row.address, row.key, row.miles) for row in rows if row.id in findings}
    wrong = [_text(row) for row in rows if _has_error(row, findings)]
    for true in truth.rows:
        if passing[true.meant]:
            passing[true.meant] -= 1
        elif true.shown_may_pass and passing[true.shown] and true.shown in warned:
            passing[true.shown] -= 1
        elif not any(true.meant.address in text for text in wrong):
            (faults.silent if true.is_good else faults.shown).append(f"missing: {','.join(true.meant)}")
        elif true.is_good:
            faults.shown.append(f"shown as an error: {','.join(true.meant)}")
    faults.silent += [f"would be sent, but is no row: {','.join(triple)}" for triple in passing.elements()]


def _fault(true: TrueRow, row: Row, findings: Mapping[int, Findings]) -> str:
    """Return what is wrong with a row as it was read; empty if nothing is."""
    triple = Triple(row.address, row.key, row.miles)
    has_error = _has_error(row, findings)
    if triple == true.meant and not has_error:
        return ""
    if not true.is_good and (has_error or (true.shown_may_pass and triple == true.shown and row.id in findings)):
        return ""
    return f"record {true.record}: {_text(row)} instead of {','.join(true.meant)}"


def _has_error(row: Row, findings: Mapping[int, Findings]) -> bool:
    return row.id in findings and bool(findings[row.id].errors)


def _text(row: Row) -> str:
    return f"{row.address},{row.key},{row.miles}"


def summary(grades: Mapping[int, Grade]) -> str:
    """Return how often there was which outcome, and how to see the failures."""
    counts = Counter(grade.outcome for grade in grades.values())
    lines = [", ".join(f"{count} {outcome}" for outcome, count in counts.most_common())]
    for seed, grade in grades.items():
        if grade.outcome in FAILURES:
            lines.append(f"python -m tests.support.sheets {seed}  # {grade.outcome}: {' / '.join(grade.reasons[:2])}")
    return "\n".join(lines)


def needless_share(grades: Iterable[Grade], truths: Iterable[Truth]) -> float:
    """Return the share of the sheets without any doubt for which something was asked all the same."""
    clear = [grade for grade, truth in zip(grades, truths, strict=True) if truth.certainty is Certainty.CERTAIN]
    return sum(grade.outcome is Outcome.NEEDLESSLY_ASKED for grade in clear) / max(1, len(clear))
