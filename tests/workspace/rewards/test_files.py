"""Reward files: received once each whatever happens, kept for work without a network, destroyed in time."""

from __future__ import annotations

import logging
import threading
from datetime import date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import update

from netmile_desktop.domain import operations
from netmile_desktop.domain.failures import (
    FileUnwritable,
    NotAllowed,
    Obstacle,
    StoreFault,
    Unreachable,
    WorkspaceUnusable,
    WriteFault,
)
from netmile_desktop.domain.rewards import PASSWORD_HOURS, RETENTION_DAYS, FileEncoding, FileState, RewardResult
from netmile_desktop.domain.rewards.day_strips import CellState
from netmile_desktop.domain.rewards.entries import EntryField
from netmile_desktop.domain.rewards.result_files import codes_in
from netmile_desktop.portal.tables import audit, reward_file, reward_registration
from netmile_desktop.progress import Silent
from netmile_desktop.workspace.retention import Retention
from netmile_desktop.workspace.rewards.files import HandedOverFiles
from netmile_desktop.workspace.rewards.kept_files import KeptFiles
from netmile_desktop.workspace.store.schema import MIGRATIONS
from netmile_desktop.workspace.store.store import Store
from tests.support.bench import KEY
from tests.support.faults import Fault
from tests.support.portals.hand_over import answer, files, register, registrations, result_of, rows
from tests.support.portals.portal import Desk, signed_in
from tests.workspace.rewards.shop import MIDNIGHT, Shop

DAY = date(2026, 11, 21)


def downloads(shop: Shop) -> int:
    return sum(each.action == "reward_file_downloaded" for each in rows(shop.portal, audit))


def test_all_files_that_wait_are_received_once_each(shop: Shop) -> None:
    first = shop.hour(1, 2)
    shop.hour()
    second = shop.hour(3)
    came = shop.files.fetch_new()
    assert [each.file for each in came] == ["R20261121-0100", "R20261121-0300"]
    assert all(each.is_new and each.has_content for each in came)
    assert shop.files.fetch_new() == []
    assert downloads(shop) == 2
    shop.reopen()
    assert shop.files.fetch_new() == []
    assert [each.file for each in shop.files.kept()] == ["R20261121-0300", "R20261121-0100"]
    assert downloads(shop) == 2
    [early, late] = [[row.code for row in shop.drafts.open(each.file).rows] for each in came]
    assert (early, late) == (first, second)
    assert not any(each.is_new for each in shop.files.kept())


def test_files_of_days_without_the_program_come_at_once(shop: Shop) -> None:
    shop.hour(1)
    shop.go_on(days=3)
    shop.hour(2)
    shop.hour(3)
    assert [each.file for each in shop.files.fetch_new()] == ["R20261121-0100", "R20261124-0200", "R20261124-0300"]


