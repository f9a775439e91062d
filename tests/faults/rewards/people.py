"""Members, a shop and a merchant's clerk, who go on until they have an answer and remember what they were told."""

from __future__ import annotations

import threading
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

import requests

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.calendar import system_clock
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.rewards import HandOver, RewardResult
from netmile_desktop.portal.access.member_sessions import MemberSessions
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.admin.mock_merchant import MockMerchant
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.sandbox import SHOP, SHOP_KEY, SHOP_SECRET
from tests.support.portals.entries import GOOD
from tests.support.portals.hand_over import fetch, files, result_of
from tests.support.portals.members import form_token
from tests.support.portals.paying import Shop
from tests.support.portals.portal import MASTER_KEY, Desk, SetClock

OFFERS = {"C-7001": HandOver.BATCH, "C-7002": HandOver.REAL_TIME}
PRICE, BACK = 150, 40
"""Miles of each payment, and of the refund that every second of them gets."""

_PAUSE_S = 0.02
_TIMEOUT_S = 10

T = TypeVar("T")


class Hindered(Exception):
    """The portal could not be asked, or did not know what to say; ask again."""


class GivenUp(Exception):
    """The story has ended, and somebody still had no answer."""


@dataclass(slots=True)
class Ending:
    """Whether people may still hope for an answer."""

    over: threading.Event = field(default_factory=threading.Event)

    def until_answered(self, ask: Callable[[], T]) -> T:
        """Ask until there is an answer.

        Raises:
            GivenUp: the story has ended before.
        """
        while not self.over.is_set():
            try:
                return ask()
            except (requests.RequestException, Hindered):
                self.over.wait(_PAUSE_S)
        raise GivenUp


def whole(reply: requests.Response) -> requests.Response:
    """Return an answer that is one: a line that closes in the middle of its head leaves something that looks like it.

    Raises:
        Hindered: the head is not whole, or the portal is not itself.
    """
    is_elsewhere = reply.status_code in {302, 303, 307}
    has_end = "Content-Length" in reply.headers or "Transfer-Encoding" in reply.headers
    if not has_end or ("Location" if is_elsewhere else "Content-Type") not in reply.headers:
        raise Hindered
    if reply.status_code >= 500:
        raise Hindered
    return reply


class PatientDesk(Desk):
    """A clerk's program that takes nothing for an answer but a whole one."""

    def send(self, *arguments: Any, **named: Any) -> requests.Response:
        return whole(super().send(*arguments, **named))


class PatientShop(Shop):
    """A shop's server of the same kind."""

    def send(self, *arguments: Any, **named: Any) -> requests.Response:
        return whole(super().send(*arguments, **named))


class Member:
    """Registers at both campaigns, then buys something with the miles, and may give it back."""

    def __init__(self, number: int, account_id: UUID, database: Database, shop: Shop, ending: Ending) -> None:
        self.address, self.account_id = f"member{number:05d}@example.jp", account_id
        self._number = number
        self._database = database
        self._shop = shop
        self._ending = ending
        self._links = MemberSessions(database, Vault(MASTER_KEY), system_clock)
        self.paid: dict[str, int] = {}
        """Numbers of payments that the shop was told are paid, with what was given back."""

    def live(self) -> None:
        for code in OFFERS:
            self._ending.until_answered(partial(self._register, f"/member/rewards/minato/{code}"))
        self._buy()

    def _register(self, path: str) -> None:
        """One visit of the page: all that was typed is typed again if the last answer was lost."""
        with requests.Session() as browser:
            link, _ = self._database.write(lambda conn: self._links.link(conn, self.account_id, path, ""))
            page = whole(browser.get(self._shop.url + link, timeout=_TIMEOUT_S))
            if "登録済み" in page.text:
                return
            if 'name="token"' not in page.text:
                raise Hindered  # a link works once, and the line has used it
            sent = GOOD | {"email": self.address, "token": form_token(page.text)}
            done = whole(browser.post(self._shop.url + path, data=sent, timeout=_TIMEOUT_S))
            if not done.url.endswith("/done"):
                raise AssertionError(f"the page answered a registration with {done.url}")

    def _buy(self) -> None:
        """Pay; a payment that has expired over night is opened anew under another number."""
        for attempt in range(100):
            number = f"A-{self._number}-{attempt}"
            state = self._ending.until_answered(partial(self._pay, number))
            if state == "paid":
                self.paid[number] = 0
                break
        if self._number % 2:
            self._ending.until_answered(partial(self._shop.refund, BACK, number))
            self.paid[number] = BACK

    def _pay(self, number: str) -> str:
        back = {"return_url": f"{_SHOP_PAGE}/{number}", "cancel_url": _SHOP_PAGE}
        opened = self._shop.open(number, PRICE, self.address, **back)
        if opened.state != "open":
            return str(opened.state)
        with requests.Session() as browser:
            page = whole(browser.get(self._shop.url + opened.link, timeout=_TIMEOUT_S))
            if 'name="token"' in page.text:
                path = f"/member/payments/{SHOP}/{opened.payment_id}"
                sent = {"token": form_token(page.text)}
                url = self._shop.url + path
                whole(browser.post(url, data=sent, timeout=_TIMEOUT_S, allow_redirects=False))
        return str(self._shop.look(number).state)


