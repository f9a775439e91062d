"""The offline check and the portal say the same, row by row, on generated files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netmile_desktop.domain import operations
from netmile_desktop.domain.campaigns import FixedAmount, Mode, VariableAmount
from netmile_desktop.domain.checking import check
from netmile_desktop.domain.codes import Code
from netmile_desktop.domain.failures import FileUnreadable
from netmile_desktop.domain.reading import read
from netmile_desktop.domain.rows.rows import Recipe, Row, canonical
from tests.support.portals.portal import Desk, Line, PortalOnLine, SetClock, copy_sqlite, signed_in

OFFLINE = {Code.ADDRESS, Code.KEY, Code.MILES, Code.AMOUNT_RULE}

_AWKWARD = "aZ09.@-_ ,\"'\t\r\n\u3000＠ａ０あ\ufffd=+'％"

_ADDRESSES = st.one_of(
    st.from_regex(r"[a-z0-9.]{1,8}@[a-z0-9.-]{1,12}", fullmatch=True),
    st.sampled_from(
        [
            "member00001@example.jp",
            "MEMBER00002@EXAMPLE.JP",
            "a..b@docomo.ne.jp",
            "a..b@example.jp",
            "a.@ezweb.ne.jp",
            "x" * 65 + "@example.jp",
            "a@b",
            "",
        ]
    ),
    st.text(_AWKWARD, max_size=12),
)
_KEYS = st.one_of(st.from_regex(r"[!-~]{1,10}", fullmatch=True), st.text(_AWKWARD, max_size=8), st.just("k" * 65))
_MILES = st.one_of(
    st.integers(0, 6000).map(str),
    st.sampled_from(["100", "100", "100", "0100", "1,000", "１００", "+1", "-1", "1.0", "1E+3", "100000000", ""]),
    st.text(_AWKWARD, max_size=5),
)
_FILES = st.lists(st.tuples(_ADDRESSES, _KEYS, _MILES), min_size=1, max_size=25)


@pytest.fixture(scope="module")
def desk(
    line: Line, sqlite_samples: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[PortalOnLine, Desk]]:
    """One portal for all examples: they are small, and nothing depends on what came before."""
    url = copy_sqlite(sqlite_samples, tmp_path_factory.mktemp("same") / "portal.db")
    clock = SetClock()
    with PortalOnLine(line, url, clock=clock, business_clock=clock, chunk_rows=100) as portal:
        yield portal, signed_in(portal, "demo", clock)


def verdicts(portal: PortalOnLine, desk: Desk, campaign_id: str, mode: Mode, body: bytes) -> dict[int, str]:
    """The portal's code for each refused line."""
    accepted = desk.issue(campaign_id, body, mode=mode.value)
    portal.worker.run_until_idle()
    content = desk.call(operations.ERROR_LIST, registration_id=accepted.registration_id)
    listed = read(content, Recipe(columns=(4, 6, 3))).rows
    return {int(row.key): row.address for row in listed}


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    database=None,
)
@given(cells=_FILES, mode=st.sampled_from(Mode), campaign_id=st.sampled_from(["C-1024", "C-1025"]))
def test_offline_and_portal_name_the_same_code(
    desk: tuple[PortalOnLine, Desk], cells: list[tuple[str, str, str]], mode: Mode, campaign_id: str
) -> None:
    portal, clerk = desk
    typed = [Row(n, n + 1, n + 1, *each) for n, each in enumerate(cells)]
    body = canonical(typed)
    try:
        rows = read(body, Recipe(header=False)).rows
    except FileUnreadable:
        assert clerk.refusal(operations.ISSUE, {"campaign_id": campaign_id}, raw=body, key="k" * 16) in {"P-EMPTY"}
        return
    detail = clerk.call(operations.CAMPAIGN, campaign_id=campaign_id)
    assert isinstance(detail.amount, FixedAmount | VariableAmount)
    findings = check(rows, detail.rule(mode, SetClock().now.date()))
    expected = {row.id + 1: str(findings[row.id].code) for row in rows if row.id in findings and findings[row.id].code}
    judged = verdicts(portal, clerk, campaign_id, mode, body)
    assert {line: code for line, code in judged.items() if code in OFFLINE} == expected
    assert set(judged) - set(expected) == {line for line, code in judged.items() if code in {"41053", "41023"}}
