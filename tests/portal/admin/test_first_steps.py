"""A new portal from nothing: `netmile-portal init` and what it says to do next."""

from __future__ import annotations

import json
import os
import shlex
from pathlib import Path

import pytest

from netmile_desktop.domain import operations, wire
from tests.support.portals.portal import MASTER_KEY, Desk
from tests.support.programs.program import PATIENCE_S, listened, run, start

PASSWORD = "Minato2026"


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return tmp_path / "my keys" / "master.key"


def init(url: str, key: Path, *more: str, password: str = PASSWORD) -> tuple[int, str, str]:
    key.parent.mkdir(exist_ok=True)
    words = ("init", "--database", url, "--master-key-file", str(key), *more)
    return run(*words, stdin=f"{password}\n")


def test_a_portal_is_set_up_and_its_next_steps_can_be_pasted(empty_url: str, key: Path, tmp_path: Path) -> None:
    code, out, err = init(empty_url, key)
    assert (code, json.loads(out)) == (0, {"master_key_file": str(key), "key_made": True, "operator": "operator"})
    assert len(key.read_text()) == 64
    if os.name == "posix":
        assert key.stat().st_mode & 0o777 == 0o600
    assert str(key) in err
    (tmp_path / "members.csv").write_text("pc_address\na@example.jp\n")
    values = {"CODE": "minato", "NAME": "みなと書店", "YEN": "900", "LOGIN": "hanako"}
    values["members.csv"], values["8765"] = str(tmp_path / "members.csv"), "0"
    steps = [shlex.split(line)[1:] for line in err.splitlines() if line.startswith("     netmile-portal ")]
    *before, serve = [[values.get(word, word) for word in words] for words in steps]
    assert [words[:2] for words in before] == [["site", "add"], ["user", "add"], ["member", "import"]]
    for words in before:
        code, out, err = run(*words, stdin="Hanako2026\n")
        assert (code, err) == (0, ""), words
    with start(*serve) as process:
        url = listened(process)
        for login, password in (("operator", PASSWORD), ("hanako", "Hanako2026")):
            assert Desk(url).call(operations.SIGN_IN, body=wire.SignIn(login=login, password=password)).token
        assert Desk(url).call(operations.READY) == wire.ReadyToWork(worker="here")
        process.terminate()
        assert process.wait(PATIENCE_S) in {0, -15}


def test_it_is_done_once_and_an_interrupted_one_is_finished(empty_url: str, key: Path) -> None:
    code, _, err = init(empty_url, key, password="simple")
    assert (code, err[:14]) == (1, "a password has")
    code, _, err = init(empty_url, key, "--login", "a b")
    assert (code, err[:16]) == (1, "a b is no login:")
    assert not key.exists()
    assert run("key", "new", str(key))[0] == 0
    made = key.read_text()
    code, out, _ = init(empty_url, key, "--login", "staff")
    assert (code, json.loads(out)["key_made"], json.loads(out)["operator"]) == (0, False, "staff")
    code, out, err = init(empty_url, key)
    assert (code, out) == (1, "")
    assert "netmile-portal user add LOGIN --operator" in err
    assert key.read_text() == made


def test_no_second_key_is_made_for_a_database_that_has_one(empty_url: str, key: Path) -> None:
    site = ("site", "add", "hana", "花や", "--rate", "900", "--database", empty_url)
    assert run(*site, NETMILE_MASTER_KEY=MASTER_KEY.hex())[0] == 0
    code, out, err = init(empty_url, key)
    assert (code, out) == (2, "")
    assert "put it back" in err
    assert not key.exists()


def test_a_key_in_the_environment_is_used_and_no_file_is_written(empty_url: str, key: Path) -> None:
    words = ("init", "--database", empty_url, "--master-key-file", str(key))
    code, out, err = run(*words, stdin=f"{PASSWORD}\n", NETMILE_MASTER_KEY=MASTER_KEY.hex())
    assert (code, json.loads(out)["key_made"]) == (0, False)
    assert not key.exists()
    assert "the value of NETMILE_MASTER_KEY" in err
    assert "--master-key-file" not in err


def test_what_hinders_it_is_told_before_a_key_is_made(tmp_path: Path, key: Path) -> None:
    for url, code, word in (
        ("postgresql://u:secret@127.0.0.1:1/x", 1, "check --database postgresql://u:***@127.0.0.1:1/x"),
        (f"sqlite:///{tmp_path}/none/x.db", 1, "check --database"),
        ("mysql://u@h/x", 2, "no such kind of database"),
    ):
        found, out, err = init(url, key)
        assert (found, out) == (code, "")
        assert word in err
        assert not key.exists()
    url = f"sqlite:///{tmp_path}/x.db"
    code, out, err = run("init", "--database", url, stdin=f"{PASSWORD}\n")
    assert (code, out, err) == (2, "", "no master key: name a new file for it: --master-key-file FILE\n")
    code, out, err = run("init", "--database", url, "--master-key-file", f"{tmp_path}/none/key", stdin=f"{PASSWORD}\n")
    assert (code, out) == (1, "")
    assert "none/key: No such file or directory; check that the folder exists" in err
