"""Registrations handed over in real time that the merchant's API has left pending, answered at the desk."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
from sqlalchemy import update

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.failures import NotAllowed, Obstacle, Unreachable
from netmile_desktop.domain.rewards import HandOver, ResultFault, RewardResult
from netmile_desktop.domain.rewards.result_drafts import RowAnswer
from netmile_desktop.portal.admin.mock_merchant import Behaviour, MockMerchant, Mood
from netmile_desktop.portal.tables import reward_registration
from netmile_desktop.progress import Silent
from netmile_desktop.workspace.rewards.kept_files import REAL_TIME, KeptFiles
from netmile_desktop.workspace.rewards.pending import OtherAnswer, PendingAnswers, PendingOutcome
from tests.support.faults import Fault
from tests.support.portals.hand_over import register, registrations, set_hand_over
from tests.support.portals.portal import NOW, Desk, PortalOnLine
from tests.support.portals.rewards import SETTINGS, add_reward
from tests.workspace.rewards.shop import Shop

APPROVED, REFUSED = RewardResult.APPROVED, RewardResult.REFUSED
ANSWERS = b"/v1/rewards/answers"


@pytest.fixture
def portal(portal: PortalOnLine) -> PortalOnLine:
    """Beside the campaign by file, one in real time; merchants' APIs may be on this machine."""
    settings = msgspec.structs.replace(SETTINGS, hand_over=HandOver.REAL_TIME)
    add_reward(portal.database, NOW, code="C-7002", reward=settings)
    return portal


@pytest.fixture
def merchant(shop: Shop) -> Iterator[MockMerchant]:
    """The site's API, which puts everything off."""
    merchant = MockMerchant(Behaviour(b"", clock=shop.clock, mood=Mood.PENDING))
    desk = Desk(shop.portal.url, shop.client.sessions.token)
    set_hand_over(desk, every_hours=1, at="00:00", endpoint=merchant.url)
    merchant.behaviour.secret = desk.call(operations.MAKE_REWARD_SECRET).secret.encode()
    yield merchant
    merchant.close()


@pytest.fixture
def codes(shop: Shop, merchant: MockMerchant) -> list[str]:
    """Registrations that wait, the oldest first."""
    found = []
    for number in range(1, 5):
        found += register(shop.portal, shop.clock, number, code="C-7002")
        shop.portal.worker.run_until_idle()
        shop.clock.advance(seconds=1)
    return found


@pytest.fixture
def pending(shop: Shop, codes: list[str]) -> PendingAnswers:
    return shop.files.pending


def say(desk: Desk, *answers: tuple[str, RewardResult, str]) -> None:
    said = [wire.RewardAnswer(code=code, result=result, reason=why) for code, result, why in answers]
    desk.call(operations.ANSWER_REWARDS, body=wire.RewardAnswers(answers=said))


def results(shop: Shop) -> dict[str, tuple[str | None, str]]:
    return {code: (each.result, each.result_reason) for code, each in registrations(shop.portal).items() if each.result}


def test_those_that_wait_are_answered_like_those_of_a_file(
    shop: Shop, codes: list[str], pending: PendingAnswers
) -> None:
    shop.hour(9)
    assert len(shop.files.fetch_new()) == 1, "handed over, too, but answered by its file"
    draft = pending.open()
    assert [(row.number, row.code, row.campaign_id) for row in draft.rows] == [
        (number, code, "C-7002") for number, code in enumerate(codes, 1)
    ]
    assert draft.rows[1].registered_at == registrations(shop.portal)[codes[1]].registered_at
    draft.answer(codes[:2], APPROVED)
    draft.answer(codes[2:3], REFUSED, "登録済み")
    draft.answer(codes[3:], REFUSED)
    assert pending.upload() == PendingOutcome(2, 1, (), ())
    assert results(shop) == {
        codes[0]: ("approved", ""),
        codes[1]: ("approved", ""),
        codes[2]: ("refused", "登録済み"),
    }
    left = pending.open()
    assert [row.code for row in left.rows] == codes[3:]
    assert left.answers() == {codes[3]: RowAnswer(REFUSED)}, "it waits for its reason"
    assert pending.upload() == PendingOutcome(0, 0, (), ())
    left.answer(codes[3:], REFUSED, "退会済み")
    assert pending.upload() == PendingOutcome(0, 1, (), ())
    assert pending.open().rows == ()


def test_what_another_window_has_changed_is_not_sent_unseen(
    shop: Shop, codes: list[str], pending: PendingAnswers
) -> None:
    seen = pending.open()
    seen.answer(codes[:1], APPROVED)
    PendingAnswers(shop.client, shop.store).open().answer(codes[:1], REFUSED, "登録済み")
    with pytest.raises(NotAllowed) as told:
        pending.upload(agreed=seen.answers())
    assert told.value.obstacle is Obstacle.ANSWERS_CHANGED
    assert results(shop) == {}
    assert pending.upload(agreed=pending.open().answers()) == PendingOutcome(0, 1, (), ())


