"""Applying for campaigns from the clerk's side: exactly once, whatever happens to the line."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from netmile_desktop.api.client import PortalClient
from netmile_desktop.api.patience import ONCE
from netmile_desktop.domain import wire
from netmile_desktop.domain.applications import BANNER_BYTES, Flaw, FormField
from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.campaigns import ApplicationKind, ApplicationState, FixedAmount, VariableAmount
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import (
    FileUnreadable,
    NotAllowed,
    NotSignedIn,
    Obstacle,
    ReadFault,
    Refused,
    Unreachable,
)
from netmile_desktop.workspace.campaigns.application_drafts import (
    TypedForm,
    merged,
    read_banner,
    read_typed,
    typed_from,
)
from netmile_desktop.workspace.campaigns.applications import Applications, conflict_between
from tests.support.bench import Bench
from tests.support.faults import Fault

NEW, CHANGE, REUSE = ApplicationKind
APPLY = b"POST /v1/applications HTTP"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
CAMPAIGN = "C-1024"


@pytest.fixture
def applications(bench: Bench) -> Applications:
    return Applications(bench.store, bench.client, bench.today)


@pytest.fixture
def cut_off(bench: Bench) -> Iterator[Applications]:
    """The same on connections of its own, so that the line's next fault is surely met."""
    client = PortalClient(bench.line.url, timeouts=(2, 5), patience=ONCE)
    client.sessions.token = bench.client.sessions.token
    yield Applications(bench.store, client, bench.today)
    client.close()


@pytest.fixture
def fresh(bench: Bench, applications: Applications) -> Callable[..., wire.ApplicationForm]:
    def form(kind: ApplicationKind = NEW, name: str = "春の祭", **changes: object) -> wire.ApplicationForm:
        period = Period(bench.day + timedelta(days=7), bench.day + timedelta(days=37))
        stands = applications.content(CAMPAIGN)
        told = {"campaign_period": period, "issuance_period": period, "name": name} | changes
        campaign_id = "" if kind is NEW else CAMPAIGN
        return wire.ApplicationForm(
            kind=kind,
            campaign_id=campaign_id,
            version=stands.version if kind is CHANGE else 0,
            content=msgspec.structs.replace(stands.content, **told),
        )

    return form


def listed(bench: Bench, name: str) -> int:
    return bench.client.campaigns.applications(wire.ApplicationSearch(name=name)).total


def test_a_form_is_checked_and_applied_for(
    bench: Bench, applications: Applications, fresh: Callable[..., wire.ApplicationForm]
) -> None:
    form = fresh(banner=PNG)
    forecast = applications.check(form)
    assert (forecast.faults, forecast.refused, forecast.before) == ([], "", None)
    assert listed(bench, "春の祭") == 0
    applications.drafts.save(NEW, "", typed_from(form.content))
    applied = applications.apply(form)
    assert (applied.state, applied.content) == (ApplicationState.APPLIED, form.content)
    assert applications.unknown(NEW, "") is None
    assert applications.drafts.find(NEW, "") is None, "what was handed over is no draft any more"
    assert applications.detail(applied.id).may_withdraw
    assert applications.withdraw(applied.id).state is ApplicationState.WITHDRAWN


@pytest.mark.parametrize(
    "fault",
    [Fault(when=APPLY, cut_up_after=0), Fault(when=APPLY, cut_down_after=0), Fault(when=APPLY, repeated="at once")],
)
def test_a_line_that_fails_applies_once(
    bench: Bench, cut_off: Applications, fresh: Callable[..., wire.ApplicationForm], fault: Fault
) -> None:
    form = fresh()
    bench.line.script(fault)
    assert cut_off.apply(form).state is ApplicationState.APPLIED
    assert bench.line.struck.is_set()
    assert listed(bench, form.content.name) == 1


