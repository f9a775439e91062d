"""リワード: reward campaigns, the rehearsal of a page, and the registrations, at the real portal."""

from __future__ import annotations

import csv
import io
import urllib.request
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from netmile_desktop.domain import operations
from netmile_desktop.domain.campaigns import CampaignKind, CampaignState
from netmile_desktop.domain.history import IssueState, IssueType
from netmile_desktop.domain.rewards import HandOverState, RewardResult
from netmile_desktop.domain.wire import (
    PAGE_SIZES,
    CampaignSearch,
    HistorySearch,
    RewardRegistrationSearch,
    RewardUse,
    RewardUseAtOperator,
    SignIn,
)
from netmile_desktop.portal.sandbox import PASSWORD
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.portal.tables import reward_registration
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.desk_page import DeskPage
from netmile_desktop.views.look import formats
from netmile_desktop.views.reward.columns import REGISTERED_LINK, registered
from netmile_desktop.views.reward.view import RewardView
from netmile_desktop.views.search.conditions import SearchConditions
from netmile_desktop.workspace.access.profiles import SANDBOX
from netmile_desktop.workspace.access.sandbox import LOGIN
from netmile_desktop.workspace.access.sandbox import PASSWORD as DEMO_PASSWORD
from netmile_desktop.workspace.authentication import Authenticator
from netmile_desktop.workspace.desk import Desk
from tests.support.portals.portal import Desk as Caller
from tests.support.window import ScriptedDialogs, settle, texts

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def view(desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show) -> RewardView:
    view = RewardView(desk, toolbox)
    shown(view)
    view.entered()
    settle(tasks)
    return view


def test_reward_campaigns_are_listed_and_no_others(view: RewardView, desk: Desk) -> None:
    found = view.campaigns.table.records_model.records
    assert {each.kind for each in found} == {CampaignKind.REWARD}
    assert [each.id for each in found] == [
        each.id for each in desk.client.campaigns.search(CampaignSearch(kind=CampaignKind.REWARD)).items
    ]
    assert "every approved reward campaign" in texts(view)
    assert view.summary() == "", "the count stands below the list"
    assert view.as_of() is not None
    assert view.primary() is view.campaigns.form.show_button


def test_form_and_list_are_scrolled_where_they_do_not_fit(view: RewardView, qtbot: QtBot) -> None:
    view.setMinimumSize(1, 1)  # as in the window
    view.resize(920, 320)
    page = view.campaigns

    def top(widget: QWidget) -> int:
        return widget.mapTo(page, QPoint(0, 0)).y()

    def is_whole() -> bool:
        fields = [page.form.id, page.form.first, *page.form.states.values(), page.pager]
        in_turn = pairwise([page.form, page.table, page.pager])
        return all(each.height() >= each.minimumSizeHint().height() for each in fields) and all(
            top(lower) >= top(upper) + upper.height() for upper, lower in in_turn
        )

    qtbot.waitUntil(lambda: view.height() == 320 and page.height() < page.form.height() + page.table.height())
    qtbot.waitUntil(is_whole)
    assert page.form.width() <= page.width()


def test_conditions_narrow_the_campaigns(view: RewardView, tasks: TaskRunner) -> None:
    view.campaigns.form.states[CampaignState.ENDED].setChecked(True)
    view.campaigns.form.show_button.click()
    settle(tasks)
    assert [each.id for each in view.campaigns.table.records_model.records] == ["W-2001"]
    assert "Campaign state = Ended" in texts(view)
    view.campaigns.form.clear_button.click()
    settle(tasks)
    assert view.campaigns.pager.total == 3


