"""Rows: reading and judging files of a million rows and of a few thousand, storing them, and workbooks."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.benchmarks import rivals
from tests.benchmarks.benchmark import BYTES, MEBIBYTES, SECONDS, Against, AtMost, Benchmark, Faster, Stage, Within
from tests.benchmarks.issuance_files import HEADER, good_cells, write_file
from tests.benchmarks.measuring import answer_of, peak_bytes, seconds, seconds_of, seconds_of_code

MANY = 1_000_000
ONE_PASS = Path(__file__).with_name("one_pass.c")

_LOADING = (
    "loading Python, msgspec and numpy takes a seventh of the processor time; the rest needs both cores to itself"
)

_PASSES = (
    "bytes are looked at in many numpy passes where compiled code needs one: finding and proving cells takes half of "
    "the time, looking for repeated addresses and keys a quarter"
)

_SMALL = (
    "half of it is starting Python and loading msgspec, which reads the rule; "
    "a row then takes 3 µs to be cut, proved good and compared, all in Python"
)

_READER = "import csv, sys; list(csv.reader(open(sys.argv[1], encoding=sys.argv[2], newline='')))"

_JUDGE = """
import sys
from datetime import date
from netmile_desktop.domain.campaigns import Mode, Validity, VariableAmount
from netmile_desktop.domain.rows.issuances import Rule
from netmile_desktop.domain.reading import read

day = date(2026, 11, 22)
rule = Rule(mode=Mode.PC, amount=VariableAmount(1, 10_000), issuance_from=day, issuance_to=day,
            state=Validity.APPROVED, today=day)
with open(sys.argv[1], "rb") as file:
    data = file.read()
found = read(data).rows.check(rule)
assert found
"""
"""The whole of `netmile-desktop check` but for what it prints."""


@dataclass(frozen=True, slots=True)
class Files:
    """One file, and one with ten times the rows where growth is asked for."""

    path: str
    larger: str = ""
    one_pass: str = ""


def _written(encoding: str, *, larger: bool = False) -> Callable[[Stage], AbstractContextManager[Files]]:
    @contextmanager
    def prepare(stage: Stage) -> Iterator[Files]:
        path = write_file(stage.folder / "十一月.csv", stage.rows, encoding)
        bigger = write_file(stage.folder / "大.csv", stage.rows * 10, encoding) if larger else Path()
        yield Files(str(path), str(bigger), _compiled(stage.folder))

    return prepare


@contextmanager
def _followed_by_empty_lines(stage: Stage) -> Iterator[Files]:
    """As a sheet is saved whose last cell holds a blank."""
    path = write_file(stage.folder / "十一月.csv", stage.rows, "utf-8")
    followed = stage.folder / "空行.csv"
    followed.write_bytes(path.read_bytes() + b",,\n" * (10 * stage.rows))
    yield Files(str(path), str(followed))


def _compiled(folder: Path) -> str:
    """The one pass of C, where there is a compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        return ""
    program = folder / "one_pass"
    subprocess.run([compiler, "-O2", "-o", str(program), str(ONE_PASS)], check=True)
    return str(program)


def warm(path: str) -> float:
    """Seconds from the open file to the last finding, what is imported aside."""
    from datetime import date

    from netmile_desktop.domain.campaigns import Mode, Validity, VariableAmount
    from netmile_desktop.domain.fast_lane import judging, reading  # noqa: F401
    from netmile_desktop.domain.reading import read
    from netmile_desktop.domain.rows.issuances import Rule

    day = date(2026, 11, 22)
    rule = Rule(
        mode=Mode.PC,
        amount=VariableAmount(1, 10_000),
        issuance_from=day,
        issuance_to=day,
        state=Validity.APPROVED,
        today=day,
    )
    began = time.perf_counter()
    data = Path(path).read_bytes()
    read(data).rows.check(rule)
    return time.perf_counter() - began


def peak(path: str) -> float:
    warm(path)
    return peak_bytes()


def bytes_a_row(path: str) -> float:
    """What is kept of each row in an open batch: its bytes, where its cells lie, and who shares what."""
    from netmile_desktop.domain.fast_lane.byte_table import ByteTable
    from netmile_desktop.domain.fast_lane.duplicate_index import DuplicateIndex
    from netmile_desktop.domain.fast_lane.duplicates import ValuePrints
    from netmile_desktop.domain.fast_lane.reading import read_large
    from netmile_desktop.domain.rows.rows import Recipe

    data = Path(path).read_bytes()
    table = read_large(data, Recipe()).rows
    assert isinstance(table, ByteTable)
    shares = DuplicateIndex(table, ValuePrints.of(table), Counter())
    kept = len(data) + table.marks.nbytes + sum(each.nbytes for each in table.cells)
    return (kept + sum(each.nbytes for each in shares.orders)) / len(table)


