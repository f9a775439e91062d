"""A full disk, a folder that cannot be written, a keyring that is locked or missing, a second window:
each is told with a way on, and what was there stays."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from netmile_desktop.cli import main
from netmile_desktop.domain.batches import BatchState
from netmile_desktop.domain.failures import Broken, FileUnwritable, StoreFault, WorkspaceUnusable, WriteFault
from netmile_desktop.domain.language import Language
from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.domain.texts.failures import failure_words
from netmile_desktop.paths import Folders
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.workspace.access import sandbox
from netmile_desktop.workspace.access.profiles import Profile
from tests.journeys.conftest import Start
from tests.support.clerk import Clerk
from tests.support.files import HEADER, csv_file, good_rows
from tests.support.keyring import PrivateKeyring
from tests.support.portals.book import issued, last_number
from tests.support.programs.program import PROGRAM
from tests.support.window import texts

pytestmark = pytest.mark.durable

CAMPAIGN = "C-1024"
NOWHERE_TO_WRITE = Path("/proc/self/netmile")
PASSPHRASE = "四つの言葉を並べておく"

on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs what only Linux has")


def sentence(reason: StoreFault, language: Language = Language.JAPANESE) -> str:
    return failure_words(WorkspaceUnusable(reason), language)


def begun(clerk: Clerk, tmp_path: Path) -> str:
    """A batch the clerk is at work on."""
    return clerk.import_file(csv_file(tmp_path / "作業中.csv", good_rows(5), header=HEADER), CAMPAIGN).batch_id


def reopened(clerk: Clerk, batch_id: str) -> None:
    """Open the batch and see that its rows are there."""
    clerk.page.show_tab(3)
    clerk.batch.open_batch(batch_id)
    clerk.wait(lambda: clerk.opened.draft is not None and clerk.opened.draft.batch_id == batch_id, "the batch")
    clerk.wait_until_idle()
    assert [clerk.draft.snapshot().row(at).key for at in range(len(clerk.draft.snapshot()))] == [
        row[1] for row in good_rows(5)
    ]


# --- a full disk -------------------------------------------------------------------------------------


@contextmanager
def full_disk() -> Iterator[None]:
    """No file of this process may be written behind its first bytes."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.skipif(os.name != "posix", reason="needs a bound on the size of files")
def test_on_a_full_disk_nothing_is_half_done_and_everything_can_be_done_later(start: Start, tmp_path: Path) -> None:
    clerk = start()
    clerk.enter_sandbox()
    batch_id = begun(clerk, tmp_path)
    another = csv_file(tmp_path / "もう一つ.csv", good_rows(300), header=HEADER)
    words = sentence(StoreFault.DISK_FULL)

    with full_disk():
        with pytest.raises(AssertionError):  # the grid takes nothing
            clerk.type_into(2, Column.KEY, "CHANGED")
        assert words in texts(clerk.window), "an edit"
        assert clerk.draft.snapshot().row(0).key == "K000001", "what cannot be kept is not shown as done"
        clerk.go_to_confirmation()
        clerk.send()
        clerk.wait_until_idle()
        assert clerk.draft.state is BatchState.DRAFT
        assert words in texts(clerk.window), "sending"
        clerk.drop(another)
        clerk.choose_campaign(CAMPAIGN)
        clerk.press(clerk.importing.import_button)
        clerk.wait_until_idle()
        assert words in texts(clerk.window), "an import"
    assert [batch.id for batch in clerk.desk.batches.all()] == [batch_id]

    clerk.press(clerk.importing.import_button)
    clerk.wait(lambda: clerk.opened.isVisible() and clerk.opened.draft is not None, "the second try")
    clerk.wait_until_idle()
    reopened(clerk, batch_id)
    clerk.type_into(2, Column.KEY, "CHANGED")
    clerk.go_to_confirmation()
    clerk.send()
    clerk.wait(lambda: clerk.draft.state is BatchState.DONE, "the verdicts")


