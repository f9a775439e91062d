"""Declarations, sums, stacks and the ticks of an axis."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmile_desktop.domain.reports.declarations import REPORTS, REWARD_FUNNEL, SITE, USAGE
from netmile_desktop.domain.reports.figures import OTHERS_ID, known, stacked, sum_of, ticks, totals
from netmile_desktop.domain.reports.shape import Grain, Report


@pytest.mark.parametrize("report", REPORTS.values(), ids=lambda report: report.id)
def test_a_declaration_says_all_that_is_asked_of_it(report: Report) -> None:
    assert REPORTS[report.id] is report
    assert report.title.ja
    assert report.title.en
    assert len({column.id for column in report.columns}) == len(report.columns)
    assert len({column.heading.ja for column in report.columns}) == len(report.columns)
    for column in report.columns:
        assert report.column(column.id) is column
        for grain in Grain:
            has = grain in column.grains
            assert (report.why_not(column, grain) is None) is has
            assert (column in report.columns_by(grain)) is has
    with pytest.raises(KeyError):
        report.column("colour")


def test_csv_columns_are_called_as_the_portal_calls_them() -> None:
    assert [column.heading.ja for column in SITE.columns[:3]] == ["マイル発行数", "マイル発行取消数", "マイル発行回数"]
    assert [column.heading.ja for column in USAGE.columns] == [
        *("マイル発行数", "取消マイル", "繰越マイル", "課金対象マイル", "請求金額（税抜）"),
    ]
    assert [column.id for column in SITE.columns_by(Grain.HOUR)] == ["issued", "issues"]
    assert [column.id for column in SITE.columns_by(Grain.DAY, ["net", "issued"])] == ["issued", "net"]


def test_only_what_adds_up_is_added_up() -> None:
    values = {"issued": [1, 2], "cancelled": [0, 5], "carried": [0, -3], "billable": [1, -6], "yen": [1, 0]}
    assert totals(USAGE.columns, values) == {"issued": 3, "cancelled": 5, "yen": 1}


def test_what_is_not_known_is_no_0() -> None:
    values: dict[str, list[int | None]] = {
        "shown": [None, 3],
        "started": [None, None],
        "completed": [0, 0],
        "approved": [],
    }
    assert totals(REWARD_FUNNEL.columns, values) == {"shown": 3, "completed": 0, "approved": 0}
    assert (sum_of([None, 0]), sum_of([None]), sum_of([])) == (0, None, 0)
    assert known(values["completed"]) == [0, 0]
    with pytest.raises(ValueError, match="not known"):
        known(values["shown"])


def test_what_a_chart_shows_together_and_apart_is_there() -> None:
    for report in REPORTS.values():
        assert any(column.is_charted and column.unit is report.charts for column in report.columns)
        assert not report.stacks or report.column(report.stacks).adds_up
        assert report.columns_by(report.usual)


SHARES = st.lists(st.lists(st.integers(-5, 50), min_size=3, max_size=3), max_size=12)


@given(SHARES, st.integers(1, 9))
def test_the_layers_of_a_stack_sum_up_to_the_whole(shares: list[list[int]], most: int) -> None:
    layers = stacked([(f"C-{n}", f"campaign {n}", values) for n, values in enumerate(shares)], most)
    assert len(layers) <= most
    assert [sum(layer.values[at] for layer in layers) for at in range(3)] == [
        sum(values[at] for values in shares) for at in range(3)
    ]
    named = [sum(map(abs, layer.values)) for layer in layers if layer.campaign_id != OTHERS_ID]
    assert named == sorted(named, reverse=True)
    assert all(layer.campaign_id != OTHERS_ID for layer in layers[:-1])


@pytest.mark.parametrize(
    ("highest", "expected"),
    [
        (0, ["0", "1"]),
        (4, ["0", "1", "2", "3", "4"]),
        (7_600, ["0", "2,000", "4,000", "6,000", "8,000"]),
        (9_800, ["0", "0.2万", "0.4万", "0.6万", "0.8万", "1万"]),
        (12_000, ["0", "0.25万", "0.5万", "0.75万", "1万", "1.25万"]),
        (2_438_900, ["0", "50万", "100万", "150万", "200万", "250万"]),
        (310_000_000, ["0", "1億", "2億", "3億", "4億"]),
    ],
)
def test_ticks_are_written_in_one_unit(highest: int, expected: list[str]) -> None:
    assert [tick.ja for tick in ticks(highest)] == expected


@given(st.integers(-(10**12), 10**12), st.integers(-(10**12), 10**12))
def test_ticks_enclose_the_figures_and_hold_zero(one: int, other: int) -> None:
    found = [tick.value for tick in ticks(max(one, other), min(one, other))]
    assert found[0] <= min(one, other, 0)
    assert found[-1] >= max(one, other, 0)
    assert 0 in found
    assert 2 <= len(found) <= 8
    assert len({b - a for a, b in itertools.pairwise(found)}) == 1


@given(st.integers(0, 10**12))
def test_no_two_ticks_read_alike(highest: int) -> None:
    found = ticks(highest)
    assert len({tick.ja for tick in found}) == len({tick.en for tick in found}) == len(found)