def test_answers_are_there_after_a_crash_and_without_a_network(
    shop: Shop, codes: list[str], pending: PendingAnswers
) -> None:
    pending.open().answer(codes[:1], APPROVED)
    shop.reopen()
    shop.client.is_offline = True
    draft = shop.files.pending.open()
    assert (draft.answers(), len(draft.rows)) == ({codes[0]: RowAnswer(APPROVED)}, 4)
    draft.answer(codes[1:2], APPROVED)
    with pytest.raises(Unreachable):
        shop.files.pending.upload()
    shop.client.is_offline = False
    assert shop.files.pending.upload().approved == 2
    shop.client.is_offline = True
    assert [row.code for row in shop.files.pending.open().rows] == codes[2:]


def test_without_a_network_and_memory_nothing_is_known(shop: Shop) -> None:
    shop.client.is_offline = True
    with pytest.raises(Unreachable):
        shop.files.pending.open()


def test_an_answer_that_was_lost_counts_once(shop: Shop, codes: list[str], pending: PendingAnswers) -> None:
    draft = pending.open()
    draft.answer(codes[:2], APPROVED)
    draft.answer(codes[2:], REFUSED, "登録済み")
    shop.line.heal()
    shop.line.script(Fault(cut_down_after=0, when=ANSWERS))
    assert pending.upload() == PendingOutcome(2, 2, (), ())
    assert shop.line.strikes["cut"] == 1
    assert {each for each, _ in results(shop).values()} == {"approved", "refused"}


def test_answers_that_arrived_before_a_crash_are_forgotten_here(
    shop: Shop, codes: list[str], pending: PendingAnswers
) -> None:
    pending.open().answer(codes[:2], APPROVED)
    shop.trouble(Fault(cut_down_after=0, when=ANSWERS))
    with pytest.raises(Unreachable):
        pending.upload()
    shop.line.heal()
    shop.reopen()
    draft = shop.files.pending.open()
    assert [row.code for row in draft.rows] == codes[2:]
    assert KeptFiles(shop.store).answers(REAL_TIME) == {}
    assert results(shop) == dict.fromkeys(codes[:2], ("approved", ""))


def test_what_a_colleague_has_said_otherwise_is_told(shop: Shop, codes: list[str], pending: PendingAnswers) -> None:
    draft = pending.open()
    draft.answer(codes, APPROVED)
    say(shop.colleague(), (codes[0], APPROVED, ""), (codes[1], REFUSED, "登録済み"))
    outcome = pending.upload()
    assert (outcome.approved, outcome.refused, outcome.faults) == (3, 0, ())
    assert outcome.others == (OtherAnswer(codes[1], RowAnswer(APPROVED), RowAnswer(REFUSED, "登録済み")),)
    assert pending.open().rows == ()


def test_one_that_is_in_a_file_meanwhile_is_told_and_answered_there(
    shop: Shop, codes: list[str], pending: PendingAnswers
) -> None:
    draft = pending.open()
    draft.answer(codes[:2], APPROVED)
    back = update(reward_registration).where(reward_registration.c.code == codes[0]).values(state="waiting")
    shop.portal.database.write(lambda conn: conn.execute(back))
    outcome = pending.upload()
    assert (outcome.approved, [(each.code, each.fault) for each in outcome.faults]) == (
        1,
        [(codes[0], ResultFault.UNKNOWN)],
    )
    assert [row.code for row in pending.open().rows] == codes[2:]


@pytest.fixture
def many(shop: Shop, merchant: MockMerchant) -> set[str]:
    """Registrations that wait, more than a page has."""
    codes = set(register(shop.portal, shop.clock, *range(1, 104), code="C-7002"))
    while shop.files.deadlines().pending < len(codes):
        shop.portal.worker.run_until_idle()
    return codes


def test_what_moves_up_while_the_list_is_read_loses_no_answer(shop: Shop, many: set[str]) -> None:
    shop.files.pending.open().answer(many, APPROVED)
    newest = [each.code for each in shop.client.rewards.registrations(wire.RewardRegistrationSearch(size=2)).items]

    class Meanwhile(Silent):
        """A colleague answers two of the first page when it is read."""

        is_over = False

        def report(self, done: int, total: int, phase: str = "") -> None:
            if not self.is_over:
                self.is_over = True
                say(shop.colleague(), *[(code, REFUSED, "登録済み") for code in newest])

    draft = shop.files.pending.open(Meanwhile())
    assert many - draft.answers().keys() == set(), "those of the second page have moved to the first"
    assert shop.files.pending.open().answers().keys() == many - set(newest)


def test_more_than_a_page_and_a_request_take(shop: Shop, many: set[str]) -> None:
    codes = many
    pending = PendingAnswers(shop.client, shop.store, at_once=50)
    draft = pending.open()
    assert {row.code for row in draft.rows} == codes
    draft.answer(codes, APPROVED)
    last = max(codes)
    back = update(reward_registration).where(reward_registration.c.code == last).values(state="waiting")
    shop.portal.database.write(lambda conn: conn.execute(back))
    outcome = pending.upload()
    assert outcome.approved == 102
    assert [(each.line, each.code) for each in outcome.faults] == [(103, last)]
