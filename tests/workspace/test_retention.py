"""What was through long ago is forgotten, with every address; what still needs somebody stays."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import day_of
from netmile_desktop.domain.cancellations import CancelAction, CancelReason
from netmile_desktop.domain.failures import NotAllowed, Obstacle
from netmile_desktop.domain.rows.rows import Column, Recipe
from netmile_desktop.workspace.history.issue_history import IssueHistory
from netmile_desktop.workspace.issuing.singles import SingleIssues
from netmile_desktop.workspace.retention import KEPT_DAYS, Retention, RetentionSettings
from netmile_desktop.workspace.sources.source import load_source
from netmile_desktop.workspace.store.store import PAGE_BYTES
from tests.support.bench import KEY, Bench
from tests.support.files import csv_file, good_rows
from tests.support.recalling import cancelling, sent

TABLES = ("batch", "source", "edit", "part", "verdict", "descent", "entry", "single")


def forget(bench: Bench, days: float) -> int:
    """As if so many days had gone by."""
    return retention(bench, days).forget_old()


def retention(bench: Bench, days: float = 0) -> Retention:
    return Retention(bench.store, bench.client, bench.today, lambda: datetime.now(UTC) + timedelta(days=days))


def left(bench: Bench) -> dict[str, int]:
    with bench.store.read() as transaction:
        counts = {table: transaction.all(f"SELECT count(*) FROM {table}")[0][0] for table in TABLES}
    return {table: count for table, count in counts.items() if count}


def test_a_batch_and_its_corrections_go_together_when_the_last_is_old(bench: Bench) -> None:
    first = bench.imported([("nobody@example.com", "K1", "100"), *good_rows(2)])
    bench.batches.explain(first, "二回目")
    bench.sending.send(first)
    second = bench.batches.start_correction(first)
    assert forget(bench, KEPT_DAYS + 1) == 0, "the correction still waits for somebody"
    bench.sending.send(second)
    assert forget(bench, KEPT_DAYS - 1) == 0
    assert forget(bench, KEPT_DAYS + 1) == 2
    assert left(bench) == {}
    assert bench.batches.all() == []


def test_drafts_stay_however_old_they_are_and_the_clerk_is_told(bench: Bench) -> None:
    draft = bench.imported(good_rows(2))
    bench.sending.send(bench.imported(good_rows(2, first=5)))
    assert retention(bench, KEPT_DAYS - 1).old_drafts() == []
    assert retention(bench, KEPT_DAYS + 1).old_drafts() == [draft]
    assert forget(bench, 3_650) == 1
    assert [each.id for each in bench.batches.all()] == [draft]


def test_that_it_was_issued_stays_known(bench: Bench) -> None:
    bench.sending.send(bench.imported(good_rows(2)))
    assert forget(bench, KEPT_DAYS + 1) == 1
    again = bench.opened(bench.imported(good_rows(2)))
    assert again.snapshot().counts().warnings == 2


def test_single_issues_go_too(bench: Bench) -> None:
    singles = SingleIssues(bench.store, bench.client, bench.today)
    singles.issue(wire.SingleIssue(campaign_id="C-1024", address="member00009@example.jp", key="K9", miles="100"))
    assert forget(bench, KEPT_DAYS - 1) == 0
    assert forget(bench, KEPT_DAYS + 1) == 1
    assert left(bench) == {}


def test_another_batch_is_left_alone(bench: Bench) -> None:
    bench.sending.send(bench.imported(good_rows(2)))
    source = load_source(csv_file(bench.folder / "new.csv", good_rows(2, first=5)))
    kept = bench.batches.take_in(source, Recipe(), bench.client.campaigns.detail("C-1024")).batch_id
    assert forget(bench, KEPT_DAYS + 1) == 1
    assert [each.id for each in bench.batches.all()] == [kept]
    assert len(bench.opened(kept).snapshot()) == 2


def test_the_clerk_chooses_how_long(bench: Bench) -> None:
    bench.sending.send(bench.imported(good_rows(2)))
    retention(bench).choose(RetentionSettings(keep_days=10))
    assert forget(bench, 9) == 0
    assert forget(bench, 11) == 1
    assert retention(bench).settings.remind_after_days == 14
    with pytest.raises(ValueError, match="keep_days"):
        retention(bench).choose(RetentionSettings(keep_days=0))


def profile_of(bench: Bench) -> list[Path]:
    """Every file of the profile."""
    return [path for path in bench.folder.glob("site.db*") if path.is_file()]


def decrypted(bench: Bench) -> bytes:
    """All that can be read with the key, as a plain database."""
    plain = bench.folder.parent / f"{bench.folder.name}-plain.db"
    connection = sqlcipher.connect(str(bench.folder / "site.db"), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    connection.execute(f"PRAGMA cipher_page_size = {PAGE_BYTES}")
    connection.execute("ATTACH DATABASE ? AS plain KEY ''", (str(plain),))
    connection.execute("SELECT sqlcipher_export('plain')")
    connection.close()
    content = plain.read_bytes()
    plain.unlink()
    return content


def test_after_a_purge_an_address_is_nowhere(bench: Bench) -> None:
    address = "member00042@example.jp"
    copy = bench.folder / "site.db.v3.backup"
    copy.write_bytes(address.encode())
    batch_id = bench.imported([(address, "K42", "100"), *good_rows(2000, first=100)])
    bench.opened(batch_id).set_cells([(0, Column.MILES, "100 "), (0, Column.MILES, "100")])
    bench.sending.send(batch_id)
    single = wire.SingleIssue(campaign_id="C-1024", address=address, key="S42", miles="100")
    SingleIssues(bench.store, bench.client, bench.today).issue(single)
    IssueHistory(bench.client, bench.store).search(wire.HistorySearch())
    assert address.encode() in decrypted(bench)
    assert not any(address.encode() in path.read_bytes() for path in profile_of(bench) if path != copy)
    assert retention(bench, KEPT_DAYS + 1).purge() == 2
    assert not copy.exists()
    assert address.encode() not in decrypted(bench)
    assert b"member00" not in decrypted(bench)
    log = bench.folder / "site.db-wal"
    assert not log.exists() or log.stat().st_size == 0
    assert not any(address.encode() in path.read_bytes() for path in profile_of(bench))
    with bench.store.read() as transaction:
        assert transaction.one("PRAGMA freelist_count") == (0,)
        assert transaction.one("SELECT count(*) FROM memory WHERE kind = 'history'") == (0,)
    again = bench.opened(bench.imported([(address, "K42", "100")]))
    assert again.snapshot().counts().warnings == 1, "that it was issued stays known"


def test_what_is_new_survives_a_purge(bench: Bench) -> None:
    bench.sending.send(bench.imported(good_rows(2)))
    assert retention(bench).purge() == 0
    assert retention(bench).purge(days=0) == 1


def test_lists_not_deleted_yet_are_named_until_they_are(bench: Bench) -> None:
    desk = retention(bench)
    old = desk.undeleted()
    assert old
    assert max(day_of(each.accepted_at) for each in old) <= bench.day - timedelta(days=14)
    batch_id = bench.imported(good_rows(2))
    bench.sending.send(batch_id)
    id_ = bench.opened(batch_id).parts()[0].registration_id
    desk.choose(RetentionSettings(remind_after_days=0))
    assert id_ in {each.registration_id for each in desk.undeleted()}
    desk.delete_both(old[0].registration_id)
    desk.delete_both(id_)
    left_over = {each.registration_id for each in desk.undeleted()}
    assert not {id_, old[0].registration_id} & left_over
    bench.client.is_offline = True
    assert {each.registration_id for each in desk.undeleted()} == left_over


def test_both_sides_are_deleted_together(bench: Bench) -> None:
    first = bench.imported([("nobody@example.com", "K1", "100"), *good_rows(2)])
    bench.sending.send(first)
    second = bench.batches.start_correction(first)
    ids = [bench.opened(first).parts()[0].registration_id]
    with pytest.raises(NotAllowed, match=Obstacle.NOT_THROUGH):
        retention(bench).delete_both(ids[0])
    assert bench.client.issuances.detail(ids[0]).lists_deleted_at is None
    bench.sending.send(second)
    ids.append(bench.opened(second).parts()[0].registration_id)
    assert retention(bench).together(ids[0]) == ids
    assert [each.registration_id for each in retention(bench).delete_both(ids[0])] == ids
    assert all(bench.client.issuances.detail(id_).lists_deleted_at for id_ in ids)
    assert bench.batches.all() == []
    assert left(bench) == {}


def test_answered_orders_go_with_the_rest(bench: Bench) -> None:
    cancellations = cancelling(bench)
    preview = cancellations.check_batch(sent(bench, good_rows(1)))
    cancellations.order(preview, CancelAction.AT_ONCE, CancelReason.OTHER.value)
    forget(bench, KEPT_DAYS - 1)
    assert len(cancellations.orders()) == 1
    forget(bench, KEPT_DAYS + 1)
    assert cancellations.orders() == []
