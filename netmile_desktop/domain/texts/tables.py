"""What is decided about the table in a file, in words: roles, evidence, causes, and the questions that stay open."""

from __future__ import annotations

from netmile_desktop.domain.language import Bilingual
from netmile_desktop.domain.tables.column_letters import column_letters
from netmile_desktop.domain.tables.table import (
    ColumnRole,
    Doubt,
    DoubtCause,
    FileColumn,
    Inclusion,
    LeftOutCause,
    MarkedRows,
    Purpose,
    TableReading,
    Witness,
)

_WORDS_NAMED = 3

_ROLES: dict[ColumnRole, Bilingual] = {
    ColumnRole.ADDRESS: Bilingual("メールアドレス", "E-mail address"),
    ColumnRole.KEY: Bilingual("指定キー", "Specified key"),
    ColumnRole.MILES: Bilingual("マイル数", "Miles"),
    ColumnRole.ISSUED_ON: Bilingual("発行日", "Issue date"),
    ColumnRole.ISSUE_ID: Bilingual("発行ID", "Issue ID"),
}

_IN_A_SENTENCE: dict[ColumnRole, str] = {
    ColumnRole.ADDRESS: "the mail address",
    ColumnRole.KEY: "the specified key",
    ColumnRole.MILES: "the miles",
    ColumnRole.ISSUED_ON: "the issue date",
    ColumnRole.ISSUE_ID: "the issue ID",
}

NOT_SENT = Bilingual("送らない", "Not sent")
"""The choice for a column without a role."""

STAYS_HERE = Bilingual("手元に残す", "stays here")
"""What becomes of a column without a role: it is kept beside its row on this computer."""

ISSUED_BEFORE = Bilingual(
    "登録完了リストです。この行は発行済みで、送信するともう一度発行されます。",
    "This is a completed list: its rows were issued, and sending them issues them again.",
)
"""What is said of a completed list that is to be issued from."""

_WITNESSES: dict[Witness, Bilingual] = {
    Witness.WORDS_AND_CELLS: Bilingual("見出しと中身が一致", "heading and cells agree"),
    Witness.CELLS: Bilingual("中身から判断", "by its cells"),
    Witness.OWN_LIST: Bilingual("結果ファイルの列", "column of a result list"),
    Witness.REMEMBERED: Bilingual("前回と同じ", "as last time"),
    Witness.CHOSEN: Bilingual("選択した列", "chosen"),
}

_CAUSES: dict[LeftOutCause, Bilingual] = {
    LeftOutCause.LEADING: Bilingual("表の外", "above the table"),
    LeftOutCause.SEPARATOR_LINE: Bilingual("区切り文字の指定", "names the separator"),
    LeftOutCause.TOTAL: Bilingual("合計の行なので取り込みません", "a total, not imported"),
    LeftOutCause.NOTE: Bilingual("表の下の注記なので取り込みません", "a note below the table, not imported"),
    LeftOutCause.REPEATED_HEADING: Bilingual("見出しの繰り返し", "the heading again"),
    LeftOutCause.EXAMPLE: Bilingual("記入例なので取り込みません", "an example, not imported"),
    LeftOutCause.END_MARK: Bilingual("ファイルの終わりの印や埋め草", "end mark or padding of the file"),
    LeftOutCause.HIDDEN: Bilingual("非表示なので除きます", "hidden, left out"),
    LeftOutCause.MARKED: Bilingual("取消などの記載があるので除きます", "marked as cancelled or excluded, left out"),
}

_LEFT_OUT_ROWS: dict[LeftOutCause, Bilingual] = {
    LeftOutCause.LEADING: Bilingual("表の外", "above the table"),
    LeftOutCause.SEPARATOR_LINE: Bilingual("区切り文字の行", "separator line"),
    LeftOutCause.TOTAL: Bilingual("合計行", "total"),
    LeftOutCause.NOTE: Bilingual("注記", "note"),
    LeftOutCause.REPEATED_HEADING: Bilingual("繰り返した見出し", "repeated heading"),
    LeftOutCause.EXAMPLE: Bilingual("記入例", "example"),
    LeftOutCause.END_MARK: Bilingual("終わりの印", "end mark"),
    LeftOutCause.HIDDEN: Bilingual("非表示", "hidden"),
    LeftOutCause.MARKED: Bilingual("取消などの記載", "marked as cancelled"),
}

_INCLUSIONS: dict[Inclusion, Bilingual] = {
    Inclusion.LEAVE_OUT: Bilingual("除く", "Leave out"),
    Inclusion.INCLUDE: Bilingual("含める", "Include"),
}

