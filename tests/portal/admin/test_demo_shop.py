"""The demo shop, as a program and as a web shop."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from netmile_desktop.domain.calendar import system_clock
from netmile_desktop.portal.admin.demo_shop.client import ShopClient
from netmile_desktop.portal.admin.demo_shop.server import DemoShop
from netmile_desktop.portal.sandbox import SHOP_KEY, SHOP_SECRET
from netmile_desktop.portal.tables import payment
from tests.support.portals.members import text_of
from tests.support.portals.portal import MASTER_KEY, Line, PortalOnLine, SetClock, copy_sqlite, make_samples
from tests.support.programs.program import PATIENCE_S, run, start


@pytest.fixture
def portal(line: Line, sqlite_samples: Path, tmp_path: Path, business_clock: SetClock) -> Iterator[PortalOnLine]:
    """Signatures go by the real time."""
    url = copy_sqlite(sqlite_samples, tmp_path / "portal.db")
    with PortalOnLine(line, url, clock=system_clock, business_clock=business_clock, chunk_rows=7) as portal:
        yield portal


@pytest.fixture
def shop(portal: PortalOnLine) -> Iterator[DemoShop]:
    shop = DemoShop(ShopClient(portal.url, SHOP_KEY, SHOP_SECRET), 0)
    thread = threading.Thread(target=shop.serve_forever)
    thread.start()
    yield shop
    shop.shutdown()
    thread.join()
    shop.server_close()


def buy(shop: DemoShop, good: str, **more: str) -> requests.Response:
    return requests.post(f"{shop.url}/buy", data={"good": good, **more}, allow_redirects=False, timeout=30)


def test_what_is_bought_leads_to_the_payment_screen(portal: PortalOnLine, shop: DemoShop) -> None:
    goods = requests.get(shop.url, timeout=30)
    assert "7 日間読み放題パス 300 mile で買う" in text_of(goods)
    assert "default-src 'none'" in goods.headers["Content-Security-Policy"]
    assert requests.get(f"{shop.url}/shop.css", timeout=30).headers["Content-Type"].startswith("text/css")
    sent = buy(shop, "2", member="member00007@example.jp")
    assert (sent.status_code, sent.headers["Location"].partition("/member/enter/")[0]) == (303, portal.url)
    [made] = portal.database.read(lambda conn: conn.execute(payment.select()).all())
    assert (made.miles, made.return_url) == (300, f"{shop.url}/orders/{made.number}")
    order = requests.get(made.return_url, timeout=30)
    assert "まだ支払われていません" in text_of(order)
    forged = requests.get(f"{made.return_url}?netmile_state=paid&netmile_signature=0", timeout=30)
    assert "戻りの署名が正しくありません" in text_of(forged)
    assert "まだ支払われていません" in text_of(forged)


def test_what_the_portal_refuses_is_said_with_the_next_step(shop: DemoShop) -> None:
    page = buy(shop, "0", member="nobody@example.jp")
    assert page.status_code == 502
    assert "P-MEMBER" in text_of(page)
    assert "会員のメールアドレスを確かめてください" in text_of(page)
    page = requests.get(f"{shop.url}/orders/nothing", timeout=30)
    assert "P-NOTFOUND" in text_of(page)


def test_forms_of_other_sites_and_other_pages_do_nothing(portal: PortalOnLine, shop: DemoShop) -> None:
    foreign = {"Origin": "https://evil.example"}
    assert requests.post(f"{shop.url}/buy", data={"good": "0"}, headers=foreign, timeout=30).status_code == 403
    assert requests.get(f"{shop.url}/else", timeout=30).status_code == 404
    assert requests.post(f"{shop.url}/else", timeout=30).status_code == 404
    assert buy(shop, "x").status_code == 400
    assert portal.database.read(lambda conn: conn.execute(payment.select()).all()) == []


def test_it_runs_as_a_program_until_it_is_stopped(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'portal.db'}"
    make_samples(url, members=5)
    (tmp_path / "portal.db.key").write_text(MASTER_KEY.hex())
    with start("serve", "--database", url, "--sandbox", "--announce") as served:
        assert served.stdout is not None
        portal = json.loads(served.stdout.readline())["url"]
        with start("demo-shop", "--portal", portal, "--announce") as process:
            assert process.stdout is not None
            told = json.loads(process.stdout.readline())
            assert "利用明細" in text_of(requests.get(f"{told['url']}/statement", timeout=30))
            process.terminate()
            assert process.wait(PATIENCE_S) == 0
        code, _, err = run("demo-shop", "--portal", portal, "--key", "unknown", stdin="secret\n")
        assert code == 2
        assert "P-SIGNATURE" in err
        assert "give --key" in err
        served.terminate()


@pytest.mark.parametrize("portal", ["ftp://x", "http://192.0.2.1:8765", "x", "http://127.0.0.1:1", "http://[::1"])
def test_a_wrong_address_is_told(portal: str) -> None:
    code, out, err = run("demo-shop", "--portal", portal)
    assert (code, out) == (2, "")
    assert "Traceback" not in err
    assert "--portal" in err or "address" in err
