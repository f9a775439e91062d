"""Pictures of the tab リワード. Steps of `screenshots.py`."""

from __future__ import annotations

from datetime import timedelta

from picture import Picture

from netmile_desktop.domain.wire import RewardFileSearch
from netmile_desktop.views.application.view import ApplicationView
from netmile_desktop.views.common.panels import ScrollPage
from netmile_desktop.views.reward.view import RewardView
from tests.support.clerk import Clerk


def walk(clerk: Clerk, picture: Picture) -> None:
    """Look at the campaigns, at who registered, at one application; then begin another one."""
    clerk.page.tabs.show_tab("reward")
    view = clerk.screen(RewardView)
    clerk.wait_until_idle()
    view.campaigns.table.select("W-2002")
    picture("22a-reward-campaigns")
    view.show_registrations("W-2002")
    clerk.wait_until_idle()
    picture("22b-reward-registrations")
    view.tabs.setCurrentIndex(1)
    _wait_for_a_file(clerk)
    view.refresh()
    clerk.wait_until_idle()
    picture("22c-reward-files")
    view.tabs.setCurrentIndex(3)
    clerk.wait_until_idle()
    picture("22d-reward-applications")
    table = view.applications.table
    table.chosen.emit(table.records_model.record(0))
    clerk.wait_until_idle()
    picture("22e-reward-application")
    clerk.press(view.apply_button)
    form = clerk.screen(ApplicationView).form
    clerk.wait_until_idle()
    picture("22f-reward-form")
    [page] = (each for each in clerk.screen(ApplicationView).first.findChildren(ScrollPage) if each.isVisible())
    page.ensureWidgetVisible(form.reward.price)
    clerk.wait_until_idle()
    picture("22g-reward-form-end")
    form.reward.kind.mile.click()


def _wait_for_a_file(clerk: Clerk) -> None:
    """Let two days go by: files come once a day."""
    files = clerk.desk.reward_files
    assert clerk.desk.client.rewards.hand_over().every_hours
    clerk.desk.sandbox_operator.move_to(clerk.desk.today() + timedelta(days=2))
    clerk.wait(lambda: any(each.rows for each in files.search(RewardFileSearch()).items), "a file with members in it")
