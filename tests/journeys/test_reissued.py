"""Wrong miles are cancelled and issued again from the history in the real window, and what is cut half-way is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import BatchState
from netmile_desktop.domain.failures import Unreachable
from netmile_desktop.domain.history import IssueState
from netmile_desktop.views.batch.view import BatchView
from netmile_desktop.views.common.notices import NoticeLine
from netmile_desktop.views.history.reissue_dialog import ReissueDialog
from netmile_desktop.views.history.view import HistoryView
from netmile_desktop.workspace.issuing.sending import Sending
from tests.journeys.conftest import Start
from tests.support.clerk import Clerk
from tests.support.files import csv_file, good_rows

CAMPAIGN, RIGHT_CAMPAIGN = "C-1026", "C-1025"
"""Always 250 miles, pending for ten days; and one that takes several amounts."""


def sent(clerk: Clerk, folder: Path) -> str:
    """Miles of yesterday, which the history shows today; the registration's ID."""
    clerk.enter_sandbox()
    clerk.import_file(csv_file(folder / "a.csv", good_rows(3, miles=250)), CAMPAIGN)
    clerk.finish()
    clock = clerk.page.top_bar.clock
    assert clock is not None
    clock.tomorrow.trigger()
    clerk.wait_until_idle()
    return clerk.registrations()[0]


def history_of(clerk: Clerk, registration_id: str) -> HistoryView:
    clerk.page.tabs.show_tab("history")
    view = clerk.screen(HistoryView)
    view.show_history(wire.HistoryConditions(registration_id=registration_id))
    clerk.wait_until_idle()
    return view


def opened(clerk: Clerk, history: HistoryView, row: int) -> ReissueDialog:
    history.listing.table.selectRow(row)
    clerk.press(history.reissue_button)
    clerk.wait_until_idle()
    dialog = history.findChildren(ReissueDialog)[-1]
    assert not dialog.look_button.isEnabled(), "nothing is filled in yet"
    return dialog


def fill(clerk: Clerk, dialog: ReissueDialog, miles: str, campaign_id: str = "") -> None:
    form = dialog.form
    form.miles.setText(miles)
    if campaign_id:
        form.campaign.setCurrentIndex(form.campaign.findData(campaign_id))
        form.campaign.activated.emit(0)
    form.reason.choose("issued_wrongly")
    form.reason.activated.emit(0)
    clerk.press(dialog.look_button)
    clerk.wait_until_idle()


def said(dialog: ReissueDialog) -> str:
    return "\n".join(each.notice.text for each in dialog.findChildren(NoticeLine) if each.isVisible())


def state_of(clerk: Clerk, issue_id: str) -> wire.IssueRecord:
    query = wire.MatchRequest(lines=[wire.MatchLine(line=1, issue_id=issue_id)])
    return clerk.desk.client.history.match(query).lines[0].candidates[0]


def test_pending_miles_are_reissued_in_one_step(start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk = start()
    history = history_of(clerk, sent(clerk, tmp_path))
    dialog = opened(clerk, history, 0)
    fill(clerk, dialog, "300")
    assert not dialog.reissue_button.isEnabled(), "the campaign takes 250 miles only"
    assert "発行できない" in said(dialog)
    fill(clerk, dialog, "300", RIGHT_CAMPAIGN)
    old = dialog.table.records_model.records[0].issue
    assert state_of(clerk, old.issue_id).live_state is IssueState.PENDING, "looking changes nothing"
    clerk.press(dialog.reissue_button)
    clerk.wait_until_idle()
    (line,) = dialog.table.records_model.records
    assert state_of(clerk, old.issue_id).live_state is IssueState.CANCELLED
    new = state_of(clerk, line.new_id)
    assert (new.miles, new.campaign_id, new.key) == (300, RIGHT_CAMPAIGN, old.key)
    assert new.registration_id in said(dialog)
    assert not dialog.batch_button.isVisible()
    clerk.press(dialog.leave_button)
    clerk.wait_until_idle()

    def gone(*_: object, **__: object) -> None:
        raise Unreachable("gone")

    dialog = opened(clerk, history, 1)
    fill(clerk, dialog, "400", RIGHT_CAMPAIGN)
    with monkeypatch.context() as broken:
        broken.setattr(Sending, "send", gone)
        clerk.press(dialog.reissue_button)
        clerk.wait_until_idle()
    assert "まだ再発行していません" in said(dialog)
    clerk.press(dialog.batch_button)
    clerk.wait_until_idle()
    clerk.screen(BatchView)
    draft = clerk.draft
    assert draft.state is BatchState.DRAFT
    clerk.finish()
    assert clerk.draft.state is BatchState.DONE


def test_valid_miles_are_issued_again_once_netmile_has_approved(start: Start, tmp_path: Path) -> None:
    clerk = start()
    registration = sent(clerk, tmp_path)
    clock = clerk.page.top_bar.clock
    assert clock is not None
    transfer_on = clerk.desk.client.cancellations.check(wire.CancelSelection(registration_id=registration))
    while clerk.desk.today() <= transfer_on.items[0].transfer_on:
        step = clock.transfer if clerk.desk.today() < transfer_on.items[0].transfer_on else clock.tomorrow
        step.trigger()
        clerk.wait_until_idle()
    history = history_of(clerk, registration)
    dialog = opened(clerk, history, 0)
    fill(clerk, dialog, "300", RIGHT_CAMPAIGN)
    clerk.press(dialog.reissue_button)
    clerk.wait_until_idle()
    old = dialog.table.records_model.records[0].issue
    assert state_of(clerk, old.issue_id).live_state is IssueState.REQUESTED
    clerk.press(dialog.leave_button)
    clerk.wait_until_idle()
    assert clerk.desk.reissues.waiting() == 1, "nothing is issued beside what still counts"
    clock.approve.trigger()
    clerk.wait_until_idle()
    history.entered()
    clerk.wait_until_idle()
    again = [each for each in clerk.page.notices.notices() if each.key.startswith("again-")]
    assert len(again) == 1
    again[0].actions[0][1]()
    clerk.wait_until_idle()
    assert clerk.draft.snapshot().row(0).miles == "300"
    clerk.finish()
    assert clerk.draft.state is BatchState.DONE
