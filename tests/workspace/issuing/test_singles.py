"""One issue at a time, exactly once, whatever happens to the line."""

import os
import subprocess
from collections.abc import Iterator

import msgspec
import pytest

from netmile_desktop.api.client import PortalClient
from netmile_desktop.api.patience import ONCE
from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import PartState
from netmile_desktop.domain.codes import Code, Problem
from netmile_desktop.domain.failures import Broken, NotAllowed, NotSignedIn, Obstacle, Refused, Unreachable
from netmile_desktop.domain.rows.reasons import Reason
from netmile_desktop.workspace.issuing.singles import SingleIssues
from tests.support.bench import Bench
from tests.support.faults import Fault
from tests.support.programs.nursery import CODE, program
from tests.support.progress import Watched

PUT = b"PUT /v1/issuances/single/by-key"


@pytest.fixture
def singles(bench: Bench) -> SingleIssues:
    return SingleIssues(bench.store, bench.client, bench.today)


@pytest.fixture
def cut_off(bench: Bench) -> Iterator[SingleIssues]:
    """The same on connections of its own, so that the line's next fault is surely met."""
    client = PortalClient(bench.line.url, timeouts=(2, 5), patience=ONCE)
    client.sessions.token = bench.client.sessions.token
    yield SingleIssues(bench.store, client, bench.today)
    client.close()


def request(**changes: object) -> wire.SingleIssue:
    wanted = wire.SingleIssue(campaign_id="C-1024", address="member00001@example.jp", key="S-1", miles="100")
    return msgspec.structs.replace(wanted, **changes)


def test_it_is_checked_issued_and_remembered(bench: Bench, singles: SingleIssues) -> None:
    forecast = singles.check(request())
    assert (forecast.code, forecast.refused, forecast.miles, forecast.earlier_same) == (None, None, 100, [])
    assert singles.all() == []
    progress = Watched()
    issued = singles.issue(request(), progress)
    assert (issued.type, issued.records, issued.errors, issued.code) == ("single", 1, 0, None)
    assert progress.phases == ["sending", "judging"]
    assert bench.newly_issued() == {("S-1", 100): 1}
    (single,) = singles.all()
    assert (single.state, single.registration_id, single.code) == (PartState.JUDGED, issued.registration_id, "")
    assert singles.waiting() == []
    (again,) = singles.findings(request(), bench.client.campaigns.detail("C-1024")).warnings
    assert (again.reason, again.detail) == (Reason.EARLIER_ISSUE, f"{bench.day}, {issued.registration_id}")
    assert [each.registration_id for each in singles.check(request()).earlier_same] == [issued.registration_id]


def test_the_same_again_is_a_new_issue_once_the_first_is_through(bench: Bench, singles: SingleIssues) -> None:
    first, second = singles.issue(request()), singles.issue(request())
    assert first.registration_id != second.registration_id
    assert bench.newly_issued() == {("S-1", 100): 2}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"address": "taro@example"}, Code.ADDRESS),
        ({"key": "a b"}, Code.KEY),
        ({"miles": "1,000"}, Code.MILES),
    ],
)
def test_what_is_malformed_is_refused_without_an_id(
    bench: Bench, singles: SingleIssues, changes: dict[str, object], code: Code
) -> None:
    campaign = bench.client.campaigns.detail("C-1024")
    assert singles.findings(request(**changes), campaign).code is code
    assert singles.check(request(**changes)).code == code
    with pytest.raises(Refused) as refused:
        singles.issue(request(**changes))
    assert refused.value.code == code
    (single,) = singles.all()
    assert (single.state, single.code, single.registration_id) == (PartState.REFUSED, code, "")
    assert bench.newly_issued() == {}
    singles.forget(single.key)
    assert singles.all() == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"address": "nobody@example.jp"}, Code.NO_SUCH_MEMBER),
        ({"address": "left001@example.jp"}, Code.MEMBER_NOT_VALID),
        ({"miles": "200"}, Code.AMOUNT_RULE),
    ],
)
def test_what_only_the_judgement_finds_has_an_id_and_a_code(
    bench: Bench, singles: SingleIssues, changes: dict[str, object], code: Code
) -> None:
    judged = singles.issue(request(**changes))
    assert (judged.errors, judged.code) == (1, code)
    (single,) = singles.all()
    assert (single.state, single.code, single.registration_id) == (PartState.JUDGED, code, judged.registration_id)
    assert bench.newly_issued() == {}
    assert not singles.findings(request(), bench.client.campaigns.detail("C-1024"))


def test_a_suspended_campaign_issues_nothing(bench: Bench, singles: SingleIssues) -> None:
    bench.operate("suspend")
    with pytest.raises(Refused) as refused:
        singles.issue(request())
    assert refused.value.code == Problem.CAMPAIGN_NOT_VALID
    assert [finding.code for finding in singles.refused(bench.client.campaigns.detail("C-1024"))] == ["42030"]
    bench.operate("resume")
    singles.issue(request())
    assert bench.newly_issued() == {("S-1", 100): 1}