@dataclass(frozen=True, slots=True)
class Imports:
    """A file read and judged, and where it is to be kept."""

    folder: Path
    batches: Any
    source: Any
    campaign: Any


@contextmanager
def _read_and_judged(stage: Stage) -> Iterator[Imports]:
    """Reading and judging are left out of both sides: storing alone is measured."""
    from netmile_desktop.domain.rows.rows import Recipe
    from netmile_desktop.workspace.batches.batches import Batches
    from netmile_desktop.workspace.records.batch_records import BatchRecords
    from netmile_desktop.workspace.sources.source import load_source
    from netmile_desktop.workspace.store.store import Store
    from tests.support.campaigns import TODAY, campaign_detail

    source = load_source(write_file(stage.folder / "十一月.csv", stage.rows, "utf-8"))
    store = Store.open(stage.folder / "site.db", bytes(range(32)))
    batch_id = Batches(store, lambda: TODAY).take_in(source, Recipe(), campaign_detail()).batch_id
    records = BatchRecords(store)
    yield Imports(stage.folder, records, source, records.one(batch_id))
    store.close()


def _stored_by_us(made: Imports) -> float:
    record = replace(made.campaign, id=uuid4().hex)
    return seconds(lambda: made.batches.add(record, made.source))


def _stored_plainly(made: Imports) -> float:
    """The same bytes into an unencrypted file, on the disk when it is done."""
    connection = sqlite3.connect(made.folder / f"{uuid4().hex}.db")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE source (id TEXT PRIMARY KEY, data BLOB)")
    connection.commit()

    def store() -> None:
        connection.execute("INSERT INTO source VALUES (?, ?)", (uuid4().hex, made.source.data))
        connection.commit()

    taken = seconds(store)
    connection.close()
    return taken


@contextmanager
def _workbook(stage: Stage) -> Iterator[Path]:
    import xlsxwriter

    path = stage.folder / "十一月.xlsx"
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet("11月")
        sheet.write_row(0, 0, HEADER.split(","))
        for n, (address, key, miles) in enumerate(good_cells(stage.rows), 1):
            sheet.write_row(n, 0, (address, key, int(miles)))
    yield path


def workbook_judged(path: str) -> float:
    """In a process of its own, as the process that reads it loads again what the first one was started with."""
    from netmile_desktop.domain.campaigns import Mode
    from netmile_desktop.domain.fast_lane import judging, reading  # noqa: F401
    from netmile_desktop.domain.rows.rows import Recipe
    from netmile_desktop.workspace.sources.source import load_source
    from tests.support.campaigns import TODAY, campaign_detail

    rule = campaign_detail().rule(Mode.PC, TODAY)
    return seconds(lambda: load_source(Path(path)).read(Recipe()).rows.check(rule))


def workbook_read(path: str) -> float:
    import openpyxl

    def read() -> None:
        workbook = openpyxl.load_workbook(path, read_only=True)
        for _ in workbook.active.iter_rows(values_only=True):
            pass
        workbook.close()

    return seconds(read)


def _ours(made: Files) -> float:
    return seconds_of_code(_JUDGE, made.path)


