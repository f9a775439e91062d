#!/usr/bin/env python3
"""Drive the real window through a clerk's day on a fresh sandbox, one picture per step.

    python packaging/development/screenshots.py OUT [--language ja] [--theme light] [--scale 1] [--text 100] [--size 1280x800]

Without a choice all four are taken: Japanese and English, light and dark. Pictures are named
`ja-light/13-problems.png`. A step that does not come about ends the run with exit code 1, which makes
this the smoke test of the whole program.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # where `tests` lies

import after_issuing
import automatic
import rewards
from msgspec.structs import replace
from picture import Picture
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget

from netmile_desktop.app.program import Program
from netmile_desktop.domain.campaigns import CampaignState
from netmile_desktop.domain.language import Language
from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.domain.site_details import DetailField
from netmile_desktop.domain.tables.table import Choices, ColumnRole, Inclusion
from netmile_desktop.domain.wire import CampaignSearch
from netmile_desktop.paths import user_folders
from netmile_desktop.views.batch.importing.looking import Seen
from netmile_desktop.views.batch.move_dialog import MoveDialog
from netmile_desktop.views.batch.results.history_dialog import HistoryDialog
from netmile_desktop.views.campaign.view import SubTab
from netmile_desktop.views.help.window import HelpWindow
from netmile_desktop.views.navigation import NetMilePart
from netmile_desktop.views.netmile_part.view import NetMileView
from netmile_desktop.views.site.view import SiteView
from netmile_desktop.workspace.access.sandbox import SandboxPortal
from netmile_desktop.workspace.drafts.draft_facts import Show
from netmile_desktop.workspace.settings import ProgramSettings
from tests.support.clerk import Clerk, Impatient
from tests.support.files import xlsx_file
from tests.support.importing import choose_role
from tests.support.looks import home_made, orders, purchases, visitors
from tests.support.problems import problem_link
from tests.support.shop import HEADER, shop_rows
from tests.support.window import only_child

LANGUAGES = ("ja", "en")
THEMES = ("light", "dark")
ROWS = 12_480
"""Two parts, the second of which is not full."""


def main(words: Sequence[str]) -> int:
    """Take all pictures, each language and theme in a process of its own."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--language", choices=LANGUAGES)
    parser.add_argument("--theme", choices=THEMES)
    parser.add_argument("--scale", default="1", help="device pixels to a point, such as 2")
    parser.add_argument("--text", type=int, default=100, help="text scale in percent, such as 150")
    parser.add_argument("--size", default="1280x800", help="of the window, such as 960x600")
    options = parser.parse_args(words)
    size = QSize(*map(int, options.size.split("x")))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = options.scale
    if options.language and options.theme:
        return take(options.out, options.language, options.theme, options.text, size)
    for language in [options.language] if options.language else LANGUAGES:
        for theme in [options.theme] if options.theme else THEMES:
            again = [sys.executable, __file__, str(options.out), "--language", language, "--theme", theme]
            again += ["--scale", options.scale, "--text", str(options.text), "--size", options.size]
            code = subprocess.run(again).returncode
            if code:
                return code
    return 0


def take(out: Path, language: str, theme: str, text: int, size: QSize) -> int:
    """One walk through the story in this process."""
    folder = out / f"{language}-{theme}"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        folders = user_folders(data)
        sandbox = SandboxPortal(folders.sandbox)
        sandbox.start()
        app = QApplication([sys.argv[0]])
        program = Program(app, folders, ProgramSettings(Language(language), theme, text), sandbox)
        program.window.resize(size)
        program.window.show()
        clerk = Clerk(lambda: program.window)

        def picture(name: str, of: QWidget | None = None) -> None:
            for _ in range(3):  # a layout may ask for another one
                app.processEvents()
            if not (of or program.window).grab().save(str(folder / f"{name}.png")):
                raise OSError(f"{folder / name}.png cannot be written")

        try:
            walk(clerk, picture, Path(data))
        except Impatient as late:
            picture("99-stuck")
            print(f"{language} {theme}: waited in vain for {late}", file=sys.stderr)
            return 1
        finally:
            program.window.hand_over()
            program.window.close()
            program.shut_down()
    print(f"{language} {theme}: {len(list(folder.glob('*.png')))} pictures in {folder}")
    return 0


