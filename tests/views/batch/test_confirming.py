"""The last look: what is fixed for mobile issues, the sample mail, repetitions, waiting for the period to open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from secrets import token_hex

import msgspec
import pytest
from PySide6.QtWidgets import QLabel, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.campaigns import CampaignState, Mode
from netmile_desktop.domain.reading import read
from netmile_desktop.domain.rows.rows import Column, Recipe, canonical
from netmile_desktop.views.batch.commands import BatchCommands
from netmile_desktop.views.batch.grid.draft_changes import DraftChanges
from netmile_desktop.views.batch.sending.confirm_page import SendConfirmPage
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.records.batch_log import Event
from netmile_desktop.workspace.sources.source import load_source
from tests.support.bench import Rows
from tests.support.files import csv_bytes, csv_file, good_rows
from tests.support.window import ScriptedDialogs, settle, texts, widget_in

OpenDraft = Callable[..., Draft]


@pytest.fixture
def open_draft(desk: Desk, tmp_path: Path) -> OpenDraft:
    def open_(rows: list[tuple[str, str, str]] | None = None, mode: Mode = Mode.PC, **changes: object) -> Draft:
        campaign = msgspec.structs.replace(desk.catalogue.detail("C-1024"), **changes)
        source = load_source(csv_file(tmp_path / "a.csv", rows or good_rows(3)))
        return desk.batches.open(desk.batches.take_in(source, Recipe(), campaign, mode=mode).batch_id)

    return open_


@pytest.fixture
def page(desk: Desk, toolbox: Toolbox, commands: BatchCommands, shown: Callable[[QWidget], QWidget]) -> SendConfirmPage:
    page = SendConfirmPage(desk, toolbox, commands, DraftChanges(toolbox.tasks, commands))
    shown(page)
    return page


def show(page: SendConfirmPage, draft: Draft, toolbox: Toolbox) -> None:
    page.question._changes.show_draft(draft)
    page.show_draft(draft)
    settle(toolbox.tasks)


def test_issues_by_mobile_address_have_no_mail(page: SendConfirmPage, open_draft: OpenDraft, toolbox: Toolbox) -> None:
    show(page, open_draft(mode=Mode.MOBILE), toolbox)
    assert (page.form.file.text(), page.form.mode.text()) == ("a.csv", "Issue by mobile address")
    fixed = [label for label in page.form.findChildren(QLabel) if label.text() == "No"]
    assert len(fixed) == 2, "neither members nor passwords are made"
    assert (page.form.days.minimum(), page.form.days.maximum()) == (1, 90)
    page.form.after_days.click()
    page.form.days.setValue(90)
    assert page.form.settings().transfer_after_days == 90, "when miles are transferred is a choice here too"
    assert not page.form.notify.isVisible()
    assert not page.form.message.isVisible()
    assert "Issue by mobile address" in page.settings.said.text()
    page.settings.change_button.click()
    assert "fixed for issues by mobile address" in texts(page.form)
    page.form.notify.setChecked(True)
    page.form.message.setPlainText("x")
    assert (page.form.settings().notify, page.form.settings().message) == (False, "")
    show(page, open_draft(), toolbox)
    assert not page.form.notify.isHidden()


def test_the_sample_mail_follows_what_is_filled_in(
    page: SendConfirmPage, open_draft: OpenDraft, desk: Desk, toolbox: Toolbox
) -> None:
    show(page, open_draft(), toolbox)
    assert not page.form.sample_button.isEnabled(), "there is no mail to show"
    page.form.notify.click()
    page.form.sample_button.click()
    assert page.sample.isVisible()
    assert "100 mile" in page.sample.subject.text()
    assert all(name in page.sample.text.toPlainText() for name in (desk.site.name, "ご来店ポイントキャンペーン"))
    page.form.message.setPlainText("ありがとうございます")
    assert "ありがとうございます" in page.sample.text.toPlainText()
    page.form.notify.click()
    assert not page.sample.isVisible()


def test_repetitions_are_told_with_day_and_id(
    page: SendConfirmPage, open_draft: OpenDraft, desk: Desk, toolbox: Toolbox
) -> None:
    first = open_draft()
    desk.sending.send(first.batch_id)
    registration_id = desk.batches.all()[0].registration_ids[0]
    show(page, open_draft([*good_rows(3), *good_rows(1, first=9)]), toolbox)
    told = widget_in(page.summary.warned, 0).accessibleName()
    assert "L-DUP" in told
    assert "3 rows" in told
    assert registration_id in told
    page.tick.click()
    assert not page.send_button.isEnabled()
    assert page.send_button.toolTip().startswith("Decide first")
    page.question.reason.setText("   ")
    assert not page.send_button.isEnabled()
    page.question.reason.setText(" 二回目の来店分 ")
    assert page.send_button.isEnabled(), "warned is not forbidden"
    page.send_button.click()
    draft = page._draft
    assert draft is not None
    entry = desk.batches.chronicle(draft.batch_id)[-1]
    assert (entry.event, entry.text, entry.actor) == (Event.SENT_AGAIN, "二回目の来店分", desk.user.login)


def test_rows_that_will_be_refused_again_are_counted_as_such(
    page: SendConfirmPage, open_draft: OpenDraft, desk: Desk, toolbox: Toolbox
) -> None:
    rows = [
        ("nobody@example.jp", "N1", "100"),
        ("nobody2@example.jp", "N2", "100"),
        ("left001@example.jp", "L1", "100"),
    ]
    first = open_draft([*rows, *good_rows(1)])
    desk.sending.send(first.batch_id)
    draft = desk.batches.open(desk.batches.start_correction(first.batch_id))
    show(page, draft, toolbox)
    assert page.summary.figures["rows"].value == "3 rows; 3 as refused before"
    told = [widget_in(page.summary.warned, at).accessibleName() for at in range(page.summary.warned.count())]
    assert [each.partition(" ")[0] for each in told] == ["41053", "41023"]
    assert "2 rows" in told[0]
    assert "Row 1" in told[0]
    assert "1 row" in told[1]
    assert "Row 3" in told[1]
    draft.set_cells([(0, Column.ADDRESS, "member00007@example.jp")])
    draft.exclude([2])
    show(page, draft, toolbox)
    assert page.summary.figures["rows"].value == "2 rows; 1 as refused before"
    assert page.summary.warned.count() == 1
    assert "Row 2" in widget_in(page.summary.warned, 0).accessibleName()
    draft.set_cells([(1, Column.ADDRESS, "member00008@example.jp")])
    show(page, draft, toolbox)
    assert page.summary.figures["rows"].value == "2 rows"
    assert page.summary.warned.count() == 0


def test_the_row_that_a_warning_names_is_the_first_one(
    page: SendConfirmPage, open_draft: OpenDraft, desk: Desk, toolbox: Toolbox
) -> None:
    """Also where a later one has a warning of our own besides, and where an earlier one joins."""
    rows = [("member00001@example.jp", "N1", "100")]
    rows += [(f"nobody@{domain}", f"N{n}", "100") for n, domain in enumerate(("example.jp", "docomo.ne.jp"), 2)]
    first = open_draft(rows)
    desk.sending.send(first.batch_id)
    draft = desk.batches.open(desk.batches.start_correction(first.batch_id))
    show(page, draft, toolbox)
    told = [widget_in(page.summary.warned, at).accessibleName() for at in range(page.summary.warned.count())]
    assert [each.partition(" ")[0] for each in told] == ["41053", "L-MOBILE"]
    assert "Row 2" in told[0]
    draft.set_cells([(0, Column.ADDRESS, "somebody@docomo.ne.jp")])
    show(page, draft, toolbox)
    told = [widget_in(page.summary.warned, at).accessibleName() for at in range(page.summary.warned.count())]
    assert "Row 3" in told[0]
    assert "Row 2" in told[1]


def test_every_warning_about_rows_that_will_be_sent_is_told(
    page: SendConfirmPage, open_draft: OpenDraft, toolbox: Toolbox
) -> None:
    rows = [
        *[("", "", "")] * 2,
        ("member00009@example.jp", "1.5E+10", "1,000"),
        ("member00001@example.jp", "K000001", "100"),
        ("member00001@example.jp", "K000002", "100"),
        ("member00002@example.jp", "2026/3/1", "100"),
        ("member00003@docomo.ne.jp", "K000003", "100"),
        ("member00004@example.jp", "K000004", "100"),
        ("member00004@example.jp", "K000004", "100"),
    ]
    show(page, open_draft(rows), toolbox)
    told = [widget_in(page.summary.warned, at).accessibleName() for at in range(page.summary.warned.count())]
    assert [each.partition(" ")[0] for each in told] == ["L-DUP", "L-EXCEL", "L-MOBILE"]
    assert "4 rows" in told[0]
    assert "Identical to row" in told[0], "the repetition that most likely issues twice, and no blank rows"
    assert "1 row" in told[1]
    assert "Row 6: " in told[1], "what is left out is not told"
    assert "Row 7: " in told[2]


def test_before_the_period_a_batch_can_be_left_to_send_itself(
    page: SendConfirmPage, open_draft: OpenDraft, desk: Desk, toolbox: Toolbox
) -> None:
    opens = desk.today() + timedelta(days=3)
    draft = open_draft(issuance_period=Period(opens, opens + timedelta(days=30)))
    show(page, draft, toolbox)
    assert not page.question.isVisible(), "nothing is repeated"
    day = formats.day(opens)
    assert (
        page.send_button.text() == f"Issue 3 rows for C-1024 ご来店ポイントキャンペーン when its period opens ({day})"
    )
    assert not page.send_button.isEnabled()
    page.tick.click()
    page.send_button.click()
    assert desk.sending.sends_when_open(draft)
    assert not page.send_button.isVisible()
    assert formats.day(opens) in page.waiting.text()
    page.no_waiting_button.click()
    assert not desk.sending.sends_when_open(draft)
    assert page.send_button.isVisible()


def test_after_the_period_nothing_can_be_sent(
    page: SendConfirmPage, open_draft: OpenDraft, desk: Desk, toolbox: Toolbox
) -> None:
    last = desk.today() - timedelta(days=3)
    show(page, open_draft(issuance_period=Period(last - timedelta(days=30), last)), toolbox)
    page.tick.click()
    assert not page.send_button.isEnabled()
    assert page.send_button.toolTip() == "The campaign cannot be issued for today."


def test_a_campaign_suspended_since_is_told_by_the_portal(
    page: SendConfirmPage, open_draft: OpenDraft, desk: Desk, toolbox: Toolbox
) -> None:
    suspended = desk.catalogue.search(wire.CampaignSearch(states=[CampaignState.SUSPENDED])).items[0]
    show(page, open_draft(id=suspended.id), toolbox)
    page.tick.click()
    assert "42030" in texts(page.summary)
    assert "Judged by the portal" in texts(page.summary)
    assert not page.send_button.isEnabled()
    assert page.send_button.toolTip() == "The campaign cannot be issued for today."
    show(page, open_draft(), toolbox)
    page.tick.click()
    assert "42030" not in texts(page.summary)
    assert page.send_button.isEnabled()


def test_what_another_machine_issued_is_told_by_the_portal(
    page: SendConfirmPage, open_draft: OpenDraft, desk: Desk, toolbox: Toolbox
) -> None:
    registration_id = elsewhere(desk, toolbox, good_rows(2))
    show(page, open_draft(), toolbox)
    told = widget_in(page.summary.earlier, 0).accessibleName()
    assert told.startswith("L-DUP 2 rows (200 mile) repeat rows of the last 30 days")
    assert "To the same key: 2; to the same address under another key: 0" in told
    assert f"First issued: {formats.day(desk.today())}  {registration_id}" in told
    page.tick.click()
    assert not page.send_button.isEnabled()
    page.question.reason.setText("別の来店")
    assert page.send_button.isEnabled()


def elsewhere(desk: Desk, toolbox: Toolbox, rows: Rows, campaign_id: str = "C-1024") -> str:
    """Issue rows from another machine; return the registration's ID."""
    query = wire.IssuanceQuery(campaign_id=campaign_id, file_name="elsewhere.csv")
    registration = desk.client.issuances.issue(token_hex(16), query, canonical(read(csv_bytes(rows)).rows))

    def judged() -> bool:
        return desk.client.issuances.detail(registration.registration_id).state.is_final

    settle(toolbox.tasks, judged)
    return registration.registration_id


