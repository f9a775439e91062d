"""The batch hand-over: files at their times, downloads, results, alarms, and what is destroyed afterwards."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text, update

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.rewards import (
    PASSWORD_DAYS,
    PASSWORD_HOURS,
    FileAlarm,
    FileEncoding,
    FileState,
    ResultFault,
    RewardResult,
)
from netmile_desktop.domain.rewards.result_files import FILE_HEADER
from netmile_desktop.portal.rewards.files import FileWriting
from netmile_desktop.portal.rewards.retention import CLOSED_REASON
from netmile_desktop.portal.tables import audit, reward_file, reward_registration, site
from tests.support.portals.hand_over import (
    answer,
    fetch,
    files,
    register,
    registrations,
    result_of,
    rows,
    set_hand_over,
)
from tests.support.portals.ledger import assert_ledger_holds
from tests.support.portals.portal import Desk, PortalOnLine, SetClock
from tests.support.portals.rewards import add_reward

MIDNIGHT = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
"""00:00 on Saturday 21 November, in Japan."""


@pytest.fixture(autouse=True)
def reward(portal: PortalOnLine) -> None:
    """A running reward campaign that asks for everything."""
    add_reward(portal.database)
    portal.worker.run_until_idle()


@pytest.fixture
def hourly(desk: Desk, business_clock: SetClock, portal: PortalOnLine) -> SetClock:
    """The clock at midnight, from where files come by the hour."""
    business_clock.now = MIDNIGHT
    set_hand_over(desk, every_hours=1, at="00:00")
    portal.worker.run_until_idle()
    return business_clock


def go_on(portal: PortalOnLine, clock: SetClock, **span: float) -> None:
    clock.advance(**span)
    portal.worker.run_until_idle()


def one_file(portal: PortalOnLine, desk: Desk, clock: SetClock, *numbers: int, **typed: str) -> tuple[str, list[str]]:
    """The newest file, with these members in it."""
    codes = register(portal, clock, *numbers, **typed)
    go_on(portal, clock, hours=1)
    return files(desk)[-1].file, codes


def test_a_file_is_written_at_the_set_time_and_holds_what_was_registered(
    portal: PortalOnLine, desk: Desk, business_clock: SetClock
) -> None:
    told = desk.call(operations.REWARD_HAND_OVER)
    assert (told.every_hours, told.at, told.next_file_at) == (24, "09:00", datetime(2026, 11, 21, tzinfo=UTC))
    codes = register(portal, business_clock, 1, 2)
    go_on(portal, business_clock, hours=22, minutes=59)
    assert files(desk) == []
    go_on(portal, business_clock, minutes=1)
    [file] = files(desk)
    assert (file.file, file.rows, file.state, file.downloads) == ("R20261121-0900", 2, FileState.NEW, 0)
    assert file.answer_until == told.next_file_at + timedelta(days=1)
    first, second = fetch(desk, file.file)
    assert tuple(first) == FILE_HEADER
    assert first == {
        "登録ID": codes[0],
        "キャンペーンID": "C-7001",
        "登録日時": "2026-11-20 10:00:00",
        "テスト": "",
        "ログインID": "hina2026",
        "パスワード": "Umikaze-77",
        "氏名（漢字）": "中島 陽菜",
        "氏名（カナ）": "ナカジマ ヒナ",
        "郵便番号": "231-0002",
        "住所": "神奈川県横浜市中区海岸通 1-1",
        "性別": "female",
        "電話番号": "090-0000-4821",
        "メールアドレス": "hina1@example.jp",
        "〓に置き換えた項目": "",
    }
    assert (second["登録ID"], second["メールアドレス"]) == (codes[1], "hina2@example.jp")
    again = desk.call(operations.REWARD_FILE, file=file.file)
    assert (again.state, again.downloads, again.downloaded_at) == (FileState.DOWNLOADED, 1, business_clock.now)
    assert fetch(desk, file.file) == [first, second]
    assert desk.call(operations.REWARD_FILE, file=file.file).downloads == 2
    found = desk.call(operations.SEARCH_REWARD_REGISTRATIONS).items
    assert {(each.state, each.file, each.handed_over_at) for each in found} == {
        ("handed_over", file.file, business_clock.now)
    }
    assert sum(each.action == "reward_file_downloaded" for each in rows(portal, audit)) == 2


def test_other_sites_and_nobody_see_no_file(
    portal: PortalOnLine, desk: Desk, stranger: Desk, nobody: Desk, hourly: SetClock
) -> None:
    file, _ = one_file(portal, desk, hourly, 1)
    for operation in (operations.REWARD_FILE, operations.REWARD_FILE_CONTENT):
        assert stranger.refusal(operation, file=file) == "P-NOTFOUND"
        assert nobody.refusal(operation, file=file) == "P-SESSION"
    assert stranger.refusal(operations.ANSWER_REWARD_FILE, raw=b"x", file=file) == "P-NOTFOUND"
    assert files(stranger) == []


@pytest.mark.parametrize("hours", [0.5, 0, 1.5, 5, 8, 48])
def test_other_intervals_are_refused(desk: Desk, hours: float) -> None:
    body = wire.RewardHandOverChange(every_hours=hours)
    assert desk.refusal(operations.SET_REWARD_HAND_OVER, body=body) == "P-INTERVAL"


@pytest.mark.parametrize("hours", [24, 12, 6, 4, 3, 2, 1])
def test_each_interval_divides_the_day_from_its_time_on(
    portal: PortalOnLine, desk: Desk, business_clock: SetClock, hours: int
) -> None:
    business_clock.now = MIDNIGHT
    set_hand_over(desk, every_hours=hours, at="00:30")
    go_on(portal, business_clock, days=1)
    found = files(desk)
    assert len(found) == 24 // hours
    assert [each.due_at - MIDNIGHT for each in found] == [
        timedelta(minutes=30) + number * timedelta(hours=hours) for number in range(24 // hours)
    ]


def test_after_days_of_standstill_each_missed_time_has_its_file(
    portal: PortalOnLine, desk: Desk, hourly: SetClock
) -> None:
    early = register(portal, hourly, 1)
    hourly.advance(hours=30)
    late = register(portal, hourly, 2, 3)
    hourly.advance(hours=30, minutes=10)
    portal.worker.run_until_idle()
    found = files(desk)
    assert len(found) == 60
    assert {each.file for each in found if each.rows} == {"R20261121-0100", "R20261122-0700"}
    assert [each["登録ID"] for each in fetch(desk, "R20261121-0100")] == early
    assert [each["登録ID"] for each in fetch(desk, "R20261122-0700")] == late
    assert {each.answer_until for each in found} == {MIDNIGHT + timedelta(hours=61)}, "none is late at once"
    portal.worker.run_until_idle()
    assert files(desk) == desk.call(operations.REWARD_FILES, {"size": 100}).items[::-1]
    assert len(rows(portal, reward_file)) == 60


def test_workers_at_the_same_time_write_each_file_once(portal: PortalOnLine, desk: Desk, hourly: SetClock) -> None:
    codes = register(portal, hourly, *range(1, 9))
    hourly.advance(hours=40)
    ready = threading.Barrier(4)

    def work() -> None:
        writing = FileWriting(portal.database, hourly)
        ready.wait()
        writing.catch_up()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    made = rows(portal, reward_file)
    assert len(made) == len({each.due_at for each in made}) == 40
    [with_rows] = [each.file for each in files(desk) if each.rows]
    assert [each["登録ID"] for each in fetch(desk, with_rows)] == codes
    assert [row.line for row in sorted(registrations(portal).values(), key=lambda row: row.line)] == list(range(1, 9))


def test_what_cp932_lacks_is_replaced_and_told(portal: PortalOnLine, desk: Desk, hourly: SetClock) -> None:
    set_hand_over(desk, every_hours=1, at="00:00", encoding=FileEncoding.CP932)
    file, _ = one_file(portal, desk, hourly, 1, name="𠮷田 陽菜", address="東京都葛飾区柴又 1-1")
    content = desk.call(operations.REWARD_FILE_CONTENT, file=file)
    assert "〓田 陽菜" in content.decode("cp932")
    [row] = fetch(desk, file, encoding="cp932")
    assert (row["氏名（漢字）"], row["〓に置き換えた項目"]) == ("〓田 陽菜", "氏名（漢字）")
    [row] = fetch(desk, file, encoding="utf-8-sig")
    assert (row["氏名（漢字）"], row["〓に置き換えた項目"]) == ("𠮷田 陽菜", "")


def test_a_result_waits_until_every_row_is_answered_and_is_taken_once(
    portal: PortalOnLine, desk: Desk, hourly: SetClock
) -> None:
    file, codes = one_file(portal, desk, hourly, 1, 2, 3)
    whole = result_of(codes, refused=codes[:1])
    assert desk.refusal(operations.ANSWER_REWARD_FILE, raw=whole, file=file) == "P-STATE", "nobody has seen it"
    fetch(desk, file)
    part = result_of(codes[:2])
    checked = desk.call(operations.CHECK_REWARD_RESULT, raw=part, file=file)
    assert (checked.rows, checked.approved, checked.unanswered) == (3, 2, codes[2:])
    assert not checked.can_be_uploaded
    assert desk.refusal(operations.ANSWER_REWARD_FILE, raw=part, file=file) == "P-INCOMPLETE"
    assert {row.result for row in registrations(portal).values()} == {None}
    assert desk.call(operations.CHECK_REWARD_RESULT, raw=whole, file=file).can_be_uploaded
    accepted = answer(desk, file, whole)
    assert (accepted.approved, accepted.refused, accepted.faults) == (2, 1, [])
    assert answer(desk, file, whole) == accepted, "the same again changes nothing"
    assert desk.refusal(operations.ANSWER_REWARD_FILE, raw=result_of(codes), file=file) == "P-STATE"
    kept = registrations(portal)
    assert [(kept[code].result, kept[code].result_reason) for code in codes] == [
        ("refused", "登録済みの会員です"),
        ("approved", ""),
        ("approved", ""),
    ]
    [told] = [each for each in files(desk) if each.rows]
    assert (told.state, told.approved, told.refused, told.answered_at) == (FileState.COMPLETED, 2, 1, hourly.now)
    assert [each.reason for each in desk.call(operations.REWARD_REASONS).reasons] == ["登録済みの会員です"]
    assert_ledger_holds(portal.database)


def test_unknown_and_answered_rows_are_told_and_the_rest_is_applied(
    portal: PortalOnLine, desk: Desk, hourly: SetClock
) -> None:
    earlier, old = one_file(portal, desk, hourly, 1)
    fetch(desk, earlier)
    answer(desk, earlier, result_of(old))
    file, codes = one_file(portal, desk, hourly, 2, 3)
    fetch(desk, file)
    raw = result_of([*codes, "W20261121-NOSUCHONES", *old, codes[0]])
    accepted = answer(desk, file, raw)
    assert accepted.approved == 2
    assert [(each.line, each.fault, each.fault.problem.value) for each in accepted.faults] == [
        (4, ResultFault.UNKNOWN, "P-STATE"),
        (5, ResultFault.UNKNOWN, "P-STATE"),
        (6, ResultFault.REPEATED, "P-STATE"),
    ]
    assert {row.result for row in registrations(portal).values()} == {"approved"}


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("{},はい,", ResultFault.NOT_A_RESULT),
        ("{},不承認,", ResultFault.NO_REASON),
        ("{},不承認," + "あ" * 201, ResultFault.BAD_REASON),
        ("{0},承認,\n{0},不承認,重複", ResultFault.CONTRADICTORY),
    ],
)
def test_a_row_that_cannot_be_understood_keeps_the_result_waiting(
    portal: PortalOnLine, desk: Desk, hourly: SetClock, said: str, fault: ResultFault
) -> None:
    file, [code] = one_file(portal, desk, hourly, 1)
    fetch(desk, file)
    raw = ("登録ID,結果,理由\n" + said.format(code)).encode("cp932")
    checked = desk.call(operations.CHECK_REWARD_RESULT, raw=raw, file=file)
    assert [each.fault for each in checked.faults] == [fault]
    assert checked.unanswered == [code]
    assert desk.refusal(operations.ANSWER_REWARD_FILE, raw=raw, file=file) == "P-INCOMPLETE"


def test_what_is_in_a_file_is_answered_by_its_result_alone(portal: PortalOnLine, desk: Desk, hourly: SetClock) -> None:
    file, [code] = one_file(portal, desk, hourly, 1)
    single = wire.RewardAnswers(answers=[wire.RewardAnswer(code=code, result=RewardResult.APPROVED, reason="")])
    for _ in range(2):
        told = desk.call(operations.ANSWER_REWARDS, body=single)
        assert (told.approved, [each.fault for each in told.faults]) == (0, [ResultFault.UNKNOWN])
        fetch(desk, file)
    assert registrations(portal)[code].result is None
    answer(desk, file, result_of([code], refused=[code]))
    assert [each.fault for each in desk.call(operations.ANSWER_REWARDS, body=single).faults] == [ResultFault.ANSWERED]
    assert registrations(portal)[code].result == "refused"


def test_of_24_hourly_files_the_forgotten_one_raises_the_alarm_before_the_next(
    portal: PortalOnLine, desk: Desk, netmile: Desk, hourly: SetClock
) -> None:
    forgotten = ""
    for hour in range(24):
        file, codes = one_file(portal, desk, hourly, hour + 1)
        told = desk.call(operations.REWARD_FILE, file=file)
        assert (told.alarm, told.answer_until) == (FileAlarm.NONE, hourly.now + timedelta(hours=1))
        fetch(desk, file)
        if hour == 13:
            forgotten = file
            go_on(portal, hourly, minutes=29)
            assert desk.call(operations.REWARD_FILE, file=file).alarm is FileAlarm.NONE
            assert netmile.call(operations.LATE_REWARD_FILES).items == []
            go_on(portal, hourly, minutes=1)
            assert desk.call(operations.REWARD_FILE, file=file).alarm is FileAlarm.SOON, "before the next is due"
            home = desk.call(operations.REWARD_DEADLINES)
            assert (home.soon, home.overdue, home.answer_until) == (1, 0, told.answer_until)
            [late] = netmile.call(operations.LATE_REWARD_FILES).items
            assert (late.site, late.file, late.unanswered, late.alarm) == ("minato", file, 1, FileAlarm.SOON)
            hourly.advance(minutes=-30)
        else:
            answer(desk, file, result_of(codes))
    found = files(desk)
    assert len(found) == 24
    assert {each.file: each.alarm for each in found if each.alarm is not FileAlarm.NONE} == {
        forgotten: FileAlarm.OVERDUE
    }
    home = desk.call(operations.REWARD_DEADLINES)
    assert (home.open_files, home.soon, home.overdue) == (1, 0, 1)
    [late] = netmile.call(operations.LATE_REWARD_FILES, {"site": "minato"}).items
    assert (late.file, late.alarm) == (forgotten, FileAlarm.OVERDUE)
    [unanswered] = [row for row in registrations(portal).values() if row.result is None]
    answer(desk, forgotten, result_of([unanswered.code]))
    assert netmile.call(operations.LATE_REWARD_FILES).items == []


def test_silence_decides_nothing_unless_the_contract_says_so(
    portal: PortalOnLine, desk: Desk, netmile: Desk, hourly: SetClock
) -> None:
    file, [code] = one_file(portal, desk, hourly, 1)
    go_on(portal, hourly, days=20)
    assert registrations(portal)[code].result is None
    netmile.call(
        operations.SET_REWARD_CLOSING, body=wire.RewardClosing(site="minato", result=RewardResult.REFUSED, days=21)
    )
    assert desk.call(operations.REWARD_HAND_OVER).closing_days == 21
    go_on(portal, hourly, hours=23)
    assert registrations(portal)[code].result is None
    go_on(portal, hourly, hours=1)
    kept = registrations(portal)[code]
    assert (kept.result, kept.result_reason) == ("refused", CLOSED_REASON)
    assert desk.call(operations.REWARD_FILE, file=file).state is FileState.COMPLETED
    assert desk.refusal(operations.ANSWER_REWARD_FILE, raw=result_of([code]), file=file) == "P-STATE"
    half = wire.RewardClosing(site="minato", result=RewardResult.APPROVED)
    assert netmile.refusal(operations.SET_REWARD_CLOSING, body=half) == "P-OPTION"


def test_a_result_and_the_closing_rule_at_the_same_moment_say_the_same(
    portal: PortalOnLine, desk: Desk, netmile: Desk, hourly: SetClock, engine: str
) -> None:
    """The rule has answered before the result is held against the file; SQLite has one writer at a time anyway."""
    file, [one, other] = one_file(portal, desk, hourly, 1, 2)
    fetch(desk, file)
    whole = result_of([one, other])
    with ThreadPoolExecutor(1) as pool:
        if engine == "sqlite":
            portal.database.write(lambda conn: conn.execute(_REFUSED))
            sent = pool.submit(answer, desk, file, whole)
        else:
            with portal.database.engine.begin() as conn:
                conn.execute(_REFUSED)
                sent = pool.submit(answer, desk, file, whole)
                waiting = text("SELECT COUNT(*) FROM pg_locks WHERE NOT granted")
                while not sent.done() and not conn.execute(waiting).scalar():
                    pass
        accepted = sent.result()
    kept = registrations(portal)
    assert {kept[code].result for code in (one, other)} == {"refused"}
    assert (accepted.approved, [each.fault for each in accepted.faults]) == (0, [ResultFault.ANSWERED] * 2)


_REFUSED = update(reward_registration).values(result="refused", result_reason=CLOSED_REASON, result_at=MIDNIGHT)


def test_no_password_is_told_for_longer_than_is_promised_although_no_worker_runs(
    portal: PortalOnLine, desk: Desk, hourly: SetClock
) -> None:
    file, _ = one_file(portal, desk, hourly, 1)
    hourly.advance(days=3)
    assert desk.call(operations.REWARD_FILE, file=file).has_passwords, "nobody has been told yet"
    fetch(desk, file)
    hourly.advance(hours=PASSWORD_HOURS, seconds=-1)
    assert fetch(desk, file)[0]["パスワード"] == "Umikaze-77"
    hourly.advance(seconds=1)
    assert fetch(desk, file)[0]["パスワード"] == ""
    assert not desk.call(operations.REWARD_FILE, file=file).has_passwords


def test_a_worker_destroys_passwords_before_the_promised_hours_are_over(
    portal: PortalOnLine, desk: Desk, hourly: SetClock
) -> None:
    file, [code] = one_file(portal, desk, hourly, 1)
    fetch(desk, file)
    go_on(portal, hourly, hours=PASSWORD_HOURS - 1)
    for _ in range(4):
        go_on(portal, hourly, minutes=10)
    assert registrations(portal)[code].password_sealed is not None
    go_on(portal, hourly, minutes=19, seconds=59)
    assert registrations(portal)[code].password_sealed is None


def test_a_password_that_nobody_fetches_goes_some_days_after_the_registration(
    portal: PortalOnLine, desk: Desk, hourly: SetClock
) -> None:
    [early] = register(portal, hourly, 1)
    hourly.advance(minutes=30)
    [late] = register(portal, hourly, 2)
    go_on(portal, hourly, minutes=30)
    file = files(desk)[-1].file
    hourly.advance(days=PASSWORD_DAYS, hours=-1, seconds=-1)
    assert desk.call(operations.REWARD_FILE, file=file).has_passwords
    assert [row["パスワード"] for row in fetch(desk, file)] == ["Umikaze-77"] * 2
    hourly.advance(seconds=1)
    assert [row["パスワード"] for row in fetch(desk, file)] == ["", "Umikaze-77"], "although no worker runs"
    assert desk.call(operations.REWARD_FILE, file=file).has_passwords
    hourly.advance(minutes=30)
    told = fetch(desk, file)
    assert [(row["登録ID"], row["パスワード"], row["氏名（漢字）"]) for row in told] == [
        (code, "", "中島 陽菜") for code in (early, late)
    ]
    assert not desk.call(operations.REWARD_FILE, file=file).has_passwords


def test_a_worker_destroys_passwords_that_nobody_fetches_before_the_promised_days_are_over(
    portal: PortalOnLine, hourly: SetClock
) -> None:
    [code] = register(portal, hourly, 1)
    go_on(portal, hourly, days=PASSWORD_DAYS - 1)
    go_on(portal, hourly, hours=23, minutes=49, seconds=59)
    kept = registrations(portal)[code]
    assert kept.password_sealed is not None
    for _ in range(2):
        go_on(portal, hourly, minutes=5)
    kept = registrations(portal)[code]
    assert (kept.password_sealed, kept.sealed is None, kept.handed_over_at) == (None, False, None)


def test_passwords_go_with_the_result_or_a_day_after_the_first_download(
    portal: PortalOnLine, desk: Desk, hourly: SetClock
) -> None:
    file, _ = one_file(portal, desk, hourly, 1)
    fetch(desk, file)
    go_on(portal, hourly, hours=23)
    assert fetch(desk, file)[0]["パスワード"] == "Umikaze-77"
    go_on(portal, hourly, hours=2)
    [row] = fetch(desk, file)
    assert (row["パスワード"], row["氏名（漢字）"]) == ("", "中島 陽菜")
    assert not desk.call(operations.REWARD_FILE, file=file).has_passwords
    other, more = one_file(portal, desk, hourly, 2)
    assert desk.call(operations.REWARD_FILE, file=other).has_passwords
    fetch(desk, other)
    answer(desk, other, result_of(more))
    assert registrations(portal)[more[0]].password_sealed is None
    assert fetch(desk, other)[0]["パスワード"] == ""


@pytest.mark.parametrize("days", [None, 7])
def test_personal_data_goes_when_its_term_after_the_hand_over_is_over(
    portal: PortalOnLine, desk: Desk, hourly: SetClock, days: int | None
) -> None:
    term = update(site).where(site.c.code == "minato").values(reward_retention_days=days)
    portal.database.write(lambda conn: conn.execute(term))
    file, [code] = one_file(portal, desk, hourly, 1)
    go_on(portal, hourly, days=40)
    assert registrations(portal)[code].sealed is not None, "not handed over yet"
    fetch(desk, file)
    go_on(portal, hourly, days=(days or 30) - 1)
    assert len(fetch(desk, file)) == 1
    go_on(portal, hourly, days=1)
    kept = registrations(portal)[code]
    assert (kept.sealed, kept.key_wrapped, kept.shredded_at) == (None, None, hourly.now)
    assert desk.refusal(operations.REWARD_FILE_CONTENT, file=file) == "P-GONE"
    assert desk.call(operations.REWARD_FILE, file=file).shredded


def test_files_are_found_by_day_and_state(portal: PortalOnLine, desk: Desk, hourly: SetClock) -> None:
    file, codes = one_file(portal, desk, hourly, 1)
    go_on(portal, hourly, hours=30)

    def found(**query: Any) -> int:
        return len(files(desk, **query))

    assert found(due_to="2026-11-21") == 23
    assert found(due_from="2026-11-22") == 8
    assert (found(states="new"), found(states="empty"), found(only_open="true")) == (1, 30, 1)
    assert desk.refusal(operations.REWARD_FILES, {"due_from": "2026-11-22", "due_to": "2026-11-21"}) == "P-RANGE"
    fetch(desk, file)
    assert (found(states="downloaded"), found(states="new")) == (1, 0)
    answer(desk, file, result_of(codes))
    assert (found(states="completed"), found(only_open="true")) == (1, 0)
