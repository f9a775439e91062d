"""Looks at files made by hand, as the import page shows them: a list with hidden rows, one with a doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from netmile_desktop.domain.rows.rows import Recipe
from netmile_desktop.domain.tables.table import (
    Choices,
    ColumnRole,
    DeclaredTotal,
    Doubt,
    DoubtCause,
    FileColumn,
    Inclusion,
    LeftOutCause,
    LeftOutRecords,
    Purpose,
    TableReading,
    Witness,
)
from netmile_desktop.workspace.sources.looks import Candidate, IssueSums, Record, SourceLook, look_at
from netmile_desktop.workspace.sources.source import CSV, WORKBOOK, Source

_NAMES = ("佐藤 美咲", "鈴木 健太", "高橋 由美子", "田中 大輔", "伊藤 さくら", "渡辺 翔", "山本 恵", "中村 拓海")
_PEOPLE = ("misaki.sato", "k-suzuki", "yumiko.t", "d.tanaka", "s.ito", "sho.w", "megumi.y", "takumi.n")

LIST_HEADINGS = ("会員番号", "氏名", "メールアドレス", "来店日", "電話番号", "付与マイル")
HIDDEN_ROWS = ((7, 7), (11, 11), (20, 37))


def column(
    number: int,
    heading: str,
    role: ColumnRole | None = None,
    witness: Witness | None = None,
    *,
    doubted: ColumnRole | None = None,
    samples: Sequence[str] = ("見本",),
) -> FileColumn:
    """A column of a table."""
    return FileColumn(number, heading, role, witness, doubted, samples=tuple(samples), is_empty=not samples)


def table(columns: Sequence[FileColumn], *doubts: Doubt, header_record: int = 1) -> TableReading:
    """A table of a text file; its recipe follows from the roles of its columns."""
    at = {each.role: each.number for each in columns if each.role is not None}
    mapped = (at.get(ColumnRole.ADDRESS, 0), at.get(ColumnRole.KEY, 0), at.get(ColumnRole.MILES, 0))
    return TableReading(
        purpose=Purpose.ISSUING,
        encoding="utf-8",
        delimiter=",",
        header_record=header_record,
        columns=tuple(columns),
        left_out=(),
        doubts=doubts,
        recipe=Recipe("utf-8", header=header_record > 0, columns=mapped if all(mapped) else None),
    )


def text_source(records: Sequence[Sequence[str]], name: str = "a.csv") -> Source:
    """A text file with these cells, none of which needs quotes."""
    data = "".join(",".join(cells) + "\r\n" for cells in records).encode()
    return Source(name, data, data, CSV)


def look(
    columns: Sequence[FileColumn],
    records: Sequence[Sequence[str]],
    *doubts: Doubt,
    header_record: int = 1,
    shown: int = 200,
    sums: IssueSums | None = None,
    candidates: Sequence[Candidate] = (),
) -> SourceLook:
    """A look at a text file: `shown` records of the beginning, and at most 30 of the end."""
    every = [Record(number, tuple(cells)) for number, cells in enumerate(records, 1)]
    rest = every[shown:]
    rows = len(records) - (header_record > 0)
    found = sums or IssueSums(rows, 100 * rows)
    return SourceLook(
        source=text_source(records),
        table=table(columns, *doubts, header_record=header_record),
        beginning=tuple(every[:shown]),
        ending=tuple(rest[-30:]),
        records=len(every),
        sums=found,
        without_hidden=found,
        with_hidden=found,
        without_marked=found,
        with_marked=found,
        candidates=tuple(candidates),
    )


def visitors(choices: Choices | None = None) -> SourceLook:
    """A workbook of 128 rows: title, heading in row 3, 124 rows of which 20 are hidden, a total."""
    choices = choices or Choices()
    records: list[Sequence[str]] = [("ご来店お礼マイル 付与名簿（2026年11月）",), (), LIST_HEADINGS]
    for n in range(4, 128):
        key = {4: "000123", 9: "000871"}.get(n, f"M{4500 + n:06}")
        address = f"{_PEOPLE[n % 8]}@{'mail.' if n % 3 == 0 else ''}example.jp"
        phone = f"090-0000-{(n * 733) % 10_000:04}"
        records.append((key, _NAMES[n % 8], address, f"2026/11/{1 + n // 5:02}", phone, "100"))
    records.append(("合計", "", "", "", "", "12,400"))
    every = [Record(number, tuple(cells)) for number, cells in enumerate(records, 1)]
    columns = (
        column(1, "会員番号", ColumnRole.KEY, Witness.WORDS, samples=("000123", "M004518")),
        column(2, "氏名", samples=_NAMES[:4]),
        column(3, "メールアドレス", ColumnRole.ADDRESS, Witness.WORDS_AND_CELLS, samples=_PEOPLE[:4]),
        column(4, "来店日", samples=("2026/11/01",)),
        column(5, "電話番号", samples=("090-0000-1042",)),
        column(6, "付与マイル", ColumnRole.MILES, Witness.WORDS, samples=("100",)),
    )
    left_out = [LeftOutRecords(1, 2, LeftOutCause.LEADING), LeftOutRecords(128, 128, LeftOutCause.TOTAL, "合計")]
    if choices.hidden is Inclusion.LEAVE_OUT:
        left_out += [LeftOutRecords(first, last, LeftOutCause.HIDDEN) for first, last in HIDDEN_ROWS]
    left_out = [each for each in left_out if each.first not in choices.put_back]
    put_back = sum(1 for number in choices.put_back if number <= len(every))
    with_hidden, without = IssueSums(124 + put_back, 12_400), IssueSums(104 + put_back, 10_400)
    reading = replace(
        table(columns, header_record=3),
        doubts=() if choices.hidden else (Doubt(DoubtCause.HIDDEN_ROWS),),
        left_out=tuple(left_out),
        skipped=2,
        hidden_rows=HIDDEN_ROWS,
        is_filtered=True,
        total=DeclaredTotal(128, 6, 12_400),
        choices=choices,
    )
    data = text_source(records).data
    sums = without if choices.hidden is Inclusion.LEAVE_OUT else with_hidden
    return SourceLook(
        source=Source("11月 来店名簿.xlsx", data, data, WORKBOOK, "11月分", ("11月分", "集計")),
        table=reading,
        beginning=tuple(every),
        ending=(),
        records=128,
        sums=sums,
        without_hidden=without,
        with_hidden=with_hidden,
        without_marked=sums,
        with_marked=sums,
    )


def purchases(choices: Choices | None = None, *, outside: int | None = 312) -> SourceLook:
    """A text file in which 「ポイント」 stands beside 「マイル」, 861 rows."""
    choices = choices or Choices()
    headings = ("会員ID", "お名前", "メール", "購入日", "ポイント", "マイル")
    records: list[Sequence[str]] = [headings]
    for n in range(2, 863):
        points = (n * 1237) % 20_000 + 800
        address = f"{_PEOPLE[n % 8]}@example.jp"
        day = f"2026/10/{1 + n // 28:02}"
        records.append((f"K{10_000 + n:08}", _NAMES[n % 8], address, day, f"{points}", f"{points // 100}"))
    every = [Record(number, tuple(cells)) for number, cells in enumerate(records, 1)]
    chosen = choices.column(ColumnRole.MILES)

    def miles(number: int) -> FileColumn:
        samples = [record.cells[number - 1] for record in every[1:5]]
        if chosen:
            role = ColumnRole.MILES if chosen == number else None
            return column(number, headings[number - 1], role, Witness.CHOSEN if role else None, samples=samples)
        return column(number, headings[number - 1], doubted=ColumnRole.MILES, samples=samples)

    columns = (
        column(1, headings[0], ColumnRole.KEY, Witness.WORDS, samples=("K00012804",)),
        column(2, headings[1], samples=_NAMES[:4]),
        column(3, headings[2], ColumnRole.ADDRESS, Witness.WORDS_AND_CELLS, samples=_PEOPLE[:4]),
        column(4, headings[3], samples=("2026/10/01",)),
        miles(5),
        miles(6),
    )
    doubt = Doubt(DoubtCause.SEVERAL, ColumnRole.MILES, (5, 6))
    sums = {5: IssueSums(861, 4_481_260), 6: IssueSums(861, 44_412)}
    reading = replace(table(columns), doubts=() if chosen else (doubt,), choices=choices, encoding="cp932")
    found = sums[chosen] if chosen else IssueSums(861, None)
    return SourceLook(
        source=text_source(records, "10月 お買上一覧.csv"),
        table=reading,
        beginning=tuple(every[:200]),
        ending=tuple(every[-30:]),
        records=862,
        sums=found,
        without_hidden=found,
        with_hidden=found,
        without_marked=found,
        with_marked=found,
        candidates=()
        if chosen
        else (
            Candidate(5, ColumnRole.MILES, sums[5], outside),
            Candidate(6, ColumnRole.MILES, sums[6], 0 if outside is not None else None),
        ),
    )


def orders(choices: Choices | None = None) -> SourceLook:
    """A list out of an order system, some rows of which are cancelled or returned."""
    records: list[Sequence[str]] = [("受注番号", "受注状況", "お名前", "メール", "会員ID", "マイル", "備考")]
    for n in range(2, 62):
        state = {7: "キャンセル", 12: "返品済", 33: "キャンセル"}.get(n, "発送済")
        note = "お届け日の変更あり" if n == 9 else ""
        address = f"{_PEOPLE[n % 8]}@example.jp"
        records.append((f"R{202_611_000 + n}", state, _NAMES[n % 8], address, f"K{10_000 + n:08}", f"{n * 3}", note))
    return look_at(text_source(records, "11月 受注.csv"), choices or Choices())


def home_made(choices: Choices | None = None) -> SourceLook:
    """A file of a program that knows no quotes and leaves out empty cells at the end: one row has miles of 1,050."""
    records: list[Sequence[str]] = [("メール", "会員ID", "マイル", "備考")]
    for n in range(2, 42):
        miles = ("1", "050") if n == 6 else (f"{n * 15}",)
        records.append((f"{_PEOPLE[n % 8]}@example.jp", f"K{10_000 + n:08}", *miles))
    return look_at(text_source(records, "自作システム.csv"), choices or Choices())
