"""The portal keeps its own contract: odd requests of every kind, over real HTTP, against its OpenAPI document."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from requests import PreparedRequest
from requests.auth import AuthBase
from schemathesis import Case
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance

from netmile_desktop.domain import operations
from netmile_desktop.domain.operations import STATUS
from netmile_desktop.portal.http.openapi import openapi_document
from netmile_desktop.portal.payments.signing import SignedParts, authorization
from netmile_desktop.portal.server import EmbeddedPortal
from tests.support.portals.paying import Shop, add_shop
from tests.support.portals.portal import MASTER_KEY, SetClock, lines, make_samples, signed_in

EXAMPLES = 8
"""Requests of each phase for each operation."""

NOT_ASKED = [
    ignored_auth,  # would end the sessions that the other operations need; `test_operator` asks it
    positive_data_acceptance,  # a well-formed request may well be refused: no such campaign, an empty file
]


def unsigned(document: dict[str, Any]) -> dict[str, Any]:
    """The document without shops' signatures, which only a shop's key can make: `Signing` adds them last of all."""
    copied: dict[str, Any] = json.loads(json.dumps(document))
    for operation in (each for path in copied["paths"].values() for each in path.values()):
        if operation["x-access"] == "payment_site":
            operation["security"] = []
    return copied


document = json.loads(openapi_document())
schema = schemathesis.openapi.from_dict(unsigned(document))


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPortal]:
    """A portal with work under way, and a worker."""
    url = f"sqlite:///{tmp_path_factory.mktemp('contract') / 'portal.db'}"
    make_samples(url, members=50)
    clock = SetClock()
    with EmbeddedPortal(url, master_key=MASTER_KEY, clock=clock, business_clock=clock) as portal:
        yield portal


@pytest.fixture(scope="module")
def tokens(portal: EmbeddedPortal) -> dict[str, str]:
    clock = SetClock()
    desk, netmile = signed_in(portal, "demo", clock), signed_in(portal, "operator", clock)
    desk.issue("C-1024", lines(range(1, 30)))
    return {"merchant": desk.token, "operator": netmile.token}


@pytest.fixture(scope="module")
def shop(portal: EmbeddedPortal) -> Shop:
    """A shop with a payment that can be looked at."""
    clock = SetClock()
    shop = add_shop(signed_in(portal, "operator", clock), clock)
    shop.open("0")
    return shop


@dataclass
class Signing(AuthBase):
    """Signs a request of a shop as it is about to be sent."""

    shop: Shop

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        assert request.method is not None
        body = request.body or b""
        parts = SignedParts(request.method, request.path_url, body.encode() if isinstance(body, str) else body)
        now = int(self.shop.clock().timestamp())
        request_id = secrets.token_hex(8)
        request.headers["Authorization"] = authorization(self.shop.key_id, self.shop.secret, parts, now, request_id)
        return request


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
def test_every_answer_is_as_documented(
    case: Case[Any], portal: EmbeddedPortal, tokens: dict[str, str], shop: Shop
) -> None:
    access = case.operation.definition.raw["x-access"]
    if access == "payment_site":
        response = case.call(base_url=portal.url, auth=Signing(shop))
        case.validate_response(response, excluded_checks=NOT_ASKED)
        assert response.status_code < 500
        assert response.status_code != 401, "its signature does not hold"
        return
    if access != "anyone" and case.operation.label != "DELETE /v1/sessions/current":
        case.headers["Authorization"] = f"Bearer {tokens['operator' if access == 'operator' else 'merchant']}"
    response = case.call(base_url=portal.url)
    case.validate_response(response, excluded_checks=NOT_ASKED)
    assert response.status_code < 500


def test_the_document_names_every_operation_and_every_problem() -> None:
    for operation in operations.ALL:
        described = document["paths"][operation.path][operation.method.lower()]
        assert described["operationId"] == operation.name
        told = {code for each in described["responses"].values() for code in _codes(each)}
        assert told == {problem.value for problem in operation.all_problems()}
        for problem in operation.all_problems():
            assert str(STATUS[problem]) in described["responses"]
    assert document["openapi"].startswith("3.1")


def test_the_document_is_served(portal: EmbeddedPortal) -> None:
    reply = requests.get(f"{portal.url}/v1/openapi.json", timeout=9)
    assert (reply.status_code, reply.json()) == (200, document)


def _codes(response: dict[str, Any]) -> list[str]:
    content = response.get("content", {}).get("application/problem+json")
    return list(content["schema"]["allOf"][1]["properties"]["code"]["enum"]) if content else []
