"""The web pages of the demo shop. Nothing is kept here: what became of an order is asked of the portal each time."""

from __future__ import annotations

import secrets
from datetime import timedelta
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from netmile_desktop.domain.calendar import day_of, system_clock
from netmile_desktop.portal.admin.demo_shop.client import ShopClient, ShopRefused
from netmile_desktop.portal.pages import templates
from netmile_desktop.portal.payments.signing import is_genuine
from netmile_desktop.portal.sandbox.payments import GOODS, NAME
from netmile_desktop.portal.server import LOOPBACK

MEMBER = "member00001@example.jp"
"""Who buys if nobody else is named."""

_MOST_BYTES = 4_096
_DAYS = 30
_PREFIX = "netmile_"
_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'"


class DemoShop(ThreadingHTTPServer):
    """A shop at a port of this machine."""

    daemon_threads = True

    def __init__(self, client: ShopClient, port: int, member: str = MEMBER) -> None:
        super().__init__((LOOPBACK, port), _Pages)
        self.client = client
        self.member = member
        self.url = f"http://{LOOPBACK}:{self.server_address[1]}"


class _Pages(BaseHTTPRequestHandler):
    """One request: goods at `/`, an order at `/orders/NUMBER`, the statement at `/statement`."""

    server: DemoShop

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path == "/shop.css":
            self._send(templates.asset("demo_shop.css") or b"", "text/css; charset=utf-8")
        elif parts.path == "/":
            self._show("goods", member=self.server.member, goods=list(enumerate(GOODS)), back=bool(parts.query))
        elif parts.path == "/statement":
            self._or_refusal(self._statement)
        elif parts.path.startswith("/orders/"):
            number, result = unquote(parts.path.removeprefix("/orders/")), dict(parse_qsl(parts.query))
            self._or_refusal(lambda: self._order(number, result))
        else:
            self._show("missing", HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        form = dict(parse_qsl(self.rfile.read(min(int(self.headers.get("Content-Length") or 0), _MOST_BYTES)).decode()))
        if self.headers.get("Origin", self.server.url) not in {self.server.url, "null"}:
            self._show("missing", HTTPStatus.FORBIDDEN)  # a form of another site
        elif self.path == "/buy":
            self._or_refusal(lambda: self._buy(form))
        elif self.path.startswith("/orders/") and self.path.endswith("/refund"):
            number = self.path.split("/")[2]
            self._or_refusal(lambda: self._refund(number, form))
        else:
            self._show("missing", HTTPStatus.NOT_FOUND)

    def _buy(self, form: dict[str, str]) -> None:
        """Open a payment and send the customer to its screen."""
        what, miles = GOODS[int(form.get("good", "0")) % len(GOODS)]
        number = f"D-{secrets.token_hex(5)}"
        order = {
            "member": form.get("member", "").strip() or self.server.member,
            "miles": miles,
            "description": what,
            "return_url": f"{self.server.url}/orders/{number}",
            "cancel_url": f"{self.server.url}/?back=1",
        }
        opened = self.server.client.open(number, order)
        self._lead(self.server.client.portal + opened["link"])

    def _order(self, number: str, result: dict[str, str]) -> None:
        """Tell what became of an order: by the portal's word, and by the signed result with which the customer came."""
        told = {name.removeprefix(_PREFIX): value for name, value in result.items() if name.startswith(_PREFIX)}
        genuine = is_genuine(self.server.client.secret, told, told.get("signature", "")) if told else None
        self._show("order", payment=self.server.client.look(number), genuine=genuine)

    def _refund(self, number: str, form: dict[str, str]) -> None:
        self.server.client.refund(number, form.get("refund", "R-1"), int(form.get("miles", "0")))
        self._lead(f"/orders/{number}")

    def _statement(self) -> None:
        today = day_of(system_clock())
        first = today - timedelta(days=_DAYS - 1)
        self._show("statement", statement=self.server.client.statement(first.isoformat(), today.isoformat()))

    def _or_refusal(self, work: Any) -> None:
        try:
            work()
        except ShopRefused as refused:
            self._show("refused", HTTPStatus.BAD_GATEWAY, refused=refused)
        except ValueError:
            self._show("missing", HTTPStatus.BAD_REQUEST)

    def _show(self, page: str, status: HTTPStatus = HTTPStatus.OK, **values: object) -> None:
        html = templates.rendered("demo_shop.html", {"page": page, "shop": NAME, **values})
        self._send(html.encode(), "text/html; charset=utf-8", status)

    def _lead(self, to: str) -> None:
        self.send_response(HTTPStatus.SEE_OTHER)
        self.send_header("Location", to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, content: bytes, media_type: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        headers = {"Content-Type": media_type, "Content-Length": str(len(content)), "Cache-Control": "no-store"}
        for name, value in (
            headers | {"Content-Security-Policy": _POLICY, "X-Content-Type-Options": "nosniff"}
        ).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing: the shop's terminal is for its address."""
