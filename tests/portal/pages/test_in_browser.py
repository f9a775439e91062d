"""The registration page in a real browser: phone and desktop, with and without script, by keyboard, zoomed, in the dark."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy import Row, select

from netmile_desktop.portal.tables import balance, reward_registration
from tests.support.portals.entries import GOOD
from tests.support.portals.members import account_of
from tests.support.portals.portal import Line, PortalOnLine, SetClock, copy_sqlite
from tests.support.portals.rewards import PAGE, a_picture, add_reward

ADDRESS, NAME = "member00001@example.jp", "中島 陽菜"
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
SIZES = pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])

Open = Callable[..., Page]


@pytest.fixture
def portal(line: Line, sqlite_samples: Path, tmp_path: Path, clock: SetClock) -> Iterator[PortalOnLine]:
    """A sandbox with a running reward campaign; pages are the same on both engines."""
    url = copy_sqlite(sqlite_samples, tmp_path / "portal.db")
    with PortalOnLine(line, url, clock=clock, business_clock=clock, chunk_rows=7, sandbox=True) as portal:
        add_reward(portal.database, banner=a_picture(390, 120))
        yield portal


@pytest.fixture
def come_in(portal: PortalOnLine, chromium: Browser) -> Iterator[Open]:
    """Opens a page for a member by a link; every word on the browser's console fails the test."""
    contexts: list[BrowserContext] = []
    said: list[str] = []

    def open_(path: str = PAGE, *, size: Any = DESKTOP, script: bool = True, scheme: Any = "light") -> Page:
        context = chromium.new_context(
            viewport=size, java_script_enabled=script, color_scheme=scheme, locale="ja-JP", reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: said.append(request.url) if portal.url not in request.url else None)
        account_id = account_of(portal, ADDRESS)
        link, _ = portal.database.write(lambda conn: portal.portal.members.link(conn, account_id, path, NAME))
        page.goto(portal.url + link)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert [each for each in said if "422" not in each] == []


def registered(portal: PortalOnLine) -> list[Row[Any]]:
    return portal.database.read(lambda conn: list(conn.execute(select(reward_registration))))


def fill(page: Page, **other: str) -> None:
    for name, value in (GOOD | other).items():
        if name not in {"sex", "consent", "do"}:
            page.fill(f"[name={name}]", value)
    page.check("[value=female]")
    page.check("#consent")


def press_register(page: Page) -> None:
    page.click(".end .button")
    page.wait_for_load_state()


@SIZES
@SCRIPT
def test_a_member_registers_by_keyboard_alone(
    portal: PortalOnLine, come_in: Open, size: dict[str, int], script: bool
) -> None:
    page = come_in(size=size, script=script)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "本文へ"
    order = []
    for _ in range(40):
        page.keyboard.press("Tab")
        name = page.locator(":focus").get_attribute("name") or ""
        kind = page.locator(":focus").get_attribute("type") or ""
        order.append(name)
        if name == "do":
            if page.locator(":focus").get_attribute("value") == "register":
                break
        elif name == "sex" or kind == "checkbox":
            page.keyboard.press("Space")
        elif name:
            page.keyboard.type(GOOD[name])
    assert [each for each in order if each] == [
        *("login_id", "password", "name", "kana", "postal_code", "do", "address", "sex", "phone", "email"),
        *("consent", "do"),
    ], "the order in which it is read"
    page.keyboard.press("Enter")
    page.wait_for_url("**/done")
    assert "200 mile を受け取りました" in page.inner_text("body")
    [made] = registered(portal)
    [own] = portal.database.read(lambda conn: conn.execute(select(balance)).all())
    assert (made.miles, own.posted) == (200, 200)


@SCRIPT
def test_enter_in_a_field_registers_and_looks_up_no_address(portal: PortalOnLine, come_in: Open, script: bool) -> None:
    page = come_in(script=script)
    fill(page)
    page.press("[name=postal_code]", "Enter")
    page.wait_for_url("**/done")
    assert len(registered(portal)) == 1