@on_linux
def test_a_portal_whose_disk_is_full_is_told_and_the_batch_is_sent_later(
    start: Start, folders: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import resource

    monkeypatch.setattr(sandbox, "portal_command", lambda: PROGRAM)  # the portal itself, whose limits are set below
    clerk = start()
    clerk.enter_sandbox()
    before = last_number(folders.sandbox / "portal.db")
    begun(clerk, tmp_path)
    clerk.go_to_confirmation()
    portal = clerk.window.sign_in._front_door._sandbox._process
    assert portal is not None
    soft, hard = resource.prlimit(portal.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(portal.pid, resource.RLIMIT_FSIZE, (1_000, hard))
    clerk.send()
    clerk.wait_until_idle()
    assert failure_words(Broken(), Language.JAPANESE) in texts(clerk.window)
    assert clerk.draft.state is BatchState.SENDING
    resource.prlimit(portal.pid, resource.RLIMIT_FSIZE, (soft, hard))
    clerk.press(clerk.opened.sent.resume_button)
    clerk.wait(lambda: clerk.draft.state is BatchState.DONE, "the verdicts")
    assert issued(folders.sandbox / "portal.db", before) == {row[1]: (1, 100) for row in good_rows(5)}


# --- a place where nothing can be written ------------------------------------------------------------


@on_linux
def test_a_folder_that_cannot_be_written_is_told_where_one_signs_in(start: Start) -> None:
    clerk = start(NOWHERE_TO_WRITE)
    clerk.window.sign_in.enter_sandbox()
    clerk.wait_until_idle()
    assert sentence(StoreFault.READ_ONLY) in texts(clerk.window)
    assert clerk.window.desk is None
    assert clerk.window.sign_in.form.enter.isEnabled()


@pytest.fixture
def as_clerk(sandbox_portal: EmbeddedPortal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Who runs commands, and where."""
    monkeypatch.setenv("NETMILE_URL", sandbox_portal.url)
    monkeypatch.setenv("NETMILE_LOGIN", "demo")
    monkeypatch.setenv("NETMILE_PASSWORD", "Sandbox1234")
    monkeypatch.setenv("NETMILE_DATA_DIR", str(tmp_path / "data"))


@on_linux
@pytest.mark.parametrize("language", Language)
@pytest.mark.usefixtures("as_clerk")
def test_commands_tell_of_a_read_only_folder_and_what_was_in_it_stays(tmp_path: Path, language: Language) -> None:
    file = csv_file(tmp_path / "十一月.csv", good_rows(3))

    def send(*options: str) -> subprocess.CompletedProcess[str]:
        command = ["-m", "tests.support.powerless", "send", str(file), "--campaign", CAMPAIGN, "--lang", language]
        return subprocess.run(
            [sys.executable, *command, *options], capture_output=True, text=True, encoding="utf-8", check=False
        )

    first = send()
    assert first.returncode == 0, first.stderr
    workspace = next((tmp_path / "data" / "workspaces").glob("*/workspace.db")).parent
    before = {each.name: each.read_bytes() for each in workspace.iterdir()}
    workspace.chmod(0o500)
    for each in workspace.iterdir():
        each.chmod(0o400)
    refused = send("--anew", "二回目")
    assert (refused.returncode, refused.stdout) == (5, "")
    assert refused.stderr.strip().endswith(sentence(StoreFault.READ_ONLY, language))
    assert {each.name: each.read_bytes() for each in workspace.iterdir()} == before
    workspace.chmod(0o700)
    for each in workspace.iterdir():
        each.chmod(0o600)
    assert send("--anew", "二回目").returncode == 0


@on_linux
@pytest.mark.parametrize("language", Language)
@pytest.mark.usefixtures("as_clerk")
def test_a_list_that_cannot_be_saved_is_told(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], language: Language
) -> None:
    file = csv_file(tmp_path / "十一月.csv", good_rows(2))
    assert main(["send", str(file), "--campaign", CAMPAIGN]) == 0
    registration_id = capfd.readouterr().out.partition('"registration_id":"')[2].partition('"')[0]
    place = NOWHERE_TO_WRITE.with_name("完了.csv")
    assert main(["lists", registration_id, "--completed", str(place), "--delete", "--lang", language]) == 2
    said = capfd.readouterr()
    assert said.out == ""
    told = {
        failure_words(FileUnwritable(why, str(place)), language)
        for why in (WriteFault.NO_PERMISSION, WriteFault.NOT_FOUND)
    }
    assert said.err.strip() in told
    assert main(["lists", registration_id, "--completed", str(tmp_path / "完了.csv")]) == 0, "it was not deleted"


# --- the keyring ---------------------------------------------------------------------------------------


@pytest.fixture
def shop(real_portal: EmbeddedPortal) -> Profile:
    """A portal that says of itself that it is no sandbox, so that the local data needs a key."""
    return Profile(id="shop", name="店舗", url=real_portal.url)


def knock(clerk: Clerk, shop: Profile, passphrase: str = "") -> bool:
    """Try to sign in at the shop's portal; whether the desk opened."""
    page = clerk.window.sign_in
    page._front_door.profiles.save(shop)
    page._front_door.profiles.used(shop.id)
    page.entered()
    clerk.wait_until_idle()
    page.form.login.setText("demo")
    page.form.password.setText("Sandbox1234")
    if passphrase:
        assert not clerk_enters(clerk)
        page.form.key_form.passphrase.setText(passphrase)
        page.form.key_form.again.setText(passphrase)
    return clerk_enters(clerk)


def clerk_enters(clerk: Clerk) -> bool:
    clerk.press(clerk.window.sign_in.form.enter)
    clerk.wait_until_idle()
    return clerk.window.desk is not None


def test_without_a_keyring_a_passphrase_opens_the_same_work_again(start: Start, shop: Profile, tmp_path: Path) -> None:
    clerk = start()
    assert not knock(clerk, shop)
    assert sentence(StoreFault.NO_KEYRING) in texts(clerk.window)
    assert clerk.window.sign_in.form.key_form.isVisible()
    assert knock(clerk, shop, PASSPHRASE)
    batch_id = begun(clerk, tmp_path)
    clerk = start()
    assert not knock(clerk, shop, PASSPHRASE[::-1])
    assert sentence(StoreFault.WRONG_KEY) in texts(clerk.window)
    assert knock(clerk, shop, PASSPHRASE)
    reopened(clerk, batch_id)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_locked_keyring_is_told_and_unlocked_gives_the_work_back(
    start: Start, shop: Profile, tmp_path: Path, keyring: PrivateKeyring
) -> None:
    clerk = start()
    assert knock(clerk, shop)
    batch_id = begun(clerk, tmp_path)
    clerk = start()
    keyring.lock()
    assert not knock(clerk, shop)
    assert sentence(StoreFault.KEYRING_LOCKED) in texts(clerk.window)
    keyring.stop()
    keyring.start()
    clerk = start()
    assert knock(clerk, shop)
    reopened(clerk, batch_id)


# --- two at once ---------------------------------------------------------------------------------------


def test_a_second_window_and_a_command_are_told_and_the_first_goes_on(
    start: Start, folders: Folders, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    clerk = start()
    clerk.enter_sandbox()
    begun(clerk, tmp_path)
    second = start(beside=True)
    second.window.sign_in.enter_sandbox()
    second.wait_until_idle()
    assert sentence(StoreFault.IN_USE) in texts(second.window)
    assert second.window.desk is None
    for language in Language:
        command = ["send", str(tmp_path / "作業中.csv"), "--campaign", CAMPAIGN, "--url", "sandbox"]
        assert main([*command, "--data-dir", str(folders.data), "--lang", language]) == 5
        assert capfd.readouterr().err.strip().endswith(sentence(StoreFault.IN_USE, language))
    clerk.type_into(2, Column.KEY, "CHANGED")
    assert clerk.draft.snapshot().row(0).key == "CHANGED"
