"""The examples of signatures in each language: they know the portal's from forged ones, and the portal knows theirs."""

from __future__ import annotations

import secrets
import subprocess
import sys
import time
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests

from netmile_desktop.portal.payments.signing import result_url
from netmile_desktop.portal.rewards.merchant_api import SIGNATURE, TIME, MerchantApi, Told
from netmile_desktop.portal.sandbox import SHOP_KEY, SHOP_SECRET
from netmile_desktop.portal.server import EmbeddedPortal
from tests.documents.blocks import ROOT
from tests.support.portals.portal import NOW, SetClock
from tests.support.portals.recorder import Recorder
from tests.support.requirements import need

FOLDER = ROOT / "docs" / "examples" / "signatures"
EXAMPLES = {
    "signatures.py": (sys.executable, sys.executable),
    "signatures.php": ("php", "php"),
    "signatures.js": ("node", "node"),
    "signatures.rb": ("ruby", "ruby"),
    "Signatures.java": ("java", "javac"),
}
"""The examples, each with the program that runs it and the one without which it cannot."""

GENUINE, FORGED = "genuine", "forged"
TARGET = "/v1/payments/A-1001"
STATEMENTS = "/v1/payment-statements?first=2026-11-01&last=2026-11-30"
ORDER = (
    '{"member":"member00001@example.jp","miles":300,"description":"文庫本 2 冊",'
    '"return_url":"http://127.0.0.1:8770/orders/1","cancel_url":"http://127.0.0.1:8770/cart"}'
)


class Question(NamedTuple):
    """A line for an example, and its answer; of a request, how the portal takes it."""

    words: tuple[str, ...]
    answer: str | int


def calls_of_the_portal() -> list[Question]:
    """A call as it is made while one secret follows another, and what somebody else could have made of it."""
    recorder = Recorder()
    told = Told("W20261120-7KQ2MZ9XPA", "W-2003", NOW, test=False, fields={"name": "中島 陽菜", "sex": "female"})
    MerchantApi(SetClock(), private_endpoints=True).call(recorder.url, (b"new", b"old"), told, attempt=1)
    recorder.close()
    at, sent, body = recorder.headers[TIME], recorder.headers[SIGNATURE], recorder.body.decode()
    now, first = int(at), sent.partition(",")[0]

    def asked(secret: str = "new", time: str = at, signature: str = sent, now: int = now, body: str = body) -> Question:
        words = ("call", secret, time, signature, str(now), body)
        is_genuine = secret in {"new", "old"} and (time, body) == (at, recorder.body.decode())
        is_genuine = is_genuine and signature in {sent, first} and abs(now - int(at)) <= 300
        return Question(words, GENUINE if is_genuine else FORGED)

    return [
        asked(),
        asked(secret="old"),
        asked(signature=first),
        asked(now=now + 300),
        asked(now=now - 300),
        asked(secret="another"),
        asked(body=body.replace("陽菜", "陽子")),
        asked(body=body + " "),
        asked(time=str(now + 1)),
        asked(time="x"),
        asked(time=""),
        asked(time=f"-{at}"),
        asked(now=now + 301),
        asked(now=now - 301),
        asked(signature=""),
        asked(signature=first[:-1]),
        asked(signature=first.removeprefix("v1=")),
        asked(signature=first.upper()),
    ]


def results_of_the_portal() -> list[Question]:
    """The result of a payment, and the same with each of its values altered."""
    result = {"number": "A-1", "payment": "p-1", "state": "paid", "miles": "300", "time": "1795140000", "key": "k"}
    query = dict(parse_qsl(urlsplit(result_url("https://shop.example.jp/?a=b", "secret", result)).query))
    told = ["secret", *(query[f"netmile_{name}"] for name in (*result, "signature"))]
    altered = [[*told[:at], f"{told[at]}0", *told[at + 1 :]] for at in range(len(told))]
    without = [*told[:-1], ""]
    return [
        Question(("result", *told), GENUINE),
        *(Question(("result", *each), FORGED) for each in (*altered, without)),
    ]


def requests_of_a_shop() -> list[Question]:
    """Requests for the portal to take or refuse."""
    now = str(int(time.time()))

    def asked(method: str, target: str, body: str, status: int, secret: str = SHOP_SECRET) -> Question:
        return Question(
            ("request", SHOP_KEY, secret, method, target, now, secrets.token_hex(8), body),
            status,
        )

    return [
        asked("GET", TARGET, "", 404),
        asked("PUT", TARGET, ORDER, 200),
        asked("GET", TARGET, "", 200),
        asked("GET", STATEMENTS, "", 200),
        asked("GET", STATEMENTS, "", 401, secret="another"),
    ]


def test_every_example_is_run() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(EXAMPLES)
    for document in ("reward-hand-over.md", "payment-service.md"):
        words = (ROOT / "docs" / document).read_text(encoding="utf-8")
        assert all(f"(examples/signatures/{name})" in words for name in EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_agrees_with_the_portal(name: str, sandbox_portal: EmbeddedPortal) -> None:
    """One process answers everything: starting one takes longer than all of its answers."""
    runner, needed = EXAMPLES[name]
    need(needed)
    questions = [*calls_of_the_portal(), *results_of_the_portal(), *requests_of_a_shop()]
    lines = "".join("\t".join(each.words) + "\n" for each in questions)
    done = subprocess.run(
        [need(runner), str(FOLDER / name)],
        input=lines.encode(),
        check=False,
        capture_output=True,
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    answers: list[str | int] = [*done.stdout.decode().splitlines()]
    for at, each in enumerate(questions):
        if each.words[0] == "request":
            _, _, _, method, target, _, _, body = each.words
            headers = {"Authorization": str(answers[at])}
            url = sandbox_portal.url + target
            answers[at] = requests.request(
                method, url, data=body.encode() or None, headers=headers, timeout=30
            ).status_code
    assert answers == [each.answer for each in questions]


def test_examples_say_what_they_need() -> None:
    for path in FOLDER.iterdir():
        assert "or newer" in path.read_text(encoding="utf-8")[:300]
