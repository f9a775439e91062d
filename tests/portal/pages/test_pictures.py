"""Pictures of registration pages, drawn by the browser of this machine at the portal."""

from __future__ import annotations

import os
import stat
import struct
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from PySide6.QtGui import QImage

from netmile_desktop.domain import operations
from netmile_desktop.domain.applications import BANNER_BYTES
from netmile_desktop.domain.wire import PageScreen
from netmile_desktop.portal.pages import browser as browsers
from netmile_desktop.portal.pages.browser import NoPicture, draw, find_browser
from netmile_desktop.portal.pages.devtools import PageMeasures
from tests.support.portals.portal import Desk, Line, PortalOnLine, SetClock, copy_sqlite, signed_in
from tests.support.portals.rewards import a_picture, add_reward
from tests.support.requirements import need

CODE = "C-7001"
BANNER = 0x14406E
"""The colour of the banner in tests."""
PHONE = PageMeasures(390, 844, 1, is_phone=True)
Begin = Callable[[Path | None], AbstractContextManager[PortalOnLine]]


on_posix = pytest.mark.skipif(os.name != "posix", reason="programs that are text exist on POSIX only")


@pytest.fixture
def begin(line: Line, sqlite_samples: Path, tmp_path: Path, clock: SetClock) -> Begin:
    """Begins a sandbox with a reward campaign, whose pages a browser draws; the same on both engines."""

    @contextmanager
    def begin(browser: Path | None) -> Iterator[PortalOnLine]:
        url = copy_sqlite(sqlite_samples, tmp_path / "portal.db")
        with PortalOnLine(
            line, url, clock=clock, business_clock=clock, chunk_rows=7, sandbox=True, browser=browser
        ) as portal:
            add_reward(portal.database, banner=a_picture(390, 120))
            yield portal

    return begin


@pytest.fixture
def portal(begin: Begin) -> Iterator[PortalOnLine]:
    with begin(Path(need("chromium"))) as portal:
        yield portal


def look(desk: Desk, screen: PageScreen = PageScreen.PHONE, code: str = CODE) -> bytes:
    picture: bytes = desk.call(operations.REWARD_PICTURE, {"screen": screen.value}, campaign_id=code)
    return picture


def size(picture: bytes) -> tuple[int, int]:
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


def colours(picture: bytes) -> set[int]:
    """The colours of some dots."""
    image = QImage.fromData(picture)
    return {image.pixel(x, y) & 0xFFFFFF for x in range(0, image.width(), 5) for y in range(0, image.height(), 5)}


def left_over() -> list[str]:
    return [name for name in os.listdir(tempfile.gettempdir()) if name.startswith("netmile-page-")]


def test_the_whole_page_is_drawn_for_both_screens(desk: Desk) -> None:
    phone, desktop = look(desk), look(desk, PageScreen.DESKTOP)
    assert size(phone)[0] == 2 * 390
    assert size(phone)[1] > 2 * 1000, "not only what is in sight"
    assert size(desktop)[0] == 1280
    assert size(desktop)[1] >= 900
    for picture in (phone, desktop):
        assert {BANNER, 0x0B66C3, 0xFFFFFF} <= colours(picture), "banner, the style sheet's accent, and a ground"


def test_the_same_page_is_drawn_once_until_it_changes(portal: PortalOnLine, desk: Desk) -> None:
    with ThreadPoolExecutor(4) as pool:
        [first] = set(pool.map(lambda _: look(desk), range(4)))
    assert portal.portal.pictures.drawn == 1
    add_reward(portal.database, code="C-7002", name="夏の登録", banner=b"")
    other = look(desk, code="C-7002")
    assert portal.portal.pictures.drawn == 2
    assert other != first
    assert BANNER not in colours(other)
    assert look(desk) == first
    assert portal.portal.pictures.drawn == 2


def test_pictures_are_kept_as_long_as_there_is_room(portal: PortalOnLine, desk: Desk) -> None:
    pictures = portal.portal.pictures
    first = look(desk)
    pictures.room = 2 * len(first)
    look(desk, PageScreen.DESKTOP)
    assert (look(desk), pictures.drawn) == (first, 2), "both fit"
    pictures.room = len(first)
    add_reward(portal.database, code="C-7002", name="夏の登録")
    look(desk, code="C-7002")
    assert list(map(len, pictures._kept.values())) == [len(look(desk, code="C-7002"))], "the newest alone"
    assert pictures.drawn == 3
    assert (look(desk), pictures.drawn) == (first, 4)


def test_a_banner_that_would_take_all_memory_is_not_drawn(portal: PortalOnLine, desk: Desk) -> None:
    banner = a_picture(2_001, 2_000)
    assert len(banner) < BANNER_BYTES
    add_reward(portal.database, code="C-7005", banner=banner)
    assert BANNER not in colours(look(desk, code="C-7005"))


