"""A shop that takes miles, as short as a test wants to say it: its key, its signed requests, a member who pays."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import msgspec
import requests
from sqlalchemy import select

from netmile_desktop.domain import codec, operations, wire
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.operations import Operation
from netmile_desktop.portal.payments.paying import Payable, Paying, PaymentName
from netmile_desktop.portal.payments.signing import SignedParts, authorization
from netmile_desktop.portal.tables import payment
from tests.support.portals.cancelling import issue_to
from tests.support.portals.portal import AnyPortal, Desk, PortalOnLine, SetClock

ORIGIN = "https://shop.example.jp"
MEMBER = "member00001@example.jp"


@dataclass(frozen=True)
class Shop:
    """A shop's server."""

    url: str
    code: str
    key_id: str
    secret: str
    clock: SetClock

    def send(
        self,
        operation: Operation[Any, Any, Any],
        query: dict[str, Any] | None = None,
        *,
        body: Any = None,
        request_id: str = "",
        changed: dict[str, Any] | None = None,
        **path: str,
    ) -> requests.Response:
        """The response as it came; `changed` replaces what was signed, after it was signed."""
        target = operation.path.format(**path) + (f"?{urlencode(query, doseq=True)}" if query else "")
        raw = msgspec.json.encode(body) if body is not None else b""
        parts = SignedParts(operation.method, target, raw)
        now = int(self.clock().timestamp())
        header = authorization(self.key_id, self.secret, parts, now, request_id or secrets.token_hex(8))
        sent = {"method": operation.method, "target": target, "data": raw, "header": header, **(changed or {})}
        headers = {"Authorization": sent["header"]} if sent["header"] else {}
        return requests.request(
            sent["method"], self.url + sent["target"], data=sent["data"] or None, headers=headers, timeout=30
        )

    def call(self, operation: Operation[Any, Any, Any], query: dict[str, Any] | None = None, **named: Any) -> Any:
        """The decoded answer (bytes for downloads), or `Refused` as the portal put it."""
        reply = self.send(operation, query, **named)
        if reply.status_code >= 400:
            problem = codec.decode_json(reply.content, wire.ProblemDocument)
            assert reply.status_code == problem.status
            raise Refused(problem.code, problem.detail)
        assert reply.status_code == operation.status
        return reply.content if operation.raw_answer else codec.decode_json(reply.content, operation.answer)

    def refusal(self, operation: Operation[Any, Any, Any], *arguments: Any, **named: Any) -> str:
        """The code with which a call is refused; fails where it is not."""
        try:
            self.call(operation, *arguments, **named)
        except Refused as refused:
            return str(refused.code)
        raise AssertionError(f"{operation.name} was not refused")

    def open(self, number: str = "A-1", miles: int = 300, member: str = MEMBER, **named: Any) -> wire.Payment:
        answer: wire.Payment = self.call(
            operations.OPEN_PAYMENT, body=order(miles, member, **named), payment_number=number
        )
        return answer

    def look(self, number: str = "A-1") -> wire.Payment:
        answer: wire.Payment = self.call(operations.PAYMENT, payment_number=number)
        return answer

    def refund(self, miles: int, number: str = "A-1", refund: str = "R-1") -> wire.Payment:
        answer: wire.Payment = self.call(
            operations.REFUND_PAYMENT,
            body=wire.RefundOrder(miles=miles),
            payment_number=number,
            refund_number=refund,
        )
        return answer


def order(miles: int = 300, member: str = MEMBER, **named: Any) -> wire.OpenPayment:
    """A payment as a shop asks for it."""
    return wire.OpenPayment(
        member=member,
        miles=miles,
        **{
            "description": "文庫本 2 冊",
            "return_url": f"{ORIGIN}/orders/1",
            "cancel_url": f"{ORIGIN}/cart?back=1",
            **named,
        },
    )


def add_shop(netmile: Desk, clock: SetClock, code: str = "yama", origins: list[str] | None = None) -> Shop:
    """A new shop with its first key."""
    body = wire.NewPaymentSite(code=code, name="山の文具店", origins=origins or [ORIGIN])
    netmile.call(operations.ADD_PAYMENT_SITE, body=body)
    key: wire.NewPaymentKey = netmile.call(operations.MAKE_PAYMENT_KEY, body=wire.PaymentKeyOrder(code=code))
    return Shop(netmile.url, code, key.key_id, key.secret, clock)


def give(portal: PortalOnLine, desk: Desk, miles: int, number: int = 1, **settings: Any) -> str:
    """Issue miles to a member by number; the registration's ID."""
    return issue_to(portal, desk, [number], "C-1025", miles=miles, **settings)


def pay(portal: AnyPortal, clock: SetClock, opened: wire.Payment, code: str = "yama") -> Payable:
    """The member presses the button, without a browser."""
    account_id = portal.database.read(
        lambda conn: conn.execute(
            select(payment.c.account_id).where(payment.c.id == UUID(opened.payment_id))
        ).scalar_one()
    )
    found = Paying(portal.database, clock, clock).pay(PaymentName(code, UUID(opened.payment_id)), account_id)
    assert found is not None
    return found
