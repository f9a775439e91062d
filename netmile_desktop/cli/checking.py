"""`check`: what is wrong in a file, by the rules the portal follows; nothing is sent."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from netmile_desktop.cli.failing import CODES, OK, UsageWrong
from netmile_desktop.cli.output import Output
from netmile_desktop.cli.reading.inputs import reject_two_from_stdin
from netmile_desktop.cli.reading.rule_files import read_rule, tell_key_rule
from netmile_desktop.cli.reading.whole_files import look_closely, tell_reading
from netmile_desktop.domain.language import Bilingual, Language
from netmile_desktop.domain.repairs.proposals import Proposal, propose
from netmile_desktop.domain.row_sources.interface import Reading, RowSource
from netmile_desktop.domain.rows.issuances import NOTHING, Finding, Findings, Rule, check_batch
from netmile_desktop.domain.rows.reasons import Reason
from netmile_desktop.domain.rows.rows import Column, Row
from netmile_desktop.domain.tables.proof import turns
from netmile_desktop.domain.texts.codes import code_words, reason_words
from netmile_desktop.domain.texts.tables import role_words
from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.workspace.sources.source import Source

if TYPE_CHECKING:
    from netmile_desktop.cli.campaigns import rules
else:
    # With a rule in a file no portal is asked.
    rules = import_lazily("netmile_desktop.cli.campaigns.rules")


class Detail(msgspec.Struct, frozen=True):
    """One thing that is wrong with a row, or noticed."""

    code: str
    column: Column | None
    """Null if it is about the row, or the file, as a whole."""
    reason: Reason
    """The cause in a word, which does not change."""
    text: str
    """The cause in a sentence, in the language of the run."""
    value: str | None
    """The cell as it stands."""
    proposal: str | None
    """The cell as it could be; null if nothing can be proposed."""
    certain: bool | None
    """False if the proposal guesses something; null without one."""


class RowLine(msgspec.Struct, frozen=True):
    """One line of output: a row, or the file as a whole where `line` is null."""

    line: int | None
    code: str | None
    findings: list[str]
    warnings: list[str]
    details: list[Detail]
    """Errors first, then warnings."""


Propose = Callable[[Row, Findings], Iterable[Proposal]]
"""Proposes repairs of a row's cells."""


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Print what is to be said, and tell by the exit code whether there are codes."""
    if arguments.rule:
        reject_two_from_stdin(arguments.file, arguments.rule)
        if arguments.mode:
            raise UsageWrong(
                Bilingual(
                    "--mode は --campaign と一緒に指定してください。--rule のファイルには発行方法が書かれています。",
                    "--mode goes with --campaign; a file of --rule says itself which addresses the rows name.",
                )
            )
        read = read_rule(arguments.rule)
        rule, key = read.rule(), read.key
    else:
        rule, key = rules.rule_of_campaign(arguments, output)
    look = look_closely(arguments, output, mode=rule.mode)
    reading = look.source.read(look.table.recipe)
    batch = check_batch(rule)
    judged = reading.rows.check(rule)
    if batch:
        output.line(batch_line(batch, output.language))
    told: Iterable[Row] = reading.rows
    if not arguments.all:
        # Most rows have nothing to say, and are not decoded then.
        told = reading.rows.these(sorted(row_id for row_id, findings in judged.items() if findings))
    for line in row_lines(told, judged, output.language, proposing(rule), everything=arguments.all):
        output.line(line)
    output.flush()
    _summarise(output, look.source, reading, batch, judged)
    tell_reading(output, look)
    tell_key_rule(key, output)
    _tell_turns(output, reading.rows, judged)
    return CODES if batch or any(findings.errors for findings in judged.values()) else OK


def proposing(rule: Rule) -> Propose:
    """Return what proposes repairs of rows that are to follow a rule."""
    return partial(propose, rule=rule)


def batch_line(findings: Sequence[Finding], language: Language) -> RowLine:
    """What concerns the file as a whole."""
    codes = _codes(findings)
    details = [_detail(each, language, None, None) for each in findings]
    return RowLine(None, codes[0], codes, [], details)


def row_lines(
    rows: Iterable[Row],
    judged: Mapping[int, Findings],
    language: Language,
    propose: Propose,
    *,
    everything: bool = False,
) -> Iterator[RowLine]:
    """A line for each row with anything to say, in file order; for every row with `everything`."""
    for row in rows:
        findings = judged.get(row.id, NOTHING)
        if findings or everything:
            details = _details(row, findings, language, propose)
            yield RowLine(row.record, findings.code, _codes(findings.errors), _codes(findings.warnings), details)


def _details(row: Row, findings: Findings, language: Language, propose: Propose) -> list[Detail]:
    proposals = {(each.column, each.code): each for each in propose(row, findings)} if findings else {}
    return [
        _detail(
            each,
            language,
            None if each.column is None else row.cell(each.column),
            None if each.column is None else proposals.get((each.column, each.code)),
        )
        for each in (*findings.errors, *findings.warnings)
    ]


def _detail(finding: Finding, language: Language, value: str | None, proposal: Proposal | None) -> Detail:
    return Detail(
        code=finding.code,
        column=finding.column,
        reason=finding.reason,
        text=reason_words(finding.reason).in_(language, finding.detail),
        value=value,
        proposal=proposal.after if proposal else None,
        certain=proposal.certain if proposal else None,
    )


def _codes(findings: Iterable[Finding]) -> list[str]:
    return list(dict.fromkeys(str(finding.code) for finding in findings))


def _summarise(
    output: Output, source: Source, reading: Reading, batch: tuple[Finding, ...], judged: dict[int, Findings]
) -> None:
    bad = sum(1 for findings in judged.values() if findings.errors)
    output.say(
        Bilingual(
            "{}: {} 行を確認しました。エラー {} 行、警告だけの行 {} 行、問題のない行 {} 行。",
            "{}: {} rows checked; {} with errors, {} with warnings only, {} fine.",
        ),
        *(source.name, f"{len(reading.rows):,}", f"{bad:,}", f"{len(judged) - bad:,}"),
        f"{len(reading.rows) - len(judged):,}",
    )
    for finding in batch:
        output.say(f"  {finding.code} {code_words(finding.code).in_(output.language)}")
    count = Counter(code for each in judged.values() for code in (*_codes(each.errors[:1]), *_codes(each.warnings)))
    reasons = Counter(
        (str(found.code), found.reason) for each in judged.values() for found in _first_of_each_code(each)
    )
    for code, rows in count.most_common():
        output.say(
            Bilingual("  {} {}: {} 行", "  {} {}: {} rows"), code, code_words(code).in_(output.language), f"{rows:,}"
        )
        for (_, reason), times in ((each, times) for each, times in reasons.most_common() if each[0] == code):
            output.say(f"    {reason_words(reason).in_(output.language, '…')}: {times:,}")


def _first_of_each_code(findings: Findings) -> Iterable[Finding]:
    """The findings that the summary counts: the code of the row, and each warning once."""
    return {each.code: each for each in reversed((*findings.errors[:1], *findings.warnings))}.values()


def _tell_turns(output: Output, rows: RowSource, judged: Mapping[int, Findings]) -> None:
    """Say from which row on a column holds something else than before."""
    for turn in turns(rows, judged):
        output.say(
            Bilingual(
                "  {} 行目のあたりから「{}」の列の中身が変わっています。列がずれていないか確認してください。",
                "  From about row {} on, the column “{}” holds something else. Check whether columns have moved.",
            ),
            *(f"{turn.record:,}", role_words(turn.role).in_(output.language)),
        )
