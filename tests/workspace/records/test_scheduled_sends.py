"""A draft waits for its issuance period and is then sent by itself, if staff asked for it."""

from datetime import date, timedelta

import pytest

from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.campaigns import ApplicationState, CampaignState
from netmile_desktop.domain.codes import Code
from netmile_desktop.domain.failures import NotAllowed, Obstacle
from netmile_desktop.domain.rows.rows import Column, Recipe
from netmile_desktop.workspace.sources.source import load_source
from tests.support.bench import Bench, keys_and_miles
from tests.support.campaigns import campaign_detail
from tests.support.files import csv_file, good_rows


def early(bench: Bench, **changes: object) -> str:
    """A draft in a campaign whose period, as far as is known here, opens tomorrow."""
    opens = Period(bench.day + timedelta(days=1), bench.day + timedelta(days=30))
    campaign = campaign_detail(issuance_period=opens, **changes)
    source = load_source(csv_file(bench.folder / "early.csv", good_rows(3)))
    return bench.batches.take_in(source, Recipe(), campaign).batch_id


def move_to(bench: Bench, day: date) -> None:
    bench.day = day


def test_it_is_due_once_its_period_opens_and_sent_once(bench: Bench) -> None:
    batch_id = early(bench)
    assert [finding.code for finding in bench.sending.plan(bench.opened(batch_id)).refused] == [Code.OUTSIDE_PERIOD]
    bench.sending.send_when_open(batch_id)
    assert bench.sending.sends_when_open(bench.opened(batch_id))
    assert bench.sending.due() == []
    move_to(bench, bench.day + timedelta(days=1))
    assert bench.sending.due() == [batch_id]
    for due in bench.sending.due():
        bench.sending.send(due)
    assert bench.newly_issued() == keys_and_miles(good_rows(3))
    assert bench.sending.due() == []


def test_nothing_is_due_that_nobody_asked_for(bench: Bench) -> None:
    asked, not_asked, taken_back = early(bench), early(bench), early(bench)
    for batch_id in (asked, taken_back):
        bench.sending.send_when_open(batch_id)
    bench.sending.send_when_open(taken_back, wanted=False)
    move_to(bench, bench.day + timedelta(days=1))
    assert bench.sending.due() == [asked]
    assert not bench.sending.sends_when_open(bench.opened(not_asked))
    assert not bench.sending.sends_when_open(bench.opened(taken_back))


def test_a_changed_draft_must_be_asked_for_again(bench: Bench) -> None:
    """What was confirmed is not what would be sent."""
    batch_id = early(bench)
    bench.sending.send_when_open(batch_id)
    draft = bench.opened(batch_id)
    draft.set_cells([(0, Column.KEY, "OTHER")])
    assert not bench.sending.sends_when_open(draft)
    move_to(bench, bench.day + timedelta(days=1))
    assert bench.sending.due() == []
    bench.sending.send_when_open(batch_id)
    assert bench.sending.due() == [batch_id]


@pytest.mark.parametrize(
    "changes", [{"state": CampaignState.SUSPENDED}, {"application_state": ApplicationState.APPLIED, "state": None}]
)
def test_a_campaign_that_is_not_valid_is_not_due(bench: Bench, changes: dict[str, object]) -> None:
    batch_id = early(bench, **changes)
    bench.sending.send_when_open(batch_id)
    move_to(bench, bench.day + timedelta(days=1))
    assert bench.sending.due() == []


def test_what_is_sent_or_gone_is_not_asked_for(bench: Bench) -> None:
    batch_id = bench.imported(good_rows(1))
    bench.sending.send_when_open(batch_id)
    bench.sending.send(batch_id)
    assert bench.sending.due() == []
    with pytest.raises(NotAllowed, match=Obstacle.HANDED_OVER):
        bench.sending.send_when_open(batch_id)
    gone = early(bench)
    bench.sending.send_when_open(gone)
    bench.batches.discard(gone)
    move_to(bench, bench.day + timedelta(days=1))
    assert bench.sending.due() == []


def test_it_survives_a_restart(bench: Bench) -> None:
    batch_id = early(bench)
    bench.sending.send_when_open(batch_id)
    bench.store.close()
    bench.open_store()
    move_to(bench, bench.day + timedelta(days=1))
    assert bench.sending.due() == [batch_id]
