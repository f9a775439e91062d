"""What is decided about the table in a file, in words: roles, evidence, causes, and the questions that stay open."""

from __future__ import annotations

from netmile_desktop.domain.language import Bilingual
from netmile_desktop.domain.tables.column_letters import column_letters
from netmile_desktop.domain.tables.table import (
    ColumnRole,
    Doubt,
    DoubtCause,
    FileColumn,
    Hidden,
    LeftOutCause,
    TableReading,
    Witness,
)

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
    LeftOutCause.END_MARK: Bilingual("ファイルの終わりの印や埋め草", "end mark or padding of the file"),
    LeftOutCause.HIDDEN: Bilingual("非表示なので除きます", "hidden, left out"),
}

_LEFT_OUT_ROWS: dict[LeftOutCause, Bilingual] = {
    LeftOutCause.LEADING: Bilingual("表の外", "above the table"),
    LeftOutCause.SEPARATOR_LINE: Bilingual("区切り文字の行", "separator line"),
    LeftOutCause.TOTAL: Bilingual("合計行", "total"),
    LeftOutCause.NOTE: Bilingual("注記", "note"),
    LeftOutCause.REPEATED_HEADING: Bilingual("繰り返した見出し", "repeated heading"),
    LeftOutCause.END_MARK: Bilingual("終わりの印", "end mark"),
    LeftOutCause.HIDDEN: Bilingual("非表示", "hidden"),
}

_HIDDEN: dict[Hidden, Bilingual] = {
    Hidden.LEAVE_OUT: Bilingual("除く", "Leave out"),
    Hidden.INCLUDE: Bilingual("含める", "Include"),
}

_SEPARATORS = {
    ",": Bilingual("カンマ区切り", "commas"),
    "\t": Bilingual("タブ区切り", "tabs"),
    ";": Bilingual("セミコロン区切り", "semicolons"),
    "|": Bilingual("縦線区切り", "vertical bars"),
}

SEPARATORS = tuple(_SEPARATORS)
"""Separators that can be chosen."""


_QUESTIONS: dict[DoubtCause, Bilingual] = {
    DoubtCause.SEPARATOR: Bilingual("セルの区切り文字はどれですか", "What separates the cells?"),
    DoubtCause.ROWS_ABOVE: Bilingual(
        "見出しより上の行も取り込みますか", "Are the rows above the heading to be imported?"
    ),
    DoubtCause.OTHER_TABLE: Bilingual("途中に別の見出しがあります", "Another heading follows further down"),
    DoubtCause.CHANGED_PLACES: Bilingual(
        "途中から指定キーとマイル数が入れ替わっているようです", "Key and miles seem to change places further down"
    ),
}


_REASONS: dict[DoubtCause, Bilingual] = {
    DoubtCause.SEPARATOR: Bilingual("区切り文字を選ぶと、取り込めます", "Choose the separator to import"),
    DoubtCause.ROWS_ABOVE: Bilingual(
        "見出しより上の行を除くか含めるかを選ぶと、取り込めます",
        "Leave out or include the rows above the heading to import",
    ),
    DoubtCause.OTHER_TABLE: Bilingual(
        "ファイルを 2 つに分けてから取り込んでください", "Part the file in two, then import each"
    ),
    DoubtCause.CHANGED_PLACES: Bilingual(
        "ファイルを確認し、指定キーとマイル数の列を選んでください",
        "Check the file, then choose the columns of key and miles",
    ),
}


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


def hidden_words(choice: Hidden) -> Bilingual:
    """Return the name of a choice about hidden rows."""
    return _HIDDEN[choice]


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
    why = _whys(doubt, table)
    if doubt.role is not ColumnRole.MILES:
        return why
    return Bilingual(
        f"{why.ja}選んだ列の数が、そのまま会員に発行されます。",
        f"{why.en} The numbers of the column you choose are issued to members as they are.",
    )


def _whys(doubt: Doubt, table: TableReading) -> Bilingual:
    count = len(doubt.candidates)
    if doubt.cause is DoubtCause.SEVERAL:
        return Bilingual(
            f"候補の列が {count} つあります。見出しだけでは決めません。",
            f"{count} columns may be meant, and their headings alone do not decide it.",
        )
    if doubt.cause is DoubtCause.DISAGREE:
        return Bilingual("見出しと中身が合っていません。", "Heading and cells do not agree.")
    if doubt.cause is DoubtCause.EMPTY:
        return Bilingual(
            "見出しの合う列は空で、ほかの列に数があります。",
            "The column with the right heading is empty, while another one is filled.",
        )
    if doubt.cause is DoubtCause.WIDE:
        return Bilingual(
            "見出しがなく、4 列以上あります。列の見出しで選んでください。",
            "There is no heading, and there are more than three columns. Choose in the heads of the columns.",
        )
    if doubt.cause is DoubtCause.ROWS_ABOVE:
        return Bilingual(
            f"見出しは {doubt.record:,} 行目にあります。その上に、表の行のように見える行があります。",
            f"The heading is in row {doubt.record:,}. What stands above it may be rows of the table.",
        )
    if doubt.cause is DoubtCause.OTHER_TABLE:
        return Bilingual(
            f"{doubt.record:,} 行目に、並びの違う見出しがあります。1 つの表としては読めません。"
            "ファイルを 2 つに分けてから、それぞれ取り込んでください。",
            f"Row {doubt.record:,} is a heading with other columns, so no reading fits both parts. "
            "Part the file in two and import each.",
        )
    if doubt.cause is DoubtCause.CHANGED_PLACES:
        return Bilingual(
            f"{doubt.record:,} 行目のあたりから、2 つの列の桁数が入れ替わっています。"
            "ファイルを確認してください。このままでよければ列を指定してください。",
            f"From about row {doubt.record:,} on, the two columns have each other's number of digits. "
            "Check the file; if it is right as it is, name the columns.",
        )
    if doubt.cause is DoubtCause.SEPARATOR:
        return Bilingual(
            "1 行の中に、区切りと読める文字が 2 種類以上あります。",
            "More than one character may separate the cells of a line.",
        )
    return Bilingual(
        "見出しからも中身からも決められません。表の列の見出しで選んでください。",
        "Neither headings nor cells tell. Choose in the head of the column in the table.",
    )


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
