from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection

import netmile_desktop
from netmile_desktop.domain.calendar import day_of, system_clock
from netmile_desktop.domain.failures import StoreFault
from netmile_desktop.portal import worker as workers
from netmile_desktop.portal.issuing.judging import ChunkOutcome, judge
from netmile_desktop.portal.issuing.outbox import MailOutbox
from netmile_desktop.portal.ledger.chunks import Chunk
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.workspace.access.credentials import Credentials
from netmile_desktop.workspace.access.profiles import Profile
from netmile_desktop.workspace.access.sandbox import SandboxPortal
from netmile_desktop.workspace.authentication import Authenticator, portal_address
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.records.batch_log import Event
from tests.cli.conftest import Run
from tests.support.faults import Fault, FaultyLine

FIXED_100 = "C-1024"
ANY_MILES = "C-1025"
TWICE_A_DAY = "C-1028"
NOT_YET = "C-1030"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Two good rows."""
    return write(tmp_path, [good(1), good(2)])


def good(number: int, miles: int = 100) -> str:
    return f"member{number:05d}@example.jp,K-{number},{miles}"


def write(folder: Path, rows: Sequence[str]) -> Path:
    path = folder / "november.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


@contextmanager
def spawned(*words: str) -> Iterator[subprocess.Popen[bytes]]:
    """A command in a process of its own, which does not outlive the block."""
    package = str(Path(netmile_desktop.__file__).parent.parent)
    code = "import sys; from netmile_desktop.cli import main; sys.exit(main(sys.argv[1:]))"
    process = subprocess.Popen(
        [sys.executable, "-c", code, *words],
        env={**os.environ, "PYTHONPATH": package},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def registrations(run: Run) -> list[str]:
    code, lines, words = run("status", "--campaign", FIXED_100)
    assert code == 0, words
    return [each["registration_id"] for each in lines]


@contextmanager
def desk(url: str, data: Path) -> Iterator[Desk]:
    """The workspace of a run, looked at from the window's side."""
    door = Authenticator(data, Credentials(), SandboxPortal(data / "none"))
    opened = door.sign_in(Profile(id="x", name="x", url=portal_address(url)), "demo", "Sandbox1234")
    yield opened
    opened.close()


def test_good_rows_are_issued(run: Run, file: Path) -> None:
    code, lines, words = run("send", str(file), "--campaign", FIXED_100)
    assert code == 0, words
    part, closing = lines
    assert part == {"part": 1, "registration_id": part["registration_id"], "rows": 2, "state": "judged"}
    assert {**closing, "batch": ""} == {
        "batch": "",
        "state": "done",
        "rows": 2,
        "issued": 2,
        "errors": 0,
        "unknown": 0,
        "left_out": 0,
    }
    assert "Waiting for the portal" in words


def test_rows_the_portal_refuses_are_named_by_their_line(run: Run, tmp_path: Path) -> None:
    rows = ["mail,key,miles", good(1), "nobody@example.jp,K-2,100", "left001@example.jp,K-3,100"]
    code, lines, _ = run("send", str(write(tmp_path, rows)), "--campaign", FIXED_100)
    assert code == 1
    assert lines[1:-1] == [{"line": 3, "code": "41053", "sent": True}, {"line": 4, "code": "41023", "sent": True}]
    assert (lines[-1]["issued"], lines[-1]["errors"]) == (1, 2)


