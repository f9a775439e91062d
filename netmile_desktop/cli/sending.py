"""`send`: a file becomes issued miles, once; a run that was killed is resumed, never repeated in silence."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from functools import partial

import msgspec

from netmile_desktop.cli.access import desk
from netmile_desktop.cli.campaigns.rules import tell_rules_version
from netmile_desktop.cli.checking import batch_line, proposing, row_lines
from netmile_desktop.cli.console_progress import ConsoleProgress
from netmile_desktop.cli.failing import CODES, OK, USAGE, UsageWrong
from netmile_desktop.cli.output import Output
from netmile_desktop.cli.reading.rule_files import tell_key_rule
from netmile_desktop.cli.reading.whole_files import look_closely, tell_reading
from netmile_desktop.cli.repeating import is_repetition
from netmile_desktop.domain.batches import Action, BatchState, may
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.language import Bilingual
from netmile_desktop.domain.texts.states import state_words
from netmile_desktop.progress import Cancelled
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.drafts.draft_facts import Stage


class PartLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """One part of at most 10,000 rows."""

    part: int
    registration_id: str
    rows: int
    state: str
    code: str = ""
    """Why the whole part was refused."""


class BadRowLine(msgspec.Struct, frozen=True):
    """A row that was not issued."""

    line: int | None
    """Its number in the sheet that was imported first; null if it was typed in beside the rows of a sheet."""
    code: str
    """Empty if nothing is wrong with it: its part was withdrawn, or its registration was interrupted before it."""
    sent: bool
    """False if it was not handed over."""


class SendSummary(msgspec.Struct, frozen=True):
    """The last line: what became of the batch as a whole."""

    batch: str
    state: str
    rows: int
    """Rows sent."""
    issued: int | None
    """Null while some of the rows handed over have no verdict."""
    errors: int | None
    """Rows refused by the portal; null as `issued`."""
    unknown: int
    """Rows that were, or may have been, handed over and have no verdict yet, as where a registration was interrupted."""
    left_out: int


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Send a file, or go on with a batch that is half sent."""
    if bool(arguments.file) == bool(arguments.resume) or (arguments.file and not arguments.campaign):
        raise UsageWrong(
            Bilingual(
                "FILE と --campaign を指定するか、途中のバッチを --resume で指定してください。",
                "Give FILE and --campaign, or a batch to go on with by --resume.",
            )
        )
    with desk(arguments) as here:
        if arguments.resume:
            batch_id = _half_sent(here, arguments.resume)
        else:
            prepared = _prepare(here, arguments, output)
            if isinstance(prepared, int):
                return prepared
            batch_id = prepared
        return hand_over(here, batch_id, arguments, output)


def _prepare(here: Desk, arguments: argparse.Namespace, output: Output) -> str | int:
    """A draft that may be sent, or the exit code that says why there is none; then nothing is left behind."""
    progress = ConsoleProgress(output)
    campaign = here.catalogue.detail(arguments.campaign)
    tell_rules_version(here.info, output)
    tell_key_rule(campaign.key_rule, output)
    mode = Mode(arguments.mode)
    look = look_closely(arguments, output, mode=mode, recall=here.batches.remembered_answers, progress=progress)
    draft = here.batches.take_in(look.source, look.table.recipe, campaign, progress, mode=mode)
    tell_reading(output, look)
    refusal: int | None = USAGE
    try:
        _choose(draft, arguments)
        refusal = _refusal(here, draft, arguments, output)
    finally:
        if refusal is not None:
            here.batches.discard(draft.batch_id)
    return draft.batch_id if refusal is None else refusal


def _choose(draft: Draft, arguments: argparse.Namespace) -> None:
    """Settings as given; the campaign's own delay where none is."""
    days = arguments.transfer_after_days
    draft.change_settings(
        msgspec.structs.replace(
            draft.settings,
            transfer_after_days=draft.settings.transfer_after_days if days is None else days,
            notify=arguments.notify,
            message=arguments.message,
        )
    )


def _refusal(here: Desk, draft: Draft, arguments: argparse.Namespace, output: Output) -> int | None:
    """Why the draft is not sent, told to the user; None where it may be."""
    plan = here.sending.plan(draft)
    snapshot = draft.snapshot()
    rows = [snapshot.row(position) for position in range(len(snapshot))]
    if plan.refused:
        output.line(batch_line(plan.refused, output.language))
        output.say(
            Bilingual("今日はこのキャンペーンで発行できません。", "Miles cannot be issued in this campaign today.")
        )
        return CODES
    judged = {row.id: snapshot.findings(row.id) for row in rows}
    bad = [row for row in rows if judged[row.id].errors]
    bad_lines = partial(row_lines, bad, judged, output.language, proposing(draft.rule))
    if bad and not arguments.allow_errors:
        for line in bad_lines():
            output.line(line)
        output.say(
            Bilingual(
                "エラーの行が {} 行あるため、何も送信していません。--allow-errors で除いて送信できます。",
                "Nothing was sent, as {} rows have errors. --allow-errors leaves them out.",
            ),
            f"{len(bad):,}",
        )
        return CODES
    good = snapshot.sendable()
    if not good:
        for line in bad_lines():
            output.line(line)
        output.say(Bilingual("送信できる行がありません。", "There is no row to send."))
        return CODES
    if is_over_limit(here, draft, arguments, output):
        return USAGE
    return USAGE if is_repetition(here, draft, arguments, output) else None


