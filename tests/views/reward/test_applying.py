"""A reward campaign is applied for in the form of all campaigns, extended by what rewards have of their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from netmile_desktop.domain.applications import FormField
from netmile_desktop.domain.campaigns import ApplicationKind, CampaignKind, FixedAmount, IssuanceMethod
from netmile_desktop.domain.rewards import FieldMode, HandOver, RewardFields, RewardSettings
from netmile_desktop.domain.wire import ApplicationSearch
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.application.view import ApplicationView
from netmile_desktop.views.campaign.view import CampaignView
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.desk_page import DeskPage
from netmile_desktop.views.look import formats
from netmile_desktop.views.reward.view import RewardView
from netmile_desktop.workspace.desk import Desk
from tests.support.window import settle, texts

Show = Callable[[QWidget], QWidget]
Open = Callable[..., ApplicationView]
REWARD = "W-2002"
PLACED = "All sites: the payment screen of every shop that takes miles"
SETTLED = (FormField.ISSUANCE_PERIOD, FormField.METHOD, FormField.LIMITS, FormField.TRANSFER)
OWN = (FormField.REWARD_FIELDS, FormField.TERMS, FormField.HAND_OVER, FormField.UNIT_PRICE)


@pytest.fixture
def opened(desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show) -> Open:
    def open_(kind: ApplicationKind = ApplicationKind.NEW, campaign_id: str = "") -> ApplicationView:
        view = ApplicationView(desk, toolbox, kind, campaign_id)
        shown(view)
        view.entered()
        settle(tasks)
        return view

    return open_


def fill(view: ApplicationView, desk: Desk) -> None:
    form = view.form
    form.name.setText("読書会の会員登録")
    form.description.setPlainText("会員に登録するとマイルを進呈")
    form.campaign.first.edit.setText(formats.day(desk.today() + timedelta(days=3)))
    form.campaign.last.edit.setText(formats.day(desk.today() + timedelta(days=30)))
    form.amount.miles.setText("200")
    form.link.setText("https://shop.example.jp/")
    form.reward.terms.text.setPlainText("第1条 会員は…")
    form.reward.price.setText("６００")
    form.reward.fields.modes["phone"].setCurrentIndex(1)


def confirm(view: ApplicationView, tasks: TaskRunner) -> None:
    view.confirm_button.click()
    settle(tasks)


def test_a_reward_campaign_is_applied_for(opened: Open, desk: Desk, tasks: TaskRunner) -> None:
    view = opened()
    view.choose_reward()
    fill(view, desk)
    confirm(view, tasks)
    assert view.confirm.isVisible(), texts(view)
    assert "¥600" in texts(view.confirm)
    assert PLACED in texts(view.confirm)
    view.confirm.apply.click()
    settle(tasks)
    assert view.done.isVisible(), texts(view)
    [applied] = desk.catalogue.applications(
        ApplicationSearch(name="読書会の会員登録", campaign_kind=CampaignKind.REWARD)
    ).items
    content = desk.applications.detail(applied.id).content
    assert (content.name, content.description) == ("読書会の会員登録", "会員に登録するとマイルを進呈")
    assert content.reward is not None
    assert content.reward.fields == RewardFields(phone=FieldMode.OPTIONAL)
    assert (content.reward.hand_over, content.reward.unit_price) == (HandOver.BATCH, 600)
    assert content.description == "会員に登録するとマイルを進呈"
    assert content.issuance_period == content.campaign_period
    assert (content.amount, content.method) == (FixedAmount(200), IssuanceMethod.AUTOMATIC)
    assert (content.per_member, content.per_member_per_day, content.transfer_after_days) == (1, None, 0)


def applied(view: ApplicationView, desk: Desk, tasks: TaskRunner) -> RewardSettings:
    """Apply; what the portal has of it."""
    confirm(view, tasks)
    view.confirm.apply.click()
    settle(tasks)
    assert view.done.isVisible(), texts(view)
    content = desk.applications.detail(view.done.number.text).content
    assert content.reward is not None
    return content.reward


@pytest.mark.parametrize("mode", HandOver)
def test_the_way_of_hand_over_is_chosen(mode: HandOver, opened: Open, desk: Desk, tasks: TaskRunner) -> None:
    view = opened()
    view.choose_reward()
    fill(view, desk)
    modes = view.form.reward.hand_over.modes
    assert [button.text() for button in modes.values()] == ["Real time", "Batch"]
    assert modes[HandOver.BATCH].isChecked(), "as preset"
    other = next(each for each in HandOver if each is not mode)
    modes[other].click()
    modes[other].setFocus()
    QTest.keyClick(modes[other], Qt.Key.Key_Right if mode is HandOver.BATCH else Qt.Key.Key_Left)
    assert modes[mode].isChecked()
    assert applied(view, desk, tasks).hand_over is mode


def test_a_change_goes_from_batch_to_real_time(opened: Open, desk: Desk, tasks: TaskRunner) -> None:
    before = desk.applications.content(REWARD).content.reward
    assert before is not None
    view = opened(ApplicationKind.CHANGE, REWARD)
    modes = view.form.reward.hand_over.modes
    assert modes[before.hand_over].isChecked()
    other = next(each for each in HandOver if each is not before.hand_over)
    modes[other].click()
    assert applied(view, desk, tasks) == msgspec.structs.replace(before, hand_over=other)


@pytest.mark.parametrize("turn", range(len(FieldMode)))
def test_each_field_is_switched_by_itself(turn: int, opened: Open, desk: Desk, tasks: TaskRunner) -> None:
    """Each of the six is off, optional and required once; no two neighbours alike."""
    view = opened()
    view.choose_reward()
    fill(view, desk)
    boxes, modes = view.form.reward.fields.modes, list(FieldMode)
    assert list(boxes) == list(RewardFields.__struct_fields__)
    chosen = {name: modes[(at + turn) % len(modes)] for at, name in enumerate(boxes)}
    for name, box in boxes.items():
        assert [box.itemText(at) for at in range(box.count())] == ["Off", "Optional", "Required"]
        box.setCurrentIndex(modes.index(chosen[name]))
    assert applied(view, desk, tasks).fields == RewardFields(**chosen)


def test_each_kind_of_campaign_has_its_own_places_and_keeps_what_was_typed(opened: Open, desk: Desk) -> None:
    view = opened()
    form = view.form
    form.days.setText("7")
    form.amount.variable.setChecked(True)
    assert [form.control(field).isVisible() for field in SETTLED] == [True] * 4
    assert [form.control(field).isVisible() for field in OWN] == [False] * 4
    form.reward.kind.reward.click()
    assert [form.control(field).isVisible() for field in SETTLED] == [False] * 4
    assert [form.control(field).isVisible() for field in OWN] == [True] * 4
    assert form.reward.placement.isVisible()
    assert form.reward.placement.accessibleName() == f"Placement {PLACED}"
    assert form.reward.placement.focusPolicy() is Qt.FocusPolicy.NoFocus, "told, and not to be chosen"
    assert not form.amount.low.isVisible()
    assert "0 transfers at once" not in texts(form), "nothing is said about a place that is not there"
    form.reward.kind.mile.click()
    assert not form.reward.placement.isVisible()
    assert form.days.text() == "7"
    content, _ = form.read()
    assert content.reward is None
    assert content.transfer_after_days == 7


def test_what_is_missing_is_said_at_its_place(opened: Open, desk: Desk, tasks: TaskRunner) -> None:
    view = opened()
    view.choose_reward()
    fill(view, desk)
    form = view.form
    form.reward.terms.text.setPlainText("")
    form.reward.price.setText("0")
    confirm(view, tasks)
    assert not view.confirm.isVisible()
    assert form.form.faulty() == [form.control(FormField.TERMS), form.control(FormField.UNIT_PRICE)]
    form.reward.terms.url.setText("shop.example.jp")
    assert "http" in form.form.said(form.control(FormField.TERMS))
    form.reward.terms.url.setText("https://shop.example.jp/terms")
    assert not form.form.said(form.control(FormField.TERMS))


def test_a_period_without_days_is_said_once(opened: Open, desk: Desk, tasks: TaskRunner) -> None:
    view = opened()
    view.choose_reward()
    fill(view, desk)
    view.form.campaign.last.edit.setText("")
    confirm(view, tasks)
    assert view.form.form.faulty() == [view.form.control(FormField.CAMPAIGN_PERIOD)]


def test_the_draft_comes_back_as_a_reward(opened: Open, desk: Desk) -> None:
    view = opened()
    view.choose_reward()
    fill(view, desk)
    view.form.reward.hand_over.modes[HandOver.REAL_TIME].click()
    view.save_now()
    again = opened()
    assert again.form.reward.hand_over.chosen is HandOver.REAL_TIME
    assert again.form.reward.is_reward
    assert again.form.typed() == view.form.typed()
    assert again.form.control(FormField.UNIT_PRICE).isVisible()


def test_a_change_may_alter_terms_and_price_but_not_the_fields(opened: Open, desk: Desk, tasks: TaskRunner) -> None:
    view = opened(ApplicationKind.CHANGE, REWARD)
    form = view.form
    assert form.reward.is_reward
    assert not form.reward.kind.isVisible(), "a campaign stays of its kind"
    assert not form.reward.fields.modes["name"].isEnabled()
    price = int(form.reward.price.text()) + 50
    form.reward.price.setText(str(price))
    confirm(view, tasks)
    assert view.confirm.isVisible(), texts(view)
    view.confirm.apply.click()
    settle(tasks)
    waiting = desk.applications.detail(desk.applications.content(REWARD).waiting_id)
    assert waiting.content.reward is not None
    assert waiting.content.reward.unit_price == price


def test_a_reward_is_used_again_as_a_reward(opened: Open, desk: Desk) -> None:
    view = opened(ApplicationKind.REUSE, REWARD)
    content, found = view.form.read()
    before = desk.applications.content(REWARD).content
    assert content.reward == before.reward
    assert {fault.field for fault in found} <= {FormField.CAMPAIGN_PERIOD}


def test_the_tab_of_rewards_leads_to_the_form(page: DeskPage, tasks: TaskRunner) -> None:
    page.tabs.show_tab("reward")
    settle(tasks)
    assert isinstance(page.current, RewardView)
    page.current.apply_button.click()
    settle(tasks)
    assert isinstance(page.current, ApplicationView)
    assert page.current.form.reward.is_reward


def test_a_reward_campaign_tells_its_own_places_and_issues_nothing_by_hand(
    desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show
) -> None:
    view = CampaignView(desk, toolbox, REWARD)
    shown(view)
    view.entered()
    settle(tasks)
    told = texts(view.detail)
    assert "Fields of the registration" in told
    assert "Price per approved registration" in told
    assert PLACED in told
    visible = [view.tabs.tabText(at) for at in range(view.tabs.count()) if view.tabs.isTabVisible(at)]
    assert "Issue miles / register members" not in visible
    assert "Issuance registrations" not in visible
    assert "Issue history / cancel" in visible
