#!/usr/bin/env python3
"""Take pictures of the pages for members in a real browser, on a fresh sandbox.

    python packaging/development/pages.py OUT [--chromium /usr/bin/chromium]

Each page is shown as on a phone and on a desktop, light and dark, without script. Pictures are named
`desktop-light/registration.png`. A page that does not come about ends the run with exit code 1.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from itertools import product
from pathlib import Path
from typing import Literal

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # where `tests` lies

import requests
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from sqlalchemy import select

from netmile_desktop.domain import codec, operations, wire
from netmile_desktop.portal.admin.demo_shop.client import ShopClient
from netmile_desktop.portal.admin.demo_shop.server import DemoShop
from netmile_desktop.portal.sandbox import OPERATOR, PASSWORD, SHOP_KEY, SHOP_SECRET
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.portal.tables import balance, member_email
from tests.support.portals.entries import GOOD

SIZES: dict[str, ViewportSize] = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900}}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PAGE = "/member/rewards/minato/W-2002?back=/member/rewards/kaze/W-2001"


def main(words: Sequence[str]) -> int:
    """Take all pictures; answers the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    asked = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/portal.db"
        with EmbeddedPortal(url, sandbox=True) as portal, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=asked.chromium, args=["--no-sandbox"])
            shop = DemoShop(ShopClient(portal.url, SHOP_KEY, SHOP_SECRET), 0)
            threading.Thread(target=shop.serve_forever, daemon=True).start()
            for number, (size, scheme) in enumerate(product(SIZES, SCHEMES), start=1):
                camera = _Camera(portal, shop, browser, asked.out / f"{size}-{scheme}", number)
                camera.run(SIZES[size], scheme)
            browser.close()
            shop.shutdown()
            shop.server_close()
    return 0


class _Camera:
    """One member's way through the pages."""

    def __init__(self, portal: EmbeddedPortal, shop: DemoShop, browser: Browser, out: Path, number: int) -> None:
        self._portal = portal
        self._shop = shop
        self._url = portal.url
        self._browser = browser
        self._out = out
        self._address = f"member{number:05d}@example.jp"

    def run(self, size: ViewportSize, scheme: Literal["light", "dark"]) -> None:
        context = self._browser.new_context(viewport=size, color_scheme=scheme, java_script_enabled=False)
        page = context.new_page()
        page.goto(self._url + self._link())
        steps: tuple[tuple[str, Callable[[Page], object]], ...] = (
            ("registration", lambda _: None),
            ("mistake", lambda page: self._send(page, login_id="hina")),
            ("address", lambda page: page.click("text=住所を入れる")),
            ("registered-back", lambda page: self._send(page)),
            ("registered", lambda page: page.goto(self._url + PAGE.partition("?")[0] + "/done")),
            ("registered-before", lambda page: page.goto(self._url + PAGE.partition("?")[0])),
            ("terms", lambda page: page.goto(self._url + PAGE.partition("?")[0] + "/terms")),
            ("ended", lambda page: page.goto(self._url + "/member/rewards/minato/W-2001")),
            ("not-found", lambda page: page.goto(self._url + "/member/nowhere")),
            ("payment-short", lambda page: self._open(page, self._balance() + 120)),
            ("payment-enough", lambda page: self._open(page, max(self._balance() - 50, 1))),
            ("payment-paid", self._pay),
            ("payment-at-the-shop", lambda page: page.click("text=へ戻る")),
            ("shop", lambda page: page.goto(self._shop.url)),
            ("shop-statement", lambda page: page.goto(f"{self._shop.url}/statement")),
        )
        for name, step in steps:
            step(page)
            page.wait_for_load_state("networkidle")
            page.screenshot(path=self._out / f"{name}.png", full_page=True)
        context.close()

    def _open(self, page: Page, miles: int) -> None:
        """Go to the payment screen, as from the shop."""
        number = f"P-{self._address[6:11]}-{miles}"
        order = {"member": self._address, "miles": miles, "description": "7 日間読み放題パス"}
        ways = {"return_url": f"{self._shop.url}/orders/{number}", "cancel_url": f"{self._shop.url}/?back=1"}
        page.goto(self._url + self._shop.client.open(number, order | ways)["link"])

    def _pay(self, page: Page) -> None:
        """Pay, and look at the screen once more."""
        screen = page.url
        page.click(".foot .button")
        page.goto(screen)

    def _balance(self) -> int:
        digest = self._portal.vault.digest(self._address)
        own = select(balance.c.posted).join(member_email, member_email.c.account_id == balance.c.account_id)
        found = own.where(member_email.c.email_digest == digest)
        return int(self._portal.database.read(lambda conn: conn.execute(found).scalar()) or 0)

    def _send(self, page: Page, **other: str) -> None:
        for name, value in (GOOD | other).items():
            if name not in {"sex", "consent", "do"}:
                page.fill(f"[name={name}]", value)
        page.check("[value=female]")
        page.check("#consent")
        page.click(".end .button")

    def _link(self) -> str:
        """Have the sandbox's operator make a link for the member."""
        with requests.Session() as session:
            signed_in = session.post(
                self._url + operations.SIGN_IN.path, json={"login": OPERATOR, "password": PASSWORD}, timeout=30
            )
            session.headers["Authorization"] = f"Bearer {codec.decode_json(signed_in.content, wire.Session).token}"
            order = {"address": self._address, "path": PAGE, "name": "中島 陽菜"}
            made = session.post(self._url + operations.MEMBER_LINK.path, json=order, timeout=30)
            made.raise_for_status()
            return codec.decode_json(made.content, wire.MemberLink).path


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
