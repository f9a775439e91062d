from __future__ import annotations

import http.server
import secrets
import threading
import time
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from netmile_desktop.api.client import PortalClient
from netmile_desktop.api.patience import ONCE
from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import ProcessingState
from netmile_desktop.domain.failures import Broken, LockedOut, NotSignedIn, Refused, Unreachable
from netmile_desktop.portal.server import EmbeddedPortal
from tests.support.faults import FaultyLine
from tests.support.progress import Watched

BODY = b"nobody@example.jp,K-1,100\n"


@pytest.fixture
def direct(sandbox_portal: EmbeddedPortal) -> Iterator[PortalClient]:
    client = PortalClient(sandbox_portal.url)
    yield client
    client.close()


def running_campaign(client: PortalClient) -> wire.CampaignSummary:
    return next(each for each in client.campaigns.home().running if each.name)


def judged(client: PortalClient, registration_id: str) -> wire.RegistrationDetail:
    deadline = time.monotonic() + 20
    while not (detail := client.issuances.detail(registration_id)).state.is_final:
        assert time.monotonic() < deadline
    return detail


def test_a_session_begins_and_ends(direct: PortalClient) -> None:
    assert direct.sessions.info().sandbox
    session = direct.sessions.sign_in("demo", "Sandbox1234")
    assert session.site is not None
    assert direct.sessions.current().user == session.user
    direct.sessions.sign_out()
    assert direct.sessions.token == ""
    with pytest.raises(NotSignedIn):
        direct.sessions.current()


def test_neither_side_waits_for_an_acknowledgement_before_it_says_all(direct: PortalClient) -> None:
    """Where one does, no call takes less than the 40 ms after which the other's system acknowledges."""
    direct.sessions.sign_in("demo", "Sandbox1234")
    query = wire.IssuanceQuery(campaign_id=running_campaign(direct).id)
    for call in (direct.sessions.info, lambda: direct.issuances.check(query, BODY)):
        took = []
        for _ in range(12):
            began = time.perf_counter()
            call()
            took.append(time.perf_counter() - began)
        assert min(took) < 0.03


def test_a_wrong_password_is_refused_and_the_right_one_then_works(direct: PortalClient) -> None:
    with pytest.raises(Refused) as told:
        direct.sessions.sign_in("demo", "wrong")
    assert told.value.code == "P-AUTH"
    assert direct.sessions.sign_in("demo", "Sandbox1234").token


def test_five_failures_lock_and_say_until_when(direct: PortalClient) -> None:
    for _ in range(5):
        with pytest.raises(Refused):
            direct.sessions.sign_in("operator", "wrong")
    with pytest.raises(LockedOut) as told:
        direct.sessions.sign_in("operator", "Sandbox1234")
    assert told.value.retry_at is not None
    assert told.value.retry_at > direct.sessions.info().server_time


def test_campaigns_are_searched_and_shown(client: PortalClient) -> None:
    campaign = running_campaign(client)
    page = client.campaigns.search(wire.CampaignSearch(id=campaign.id, issuance_from=date(2020, 1, 1)))
    assert [each.id for each in page.items] == [campaign.id]
    assert client.campaigns.detail(campaign.id).name == campaign.name


def test_what_is_not_there_is_refused(client: PortalClient) -> None:
    with pytest.raises(Refused) as told:
        client.campaigns.detail("C-NONE")
    assert told.value.code == "P-NOTFOUND"
    with pytest.raises(Refused):
        client.campaigns.detail("..")


def test_from_check_to_deleted_lists(client: PortalClient) -> None:
    query = wire.IssuanceQuery(campaign_id=running_campaign(client).id, file_name="11月分.csv")
    forecast = client.issuances.check(query, BODY)
    assert forecast.rows == 1
    key = secrets.token_hex(32)
    assert client.issuances.find(key) is None
    registration = client.issuances.issue(key, query, BODY)
    again = client.issuances.issue(key, query, BODY)
    found = client.issuances.find(key)
    assert found is not None
    assert registration.registration_id == again.registration_id == found.registration_id
    detail = judged(client, registration.registration_id)
    assert detail.state is ProcessingState.COMPLETED_WITH_ERRORS
    assert detail.file_name == "11月分.csv"
    assert b"nobody@example.jp" in client.issuances.error_list(detail.registration_id)
    assert client.issuances.error_list(detail.registration_id).startswith(b"\xef\xbb\xbf")
    assert "nobody" in client.issuances.error_list(detail.registration_id, "cp932").decode("cp932")
    assert client.issuances.completed_list(detail.registration_id)
    page = client.issuances.search(wire.RegistrationSearch(registration_id=detail.registration_id))
    assert page.total == 1
    deleted = client.issuances.delete_lists(detail.registration_id)
    again_deleted = client.issuances.delete_lists(detail.registration_id)
    assert abs(again_deleted.deleted_at - deleted.deleted_at) < timedelta(milliseconds=1)
    with pytest.raises(Refused) as told:
        client.issuances.error_list(detail.registration_id)
    assert told.value.code == "P-GONE"


