"""The contract that shops read: its example is true, and its Python really pays."""

from __future__ import annotations

import re
import subprocess
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qsl, urlsplit

import pytest

from netmile_desktop.domain import operations
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.operations import STATUS, Audience
from netmile_desktop.portal.payments.signing import SignedParts, authorization, result_url
from tests.documents.blocks import ROOT
from tests.support.portals.paying import MEMBER, ORIGIN, Shop

TEXT = (ROOT / "docs" / "payment-service.md").read_text(encoding="utf-8")
EXAMPLE = "45bfe114abe29b18afd397fdf7918b75dd58809e1e0d044071a841bfc985a158"


@pytest.fixture(scope="module")
def contract() -> dict[str, Any]:
    """What the Python of the contract defines."""
    [block] = re.findall(r"```python\n(.*?)```", TEXT, re.S)
    names: dict[str, Any] = {}
    exec(compile(block, "docs/payment-service.md", "exec"), names)
    return names


def test_its_python_signs_as_the_portal_checks(contract: dict[str, Any]) -> None:
    parts = SignedParts("PUT", "/v1/payments/A-1?x=%E6%9C%AC", '{"a":"本"}'.encode())
    theirs = contract["authorization"]("k1", "secret", *parts, 1_795_140_000, "req-00000001")
    assert theirs == authorization("k1", "secret", parts, 1_795_140_000, "req-00000001")


def test_its_example_holds(contract: dict[str, Any]) -> None:
    secret, body = "example-secret-of-the-contract", b'{"miles":300}'
    made = contract["authorization"]("k", secret, "PUT", "/v1/payments/A-1001", body, 1_795_140_000, "req-00000001")
    assert made.endswith(f"signature={EXAMPLE}")
    assert EXAMPLE in TEXT
    [digest, signed] = re.findall(r"^printf .*openssl.*$", TEXT, re.M)
    told = [
        subprocess.run(["bash", "-c", each], capture_output=True, text=True, check=True) for each in (digest, signed)
    ]
    assert told[0].stdout.split()[-1] in signed
    assert told[1].stdout.split()[-1] == EXAMPLE


def test_its_python_opens_a_payment_and_knows_a_result(contract: dict[str, Any], shop: Shop) -> None:
    content = {
        "member": MEMBER,
        "miles": 300,
        "description": "文庫本",
        "return_url": f"{ORIGIN}/orders/1",
        "cancel_url": f"{ORIGIN}/",
    }
    contract["time"] = type("Clock", (), {"time": staticmethod(lambda: shop.clock().timestamp())})
    asked = (shop.url, shop.key_id, shop.secret)
    opened = contract["call"](*asked, "PUT", "/v1/payments/A-1", content)
    assert (opened["state"], opened["miles"]) == ("open", 300)
    assert contract["call"](*asked, "GET", "/v1/payment-statements?first=2026-11-01&last=2026-11-30")["payments"] == 0
    with pytest.raises(HTTPError) as refused:
        contract["call"](shop.url, shop.key_id, "wrong", "GET", "/v1/payments/A-1")
    assert refused.value.code == 401
    refused.value.close()
    result = {"number": "A-1", "payment": "p", "state": "paid", "miles": "300", "time": "1", "key": shop.key_id}
    query = dict(parse_qsl(urlsplit(result_url(f"{ORIGIN}/orders/1?a=b", shop.secret, result)).query))
    assert contract["is_genuine"](shop.secret, query)
    assert not contract["is_genuine"](shop.secret, query | {"netmile_state": "open"})


def test_it_names_every_problem_that_a_shop_can_meet() -> None:
    told = dict(re.findall(r"^\| `(P-[A-Z]+)` \| (\d+) \|", TEXT, re.M))
    can_happen = {
        problem
        for operation in operations.ALL
        if operation.access is Audience.PAYMENT_SITE
        for problem in operation.all_problems()
    }
    general = {Problem.METHOD, Problem.SIZE, Problem.RANGE, Problem.SPAN, Problem.BROKEN}
    assert {Problem(code) for code in told} == can_happen - general
    assert all(STATUS[Problem(code)] == int(status) for code, status in told.items())
