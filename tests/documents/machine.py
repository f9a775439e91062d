"""A machine on which nothing was ever done: a home of its own, the two programs, and what a reader has at hand."""

from __future__ import annotations

import csv
import json
import os
import re
import secrets
import shlex
import socket
import stat
import subprocess
import threading
import tomllib
from collections import deque
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from netmile_desktop.domain.calendar import JST
from tests.documents.blocks import ROOT
from tests.support.programs.nursery import program

PATIENCE_S = 120
PASSWORD = "Sandbox1234"
_NEW_PASSWORD = "Minato2026"
_SERVES = re.compile(r"netmile-portal (?:serve|worker)\b")
_PORT = re.compile(r"(--port[ =]|127\.0\.0\.1:|localhost:)(\d{4,5})")
_SAYS_NO_JSON = re.compile(r"netmile-desktop (?:report|help|completion|--help|.* --help)|\||>|--format|man\b")
_MAY_FIND_ROWS = re.compile(r"netmile-desktop (?:check|send|split|correct|cancel|reconcile)\b")
"""Commands that end with 1 if rows carry codes: done, too."""
_SENDS = re.compile(r"netmile-desktop send\b|--send\b")


class Machine:
    """Runs the commands of one block, one after the other, in one folder.

    Words in capitals, such as FILE, and IDs that another machine gave are replaced by what is there: see `_here`.
    """

    def __init__(self, folder: Path, portal_url: str, postgres_url: str = "") -> None:
        """`portal_url` is a sandbox's; a block that starts a portal of its own leads to that one from then on."""
        self._portal_url, self._postgres_url = portal_url, postgres_url
        self._ports: dict[str, int] = {}
        self._servers: dict[int, tuple[subprocess.Popen[str], threading.Thread]] = {}
        self._known: dict[str, str] = {}
        self._work = folder / "work"
        self._kept = folder / "environment"
        home, programs = folder / "home", folder / "bin"
        for each in (self._work, home, programs):
            each.mkdir()
        write_programs(programs)
        self._environment = {
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "PATH": os.pathsep.join((str(programs), "/usr/local/bin", "/usr/bin", "/bin")),
            "PYTHONPATH": str(ROOT),
            "NETMILE_URL": portal_url,
            "NETMILE_LOGIN": "demo",
            "NETMILE_PASSWORD": PASSWORD,
            "NETMILE_PASSPHRASE": "a machine without a keyring",
        }
        self._lay_out_files()

    def run(self, command: str, exit_code: int | None = None) -> None:
        """Run one command, or start it if it is one that stays; fail if it does not end as it should.

        Args:
            exit_code: How it must end, if the document says so.
        """
        for variant in _variants(command):
            line = self._here(variant)
            if _SERVES.match(line):
                self._serve(line)
                continue
            done = self._bash(line)
            said = f"{variant}\n{line}\nexit {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-4000:]}"
            allowed = {0, 1} if exit_code is None and _MAY_FIND_ROWS.search(line) else {exit_code or 0}
            assert done.returncode in allowed, said
            assert "Traceback" not in done.stderr, said
            if re.search(r"\bnetmile-desktop\b", line) and not _SAYS_NO_JSON.search(line):
                answers = [json.loads(each) for each in done.stdout.splitlines()]
                assert all(isinstance(each, dict) for each in answers), said
                assert not _SENDS.search(line) or answers[-1]["issued"], said

    def stop(self) -> None:
        """End every server that was started."""
        for port in list(self._servers):
            self._end(port)

    # --- running ----------------------------------------------------------------------------

    def _bash(self, line: str) -> subprocess.CompletedProcess[str]:
        """Run a line, and keep what it exported for the lines after it."""
        script = f"{line}\ncode=$?\nenv -0 > {self._kept}\nexit $code"
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", script],
            cwd=self._work,
            env=self._environment,
            input=f"{_NEW_PASSWORD}\n" * 2,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
        pairs = (each.partition("=") for each in self._kept.read_text().split("\0") if each)
        self._environment |= {name: value for name, _, value in pairs if name not in {"_", "SHLVL", "PWD", "OLDPWD"}}
        return done

    def _serve(self, line: str) -> None:
        """Start a server and wait until it says where it listens; another one at the same port ends first."""
        found = _PORT.search(line)
        port = int(found[2]) if found is not None else -len(self._servers)
        self._end(port)
        server = subprocess.Popen(
            ["bash", "-c", f"exec {line}"],
            cwd=self._work,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert server.stderr is not None
        said: list[str] = []
        if " worker " not in line:
            for each in server.stderr:
                said.append(each)
                if "127.0.0.1:" in each:
                    break
            else:
                server.stderr.close()
                raise AssertionError(f"{line}\nexit {server.wait()}\n{''.join(said)}")
            self._portal_url = f"http://127.0.0.1:{port}"
            self._environment["NETMILE_URL"] = self._portal_url
        emptying = threading.Thread(target=deque, args=(server.stderr, 0))  # a full pipe would stop the server
        emptying.start()
        self._servers[port] = (server, emptying)

    def _end(self, port: int) -> None:
        server, emptying = self._servers.pop(port, (None, None))
        if server is None or emptying is None or server.stderr is None:
            return
        server.terminate()
        server.wait(PATIENCE_S)
        emptying.join(PATIENCE_S)
        server.stderr.close()

    # --- what stands for what -----------------------------------------------------------------

    def _here(self, line: str) -> str:
        """Return a line with the names of this machine in it."""
        serves = _SERVES.match(line) is not None
        line = _PORT.sub(lambda found: found[1] + str(self._port(found[2], serves=serves)), line)
        line = re.sub(r"(--database[ =])URL\b", r"\1sqlite:///portal.sqlite3", line)
        line = re.sub(r"postgresql://\S+?@\S+?/\w+", lambda _found: self._postgres(), line)
        line = re.sub(r"(--url[ =])URL\b", lambda found: found[1] + self._portal_url, line)
        line = re.sub(r"https?://portal\.example\.jp\b", lambda _found: self._portal_url, line)
        line = re.sub(r"\b20\d{6}-\d{6}\b", lambda _found: self._newest("status", "registration_id"), line)
        for name, value in (("FILE", "orders.csv"), ("DIR", "parts"), ("ID", "C-1024"), ("CAMPAIGN", "C-1024")):
            line = re.sub(rf"(?<![\w.$/-]){name}(?![\w.=-])", value, line)
        if re.search(r"(?<![\w.$/-])BATCH\b", line):
            line = re.sub(r"(?<![\w.$/-])BATCH\b", self._newest("batches", "batch"), line)
        line = re.sub(r"\bssh (\w+) cat ([\w.-]+)", lambda found: self._elsewhere(found[1], found[2], line), line)
        for name in re.findall(r"netmile-desktop (?:check|send|split) ([\w.-]+\.csv)", line):
            self._lay_out_orders(name)
        if "corrected.csv" in line:
            self._correct()
        if "sqlite:///portal.sqlite3" in line:
            self._environment.setdefault("NETMILE_MASTER_KEY", secrets.token_hex(32))
        return line

    def _port(self, named: str, *, serves: bool) -> int | str:
        """A free port for one that the document names; a sandbox serves it if nothing of the block does."""
        if named not in self._ports and not serves:
            return self._portal_url.rpartition(":")[2]
        if named not in self._ports:
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                self._ports[named] = free.getsockname()[1]
        return self._ports[named]

    def _postgres(self) -> str:
        assert self._postgres_url, "a block that needs PostgreSQL is given one"
        return self._postgres_url

    def _newest(self, command: str, field: str) -> str:
        """The first answer of a command that lists the newest first: what a reader would have at hand."""
        if command not in self._known:
            lines = self._bash(f"netmile-desktop {command}").stdout.splitlines()
            assert lines, f"`netmile-desktop {command}` lists nothing that could stand in this line"
            first: dict[str, Any] = json.loads(lines[0])
            self._known[command] = str(first[field])
        return self._known[command]

    # --- files ----------------------------------------------------------------------------------

    def _lay_out_files(self) -> None:
        """Files that commands read and documents name."""
        self._lay_out_orders("orders.csv")
        yesterday = datetime.now(JST).date() - timedelta(days=1)
        self._write("returned.csv", [("発行日", "指定キー", "マイル数"), (yesterday.isoformat(), "K029981", "100")])
        members = [("pc_address", "mobile_address", "status", "test"), ("first@example.jp", "", "active", "no")]
        self._write("members.csv", members)
        (self._work / "password.txt").write_text(f"{_NEW_PASSWORD}\n")
        rule = {"mode": "pc", "amount": {"kind": "variable", "min": 1, "max": 99_999_999}, "state": "approved"}
        days = {"issuance_from": "2020-01-01", "issuance_to": "2099-12-31", "today": "2026-11-30"}
        (self._work / "RULE.json").write_text(json.dumps(rule | days))

    def _lay_out_orders(self, name: str, encoding: str = "utf-8-sig") -> None:
        """Write a list of orders with an address that no member has, unless a file of this name is there."""
        if not (self._work / name).exists():
            rows = [("メールアドレス", "指定キー", "マイル数", "氏名")]
            rows += [("member00801@example.jp", "D000801", "100", "青山")]
            rows += [("member00802@example.jp", "D000802", "100", "井上")]
            rows += [("nobody@example.jp", "D000803", "100", "上田")]
            self._write(name, rows, encoding)

    def _elsewhere(self, host: str, name: str, line: str) -> str:
        """Another machine is a folder here; its files are encoded as the line says."""
        (self._work / host).mkdir(exist_ok=True)
        encoding = re.search(r"--encoding[ =](\S+)", line)
        self._lay_out_orders(f"{host}/{name}", encoding[1] if encoding else "utf-8-sig")
        return f"cat {host}/{name}"

    def _correct(self) -> None:
        """`corrected.csv` is what `to-correct.csv` has become in the hands of a reader."""
        corrected, to_correct = self._work / "corrected.csv", self._work / "to-correct.csv"
        if not corrected.exists():
            text = to_correct.read_bytes().decode("utf-8-sig").replace("nobody@example.jp", "member00803@example.jp")
            corrected.write_text(text, encoding="utf-8-sig", newline="")

    def _write(self, name: str, rows: Sequence[Sequence[str]], encoding: str = "utf-8-sig") -> None:
        with (self._work / name).open("w", encoding=encoding, newline="") as file:
            csv.writer(file).writerows(rows)


def _variants(command: str) -> list[str]:
    """`sums [--rebuild]` is two commands."""
    if "[" not in command:
        return [command]
    return [re.sub(r"\[[^\]]*\] ?", "", command), re.sub(r"[\[\]]", "", command)]


def write_programs(folder: Path) -> None:
    """What an installation puts on the path."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        scripts: dict[str, str] = tomllib.load(file)["project"]["scripts"]
    for name, entry in scripts.items():
        package = entry.partition(".__main__:")[0]
        script = folder / name
        script.write_text(f'#!/bin/sh\nexec {shlex.join(program(package))} "$@"\n')
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
