"""振込完了メール: the sample, and what is queued when miles have reached members."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.mails import transfer_mail
from netmile_desktop.paths import resources
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.issuing import due_transfers
from netmile_desktop.portal.issuing.due_transfers import DueTransfers
from netmile_desktop.portal.issuing.outbox import KIND, MailOutbox, QueuedMail
from netmile_desktop.portal.tables import balance, issue, member_email, outbox
from tests.support.portals.ledger import assert_ledger_holds
from tests.support.portals.portal import MASTER_KEY, NOW, Desk, PortalOnLine, SetClock, lines

TEXT = "またのご来店を\nお待ちしています。"


def sample(desk: Desk, **other: Any) -> wire.MailSample:
    body = {"campaign_id": "C-1024", "miles": 1000, "message": TEXT} | other
    answer: wire.MailSample = desk.call(operations.SAMPLE_MAIL, body=body)
    return answer


def queued(portal: PortalOnLine) -> list[QueuedMail]:
    opener = MailOutbox(portal.database, Vault(MASTER_KEY), SetClock())
    rows = portal.database.read(lambda conn: conn.execute(select(outbox).order_by(outbox.c.id)).all())
    assert {(each.kind, each.state, each.attempts) for each in rows} <= {(KIND, "ready", 0)}
    return [opener.open(each.payload_sealed) for each in rows]


def receivers(portal: PortalOnLine, mails: Sequence[QueuedMail]) -> list[bytes]:
    """What the PC addresses of the members are found by."""
    own = select(member_email).where(member_email.c.kind == "pc")
    digests = portal.database.read(lambda conn: {row.account_id: row.email_digest for row in conn.execute(own)})
    return [digests[mail.account_id] for mail in mails]


def found_by(*numbers: int) -> list[bytes]:
    """What the PC addresses of these members are found by."""
    vault = Vault(MASTER_KEY)
    return [vault.digest(f"member{number:05d}@example.jp") for number in numbers]


def test_a_sample_is_the_mail_of_an_issue_made_today(desk: Desk) -> None:
    mail = transfer_mail(
        "みなと書店オンライン", "ご来店ポイントキャンペーン", 1000, NOW.date() + timedelta(days=3), TEXT
    )
    assert sample(desk, transfer_after_days=3) == wire.MailSample(subject=mail.subject, body=mail.body)
    assert "1,000 mile" in mail.subject
    assert "お待ちしています。" in mail.body


def test_a_sample_needs_no_campaign_that_is_open(desk: Desk) -> None:
    assert "学生応援 教科書まとめ買い" in sample(desk, campaign_id="C-1035").body


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"campaign_id": "C-9999"}, "P-NOTFOUND"),
        ({"campaign_id": "K-2001"}, "P-NOTFOUND"),
        ({"message": "\a"}, "P-OPTION"),
        ({"message": "長" * 501}, "P-INVALID"),
        ({"miles": 0}, "P-INVALID"),
        ({"transfer_after_days": 91}, "P-INVALID"),
    ],
)
def test_a_sample_that_cannot_be(desk: Desk, other: dict[str, Any], code: str) -> None:
    body = {"campaign_id": "C-1024", "miles": 1000} | other
    assert desk.refusal(operations.SAMPLE_MAIL, body=body) == code


def test_members_whose_miles_arrive_at_once_are_told_at_once(portal: PortalOnLine, desk: Desk) -> None:
    desk.issue("C-1025", lines(range(1, 12), 70) + b"guest@example.jp,K,70\n", notify="true", message=TEXT)
    portal.worker.run_until_idle()
    mails = queued(portal)
    assert receivers(portal, mails) == found_by(*range(1, 12))
    today = transfer_mail("みなと書店オンライン", "お買い上げ金額に応じてマイル進呈", 70, NOW.date(), TEXT)
    assert {(each.subject, each.body) for each in mails} == {(today.subject, today.body)}


def test_nobody_is_told_unless_asked_for(portal: PortalOnLine, desk: Desk) -> None:
    desk.issue("C-1024", lines([1, 2]))
    desk.issue("C-1024", lines([1]).replace(b"member00001@example.jp", b"m00001@ezweb.ne.jp"), mode="mobile")
    portal.worker.run_until_idle()
    assert queued(portal) == []


def test_a_mail_waits_for_the_transfer_day(portal: PortalOnLine, desk: Desk, business_clock: SetClock) -> None:
    single = wire.SingleIssue(
        campaign_id="C-1024",
        address="member00001@example.jp",
        key="K1",
        miles="100",
        transfer_after_days=5,
        notify=True,
        message=TEXT,
    )
    desk.call(operations.ISSUE_ONE, body=single, key="k" * 16)
    desk.issue("C-1024", lines([2]), transfer_after_days=5)
    portal.worker.run_until_idle()
    business_clock.advance(days=4, hours=13, minutes=59)
    portal.worker.run_until_idle()
    assert queued(portal) == []
    business_clock.advance(minutes=1)
    for _ in range(2):
        portal.worker.run_until_idle()
        [mail] = queued(portal)
        assert receivers(portal, [mail]) == found_by(1)
        assert "2026年11月25日" in mail.body
    posted = portal.database.read(lambda conn: conn.execute(select(balance.c.posted, balance.c.pending)).all())
    assert [tuple(each) for each in posted] == [(100, 0), (100, 0)]
    assert_ledger_holds(portal.database)


def test_a_row_cancelled_while_it_waits_gets_none(portal: PortalOnLine, desk: Desk, business_clock: SetClock) -> None:
    desk.issue("C-1024", lines([1, 2]), transfer_after_days=1, notify="true")
    portal.worker.run_until_idle()
    cancel = update(issue).where(issue.c.member_key == "K000001").values(state="cancelled")
    portal.database.write(lambda conn: conn.execute(cancel))
    business_clock.advance(days=1)
    portal.worker.run_until_idle()
    assert receivers(portal, queued(portal)) == found_by(2)


def test_one_of_many_workers_makes_transfers_due(portal: PortalOnLine, desk: Desk, business_clock: SetClock) -> None:
    desk.issue("C-1024", lines([1, 2, 3]), transfer_after_days=1, notify="true")
    portal.worker.run_until_idle()
    mails = MailOutbox(portal.database, Vault(MASTER_KEY), business_clock)
    crew = [DueTransfers(portal.database, mails, business_clock) for _ in range(2)]
    assert [each.catch_up() for each in crew] == [0, 0]
    business_clock.advance(hours=14)
    assert [each.catch_up() for each in crew * 2] == [3, 0, 0, 0]
    assert len(queued(portal)) == 3


def test_what_was_judged_before_midnight_and_written_after_is_not_left_behind(
    portal: PortalOnLine, desk: Desk, business_clock: SetClock
) -> None:
    mails = MailOutbox(portal.database, Vault(MASTER_KEY), business_clock)
    transfers = DueTransfers(portal.database, mails, business_clock)
    desk.issue("C-1024", lines([1]), transfer_after_days=1)
    while portal.worker.run_once():
        pass
    late = update(issue).values(transfer_on=NOW.date())
    assert transfers.catch_up() == 0
    portal.database.write(lambda conn: conn.execute(late))
    assert transfers.catch_up() == 0
    business_clock.advance(hours=1)
    assert transfers.catch_up() == 1


def test_what_fails_is_tried_again_a_minute_later_and_nothing_is_half_done(
    portal: PortalOnLine, desk: Desk, business_clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.issue("C-1024", lines([1, 2]), transfer_after_days=1, notify="true")
    portal.worker.run_until_idle()
    business_clock.advance(days=1)
    mails = MailOutbox(portal.database, Vault(MASTER_KEY), business_clock)
    transfers = DueTransfers(portal.database, mails, business_clock)
    with monkeypatch.context() as broken:
        broken.setattr(due_transfers, "shift_balances", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            transfers.catch_up()
        assert transfers.catch_up() == 0
    assert queued(portal) == []
    assert_ledger_holds(portal.database)
    business_clock.advance(minutes=1)
    assert transfers.catch_up() == 2
    assert len(queued(portal)) == 2
    assert_ledger_holds(portal.database)


def test_no_address_and_no_text_lie_in_the_outbox_in_the_clear(portal: PortalOnLine, desk: Desk) -> None:
    desk.issue("C-1024", lines([1]), notify="true", message=TEXT)
    portal.worker.run_until_idle()
    [row] = portal.database.read(lambda conn: conn.execute(select(outbox)).all())
    seen = repr(tuple(row)).encode() + row.payload_sealed
    assert b"example.jp" not in seen
    assert TEXT.encode() not in seen


def test_the_starter_kit_is_what_came_with_the_program(desk: Desk) -> None:
    kit = desk.call(operations.STARTER_KIT)
    on_disk = {file.name: file.read_bytes() for file in (resources() / "samples").iterdir()}
    assert {file.name: hashlib.sha256(file.content).digest() for file in kit.files} == {
        name: hashlib.sha256(content).digest() for name, content in on_disk.items()
    }
    assert {"issuance-pc.csv", "issuance-mobile.csv"} <= set(on_disk)