def test_rows_that_the_portal_did_not_reach_are_no_success(
    run: Run, sandbox_portal: EmbeddedPortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The portal's worker gave up behind the second row of four."""

    def breaks(conn: Connection, chunk: Chunk, outbox: MailOutbox) -> ChunkOutcome:
        if chunk.after:
            raise RuntimeError("broken on purpose")
        return judge(conn, chunk, outbox)

    monkeypatch.setattr(sandbox_portal.worker, "_chunk_rows", 2)
    monkeypatch.setattr(workers, "ATTEMPTS", 1)
    monkeypatch.setattr(workers, "judge", breaks)
    path = write(tmp_path, [good(number) for number in (1, 2, 3, 4)])
    code, lines, words = run("send", str(path), "--campaign", FIXED_100)
    assert code == 1
    assert lines[1:-1] == [{"line": number, "code": "", "sent": True} for number in (3, 4)]
    counts = {name: lines[-1][name] for name in ("state", "rows", "issued", "errors", "unknown", "left_out")}
    assert counts == {
        "state": "done_with_errors",
        "rows": 4,
        "issued": None,
        "errors": None,
        "unknown": 2,
        "left_out": 0,
    }
    assert "2 rows without a result yet" in words


def test_settings_travel(run: Run, file: Path) -> None:
    options = ("--transfer-after-days", "7", "--notify", "--message", "ありがとうございます")
    _, lines, _ = run("send", str(file), "--campaign", FIXED_100, *options)
    (detail,) = run("status", lines[0]["registration_id"])[1]
    assert detail["transfer_after_days"] == 7
    assert detail["notify"]
    assert detail["message"] == "ありがとうございます"
    assert detail["file_name"] == "november.csv"


def test_bad_rows_keep_everything_here_unless_allowed(run: Run, tmp_path: Path) -> None:
    before = registrations(run)
    path = write(tmp_path, [good(1), "bad,K-2,100", good(3)])
    code, lines, words = run("send", str(path), "--campaign", FIXED_100)
    assert code == 1
    detail = {"code": "19013", "column": "address", "reason": "no_at", "text": "Has no @", "value": "bad"}
    details = [{**detail, "proposal": None, "certain": None}]
    assert lines == [{"line": 2, "code": "19013", "findings": ["19013"], "warnings": [], "details": details}]
    assert "--allow-errors" in words
    assert registrations(run) == before
    code, lines, _ = run("send", str(path), "--campaign", FIXED_100, "--allow-errors")
    assert code == 1
    assert lines[1] == {"line": 2, "code": "19013", "sent": False}
    assert (lines[-1]["issued"], lines[-1]["left_out"]) == (2, 1)


def test_a_campaign_that_is_not_open_takes_nothing(run: Run, file: Path) -> None:
    code, lines, _ = run("send", str(file), "--campaign", NOT_YET)
    assert code == 1
    [line] = lines
    assert (line["line"], line["findings"]) == (None, ["44019"])
    assert [(each["code"], each["column"], each["value"]) for each in line["details"]] == [("44019", None, None)]


def test_an_unknown_campaign_is_refused(run: Run, file: Path) -> None:
    assert run("send", str(file), "--campaign", "C-9999")[0] == 4


def test_the_same_content_is_never_sent_twice_in_silence(
    run: Run, sandbox_portal: EmbeddedPortal, file: Path, tmp_path: Path
) -> None:
    _, first, _ = run("send", str(file), "--campaign", FIXED_100)
    registration_id, today = first[0]["registration_id"], day_of(system_clock()).isoformat()
    repeats = {"code": "L-DUP", "shared": "key", "issued_on": today, "registration_id": registration_id}
    sums = {"rows": 2, "repeats": 2, "miles": 200, "same_content": [registration_id]}
    expected = [
        {"line": 1, **repeats},
        {"line": 2, **repeats},
        {**sums, "issued_on": today, "registration_id": registration_id},
    ]
    code, lines, words = run("send", str(file), "--campaign", FIXED_100)
    assert (code, lines) == (2, expected)
    assert f"The same content was sent before ({registration_id})" in words
    assert f"First issued: {today} {registration_id}" in words
    assert "--anew" in words
    code, lines, words = run("send", str(file), "--campaign", FIXED_100, "--data-dir", str(tmp_path / "elsewhere"))
    assert (code, lines) == (2, expected)
    assert registration_id in words
    code, lines, words = run("send", str(file), "--campaign", FIXED_100, "--anew", "  the second\n visit ")
    assert code == 0
    assert "for this recorded reason: the second visit" in words
    with desk(sandbox_portal.url, tmp_path / "data") as here:
        entry = next(each for each in here.batches.chronicle(lines[-1]["batch"]) if each.event is Event.SENT_AGAIN)
    assert (entry.text, entry.actor) == ("the second visit", "demo")
    assert lines[0]["registration_id"] != first[0]["registration_id"]


FIRST = [good(number) for number in range(401, 406)]


@pytest.mark.parametrize(
    ("second", "repeating", "shared"),
    [
        ([*FIRST, good(406)], [1, 2, 3, 4, 5], "key"),
        (FIRST[::-1], [1, 2, 3, 4, 5], "key"),
        ([row.upper() for row in FIRST], [1, 2, 3, 4, 5], "key"),
        ([good(407), *FIRST[2:3], good(408)], [2], "key"),
        (
            [f"MEMBER{number:05d}@Example.jp,OTHER-{number},100" for number in range(401, 406)],
            [1, 2, 3, 4, 5],
            "address",
        ),
        ([f"member{number:05d}@example.jp,K-{number - 10},100" for number in (411, 412)], [1, 2], "key"),
    ],
)
@pytest.mark.parametrize("waits", [True, False])
def test_rows_that_were_issued_before_stop_whatever_else_changed(
    run: Run, tmp_path: Path, second: list[str], repeating: list[int], shared: str, waits: bool
) -> None:
    options = ("--campaign", FIXED_100)
    first = run("send", str(write(tmp_path, FIRST)), *options, *(() if waits else ("--no-wait",)))[1]
    registration_id, before = first[0]["registration_id"], registrations(run)
    path = write(tmp_path, second)
    code, lines, words = run("send", str(path), *options)
    assert code == 2
    assert [(each["line"], each["shared"], each["registration_id"]) for each in lines[:-1]] == [
        (line, shared, registration_id) for line in repeating
    ]
    closing = lines[-1]
    assert (closing["repeats"], closing["miles"]) == (len(repeating), 100 * len(repeating))
    assert closing["same_content"] == []
    assert closing["registration_id"] == registration_id
    assert f"{closing['issued_on']} {registration_id}" in words
    assert '--anew "REASON"' in words
    assert ("--resume" in words) is not waits
    assert registrations(run) == before, "nothing was sent"
    code, lines, words = run("send", str(path), *options, "--anew", "as agreed with the shop")
    assert (code, lines[-1]["issued"]) == (0, len(second)), words


def test_other_miles_and_another_campaign_repeat_nothing(run: Run, tmp_path: Path) -> None:
    assert run("send", str(write(tmp_path, FIRST)), "--campaign", FIXED_100)[0] == 0
    assert run("send", str(write(tmp_path, [*FIRST, good(406)])), "--campaign", ANY_MILES)[0] == 0
    assert run("send", str(write(tmp_path, [good(401, 99)])), "--campaign", ANY_MILES)[0] == 0


@pytest.mark.parametrize("words", [["--anew"], ["--anew", " "], ["--anew", "x" * 201]])
def test_issuing_once_more_needs_a_reason(run: Run, file: Path, words: list[str]) -> None:
    before = registrations(run)
    code, lines, said = run("send", str(file), "--campaign", FIXED_100, *words)
    assert (code, lines) == (2, [])
    assert "Give the reason" in said
    assert '--anew "the second visit"' in said
    assert registrations(run) == before


def test_nothing_is_sent_while_the_portal_cannot_say_what_was_issued(
    run: Run, sandbox_portal: EmbeddedPortal, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = registrations(run)
    with FaultyLine(sandbox_portal.url) as line:
        monkeypatch.setenv("NETMILE_URL", line.url)
        line.always(Fault(cut_down_after=0, when=b"/v1/issuances/check"))
        code, lines, words = run("send", str(file), "--campaign", FIXED_100)
        assert (code, lines) == (3, [])
        assert "cannot be reached" in words
        line.heal()
        assert registrations(run) == before


def test_a_limit_is_passed_only_where_that_is_meant(
    run: Run, sandbox_portal: EmbeddedPortal, file: Path, tmp_path: Path
) -> None:
    with desk(sandbox_portal.url, tmp_path / "data") as here:
        # On the first day of a month nothing is spent yet.
        spent = next((each.yen for each in here.budgets.bill().by_campaign if each.campaign_id == FIXED_100), 0)
        here.budgets.set_limit(FIXED_100, spent + 1)
    code, lines, words = run("send", str(file), "--campaign", FIXED_100)
    assert (code, lines) == (2, [])
    assert f"the monthly limit of ¥{spent + 1:,}" in words
    with desk(sandbox_portal.url, tmp_path / "data") as here:
        assert here.batches.all() == []
    code, lines, words = run("send", str(file), "--campaign", FIXED_100, "--over-limit")
    assert code == 0, words
    assert lines[-1]["issued"] == 2


def test_nothing_is_left_behind_by_what_was_not_sent(
    run: Run, sandbox_portal: EmbeddedPortal, file: Path, tmp_path: Path
) -> None:
    run("send", str(file), "--campaign", NOT_YET)
    with desk(sandbox_portal.url, tmp_path / "data") as here:
        assert here.batches.all() == []


def test_not_waiting_hands_over_and_resuming_brings_home(run: Run, file: Path) -> None:
    code, lines, words = run("send", str(file), "--campaign", FIXED_100, "--no-wait")
    assert code == 0, words
    assert lines[0]["state"] == "accepted"
    assert lines[-1]["state"] == "judging"
    code, _, words = run("send", str(file), "--campaign", FIXED_100)
    assert code == 2
    assert f"--resume {lines[-1]['batch']}" in words
    code, lines, words = run("send", "--resume", lines[-1]["batch"])
    assert code == 0, words
    assert (lines[0]["state"], lines[-1]["state"], lines[-1]["issued"]) == ("judged", "done", 2)
    assert run("send", "--resume", lines[-1]["batch"])[1] == lines


def test_what_is_not_judged_yet_is_not_counted_as_nothing(run: Run, file: Path) -> None:
    _, lines, words = run("send", str(file), "--campaign", FIXED_100, "--no-wait")
    closing = lines[-1]
    assert (closing["rows"], closing["issued"], closing["errors"], closing["unknown"]) == (2, None, None, 2)
    assert "2 rows without a result yet" in words
    (batch,) = run("batches")[1]
    assert batch["errors"] is None
    assert [batch["family"][name] for name in ("issued", "unknown", "open", "closed")] == [None, 2, 0, 0]
    _, lines, _ = run("send", "--resume", closing["batch"])
    assert [lines[-1][name] for name in ("issued", "errors", "unknown")] == [2, 0, 0]
    (batch,) = run("batches")[1]
    assert (batch["errors"], batch["family"]["issued"]) == (0, 2)


def test_rows_held_back_for_a_foreseen_limit_are_named_and_counted(run: Run, tmp_path: Path) -> None:
    twice = [f"member00778@example.jp,P{n},15" for n in range(2)]
    assert run("send", str(write(tmp_path, twice)), "--campaign", TWICE_A_DAY)[0] == 0
    rows = ["member00778@example.jp,Q1,15", "member00790@example.jp,Q2,15"]
    code, lines, words = run("send", str(write(tmp_path, rows)), "--campaign", TWICE_A_DAY, "--allow-errors")
    assert code == 1, words
    assert lines[0]["rows"] == 1
    assert lines[1:-1] == [{"line": 1, "code": "44039", "sent": False}]
    assert [lines[-1][name] for name in ("issued", "errors", "left_out")] == [1, 0, 1]
    assert run("send", "--resume", lines[-1]["batch"])[:2] == (code, lines), "also when it is looked at again"
    code, listed, _ = run("results", lines[-1]["batch"], "--only", "errors", "--out", str(tmp_path / "errors.csv"))
    assert (code, listed[-1]["rows"]) == (0, 1)
    assert "44039" in (tmp_path / "errors.csv").read_text(encoding="utf-8-sig")


def test_not_waiting_waits_where_limits_make_parts_wait(run: Run, tmp_path: Path) -> None:
    rows = [good(number, 15) for number in range(1, 10_002)]
    code, lines, words = run("send", str(write(tmp_path, rows)), "--campaign", TWICE_A_DAY, "--no-wait")
    assert code in {0, 1}, words
    assert [line["state"] for line in lines[:2]] == ["judged", "accepted"]


def test_killed_between_two_parts_it_is_resumed_and_issues_each_row_once(
    run: Run, sandbox_portal: EmbeddedPortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [good(number) for number in range(1, 10_003)]
    path = write(tmp_path, rows)
    before = registrations(run)
    with FaultyLine(sandbox_portal.url) as line:
        monkeypatch.setenv("NETMILE_URL", line.url)
        # The answer to the second upload never comes: it was accepted, and we cannot know. The check came before.
        line.always(Fault(stall_down_after=0, when=b"member10001@example.jp", nth=2))
        with spawned("send", str(path), "--campaign", FIXED_100):
            assert line.struck.wait(60)
        line.heal()
        code, lines, words = run("send", str(path), "--campaign", FIXED_100)
        assert (code, lines[-1]["repeats"]) == (2, 10_002)
        batch = re.findall(r"--resume (\w+)", words)[0]
        code, lines, words = run("send", "--resume", batch)
        new = [each for each in registrations(run) if each not in before]
    assert code == 0, words
    assert [each["rows"] for each in lines[:2]] == [10_000, 2]
    assert lines[-1]["issued"] == 10_002
    assert sorted(new) == sorted(each["registration_id"] for each in lines[:2])


def test_a_portal_that_goes_away_half_way_is_told_with_the_way_on(
    run: Run, sandbox_portal: EmbeddedPortal, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FaultyLine(sandbox_portal.url) as line:
        monkeypatch.setenv("NETMILE_URL", line.url)
        line.always(Fault(cut_down_after=0, when=b"/v1/issuances/by-key"))
        code, lines, words = run("send", str(file), "--campaign", FIXED_100)
        assert code == 3
        assert lines[0]["state"] == "unknown"
        assert "--resume" in words
        line.heal()
        code, lines, _ = run("send", "--resume", lines[-1]["batch"])
    assert code == 0
    assert lines[-1]["issued"] == 2


@pytest.mark.parametrize(
    ("variable", "value", "expected"),
    [
        ("NETMILE_URL", "http://127.0.0.1:1", 3),
        ("NETMILE_URL", "ftp://portal", 2),
        ("NETMILE_PASSWORD", "wrong", 4),
        ("NETMILE_PASSWORD", "", 2),
        ("NETMILE_LOGIN", "", 2),
        ("NETMILE_LOGIN", "operator", 4),
    ],
)
def test_no_way_in_is_told_by_the_exit_code(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, expected: int
) -> None:
    monkeypatch.setenv(variable, value)
    code, lines, words = run("send", str(file), "--campaign", FIXED_100)
    assert (code, lines) == (expected, [])
    assert words.strip()
    assert "Traceback" not in words


def test_a_store_in_use_is_told(run: Run, sandbox_portal: EmbeddedPortal, file: Path, tmp_path: Path) -> None:
    with desk(sandbox_portal.url, tmp_path / "data"):
        code, _, words = run("send", str(file), "--campaign", FIXED_100)
    assert code == 5
    assert StoreFault.IN_USE not in words
    assert "in use" in words


@pytest.mark.parametrize(
    "words",
    [
        ("send",),
        ("send", "november.csv"),
        ("send", "november.csv", "--campaign", "C-1", "--resume", "x"),
        ("send", "november.csv", "--campaign", "C-1", "--transfer-after-days", "91"),
        ("send", "november.csv", "--campaign", "C-1", "--message", "x" * 501),
        ("send", "november.csv", "--campaign", "C-1", "--message", "\a"),
        ("send", "--resume", "nothing"),
        ("send", "none.csv", "--campaign", FIXED_100),
    ],
)
def test_wrong_usage(run: Run, file: Path, words: tuple[str, ...]) -> None:
    code, lines, told = run(*words)
    assert (code, lines) == (2, [])
    assert told.strip()


def test_the_sandbox_needs_no_address_and_no_password(
    run: Run, file: Path, sandbox_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NETMILE_URL", "NETMILE_LOGIN", "NETMILE_PASSWORD"):
        monkeypatch.delenv(name)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "sandbox").symlink_to(sandbox_copy)
    code, lines, words = run("send", str(file), "--campaign", FIXED_100, "--url", "sandbox")
    assert code == 0, words
    assert lines[-1]["issued"] == 2


def test_lines_of_output_are_json_and_nothing_else(run: Run, file: Path) -> None:
    with spawned("send", str(file), "--campaign", FIXED_100) as process:
        out, err = process.communicate(timeout=200)
    assert process.returncode == 0, err
    assert [sorted(json.loads(line)) for line in out.splitlines()] == [
        ["part", "registration_id", "rows", "state"],
        ["batch", "errors", "issued", "left_out", "rows", "state", "unknown"],
    ]


def test_mobile_addresses_are_issued_in_their_mode(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path, ["mobile0002@docomo.ne.jp,M-1,100"])
    code, lines, _ = run("send", str(path), "--campaign", FIXED_100, "--mode", "mobile")
    assert (code, lines[-1]["issued"]) == (0, 1)
    code, lines, _ = run("send", str(write(tmp_path, [good(1)])), "--campaign", FIXED_100, "--mode", "mobile")
    assert (code, lines[-1]["errors"]) == (1, 1)
    code, lines, words = run("send", str(path), "--campaign", FIXED_100, "--mode", "mobile", "--notify")
    assert code == 4, words
    assert run("send", str(path), "--campaign", FIXED_100, "--mode", "fax")[0] == 2


def test_rows_with_errors_are_named_also_if_no_other_is_left(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("nobody,Z1,100\nmember00001@example.jp,,100\n", "utf-8")
    code, lines, _ = run("send", str(file), "--campaign", "C-1024", "--allow-errors")
    assert (code, [(line["line"], line["code"]) for line in lines]) == (1, [(1, "19013"), (2, "19014")])
