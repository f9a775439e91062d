"""What may happen to a site's reward campaigns, in any order, and what must be true of them at every moment."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import msgspec
from sqlalchemy import insert, select

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.calendar import Period, day_of
from netmile_desktop.domain.rewards import FileState, HandOver, RewardResult
from netmile_desktop.portal.admin.mock_merchant import MockMerchant, Mood
from netmile_desktop.portal.rewards.retention import CLOSED_REASON
from netmile_desktop.portal.tables import campaign, issue, reward_delivery, reward_file, reward_price
from tests.support.portals.entries import GOOD
from tests.support.portals.hand_over import fetch, files, registrations, result_of, rows
from tests.support.portals.members import MemberBrowser
from tests.support.portals.portal import Desk, PortalOnLine, SetClock
from tests.support.portals.rewards import PAGE, SETTINGS, add_reward

MEMBERS = 12
OFFERS = {"C-7001": HandOver.BATCH, "C-7002": HandOver.REAL_TIME}
ALWAYS = Period(date(2020, 1, 1), date(2099, 12, 31))
FIRST_PRICE = 500

_MOODS = (Mood.APPROVE, Mood.REFUSE, Mood.PENDING, Mood.DOWN, Mood.WRONG_SIGNATURE)

Remember = Callable[[Callable[[], object]], Any]
"""Calls something, and keeps it with its answer to be called once more later."""


class RewardSteps:
    """Registering, handing over both ways, answering, closing and paying for it; remembers what was answered."""

    def __init__(
        self,
        chance: random.Random,
        portal: PortalOnLine,
        people: tuple[Desk, Desk],
        merchant: MockMerchant,
        clock: SetClock,
    ) -> None:
        """Take the clerk and NetMile's operator as `people`, and the clerk's API, whose address is set."""
        self._chance = chance
        self._portal = portal
        self._desk, self._netmile = people
        self._merchant = merchant
        self._clock = clock
        self._registered: set[tuple[str, str]] = set()
        self._said: dict[str, RewardResult] = {}
        """What was answered in results of files, and about registrations left pending."""
        self._accepted: dict[str, bytes] = {}
        self._settled: dict[str, tuple[Any, ...]] = {}
        """Answers as they were first seen: each stays for good."""
        self._prices = {code: {ALWAYS.first: FIRST_PRICE} for code in OFFERS}
        self._frozen: dict[date, list[Any]] = {}
        self.closed_by_rule = False
        for code, way in OFFERS.items():
            reward = msgspec.structs.replace(SETTINGS, hand_over=way, unit_price=FIRST_PRICE)
            add_reward(portal.database, code=code, reward=reward, campaign_period=ALWAYS)

    def register(self, remember: Remember) -> None:
        """A member registers, perhaps for the second time, with a mistake or a double click."""
        code, address = self._chance.choice([*OFFERS]), f"member{self._chance.randint(1, MEMBERS):05d}@example.jp"
        path, member = PAGE.replace("C-7001", code), MemberBrowser(self._portal)
        page = member.enter(address, path)
        if "登録済み" in page.text:
            assert (code, address) in self._registered
            return
        assert (code, address) not in self._registered
        if self._chance.random() < 0.3:
            assert member.post(path, GOOD | {"email": ""}).status_code == 422
        token = member.token
        for _ in range(self._chance.choice([1, 1, 2])):
            assert remember(lambda: member.post(path, GOOD, token=token).url).endswith("/done")
        self._registered.add((code, address))

    def change_mood(self) -> None:
        """The merchant's API answers otherwise from now on; sometimes minutes pass, so that it is tried again."""
        self._merchant.behaviour.mood = self._chance.choice(_MOODS)
        self._clock.advance(minutes=self._chance.choice([0, 2, 10, 40]))
        self._portal.worker.run_until_idle()

    def download(self) -> None:
        """Any file, for the first time or once more."""
        for file in self._some_files():
            if not file.shredded:
                assert len(fetch(self._desk, file.file)) == file.rows

    def answer_file(self, remember: Remember) -> None:
        """A result: whole or with somebody missing, with rows that are none of the file's, or for a file that has one."""
        for file in self._some_files():
            own = [each for each in registrations(self._portal).values() if each.file_id == self._id_of(file.file)]
            left = [each.code for each in own if each.result is None]
            codes = left[self._chance.choice([0, 0, 0, 1]) :]
            refused = [code for code in codes if self._chance.random() < 0.3]
            raw = result_of([*codes, *self._chance.choice([[], ["W20200101-2222222222"]])], refused)
            if file.state is FileState.COMPLETED:
                assert self._answered(file.file, raw + b"\n") in {"P-STATE", "P-INCOMPLETE"}
            elif file.downloaded_at is None:
                assert self._answered(file.file, raw) == "P-STATE"
            elif len(codes) < len(left) or not codes:
                assert self._answered(file.file, raw) == "P-INCOMPLETE"
            else:
                told = remember(partial(self._answered, file.file, raw))
                assert (told.approved, told.refused) == (len(codes) - len(refused), len(refused))
                self._accepted[file.file] = raw
                self._say(codes, refused)

    def answer_pending(self) -> None:
        """Some that the API left pending; those that have an answer keep it."""
        kept = [each for each in registrations(self._portal).values() if each.file_id is None]
        some = self._chance.sample(kept, min(len(kept), 3))
        if not some:
            return
        answers = [
            wire.RewardAnswer(code=each.code, result=self._chance.choice([*RewardResult]), reason="二重登録")
            for each in some
        ]
        told = self._desk.call(operations.ANSWER_REWARDS, body=wire.RewardAnswers(answers=answers))
        open_ones = {each.code for each in some if each.state == "handed_over" and each.result is None}
        assert told.approved + told.refused == len(open_ones)
        self._said |= {each.code: each.result for each in answers if each.code in open_ones}

    def change_contract(self) -> None:
        """A closing rule comes or goes, or a price changes: from today on, or told late for days that have passed."""
        if self._chance.random() < 0.4:
            rule = self._chance.choice([(None, None), (RewardResult.REFUSED, 3), (RewardResult.APPROVED, 3)])
            body = wire.RewardClosing(site="minato", result=rule[0], days=rule[1])
            self._netmile.call(operations.SET_REWARD_CLOSING, body=body)
            self.closed_by_rule |= rule[0] is not None
            return
        code, yen = self._chance.choice([*OFFERS]), self._chance.randrange(100, 900)
        from_on = day_of(self._clock()) - timedelta(days=self._chance.choice([0, 0, 1, 40]))
        if from_on not in self._prices[code]:
            own = select(campaign.c.site_id, campaign.c.id).where(campaign.c.code == code)
            row = self._portal.database.read(lambda conn: conn.execute(own).one())
            price = insert(reward_price).values(site_id=row.site_id, campaign_id=row.id, from_on=from_on, yen=yen)
            self._portal.database.write(lambda conn: conn.execute(price))
            self._prices[code] = {**self._prices[code], from_on: yen}

    def come_to_an_end(self) -> None:
        """The API is well again, and time enough passes for everything that waits."""
        self._merchant.behaviour.mood = Mood.APPROVE
        for span in ({"hours": 1}, {"days": 1}):
            self._clock.advance(**span)
            self._portal.worker.run_until_idle()
        assert rows(self._portal, reward_delivery) == []
        kept = registrations(self._portal).values()
        assert all((each.file_id is None) != (each.code not in self._merchant.behaviour.results) for each in kept)

    def assert_all_holds(self) -> None:
        """Compare registrations, grants, files, calls, answers and the fee with each other and with what was said."""
        kept = registrations(self._portal)
        granted = [each for each in rows(self._portal, issue) if each.source == "reward"]
        assert {(each.id, each.state, each.miles, each.account_id) for each in granted} == {
            (each.issue_id, "valid", each.miles, each.account_id) for each in kept.values()
        }
        assert len({(each.campaign_id, each.account_id) for each in granted}) == len(granted) == len(self._registered)
        by_call = self._merchant.behaviour.results
        written = {each.id: each for each in rows(self._portal, reward_file)}
        places = Counter((each.file_id, each.line) for each in kept.values() if each.file_id is not None)
        assert set(places.values()) <= {1}
        assert Counter(file_id for file_id, _ in places) == Counter(
            {id_: each.rows for id_, each in written.items() if each.rows}
        )
        for code, each in kept.items():
            assert not (each.file_id is not None and code in by_call), "handed over in both ways"
            is_out = code in by_call or (each.file_id is not None and written[each.file_id].downloaded_at is not None)
            assert (each.state == "handed_over") is is_out
            self._assert_answered_as_said(each, by_call.get(code, {}).get("result"))
        for each in written.values():
            whole = all(own.result is not None for own in kept.values() if own.file_id == each.id)
            assert (each.answered_at is not None) <= whole
            assert (each.result_sha256 is not None) is (each.code in self._accepted)
        self._assert_fee_holds(list(kept.values()))

    def _assert_answered_as_said(self, kept: Any, by_call: str | None) -> None:
        said = self._said.get(kept.code) or (by_call if by_call != "pending" else None)
        if kept.result != said:
            assert (said, self.closed_by_rule) == (None, True), "answered by nobody"
            assert kept.result_reason in {"", CLOSED_REASON}
        if kept.result is not None:
            answer = (kept.result, kept.result_reason, kept.result_at)
            assert self._settled.setdefault(kept.code, answer) == answer, "answered twice"

    def _assert_fee_holds(self, kept: list[Any]) -> None:
        """Approved × price of the day, by month; what is frozen stays as it was when it was frozen."""
        query = {"first": "2026-11-01", "last": f"{day_of(self._clock()) + timedelta(days=1)}", "grain": "month"}
        told: wire.RewardFee = self._desk.call(operations.REWARD_FEE, query)
        names = {each.id: each.code for each in rows(self._portal, campaign)}
        due: Counter[tuple[date, str, int]] = Counter()
        for each in kept:
            if each.result == RewardResult.APPROVED:
                day, code = day_of(each.result_at), names[each.campaign_id]
                price = self._prices[code][max(start for start in self._prices[code] if start <= day)]
                due[day.replace(day=1), code, price] += 1
        frozen = {each.first for each in told.periods if each.frozen}
        for month in {each.first for each in told.periods}:
            lines = [
                ((each.first, each.campaign_id, each.unit_price), each.approved, each.yen)
                for each in told.lines
                if each.first == month
            ]
            assert all(yen == key[2] * count for key, count, yen in lines)
            if month in self._frozen:
                assert self._frozen[month] == lines, "a frozen month has changed"
            else:
                assert {key: count for key, count, _ in lines} == {k: n for k, n in due.items() if k[0] == month}
            if month in frozen:
                self._frozen.setdefault(month, lines)
        assert sum(each.approved for each in told.lines) == sum(each.approved for each in told.periods) == due.total()

    def _say(self, codes: list[str], refused: list[str]) -> None:
        for code in codes:
            self._said[code] = RewardResult.REFUSED if code in refused else RewardResult.APPROVED

    def _answered(self, file: str, raw: bytes) -> Any:
        """What the portal accepts, or the code with which it refuses."""
        reply = self._desk.send(operations.ANSWER_REWARD_FILE, raw=raw, file=file)
        if reply.status_code != 200:
            return reply.json()["code"]
        return msgspec.json.decode(reply.content, type=wire.RewardResultAccepted)

    def _some_files(self) -> list[wire.RewardFile]:
        found = [each for each in files(self._desk) if each.rows]
        return self._chance.sample(found[-6:], min(len(found), 2))

    def _id_of(self, file: str) -> Any:
        return next(each.id for each in rows(self._portal, reward_file) if each.code == file)
