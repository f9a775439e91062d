"""接続設定 at the real portal: each part is kept without touching the others, a secret is kept only on request."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from netmile_desktop.domain.calendar import JST
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.rewards import CallOutcome, FileEncoding
from netmile_desktop.domain.wire import RewardCallSearch, RewardHandOver
from netmile_desktop.portal.admin.mock_merchant import Behaviour, MockMerchant, Mood
from netmile_desktop.workspace.access.credentials import Credentials
from netmile_desktop.workspace.access.profiles import SANDBOX
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.rewards.connection import RewardConnection
from tests.support.keyring import PrivateKeyring
from tests.support.window import MemoryCredentials

UTF_8, CP932 = FileEncoding


@pytest.fixture
def desk(newcomer: Desk) -> Desk:
    """Of a site that has set nothing yet."""
    return newcomer


@pytest.fixture
def merchant(desk: Desk) -> Iterator[MockMerchant]:
    """The site's API, named at the portal, with its secret."""
    connection = desk.reward_connection
    merchant = MockMerchant(Behaviour(b""))
    connection.set_endpoint(merchant.url)
    merchant.behaviour.secret = connection.make_secret().secret.encode()
    yield merchant
    merchant.close()


def settings(desk: Desk) -> RewardHandOver:
    return desk.reward_connection.look().settings


def test_schedule_and_address_are_changed_apart(desk: Desk) -> None:
    connection, before = desk.reward_connection, settings(desk)
    assert (before.every_hours, before.at, before.encoding, before.endpoint) == (24, "09:00", UTF_8, "")
    connection.set_endpoint("http://127.0.0.1:9/registrations")
    stale = connection.foresee(before, 6, "10:30", CP932)
    after = connection.set_schedule(stale)
    assert (after.every_hours, after.at, after.encoding) == (6, "10:30", CP932)
    assert after.endpoint == "http://127.0.0.1:9/registrations", "named after the settings were read"
    after = connection.set_endpoint("")
    assert (after.every_hours, after.at, after.encoding, after.endpoint) == (6, "10:30", CP932, "")


@pytest.mark.parametrize(
    ("every_hours", "at"), [(24, "23:59"), (24, "00:00"), (12, "09:00"), (3, "10:30"), (1, "09:15")]
)
def test_what_is_foreseen_is_what_comes(desk: Desk, every_hours: int, at: str) -> None:
    connection, before = desk.reward_connection, settings(desk)
    change = connection.foresee(before, every_hours, at, UTF_8)
    assert change.moves_files
    assert change.shortens is (every_hours < 24)
    assert not change.changes_encoding
    assert connection.set_schedule(change).next_file_at == change.next_file_at
    assert f"{change.next_file_at.astimezone(JST):%M}" == at[3:]


def test_another_encoding_moves_no_file(desk: Desk) -> None:
    before = settings(desk)
    same = desk.reward_connection.foresee(before, 24, "09:00", UTF_8)
    assert not same.changes_anything
    change = desk.reward_connection.foresee(before, 24, "09:00", CP932)
    assert (change.changes_anything, change.moves_files, change.next_file_at) == (True, False, before.next_file_at)


def test_a_file_that_is_due_already_comes_first(desk: Desk) -> None:
    before = settings(desk)
    due = desk.reward_connection
    late = RewardConnection(
        desk.client, Credentials(), SANDBOX, lambda: before.next_file_at + timedelta(seconds=1), allows_private=True
    )
    assert late.foresee(before, 1, "09:30", UTF_8).next_file_at == before.next_file_at
    assert due.foresee(before, 1, "09:30", UTF_8).next_file_at < before.next_file_at


def test_odd_settings_are_refused_and_change_nothing(desk: Desk) -> None:
    connection, before = desk.reward_connection, settings(desk)
    with pytest.raises(Refused, match="P-INTERVAL"):
        connection.set_schedule(connection.foresee(before, 5, "09:00", UTF_8))
    with pytest.raises(Refused, match="P-ENDPOINT"):
        connection.set_endpoint("ftp://api.example.jp/registrations")
    assert settings(desk) == before


def test_a_test_call_tells_how_it_ended(desk: Desk, merchant: MockMerchant) -> None:
    connection = desk.reward_connection
    found = {}
    for mood in (Mood.APPROVE, Mood.REFUSE, Mood.PENDING, Mood.DOWN):
        merchant.behaviour.mood = mood
        merchant.behaviour.results.clear()
        found[mood] = connection.test().outcome
    merchant.behaviour.secret = b"another"
    merchant.behaviour.mood = Mood.APPROVE
    wrong = connection.test()
    assert found == {
        Mood.APPROVE: CallOutcome.APPROVED,
        Mood.REFUSE: CallOutcome.REFUSED,
        Mood.PENDING: CallOutcome.PENDING,
        Mood.DOWN: CallOutcome.UNREACHABLE,
    }
    assert (wrong.outcome, wrong.http_status, wrong.code) == (CallOutcome.HTTP_STATUS, 401, "")
    page = connection.calls(RewardCallSearch())
    assert page.total == 5
    assert page.items[0] == wrong
    only = connection.calls(RewardCallSearch(outcomes=[CallOutcome.REFUSED, CallOutcome.PENDING]))
    assert [each.outcome for each in only.items] == [CallOutcome.PENDING, CallOutcome.REFUSED]


def test_nothing_is_called_before_there_is_a_secret(desk: Desk) -> None:
    desk.reward_connection.set_endpoint("http://127.0.0.1:9/")
    with pytest.raises(Refused, match="P-STATE"):
        desk.reward_connection.test()
    assert desk.reward_connection.calls(RewardCallSearch()).total == 0


def test_a_secret_is_kept_on_request_until_another_one_is_made(desk: Desk, credentials: MemoryCredentials) -> None:
    connection = desk.reward_connection
    made = connection.make_secret()
    assert not credentials.passwords, "nobody asked for it"
    assert connection.look().kept_secret == ""
    assert connection.keep(made)
    assert connection.look().kept_secret == made.secret
    other = connection.make_secret()
    known = connection.look()
    assert known.kept_secret == "", "the kept one is a former one"
    assert known.settings.former_secret_until == other.former_valid_until
    assert connection.keep(other)
    assert connection.look().kept_secret == other.secret
    connection.forget()
    assert not credentials.passwords


def test_without_a_keyring_nothing_is_kept(desk: Desk, credentials: MemoryCredentials) -> None:
    credentials.present = False
    made = desk.reward_connection.make_secret()
    assert not desk.reward_connection.look().may_keep
    assert not desk.reward_connection.keep(made)
    assert desk.reward_connection.look().kept_secret == ""


def test_the_keyring_of_the_system_keeps_a_secret(desk: Desk, keyring: PrivateKeyring) -> None:
    connection = RewardConnection(
        desk.client, Credentials(), SANDBOX, lambda: desk.info.business_time, allows_private=True
    )
    made = connection.make_secret()
    assert connection.keep(made)
    assert connection.look().kept_secret == made.secret
    connection.forget()
    assert connection.look().kept_secret == ""
