"""`cancel`: take back what a file names. Nothing is cancelled that the preview does not show."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from datetime import date

import msgspec

from netmile_desktop.cli.access import desk
from netmile_desktop.cli.console_progress import ConsoleProgress
from netmile_desktop.cli.failing import CODES, OK, UsageWrong
from netmile_desktop.cli.output import Output
from netmile_desktop.cli.reading.tables import open_table, tell_table
from netmile_desktop.cli.reading.whole_files import tell_remarks
from netmile_desktop.domain import wire
from netmile_desktop.domain.cancellations import CancelAction
from netmile_desktop.domain.language import Bilingual
from netmile_desktop.domain.tables.table import ColumnRole, Purpose
from netmile_desktop.workspace.cancelling.cancelling import Cancelling
from netmile_desktop.workspace.cancelling.file_matching import FileMatching, LineMatch, LineResult
from netmile_desktop.workspace.cancelling.files import read_cancel_file
from netmile_desktop.workspace.cancelling.outcomes import CancelPreview, OrderOutcome
from netmile_desktop.workspace.sources.remarks import sheet_remarks


class CancelRow(msgspec.Struct, frozen=True):
    """A line of the file and what becomes of it."""

    line: int
    found: str
    """`one`, `several`, `none`, `unreadable` or `repeated`."""
    key: str
    issue_id: str
    miles: int | None
    pile: str
    """`at_once`, `request`, `impossible`, or empty if the line means no issue."""
    cause: str
    last_on: date | None
    candidates: list[str]
    """Issue IDs if the line may mean several: write the right one into the file."""
    done: bool
    state: str
    number: str


class CancelSums(msgspec.Struct, frozen=True):
    """The last line."""

    applied: bool
    at_once: int
    request: int
    impossible: int
    not_meant: int
    """Lines that name no issue, or more than one."""
    done: int
    miles: int
    """Miles cancelled, or to be cancelled."""


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Show the three piles, and take back what can be where asked to."""
    progress = ConsoleProgress(output)
    source, table = open_table(arguments, output, purpose=Purpose.CANCELLING)
    file = read_cancel_file(source, table.choices)
    tell_table(output, source, table)
    key = table.column_of(ColumnRole.KEY)
    tell_remarks(output, sheet_remarks(source, key.number if key is not None else 0))
    with desk(arguments) as here:
        cancellations = here.cancellations
        _check_reason(cancellations, arguments.reason)
        outcomes = _finish(cancellations, source.name, arguments.reason, progress) if arguments.apply else []
        matching = cancellations.match(file, arguments.campaign, progress)
        preview = cancellations.check(matching.chosen, progress) if matching.chosen else None
        if arguments.apply:
            outcomes += _apply(cancellations, preview, source.name, arguments.reason, progress)
    return _tell(matching, preview, outcomes, arguments, output)


def _finish(cancellations: Cancelling, name: str, reason: str, progress: ConsoleProgress) -> list[OrderOutcome]:
    """Go on with orders of this file that an earlier run has left half done."""
    ids = [each.order_id for each in cancellations.unfinished() if (each.label, each.reason) == (name, reason)]
    return [cancellations.resume(order_id, progress) for order_id in ids]


def _apply(
    cancellations: Cancelling,
    preview: CancelPreview | None,
    name: str,
    reason: str,
    progress: ConsoleProgress,
) -> list[OrderOutcome]:
    """Order both piles, each as it was shown."""
    return [
        cancellations.order(preview, action, reason, progress, label=name)
        for action in CancelAction
        if preview is not None and preview.of(action)
    ]


def _check_reason(cancellations: Cancelling, reason: str) -> None:
    offered = [each.code for each in cancellations.reasons()]
    if reason not in offered:
        codes = ", ".join(offered)
        raise UsageWrong(Bilingual(f"--reason は次のいずれかです: {codes}", f"--reason is one of: {codes}"))


def _tell(
    matching: FileMatching,
    preview: CancelPreview | None,
    outcomes: list[OrderOutcome],
    arguments: argparse.Namespace,
    output: Output,
) -> int:
    rows = list(_rows(matching, preview, outcomes))
    for row in rows:
        output.line(row)
    piles = {pile: [row for row in rows if row.pile == pile] for pile in ("at_once", "request", "impossible")}
    counted = [row for row in rows if (row.done if arguments.apply else row.pile in {"at_once", "request"})]
    sums = CancelSums(
        applied=arguments.apply,
        **{pile: len(found) for pile, found in piles.items()},
        not_meant=sum(not row.pile for row in rows),
        done=sum(row.done for row in rows),
        miles=sum(row.miles or 0 for row in counted),
    )
    output.line(sums)
    if not arguments.apply:
        output.say(
            Bilingual("何も取り消していません。--apply で実行します。", "Nothing was cancelled; --apply does it.")
        )
    is_all = len(counted) + matching.count(LineResult.REPEATED) == len(rows)
    return OK if is_all else CODES


def _rows(matching: FileMatching, preview: CancelPreview | None, outcomes: list[OrderOutcome]) -> Iterator[CancelRow]:
    records = {each.issue_id: each for each in preview.items} if preview else {}
    results = {row.issue_id: row for outcome in outcomes for row in outcome.results}
    numbers = {id_: number for outcome in outcomes for id_, number in outcome.number_of.items()}
    for match in matching.lines:
        yield _row(match, records.get(match.chosen), results, numbers)


def _row(
    match: LineMatch,
    record: wire.IssueRecord | None,
    results: Mapping[str, wire.CancelledRow],
    numbers: Mapping[str, str],
) -> CancelRow:
    result = results.get(match.chosen)
    cause = (result.cause if result else record.cause) if record else None
    state = (result.state if result else record.live_state) if record else None
    return CancelRow(
        line=match.asked.line,
        found=match.found.value,
        key=record.key if record else match.asked.key,
        issue_id=match.chosen,
        miles=record.miles if record else match.asked.miles,
        pile=(record.action.value if record.action else "impossible") if record else "",
        cause=cause.value if cause else match.asked.problem,
        last_on=record.last_on if record else None,
        candidates=[each.issue_id for each in match.candidates] if match.found is LineResult.SEVERAL else [],
        done=bool(result and result.is_done),
        state=state.value if state else "",
        number=numbers.get(match.chosen, ""),
    )
