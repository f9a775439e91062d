"""Members from a file and into one, on both engines."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from netmile_desktop.domain import operations
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.admin.member_files import FaultyFile, Imported, MemberFiles
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.storage import prepare
from netmile_desktop.portal.tables import account, audit, member_email
from tests.support.portals.portal import FEW_MEMBERS, MASTER_KEY, NOW, Desk, PortalOnLine, SetClock
from tests.support.programs.program import PATIENCE_S, PROGRAM, run

HEADING = "pc_address,mobile_address,status,test"


@pytest.fixture
def files(portal: PortalOnLine, clock: SetClock) -> MemberFiles:
    """Of a portal that has the sample members."""
    return MemberFiles(portal.database, Vault(MASTER_KEY), clock)


@pytest.fixture
def new_database(empty_url: str) -> Iterator[Database]:
    """A portal's, without members."""
    database = Database(empty_url)
    prepare(database, Vault(MASTER_KEY))
    yield database
    database.close()


@pytest.fixture
def new_portal(new_database: Database) -> MemberFiles:
    """Of a portal without members."""
    return MemberFiles(new_database, Vault(MASTER_KEY), lambda: NOW)


def csv(*lines: str) -> bytes:
    return "\r\n".join([HEADING, *lines, ""]).encode()


def text(content: bytes) -> list[str]:
    return content.decode("utf-8-sig").splitlines()


def counts(portal: PortalOnLine) -> list[int]:
    return portal.database.read(
        lambda conn: [
            conn.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (account, member_email, audit)
        ]
    )


def test_new_members_get_miles_at_once(files: MemberFiles, portal: PortalOnLine, desk: Desk) -> None:
    lines = csv("New@example.jp,new@docomo.ne.jp,,", "waits@example.jp,,provisional,no", "try@example.jp,,active,yes")
    assert files.bring_in(lines) == Imported(3, 0, 0)
    addresses = ("new@example.jp", "waits@example.jp", "try@example.jp", "unknown@example.jp")
    raw = "".join(f"{each},K{number},100\n" for number, each in enumerate(addresses)).encode()
    accepted = desk.issue("C-1024", raw)
    portal.worker.run_until_idle()
    assert desk.registration(accepted.registration_id).errors == 2
    told = desk.call(operations.ERROR_LIST, registration_id=accepted.registration_id).decode("utf-8-sig")
    assert [line.split(",")[0] for line in told.splitlines()[1:]] == ["waits@example.jp", "unknown@example.jp"]


def test_what_is_exported_is_what_was_imported(new_portal: MemberFiles) -> None:
    lines = (
        "a@example.jp,a..b@docomo.ne.jp,active,no",
        "b@example.jp,,provisional,yes",
        ",c.@ezweb.ne.jp,left,no",
    )
    assert new_portal.bring_in(csv(*lines)) == Imported(3, 0, 0)
    content, number = new_portal.hand_out()
    assert (text(content), number) == ([HEADING, *lines], 3)
    assert new_portal.bring_in(content) == Imported(0, 0, 3)
    assert new_portal.hand_out() == (content, 3)


def test_many_members_go_out_of_one_portal_and_into_another(files: MemberFiles, new_portal: MemberFiles) -> None:
    content, number = files.hand_out()
    assert number > FEW_MEMBERS
    assert new_portal.bring_in(content) == Imported(number, 0, 0)
    assert sorted(text(new_portal.hand_out()[0])) == sorted(text(content))


def test_a_member_is_changed_by_any_of_its_addresses(new_portal: MemberFiles) -> None:
    new_portal.bring_in(csv("a@example.jp,,,", ",b@docomo.ne.jp,provisional,yes", "c@example.jp,,,"))
    changes = csv("A@EXAMPLE.JP,a@docomo.ne.jp,,", "b@example.jp,b@docomo.ne.jp,active,", "c@example.jp,,,no")
    assert new_portal.bring_in(changes) == Imported(0, 2, 1)
    assert text(new_portal.hand_out()[0])[1:] == [
        "a@example.jp,a@docomo.ne.jp,active,no",
        "b@example.jp,b@docomo.ne.jp,active,yes",
        "c@example.jp,,active,no",
    ]