def test_two_that_ask_at_once_receive_each_file_once(shop: Shop) -> None:
    for number in range(1, 6):
        shop.hour(number)
    begin = threading.Barrier(2)
    came: list[list[str]] = []

    def fetch() -> None:
        begin.wait()
        came.append([each.file for each in shop.files.fetch_new()])

    both = [threading.Thread(target=fetch) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(map(len, came)) == [0, 5]
    assert downloads(shop) == 5


def test_two_windows_on_one_store_have_each_file_once(shop: Shop) -> None:
    for number in range(1, 6):
        shop.hour(number)
    other = HandedOverFiles(shop.own_client(), shop.store, shop.clock)
    begin = threading.Barrier(2)
    came: list[str] = []

    def fetch(own: HandedOverFiles) -> None:
        begin.wait()
        came.extend(each.file for each in own.fetch_new())

    both = [threading.Thread(target=fetch, args=(own,)) for own in (shop.files, other)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(came) == [f"R20261121-0{hour}00" for hour in range(1, 6)]
    assert len(shop.files.kept()) == 5


def test_more_files_than_a_page_has(shop: Shop) -> None:
    for number in range(1, 104):
        shop.hour(number)
    assert len(shop.files.fetch_new()) == 103
    assert shop.files.fetch_new() == []


def test_what_came_before_a_failure_is_kept_and_the_rest_comes_later(shop: Shop) -> None:
    for number in range(1, 4):
        shop.hour(number)
    shop.trouble(Fault(cut_down_after=300, when=b"R20261121-0200/content"))
    with pytest.raises(Unreachable):
        shop.files.fetch_new()
    assert [each.file for each in shop.files.kept()] == ["R20261121-0100"]
    shop.line.heal()
    assert [each.file for each in shop.files.fetch_new()] == ["R20261121-0200", "R20261121-0300"]


def test_without_a_network_nothing_is_asked(shop: Shop) -> None:
    shop.client.is_offline = True
    with pytest.raises(Unreachable):
        shop.files.fetch_new()


def test_a_file_is_saved_from_what_is_kept_in_the_encoding_of_the_site(shop: Shop, tmp_path: Path) -> None:
    register(shop.portal, shop.clock, 1, name="𠮷田 実")
    shop.hour(2)
    [kept] = shop.files.fetch_new()
    assert shop.drafts.open(kept.file).rows[0].fields[EntryField.NAME] == "𠮷田 実"
    told = shop.files.hand_over()
    assert told.encoding is FileEncoding.UTF_8
    shop.client.is_offline = True
    shop.files.save(kept.file, tmp_path / "登録.csv")
    shop.files.save(kept.file, tmp_path / "cp932.csv", encoding=FileEncoding.CP932)
    shop.client.is_offline = False
    for path, encoding in ((tmp_path / "登録.csv", "utf-8-sig"), (tmp_path / "cp932.csv", "cp932")):
        desk = Desk(shop.portal.url, shop.client.sessions.token)
        assert path.read_bytes() == desk.call(operations.REWARD_FILE_CONTENT, {"encoding": encoding}, file=kept.file)
    with pytest.raises(FileUnwritable) as failed:
        shop.files.save(kept.file, tmp_path / "missing" / "a.csv")
    assert failed.value.reason is WriteFault.NOT_FOUND


def test_a_file_that_is_not_kept_is_downloaded(shop: Shop, tmp_path: Path) -> None:
    codes = shop.hour(1)
    shop.files.save("R20261121-0100", tmp_path / "a.csv")
    assert codes_in((tmp_path / "a.csv").read_bytes()) == codes
    shop.client.is_offline = True
    with pytest.raises(Unreachable):
        shop.files.save("R20261121-0100", tmp_path / "a.csv")


def test_passwords_go_with_the_result_or_after_a_day(shop: Shop, tmp_path: Path) -> None:
    shop.hour(1)
    [kept] = shop.files.fetch_new()
    path = tmp_path / "a.csv"
    shop.files.save(kept.file, path)
    assert b"Umikaze-77" in path.read_bytes()
    shop.go_on(hours=PASSWORD_HOURS, minutes=-1)
    shop.files.fetch_new()
    shop.files.save(kept.file, path)
    assert b"Umikaze-77" in path.read_bytes()
    shop.go_on(minutes=1)
    shop.files.fetch_new()
    shop.files.save(kept.file, path)
    assert b"Umikaze-77" not in path.read_bytes()
    assert b"hina2026" in path.read_bytes()


def test_a_sign_in_is_enough_for_passwords_to_go(shop: Shop) -> None:
    shop.hour(1)
    [kept] = shop.files.fetch_new()
    shop.client.is_offline = True
    shop.clock.advance(hours=PASSWORD_HOURS)
    retention(shop).forget_old()
    content = shop.files._kept.content(kept.file)
    assert content is not None
    assert b"Umikaze-77" not in content


def test_nothing_that_members_typed_is_readable_outside_or_logged(shop: Shop, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    shop.hour(1)
    [kept] = shop.files.fetch_new()
    draft = shop.drafts.open(kept.file)
    shop.store.close()
    stored = b"".join(path.read_bytes() for path in shop.folder.glob("site.db*"))
    for secret in ("Umikaze-77", "中島", "hina1@example.jp"):
        assert secret.encode() not in stored
        assert secret not in caplog.text
        assert secret not in repr(draft.rows) + repr(kept)


def retention(shop: Shop) -> Retention:
    return Retention(shop.store, shop.client, lambda: DAY, shop.clock)


def test_what_was_registered_goes_some_days_after_its_result(shop: Shop) -> None:
    shop.hour(1)
    shop.hour(2)
    done, waiting = shop.files.fetch_new()
    draft = shop.drafts.open(done.file)
    draft.answer([row.code for row in draft.rows], RewardResult.APPROVED)
    shop.drafts.upload(done.file)
    shop.go_on(days=RETENTION_DAYS)
    retention(shop).forget_old()
    assert all(each.has_content for each in shop.files.kept())
    shop.go_on(minutes=1)
    retention(shop).forget_old()
    assert {each.file: each.has_content for each in shop.files.kept()} == {done.file: False, waiting.file: True}
    with pytest.raises(NotAllowed) as told:
        shop.drafts.open(done.file)
    assert told.value.obstacle is Obstacle.CONTENT_DESTROYED
    accepted = shop.drafts.accepted(done.file)
    assert accepted is not None
    assert accepted.approved == 1, "what was answered stays known"
    shop.clock.advance(days=100)
    retention(shop).forget_old()
    assert [each.file for each in shop.files.kept()] == [waiting.file]


def test_how_long_it_is_kept_can_be_chosen(shop: Shop) -> None:
    shop.hour(1)
    [kept] = shop.files.fetch_new()
    draft = shop.drafts.open(kept.file)
    draft.answer([row.code for row in draft.rows], RewardResult.APPROVED)
    shop.drafts.upload(kept.file)
    own = retention(shop)
    own.choose(msgspec.structs.replace(own.settings, keep_reward_days=2))
    shop.clock.advance(days=1)
    own.forget_old()
    assert shop.files.kept()[0].has_content
    shop.clock.advance(days=1, minutes=1)
    own.forget_old()
    assert not shop.files.kept()[0].has_content


def test_what_the_portal_destroys_is_destroyed_here(shop: Shop) -> None:
    codes = shop.hour(1)
    [kept] = shop.files.fetch_new()
    typed = [*shop.drafts.open(kept.file).rows[0].fields.values()]
    shop.drafts.open(kept.file).answer(codes, RewardResult.REFUSED)
    shop.go_on(days=RETENTION_DAYS + 1)
    assert files(Desk(shop.portal.url, shop.client.sessions.token), only_open=True)[0].shredded
    assert shop.files.fetch_new() == []
    content = (KeptFiles(shop.store).content(kept.file) or b"").decode()
    assert typed
    assert not any(each in content for each in typed)
    draft = shop.drafts.open(kept.file)
    assert [(row.code, row.fields) for row in draft.rows] == [(codes[0], {})]
    draft.answer(codes, RewardResult.REFUSED, "登録済み")
    assert shop.drafts.upload(kept.file).refused == 1, "only who typed what is gone, not whose answer is awaited"


def test_what_the_portal_destroys_of_an_answered_file_is_destroyed_here(shop: Shop) -> None:
    codes = shop.hour(1)
    [kept] = shop.files.fetch_new()
    answer(shop.colleague(), kept.file, result_of(codes))
    shop.go_on(days=RETENTION_DAYS + 1)
    shop.files.fetch_new()
    [gone] = shop.files.kept()
    assert (gone.file, gone.has_content) == (kept.file, False)


def test_a_file_that_is_destroyed_before_it_came_is_left_out(shop: Shop) -> None:
    shop.hour(1)
    shop.colleague().call(operations.REWARD_FILE_CONTENT, file="R20261121-0100")
    shop.go_on(days=RETENTION_DAYS + 1)
    shop.hour(2)
    assert [each.facts.rows for each in shop.files.fetch_new()] == [1]
    assert len(shop.files.kept()) == 1


def test_a_result_of_a_colleague_is_known_after_the_next_look(shop: Shop) -> None:
    codes = shop.hour(1)
    [kept] = shop.files.fetch_new()
    answer(shop.colleague(), kept.file, result_of(codes))
    shop.files.fetch_new()
    [told] = shop.files.kept()
    assert (told.facts.state, told.facts.approved) == (FileState.COMPLETED, 1)
    draft = shop.drafts.open(kept.file)
    with pytest.raises(NotAllowed) as failed:
        draft.answer(codes, RewardResult.APPROVED)
    assert failed.value.obstacle is Obstacle.RESULT_GIVEN


def test_a_damaged_file_is_not_kept_and_the_others_are(shop: Shop) -> None:
    shop.hour(1)
    shop.hour(2)
    damage = update(reward_file).where(reward_file.c.code == "R20261121-0100").values(rows=3)
    shop.portal.database.write(lambda conn: conn.execute(damage))
    with pytest.raises(Exception, match="1 of 3 rows"):
        shop.files.fetch_new()
    assert [each.file for each in shop.files.kept()] == ["R20261121-0200"]


def test_24_files_of_a_day_of_which_one_is_forgotten(shop: Shop) -> None:
    codes = {hour + 1: shop.hour(*([] if hour in {1, 4} else [hour + 1])) for hour in range(18)}
    for kept in shop.files.fetch_new():
        if kept.file == "R20261121-1200":
            continue
        if kept.file == "R20261121-1800":
            break
        draft = shop.drafts.open(kept.file)
        draft.answer([row.code for row in draft.rows], RewardResult.APPROVED)
        shop.drafts.upload(kept.file)
    strip = shop.files.day(DAY)
    assert len(strip.cells) == 24
    states = [cell.state for cell in strip.cells]
    assert states[0] is CellState.EMPTY, "the file of midnight"
    assert (states[12], states[18]) == (CellState.OVERDUE, CellState.WAITING)
    assert strip.counts() == {
        CellState.ANSWERED: 14,
        CellState.EMPTY: 3,
        CellState.WAITING: 1,
        CellState.SOON: 0,
        CellState.OVERDUE: 1,
        CellState.PLANNED: 5,
        CellState.UNKNOWN: 0,
    }
    told = shop.files.deadlines()
    assert (told.open_files, told.overdue, told.soon, told.new_files) == (2, 1, 0, 0)
    assert told.answer_until == MIDNIGHT + timedelta(hours=19)
    shop.go_on(minutes=31)
    assert shop.files.day(DAY).cells[18].state is CellState.SOON, "before the next is due"
    assert shop.files.deadlines().soon == 1
    shop.drafts.open("R20261121-1200").answer(codes[12], RewardResult.APPROVED)
    shop.drafts.upload("R20261121-1200")
    shop.client.is_offline = True
    shop.clock.advance(minutes=30)
    offline = shop.files.day(DAY)
    assert offline.cells[12].state is CellState.ANSWERED, "what happened here since then is known"
    assert offline.cells[18].state is CellState.OVERDUE
    assert offline.cells[19].state is CellState.UNKNOWN, "nobody has told of a file"
    assert shop.files.deadlines().soon == 1, "as last reported"
    with pytest.raises(Unreachable):
        shop.files.day(DAY + timedelta(days=1))


def test_a_store_of_format_12_takes_files_after_its_upgrade(shop: Shop) -> None:
    shop.hour(1)
    path = shop.folder / "older.db"
    Store.open(path, KEY, MIGRATIONS[:12]).close()
    store = Store.open(path, KEY)
    files_here = HandedOverFiles(shop.client, store, shop.clock)
    assert [each.file for each in files_here.fetch_new()] == ["R20261121-0100"]
    assert len(files_here.drafts.open("R20261121-0100").rows) == 1
    store.close()
    assert path.with_name("older.db.v12.backup").exists()


def test_the_home_page_tells_what_waits(shop: Shop) -> None:
    shop.hour(1, 2)
    home = shop.client.campaigns.home()
    assert home.rewards is not None
    assert (home.rewards.new_files, home.rewards.open_files) == (1, 1)
    assert home.rewards == shop.files.deadlines()
    shop.client.sessions.token = signed_in(shop.portal, "other", shop.clock).token
    assert shop.client.campaigns.home().rewards is None, "a site without NetMile Reward"


def test_a_full_disk_leaves_nothing_half(shop: Shop) -> None:
    shop.hour(*range(1, 200))
    with shop.store.write() as transaction:
        [[pages]] = transaction.all("PRAGMA page_count")
        transaction.all(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(WorkspaceUnusable) as told:
        shop.files.fetch_new()
    assert told.value.reason is StoreFault.DISK_FULL
    assert shop.files.kept() == []
    shop.reopen()
    [kept] = shop.files.fetch_new()
    assert len(shop.drafts.open(kept.file).rows) == 199


def test_what_was_told_last_is_shown_while_the_portal_is_out_of_reach(shop: Shop) -> None:
    codes = shop.hour(1)
    [kept] = shop.files.fetch_new()
    draft = shop.drafts.open(kept.file)
    draft.answer(codes, RewardResult.REFUSED, "登録済み")
    shop.drafts.upload(kept.file)
    asked = (shop.files.hand_over, shop.files.deadlines, shop.drafts.reasons, lambda: shop.files.day(DAY))
    told = [ask() for ask in asked]
    shop.line.refuse()
    assert [ask() for ask in asked] == told
    assert shop.drafts.reasons() == ["登録済み"]
    shop.line.listen_again()


def test_files_that_are_here_are_shown_though_the_day_was_not_asked_for_since(shop: Shop) -> None:
    shop.files.hand_over()
    shop.hour(1)
    shop.files.fetch_new()
    shop.line.refuse()
    cells = shop.files.day(DAY).cells
    assert (cells[1].state, cells[1].rows) == (CellState.WAITING, 1)
    assert cells[0].state is CellState.UNKNOWN
    shop.line.listen_again()
    assert shop.files.day(DAY).cells[0].state is CellState.EMPTY
    shop.hour(2)
    shop.files.fetch_new()
    shop.line.refuse()
    assert [cell.state for cell in shop.files.day(DAY).cells[:3]] == [
        CellState.EMPTY,
        CellState.OVERDUE,
        CellState.WAITING,
    ]
    shop.line.listen_again()


def test_what_was_never_told_is_not_made_up(shop: Shop) -> None:
    shop.line.refuse()
    for ask in (shop.files.hand_over, shop.files.deadlines, lambda: shop.files.day(DAY), shop.files.pending.open):
        with pytest.raises(Unreachable):
            ask()
    assert shop.drafts.reasons() == []
    shop.line.listen_again()


def test_what_is_destroyed_while_it_is_asked_for_is_left_out(shop: Shop) -> None:
    shop.hour(1)
    shop.hour(2)

    class Meanwhile(Silent):
        """The portal destroys what was registered after the files were listed."""

        def report(self, done: int, total: int, phase: str = "") -> None:
            if phase == "fetching" and not done:
                gone = update(reward_registration).values(key_wrapped=None, sealed=None)
                first = gone.where(reward_registration.c.code == min(registrations(shop.portal), key=order))
                shop.portal.database.write(lambda conn: conn.execute(first))

    def order(code: str) -> datetime:
        at: datetime = registrations(shop.portal)[code].registered_at
        return at

    assert [each.file for each in shop.files.fetch_new(Meanwhile())] == ["R20261121-0200"]


def test_a_file_that_the_portal_does_not_know_any_more_stays_as_it_was(shop: Shop) -> None:
    shop.hour(1)
    [kept] = shop.files.fetch_new()
    lost = update(reward_file).where(reward_file.c.code == kept.file).values(code="R20200101-0000")
    shop.portal.database.write(lambda conn: conn.execute(lost))
    assert [each.file for each in shop.files.fetch_new()] == ["R20200101-0000"]
    assert shop.files.find(kept.file) == kept
    assert len(shop.drafts.open(kept.file).rows) == 1


def test_purging_leaves_no_trace_of_what_was_registered(shop: Shop) -> None:
    shop.hour(1)
    shop.hour(2)
    done, waiting = shop.files.fetch_new()
    draft = shop.drafts.open(done.file)
    draft.answer([row.code for row in draft.rows], RewardResult.APPROVED)
    shop.drafts.upload(done.file)
    shop.clock.advance(minutes=1)
    retention(shop).purge(0)
    assert [each.file for each in shop.files.kept()] == [waiting.file], "it still waits for somebody"
