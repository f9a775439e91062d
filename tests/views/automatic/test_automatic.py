"""The sub-tab 「自動発行」: what an engineer copies, the keys, the tag tester, the examples."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from netmile_desktop.domain.wire import AutomaticKeyState
from netmile_desktop.paths import examples
from netmile_desktop.portal.sandbox import KEY_ID, KEY_SECRET
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.automatic.view import CONNECTION, EXAMPLES, LOG, TESTER, AutomaticView
from netmile_desktop.views.campaign.view import CampaignView, SubTab
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.workspace.access.profiles import Profile
from netmile_desktop.workspace.access.sandbox import SandboxPortal
from netmile_desktop.workspace.authentication import Authenticator
from netmile_desktop.workspace.automatic.flaws import FROM_OUTSIDE, ISSUING, TagFlaw
from netmile_desktop.workspace.desk import Desk
from tests.support.refusing import AUTOMATIC
from tests.support.window import MemoryCredentials, ScriptedDialogs, settle, texts

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def view(desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show) -> AutomaticView:
    view = AutomaticView(desk, toolbox, AUTOMATIC)
    shown(view)
    view.entered()
    settle(tasks)
    return view


def choose(view: AutomaticView, flaw: TagFlaw) -> None:
    assert view.tester.table.select(str(flaw))


def test_only_campaigns_of_automatic_issuance_have_the_sub_tab(
    desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show
) -> None:
    for campaign_id, is_automatic in ((AUTOMATIC, True), ("C-1024", False)):
        campaign = CampaignView(desk, toolbox, campaign_id)
        shown(campaign)
        campaign.entered()
        settle(tasks)
        at = SubTab.AUTOMATIC
        assert campaign.tabs.tabText(at) == "Automatic issuance"
        assert campaign.tabs.isTabVisible(at) is is_automatic
        if is_automatic:
            campaign.tabs.setCurrentIndex(at)
            settle(tasks)
            assert campaign.automatic is not None
            assert campaign.topic() == "automatic"
            campaign.automatic.show_page(LOG)
            settle(tasks)
            assert campaign.topic() == "automatic-errors"
            again = CampaignView(desk, toolbox, campaign_id)
            shown(again)
            again.restore(campaign.place())
            settle(tasks)
            assert again.automatic is not None
            assert again.automatic.choice.key == LOG


def test_an_engineer_copies_merchant_id_address_and_tag(view: AutomaticView, desk: Desk) -> None:
    page = view.connection
    assert page.merchant.text == "minato"
    assert page.campaign.text == AUTOMATIC
    assert page.endpoint.text == f"{desk.client.base_url}/v1/automatic/minato"
    page.tag.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith(f'<img src="{desk.client.base_url}/v1/automatic/minato/tag.gif?parameter=')
    assert 'width="1" height="1"' in copied


def test_a_secret_is_shown_once_and_kept_only_on_request(
    view: AutomaticView, tasks: TaskRunner, credentials: MemoryCredentials, desk: Desk
) -> None:
    card = view.connection.keys
    card.make_button.click()
    settle(tasks)
    made = card.panel.made
    assert made is not None
    assert card.panel.isVisible()
    assert card.panel.secret.text() == made.secret
    assert not card.make_button.isEnabled(), "two are valid"
    card.panel.copy_button.click()
    assert QGuiApplication.clipboard().text() == made.secret
    secret = made.secret
    assert not any(secret == kept for kept in credentials.passwords.values())
    card.panel.keep_button.click()
    settle(tasks)
    assert desk.site_keys.secret(made.key_id) == secret
    assert "until the key is revoked" in card.panel.said.text()
    card.panel.close_button.click()
    settle(tasks)
    assert not card.panel.isVisible()
    assert card.panel.made is None
    assert card.panel.secret.text() == ""
    assert secret not in texts(view)


def test_without_a_keyring_it_says_so(
    view: AutomaticView, tasks: TaskRunner, credentials: MemoryCredentials, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = view.connection.keys
    with monkeypatch.context() as broken:
        broken.setattr(credentials, "save", lambda *_: False)
        card.make_button.click()
        settle(tasks)
        card.panel.keep_button.click()
        settle(tasks)
    assert "did not take the secret" in card.panel.said.text()
    assert card.panel.keep_button.isEnabled()
    credentials.present = False
    card.table.select(KEY_ID)
    card.rotate_button.setEnabled(True)
    view.toolbox.dialogs.script(True)  # type: ignore[attr-defined]
    card.rotate_button.click()
    settle(tasks)
    assert not card.panel.keep_button.isEnabled()
    assert "no keyring that can be used" in card.panel.said.text()


def test_revoking_asks_and_says_what_happens(
    view: AutomaticView, tasks: TaskRunner, dialogs: ScriptedDialogs, desk: Desk
) -> None:
    card = view.connection.keys
    card.table.select(KEY_ID)
    dialogs.script(False)
    card.revoke_button.click()
    assert "automatic issuance stops" in dialogs.asked[-1].text
    assert dialogs.asked[-1].danger
    assert desk.site_keys.all().keys[0].state is AutomaticKeyState.VALID
    card.make_button.click()
    settle(tasks)
    made = card.panel.made
    assert made is not None
    card.table.select(KEY_ID)
    dialogs.script(True)
    card.revoke_button.click()
    settle(tasks)
    assert f"must use {made.key_id} instead" in dialogs.asked[-1].text
    assert {key.key_id: key.state for key in desk.site_keys.all().keys}[KEY_ID] is AutomaticKeyState.REVOKED
    assert not card.revoke_button.isEnabled()


def test_the_third_key_replaces_the_oldest_after_a_question(
    view: AutomaticView, tasks: TaskRunner, dialogs: ScriptedDialogs
) -> None:
    card = view.connection.keys
    card.make_button.click()
    settle(tasks)
    first = card.panel.made
    assert first is not None
    dialogs.script(True)
    card.rotate_button.click()
    settle(tasks)
    assert KEY_ID in dialogs.asked[-1].text
    assert [key.key_id for key in card.valid][1:] == [first.key_id]


def test_the_tester_sends_a_valid_parameter_and_shows_request_and_answer(
    view: AutomaticView, tasks: TaskRunner, desk: Desk
) -> None:
    view.show_page(TESTER)
    settle(tasks)
    tester = view.tester
    assert tester.primary().isEnabled()
    tester.make_button.click()
    settle(tasks)
    assert tester.result.badge.text == "Not sent"
    request = tester.result.request.text.toPlainText()
    assert f"POST {desk.client.base_url}/v1/automatic/minato" in request
    assert '"kid": "sandbox00001"' in request
    assert '"address": "member00001@example.jp"' in request
    assert KEY_SECRET not in request
    tester.send_button.click()
    settle(tasks)
    assert tester.result.badge.text == "As expected"
    assert "1 mile issued to member00001@example.jp" in tester.result.headline.text()
    answer = json.loads(tester.result.answer.text.toPlainText())
    assert answer["issued"] is True
    assert answer["issue_id"] in tester.result.meaning.text()


def test_broken_parameters_are_all_refused_as_expected(view: AutomaticView, tasks: TaskRunner, desk: Desk) -> None:
    view.show_page(TESTER)
    settle(tasks)
    tester = view.tester
    before = desk.catalogue.detail(AUTOMATIC).miles_issued
    tester.all_button.click()
    settle(tasks)
    model = tester.table.records_model
    told = {flaw: (model.columns[1].text(flaw), model.columns[2].text(flaw)) for flaw in model.records}
    assert all(expected == code for flaw, (expected, code) in told.items() if flaw in FROM_OUTSIDE - ISSUING)
    assert told[TagFlaw.NONE][1] == ""
    assert desk.catalogue.detail(AUTOMATIC).miles_issued == before
    chosen: list[str] = []
    view.toolbox.navigation.help_chosen.connect(chosen.append)
    choose(view, TagFlaw.AMOUNT)
    assert tester.result.headline.text().startswith("12006")
    assert "range" in tester.result.meaning.text()
    tester.result.help_button.click()
    assert chosen == ["codes#automatic:12006"]
    choose(view, TagFlaw.CHANGED)
    assert "of the parameter was changed" in tester.result.request.text.toPlainText()


@pytest.mark.parametrize(
    ("flaw", "code", "campaign"), [(TagFlaw.PER_MEMBER, "44038", "C-1043"), (TagFlaw.PER_DAY, "44039", "C-1044")]
)
def test_a_limit_is_reached_and_then_exceeded(
    view: AutomaticView, tasks: TaskRunner, flaw: TagFlaw, code: str, campaign: str
) -> None:
    """In campaigns of the sandbox, from the form as it is."""
    view.show_page(TESTER)
    settle(tasks)
    tester = view.tester
    choose(view, flaw)
    assert tester.form.campaign.text() == campaign
    tester.send_button.click()
    settle(tasks)
    assert tester.result.badge.text == "As expected"
    assert tester.result.headline.text().startswith(code)
    assert json.loads(tester.result.answer.text.toPlainText())["code"] == code


def test_what_cannot_be_tried_says_why(view: AutomaticView, tasks: TaskRunner, desk: Desk) -> None:
    desk.sandbox_operator.suspend("C-1043", suspended=True)
    view.show_page(TESTER)
    settle(tasks)
    tester = view.tester
    for flaw, why in (
        (TagFlaw.FAILED, "20012"),
        (TagFlaw.PER_MEMBER, "no campaign of automatic issuance with such a limit"),
    ):
        choose(view, flaw)
        assert not tester.send_button.isEnabled()
        assert why in tester.obstacle.text()
    choose(view, TagFlaw.NONE)
    tester.form.address.clear()
    assert not tester.send_button.isEnabled()
    assert "Fill in" in tester.obstacle.text()


def test_a_secret_that_is_none_is_said_under_its_field(view: AutomaticView, tasks: TaskRunner) -> None:
    view.connection.keys.make_button.click()
    settle(tasks)
    view.connection.keys.panel.close_panel()
    settle(tasks)
    view.show_page(TESTER)
    settle(tasks)
    form = view.tester.form
    assert form.key_id.currentText() == KEY_ID, "as it was chosen before"
    form.key_id.setCurrentIndex(0)
    assert form.secret.isVisible()
    assert "secret of the key" in view.tester.obstacle.text()
    form.secret.setText("short")
    view.tester.send_button.click()
    settle(tasks)
    assert "43 characters" in form.form.said(form.secret)


def test_a_real_portal_is_asked_before_miles_are_really_issued(
    real_portal: EmbeddedPortal,
    toolbox: Toolbox,
    tasks: TaskRunner,
    dialogs: ScriptedDialogs,
    shown: Show,
    tmp_path: Path,
    credentials: MemoryCredentials,
) -> None:
    shop = Profile(id="shop", name="店舗", url=real_portal.url)
    desk = Authenticator(tmp_path / "real", credentials, SandboxPortal(tmp_path / "unused")).sign_in(
        shop, "demo", "Sandbox1234"
    )
    view = AutomaticView(desk, toolbox, AUTOMATIC)
    shown(view)
    view.show_page(TESTER)
    settle(tasks)
    form, tester = view.tester.form, view.tester
    assert form.secret.isVisible(), "what everybody knows is the sandbox's secret alone"
    assert form.address.text() == ""
    form.secret.setText(KEY_SECRET)
    form.address.setText("member00001@example.jp")
    form.key.setText("K000001")
    form.miles.setText("12")
    before = desk.catalogue.detail(AUTOMATIC).miles_issued
    dialogs.script(False)
    tester.send_button.click()
    settle(tasks)
    assert "12 mile" in dialogs.asked[-1].title
    assert "member00001@example.jp" in dialogs.asked[-1].title
    assert "really issued" in dialogs.asked[-1].text
    assert desk.catalogue.detail(AUTOMATIC).miles_issued == before
    choose(view, TagFlaw.CHANGED)
    tester.send_button.click()
    settle(tasks)
    assert tester.result.headline.text().startswith("13005"), "nothing is asked where nothing is issued"
    choose(view, TagFlaw.NONE)
    dialogs.script(True)
    tester.send_button.click()
    settle(tasks)
    assert desk.catalogue.detail(AUTOMATIC).miles_issued == before + 12
    desk.close()


def test_examples_are_the_files_of_the_documents(view: AutomaticView, tasks: TaskRunner) -> None:
    view.show_page(EXAMPLES)
    settle(tasks)
    page = view.examples
    names = [page.languages.tabText(at) for at in range(page.languages.count())]
    assert names == ["Python", "PHP", "Java", "JavaScript", "Ruby"]
    for at in range(len(names)):
        page.languages.setCurrentIndex(at)
        page.code.copy.click()
        file = examples() / "automatic-issuance" / page.file_name.text()
        assert QGuiApplication.clipboard().text() == file.read_text(encoding="utf-8")


def test_every_page_is_worked_with_the_keyboard_alone(view: AutomaticView, tasks: TaskRunner) -> None:
    """Tab reaches everything that can be used, and comes back to where it began."""
    for page in (CONNECTION, TESTER, EXAMPLES, LOG):
        view.show_page(page)
        settle(tasks)
        view.choice.button(page).setFocus()
        reached: list[QWidget] = []
        for _ in range(80):
            focused = QApplication.focusWidget()
            assert focused is not None
            if focused in reached:
                break
            reached.append(focused)
            QTest.keyClick(focused, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is reached[0], page
        wanted = {
            CONNECTION: [view.connection.tag.copy, view.connection.keys.make_button, view.connection.keys.table],
            TESTER: [view.tester.table, view.tester.form.address, view.tester.send_button, view.tester.all_button],
            EXAMPLES: [view.examples.languages, view.examples.code.text, view.examples.code.copy],
            LOG: [view.log.conditions.code, view.log.table, view.log.deeds.all_button],
        }[page]
        assert set(wanted) <= set(reached), page
