"""The payment screen in a real browser: from a shop to it and back, by keyboard, without script, zoomed, in the dark."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from netmile_desktop.domain.calendar import system_clock
from netmile_desktop.domain.campaigns import FixedAmount
from netmile_desktop.portal.admin.demo_shop.client import ShopClient
from netmile_desktop.portal.admin.demo_shop.server import DemoShop
from netmile_desktop.portal.sandbox import SHOP_KEY, SHOP_SECRET
from tests.support.portals.entries import GOOD
from tests.support.portals.ledger import assert_ledger_holds
from tests.support.portals.paying import give
from tests.support.portals.portal import Line, PortalOnLine, SetClock, copy_sqlite, signed_in
from tests.support.portals.rewards import add_reward

PHONE, DESKTOP, ZOOMED = (
    {"width": 390, "height": 844},
    {"width": 1280, "height": 900},
    {"width": 640, "height": 450},
)
"""The last is the desktop at 200 %: half the pixels of a style sheet each way."""

SIZES = pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
PASS = "7 日間読み放題パス"

Open = Callable[..., Page]


@pytest.fixture
def portal(line: Line, sqlite_samples: Path, tmp_path: Path, business_clock: SetClock) -> Iterator[PortalOnLine]:
    """A sandbox in which 会員登録 gives 200 miles and アンケート 100; signatures go by the real time."""
    url = copy_sqlite(sqlite_samples, tmp_path / "portal.db")
    with PortalOnLine(
        line, url, clock=system_clock, business_clock=business_clock, chunk_rows=7, sandbox=True
    ) as portal:
        add_reward(portal.database, name="会員登録キャンペーン")
        add_reward(portal.database, code="K-7001", site_code="kaze", name="アンケート", amount=FixedAmount(100))
        desk = signed_in(portal, "demo", SetClock(system_clock()))
        give(portal, desk, 150)
        yield portal


@pytest.fixture
def shop(portal: PortalOnLine) -> Iterator[DemoShop]:
    """The demo shop, open."""
    shop = DemoShop(ShopClient(portal.url, SHOP_KEY, SHOP_SECRET), 0)
    thread = threading.Thread(target=shop.serve_forever)
    thread.start()
    yield shop
    shop.shutdown()
    thread.join()
    shop.server_close()


@pytest.fixture
def visit(portal: PortalOnLine, shop: DemoShop, chromium: Browser) -> Iterator[Open]:
    """Opens the shop; every word on the browser's console, and every request to others, fails the test."""
    contexts: list[BrowserContext] = []
    said: list[str] = []

    def open_(*, size: Any = DESKTOP, script: bool = True, scheme: Any = "light") -> Page:
        context = chromium.new_context(viewport=size, java_script_enabled=script, color_scheme=scheme, locale="ja-JP")
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        ours = (portal.url, shop.url)
        page.on("request", lambda request: None if request.url.startswith(ours) else said.append(request.url))
        page.goto(shop.url)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert [each for each in said if "favicon" not in each] == []


def buy(page: Page, what: str = PASS) -> None:
    page.click(f"button:has-text('{what}')")
    page.wait_for_url("**/member/payments/**")


def register(page: Page) -> None:
    for name, value in GOOD.items():
        if name not in {"sex", "consent", "do"}:
            page.fill(f"[name={name}]", value)
    page.check("#consent")
    page.click(".end .button")
    page.wait_for_url("**/member/payments/**registered=**")


@SIZES
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_member_earns_what_is_missing_pays_and_gets_it_back(
    portal: PortalOnLine, shop: DemoShop, visit: Open, size: dict[str, int], script: bool
) -> None:
    """Shop, payment, campaign, payment, shop, refund: one walk, as each clerk can make it in the sandbox."""
    page = visit(size=size, script=script)
    buy(page)
    assert page.inner_text("h1") == PASS
    told = page.inner_text("main")
    assert "不足" in told
    assert "あと 150 mile で支払えます" in told
    assert page.locator("button").is_disabled()
    page.click("a:has-text('会員登録キャンペーン')")
    page.wait_for_url("**/member/rewards/**")
    register(page)
    assert "200 mile を受け取りました" in page.inner_text("body")
    assert "お支払い後の残高" in page.inner_text("main")
    assert page.locator(".offers").count() == 0
    page.click("button:has-text('300 mile を支払う')")
    page.wait_for_url(f"{shop.url}/orders/**")
    assert "お支払いを確認しました" in page.inner_text("main")
    assert page.locator(".bad").count() == 0, "the signature of the result holds"
    page.click("button:has-text('300 mile を返金する')")
    page.wait_for_load_state()
    assert "返金済み" in page.inner_text("main")
    assert page.locator("form").count() == 0
    page.click("a:has-text('利用明細')")
    assert "計" in page.inner_text("table")
    assert_ledger_holds(portal.database)