_SEPARATORS = {
    ",": Bilingual("カンマ区切り", "commas"),
    "\t": Bilingual("タブ区切り", "tabs"),
    ";": Bilingual("セミコロン区切り", "semicolons"),
    "|": Bilingual("縦線区切り", "vertical bars"),
}

AS_IT_IS = Bilingual("このまま取り込む", "Import as it is")
"""The answer that what looks odd is meant so."""

SEPARATORS = tuple(_SEPARATORS)
"""Separators that can be chosen."""


_QUESTIONS: dict[DoubtCause, Bilingual] = {
    DoubtCause.SEPARATOR: Bilingual("セルの区切り文字はどれですか", "What separates the cells?"),
    DoubtCause.MARKED_ROWS: Bilingual(
        "取消や対象外などの記載がある行も取り込みますか", "Are rows marked as cancelled or excluded to be imported?"
    ),
    DoubtCause.ROWS_ABOVE: Bilingual(
        "見出しより上の行も取り込みますか", "Are the rows above the heading to be imported?"
    ),
    DoubtCause.OTHER_TABLE: Bilingual("途中に別の見出しがあります", "Another heading follows further down"),
    DoubtCause.OTHER_PART: Bilingual(
        "途中から、発行しない行が並んでいるようです", "Further down stand rows that seem not to be meant"
    ),
    DoubtCause.SHEET: Bilingual("どのシートを取り込みますか", "Which sheet is to be imported?"),
    DoubtCause.SHIFTED_CELLS: Bilingual(
        "カンマで列がずれた行はありませんか", "Has a comma moved the cells of some rows?"
    ),
    DoubtCause.CHANGED_PLACES: Bilingual(
        "途中から指定キーとマイル数が入れ替わっているようです", "Key and miles seem to change places further down"
    ),
}


_REASONS: dict[DoubtCause, Bilingual] = {
    DoubtCause.SEPARATOR: Bilingual("区切り文字を選ぶと、取り込めます", "Choose the separator to import"),
    DoubtCause.MARKED_ROWS: Bilingual(
        "取消などの記載がある行を除くか含めるかを選ぶと、取り込めます",
        "Leave out or include the marked rows to import",
    ),
    DoubtCause.ROWS_ABOVE: Bilingual(
        "見出しより上の行を除くか含めるかを選ぶと、取り込めます",
        "Leave out or include the rows above the heading to import",
    ),
    DoubtCause.OTHER_TABLE: Bilingual(
        "ファイルを 2 つに分けてから取り込んでください", "Part the file in two, then import each"
    ),
    DoubtCause.OTHER_PART: Bilingual(
        "発行しない行をファイルから除いてから取り込んでください",
        "Take the rows that are not meant out of the file, then import it",
    ),
    DoubtCause.SHEET: Bilingual("シートを選ぶと、取り込めます", "Choose the sheet to import"),
    DoubtCause.SHIFTED_CELLS: Bilingual(
        "カンマで列がずれた行を直すか、このまま取り込むかを選んでください",
        "Correct the rows that a comma has moved, or choose to import as it is",
    ),
    DoubtCause.CHANGED_PLACES: Bilingual(
        "ファイルを確認し、指定キーとマイル数の列を選んでください",
        "Check the file, then choose the columns of key and miles",
    ),
}


_NOT_FOUND = Bilingual(
    "見出しからも中身からも決められません。列を選んでください。",
    "Neither headings nor cells tell. Choose the column.",
)
"""Where columns are chosen in boxes of their own, not in the heads of a table."""

