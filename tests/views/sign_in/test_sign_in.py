from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.domain.failures import StoreFault, WorkspaceUnusable
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.sign_in.key_form import KeyForm
from netmile_desktop.views.sign_in.page import SignInPage
from netmile_desktop.workspace.access.profiles import Profile
from netmile_desktop.workspace.authentication import Authenticator
from netmile_desktop.workspace.desk import Desk
from tests.support.window import MemoryCredentials, ScriptedDialogs, settle, texts

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def desks() -> object:
    """Desks that were opened; closed after the test."""
    opened: list[Desk] = []
    yield opened
    for desk in opened:
        desk.close()


@pytest.fixture
def page(authenticator: Authenticator, toolbox: Toolbox, shown: Show, desks: list[Desk]) -> SignInPage:
    page = SignInPage(authenticator, toolbox)
    page.signed_in.connect(desks.append)
    shown(page)
    return page


@pytest.fixture
def shop(real_portal: EmbeddedPortal, authenticator: Authenticator) -> Profile:
    profile = Profile(id="shop", name="Shop", url=real_portal.url)
    authenticator.profiles.save(profile)
    authenticator.profiles.used("shop")
    return profile


def test_the_sandbox_is_one_click_away(page: SignInPage, tasks: TaskRunner, desks: list[Desk]) -> None:
    assert page.form.login.text() == "demo"
    assert page.form.password.text() == "Sandbox1234", "documented, and shown"
    assert page.form.password.echoMode() is QLineEdit.EchoMode.Normal
    page.form.enter.click()
    assert not page.form.enter.isEnabled(), "not twice"
    settle(tasks)
    assert desks[0].is_sandbox
    assert page.form.password.text() == "", "the password does not stay in the form"


def test_a_wrong_password_is_told_in_place_and_the_next_try_works(
    page: SignInPage, tasks: TaskRunner, desks: list[Desk]
) -> None:
    page.form.password.setText("wrong1234")
    page.form.enter.click()
    settle(tasks)
    assert "The ID or the password is wrong" in texts(page)
    assert page.form.password.hasFocus()
    assert page.form.password.selectedText() == "wrong1234"
    page.form.password.setText("Sandbox1234")
    page.form.enter.click()
    settle(tasks)
    assert len(desks) == 1
    assert "password is wrong" not in texts(page)


def test_a_locked_id_says_when_it_opens(page: SignInPage, tasks: TaskRunner) -> None:
    for _ in range(6):
        page.form.password.setText("wrong1234")
        page.form.enter.click()
        settle(tasks)
    assert "P-LOCK" in texts(page)
    assert "Try again after" in texts(page)


def test_nothing_is_asked_of_the_portal_while_a_field_is_empty(page: SignInPage, tasks: TaskRunner) -> None:
    page.form.login.clear()
    page.form.password.clear()
    page.form.enter.click()
    assert tasks.live() == 0
    assert "Enter the ID." in texts(page)
    assert "Enter the password." in texts(page)
    assert page.form.login.hasFocus()


@pytest.mark.parametrize("login", ["abc", "a" * 33, "ｄｅｍｏ", "de mo"])
def test_what_can_be_no_id_is_told_before_the_portal_counts_a_failure(
    page: SignInPage, tasks: TaskRunner, login: str
) -> None:
    page.form.login.setText(login)
    page.form.enter.click()
    assert tasks.live() == 0
    assert "4 to 32 half-width letters" in texts(page)
    assert page.form.login.hasFocus()


def test_a_portal_out_of_reach_keeps_what_was_typed(
    page: SignInPage, authenticator: Authenticator, tasks: TaskRunner
) -> None:
    authenticator.profiles.save(Profile(id="far", name="Far", url="http://127.0.0.1:1", login="clerk"))
    authenticator.profiles.used("far")
    page.entered()
    settle(tasks)
    page.form.password.setText("Secret1234")
    page.form.enter.click()
    settle(tasks)
    assert "The portal cannot be reached" in texts(page)
    assert (page.form.login.text(), page.form.password.text()) == ("clerk", "Secret1234")
    assert page.form.enter.isEnabled()


