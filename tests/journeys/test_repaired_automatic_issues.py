"""A key is made, the tag is tested, what its server gets wrong is put right by hand, and the log says where."""

from __future__ import annotations

import json

from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import BatchState
from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.domain.texts.cancellations import issue_type_words
from netmile_desktop.views.automatic.view import LOG, TESTER, AutomaticView
from netmile_desktop.views.batch.view import BatchView
from netmile_desktop.views.campaign.view import CampaignView, SubTab
from netmile_desktop.views.sandbox_clock import SandboxClock
from netmile_desktop.workspace.automatic.flaws import TagFlaw
from netmile_desktop.workspace.drafts.draft_facts import Show
from tests.journeys.conftest import Start
from tests.support.clerk import Clerk
from tests.support.refusing import AUTOMATIC, MERCHANT
from tests.support.window import only_child

KEY = "K000077"


def opened(clerk: Clerk) -> AutomaticView:
    clerk.page.tabs.show_tab(f"campaign:{AUTOMATIC}")
    clerk.wait_until_idle()
    view = clerk.screen(CampaignView).automatic
    assert view is not None
    return view


def issues_of(clerk: Clerk) -> list[wire.IssueRecord]:
    search = wire.HistorySearch(campaign_id=AUTOMATIC, key=KEY)
    return clerk.desk.client.history.search(search).items


def test_from_the_first_key_to_the_repaired_issue(start: Start) -> None:
    clerk = start()
    clerk.enter_sandbox()
    clerk.open_campaign(AUTOMATIC)
    campaign = clerk.screen(CampaignView)
    campaign.tabs.setCurrentIndex(SubTab.AUTOMATIC)
    clerk.wait_until_idle()
    view = opened(clerk)

    clerk.press(view.connection.keys.make_button)
    clerk.wait(lambda: view.connection.keys.panel.made, "the secret")
    made = view.connection.keys.panel.made
    assert made is not None

    clerk.press(view.choice.button(TESTER))
    tester = view.tester
    clerk.wait(lambda: tester.form.key_id.findText(made.key_id) >= 0, "the new key")
    tester.form.key_id.setCurrentText(made.key_id)
    tester.form.address.setText("member00077@example.jp")
    tester.form.key.setText(KEY)
    tester.form.miles.setText("35")
    clerk.press(tester.send_button)
    clerk.wait_until_idle()
    assert tester.result.badge.text == "予想どおり"
    clerk.press(tester.all_button)
    clerk.wait_until_idle()
    tester.table.select(str(TagFlaw.AMOUNT))
    assert tester.result.headline.text().startswith("12006")

    clerk.press(view.choice.button(LOG))
    clerk.wait_until_idle()
    wrong = {TagFlaw.AMOUNT: "12006", TagFlaw.NO_SUCH_MEMBER: "11022"}
    entries = view.log.table.records_model.records
    mine = [entry for entry in entries if entry.key == KEY and entry.code in wrong.values()]
    assert sorted(entry.code for entry in mine) == sorted(wrong.values())
    view.log.table.select_all_of({entry.error_id for entry in mine})
    clerk.press(view.log.deeds.batch_button)
    clerk.wait(lambda: clerk.page.tabs.key() == "batch" and clerk.screen(BatchView).opened.draft, "the batch")
    clerk.wait_until_idle()

    rows = clerk.draft.snapshot()
    assert len(rows) == 2
    by_code = {cells[1]: row_id for row_id, cells in enumerate(rows.sheet.own_cells([0, 1]))}
    shown = clerk.opened.rows()
    assert shown is not None
    shown.bar.choose(Show.ALL)
    clerk.wait_until_idle()
    clerk.type_into_row(by_code["12006"], Column.MILES, "20")
    clerk.type_into_row(by_code["11022"], Column.ADDRESS, "member00077@example.jp")
    clerk.type_into_row(by_code["11022"], Column.MILES, "21")
    clerk.finish()
    assert clerk.draft.state is BatchState.DONE
    registration_id = clerk.draft.parts()[0].registration_id

    view = opened(clerk)
    view.log.refresh()
    clerk.wait_until_idle()
    said = {
        entry.code: (view.log.words.badge(entry)[0], view.log.words.repair(entry), entry.registration_id)
        for entry in view.log.table.records_model.records
        if entry.error_id in {each.error_id for each in mine}
    }
    name = clerk.desk.batches.open(clerk.desk.batches.all()[0].id).name
    assert said == {
        code: ("手動で発行済み", f"{name} の {by_code[code] + 1} 行目", registration_id) for code in wrong.values()
    }

    sent = json.loads(tester.result.request.text.toPlainText().split("\n\n")[1])
    again = clerk.desk.client.automatic.send(MERCHANT, sent["parameter"])
    assert again.code == "13005", "what was put right by hand is not issued again"
    only_child(clerk.window, SandboxClock).tomorrow.trigger()
    clerk.wait_until_idle()
    found = issues_of(clerk)
    assert {issue.miles: issue.type for issue in found} == {35: "automatic", 20: "csv", 21: "csv"}
    [automatic] = [issue for issue in found if issue.miles == 35]
    assert issue_type_words(automatic.type).ja == "自動発行"
