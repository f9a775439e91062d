"""A reward campaign, from the form to its fee: applied for, approved, registered at, handed over, judged, paid for."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import day_of
from netmile_desktop.domain.reports.figures import known
from netmile_desktop.domain.rewards import FileState, HandOver, RewardResult
from netmile_desktop.domain.rewards.day_strips import CellState
from netmile_desktop.views.application.view import ApplicationView
from netmile_desktop.views.common.dialogs import WindowDialogs
from netmile_desktop.views.look import formats
from netmile_desktop.views.reward.results.workbench import Workbench
from netmile_desktop.views.reward.view import RewardView
from tests.journeys.conftest import Start
from tests.journeys.rewards.test_results import upload
from tests.journeys.test_netmiles_part import netmile
from tests.support.clerk import Clerk
from tests.support.portals.entries import GOOD
from tests.support.portals.members import entered_by_link, form_token, text_of
from tests.support.portals.rewards import a_picture
from tests.support.window import texts

NAME, TEXT, TERMS = (
    "読書会の会員登録",
    "無料の読書会に登録すると、すぐにマイルを進呈します。",
    "第1条 会員は月に1冊を読みます。",
)
MILES, PRICE = 230, 740
MEMBER = "member00001@example.jp"
MODES = {"account": 2, "name": 2, "kana": 0, "address": 1, "sex": 0, "phone": 1}
"""Off, optional, required: each of them twice."""
ASKED = ["login_id", "password", "name", "postal_code", "address", "phone", "email"]


def reward_tab(clerk: Clerk) -> RewardView:
    clerk.page.tabs.show_tab("reward")
    clerk.wait_until_idle()
    return clerk.screen(RewardView)


def apply(clerk: Clerk, banner: Path, monkeypatch: pytest.MonkeyPatch) -> ApplicationView:
    """From the tab of rewards to the application's number."""
    monkeypatch.setattr(WindowDialogs, "choose_open_file", lambda *_, **__: banner)
    clerk.press(reward_tab(clerk).apply_button)
    clerk.wait_until_idle()
    view = clerk.screen(ApplicationView)
    form = view.form
    clerk.wait_for(form.name)
    form.name.setText(NAME)
    form.description.setPlainText(TEXT)
    form.campaign.first.edit.setText(formats.day(clerk.desk.today()))
    form.campaign.last.edit.setText(formats.day(clerk.desk.today() + timedelta(days=30)))
    form.amount.miles.setText(str(MILES))
    form.link.setText("https://books.example.jp/")
    clerk.press(form.banner.choose)
    clerk.wait(lambda: form.banner.banner, "the banner")
    for name, mode in MODES.items():
        form.reward.fields.modes[name].setCurrentIndex(mode)
    form.reward.terms.text.setPlainText(TERMS)
    form.reward.hand_over.modes[HandOver.REAL_TIME].click()
    form.reward.hand_over.modes[HandOver.BATCH].click()
    form.reward.price.setText(str(PRICE))
    clerk.press(view.confirm_button)
    clerk.press(view.confirm.apply)
    clerk.wait_for(view.done.netmile)
    return view


def approve(clerk: Clerk, applied: ApplicationView) -> None:
    """In NetMile's part, after all of it has been read."""
    clerk.press(applied.done.netmile)
    part = netmile(clerk)
    clerk.wait(lambda: part.is_reading, "the application")
    said = texts(part.application)
    for each in (
        NAME,
        TEXT,
        TERMS,
        f"{MILES} mile",
        f"¥{PRICE}",
        "バッチ",
        "ログインID・パスワード (必須)",
        "全サイト",
    ):
        assert each in said
    assert "氏名（カナ）" not in said
    clerk.press(part.application.foot.approve)
    clerk.wait_until_idle()


def register(clerk: Clerk, campaign_id: str, banner: bytes) -> str:
    """A member comes by a link, reads the page, fills it in; the ID of the registration."""
    url, path = clerk.desk.client.base_url, f"/member/rewards/{clerk.desk.site.code}/{campaign_id}"
    browser, page = entered_by_link(url, MEMBER, path)
    with browser:
        said = text_of(page)
        for each in (NAME, f"{MILES} mile", TEXT):
            assert each in said
        assert TERMS in text_of(browser.get(f"{url}{path}/terms", timeout=30))
        assert browser.get(f"{url}{path}/banner", timeout=30).content == banner
        asked = re.findall(r'<(?:input|select)[^>]* name="(\w+)"', page.text)
        assert [each for each in asked if each not in {"token", "back", "consent", "do"}] == ASKED
        typed = {name: text for name, text in GOOD.items() if name in {*ASKED, "consent", "do"}}
        done = browser.post(url + path, data=typed | {"token": form_token(page.text)}, timeout=30)
        assert done.url.endswith("/done")
    query = wire.RewardRegistrationSearch(campaign_id=campaign_id)
    [made] = clerk.desk.rewards.registrations(query).items
    return made.code


