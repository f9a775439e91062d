"""Pictures of what comes after issuing: history, cancelling, requests, inquiries. Steps of `screenshots.py`."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

from picture import Picture

from netmile_desktop.domain import wire
from netmile_desktop.domain.history import IssueState
from netmile_desktop.domain.wire import HistoryConditions
from netmile_desktop.views.batch.results.reconciliation_dialog import ReconciliationDialog
from netmile_desktop.views.common.dialogs import WindowDialogs
from netmile_desktop.views.history.line_table import Fate
from netmile_desktop.views.history.reissue_dialog import ReissueDialog
from netmile_desktop.views.history.view import HistoryView
from netmile_desktop.views.inquiry.view import InquiryView
from netmile_desktop.views.settings.dialog import SettingsDialog
from tests.support.clerk import Clerk
from tests.support.files import csv_file


def walk(clerk: Clerk, picture: Picture, folder: Path) -> None:
    """Compare, look back, take back, answer; and how long personal data are kept."""
    _reconcile(clerk, picture)
    _look_back(clerk, picture, folder)
    _cancel(clerk, picture)
    _answer(clerk, picture)
    _keep(clerk, picture)


def _reconcile(clerk: Clerk, picture: Picture) -> None:
    """What was sent last, beside both lists, the history and the bill."""
    clerk.press(clerk.opened.sent.reconcile_button)
    clerk.wait(lambda: clerk.batch.findChild(ReconciliationDialog), "the comparison")
    dialog = clerk.batch.findChildren(ReconciliationDialog)[-1]
    clerk.wait_until_idle()
    picture("21-reconciliation", dialog)
    dialog.accept()
    clerk.wait_until_idle()


def _keep(clerk: Clerk, picture: Picture) -> None:
    clerk.page.top_bar.settings_asked.emit()
    dialog = clerk.window.findChildren(SettingsDialog)[-1]
    picture("21l-settings", dialog)
    dialog.reject()


def _look_back(clerk: Clerk, picture: Picture, folder: Path) -> None:
    """The history, and a file that names what is to be cancelled."""
    history = _history(clerk)
    picture("21a-issue-history")
    history.show_history(HistoryConditions(campaign_id="C-1024"))
    clerk.wait_until_idle()
    found = history.listing.table.records_model.records
    keys = [each.key for each in found]
    twice = next(key for key in keys if keys.count(key) > 1)
    rows = [(each.key, f"{each.issued_at:%Y/%m/%d}", each.miles) for each in found if each.key != twice]
    extra = [(twice, "", ""), ("K999999", "", ""), ("K000001", "2026-13-01", "")]
    clerk.press(history.file_button)
    clerk.wait_until_idle()
    picture("21b-cancel-from-a-file")
    history.file.open_file(
        csv_file(folder / "取消 11月分.csv", [*rows, *extra], header=("指定キー", "発行日", "マイル数"))
    )
    clerk.wait_until_idle()
    picture("21c-lines-of-a-file")
    history.file.filter.choose(Fate.TO_CHOOSE.value)
    history.file.filter.chosen.emit(Fate.TO_CHOOSE.value)
    clerk.wait_until_idle()
    picture("21d-which-is-meant")
    history.back()
    clerk.wait_until_idle()
    _reissue(clerk, picture, history)


def _reissue(clerk: Clerk, picture: Picture, history: HistoryView) -> None:
    """Cancel and reissue, from the right miles to both IDs."""
    history.show_history(wire.HistoryConditions(states=[IssueState.PENDING]))
    clerk.wait_until_idle()
    history.listing.table.selectRow(3)
    clerk.press(history.reissue_button)
    clerk.wait_until_idle()
    dialog = history.findChildren(ReissueDialog)[-1]
    dialog.form.miles.setText("120")
    dialog.form.campaign.setCurrentIndex(dialog.form.campaign.findData("C-1025"))
    dialog.form.address.setText("member00042@example.jp")
    dialog.form.reason.choose("issued_wrongly")
    dialog.form.reason.activated.emit(0)
    clerk.press(dialog.look_button)
    clerk.wait_until_idle()
    picture("21j-reissue", dialog)
    clerk.press(dialog.reissue_button)
    clerk.wait_until_idle()
    picture("21k-reissued", dialog)
    clerk.press(dialog.leave_button)
    clerk.wait_until_idle()


def _cancel(clerk: Clerk, picture: Picture) -> None:
    """A selection of both kinds: ticked, reviewed, cancelled, requested, followed."""
    history = _history(clerk)
    for state in (IssueState.PENDING, IssueState.VALID):
        history.show_history(wire.HistoryConditions(states=[state]))
        clerk.wait_until_idle()
        for issue in [each for each in history.listing.table.records_model.records if each.action][:8]:
            history.listing.ticks.turn(issue)
    history.listing.reason.choose("issued_wrongly")
    history.listing.reason.activated.emit(0)
    picture("21e-ticked")
    clerk.press(history.listing.review_button)
    clerk.wait_until_idle()
    picture("21f-cancel-review")
    with patch.object(WindowDialogs, "confirm", return_value=True):
        for button in (history.confirm.cancel_button, history.confirm.request_button):
            clerk.press(button)
            clerk.wait_until_idle()
    picture("21g-cancelled")
    history.show_requests()
    clerk.wait_until_idle()
    picture("21h-requests")


def _answer(clerk: Clerk, picture: Picture) -> None:
    clerk.page.tabs.show_tab("inquiry")
    inquiry = clerk.screen(InquiryView)
    inquiry.ask("member00777@example.jp")
    clerk.wait_until_idle()
    picture("21i-inquiry")
    clerk.page.show_tab(3)
    clerk.wait_until_idle()


def _history(clerk: Clerk) -> HistoryView:
    clerk.page.tabs.show_tab("history")
    clerk.wait_until_idle()
    return clerk.screen(HistoryView)
