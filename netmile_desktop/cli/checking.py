"""`check`: what is wrong in a file, by the rules the portal follows, without a portal."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from netmile_desktop.cli.failing import CODES, OK, UsageWrong
from netmile_desktop.cli.output import Output
from netmile_desktop.cli.readings import look_closely, tell_reading
from netmile_desktop.domain import codec
from netmile_desktop.domain.language import Bilingual
from netmile_desktop.domain.row_sources.interface import Reading, RowSource
from netmile_desktop.domain.rows.issuances import NOTHING, Finding, Findings, Rule, check_batch
from netmile_desktop.domain.rows.rows import Row
from netmile_desktop.domain.tables.proof import turns
from netmile_desktop.domain.texts.codes import code_words
from netmile_desktop.domain.texts.tables import role_words
from netmile_desktop.workspace.sources.source import Source


class RowLine(msgspec.Struct, frozen=True):
    """One line of output: a row, or the file as a whole where `line` is null."""

    line: int | None
    code: str | None
    findings: list[str]
    warnings: list[str]


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Print what is to be said, and tell by the exit code whether there are codes."""
    rule = _rule(Path(arguments.rule))
    look = look_closely(arguments, output, mode=rule.mode)
    reading = look.source.read(look.table.recipe)
    batch = check_batch(rule)
    judged = reading.rows.check(rule)
    if batch:
        output.line(batch_line(batch))
    told: Iterable[Row] = reading.rows
    if not arguments.all:
        # Most rows have nothing to say, and are not decoded then.
        told = reading.rows.these(sorted(row_id for row_id, findings in judged.items() if findings))
    for line in row_lines(told, judged, everything=arguments.all):
        output.line(line)
    output.flush()
    _summarise(output, look.source, reading, batch, judged)
    tell_reading(output, look)
    _tell_turns(output, reading.rows, judged)
    return CODES if batch or any(findings.errors for findings in judged.values()) else OK


def batch_line(findings: Iterable[Finding]) -> RowLine:
    """What concerns the file as a whole."""
    codes = _codes(findings)
    return RowLine(None, codes[0], codes, [])


def row_lines(rows: Iterable[Row], judged: dict[int, Findings], *, everything: bool = False) -> Iterator[RowLine]:
    """A line for each row with anything to say, in file order; for every row with `everything`."""
    for row in rows:
        findings = judged.get(row.id, NOTHING)
        if findings or everything:
            yield RowLine(row.record, findings.code, _codes(findings.errors), _codes(findings.warnings))


def _codes(findings: Iterable[Finding]) -> list[str]:
    return list(dict.fromkeys(str(finding.code) for finding in findings))


def _rule(path: Path) -> Rule:
    try:
        return codec.decode_json(path.read_bytes().removeprefix(b"\xef\xbb\xbf"), Rule)
    except OSError as error:
        raise UsageWrong(
            Bilingual(
                f"発行ルール {path} を読めません: {error.strerror}", f"The rule {path} cannot be read: {error.strerror}"
            )
        ) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UsageWrong(
            Bilingual(
                f"発行ルール {path} の内容が正しくありません: {error}", f"The rule {path} makes no sense: {error}"
            )
        ) from error


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
    for code, rows in count.most_common():
        output.say(
            Bilingual("  {} {}: {} 行", "  {} {}: {} rows"), code, code_words(code).in_(output.language), f"{rows:,}"
        )


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
