"""NetMile's side from a terminal: a small client of the operator's calls."""

from __future__ import annotations

import argparse
import getpass
import json
import os
import secrets
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import urlsplit

from netmile_desktop.portal.server import is_loopback

VARIABLE = "NETMILE_PASSWORD"
_SECONDS = 30


class Denied(Exception):
    """The portal refused, or could not be reached."""


def as_operator(url: str, asked: argparse.Namespace) -> dict[str, Any]:
    """Sign in, do the one thing that was asked, sign out.

    Raises:
        Denied: with a line for the terminal.
    """
    if not (url.startswith("https://") or is_loopback(urlsplit(url).hostname or "")):
        raise Denied(f"TLS is needed: {url} is on another machine, give its https:// address")
    password = os.environ.get(VARIABLE) or getpass.getpass(f"Password of {asked.login}: ")
    session = _call(url, "POST", "/v1/sessions", {"login": asked.login, "password": password})
    token = session["token"]
    try:
        path, body = _request(asked)
        return _call(url, "POST", path, body, token)
    finally:
        _call(url, "DELETE", "/v1/sessions/current", None, token)


def _request(asked: argparse.Namespace) -> tuple[str, dict[str, Any]]:
    if asked.thing == "campaign":
        names = ("site", "campaign_id", "action", "reason")
        return "/v1/operator/campaigns/decisions", {name: getattr(asked, name) for name in names}
    if asked.thing == "user":
        return "/v1/operator/sessions/endings", {"login": asked.user}
    given = {name: getattr(asked, name) for name in ("address", "status", "test")}
    return "/v1/operator/members/flags", {name: value for name, value in given.items() if value is not None}


def _call(url: str, method: str, path: str, body: dict[str, Any] | None, token: str = "") -> dict[str, Any]:
    request = urllib.request.Request(url.rstrip("/") + path, method=method)
    request.add_header("Idempotency-Key", secrets.token_hex(16))
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    if body is not None:
        request.data = json.dumps(body).encode()
        request.add_header("Content-Type", "application/json")
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer:
            content = answer.read()
    except urllib.error.HTTPError as error:
        problem = json.loads(error.read() or b"{}")
        raise Denied(f"{problem.get('code', error.code)}: {problem.get('title', error.reason)}") from None
    except OSError as error:
        raise Denied(f"no answer from {url}: {error}") from None
    return dict(json.loads(content)) if content else {}
