"""How members come to pages, and what every page has in common: who may see it, headers, forms, failures in words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests
from sqlalchemy import select, update

from netmile_desktop.domain import operations
from netmile_desktop.portal.access.member_sessions import ABSOLUTE, IDLE, LINK_LIVES, MOST_POSTS
from netmile_desktop.portal.app import make_app
from netmile_desktop.portal.pages.forms import MAX_BYTES, local_path
from netmile_desktop.portal.pages.visits import PageFailure, Redirect, ShownPage, Visit
from netmile_desktop.portal.tables import account, audit, member_link, member_session
from tests.support.portals.members import MemberBrowser, account_of, text_of
from tests.support.portals.portal import Desk, Line, PortalOnLine, SetClock, signed_in

PAGE = "/member/trial"
ADDRESS = "member00001@example.jp"


@pytest.fixture
def portal(line: Line, database_url: str, clock: SetClock, business_clock: SetClock) -> Iterator[PortalOnLine]:
    """A sandbox with one more page, which takes a form."""
    with PortalOnLine(
        line, database_url, clock=clock, business_clock=business_clock, chunk_rows=7, sandbox=True
    ) as portal:

        def trial(visit: Visit) -> ShownPage | Redirect:
            if visit.method == "POST":
                return Redirect("/member/trial?sent=" + visit.form["word"])
            return ShownPage("failure.html", {"failure": PageFailure.NOT_FOUND})

        portal.portal.pages.add("/trial", trial, ("GET", "POST"))
        line.app = make_app(portal.portal)
        yield portal


@pytest.fixture
def member(portal: PortalOnLine) -> MemberBrowser:
    """A member who has come in."""
    browser = MemberBrowser(portal)
    assert browser.enter(ADDRESS, PAGE, "中島 陽菜").status_code == 200
    return browser


def token_of(portal: PortalOnLine, browser: MemberBrowser) -> str:
    visit = portal.portal.members.recognise(browser.session.cookies["netmile_member"])
    assert visit is not None
    return visit.form_token


def test_a_link_opens_its_page_once(portal: PortalOnLine) -> None:
    account_id = account_of(portal, ADDRESS)
    link, _ = portal.database.write(lambda conn: portal.portal.members.link(conn, account_id, PAGE, "中島 陽菜"))
    one, other = MemberBrowser(portal), MemberBrowser(portal)
    page = one.get(link)
    assert page.url == portal.url + PAGE
    assert "中島 陽菜 さん" in text_of(page)
    assert "保有 0 mile" in text_of(page)
    assert one.get(link).url == portal.url + PAGE, "the same browser may load it again"
    again = other.get(link)
    assert again.status_code == 410
    assert "このリンクは使えなくなりました" in text_of(again)
    assert other.get(PAGE).status_code == 403


def test_neither_link_nor_session_is_kept_as_it_is(portal: PortalOnLine, member: MemberBrowser) -> None:
    cookie = member.session.cookies["netmile_member"]
    rows = portal.database.read(
        lambda conn: [*conn.execute(select(member_link)).all(), *conn.execute(select(member_session)).all()]
    )
    assert len(rows) == 2
    assert not [row for row in rows if cookie.encode() in row or cookie in row]
    assert not [row for row in rows if "中島 陽菜".encode() in bytes(row.name_sealed)]


def test_a_link_lapses(portal: PortalOnLine, clock: SetClock) -> None:
    account_id = account_of(portal, ADDRESS)
    link, until = portal.database.write(lambda conn: portal.portal.members.link(conn, account_id, PAGE))
    assert until == clock() + LINK_LIVES
    clock.now = until
    assert MemberBrowser(portal).get(link).status_code == 410


def test_a_session_ends_by_itself_and_what_it_was_is_forgotten(
    portal: PortalOnLine, member: MemberBrowser, clock: SetClock
) -> None:
    clock.now += IDLE / 2
    assert member.get(PAGE).status_code == 200
    clock.now += IDLE
    ended = member.get(PAGE)
    assert ended.status_code == 403
    assert "もう一度、元の画面からお進みください" in text_of(ended)
    clock.now += ABSOLUTE
    MemberBrowser(portal).enter(ADDRESS, PAGE)
    assert len(portal.database.read(lambda conn: conn.execute(select(member_session)).all())) == 1
    assert len(portal.database.read(lambda conn: conn.execute(select(member_link)).all())) == 1


def test_a_session_that_is_used_ends_at_last(portal: PortalOnLine, member: MemberBrowser, clock: SetClock) -> None:
    began = clock()
    while clock() + IDLE / 2 < began + ABSOLUTE:
        clock.now += IDLE / 2
        assert member.get(PAGE).status_code == 200
    clock.now = began + ABSOLUTE
    assert member.get(PAGE).status_code == 403


def test_who_has_left_is_not_let_in(portal: PortalOnLine, member: MemberBrowser) -> None:
    left = update(account).where(account.c.id == account_of(portal, ADDRESS)).values(status="left")
    portal.database.write(lambda conn: conn.execute(left))
    assert member.get(PAGE).status_code == 403


def test_a_member_without_a_name_sees_the_address_masked(portal: PortalOnLine) -> None:
    page = MemberBrowser(portal).enter(ADDRESS, PAGE)
    assert "m…@example.jp さん" in text_of(page)
    assert "member00001" not in page.text


def test_a_form_needs_the_token_of_its_session(portal: PortalOnLine, member: MemberBrowser) -> None:
    own = token_of(portal, member)
    other = MemberBrowser(portal)
    other.enter("member00002@example.jp", PAGE)
    foreign = token_of(portal, other)
    for token in ("", "x", foreign, own[:-1]):
        refused = member.post(PAGE, {"word": "a"}, token=token)
        assert refused.status_code == 403
        assert "送信を受け付けませんでした" in text_of(refused)
    for site in ("cross-site", "same-site"):
        assert member.post(PAGE, {"word": "a"}, token=own, headers={"Sec-Fetch-Site": site}).status_code == 403
    sent = member.post(PAGE, {"word": "a"}, token=own, headers={"Sec-Fetch-Site": "same-origin"})
    assert sent.url == portal.url + PAGE + "?sent=a"


def test_a_form_without_a_session_is_refused(portal: PortalOnLine, member: MemberBrowser) -> None:
    own = token_of(portal, member)
    reply = requests.post(portal.url + PAGE, data={"word": "a", "token": own}, timeout=9)
    assert reply.status_code == 403


def test_a_session_sends_so_many_forms(portal: PortalOnLine, member: MemberBrowser) -> None:
    own = token_of(portal, member)
    most = update(member_session).values(posts=MOST_POSTS - 1)
    portal.database.write(lambda conn: conn.execute(most))
    assert member.post(PAGE, {"word": "a"}, token=own).status_code == 200
    refused = member.post(PAGE, {"word": "a"}, token=own)
    assert refused.status_code == 429
    assert "送信の回数が多すぎます" in text_of(refused)


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        ("application/json", b"{}", 400),
        ("multipart/form-data; boundary=x", b"--x--", 400),
        ("application/x-www-form-urlencoded; charset=Shift_JIS", b"word=%82%A0", 400),
        ("application/x-www-form-urlencoded", b"word=%82%A0", 400),
        ("application/x-www-form-urlencoded", "word=あ".encode(), 400),
        ("application/x-www-form-urlencoded", b"word=a&word=b", 400),
        ("application/x-www-form-urlencoded", b"word=a%00b", 400),
        ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(99)), 400),
        ("application/x-www-form-urlencoded", b"word=" + b"a" * MAX_BYTES, 413),
        ("", b"", 400),
    ],
)
def test_what_is_no_form_is_refused_in_words(
    portal: PortalOnLine, member: MemberBrowser, content_type: str, body: bytes, status: int
) -> None:
    headers = {"Content-Type": content_type} if content_type else {}
    reply = member.session.post(portal.url + PAGE, data=body, headers=headers, timeout=30)
    assert reply.status_code == status
    assert "何も登録していません" in text_of(reply)


@pytest.mark.parametrize("path", ["/member/nowhere", "/member/assets/layout.html", "/member/assets/..%2Fx", "/member/"])
def test_what_is_nowhere_is_told_as_a_page(portal: PortalOnLine, path: str) -> None:
    reply = MemberBrowser(portal).get(path)
    assert reply.status_code == 404
    assert "ページが見つかりません" in text_of(reply)


def test_a_page_takes_its_methods_only(portal: PortalOnLine, member: MemberBrowser) -> None:
    reply = member.session.delete(portal.url + PAGE, timeout=9)
    assert reply.status_code == 405
    assert member.session.head(portal.url + PAGE, timeout=9).status_code == 200


def test_every_page_keeps_others_out(portal: PortalOnLine, member: MemberBrowser) -> None:
    for path in (PAGE, "/member/nowhere"):
        headers = member.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Request-Id"]


def test_the_style_sheet_comes_from_us_and_may_be_kept(portal: PortalOnLine, member: MemberBrowser) -> None:
    page = member.get(PAGE)
    assert "://" not in page.text, "nothing of others is named"
    address = page.text.partition('<link rel="stylesheet" href="')[2].partition('"')[0]
    sheet = requests.get(portal.url + address, timeout=9)
    assert sheet.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in sheet.headers["Cache-Control"]
    assert "prefers-color-scheme: dark" in sheet.text
    assert "<style" not in page.text
    assert " style=" not in page.text


def test_a_sandbox_says_so_on_every_page(
    portal: PortalOnLine, line: Line, clock: SetClock, member: MemberBrowser
) -> None:
    assert "サンドボックス" in text_of(member.get("/member/nowhere"))
    assert "サンドボックス" in text_of(member.get(PAGE))
    with PortalOnLine(line, portal.database.url, clock=clock, business_clock=clock, chunk_rows=7) as real:
        assert "サンドボックス" not in text_of(MemberBrowser(real).get("/member/nowhere"))


def test_the_cookie_is_for_our_pages_alone(
    portal: PortalOnLine, line: Line, clock: SetClock, member: MemberBrowser
) -> None:
    def cookie() -> str:
        account_id = account_of(portal, ADDRESS)
        link, _ = portal.database.write(lambda conn: portal.portal.members.link(conn, account_id, PAGE))
        return requests.get(portal.url + link, timeout=9, allow_redirects=False).headers["Set-Cookie"]

    plain = cookie()
    assert "HttpOnly" in plain
    assert "Path=/member" in plain
    assert "SameSite=lax" in plain
    assert "Secure" not in plain
    line.app = make_app(portal.portal, over_tls=True)
    assert "Secure" in cookie()


def test_the_operator_of_a_sandbox_makes_links(portal: PortalOnLine, clock: SetClock) -> None:
    netmile, desk = signed_in(portal, "operator", clock), signed_in(portal, "demo", clock)
    order = {"address": ADDRESS, "path": PAGE, "name": "中島 陽菜"}
    link = netmile.call(operations.MEMBER_LINK, body=order)
    assert MemberBrowser(portal).get(link.path).url == portal.url + PAGE
    assert desk.refusal(operations.MEMBER_LINK, body=order) == "P-FORBIDDEN"
    for wrong in ("nobody@example.jp", "left001@example.jp"):
        assert netmile.refusal(operations.MEMBER_LINK, body=order | {"address": wrong}) == "P-NOTFOUND"
    for path in ("https://evil.example.jp/member/x", "/v1/info", "//evil.example.jp/member/"):
        assert netmile.refusal(operations.MEMBER_LINK, body=order | {"path": path}) == "P-INVALID"
    acts = portal.database.read(lambda conn: list(conn.execute(select(audit.c.action)).scalars()))
    assert acts.count("member_linked") == 1


def test_outside_a_sandbox_no_operator_makes_links(portal: PortalOnLine, line: Line, clock: SetClock) -> None:
    with PortalOnLine(line, portal.database.url, clock=clock, business_clock=clock, chunk_rows=7) as real:
        netmile: Desk = signed_in(real, "operator", clock)
        order = {"address": ADDRESS, "path": PAGE}
        assert netmile.refusal(operations.MEMBER_LINK, body=order) == "P-STATE"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("/member/payments/1?x=1", "/member/payments/1?x=1"),
        ("https://evil.example.jp/member/", ""),
        ("//evil.example.jp/member/", ""),
        ("/member/../v1/info", ""),
        ("/member//evil.example.jp", ""),
        ("/member/\\evil.example.jp", ""),
        ("/member/あ", ""),
        ("/member/a\r\nSet-Cookie: a=b", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_only_our_own_pages_are_led_back_to(text: str, path: str) -> None:
    assert local_path(text) == path