@SIZES
@SCRIPT
def test_after_a_mistake_the_summary_comes_first_and_leads_to_the_field(
    portal: PortalOnLine, come_in: Open, size: dict[str, int], script: bool
) -> None:
    page = come_in(size=size, script=script)
    fill(page, login_id="hina")
    press_register(page)
    assert page.title() == "エラー: 会員登録キャンペーン – ネットマイル"
    assert page.locator(":focus").get_attribute("id") == "summary"
    box = page.locator("#summary").bounding_box()
    assert box is not None
    assert box["y"] < 200
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "ログインID：あと 2 文字必要です"
    page.keyboard.press("Enter")
    assert page.locator(":focus").get_attribute("id") == "login_id"
    assert page.input_value("#login_id") == "hina"
    assert page.input_value("#password") == ""
    assert page.input_value("#kana") == GOOD["kana"]
    assert page.is_checked("#consent")
    assert page.locator("#login_id").get_attribute("aria-describedby") == "login_id-fault login_id-hint"
    assert "6 文字以上で入力してください" in page.inner_text("#login_id-fault")


@SCRIPT
def test_the_address_is_filled_in_and_has_the_focus(come_in: Open, script: bool) -> None:
    page = come_in(script=script)
    page.fill("#postal_code", "２３１－０００２")
    page.click("text=住所を入れる")
    page.wait_for_load_state()
    assert page.input_value("#address") == "神奈川県横浜市中区海岸通"
    assert page.locator(":focus").get_attribute("id") == "address"


def test_fields_are_checked_as_one_types(portal: PortalOnLine, come_in: Open) -> None:
    page = come_in()
    page.locator("#login_id").press_sequentially("hina")
    assert page.locator("#login_id-fault").count() == 0, "nothing is held against what is not finished"
    page.keyboard.press("Tab")
    assert page.inner_text("#login_id-fault .words-of-fault") == "6 文字以上で入力してください。いま 4 文字です。"
    assert page.locator("#login_id").get_attribute("aria-invalid") == "true"
    page.locator("#login_id").press_sequentially("20")
    assert page.locator("#login_id-fault").count() == 0
    assert page.locator("#login_id").get_attribute("aria-invalid") is None
    for field, wrong, right in (
        ("password", "短い", "Umikaze-77"),
        ("kana", "中島", "なかじま　ひな"),
        ("postal_code", "12", "２３１ー０００２"),
        ("phone", "12", "０９０ー００００ー４８２１"),
        ("email", "hina", "hina@example.jp"),
    ):
        page.fill(f"#{field}", wrong)
        page.locator(f"#{field}").blur()
        assert page.locator(f"#{field}-fault").count() == 1, field
        page.fill(f"#{field}", right)
        assert page.locator(f"#{field}-fault").count() == 0, field
    assert registered(portal) == []


def test_what_script_and_portal_say_is_the_same(come_in: Open) -> None:
    """Typed wrongly, each field is told the same words by both."""
    wrong = {"login_id": "hina_", "password": "短い", "kana": "x", "postal_code": "1", "phone": "1", "email": "x"}
    page = come_in()
    fill(page, **wrong)
    page.locator("#email").blur()
    by_script = {name: page.inner_html(f"#{name}-fault") for name in wrong}
    press_register(page)
    by_portal = {name: page.inner_html(f"#{name}-fault") for name in wrong}
    assert by_script == by_portal


def test_a_word_that_is_being_composed_is_not_held_against_anybody(come_in: Open) -> None:
    page = come_in()
    page.fill("#kana", "x")
    page.locator("#kana").blur()
    assert page.locator("#kana-fault").count() == 1
    page.fill("#kana", "")
    page.focus("#kana")
    keyboard = page.context.new_cdp_session(page)
    keyboard.send("Input.imeSetComposition", {"text": "なかじ", "selectionStart": 3, "selectionEnd": 3})
    keyboard.send("Input.insertText", {"text": "なかじま"})
    page.locator("#kana").blur()
    assert page.input_value("#kana") == "なかじま"
    assert page.locator("#kana-fault").count() == 0


