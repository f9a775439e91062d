"""Whatever is wrong with a file, a clerk is told what it is and what to do, and nothing that was there is lost."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from netmile_desktop.cli import main
from netmile_desktop.domain.failures import FileUnreadable, ReadFault
from netmile_desktop.domain.language import Language
from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.domain.texts.failures import failure_words
from tests.journeys.conftest import Start
from tests.journeys.test_real_files import RULE
from tests.support.clerk import Clerk
from tests.support.files import (
    ENCRYPTED_XLS,
    ENCRYPTED_XLSX,
    HEADER,
    Formula,
    csv_bytes,
    csv_file,
    good_rows,
    xlsx_bytes,
    xlsx_file,
)
from tests.support.importing import checks_shown, choose_encoding

CAMPAIGN = "C-1024"


@dataclass(frozen=True, slots=True)
class BadFile:
    """A file that cannot be taken in, and why."""

    name: str
    content: bytes | None
    reason: ReadFault


def _mangled() -> bytes:
    whole = bytearray(xlsx_bytes({"11月": good_rows(300)}))
    at = whole.index(b"xl/worksheets/sheet1.xml") + 200
    whole[at : at + 400] = bytes(400)
    return bytes(whole)


BAD_FILES = (
    BadFile("空.csv", b"", ReadFault.EMPTY),
    BadFile("空行.csv", b"\r\n,,\r\n", ReadFault.EMPTY),
    BadFile("写真.csv", bytes(range(256)) * 40, ReadFault.BINARY),
    BadFile("半分.xlsx", xlsx_bytes({"11月": good_rows(300)})[:4_000], ReadFault.DAMAGED_WORKBOOK),
    BadFile("中で壊れた.xlsx", _mangled(), ReadFault.DAMAGED_WORKBOOK),
    BadFile("鍵つき.xlsx", ENCRYPTED_XLSX, ReadFault.ENCRYPTED_WORKBOOK),
    BadFile("鍵つき.xls", ENCRYPTED_XLS, ReadFault.ENCRYPTED_WORKBOOK),
    BadFile("消えた.csv", None, ReadFault.NOT_FOUND),
    BadFile("使用中.csv", csv_bytes(good_rows(2)), ReadFault.IN_USE),
    BadFile("フォルダー", None, ReadFault.IS_FOLDER),
)


@pytest.fixture
def bad_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, ReadFault]]:
    """They lie there, and one of them is held by another program."""
    folder = tmp_path / "受け取り"
    folder.mkdir()
    (folder / "フォルダー").mkdir()
    for each in BAD_FILES:
        if each.content is not None:
            (folder / each.name).write_bytes(each.content)
    open_ = Path.open

    def open_unless_held(path: Path, *arguments: Any, **named: Any) -> Any:
        """Only Windows keeps a file back like this: so it says it."""
        if path.name == "使用中.csv":
            error = PermissionError(errno.EACCES, "sharing violation", str(path))
            error.winerror = 32  # type: ignore[attr-defined, unused-ignore]
            raise error
        return open_(path, *arguments, **named)

    monkeypatch.setattr(Path, "open", open_unless_held)
    return [(folder / each.name, each.reason) for each in BAD_FILES]


@pytest.fixture
def clerk(start: Start) -> Clerk:
    clerk = start()
    clerk.enter_sandbox()
    return clerk


def begun(clerk: Clerk, tmp_path: Path) -> str:
    """A batch the clerk is at work on: five rows, one of them corrected."""
    rows = [*good_rows(4), ("member00005@example.jp", "K000005", "1,000")]
    draft = clerk.import_file(csv_file(tmp_path / "作業中.csv", rows, header=HEADER), CAMPAIGN)
    clerk.type_into(6, Column.MILES, "100")
    return draft.batch_id


def assert_is_still_there(clerk: Clerk, batch_id: str) -> None:
    clerk.page.show_tab(3)
    clerk.batch.open_batch(batch_id)
    clerk.wait(lambda: clerk.opened.draft is not None and clerk.opened.draft.batch_id == batch_id, "the batch")
    clerk.wait_until_idle()
    draft = clerk.draft
    assert (len(draft.snapshot()), clerk.codes()) == (5, {})
    assert draft.snapshot().is_edited(draft.snapshot().row(4).id, Column.MILES)
    assert draft.snapshot().row(4).miles == "100"
    assert draft.can_undo


def told(clerk: Clerk) -> str:
    """What the import page says just now."""
    page = clerk.importing
    if page.card.placeholder.isVisible():
        return page.card.placeholder.text.text()
    return checks_shown(page.checks).get("undecodable", "")


def test_the_window_tells_what_is_wrong_with_a_file_and_keeps_the_work(
    clerk: Clerk, bad_files: list[tuple[Path, ReadFault]], tmp_path: Path
) -> None:
    batch_id = begun(clerk, tmp_path)
    for path, reason in bad_files:
        clerk.drop(path)
        clerk.wait_until_idle()
        place = clerk.importing.card.placeholder
        assert place.isVisible(), path.name
        assert place.text.text() == failure_words(FileUnreadable(reason, str(path)), Language.JAPANESE), path.name
        assert place.again_button.isVisible(), f"{path.name}: nothing to press"
        assert clerk.importing.card.table.preview_model.lines == [], f"{path.name}: nothing of the file before"
        assert not clerk.importing.import_button.isEnabled(), path.name
    assert_is_still_there(clerk, batch_id)
    assert [batch.id for batch in clerk.desk.batches.all()] == [batch_id]


Check = Callable[..., tuple[int, list[dict[str, object]], str]]


@pytest.fixture
def check(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Check:
    """The command, in this process."""
    rule = tmp_path / "rule.json"
    rule.write_text(json.dumps(RULE), encoding="utf-8")

    def check(path: Path, *options: str) -> tuple[int, list[dict[str, object]], str]:
        code = main(["check", str(path), "--rule", str(rule), *options])
        said = capfd.readouterr()
        return code, [json.loads(line) for line in said.out.splitlines()], said.err

    return check


@pytest.mark.parametrize("language", Language)
def test_the_command_line_says_the_same_in_both_languages(
    check: Check, bad_files: list[tuple[Path, ReadFault]], language: Language
) -> None:
    for path, reason in bad_files:
        code, lines, words = check(path, "--lang", language)
        assert (code, lines) == (2, []), path.name
        assert words.strip() == failure_words(FileUnreadable(reason, str(path)), language), path.name


def test_a_file_cut_off_in_a_row_keeps_its_whole_rows(clerk: Clerk, tmp_path: Path) -> None:
    path = tmp_path / "途中まで.csv"
    path.write_bytes(csv_bytes(good_rows(50), header=HEADER)[:-9])
    draft = clerk.import_file(path, CAMPAIGN)
    assert len(draft.snapshot()) == 50
    assert list(clerk.codes()) == [51], "the row that was cut, and no other"


def test_the_wrong_encoding_is_seen_before_anything_is_taken_in(clerk: Clerk, check: Check, tmp_path: Path) -> None:
    rows = [*good_rows(3), ("member00004@example.jp", "会員4", "100")]
    path = csv_file(tmp_path / "シフトJIS.csv", rows, encoding="cp932", header=HEADER)
    clerk.drop(path)
    clerk.choose_campaign(CAMPAIGN)
    clerk.wait_until_idle()
    assert told(clerk) == ""
    choose_encoding(clerk.importing.checks, "utf-8")
    clerk.wait_until_idle()
    assert "文字コード" in told(clerk)
    assert "1" in told(clerk)
    choose_encoding(clerk.importing.checks, "cp932")
    clerk.wait_until_idle()
    assert told(clerk) == ""
    clerk.press(clerk.importing.import_button)
    clerk.wait(lambda: clerk.opened.isVisible() and clerk.opened.draft is not None, "the batch")
    clerk.wait_until_idle()
    assert clerk.draft.snapshot().row(3).key == "会員4"
    assert clerk.codes() == {5: "19014"}

    code, lines, words = check(path, "--encoding", "utf-8", "--lang", "en")
    assert code == 2, "not even the heading can be read"
    assert {line["question"] for line in lines} == {"address", "key", "miles"} & {line["question"] for line in lines}
    assert "--encoding" in words


def test_formulas_arrive_as_the_values_that_were_seen_or_as_errors(clerk: Clerk, check: Check, tmp_path: Path) -> None:
    """Nothing is calculated: neither in a workbook nor in a CSV file that looks like one."""
    seen, never_seen = Formula("50+50", 100), Formula("50+50")
    rows = [
        ("member00001@example.jp", "K1", seen),
        ("member00002@example.jp", "K2", never_seen),
        ("member00003@example.jp", "=HYPERLINK(1)", "=50+50"),
    ]
    draft = clerk.import_file(xlsx_file(tmp_path / "数式.xlsx", {"11月": [HEADER, *rows]}), CAMPAIGN)
    assert [draft.snapshot().row(at).miles for at in range(3)] == ["100", "", "=50+50"]
    assert clerk.codes() == {3: "19015", 4: "19015"}
    code, lines, _ = check(csv_file(tmp_path / "数式.csv", rows, header=HEADER))
    assert code == 1
    assert [(line["line"], line["code"]) for line in lines] == [(2, "19015"), (3, "19015"), (4, "19015")]