def test_the_count_leads_to_who_registered(view: RewardView, desk: Desk, tasks: TaskRunner) -> None:
    table = view.campaigns.table
    campaign = next(each for each in table.records_model.records if each.id == "W-2002")
    table.linked.emit(campaign, REGISTERED_LINK)
    settle(tasks)
    found = view.registrations.table.records_model.records
    assert view.registrations.isVisible()
    assert {each.campaign_id for each in found} == {"W-2002"}
    size = max(PAGE_SIZES)
    pages = (
        desk.rewards.registrations(RewardRegistrationSearch(campaign_id="W-2002", size=size, page=at + 1)).items
        for at in range(-(-view.registrations.pager.total // size))
    )
    assert registered(campaign) == sum(not each.test for page in pages for each in page) > 0
    assert not view.preview_button.isVisible()


def test_registrations_are_found_by_result_and_by_the_lack_of_one(view: RewardView, tasks: TaskRunner) -> None:
    view.tabs.setCurrentIndex(2)
    form = view.registrations.form
    form.result.setCurrentText("Refused")
    assert "Result = Refused" in texts(form)
    form.show_button.click()
    settle(tasks)
    found = view.registrations.table.records_model.records
    assert {each.result for each in found} == {RewardResult.REFUSED}
    assert all(each.result_reason for each in found)
    form.result.setCurrentText("Unanswered")
    form.states[HandOverState.HANDED_OVER].setChecked(True)
    form.show_button.click()
    settle(tasks)
    found = view.registrations.table.records_model.records
    assert {(each.result, each.state) for each in found} == {(None, HandOverState.HANDED_OVER)}
    form.show_query(RewardRegistrationSearch(results=[RewardResult.APPROVED]))
    assert form.result.currentText() == "Approved"
    form.clear_button.click()
    assert form.is_empty()


def test_all_that_was_found_is_saved(
    view: RewardView, dialogs: ScriptedDialogs, tasks: TaskRunner, tmp_path: Path
) -> None:
    view.show_registrations("W-2002")
    settle(tasks)
    dialogs.script(tmp_path / "登録.csv")
    view.registrations.tools.save.click()
    settle(tasks)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "登録.csv").read_text(encoding="utf-8-sig"))))
    assert len(rows) == view.registrations.pager.total > 0
    assert {row["Campaign"].split()[0] for row in rows} == {"W-2002"}
    assert {row["Result"] for row in rows} <= {"Approved", "Refused", "Unanswered"}
    granted = {row["Registration ID"]: row["State of the miles"] for row in rows}
    records = view.registrations.table.records_model.records
    for each in records:
        assert granted[each.code] == f"Granted {formats.moment(each.registered_at)}"
    assert len(granted) == len(rows)


def test_the_state_of_the_miles_is_that_of_their_issue(view: RewardView, desk: Desk, tasks: TaskRunner) -> None:
    """Granted at the instant of the registration, answered or not, and usable at once."""
    view.show_registrations("W-2001")
    settle(tasks)
    model = view.registrations.table.records_model
    column = next(at for at, each in enumerate(model.columns) if each.key == "granted")
    record = model.record(0)
    [issue] = desk.client.history.search(HistorySearch(types=[IssueType.REWARD], key=record.code)).items
    assert (issue.issue_id, issue.state, issue.issued_at) == (record.issue_id, IssueState.VALID, record.registered_at)
    shown = model.index(model.records.index(record), column).data()
    assert shown == f"Granted {formats.moment(issue.issued_at)}"


def test_the_page_is_seen_as_a_rehearsal(view: RewardView, dialogs: ScriptedDialogs, tasks: TaskRunner) -> None:
    assert not view.preview_button.isEnabled(), "no campaign is chosen"
    assert view.campaigns.table.select("W-2002")
    dialogs.script(True)
    view.page_action.trigger()
    settle(tasks)
    [asked] = dialogs.asked
    with urllib.request.urlopen(asked.title) as page:
        shown = page.read().decode()
    campaign = view.campaigns.table.current()
    assert campaign is not None
    assert campaign.name in shown