def test_the_way_back_is_there_without_paying(shop: DemoShop, visit: Open) -> None:
    page = visit(size=PHONE)
    buy(page)
    page.click("a:has-text('支払わずに店へ戻る')")
    page.wait_for_url(f"{shop.url}/?back=1&**")
    assert "支払いは行われていません" in page.inner_text("main")


@SIZES
def test_the_keyboard_reaches_all_in_the_order_in_which_it_is_read(visit: Open, size: dict[str, int]) -> None:
    page = visit(size=size)
    buy(page)
    reached: list[str] = []
    for _ in range(4):
        page.keyboard.press("Tab")
        reached.append(page.locator(":focus").inner_text().split("\n")[-1 if not reached else 0])
        box = page.locator(":focus").bounding_box()
        assert box is not None
        assert page.locator(":focus").evaluate("e => getComputedStyle(e).outlineStyle") != "none"
    assert reached == ["本文へ", "み", "風", "支払わずに店へ戻る"], "the button that cannot be pressed is passed over"


def test_enter_pays(shop: DemoShop, visit: Open) -> None:
    page = visit(size=PHONE)
    buy(page, "コミック 1 冊")
    page.focus("button:has-text('120 mile を支払う')")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{shop.url}/orders/**")
    assert "お支払いを確認しました" in page.inner_text("main")


def test_pressed_twice_it_is_paid_once(portal: PortalOnLine, shop: DemoShop, visit: Open) -> None:
    page = visit(size=PHONE)
    buy(page, "コミック 1 冊")
    page.dblclick("button:has-text('120 mile を支払う')")
    page.wait_for_url(f"{shop.url}/orders/**")
    assert "お支払いを確認しました" in page.inner_text("main")
    assert_ledger_holds(portal.database)
    page.go_back()
    page.wait_for_url("**/member/payments/**")
    page.reload()
    assert "120 mile を支払いました" in page.inner_text("main")
    assert "30 mile" in page.inner_text("main")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_cut_off_or_hidden(shop: DemoShop, visit: Open, scheme: str) -> None:
    page = visit(scheme=scheme)
    for size in (PHONE, DESKTOP, ZOOMED, {"width": 320, "height": 568}):
        page.set_viewport_size(ViewportSize(width=size["width"], height=size["height"]))
        page.goto(shop.url)
        buy(page)
        assert page.evaluate("[innerWidth, innerHeight]") == [size["width"], size["height"]]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), size
        last = page.locator(".offers li").last
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        below, foot = last.bounding_box(), page.locator(".foot").bounding_box()
        assert below is not None
        assert foot is not None
        assert below["y"] + below["height"] <= foot["y"] + 1, f"at {size} the foot covers nothing for good"
        for each in page.locator("main a, main button").all():
            box = each.bounding_box()
            assert box is not None
            assert box["height"] >= 44, size


def test_on_a_phone_the_button_is_in_sight_without_scrolling(visit: Open) -> None:
    page = visit(size=PHONE)
    buy(page)
    box = page.locator("button").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= PHONE["height"]
    assert page.evaluate("scrollY") == 0
    assert page.evaluate("document.documentElement.scrollHeight") == PHONE["height"], "nothing to scroll for"


def test_the_page_says_what_it_is_to_those_who_cannot_see_it(visit: Open) -> None:
    page = visit()
    buy(page)
    assert page.title() == "うみかぜコミックへのお支払い – ネットマイル"
    assert page.locator("html").get_attribute("lang") == "ja"
    assert page.locator("h1").count() == 1
    assert page.locator("button").get_attribute("aria-describedby") == "why"
    assert page.inner_text("#why") == "あと 150 mile で支払えます"
    assert page.locator(".sandbox").inner_text() == "サンドボックス"