def test_enter_signs_in_but_not_while_the_ime_converts(
    page: SignInPage, tasks: TaskRunner, desks: list[Desk], qtbot: QtBot
) -> None:
    page.form.password.clear()
    page.form.login.setFocus()
    QApplication.sendEvent(page.form.login, QInputMethodEvent("でも", []))
    assert tasks.live() == 0
    QApplication.sendEvent(page.form.login, QInputMethodEvent())
    page.form.login.setText("demo")
    qtbot.keyClick(page.form.login, Qt.Key.Key_Return)
    assert page.form.password.hasFocus(), "goes on to what is missing"
    page.form.password.setText("Sandbox1234")
    qtbot.keyClick(page.form.password, Qt.Key.Key_Return)
    settle(tasks)
    assert len(desks) == 1


def test_a_remembered_password_is_filled_in_and_kept_only_where_asked(
    page: SignInPage, shop: Profile, credentials: MemoryCredentials, tasks: TaskRunner, desks: list[Desk]
) -> None:
    page.entered()
    settle(tasks)
    form = page.form
    form.login.setText("demo")
    form.password.setText("Sandbox1234")
    form.remember.setChecked(True)
    form.enter.click()
    settle(tasks)
    assert desks[0].remembered
    desks.pop().close()
    page.entered()
    settle(tasks)
    assert form.password.text() == "Sandbox1234"
    assert form.password.echoMode() is QLineEdit.EchoMode.Password
    form.remember.setChecked(False)
    form.enter.click()
    settle(tasks)
    assert not credentials.passwords


def test_a_remembered_password_is_forgotten_on_request(
    page: SignInPage, shop: Profile, authenticator: Authenticator, credentials: MemoryCredentials, tasks: TaskRunner
) -> None:
    kept = replace(shop, login="demo", remember=True)
    authenticator.profiles.save(kept)
    page._show_profiles(shop.id)
    settle(tasks)
    assert not page.form.forget.isVisible(), "nothing is remembered yet"
    credentials.save(kept, "demo", "Sandbox1234")
    page._show_profiles(shop.id)
    settle(tasks)
    page.form.forget.click()
    settle(tasks)
    assert not credentials.passwords
    assert page.form.password.text() == ""
    assert not page.form.remember.isChecked()
    assert not page.form.forget.isVisible()
    assert "no longer kept" in texts(page)
    assert authenticator.profiles.last() == replace(kept, remember=False)
    assert page.profiles.profile == authenticator.profiles.last()


def _focus_chain(first: QWidget) -> Iterator[QWidget]:
    """What the Tab key goes through from here."""
    widget = first.nextInFocusChain()
    while widget is not None and widget is not first:
        yield widget
        widget = widget.nextInFocusChain()


def test_without_a_keyring_it_says_so_and_asks_for_a_key(
    page: SignInPage, shop: Profile, credentials: MemoryCredentials, tasks: TaskRunner, desks: list[Desk]
) -> None:
    credentials.present = False
    page.entered()
    settle(tasks)
    form = page.form
    assert not form.remember.isEnabled()
    assert "kept in memory only" in texts(page)
    form.login.setText("demo")
    form.password.setText("Sandbox1234")
    form.enter.click()
    settle(tasks)
    assert form.key_form.isVisible()
    keys = form.key_form
    following = [form.password, keys.passphrase, keys.again, keys.file, keys.choose]
    reached = [widget for widget in _focus_chain(form.login) if widget in following]
    assert reached == following
    keys.passphrase.setText("long enough")
    keys.again.setText("long enough")
    form.enter.click()
    settle(tasks)
    assert desks[0].key_kept == "passphrase"
    assert keys.passphrase.text() == keys.again.text() == "", "nobody is to read it here later"


def asked_for_a_key(page: SignInPage, tasks: TaskRunner) -> KeyForm:
    """The form for a key, after a sign-in on a computer without a keyring."""
    page.entered()
    settle(tasks)
    page.form.login.setText("demo")
    page.form.password.setText("Sandbox1234")
    page.form.enter.click()
    settle(tasks)
    assert page.form.key_form.isVisible()
    return page.form.key_form


