"""Lines of a file are matched with live issues; nothing is cancelled that was not shown."""

from collections.abc import Sequence

import pytest

from netmile_desktop.domain.cancellations import CancelAction, CancelReason, Cause
from netmile_desktop.workspace.cancelling import file_matching
from netmile_desktop.workspace.cancelling.cancelling import Cancelling
from netmile_desktop.workspace.cancelling.file_matching import FileMatching, LineResult
from netmile_desktop.workspace.cancelling.files import read_cancel_file
from netmile_desktop.workspace.sources.source import load_source
from tests.support.bench import Bench
from tests.support.files import csv_file, good_rows
from tests.support.recalling import sent

WRONG = CancelReason.ISSUED_WRONGLY.value


def matched(bench: Bench, cancellations: Cancelling, rows: Sequence[Sequence[object]]) -> FileMatching:
    file = read_cancel_file(load_source(csv_file(bench.folder / "取消.csv", rows, header=("指定キー", "マイル数"))))
    return cancellations.match(file)


def member(number: int) -> str:
    return f"member{number:05}@example.jp"


def test_each_line_says_what_it_means(bench: Bench, cancellations: Cancelling, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_matching, "MAX_LINES", 2)  # several portions
    batch_id = sent(bench, [(member(1), "X-1", "100"), (member(2), "X-2", "100"), (member(4), "X-4", "100")])
    other = sent(bench, [(member(5), "X-2", "100")])
    found = matched(bench, cancellations, [("X-1", ""), ("X-2", 100), ("X-9", ""), ("", ""), ("X-1", 100), ("X-4", 99)])
    assert [match.found for match in found.lines] == [
        *(
            LineResult.ONE,
            LineResult.SEVERAL,
            LineResult.NONE,
            LineResult.UNREADABLE,
            LineResult.REPEATED,
            LineResult.NONE,
        )
    ]
    assert [match.asked.line for match in found.lines] == [2, 3, 4, 5, 6, 7]
    assert found.count(LineResult.NONE) == 2
    (several,) = found.undecided
    assert {each.registration_id for each in several.candidates} == {
        bench.opened(id_).parts()[0].registration_id for id_ in (batch_id, other)
    }
    assert len(found.chosen) == 1, "what is not decided is not cancelled"
    with pytest.raises(ValueError, match=found.chosen[0]):
        found.choose(3, found.chosen[0])
    found.choose(3, several.candidates[0].issue_id)
    assert found.undecided == []
    outcome = cancellations.order(cancellations.check(found.chosen), CancelAction.AT_ONCE, WRONG)
    assert (outcome.done, [row.issue_id for row in outcome.results]) == (2, found.chosen)
    assert [each.key for each in cancellations.check_batch(batch_id).at_once] == ["X-2", "X-4"]


def test_the_same_file_again_takes_nothing_else(bench: Bench, cancellations: Cancelling) -> None:
    sent(bench, [(member(1), "Y-1", "100")])
    first = matched(bench, cancellations, [("Y-1", "")])
    cancellations.order(cancellations.check(first.chosen), CancelAction.AT_ONCE, WRONG)
    again = matched(bench, cancellations, [("Y-1", "")])
    assert again.chosen == first.chosen
    assert cancellations.check(again.chosen).causes == {Cause.ALREADY_CANCELLED: 1}
    sent(bench, [(member(1), "Y-1", "100")])
    both = matched(bench, cancellations, [("Y-1", "")])
    assert [match.found for match in both.lines] == [LineResult.SEVERAL]
    assert both.chosen == []


def test_a_line_can_be_left_out(bench: Bench, cancellations: Cancelling) -> None:
    sent(bench, [(member(1), "Z-1", "100")])
    found = matched(bench, cancellations, [("Z-1", "")])
    found.choose(2, "")
    assert found.chosen == []


@pytest.mark.no_cover
def test_ten_thousand_are_recalled_in_one_action_and_a_file_of_five_thousand_is_matched(
    bench: Bench, cancellations: Cancelling
) -> None:
    batch_id = sent(bench, good_rows(10_000))
    keys = [(key, miles) for _, key, miles in good_rows(5_000)]
    found = matched(bench, cancellations, keys)
    assert len(found.lines) == 5_000
    assert found.count(LineResult.ONE) + found.count(LineResult.SEVERAL) == 5_000
    preview = cancellations.check_batch(batch_id)
    assert len(preview.at_once) == 10_000
    outcome = cancellations.order(preview, CancelAction.AT_ONCE, WRONG)
    assert (outcome.done, outcome.not_done) == (10_000, [])
    left = cancellations.check_batch(batch_id)
    assert left.at_once == []
    assert left.causes == {Cause.ALREADY_CANCELLED: 10_000}
