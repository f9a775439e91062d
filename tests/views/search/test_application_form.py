"""New campaigns, changes and campaigns used again, from the form to the number, at the real portal."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from netmile_desktop.domain.applications import FormField
from netmile_desktop.domain.campaigns import ApplicationKind, ApplicationState, CampaignState
from netmile_desktop.domain.wire import ApplicationSearch, CampaignSearch
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.application.form import CampaignForm
from netmile_desktop.views.application.view import ApplicationView
from netmile_desktop.views.campaign.view import CampaignView
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.search.view import SearchView
from netmile_desktop.workspace.desk import Desk
from tests.support.window import ScriptedDialogs, settle, texts

Show = Callable[[QWidget], QWidget]
Open = Callable[..., ApplicationView]

NEW, CHANGE, REUSE = ApplicationKind
CAMPAIGN = "C-1024"
GIF = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")


@pytest.fixture
def opened(desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show) -> Open:
    def open_(kind: ApplicationKind = NEW, campaign_id: str = "") -> ApplicationView:
        view = ApplicationView(desk, toolbox, kind, campaign_id)
        shown(view)
        view.entered()
        settle(tasks)
        return view

    return open_


def fill(form: CampaignForm, desk: Desk, name: str = "春の祭") -> None:
    first, last = (formats.day(desk.today() + timedelta(days=days)) for days in (3, 30))
    form.name.setText(name)
    form.description.setPlainText("ご来店でマイルを進呈")
    for period in (form.campaign, form.issuance):
        period.first.edit.setText(first)
        period.last.edit.setText(last)
    form.amount.miles.setText("120")
    form.link.setText("https://shop.example.jp/")


def confirm(view: ApplicationView, tasks: TaskRunner) -> None:
    view.confirm_button.click()
    settle(tasks)


def apply(view: ApplicationView, tasks: TaskRunner) -> None:
    confirm(view, tasks)
    assert view.confirm.isVisible(), texts(view)
    view.confirm.apply.click()
    settle(tasks)
    assert view.done.isVisible(), texts(view)


def test_a_new_campaign_is_applied_for(
    opened: Open, desk: Desk, toolbox: Toolbox, dialogs: ScriptedDialogs, tasks: TaskRunner, tmp_path: Path
) -> None:
    view = opened()
    fill(view.form, desk)
    banner = tmp_path / "banner.gif"
    banner.write_bytes(GIF)
    dialogs.script(banner)
    view.form.banner.choose.click()
    settle(tasks)
    assert view.form.banner.preview.isVisible()
    confirm(view, tasks)
    said = texts(view.confirm)
    for fact in ("A new campaign ID will be given.", "春の祭", "Fixed, 120 miles", "https://shop.example.jp/"):
        assert fact in said
    assert view.primary() is view.confirm.apply
    assert view.back()
    assert view.form.name.text() == "春の祭"
    apply(view, tasks)
    assert view.done.badge.text == "Applied"
    application = desk.applications.detail(view.done.number.text)
    assert (application.campaign_id, application.content.banner) == (view.done.campaign.text, GIF)
    went: list[str] = []
    toolbox.navigation.search_chosen.connect(lambda: went.append("search"))
    view.done.search.click()
    settle(tasks)
    assert went == ["search"]
    assert view.form.name.text() == "", "ready for the next"


def test_faults_stand_under_their_fields_as_one_types(opened: Open, desk: Desk, tasks: TaskRunner) -> None:
    view = opened()
    form = view.form
    said = form.form.said
    assert not said(form.name), "what is empty is not told of at once"
    form.campaign.first.edit.setText(formats.day(desk.today() - timedelta(days=1)))
    form.campaign.last.edit.setText(formats.day(desk.today()))
    assert "The first day is over" in said(form.campaign)
    form.campaign.last.edit.setText("いつか")
    assert "such as" in said(form.campaign)
    form.link.setText("shop.example.jp")
    assert "http://" in said(form.link)
    form.link.setText("https://shop.example.jp")
    assert not said(form.link)
    confirm(view, tasks)
    assert view.form.isVisible()
    assert said(form.name) == "Please fill this in."


def test_a_file_that_is_no_banner_says_why(
    opened: Open, dialogs: ScriptedDialogs, tasks: TaskRunner, tmp_path: Path
) -> None:
    field = opened().form.banner
    for content, why in ((b"hello", "PNG, JPEG or GIF"), (GIF + bytes(600_000), "at most 500 KB"), (b"", "")):
        file = tmp_path / "banner.gif"
        file.write_bytes(content)
        dialogs.script(file)
        field.choose.click()
        settle(tasks)
        assert field.said.isVisible()
        assert why in field.said.text()
        assert field.banner == b""


def test_what_was_typed_comes_back(opened: Open, desk: Desk, dialogs: ScriptedDialogs, tasks: TaskRunner) -> None:
    view = opened()
    view.form.name.setText("まだ途中")
    view.form.campaign.first.edit.setText("2026/")
    view.place()
    assert view.first.discard.isVisible()
    again = opened()
    assert (again.form.name.text(), again.form.campaign.first.edit.text()) == ("まだ途中", "2026/")
    assert "Kept as a draft" in again.first.saved.text()
    dialogs.script(True)
    again.first.discard.click()
    settle(tasks)
    assert again.form.name.text() == ""
    assert desk.applications.drafts.all() == []


def test_typing_is_kept_by_itself(opened: Open, desk: Desk, tasks: TaskRunner) -> None:
    view = opened()
    view.form.name.setText("ひとりでに")
    settle(tasks, until=lambda: bool(desk.applications.drafts.all()))
    assert "Kept as a draft" in view.first.saved.text()


def test_without_the_portal_the_form_can_be_filled_in_and_sent_later(
    opened: Open, desk: Desk, tasks: TaskRunner
) -> None:
    view = opened()
    fill(view.form, desk)
    desk.client.is_offline = True
    confirm(view, tasks)
    assert "kept on this computer" in texts(view.first)
    assert desk.applications.drafts.find(NEW, "") is not None
    desk.client.is_offline = False
    apply(opened(), tasks)
    assert desk.applications.drafts.find(NEW, "") is None


def test_a_change_shows_only_what_changes_and_can_be_withdrawn(
    opened: Open, desk: Desk, dialogs: ScriptedDialogs, tasks: TaskRunner
) -> None:
    view = opened(CHANGE, CAMPAIGN)
    form = view.form
    assert form.name.isReadOnly()
    assert "reuse" in form.name.toolTip()
    assert not form.amount.fixed.isEnabled()
    assert form.campaign.first.edit.isReadOnly()
    confirm(view, tasks)
    assert "Nothing was changed." in texts(view.first)
    last = form.campaign.last.day()
    assert last is not None
    form.campaign.last.show_day(last - timedelta(days=1))
    assert "can only be extended" in form.form.said(form.campaign)
    form.campaign.last.show_day(last)
    form.description.setPlainText("新しい説明")
    assert "Changed" in texts(form)
    confirm(view, tasks)
    said = texts(view.confirm)
    assert "C-1024 stays" in said
    assert "新しい説明" in said
    assert "Link URL" not in said
    view.confirm.apply.click()
    settle(tasks)
    assert not view.done.another.isVisible()
    again = opened(CHANGE, CAMPAIGN)
    assert again.card.isVisible(), "one change at a time"
    assert again.card.badge.text == "Change applied for"
    assert "新しい説明" in texts(again.card)
    dialogs.script(True)
    again.card.withdraw.click()
    settle(tasks, until=lambda: again.form.isVisible())
    assert desk.applications.content(CAMPAIGN).waiting_id == ""


def test_a_campaign_is_used_again(opened: Open, desk: Desk, tasks: TaskRunner, toolbox: Toolbox) -> None:
    ended = desk.catalogue.search(CampaignSearch(states=[CampaignState.ENDED])).items[0]
    view = opened(REUSE, ended.id)
    form = view.form
    assert form.name.text() == ended.name
    assert "The first day is over" in form.form.said(form.campaign)
    assert form.banner.banner == b""
    fill(form, desk, name="もう一度")
    assert texts(form).count("Changed") >= 2
    confirm(view, tasks)
    assert f"{ended.id} stays as it is" in texts(view.confirm)
    view.confirm.apply.click()
    settle(tasks)
    assert view.done.campaign.text != ended.id
    assert desk.applications.detail(view.done.number.text).origin_id == ended.id
    went: list[str] = []
    toolbox.navigation.application_asked.connect(lambda: went.append("new"))
    view.done.another.click()
    settle(tasks)
    assert went == ["new"]


def test_sub_tabs_say_why_they_cannot_be_used(desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show) -> None:
    ended = desk.catalogue.search(CampaignSearch(states=[CampaignState.ENDED])).items[0]
    view = CampaignView(desk, toolbox, ended.id)
    shown(view)
    view.entered()
    settle(tasks)
    change, reuse = view.tabs.count() - 2, view.tabs.count() - 1
    assert not view.tabs.isTabEnabled(change)
    assert "The campaign period is over" in view.tabs.tabToolTip(change)
    assert "“Apply for a change” cannot be used now. The campaign period is over" in texts(view), (
        "not only to a pointer"
    )
    view.tabs.setCurrentIndex(reuse)
    settle(tasks)
    assert view.reuse is not None
    assert view.reuse.form.isVisible()
    assert view.primary() is view.reuse.confirm_button
    running = CampaignView(desk, toolbox, CAMPAIGN)
    shown(running)
    running.entered()
    settle(tasks)
    assert not running.obstacle.isVisible()
    running.tabs.setCurrentIndex(change)
    settle(tasks)
    assert running.change is not None
    running.change.reuse_asked.emit()
    settle(tasks)
    assert running.reuse is not None
    assert running.reuse.form.isVisible()


def test_a_line_of_the_state_search_opens_in_full(
    desk: Desk, toolbox: Toolbox, tasks: TaskRunner, dialogs: ScriptedDialogs, shown: Show
) -> None:
    view = SearchView(desk, toolbox)
    shown(view)
    view.tabs.setCurrentIndex(1)
    settle(tasks)
    query = ApplicationSearch(states=[ApplicationState.APPLIED])
    waiting = desk.catalogue.applications(query).items[0]
    view.applications.table.chosen.emit(waiting)
    settle(tasks)
    assert view.opened.isVisible()
    assert waiting.campaign_name in texts(view.opened)
    dialogs.script(True)
    view.opened.withdraw.click()
    settle(tasks)
    assert view.opened.badge.text == "Withdrawn"
    assert not view.opened.withdraw.isVisible()
    assert view.back()
    assert view.applications.isVisible()
    assert not view.back()


def test_every_place_of_the_form_has_a_control(opened: Open) -> None:
    form = opened().form
    for field in FormField:
        assert form.control(field).accessibleName()