def walk(clerk: Clerk, picture: Picture, folder: Path) -> None:
    """The story: sign in, look around, issue to one member, take a file in, put it right, send, correct, clear up."""
    picture("01-sign-in")
    clerk.enter_sandbox()
    picture("02-home")
    _look_around(clerk, picture)
    _read_reports(clerk, picture)
    _apply(clerk, picture)
    _get_help(clerk, picture)
    _issue_to_one(clerk, picture)
    _take_in(clerk, picture, _workbook(folder / "ご来店ポイント 11月分.xlsx"))
    _correct_and_send(clerk, picture)
    _correct_refused(clerk, picture)
    after_issuing.walk(clerk, picture, folder)
    _clear_up(clerk, picture)
    rewards.walk(clerk, picture)
    automatic.walk(clerk, picture)


def _look_around(clerk: Clerk, picture: Picture) -> None:
    search = clerk.search()
    picture("03-search")
    search.tabs.setCurrentIndex(1)
    clerk.wait_until_idle()
    picture("04-search-applications")
    clerk.open_campaign("C-1024")
    picture("05-campaign")
    clerk.open_campaign(_ended(clerk))
    picture("05-campaign-ended")


def _ended(clerk: Clerk) -> str:
    """A campaign that can no longer be changed."""
    return clerk.desk.catalogue.search(CampaignSearch(states=[CampaignState.ENDED])).items[0].id


def _read_reports(clerk: Clerk, picture: Picture) -> None:
    clerk.page.tabs.show_tab("site")
    site = clerk.screen(SiteView)
    report = site.report
    clerk.wait(lambda: report.figures is not None, "the site report")
    clerk.wait_until_idle()
    picture("05-site-report")
    report.parameters.stacked.setChecked(True)
    clerk.wait(lambda: report.figures is not None and report.figures.answer.by_campaign, "the campaigns apart")
    clerk.wait_until_idle()
    picture("05-site-report-campaigns")
    report.open_entries(-1)
    clerk.wait(lambda: report.entries.answer is not None, "what lies behind")
    picture("05-site-report-entries")
    report.close_entries()
    for at, name in ((1, "05-usage"), (3, "05-password"), (2, "05-checks")):
        site.tabs.setCurrentIndex(at)
        clerk.wait_until_idle()
        clerk.wait_until_idle()
        picture(name)
    site.checks.preset.setCurrentIndex(site.checks.preset.findData("last_90_days"))
    site.checks.refresh()
    clerk.wait_until_idle()
    site.checks.errors.by.button("file").click()
    site.checks.errors.map.choose((0, 0))
    picture("05-checks-of-a-file")
    _change_details(clerk, picture)
    campaign = clerk.open_campaign("C-1024")
    campaign.tabs.setCurrentIndex(4)
    clerk.wait(lambda: campaign.report is not None and campaign.report.figures is not None, "the campaign's report")
    clerk.wait_until_idle()
    picture("05-campaign-report")


def _change_details(clerk: Clerk, picture: Picture) -> None:
    """登録情報: read, edited, compared; then as it looks when a colleague was quicker."""
    site = clerk.screen(SiteView)
    details = site.details
    site.tabs.setCurrentIndex(site.pages.index(details))
    clerk.wait(lambda: details.read.isVisible(), "the registered details")
    picture("05-details")
    clerk.press(details.read.change)
    details.edit.form.edits[DetailField.PHONE].setText("03-0000-12")
    details.edit.form.edits[DetailField.EMAIL].setText("hanako")
    clerk.press(details.edit.confirm)
    picture("05-details-faults")
    details.edit.form.edits[DetailField.PHONE].setText("03-0000-4321")
    details.edit.form.edits[DetailField.EMAIL].setText("contact@minato-books.example.jp")
    clerk.press(details.edit.confirm)
    picture("05-details-confirm")
    record = clerk.desk.client.sites.details()
    clerk.desk.client.sites.change_details(record.version, replace(record.details, phone="03-0000-5678", fax=""))
    clerk.press(details.confirm.register)
    clerk.wait(lambda: details.confirm.theirs.isVisible(), "the conflict")
    picture("05-details-conflict")
    clerk.press(details.confirm.register)
    clerk.wait(lambda: details.read.isVisible(), "the details registered")
    picture("05-details-registered")


