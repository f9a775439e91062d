"""The payment screen: figures, campaigns if and only if miles are missing, the button, the way back."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.campaigns import FixedAmount
from netmile_desktop.portal.payments.signing import is_genuine
from tests.support.portals.entries import GOOD
from tests.support.portals.ledger import assert_ledger_holds
from tests.support.portals.members import MemberBrowser, account_of, text_of
from tests.support.portals.paying import ORIGIN, Shop, add_shop, give
from tests.support.portals.portal import Desk, PortalOnLine, SetClock
from tests.support.portals.rewards import add_reward

HOSTILE = "<script>alert(1)</script>&\"'"


@pytest.fixture
def shop(netmile: Desk, clock: SetClock) -> Shop:
    return add_shop(netmile, clock)


@pytest.fixture
def browser(portal: PortalOnLine) -> MemberBrowser:
    """The member's."""
    return MemberBrowser(portal)


def offer(portal: PortalOnLine, code: str, miles: int, name: str, site_code: str = "minato") -> None:
    add_reward(portal.database, code=code, amount=FixedAmount(miles), name=name, site_code=site_code)


def offers(browser: MemberBrowser) -> list[str]:
    """What is offered, as it is read, each under the heading in front of it."""
    assert browser.page is not None
    found = re.search(r'<section class="offers".*?</section>', browser.page.text, re.S)
    pieces = re.findall(r"<h3.*?</h3>|<li>.*?</li>", found[0], re.S) if found else []
    return [text_of(each) for each in pieces]


def path_of(opened: wire.Payment, code: str = "yama") -> str:
    return f"/member/payments/{code}/{opened.payment_id}"


def test_a_link_opens_the_screen_once(portal: PortalOnLine, desk: Desk, shop: Shop, browser: MemberBrowser) -> None:
    give(portal, desk, 500)
    opened = shop.open()
    page = browser.get(opened.link)
    assert (page.status_code, page.url.removeprefix(portal.url)) == (200, path_of(opened))
    assert "山の文具店へのお支払い 文庫本 2 冊" in text_of(page)
    assert "保有マイル 500 mile お支払い 300 mile お支払い後の残高 200 mile" in text_of(page)
    assert MemberBrowser(portal).get(opened.link).status_code == 410
    assert MemberBrowser(portal).get(path_of(opened)).status_code == 403


def test_who_has_enough_sees_no_campaign(portal: PortalOnLine, desk: Desk, shop: Shop, browser: MemberBrowser) -> None:
    offer(portal, "C-7001", 200, "会員登録")
    give(portal, desk, 300)
    page = browser.get(shop.open().link)
    assert "お支払い後の残高 0 mile" in text_of(page), "equal is not short"
    assert offers(browser) == []
    assert "disabled" not in page.text
    assert "ボタンを 2 回押しても、支払いは 1 回です" in text_of(page)


def test_who_is_short_sees_first_what_closes_the_gap_alone(
    portal: PortalOnLine, desk: Desk, shop: Shop, browser: MemberBrowser
) -> None:
    for code, miles, name in (
        ("C-7001", 149, "あ"),
        ("C-7002", 150, "い"),
        ("C-7003", 400, "う"),
        ("C-7004", 20, "え"),
    ):
        offer(portal, code, miles, name)
    offer(portal, "K-7001", 180, "お", "kaze")
    give(portal, desk, 150)
    page = browser.get(shop.open().link)
    assert "保有マイル 150 mile お支払い 300 mile 不足 150 mile" in text_of(page)
    assert offers(browser) == [
        "1 つで足ります",
        "み う みなと書店オンライン +400 mile 残高 550",
        "風 お 風のパン工房 +180 mile 残高 330",
        "み い みなと書店オンライン +150 mile 残高 300",
        "ほかのキャンペーン",
        "み あ みなと書店オンライン +149 mile あと 1",
        "み え みなと書店オンライン +20 mile あと 130",
    ]
    assert "あと 150 mile で支払えます 300 mile を支払う 支払わずに店へ戻る" in text_of(page)
    assert '<button class="button" disabled' in page.text


def test_what_closes_no_gap_alone_stands_without_the_others(
    portal: PortalOnLine, shop: Shop, browser: MemberBrowser
) -> None:
    offer(portal, "C-7001", 200, "会員登録")
    browser.get(shop.open().link)
    assert offers(browser) == ["キャンペーン", "み 会員登録 みなと書店オンライン +200 mile あと 100"]


def test_where_no_campaign_runs_it_is_said(portal: PortalOnLine, shop: Shop, browser: MemberBrowser) -> None:
    page = browser.get(shop.open().link)
    assert offers(browser) == []
    assert "いま登録できるキャンペーンはありません" in text_of(page)


