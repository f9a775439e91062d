from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from netmile_desktop.views.common.tables.widths import Wish, shared


@st.composite
def wishes(draw: st.DrawFn) -> Wish:
    floor, least, kept, ideal, most = sorted(draw(st.lists(st.integers(10, 600), min_size=5, max_size=5)))
    if draw(st.booleans()) and draw(st.booleans()):
        return Wish(floor, ideal, ideal, ideal, ideal, is_chosen=True)
    return Wish(floor, least, kept, ideal, most, draw(st.integers(0, 3)), draw(st.booleans()))


tables = st.lists(wishes(), min_size=1, max_size=14)


@given(st.integers(0, 4000), tables)
def test_columns_fill_a_table_and_keep_their_bounds_while_that_is_possible(room: int, columns: list[Wish]) -> None:
    widths = shared(room, columns)
    assert all(width >= wish.floor for width, wish in zip(widths, columns, strict=True)), "none vanishes"
    floors, ideals = sum(wish.floor for wish in columns), sum(wish.ideal for wish in columns)
    if room <= floors:
        assert widths == [wish.floor for wish in columns], "then the table scrolls sideways"
        return
    if all(wish.is_chosen for wish in columns) or (
        room > ideals and all(wish.is_chosen or wish.most == wish.floor for wish in columns)
    ):
        assert sum(widths) == min(room, ideals)
        return
    assert sum(widths) == room
    mosts = [wish.most if wish.weight and not wish.is_chosen else wish.ideal for wish in columns]
    if room <= sum(mosts):
        assert all(width <= most for width, most in zip(widths, mosts, strict=True))


@given(st.integers(0, 4000), tables)
def test_nobody_gives_more_before_the_others_have_given_as_much_as_they_easily_can(
    room: int, columns: list[Wish]
) -> None:
    pairs = list(zip(shared(room, columns), columns, strict=True))
    if any(width < wish.kept for width, wish in pairs if not wish.is_empty):
        assert all(width == wish.floor for width, wish in pairs if wish.is_empty), "empty columns give first"
        assert all(width <= wish.kept for width, wish in pairs)
    if any(width < wish.least for width, wish in pairs if not wish.weight and not wish.is_empty):
        assert all(width <= wish.least for width, wish in pairs if not wish.is_chosen)
    if any(width < wish.ideal for width, wish in pairs if wish.is_chosen):
        assert all(width == wish.floor for width, wish in pairs if not wish.is_chosen), "a chosen width gives last"


def test_slack_goes_by_weight_and_then_to_all() -> None:
    number, name = Wish(40, 60, 60, 60, 60), Wish(80, 100, 100, 100, 300, 2)
    other = Wish(80, 100, 100, 100, 500, 1)
    assert shared(260, [number, name, other]) == [60, 100, 100]
    assert shared(320, [number, name, other]) == [60, 140, 120]
    assert shared(860, [number, name, other]) == [60, 300, 500]
    assert shared(1120, [number, name, other]) == [120, 400, 600]
