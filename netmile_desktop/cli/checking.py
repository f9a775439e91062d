"""`check`: what is wrong in a file, by the rules the portal follows, without a portal."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from netmile_desktop.cli.arguments import HEADERS
from netmile_desktop.cli.failing import CODES, OK, UsageWrong
from netmile_desktop.cli.output import Output
from netmile_desktop.domain import codec
from netmile_desktop.domain.language import Bilingual
from netmile_desktop.domain.row_sources.interface import Reading
from netmile_desktop.domain.rows.issuances import NOTHING, Finding, Findings, Rule, check_batch
from netmile_desktop.domain.rows.rows import Recipe, Row
from netmile_desktop.domain.texts.codes import code_words
from netmile_desktop.domain.texts.encodings import encoding_words
from netmile_desktop.workspace.sources.source import CSV, Source, load_source


class RowLine(msgspec.Struct, frozen=True):
    """One line of output: a row, or the file as a whole where `line` is null."""

    line: int | None
    code: str | None
    findings: list[str]
    warnings: list[str]


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Print what is to be said, and tell by the exit code whether there are codes."""
    rule = _rule(Path(arguments.rule))
    source = load_source(Path(arguments.file), arguments.sheet)
    reading = source.read(recipe_of(arguments, output))
    batch = check_batch(rule)
    judged = reading.rows.check(rule)
    if batch:
        output.line(batch_line(batch))
    for line in row_lines(reading.rows, judged, everything=arguments.all):
        output.line(line)
    output.flush()
    _summarise(output, source, reading, batch, judged)
    _tell_numbers(output, source.notes.numbers_as_keys(arguments.columns))
    return CODES if batch or any(findings.errors for findings in judged.values()) else OK


def recipe_of(arguments: argparse.Namespace, output: Output) -> Recipe:
    """How the options want a file to be read; says so where one column is to be used for two things."""
    if arguments.columns and len(set(arguments.columns)) < len(arguments.columns):
        output.say(
            Bilingual(
                "--columns で同じ列を 2 つ以上の項目に使っています。意図した指定か確認してください。",
                "--columns uses a column for more than one thing. Make sure that this is meant.",
            )
        )
    return Recipe(encoding=arguments.encoding, header=HEADERS[arguments.header], columns=arguments.columns)


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
    _tell_reading(output, source, reading)


def _tell_reading(output: Output, source: Source, reading: Reading) -> None:
    """What was noticed while reading; nothing is passed over in silence."""
    if source.kind == CSV:
        output.say(
            Bilingual("  文字コード: {}", "  Encoding: {}"), encoding_words(reading.encoding).in_(output.language)
        )
    else:
        output.say(Bilingual("  シート: {}", "  Sheet: {}"), source.sheet)
    if reading.header is not None:
        output.say(Bilingual("  1 行目は見出しとして読みました。", "  The first row was read as a header."))
    for number, words in (
        (reading.trimmed_cells, Bilingual("  前後の空白を除いたセル: {}", "  Cells with outer spaces trimmed: {}")),
        (reading.dropped_records, Bilingual("  末尾の空行: {}", "  Empty rows at the end: {}")),
        (len(reading.undecodable_records), Bilingual("  文字化けした行: {}", "  Rows with unreadable characters: {}")),
    ):
        if number:
            output.say(words, f"{number:,}")


def _tell_numbers(output: Output, numbers_as_keys: int) -> None:
    """Zeros that a workbook has lost can no longer be seen in it; that they may be lost can."""
    if numbers_as_keys:
        output.say(
            Bilingual(
                "  数値として保存された指定キー: {}（先頭の 0 が失われた可能性があります）",
                "  Keys saved as numbers: {} (leading zeros may be lost)",
            ),
            f"{numbers_as_keys:,}",
        )
