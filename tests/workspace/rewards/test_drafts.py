"""Answers are kept as they are given, and a result arrives once, whatever dies on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import update

from netmile_desktop.domain.batches import PartState
from netmile_desktop.domain.failures import (
    FileUnwritable,
    NotAllowed,
    NotSignedIn,
    Obstacle,
    Refused,
    StoreFault,
    Unreachable,
    WorkspaceUnusable,
)
from netmile_desktop.domain.rewards import FileState, RewardResult
from netmile_desktop.domain.rewards.entries import EntryField
from netmile_desktop.domain.rewards.result_drafts import RowAnswer
from netmile_desktop.portal.tables import audit, reward_registration
from netmile_desktop.workspace.rewards.drafts import RewardDrafts
from netmile_desktop.workspace.rewards.files import HandedOverFiles
from netmile_desktop.workspace.rewards.kept_files import KeptFiles
from tests.support.faults import Fault
from tests.support.portals.hand_over import answer, registrations, result_of, rows
from tests.workspace.rewards.shop import Shop

APPROVED, REFUSED = RewardResult.APPROVED, RewardResult.REFUSED
UPLOAD = b"/result HTTP"


@pytest.fixture
def codes(shop: Shop) -> list[str]:
    """The registrations of the one file that is here."""
    codes = shop.hour(1, 2, 3)
    shop.files.fetch_new()
    return codes


FILE = "R20261121-0100"


def accepted_uploads(shop: Shop) -> int:
    return sum(each.action == "reward_file_answered" for each in rows(shop.portal, audit))


def results(shop: Shop) -> list[tuple[str | None, str]]:
    return [(each.result, each.result_reason) for each in registrations(shop.portal).values()]


def obstacle_of(step: Callable[[], object]) -> Obstacle:
    with pytest.raises(NotAllowed) as told:
        step()
    return told.value.obstacle


def test_rows_are_shown_as_members_typed_them(shop: Shop, codes: list[str]) -> None:
    draft = shop.drafts.open(FILE)
    assert [row.code for row in draft.rows] == codes
    first = draft.rows[0]
    assert first.fields[EntryField.NAME] == "中島 陽菜"
    assert EntryField.PASSWORD not in first.fields
    assert first.registered_at == shop.clock().replace(hour=15)


def test_each_answer_is_there_after_a_crash(shop: Shop, codes: list[str]) -> None:
    draft = shop.drafts.open(FILE)
    draft.answer(codes[:2], APPROVED)
    draft.answer(codes[1:2], REFUSED)
    draft.answer(codes[1:2], REFUSED, "登録済み")
    draft.answer(codes[2:], APPROVED)
    draft.undo()
    shop.reopen()
    shop.client.is_offline = True
    again = shop.drafts.open(FILE)
    assert again.answers() == {codes[0]: RowAnswer(APPROVED), codes[1]: RowAnswer(REFUSED, "登録済み")}
    assert again.counts().unanswered == 1


def test_answers_that_cannot_be_kept_are_not_given(shop: Shop) -> None:
    codes = shop.hour(*range(1, 61))
    shop.files.fetch_new()
    draft = shop.drafts.open(FILE)
    draft.answer(codes, APPROVED)
    shop.store.shrink()
    with shop.store.write() as transaction:
        [[pages]] = transaction.all("PRAGMA page_count")
        transaction.all(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(WorkspaceUnusable) as told:
        draft.answer(codes, REFUSED, "あ" * 200)
    assert told.value.reason is StoreFault.DISK_FULL
    assert draft.counts().approved == 60
    assert shop.drafts.open(FILE).answers() == draft.answers()


def test_a_draft_goes_to_a_colleague(shop: Shop, codes: list[str], tmp_path: Path) -> None:
    draft = shop.drafts.open(FILE)
    draft.answer(codes[:1], APPROVED)
    draft.answer(codes[1:2], REFUSED, "住所, 番地が違う")
    shop.drafts.save(FILE, tmp_path / "下書き.csv")
    content = (tmp_path / "下書き.csv").read_bytes()
    assert "中島" not in content.decode()
    before = draft.answers()
    draft.answer(codes, None)
    match = draft.match(content)
    assert (len(match.changes), match.blank, match.faults) == (2, 1, ())
    draft.apply(match)
    assert draft.answers() == before == shop.drafts.open(FILE).answers()
    with pytest.raises(FileUnwritable):
        shop.drafts.save(FILE, tmp_path / "no folder" / "a.csv")


def test_a_cp932_table_of_the_own_system_becomes_a_result(shop: Shop, codes: list[str]) -> None:
    draft = shop.drafts.open(FILE)
    text = f"理由\t担当\t判定\t登録ID\n\t田中\tOK\t{codes[2]}\n同じ住所で登録済み\t田中\tNG\t{codes[0]}\n\t佐藤\t○\t{codes[1]}\n"
    draft.apply(draft.match(text.encode("cp932")))
    told = shop.drafts.upload(FILE)
    assert (told.approved, told.refused, told.faults) == (2, 1, [])
    assert results(shop) == [("refused", "同じ住所で登録済み"), ("approved", ""), ("approved", "")]


def test_a_result_is_uploaded_once_and_becomes_history(shop: Shop, codes: list[str]) -> None:
    draft = shop.drafts.open(FILE)
    draft.answer(codes, APPROVED)
    told = shop.drafts.upload(FILE)
    shop.line.refuse()
    assert shop.drafts.upload(FILE) == told == shop.drafts.accepted(FILE), "nothing is sent again"
    shop.line.listen_again()
    assert (told.approved, accepted_uploads(shop)) == (3, 1)
    [kept] = shop.files.kept()
    assert (kept.facts.state, kept.facts.approved, kept.upload) == (FileState.COMPLETED, 3, PartState.ACCEPTED)
    assert obstacle_of(lambda: draft.answer(codes[:1], REFUSED, "x")) is Obstacle.RESULT_GIVEN
    assert obstacle_of(draft.undo) is Obstacle.RESULT_GIVEN
    shop.reopen()
    assert shop.drafts.open(FILE).counts().approved == 3
    content = KeptFiles(shop.store).content(FILE)
    assert content is not None
    assert b"Umikaze-77" not in content, "passwords have done their duty"


def test_nothing_leaves_while_anybody_is_unanswered_or_without_a_reason(shop: Shop, codes: list[str]) -> None:
    draft = shop.drafts.open(FILE)
    draft.answer(codes[:1], APPROVED)
    draft.answer(codes[1:2], REFUSED)
    with pytest.raises(Refused) as told:
        shop.drafts.upload(FILE)
    assert (told.value.code, told.value.detail) == ("P-INCOMPLETE", f"{codes[1]}, {codes[2]}")
    assert shop.files.kept()[0].upload is None
    draft.answer(codes[1:], REFUSED, "登録済み")
    assert shop.drafts.upload(FILE).refused == 2


def test_rows_that_the_portal_has_answered_by_itself_are_not_waited_for(shop: Shop, codes: list[str]) -> None:
    closed = update(reward_registration).where(reward_registration.c.code == codes[0])
    shop.portal.database.write(lambda conn: conn.execute(closed.values(result="approved", result_at=shop.clock())))
    draft = shop.drafts.open(FILE)
    draft.answer(codes[1:], APPROVED)
    check = shop.drafts.check(FILE, draft)
    assert (check.can_be_uploaded, draft.checks().unanswered) == (True, 0)
    assert draft.is_answered_before(codes[0])
    told = shop.drafts.upload(FILE)
    assert (told.approved, told.faults) == (2, [])


def test_what_the_portal_passed_over_is_not_shown_as_said(shop: Shop, codes: list[str]) -> None:
    draft = shop.drafts.open(FILE)
    draft.answer(codes[:1], REFUSED, "登録済み")
    draft.answer(codes[1:], APPROVED)
    closed = update(reward_registration).where(reward_registration.c.code == codes[0])
    shop.portal.database.write(lambda conn: conn.execute(closed.values(result="approved", result_at=shop.clock())))
    told = shop.drafts.upload(FILE)
    assert (told.approved, told.refused, [each.code for each in told.faults]) == (2, 0, codes[:1])
    history = shop.drafts.open(FILE)
    assert history.counts().refused == 0
    assert history.is_answered_before(codes[0])


def test_what_another_window_has_changed_is_not_uploaded_unseen(shop: Shop, codes: list[str]) -> None:
    seen = shop.drafts.open(FILE)
    seen.answer(codes, APPROVED)
    other = RewardDrafts(shop.client, shop.store, shop.clock).open(FILE)
    other.answer(codes[:1], REFUSED, "登録済み")
    assert obstacle_of(lambda: shop.drafts.upload(FILE, agreed=seen.answers())) is Obstacle.ANSWERS_CHANGED
    assert accepted_uploads(shop) == 0
    again = shop.drafts.open(FILE)
    assert shop.drafts.upload(FILE, agreed=again.answers()).refused == 1


def test_a_colleague_was_first(shop: Shop, codes: list[str]) -> None:
    draft = shop.drafts.open(FILE)
    draft.answer(codes, APPROVED)
    answer(shop.colleague(), FILE, result_of(codes, refused=codes[:1]))
    assert obstacle_of(lambda: shop.drafts.upload(FILE)) is Obstacle.RESULT_GIVEN
    [kept] = shop.files.kept()
    assert (kept.facts.state, kept.facts.refused, kept.upload) == (FileState.COMPLETED, 1, PartState.REFUSED)
    assert shop.drafts.accepted(FILE) is None
    assert draft.counts().approved == 3, "what was answered here stays to be looked at"
    assert obstacle_of(lambda: shop.drafts.upload(FILE)) is Obstacle.RESULT_GIVEN


def test_a_colleague_was_first_while_rows_were_open_here(shop: Shop, codes: list[str]) -> None:
    shop.drafts.open(FILE).answer(codes[:1], APPROVED)
    answer(shop.colleague(), FILE, result_of(codes))
    assert obstacle_of(lambda: shop.drafts.upload(FILE)) is Obstacle.RESULT_GIVEN
    assert shop.files.kept()[0].facts.approved == 3


def test_a_colleague_who_said_the_same_is_no_matter(shop: Shop, codes: list[str]) -> None:
    draft = shop.drafts.open(FILE)
    draft.answer(codes, APPROVED)
    told = answer(shop.colleague(), FILE, draft.result())
    assert shop.drafts.upload(FILE) == told


@pytest.mark.parametrize("ask", [RewardDrafts.settle, lambda drafts: drafts.upload(FILE)])
def test_a_lost_answer_is_asked_for_after_a_crash(
    shop: Shop, codes: list[str], ask: Callable[[RewardDrafts], object]
) -> None:
    draft = shop.drafts.open(FILE)
    draft.answer(codes, APPROVED)
    shop.trouble(Fault(cut_down_after=0, when=UPLOAD))
    with pytest.raises(Unreachable):
        shop.drafts.upload(FILE)
    assert obstacle_of(lambda: draft.answer(codes[:1], REFUSED, "x")) is Obstacle.RESULT_UNSETTLED
    shop.line.heal()
    shop.reopen()
    assert shop.files.kept()[0].upload is PartState.UNKNOWN
    ask(shop.drafts)
    told = shop.drafts.accepted(FILE)
    assert told is not None
    assert (told.approved, accepted_uploads(shop)) == (3, 1)
    assert shop.files.kept()[0].facts.state is FileState.COMPLETED


def test_a_result_that_never_arrived_waits_for_the_clerk(shop: Shop, codes: list[str]) -> None:
    shop.drafts.open(FILE).answer(codes, APPROVED)
    shop.trouble(Fault(cut_up_after=0, when=UPLOAD))
    with pytest.raises(Unreachable):
        shop.drafts.upload(FILE)
    shop.line.heal()
    shop.reopen()
    assert shop.drafts.settle() == []
    assert (shop.files.kept()[0].upload, accepted_uploads(shop)) == (PartState.UNKNOWN, 0)
    assert shop.drafts.upload(FILE).approved == 3
    assert accepted_uploads(shop) == 1


def test_a_lost_answer_and_a_colleague_who_was_first(shop: Shop, codes: list[str]) -> None:
    shop.drafts.open(FILE).answer(codes, APPROVED)
    shop.trouble(Fault(cut_up_after=0, when=UPLOAD))
    with pytest.raises(Unreachable):
        shop.drafts.upload(FILE)
    shop.line.heal()
    answer(shop.colleague(), FILE, result_of(codes, refused=codes))
    assert shop.drafts.settle() == [FILE]
    assert shop.files.kept()[0].facts.refused == 3
    assert shop.drafts.accepted(FILE) is None
    assert shop.drafts.settle() == []


def test_what_is_unknown_stays_so_while_nobody_is_signed_in(shop: Shop, codes: list[str]) -> None:
    draft = shop.drafts.open(FILE)
    draft.answer(codes, APPROVED)
    shop.trouble(Fault(cut_down_after=0, when=UPLOAD))
    with pytest.raises(Unreachable):
        shop.drafts.upload(FILE)
    shop.line.heal()
    shop.client.sessions.token = "ended"
    for ask in (lambda: shop.drafts.upload(FILE), shop.drafts.settle):
        with pytest.raises(NotSignedIn):
            ask()
    assert shop.files.kept()[0].upload is PartState.UNKNOWN
    assert obstacle_of(draft.undo) is Obstacle.RESULT_UNSETTLED


def test_an_old_answer_of_the_portal_opens_no_file_again(shop: Shop, codes: list[str]) -> None:
    [before] = shop.files.kept()
    draft = shop.drafts.open(FILE)
    draft.answer(codes, APPROVED)
    shop.drafts.upload(FILE)
    KeptFiles(shop.store).note([before.facts])
    assert shop.files.kept()[0].facts.state is FileState.COMPLETED
    assert obstacle_of(draft.undo) is Obstacle.RESULT_GIVEN


def test_looking_for_new_files_settles_what_is_unknown(shop: Shop, codes: list[str]) -> None:
    shop.drafts.open(FILE).answer(codes, APPROVED)
    shop.trouble(Fault(cut_down_after=0, when=UPLOAD))
    with pytest.raises(Unreachable):
        shop.drafts.upload(FILE)
    shop.line.heal()
    shop.files.fetch_new()
    assert shop.drafts.accepted(FILE) is not None


def test_without_a_session_nothing_happened(shop: Shop, codes: list[str]) -> None:
    draft = shop.drafts.open(FILE)
    draft.answer(codes, APPROVED)
    shop.client.sessions.token = "ended"
    with pytest.raises(NotSignedIn):
        shop.drafts.upload(FILE)
    assert shop.files.kept()[0].upload is PartState.READY
    draft.answer(codes[:1], REFUSED, "登録済み")
    shop.go_on(minutes=1)
    assert shop.drafts.upload(FILE).refused == 1


def test_without_a_network_answers_are_given_and_the_upload_waits(shop: Shop, codes: list[str]) -> None:
    shop.client.is_offline = True
    draft = shop.drafts.open(FILE)
    draft.answer(codes, APPROVED)
    with pytest.raises(Unreachable):
        shop.drafts.upload(FILE)
    assert shop.files.kept()[0].upload is None
    draft.answer(codes[:1], REFUSED, "登録済み")
    shop.client.is_offline = False
    assert shop.drafts.upload(FILE).refused == 1


def test_two_windows_upload_one_result(shop: Shop, codes: list[str]) -> None:
    shop.drafts.open(FILE).answer(codes, APPROVED)
    others = HandedOverFiles(shop.own_client(), shop.store, shop.clock).drafts
    begin = threading.Barrier(2)
    told: list[object] = []

    def upload(drafts: RewardDrafts) -> None:
        begin.wait()
        told.append(drafts.upload(FILE))

    both = [threading.Thread(target=upload, args=(drafts,)) for drafts in (shop.drafts, others)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert told == [shop.drafts.accepted(FILE)] * 2
    assert accepted_uploads(shop) == 1


def test_while_a_result_is_on_its_way_nobody_sends_or_settles_it(shop: Shop, codes: list[str]) -> None:
    shop.drafts.open(FILE).answer(codes, APPROVED)
    shop.trouble(Fault(stall_down_after=0, when=UPLOAD))
    lost: list[object] = []

    def upload() -> None:
        try:
            shop.drafts.upload(FILE)
        except Unreachable as unreachable:
            lost.append(unreachable)

    first = threading.Thread(target=upload)
    first.start()
    assert shop.line.struck.wait(30)
    assert obstacle_of(lambda: shop.drafts.upload(FILE)) is Obstacle.BUSY
    assert shop.drafts.settle() == []
    shop.line.heal()
    first.join()
    assert (lost, accepted_uploads(shop)) == ([], 1), "it was asked again once the line was whole"


def test_a_program_killed_while_it_uploads_has_uploaded_once(shop: Shop, codes: list[str]) -> None:
    shop.drafts.open(FILE).answer(codes, APPROVED)
    shop.store.close()
    shop.trouble(Fault(stall_down_after=0, when=UPLOAD))
    told = shop.client.sessions.token
    command = [sys.executable, "-m", "tests.workspace.rewards.dying_uploader", str(shop.folder / "site.db")]
    with subprocess.Popen([*command, shop.line.url, told, FILE]) as dying:
        while not accepted_uploads(shop):
            assert dying.poll() is None
        dying.kill()
    if os.name != "nt":
        assert dying.returncode == -signal.SIGKILL
    shop.line.heal()
    shop.reopen()
    assert shop.files.kept()[0].upload is PartState.UNKNOWN
    shop.files.fetch_new()
    assert shop.drafts.upload(FILE).approved == 3
    assert accepted_uploads(shop) == 1


def test_reasons_are_those_of_the_draft_and_then_the_former_ones(shop: Shop, codes: list[str]) -> None:
    draft = shop.drafts.open(FILE)
    assert shop.drafts.reasons(draft) == []
    draft.answer(codes[:1], REFUSED, "登録済み")
    draft.answer(codes[1:2], REFUSED, "住所が違う")
    draft.answer(codes[2:], APPROVED)
    shop.drafts.upload(FILE)
    [later] = [shop.hour(4)]
    shop.files.fetch_new()
    second = shop.drafts.open("R20261121-0200")
    second.answer(later, REFUSED, "退会済み")
    assert shop.drafts.reasons(second) == ["退会済み", *sorted(["登録済み", "住所が違う"])]
    second.answer(later, REFUSED, "登録済み")
    assert shop.drafts.reasons(second) == ["登録済み", "住所が違う"]
    shop.client.is_offline = True
    assert set(shop.drafts.reasons()) == {"登録済み", "住所が違う"}, "as reported last"


def test_a_file_that_never_came_is_not_opened(shop: Shop) -> None:
    assert obstacle_of(lambda: shop.drafts.open(FILE)) is Obstacle.GONE
    assert obstacle_of(lambda: shop.drafts.upload(FILE)) is Obstacle.GONE
