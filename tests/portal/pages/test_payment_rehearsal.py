"""見え方の確認 of the payment screen: as a member who lacks miles sees it, without a shop, a payment or a member."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import requests
from sqlalchemy import func, select

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.campaigns import FixedAmount
from netmile_desktop.portal.tables import payment, reward_count, reward_registration, transfer
from tests.support.portals.entries import GOOD
from tests.support.portals.members import MemberBrowser, text_of
from tests.support.portals.portal import Desk, Line, PortalOnLine, SetClock, copy_sqlite
from tests.support.portals.rewards import PAGE, add_reward


@pytest.fixture
def portal(line: Line, sqlite_samples: Path, tmp_path: Path, clock: SetClock) -> Iterator[PortalOnLine]:
    url = copy_sqlite(sqlite_samples, tmp_path / "portal.db")
    with PortalOnLine(line, url, clock=clock, business_clock=clock, chunk_rows=7) as portal:
        add_reward(portal.database)
        yield portal


def preview(desk: Desk, code: str = "C-7001") -> wire.RewardPreview:
    told: wire.RewardPreview = desk.call(operations.PREVIEW_REWARD, body=wire.RewardPreviewOrder(campaign_id=code))
    return told


def stored(portal: PortalOnLine) -> list[int]:
    counts = [select(func.count()).select_from(each) for each in (payment, reward_count, reward_registration, transfer)]
    return portal.database.read(lambda conn: [conn.execute(each).scalar_one() for each in counts])


def links(page: requests.Response) -> list[str]:
    return re.findall(r'href="(/member/previews/[^"]+)"', page.text)


def test_the_whole_way_is_walked_and_nothing_is_kept(portal: PortalOnLine, desk: Desk) -> None:
    before = stored(portal)
    browser, told = MemberBrowser(portal), preview(desk)
    page = browser.get(told.payment_path)
    assert page.status_code == 200
    short = text_of(page)
    for word in ("見え方の確認", "保有マイル 150 mile", "お支払い 300 mile", "不足 150 mile", "1 つで足ります"):
        assert word in short
    assert "会員登録キャンペーン みなと書店オンライン +200 mile 残高 350" in short
    assert re.search(r'<button class="button" disabled[^>]*>300 mile を支払う', page.text)
    [registration, *_] = [each for each in links(page) if "?back=" in each]
    browser.get(registration)
    done = browser.session.post(
        portal.url + told.path, data=GOOD | {"back": told.payment_path}, timeout=30, allow_redirects=True
    )
    assert "入力に問題はありません" in text_of(done)
    [back, _again] = links(done)
    enough = browser.get(back)
    assert "200 mile を受け取りました" in text_of(enough)
    assert "お支払い後の残高 50 mile" in text_of(enough)
    assert "1 つで足ります" not in text_of(enough)
    paid = browser.session.post(portal.url + told.payment_path, timeout=30, data={"pay": "1"})
    assert "300 mile を支払いました" in text_of(paid)
    assert "いまの残高は 50 mile" in text_of(paid)
    assert stored(portal) == before


@pytest.mark.parametrize(("miles", "after"), [(1, 151), (10, 160), (1_000_000, 1_000_150)])
def test_every_campaign_closes_the_gap(portal: PortalOnLine, desk: Desk, miles: int, after: int) -> None:
    add_reward(portal.database, code="C-7002", amount=FixedAmount(miles))
    page = text_of(MemberBrowser(portal).get(preview(desk, "C-7002").payment_path))
    assert f"+{miles:,} mile 残高 {after:,}" in page
    assert "不足" in page


def test_a_member_in_session_rehearses_too(portal: PortalOnLine, desk: Desk) -> None:
    """The clerk's browser may have come in as a member before, at the demo shop."""
    browser, told = MemberBrowser(portal), preview(desk)
    browser.enter("member00001@example.jp", PAGE)
    assert "不足 150 mile" in text_of(browser.get(told.payment_path))
    assert "支払いました" in text_of(
        browser.session.post(portal.url + told.payment_path, data={"pay": "1"}, timeout=30)
    )


def test_it_ends_with_the_address_and_leads_nowhere_else(portal: PortalOnLine, desk: Desk, clock: SetClock) -> None:
    browser, told = MemberBrowser(portal), preview(desk)
    for back in ("https://evil.example/", "/member/payments/x/y", f"{told.payment_path}/.."):
        done = browser.session.post(portal.url + told.path, data=GOOD | {"back": back}, timeout=30)
        assert "入力に問題はありません" in text_of(done)
        assert links(done) == [told.path]
        assert back not in done.text
    clock.now += timedelta(minutes=31)
    assert browser.get(told.payment_path).status_code == 410
    assert browser.get(f"{told.payment_path[:-12]}x/payment").status_code == 410
