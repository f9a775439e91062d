"""Pictures of registration pages for merchants, drawn by a browser at the portal and kept as long as nothing changes."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from pathlib import Path, PurePath

from netmile_desktop.domain import wire
from netmile_desktop.domain.applications import banner_fault
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.portal.http.call import Call, Download
from netmile_desktop.portal.pages import templates
from netmile_desktop.portal.pages.browser import NoPicture, draw, find_browser
from netmile_desktop.portal.pages.devtools import Contents, PageMeasures
from netmile_desktop.portal.pages.registration import RegistrationPages
from netmile_desktop.portal.pages.visits import Asset
from netmile_desktop.portal.rewards.campaigns import RewardCampaign
from netmile_desktop.portal.rewards.previews import Previews, preview_path

SCREENS = {
    wire.PageScreen.PHONE: PageMeasures(390, 844, 2, is_phone=True),
    wire.PageScreen.DESKTOP: PageMeasures(1280, 900, 1, is_phone=False),
}

KEPT_BYTES = 64 * 1024 * 1024
"""Memory for pictures that are kept: some hundred usual ones, or a few of pages that are long and full of colours."""

_ROOT = preview_path("picture")
"""Where the page lies for the browser that draws it; nobody else reaches it."""


class Pictures:
    """Draws one picture at a time. The same page for the same screen is drawn once."""

    def __init__(self, pages: RegistrationPages, previews: Previews, browser: Path | None, *, sandbox: bool) -> None:
        """Take `browser` as the program to be used; without one it is looked for. `sandbox` marks every page."""
        self._pages, self._previews = pages, previews
        self.browser = browser
        self._sandbox = sandbox
        self._kept: OrderedDict[bytes, bytes] = OrderedDict()
        self._drawing = threading.Lock()
        self.room = KEPT_BYTES
        self.drawn = 0
        """How often a browser was run."""

    def look(self, call: Call[wire.RewardPictureQuery, wire.Nothing]) -> Download:
        """Return the page of a reward campaign, which need not be approved, as a picture.

        Raises:
            Refused: `P-NOTFOUND`, also for campaigns of miles; `P-BROWSER` if there is no browser; `P-PICTURE` if it
                draws none.
        """
        code, screen = call.path["campaign_id"], call.query.screen
        offer = self._previews.find(call.site_id, code)
        page, banner = self._page(offer), self._pages.banner_to_see(offer)
        if banner is not None and banner_fault(banner.content) is not None:
            banner = None  # kept since before there was a limit
        key = _fingerprint(screen, page, banner)
        with self._drawing:
            picture = self._kept.pop(key, b"") or self._drawn(page, banner, SCREENS[screen])
            self._kept[key] = picture
            while len(self._kept) > 1 and sum(map(len, self._kept.values())) > self.room:
                self._kept.popitem(last=False)
        return Download([picture], f"{code}-{screen.value}.png")

    def _page(self, offer: RewardCampaign) -> bytes:
        shown = self._pages.page_to_see(offer, "picture")
        return templates.rendered(shown.template, {"member": None, "sandbox": self._sandbox, **shown.values}).encode()

    def _drawn(self, page: bytes, banner: Asset | None, screen: PageMeasures) -> bytes:
        browser = find_browser(self.browser)
        if browser is None:
            raise Refused(Problem.BROWSER)
        self.drawn += 1
        try:
            return draw(browser, _ROOT, _contents(page, banner), screen)
        except NoPicture as error:
            raise Refused(Problem.PICTURE, str(error)) from error


def _contents(page: bytes, banner: Asset | None) -> Contents:
    def find(path: str) -> tuple[str, bytes] | None:
        if path == _ROOT:
            return "text/html; charset=utf-8", page
        if path == f"{_ROOT}/banner" and banner is not None:
            return banner.media_type, banner.content
        folder, _, name = path.rpartition("/")
        content = templates.asset(name) if folder == templates.ASSETS else None
        return (templates.MEDIA_TYPES[PurePath(name).suffix], content) if content is not None else None

    return find


def _fingerprint(screen: wire.PageScreen, page: bytes, banner: Asset | None) -> bytes:
    """Return what names a picture: the page names its style sheet by its content, so that one counts too."""
    parts = (screen.value.encode(), page, banner.content if banner else b"")
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).digest()
