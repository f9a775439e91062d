"""A member with a browser of few abilities: keeps the cookie, follows what it is told, sends forms."""

from __future__ import annotations

import re
from html import unescape
from uuid import UUID

import requests
from sqlalchemy import select

from netmile_desktop.domain import operations, wire
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.sandbox import PASSWORD
from netmile_desktop.portal.tables import member_email
from tests.support.portals.portal import MASTER_KEY, AnyPortal, Desk

_TOKEN = re.compile(r'name="token" value="([0-9a-f]+)"')


def account_of(portal: AnyPortal, address: str) -> UUID:
    """The account of the member with an address."""
    own = select(member_email.c.account_id).where(member_email.c.email_digest == Vault(MASTER_KEY).digest(address))
    found: list[UUID] = portal.database.read(lambda conn: list(conn.execute(own).scalars()))
    return found[0]


def form_token(page: str) -> str:
    """The token in a page with a form."""
    found = _TOKEN.search(page)
    assert found, page
    return found[1]


class MemberBrowser:
    """Visits pages over HTTP as one member, or as nobody until `enter`."""

    def __init__(self, portal: AnyPortal) -> None:
        self._portal = portal
        self.session = requests.Session()
        self.page: requests.Response | None = None

    def enter(self, address: str, path: str, name: str = "") -> requests.Response:
        """Come in by a link of one's own, and follow it to its page."""
        account_id = account_of(self._portal, address)
        members = self._portal.portal.members
        link, _ = self._portal.database.write(lambda conn: members.link(conn, account_id, path, name))
        return self.get(link)

    def get(self, path: str, **more: object) -> requests.Response:
        self.page = self.session.get(self._portal.url + path, timeout=30, **more)  # type: ignore[arg-type]
        return self.page

    def post(
        self, path: str, fields: dict[str, str], *, token: str | None = None, headers: dict[str, str] | None = None
    ) -> requests.Response:
        """Send a form with the token of the page that was seen last, unless another one is given."""
        sent = fields | {"token": self.token if token is None else token}
        self.page = self.session.post(
            self._portal.url + path, data=sent, headers=headers, timeout=30, allow_redirects=True
        )
        return self.page

    @property
    def token(self) -> str:
        """The token in the page seen last."""
        assert self.page is not None
        return form_token(self.page.text)


def entered_by_link(url: str, address: str, path: str) -> tuple[requests.Session, requests.Response]:
    """A member's browser at a sandbox, which is known by its address alone, and the page to which a link led it."""
    operator = Desk(
        url, Desk(url).call(operations.SIGN_IN, body=wire.SignIn(login="operator", password=PASSWORD)).token
    )
    link = operator.call(operations.MEMBER_LINK, body=wire.MemberLinkOrder(address=address, path=path)).path
    browser = requests.Session()
    return browser, browser.get(url + link, timeout=30)


def text_of(page: requests.Response | str) -> str:
    """The words of a page, without its tags, each run of white space as one blank."""
    html = page if isinstance(page, str) else page.text
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html))).strip()
