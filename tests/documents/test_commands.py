"""Every block of commands that README, CONTRIBUTING and docs show is run on a fresh machine, or says why not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from netmile_desktop.portal.server import EmbeddedPortal
from tests.documents.blocks import ROOT, Block, blocks_of, documents
from tests.documents.machine import Machine
from tests.support.portals.postgres import PostgresCluster
from tests.support.requirements import needs_bash

BLOCKS = [
    block
    for path in documents()
    for block in blocks_of(path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix())
]


@pytest.fixture
def postgres_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A PostgreSQL of its own for a block that names one."""
    block: Block = request.getfixturevalue("block")
    if "postgresql://" not in block.text:
        yield ""
        return
    cluster: PostgresCluster = request.getfixturevalue("postgres")
    name = cluster.create()
    yield cluster.url(name)
    cluster.drop(name)


@pytest.fixture
def machine(sandbox_portal: EmbeddedPortal, tmp_path: Path, postgres_url: str) -> Iterator[Machine]:
    (tmp_path / "machine").mkdir()
    machine = Machine(tmp_path / "machine", sandbox_portal.url, postgres_url)
    yield machine
    machine.stop()


@needs_bash
@pytest.mark.parametrize("block", [block for block in BLOCKS if block.is_run and not block.fault()], ids=str)
def test_what_a_document_shows_can_be_done(block: Block, machine: Machine) -> None:
    *others, last = block.commands
    for command in others:
        machine.run(command)
    machine.run(last, block.exit_code or None)


@needs_bash
def test_what_does_not_do_what_it_says_is_told(tmp_path: Path) -> None:
    machine = Machine(tmp_path, "http://127.0.0.1:9")
    machine.run("netmile-desktop check FILE --rule RULE.json")
    machine.run("export NEW=orders.csv")
    machine.run("netmile-desktop check $NEW --rule RULE.json | head -1")
    for command in (
        "netmile-desktop check gone.xlsx --rule RULE.json",
        "netmile-desktop send FILE --campaign C-1024",
        "netmile-portal serve --database nowhere.sqlite3 --port 8765",
        "netmile-portal key new gone/master.key",
    ):
        with pytest.raises(AssertionError, match=command.split()[1]):
            machine.run(command)
    with pytest.raises(AssertionError, match="exit 0"):
        machine.run("echo done", 1)


@pytest.mark.parametrize("block", BLOCKS, ids=str)
def test_every_block_is_known(block: Block) -> None:
    assert not block.fault()


def test_the_documents_show_commands_of_both_programs() -> None:
    commands = [command for block in BLOCKS if block.is_run for command in block.commands]
    for program, least in (("netmile-desktop ", 10), ("netmile-portal ", 5)):
        assert sum(command.startswith(program) for command in commands) >= least


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("    netmile-desktop status\n", ""),
        ("    NETMILE_DEBUG=1 netmile-desktop status\n", ""),
        ("```sh\nnetmile-portal sums\n```\n", ""),
        ("<!-- run: no, installs -->\n```sh\napt-get install jq\n```\n", ""),
        ("```json\n{}\n```\n", ""),
        ('    {\n      "miles": 100\n    }\n', ""),
        ("    netmile-desktop check [-h] [--all]\n        [--sheet NAME] FILE\n", ""),
        ("    rm -r everything\n", "not run by a test"),
        ("```powershell\ndir\n```\n", "powershell is not known"),
        ("<!-- run: never -->\n\n    netmile-desktop status\n", "not understood"),
        ("<!-- run: no, gone -->\n\nText.\n", "before no block"),
        ("<!-- run: no, gone -->\n", "before no block"),
        ("<!-- run: by tests/nowhere.py -->\n\n    netmile-desktop status\n", "does not run it"),
    ],
)
def test_what_is_not_known_is_told(text: str, fault: str) -> None:
    [block] = blocks_of(f"Before.\n\n{text}", "README.md")
    assert (fault in block.fault()) if fault else not block.fault()


def test_a_synopsis_is_asked_for_its_help() -> None:
    [block] = blocks_of("    netmile-portal member import [-h] [--dry-run]\n        FILE\n", "README.md")
    assert block.commands == ["netmile-portal member import --help"]


def test_a_list_and_its_second_paragraph_are_no_block() -> None:
    text = "* one\n\n    more of one\n\n1. two\n\n        more\n\nText\n\n    wc a \\\n        b\n\n    # said\n    cat c\n"
    [block] = blocks_of(text, "README.md")
    assert block.commands == ["wc a      b", "cat c"]
    assert block.line == 11