def test_the_payment_screen_is_seen_as_a_rehearsal(
    view: RewardView, dialogs: ScriptedDialogs, tasks: TaskRunner
) -> None:
    assert view.campaigns.table.select("W-2002")
    dialogs.script(True)
    view.payment_action.trigger()
    settle(tasks)
    [asked] = dialogs.asked
    with urllib.request.urlopen(asked.title) as page:
        shown = page.read().decode()
    campaign = view.campaigns.table.current()
    assert campaign is not None
    assert campaign.name in shown
    assert "不足" in shown


def has_room_for(label: QLabel, picture: QSize) -> bool:
    return label.size().boundedTo(picture) == picture


def test_a_banner_that_waits_for_netmile_is_seen_in_its_application(
    view: RewardView, tasks: TaskRunner, qtbot: QtBot
) -> None:
    """Shown as a picture that nothing cuts off, also once another application was in front."""
    view.tabs.setCurrentIndex(3)
    settle(tasks)
    records = view.applications.table.records_model.records
    waiting = next(each for each in records if each.campaign_id == "W-2004")
    other = next(each for each in records if each.campaign_id != "W-2004")
    for application in (waiting, other, waiting):
        view.applications.table.chosen.emit(application)
        settle(tasks)
        card = view.application_pages.card
        [banner] = [each for each in card.table.findChildren(QLabel) if not each.pixmap().isNull()]
        assert banner.isVisible()
        assert banner.accessibleName().startswith("Banner")
        picture = banner.pixmap().deviceIndependentSize().toSize()
        assert picture.height() > 80
        qtbot.waitUntil(partial(has_room_for, banner, picture))
        view.back()


def test_a_page_is_seen_before_netmile_decides(view: RewardView, dialogs: ScriptedDialogs, tasks: TaskRunner) -> None:
    view.campaigns.table.select("W-2002")
    view.tabs.setCurrentIndex(3)
    settle(tasks)
    assert not view.preview_button.isEnabled(), "no application is chosen"
    table = view.applications.table
    waiting = next(each for each in table.records_model.records if each.campaign_id == "W-2004")
    table.select(waiting.id)
    dialogs.script(True)
    view.page_action.trigger()
    settle(tasks)
    with urllib.request.urlopen(dialogs.asked[0].title) as page:
        assert waiting.campaign_name in page.read().decode()


def test_without_a_browser_the_address_is_told(view: RewardView, dialogs: ScriptedDialogs, tasks: TaskRunner) -> None:
    told: list[str] = []
    view.noticed.connect(lambda notice: told.append(notice.text))
    view.campaigns.table.select("W-2002")
    dialogs.script(False)
    view.page_action.trigger()
    settle(tasks)
    [text] = told
    assert dialogs.asked[0].title in text


def test_applications_for_rewards_are_listed_and_withdrawn(
    view: RewardView, dialogs: ScriptedDialogs, tasks: TaskRunner
) -> None:
    view.tabs.setCurrentIndex(3)
    settle(tasks)
    page = view.applications
    page.form.quick.button("applied").click()
    settle(tasks)
    [waiting] = page.table.records_model.records
    assert (waiting.campaign_id, waiting.campaign_kind) == ("W-2004", CampaignKind.REWARD)
    page.table.chosen.emit(waiting)
    settle(tasks)
    assert not page.isVisible()
    assert "Price per approved registration" in texts(view)
    dialogs.script(True)
    view.application_pages.card.withdraw.click()
    settle(tasks)
    assert view.back()
    settle(tasks)
    assert page.isVisible()
    assert page.pager.total == 0
    assert not view.back()


def test_the_place_keeps_list_and_conditions(view: RewardView, desk: Desk, toolbox: Toolbox, tasks: TaskRunner) -> None:
    view.show_registrations("W-2003")
    settle(tasks)
    other = RewardView(desk, toolbox)
    other.restore(view.place())
    settle(tasks)
    assert other.tabs.currentIndex() == 2
    assert other.registrations.form.query() == RewardRegistrationSearch(campaign_id="W-2003")
    other.deleteLater()


