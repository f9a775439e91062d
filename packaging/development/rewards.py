"""Pictures of the tab リワード. Steps of `screenshots.py`."""

from __future__ import annotations

from picture import Picture
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog

from netmile_desktop.domain.rewards import RewardResult
from netmile_desktop.domain.rewards.day_strips import CellState
from netmile_desktop.views.application.view import ApplicationView
from netmile_desktop.views.common.panels import ScrollPage, bring_into_sight
from netmile_desktop.views.reward.connection.page import CALLS
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
    _judge(clerk, picture, view)
    _look_at_settings(clerk, view, picture)
    view.tabs.setCurrentIndex(3)
    clerk.wait_until_idle()
    picture("22d-reward-applications")
    view.show_reports()
    _look_at_reports(clerk, picture, view)
    view.tabs.setCurrentIndex(3)
    clerk.wait_until_idle()
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


def _judge(clerk: Clerk, picture: Picture, view: RewardView) -> None:
    """Open the file that waits, judge some of its people, begin a refusal, look at what a paste would change."""
    view.show_files()
    bench = view.files
    clerk.wait(lambda: bench.people.draft.rows, "the people of a file")
    clerk.wait_until_idle()
    picture("22c-reward-files")
    rows, results = bench.people.draft.rows, bench.people.grid.results
    results.give([row.code for row in rows[:6]], RewardResult.APPROVED)
    results.give([rows[2].code], RewardResult.REFUSED, "同じ住所で登録済み")
    bench.people.go_to_next_open()
    picture("22c-reward-judged")
    bench.people.grid.judge(RewardResult.REFUSED)
    picture("22c-reward-reason")
    bench.people.grid.setFocus()
    results.undo()
    text = "".join(f"{row.code}\t{'OK' if row.number % 5 else 'NG'}\n" for row in rows)
    QGuiApplication.clipboard().setText(text)
    bench.people.paste()
    clerk.wait_until_idle()
    picture("22c-reward-paste")
    bench.back()
    _look_at_states(clerk, picture, view)
    view.tabs.setCurrentIndex(2)
    view.registration_part.show_pending()
    clerk.wait_until_idle()
    picture("22c-reward-pending")
    view.back()


def _look_at_states(clerk: Clerk, picture: Picture, view: RewardView) -> None:
    """Look at answers that fit nobody, at the page without the portal, at a set time nobody registered before."""
    bench = view.files
    one, other, *_ = (row.code for row in bench.people.draft.rows[6:])
    QGuiApplication.clipboard().setText(f"{one}\tOK\n{one}\tNG\n{other}\tOK\nW00000000-UNKNOWN\tOK\n")
    bench.people.paste()
    clerk.wait_until_idle()
    picture("22c-reward-paste-faults")
    bench.back()
    view.toolbox.connection.missed()
    picture("22c-reward-offline")
    view.toolbox.connection.heard()
    for empty in [each for each in bench.day.strip.cells if each.state is CellState.EMPTY][
        :1
    ]:  # not just after midnight
        bench.day.strip.opened.emit(empty)
        clerk.wait_until_idle()
        picture("22c-reward-nobody")


def _look_at_reports(clerk: Clerk, picture: Picture, view: RewardView) -> None:
    """Look at the funnel, then at the fee with its campaigns told apart."""
    reports = view.reports
    clerk.wait(lambda: reports.view.figures is not None, "the funnel")
    clerk.wait_until_idle()
    picture("22h-reward-funnel")
    clerk.press(reports.choice.button("reward_fee"))
    clerk.wait(lambda: reports.view.figures is not None, "the fee")
    reports.view.parameters.stacked.setChecked(True)
    clerk.wait_until_idle()
    picture("22i-reward-fee")


def _look_at_settings(clerk: Clerk, view: RewardView, picture: Picture) -> None:
    """Choose an interval, change to another secret, which is asked about, look at the log of calls."""
    view.tabs.setCurrentIndex(4)
    clerk.wait_until_idle()
    page = view.connection
    page.schedule.interval.setCurrentIndex(page.schedule.interval.findData(3))
    picture("22j-reward-settings")
    page.schedule.undo_button.click()
    secret = page.endpoint.secret
    clerk.wait_for(secret.make_button)
    QTimer.singleShot(0, lambda: _agree(picture))
    secret.make_button.click()
    clerk.wait(secret.panel.isVisible, "the new secret")
    clerk.wait_until_idle()
    picture("22k-reward-secret")
    page.endpoint.secret.panel.close_panel()
    clerk.press(page.endpoint.test.call_button)
    clerk.wait(page.endpoint.test.result.isVisible, "the call for a test")
    clerk.wait_until_idle()
    bring_into_sight(page.endpoint.test)
    picture("22k-reward-test-call")
    page.show_page(CALLS)
    clerk.wait_until_idle()
    picture("22l-reward-calls")


def _agree(picture: Picture) -> None:
    """Look at the question in front, then agree."""
    question = QApplication.activeModalWidget()
    assert isinstance(question, QDialog), "nothing is asked"
    picture("22k-reward-secret-question", question)
    question.accept()
