"""登録完了リスト and エラーリスト, and their deletion."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update

from netmile_desktop.domain import operations
from netmile_desktop.domain.operations import Operation
from netmile_desktop.domain.reading import read
from netmile_desktop.domain.rows.rows import Recipe
from netmile_desktop.portal.access.audit import Act
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.tables import audit, batch, batch_body, batch_row, issue, transfer
from tests.support.portals.portal import Desk, PortalOnLine, SetClock, lines

BODY = (
    lines([1, 2])
    + b"guest@example.jp,K003,100\n"
    + '"残念,です","K""4",1,000\n'.encode()
    + "member00005@example.jp,０５,100\n".encode()
    + "member00006@example.jp,K😀,100\n".encode()
    + lines([7])
)


@pytest.fixture
def registration_id(portal: PortalOnLine, desk: Desk) -> str:
    """A judged file with good and bad rows."""
    accepted = desk.issue("C-1024", BODY, transfer_after_days=5)
    portal.worker.run_until_idle()
    return accepted.registration_id


def records(content: bytes, encoding: str = "utf-8-sig") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(encoding), newline="")))


def test_the_completed_list_holds_what_was_sent_and_what_came_of_it(
    portal: PortalOnLine, desk: Desk, registration_id: str
) -> None:
    content = desk.call(operations.COMPLETED_LIST, registration_id=registration_id)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == content.count(b"\n") == 4
    head, *found = records(content)
    assert head == [
        "メールアドレス",
        "指定キー",
        "マイル数",
        "発行日時",
        "振込日",
        "発行ID",
        "発行登録ID",
        "行番号",
    ]
    ids = portal.database.read(lambda conn: conn.execute(select(issue.c.id).order_by(issue.c.line)).scalars().all())
    assert found == [
        [
            f"member{n:05d}@example.jp",
            f"K{n:06d}",
            "100",
            "2026-11-20 10:00:00",
            "2026-11-25",
            str(id_),
            registration_id,
            str(line),
        ]
        for (n, line), id_ in zip([(1, 1), (2, 2), (7, 7)], ids, strict=True)
    ]


def test_the_error_list_holds_the_original_cells_with_code_and_words(desk: Desk, registration_id: str) -> None:
    head, *found = records(desk.call(operations.ERROR_LIST, registration_id=registration_id))
    assert head == ["メールアドレス", "指定キー", "マイル数", "エラーコード", "エラー内容", "行番号"]
    assert [(cells[:4], cells[5]) for cells in found] == [
        (["guest@example.jp", "K003", "100", "41053"], "3"),
        (["残念,です", 'K"4', "1,000", "19013"], "4"),
        (["member00005@example.jp", "０５", "100", "19014"], "5"),
        (["member00006@example.jp", "K😀", "100", "19014"], "6"),
    ]
    assert all(cells[4] for cells in found)


def test_lists_can_be_fed_back(desk: Desk, registration_id: str) -> None:
    content = desk.call(operations.ERROR_LIST, registration_id=registration_id)
    reading = read(content, Recipe(columns=(1, 2, 3)))
    assert reading.header is not None
    assert [(row.address, row.key, row.miles) for row in reading.rows][1] == ("残念,です", 'K"4', "1,000")


def test_cp932_shows_what_it_cannot_hold(desk: Desk, registration_id: str) -> None:
    reply = desk.send(operations.ERROR_LIST, {"encoding": "cp932"}, registration_id=registration_id)
    found = records(reply.content, "cp932")
    assert found[4][1] == "K〓"
    assert found[3][1] == "０５"
    assert "shift_jis" in reply.headers["Content-Type"]
    assert f"errors-C-1024-{registration_id}.csv" in reply.headers["Content-Disposition"]


def test_the_same_list_comes_by_every_way(desk: Desk, colleague: Desk, registration_id: str) -> None:
    contents = {each.call(operations.ERROR_LIST, registration_id=registration_id) for each in (desk, colleague, desk)}
    assert len(contents) == 1


@pytest.mark.parametrize("operation", [operations.COMPLETED_LIST, operations.ERROR_LIST, operations.DELETE_LISTS])
def test_lists_wait_until_the_file_is_judged(
    portal: PortalOnLine, desk: Desk, operation: Operation[Any, Any, Any]
) -> None:
    accepted = desk.issue("C-1024", BODY + BODY)
    assert desk.refusal(operation, registration_id=accepted.registration_id) == "P-BUSY"
    assert portal.worker.run_once()
    assert desk.refusal(operation, registration_id=accepted.registration_id) == "P-BUSY"


@pytest.mark.parametrize("operation", [operations.COMPLETED_LIST, operations.ERROR_LIST, operations.DELETE_LISTS])
def test_other_sites_lists_do_not_exist(
    stranger: Desk, registration_id: str, operation: Operation[Any, Any, Any]
) -> None:
    assert stranger.refusal(operation, registration_id=registration_id) == "P-NOTFOUND"


@pytest.mark.parametrize("operation", [operations.COMPLETED_LIST, operations.ERROR_LIST, operations.DELETE_LISTS])
def test_single_issues_have_no_lists(
    portal: PortalOnLine,
    desk: Desk,
    registration_id: str,
    operation: Operation[Any, Any, Any],
) -> None:
    portal.database.write(lambda conn: conn.execute(update(batch).values(type="single")))
    assert desk.refusal(operation, registration_id=registration_id) == "P-TYPE"


def test_deleted_lists_are_gone_and_everything_else_stays(
    portal: PortalOnLine, desk: Desk, colleague: Desk, registration_id: str
) -> None:
    before = desk.registration(registration_id)
    deleted = colleague.call(operations.DELETE_LISTS, registration_id=registration_id)
    assert (deleted.registration_id, deleted.deleted_by) == (registration_id, "佐藤 健")
    for operation in (operations.COMPLETED_LIST, operations.ERROR_LIST):
        assert desk.refusal(operation, registration_id=registration_id) == "P-GONE"
    after = desk.registration(registration_id)
    assert (after.lists_deleted_at, after.lists_deleted_by) == (deleted.deleted_at, "佐藤 健")
    assert (after.records, after.errors, after.miles_issued, after.by_code) == (
        before.records,
        before.errors,
        before.miles_issued,
        before.by_code,
    )
    counts = portal.database.read(
        lambda conn: [
            conn.execute(select(func.count()).select_from(each)).scalar_one()
            for each in (batch_row, batch_body, issue, transfer)
        ]
    )
    assert counts == [0, 0, 3, 3]


def test_deleting_again_changes_nothing(portal: PortalOnLine, desk: Desk, registration_id: str) -> None:
    first = desk.call(operations.DELETE_LISTS, registration_id=registration_id)
    portal.portal.worker.run_until_idle()
    assert desk.call(operations.DELETE_LISTS, registration_id=registration_id) == first
    acts = portal.database.read(
        lambda conn: conn.execute(select(audit).where(audit.c.action == Act.LISTS_DELETED)).all()
    )
    assert [(each.target, each.detail) for each in acts] == [(registration_id, "")]


def test_the_first_answer_names_the_instant_as_every_later_one_does(
    desk: Desk, registration_id: str, business_clock: SetClock
) -> None:
    business_clock.advance(microseconds=123_456)
    first, again = (desk.call(operations.DELETE_LISTS, registration_id=registration_id) for _ in range(2))
    assert first.deleted_at == again.deleted_at == business_clock.now.replace(microsecond=123_000)


def test_downloads_and_deletion_are_on_record_without_personal_data(
    portal: PortalOnLine, desk: Desk, registration_id: str
) -> None:
    desk.call(operations.ERROR_LIST, registration_id=registration_id)
    desk.call(operations.DELETE_LISTS, registration_id=registration_id)
    acts = portal.database.read(lambda conn: conn.execute(select(audit).order_by(audit.c.id)).all())
    assert [(each.action, each.target, each.detail) for each in acts] == [
        (Act.ISSUE_ACCEPTED, registration_id, ""),
        (Act.LIST_DOWNLOADED, registration_id, "errors"),
        (Act.LISTS_DELETED, registration_id, ""),
    ]
    assert len({each.actor_id for each in acts}) == 1


def test_no_address_is_readable_in_the_file_and_a_deleted_lists_key_is_nowhere(
    portal: PortalOnLine, desk: Desk, registration_id: str, engine: str
) -> None:
    if engine != "sqlite":
        wrapped = portal.database.read(lambda conn: conn.execute(select(batch.c.key_wrapped)).scalar_one())
        desk.call(operations.DELETE_LISTS, registration_id=registration_id)
        assert portal.database.read(lambda conn: conn.execute(select(batch.c.key_wrapped)).scalar_one()) is None
        assert len(wrapped) > 32
        return
    wrapped, sealed = portal.database.read(
        lambda conn: conn.execute(
            select(batch.c.key_wrapped, batch_body.c.sealed).join(batch_body, batch_body.c.batch_id == batch.c.id)
        ).one()
    )
    before = _bytes_on_disk(portal.database)
    assert wrapped in before
    assert b"member00001@" not in before
    assert "残念".encode() not in before
    desk.call(operations.DELETE_LISTS, registration_id=registration_id)
    after = _bytes_on_disk(portal.database)
    assert wrapped not in after
    assert sealed[:64] not in after


def _bytes_on_disk(database: Database) -> bytes:
    file = Path(str(database.engine.url.database))
    return b"".join(each.read_bytes() for each in (file, Path(f"{file}-wal")) if each.exists())
