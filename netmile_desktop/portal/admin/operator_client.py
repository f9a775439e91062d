"""The terminal client of NetMile's staff: a small client of the operator calls."""

from __future__ import annotations

import argparse
import base64
import json
import os
import secrets
import urllib.error
import urllib.parse
import urllib.request
from datetime import datetime, timedelta
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from netmile_desktop.domain.calendar import day_of, month_end
from netmile_desktop.names import legible
from netmile_desktop.portal.admin.typed_passwords import typed_password
from netmile_desktop.portal.server import is_loopback

VARIABLE = "NETMILE_PASSWORD"
_SECONDS = 30
_SHOWN = ("application", "show")
_CONTENTS = ("content", "before")

_Request = tuple[str, str, dict[str, Any] | None]
"""Method, path and body."""


class Denied(Exception):
    """The portal refused, or could not be reached; the message is a line for the terminal."""


class WrongAddress(Exception):
    """What was given is no address of a portal; the message is a line for the terminal."""


def as_operator(url: str, asked: argparse.Namespace) -> dict[str, Any]:
    """Sign in, make the requested call, and sign out.

    Raises:
        Denied: the portal refused or could not be reached.
        NoPassword: none was given.
        WrongAddress: the URL is no address of a portal.
    """
    host = _host(url)
    if not (url.startswith("https://") or is_loopback(host)):
        raise Denied(f"TLS is needed: {url} is on another machine, give its https:// address")
    password = os.environ.get(VARIABLE) or typed_password(f"Password of {asked.login}: ")
    session = _call(url, "POST", "/v1/sessions", {"login": asked.login, "password": password})
    token = session.get("token")
    if not isinstance(token, str):
        raise _no_portal(url)
    try:
        method, path, body = _request(argparse.Namespace(**{**vars(asked), "url": url}), token)
        answer = _call(url, method, path, body, token)
    finally:
        _call(url, "DELETE", "/v1/sessions/current", None, token)
    return (
        _legible(answer, asked.banner and Path(asked.banner))
        if (asked.thing, getattr(asked, "action", "")) == _SHOWN
        else answer
    )


def _host(url: str) -> str:
    """Return the host of a portal's address.

    Raises:
        WrongAddress: the address has another form.
    """
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port  # a port that is no number is told only if it is asked for
    except ValueError:
        host = None
    if not host or parts.scheme not in {"http", "https"} or parts.query or parts.fragment or not _is_one_word(url):
        raise WrongAddress(f"{legible(url)} is no address of a portal: write https://HOST or http://127.0.0.1:PORT")
    return host


def _is_one_word(url: str) -> bool:
    return url.isprintable() and " " not in url


def _request(asked: argparse.Namespace, token: str) -> _Request:
    if asked.thing == "clock":
        return _clock(asked, token)
    if asked.thing == "cancellations":
        return _cancellations(asked)
    if asked.thing == "payment-site":
        return _payment_sites(asked)
    if asked.thing == "application":
        return _applications(asked)
    if asked.thing == "campaign":
        return _campaigns(asked)
    if asked.thing == "user":
        return "POST", "/v1/operator/sessions/endings", {"login": asked.user}
    if asked.thing == "registration":
        return _registrations(asked)
    if asked.thing == "review":
        return _reviews(asked)
    if asked.thing == "reward":
        return _rewards(asked)
    given = {name: getattr(asked, name) for name in ("address", "status", "test")}
    return "POST", "/v1/operator/members/flags", {name: value for name, value in given.items() if value is not None}


def _campaigns(asked: argparse.Namespace) -> _Request:
    if asked.action == "list":
        return _listing("campaigns", site=asked.site, name=asked.name)
    names = ("site", "campaign_id", "action", "reason")
    return "POST", "/v1/operator/campaigns/decisions", {name: getattr(asked, name) for name in names}


def _registrations(asked: argparse.Namespace) -> _Request:
    if asked.action == "list":
        return _listing("registrations", site=asked.site)
    body = {"site": asked.site, "registration_id": asked.registration_id}
    return "POST", "/v1/operator/registrations/resumptions", body


def _reviews(asked: argparse.Namespace) -> _Request:
    path = "/v1/operator/review-policy"
    if asked.action == "show":
        return "GET", f"{path}?{urllib.parse.urlencode({'site': asked.site})}", None
    return "PUT", path, {"site": asked.site, "approve_after_minutes": asked.after}