_WHYS: dict[DoubtCause, Bilingual] = {
    DoubtCause.NO_COLUMN: Bilingual(
        "見出しからも中身からも決められません。表の列の見出しで選んでください。",
        "Neither headings nor cells tell. Choose in the head of the column in the table.",
    ),
    DoubtCause.SEVERAL: Bilingual(
        "候補の列が {count} つあります。見出しだけでは決めません。",
        "{count} columns may be meant, and their headings alone do not decide it.",
    ),
    DoubtCause.DISAGREE: Bilingual("見出しと中身が合っていません。", "Heading and cells do not agree."),
    DoubtCause.EMPTY: Bilingual(
        "見出しの合う列は空で、ほかの列に数があります。",
        "The column with the right heading is empty, while another one is filled.",
    ),
    DoubtCause.WIDE: Bilingual(
        "見出しがなく、4 列以上あります。列の見出しで選んでください。",
        "There is no heading, and there are more than three columns. Choose in the heads of the columns.",
    ),
    DoubtCause.SEPARATOR: Bilingual(
        "1 行の中に、区切りと読める文字が 2 種類以上あります。",
        "More than one character may separate the cells of a line.",
    ),
    DoubtCause.ROWS_ABOVE: Bilingual(
        "見出しは {record} 行目にあります。その上に、表の行のように見える行があります。",
        "The heading is in row {record}. What stands above it may be rows of the table.",
    ),
    DoubtCause.OTHER_TABLE: Bilingual(
        "{record} 行目に、並びの違う見出しがあります。1 つの表としては読めません。"
        "ファイルを 2 つに分けてから、それぞれ取り込んでください。",
        "Row {record} is a heading with other columns, so no reading fits both parts. "
        "Part the file in two and import each.",
    ),
    DoubtCause.OTHER_PART: Bilingual(
        "{record} 行目に取り消しや対象外を示す行があり、その下にも行が続いています。"
        "発行しない行をファイルから除いてください。すべて発行するときは、{record} 行目だけを削除してください。",
        "Row {record} speaks of cancelled or excluded rows, and rows follow below it. "
        "Take those that are not to be issued out of the file; if all are, delete row {record} alone.",
    ),
    DoubtCause.SHEET: Bilingual(
        "このシートには見出しもメールアドレスもありません。行のあるシートがほかにあります。",
        "This sheet has neither a heading nor an address, and another one holds rows.",
    ),
    DoubtCause.SHIFTED_CELLS: Bilingual(
        "{record} 行目などは、マイル数の次の列に数字があります。「1,000」のようなカンマで列がずれると、別の数が発行されます。"
        "ずれているときは、セルのカンマを除いて保存し、もう一度選んでください。",
        "In row {record}, and perhaps others, a number stands behind the miles. If a comma as in “1,000” has moved the "
        "cells, another number is issued. If so, save the file without such commas, and choose it again.",
    ),
    DoubtCause.CHANGED_PLACES: Bilingual(
        "{record} 行目のあたりから、2 つの列の桁数が入れ替わっています。"
        "ファイルを確認してください。このままでよければ列を指定してください。",
        "From about row {record} on, the two columns have each other's number of digits. "
        "Check the file; if it is right as it is, name the columns.",
    ),
}
"""Why something must be asked, with gaps for the number of candidates and the record."""

_MORE_THAN_NAMES = Bilingual(
    "見出しより多くの列がある行がほとんどです。列の見出しで選んでください。",
    "Most rows have more cells than there are headings. Choose in the heads of the columns.",
)

_ONE_CANDIDATE = Bilingual(
    "候補の列が 1 つありますが、見出しだけでは決められません。",
    "One column may be meant, but its heading alone does not decide it.",
)


def role_words(role: ColumnRole) -> Bilingual:
    """Return the name of a role."""
    return _ROLES[role]


def doubted_words(role: ColumnRole) -> Bilingual:
    """Return the name of a role that a column may have."""
    name = _ROLES[role]
    return Bilingual(f"{name.ja}？", f"{name.en}?")


def witness_words(column: FileColumn) -> Bilingual:
    """Return why a column has its role, in a few words; what becomes of it if it has none."""
    if column.doubted is not None and column.role is None:
        return doubted_words(column.doubted)
    if column.role is None or column.witness is None:
        return STAYS_HERE
    if column.witness is Witness.WORDS:
        return Bilingual(f"← {column.heading}", f"← {column.heading}")
    if column.witness is Witness.PLACE:
        letter = column_letters(column.number)
        return Bilingual(f"{letter} 列", f"column {letter}")
    return _WITNESSES[column.witness]


def cause_words(cause: LeftOutCause) -> Bilingual:
    """Return why records are left out."""
    return _CAUSES[cause]


def left_out_words(cause: LeftOutCause, count: int) -> Bilingual:
    """Return what a cause leaves out, with the number of records if it is more than one."""
    words = _LEFT_OUT_ROWS[cause]
    if count == 1:
        return words
    return Bilingual(f"{words.ja} {count:,} 行", f"{words.en} ({count:,})")


def inclusion_words(choice: Inclusion) -> Bilingual:
    """Return the name of a choice about rows that may be meant or not."""
    return _INCLUSIONS[choice]


def separator_words(delimiter: str) -> Bilingual:
    """Return the name of a separator; an unknown one is its own."""
    return _SEPARATORS.get(delimiter) or Bilingual(delimiter, delimiter)