def test_the_tab_stands_before_the_site_and_leads_to_campaigns(page: DeskPage, tasks: TaskRunner) -> None:
    keys = page.tabs.all_keys()
    assert keys.index("reward") == keys.index("site") - 1
    page.tabs.show_tab("reward")
    settle(tasks)
    view = page.current
    assert isinstance(view, RewardView)
    view.tabs.setCurrentIndex(2)
    settle(tasks)
    table = view.registrations.table
    table.linked.emit(table.records_model.record(0), "campaign")
    settle(tasks)
    assert page.tabs.key().startswith("campaign:W-")


def forbid(portal: EmbeddedPortal, site: str) -> RewardUseAtOperator:
    """Let a site run reward campaigns no longer."""
    anyone = Caller(portal.url)
    session = anyone.call(operations.SIGN_IN, body=SignIn(login="operator", password=PASSWORD))
    body = RewardUse(site=site, uses_reward=False)
    told: RewardUseAtOperator = Caller(anyone.url, session.token).call(operations.SET_REWARD_USE, body=body)
    return told


def approve_all(portal: EmbeddedPortal) -> None:
    """Leave nobody waiting for an answer at any site."""
    answered = update(reward_registration).where(reward_registration.c.result.is_(None))
    values = {"result": RewardResult.APPROVED, "result_at": reward_registration.c.registered_at}
    portal.portal.database.write(lambda conn: conn.execute(answered.values(values)))


def test_a_site_without_rewards_never_sees_the_tab(
    authenticator: Authenticator, sandbox_portal: EmbeddedPortal, toolbox: Toolbox, tasks: TaskRunner, shown: Show
) -> None:
    approve_all(sandbox_portal)
    assert forbid(sandbox_portal, "kaze").unanswered == 0
    desk = authenticator.sign_in(SANDBOX, "other", DEMO_PASSWORD)
    page = DeskPage(desk, toolbox)
    shown(page)
    settle(tasks)
    assert "reward" not in page.tabs.all_keys()
    page.tabs.show_tab("apply")
    settle(tasks)
    assert not page.current.form.reward.kind.isVisible()  # type: ignore[attr-defined]
    desk.close()


def test_the_tab_stays_while_people_wait_though_the_site_may_run_no_more(
    authenticator: Authenticator, sandbox_portal: EmbeddedPortal, toolbox: Toolbox, tasks: TaskRunner, shown: Show
) -> None:
    assert forbid(sandbox_portal, "minato").unanswered > 0
    desk = authenticator.sign_in(SANDBOX, LOGIN, DEMO_PASSWORD)
    page = DeskPage(desk, toolbox)
    shown(page)
    page.tabs.show_tab("reward")
    settle(tasks)
    view = page.current
    assert isinstance(view, RewardView)
    view.show_files()
    settle(tasks)
    assert view.files.day.isVisible()
    page.tabs.show_tab("apply")
    settle(tasks)
    assert not page.current.form.reward.kind.isVisible()  # type: ignore[attr-defined]
    desk.close()


def test_what_stands_in_empty_fields_looks_like_the_ids_that_are_asked_for(view: RewardView, tasks: TaskRunner) -> None:
    """The IDs of reward campaigns begin with W; only registrations have none that could be said beforehand."""
    for at in (2, 3):
        view.tabs.setCurrentIndex(at)
        settle(tasks)
    forms = [form for form in view.findChildren(SearchConditions) if not form.name.isHidden()]
    shown = {type(form).__name__: (form.id.placeholderText(), form.name.placeholderText()) for form in forms}
    assert shown == {
        "RewardCampaignConditions": ("W-2002", "Part of the name"),
        "RegistrationConditions": ("", "W-2002"),
        "ApplicationConditions": ("W-2002", "Part of the name"),
    }