def _state(here: Desk, batch_id: str) -> BatchState | None:
    return next((batch.state for batch in here.batches.all() if batch.id == batch_id), None)


def _half_sent(here: Desk, batch_id: str) -> str:
    if _state(here, batch_id) in {None, BatchState.DRAFT}:
        raise UsageWrong(
            Bilingual(f"送信途中のバッチ {batch_id} はありません。", f"No batch {batch_id} is on its way.")
        )
    return batch_id


def hand_over(here: Desk, batch_id: str, arguments: argparse.Namespace, output: Output) -> int:
    """Hand over, wait unless told otherwise, and print what came of it; also where it ends half-way."""

    def is_enough(phase: str) -> bool:
        """Where limits make a part wait for the verdicts of the one before, judging comes in between, too."""
        return arguments.no_wait and phase == "judging" and _state(here, batch_id) is BatchState.JUDGING

    progress = ConsoleProgress(output, is_enough=is_enough)
    ended = False
    try:
        draft = here.batches.open(batch_id)
        if draft.state in {BatchState.DRAFT, BatchState.SENDING}:
            here.sending.send(batch_id, progress)
        elif draft.may(Action.FETCH):
            here.sending.follow(batch_id, progress)
        ended = True
    except Cancelled:
        ended = True  # only by --no-wait
    finally:
        draft = here.batches.open(batch_id)
        if draft.state is BatchState.DRAFT and not here.batches.is_correction(batch_id):
            here.batches.discard(batch_id)  # nothing left this machine
        elif not ended and draft.state is not BatchState.DRAFT:
            output.say(
                Bilingual(
                    "途中まで送信しました。続けるには --resume {} を指定してください。",
                    "Partly sent. Go on with --resume {}.",
                ),
                batch_id,
            )
        closing = _tell(draft, output)
    is_cut_short = bool(closing.unknown) and may(draft.state, Action.CORRECT)
    return CODES if closing.errors or closing.left_out or is_cut_short else OK


def is_over_limit(here: Desk, draft: Draft, arguments: argparse.Namespace, output: Output) -> bool:
    """Whether the rows would pass the monthly limit of their campaign or the site, and were not meant to; says so."""
    answer = here.budgets.guard(draft.campaign.id, draft.snapshot().counts().miles)
    if answer.exceeds and not arguments.over_limit:
        output.refuse(
            "over_limit",
            Bilingual(
                "送信すると今月は ¥{} になり、月の上限額 ¥{} を超えます。何も送信していません。"
                "発行するには --over-limit を指定してください。",
                "This month would come to ¥{}, beyond the monthly limit of ¥{}. Nothing was sent. "
                "--over-limit issues it all the same.",
            ),
            *(f"{answer.after:,}", f"{answer.limit:,}"),
        )
        return True
    return False


def _tell(draft: Draft, output: Output) -> SendSummary:
    parts = draft.parts()
    for part in parts:
        output.line(PartLine(part.number, part.registration_id, part.rows, part.state.value, part.refused_code))
    bad = list(_bad_rows(draft))
    for line in bad:
        output.line(line)
    unknown = sum(part.without_verdict for part in parts)
    closing = SendSummary(
        batch=draft.batch_id,
        state=draft.state.value,
        rows=sum(part.rows for part in parts if part.registration_id),
        issued=None if unknown else sum(part.records - part.errors for part in parts),
        errors=None if unknown else sum(part.errors for part in parts),
        unknown=unknown,
        left_out=sum(not line.sent for line in bad),
    )
    output.line(closing)
    state = state_words(draft.state).in_(output.language)
    if closing.issued is None or closing.errors is None:
        output.say(
            Bilingual(
                "{}: 結果がまだ分からない行 {} 行、除いた行 {} 行（バッチ {}）",
                "{}: {} rows without a result yet, {} left out (batch {})",
            ),
            *(state, f"{closing.unknown:,}", f"{closing.left_out:,}", closing.batch),
        )
    else:
        output.say(
            Bilingual(
                "{}: 発行 {} 行、ポータルのエラー {} 行、除いた行 {} 行（バッチ {}）",
                "{}: {} rows issued, {} refused by the portal, {} left out (batch {})",
            ),
            *(state, f"{closing.issued:,}", f"{closing.errors:,}", f"{closing.left_out:,}", closing.batch),
        )
    return closing


def _bad_rows(draft: Draft) -> Iterator[BadRowLine]:
    """Rows the portal refused or did not reach, and rows that were left out, in file order."""
    rows = draft.snapshot()
    for position in range(len(rows)):
        row = rows.row(position)
        outcome = rows.outcome(row.id)
        if outcome is not None:
            if outcome.code:
                yield BadRowLine(rows.sheet.number(row), outcome.code, True)
        elif rows.stage(row.id) is Stage.NOT_REACHED:
            yield BadRowLine(rows.sheet.number(row), "", True)
        elif code := rows.findings(row.id).code:
            yield BadRowLine(rows.sheet.number(row), code.value, False)
        elif (
            not rows.is_excluded(row.id)
            and rows.stage(row.id) is Stage.NOT_SENT
            and draft.state is not BatchState.DRAFT
        ):
            yield BadRowLine(rows.sheet.number(row), "", False)
