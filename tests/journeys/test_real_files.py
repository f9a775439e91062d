"""A file that a real spreadsheet program saved becomes issued miles, once each, whatever happens on the way."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from netmile_desktop.domain.batches import BatchState, PartState
from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.paths import Folders
from netmile_desktop.workspace.drafts.draft_facts import Show
from tests.journeys.conftest import Start
from tests.support.files import CP932_IN_OFFICE, UTF_8_IN_OFFICE, saved_by_office, xlsx_file
from tests.support.portals.book import issued, last_number
from tests.support.programs.nursery import program
from tests.support.shop import HEADER, ShopRow, shop_rows

LINES = 25_001
"""With its header; so many rows less one make three parts."""

CAMPAIGN = "C-1024"

RULE = {
    "mode": "pc",
    "amount": {"kind": "fixed", "miles": 100},
    "per_member": None,
    "per_member_per_day": None,
    "issuance_from": "2026-11-01",
    "issuance_to": "2026-12-31",
    "state": "approved",
    "today": "2026-11-21",
}


@pytest.fixture(scope="module")
def rows() -> list[ShopRow]:
    return list(shop_rows(LINES))


@pytest.fixture(scope="module")
def book(rows: list[ShopRow], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shop's workbook, opened and saved again by the spreadsheet program."""
    folder = tmp_path_factory.mktemp("office")
    typed = xlsx_file(folder / "ご来店ポイント.xlsx", {"11月分": [HEADER, *(row.cells for row in rows)]})
    return saved_by_office(typed, "xlsx", folder)


@pytest.fixture(scope="module")
def texts(book: Path) -> dict[str, Path]:
    """The same, saved as CSV in both encodings that shops use."""
    return {
        "cp932": saved_by_office(book, f"csv:{CP932_IN_OFFICE}", book.parent),
        "utf-8": saved_by_office(book, f"csv:{UTF_8_IN_OFFICE}", book.parent),
    }


def expected_codes(rows: list[ShopRow]) -> dict[int, str]:
    """Code by record; the header is record 1."""
    return {record: row.code for record, row in enumerate(rows, 2) if row.code}


def expected_issues(rows: list[ShopRow]) -> dict[str, tuple[int, int]]:
    """By key: times and miles."""
    keys = Counter(row.cells[1] for row in rows if not row.code and not row.verdict)
    return {key: (times, times * 100) for key, times in keys.items()}


@pytest.mark.parametrize("kind", ["xlsx", "cp932", "utf-8"])
def test_the_command_line_names_the_code_of_every_bad_row(
    kind: str, rows: list[ShopRow], book: Path, texts: dict[str, Path], tmp_path: Path
) -> None:
    rule = tmp_path / "rule.json"
    rule.write_text(json.dumps(RULE), encoding="utf-8")
    file = book if kind == "xlsx" else texts[kind]

    done = subprocess.run(
        [*program("netmile_desktop"), "check", str(file), "--rule", str(rule)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )

    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1, done.stderr
    assert {each["line"]: each["code"] for each in said if each["code"]} == expected_codes(rows)
    exponents = {record for record, row in enumerate(rows, 2) if row.cells[1] == "1.23E+05"}
    assert {each["line"] for each in said if "L-EXCEL" in each["warnings"]} == exponents


@pytest.mark.durable
def test_killed_between_two_parts_the_window_finishes_what_it_began(
    start: Start, folders: Folders, rows: list[ShopRow], book: Path
) -> None:
    database = folders.sandbox / "portal.db"
    before = last_number(database)

    dead = subprocess.run(
        [*program("tests.support.programs.sending_and_dying"), str(folders.data), str(book), CAMPAIGN],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=250,
        check=False,
    )
    assert dead.returncode == -signal.SIGKILL, dead.stderr

    clerk = start()
    clerk.enter_sandbox()
    (batch_id,) = clerk.desk.sending.waiting()
    clerk.page.show_tab(3)
    clerk.batch.open_batch(batch_id)
    clerk.wait(lambda: clerk.opened.draft is not None, "the half-sent batch")
    clerk.wait_until_idle()
    assert {part.state for part in clerk.draft.parts()} > {PartState.READY}
    sent = clerk.opened.sent
    clerk.wait(lambda: sent.resume_button.isVisible(), "what the portal says of the parts")
    unsent = sum(part.rows for part in clerk.draft.parts() if part.state is PartState.READY)
    assert sent.figures["issued"].value not in {"", "0"}, "what is not known is not nothing"
    assert clerk.registrations()
    assert f"{unsent:,}" in sent.resume_button.text()

    clerk.press(clerk.opened.sent.resume_button)
    clerk.wait(lambda: clerk.draft.state is BatchState.DONE_WITH_ERRORS, "the verdicts")
    clerk.wait_until_idle()

    parts = clerk.draft.parts()
    assert [part.state for part in parts] == [PartState.JUDGED] * 3
    assert len(set(clerk.registrations())) == 3
    verdicts = {record: row.code or row.verdict for record, row in enumerate(rows, 2) if row.code or row.verdict}
    assert clerk.codes() == verdicts
    assert issued(database, before) == expected_issues(rows)
    good = sum(not row.code and not row.verdict for row in rows)
    assert sum(part.records - part.errors for part in parts) == good
    assert last_number(database) == before + 3


def test_a_clerk_corrects_a_cell_and_every_row_but_the_bad_ones_is_issued(
    start: Start, folders: Folders, rows: list[ShopRow], texts: dict[str, Path]
) -> None:
    database = folders.sandbox / "portal.db"
    before = last_number(database)
    clerk = start()
    clerk.enter_sandbox()
    draft = clerk.import_file(texts["cp932"], CAMPAIGN)
    assert clerk.codes() == expected_codes(rows)
    assert draft.snapshot().counts().total == LINES

    record, row = next((record, row) for record, row in enumerate(rows, 2) if row.code == "19015")
    panel = clerk.opened.rows()
    assert panel is not None
    panel.bar.choose(Show.ERRORS, "19015")
    clerk.wait_until_idle()
    clerk.type_into(record, Column.MILES, "100")
    assert record not in clerk.codes()
    clerk.go_to_confirmation()
    assert str(draft.snapshot().counts().sendable) in clerk.opened.confirm.send_button.text().replace(",", "")
    assert not clerk.opened.confirm.send_button.isEnabled()
    clerk.send()
    clerk.wait(lambda: clerk.draft.state is BatchState.DONE_WITH_ERRORS, "the verdicts")

    times, miles = expected_issues(rows).get(row.cells[1], (0, 0))
    assert issued(database, before) == {**expected_issues(rows), row.cells[1]: (times + 1, miles + 100)}
