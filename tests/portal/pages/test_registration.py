"""The registration page over HTTP: what it shows, takes, grants and refuses, whatever is sent to it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import msgspec
import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Row, Table, select, text, update

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.calendar import day_of
from netmile_desktop.domain.rewards import PASSWORD_DAYS, PASSWORD_HOURS, FieldMode, RewardFields
from netmile_desktop.portal.access.vault import Vault, unseal
from netmile_desktop.portal.tables import (
    account,
    balance,
    campaign,
    issue,
    reward_count,
    reward_registration,
    site,
    transfer,
)
from tests.support.portals.entries import GOOD
from tests.support.portals.ledger import assert_ledger_holds
from tests.support.portals.members import MemberBrowser, account_of, text_of
from tests.support.portals.portal import MASTER_KEY, NOW, Desk, Line, PortalOnLine, SetClock, signed_in
from tests.support.portals.rewards import PAGE, SETTINGS, a_picture, add_reward

ADDRESS, NAME = "member00001@example.jp", "中島 陽菜"
TODAY = day_of(NOW)
BACK = "/member/payments/7?shop=umikaze"


@pytest.fixture
def portal(line: Line, database_url: str, clock: SetClock, business_clock: SetClock) -> Iterator[PortalOnLine]:
    """A sandbox with a running reward campaign."""
    with PortalOnLine(
        line, database_url, clock=clock, business_clock=business_clock, chunk_rows=7, sandbox=True
    ) as portal:
        add_reward(portal.database)
        yield portal


@pytest.fixture
def member(portal: PortalOnLine) -> MemberBrowser:
    """A member on the page."""
    browser = MemberBrowser(portal)
    assert browser.enter(ADDRESS, PAGE, NAME).status_code == 200
    return browser


def rows(portal: PortalOnLine, table: Table) -> list[Row[Any]]:
    return portal.database.read(lambda conn: list(conn.execute(select(table))))


def change(portal: PortalOnLine, **values: object) -> None:
    own = update(campaign).where(campaign.c.code == "C-7001")
    portal.database.write(lambda conn: conn.execute(own.values(**values)))


def test_the_page_says_what_is_offered_by_whom_and_who_gets_the_data(member: MemberBrowser) -> None:
    assert member.page is not None
    said = text_of(member.page)
    for words in (
        "みなと書店オンライン 会員登録キャンペーン 200 mile 登録後すぐに使えます",
        "本のお取り置きや新刊のお知らせが届く、無料の会員に登録すると 200 mile を差し上げます。",
        "0 → 200 mile",
        "2027/02/18 まで",
        "渡す相手 株式会社みなと書店 みなと書店オンラインの運営会社",
        f"渡し終えてから 30 日後に消去します。パスワードは、渡してから {PASSWORD_HOURS} 時間以内に消去します。",
        f"渡していなくても、登録から {PASSWORD_DAYS} 日以内に消去します",
        "株式会社みなと書店に情報が渡ることに同意します",
        "サンドボックス",
    ):
        assert words in said
    assert 'alt="みなと書店オンライン 会員登録キャンペーン"' in member.page.text
    assert "checked" not in member.page.text


def test_a_registration_grants_its_miles_at_once(portal: PortalOnLine, member: MemberBrowser) -> None:
    done = member.post(PAGE, GOOD)
    assert done.url == f"{portal.url}{PAGE}/done"
    assert "200 mile を受け取りました" in text_of(done)
    assert "残高は 200 mile です" in text_of(done)
    own = account_of(portal, ADDRESS)
    [made], [granted], [moved] = rows(portal, reward_registration), rows(portal, issue), rows(portal, transfer)
    [shop] = [each for each in rows(portal, site) if each.code == "minato"]
    assert (made.account_id, made.miles, made.state, made.result, made.hand_over) == (
        own,
        200,
        "waiting",
        None,
        "batch",
    )
    assert (made.issue_id, made.campaign_version, made.registered_on, made.test) == (granted.id, 1, TODAY, False)
    assert (granted.source, granted.state, granted.miles, granted.member_key) == ("reward", "valid", 200, made.code)
    assert granted.email_digest == Vault(MASTER_KEY).digest(ADDRESS)
    assert (granted.issued_on, granted.transfer_on, granted.batch_id) == (TODAY, TODAY, None)
    assert (moved.kind, moved.debit, moved.credit, moved.amount) == ("issue", shop.id, own, 200)
    assert [(each.account_id, each.posted, each.pending) for each in rows(portal, balance)] == [(own, 200, 0)]
    assert_ledger_holds(portal.database)


def test_what_was_typed_is_kept_sealed_and_the_password_apart(portal: PortalOnLine, member: MemberBrowser) -> None:
    member.post(PAGE, GOOD | {"kana": "なかじま　ひな", "phone": "０９０－００００－４８２１"})
    [made] = rows(portal, reward_registration)
    vault = Vault(MASTER_KEY)
    typed = json.loads(unseal(vault.unwrapped(made.key_wrapped), made.sealed))
    assert typed == {name: text for name, text in GOOD.items() if name not in {"password", "consent", "do"}}
    password = unseal(vault.unwrapped(made.password_key_wrapped), made.password_sealed)
    assert password.decode() == GOOD["password"]
    stored = repr([rows(portal, table) for table in reward_registration.metadata.sorted_tables])
    for secret in (GOOD["password"], GOOD["phone"], "hina.nakajima", "中島"):
        assert secret not in stored


def test_nothing_is_lost_on_a_mistake_but_the_password_which_is_said(
    portal: PortalOnLine, member: MemberBrowser
) -> None:
    again = member.post(PAGE, GOOD | {"login_id": "hina"})
    assert again.status_code == 422
    assert "<title>エラー: 会員登録キャンペーン" in again.text
    said = text_of(again)
    assert "入力を 1 か所直してください ログインID：あと 2 文字必要です" in said
    assert "6 文字以上で入力してください。いま 4 文字です。" in said
    assert "パスワードは保存していません。もう一度入力してください" in said
    assert '<a href="#login_id">' in again.text
    assert 'id="summary" tabindex="-1" role="alert" autofocus' in again.text
    assert 'aria-invalid="true"' in again.text
    for name in ("name", "kana", "postal_code", "address", "phone", "email"):
        assert f'value="{GOOD[name]}"' in again.text
    assert 'value="female" checked' in again.text
    assert again.text.count("checked") == 2, "sex and consent, as they were sent"
    assert GOOD["password"] not in again.text
    assert rows(portal, reward_registration) == rows(portal, issue) == []
    assert member.post(PAGE, GOOD).url.endswith("/done")


def test_without_consent_nobody_registers(portal: PortalOnLine, member: MemberBrowser) -> None:
    again = member.post(PAGE, {name: value for name, value in GOOD.items() if name != "consent"})
    assert again.status_code == 422
    assert '<a href="#consent">同意：チェックが必要です' in again.text
    assert rows(portal, reward_registration) == []


def test_the_address_of_a_postal_code_is_filled_in(portal: PortalOnLine, member: MemberBrowser) -> None:
    typed = GOOD | {"do": "address", "postal_code": "２３１０００２", "address": ""}
    filled = member.post(PAGE, typed)
    assert filled.status_code == 200
    assert 'value="神奈川県横浜市中区海岸通"' in filled.text
    assert 'value="231-0002"' in filled.text
    assert "番地から先を続けて入力してください" in text_of(filled)
    assert "もう一度入力してください" in text_of(filled), "the password goes with every answer"
    kept = member.post(PAGE, typed | {"address": "神奈川県横浜市中区海岸通 1-1"})
    assert 'value="神奈川県横浜市中区海岸通 1-1"' in kept.text
    unknown = member.post(PAGE, typed | {"postal_code": "999-9999", "address": "どこか"})
    assert 'value="どこか"' in unknown.text
    assert "見つかりませんでした" in text_of(unknown)
    wrong = member.post(PAGE, typed | {"postal_code": "12"})
    assert "7 桁の数字で入力してください" in text_of(wrong)
    assert rows(portal, reward_registration) == []


def test_a_portal_without_a_table_of_codes_has_no_such_button(
    portal: PortalOnLine, line: Line, clock: SetClock
) -> None:
    with PortalOnLine(line, portal.database.url, clock=clock, business_clock=clock, chunk_rows=7) as real:
        page = MemberBrowser(real).enter(ADDRESS, PAGE)
        assert "住所を入れる" not in page.text
        assert "サンドボックス" not in page.text


def test_whoever_comes_from_a_payment_goes_back_to_it(portal: PortalOnLine) -> None:
    member = MemberBrowser(portal)
    page = member.enter(ADDRESS, f"{PAGE}?back=/member/payments/7%3Fshop%3Dumikaze", NAME)
    assert "お支払いに戻れます" in text_of(page)
    assert f'<a href="{BACK}">登録せずに戻る</a>' in page.text
    again = member.post(PAGE, GOOD | {"name": "", "back": BACK})
    assert f'value="{BACK}"' in again.text
    member.post(PAGE, GOOD | {"back": BACK})
    [made] = rows(portal, reward_registration)
    assert member.page is not None
    assert member.page.history[-1].headers["Location"] == f"{BACK}&registered={made.code}"


@pytest.mark.parametrize("back", ["https://evil.example.jp/", "//evil.example.jp", "/v1/info", "javascript:alert(1)"])
def test_nobody_is_led_to_another_site(portal: PortalOnLine, member: MemberBrowser, back: str) -> None:
    assert "evil" not in member.get(f"{PAGE}?back={back}").text
    assert member.post(PAGE, GOOD | {"back": back}).url == f"{portal.url}{PAGE}/done"


def test_a_member_registers_once(portal: PortalOnLine, member: MemberBrowser) -> None:
    member.post(PAGE, GOOD)
    [made] = rows(portal, reward_registration)
    page = member.get(PAGE)
    assert "このキャンペーンには登録済みです" in text_of(page)
    assert made.code in page.text
    other = MemberBrowser(portal)
    other.enter(ADDRESS, PAGE)
    token = portal.portal.members.recognise(other.session.cookies["netmile_member"])
    assert token is not None
    assert other.post(PAGE, GOOD | {"login_id": "hina3333"}, token=token.form_token).url.endswith("/done")
    assert rows(portal, reward_registration) == [made]
    assert len(rows(portal, issue)) == 1


@pytest.mark.parametrize("sessions", [1, 5])
def test_fifty_forms_at_once_register_once(portal: PortalOnLine, sessions: int) -> None:
    browsers = []
    for _ in range(sessions):
        browser = MemberBrowser(portal)
        browser.enter(ADDRESS, PAGE)
        browsers.append((browser.session.cookies.get_dict(), browser.token))

    def send(number: int) -> requests.Response:
        cookies, token = browsers[number % sessions]
        return requests.post(
            portal.url + PAGE, data=GOOD | {"token": token}, cookies=cookies, timeout=60, allow_redirects=False
        )

    with ThreadPoolExecutor(50) as pool:
        replies = list(pool.map(send, range(50)))
    assert {(reply.status_code, reply.headers["Location"]) for reply in replies} == {(303, f"{PAGE}/done")}
    assert len(rows(portal, reward_registration)) == len(rows(portal, issue)) == len(rows(portal, transfer)) == 1
    assert [each.posted for each in rows(portal, balance)] == [200]
    [count] = rows(portal, reward_count)
    assert count.completed == 1
    assert_ledger_holds(portal.database)


def test_many_members_register_at_once(portal: PortalOnLine) -> None:
    browsers = []
    for number in range(1, 21):
        browser = MemberBrowser(portal)
        browser.enter(f"member{number:05d}@example.jp", PAGE)
        browsers.append(browser)
    with ThreadPoolExecutor(20) as pool:
        replies = list(pool.map(lambda browser: browser.post(PAGE, GOOD), browsers))
    assert {reply.status_code for reply in replies} == {200}
    assert len({each.code for each in rows(portal, reward_registration)}) == 20
    [count] = rows(portal, reward_count)
    assert (count.shown, count.started, count.completed) == (20, 20, 20)
    assert_ledger_holds(portal.database)


@pytest.mark.parametrize(
    ("values", "status", "words"),
    [
        ({"suspended": True}, 403, "一時的に止まっています"),
        ({"run_from": TODAY + timedelta(days=1)}, 403, "2026/11/21 に始まります"),
        ({"run_to": TODAY - timedelta(days=1)}, 410, "登録の受け付けは終わっています"),
        ({"application_state": "applied"}, 404, "ページが見つかりません"),
    ],
)
def test_where_nobody_can_register_the_page_says_why(
    portal: PortalOnLine, member: MemberBrowser, values: dict[str, object], status: int, words: str
) -> None:
    token = member.token
    change(portal, **values)
    for page in (member.get(PAGE), member.post(PAGE, GOOD, token=token)):
        assert page.status_code == status
        assert words in text_of(page)
    assert rows(portal, reward_registration) == rows(portal, issue) == []


def test_a_decision_about_the_campaign_and_a_registration_wait_for_each_other(
    portal: PortalOnLine, member: MemberBrowser, engine: str
) -> None:
    """Whoever suspends a campaign knows that nobody registers after it; SQLite has one writer at a time anyway."""
    token = member.token
    with ThreadPoolExecutor(1) as pool:
        if engine == "sqlite":
            change(portal, suspended=True)
            sent = pool.submit(member.post, PAGE, GOOD, token=token)
        else:
            with portal.database.engine.begin() as conn:
                conn.execute(update(campaign).where(campaign.c.code == "C-7001").values(suspended=True))
                sent = pool.submit(member.post, PAGE, GOOD, token=token)
                waiting = text("SELECT COUNT(*) FROM pg_locks WHERE NOT granted")
                while not sent.done() and not conn.execute(waiting).scalar():
                    pass
        assert sent.result().status_code == 403
    assert rows(portal, reward_registration) == []


def test_a_site_that_uses_rewards_no_longer_takes_no_registration(
    portal: PortalOnLine, member: MemberBrowser, clock: SetClock
) -> None:
    body = wire.RewardUse(site="minato", uses_reward=False)
    signed_in(portal, "operator", clock).call(operations.SET_REWARD_USE, body=body)
    assert member.post(PAGE, GOOD).status_code == 410
    assert rows(portal, reward_registration) == []


def test_the_last_second_counts(portal: PortalOnLine, member: MemberBrowser, business_clock: SetClock) -> None:
    change(portal, run_to=TODAY)
    business_clock.now = NOW.replace(hour=14, minute=59, second=59)
    token = member.token
    business_clock.advance(seconds=1)
    assert member.post(PAGE, GOOD, token=token).status_code == 410
    business_clock.advance(seconds=-1)
    assert member.post(PAGE, GOOD, token=token).status_code == 200


def test_whoever_is_registered_provisionally_is_told_so(portal: PortalOnLine) -> None:
    member = MemberBrowser(portal)
    member.enter("provisional001@example.jp", PAGE)
    refused = member.post(PAGE, GOOD)
    assert refused.status_code == 403
    assert "仮登録" in text_of(refused)
    assert rows(portal, reward_registration) == rows(portal, issue) == []


def test_a_test_member_is_granted_miles_that_count_nowhere(
    portal: PortalOnLine, member: MemberBrowser, clock: SetClock
) -> None:
    own = update(account).where(account.c.id == account_of(portal, ADDRESS)).values(test=True)
    portal.database.write(lambda conn: conn.execute(own))
    member.post(PAGE, GOOD)
    assert [each.test for each in rows(portal, reward_registration)] == [True]
    assert signed_in(portal, "demo", clock).call(operations.CAMPAIGN, campaign_id="C-7001").miles_issued == 0
    assert_ledger_holds(portal.database)


def test_banner_and_terms_are_shown_to_members(portal: PortalOnLine, member: MemberBrowser) -> None:
    banner = member.get(f"{PAGE}/banner")
    assert (banner.content, banner.headers["Content-Type"]) == (a_picture(), "image/png")
    assert banner.headers["X-Content-Type-Options"] == "nosniff"
    assert "第1条 会員は…" in text_of(member.get(f"{PAGE}/terms"))
    reward = msgspec.structs.replace(SETTINGS, terms="", terms_url="https://www.minato-books.example.jp/terms")
    add_reward(portal.database, code="C-7002", banner=b"", reward=reward)
    other = PAGE.replace("7001", "7002")
    page = member.get(other)
    assert 'href="https://www.minato-books.example.jp/terms" target="_blank" rel="noopener noreferrer"' in page.text
    assert "<img" not in page.text
    for part in ("terms", "banner", "done"):
        assert member.get(f"{other}/{part}").status_code == 404


def test_a_page_asks_for_what_the_merchant_chose(portal: PortalOnLine, member: MemberBrowser) -> None:
    fields = RewardFields(name=FieldMode.OPTIONAL, kana=FieldMode.OFF)
    add_reward(portal.database, code="C-7003", reward=msgspec.structs.replace(SETTINGS, fields=fields))
    path = PAGE.replace("7001", "7003")
    page = member.get(path)
    assert "氏名（漢字） 任意 メールアドレス 必須" in text_of(page)
    assert "パスワード" not in page.text
    member.post(path, {"email": "hina@example.jp", "consent": "yes", "phone": "999"})
    [made] = rows(portal, reward_registration)
    typed = json.loads(unseal(Vault(MASTER_KEY).unwrapped(made.key_wrapped), made.sealed))
    assert typed == {"email": "hina@example.jp"}
    assert made.password_sealed is None


def test_steps_are_counted_once_a_session_and_name_nobody(
    portal: PortalOnLine, business_clock: SetClock, clock: SetClock
) -> None:
    business_clock.now = NOW.replace(hour=14, minute=30)
    one, other = MemberBrowser(portal), MemberBrowser(portal)
    one.enter(ADDRESS, PAGE)
    one.get(PAGE)
    other.enter("member00002@example.jp", PAGE)
    other.post(PAGE, GOOD | {"login_id": "x"})
    other.post(PAGE, GOOD | {"login_id": "y"})
    business_clock.advance(hours=1)
    one.post(PAGE, GOOD)
    desk = signed_in(portal, "demo", clock)
    query = {"campaign_id": "C-7001", "first": TODAY, "last": TODAY + timedelta(days=7)}
    funnel = desk.call(operations.REWARD_FUNNEL, query)
    assert [(each.day, each.shown, each.started, each.completed) for each in funnel.days] == [
        (TODAY, 2, 1, 0),
        (TODAY + timedelta(days=1), 0, 1, 1),
    ]
    assert (funnel.shown, funnel.started, funnel.completed) == (2, 2, 1)
    assert "account_id" not in reward_count.c
    assert desk.refusal(operations.REWARD_FUNNEL, query | {"campaign_id": "C-9999"}) == "P-NOTFOUND"
    assert desk.refusal(operations.REWARD_FUNNEL, query | {"last": "2026-11-01"}) == "P-RANGE"


def test_a_merchant_sees_that_members_registered_and_not_what(
    portal: PortalOnLine, member: MemberBrowser, clock: SetClock
) -> None:
    member.post(PAGE, GOOD)
    desk, stranger = signed_in(portal, "demo", clock), signed_in(portal, "other", clock)
    page = desk.call(operations.SEARCH_REWARD_REGISTRATIONS)
    [told] = page.items
    assert (told.campaign_id, told.miles, told.state, told.result) == ("C-7001", 200, "waiting", None)
    assert told.registered_at == NOW
    assert "中島" not in msgspec.json.encode(page).decode()
    found: list[dict[str, Any]] = [
        {"code": told.code},
        {"campaign_id": "C-7001"},
        {"states": ["waiting"]},
        {"only_unanswered": True},
        {"registered_from": TODAY, "registered_to": TODAY},
    ]
    assert [desk.call(operations.SEARCH_REWARD_REGISTRATIONS, query).total for query in found] == [1] * len(found)
    missed: list[dict[str, Any]] = [
        {"code": "W"},
        {"campaign_id": "C-1024"},
        {"states": ["handed_over"]},
        {"results": ["approved"]},
        {"registered_to": TODAY - timedelta(days=1)},
    ]
    assert [desk.call(operations.SEARCH_REWARD_REGISTRATIONS, query).total for query in missed] == [0] * len(missed)
    assert stranger.call(operations.SEARCH_REWARD_REGISTRATIONS).total == 0


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' OR 1=1 --",
    "{{ 7*7 }}{% raw %}",
    "../../etc/passwd",
    "a\r\nSet-Cookie: x=y",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16") * 50,
    "あ" * 5_000,
    "\u202eabc\u200b",
    "=HYPERLINK(1)",
)


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_no_field_does_harm(portal: PortalOnLine, member: MemberBrowser, hostile: str) -> None:
    for name in (*GOOD, "back", "unknown"):
        page = member.post(PAGE, GOOD | {"consent": "", name: hostile})
        assert page.status_code in {200, 422}, name
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
        assert "onerror=alert(1)>" not in page.text
        assert "Set-Cookie" not in page.headers
    assert rows(portal, reward_registration) == []


def test_hostile_words_of_a_merchant_do_no_harm(portal: PortalOnLine, member: MemberBrowser) -> None:
    reward = msgspec.structs.replace(SETTINGS, terms="<script>alert(2)</script>")
    add_reward(
        portal.database,
        code="C-7004",
        name="<b>登録</b>",
        description='"><script>alert(1)</script>',
        reward=reward,
    )
    path = PAGE.replace("7001", "7004")
    for page in (member.get(path), member.get(f"{path}/terms")):
        assert "<script>alert" not in page.text
        assert "<b>登録</b>" not in page.text


@given(
    typed=st.dictionaries(st.sampled_from([*GOOD, "back"]), st.text(max_size=60).filter(lambda text: "\0" not in text))
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
def test_the_page_answers_whatever_is_typed(portal: PortalOnLine, member: MemberBrowser, typed: dict[str, str]) -> None:
    try:
        body = {name: value.encode("utf-8").decode() for name, value in (GOOD | typed).items()}
    except UnicodeEncodeError:
        return
    visit = portal.portal.members.recognise(member.session.cookies["netmile_member"])
    assert visit is not None
    page = member.post(PAGE, body | {"consent": ""}, token=visit.form_token)
    assert page.status_code in {200, 422}


def test_an_old_form_registers_nothing_anew(portal: PortalOnLine, member: MemberBrowser, clock: SetClock) -> None:
    """A form that is sent again after the session is over, or with the token of another member."""
    token = member.token
    other = MemberBrowser(portal)
    other.enter("member00002@example.jp", PAGE)
    assert other.post(PAGE, GOOD, token=token).status_code == 403
    clock.advance(hours=3)
    assert member.post(PAGE, GOOD, token=token).status_code == 403
    assert rows(portal, reward_registration) == []


def test_a_fault_of_the_portal_grants_nothing_and_is_told_in_words(portal: PortalOnLine, member: MemberBrowser) -> None:
    """The last statement of the transaction fails: nothing of it stays."""
    token = member.token
    portal.database.write(lambda conn: conn.execute(text("ALTER TABLE campaign_total RENAME TO campaign_total_gone")))
    broken = member.post(PAGE, GOOD, token=token)
    portal.database.write(lambda conn: conn.execute(text("ALTER TABLE campaign_total_gone RENAME TO campaign_total")))
    assert broken.status_code == 500
    assert "マイルは動いていません" in text_of(broken)
    assert rows(portal, reward_registration) == rows(portal, issue) == rows(portal, balance) == []
    assert member.post(PAGE, GOOD, token=token).status_code == 200


@pytest.fixture
def desk(portal: PortalOnLine, clock: SetClock) -> Desk:
    """山田 花子 of the bookshop."""
    return signed_in(portal, "demo", clock)


def preview(desk: Desk, campaign_id: str = "C-7001") -> wire.RewardPreview:
    order = wire.RewardPreviewOrder(campaign_id=campaign_id)
    answer: wire.RewardPreview = desk.call(operations.PREVIEW_REWARD, body=order)
    return answer


def test_a_merchant_rehearses_the_page(portal: PortalOnLine, desk: Desk) -> None:
    change(portal, application_state="applied")
    path, browser = preview(desk).path, MemberBrowser(portal)
    page = browser.get(path)
    assert page.status_code == 200
    assert "見え方の確認（見本）です。送信しても、登録もマイルの付与もしません。" in text_of(page).replace(
        " （", "（"
    ).replace("） ", "）")
    assert 'name="token"' not in page.text
    assert "さん" not in text_of(page)
    assert browser.get(f"{path}/banner").content == a_picture()
    assert "第1条" in browser.get(f"{path}/terms").text
    wrong = browser.post(path, GOOD | {"login_id": "hina"}, token="")
    assert wrong.status_code == 422
    assert "あと 2 文字必要です" in text_of(wrong)
    assert "海岸通" in browser.post(path, GOOD | {"do": "address", "address": ""}, token="").text
    done = browser.post(path, GOOD, token="")
    assert "入力に問題はありません" in text_of(done)
    for table in (reward_registration, issue, transfer, balance, reward_count):
        assert rows(portal, table) == []


def test_a_rehearsal_is_only_for_whoever_was_given_its_address(
    portal: PortalOnLine, desk: Desk, clock: SetClock
) -> None:
    told, browser = preview(desk), MemberBrowser(portal)
    for wrong in (told.path[:-2] + "xx", told.path[:30], "/member/previews/あ", "/member/previews/" + "A" * 90):
        assert browser.get(wrong).status_code == 410
    clock.now = told.expires_at
    assert browser.get(told.path).status_code == 410
    stranger = signed_in(portal, "other", clock)
    order = wire.RewardPreviewOrder(campaign_id="C-7001")
    assert stranger.refusal(operations.PREVIEW_REWARD, body=order) == "P-NOTFOUND"
    mile = wire.RewardPreviewOrder(campaign_id="C-1024")
    assert signed_in(portal, "demo", clock).refusal(operations.PREVIEW_REWARD, body=mile) == "P-NOTFOUND"
