"""Sessions that end while somebody types: what is said, what stays, how one goes on."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, update

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain.failures import Refused
from netmile_desktop.portal.access.passwords import Passwords
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.portal.tables import session, user_account
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.campaign.single_view import SingleView
from netmile_desktop.views.campaign.view import CampaignView
from netmile_desktop.views.desk_page import DeskPage
from netmile_desktop.views.main_window import MainWindow
from netmile_desktop.workspace.access.sandbox import LOGIN, PASSWORD
from netmile_desktop.workspace.authentication import Authenticator
from tests.support.window import settle, texts

NEW_PASSWORD = "Another5678"


@pytest.fixture
def single(page: DeskPage, tasks: TaskRunner) -> SingleView:
    """A form of one issue, half filled in."""
    page.open_campaign("C-1024")
    settle(tasks)
    campaign = page.current
    assert isinstance(campaign, CampaignView)
    campaign.tabs.setCurrentIndex(1)
    campaign.issuance.one.click()
    settle(tasks)
    single = campaign.issuance.single
    single.form.address.setText("member00001@example.jp")
    single.form.key.setText("A-000001")
    single.form.notify.setChecked(True)
    single.form.message.setPlainText("Thank you")
    return single


def end_sessions(portal: EmbeddedPortal) -> None:
    now = portal.portal._clock()
    portal.database.write(lambda conn: conn.execute(update(session).values(revoked_at=now)))


def change_password(portal: EmbeddedPortal) -> None:
    """As from another computer: another password, and every session is over."""
    hashed = Passwords().hashed(NEW_PASSWORD)

    def change(conn: Connection) -> None:
        conn.execute(update(user_account).where(user_account.c.login == LOGIN).values(password_hash=hashed))

    portal.database.write(change)
    end_sessions(portal)


def lock(window: MainWindow) -> None:
    desk = window.desk
    assert desk is not None
    stranger = PortalClient(desk.client.base_url)
    for _ in range(5):
        with pytest.raises(Refused):
            stranger.sessions.sign_in(LOGIN, "not the password")
    stranger.close()


def still_there(single: SingleView) -> bool:
    form = single.form
    return (form.address.text(), form.key.text(), form.message.toPlainText(), form.notify.isChecked()) == (
        "member00001@example.jp",
        "A-000001",
        "Thank you",
        True,
    )


def test_a_session_ended_elsewhere_is_renewed_without_a_word(
    page: DeskPage, single: SingleView, tasks: TaskRunner, sandbox_portal: EmbeddedPortal
) -> None:
    end_sessions(sandbox_portal)
    single.confirm_button.click()
    settle(tasks)
    assert not page.reconnection.is_asking
    assert single.confirm.isVisible()


def test_a_password_changed_elsewhere_is_said_and_the_new_one_leads_on(
    page: DeskPage, single: SingleView, tasks: TaskRunner, sandbox_portal: EmbeddedPortal
) -> None:
    change_password(sandbox_portal)
    single.confirm_button.click()
    settle(tasks)
    overlay = page.reconnection.overlay
    assert overlay.isVisible()
    said = texts(overlay)
    assert "The password is another now" in said
    assert "changed elsewhere" in said
    overlay.password.setText(PASSWORD)
    overlay.enter.click()
    settle(tasks)
    assert overlay.isVisible(), "the old one is refused"
    assert "wrong" in texts(overlay)
    assert still_there(single)
    overlay.password.setText(NEW_PASSWORD)
    overlay.enter.click()
    settle(tasks)
    assert not overlay.isVisible()
    assert still_there(single)
    single.confirm_button.click()
    settle(tasks)
    assert single.confirm.isVisible(), "it goes on where it was"


def test_a_locked_id_says_until_when_and_nothing_is_lost(
    window: MainWindow, page: DeskPage, single: SingleView, tasks: TaskRunner, sandbox_portal: EmbeddedPortal
) -> None:
    lock(window)
    end_sessions(sandbox_portal)
    single.confirm_button.click()
    settle(tasks)
    overlay = page.reconnection.overlay
    assert overlay.isVisible()
    said = texts(overlay)
    assert "This ID is locked for now" in said
    assert "P-LOCK" in said
    overlay.password.setText(PASSWORD)
    overlay.enter.click()
    settle(tasks)
    assert overlay.isVisible()
    assert "Try again after" in texts(overlay)
    overlay.not_now.click()
    settle(tasks)
    assert not overlay.isVisible()
    assert still_there(single)
    assert "drafts are kept" in page.notices.notices()[-1].text, "the way back stays in sight"


def test_the_new_password_is_kept_where_the_old_one_was(
    authenticator: Authenticator, sandbox_portal: EmbeddedPortal
) -> None:
    sandbox = authenticator.profiles.all()[0]
    desk = authenticator.sign_in(sandbox, LOGIN, PASSWORD, remember=True)
    try:
        assert authenticator.credentials.find(sandbox, LOGIN) == PASSWORD
        change_password(sandbox_portal)
        desk.go_online(NEW_PASSWORD)
        assert authenticator.credentials.find(sandbox, LOGIN) == NEW_PASSWORD
    finally:
        desk.close()