def _apply(clerk: Clerk, picture: Picture) -> None:
    """A change of a campaign, from the form to its number; then the same campaign as a template."""
    campaign = clerk.open_campaign("C-1024")
    change, reuse = SubTab.CHANGE, SubTab.REUSE
    campaign.tabs.setCurrentIndex(change)
    clerk.wait_until_idle()
    assert campaign.change is not None
    form = campaign.change.form
    form.description.setPlainText("ご来店のお客様にマイルを進呈します。期間を延長しました。")
    for period in (form.campaign, form.issuance):
        period.last.show_day((period.last.day() or clerk.desk.today()) + timedelta(days=14))
    picture("05a-change-form")
    clerk.press(campaign.change.confirm_button)
    clerk.wait_for(campaign.change.confirm.apply)
    picture("05b-change-confirm")
    clerk.press(campaign.change.confirm.apply)
    clerk.wait_for(campaign.change.done.search)
    picture("05c-change-applied")
    campaign.tabs.setCurrentIndex(reuse)
    clerk.wait_until_idle()
    picture("05d-reuse-form")
    campaign.tabs.setCurrentIndex(0)
    clerk.page.show_tab(clerk.page.tabs.all_keys().index("apply"))
    clerk.wait_until_idle()
    picture("05e-new-form")
    _play_netmile(clerk, picture)


def _play_netmile(clerk: Clerk, picture: Picture) -> None:
    """NetMile's part in the sandbox: the change is read, then refused; and the other lists."""
    clerk.page.show_tab(clerk.page.tabs.all_keys().index("netmile"))
    clerk.wait_until_idle()
    view = clerk.screen(NetMileView)
    picture("05f-netmile-applications")
    view.open_part(NetMilePart.APPLICATIONS, "C-1024")
    clerk.wait(lambda: view.is_reading, "the application")
    clerk.wait_until_idle()
    picture("05g-netmile-application")
    view.application.foot.reason.setText("期間の延長は、今回は承認できません。")
    clerk.press(view.application.foot.refuse)
    clerk.wait(lambda: not view.is_reading, "the decision")
    for part in (NetMilePart.REQUESTS, NetMilePart.CAMPAIGNS):
        view.open_part(part)
        clerk.wait_until_idle()
        picture(f"05h-netmile-{part}")


def _get_help(clerk: Clerk, picture: Picture) -> None:
    clerk.window.open_help()
    helping = clerk.window.findChildren(HelpWindow)[0]
    for topic in ("search", "codes", "batch-record", "reconciliation", "contact"):
        helping.show_topic(topic)
        picture(f"05-help-{topic}", helping)
    helping.close()


def _issue_to_one(clerk: Clerk, picture: Picture) -> None:
    campaign = clerk.open_campaign("C-1024")
    campaign.tabs.setCurrentIndex(1)
    clerk.wait_until_idle()
    picture("06-three-ways-to-issue")
    clerk.press(campaign.issuance.one)
    single = campaign.issuance.single
    single.form.address.setText("member00777@example.jp")
    single.form.key.setText("A-000777")
    clerk.wait_until_idle()
    picture("07-single-form")
    clerk.press(single.confirm_button)
    clerk.wait_for(single.confirm.tick)
    picture("08-single-confirm")
    single.confirm.tick.setChecked(True)
    clerk.press(single.confirm.issue)
    clerk.wait(lambda: single.result.isVisible(), "the registration ID")
    clerk.wait_until_idle()
    picture("09-single-issued")


def _take_in(clerk: Clerk, picture: Picture, file: Path) -> None:
    clerk.page.show_tab(3)
    clerk.wait_until_idle()
    picture("10-no-batches")
    clerk.drop(file)
    clerk.wait_until_idle()
    picture("11-import-choose-campaign")
    clerk.choose_campaign("C-1024")
    clerk.wait_until_idle()
    picture("12-import")
    _look_at_questions(clerk, picture)
    clerk.drop(file)
    clerk.choose_campaign("C-1024")
    clerk.press(clerk.importing.import_button)
    clerk.wait(lambda: clerk.opened.isVisible() and clerk.opened.draft is not None, "the batch")
    clerk.wait_until_idle()
    picture("13-problems")
    _look_at_the_history(clerk, picture)


