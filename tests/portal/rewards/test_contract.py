"""The contract with merchants: what the portal sends and the mock answers is what the document says."""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from netmile_desktop.domain.rewards import (
    CALL_SECONDS,
    PASSWORD_DAYS,
    PASSWORD_HOURS,
    RETENTION_DAYS,
    TRIES_AFTER,
    CallOutcome,
)
from netmile_desktop.domain.rewards.entries import EntryField, Sex
from netmile_desktop.domain.rewards.result_files import FILE_HEADER, RESULT_HEADER, RESULT_WORDS
from netmile_desktop.portal.rewards.merchant_api import MerchantApi, Told
from tests.support.portals.portal import NOW, SetClock
from tests.support.portals.recorder import Recorder

DOCS = Path(__file__).parents[3] / "docs"
DOCUMENT = json.loads((DOCS / "reward-merchant-api.json").read_text("utf-8"))
WORDS = (DOCS / "reward-hand-over.md").read_text("utf-8")
OPERATION = DOCUMENT["paths"]["/registrations"]["post"]
ALL_FIELDS = {each.value: "文字" for each in EntryField if each is not EntryField.CONSENT} | {"sex": "female"}


@pytest.fixture
def recorder() -> Iterator[Recorder]:
    """A merchant's API."""
    recorder = Recorder()
    yield recorder
    recorder.close()


def call(recorder: Recorder) -> Any:
    told = Told("W20261120-7KQ2MZ9XPA", "W-2003", NOW, test=False, fields=ALL_FIELDS)
    return MerchantApi(SetClock(), private_endpoints=True).call(recorder.url, (b"new", b"old"), told, attempt=3)


def schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = DOCUMENT["components"]["schemas"][name]
    return found


def test_the_document_is_openapi() -> None:
    assert DOCUMENT["openapi"].startswith("3.1")
    assert set(DOCUMENT) <= {"openapi", "info", "servers", "paths", "components"}
    for each in DOCUMENT["components"]["schemas"].values():
        jsonschema_rs.meta.validate(each)
    refs = re.findall(r'"\$ref": "#/components/schemas/(\w+)"', json.dumps(DOCUMENT))
    assert set(refs) == set(DOCUMENT["components"]["schemas"])


def test_what_is_sent_is_what_the_document_says(recorder: Recorder) -> None:
    assert call(recorder).outcome is CallOutcome.APPROVED
    sent = json.loads(recorder.body)
    jsonschema_rs.validate(schema("Registration"), sent)
    assert set(sent) == set(schema("Registration")["properties"])
    assert sent["fields"] == ALL_FIELDS
    assert schema("Registration")["properties"]["fields"]["properties"]["sex"]["enum"] == [each.value for each in Sex]
    for each in OPERATION["parameters"]:
        jsonschema_rs.validate(each["schema"], recorder.headers[each["name"]])
        assert f"`{each['name']}`" in WORDS


def test_the_signature_is_as_described(recorder: Recorder) -> None:
    call(recorder)
    content = recorder.headers["NetMile-Time"].encode() + b"." + recorder.body
    wanted = [hmac.new(secret, content, "sha256").hexdigest() for secret in (b"new", b"old")]
    assert recorder.headers["NetMile-Signature"] == f"v1={wanted[0]}, v1={wanted[1]}"
    assert int(recorder.headers["NetMile-Time"]) == NOW.timestamp()


@pytest.mark.parametrize(
    ("status", "answer", "outcome"),
    [
        (200, {"result": "approved"}, CallOutcome.APPROVED),
        (200, {"result": "pending", "more": 1}, CallOutcome.PENDING),
        (200, {"result": "refused", "reason": "登録済み"}, CallOutcome.REFUSED),
        (200, {"result": "refused"}, CallOutcome.BAD_ANSWER),
        (200, {"result": "refused", "reason": "あ" * 201}, CallOutcome.BAD_ANSWER),
        (200, {"result": "timed_out"}, CallOutcome.BAD_ANSWER),
        (200, [], CallOutcome.BAD_ANSWER),
        (201, {"result": "approved"}, CallOutcome.HTTP_STATUS),
        (302, {"result": "approved"}, CallOutcome.HTTP_STATUS),
        (500, {"result": "approved"}, CallOutcome.HTTP_STATUS),
    ],
)
def test_an_answer_counts_if_and_only_if_the_document_allows_it(
    recorder: Recorder, status: int, answer: Any, outcome: CallOutcome
) -> None:
    recorder.status, recorder.answer = status, json.dumps(answer).encode()
    told = call(recorder)
    assert (told.outcome, told.http_status, recorder.count) == (outcome, status, 1)
    allowed = jsonschema_rs.is_valid(schema("Answer"), answer)
    assert outcome.is_delivered == (status == 200 and allowed)


DEEP = b'{"result": "approved", "more": ' + b"[" * 30_000 + b"]" * 30_000 + b"}"


@pytest.mark.parametrize("raw", [b"", b"approved", b"\xff\xfe", b"[" * 100_000, b"{" + b" " * 70_000 + b"}", DEEP])
def test_nonsense_is_no_answer(recorder: Recorder, raw: bytes) -> None:
    recorder.answer = raw
    assert call(recorder).outcome is CallOutcome.BAD_ANSWER


def test_the_words_name_times_columns_and_results() -> None:
    minutes = [int(each.total_seconds() // 60) for each in TRIES_AFTER[1:]]
    assert "made again {}, {}, {} and {} minutes after".format(*minutes) in WORDS
    assert (len(TRIES_AFTER), TRIES_AFTER[-1]) == (5, timedelta(hours=1))
    assert "five tries in all within an hour" in WORDS
    assert f"at most {PASSWORD_HOURS} hours after the first download" in WORDS
    assert f"is destroyed {PASSWORD_DAYS} days after its registration" in WORDS
    assert f"All personal data is destroyed {RETENTION_DAYS} days after the hand-over" in WORDS
    assert f"Answer with status 200 within {CALL_SECONDS} seconds" in WORDS
    for name in (*FILE_HEADER[:4], FILE_HEADER[-1], *RESULT_HEADER, *RESULT_WORDS, *ALL_FIELDS):
        assert f"`{name}`" in WORDS
