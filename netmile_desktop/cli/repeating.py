"""The stop at rows that were issued before, for every command that sends: only a reason leads on."""

from __future__ import annotations

import argparse
from datetime import date

import msgspec

from netmile_desktop.cli.console_progress import ConsoleProgress
from netmile_desktop.cli.output import Output
from netmile_desktop.domain.codes import Warned
from netmile_desktop.domain.language import Bilingual
from netmile_desktop.domain.rows.known import REPEATED_WITHIN_DAYS
from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.issuing.send_forecast import SendForecast


class RepeatLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """A row that was issued before, or is about to be."""

    line: int
    code: str
    shared: Column
    """What it has in common with the first one besides campaign and miles."""
    issued_on: date | None
    """Day of the first one; null while the portal has not accepted it."""
    registration_id: str
    batch: str = ""
    """The batch of this machine that has it and is not through."""


class RepeatSums(msgspec.Struct, frozen=True):
    """The last line: what stands in the way of the batch as a whole."""

    rows: int
    """Rows that would be sent."""
    repeats: int
    """Rows of them that repeat others."""
    miles: int
    """Sum over the repeating rows."""
    same_content: list[str]
    """Registrations with exactly the same content."""
    issued_on: date | None
    registration_id: str
    """The first of all that is repeated."""


def is_repetition(here: Desk, draft: Draft, arguments: argparse.Namespace, output: Output) -> bool:
    """Whether rows of a draft were issued before, and are not meant to be issued once more; says so.

    A reason is kept with the batch.

    Raises:
        Unreachable, Broken: the portal did not say what other machines have issued.
    """
    foreseen = here.sending.foresee(draft.batch_id, ConsoleProgress(output))
    if foreseen.asks and arguments.anew:
        here.batches.explain(draft.batch_id, arguments.anew, actor=here.user.login)
        _tell_overruled(foreseen, arguments.anew, output)
    elif foreseen.asks:
        _tell(foreseen, output)
        return True
    if foreseen.unanswered is not None:
        raise foreseen.unanswered
    return False


def _tell_overruled(foreseen: SendForecast, reason: str, output: Output) -> None:
    output.say(
        Bilingual(
            "発行済みの行との重複 {} 行（最初の発行: {}）を、理由を記録してもう一度発行します: {}",
            "{} rows that repeat others are issued once more (first issued: {}), for this recorded reason: {}",
        ),
        *(f"{len(foreseen.repeats):,}", _first(foreseen), reason),
    )


def _tell(foreseen: SendForecast, output: Output) -> None:
    for each in foreseen.repeats.values():
        output.line(
            RepeatLine(each.record, Warned.SAME.value, each.shared, each.on, each.registration_id, each.batch_id)
        )
    same = [each.registration_id for each in foreseen.earlier]
    miles = foreseen.repeated_miles
    output.line(RepeatSums(foreseen.rows, len(foreseen.repeats), miles, same, *foreseen.first))
    if same:
        output.say(
            Bilingual("同じ内容を送信済みです（{}）。", "The same content was sent before ({})."), ", ".join(same)
        )
    if foreseen.repeats:
        by_key = sum(each.shared is Column.KEY for each in foreseen.repeats.values())
        output.say(
            Bilingual(
                "{} 行のうち {} 行（合計 {} マイル）は、最近 {} 日以内に同じキャンペーンで発行した行と、"
                "マイル数と指定キー（{} 行）またはアドレス（{} 行）が同じです。最初の発行: {}。",
                "Of {} rows, {} ({} miles in all) repeat rows of the last {} days in this campaign: the same miles to "
                "the same key ({} rows) or to the same address ({} rows). First issued: {}.",
            ),
            *(f"{foreseen.rows:,}", f"{len(foreseen.repeats):,}", f"{miles:,}", REPEATED_WITHIN_DAYS),
            *(f"{by_key:,}", f"{len(foreseen.repeats) - by_key:,}", _first(foreseen)),
        )
    if foreseen.unfinished:
        output.say(
            Bilingual(
                "送信の途中のバッチと同じ行があります。そのバッチを続けるには --resume {} を指定してください。",
                "Rows are on their way in a batch that is not done. Go on with it by --resume {}.",
            ),
            foreseen.unfinished,
        )
    if not foreseen.is_complete:
        output.say(
            Bilingual(
                "ポータルに照会できなかったため、ほかの端末で発行した行は確認できていません。",
                "The portal could not be asked: what other machines have issued is not known.",
            )
        )
    output.refuse(
        "issued_before",
        Bilingual(
            '何も送信していません。意図した発行であれば、--anew "理由" を指定してください（理由はバッチの経過に残ります）。',
            'Nothing was sent. If this is meant, say why: --anew "REASON" (it is kept in the history of the batch).',
        ),
    )


def _first(foreseen: SendForecast) -> str:
    on, registration_id = foreseen.first
    return f"{on.isoformat()} {registration_id}" if on is not None else "–"
