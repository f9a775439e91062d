"""The result with which a member comes back to the shop, signed so that the shop can rely on it."""

from __future__ import annotations

from sqlalchemy import Connection

from netmile_desktop.domain.calendar import Clock
from netmile_desktop.domain.wire import PaymentState
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.payments.paying import Payable
from netmile_desktop.portal.payments.signing import result_url
from netmile_desktop.portal.payments.sites import newest_key


class Returns:
    """Ways back to shops."""

    def __init__(self, database: Database, vault: Vault, clock: Clock) -> None:
        self._database = database
        self._vault = vault
        self._clock = clock

    def address(self, of: Payable) -> str:
        """Return where a member goes from a payment as it stands: to the shop's return address once it is paid.

        The result is signed with the shop's newest valid key. A shop without one gets none: it can ask the API later.
        """
        url = of.return_url if of.state is PaymentState.PAID else of.cancel_url

        def look(conn: Connection) -> tuple[str, str] | None:
            return newest_key(conn, self._vault, of.site_id)

        key = self._database.read(look)
        if key is None:
            return url
        key_id, secret = key
        result = {
            "number": of.number,
            "payment": str(of.payment_id),
            "state": of.state.value,
            "miles": str(of.miles),
            "time": str(int(self._clock().timestamp())),
            "key": key_id,
        }
        return result_url(url, secret, result)