def test_other_content_under_a_key_is_refused(client: PortalClient) -> None:
    query = wire.IssuanceQuery(campaign_id=running_campaign(client).id)
    key = secrets.token_hex(32)
    client.issuances.issue(key, query, BODY)
    with pytest.raises(Refused) as told:
        client.issuances.issue(key, query, BODY + b"other@example.jp,K-2,100\n")
    assert told.value.code == "P-IDEM"


def test_an_ended_session_is_renewed_once_and_the_call_repeated(client: PortalClient) -> None:
    asked: list[str] = []

    def renew() -> bool:
        asked.append(client.sessions.token)
        client.sessions.sign_in("demo", "Sandbox1234")
        return True

    client.renew = renew
    client.sessions.token = "ended"
    assert client.campaigns.home().running
    assert asked == ["ended"]


def test_a_file_of_an_ended_session_goes_out_again_under_its_own_key(client: PortalClient) -> None:
    client.renew = lambda: bool(client.sessions.sign_in("demo", "Sandbox1234").token)
    query, key = wire.IssuanceQuery(campaign_id=running_campaign(client).id), secrets.token_hex(32)
    client.sessions.token = "ended"
    accepted = client.issuances.issue(key, query, BODY)
    found = client.issuances.find(key)
    assert found is not None
    assert found.registration_id == accepted.registration_id
    assert client.issuances.issue(key, query, BODY).registration_id == accepted.registration_id


def test_threads_whose_session_ended_together_sign_in_once(client: PortalClient) -> None:
    asked: list[int] = []
    ready = threading.Barrier(4)

    def renew() -> bool:
        asked.append(1)
        client.sessions.sign_in("demo", "Sandbox1234")
        return True

    def work() -> None:
        ready.wait()
        client.campaigns.home()

    client.renew = renew
    client.sessions.token = "ended"
    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 1 <= len(asked) < 4
    assert client.sessions.current().user.login == "demo"


@pytest.mark.parametrize("renewed", [True, False])
def test_a_session_that_cannot_be_renewed_is_told(client: PortalClient, renewed: bool) -> None:
    client.renew = lambda: renewed
    client.sessions.token = "ended"
    with pytest.raises(NotSignedIn):
        client.campaigns.home()


def test_nobody_there(sandbox_portal: EmbeddedPortal) -> None:
    line = FaultyLine(sandbox_portal.url)
    line.close()
    client = PortalClient(line.url, patience=ONCE)
    with pytest.raises(Unreachable):
        client.sessions.info()
    client.close()


@pytest.mark.parametrize("url", ["http://portal.invalid", "nonsense", "ftp://127.0.0.1/", "http://[::1"])
def test_an_address_that_is_none(url: str) -> None:
    client = PortalClient(url, patience=ONCE)
    with pytest.raises(Unreachable):
        client.sessions.info()
    client.close()


class Stranger(http.server.BaseHTTPRequestHandler):
    """Something else that listens at the portal's address."""

    status = 200
    content = b"<html>router login</html>"
    extra: tuple[str, str] = ("X-Stranger", "yes")
    seen: list[str]

    def do_GET(self) -> None:
        type(self).seen.append(self.path)
        self.send_response(self.status)
        self.send_header("Content-Length", str(len(self.content)))
        self.send_header(*self.extra)
        self.end_headers()
        self.wfile.write(self.content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        return None


@pytest.fixture
def stranger() -> Iterator[tuple[type[Stranger], str]]:
    kind = type("ThisStranger", (Stranger,), {"seen": []})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), kind)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield kind, f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("status", "content"),
    [(200, b"<html>"), (200, b"\xff\xfe"), (200, b"{}"), (404, b"<html>not here</html>"), (500, b"")],
)
def test_an_answer_that_was_not_agreed(stranger: tuple[type[Stranger], str], status: int, content: bytes) -> None:
    kind, url = stranger
    kind.status, kind.content = status, content
    client = PortalClient(url, patience=ONCE)
    with pytest.raises(Broken):
        client.sessions.info()
    client.close()


def test_no_redirection_is_followed(stranger: tuple[type[Stranger], str]) -> None:
    kind, url = stranger
    kind.status, kind.extra = 302, ("Location", f"{url}/elsewhere")
    client = PortalClient(url, patience=ONCE)
    with pytest.raises(Broken):
        client.sessions.info()
    assert kind.seen == ["/v1/info"]
    client.close()


def test_a_crowded_portal_is_asked_again_after_the_pause_it_wants(stranger: tuple[type[Stranger], str]) -> None:
    kind, url = stranger
    kind.status, kind.extra = 503, ("Retry-After", "0")
    client = PortalClient(url)
    progress = Watched()
    with pytest.raises(Broken):
        client.sessions.info(progress)
    assert len(kind.seen) == 4
    assert set(progress.slept) == {0.0}
    client.close()


def test_fields_of_a_newer_portal_are_passed_over(stranger: tuple[type[Stranger], str]) -> None:
    kind, url = stranger
    kind.content = (
        b'{"product":"P","api_version":"1","rules_version":"9","guide_version":"4","sandbox":false,"new":1,'
        b'"server_time":"2026-11-21T00:00:00Z","business_time":"2026-11-21T00:00:00Z"}'
    )
    client = PortalClient(url)
    assert client.sessions.info().rules_version == "9"
    client.close()
