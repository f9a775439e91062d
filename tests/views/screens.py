"""Every screen of the window, brought to the front one after the other, for tests that hold for all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication

from netmile_desktop.domain.campaigns import CampaignState
from netmile_desktop.domain.wire import CampaignSearch, HistoryConditions
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.application.view import ApplicationView
from netmile_desktop.views.automatic.view import EXAMPLES, LOG, TESTER
from netmile_desktop.views.batch.view import BatchView
from netmile_desktop.views.campaign.view import CampaignView
from netmile_desktop.views.desk_page import DeskPage
from netmile_desktop.views.history.reissue_dialog import ReissueDialog
from netmile_desktop.views.history.view import HistoryView
from netmile_desktop.views.inquiry.view import InquiryView
from netmile_desktop.views.main_window import MainWindow
from netmile_desktop.views.netmile_part.view import NetMileView
from netmile_desktop.views.reward.view import RewardView
from netmile_desktop.views.search.view import SearchView
from netmile_desktop.views.site.view import SiteView
from netmile_desktop.views.status.view import StatusView
from netmile_desktop.views.tabs import FIXED_TABS
from tests.support.files import HEADER, csv_file, good_rows
from tests.support.window import settle


def damaged_file(folder: Path) -> Path:
    """Return a list with a fault of each sort."""
    rows = [
        ("member00001@example.jp", "K000001", "1,000"),
        ("ｍember00002@example.jp", "K000002", "100"),
        ("member00003@example.jp", "", "100"),
        ("member00005@example.jp", "K000005", "100"),
        ("member00005@example.jp", "K000005", "100"),
        *good_rows(4, first=7),
    ]
    return csv_file(folder / "ご来店ポイント 11月分.csv", rows, encoding="cp932", header=HEADER)


def walk(window: MainWindow, page: DeskPage, tasks: TaskRunner, file: Path) -> Iterator[str]:
    """Bring every screen to the front, one after the other."""
    desk = window.desk
    assert desk is not None
    for at in range(len(FIXED_TABS)):
        page.show_tab(at)
        settle(tasks)
        yield page.tabs.key()
    page.tabs.show_tab("reward")
    reward = page.current
    assert isinstance(reward, RewardView)
    for at in range(1, reward.tabs.count()):
        reward.tabs.setCurrentIndex(at)
        settle(tasks)
        yield f"reward {at}"
    for key, kind in (("site", SiteView), ("netmile", NetMileView)):
        page.tabs.show_tab(key)
        tabbed = page.current
        assert isinstance(tabbed, kind)
        for at in range(1, tabbed.tabs.count()):
            tabbed.tabs.setCurrentIndex(at)
            settle(tasks)
            yield f"{key} {at}"
    page.tabs.show_tab("apply")
    apply = page.current
    assert isinstance(apply, ApplicationView)
    apply.choose_reward()
    settle(tasks)
    yield "reward application"
    page.show_tab(1)
    search = page.current
    assert isinstance(search, SearchView)
    search.tabs.setCurrentIndex(1)
    settle(tasks)
    yield "applications"
    page.open_campaign(desk.catalogue.search(CampaignSearch(states=[CampaignState.RUNNING])).items[0].id)
    settle(tasks)
    campaign = page.current
    assert isinstance(campaign, CampaignView)
    for at in range(campaign.tabs.count()):
        campaign.tabs.setCurrentIndex(at)
        settle(tasks)
        yield f"campaign {at}"
    automatic = campaign.automatic
    if automatic is not None:
        for key in (TESTER, EXAMPLES, LOG):
            automatic.show_page(key)
            settle(tasks)
            yield f"automatic {key}"
    campaign.tabs.setCurrentIndex(1)
    single = campaign.issuance.single
    campaign.issuance.one.click()
    settle(tasks)
    yield "single"
    single.form.address.setText("member00001@example.jp")
    single.form.key.setText("A-1")
    single.confirm_button.click()
    settle(tasks)
    assert single.confirm.isVisible()
    yield "single confirm"
    yield from walk_batch(page, tasks, file)
    yield from walk_status(page, tasks)
    yield from walk_history(page, tasks, file)
    page.commands.open_anything()
    settle(tasks)
    yield "opener"
    page.commands.opener.close_now()
    page.reconnection.ask_again()
    yield "signing in again"
    page.reconnection.overlay.put_off()


def walk_batch(page: DeskPage, tasks: TaskRunner, file: Path) -> Iterator[str]:
    """Through the pages of a batch, from the file to the last look."""
    page.import_file(file, "C-1024")
    settle(tasks)
    batch = page.current
    assert isinstance(batch, BatchView)
    yield "import"
    batch.beginnings.import_page.import_button.click()
    opened = batch.opened
    settle(tasks, lambda: opened.isVisible() and opened.draft is not None)
    settle(tasks)
    yield "grid"
    opened.correction.problems.all_repairs.click()
    settle(tasks, opened.repairs.isVisible)
    yield "repairs"
    opened.repairs.back_button.click()
    opened.correction.confirm_button.click()
    settle(tasks, opened.confirm.isVisible)
    settle(tasks)
    opened.confirm.form.notify.setChecked(True)
    opened.confirm.form.sample_button.click()
    QApplication.processEvents()
    yield "confirm"
    opened.confirm.tick.setChecked(True)
    opened.confirm.send_button.click()
    settle(tasks, lambda: not opened.confirm.isVisible())
    settle(tasks)
    yield "sent"
    batch.open_list()
    settle(tasks)
    yield "batches"


def walk_status(page: DeskPage, tasks: TaskRunner) -> Iterator[str]:
    """To the detail of a registration whose lists are there, and the question before they are deleted."""
    page.show_tab(4)
    settle(tasks)
    status = page.current
    assert isinstance(status, StatusView)
    lists = [
        each
        for each in status.table.records_model.records
        if each.type == "csv" and each.errors and each.lists_deleted_at is None
    ]
    status.open_registration(lists[0].registration_id)
    settle(tasks, status.detail.delete_button.isVisible)
    yield "registration"
    status.detail.delete_button.click()
    settle(tasks, lambda: status.detail.question.is_open)
    yield "question"
    status.detail.question.close_question()


def walk_history(page: DeskPage, tasks: TaskRunner, file: Path) -> Iterator[str]:
    """From ticked issues to the page where they are reviewed, and the lines of a file with it."""
    page.show_tab(page.tabs.all_keys().index("history"))
    settle(tasks)
    history = page.current
    assert isinstance(history, HistoryView)
    history.show_history(HistoryConditions(campaign_id="C-1024"))  # a reward cannot be reissued
    settle(tasks)
    history.listing.conditions.bar.fold(folded=False)
    settle(tasks)
    yield "conditions unfolded"
    history.listing.conditions.bar.fold(folded=True)
    history.listing.table.selectRow(0)
    history.reissue_button.click()
    settle(tasks)
    yield "to be reissued"
    history.findChildren(ReissueDialog)[-1].reject()
    history.listing.page_button.click()
    history.listing.reason.setCurrentIndex(1)
    history.listing.reason.activated.emit(1)
    settle(tasks)
    yield "ticked"
    history.listing.review_button.click()
    settle(tasks)
    yield "review"
    history.open_file_page()
    settle(tasks)
    yield "no file to cancel from"
    twice = next(key for key, many in _counted(history) if many > 1)
    history.file.open_file(csv_file(file.with_name("cancel.csv"), [(twice,), ("no such key",)], header=("指定キー",)))
    settle(tasks)
    assert history.file.candidates.isVisible()
    yield "lines to cancel"
    history.show_requests()
    settle(tasks)
    yield "requests"
    page.show_tab(page.tabs.all_keys().index("inquiry"))
    inquiry = page.current
    assert isinstance(inquiry, InquiryView)
    inquiry.ask("member00001@example.jp")
    settle(tasks)
    yield "inquiry"


def _counted(history: HistoryView) -> list[tuple[str, int]]:
    """Keys by how many of the issues in sight have them."""
    keys = Counter(each.key for each in history.listing.table.records_model.records)
    return keys.most_common()