def doubt_words(doubt: Doubt, table: TableReading) -> Bilingual:
    """Return the question that a doubt asks."""
    if doubt.cause is DoubtCause.HIDDEN_ROWS:
        return Bilingual("非表示の行を取り込みますか", "Are hidden rows to be imported?")
    if doubt.cause in _QUESTIONS:
        return _QUESTIONS[doubt.cause]
    if doubt.role is None:
        return Bilingual(
            "メールアドレス・指定キー・マイル数は、どの列ですか", "Which columns hold address, key and miles?"
        )
    name, called = _ROLES[doubt.role].ja, _IN_A_SENTENCE[doubt.role]
    if len(doubt.candidates) == 2:
        return Bilingual(f"{name}は、どちらの列ですか", f"Which of the two columns holds {called}?")
    return Bilingual(f"{name}は、どの列ですか", f"Which column holds {called}?")


def why_words(doubt: Doubt, table: TableReading) -> Bilingual:
    """Return why a doubt must be asked, in a sentence or two."""
    if doubt.cause is DoubtCause.HIDDEN_ROWS:
        how = Bilingual("フィルター", "by a filter") if table.is_filtered else Bilingual("手作業", "by hand")
        return Bilingual(
            f"シートには表示されていない行があります（{how.ja}）。",
            f"The sheet has rows that it does not show ({how.en}).",
        )
    if table.marked is not None and doubt.cause is DoubtCause.MARKED_ROWS:
        return _marked_words(table, table.marked)
    if table.purpose is Purpose.CANCELLING:
        return _NOT_FOUND if doubt.cause is DoubtCause.NO_COLUMN else _whys(doubt)
    why = _whys(doubt, bool(table.header_record))
    if doubt.role is not ColumnRole.MILES:
        return why
    return Bilingual(
        f"{why.ja}選んだ列の数が、そのまま会員に発行されます。",
        f"{why.en} The numbers of the column you choose are issued to members as they are.",
    )


def _marked_words(table: TableReading, marked: MarkedRows) -> Bilingual:
    letter = column_letters(marked.column)
    heading = next((column.heading for column in table.columns if column.number == marked.column), "")
    shown = marked.words[:_WORDS_NAMED]
    more = Bilingual("など", " and others") if len(marked.words) > len(shown) else Bilingual("", "")
    ja = "".join(f"「{word}」" for word in shown) + more.ja
    en = ", ".join(f"“{word}”" for word in shown) + more.en
    column = f"{letter} {heading}".strip()
    letters = [column_letters(number) for number in marked.other_columns]
    others = Bilingual(
        f"{'、'.join(letters)} 列に書かれた行も含みます。", f" Of some, column {', '.join(letters)} says so."
    )
    others = others if letters else Bilingual("", "")
    place = f"「{heading}」（{letter} 列）" if heading else f"{letter} 列"
    return Bilingual(
        f"{marked.count:,} 行（最初は {marked.rows[0][0]:,} 行目）の{place}に{ja}とあります。{others.ja}",
        f"Column {column} says {en}, in {marked.count:,} rows, row {marked.rows[0][0]:,} first.{others.en}"
        if marked.count > 1
        else f"Column {column} says {en} in row {marked.rows[0][0]:,}.",
    )


def _whys(doubt: Doubt, has_heading: bool = False) -> Bilingual:
    count = len(doubt.candidates)
    if doubt.cause is DoubtCause.WIDE and has_heading:
        return _MORE_THAN_NAMES
    words = _ONE_CANDIDATE if doubt.cause is DoubtCause.SEVERAL and count == 1 else _WHYS[doubt.cause]
    gaps = {"count": count, "record": f"{doubt.record:,}"}
    return Bilingual(words.ja.format(**gaps), words.en.format(**gaps))


def reason_words(doubt: Doubt, hidden_rows: int) -> Bilingual:
    """Return what is to be done before the file can be imported; `hidden_rows` is their number."""
    if doubt.cause is DoubtCause.HIDDEN_ROWS:
        return Bilingual(
            f"非表示の {hidden_rows:,} 行を除くか含めるかを選ぶと、取り込めます",
            f"Leave out or include the hidden rows ({hidden_rows:,}) to import",
        )
    if doubt.cause in _REASONS:
        return _REASONS[doubt.cause]
    if doubt.role is None:
        return Bilingual("列の見出しで列を選ぶと、取り込めます", "Choose the columns in their heads to import")
    return Bilingual(
        f"{_ROLES[doubt.role].ja}の列を選ぶと、取り込めます",
        f"Choose the column of {_IN_A_SENTENCE[doubt.role]} to import",
    )
