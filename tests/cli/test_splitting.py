from pathlib import Path

from netmile_desktop.domain.rows.rows import Recipe
from netmile_desktop.workspace.sources.source import load_source
from tests.cli.conftest import Run
from tests.support.files import HEADER, csv_file, good_rows, xlsx_file


def test_a_large_file_becomes_parts_in_order(run: Run, tmp_path: Path) -> None:
    file = csv_file(tmp_path / "十一月.csv", good_rows(25_001), header=HEADER, encoding="cp932")
    code, lines, words = run("split", str(file), "--out", str(tmp_path / "parts"))
    assert code == 0
    assert [(line["part"], line["rows"], line["lines"]) for line in lines] == [
        (1, 10_000, [2, 10_001]),
        (2, 10_000, [10_002, 20_001]),
        (3, 5_001, [20_002, 25_002]),
    ]
    assert [Path(line["file"]).name for line in lines] == [f"十一月-part-0{n}.csv" for n in (1, 2, 3)]
    assert "25,001 rows split into 3 files" in words
    parts = [load_source(Path(line["file"])).read(Recipe(header=False)).rows for line in lines]
    assert [(row.address, row.key, row.miles) for part in parts for row in part] == good_rows(25_001)


def test_rows_stay_as_they_are_and_columns_come_in_order(run: Run, tmp_path: Path) -> None:
    rows = [("K1", "1,000", "a@example.jp"), ("ｋ", '"', "b")]
    file = csv_file(tmp_path / "a.csv", rows)
    options = ("--columns", "address=3,key=1,miles=2", "--header", "no", "--rows", "1", "--out", str(tmp_path))
    code, lines, _ = run("split", str(file), *options)
    assert code == 0
    assert [line["lines"] for line in lines] == [[1, 1], [2, 2]]
    assert (tmp_path / "a-part-01.csv").read_text("utf-8") == 'a@example.jp,K1,"1,000"\n'
    assert (tmp_path / "a-part-02.csv").read_text("utf-8") == 'b,ｋ,""""\n'


def test_a_sheet_is_split_like_a_file(run: Run, tmp_path: Path) -> None:
    book = xlsx_file(tmp_path / "book.xlsx", {"表": [["x"]], "一覧": good_rows(3)})
    code, lines, _ = run("split", str(book), "--sheet", "一覧", "--rows", "2", "--out", str(tmp_path / "p"))
    assert (code, [line["rows"] for line in lines]) == (0, [2, 1])


def test_what_is_there_is_not_written_over(run: Run, tmp_path: Path) -> None:
    file = csv_file(tmp_path / "a.csv", good_rows(2))
    assert run("split", str(file), "--out", str(tmp_path))[0] == 0
    assert run("split", str(file), "--out", str(tmp_path))[0] == 0  # the same again does no harm
    (tmp_path / "a-part-01.csv").write_text("mine", encoding="utf-8")
    code, lines, words = run("split", str(file), "--out", str(tmp_path))
    assert (code, lines) == (2, [])
    assert "is there already" in words
    assert (tmp_path / "a-part-01.csv").read_text("utf-8") == "mine"


def test_what_cannot_be_read_or_written_is_told(run: Run, tmp_path: Path) -> None:
    file = csv_file(tmp_path / "a.csv", good_rows(2))
    assert run("split", str(tmp_path / "none.csv"), "--out", str(tmp_path))[0] == 2
    assert run("split", str(file), "--out", str(file))[0] == 2
    assert run("split", str(file))[0] == 2
    for rows in ("0", "10001", "x"):
        assert run("split", str(file), "--rows", rows, "--out", str(tmp_path))[0] == 2
