"""Running of the demo shop as a program."""

from __future__ import annotations

import json
import os
import signal
import threading
from urllib.parse import urlsplit

from netmile_desktop.names import legible
from netmile_desktop.portal.admin.demo_shop.client import ShopClient, ShopRefused
from netmile_desktop.portal.admin.demo_shop.server import MEMBER, DemoShop
from netmile_desktop.portal.admin.typed_passwords import typed_password
from netmile_desktop.portal.logs import tell
from netmile_desktop.portal.sandbox import SHOP_KEY, SHOP_SECRET
from netmile_desktop.portal.server import is_loopback


class CannotSell(Exception):
    """The shop cannot be run as it was asked for; the message is a line for the terminal."""


def sell(portal: str, port: int, member: str, key: str, *, announce: bool) -> int:
    """Serve the shop until a signal; return the exit code.

    Raises:
        CannotSell: the portal's address is none, the port is taken, or the portal does not know the key.
    """
    secret = typed_password(f"Secret of {key}: ") if key else SHOP_SECRET
    client = ShopClient(_checked(portal), key or SHOP_KEY, secret)
    _try_out(client)
    try:
        shop = DemoShop(client, port, member or MEMBER)
    except OSError as error:
        raise CannotSell(f"cannot listen on port {port}: {error.strerror}; give another --port") from None
    tell("listening", f"the demo shop is open at {shop.url}", url=shop.url)
    if announce:
        print(json.dumps({"url": shop.url, "pid": os.getpid()}), flush=True)
    # `shutdown` waits for the loop that runs in this thread, so another one has to call it.
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=shop.shutdown).start())
    try:
        shop.serve_forever()
    finally:
        shop.server_close()
    return 0


def _checked(portal: str) -> str:
    try:
        parts = urlsplit(portal)
        is_one = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))
        is_whole = bool(parts.hostname and not parts.query and not parts.fragment and parts.port != 0)
    except ValueError:
        is_one = is_whole = False
    if not (is_one and is_whole):
        raise CannotSell(f"{legible(portal)} is no address of a portal: write https://HOST or http://127.0.0.1:PORT")
    return portal.rstrip("/")


def _try_out(client: ShopClient) -> None:
    """Ask for a payment that is not there, so that a wrong address or key is told before customers come."""
    try:
        client.look("demo-shop-is-it-you")
    except ShopRefused as refused:
        if refused.code == "P-NOTFOUND":
            return
        if refused.code:
            raise CannotSell(f"{refused}; is it a sandbox? for another portal give --key") from None
        raise CannotSell(f"no answer from {refused}; check --portal, and that the portal runs") from None