def test_ended_and_suspended_campaigns_are_not_offered(
    portal: PortalOnLine, netmile: Desk, shop: Shop, browser: MemberBrowser, business_clock: SetClock
) -> None:
    offer(portal, "C-7001", 200, "あ")
    offer(portal, "C-7002", 200, "い")
    netmile.call(operations.DECIDE_CAMPAIGN, body=wire.Decision(site="minato", campaign_id="C-7001", action="suspend"))
    browser.get(shop.open().link)
    assert len(offers(browser)) == 2
    business_clock.advance(days=91)
    browser.get(shop.open("A-2").link)
    assert offers(browser) == []


def test_a_registration_closes_the_gap_and_leads_back(
    portal: PortalOnLine, desk: Desk, shop: Shop, browser: MemberBrowser
) -> None:
    """From the shop to the campaign, back to the payment, and back to the shop, which can trust what it reads."""
    offer(portal, "C-7001", 200, "会員登録")
    give(portal, desk, 150)
    opened = shop.open()
    page = browser.get(opened.link)
    [link] = re.findall(r'<li><a href="([^"]+)"', page.text)
    browser.get(link)
    page = browser.post("/member/rewards/minato/C-7001", {**GOOD, "back": path_of(opened)})
    assert page.url.startswith(portal.url + path_of(opened) + "?registered=")
    assert "200 mile を受け取りました すぐに使えます" in text_of(page)
    assert "保有マイル 350 mile お支払い 300 mile お支払い後の残高 50 mile" in text_of(page)
    assert offers(browser) == []
    sent = browser.session.post(
        portal.url + path_of(opened), data={"token": browser.token}, allow_redirects=False, timeout=30
    )
    assert sent.status_code == 303
    come = sent.headers["Location"]
    assert come.startswith(f"{ORIGIN}/orders/1?")
    told = {name.removeprefix("netmile_"): value for name, value in parse_qsl(urlsplit(come).query)}
    assert is_genuine(shop.secret, told, told["signature"])
    assert (told["number"], told["payment"], told["state"], told["miles"]) == (
        *("A-1", opened.payment_id, "paid", "300"),
    )
    assert shop.look().state == "paid"
    assert shop.refund(300).refunded == 300
    assert_ledger_holds(portal.database)


def test_a_registered_campaign_is_not_offered_again(portal: PortalOnLine, shop: Shop, browser: MemberBrowser) -> None:
    offer(portal, "C-7001", 100, "あ")
    offer(portal, "C-7002", 100, "い")
    opened = shop.open()
    browser.get(opened.link)
    browser.get(f"/member/rewards/minato/C-7001?back={path_of(opened)}")
    browser.post("/member/rewards/minato/C-7001", {**GOOD, "back": path_of(opened)})
    assert offers(browser) == ["キャンペーン", "み い みなと書店オンライン +100 mile あと 100"]


def test_a_second_press_pays_nothing_more_and_leads_back_too(
    portal: PortalOnLine, desk: Desk, shop: Shop, browser: MemberBrowser
) -> None:
    give(portal, desk, 900)
    opened = shop.open()
    browser.get(opened.link)
    for _ in range(2):
        sent = browser.session.post(
            portal.url + path_of(opened), data={"token": browser.token}, allow_redirects=False, timeout=30
        )
        assert (sent.status_code, sent.headers["Location"].partition("?")[0]) == (303, f"{ORIGIN}/orders/1")
    page = browser.get(path_of(opened))
    assert "300 mile を支払いました いまの残高は 600 mile です" in text_of(page)
    assert "<form" not in page.text
    assert_ledger_holds(portal.database)


def test_miles_that_went_elsewhere_meanwhile_are_missed_when_it_is_paid(
    portal: PortalOnLine, desk: Desk, shop: Shop, browser: MemberBrowser
) -> None:
    give(portal, desk, 300)
    first, second = shop.open("A-1"), shop.open("A-2", 200)
    browser.get(first.link)
    token = browser.token
    page = browser.session.post(portal.url + path_of(second), data={"token": token}, allow_redirects=False, timeout=30)
    assert page.status_code == 303
    page = browser.post(path_of(first), {}, token=token)
    assert page.status_code == 409
    assert "保有マイル 100 mile お支払い 300 mile 不足 200 mile" in text_of(page)


def test_a_foreign_form_pays_nothing(portal: PortalOnLine, desk: Desk, shop: Shop, browser: MemberBrowser) -> None:
    give(portal, desk, 300)
    opened = shop.open()
    browser.get(opened.link)
    right = browser.token
    assert browser.post(path_of(opened), {}, token="0" * 64).status_code == 403
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert browser.post(path_of(opened), {}, token=right, headers=foreign).status_code == 403
    assert shop.look().state == "open"