def test_an_answer_that_was_lost_comes_to_the_same_application(
    bench: Bench, applications: Applications, cut_off: Applications, fresh: Callable[..., wire.ApplicationForm]
) -> None:
    form, other = fresh(), fresh(name="夏の祭")
    bench.line.script(Fault(when=APPLY, cut_down_after=0))
    bench.line.always(Fault(reset=True))
    with pytest.raises(Unreachable):
        cut_off.apply(form)
    bench.line.heal()
    unknown = applications.unknown(NEW, "")
    assert unknown is not None
    assert unknown.form == form
    with pytest.raises(NotAllowed, match=Obstacle.OTHER_UNSETTLED):
        applications.apply(other)
    assert applications.unknown(REUSE, CAMPAIGN) is None
    assert applications.apply(form).campaign_name == form.content.name
    assert listed(bench, form.content.name) == 1
    assert applications.unknown(NEW, "") is None
    assert applications.apply(other).campaign_name == "夏の祭"


def test_an_ended_session_leaves_the_way_free_for_another_form(
    bench: Bench, applications: Applications, fresh: Callable[..., wire.ApplicationForm]
) -> None:
    form, other = fresh(), fresh(name="夏の祭")
    bench.client.sessions.sign_out()
    with pytest.raises(NotSignedIn):
        applications.apply(form)
    assert applications.unknown(NEW, "") is None
    bench.client.sessions.sign_in("demo", "Sandbox1234")
    assert applications.apply(other).campaign_name == "夏の祭"
    assert listed(bench, form.content.name) == 0


def test_what_is_fixed_is_refused_and_nothing_is_left_behind(
    applications: Applications, fresh: Callable[..., wire.ApplicationForm]
) -> None:
    form = fresh(CHANGE)
    forecast = applications.check(form)
    assert Flaw.LOCKED in {fault.flaw for fault in forecast.faults}
    assert forecast.before is not None
    with pytest.raises(Refused) as refused:
        applications.apply(form)
    assert refused.value.code == Problem.LOCKED
    assert applications.unknown(CHANGE, CAMPAIGN) is None


def test_both_changes_are_put_together_and_periods_only_grow() -> None:
    base = TypedForm(description="a", link_url="u", transfer_after_days="1", campaign_last="2026-12-31")
    mine = msgspec.structs.replace(base, description="mine", link_url="mine", campaign_last="2027-01-31")
    theirs = msgspec.structs.replace(base, link_url="theirs", transfer_after_days="9", campaign_last="2027-02-28")
    assert merged(base, mine, theirs) == msgspec.structs.replace(
        theirs, description="mine", link_url="mine", campaign_last="2027-02-28"
    )
    unread = msgspec.structs.replace(mine, campaign_last="いつか")
    assert merged(base, unread, theirs).campaign_last == "いつか", "what is typed is never thrown away"
    assert merged(base, base, theirs) == theirs
    assert merged(base, mine, base) == mine


def test_a_conflict_is_only_where_others_changed_something(applications: Applications) -> None:
    stands = applications.content(CAMPAIGN)
    typed = msgspec.structs.replace(typed_from(stands.content), description="mine")
    newer = msgspec.structs.replace(stands, version=stands.version + 2)
    assert conflict_between(stands, typed, newer) is None, "it was suspended and resumed"
    other = msgspec.structs.replace(newer, content=msgspec.structs.replace(stands.content, link_url="http://b.jp/"))
    found = conflict_between(stands, typed, other)
    assert found is not None
    assert found.together == msgspec.structs.replace(typed, link_url="http://b.jp/")
    of_old = conflict_between(None, typed, stands)
    assert of_old is not None, "a draft that does not tell its version may undo anything"
    assert of_old.together == typed
    applications.drafts.save(CHANGE, CAMPAIGN, typed, stands)
    kept = applications.drafts.find(CHANGE, CAMPAIGN)
    assert kept is not None
    assert kept.made_from == stands


def test_content_is_remembered_for_the_time_without_the_portal(
    bench: Bench, applications: Applications, cut_off: Applications
) -> None:
    content = applications.content(CAMPAIGN)
    bench.line.always(Fault(reset=True))
    assert cut_off.content(CAMPAIGN) == content
    with pytest.raises(Unreachable):
        cut_off.content("C-1025")


