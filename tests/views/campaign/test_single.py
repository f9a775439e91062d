"""One issue at a time, from the form to the 発行登録ID, at the real portal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.domain.campaigns import CampaignState, FixedAmount, VariableAmount
from netmile_desktop.domain.failures import Unreachable
from netmile_desktop.domain.wire import CampaignSearch, CampaignSummary, RegistrationSearch
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.campaign.single_view import SingleView
from netmile_desktop.views.campaign.view import CampaignView
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.desk import Desk
from tests.support.window import ScriptedDialogs, settle, texts

Show = Callable[[QWidget], QWidget]


def running(desk: Desk, kind: type) -> CampaignSummary:
    found = desk.catalogue.search(CampaignSearch(states=[CampaignState.RUNNING])).items
    return next(each for each in found if isinstance(each.amount, kind))


@pytest.fixture
def view(desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show) -> CampaignView:
    view = CampaignView(desk, toolbox, running(desk, VariableAmount).id)
    shown(view)
    view.entered()
    settle(tasks)
    view.tabs.setCurrentIndex(1)
    view.issuance.one.click()
    settle(tasks)
    return view


@pytest.fixture
def single(view: CampaignView) -> SingleView:
    return view.issuance.single


def fill(single: SingleView, address: str = "member00001@example.jp", key: str = "S-1", miles: str = "120") -> None:
    single.form.address.setText(address)
    single.form.key.setText(key)
    single.form.miles.setText(miles)


def confirm(single: SingleView, tasks: TaskRunner) -> None:
    single.confirm_button.click()
    settle(tasks)


def issue(single: SingleView, tasks: TaskRunner) -> None:
    single.confirm.tick.setChecked(True)
    single.confirm.issue.click()
    settle(tasks)


def test_one_member_gets_miles_once(
    view: CampaignView, single: SingleView, desk: Desk, toolbox: Toolbox, tasks: TaskRunner
) -> None:
    campaign = desk.catalogue.detail(view.campaign_id)
    said = texts(single)
    for fact in (campaign.id, campaign.name, toolbox.words.amount(campaign.amount)):
        assert fact in said, "the form says for which campaign, and how many miles may be issued"
    fill(single)
    confirm(single, tasks)
    assert single.confirm.isVisible()
    said = texts(single.confirm)
    for fact in (view.campaign_id, "member00001@example.jp", "S-1", "120 mile", "Will not be sent"):
        assert fact in said
    assert view.primary() is single.confirm.issue
    assert not single.confirm.issue.isEnabled(), "not before the campaign was ticked"
    name = single.confirm.campaign_name.text()
    assert single.confirm.issue.text() == f"Issue 120 mile for {formats.campaign(view.campaign_id, name)}"
    issue(single, tasks)
    assert "The miles were issued." in texts(single.result)
    registration = desk.registrations.detail(single.result.id.text)
    said = texts(single.result)
    for fact in (registration.campaign_name, "member00001@example.jp", "S-1", "120 mile", "Processed at"):
        assert fact in said, "to whom, how many, when"
    assert (registration.type, registration.records, registration.errors) == ("single", 1, 0)
    went: list[str] = []
    toolbox.navigation.registration_chosen.connect(went.append)
    single.result.status.click()
    assert went == [registration.registration_id]
    found = desk.registrations.search(RegistrationSearch(campaign_id=view.campaign_id, type="single")).items
    assert [each.registration_id for each in found].count(registration.registration_id) == 1


def test_beyond_the_limit_is_asked_about_twice(
    view: CampaignView,
    single: SingleView,
    desk: Desk,
    tasks: TaskRunner,
    dialogs: ScriptedDialogs,
    sandbox_portal: EmbeddedPortal,
) -> None:
    desk.budgets.set_limit(view.campaign_id, 1)
    fill(single)
    confirm(single, tasks)
    dialogs.script(False, True)
    issue(single, tasks)
    assert dialogs.asked[0].title == f"The monthly limit of {view.campaign_id} would be passed"
    assert single.confirm.isVisible()
    single.confirm.issue.click()
    single.back()
    settle(tasks)
    assert len(dialogs.asked) == 1, "who has gone back issues nothing"
    confirm(single, tasks)
    issue(single, tasks)
    assert "The miles were issued." in texts(single.result)
    single.result.next.click()
    fill(single, key="S-2")
    confirm(single, tasks)
    sandbox_portal.__exit__(None, None, None)
    issue(single, tasks)
    assert single.confirm.isVisible(), "what was spent is not known"
    assert single.confirm.notices.count() == 1


def test_the_next_member_is_asked_for_with_the_same_settings(single: SingleView, tasks: TaskRunner) -> None:
    single.form.notify.setChecked(True)
    fill(single)
    confirm(single, tasks)
    issue(single, tasks)
    single.result.next.click()
    assert (single.form.address.text(), single.form.key.text()) == ("", "")
    assert single.form.miles.text() == "120"
    assert single.form.notify.isChecked()


def test_a_repetition_is_named_before_it_is_issued(single: SingleView, tasks: TaskRunner) -> None:
    fill(single)
    confirm(single, tasks)
    issue(single, tasks)
    single.result.next.click()
    fill(single)
    confirm(single, tasks)
    assert single.confirm.isVisible(), "it may be meant"
    assert "Is this meant?" in texts(single.confirm)
    single.confirm.tick.click()
    assert not single.confirm.issue.isEnabled()
    assert single.confirm.issue.toolTip() == "Tick the box first: is it meant to be issued once more?"
    single.confirm.anew.click()
    assert single.confirm.issue.isEnabled()


def test_the_same_address_under_another_key_is_named_too(single: SingleView, tasks: TaskRunner) -> None:
    fill(single)
    confirm(single, tasks)
    assert not single.confirm.anew.isVisible(), "nothing is repeated"
    issue(single, tasks)
    single.result.next.click()
    fill(single, address="MEMBER00001@example.jp", key="S-9")
    confirm(single, tasks)
    assert "under another key. Is this meant?" in texts(single.confirm)
    assert single.confirm.anew.isVisible()
    single.back()
    fill(single, address="member00002@example.jp", key="S-9")
    confirm(single, tasks)
    assert not single.confirm.anew.isVisible()


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("address", "ｙａｍａｄａ@example.jp", "19013"),
        ("key", "Ａ-1", "19014"),
        ("miles", "1,000", "19015"),
        ("miles", "99999999", "12006"),
    ],
)
def test_what_is_wrong_is_said_while_it_is_typed(
    single: SingleView, tasks: TaskRunner, field: str, text: str, code: str
) -> None:
    fill(single)
    edit = getattr(single.form, field)
    edit.setText(text)
    assert single.form.form.said(edit).startswith(code)
    confirm(single, tasks)
    assert not single.confirm.isVisible()
    assert edit.hasFocus(), "the cursor is where the fault is"


def test_full_width_letters_and_digits_can_be_made_half_width(single: SingleView) -> None:
    form = single.form
    fill(single, key="Ａ-１", miles="１２０")
    for edit, after in ((form.miles, "120"), (form.key, "A-1")):
        offer = form.form.offered(edit)
        assert offer is not None
        assert f"“{after}”" in offer.text()
        assert ("specified key changes" in offer.text()) == (edit is form.key)
        offer.click()
        assert edit.text() == after
        assert edit.hasFocus()
        assert form.form.offered(edit) is None
    form.key.setText("会員")
    assert form.form.offered(form.key) is None, "nobody can know which key is meant"
    form.miles.setText("99999999")
    assert form.form.offered(form.miles) is None, "the nearest amount would be a guess"


def test_what_is_pasted_is_not_cut_to_a_length_that_passes(single: SingleView) -> None:
    for edit, text in (
        (single.form.address, f"{'a' * 60}@{'b' * 190}.example.jp"),
        (single.form.key, "K" * 65),
        (single.form.miles, "120" + " " * 20 + "5"),
    ):
        edit.insert(text)
        assert edit.text() == text
        assert "19" in single.form.form.said(edit)


def test_cells_pasted_from_a_spreadsheet_bring_a_line_end(single: SingleView, tasks: TaskRunner) -> None:
    for edit, text in ((single.form.address, "member00003@example.jp"), (single.form.key, "S-3")):
        QApplication.clipboard().setText(f"{text}\r\n")
        edit.paste()
        assert not single.form.form.said(edit)
    single.form.miles.setText("120")
    confirm(single, tasks)
    assert "member00003@example.jp" in texts(single.confirm)


def test_an_empty_form_says_what_is_missing_only_when_it_is_to_be_confirmed(
    single: SingleView, tasks: TaskRunner
) -> None:
    form = single.form
    assert not any(form.form.said(edit) for edit in (form.address, form.key, form.miles))
    single.confirm_button.click()
    assert tasks.live() == 0, "nothing is asked of the portal"
    assert all(form.form.said(edit) for edit in (form.address, form.key, form.miles))
    assert form.address.hasFocus()


def test_a_carriers_address_is_only_a_warning(single: SingleView, tasks: TaskRunner) -> None:
    fill(single, address="pc..0001@docomo.ne.jp")
    assert "L-MOBILE" in single.form.form.said(single.form.address)
    assert not single.form.address.property("bad")
    confirm(single, tasks)
    assert single.confirm.isVisible()
    assert "L-MOBILE" in texts(single.confirm)


def test_a_single_failure_shows_code_and_words_and_keeps_the_input(
    single: SingleView, desk: Desk, tasks: TaskRunner
) -> None:
    fill(single, address="nobody@example.jp")
    confirm(single, tasks)
    issue(single, tasks)
    said = texts(single.result)
    assert "41053" in said
    assert "Nothing was issued." in said
    found = desk.registrations.search(RegistrationSearch(registration_id=single.result.id.text)).items
    assert [(each.type, each.errors) for each in found] == [("single", 1)]
    single.result.correct.click()
    assert single.form.address.text() == "nobody@example.jp"
    assert single.form.key.text() == "S-1"


def test_back_keeps_what_was_typed(view: CampaignView, single: SingleView, tasks: TaskRunner) -> None:
    fill(single)
    confirm(single, tasks)
    assert view.back()
    assert single.form.address.text() == "member00001@example.jp"
    assert view.back()
    assert not single.isVisible()
    assert not view.back()
    view.issuance.one.click()
    settle(tasks)
    assert single.form.key.text() == "S-1"


def test_a_lost_answer_is_looked_up_and_never_issued_twice(
    single: SingleView, desk: Desk, tasks: TaskRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(single)
    confirm(single, tasks)
    really = desk.client.issuances.issue_one

    def lost(*words: Any) -> object:
        really(*words)
        raise Unreachable("the answer never came")

    def silent(*_words: object) -> object:
        raise Unreachable("no answer")

    with monkeypatch.context() as patch:
        patch.setattr(type(desk.client.issuances), "issue_one", lambda _self, *words: lost(*words))
        patch.setattr(type(desk.client.issuances), "find", lambda _self, *words: silent(*words))
        issue(single, tasks)
    assert "is looked up first" in texts(single.confirm)
    assert len(desk.singles.waiting()) == 1
    single.confirm.issue.click()
    settle(tasks)
    assert "The miles were issued." in texts(single.result)
    issued = [each.registration_id for each in desk.singles.all()]
    assert len(issued) == 1


def test_an_issue_of_unknown_fate_is_named_and_looked_up_on_the_next_visit(
    single: SingleView, desk: Desk, tasks: TaskRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(single)
    confirm(single, tasks)

    def silent(*_words: object) -> object:
        raise Unreachable("no answer")

    with monkeypatch.context() as patch:
        for name in ("issue_one", "find"):
            patch.setattr(type(desk.client.issuances), name, silent)
        issue(single, tasks)
    single.back()
    single.entered()
    settle(tasks)
    assert "outcome is not known yet: 1" in texts(single)
    single._on_resume()
    settle(tasks)
    assert "it never arrived and was not issued" in texts(single)
    assert desk.singles.waiting() == []


def test_without_the_portal_the_input_stays(
    single: SingleView, sandbox_portal: EmbeddedPortal, toolbox: Toolbox, tasks: TaskRunner
) -> None:
    sandbox_portal.__exit__(None, None, None)
    fill(single)
    confirm(single, tasks)
    assert not toolbox.connection.is_online
    assert "portal" in texts(single).lower()
    assert single.form.address.text() == "member00001@example.jp"


def test_the_sample_mail_needs_no_portal(single: SingleView, desk: Desk, sandbox_portal: EmbeddedPortal) -> None:
    campaign_name = desk.catalogue.detail(single.form.request().campaign_id).name
    sandbox_portal.__exit__(None, None, None)
    fill(single)
    single.form.notify.setChecked(True)
    single.form.message.setPlainText("いつもありがとうございます")
    single.form.sample.click()
    sample = single.sample
    assert sample.isVisible()
    text = sample.text.toPlainText()
    assert "いつもありがとうございます" in text
    assert desk.site.name in text
    assert single.confirm_button.text() == "Confirm"
    assert campaign_name in text
    assert "120 mile" in text
    single.form.miles.setText("130")
    assert "130 mile" in sample.text.toPlainText(), "it follows what is filled in"
    single.form.miles.setText("many")
    assert not sample.isVisible(), "there is no such mail"


def test_what_is_empty_is_named_and_has_to_be_filled_in(single: SingleView, tasks: TaskRunner) -> None:
    assert texts(single.form).count("Required") == 2 + (not single.form.miles.isReadOnly())
    single.form.address.clear()
    single.form.key.clear()
    confirm(single, tasks)
    assert not single.confirm.isVisible()
    assert "Please correct: ① Mail address, ② Specified key" in texts(single)
    assert single.form.address.hasFocus()


def test_a_limit_that_is_foreseen_is_named_above_the_form(
    desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show
) -> None:
    limited = next(
        each
        for each in desk.catalogue.search(CampaignSearch(states=[CampaignState.RUNNING])).items
        if desk.catalogue.detail(each.id).per_member == 1
    )
    view = CampaignView(desk, toolbox, limited.id)
    shown(view)
    view.entered()
    settle(tasks)
    view.tabs.setCurrentIndex(1)
    view.issuance.open_single()
    single = view.issuance.single
    miles = str(limited.amount.miles if isinstance(limited.amount, FixedAmount) else limited.amount.min)
    fill(single, "member00770@example.jp", "L-1", miles)
    confirm(single, tasks)
    issue(single, tasks)
    single.result.next.click()
    fill(single, "member00770@example.jp", "L-2", miles)
    confirm(single, tasks)
    assert not single.confirm.isVisible()
    assert "44038" in single.form.form.said(single.form.address)
    assert "Please correct: ① Mail address" in texts(single)
    assert single.form.address.hasFocus()


def test_text_for_the_mail_goes_with_the_mail(single: SingleView, tasks: TaskRunner) -> None:
    fill(single)
    form = single.form
    assert not form.message.isEnabled()
    form.notify.setChecked(True)
    form.message.setPlainText("x" * 501)
    assert not form.check()
    assert form.form.faulty() == [form.message]
    confirm(single, tasks)
    assert form.message.hasFocus()
    form.message.setPlainText("\a")
    assert not form.check()
    assert form.count.text().startswith("Contains control characters")
    form.message.setPlainText("a\nb")
    assert form.check()
    assert form.request().message == "a\nb"
    form.notify.setChecked(False)
    assert form.request().message == ""
    assert (form.days.minimum(), form.days.maximum()) == (1, 90)
    form.after_days.setChecked(True)
    form.days.setValue(30)
    assert form.request().transfer_after_days == 30


def test_fixed_miles_are_prefilled_and_locked(desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show) -> None:
    campaign = running(desk, FixedAmount)
    view = CampaignView(desk, toolbox, campaign.id)
    shown(view)
    view.entered()
    settle(tasks)
    view.tabs.setCurrentIndex(1)
    view.issuance.one.click()
    settle(tasks)
    assert isinstance(campaign.amount, FixedAmount)
    assert view.issuance.single.form.miles.text() == str(campaign.amount.miles)
    assert view.issuance.single.form.miles.isReadOnly()


def test_it_goes_by_keys_alone(view: CampaignView, single: SingleView, tasks: TaskRunner, qtbot: QtBot) -> None:
    view.activateWindow()
    single.form.address.setFocus()

    def type_here(text: str) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClicks(focused, text)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)

    for text in ("member00002@example.jp", "S-2", "50"):
        type_here(text)
    qtbot.keyClick(single.form.miles, Qt.Key.Key_Return)
    settle(tasks)
    tick = QApplication.focusWidget()
    assert tick is single.confirm.tick
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    primary = view.primary()
    assert primary is not None
    primary.setFocus()
    qtbot.keyClick(primary, Qt.Key.Key_Space)
    settle(tasks)
    assert "The miles were issued." in texts(single.result)
    assert single.result.next.hasFocus()


def test_the_days_until_the_transfer_are_the_campaigns_until_somebody_chooses_others(
    desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show
) -> None:
    running = desk.catalogue.search(CampaignSearch(states=[CampaignState.RUNNING])).items
    campaign = next(found for each in running if (found := desk.catalogue.detail(each.id)).transfer_after_days)
    view = CampaignView(desk, toolbox, campaign.id)
    shown(view)
    view.entered()
    settle(tasks)
    form = view.issuance.single.form
    assert form.after_days.isChecked()
    assert form.transfer_after_days == campaign.transfer_after_days
    form.days.setValue(campaign.transfer_after_days + 1)
    view.refresh()
    settle(tasks)
    assert form.transfer_after_days == campaign.transfer_after_days + 1, "a refresh takes no choice back"