def test_rows_that_repeat_can_be_left_out(
    page: SendConfirmPage, open_draft: OpenDraft, desk: Desk, toolbox: Toolbox
) -> None:
    capitals = [(address.upper(), "OTHER", miles) for address, _, miles in good_rows(1, first=2)]
    registration_id = elsewhere(desk, toolbox, good_rows(2))
    draft = open_draft([*good_rows(1), *capitals, *good_rows(2, first=8)])
    show(page, draft, toolbox)
    page.tick.click()
    told = widget_in(page.summary.earlier, 0).accessibleName()
    assert "To the same key: 1; to the same address under another key: 1" in told
    assert not page.send_button.isEnabled()
    assert page.question.leave_out_button.text() == "Leave the 2 repeating rows out"
    page.question.leave_out_button.click()
    assert not page.send_button.isEnabled(), "what is left is compared first"
    settle(toolbox.tasks)
    assert not page.question.isVisible()
    assert page.summary.figures["rows"].value == "2 rows"
    assert page.send_button.text().startswith("Issue 2 rows for C-1024")
    assert page.send_button.isEnabled()
    left = desk.batches.open(draft.batch_id).snapshot()
    assert [registration_id in left.closing_reason(row_id) for row_id in range(4)] == [True, True, False, False]
    assert [row.key for row in left.sendable()] == [key for _, key, _ in good_rows(2, first=8)]


