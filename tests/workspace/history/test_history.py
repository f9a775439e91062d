"""The history on the clerk's machine: fresh, remembered, saved, and joined with addresses kept here."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import wire
from netmile_desktop.domain.failures import FileUnwritable, Unreachable
from netmile_desktop.domain.rows.rows import Column
from netmile_desktop.workspace.history.issue_history import IssueHistory
from netmile_desktop.workspace.issuing.singles import SingleIssues
from tests.support.bench import Bench
from tests.support.files import good_rows


@pytest.fixture
def history(bench: Bench) -> IssueHistory:
    return IssueHistory(bench.client, bench.store)


@pytest.fixture
def offline(bench: Bench) -> Iterator[IssueHistory]:
    client = PortalClient(bench.line.url)
    client.is_offline = True
    yield IssueHistory(client, bench.store)
    client.close()


def test_a_page_is_remembered_for_the_time_without_a_network(history: IssueHistory, offline: IssueHistory) -> None:
    query = wire.HistorySearch(size=20)
    with pytest.raises(Unreachable):
        offline.search(query)
    found = history.search(query)
    assert len(found.page.items) == 20
    assert not found.is_remembered
    again = offline.search(query)
    assert again.is_remembered
    assert again.page == found.page
    assert again.page.as_of == found.page.as_of
    with pytest.raises(Unreachable):
        offline.search(wire.HistorySearch(size=20, page=2))
    assert offline.last() == again


def test_what_is_found_can_be_ticked_as_a_whole(bench: Bench, history: IssueHistory) -> None:
    page = history.search(wire.HistorySearch(campaign_id="C-1024", size=1)).page
    some = page.items[0]
    ids = history.found_ids(wire.HistoryConditions(registration_id=some.registration_id))
    assert some.issue_id in ids
    assert len(set(ids)) == len(ids)


def test_an_export_is_whole_or_not_there(bench: Bench, history: IssueHistory) -> None:
    query = wire.HistoryExport(issued_from=bench.day - timedelta(days=10), issued_to=bench.day)
    saved = history.export(query, bench.folder / "履歴.csv")
    assert saved.read_bytes() == bench.client.history.export(query)
    with pytest.raises(FileUnwritable):
        history.export(query, bench.folder / "nowhere" / "履歴.csv")
    assert sorted(each.name for each in bench.folder.glob("*.csv")) == ["履歴.csv"]


def test_addresses_come_from_the_own_batches_as_they_were_sent(bench: Bench, history: IssueHistory) -> None:
    batch_id = bench.imported([("wrong", "K1", "100"), *good_rows(2)])
    draft = bench.opened(batch_id)
    draft.set_cells([(0, Column.ADDRESS, "member00040@example.jp")])
    bench.sending.send(batch_id)
    single = SingleIssues(bench.store, bench.client, bench.today).issue(
        wire.SingleIssue(campaign_id="C-1024", address="member00041@example.jp", key="S1", miles="100")
    )
    (part,) = bench.opened(batch_id).parts()
    records = [
        *bench.client.cancellations.check(wire.CancelSelection(registration_id=part.registration_id)).items,
        *bench.client.cancellations.check(wire.CancelSelection(registration_id=single.registration_id)).items,
    ]
    others = bench.client.history.search(wire.HistorySearch(size=5)).items
    known = history.addresses([*records, *others])
    by_key = {each.key: known.get(each.issue_id) for each in records}
    assert by_key == {
        "K1": "member00040@example.jp",
        "S1": "member00041@example.jp",
        **{key: address for address, key, _ in good_rows(2)},
    }
    assert len(known) == 4
