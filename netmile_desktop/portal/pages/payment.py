"""The payment screen: what is to be paid, what is there, how to earn what is missing, and the button."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote
from uuid import UUID

from sqlalchemy import Connection, select

from netmile_desktop.domain.calendar import Clock, day_of
from netmile_desktop.domain.wire import PaymentState
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.pages.room import Room
from netmile_desktop.portal.pages.visits import Answer, Failed, PageFailure, Redirect, ShownPage, Visit
from netmile_desktop.portal.payments.origins import origin_of
from netmile_desktop.portal.payments.paying import Hindrance, Payable, Paying, PaymentName
from netmile_desktop.portal.payments.results import Returns
from netmile_desktop.portal.rewards.campaigns import RewardCampaign, open_rewards
from netmile_desktop.portal.tables import reward_registration

_SHADES = 6
"""Grounds of the signs of merchants in the style sheet."""

_CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Offer:
    """A campaign on the payment screen."""

    name: str
    merchant: str
    sign: str
    """The first character of the merchant's name."""
    shade: int
    miles: int
    after: int
    """The balance after a registration."""
    missing: int
    """Miles still missing then; 0 if it closes the gap alone."""
    path: str


class PaymentPages:
    """The pages of paying."""

    def __init__(self, database: Database, vault: Vault, paying: Paying, clock: Clock, business_clock: Clock) -> None:
        self._database = database
        self._vault = vault
        self._paying = paying
        self._now = business_clock
        self._returns = Returns(database, vault, clock)

    def add_to(self, room: Room) -> None:
        """Add the pages to those of the portal."""
        room.add("/payments/{shop}/{payment}", self.handle, ("GET", "POST"))

    def handle(self, visit: Visit) -> Answer:
        """Show the screen, or pay and lead back to the shop."""
        assert visit.member is not None
        name, account_id = _named(visit), visit.member.account_id
        act = self._paying.pay if visit.method == "POST" else self._paying.look
        found = act(name, account_id)
        if found is None:
            raise Failed(PageFailure.NOT_FOUND)
        if visit.method == "POST" and found.state is PaymentState.PAID:
            return Redirect(self._returns.address(found))
        path = f"/member/payments/{name.shop}/{name.payment_id}"
        offers = self._offers(found, account_id, path) if found.hindrance is Hindrance.SHORT else []
        values = {
            "payment": found,
            "offers": offers,
            "received": self._received(visit.query.get("registered", ""), account_id),
            "back": self._returns.address(found),
            "path": path,
            "is_rehearsal": False,
        }
        return ShownPage(
            "payment.html", values, _CONFLICT if visit.method == "POST" else 200, origin_of(found.return_url) or ""
        )

    def _offers(self, found: Payable, account_id: UUID, path: str) -> list[Offer]:
        """Return the open campaigns at which the member has not registered: those that close the gap alone, then others.

        Each kind is in order of miles, the most first, and of names among equals.
        """

        today = day_of(self._now())

        def look(conn: Connection) -> list[RewardCampaign]:
            return open_rewards(conn, self._vault, account_id, today)

        return _in_order([offer_of(each, found, each.path, path) for each in self._database.read(look)])

    def _received(self, code: str, account_id: UUID) -> int:
        """Return the miles of the registration from which the member comes; 0 if it is none of the member's."""
        own = select(reward_registration.c.miles).where(
            reward_registration.c.account_id == account_id, reward_registration.c.code == code
        )
        miles = self._database.read(lambda conn: conn.execute(own).scalar()) if code else None
        return int(miles or 0)


def _named(visit: Visit) -> PaymentName:
    try:
        return PaymentName(visit.path["shop"], UUID(visit.path["payment"]))
    except ValueError:
        raise Failed(PageFailure.NOT_FOUND) from None


def offer_of(of: RewardCampaign, found: Payable, page: str, path: str) -> Offer:
    """Return what a payment screen at `path` says of a campaign whose registration page is `page`."""
    return Offer(
        name=of.name,
        merchant=of.site_name,
        sign=of.site_name[:1],
        shade=zlib.crc32(of.site_code.encode()) % _SHADES,
        miles=of.miles,
        after=found.balance + of.miles,
        missing=max(found.missing - of.miles, 0),
        path=f"{page}?back={quote(path, safe='')}",
    )


def _in_order(offers: Sequence[Offer]) -> list[Offer]:
    return sorted(offers, key=lambda each: (each.missing > 0, -each.miles, each.merchant, each.name))