def the_granted_miles_are_seen(clerk: Clerk, campaign_id: str, code: str) -> None:
    view = reward_tab(clerk)
    view.show_registrations(campaign_id)
    clerk.wait_until_idle()
    model = view.registrations.table.records_model
    [record] = model.records
    assert record.code == code
    cells = {column.key: model.index(0, at).data() for at, column in enumerate(model.columns)}
    assert cells["granted"] == f"付与済 {formats.moment(record.registered_at)}"
    assert (cells["miles"], cells["result"]) == (str(MILES), "未回答")


def the_file_with(clerk: Clerk, code: str) -> Workbench:
    """Tomorrow the file has come by itself, and is new until it is opened."""
    clock = clerk.page.top_bar.clock
    assert clock is not None
    clock.tomorrow.trigger()
    clerk.wait_until_idle()

    def file_of() -> str:
        [made] = clerk.desk.rewards.registrations(wire.RewardRegistrationSearch(code=code)).items
        return made.file

    clerk.wait(file_of, "the file at the portal")
    view = reward_tab(clerk)
    view.show_files()
    clerk.wait(lambda: clerk.desk.reward_files.find(file_of()), "the file here")
    clerk.wait_until_idle()
    bench, kept = view.files, clerk.desk.reward_files.find(file_of())
    assert kept is not None
    bench.show_day(day_of(kept.facts.due_at))
    clerk.wait_until_idle()
    waiting = [each.file for each in bench.day.strip.cells if each.state not in {CellState.ANSWERED, CellState.EMPTY}]
    opened = {each: not said_of(bench, each).endswith("新着") for each in waiting}
    assert opened == {each: each == bench.front_file for each in waiting}, "new until it is opened"
    bench.show_file_of(kept.facts)
    clerk.wait(lambda: bench.front_file == kept.file and bench.people.draft.rows, "the people of the file")
    clerk.wait_until_idle()
    assert "新着" not in said_of(bench, kept.file)
    return bench


def said_of(bench: Workbench, file: str) -> str:
    """What a screen reader says of the cell of a file."""
    strip = bench.day.strip
    return next(strip.spoken(at) for at, each in enumerate(strip.cells) if each.file == file)


def test_a_reward_campaign_from_its_form_to_its_fee(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = start()
    clerk.enter_sandbox()
    banner = tmp_path / "banner.png"
    banner.write_bytes(a_picture(390, 120))
    applied = apply(clerk, banner, monkeypatch)
    campaign_id = applied.done.campaign.text
    approve(clerk, applied)
    code = register(clerk, campaign_id, banner.read_bytes())
    the_granted_miles_are_seen(clerk, campaign_id, code)

    bench = the_file_with(clerk, code)
    file, people = bench.front_file, bench.people.draft
    assert people.row(code).campaign_id == campaign_id
    bench.people.grid.setFocus()
    for _ in people.rows:
        QTest.keyClick(bench.people.grid, Qt.Key.Key_A)
    upload(clerk, bench)
    told = clerk.desk.client.rewards.file(file)
    assert told.answered_at is not None
    assert (told.state, told.approved) == (FileState.COMPLETED, len(people.rows))
    bench.show_file_of(told)
    clerk.wait(lambda: bench.front_file == file, "the file that was answered, behind which the next one waits")
    clerk.wait_until_idle()
    assert bench.row.reason.text() == f"{formats.moment(told.answered_at)} に完了しました"
    [answered] = clerk.desk.rewards.registrations(wire.RewardRegistrationSearch(code=code)).items
    assert (answered.result, answered.file) == (RewardResult.APPROVED, file)

    view = clerk.screen(RewardView)
    view.show_reports()
    clerk.wait_until_idle()
    clerk.press(view.reports.choice.button("reward_fee"))
    clerk.wait_until_idle()
    report = view.reports.view
    chosen = report.parameters.campaign
    chosen.setCurrentIndex(chosen.findData(campaign_id))
    chosen.activated.emit(chosen.currentIndex())
    clerk.wait(lambda: report.figures is not None and report.figures.answer.campaign_id == campaign_id, "its fee", 10)
    assert report.figures is not None
    assert (report.figures.answer.totals["approved"], report.figures.answer.totals["yen"]) == (1, PRICE)
    assert known(report.figures.answer.values["yen"])[-1] == PRICE