def _rewards(asked: argparse.Namespace) -> _Request:
    if asked.action == "late":
        return _listing("rewards/files", site=asked.site)
    if asked.action == "show":
        return "GET", f"/v1/operator/rewards/terms?{urllib.parse.urlencode({'site': asked.site})}", None
    if asked.action == "closing":
        rule = {} if asked.rule == "off" else {"result": asked.rule, "days": asked.days}
        return "PUT", "/v1/operator/rewards/closings", {"site": asked.site, **rule}
    term = {"retention_days": asked.retention} if "retention" in asked else {}
    return "PUT", "/v1/operator/rewards/uses", {"site": asked.site, "uses_reward": asked.use == "on", **term}


def _listing(of: str, **conditions: str) -> _Request:
    given = {name: value for name, value in conditions.items() if value}
    return "GET", f"/v1/operator/{of}?{urllib.parse.urlencode({**given, 'size': 100})}", None


def _clock(asked: argparse.Namespace, token: str) -> _Request:
    path = "/v1/operator/clock"
    if asked.to is None:
        return "GET", path, None
    now = datetime.fromisoformat(_call(asked.url, "GET", path, None, token)["business_time"])
    named = {"tomorrow": day_of(now) + timedelta(days=1), "month-end": month_end(day_of(now))}
    return "PUT", path, {"to": str(named.get(asked.to, asked.to))}


def _cancellations(asked: argparse.Namespace) -> _Request:
    if asked.action == "list":
        return _listing("cancellations", site=asked.site, number=asked.number)
    body = {"site": asked.site, "number": asked.number, "action": asked.action, "note": asked.reason}
    return "POST", "/v1/operator/cancellations/decisions", {**body, "issue_ids": asked.issue}


def _applications(asked: argparse.Namespace) -> _Request:
    if asked.action == "list":
        return _listing("applications", site=asked.site)
    if asked.action == "show":
        of = urllib.parse.urlencode({"site": asked.site})
        return "GET", f"/v1/operator/applications/{urllib.parse.quote(asked.application_id, safe='')}?{of}", None
    body = {"site": asked.site, "application_id": asked.application_id}
    return "POST", "/v1/operator/applications/decisions", {**body, "action": asked.action, "reason": asked.reason}


def _payment_sites(asked: argparse.Namespace) -> _Request:
    path = "/v1/operator/payment-sites"
    if asked.action == "list":
        return "GET", path, None
    if asked.action == "key":
        return "POST", f"{path}/keys", {"code": asked.code}
    if asked.action == "revoke":
        return "POST", f"{path}/keys/revocations", {"code": asked.code, "key_id": asked.key_id}
    given = {"name": asked.name, "origins": asked.origin, "status": getattr(asked, "status", None)}
    body = {"code": asked.code, **{name: value for name, value in given.items() if value is not None}}
    return "POST", path if asked.action == "add" else f"{path}/changes", body


def _legible(application: dict[str, Any], banner_file: Path | None) -> dict[str, Any]:
    """Return an application with its banners as sizes in bytes, after writing the one applied for to a file if asked to.

    Raises:
        Denied: there is no banner to be written.
        OSError: the file cannot be written.
    """
    banners = {part: base64.b64decode(application[part].pop("banner", "")) for part in _CONTENTS if application[part]}
    if banner_file is not None:
        if not banners["content"]:
            raise Denied("the application has no banner; leave --banner out")
        banner_file.write_bytes(banners["content"])
    for part, banner in banners.items():
        application[part]["banner_bytes"] = len(banner)
    return application


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
        problem = _object(error.read(), url)
        said = [str(problem[name]) for name in ("title", "detail") if problem.get(name)]
        raise Denied(f"{problem.get('code', error.code)}: {'; '.join(said) or error.reason}") from None
    except (OSError, HTTPException) as error:
        raise Denied(f"no answer from {url}: {error}; check --url, and that the portal runs") from None
    return _object(content, url)


def _object(content: bytes, url: str) -> dict[str, Any]:
    """Return an answer; an empty one is an empty object.

    Raises:
        Denied: it is not from a portal.
    """
    try:
        answer = json.loads(content or b"{}")
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise _no_portal(url)
    return answer


def _no_portal(url: str) -> Denied:
    return Denied(f"what answers at {url} is no portal; check --url")