@pytest.mark.parametrize(
    "fault", [Fault(when=PUT, cut_up_after=0), Fault(when=PUT, cut_down_after=0), Fault(when=PUT, repeated="at once")]
)
def test_a_line_that_fails_issues_once(bench: Bench, cut_off: SingleIssues, fault: Fault) -> None:
    bench.line.script(fault)
    issued = cut_off.issue(request())
    assert bench.line.struck.is_set()
    assert not issued.errors
    assert bench.newly_issued() == {("S-1", 100): 1}


def test_an_answer_that_was_lost_is_found_again(bench: Bench, singles: SingleIssues, cut_off: SingleIssues) -> None:
    bench.line.script(Fault(when=PUT, cut_down_after=0))
    bench.line.always(Fault(reset=True))
    with pytest.raises(Unreachable):
        cut_off.issue(request())
    bench.line.heal()
    (waiting,) = singles.waiting()
    assert waiting.state is PartState.UNKNOWN
    with pytest.raises(NotAllowed, match=Obstacle.NOTHING_TO_ABANDON):
        singles.forget(waiting.key)
    (found,) = singles.resume()
    assert found.key == waiting.key
    assert found.state is PartState.JUDGED
    assert bench.newly_issued() == {("S-1", 100): 1}


def test_an_ended_session_refuses_and_the_issue_stays_ready(bench: Bench, singles: SingleIssues) -> None:
    bench.client.sessions.sign_out()
    with pytest.raises(NotSignedIn):
        singles.issue(request())
    (single,) = singles.all()
    assert single.state is PartState.READY
    assert singles.waiting() == []
    bench.client.sessions.sign_in("demo", "Sandbox1234")
    singles.issue(request())
    assert [each.key for each in singles.all()] == [single.key], "the same issue, not a second one"
    assert bench.newly_issued() == {("S-1", 100): 1}


def test_what_never_arrived_waits_for_the_clerk(bench: Bench, singles: SingleIssues, cut_off: SingleIssues) -> None:
    bench.line.always(Fault(reset=True))
    with pytest.raises(Unreachable):
        cut_off.issue(request())
    bench.line.heal()
    (found,) = singles.resume()
    assert found.state is PartState.READY
    assert bench.newly_issued() == {}
    singles.issue(request())  # the same key: pressed twice, issued once
    assert [single.key for single in singles.all()] == [found.key]
    assert bench.newly_issued() == {("S-1", 100): 1}


def test_a_portal_that_issues_in_another_campaign_is_not_believed(
    bench: Bench, singles: SingleIssues, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue_one = bench.client.issuances.issue_one
    monkeypatch.setattr(
        bench.client.issuances,
        "issue_one",
        lambda key, single, progress: issue_one(
            key, msgspec.structs.replace(single, campaign_id="C-1028", miles="15"), progress
        ),
    )
    for press in (lambda: singles.issue(request()), singles.resume):
        with pytest.raises(Broken, match="accepted something else"):
            press()
        (single,) = singles.all()
        assert (single.state, single.registration_id) == (PartState.UNKNOWN, "")
    assert bench.newly_issued().total() <= 1


DYING = """
import os, sys
from datetime import date
from pathlib import Path
from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import wire
from netmile_desktop.workspace.issuing.singles import SingleIssues
from netmile_desktop.workspace.store.store import Store

class Dying:
    def report(self, done, total, phase=""):
        if phase == sys.argv[3]:
            os._exit(9)
    def sleep(self, seconds): pass
    def on_cancel(self, stop): pass

store = Store.open(Path(sys.argv[1]), bytes(range(32)))
client = PortalClient(sys.argv[2])
client.sessions.sign_in("demo", "Sandbox1234")
request = wire.SingleIssue(campaign_id="C-1024", address="member00001@example.jp", key="S-1", miles="100")
SingleIssues(store, client, lambda: date(2026, 11, 21)).issue(request, Dying())
"""


@pytest.mark.durable
@pytest.mark.parametrize("phase", ["sending", "judging"])
def test_a_killed_process_issues_once(bench: Bench, phase: str) -> None:
    bench.store.close()
    command = [*program(CODE), DYING, str(bench.folder / "site.db"), bench.portal.url, phase]
    died = subprocess.run(command, check=False, env={**os.environ, "PYTHONPATH": os.getcwd()})
    assert died.returncode == 9
    bench.open_store()
    singles = SingleIssues(bench.store, bench.client, bench.today)
    (found,) = singles.resume()
    assert found.state is (PartState.READY if phase == "sending" else PartState.JUDGED)
    if found.state is PartState.READY:
        singles.issue(found.request)
    assert bench.newly_issued() == {("S-1", 100): 1}
    assert len(singles.all()) == 1
