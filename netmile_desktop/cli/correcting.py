"""`correct` and `batches`: rows that were not issued, round after round, until each is issued or closed."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from netmile_desktop.cli.access import desk, local_desk
from netmile_desktop.cli.failing import CODES, OK, USAGE, UsageWrong
from netmile_desktop.cli.output import Output
from netmile_desktop.cli.reading.inputs import load_input
from netmile_desktop.cli.reading.tables import tell_sheet
from netmile_desktop.cli.reading.whole_files import tell_remarks
from netmile_desktop.cli.repeating import is_repetition
from netmile_desktop.cli.sending import hand_over, is_over_limit
from netmile_desktop.domain.batches import Action, BatchState
from netmile_desktop.domain.language import Bilingual
from netmile_desktop.domain.repairs.proposals import Proposal
from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.names import legible
from netmile_desktop.workspace.batches.correction_sheets import corrections_in, save_correction_sheet
from netmile_desktop.workspace.batches.corrections import Lineage
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.sources.remarks import sheet_remarks
from netmile_desktop.workspace.sources.source import WORKBOOK

_NAMED = 10
"""Row numbers that are named one by one."""


class ProposedRepair(msgspec.Struct, frozen=True):
    """One cell as it could be."""

    column: str
    before: str
    after: str
    certain: bool


class OpenRow(msgspec.Struct, frozen=True):
    """A row that was not issued, as it now stands."""

    line: int | None
    """Its number in the sheet that was imported first; null if it was typed in beside the rows of a sheet."""
    code: str
    """Why it was not issued before, or what our rules now have against it."""
    sent: bool
    """Whether the portal, or only our own check, has refused it."""
    address: str
    key: str
    miles: str
    proposals: list[ProposedRepair]
    closed: str
    """The reason, where it was closed."""


class Sums(msgspec.Struct, frozen=True):
    """What became of all rows of the first batch so far."""

    batch: str
    rounds: int
    rows: int
    issued: int | None
    """Null while some of the rows handed over have no verdict."""
    unknown: int
    """Rows that were, or may have been, handed over and have no verdict yet."""
    open: int
    closed: int


class BatchLine(msgspec.Struct, frozen=True):
    """A batch of this machine."""

    batch: str
    parent: str
    name: str
    campaign: str
    state: str
    rows: int
    errors: int | None
    """Null while some of the rows handed over have no verdict."""
    registration_ids: tuple[str, ...]
    family: Sums


def run(arguments: argparse.Namespace, output: Output) -> int:
    """List the batches of this machine, or work on the rows of one that were not issued."""
    if arguments.command == "batches":
        with local_desk(arguments) as here:
            for batch in here.batches.all():
                output.line(
                    BatchLine(
                        *(batch.id, batch.parent_id, batch.name, batch.campaign_id, batch.state.value),
                        *(batch.rows, None if batch.unknown else batch.errors, batch.registration_ids),
                        _sums(batch.id, here.batches.lineage(batch.id)),
                    )
                )
        return OK
    with (desk if arguments.send else local_desk)(arguments) as here:
        return _correct(here, arguments, output)


def _correct(here: Desk, arguments: argparse.Namespace, output: Output) -> int:
    is_change = bool(arguments.repair or arguments.with_file or arguments.close or arguments.send)
    with _correction(here, arguments.batch, keep=is_change) as draft:
        if arguments.repair:
            draft.repair(each for each in draft.snapshot().proposals() if each.certain and not each.changes_key)
        if arguments.with_file:
            _take_corrections(draft, arguments, output)
        if arguments.close:
            _close(draft, arguments.close)
        for line in _lines(draft):
            output.line(line)
        if arguments.out:
            save_correction_sheet(draft, Path(arguments.out))
        is_stopped = False
        if arguments.send and draft.snapshot().sendable():
            is_stopped = is_over_limit(here, draft, arguments, output) or is_repetition(here, draft, arguments, output)
            if not is_stopped:
                _tell_refused_again(draft, output)
                hand_over(here, draft.batch_id, arguments, output)
        elif arguments.send:
            output.say(Bilingual("送信できる行がありません。", "There is no row to send."))
        lineage = here.batches.lineage(arguments.batch)
        output.line(_sums(draft.batch_id if is_change else arguments.batch, lineage))
        _tell_sums(lineage, output)
    if is_stopped:
        return USAGE
    return OK if lineage.is_settled else CODES


@contextlib.contextmanager
def _correction(here: Desk, batch_id: str, *, keep: bool) -> Iterator[Draft]:
    """The correction of a batch, or the batch itself where it is one in work; kept only where it is worked on."""
    known = {batch.id: batch.state for batch in here.batches.all()}
    if batch_id not in known:
        raise UsageWrong(Bilingual(f"バッチ {batch_id} はありません。", f"There is no batch {batch_id}."))
    if known[batch_id] is BatchState.DRAFT:
        yield here.batches.open(batch_id)
        return
    child_id = here.batches.start_correction(batch_id)
    try:
        yield here.batches.open(child_id)
    finally:
        if not keep and child_id not in known:
            here.batches.discard(child_id)


def _take_corrections(draft: Draft, arguments: argparse.Namespace, output: Output) -> None:
    """Write the cells of a corrected file, and name the lines that are not used."""
    found = corrections_in(
        load_input(arguments.with_file, arguments.sheet),
        draft,
        encoding=arguments.encoding,
        delimiter=arguments.separator,
    )
    draft.set_cells(found.cells)
    if found.source.kind == WORKBOOK:
        tell_sheet(output, found.source)
        tell_remarks(output, sheet_remarks(found.source, found.key_column))
    for lines, text in (
        (
            found.unknown,
            Bilingual(
                "対応する行がないため使わなかった行が {} 行あります（行番号: {}）。",
                "Lines not used, as there is no such row to correct: {} (行番号: {}).",
            ),
        ),
        (
            found.repeated,
            Bilingual(
                "同じ行番号で内容の違う行があるため、元のままにした行が {} 行あります（行番号: {}）。",
                "Rows left as they are, as several lines say different things of them: {} (行番号: {}).",
            ),
        ),
    ):
        if lines:
            named = ", ".join(legible(each) for each in lines[:_NAMED])
            output.say(text, f"{len(lines):,}", f"{named}, ..." if len(lines) > _NAMED else named)


def _close(draft: Draft, reason: str) -> None:
    """Close what would not be issued: rows with errors, and those refused before that nobody has changed."""
    rows = draft.snapshot()
    taking_part = rows.rows_taking_part()
    stuck = [row.id for row in taking_part if rows.findings(row.id).errors or rows.is_as_refused(row.id)]
    if stuck:
        draft.close_rows(stuck, reason)


def _tell_refused_again(draft: Draft, output: Output) -> None:
    """Name the rows that are sent just as the portal has refused them before."""
    for group in draft.snapshot().refused_before():
        output.say(
            Bilingual(
                "前回 {} のエラーになったままの行を {} 行送信します。同じエラーになる見込みです。",
                "Sent unchanged since the portal refused them with {}: {} rows. They will most likely be refused again.",
            ),
            *(group.code, f"{group.rows:,}"),
        )


def _lines(draft: Draft) -> Iterator[OpenRow]:
    rows = draft.snapshot()
    repairs: dict[int, list[ProposedRepair]] = {}
    proposals: list[Proposal] = rows.proposals() if draft.may(Action.EDIT) else []
    for each in proposals:
        repairs.setdefault(each.row_id, []).append(
            ProposedRepair(each.column.value, each.before, each.after, each.certain)
        )
    for position in range(len(rows)):
        row = rows.row(position)
        origin = rows.origin(row.id)
        code = rows.findings(row.id).code
        yield OpenRow(
            line=rows.sheet.number(row),
            code=code.value if code else origin.code if origin else "",
            sent=bool(origin and origin.registration_id),
            address=row.cell(Column.ADDRESS),
            key=row.cell(Column.KEY),
            miles=row.cell(Column.MILES),
            proposals=repairs.get(row.id, []),
            closed=rows.closing_reason(row.id),
        )


def _tell_sums(lineage: Lineage, output: Output) -> None:
    if lineage.unknown:
        output.say(
            Bilingual("結果がまだ分からない行が {} 行あります。", "Rows without a result yet: {}."),
            f"{lineage.unknown:,}",
        )
        return
    output.say(
        Bilingual("全 {} 行: 発行済み {}、未処理 {}、対応終了 {}", "{} rows in all: {} issued, {} open, {} closed"),
        *(f"{each:,}" for each in (lineage.rows, lineage.issued, lineage.open, lineage.closed)),
    )


def _sums(batch_id: str, lineage: Lineage) -> Sums:
    return Sums(
        batch=batch_id,
        rounds=len(lineage.rounds),
        rows=lineage.rows,
        issued=None if lineage.unknown else lineage.issued,
        unknown=lineage.unknown,
        open=lineage.open,
        closed=lineage.closed,
    )