def _look_at_questions(clerk: Clerk, picture: Picture) -> None:
    """The import page with files that leave something open, and the same with the answers; at two sizes."""
    leave_out, include = Choices(hidden=Inclusion.LEAVE_OUT), Choices(hidden=Inclusion.INCLUDE, put_back=(128,))
    states = {
        "12a-hidden-rows": visitors(),
        "12b-hidden-rows-answered": visitors(leave_out),
        "12c-put-back": visitors(include),
        "12d-doubt": purchases(),
        "12e-doubt-answered": purchases(Choices(roles=((ColumnRole.MILES, 6),))),
        "12f-marked-rows": orders(),
        "12g-marked-rows-answered": orders(Choices(marked=Inclusion.LEAVE_OUT)),
        "12h-moved-cells": home_made(),
    }
    size = clerk.window.size()
    for suffix, wanted in (("", size), ("-small", QSize(960, 600))):
        clerk.window.resize(wanted)
        for name, look in states.items():
            clerk.importing.show_seen(Seen(look))
            clerk.wait_until_idle()
            picture(f"{name}{suffix}")
    clerk.window.resize(size)


def _look_at_the_history(clerk: Clerk, picture: Picture) -> None:
    clerk.press(clerk.opened.header.history)
    clerk.wait(lambda: clerk.batch.findChild(HistoryDialog), "the history")
    history = only_child(clerk.batch, HistoryDialog)
    picture("13a-history", history)
    clerk.press(history.moving_button)
    moving = only_child(clerk.batch, MoveDialog)
    clerk.wait_until_idle()
    picture("13b-another-campaign", moving)
    clerk.press(moving.leave_button)
    record = next(record for record, code in clerk.codes().items() if code == "19015")
    clerk.type_into(record, Column.MILES, "120")
    clerk.opened.show_reading()
    clerk.wait_until_idle()
    choose_role(clerk.opened.reading.card, 2, ColumnRole.MILES)
    clerk.wait_until_idle()
    picture("13c-read-in-another-way")
    clerk.press(clerk.opened.reading.back_button)
    clerk.press(clerk.opened.correction.undo_button)
    clerk.wait(lambda: not clerk.draft.can_undo, "the step back")
    clerk.wait_until_idle()
    problems = clerk.opened.correction.problems
    clerk.press(problem_link(problems, "19014", problems.tr("Do not issue these rows, and say why")))
    clerk.wait_until_idle()
    picture("13d-close-a-group")
    clerk.opened.correction.rows.closing.leave()
    clerk.opened.correction.rows.bar.choose(Show.ERRORS)
    clerk.wait_until_idle()


def _correct_and_send(clerk: Clerk, picture: Picture) -> None:
    record = next(record for record, code in clerk.codes().items() if code == "19015")
    clerk.type_into(record, Column.MILES, "100")
    picture("14-corrected")
    clerk.press(clerk.opened.correction.problems.all_repairs)
    clerk.wait_for(clerk.opened.repairs.apply_button)
    picture("15-repairs")
    clerk.press(clerk.opened.repairs.back_button)
    clerk.go_to_confirmation()
    clerk.wait_until_idle()
    picture("16-confirm")
    clerk.send()
    clerk.wait(lambda: clerk.opened.sent.isVisible(), "the sending page")
    picture("17-sending")
    clerk.wait_until_idle()
    clerk.wait(lambda: len(clerk.registrations()) == 2, "both registrations")
    picture("18-result")


def _correct_refused(clerk: Clerk, picture: Picture) -> None:
    clerk.correct()
    picture("19-correction")
    clerk.repair()
    picture("20-correction-repaired")
    clerk.finish()
    picture("21-second-round")


def _clear_up(clerk: Clerk, picture: Picture) -> None:
    registration = clerk.registrations()[0]
    clerk.page.show_tab(4)
    clerk.wait_until_idle()
    picture("22-status")
    status = clerk.open_registration(registration)
    picture("23-registration")
    clerk.press(status.detail.delete_button)
    clerk.wait(lambda: status.detail.question.is_open, "the question")
    picture("24-delete-question")
    clerk.press(status.detail.question.delete_button)
    clerk.wait(lambda: not status.detail.delete_button.isVisible(), "the deletion")
    clerk.wait_until_idle()
    picture("25-deleted")
    clerk.page.show_tab(3)
    clerk.batch.open_list()
    clerk.wait_until_idle()
    picture("26-batches")
    clerk.page.show_tab(0)
    clerk.wait_until_idle()
    picture("27-home-after")


def _workbook(path: Path) -> Path:
    """A month's file of a shop, as its spreadsheet program saved it."""
    rows = [HEADER, *(row.cells for row in shop_rows(ROWS))]
    return xlsx_file(path, {"11月分": rows, "メモ": [("社内用",)]})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