def test_drafts_outlive_the_program(bench: Bench, applications: Applications) -> None:
    typed = TypedForm(name="まだ途中", campaign_first="2026/1", miles="十", banner=PNG)
    applications.drafts.save(NEW, "", TypedForm(name="先"))
    applications.drafts.save(NEW, "", typed)
    applications.drafts.save(REUSE, CAMPAIGN, TypedForm())
    bench.store.close()
    bench.open_store()
    drafts = Applications(bench.store, bench.client, bench.today).drafts
    found = drafts.find(NEW, "")
    assert found is not None
    assert found.typed == typed
    assert [(each.kind, each.campaign_id) for each in drafts.all()] == [(REUSE, CAMPAIGN), (NEW, "")]
    drafts.drop(NEW, "")
    assert drafts.find(NEW, "") is None


def test_what_is_typed_is_read_or_told(bench: Bench, applications: Applications) -> None:
    content = applications.content(CAMPAIGN).content
    assert read_typed(CHANGE, typed_from(content), bench.day, content)[0] == content
    variable = msgspec.structs.replace(content, amount=VariableAmount(5, 500), per_member=3)
    assert read_typed(NEW, typed_from(variable), bench.day, None)[0] == variable
    wide = msgspec.structs.replace(typed_from(content), is_variable=False, miles="1,２００")
    assert read_typed(NEW, wide, bench.day, None)[0].amount == FixedAmount(1200)


@pytest.mark.parametrize(
    ("changes", "field", "flaw"),
    [
        ({"name": " "}, FormField.NAME, Flaw.MISSING),
        ({"campaign_last": ""}, FormField.CAMPAIGN_PERIOD, Flaw.MISSING),
        ({"issuance_first": "十一月"}, FormField.ISSUANCE_PERIOD, Flaw.NOT_A_DAY),
        ({"miles": "12.5"}, FormField.AMOUNT, Flaw.OUTSIDE_RANGE),
        ({"is_variable": True, "min_miles": "9", "max_miles": "3"}, FormField.AMOUNT, Flaw.REVERSED),
        ({"is_variable": True, "min_miles": "", "max_miles": "3"}, FormField.AMOUNT, Flaw.MISSING),
        ({"per_member": "0"}, FormField.LIMITS, Flaw.OUTSIDE_RANGE),
        ({"transfer_after_days": "91"}, FormField.TRANSFER, Flaw.OUTSIDE_RANGE),
        ({"link_url": "ftp://x"}, FormField.LINK_URL, Flaw.NOT_A_LINK),
    ],
)
def test_each_fault_is_told_once_at_its_place(
    bench: Bench,
    fresh: Callable[..., wire.ApplicationForm],
    changes: dict[str, object],
    field: FormField,
    flaw: Flaw,
) -> None:
    good = typed_from(fresh(amount=FixedAmount(100)).content)
    assert read_typed(NEW, good, bench.day, None)[1] == []
    _, found = read_typed(NEW, msgspec.structs.replace(good, **changes), bench.day, None)
    assert [(fault.field, fault.flaw) for fault in found] == [(field, flaw)]


def test_a_banner_comes_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "バナー.png"
    file.write_bytes(PNG)
    assert read_banner(file) == PNG
    for content, flaw in ((PNG + bytes(BANNER_BYTES), Flaw.TOO_LARGE), (b"<svg/>", Flaw.NOT_AN_IMAGE)):
        file.write_bytes(content)
        found = read_banner(file)
        assert not isinstance(found, bytes)
        assert (found.field, found.flaw) == (FormField.BANNER, flaw)
    file.write_bytes(b"")
    with pytest.raises(FileUnreadable) as empty:
        read_banner(file)
    assert empty.value.reason == ReadFault.EMPTY
    with pytest.raises(FileUnreadable):
        read_banner(tmp_path / "gone.png")