def test_a_new_passphrase_is_typed_twice_and_can_be_looked_at(
    page: SignInPage, shop: Profile, credentials: MemoryCredentials, tasks: TaskRunner, qtbot: QtBot
) -> None:
    credentials.present = False
    keys = asked_for_a_key(page, tasks)
    enter = page.form.enter
    steps = (
        ("", "", "Enter a passphrase of at least 8 characters, or choose a key file.", ""),
        ("short", "", "Enter a passphrase of at least 8 characters, or choose a key file.", "passphrase"),
        ("パスフレーズの鍵", "", "Enter the passphrase once more.", "passphrase"),
        ("パスフレーズの鍵", "パスフレーズの", "The two passphrases are not the same.", "again"),
        ("パスフレーズの鍵", "パスフレーズの鍵", "", ""),
    )
    for passphrase, again, missing, place in steps:
        keys.passphrase.setText(passphrase)
        keys.again.setText(again)
        assert (enter.isEnabled(), enter.toolTip()) == (not missing, missing)
        said = {"passphrase": keys.form.said(keys.passphrase), "again": keys.form.said(keys.again)}
        assert {name: text for name, text in said.items() if text} == ({place: missing} if place else {})
    hidden, plain = QLineEdit.EchoMode.Password, QLineEdit.EchoMode.Normal
    assert (keys.passphrase.echoMode(), keys.again.echoMode()) == (hidden, hidden)
    keys.eye.trigger()
    assert (keys.passphrase.echoMode(), keys.again.echoMode(), keys.eye.text()) == (plain, plain, "Hide the passphrase")
    keys.again.clear()
    qtbot.keyClick(keys.passphrase, Qt.Key.Key_Return)
    assert tasks.live() == 0, "Enter does not get around the second time"
    assert keys.again.hasFocus()


def test_a_passphrase_that_is_known_is_asked_for_once(
    page: SignInPage, shop: Profile, credentials: MemoryCredentials, tasks: TaskRunner, desks: list[Desk]
) -> None:
    credentials.present = False
    keys = asked_for_a_key(page, tasks)
    keys.passphrase.setText("long enough")
    keys.again.setText("long enough")
    page.form.enter.click()
    settle(tasks)
    desks[0].close()
    keys = asked_for_a_key(page, tasks)
    assert keys.passphrase.isVisible()
    assert not any(widget.isVisible() for widget in (keys.again, keys.file, keys.choose))
    assert "The drafts kept here are protected by your passphrase." in texts(page)
    assert not page.form.enter.isEnabled()
    keys.passphrase.setText("another")
    page.form.enter.click()
    settle(tasks)
    assert "does not open the local data" in texts(page)
    assert keys.passphrase.hasFocus()
    keys.passphrase.setText("long enough")
    page.form.enter.click()
    settle(tasks)
    assert desks[1].key_kept == "passphrase"


def test_a_key_file_that_is_gone_is_asked_for(
    page: SignInPage,
    shop: Profile,
    credentials: MemoryCredentials,
    tasks: TaskRunner,
    desks: list[Desk],
    dialogs: ScriptedDialogs,
    tmp_path: Path,
) -> None:
    credentials.present = False
    keys = asked_for_a_key(page, tasks)
    keys.passphrase.setText("half")
    dialogs.script(tmp_path / "my.key")
    keys.choose.click()
    assert page.form.enter.isEnabled(), "one of both is enough"
    assert keys.passphrase.text() == ""
    page.form.enter.click()
    settle(tasks)
    desks[0].close()
    (tmp_path / "my.key").rename(tmp_path / "moved.key")
    keys.file.clear()
    keys = asked_for_a_key(page, tasks)
    assert not keys.passphrase.isVisible()
    dialogs.script(tmp_path / "moved.key")
    keys.choose.click()
    page.form.enter.click()
    settle(tasks)
    assert desks[1].key_kept == "file"


