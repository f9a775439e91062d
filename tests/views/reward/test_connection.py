"""接続設定: schedule, the merchant's API with its secret, a call for a test and the log, at the real portal."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.domain import operations
from netmile_desktop.domain.rewards import TRIES_AFTER, CallOutcome, FileEncoding, HandOver, RewardResult
from netmile_desktop.domain.wire import MoveClock, RewardCall, RewardCallSearch, RewardClosing
from netmile_desktop.portal.__main__ import _understood
from netmile_desktop.portal.admin.mock_merchant import Behaviour, MockMerchant, Mood
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.reward.connection.call_columns import call_columns
from netmile_desktop.views.reward.connection.contract_cards import DOCUMENT, EXAMPLE, TRIAL
from netmile_desktop.views.reward.connection.page import CALLS, RewardConnectionPage
from netmile_desktop.views.reward.view import RewardView
from netmile_desktop.workspace.access.sandbox import PASSWORD
from netmile_desktop.workspace.desk import Desk
from tests.support.portals.entries import GOOD
from tests.support.portals.members import entered_by_link, form_token
from tests.support.portals.portal import Desk as Caller
from tests.support.portals.rewards import SETTINGS, add_reward
from tests.support.recalling import operator_of
from tests.support.window import MemoryCredentials, ScriptedDialogs, settle, texts

Show = Callable[[QWidget], QWidget]
PATIENCE_MS = 30_000
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def desk(newcomer: Desk) -> Desk:
    """Of a site that has set nothing yet."""
    return newcomer


@pytest.fixture
def view(desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show) -> RewardView:
    view = RewardView(desk, toolbox)
    shown(view)
    view.tabs.setCurrentIndex(4)
    settle(tasks)
    return view


@pytest.fixture
def page(view: RewardView) -> RewardConnectionPage:
    return view.connection


@pytest.fixture
def told(view: RewardView) -> list[Notice]:
    told: list[Notice] = []
    view.noticed.connect(told.append)
    return told


@pytest.fixture
def merchant() -> Iterator[MockMerchant]:
    merchant = MockMerchant(Behaviour(b""))
    yield merchant
    merchant.close()


def connect(page: RewardConnectionPage, merchant: MockMerchant, tasks: TaskRunner) -> None:
    """Name the API by keyboard, and give it its secret."""
    page.endpoint.address.setFocus()
    QTest.keyClicks(page.endpoint.address, merchant.url)
    QTest.keyClick(page.endpoint.address, Qt.Key.Key_Return)
    settle(tasks)
    page.endpoint.secret.make_button.click()
    settle(tasks)
    merchant.behaviour.secret = page.endpoint.secret.panel.secret.text().encode()


def call(page: RewardConnectionPage, tasks: TaskRunner) -> str:
    page.endpoint.test.call_button.click()
    settle(tasks)
    return texts(page.endpoint.test.result)


def test_exactly_the_intervals_of_the_contract_are_offered(page: RewardConnectionPage) -> None:
    interval = page.schedule.interval
    offered = [interval.itemData(row) for row in range(interval.count())]
    assert offered == [24, 12, 6, 4, 3, 2, 1]
    assert all(str(hours) in interval.itemText(row).split() for row, hours in enumerate(offered[:-1]))


def test_the_schedule_is_saved_once_its_consequences_are_read(
    page: RewardConnectionPage, desk: Desk, dialogs: ScriptedDialogs, tasks: TaskRunner, told: list[Notice]
) -> None:
    schedule = page.schedule
    assert not schedule.save_button.isEnabled()
    box = schedule.interval
    assert [box.itemData(at) for at in range(box.count())] == [24, 12, 6, 4, 3, 2, 1], "nothing below an hour"
    assert "at 09:00 in Japan" in schedule.times.text()
    schedule.interval.setCurrentIndex(schedule.interval.findData(3))
    schedule.time.setTime(QTime(10, 30))
    assert "at 01:30, 04:30, 07:30, 10:30, 13:30, 16:30, 19:30, 22:30 in" in schedule.times.text()
    schedule.encoding.setCurrentIndex(1)
    dialogs.script(False, True)
    schedule.save_button.click()
    assert desk.client.rewards.hand_over().every_hours == 24, "not agreed to"
    schedule.save_button.click()
    settle(tasks)
    asked = dialogs.asked[-1].text
    for sentence in ("3 h to the next file instead of 24 h", "keep what is in them and their deadlines", "in CP932"):
        assert sentence in asked
    saved = desk.client.rewards.hand_over()
    assert (saved.every_hours, saved.at, saved.encoding) == (3, "10:30", FileEncoding.CP932)
    assert [each.kind for each in told] == ["success"]
    assert schedule.next_file.text() in told[0].text
    assert not schedule.save_button.isEnabled()


def test_what_is_chosen_stays_until_it_is_saved_or_dropped(
    view: RewardView, page: RewardConnectionPage, tasks: TaskRunner
) -> None:
    page.schedule.interval.setCurrentIndex(page.schedule.interval.findData(1))
    page.endpoint.address.setText("https://api.example.jp/x")
    view.refresh()
    settle(tasks)
    assert page.schedule.interval.currentData() == 1
    assert "at 00:00, 01:00, 02:00, …, 23:00 in" in page.schedule.times.text()
    assert "once saved" in page.schedule.next_file.text()
    assert page.endpoint.address.text() == "https://api.example.jp/x"
    page.schedule.undo_button.click()
    page.endpoint.undo_button.click()
    assert page.schedule.interval.currentData() == 24
    assert page.endpoint.address.text() == ""
    assert not page.schedule.undo_button.isVisible()


def test_an_address_that_cannot_be_called_is_told_at_its_field(
    page: RewardConnectionPage, desk: Desk, tasks: TaskRunner, told: list[Notice]
) -> None:
    page.endpoint.address.setText("ftp://api.example.jp/registrations")
    page.endpoint.save_button.click()
    settle(tasks)
    assert "P-ENDPOINT" in page.endpoint.form.said(page.endpoint.address)
    assert "begins with https" in page.endpoint.form.said(page.endpoint.address)
    assert page.endpoint.address.text() == "ftp://api.example.jp/registrations", "nothing is lost"
    assert told == []
    assert desk.client.rewards.hand_over().endpoint == ""
    page.endpoint.address.setText("h")
    assert page.endpoint.form.said(page.endpoint.address) == ""


def test_a_call_waits_for_address_and_secret(
    page: RewardConnectionPage, merchant: MockMerchant, tasks: TaskRunner
) -> None:
    test, said = page.endpoint.test, []
    said.append((test.call_button.isEnabled(), test.said.text()))
    page.endpoint.address.setText(merchant.url)
    said.append((test.call_button.isEnabled(), test.said.text()))
    page.endpoint.save_button.click()
    settle(tasks)
    said.append((test.call_button.isEnabled(), test.said.text()))
    page.endpoint.secret.make_button.click()
    settle(tasks)
    assert test.call_button.isEnabled()
    assert said == [
        (False, "Save the address of your API first."),
        (False, "Save the address first: the saved one is called."),
        (False, "Make a secret first."),
    ]


def test_the_answer_of_a_test_is_told_in_words(
    page: RewardConnectionPage, merchant: MockMerchant, tasks: TaskRunner
) -> None:
    connect(page, merchant, tasks)
    assert "Approved" in call(page, tasks)
    assert page.endpoint.test.result.property("notice") == "success"
    merchant.behaviour.mood = Mood.DOWN
    said = call(page, tasks)
    assert "Not reached" in said
    assert "No answer" in said
    assert "Check address and port" in said
    merchant.behaviour.mood, merchant.behaviour.secret = Mood.APPROVE, b"another"
    said = call(page, tasks)
    assert "401" in said
    assert "verifies with the present secret" in said
    assert page.endpoint.test.result.property("notice") == "error"


def test_a_secret_is_shown_once_copied_and_kept_on_request(
    page: RewardConnectionPage,
    desk: Desk,
    dialogs: ScriptedDialogs,
    credentials: MemoryCredentials,
    tasks: TaskRunner,
) -> None:
    row = page.endpoint.secret
    assert "no secret yet" in row.state.text()
    row.make_button.click()
    settle(tasks)
    secret = row.panel.secret.text()
    assert len(secret) == 43
    row.panel.copy_button.click()
    assert QGuiApplication.clipboard().text() == secret
    assert not credentials.passwords, "nobody asked for it"
    row.panel.keep_button.click()
    settle(tasks)
    assert "until it is removed here" in row.panel.said.text()
    row.panel.close_button.click()
    assert not row.panel.isVisible()
    assert row.panel.secret.text() == ""
    QGuiApplication.clipboard().clear()
    row.copy_button.click()
    assert QGuiApplication.clipboard().text() == secret
    dialogs.script(True, True)
    row.make_button.click()
    settle(tasks)
    assert "second signature, with the former secret" in row.state.text()
    assert not row.copy_button.isVisible(), "the kept one is a former one"
    row.make_button.click()
    settle(tasks)
    assert "ends now" not in dialogs.asked[0].text
    assert "still signs until" in dialogs.asked[1].text
    row.panel.keep_button.click()
    settle(tasks)
    row.forget_button.click()
    settle(tasks)
    assert not credentials.passwords


def test_without_a_keyring_the_secret_is_only_shown(
    page: RewardConnectionPage, view: RewardView, credentials: MemoryCredentials, tasks: TaskRunner
) -> None:
    credentials.present = False
    view.refresh()
    settle(tasks)
    page.endpoint.secret.make_button.click()
    settle(tasks)
    assert not page.endpoint.secret.panel.keep_button.isEnabled()
    assert "no keyring that can be used" in page.endpoint.secret.panel.said.text()


def test_an_address_is_removed_only_knowingly(
    page: RewardConnectionPage, desk: Desk, merchant: MockMerchant, dialogs: ScriptedDialogs, tasks: TaskRunner
) -> None:
    connect(page, merchant, tasks)
    page.endpoint.address.clear()
    dialogs.script(False, True)
    page.endpoint.save_button.click()
    assert desk.client.rewards.hand_over().endpoint == merchant.url
    page.endpoint.save_button.click()
    settle(tasks)
    assert desk.client.rewards.hand_over().endpoint == ""
    assert dialogs.asked[0].danger
    assert "into the next file" in dialogs.asked[0].text


def test_calls_are_found_by_outcome_and_saved(
    view: RewardView,
    page: RewardConnectionPage,
    merchant: MockMerchant,
    dialogs: ScriptedDialogs,
    tasks: TaskRunner,
    tmp_path: Path,
) -> None:
    connect(page, merchant, tasks)
    for mood in (Mood.APPROVE, Mood.DOWN, Mood.DOWN):
        merchant.behaviour.mood = mood
        call(page, tasks)
    page.show_page(CALLS)
    settle(tasks)
    records = page.calls.table.records_model.records
    assert [each.outcome for each in records] == [CallOutcome.UNREACHABLE] * 2 + [CallOutcome.APPROVED]
    assert view.summary() == "", "the count stands below the list"
    assert view.as_of() is not None
    assert view.primary() is page.calls.form.show_button
    page.calls.form.outcome.setCurrentText("All that were not taken")
    page.calls.form.show_button.click()
    settle(tasks)
    assert page.calls.pager.total == 2
    dialogs.script(tmp_path / "calls.csv")
    page.calls.tools.save.click()
    settle(tasks)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "calls.csv").read_text(encoding="utf-8-sig"))))
    assert [(row["Registration ID"], row["Outcome"], row["HTTP"]) for row in rows] == [("Test", "Not reached", "–")] * 2
    page.calls.form.id.setText("w20261120-7kq2mz9xpa")
    assert page.calls.form.query().code == "W20261120-7KQ2MZ9XPA"
    page.calls.form.show_button.click()
    settle(tasks)
    assert page.calls.nothing.isVisible()
    place = view.place()
    other = RewardView(view._desk, view.toolbox)
    other.restore(place)
    settle(tasks)
    assert other.connection.calls.form.query() == RewardCallSearch(
        code="W20261120-7KQ2MZ9XPA", outcomes=[each for each in CallOutcome if not each.is_delivered]
    )
    other.deleteLater()


def test_what_was_called_in_real_time_is_followed_to_its_answer(
    view: RewardView,
    page: RewardConnectionPage,
    desk: Desk,
    merchant: MockMerchant,
    sandbox_portal: EmbeddedPortal,
    tasks: TaskRunner,
    qtbot: QtBot,
) -> None:
    """A member registers while the merchant is down; the next try comes when the day has moved on, and is approved."""
    connect(page, merchant, tasks)
    merchant.behaviour.mood = Mood.DOWN
    in_real_time = msgspec.structs.replace(SETTINGS, hand_over=HandOver.REAL_TIME)
    now = datetime.now(UTC)
    add_reward(sandbox_portal.database, now, site_code=desk.site.code, reward=in_real_time)
    path = f"/member/rewards/{desk.site.code}/C-7001"
    browser, form = entered_by_link(sandbox_portal.url, "member00001@example.jp", path)
    with browser:
        done = browser.post(sandbox_portal.url + path, data=GOOD | {"token": form_token(form.text)}, timeout=30)
    assert done.url.endswith("/done")

    def made() -> list[RewardCall]:
        return desk.client.rewards.calls(RewardCallSearch()).items

    def shown() -> list[dict[str, str]]:
        page.show_page(CALLS)
        settle(tasks)
        model = page.calls.table.records_model
        keys = [column.key for column in model.columns]
        return [{key: model.index(row, at).data() for at, key in enumerate(keys)} for row in range(model.rowCount())]

    qtbot.waitUntil(lambda: len(made()) == 1, timeout=PATIENCE_MS)
    [first] = made()
    assert first.next_try_at is not None
    assert first.called_at < first.next_try_at <= first.called_at + TRIES_AFTER[1], "counted from when it was begun"
    [said] = shown()
    assert (said["code"], said["attempt"], said["outcome"], said["status"]) == (first.code, "1", "Not reached", "–")
    assert (said["called"], said["next"]) == (
        formats.moment(first.called_at),
        f"Again at {formats.moment(first.next_try_at)}",
    )

    merchant.behaviour.mood = Mood.APPROVE
    tomorrow = MoveClock(to=desk.today() + timedelta(days=1))
    operator_of(sandbox_portal).call(operations.MOVE_CLOCK, body=tomorrow)
    qtbot.waitUntil(lambda: len(made()) == 2, timeout=PATIENCE_MS)
    said, before = shown()
    assert (said["code"], said["attempt"], said["outcome"], said["status"]) == (first.code, "2", "Approved", "200")
    assert said["next"] == "–"
    assert before["attempt"] == "1"
    view.show_registrations("C-7001")
    settle(tasks)
    model = view.registrations.table.records_model
    [record] = model.records
    cells = {column.key: model.index(0, at).data() for at, column in enumerate(model.columns)}
    assert (record.code, record.file, cells["mode"]) == (first.code, "", "Real time")
    assert (cells["state"], cells["result"]) == ("Handed over", "Approved")


def test_the_contract_is_shown_and_not_set(
    view: RewardView, page: RewardConnectionPage, desk: Desk, sandbox_portal: EmbeddedPortal, tasks: TaskRunner
) -> None:
    assert "30 days after the hand-over" in texts(page.contract)
    assert "They stay unanswered" in texts(page.contract)
    anyone = Caller(sandbox_portal.url)
    token = anyone.call(operations.SIGN_IN, body=operations.SIGN_IN.body(login="operator", password=PASSWORD)).token
    body = RewardClosing(site=desk.site.code, result=RewardResult.REFUSED, days=14)
    Caller(anyone.url, token).call(operations.SET_REWARD_CLOSING, body=body)
    view.refresh()
    settle(tasks)
    assert "Refused after 14 days" in texts(page.contract)


def test_the_example_is_that_of_the_document(page: RewardConnectionPage) -> None:
    document = (ROOT / DOCUMENT).read_text(encoding="utf-8")
    assert re.search(r"```json\n(.*?)\n```", document, re.DOTALL)[1] == EXAMPLE  # type: ignore[index]
    shown = page.sent.example.text.toPlainText()
    assert EXAMPLE in shown
    assert _understood(TRIAL.split()[1:]).command == "be_a_merchant"
    for header in re.findall(r"^\| `(NetMile-\w+)` \|", document, re.MULTILINE):
        assert header in shown


def test_every_field_is_reached_by_keyboard(view: RewardView, page: RewardConnectionPage) -> None:
    page.schedule.interval.setFocus()
    seen = []
    for _ in range(14):
        seen.append(view.focusWidget())
        QTest.keyClick(view.focusWidget(), Qt.Key.Key_Tab)
    for widget in (page.schedule.interval, page.schedule.time, page.schedule.encoding, page.endpoint.address):
        assert widget in seen
        assert widget.accessibleName()
    assert page.endpoint.secret.make_button in seen
    assert seen.index(page.schedule.encoding) < seen.index(page.endpoint.address)


def test_what_follows_a_call_is_told(toolbox: Toolbox) -> None:
    follows = next(each for each in call_columns(toolbox.words) if each.key == "next")
    at = datetime(2026, 11, 20, 1, tzinfo=UTC)

    def said(next_try_at: datetime | None, *, goes_to_file: bool) -> str:
        return follows.text(
            RewardCall(
                called_at=at,
                code="W20261120-7KQ2MZ9XPA",
                attempt=5,
                outcome=CallOutcome.TIMED_OUT,
                http_status=None,
                milliseconds=10_000,
                detail="no answer in time",
                next_try_at=next_try_at,
                goes_to_file=goes_to_file,
            )
        )

    assert said(at + timedelta(minutes=2), goes_to_file=False) == "Again at 2026/11/20 10:02"
    assert said(None, goes_to_file=True) == "Into the next file"
    assert said(None, goes_to_file=False) == "–"
