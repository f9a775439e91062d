"""Home, search and detail."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.calendar import Period, day_of
from netmile_desktop.domain.campaigns import (
    ApplicationState,
    CampaignState,
    FixedAmount,
    IssuanceMethod,
    VariableAmount,
    campaign_state,
)
from netmile_desktop.domain.rows.key_rule import BUILT_IN
from netmile_desktop.portal.sandbox.catalogue import BOOKSHOP, SampleCampaign
from tests.support.portals.portal import NOW, Desk, PortalOnLine, SetClock, add_campaign, lines

TODAY = day_of(NOW)


def found(desk: Desk, **query: object) -> list[str]:
    """IDs of the first page."""
    page = desk.call(operations.SEARCH_CAMPAIGNS, query | {"size": 100})
    assert page.total == len(page.items)
    return [item.id for item in page.items]


def approved() -> list[SampleCampaign]:
    return [sample for sample in BOOKSHOP if sample.state is ApplicationState.APPROVED]


def test_without_conditions_every_approved_campaign_is_found(desk: Desk) -> None:
    assert sorted(found(desk)) == sorted(sample.code for sample in approved())


def test_states_follow_from_the_days_as_the_domain_says(desk: Desk, business_clock: SetClock) -> None:
    for days in (0, 2, 3, 10, 15, 31, 61, 300):
        business_clock.now = NOW + timedelta(days=days)
        today = day_of(business_clock.now)
        expected = {
            sample.code: campaign_state(
                Period(*(TODAY + timedelta(days=each) for each in sample.runs)),
                Period(*(TODAY + timedelta(days=each) for each in sample.issuance)),
                suspended=sample.suspended,
                today=today,
            )
            for sample in approved()
        }
        page = desk.call(operations.SEARCH_CAMPAIGNS, {"size": 100})
        assert {item.id: item.state for item in page.items} == expected
        for state in CampaignState:
            assert sorted(found(desk, states=state.value)) == sorted(
                code for code, each in expected.items() if each is state
            )


def test_conditions_are_joined_by_and_and_choices_by_or(desk: Desk) -> None:
    assert found(desk, id="C-1024") == ["C-1024"]
    for text in ("c-1024", "C1024", "Ｃ－１０２４", "Cー1024", "1024"):
        assert found(desk, id=text) == ["C-1024"], text
    assert found(desk, id="C-102", sort="id") == [f"C-102{n}" for n in range(10)]
    assert found(desk, id="C-%") == []
    assert found(desk, id="C-1024", states="ended") == []
    assert found(desk, id="C-1024", states=["ended", "running"]) == ["C-1024"]
    assert found(desk, name="お買い上げ", states=["running"], sort="id") == ["C-1022", "C-1025", "C-1043"]


@pytest.mark.parametrize("name", ["ﾎﾟｲﾝﾄ", "ポイント", "ご来店ポ"])
def test_width_does_not_count_in_names(desk: Desk, name: str) -> None:
    assert found(desk, name=name) == ["C-1024"]


def test_case_and_width_of_letters_do_not_count_and_signs_are_no_patterns(portal: PortalOnLine, desk: Desk) -> None:
    sample = SampleCampaign(code="T-1", name="ＡＢＣ％_セール", description="", runs=(0, 1), amount=FixedAmount(1))
    add_campaign(portal.database, sample)
    assert found(desk, name="abc%_") == ["T-1"]
    assert found(desk, name="a_c") == []
    assert found(desk, name="ａｂｃ －％ _ｾｰﾙ") == ["T-1"]
    assert found(desk, name="%") == ["T-1"]


def test_periods_match_where_they_overlap(desk: Desk) -> None:
    def codes(low: int | None, high: int | None) -> list[str]:
        return sorted(
            sample.code
            for sample in approved()
            if (high is None or sample.runs[0] <= high) and (low is None or sample.runs[1] >= low)
        )

    def day(offset: int) -> date:
        return TODAY + timedelta(days=offset)

    assert sorted(found(desk, campaign_from=day(-8), campaign_to=day(-8))) == codes(-8, -8)
    assert sorted(found(desk, campaign_from=day(60))) == codes(60, None)
    assert sorted(found(desk, campaign_to=day(-350))) == codes(None, -350)
    assert "C-1032" in found(desk, issuance_to=day(-5))
    assert "C-1032" not in found(desk, campaign_to=day(4))


@pytest.mark.parametrize("which", ["campaign", "issuance"])
def test_a_reversed_range_is_refused(desk: Desk, which: str) -> None:
    query = {f"{which}_from": "2026-12-02", f"{which}_to": "2026-12-01"}
    assert desk.refusal(operations.SEARCH_CAMPAIGNS, query) == "P-RANGE"
    query[f"{which}_to"] = "2026-12-02"
    assert desk.call(operations.SEARCH_CAMPAIGNS, query)


def test_every_order_is_stable_and_pages_do_not_overlap(desk: Desk) -> None:
    for sort in ("id", "name", "state", "campaign_end", "issuance_end", "issued", "-id", "-state", "-issued"):
        whole = found(desk, sort=sort)
        pages = [
            item.id
            for page in range(1, 6)
            for item in desk.call(operations.SEARCH_CAMPAIGNS, {"sort": sort, "size": 7, "page": page}).items
        ]
        assert pages == whole
    assert found(desk, sort="-id") == sorted((sample.code for sample in approved()), reverse=True)


def test_a_page_past_the_end_is_empty(desk: Desk) -> None:
    page = desk.call(operations.SEARCH_CAMPAIGNS, {"page": 1_000_000})
    assert (page.items, page.total) == ([], len(approved()))


def test_nothing_found_is_no_error(desk: Desk) -> None:
    assert found(desk, name="そんなものはない") == []


def test_detail_tells_everything(desk: Desk) -> None:
    assert desk.call(operations.CAMPAIGN, campaign_id="C-1023") == wire.CampaignDetail(
        id="C-1023",
        name="絵本の読み聞かせ会スタンプ",
        version=1,
        description="読み聞かせ会のスタンプがたまったお客様へ進呈します。",
        application_state=ApplicationState.APPROVED,
        state=CampaignState.RUNNING,
        campaign_period=Period(TODAY - timedelta(days=45), TODAY + timedelta(days=20)),
        issuance_period=Period(TODAY - timedelta(days=45), TODAY + timedelta(days=20)),
        amount=FixedAmount(50),
        method=IssuanceMethod.MANUAL,
        per_member=5,
        per_member_per_day=2,
        transfer_after_days=0,
        link_url="https://www.example.jp/campaigns/c-1023",
        listed=True,
        listing_text="読み聞かせ会のスタンプがたまったお客様へ進呈します。",
        banner_bytes=0,
        key_rule=BUILT_IN,
        miles_issued=0,
        as_of=NOW,
    )
    assert desk.call(operations.CAMPAIGN, campaign_id="C-1025").amount == VariableAmount(1, 5000)


@pytest.mark.parametrize(("code", "state"), [("C-1035", "applied"), ("C-1037", "rejected"), ("C-1038", "withdrawn")])
def test_what_is_not_approved_has_no_campaign_state(desk: Desk, code: str, state: str) -> None:
    detail = desk.call(operations.CAMPAIGN, campaign_id=code)
    assert (detail.application_state, detail.state) == (state, None)
    assert code not in found(desk)


@pytest.mark.parametrize("code", ["K-2001", "C-9999", "c-1024", "C_1024", "C-1024'--"])
def test_other_sites_campaigns_do_not_exist(desk: Desk, code: str) -> None:
    assert desk.refusal(operations.CAMPAIGN, campaign_id=code) == "P-NOTFOUND"


def test_the_same_id_at_another_site_is_another_campaign(desk: Desk, stranger: Desk) -> None:
    assert desk.call(operations.CAMPAIGN, campaign_id="C-1001").name == "ネット会員感謝祭"
    assert stranger.call(operations.CAMPAIGN, campaign_id="C-1001").name == "毎朝パンの日"


def test_miles_issued_leave_test_members_out(portal: PortalOnLine, desk: Desk) -> None:
    desk.issue("C-1024", lines([1, 2, 3]) + b"test001@example.jp,T,100\n")
    portal.worker.run_until_idle()
    assert desk.call(operations.CAMPAIGN, campaign_id="C-1024").miles_issued == 300
    [item] = desk.call(operations.SEARCH_CAMPAIGNS, {"id": "C-1024"}).items
    assert item.miles_issued == 300


def test_home_shows_what_runs_by_its_last_day(desk: Desk) -> None:
    home = desk.call(operations.HOME)
    assert [item.id for item in home.running] == found(desk, states="running")
    assert [item.campaign_period.last for item in home.running] == sorted(
        item.campaign_period.last for item in home.running
    )
    assert {item.state for item in home.running} == {CampaignState.RUNNING}


def test_home_counts_what_waits(portal: PortalOnLine, desk: Desk, business_clock: SetClock) -> None:
    def waiting() -> tuple[int, int, int]:
        home = desk.call(operations.HOME)
        return home.registrations_open, home.errors_last_days, home.lists_not_deleted

    assert waiting() == (0, 0, 0)
    accepted = desk.issue("C-1024", lines([1]) + b"broken,K,100\n")
    desk.issue("C-1024", lines([2]))
    assert waiting() == (2, 0, 0)
    portal.worker.run_until_idle()
    assert waiting() == (0, 1, 0)
    business_clock.advance(days=6)
    assert waiting() == (0, 1, 0)
    business_clock.advance(days=1)
    assert waiting() == (0, 0, 0)
    business_clock.advance(days=7)
    assert waiting() == (0, 0, 0)
    business_clock.advance(days=1)
    assert waiting() == (0, 0, 2)
    desk.call(operations.DELETE_LISTS, registration_id=accepted.registration_id)
    assert waiting() == (0, 0, 1)