_SHOP_PAGE = "http://127.0.0.1:8770/orders"


def shop_at(url: str) -> Shop:
    """The sandbox's shop, whose requests go to an address."""
    return PatientShop(url, SHOP, SHOP_KEY, SHOP_SECRET, SetClock(system_clock()))


class Clerk:
    """Downloads files, uploads a result for each, the same until it is accepted, and answers what the API left pending."""

    def __init__(self, desk: Desk, merchant: MockMerchant) -> None:
        self._desk = desk
        self._merchant = merchant
        self._results: dict[str, bytes] = {}
        self.said: dict[str, RewardResult] = {}
        """What stands in results of files."""
        self.said_later: dict[str, RewardResult] = {}
        """What was answered about those that the API left pending."""
        self.accepted: dict[str, wire.RewardResultAccepted] = {}
        self.wrong: list[str] = []
        """Answers of the portal that contradict each other."""

    def look_after_it(self) -> None:
        """Do what there is to do.

        Raises:
            requests.RequestException: somewhere an answer was lost.
            Hindered: the portal could not answer.
        """
        try:
            for file in files(self._desk, only_open="true"):
                self._answer(file.file)
            self._answer_pending()
        except Refused as refused:
            self.wrong.append(f"a clerk was refused: {refused.code} {refused}")
            raise Hindered from None

    def send_again(self) -> None:
        """Upload all results once more: each is answered as it was."""
        for file in self._results:
            self._upload(file)

    def _answer(self, file: str) -> None:
        codes = [row["登録ID"] for row in fetch(self._desk, file)]
        if file not in self._results:
            refused = [code for code in codes if self._verdict(code) is RewardResult.REFUSED]
            self.said |= {code: self._verdict(code) for code in codes}
            self._results[file] = result_of(codes, refused)
        self._upload(file)

    def _upload(self, file: str) -> None:
        told: wire.RewardResultAccepted = self._desk.call(
            operations.ANSWER_REWARD_FILE, raw=self._results[file], file=file
        )
        if self.accepted.setdefault(file, told) != told:
            self.wrong.append(f"{file} was answered in two ways")

    def _answer_pending(self) -> None:
        pending = [code for code, told in [*self._merchant.behaviour.results.items()] if told["result"] == "pending"]
        for code in pending:
            verdict = self._verdict(code, of_api=False)
            answer = wire.RewardAnswer(code=code, result=verdict, reason="二重登録")
            self._desk.call(operations.ANSWER_REWARDS, body=wire.RewardAnswers(answers=[answer]))
            self.said_later[code] = verdict

    def _verdict(self, code: str, *, of_api: bool = True) -> RewardResult:
        """As the API has decided, if it has; else by the ID alone, the same every time."""
        decided = self._merchant.behaviour.results.get(code, {}).get("result", "") if of_api else ""
        if decided in {*RewardResult}:
            return RewardResult(decided)
        return RewardResult.REFUSED if zlib.crc32(code.encode()) % 4 == 0 else RewardResult.APPROVED


def live_all(members: Sequence[Member], failures: list[str]) -> None:
    """Let members live one after the other."""
    for member in members:
        try:
            member.live()
        except GivenUp:
            failures.append(f"{member.address} never had an answer, in calm weather either")
        except (AssertionError, Refused) as wrong:
            failures.append(f"{member.address}: {wrong!r}"[:300])
