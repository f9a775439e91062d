"""How a whole file was read, in words; `check`, `split` and `send` say the same, which is what the import page shows."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from netmile_desktop.cli.output import Output
from netmile_desktop.cli.reading.tables import ask_doubts, open_table, tell_table
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.failures import FileUnreadable, ReadFault
from netmile_desktop.domain.language import Bilingual
from netmile_desktop.domain.tables.column_letters import column_letters
from netmile_desktop.domain.tables.finding import Recall, nothing_recalled
from netmile_desktop.domain.texts.remarks import RemarkKind, remark_name
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.sources.books.facts import EXAMPLES
from netmile_desktop.workspace.sources.looks import SourceLook, look_at, sums_with_rows_left_out
from netmile_desktop.workspace.sources.remarks import Remark, remark_explanation, remarks_of

_ROWS_NAMED = 10
"""Rows that are named one by one."""

_EXPLAINED = Bilingual("{}（{}）", "{} ({})")


def look_closely(
    arguments: argparse.Namespace,
    output: Output,
    *,
    mode: Mode,
    recall: Recall = nothing_recalled,
    progress: Progress = SILENT,
) -> SourceLook:
    """Load the file of a command, decide where its table is, and look at all of its rows.

    Raises:
        FileUnreadable: it cannot be read, or has a header alone.
        UsageWrong: as `open_table` does; also where only all rows show that something must be asked.
    """
    source, table = open_table(arguments, output, mode=mode, recall=recall)
    look = look_at(source, table.choices, mode=mode, recall=recall, progress=progress)
    ask_doubts(output, source, look.table)
    if not look.sums.rows:
        raise FileUnreadable(ReadFault.EMPTY, source.name)
    return look


def tell_reading(output: Output, look: SourceLook) -> None:
    """Say how a file was read, what it sums up to, and what was changed, dropped or lost."""
    tell_table(output, look.source, look.table)
    _tell_miles(output, look)
    tell_remarks(output, remarks_of(look))


def tell_remarks(output: Output, remarks: Iterable[Remark]) -> None:
    """Say what there is to tell of the cells of a file."""
    for each in remarks:
        text = f"  {remark_name(each.kind).in_(output.language)}: {_figure(each, output)}"
        words = remark_explanation(each)
        output.say(text if words is None else _EXPLAINED.in_(output.language, text, words.in_(output.language)))


def _figure(remark: Remark, output: Output) -> str:
    """The number, and where they are if that is known."""
    told = f"{remark.count:,}"
    if remark.kind in {RemarkKind.SHOWN_NUMBERS, RemarkKind.PLAIN_NUMBERS}:
        letters = ", ".join(map(column_letters, remark.columns))
        return Bilingual("{}、列 {}", "{}, columns {}").in_(output.language, told, letters)
    if remark.rows:
        rows = [f"{row:,}" for row in remark.rows[:_ROWS_NAMED]]
        is_all = len(remark.rows) <= _ROWS_NAMED and remark.count <= EXAMPLES
        named = ", ".join(rows if is_all else [*rows, "..."])
        return Bilingual("{}、行 {}", "{}, rows {}").in_(output.language, told, named)
    return told


def _tell_miles(output: Output, look: SourceLook) -> None:
    """Say the sum of the miles, and whether it is what the file itself says."""
    miles, total = look.sums.miles, look.table.total
    if miles is None:
        return
    if total is None:
        output.say(Bilingual("  マイル数の合計: {}", "  Sum of miles: {}"), f"{miles:,}")
    elif miles == total.miles:
        output.say(
            Bilingual("  ファイルの合計と一致: {} mile", "  Agrees with the total of the file: {} miles"), f"{miles:,}"
        )
    elif total.miles in sums_with_rows_left_out(look):
        output.say(
            Bilingual(
                "  マイル数の合計: {}（ファイルの合計 {} から、除いた行の分を引いた数）",
                "  Sum of miles: {} (the total of the file, {}, less the rows left out)",
            ),
            *(f"{miles:,}", f"{total.miles:,}"),
        )
    else:
        output.say(
            Bilingual(
                "  ファイルの合計と違います: 行の合計 {} mile、{} 行目の合計 {} mile",
                "  Differs from the total of the file: rows {} miles, total in row {} {} miles",
            ),
            *(f"{miles:,}", f"{total.record:,}", f"{total.miles:,}"),
        )
    if look.sums.unread:
        output.say(
            Bilingual("  数でないため合計に含まない行: {}", "  Rows whose miles are no number, not in the sum: {}"),
            f"{look.sums.unread:,}",
        )