@SCRIPT
def test_a_double_click_registers_once(portal: PortalOnLine, come_in: Open, script: bool) -> None:
    page = come_in(script=script)
    fill(page)
    page.dblclick(".end .button", no_wait_after=True)
    page.wait_for_url("**/done")
    assert len(registered(portal)) == 1
    page.go_back()
    page.wait_for_load_state()
    page.reload()
    assert "登録済みです" in page.inner_text("h1")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_runs_out_of_the_page_at_any_width_or_zoom(portal: PortalOnLine, come_in: Open, scheme: str) -> None:
    """640 is a desktop of 1280 at 200 %, 320 one at 400 %; letters of twice the size are another way to zoom."""
    page = come_in(scheme=scheme)
    for width in (320, 390, 640, 1280):
        page.set_viewport_size({"width": width, "height": 700})
        page.goto(portal.url + PAGE)
        press_register(page)
        for percent in (100, 200):
            page.evaluate(f"document.documentElement.style.fontSize = '{percent}%'")
            page.wait_for_function("document.readyState === 'complete'")
            assert page.evaluate("innerWidth") == width
            assert page.evaluate(_TOO_WIDE) == [], (width, percent)
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


_TOO_WIDE = """[...document.querySelectorAll('body *')].filter(
    (each) => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1
        && !each.closest('.skip, .hidden-from-sight')).map((each) => each.outerHTML.slice(0, 80))"""


@SIZES
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(come_in: Open, size: dict[str, int], scheme: str) -> None:
    page = come_in(f"{PAGE}?back=/member/payments/1", size=size, scheme=scheme)
    press_register(page)
    assert page.evaluate(_LOW_CONTRAST) == []


@SIZES
def test_every_field_has_its_name_and_room_for_a_finger(come_in: Open, size: dict[str, int]) -> None:
    page = come_in(size=size)
    unnamed = page.evaluate(
        "[...document.querySelectorAll('input:not([type=hidden])')].filter((each) => !each.labels.length).length"
    )
    assert unnamed == 0
    small = page.evaluate(
        """[...document.querySelectorAll('input:not([type=hidden]), .button')].map((each) => {
            const whole = ['radio', 'checkbox'].includes(each.type) ? each.closest('label') : each;
            return [each.name, whole.getBoundingClientRect().height, whole.getBoundingClientRect().width];
        }).filter(([, height, width]) => height < 44 || width < 44)"""
    )
    assert small == []
    roles = {"login_id": "ログインID必須", "password": "パスワード必須", "email": "メールアドレス必須"}
    for name, label in roles.items():
        assert page.locator(f"label[for={name}]").inner_text().replace("\n", "").replace(" ", "") == label
    sizes = page.evaluate(
        "[...document.querySelectorAll('input[type=text]')].map((each) => parseFloat(getComputedStyle(each).fontSize))"
    )
    assert min(sizes) >= 16, "a phone zooms in on smaller letters"


def test_nobody_frames_the_page(portal: PortalOnLine, come_in: Open, chromium: Browser) -> None:
    page = come_in()
    context = chromium.new_context()
    other = context.new_page()
    other.set_content(f'<iframe src="{portal.url}{PAGE}"></iframe>')
    other.wait_for_load_state()
    framed = other.frames[1]
    assert "chrome-error://" in framed.url or not framed.locator("form").count()
    assert page.locator("form.form").count() == 1
    context.close()


_LOW_CONTRAST = """(() => {
    const parts = (text) => text.match(/[0-9.]+/g).map(Number);
    const light = ([r, g, b]) => {
        const [x, y, z] = [r, g, b].map((v) => v / 255).map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
        return 0.2126 * x + 0.7152 * y + 0.0722 * z;
    };
    const ground = (each) => {
        for (let at = each; at; at = at.parentElement) {
            const colour = parts(getComputedStyle(at).backgroundColor);
            if (colour.length < 4 || colour[3] > 0) return colour;
        }
        return [255, 255, 255];
    };
    const found = [];
    for (const each of document.querySelectorAll('body *')) {
        const own = [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
        if (!own || each.closest('.hidden-from-sight, .skip') || !each.getClientRects().length) continue;
        const [one, other] = [light(parts(getComputedStyle(each).color)), light(ground(each))];
        const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
        if (ratio < 4.5) found.push([each.textContent.trim().slice(0, 20), ratio]);
    }
    return found;
})()"""
