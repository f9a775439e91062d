"""Every error code of a row at its boundaries, as the portal itself gives it (guide L767-779)."""

from __future__ import annotations

import pytest

from netmile_desktop.domain import operations, wire
from tests.support.portals.portal import Desk, PortalOnLine
from tests.support.shop import HEADER

LOCAL = "x" * 64
MEMBER = "member00001@example.jp"

VERDICTS = [
    # 19013: one @, a local part of 1 to 64, a domain with a dot, ASCII, at most 254
    ("C-1024", "pc", f"{LOCAL}@example.jp,K,100", "41053"),
    ("C-1024", "pc", f"{LOCAL}x@example.jp,K,100", "19013"),
    ("C-1024", "pc", "member00001@@example.jp,K,100", "19013"),
    ("C-1024", "pc", "@example.jp,K,100", "19013"),
    ("C-1024", "pc", "member00001@example,K,100", "19013"),
    ("C-1024", "pc", "member00001＠example.jp,K,100", "19013"),
    ("C-1024", "pc", "member 00001@example.jp,K,100", "19013"),
    ("C-1024", "pc", f"a@{'d' * 61}.{'d' * 61}.{'d' * 61}.{'d' * 63}.jp,K,100", "41053"),
    ("C-1024", "pc", f"a@{'d' * 62}.{'d' * 61}.{'d' * 61}.{'d' * 63}.jp,K,100", "19013"),
    ("C-1024", "pc", "a..b@example.jp,K,100", "19013"),
    ("C-1024", "pc", "a..b@docomo.ne.jp,K,100", "41053"),
    ("C-1024", "mobile", "a..b@example.jp,K,100", "41053"),
    # 19014: 1 to 64 printable half-width characters without comma and double quote
    ("C-1024", "pc", f"{MEMBER},,100", "19014"),
    ("C-1024", "pc", f"{MEMBER},{'k' * 64},100", "ok"),
    ("C-1024", "pc", f"{MEMBER},{'k' * 65},100", "19014"),
    ("C-1024", "pc", f"{MEMBER},00!~,100", "ok"),
    ("C-1024", "pc", f"{MEMBER},A B,100", "19014"),
    ("C-1024", "pc", f"{MEMBER},会員,100", "19014"),
    ("C-1024", "pc", f"{MEMBER},ｱ1,100", "19014"),
    ("C-1024", "pc", f'{MEMBER},"A,B",100', "19014"),
    # 19015: 1 to 8 half-width digits, no sign, comma or leading zero
    *(
        ("C-1025", "pc", f"{MEMBER},K,{miles}", "19015")
        for miles in ("", "0", "0100", "+1", "-1", "1.0", '"1,000"', "１００", "1E+3", "100000000")
    ),
    # columns A-C: what is missing fails first, empty ones behind C do no harm, filled ones belong to C
    ("C-1024", "pc", f"{MEMBER}", "19014"),
    ("C-1024", "pc", f"{MEMBER},K", "19015"),
    ("C-1025", "pc", f"{MEMBER},K,1,000", "19015"),
    ("C-1024", "pc", f"{MEMBER},K,100,,x", "19015"),
    ("C-1024", "pc", f"{MEMBER},K,100,,,", "ok"),
    # 12006: readable, but against the rule
    ("C-1024", "pc", f"{MEMBER},K,99", "12006"),
    ("C-1025", "pc", f"{MEMBER},K,1", "ok"),
    ("C-1025", "pc", f"{MEMBER},K,5000", "ok"),
    ("C-1025", "pc", f"{MEMBER},K,5001", "12006"),
    ("C-1025", "pc", f"{MEMBER},K,99999999", "12006"),
    # the first in the published order wins
    ("C-1024", "pc", "broken,,x", "19013"),
    ("C-1024", "pc", "nobody@example.jp,,x", "19014"),
    ("C-1024", "pc", "nobody@example.jp,K,x", "19015"),
    ("C-1024", "pc", "nobody@example.jp,K,99", "12006"),
    ("C-1024", "pc", "nobody@example.jp,K,100", "41053"),
    ("C-1024", "pc", "left001@example.jp,K,100", "41023"),
]
"""Campaign, mode, line of the file, verdict."""


def test_every_code_comes_where_it_should(portal: PortalOnLine, desk: Desk) -> None:
    accepted = [desk.issue(campaign_id, line.encode(), mode=mode) for campaign_id, mode, line, _ in VERDICTS]
    portal.worker.run_until_idle()
    details = [desk.registration(each.registration_id) for each in accepted]
    told = [detail.by_code[0].code if detail.by_code else "ok" for detail in details]
    lines = [(campaign_id, mode, line) for campaign_id, mode, line, _ in VERDICTS]
    assert dict(zip(lines, told, strict=True)) == {(*each[:3],): each[3] for each in VERDICTS}


def test_to_the_portal_a_header_is_a_row_like_any_other(portal: PortalOnLine, desk: Desk) -> None:
    accepted = desk.issue("C-1024", f"{','.join(HEADER)}\n{MEMBER},K,100\n".encode())
    portal.worker.run_until_idle()
    detail = desk.registration(accepted.registration_id)
    assert (detail.records, detail.miles_issued) == (2, 100)
    assert detail.by_code == [wire.CodeCount(code="19013", rows=1)]


@pytest.mark.parametrize("cell", ["=1+1", "+81", "-1", "@SUM(A1)"])
def test_lists_give_back_every_cell_as_it_was_sent(portal: PortalOnLine, desk: Desk, cell: str) -> None:
    accepted = desk.issue("C-1024", f"{cell},{cell},{cell}\n".encode())
    portal.worker.run_until_idle()
    content = desk.call(operations.ERROR_LIST, registration_id=accepted.registration_id)
    assert content.decode("utf-8-sig").splitlines()[1].startswith(f"{cell},{cell},{cell},19013,")
