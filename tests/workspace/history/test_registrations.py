from __future__ import annotations

import csv
import io
import os
import secrets
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import ProcessingState
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.failures import FileUnwritable, Refused, WriteFault
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.workspace.history.registrations import SentRegistrations
from tests.support.files import cells_of

REGISTRATION = wire.Registration(
    registration_id="20261121-000001",
    campaign_id="C-1024",
    campaign_name="夏の来店",
    type="csv",
    mode=Mode.PC,
    state=ProcessingState.COMPLETED,
    accepted_at=datetime(2026, 11, 21, tzinfo=UTC),
    completed_at=None,
    rows=1,
    records=1,
    errors=0,
    lists_deleted_at=None,
    digest="",
    key="",
    actor="山田",
)


@pytest.fixture
def client(sandbox_portal: EmbeddedPortal) -> Iterator[PortalClient]:
    client = PortalClient(sandbox_portal.url)
    client.sessions.sign_in("demo", "Sandbox1234")
    yield client
    client.close()


@pytest.fixture
def judged(client: PortalClient) -> str:
    """A registration with one error row, judged."""
    campaign = client.campaigns.home().running[0]
    query = wire.IssuanceQuery(campaign_id=campaign.id)
    made = client.issuances.issue(secrets.token_hex(32), query, "nobody@example.jp,K-1,=名前\n".encode())
    deadline = time.monotonic() + 20
    while not client.issuances.detail(made.registration_id).state.is_final:
        assert time.monotonic() < deadline
    return made.registration_id


def test_lists_are_saved_as_the_portal_wrote_them(client: PortalClient, judged: str, tmp_path: Path) -> None:
    registrations = SentRegistrations(client.issuances)
    to = tmp_path / "errors.csv"
    to.write_text("an older list", encoding="utf-8")
    assert registrations.save_list(judged, "errors", to) == to
    assert to.read_bytes() == client.issuances.error_list(judged)
    registrations.save_list(judged, "completed", to, "cp932")
    assert to.read_bytes() == client.issuances.completed_list(judged, "cp932")
    assert os.listdir(tmp_path / "sandbox") != []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["errors.csv", "sandbox"]


def test_a_copy_for_spreadsheets_lies_beside_the_list_untouched(
    client: PortalClient, judged: str, tmp_path: Path
) -> None:
    registrations, to = SentRegistrations(client.issuances), tmp_path / "lists" / "errors.csv"
    to.parent.mkdir()
    (to.parent / "errors_表計算用.xlsx").write_text("somebody's work", encoding="utf-8")
    for _ in range(2):
        assert registrations.save_list(judged, "errors", to, with_copy=True) == to
    content = client.issuances.error_list(judged)
    copy = to.parent / "errors_表計算用 (2).xlsx"
    assert {path.name for path in to.parent.iterdir()} == {"errors.csv", "errors_表計算用.xlsx", copy.name}
    assert to.read_bytes() == content
    assert (to.parent / "errors_表計算用.xlsx").read_bytes() == b"somebody's work"
    assert cells_of(copy) == list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert "=名前" in cells_of(copy)[1]


def test_a_deleted_list_leaves_the_saved_file_alone(client: PortalClient, judged: str, tmp_path: Path) -> None:
    registrations = SentRegistrations(client.issuances)
    to = tmp_path / "errors.csv"
    registrations.save_list(judged, "errors", to)
    saved = to.read_bytes()
    registrations.delete_lists(judged)
    with pytest.raises(Refused) as told:
        registrations.save_list(judged, "errors", to)
    assert told.value.code == "P-GONE"
    assert to.read_bytes() == saved
    assert registrations.detail(judged).lists_deleted_at is not None


@pytest.mark.parametrize(
    ("place", "reason"), [("none/errors.csv", WriteFault.NOT_FOUND), ("folder", WriteFault.IS_FOLDER)]
)
def test_a_list_that_cannot_be_written_is_told(
    client: PortalClient, judged: str, tmp_path: Path, place: str, reason: str
) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(FileUnwritable) as told:
        SentRegistrations(client.issuances).save_list(judged, "errors", tmp_path / place)
    assert told.value.path == str(tmp_path / place)
    assert told.value.reason == reason
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize(
    ("campaign_name", "name"),
    [
        ("夏の来店", "登録完了リスト_20261121-000001_C-1024_夏の来店.csv"),
        ('A/B: <50%> "off"?', "登録完了リスト_20261121-000001_C-1024_A B 50% off.csv"),
        ("...", "登録完了リスト_20261121-000001_C-1024.csv"),
        ("長" * 100, f"登録完了リスト_20261121-000001_C-1024_{'長' * 40}.csv"),
    ],
)
def test_a_proposed_name_works_on_every_system(client: PortalClient, campaign_name: str, name: str) -> None:
    registration = msgspec.structs.replace(REGISTRATION, campaign_name=campaign_name)
    assert SentRegistrations(client.issuances).list_name(registration, "completed") == name


def test_the_two_lists_have_two_names(client: PortalClient) -> None:
    registrations = SentRegistrations(client.issuances)
    assert registrations.list_name(REGISTRATION, "errors") != registrations.list_name(REGISTRATION, "completed")