def test_only_the_site_itself_has_its_pages_drawn(portal: PortalOnLine, desk: Desk, stranger: Desk) -> None:
    assert stranger.refusal(operations.REWARD_PICTURE, campaign_id=CODE) == "P-NOTFOUND"
    assert desk.refusal(operations.REWARD_PICTURE, campaign_id="C-1024") == "P-NOTFOUND"
    assert Desk(portal.url).refusal(operations.REWARD_PICTURE, campaign_id=CODE) == "P-SESSION"
    assert desk.refusal(operations.REWARD_PICTURE, {"screen": "watch"}, campaign_id=CODE) == "P-INVALID"
    assert portal.portal.pictures.drawn == 0


def test_nothing_of_the_merchants_text_is_run_or_fetched(portal: PortalOnLine, desk: Desk) -> None:
    add_reward(portal.database, code="C-7003", banner=b"", description="はい")
    plain = look(desk, code="C-7003")
    text = "<script>document.body.innerHTML=''</script><style>*{background:#14406E!important}</style>"
    add_reward(portal.database, code="C-7004", banner=b"", description=text)
    drawn = look(desk, code="C-7004")
    assert BANNER not in colours(drawn)
    assert size(drawn)[1] > size(plain)[1], "it stands there as text"


def test_without_a_browser_the_portal_says_so(begin: Begin, tmp_path: Path, clock: SetClock) -> None:
    with begin(tmp_path / "chromium") as portal:
        refusal = signed_in(portal, "demo", clock).refusal(operations.REWARD_PICTURE, campaign_id=CODE)
    assert refusal == "P-BROWSER"


@on_posix
def test_a_program_that_is_no_browser_draws_nothing(begin: Begin, tmp_path: Path, clock: SetClock) -> None:
    before = left_over()
    for does in ("exit 3", r"printf 'hello\0' >&4; cat <&3"):
        program = a_program(tmp_path / "browser", does)
        with begin(program) as portal:
            refusal = signed_in(portal, "demo", clock).refusal(operations.REWARD_PICTURE, campaign_id=CODE)
        assert refusal == "P-PICTURE"
    assert left_over() == before


@on_posix
def test_a_browser_is_not_told_the_portals_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETMILE_MASTER_KEY", "5e" * 32)
    program = a_program(tmp_path / "browser", f'env > "{tmp_path / "told"}"; exit 3')
    with pytest.raises(NoPicture):
        draw(program, "/page", lambda _: None, PHONE)
    told = (tmp_path / "told").read_text()
    assert "5e5e" not in told
    assert "HOME=" in told
    assert f"HOME={Path.home()}\n" not in told


@on_posix
def test_a_browser_that_hangs_is_ended_with_its_helpers(tmp_path: Path) -> None:
    told = tmp_path / "helper"
    program = a_program(tmp_path / "browser", f'sleep 600 & echo $! > "{told}"; wait')
    with pytest.raises(NoPicture, match="not drawn within 1 seconds"):
        draw(program, "/page", lambda _: None, PHONE, seconds=1)
    helper = Path(f"/proc/{told.read_text().strip()}/stat")
    assert not helper.exists() or helper.read_text().split()[2] == "Z", "it has ended"


def test_a_page_reaches_no_network(tmp_path: Path) -> None:
    """A listening server is named by a page in every way that needs no script, and is never asked."""
    asked: list[str] = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    thread = Thread(target=server.serve_forever)
    thread.start()
    url = f"http://127.0.0.1:{server.server_address[1]}"
    page = (
        f'<!doctype html><link rel="stylesheet" href="{url}/a"><link rel="preload" as="image" href="{url}/b">'
        f'<link rel="dns-prefetch" href="{url}"><link rel="preconnect" href="{url}"><img src="{url}/c"><iframe src="{url}/d">'
        f'</iframe><object data="{url}/e"></object><meta http-equiv="refresh" content="0;url={url}/f"><p>ここ</p>'
    ).encode()
    paths: list[str] = []

    def contents(path: str) -> tuple[str, bytes] | None:
        paths.append(path)
        return ("text/html; charset=utf-8", page) if path == "/page" else None

    try:
        picture = draw(Path(need("chromium")), "/page", contents, PHONE)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert size(picture)[0] == 390
    assert "/page" in paths
    assert asked == []


def test_a_browser_is_found_by_name_and_no_other_in_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_browser(tmp_path / "missing") is None
    (tmp_path / "readme").write_text("no program")
    assert os.name != "posix" or find_browser(tmp_path / "readme") is None
    program = a_program(tmp_path / browsers._NAMES[-1], "exit 0")
    assert find_browser(program) == program
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_browser() == program


def a_program(path: Path, does: str) -> Path:
    path.write_text(f"#!/bin/sh\n{does}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path
