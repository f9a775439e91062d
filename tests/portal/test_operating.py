"""The commands of docs/operating.md, run as they stand there."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from inspect import signature
from pathlib import Path

import pytest

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.rows.issuances import MAX_BYTES
from netmile_desktop.portal.__main__ import _parser
from tests.documents.machine import write_programs
from tests.support.portals.portal import Desk
from tests.support.portals.postgres import USER, PostgresCluster, find_binaries
from tests.support.requirements import need

DOCUMENT = Path(__file__).parents[2] / "docs" / "operating.md"
SOCKETS = "/var/run/postgresql"
DATABASES = {
    "sqlite": "sqlite:////var/lib/netmile/portal.sqlite3",
    "postgresql": f"postgresql:///netmile?host={SOCKETS}",
}
PASSWORD = "Minato2026"
PATIENCE_S = 60

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the document is for Debian")


def blocks(*marks: str) -> list[str]:
    """The fenced blocks whose info string is one of the marks, in their order."""
    found = re.findall(r"^```(.+?)\n(.*?)^```$", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    return [body for mark, body in found if mark in marks]


def commands(*marks: str) -> list[str]:
    """The commands of these blocks, each in one line."""
    return [line for body in blocks(*marks) for line in body.replace("\\\n", " ").splitlines() if line.strip()]


class Machine:
    """The folders and the database that the document names, somewhere else."""

    def __init__(self, root: Path, kind: str, cluster: PostgresCluster | None) -> None:
        self._places = {f"/{place}": f"{root}/{place}" for place in ("etc/netmile", "var/lib/netmile", "var/backups")}
        for place in ("etc/netmile", "var/lib/netmile", "var/backups/netmile"):
            (root / place).mkdir(parents=True)
        self.root = root
        programs = root / "bin"
        programs.mkdir()
        write_programs(programs)
        path = [str(programs), os.environ["PATH"]]
        self._environment = {**os.environ}
        self._environment.pop("NETMILE_MASTER_KEY", None)
        if cluster is not None:
            folder = cluster.url("").rpartition("=")[2]
            self._places[SOCKETS] = folder
            path.insert(0, str(find_binaries()))
            self._environment |= {"PGHOST": folder, "PGUSER": USER}
        self._environment |= {"PATH": os.pathsep.join(path), "DATABASE": self._here(DATABASES[kind])}
        for name in ("hanako.txt", "staff.txt"):
            (root / name).write_text(PASSWORD + "\n")
        members = "pc_address,mobile_address,test\na@example.jp,a@docomo.ne.jp,\nb@example.jp,,yes\n"
        (root / "members.csv").write_text(members)
        (root / "etc/netmile/contact.txt").write_text("お問い合わせ窓口\n")

    def run(self, script: str) -> list[str]:
        """The lines a script writes to stdout; fails with the first command that does."""
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", self._here(script)],
            cwd=self.root,
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=10 * PATIENCE_S,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()

    def start(self, command: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            ["bash", "-c", f"exec {self._here(command)}"],
            cwd=self.root,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def _here(self, words: str) -> str:
        for named, place in self._places.items():
            words = words.replace(named, place)
        return words.replace("sudo -u postgres ", "")


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def machine(tmp_path: Path, kind: str, request: pytest.FixtureRequest) -> Iterator[Machine]:
    if kind == "sqlite":
        need("sqlite3")
        yield Machine(tmp_path, kind, None)
        return
    cluster: PostgresCluster = request.getfixturevalue("postgres")
    yield Machine(tmp_path, kind, cluster)
    for name in ("netmile", "netmile_restored"):
        cluster.drop(name)


def test_a_portal_is_set_up_served_and_backed_up_as_the_document_says(machine: Machine, kind: str) -> None:
    said = machine.run("\n".join(blocks("sh tested", f"sh tested-on-{kind}")))
    answers = [json.loads(line) for line in said]
    assert {"site": "minato", "yen_per_1000_miles": 900} in answers
    key = {"master_key_file": str(machine.root / "etc/netmile/master.key"), "key_made": True}
    assert {**key, "operator": "netmile-staff"} in answers
    assert {"added": 2, "changed": 0, "unchanged": 0} in answers
    exported = (machine.root / "var/backups/netmile/members.csv").read_text(encoding="utf-8-sig")
    assert exported.splitlines()[1:] == ["a@example.jp,a@docomo.ne.jp,active,no", "b@example.jp,,active,yes"]
    assert answers.count({"closed_through": None, "different": []}) == 2  # of the backup and of the portal
    for command in commands("sh"):
        if not command.startswith("netmile-portal"):
            continue
        if " worker " in command:
            with machine.start(command) as process:
                process.terminate()
                assert process.wait(PATIENCE_S) in {0, -15}
            continue
        with machine.start(re.sub(r"--port \d+", "--announce", command)) as process:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line, process.stderr and process.stderr.read()
            desk = Desk(json.loads(line)["url"])
            assert desk.call(operations.INFO).contact == "お問い合わせ窓口"
            session = desk.call(operations.SIGN_IN, body=wire.SignIn(login="hanako", password=PASSWORD))
            assert (session.user.name, session.site.yen_per_1000_miles) == ("山田 花子", 900)
            where = "elsewhere" if "--no-worker" in command else "here"
            assert desk.call(operations.READY).worker == where
            process.terminate()


def test_every_command_of_the_document_exists(kind: str) -> None:
    unit = commands("ini")
    started = [line.partition("ExecStart=/opt/netmile/bin/")[2] for line in unit if line.startswith("ExecStart=")]
    found = [*started, *commands("sh", "sh tested", f"sh tested-on-{kind}")]
    ours = [shlex.split(line.partition(" < ")[0])[1:] for line in found if line.startswith("netmile-portal ")]
    assert len(ours) > 10
    for words in ours:
        assert _parser().parse_args(words).command


def test_the_proxy_of_the_document_lets_every_file_through() -> None:
    [settings] = blocks("nginx")
    allowed = re.search(r"client_max_body_size (\d+)m;", settings)
    patience = re.search(r"proxy_read_timeout (\d+)s;", settings)
    assert allowed is not None
    assert patience is not None
    assert int(allowed[1]) * 1024 * 1024 > MAX_BYTES
    _connecting, reading = signature(PortalClient).parameters["timeouts"].default
    assert int(patience[1]) > reading
