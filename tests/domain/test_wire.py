"""The wire format holds what the domain means, and nothing else gets in."""

from datetime import UTC, date, datetime

import msgspec
import pytest

from netmile_desktop.domain import lists, operations, wire
from netmile_desktop.domain.batches import BatchSettings
from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.campaigns import (
    ApplicationState,
    CampaignState,
    FixedAmount,
    IssuanceMethod,
    Mode,
    Validity,
)
from netmile_desktop.domain.codes import Problem

DETAIL = wire.CampaignDetail(
    id="C-1024",
    name="秋のキャンペーン",
    version=1,
    description="",
    application_state=ApplicationState.APPROVED,
    state=CampaignState.RUNNING,
    campaign_period=Period(date(2026, 11, 1), date(2026, 11, 30)),
    issuance_period=Period(date(2026, 11, 1), date(2026, 12, 31)),
    amount=FixedAmount(100),
    method=IssuanceMethod.MANUAL,
    per_member=1,
    per_member_per_day=None,
    transfer_after_days=0,
    link_url="",
    listed=False,
    listing_text="",
    miles_issued=0,
    as_of=datetime(2026, 11, 21, tzinfo=UTC),
)


@pytest.mark.parametrize(
    ("application", "state", "expected"),
    [
        (ApplicationState.APPROVED, CampaignState.RUNNING, Validity.APPROVED),
        (ApplicationState.APPROVED, CampaignState.ENDED, Validity.APPROVED),
        (ApplicationState.APPROVED, CampaignState.SUSPENDED, Validity.SUSPENDED),
        (ApplicationState.APPLIED, None, Validity.NOT_APPROVED),
        (ApplicationState.REJECTED, None, Validity.NOT_APPROVED),
        (ApplicationState.WITHDRAWN, None, Validity.NOT_APPROVED),
    ],
)
def test_only_approved_campaigns_let_miles_be_issued(
    application: ApplicationState, state: CampaignState | None, expected: Validity
) -> None:
    assert msgspec.structs.replace(DETAIL, application_state=application, state=state).validity is expected


def test_a_campaign_gives_the_rule_its_rows_are_judged_by() -> None:
    rule = DETAIL.rule(Mode.MOBILE, date(2026, 11, 21))
    assert rule.mode is Mode.MOBILE
    assert (rule.per_member, rule.per_member_per_day) == (1, None)
    assert (rule.issuance_from, rule.issuance_to) == (date(2026, 11, 1), date(2026, 12, 31))
    assert msgspec.json.decode(msgspec.json.encode(rule), type=type(rule)) == rule


def test_the_query_of_an_upload_carries_every_setting() -> None:
    settings = BatchSettings(
        campaign_id="C-1", mode=Mode.MOBILE, transfer_after_days=3, notify=True, message="こんにちは"
    )
    fields = msgspec.structs.asdict(settings)
    assert wire.IssuanceQuery(**fields, file_name="a.csv").settings() == settings


def test_an_answer_with_news_is_understood_and_a_request_with_noise_is_not() -> None:
    msgspec.json.decode(b'{"code":"19013","rows":1,"news":true}', type=wire.CodeCount)
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b'{"login":"demo","password":"x","news":true}', type=wire.SignIn)


def test_a_home_page_of_an_older_portal_tells_nothing_of_rewards() -> None:
    told = wire.Home(
        running=[],
        registrations_open=0,
        lists_not_deleted=0,
        reminder_days=14,
        errors_last_days=0,
        as_of=datetime(2026, 12, 1, tzinfo=UTC),
    )
    older = {name: value for name, value in msgspec.to_builtins(told).items() if name != "rewards"}
    assert msgspec.convert(older, wire.Home).rewards is None


def test_every_problem_has_a_status_and_names_are_unique() -> None:
    assert set(operations.STATUS) == set(Problem)
    assert all(400 <= status < 600 for status in operations.STATUS.values())
    assert len({operation.name for operation in operations.ALL}) == len(operations.ALL)
    assert len({(operation.method, operation.path) for operation in operations.ALL}) == len(operations.ALL)


@pytest.mark.parametrize("operation", operations.ALL, ids=lambda operation: operation.name)
def test_an_operation_tells_all_that_can_go_wrong(operation: operations.Operation[object, object, object]) -> None:
    problems = operation.all_problems()
    assert {Problem.INVALID, Problem.METHOD, Problem.BROKEN} <= set(problems)
    without_session = {operations.Audience.ANYONE, operations.Audience.PAYMENT_SITE}
    assert (Problem.SESSION in problems) is (operation.access not in without_session)
    signs = operation.access is operations.Audience.PAYMENT_SITE
    assert signs is ({Problem.SIGNATURE, Problem.TIME, Problem.REPLAY} <= set(problems))
    assert (Problem.SIZE in problems) is bool(operation.raw_body or operation.body is not wire.Nothing)
    assert len(set(problems)) == len(problems)
    assert operation.path.startswith("/v1/") or operation.path in {"/healthz", "/readyz"}


def test_both_lists_begin_with_the_columns_of_an_issuance_file() -> None:
    assert lists.COMPLETED_HEADER[:3] == lists.ERROR_HEADER[:3] == (lists.ADDRESS, lists.KEY, lists.MILES)
