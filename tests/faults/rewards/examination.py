"""What must be true once everybody has been answered, told by the portal's tables, the merchant's API and the people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from netmile_desktop.domain.rewards import Schedule
from netmile_desktop.portal.admin.mock_merchant import MockMerchant
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.tables import (
    balance,
    issue,
    payment,
    payment_refund,
    reward_delivery,
    reward_file,
    reward_registration,
)
from tests.faults.rewards.people import BACK, OFFERS, PRICE, Clerk, Member
from tests.support.portals.ledger import assert_ledger_holds

GRANTED = 200
"""Miles of a registration."""


@dataclass(slots=True)
class Findings:
    """What an examination counted, and every complaint in words."""

    registrations: int = 0
    by_call: int = 0
    by_file: int = 0
    files: int = 0
    results: int = 0
    payments: int = 0
    refunds: int = 0
    granted_twice: int = 0
    lost: int = 0
    handed_over_wrongly: int = 0
    answers_wrong: int = 0
    charged_wrongly: int = 0
    ledger_broken: int = 0
    complaints: list[str] = field(default_factory=list)

    def complain(self, about: int, words: str) -> int:
        """Keep a complaint if it is about anything; return how much it is about."""
        if about:
            self.complaints.append(f"{about} × {words}")
        return about


def examine(database: Database, members: Sequence[Member], merchant: MockMerchant, clerk: Clerk) -> Findings:
    """Compare what people did and were told with what the portal's tables hold."""
    findings = Findings(complaints=list(clerk.wrong))
    registrations = _rows(database, reward_registration)
    _examine_grants(database, registrations, members, findings)
    _examine_hand_over(database, registrations, merchant, findings)
    _examine_answers(registrations, merchant, clerk, findings)
    _examine_payments(database, members, findings)
    try:
        assert_ledger_holds(database)
    except AssertionError as broken:
        findings.ledger_broken += findings.complain(1, f"the ledger does not hold: {broken}"[:500])
    return findings


def _examine_grants(
    database: Database, registrations: Sequence[Row[Any]], members: Sequence[Member], findings: Findings
) -> None:
    """Each member has registered at each campaign once, and got the miles once."""
    findings.registrations = len(registrations)
    granted = Counter((each.campaign_id, each.account_id) for each in _rows(database, issue) if each.source == "reward")
    findings.granted_twice = findings.complain(granted.total() - len(granted), "granted twice")
    findings.lost = findings.complain(len(members) * len(OFFERS) - len(granted), "a member without the miles")
    findings.complain(
        int(granted != Counter((each.campaign_id, each.account_id) for each in registrations)),
        "grants are not those of registrations",
    )


def _examine_hand_over(
    database: Database, registrations: Sequence[Row[Any]], merchant: MockMerchant, findings: Findings
) -> None:
    """Each registration is in one line of one file, or was taken by the API; files are those of the set times."""
    files = {each.id: each for each in _rows(database, reward_file)}
    in_files = [each for each in registrations if each.file_id is not None]
    by_call = [each for each in registrations if each.file_id is None]
    findings.files, findings.by_file, findings.by_call = len(files), len(in_files), len(by_call)
    places = Counter((each.file_id, each.line) for each in in_files)
    wrong = sum(each.state != "handed_over" for each in registrations)
    wrong += places.total() - len(places) + sum(each.code not in merchant.behaviour.results for each in by_call)
    held = Counter(each.file_id for each in in_files)
    wrong += sum(held[id_] != each.rows for id_, each in files.items())
    findings.handed_over_wrongly = findings.complain(wrong, "handed over not at all, twice or elsewhere")
    findings.complain(len(_rows(database, reward_delivery)), "still waits for a call")
    due = sorted(each.due_at for each in files.values())
    gaps = sum(Schedule().next_after(one) != other for one, other in pairwise(due))
    findings.complain(gaps, "a set time without its file")


def _examine_answers(
    registrations: Sequence[Row[Any]], merchant: MockMerchant, clerk: Clerk, findings: Findings
) -> None:
    """What the portal holds is what the API, a result or the clerk has said, and was told so."""
    findings.results = len(clerk.accepted)
    for each in registrations:
        by_call = merchant.behaviour.results.get(each.code, {}).get("result")
        said = clerk.said.get(each.code) if each.file_id is not None else clerk.said_later.get(each.code) or by_call
        findings.answers_wrong += each.result != said
    findings.complain(findings.answers_wrong, "answered otherwise than the merchant said")
    told = sum(each.approved + each.refused for each in clerk.accepted.values())
    findings.complain(abs(told - findings.by_file), "a row of a file that no result has counted")


def _examine_payments(database: Database, members: Sequence[Member], findings: Findings) -> None:
    """Each member has paid once and got back what was refunded, and the shop was told of no other payment."""
    paid = {each.number: each.refunded for each in _rows(database, payment) if each.state == "paid"}
    told = {number: back for member in members for number, back in member.paid.items()}
    findings.payments, findings.refunds = len(paid), len(_rows(database, payment_refund))
    left = {each.account_id: each.posted for each in _rows(database, balance)}
    wrong = len(members) - len(paid)
    for member in members:
        due = GRANTED * len(OFFERS) - sum(PRICE - back for back in member.paid.values())
        wrong += left.get(member.account_id) != due
        wrong += len(member.paid) != 1
    wrong += paid != told
    wrong += findings.refunds != sum(back == BACK for back in told.values())
    findings.charged_wrongly = findings.complain(abs(wrong), "paid or refunded otherwise than told")


def _rows(database: Database, table: Table) -> list[Row[Any]]:
    def look(conn: Connection) -> list[Row[Any]]:
        return list(conn.execute(select(table)))

    return database.read(look)
