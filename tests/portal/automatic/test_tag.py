"""The page tag: always an image, never kept, with the code in a header."""

from __future__ import annotations

import pytest
import requests
from sqlalchemy import func, select

from netmile_desktop.domain import operations
from netmile_desktop.portal.automatic.allowances import Pace, Rates
from netmile_desktop.portal.automatic.tag import GIF
from netmile_desktop.portal.tables import issue
from tests.portal.automatic.conftest import automatic_campaign
from tests.support.portals.automatic import Shop, missing, shop_of
from tests.support.portals.portal import Line, PortalOnLine, SetClock, add_campaign


def code(reply: requests.Response) -> str:
    """The code in the header of a right image."""
    assert (reply.status_code, reply.headers["Content-Type"], reply.content) == (200, "image/gif", GIF)
    assert reply.headers["Cache-Control"].split(", ")[0] == "no-store"
    assert not {"ETag", "Last-Modified"} & set(reply.headers)
    return reply.headers[operations.TAG_CODE]


def test_the_image_is_one_transparent_pixel() -> None:
    assert GIF[:6] == b"GIF89a"
    assert GIF[6:10] == bytes((1, 0, 1, 0)), "not 1 by 1"
    assert GIF[-1:] == b";"


def test_a_tag_issues_once_however_often_it_is_shown(portal: PortalOnLine, shop: Shop, clock: SetClock) -> None:
    parameter = shop.parameter()
    assert code(shop.show_tag(parameter)) == "OK"
    clock.advance(days=2)
    assert code(shop.show_tag(parameter)) == "OK"
    count = select(func.count()).select_from(issue)
    assert portal.database.read(lambda conn: conn.execute(count).scalar_one()) == 1


def test_tag_and_server_are_the_same_call(shop: Shop) -> None:
    parameter = shop.parameter()
    assert code(shop.show_tag(parameter)) == "OK"
    assert shop.call(parameter).issued


@pytest.mark.parametrize(
    ("query", "merchant_id", "expected"),
    [
        ({}, "minato", "13005"),
        ({"parameter": "x"}, "minato", "13005"),
        ({"parameter": ["x", "y"]}, "minato", "13005"),
        ({"other": "x"}, "minato", "13005"),
        ({"parameter": "\0"}, "minato", "13005"),
        ({"parameter": "x" * 9_000}, "minato", "13005"),
        ({"parameter": "x"}, "nobody", "13011"),
        ({"parameter": "x"}, "%00", "13011"),
        ({"parameter": "x"}, "%FF" * 90, "13011"),
    ],
)
def test_odd_requests_are_answered_with_the_image(
    shop: Shop, query: dict[str, object], merchant_id: str, expected: str
) -> None:
    url = shop.url + operations.TAG_PATH.format(merchant_id=merchant_id)
    assert code(requests.get(url, params=query, timeout=9)) == expected  # type: ignore[arg-type]


def test_a_refusal_has_its_code(shop: Shop) -> None:
    assert code(shop.show_tag(miles=5_000)) == "12006"


def test_a_broken_portal_answers_with_the_image(portal: PortalOnLine, shop: Shop) -> None:
    with missing(portal.database, "automatic_key"):
        assert code(shop.show_tag()) == "20012"
        assert shop.code() == "20012"


def test_a_storm_is_answered_with_the_image_and_the_time_to_wait(
    line: Line, database_url: str, clock: SetClock, business_clock: SetClock
) -> None:
    few = Rates(calls=Pace(0.25, 1))
    with PortalOnLine(
        line, database_url, clock=clock, business_clock=business_clock, chunk_rows=7, rates=few
    ) as portal:
        add_campaign(portal.database, automatic_campaign())
        shop = shop_of(portal, clock)
        assert code(shop.show_tag(unique_id="A")) == "OK"
        reply = shop.show_tag(unique_id="B")
    assert (reply.status_code, reply.content, reply.headers[operations.TAG_CODE]) == (429, GIF, "P-RATE")
    assert 1 <= int(reply.headers["Retry-After"]) <= 4


def test_other_methods_are_refused_with_the_image(shop: Shop) -> None:
    reply = requests.post(shop.url + operations.TAG_PATH.format(merchant_id="minato"), timeout=9)
    assert (reply.status_code, reply.content, reply.headers["Allow"]) == (405, GIF, "GET")