def test_columns_may_stand_in_any_order_and_be_left_out(new_portal: MemberFiles) -> None:
    content = "\ufeffTEST, Mobile_Address \nYES,a@docomo.ne.jp\n\n , \n".encode()
    assert new_portal.bring_in(content) == Imported(1, 0, 0)
    assert text(new_portal.hand_out()[0])[1:] == [",a@docomo.ne.jp,active,yes"]


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        (
            csv(
                "fine@example.jp,,,",
                "",
                ",,active,",
                "no address,a@docomo.ne.jp,gone,maybe",
                "ｆｕｌｌ@example.jp,,,",
                "a..b@example.jp,a..b@example.jp,,",
                "FINE@example.jp,A@docomo.ne.jp,,",
                "x@example.jp,,active,no,100,7",
            ),
            [
                "line 4: there is no address",
                "line 5: pc_address: contains a space or a line break",
                "line 5: status: write active, provisional, left, or nothing",
                "line 5: test: write yes, no, or nothing",
                "line 6: pc_address: contains full-width characters",
                "line 7: pc_address: a dot is misplaced",
                "line 8: pc_address: the same address as in line 2; give each once",
                "line 8: mobile_address: the same address as in line 5; give each once",
                "line 9: there are 6 cells below 4 columns; put a cell with a comma into quotes",
            ],
        ),
        (
            b"pc_address,address,test,test\n",
            [
                "line 1: there is no column 'address'",
                "line 1: the column test is there twice",
                f"the columns are {HEADING}, in any order; one of addresses will do",
            ],
        ),
        (
            b"status,test\nactive,no\n",
            [
                "line 1: there is no column of addresses",
                f"the columns are {HEADING}, in any order; one of addresses will do",
            ],
        ),
        (b"", [f"the file is empty; its first line names the columns: {HEADING}"]),
        *(
            (content, ["the file is neither UTF-8 nor CP932 text; save it as CSV UTF-8"])
            for content in (b"pc_address\n\x81\n", "pc_address\na@example.jp\n".encode("utf-16"))
        ),
        (
            b'pc_address\nfine@example.jp\n"a@example.jp\n',
            ["line 3: this is no CSV: unexpected end of data"],
        ),
        (
            csv("new@example.jp,,,", "member00001@example.jp,m00002@ezweb.ne.jp,,"),
            ["line 3: its addresses belong to two members; give each a line of its own"],
        ),
        (
            csv("new@example.jp,,,", "member00001@example.jp,,,", ",m00001@ezweb.ne.jp,left,"),
            ["line 4: the same member as in line 3; put both addresses into one line"],
        ),
        (
            csv("other@example.jp,m00001@ezweb.ne.jp,,", "member00002@example.jp,new@docomo.ne.jp,left,"),
            [
                "line 2: pc_address: the member has another one; leave the cell empty, or give that one",
                "line 3: mobile_address: the member has another one; leave the cell empty, or give that one",
            ],
        ),
    ],
)
def test_a_file_with_one_fault_changes_nothing(
    files: MemberFiles, portal: PortalOnLine, content: bytes, faults: list[str]
) -> None:
    before = counts(portal), files.hand_out()
    with pytest.raises(FaultyFile) as refused:
        files.bring_in(content)
    assert refused.value.faults == faults
    assert (counts(portal)[:2], files.hand_out()) == (before[0][:2], before[1])


def test_an_import_and_an_export_are_on_record_without_addresses(
    new_portal: MemberFiles, new_database: Database
) -> None:
    new_portal.bring_in(csv("a@example.jp,,,"))
    new_portal.hand_out()
    rows = new_database.read(lambda conn: conn.execute(select(audit.c.action, audit.c.detail)).all())
    assert sorted(map(tuple, rows)) == [
        ("members_exported", "lines=1"),
        ("members_imported", "added=1 changed=0 unchanged=0"),
    ]


def test_members_from_a_terminal(empty_url: str, tmp_path: Path) -> None:
    key = {"NETMILE_MASTER_KEY": MASTER_KEY.hex()}
    where = ("--database", empty_url)
    (tmp_path / "in.csv").write_bytes(csv("a@example.jp,,,", "b@example.jp,,,yes"))
    (tmp_path / "bad.csv").write_bytes(csv("c@example.jp,,,", "d,,,"))
    out_file = tmp_path / "out.csv"
    out_file.write_text("old")
    assert run("member", "import", str(tmp_path / "in.csv"), *where, **key) == (
        0,
        '{"added": 2, "changed": 0, "unchanged": 0}\n',
        "",
    )
    assert run("member", "import", str(tmp_path / "bad.csv"), *where, **key) == (
        1,
        "",
        "line 3: pc_address: has no @\nnothing was imported\n",
    )
    code, out, err = run("member", "import", "-", *where, stdin=f"{HEADING}\na@example.jp,,left,\n", **key)
    assert (code, out, err) == (0, '{"added": 0, "changed": 1, "unchanged": 0}\n', "")
    code, out, err = run("member", "export", str(out_file), *where, **key)
    assert (code, '"lines": 2' in out, err) == (0, True, "")
    assert text(out_file.read_bytes()) == [HEADING, "a@example.jp,,left,no", "b@example.jp,,active,yes"]
    if os.name == "posix":
        assert out_file.stat().st_mode & 0o777 == 0o600
    code, out, err = run("member", "export", "-", *where, **key)
    assert (code, text(out.encode()), err) == (0, text(out_file.read_bytes()), "")
    assert run("member", "import", str(tmp_path / "none.csv"), *where, **key)[0] == 2
    code, out, err = run("member", "export", str(tmp_path / "none" / "x.csv"), *where, **key)
    assert (code, out) == (1, "")
    assert err.endswith("x.csv: No such file or directory\n")
    for folder in (".", "..", "/", str(tmp_path)):
        assert run("member", "export", folder, *where, **key) == (1, "", f"{folder}: Is a directory\n")
    assert sorted(each.name for each in tmp_path.iterdir() if each.suffix == ".csv") == ["bad.csv", "in.csv", "out.csv"]


@pytest.mark.skipif(os.name != "posix", reason="needs a shell that closes streams")
@pytest.mark.parametrize(("words", "closed", "code"), [("import -", "<&-", 2), ("export -", ">&-", 6)])
def test_a_closed_stream_is_told(tmp_path: Path, words: str, closed: str, code: int) -> None:
    line = f'"$@" member {words} --database sqlite:///{tmp_path / "x.db"} {closed}'
    done = subprocess.run(
        ["sh", "-c", line, "sh", *PROGRAM],
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        timeout=PATIENCE_S,
        env=os.environ | {"NETMILE_MASTER_KEY": MASTER_KEY.hex()},
    )
    assert done.returncode == code
    assert "Bad file descriptor" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_file_larger_than_any_list_of_members_is_told(tmp_path: Path) -> None:
    with (tmp_path / "huge.csv").open("wb") as file:
        file.truncate((1 << 28) + 1)  # of holes alone
    words = ("member", "import", str(tmp_path / "huge.csv"), "--database", f"sqlite:///{tmp_path / 'x.db'}")
    code, out, err = run(*words, NETMILE_MASTER_KEY=MASTER_KEY.hex())
    assert (code, out) == (2, "")
    assert err.endswith("huge.csv: more than 256 MiB; split the file\n")