def test_rows_that_all_repeat_cannot_all_be_left_out(
    page: SendConfirmPage, open_draft: OpenDraft, desk: Desk, toolbox: Toolbox
) -> None:
    elsewhere(desk, toolbox, good_rows(3))
    show(page, open_draft(good_rows(3)[::-1]), toolbox)
    assert page.question.isVisible()
    assert not page.question.leave_out_button.isEnabled()
    assert page.question.leave_out_button.toolTip()


def test_the_same_content_in_another_campaign_is_asked_about_the_same_way(
    page: SendConfirmPage, open_draft: OpenDraft, desk: Desk, toolbox: Toolbox
) -> None:
    registration_id = elsewhere(desk, toolbox, good_rows(3), "C-1025")
    show(page, open_draft(), toolbox)
    page.tick.click()
    assert registration_id in widget_in(page.summary.earlier, 0).accessibleName()
    assert not page.question.leave_out_button.isVisible(), "no row repeats one of this campaign"
    assert page.send_button.toolTip().startswith("Decide first")


def test_an_answer_that_is_old_is_asked_for_again(
    page: SendConfirmPage, commands: BatchCommands, open_draft: OpenDraft, desk: Desk, toolbox: Toolbox
) -> None:
    sent: list[Draft] = []
    commands.sendings.began.connect(lambda draft, _task: sent.append(draft))
    page.question.comparison.fresh_s = -1
    show(page, open_draft(), toolbox)
    page.tick.click()
    registration_id = elsewhere(desk, toolbox, good_rows(1))
    page.send_button.click()
    settle(toolbox.tasks)
    assert not sent, "somebody else was faster"
    assert registration_id in widget_in(page.summary.earlier, 0).accessibleName()
    page.question.reason.setText("二回目の来店分")
    page.send_button.click()
    settle(toolbox.tasks, lambda: len(sent) == 1)


