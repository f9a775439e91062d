"""Origins of a shop's web pages: members are led back to no other site."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from contextlib import suppress
from urllib.parse import urlsplit

_HOST = re.compile(r"[a-z0-9.-]+|[0-9a-f:]+").fullmatch
_PORTS = {"http": 80, "https": 443}


def origin_of(url: str) -> str | None:
    """Return the origin of a web address; None if it has none that can be trusted.

    Addresses are `https`; `http` is for this machine only. What browsers and `urlsplit` may read differently is no
    address: blanks, backslashes, a user before the host, characters outside ASCII.
    """
    if not url.isascii() or not url.isprintable() or any(char in url for char in ' "<>\\^`{|}'):
        return None
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    if not _HOST(host) or "@" in parts.netloc or parts.fragment or not url.startswith(("https://", "http://")):
        return None
    if parts.scheme == "http" and not _is_this_machine(host):
        return None
    name = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{name}" if port in {None, _PORTS[parts.scheme]} else f"{parts.scheme}://{name}:{port}"


def registered_origin(text: str) -> str | None:
    """Return an origin as it is kept; None if the text is anything else, such as an address with a path."""
    origin = origin_of(text)
    parts = urlsplit(text) if origin else None
    return origin if parts is not None and parts.path in {"", "/"} and not parts.query else None


def is_of(url: str, origins: Sequence[str]) -> bool:
    """Return whether an address lies at one of the origins. On this machine any port is the shop's: it is for trials."""
    origin = origin_of(url)
    if origin is None:
        return False
    host = urlsplit(origin).hostname or ""
    without_port = f"http://[{host}]" if ":" in host else f"http://{host}"
    return origin in origins or (origin.startswith("http://") and without_port in origins)


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return False
