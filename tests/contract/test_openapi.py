"""The portal keeps its own contract: odd requests of every kind, over real HTTP, against its OpenAPI document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis import Case
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance

from netmile_desktop.domain import operations
from netmile_desktop.domain.operations import STATUS
from netmile_desktop.portal.http.openapi import openapi_document
from netmile_desktop.portal.server import EmbeddedPortal
from tests.support.portals.portal import MASTER_KEY, SetClock, lines, make_samples, signed_in

EXAMPLES = 8
"""Requests of each phase for each operation."""

NOT_ASKED = [
    ignored_auth,  # would end the sessions that the other operations need; `test_operator` asks it
    positive_data_acceptance,  # a well-formed request may well be refused: no such campaign, an empty file
]

document = json.loads(openapi_document())
schema = schemathesis.openapi.from_dict(document)


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


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
def test_every_answer_is_as_documented(case: Case[Any], portal: EmbeddedPortal, tokens: dict[str, str]) -> None:
    access = case.operation.definition.raw["x-access"]
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
