"""What was issued before warns of repetitions, shows limits coming, and gives lost zeros back."""

from datetime import timedelta
from pathlib import Path

import pytest

from netmile_desktop.domain.codes import Code, Warned
from netmile_desktop.domain.rows.issuances import Finding
from netmile_desktop.domain.rows.reasons import Reason
from netmile_desktop.domain.rows.rows import Column, Recipe
from netmile_desktop.workspace.batches.batches import Batches
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.issuing.sending import Sending
from netmile_desktop.workspace.sources.source import load_source
from netmile_desktop.workspace.store.store import Store
from tests.support.bench import Bench, Rows
from tests.support.campaigns import campaign_detail
from tests.support.files import HEADER, csv_file

ROWS: Rows = [
    ("member00001@example.jp", "0012345", "100"),
    ("member00002@example.jp", "123456", "100"),
    ("nobody@example.jp", "0099999", "100"),
]


@pytest.fixture
def registration_id(bench: Bench) -> str:
    batch_id = bench.imported(ROWS)
    bench.sending.send(batch_id)
    return bench.opened(batch_id).parts()[0].registration_id


def opened(bench: Bench, rows: Rows, **campaign: object) -> Draft:
    source = load_source(csv_file(bench.folder / "next.csv", rows, header=HEADER))
    return bench.opened(bench.batches.take_in(source, Recipe(), campaign_detail(**campaign)).batch_id)


def repeated(bench: Bench, registration_id: str) -> Finding:
    detail = f"{bench.day.isoformat()}, {registration_id}"
    return Finding(Warned.SAME, Column.KEY, Reason.EARLIER_ISSUE, detail)


def test_a_repeated_issue_is_warned_of_with_its_day_and_id(bench: Bench, registration_id: str) -> None:
    draft = opened(bench, [*ROWS, ("member00004@example.jp", "0012345", "300"), ("a@example.jp", "NEW", "100")])
    assert repeated(bench, registration_id) in draft.snapshot().findings(0).warnings
    assert repeated(bench, registration_id) in draft.snapshot().findings(1).warnings
    for other in (2, 3, 4):  # refused then, other miles, another key
        assert Reason.EARLIER_ISSUE not in [finding.reason for finding in draft.snapshot().findings(other).warnings]
    draft.set_cells([(4, Column.KEY, "123456")])
    assert repeated(bench, registration_id) in draft.snapshot().findings(4).warnings
    assert draft.snapshot().counts().sendable >= 3  # a warning only: a merchant may mean it


def test_another_campaign_or_a_long_time_ago_is_no_repetition(bench: Bench, registration_id: str) -> None:
    assert not any(
        finding.reason is Reason.EARLIER_ISSUE
        for finding in opened(bench, ROWS, id="C-OTHER").snapshot().findings(0).warnings
    )
    bench.day += timedelta(days=30)
    assert repeated_in(bench, registration_id)
    bench.day += timedelta(days=1)
    assert not repeated_in(bench, registration_id)


def repeated_in(bench: Bench, registration_id: str) -> bool:
    return any(registration_id in finding.detail for finding in opened(bench, ROWS).snapshot().findings(0).warnings)


def test_what_was_sent_does_not_repeat_itself(bench: Bench, registration_id: str) -> None:
    (summary,) = bench.batches.all()
    assert summary.registration_ids == (registration_id,)
    assert not bench.opened(summary.id).snapshot().findings(0).warnings


def test_lost_zeros_are_given_back_from_keys_that_were_issued(bench: Bench, registration_id: str) -> None:
    draft = opened(bench, [("member00001@example.jp", "12345", "100"), ("member00005@example.jp", "1.23E+05", "100")])
    (zeros,) = [finding for finding in draft.snapshot().findings(0).warnings if finding.reason is Reason.LOST_ZEROS]
    assert zeros.detail == "0012345"
    proposals = draft.snapshot().proposals(Warned.EXCEL)
    assert [(each.before, each.after, each.certain) for each in proposals] == [
        ("12345", "0012345", False),
        ("1.23E+05", "123456", False),
    ]
    draft.repair(proposals)
    assert [draft.snapshot().row(n).key for n in range(2)] == ["0012345", "123456"]


def test_limits_are_seen_coming(bench: Bench, registration_id: str) -> None:
    limited = {"per_member": 2, "per_member_per_day": 1}
    draft = opened(bench, [("MEMBER00001@example.jp", "A", "100"), ("member00009@example.jp", "B", "100")], **limited)
    assert draft.snapshot().findings(0).code is Code.PER_MEMBER_PER_DAY
    assert not draft.snapshot().findings(1).errors
    bench.day += timedelta(days=1)
    tomorrow = opened(
        bench, [("member00001@example.jp", "A", "100"), ("member00001@example.jp", "B", "100")], **limited
    )
    assert tomorrow.snapshot().findings(0).code is None
    assert tomorrow.snapshot().findings(1).code is Code.PER_MEMBER


def test_addresses_are_not_kept_as_they_are(bench: Bench, registration_id: str) -> None:
    with bench.store.read() as transaction:
        rows = transaction.all("SELECT member, key FROM issued ORDER BY key")
    assert [key for _, key in rows] == ["0012345", "123456"]
    assert all(isinstance(member, bytes) and len(member) == 16 for member, _ in rows)
    assert len({member for member, _ in rows}) == 2


def test_what_another_machine_issued_the_portal_knows(bench: Bench, registration_id: str, tmp_path: Path) -> None:
    """A store of its own remembers nothing; the check at the portal names the rows all the same."""
    with_nothing = Store.open(tmp_path / "another.db", bytes(range(32)))
    batches = Batches(with_nothing, bench.today)
    sending = Sending(with_nothing, bench.client, bench.site, bench.today)
    source = load_source(csv_file(bench.folder / "next.csv", [("a@example", "bad", "1"), ("b@example.jp", "N", "100")]))
    draft = batches.open(batches.take_in(source, Recipe(), bench.client.campaigns.detail("C-1024")).batch_id)
    draft.paste(2, Column.ADDRESS, ROWS)
    foreseen = sending.foresee(draft.batch_id)
    assert foreseen.is_complete
    assert (foreseen.refused, foreseen.earlier, foreseen.findings) == ("", [], [])
    assert {row_id: each.registration_id for row_id, each in foreseen.repeats.items()} == dict.fromkeys(
        (2, 3), registration_id
    )
    bench.operate("suspend")
    assert sending.foresee(draft.batch_id).refused == Code.CAMPAIGN_NOT_VALID
    bench.client.is_offline = True
    assert not sending.foresee(draft.batch_id).is_complete
    with_nothing.close()
