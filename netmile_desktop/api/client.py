"""One portal, and everything that can be asked of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from netmile_desktop.api.campaigns import Campaigns
from netmile_desktop.api.cancellations import Cancellations
from netmile_desktop.api.history import History
from netmile_desktop.api.inquiries import Inquiries
from netmile_desktop.api.issuances import Issuances
from netmile_desktop.api.operator import Operator
from netmile_desktop.api.patience import Patience
from netmile_desktop.api.reports import Reports
from netmile_desktop.api.sessions import Sessions
from netmile_desktop.api.sites import Sites
from netmile_desktop.api.transport import Transport
from netmile_desktop.lazy_imports import import_lazily

if TYPE_CHECKING:
    from netmile_desktop.api.automatic import AutomaticIssuance
    from netmile_desktop.api.rewards import Rewards
else:
    AutomaticIssuance = import_lazily("netmile_desktop.api.automatic", "AutomaticIssuance")
    Rewards = import_lazily("netmile_desktop.api.rewards", "Rewards")


class PortalClient:
    """Calls to one portal; may be used from any number of threads at once.

    Every call raises `Unreachable`, `Broken`, `Refused` (`NotSignedIn`, `LockedOut`) or `Cancelled`.
    Cancelling frees a call at once, also while the portal still thinks about its answer.
    """

    def __init__(
        self, base_url: str, *, timeouts: tuple[float, float] = (5, 60), patience: Patience | None = None
    ) -> None:
        """`timeouts` are the seconds to wait for a connection and for the next bytes of an answer."""
        self._transport = Transport(base_url, timeouts, patience or Patience())
        self.sessions = Sessions(self._transport)
        self.sites = Sites(self._transport)
        self.campaigns = Campaigns(self._transport)
        self.issuances = Issuances(self._transport)
        self.history = History(self._transport)
        self.cancellations = Cancellations(self._transport)
        self.reports = Reports(self._transport)
        self.inquiries = Inquiries(self._transport)
        self.operator = Operator(self._transport)

    @property
    def base_url(self) -> str:
        return self._transport.base_url

    @cached_property
    def automatic(self) -> AutomaticIssuance:
        """Automatic issuance, which shops' servers carry out."""
        return AutomaticIssuance(self._transport)

    @cached_property
    def rewards(self) -> Rewards:
        """NetMile Reward, which only some sites use."""
        return Rewards(self._transport)

    def lead_to(self, base_url: str) -> None:
        """Ask another address from now on: a portal on this machine serves on another port each time."""
        self._transport.base_url = base_url.rstrip("/")

    @property
    def is_offline(self) -> bool:
        """While set, every call raises `Unreachable` at once, and nothing leaves this machine."""
        return self._transport.is_offline

    @is_offline.setter
    def is_offline(self, is_offline: bool) -> None:
        self._transport.is_offline = is_offline

    @property
    def last_contact_at(self) -> datetime | None:
        """When the portal last answered anything, or None."""
        return self._transport.last_contact_at

    @property
    def renew(self) -> Callable[[], bool] | None:
        """Tries to sign in again once a session has ended; where it says True, the call is made once more."""
        return self._transport.renew

    @renew.setter
    def renew(self, renew: Callable[[], bool] | None) -> None:
        self._transport.renew = renew

    def close(self) -> None:
        """Close all connections; calls under way in other threads end with `Unreachable`."""
        self._transport.close()
