"""`netmile-portal` as a program."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
from pathlib import Path
from typing import Any

import psutil
import pytest
import requests
from msgspec.structs import replace

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.campaigns import ApplicationKind
from netmile_desktop.portal.sandbox import CONTACT, PASSWORD
from netmile_desktop.portal.server import EmbeddedPortal
from tests.support.portals.portal import MASTER_KEY, Desk, make_samples
from tests.support.programs.program import PATIENCE_S, PROGRAM, run, start
from tests.support.requirements import needs_a_full_device


@pytest.fixture
def database(tmp_path: Path) -> str:
    """Sample data of the present day, with its key beside it."""
    url = f"sqlite:///{tmp_path / 'portal.db'}"
    make_samples(url, members=20)
    (tmp_path / "portal.db.key").write_text(MASTER_KEY.hex())
    return url


def test_it_says_where_it_serves_and_ends_with_its_parent(database: str) -> None:
    with start("serve", "--database", database, "--sandbox", "--announce", "--exit-with-parent") as process:
        assert process.stdout is not None
        assert process.stdin is not None
        said = json.loads(process.stdout.readline())
        assert psutil.pid_exists(said["pid"])
        info = Desk(said["url"]).call(operations.INFO)
        assert info.sandbox
        process.stdin.close()
        assert process.wait(PATIENCE_S) == 0
    with pytest.raises(requests.ConnectionError):
        requests.get(said["url"], timeout=9)


def test_it_ends_in_good_order_when_told(database: str) -> None:
    with start("serve", "--database", database, "--announce") as process:
        assert process.stdout is not None
        assert not Desk(json.loads(process.stdout.readline())["url"]).call(operations.INFO).sandbox
        process.terminate()
        assert process.wait(PATIENCE_S) in {0, -15}
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()


def test_a_fresh_sandbox_makes_its_own_key(tmp_path: Path) -> None:
    file = tmp_path / "new.db"
    with start("serve", "--database", f"sqlite:///{file}", "--sandbox", "--announce") as process:
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["url"].startswith("http://127.0.0.1:")
        process.terminate()
    key = tmp_path / "new.db.key"
    assert len(key.read_text()) == 64
    if os.name == "posix":
        assert key.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--host", "0.0.0.0"), "TLS"),
        (("--host", "0.0.0.0", "--sandbox"), "public"),
        (("--host", "192.0.2.1"), "--certificate"),
    ],
)
def test_other_machines_are_not_served_by_accident(database: str, arguments: tuple[str, ...], word: str) -> None:
    code, out, err = run("serve", "--database", database, *arguments)
    assert (code, out) == (2, "")
    assert word in err


def test_without_a_master_key_nothing_is_served(tmp_path: Path) -> None:
    code, _, err = run("serve", "--database", f"sqlite:///{tmp_path / 'x.db'}")
    assert code == 2
    assert "NETMILE_MASTER_KEY" in err
    assert "netmile-portal init" in err


def test_a_master_key_is_made_once(tmp_path: Path) -> None:
    file = tmp_path / "master.key"
    code, out, err = run("key", "new", str(file))
    assert (code, json.loads(out), err) == (0, {"master_key_file": str(file)}, "")
    if os.name == "posix":
        assert file.stat().st_mode & 0o777 == 0o600
    before = file.read_text()
    code, out, err = run("key", "new", str(file))
    assert (code, out) == (1, "")
    assert str(file) in err
    assert file.read_text() == before
    url = f"sqlite:///{tmp_path / 'portal.db'}"
    code, _, err = run(
        "site", "add", "hana", "花や", "--rate", "900", "--database", url, "--master-key-file", str(file)
    )
    assert (code, err) == (0, "")


@pytest.mark.parametrize(
    ("database", "key", "code", "word"),
    [
        ("sqlite:///{folder}/portal.db", "{folder}/none.key", 2, "none.key: No such file"),
        ("sqlite:///{folder}/portal.db", "{folder}/empty.key", 2, "empty.key is empty; if no database was written"),
        ("sqlite:///{folder}/portal.db", "{folder}/words.key", 2, "words.key: a master key is written as 64 hexa"),
        ("sqlite:///{folder}/portal.db", "{folder}", 2, "Is a directory"),
        ("mysql://localhost/portal", "{key}", 2, "no such kind of database: mysql"),
        ("portal.db", "{key}", 2, "sqlite:///FILE"),
        ("sqlite:///{folder}/none/portal.db", "{key}", 1, "unable to open database file"),
        ("postgresql://nobody@127.0.0.1:1/none", "{key}", 1, "cannot be used: connection"),
    ],
)
def test_what_cannot_be_opened_is_named(tmp_path: Path, database: str, key: str, code: int, word: str) -> None:
    file = tmp_path / "master.key"
    file.write_text(MASTER_KEY.hex())
    (tmp_path / "empty.key").touch()
    (tmp_path / "words.key").write_text("open sesame")
    named = {"folder": str(tmp_path), "key": str(file)}
    where = ("--database", database.format(**named), "--master-key-file", key.format(**named))
    found, out, err = run("serve", *where)
    assert (found, out) == (code, "")
    assert word in err
    assert "Traceback" not in err


def test_a_port_in_use_is_told(database: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        code, out, err = run("serve", "--database", database, "--port", port)
    assert (code, out) == (1, "")
    assert f"port {port}: " in err
    assert "Traceback" not in err


def test_a_wrong_master_key_is_told(database: str) -> None:
    code, _, err = run("serve", "--database", database, NETMILE_MASTER_KEY="00" * 32)
    assert code == 2
    assert "wrong master key" in err
    code, _, err = run("serve", "--database", database, NETMILE_MASTER_KEY="short")
    assert code == 2


def test_the_operators_side_from_a_terminal(database: str) -> None:
    operator = ("operator", "--database", database)
    code, out, err = run(*operator, "campaign", "approve", "minato", "C-1035", NETMILE_PASSWORD=PASSWORD)
    assert (code, err) == (0, "")
    assert json.loads(out)["application_state"] == "approved"
    code, out, err = run(*operator, "campaign", "approve", "minato", "C-1035", NETMILE_PASSWORD=PASSWORD)
    assert (code, out) == (1, "")
    assert "P-STATE" in err


def test_the_operators_side_of_a_running_portal(database: str) -> None:
    with start("serve", "--database", database, "--announce") as process:
        assert process.stdout is not None
        url = json.loads(process.stdout.readline())["url"]
        flag = ("member", "flag", "member00001@example.jp", "--status", "left", "--no-test")
        code, out, _ = run("operator", "--url", url, *flag, NETMILE_PASSWORD=PASSWORD)
        assert code == 0
        assert (json.loads(out)["status"], json.loads(out)["test"]) == ("left", False)
        end = ("user", "end-sessions", "demo")
        code, out, _ = run("operator", "--url", url, *end, NETMILE_PASSWORD=PASSWORD)
        assert (code, json.loads(out)) == (0, {"login": "demo", "sessions": 0})
        resume = ("registration", "resume", "minato", "20200101-000001")
        code, _, err = run("operator", "--url", url, *resume, NETMILE_PASSWORD=PASSWORD)
        assert code == 1
        assert "P-NOTFOUND" in err
        code, _, err = run("operator", "--url", url, "--login", "demo", *flag, NETMILE_PASSWORD=PASSWORD)
        assert code == 1
        assert "P-FORBIDDEN" in err
        process.terminate()


def test_a_portal_is_set_up_from_a_terminal(tmp_path: Path) -> None:
    url, key = f"sqlite:///{tmp_path / 'new.db'}", {"NETMILE_MASTER_KEY": MASTER_KEY.hex()}
    code, out, err = run("site", "add", "hana", "花や", "--rate", "900", "--database", url, **key)
    assert (code, err) == (0, "")
    assert json.loads(out) == {"site": "hana", "yen_per_1000_miles": 900}
    code, out, err = run("site", "reasons", "誤発行", "棚卸調整=Stocktaking", "--database", url, **key)
    assert (code, err) == (0, "")
    assert [each["code"] for each in json.loads(out)["reasons"]] == ["issued_wrongly", "棚卸調整"]
    details = ("--company", "株式会社花や", "--phone", "03-0000-1111")
    code, out, err = run("site", "details", "hana", *details, "--database", url, **key)
    assert (code, json.loads(out), err) == (0, {"site": "hana", "set": ["company", "phone"]}, "")
    code, _, err = run("site", "details", "hana", "--email", "nobody", "--database", url, **key)
    assert (code, "email: Enter an address" in err) == (1, True)
    users = (("keiko", "--site", "hana", "--name", "花田 恵子"), ("staff", "--operator"))
    for login, *side in users:
        with start("user", "add", login, *side, "--database", url, env=key) as process:
            out, err = process.communicate("Hanaya2026\n", timeout=PATIENCE_S)
        assert (process.returncode, json.loads(out), err) == (0, {"login": login}, "")
    with start("user", "add", "keiko", "--site", "hana", "--database", url, env=key) as process:
        _, err = process.communicate("Hanaya2026\n", timeout=PATIENCE_S)
    assert process.returncode == 1
    assert "already" in err
    with start("serve", "--database", url, "--announce", env=key) as process:
        assert process.stdout is not None
        desk = Desk(json.loads(process.stdout.readline())["url"])
        session = desk.call(operations.SIGN_IN, body=wire.SignIn(login="keiko", password="Hanaya2026"))
        assert (session.user.name, session.site.name) == ("花田 恵子", "花や")
        assert session.site.yen_per_1000_miles == 900
        netmile = desk.call(operations.SIGN_IN, body=wire.SignIn(login="staff", password="Hanaya2026"))
        assert netmile.site is None
        process.terminate()


def test_an_operators_password_never_leaves_the_machine_without_tls() -> None:
    suspend = ("campaign", "suspend", "minato", "C-1024")
    code, out, err = run("operator", "--url", "http://192.0.2.1:8765", *suspend, NETMILE_PASSWORD=PASSWORD)
    assert (code, out) == (1, "")
    assert "TLS is needed" in err


@pytest.mark.parametrize(
    "url",
    [
        "portal",
        "http://",
        "https://",
        "http://127.0.0.1:port",
        "http://127.0.0.1:99999",
        "http://[::1",
        "ftp://127.0.0.1",
        "http://127.0.0.1/a b",
        "http://127.0.0.1/?a=b",
    ],
)
def test_what_is_no_address_of_a_portal_is_told(url: str) -> None:
    code, out, err = run("operator", "--url", url, "clock", NETMILE_PASSWORD=PASSWORD)
    assert (code, out) == (2, "")
    assert err == f"{url} is no address of a portal: write https://HOST or http://127.0.0.1:PORT\n"


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n<html>", "is no portal; check --url"),
        (b"HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n<html>", "is no portal; check --url"),
        (b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{}", "is no portal; check --url"),
        (b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n[]", "is no portal; check --url"),
        (b"SSH-2.0-OpenSSH\r\n", "check --url, and that the portal runs"),
        (b"", "check --url, and that the portal runs"),
    ],
)
def test_whatever_else_answers_at_an_address_is_told(answer: bytes, word: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        url = f"http://127.0.0.1:{other.getsockname()[1]}"
        with start("operator", "--url", url, "clock", env={"NETMILE_PASSWORD": PASSWORD}) as process:
            link, _ = other.accept()
            with link:
                link.recv(65_536)
                link.sendall(answer)
            out, err = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, out) == (1, "")
    assert url in err
    assert err.endswith(f"{word}\n")


@pytest.mark.parametrize("arguments", [("operator", "campaign", "approve", "a", "b"), ("serve",), ("dance",), ()])
def test_wrong_usage_is_told(arguments: tuple[str, ...]) -> None:
    code, out, err = run(*arguments, NETMILE_PASSWORD="x")
    assert (code, out) == (2, "")
    assert err


def test_the_contact_text_comes_from_a_file(database: str, tmp_path: Path) -> None:
    file = tmp_path / "contact.txt"
    file.write_text("お問い合わせ窓口\n平日 10 時から\n", encoding="utf-8-sig")
    words = ("serve", "--database", database, "--sandbox", "--announce", "--exit-with-parent")
    for given, said in ((("--contact-file", str(file)), "お問い合わせ窓口\n平日 10 時から"), ((), CONTACT)):
        with start(*words, *given) as process:
            assert process.stdout is not None
            assert process.stdin is not None
            url = json.loads(process.stdout.readline())["url"]
            assert Desk(url).call(operations.INFO).contact == said
            process.stdin.close()
    code, _, err = run("serve", "--database", database, "--contact-file", str(tmp_path / "none.txt"))
    assert code == 2
    assert "contact text" in err
    for wrong in (tmp_path / "none.csv", file):
        code, _, err = run("serve", "--database", database, "--postal-codes", str(wrong))
        assert code == 2
        assert "postal codes" in err
    code, _, err = run("serve", "--database", database, "--browser", str(file))
    assert code == 2
    assert "no program that can be run" in err


def test_an_operator_moves_a_sandbox_on_and_decides_what_waits(database: str) -> None:
    with start("serve", "--database", database, "--sandbox", "--announce", "--exit-with-parent") as process:
        assert process.stdout is not None
        assert process.stdin is not None
        url = json.loads(process.stdout.readline())["url"]
        as_operator = ("operator", "--url", url)
        looked = run(*as_operator, "clock", NETMILE_PASSWORD=PASSWORD)
        moved = run(*as_operator, "clock", "tomorrow", NETMILE_PASSWORD=PASSWORD)
        back = run(*as_operator, "clock", "2001-01-01", NETMILE_PASSWORD=PASSWORD)
        listed = run(*as_operator, "cancellations", "list", "--site", "minato", NETMILE_PASSWORD=PASSWORD)
        unknown = ("cancellations", "approve", "minato", "R20010101-000001", "--reason", "ok")
        denied = run(*as_operator, *unknown, NETMILE_PASSWORD=PASSWORD)
        process.stdin.close()
    assert [json.loads(each[1])["days_ahead"] for each in (looked, moved)] == [0, 1]
    assert (back[0], back[2].split(":")[0]) == (1, "P-RANGE")
    assert (listed[0], json.loads(listed[1])["items"]) == (0, [])
    assert (denied[0], denied[2].split(":")[0]) == (1, "P-NOTFOUND")


def test_the_sums_of_reports_are_compared_and_made_again(database: str) -> None:
    code, out, err = run("sums", "--database", database)
    assert (code, json.loads(out)) == (0, {"closed_through": None, "different": []}), err
    assert run("sums", "--rebuild", "--database", database)[0] == 0


def test_the_operator_decides_about_applications_from_a_terminal(database: str) -> None:
    with start("serve", "--database", database, "--announce") as process:
        assert process.stdout is not None
        operator = ("operator", "--url", json.loads(process.stdout.readline())["url"], "application")
        code, out, _ = run(*operator, "list", "--site", "minato", NETMILE_PASSWORD=PASSWORD)
        [first, second, *_] = json.loads(out)["items"]
        assert (code, first["state"], second["state"]) == (0, "applied", "applied")
        reject = ("reject", "minato", first["id"], "--reason", "期間が短すぎます")
        code, out, _ = run(*operator, *reject, NETMILE_PASSWORD=PASSWORD)
        assert (code, json.loads(out)["state"], json.loads(out)["reason"]) == (0, "rejected", "期間が短すぎます")
        approve = ("approve", "minato", second["id"])
        code, out, _ = run(*operator, *approve, NETMILE_PASSWORD=PASSWORD)
        assert (code, json.loads(out)["state"]) == (0, "approved")
        code, _, err = run(*operator, *approve, NETMILE_PASSWORD=PASSWORD)
        assert code == 1
        assert "P-STATE" in err
        process.terminate()


def test_the_operator_reads_what_an_application_says(database: str, tmp_path: Path) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + bytes(40)
    with EmbeddedPortal(database, master_key=MASTER_KEY, auto_worker=False) as portal:
        url = portal.url
        operator = ("operator", "--url", url)
        session = Desk(url).call(operations.SIGN_IN, body=wire.SignIn(login="demo", password=PASSWORD))
        clerk = Desk(url, session.token)
        stands: wire.ContentOfCampaign = clerk.call(operations.CAMPAIGN_CONTENT, campaign_id="C-1024")
        form = wire.ApplicationForm(
            kind=ApplicationKind.CHANGE,
            campaign_id="C-1024",
            version=stands.version,
            content=replace(stands.content, transfer_after_days=9, banner=picture),
        )
        applied = clerk.call(operations.APPLY, body=form, headers={"Idempotency-Key": "k" * 16})
        show = (*operator, "application", "show", "minato", applied.id)
        file = tmp_path / "バナー.png"
        code, out, err = run(*show, "--banner", str(file), NETMILE_PASSWORD=PASSWORD)
        assert (code, err) == (0, "")
        told = json.loads(out)
        assert told["changed"] == ["transfer_after_days", "banner"]
        assert (told["content"]["transfer_after_days"], told["content"]["banner_bytes"]) == (9, len(picture))
        assert told["before"]["transfer_after_days"] == stands.content.transfer_after_days
        assert told["before"]["banner_bytes"] == 0
        assert "banner" not in {*told["content"], *told["before"]}
        assert file.read_bytes() == picture
        listed = json.loads(run(*operator, "application", "list", "--site", "kaze", NETMILE_PASSWORD=PASSWORD)[1])
        assert applied.id not in {each["id"] for each in listed["items"]}
        waiting = json.loads(run(*operator, "application", "list", "--site", "minato", NETMILE_PASSWORD=PASSWORD)[1])
        bare = next(each["id"] for each in waiting["items"] if each["kind"] != "change")
        show = (*operator, "application", "show", "minato", bare)
        code, out, err = run(*show, "--banner", str(tmp_path / "none.png"), NETMILE_PASSWORD=PASSWORD)
        assert (code, out) == (1, "")
        assert "no banner" in err
        assert not (tmp_path / "none.png").exists()
        code, out, _ = run(*show, NETMILE_PASSWORD=PASSWORD)
        assert (code, json.loads(out)["before"], json.loads(out)["content"]["banner_bytes"]) == (0, None, 0)
        away = ("--banner", str(tmp_path / "nowhere" / "banner.png"))
        show = (*operator, "application", "show", "minato", applied.id)
        code, out, err = run(*show, *away, NETMILE_PASSWORD=PASSWORD)
        assert (code, out, "Traceback" in err) == (1, "", False)


def test_the_operator_says_whether_applications_are_approved_by_themselves(database: str) -> None:
    operator = ("operator", "--database", database)
    assert json.loads(run(*operator, "review", "show", "minato", NETMILE_PASSWORD=PASSWORD)[1]) == {
        "site": "minato",
        "approve_after_minutes": None,
        "set_at": None,
        "set_by": "",
    }
    code, out, _ = run(*operator, "review", "set", "minato", "30", NETMILE_PASSWORD=PASSWORD)
    assert (code, json.loads(out)["approve_after_minutes"]) == (0, 30)
    code, out, _ = run(*operator, "review", "set", "minato", "off", NETMILE_PASSWORD=PASSWORD)
    assert (code, json.loads(out)["approve_after_minutes"]) == (0, None)
    code, _, err = run(*operator, "review", "set", "minato", "99999", NETMILE_PASSWORD=PASSWORD)
    assert (code, err.split(":")[0]) == (1, "P-INVALID")
    code, _, err = run(*operator, "review", "set", "minato", "soon", NETMILE_PASSWORD=PASSWORD)
    assert code == 2
    assert "neither a number of minutes nor off" in err


def test_the_operator_lists_campaigns_and_interrupted_registrations(database: str) -> None:
    operator = ("operator", "--database", database)
    code, out, _ = run(*operator, "campaign", "list", "--site", "minato", "--name", "C-1024", NETMILE_PASSWORD=PASSWORD)
    [found] = json.loads(out)["items"]
    assert (code, found["campaign_id"], found["suspended"]) == (0, "C-1024", False)
    code, out, _ = run(*operator, "registration", "list", NETMILE_PASSWORD=PASSWORD)
    assert (code, json.loads(out)["items"]) == (0, [])


def test_the_operator_keeps_shops_from_a_terminal(database: str) -> None:
    operator = ("operator", "--database", database, "payment-site")

    def told(*words: str) -> dict[str, Any]:
        code, out, err = run(*operator, *words, NETMILE_PASSWORD=PASSWORD)
        assert code == 0, err
        answer: dict[str, Any] = json.loads(out)
        return answer

    origins = ("--origin", "https://umi.example.jp", "--origin", "https://www.umi.example.jp")
    assert told("add", "umi", "--name", "海の雑貨", *origins)["origins"] == list(origins[1::2])
    key = told("key", "umi")
    assert (key["code"], len(key["secret"])) == ("umi", 43)
    assert told("change", "umi", "--status", "closed")["status"] == "closed"
    [revoked] = told("revoke", "umi", key["key_id"])["keys"]
    assert revoked["revoked_at"]
    shop = next(each for each in told("list")["sites"] if each["code"] == "umi")
    assert (shop["name"], shop["keys"]) == ("海の雑貨", [revoked])
    code, _, err = run(*operator, "add", "umi", "--name", "x", *origins, NETMILE_PASSWORD=PASSWORD)
    assert (code, err.split(":")[0]) == (1, "P-STATE")


def test_ctrl_c_ends_it_without_a_traceback(database: str) -> None:
    with start("serve", "--database", database, "--announce") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        url = json.loads(process.stdout.readline())["url"]
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE_S) == 130
        *said, last = process.stderr.read().splitlines()
    assert said == [f"listening on {url}", f"its API is described at {url}/v1/openapi.json"]
    assert last == "interrupted"


def test_ctrl_c_while_it_starts_or_works_is_told_in_a_word(tmp_path: Path) -> None:
    """While the sample data is made, which takes its time, and while a worker waits."""
    words = ("--database", f"sqlite:///{tmp_path / 'sandbox.db'}")
    with start("serve", *words, "--sandbox") as process:
        while not (tmp_path / "sandbox.db").exists():
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, out, err) == (130, "", "interrupted\n")
    with start("worker", *words) as process:
        assert process.stderr is not None
        assert process.stderr.readline().startswith("judging what is accepted in sqlite:///")
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, err) == (130, "interrupted\n")


def test_it_says_where_it_serves_and_as_whom_to_sign_in(database: str) -> None:
    with start("serve", "--database", database, "--sandbox") as process:
        assert process.stderr is not None
        url = process.stderr.readline().removeprefix("listening on ").strip()
        document = process.stderr.readline().removeprefix("its API is described at ").strip()
        assert requests.get(document, timeout=9).json()["paths"]["/v1/info"]
        words = process.stderr.readline()
        named = re.fullmatch(r"sign in as (\S+) or (\S+) \(merchant\) or (\S+) \(NetMile\); password: (\S+)\n", words)
        assert named is not None, words
        for login in named.groups()[:3]:
            body = wire.SignIn(login=login, password=named[4])
            assert Desk(url).call(operations.SIGN_IN, body=body).user.login == login
        process.terminate()
        _, err = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, err) == (0, "the portal has ended\n")


def test_a_place_that_cannot_be_used_is_told_with_the_next_step(tmp_path: Path) -> None:
    (tmp_path / "junk.db").write_text("junk")
    (tmp_path / "x.pem").write_text("junk")
    nowhere, junk, new = (f"sqlite:///{tmp_path / name}" for name in ("none/x.db", "junk.db", "new.db"))
    key = {"NETMILE_MASTER_KEY": MASTER_KEY.hex()}
    pem = str(tmp_path / "x.pem")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        for words, code, said in (
            (("--database", nowhere, "--sandbox"), 1, "check that the folder exists"),
            (("--database", nowhere), 1, f"check --database {nowhere}"),
            (("--database", junk), 1, f"check --database {junk}"),
            (
                ("--database", "postgresql://u:secret@127.0.0.1:1/x"),
                1,
                "check --database postgresql://u:***@127.0.0.1:1/x",
            ),
            (("--database", "postgresql://u@h:port/x"), 2, "write sqlite:///FILE or postgresql://"),
            (("--database", "mysql://u@h/x"), 2, "no such kind of database: mysql"),
            *(
                (("--database", address), 2, "write sqlite:///FILE or postgresql://")
                for address in (
                    "",
                    "sqlite://",
                    "sqlite://x.db",
                    "sqlite:///:memory:",
                    "sqlite:///x.db?mode=ro",
                    "sqlite+other:///x.db",
                    "postgresql+other://u@h/x",
                    "postgresql://u@127.0.0.1:1/x?colour=red",
                )
            ),
            (("--database", new, "--port", port), 1, "give another --port"),
            (("--database", new, "--port", "99999"), 2, "0-65535"),
            (("--database", new, "--host", "192.0.2.1", "--behind-tls-proxy"), 1, "give a --host that is"),
            (("--database", new, "--certificate", pem, "--private-key", pem), 2, "cannot be used"),
            (("--database", new, "--certificate", f"{pem}x", "--private-key", pem), 2, "No such file"),
        ):
            given = {} if "--sandbox" in words else key
            ended = run("serve", *words, **given)
            assert (ended[0], ended[1]) == (code, ""), words
            assert said in ended[2]
            assert "Traceback" not in ended[2]


@needs_a_full_device
def test_a_key_file_without_an_end_is_not_read_to_it(tmp_path: Path) -> None:
    code, out, err = run("sums", "--database", f"sqlite:///{tmp_path / 'x.db'}", "--master-key-file", "/dev/full")
    assert (code, out) == (2, "")
    assert "/dev/full: a master key is written as 64 hexadecimal digits" in err


@pytest.mark.parametrize("rows", ["0", "-1", "x", "1.5"])
def test_a_worker_judges_at_least_a_row_at_once(tmp_path: Path, rows: str) -> None:
    code, _, err = run("worker", "--database", f"sqlite:///{tmp_path / 'x.db'}", "--chunk-rows", rows)
    assert code == 2
    assert f"--chunk-rows: '{rows}': 1 or more" in err


@needs_a_full_device
def test_a_full_disk_behind_stdout_has_a_code_of_its_own(tmp_path: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*PROGRAM, "key", "new", str(tmp_path / "key")], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 6
    assert done.stderr.startswith("the output could not be written")
    assert done.stderr.count("\n") == 1


def test_a_password_on_stdin_is_read_in_silence(tmp_path: Path) -> None:
    """Without a prompt, a warning, and the mark that some editors put at the beginning of a file."""
    database = f"sqlite:///{tmp_path / 'x.db'}"
    words = ("--database", database)
    environment = {"NETMILE_MASTER_KEY": MASTER_KEY.hex()}

    def told(stdin: bytes, *arguments: str) -> tuple[int, str, str]:
        done = subprocess.run(
            [*PROGRAM, *arguments], input=stdin, capture_output=True, check=False, env=os.environ | environment
        )
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    assert told(b"\xef\xbb\xbfMinato2026\r\n", "user", "add", "staff", "--operator", *words)[0] == 0
    code, out, err = told(b"Minato2026\n", "operator", *words, "--login", "staff", "clock")
    assert (code, err) == (0, "")
    assert "business_time" in out
    code, _, err = told(b"", "operator", *words, "--login", "staff", "clock")
    assert code == 1
    assert err.startswith("there is no password")
    code, _, err = told(b"\x97\n", "user", "password", "staff", *words)
    assert code == 1
    assert "not UTF-8" in err