BENCHMARKS = (
    Benchmark(
        area="files",
        title="Judge a CSV of {rows:,} rows (UTF-8) in a fresh process",
        rows=MANY,
        unit=SECONDS,
        prepare=_written("utf-8"),
        ours=_ours,
        against=(
            Against(
                "`list(csv.reader(file))`, which judges nothing",
                AtMost(0.7),
                lambda made: seconds_of_code(_READER, made.path, "utf-8"),
                remark=_LOADING,
            ),
            Against(
                "pandas and pandera",
                Faster(5),
                lambda made: seconds_of(rivals.pandera, made.path, "utf-8"),
                needs=("pandera",),
                remark=_LOADING,
            ),
            Against(
                "the obvious program: `DictReader` and `re`",
                Faster(6),
                lambda made: seconds_of(rivals.obvious, made.path, "utf-8"),
                remark=_LOADING,
            ),
        ),
    ),
    Benchmark(
        area="files",
        title="Judge a CSV of {rows:,} rows (UTF-8), imports aside",
        rows=MANY,
        unit=SECONDS,
        prepare=_written("utf-8"),
        ours=lambda made: answer_of(warm, made.path),
        against=(
            Against(
                "one pass of C over the same bytes",
                AtMost(2.5),
                lambda made: seconds(
                    lambda: subprocess.run([made.one_pass, made.path], check=True, capture_output=True)
                ),
                needs=("cc",),
                remark=_PASSES,
            ),
            Against(
                "polars",
                AtMost(1.0),
                lambda made: answer_of(rivals.polars, made.path, "utf-8"),
                needs=("polars",),
                remark=_PASSES,
            ),
        ),
    ),
    Benchmark(
        area="files",
        title="Judge a CSV of {rows:,} rows (CP932), imports aside",
        rows=MANY,
        unit=SECONDS,
        prepare=_written("cp932"),
        ours=lambda made: answer_of(warm, made.path),
        against=(
            Against(
                "polars",
                AtMost(0.75),
                lambda made: answer_of(rivals.polars, made.path, "cp932"),
                needs=("polars",),
                remark=_PASSES,
            ),
        ),
    ),
    Benchmark(
        area="files",
        title="Peak memory of judging {rows:,} rows",
        rows=MANY,
        unit=MEBIBYTES,
        prepare=_written("utf-8"),
        ours=lambda made: answer_of(peak, made.path),
        against=(
            Against(
                "`list(csv.reader(file))`",
                AtMost(0.6),
                lambda made: answer_of(rivals.plain_reader, made.path, "utf-8"),
            ),
        ),
    ),
    Benchmark(
        area="files",
        title="Kept of each of {rows:,} rows in an open batch",
        rows=MANY,
        fewest=25_000,
        unit=BYTES,
        prepare=_written("utf-8"),
        ours=lambda made: answer_of(bytes_a_row, made.path),
        against=(Against("–", Within(100)),),
        runs=1,
    ),
    Benchmark(
        area="files",
        title="Judge a CSV of {rows:,} rows (CP932) in a fresh process",
        rows=10_000,
        fewest=500,
        prepare=_written("cp932"),
        ours=_ours,
        against=(
            Against(
                "`list(csv.reader(file))`, which judges nothing",
                AtMost(1.5),
                lambda made: seconds_of_code(_READER, made.path, "cp932"),
                remark=_SMALL,
            ),
            Against(
                "polars",
                AtMost(0.18),
                lambda made: seconds_of(rivals.polars, made.path, "cp932"),
                needs=("polars",),
                remark=_SMALL,
            ),
        ),
        runs=9,
    ),
    Benchmark(
        area="files",
        title="Judge ten times {rows:,} rows",
        rows=MANY // 10,
        fewest=2_500,
        unit=SECONDS,
        prepare=_written("utf-8", larger=True),
        ours=lambda made: seconds_of_code(_JUDGE, made.larger),
        against=(Against("the same with {rows} rows".replace("{rows}", "a tenth of the"), AtMost(11), _ours),),
    ),
    Benchmark(
        area="files",
        title="Judge {rows:,} rows and ten times as many empty lines",
        rows=MANY // 10,
        fewest=2_500,
        unit=SECONDS,
        prepare=_followed_by_empty_lines,
        ours=lambda made: seconds_of_code(_JUDGE, made.larger),
        against=(Against("the same without the empty lines", AtMost(1.25), _ours),),
    ),
    Benchmark(
        area="files",
        title="Store an import of {rows:,} rows, encrypted",
        rows=MANY,
        prepare=_read_and_judged,
        ours=_stored_by_us,
        against=(
            Against(
                "plain `sqlite3` writing the same bytes",
                AtMost(1.3),
                _stored_plainly,
                remark="encrypting and signing pages adds half of the processor time that writing them takes, on the one thread that writes",
            ),
        ),
    ),
    Benchmark(
        area="files",
        title="A workbook of {rows:,} rows, from the file to the last finding",
        rows=100_000,
        unit=SECONDS,
        prepare=_workbook,
        ours=lambda path: answer_of(workbook_judged, str(path)),
        against=(
            Against(
                "openpyxl, reading only",
                Faster(6),
                lambda path: answer_of(workbook_read, str(path)),
                needs=("openpyxl",),
                remark="half of it is the parser's; a damaged workbook must not take the program along, so another process "
                "is started for it, which takes a sixth",
            ),
        ),
    ),
)
