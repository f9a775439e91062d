"""New campaigns, changes and campaigns used again, from the form to the number, at the real portal."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.applications import FormField, changed
from netmile_desktop.domain.campaigns import ApplicationKind, ApplicationState, CampaignState
from netmile_desktop.domain.wire import ApplicationSearch, CampaignSearch
from netmile_desktop.portal.sandbox import PASSWORD
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.application.form import CampaignForm
from netmile_desktop.views.application.view import ApplicationView
from netmile_desktop.views.campaign.view import CampaignView
from netmile_desktop.views.common.notices import NoticeLine
from netmile_desktop.views.common.panels import ScrollPage
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.search.view import SearchView
from netmile_desktop.workspace.desk import Desk
from tests.support.portals.portal import Desk as Caller
from tests.support.window import ScriptedDialogs, picture_of, settle, texts

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


def colleague_changes(desk: Desk, **changes: object) -> None:
    """Apply for a change of the campaign from elsewhere, and approve it."""
    stands = desk.client.campaigns.content(CAMPAIGN)
    wanted = msgspec.structs.replace(stands.content, **changes)
    form = wire.ApplicationForm(kind=CHANGE, campaign_id=CAMPAIGN, version=stands.version, content=wanted)
    applied = desk.client.campaigns.apply(secrets.token_hex(32), form)
    at_netmile(
        desk,
        operations.DECIDE_APPLICATION,
        wire.ApplicationDecision(site=desk.site.code, application_id=applied.id, action="approve"),
    )


def at_netmile(desk: Desk, operation: operations.Operation[Any, Any, Any], body: wire.Request) -> None:
    anyone = Caller(desk.client.base_url)
    session = anyone.call(operations.SIGN_IN, body=wire.SignIn(login="operator", password=PASSWORD))
    Caller(anyone.url, session.token).call(operation, body=body, headers={"Idempotency-Key": secrets.token_hex(16)})


def test_a_change_does_not_undo_what_a_colleague_changed_meanwhile(opened: Open, desk: Desk, tasks: TaskRunner) -> None:
    view = opened(CHANGE, CAMPAIGN)
    view.form.description.setPlainText("わたしの説明")
    confirm(view, tasks)
    assert view.confirm.isVisible()
    colleague_changes(desk, link_url="https://shop.example.jp/theirs", description="同僚の説明")
    view.confirm.apply.click()
    settle(tasks)
    assert view.conflict.isVisible(), texts(view)
    told = texts(view.conflict)
    for text in (
        "わたしの説明",
        "同僚の説明",
        "https://shop.example.jp/theirs",
        "Changed by both: Campaign description.",
    ):
        assert text in told
    assert desk.applications.content(CAMPAIGN).waiting_id == "", "nothing was applied for"
    view.conflict.keep.click()
    assert view.form.description.toPlainText() == "わたしの説明"
    assert view.form.link.text() == "https://shop.example.jp/theirs"
    apply(view, tasks)
    waiting = desk.applications.detail(desk.applications.content(CAMPAIGN).waiting_id)
    assert waiting.before is not None
    assert changed(waiting.before, waiting.content) == [FormField.DESCRIPTION]


def test_a_draft_of_old_is_compared_with_the_campaign_as_it_stands(opened: Open, desk: Desk, tasks: TaskRunner) -> None:
    view = opened(CHANGE, CAMPAIGN)
    view.form.days.setText("3")
    view.save_now()
    colleague_changes(desk, description="同僚の説明")
    again = opened(CHANGE, CAMPAIGN)
    assert again.conflict.isVisible()
    assert not again.conflict.both.isVisible(), "they changed different places"
    assert "同僚の説明" in texts(again.conflict)
    once_more = opened(CHANGE, CAMPAIGN)
    assert once_more.conflict.isVisible(), "it is asked until it is decided"
    once_more.conflict.keep.click()
    assert once_more.form.days.text() == "3"
    assert once_more.form.description.toPlainText() == "同僚の説明"
    decided = opened(CHANGE, CAMPAIGN)
    assert decided.first.isVisible()
    assert decided.form.days.text() == "3"


def test_a_change_that_others_made_too_is_settled(opened: Open, desk: Desk, tasks: TaskRunner) -> None:
    view = opened(CHANGE, CAMPAIGN)
    view.form.days.setText("5")
    view.save_now()
    colleague_changes(desk, transfer_after_days=5, description="同僚の説明")
    again = opened(CHANGE, CAMPAIGN)
    assert "Nothing is left to apply for." in texts(again.conflict)
    assert not again.conflict.keep.isVisible()
    assert again.primary() is again.conflict.drop
    assert again.conflict.drop.hasFocus()
    again.conflict.drop.click()
    settle(tasks, until=again.first.isVisible)
    assert again.form.description.toPlainText() == "同僚の説明"
    assert opened(CHANGE, CAMPAIGN).first.isVisible(), "it is not asked about again"


def test_long_texts_push_no_version_out_of_sight(opened: Open, desk: Desk, tasks: TaskRunner, qtbot: QtBot) -> None:
    view = opened(CHANGE, CAMPAIGN)
    view.resize(900, 520)
    mine, theirs = (f"https://shop.example.jp/?{letter * 470}" for letter in "ab")
    view.form.link.setText(mine)
    colleague_changes(desk, link_url=theirs)
    view.refresh()
    settle(tasks)
    labels = {label.text(): label for label in view.conflict.table.findChildren(QLabel)}

    def right_edge(text: str) -> int:
        label = labels[text]
        return label.mapTo(view, QPoint(label.width(), 0)).x()

    qtbot.waitUntil(lambda: 600 < right_edge(mine) <= 900)
    assert right_edge(theirs) < right_edge(mine)


def test_my_change_can_be_dropped_for_theirs(opened: Open, desk: Desk, tasks: TaskRunner) -> None:
    view = opened(CHANGE, CAMPAIGN)
    view.form.days.setText("3")
    colleague_changes(desk, transfer_after_days=5)
    view.refresh()
    settle(tasks)
    assert view.conflict.isVisible()
    view.conflict.drop.click()
    settle(tasks, until=view.first.isVisible)
    assert view.form.days.text() == "5"
    assert desk.applications.drafts.find(CHANGE, CAMPAIGN) is None


def test_a_form_in_which_nothing_is_typed_follows_the_campaign(opened: Open, desk: Desk, tasks: TaskRunner) -> None:
    view = opened(CHANGE, CAMPAIGN)
    colleague_changes(desk, transfer_after_days=5)
    view.refresh()
    settle(tasks)
    assert view.first.isVisible()
    assert view.form.days.text() == "5"


def test_another_version_of_the_same_content_asks_nothing(opened: Open, desk: Desk, tasks: TaskRunner) -> None:
    view = opened(CHANGE, CAMPAIGN)
    view.form.days.setText("3")
    for action in ("suspend", "resume"):
        decision = wire.Decision(site=desk.site.code, campaign_id=CAMPAIGN, action=action)
        at_netmile(desk, operations.DECIDE_CAMPAIGN, decision)
    confirm(view, tasks)
    settle(tasks, until=view.confirm.isVisible)
    assert "Press the button again" not in texts(view)
    view.confirm.apply.click()
    settle(tasks)
    assert view.done.isVisible(), texts(view)


def test_a_button_pressed_in_vain_says_why(opened: Open, desk: Desk, tasks: TaskRunner) -> None:
    view = opened(CHANGE, CAMPAIGN)
    view.form.days.setText("3")
    confirm(view, tasks)
    for action in ("suspend", "resume"):
        decision = wire.Decision(site=desk.site.code, campaign_id=CAMPAIGN, action=action)
        at_netmile(desk, operations.DECIDE_CAMPAIGN, decision)
    view.resize(900, 300)
    view.confirm.apply.click()
    settle(tasks)
    assert view.confirm.isVisible(), texts(view)
    assert "Nothing was applied for yet. Press the button again." in texts(view.confirm)
    told = view.confirm.findChild(NoticeLine)
    assert told is not None
    assert told.parentWidget() is view.confirm, "it does not scroll out of sight"
    assert told.geometry().bottom() < view.confirm.apply.y() < 300
    view.confirm.apply.click()
    settle(tasks)
    assert view.done.isVisible(), texts(view)


def test_faults_out_of_sight_are_named_and_brought_into_sight(
    opened: Open, desk: Desk, tasks: TaskRunner, qtbot: QtBot
) -> None:
    view = opened()
    fill(view.form, desk)
    view.form.link.clear()
    view.form.days.setText("100")
    view.resize(900, 420)
    confirm(view, tasks)
    assert "Please correct: Usable-from setting, Link URL" in texts(view.first)
    notice = view.first.findChild(NoticeLine)
    assert notice is not None
    area = view.first.findChild(ScrollPage)
    assert area is not None

    def is_in_sight(widget: QWidget) -> bool:
        top = widget.mapTo(view.first, QPoint(0, 0)).y()
        return area.y() <= top and top + widget.height() <= area.y() + area.height()

    qtbot.waitUntil(lambda: is_in_sight(view.form.days))
    assert view.form.days.hasFocus()
    said = next(label for label in view.form.findChildren(QLabel) if "0-90" in label.text())

    qtbot.waitUntil(lambda: is_in_sight(said))
    assert not notice.geometry().intersects(area.geometry()), "the names stay in sight above"
    assert view.heightForWidth(900) <= 300, "the form scrolls, not the window around it"
    view.form.days.setText("10")
    confirm(view, tasks)
    qtbot.waitUntil(lambda: is_in_sight(view.form.link))
    assert "Please correct: Link URL" in texts(view.first)


def test_what_has_to_be_filled_in_is_marked(opened: Open) -> None:
    assert texts(opened().form).count("Required") == 7


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
    confirm(view, tasks)
    assert form.campaign.last.edit.hasFocus(), "the first day cannot be changed"
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


def test_a_campaign_is_used_again(opened: Open, desk: Desk, tasks: TaskRunner, toolbox: Toolbox, qtbot: QtBot) -> None:
    ended = desk.catalogue.search(CampaignSearch(states=[CampaignState.ENDED])).items[0]
    view = opened(REUSE, ended.id)
    form = view.form
    assert form.name.text() == ended.name
    assert "The first day is over" in form.form.said(form.campaign)
    assert form.banner.banner == b""
    form.banner.show_banner(picture_of(300, 80))
    fill(form, desk, name="もう一度")
    assert texts(form).count("Changed") >= 2
    confirm(view, tasks)
    assert f"{ended.id} stays as it is" in texts(view.confirm)
    [shown] = [label for label in view.confirm.findChildren(QLabel) if not label.pixmap().isNull()]
    qtbot.waitUntil(lambda: shown.height() >= 80)
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
    sub_tabs = [view.tabs.tabText(at) for at in range(view.tabs.count())]
    change, reuse = sub_tabs.index("Apply for a change"), sub_tabs.index("Apply by reuse")
    assert "The campaign period is over" in view.tabs.tabToolTip(change)
    assert "The campaign period is over" not in texts(view), "other pages do not speak of it"
    view.tabs.setCurrentIndex(change)
    settle(tasks)
    assert view.change is not None
    assert not view.change.form.isVisible()
    assert "The campaign period is over" in texts(view.change), "not only to a pointer"
    view.tabs.setCurrentIndex(reuse)
    settle(tasks)
    assert view.reuse is not None
    assert view.reuse.form.isVisible()
    assert view.primary() is view.reuse.confirm_button
    running = CampaignView(desk, toolbox, CAMPAIGN)
    shown(running)
    running.entered()
    settle(tasks)
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
