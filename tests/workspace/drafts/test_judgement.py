"""Findings that are kept right row by row are those of the whole file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.checking import check, check_each
from netmile_desktop.domain.codes import Code
from netmile_desktop.domain.row_sources.listed import RowsInList
from netmile_desktop.domain.rows.issuances import Rule
from netmile_desktop.domain.rows.rows import Row
from netmile_desktop.progress import Cancelled
from netmile_desktop.workspace.drafts.judgement import Judgement
from tests.support.campaigns import TODAY, campaign_detail
from tests.support.files import good_rows
from tests.support.progress import Watched

_ADDRESSES = st.sampled_from(["a@example.jp", "A@example.jp", "b@example.jp", "c@docomo.ne.jp", "x", ""])
_KEYS = st.sampled_from(["K1", "K2", "K3", "鍵", "", "1", "23", "001", "0023", "00345"])
_MILES = st.sampled_from(["100", "200", "1,000", ""])
_CELLS = st.tuples(_ADDRESSES, _KEYS, _MILES)
_CHANGES = st.lists(
    st.dictionaries(st.integers(0, 9), st.one_of(st.none(), _CELLS), min_size=1, max_size=4), max_size=6
)
_LIMITS = st.sampled_from([None, 1, 2])


def a_rule(per_member: int | None = None, per_day: int | None = None) -> Rule:
    return campaign_detail(per_member=per_member, per_member_per_day=per_day).rule(Mode.PC, TODAY)


def a_row(id_: int, cells: tuple[str, str, str]) -> Row:
    return Row(id_, id_ + 2, id_ + 2, *cells)


@given(st.lists(_CELLS, min_size=10, max_size=10), _CHANGES, _LIMITS, _LIMITS)
def test_any_row_of_changes_ends_where_a_fresh_check_does(
    cells: list[tuple[str, str, str]],
    changes: list[dict[int, tuple[str, str, str] | None]],
    per_member: int | None,
    per_day: int | None,
) -> None:
    rule = a_rule(per_member, per_day)
    rows: dict[int, Row | None] = {n: a_row(n, each) for n, each in enumerate(cells)}
    judgement = Judgement(RowsInList([row for row in rows.values() if row]), rule)
    for change in changes:
        news = {n: None if each is None else a_row(n, each) for n, each in change.items()}
        rows |= news
        judgement.replace(news)
        assert judgement.found == check([row for _, row in sorted(rows.items()) if row], rule)


def test_a_limit_reached_moves_on_when_an_earlier_row_goes() -> None:
    rows = [a_row(n, ("a@example.jp", f"K{n}", "100")) for n in range(3)]
    judgement = Judgement(RowsInList(rows), a_rule(per_member=1))
    assert [judgement.of(n).code for n in range(3)] == [None, Code.PER_MEMBER, Code.PER_MEMBER]
    judgement.replace({0: None})
    assert [judgement.of(n).code for n in range(3)] == [None, None, Code.PER_MEMBER]
    judgement.replace({0: rows[0], 1: rows[1]._replace(address="b@example.jp")})
    assert [judgement.of(n).code for n in range(3)] == [None, None, Code.PER_MEMBER]


def test_the_first_key_with_zeros_speaks_for_the_whole_batch() -> None:
    rows = [a_row(n, (f"m{n}@example.jp", str(n + 1), "100")) for n in range(3)]
    judgement = Judgement(RowsInList(rows), a_rule())
    assert not judgement.found
    judgement.replace({0: rows[0]._replace(key="0001")})
    assert [warning.detail for n in (1, 2) for warning in judgement.of(n).warnings] == ["0002", "0003"]
    judgement.replace({0: rows[0]})
    assert not judgement.found


def test_a_change_looks_at_few_of_many_rows() -> None:
    """What keeps an edit of one cell instant in a file of any size."""
    rows = [a_row(n, cells) for n, cells in enumerate(good_rows(5_000))]
    judgement = Judgement(RowsInList(rows), a_rule(per_member=1))
    assert judgement._crowd.neighbours([7]) == {7}
    judgement.replace({7: rows[7]._replace(key=rows[8].key)})
    assert judgement._crowd.neighbours([7]) == {7, 8}


def test_a_long_check_tells_how_far_it_is_and_can_be_stopped() -> None:
    rows = [a_row(n, cells) for n, cells in enumerate(good_rows(2_500))]
    watched = Watched()
    check_each(rows, a_rule(), watched)
    assert watched.reports == [(0, 2_500, "checking"), *[(n, 2_500, "checking") for n in (1_000, 2_000, 2_500)]]
    with pytest.raises(Cancelled):
        check_each(rows, a_rule(), Watched(stop_at=("checking", 1_000)))
