"""The examples for a shop's server issue miles at a real portal, each in its own language."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
import requests
from sqlalchemy import select

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.codes import Automatic
from netmile_desktop.portal.app import ANONYMOUS_BYTES
from netmile_desktop.portal.automatic.allowances import Rates
from netmile_desktop.portal.automatic.decision import AHEAD, OLDEST
from netmile_desktop.portal.automatic.parameters import MAX_LENGTH
from netmile_desktop.portal.automatic.retention import KEPT_DAYS
from netmile_desktop.portal.automatic.tag import GIF
from netmile_desktop.portal.sandbox import KEY_ID, KEY_SECRET
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.portal.tables import transfer
from tests.documents.blocks import ROOT, blocks_of
from tests.support.requirements import need

GUIDE = ROOT / "docs" / "automatic-issuance.md"
FOLDER = ROOT / "docs" / "examples" / "automatic-issuance"

EXAMPLES = {
    "issue_miles.py": (sys.executable, sys.executable),
    "issue_miles.php": ("php", "php"),
    "issue_miles.js": ("node", "node"),
    "issue_miles.rb": ("ruby", "ruby"),
    "IssueMiles.java": ("java", "javac"),
}
"""The examples, each with the program that runs it and the one without which it cannot."""

CAMPAIGN, ADDRESS, MILES = "C-1022", "member00001@example.jp", "120"
KEY = 'K"日本\\0001'
"""Has what must be escaped in JSON, and what is not ASCII; the portal refuses it as a key."""


@pytest.fixture(params=EXAMPLES)
def example(request: pytest.FixtureRequest) -> Sequence[str]:
    """The words that run an example."""
    name: str = request.param
    runner, needed = EXAMPLES[name]
    need(needed)
    return need(runner), str(FOLDER / name)


def run(example: Sequence[str], portal: EmbeddedPortal, *words: str) -> tuple[int, str]:
    """Exit code and output of an example at a portal."""
    settings = {
        "NETMILE_URL": portal.url + "/",
        "NETMILE_MERCHANT": "minato",
        "NETMILE_KEY_ID": KEY_ID,
        "NETMILE_SECRET": KEY_SECRET,
    }
    done = subprocess.run(
        [*example, *words],
        env={**os.environ, **settings, "LC_ALL": "C.UTF-8"},
        check=False,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert not done.stderr, done.stderr
    return done.returncode, done.stdout


def issued(portal: EmbeddedPortal) -> list[str]:
    """Unique IDs of what was issued."""
    own = select(transfer.c.idem).where(transfer.c.idem.startswith("auto:"))
    return portal.database.read(lambda conn: list(conn.execute(own).scalars()))


def test_every_example_is_run() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(EXAMPLES)


def test_an_example_issues_once_and_is_told_why_not(example: Sequence[str], sandbox_portal: EmbeddedPortal) -> None:
    order = (CAMPAIGN, "K000001", ADDRESS, MILES, "ORDER-1")
    code, said = run(example, sandbox_portal, *order)
    first = json.loads(said)
    assert (code, first["issued"], first["miles"]) == (0, True, 120)
    assert (code, first) == (0, json.loads(run(example, sandbox_portal, *order)[1])), "a repetition was told otherwise"
    code, said = run(example, sandbox_portal, CAMPAIGN, KEY, ADDRESS, MILES, "ORDER-2")
    refused = json.loads(said)
    assert (code, refused["code"], refused["unique_id"]) == (1, "11007", "ORDER-2")
    assert refused["ja"] == "指定キーが決まりに合っていません"
    assert issued(sandbox_portal) == ["auto:ORDER-1"]


def test_the_tag_of_an_example_issues_in_a_page(example: Sequence[str], sandbox_portal: EmbeddedPortal) -> None:
    code, tag = run(example, sandbox_portal, "--tag", CAMPAIGN, "K000001", ADDRESS, MILES, "ORDER-3")
    assert code == 0
    found = re.fullmatch(r'<img src="([^"]+)" width="1" height="1" alt="">\n', tag)
    assert found is not None
    reply = requests.get(found[1], timeout=9)
    assert (reply.content, reply.headers[operations.TAG_CODE]) == (GIF, "OK")
    assert issued(sandbox_portal) == ["auto:ORDER-3"]


def test_the_commands_of_the_guide_are_run(sandbox_portal: EmbeddedPortal) -> None:
    """The block of docs/automatic-issuance.md, in the checkout."""
    [block] = [each for each in blocks_of(GUIDE.read_text(encoding="utf-8"), GUIDE.name) if each.mark.startswith("by ")]
    text = block.text.replace("http://127.0.0.1:PORT", sandbox_portal.url).replace("python3", sys.executable)
    done = subprocess.run(["bash", "-ec", text], cwd=ROOT, check=False, capture_output=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["miles"] == 120
    assert issued(sandbox_portal) == ["auto:ORDER-1"]


def test_the_guide_says_what_holds() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    codes = re.findall(r"^\| (\d{5}) \|", guide, re.MULTILINE)
    assert codes == [
        "13011",
        "13005",
        "11007",
        "11008",
        "12005",
        "13006",
        "12004",
        "44040",
        "11022",
        "12006",
        "44038",
        "44039",
        "20012",
    ]
    assert sorted(codes) == sorted(Automatic)
    assert re.findall(r"^\| `(\w+)` \|", guide, re.MULTILINE) == list(wire.AutomaticParameter.__struct_fields__)
    rates = Rates()
    for said in (
        f"at most {MAX_LENGTH:,} characters",
        f"at most {ANONYMOUS_BYTES // 1024} KiB",
        f"{OLDEST.seconds // 60} minutes old and {AHEAD.seconds // 60} minutes ahead",
        f"At most {rates.calls.per_second:g} calls a second, and {rates.calls.at_once} at once",
        f"({rates.unreadable.per_second:g} a second, {rates.unreadable.at_once} at once)",
        f"kept for {KEPT_DAYS} days",
        f"`{operations.TAG_CODE}`",
    ):
        assert said in guide, said


def test_examples_say_what_they_need() -> None:
    for path in FOLDER.iterdir():
        head = Path(path).read_text(encoding="utf-8")[:500]
        assert "or newer" in head
        assert "NETMILE_SECRET" in head