def test_offline_the_button_says_why_and_the_draft_stays(
    page: SendConfirmPage, open_draft: OpenDraft, toolbox: Toolbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = open_draft()
    monkeypatch.setattr(Desk, "is_offline", property(lambda _desk: True))
    show(page, draft, toolbox)
    page.tick.click()
    assert not page.send_button.isEnabled()
    assert page.send_button.toolTip() == "This program is offline. Go online to send."
    assert page.waiting.text().startswith("Offline:")


def test_a_send_that_would_pass_the_limit_is_asked_about_twice(
    page: SendConfirmPage,
    commands: BatchCommands,
    open_draft: OpenDraft,
    desk: Desk,
    toolbox: Toolbox,
    dialogs: ScriptedDialogs,
) -> None:
    sent: list[Draft] = []
    commands.sendings.began.connect(lambda draft, _task: sent.append(draft))
    show(page, open_draft(), toolbox)
    page.tick.click()
    desk.budgets.set_limit("C-1024", 1)
    dialogs.script(False, True)
    page.send_button.click()
    settle(toolbox.tasks, lambda: len(dialogs.asked) == 1)
    assert not sent
    assert dialogs.asked[0].title == "The monthly limit of C-1024 would be passed"
    assert dialogs.asked[0].danger
    page.send_button.click()
    settle(toolbox.tasks, lambda: len(sent) == 1)
    desk.budgets.set_limit("C-1024", 100_000_000)
    show(page, open_draft(good_rows(3, first=11)), toolbox)
    page.tick.click()
    page.send_button.click()
    settle(toolbox.tasks, lambda: len(sent) == 2)
    assert len(dialogs.asked) == 2