def test_another_members_payment_is_not_there(portal: PortalOnLine, shop: Shop, browser: MemberBrowser) -> None:
    mine, other = shop.open("A-1"), shop.open("A-2", member="member00002@example.jp")
    browser.get(mine.link)
    token = browser.token
    for path in (path_of(other), path_of(mine, "kawa"), "/member/payments/yama/x"):
        assert browser.get(path).status_code == 404
        assert browser.post(path, {}, token=token).status_code == 404
    assert shop.look("A-2").state == "open"


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("cancelled", "この支払いは取り消されました"),
        ("expired", "支払いの受け付けは終わりました"),
        ("closed", "この店では支払えません"),
        ("provisional", "まだ支払えません"),
    ],
)
def test_what_stands_in_the_way_is_said_with_the_way_back(
    portal: PortalOnLine,
    netmile: Desk,
    shop: Shop,
    browser: MemberBrowser,
    business_clock: SetClock,
    what: str,
    words: str,
) -> None:
    opened = shop.open(member="provisional001@example.jp" if what == "provisional" else "member00001@example.jp")
    browser.get(opened.link)
    if what == "cancelled":
        shop.call(operations.CANCEL_PAYMENT, payment_number="A-1")
    elif what == "expired":
        business_clock.advance(minutes=30)
    elif what == "closed":
        change = wire.PaymentSiteChange(code="yama", status="closed")
        netmile.call(operations.CHANGE_PAYMENT_SITE, body=change)
    page = browser.get(path_of(opened))
    assert words in text_of(page)
    assert "<form" not in page.text
    [back] = re.findall(rf'href="({ORIGIN}[^"]+)"', page.text)
    assert back.startswith(f"{ORIGIN}/cart?back=1&amp;netmile_number=A-1&amp;")


def test_the_way_back_without_paying_says_that_nothing_was_paid(shop: Shop, browser: MemberBrowser) -> None:
    page = browser.get(shop.open().link)
    [back] = re.findall(rf'<a class="back" href="({ORIGIN}[^"]+)"', page.text)
    told = dict(parse_qsl(urlsplit(back.replace("&amp;", "&")).query))
    assert (told["back"], told["netmile_state"]) == ("1", "open")
    result = {name.removeprefix("netmile_"): value for name, value in told.items()}
    assert is_genuine(shop.secret, result, told["netmile_signature"])


def test_a_shop_without_a_valid_key_gets_no_result(netmile: Desk, shop: Shop, browser: MemberBrowser) -> None:
    link = shop.open().link
    netmile.call(operations.REVOKE_PAYMENT_KEY, body=wire.PaymentKeyRevocation(code="yama", key_id=shop.key_id))
    assert f'href="{ORIGIN}/cart?back=1"' in browser.get(link).text


def test_forms_lead_to_the_shop_and_nowhere_else(shop: Shop, browser: MemberBrowser) -> None:
    policy = browser.get(shop.open().link).headers["Content-Security-Policy"]
    assert f"form-action 'self' {ORIGIN};" in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy


def test_what_a_shop_writes_is_shown_as_it_is(shop: Shop, browser: MemberBrowser) -> None:
    page = browser.get(shop.open(description=HOSTILE).link)
    assert HOSTILE in text_of(page.text.replace("&lt;script&gt;", "&lt;script&gt;"))
    assert "<script>alert" not in page.text


def test_a_registration_of_somebody_else_shows_no_green_line(
    portal: PortalOnLine, shop: Shop, browser: MemberBrowser
) -> None:
    offer(portal, "C-7001", 200, "会員登録")
    other = MemberBrowser(portal)
    other.enter("member00002@example.jp", "/member/rewards/minato/C-7001")
    page = other.post("/member/rewards/minato/C-7001", {**GOOD, "back": "/member/payments/yama/x"})
    code = dict(parse_qsl(urlsplit(page.url).query))["registered"]
    opened = shop.open()
    browser.get(opened.link)
    assert "受け取りました" not in text_of(browser.get(f"{path_of(opened)}?registered={code}"))
    assert account_of(portal, "member00001@example.jp") != account_of(portal, "member00002@example.jp")


def test_an_expired_payment_stays_unpaid_by_a_late_press(
    portal: PortalOnLine, desk: Desk, shop: Shop, browser: MemberBrowser, business_clock: SetClock
) -> None:
    give(portal, desk, 300)
    opened = shop.open()
    browser.get(opened.link)
    business_clock.now += timedelta(minutes=30)
    page = browser.post(path_of(opened), {})
    assert page.status_code == 409
    assert "支払いの受け付けは終わりました" in text_of(page)
    assert shop.look().state == "expired"
