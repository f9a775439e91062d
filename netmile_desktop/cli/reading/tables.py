"""The table in a file, as the options and the reader have it: told in words, or asked for with the option to give."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import msgspec

from netmile_desktop.cli.failing import UsageWrong
from netmile_desktop.cli.output import Output
from netmile_desktop.cli.reading.inputs import load_input
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.language import Bilingual
from netmile_desktop.domain.tables.column_letters import column_letters
from netmile_desktop.domain.tables.finding import Recall, nothing_recalled
from netmile_desktop.domain.tables.headings import roles_of
from netmile_desktop.domain.tables.table import (
    Choices,
    ColumnRole,
    Doubt,
    DoubtCause,
    Inclusion,
    LeftOutCause,
    LeftOutRecords,
    Purpose,
    TableReading,
    Witness,
)
from netmile_desktop.domain.texts.encodings import encoding_words
from netmile_desktop.domain.texts.tables import (
    ISSUED_BEFORE,
    cause_words,
    doubt_words,
    role_words,
    separator_words,
    why_words,
    witness_words,
)
from netmile_desktop.workspace.sources.looks import table_of
from netmile_desktop.workspace.sources.source import CSV, Source

_NAMED = 5
"""Lines left out that are named one by one."""
_SAMPLES = 3
_UNSHIFTED = "--unshifted"


_QUESTIONS = {
    DoubtCause.HIDDEN_ROWS: "hidden",
    DoubtCause.MARKED_ROWS: "marked",
    DoubtCause.SEPARATOR: "separator",
    DoubtCause.ROWS_ABOVE: "skip",
    DoubtCause.OTHER_TABLE: "file",
    DoubtCause.OTHER_PART: "file",
    DoubtCause.CHANGED_PLACES: "file",
    DoubtCause.SHIFTED_CELLS: "miles",
    DoubtCause.SHEET: "sheet",
}


class DoubtLine(msgspec.Struct, frozen=True):
    """A line of output: something that a person must decide before the file can be used."""

    question: str
    """`address`, `key`, `miles`, `issued_on`, `issue_id`, `hidden`, `marked`, `separator`, `skip`, `sheet` or `file`."""
    cause: str
    candidates: list[int]
    """Numbers of the columns that may be meant, from 1."""
    option: str
    """What to give on the command line; a `?` in it stands for what only a person knows."""


def choices_of(arguments: argparse.Namespace) -> Choices:
    """Return what the options say about the table."""
    return Choices(
        encoding=arguments.encoding,
        delimiter=arguments.separator,
        header=arguments.header,
        skip=arguments.skip,
        roles=tuple((arguments.columns or {}).items()),
        hidden=arguments.hidden,
        marked=vars(arguments).get("marked"),
        unshifted=vars(arguments).get("unshifted", False),
    )


def open_table(
    arguments: argparse.Namespace,
    output: Output,
    *,
    purpose: Purpose = Purpose.ISSUING,
    mode: Mode = Mode.PC,
    recall: Recall = nothing_recalled,
) -> tuple[Source, TableReading]:
    """Load the file of a command and decide where its table is; what is decided is said.

    Raises:
        FileUnreadable: it cannot be read.
        UsageWrong: something must be asked, or `--columns` names columns that are not there; the columns and the
            options to give are printed.
    """
    source = load_input(arguments.file, arguments.sheet)
    choices = choices_of(arguments)
    table = table_of(source, choices, purpose=purpose, mode=mode, recall=recall)
    if choices.skip == 0 and choices.header is None and (above := _rows_above(source, choices, purpose, mode)):
        choices = msgspec.structs.replace(choices, skip=None, put_back=above)
        table = table_of(source, choices, purpose=purpose, mode=mode, recall=recall)
    _reject_absent_columns(output, source, table)
    ask_doubts(output, source, table)
    _warn_of_one_column(output, table)
    return source, table


def _rows_above(source: Source, choices: Choices, purpose: Purpose, mode: Mode) -> tuple[int, ...]:
    """Return the records above a heading further down that may be rows; `--skip 0` says that they are."""
    table = table_of(source, msgspec.structs.replace(choices, skip=None), purpose=purpose, mode=mode)
    found = (doubt.record for doubt in table.doubts if doubt.cause is DoubtCause.ROWS_ABOVE)
    return tuple(range(1, next(found, 1)))


def ask_doubts(output: Output, source: Source, table: TableReading) -> None:
    """Print what must be asked, with the options to give.

    Raises:
        UsageWrong: there is something.
    """
    if not table.is_certain:
        _ask(output, source, table)


def tell_table(output: Output, source: Source, table: TableReading) -> None:
    """Say how a file was read: nothing is chosen, or left out, in silence."""
    if source.kind == CSV:
        _indented(output, Bilingual("文字コード: {}", "Encoding: {}"), encoding_words(table.encoding))
        if table.delimiter != ",":
            _indented(output, Bilingual("区切り: {}", "Separated by: {}"), separator_words(table.delimiter))
    else:
        tell_sheet(output, source)
    if table.header_record:
        text = Bilingual("  {} 行目を見出しとして読みました。", "  Row {} was read as a header.")
        output.say(text, f"{table.header_record:,}")
    for column in table.columns:
        if column.role is not None and column.witness is not Witness.PLACE:
            name = role_words(column.role).in_(output.language)
            why = witness_words(column).in_(output.language)
            heading = _on_one_line(column.heading)
            text = Bilingual("  {0}: {1} 列「{2}」（{3}）", "  {0}: column {1} “{2}” ({3})")
            if not heading:
                text = Bilingual("  {0}: {1} 列（{3}）", "  {0}: column {1} ({3})")
            output.say(text, name, column_letters(column.number), heading, why)
    if table.is_completed_list:
        output.say("  " + ISSUED_BEFORE.in_(output.language))
    _tell_unsent(output, table)
    _tell_left_out(output, table)
    _tell_hidden(output, table)
    _tell_marked(output, table)


def _reject_absent_columns(output: Output, source: Source, table: TableReading) -> None:
    """Turn down columns behind the last one of the file: every row would be empty there."""
    last = len(table.columns)
    absent = [f"{role.value}={column_letters(number)}" for role, number in table.choices.roles if number > last]
    if not absent:
        return
    text = Bilingual(
        "--columns の {} は「{}」にない列です。ファイルには次の列があります。",
        "--columns names {}, but “{}” has no such column. These are its columns:",
    )
    told = [text.in_(output.language, ", ".join(absent), source.name), *_listed_columns(table, output)]
    raise UsageWrong(Bilingual("\n".join(told), "\n".join(told)))


def _warn_of_one_column(output: Output, table: TableReading) -> None:
    chosen = [number for _, number in table.choices.roles if number]
    if len(set(chosen)) < len(chosen):
        output.say(
            Bilingual(
                "--columns で同じ列を 2 つ以上の項目に使っています。意図した指定か確認してください。",
                "--columns uses a column for more than one thing. Make sure that this is meant.",
            )
        )


def _indented(output: Output, words: Bilingual, gap: Bilingual) -> None:
    output.say("  " + words.in_(output.language, gap.in_(output.language)))


def tell_sheet(output: Output, source: Source) -> None:
    """Say which sheet of a workbook was read, and which were not."""
    output.say(Bilingual("  シート: {}", "  Sheet: {}"), source.sheet)
    others = [name if rows is None else f"{name} ({rows:,})" for name, rows in source.facts.others(source.sheet)]
    if others:
        output.say(
            Bilingual(
                "  読んでいないシートにも行があります: {}（--sheet で選べます）",
                "  Other sheets hold rows and were not read: {} (--sheet chooses one)",
            ),
            ", ".join(others),
        )


def _tell_unsent(output: Output, table: TableReading) -> None:
    unsent = [f"{column_letters(column.number)} {_on_one_line(column.heading)}".strip() for column in table.unsent()]
    if unsent:
        output.say(
            Bilingual("  使わない列（送りません）: {}", "  Columns not used (never sent): {}"), ", ".join(unsent)
        )
    hidden = [column_letters(column.number) for column in table.columns if column.is_hidden and not column.is_empty]
    if hidden:
        output.say(Bilingual("  非表示の列: {}", "  Hidden columns: {}"), ", ".join(hidden))


def _tell_left_out(output: Output, table: TableReading) -> None:
    named = [each for each in table.left_out if each.cause not in (LeftOutCause.HIDDEN, LeftOutCause.MARKED)]
    for each in named[:_NAMED]:
        cause = cause_words(each.cause).in_(output.language)
        text = Bilingual("  {}: {}「{}」", "  {}: {} “{}”") if each.text else Bilingual("  {}: {}", "  {}: {}")
        output.say(text, _rows(each, output), cause, _on_one_line(each.text))
    if len(named) > _NAMED:
        output.say(Bilingual("  ほか {} か所", "  and {} more places"), f"{len(named) - _NAMED:,}")


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _rows(left_out: LeftOutRecords, output: Output) -> str:
    if left_out.first == left_out.last:
        return Bilingual("{} 行目", "row {}").in_(output.language, f"{left_out.first:,}")
    return Bilingual("{}～{} 行目", "rows {}–{}").in_(output.language, f"{left_out.first:,}", f"{left_out.last:,}")


def _tell_hidden(output: Output, table: TableReading) -> None:
    count = sum(last - first + 1 for first, last in table.hidden_rows)
    if count and table.choices.hidden is Inclusion.LEAVE_OUT:
        output.say(Bilingual("  非表示の行を除きました: {}", "  Hidden rows left out: {}"), f"{count:,}")
    elif count:
        output.say(Bilingual("  非表示の行も含めます: {}", "  Hidden rows, included: {}"), f"{count:,}")


def _tell_marked(output: Output, table: TableReading) -> None:
    if table.marked is None:
        return
    if table.choices.marked is Inclusion.LEAVE_OUT:
        text = Bilingual("  取消などの記載がある行を除きました: {}", "  Rows marked as cancelled left out: {}")
    else:
        text = Bilingual("  取消などの記載がある行も含めます: {}", "  Rows marked as cancelled, included: {}")
    output.say(text, f"{table.marked.count:,}")


def _ask(output: Output, source: Source, table: TableReading) -> None:
    for doubt in table.doubts:
        option = _option(doubt, source, table)
        output.line(DoubtLine(_question(doubt), doubt.cause.value, list(doubt.candidates), option))
    output.flush()
    told = [f"{source.name}:"]
    for doubt in table.doubts:
        told += [doubt_words(doubt, table).in_(output.language), "  " + why_words(doubt, table).in_(output.language)]
    if any(doubt.role is not None for doubt in table.doubts):
        told += _listed_columns(table, output)
    if any("\ufffd" in text for column in table.columns for text in (column.heading, *column.samples)):
        unread = Bilingual(
            "読めない文字があります。文字コードが違うかもしれません（--encoding）。",
            "Some characters cannot be read. The encoding may be another one (--encoding).",
        )
        told.append(unread.in_(output.language))
    options = list(dict.fromkeys(_options(source, table)))
    last = Bilingual(
        "何もしていません。次のように指定して、もう一度実行してください。",
        "Nothing was done. Run it again with one of these options.",
    )
    if options:
        told += [last.in_(output.language), *("  " + option for option in options)]
    text = "\n".join(told)
    raise UsageWrong(Bilingual(text, text), "undecided")


def _question(doubt: Doubt) -> str:
    return doubt.role.value if doubt.role is not None else _QUESTIONS[doubt.cause]


def _listed_columns(table: TableReading, output: Output) -> Iterator[str]:
    """The columns of the file with their headings and first cells."""
    for column in table.columns:
        if column.is_empty and not column.heading:
            continue
        role = column.role or column.doubted
        name = role_words(role).in_(output.language) if role else ""
        mark = f"[{name}{'?' if column.role is None else ''}]" if name else ""
        words = f"{_on_one_line(column.heading)}  {_on_one_line(', '.join(column.samples[:_SAMPLES]))}"
        yield f"  {column_letters(column.number)} ({column.number})  {words}  {mark}".rstrip()


def _options(source: Source, table: TableReading) -> Iterator[str]:
    """The options that answer all doubts."""
    if any(doubt.cause is DoubtCause.HIDDEN_ROWS for doubt in table.doubts):
        yield from ("--hidden leave-out", "--hidden include")
    if any(doubt.cause is DoubtCause.MARKED_ROWS for doubt in table.doubts):
        yield from ("--marked leave-out", "--marked include")
    if any(doubt.cause is DoubtCause.SHEET for doubt in table.doubts):
        yield from _sheet_options(source)
    if any(doubt.cause is DoubtCause.SHIFTED_CELLS for doubt in table.doubts):
        yield _UNSHIFTED
    for doubt in table.doubts:
        if doubt.cause is DoubtCause.ROWS_ABOVE:
            yield from (f"--skip {doubt.record - 1}", "--skip 0")
        if doubt.cause is DoubtCause.CHANGED_PLACES:
            yield _columns_option(table, {})
    if any(doubt.cause is DoubtCause.SEPARATOR for doubt in table.doubts):
        yield from ("--separator comma", "--separator semicolon", "--separator tab", "--separator pipe")
    yield from _columns_options(table)


def _columns_options(table: TableReading) -> Iterator[str]:
    """The columns as they can be given; one option for each candidate if only one column is asked for."""
    asked = [doubt for doubt in table.doubts if doubt.role is not None]
    if len(asked) == 1 and asked[0].candidates:
        for candidate in asked[0].candidates:
            yield _columns_option(table, {asked[0].role: candidate})
        if table.purpose is Purpose.CANCELLING and asked[0].role is not ColumnRole.KEY:
            yield _columns_option(table, {asked[0].role: 0})
    elif asked:
        yield _columns_option(table, {})


def _sheet_options(source: Source) -> list[str]:
    return [f'--sheet "{name}"' for name, _ in source.facts.others(source.sheet)]


def _option(doubt: Doubt, source: Source, table: TableReading) -> str:
    if doubt.cause is DoubtCause.HIDDEN_ROWS:
        return "--hidden include|leave-out"
    if doubt.cause is DoubtCause.MARKED_ROWS:
        return "--marked include|leave-out"
    if doubt.cause is DoubtCause.SHIFTED_CELLS:
        return _UNSHIFTED
    if doubt.cause is DoubtCause.SEPARATOR:
        return "--separator ?"
    if doubt.cause is DoubtCause.ROWS_ABOVE:
        return f"--skip {doubt.record - 1}"
    if doubt.cause is DoubtCause.SHEET:
        options = _sheet_options(source)
        return options[0] if len(options) == 1 else "--sheet ?"
    is_of_the_file = doubt.cause in {DoubtCause.OTHER_TABLE, DoubtCause.OTHER_PART}
    return "" if is_of_the_file else _columns_option(table, {})


def _columns_option(table: TableReading, answers: dict[ColumnRole | None, int]) -> str:
    asked = {doubt.role for doubt in table.doubts}
    given = []
    for role in roles_of(table.purpose):
        column = table.column_of(role)
        if role in answers:
            given.append(f"{role.value}={answers[role]}")
        elif column is not None:
            given.append(f"{role.value}={column.number}")
        elif role in asked:
            given.append(f"{role.value}=?")
    return f"--columns {','.join(given)}"