def test_a_key_file_is_as_good(
    page: SignInPage,
    shop: Profile,
    credentials: MemoryCredentials,
    tasks: TaskRunner,
    desks: list[Desk],
    dialogs: ScriptedDialogs,
    tmp_path: Path,
) -> None:
    credentials.present = False
    page.entered()
    settle(tasks)
    page.form.login.setText("demo")
    page.form.password.setText("Sandbox1234")
    page.form.enter.click()
    settle(tasks)
    dialogs.script(tmp_path / "my.key")
    page.form.key_form._on_choose()
    page.form.enter.click()
    settle(tasks)
    assert desks[0].key_kept == "file"
    assert (tmp_path / "my.key").exists()


def test_portals_are_added_changed_and_removed(
    page: SignInPage, authenticator: Authenticator, tasks: TaskRunner, dialogs: ScriptedDialogs
) -> None:
    page.profiles.add.click()
    form = page.profile_form
    form.save.click()
    assert "Enter a name." in texts(page)
    form.name.setText("Production")
    form.url.setText("http://portal.example.jp")
    form.save.click()
    assert "Only https://" in texts(page)
    form.url.setText("Portal.example.jp/")
    form.save.click()
    settle(tasks)
    made = authenticator.profiles.all()[1]
    assert (made.name, made.url) == ("Production", "https://portal.example.jp")
    assert page.profiles.profile == made
    page.profiles.edit.click()
    form.name.setText("Test")
    form.save.click()
    settle(tasks)
    assert [profile.name for profile in authenticator.profiles.all()[1:]] == ["Test"]
    dialogs.script(False, True)
    page.profiles.remove.click()
    assert len(authenticator.profiles.all()) == 2
    page.profiles.remove.click()
    settle(tasks)
    assert len(authenticator.profiles.all()) == 1
    assert dialogs.asked[0].danger
    assert page.profiles.remove.isHidden(), "the sandbox stays"


def test_signing_in_can_be_given_up(page: SignInPage, authenticator: Authenticator, tasks: TaskRunner) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        authenticator.profiles.save(Profile(id="mute", name="Mute", url=url, login="clerk"))
        authenticator.profiles.used("mute")
        page.entered()
        settle(tasks)
        page.form.password.setText("Secret1234")
        page.form.enter.click()
        page.form.cancel.click()
        settle(tasks)
    assert page.form.enter.isEnabled()
    assert not page.form.cancel.isVisible()


def test_every_control_has_a_name(page: SignInPage) -> None:
    nameless = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not widget.accessibleName()
        and not getattr(widget, "text", str)()
    ]
    assert not nameless


def test_a_password_is_not_offered_to_another_address(
    page: SignInPage, tasks: TaskRunner, shop: Profile, authenticator: Authenticator, credentials: MemoryCredentials
) -> None:
    kept = replace(shop, login="demo", remember=True)
    authenticator.profiles.save(kept)
    credentials.save(kept, "demo", "Sandbox1234")
    page._show_profiles(shop.id)
    settle(tasks)
    assert page.form.password.text() == "Sandbox1234"
    page._on_edit(kept)
    page.profile_form.name.setText("Renamed")
    page.profile_form.save.click()
    settle(tasks)
    assert page.form.password.text() == "Sandbox1234", "a name changes nothing"
    page._on_edit(page.profiles.profile)
    page.profile_form.url.setText("https://elsewhere.example.jp")
    page.profile_form.save.click()
    settle(tasks)
    assert page.form.password.text() == ""
    assert credentials.find(kept, "demo") is None


def test_a_portal_that_cannot_be_kept_is_told_and_what_was_typed_stays(
    page: SignInPage, tasks: TaskRunner, authenticator: Authenticator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_profile: Profile) -> None:
        raise WorkspaceUnusable(StoreFault.DISK_FULL)

    monkeypatch.setattr(authenticator.profiles, "save", full)
    page.profiles.add.click()
    page.profile_form.name.setText("Production")
    page.profile_form.url.setText("portal.example.jp")
    page.profile_form.save.click()
    settle(tasks)
    assert page.profile_form.isVisible()
    assert page.profile_form.isEnabled()
    assert page.profile_form.name.text() == "Production"
    assert "full" in texts(page.profile_form)
