"""The rehearsal of the payment screen (reward guide L43-49): a member lacks miles, and one's own campaign is offered.

Shop, goods and balance are made up, nothing is stored and nothing is paid.
"""

from __future__ import annotations

from netmile_desktop.domain.wire import PaymentState
from netmile_desktop.portal.database.ids import NETMILE
from netmile_desktop.portal.pages.payment import offer_of
from netmile_desktop.portal.pages.room import Room
from netmile_desktop.portal.pages.visits import Answer, Failed, PageFailure, ShownPage, Visit
from netmile_desktop.portal.payments.paying import Hindrance, Payable
from netmile_desktop.portal.rewards.campaigns import RewardCampaign
from netmile_desktop.portal.rewards.previews import Previews, preview_path

_HELD = 150
"""Miles that the member has."""

_REGISTERED = "registered"
"""Parameter with which a member comes back from the registration."""


class PaymentRehearsal:
    """The payment screen before a registration, after it, and after paying."""

    def __init__(self, previews: Previews) -> None:
        self._previews = previews

    def add_to(self, room: Room) -> None:
        """Add the page to those of the portal, before any whose address could be taken for its own."""
        room.add("/previews/{ticket}/payment", self.rehearse, ("GET", "POST"), for_members=False)

    def rehearse(self, visit: Visit) -> Answer:
        """Show the screen; what is sent goes nowhere."""
        offer = self._previews.open(visit.path["ticket"])
        if offer is None:
            raise Failed(PageFailure.LINK_USED)
        page = preview_path(visit.path["ticket"])
        path = f"{page}/payment"
        has_registered = _REGISTERED in visit.query or visit.method == "POST"
        shown = _payable(offer, has_registered=has_registered, is_paid=visit.method == "POST")
        values = {
            "payment": shown,
            "offers": [] if has_registered else [offer_of(offer, shown, page, path)],
            "received": offer.miles if has_registered and visit.method == "GET" else 0,
            "back": path,
            "path": path,
            "is_rehearsal": True,
        }
        return ShownPage("payment.html", values)


def _payable(offer: RewardCampaign, *, has_registered: bool, is_paid: bool) -> Payable:
    """Return a payment for which the campaign suffices, whatever it gives."""
    miles = _HELD + max(offer.miles - offer.miles // 4, 1)
    held = _HELD + (offer.miles if has_registered else 0)
    return Payable(
        site_id=NETMILE,
        payment_id=NETMILE,
        number="",
        shop="見本の店",
        description="電子書籍 1 冊（見本）",
        miles=miles,
        state=PaymentState.PAID if is_paid else PaymentState.OPEN,
        balance=held - (miles if is_paid else 0),
        refunded=0,
        hindrance=None if has_registered else Hindrance.SHORT,
        return_url="",
        cancel_url="",
    )
