"""What is to be looked at before a file is imported: a figure and its evidence for each point."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject

from netmile_desktop.domain.codes import Warned
from netmile_desktop.domain.tables.column_letters import column_letters
from netmile_desktop.domain.tables.table import ColumnRole, DoubtCause, Inclusion, LeftOutCause
from netmile_desktop.domain.texts.remarks import RemarkKind, remark_name
from netmile_desktop.domain.texts.tables import (
    ISSUED_BEFORE,
    doubt_words,
    inclusion_words,
    left_out_words,
    role_words,
    separator_words,
)
from netmile_desktop.views.batch.importing.table.deciding import SENT_ROLES
from netmile_desktop.views.batch.importing.table.facts import sheets_of
from netmile_desktop.views.batch.importing.table.lines import hidden_rows
from netmile_desktop.views.look import formats
from netmile_desktop.views.messages import Texts
from netmile_desktop.workspace.batches.batches import BatchSummary
from netmile_desktop.workspace.sources.looks import SourceLook, sums_with_rows_left_out
from netmile_desktop.workspace.sources.remarks import remark_explanation, remarks_of
from netmile_desktop.workspace.sources.source import CSV

GOOD, ASKED, UNKNOWN, WARNING, TOLD = "good", "asked", "unknown", "warning", "told"
"""Checked and holds; waits for an answer; not known yet; to be looked at; said without judging."""

DASH = "—"
_REMARKED = defaultdict(
    lambda: WARNING,
    {
        RemarkKind.SHOWN_KEYS: GOOD,
        RemarkKind.TRIMMED: TOLD,
        RemarkKind.DROPPED: TOLD,
        RemarkKind.PLAIN_NUMBERS: TOLD,
        RemarkKind.DATES: TOLD,
    },
)
_LOSSES = (
    *(RemarkKind.PLAIN_NUMBERS, RemarkKind.UNCALCULATED, RemarkKind.LONG_NUMBERS, RemarkKind.DATES),
    RemarkKind.ERROR_CELLS,
)
_SAME_NAMED = 2
_WORDS_NAMED = 3
_COUNTED = 2
"""Causes of left out records that are named with their number; more are only named."""


@dataclass(frozen=True, slots=True)
class Check:
    """One point: `key` names it, `state` is one of the constants of this module."""

    key: str
    state: str
    name: str
    figure: str = ""
    evidence: str = ""
    link: str = ""
    """The words of a link that changes it, or ""."""


class CheckFacts(QObject):
    """Says what is known of a file, point by point."""

    def __init__(self, words: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def of(self, look: SourceLook, earlier: Sequence[BatchSummary] = ()) -> list[Check]:
        """Return all points of a file, in the order in which they are shown."""
        return [
            self._rows(look),
            *self._columns_asked(look),
            *self._marked(look),
            self._miles(look),
            *self._keys(look),
            *self._sheets(look),
            *self._text(look),
            *self._issued_before(look),
            *self._earlier(earlier),
            *self._remarks(look, *_LOSSES),
        ]

    def rows(self, count: int) -> str:
        """Return a number of rows in words."""
        return formats.counted(count, self.tr("{} row"), self.tr("{} rows"))

    def _rows(self, look: SourceLook) -> Check:
        counts: dict[LeftOutCause, int] = {}
        for each in look.table.left_out:
            if each.first == look.table.header_record:
                continue  # named as the heading
            counts[each.cause] = counts.get(each.cause, 0) + each.last - each.first + 1
        is_short = len(counts) > _COUNTED
        left = [self._words.say(left_out_words(cause, 1 if is_short else n)) for cause, n in counts.items()]
        if look.table.header_record:
            left.insert(1 if LeftOutCause.LEADING in counts else 0, self.tr("heading"))
        evidence = self.tr("without: {}").format(self.tr(", ").join(left)) if left else self.tr("every row of the file")
        return Check("rows", GOOD if look.sums.rows else WARNING, self.tr("Rows"), self.rows(look.sums.rows), evidence)

    def _columns_asked(self, look: SourceLook) -> Iterator[Check]:
        for doubt in look.table.doubts:
            if doubt.cause is DoubtCause.HIDDEN_ROWS:
                continue
            if doubt.cause is DoubtCause.SEPARATOR:
                yield Check("separator", ASKED, self.tr("Separator"), "", self.tr("Choose it above the table."))
                continue
            if doubt.role is None:
                told = self._words.say(doubt_words(doubt, look.table))
                figure = self.tr("row {}").format(formats.number(doubt.record)) if doubt.record else DASH
                yield Check(f"column {doubt.cause}", ASKED, self.tr("Table"), figure, told)
                continue
            name = self.tr("{} column").format(self._words.say(role_words(doubt.role)))
            count = len(doubt.candidates)
            letters = self.tr(", ").join(column_letters(each) for each in doubt.candidates)
            figure = formats.counted(count, self.tr("{} candidate"), self.tr("{} candidates")) if count else DASH
            evidence = self.tr("Choose above the table, or in the head of a column: {}").format(letters)
            if not count:
                evidence = self.tr("Choose in the head of the column.")
            yield Check(f"column {doubt.role}", ASKED, name, figure, evidence)

    def _marked(self, look: SourceLook) -> Iterator[Check]:
        """Yield what was decided about rows that are marked as not to be issued."""
        marked, chosen = look.table.marked, look.table.choices.marked
        if marked is None or chosen is None:
            return
        is_out = chosen is Inclusion.LEAVE_OUT
        state = self.tr("left out") if is_out else self.tr("imported with all others")
        said = self.tr(", ").join(marked.words[:_WORDS_NAMED])
        link = self._words.say(inclusion_words(chosen.other))
        name = self.tr("Marked as cancelled or excluded")
        yield Check("marked", TOLD if is_out else WARNING, name, self.rows(marked.count), f"{said} · {state}", link)

    def _miles(self, look: SourceLook) -> Check:
        name, sums = self.tr("Sum of miles"), look.sums
        if sums.miles is None:
            return Check("miles", UNKNOWN, name, self.tr("not known yet"), self.tr("Summed once the column is chosen."))
        state, evidence = self._against_total(look, sums.miles)
        if sums.unread:
            unread = self.tr("Rows whose miles are no number, not in the sum: {}")
            state, evidence = WARNING, f"{evidence}\n{unread.format(formats.number(sums.unread))}"
        return Check("miles", state, name, formats.miles(sums.miles), evidence)

    def _against_total(self, look: SourceLook, miles: int) -> tuple[str, str]:
        total = look.table.total
        if total is None:
            return TOLD, self.tr("The file names no total.")
        place = f"{column_letters(total.column)}{total.record}"
        with_left_out = sums_with_rows_left_out(look)
        if total.miles == miles:
            told = self.tr("equals the file's total in {}")
            if hidden_rows(look.table) and look.with_hidden == look.sums != look.without_hidden:
                told = self.tr("equals the file's total in {} (with hidden rows)")
            return GOOD, told.format(place)
        if total.miles in with_left_out:
            less = self.tr("the file's total of {0}, less {1}")
            return GOOD, less.format(formats.number(total.miles), self.rows(with_left_out[total.miles]))
        return WARNING, self.tr("The file's total in {0} is {1}.").format(place, formats.number(total.miles))

    def _keys(self, look: SourceLook) -> Iterator[Check]:
        column = look.table.column_of(ColumnRole.KEY)
        if column is None:
            return
        yield from self._remarks(look, RemarkKind.SHOWN_KEYS, RemarkKind.NUMBER_KEYS)
        parts = []
        if look.empty_keys:
            parts.append(self.tr("empty: {}").format(formats.number(look.empty_keys)))
        if look.repeated_keys:
            parts.append(self.tr("repeated: {}").format(formats.number(look.repeated_keys)))
        figure, name = formats.number(look.sums.rows - look.empty_keys), self.tr("Specified keys")
        if all(look.table.column_of(role) is not None for role in SENT_ROLES):
            told = self.tr(", ").join(parts) or self.tr("none is empty, none is repeated")
            yield Check("keys", WARNING if parts else GOOD, name, figure, told)
            return
        # Without miles or addresses no row is good, and only good rows are compared.
        parts.append(self.tr("repeats are looked for once all columns are chosen"))
        yield Check("keys", WARNING if look.empty_keys else UNKNOWN, name, figure, self.tr(", ").join(parts))

    def _sheets(self, look: SourceLook) -> Iterator[Check]:
        others = [(name, rows) for name, rows in sheets_of(look.source) if name != look.source.sheet and rows != 0]
        if not others:
            return
        named = [f"{name} {DASH if rows is None else self.rows(rows)}" for name, rows in others]
        evidence = self.tr("Not imported: {}").format(self.tr(", ").join(named))
        figure = formats.counted(len(others), self.tr("{} sheet"), self.tr("{} sheets"))
        yield Check("sheets", TOLD, self.tr("Other sheets"), figure, evidence)

    def _text(self, look: SourceLook) -> Iterator[Check]:
        if look.source.kind == CSV:
            evidence = self._words.say(separator_words(look.table.delimiter))
            figure = self._words.encoding(look.table.encoding)
            link = self.tr("Change")
            yield Check("encoding", TOLD, self.tr("Encoding"), "", f"{figure} · {evidence}", link)
        yield from self._remarks(look, RemarkKind.UNDECODABLE, RemarkKind.TRIMMED, RemarkKind.DROPPED)

    def _issued_before(self, look: SourceLook) -> Iterator[Check]:
        if look.table.is_completed_list:
            figure = self.rows(look.sums.rows)
            yield Check("issued", WARNING, self.tr("Issued before"), figure, self._words.say(ISSUED_BEFORE))

    def _earlier(self, earlier: Sequence[BatchSummary]) -> Iterator[Check]:
        if not earlier:
            return
        told = self.tr("{0}: {1} ({2})")
        lines = [
            told.format(
                formats.moment(batch.created_at),
                batch.name,
                ", ".join(batch.registration_ids) or self._words.state(batch.state),
            )
            for batch in earlier[:_SAME_NAMED]
        ]
        name = self.tr("Same file imported before")
        figure = formats.counted(len(earlier), self.tr("{} time"), self.tr("{} times"))
        yield Check("earlier", WARNING, name, figure, "\n".join([str(Warned.SAME_FILE), *lines]))

    def _remarks(self, look: SourceLook, *kinds: RemarkKind) -> Iterator[Check]:
        """Yield what is remarked of the cells of a file, as the command line says it."""
        for each in remarks_of(look):
            if each.kind in kinds:
                words = remark_explanation(each)
                evidence = self._words.say(words) if words is not None else ""
                name, key = self._words.say(remark_name(each.kind)), each.kind.replace("_", " ")
                yield Check(key, _REMARKED[each.kind], name, formats.number(each.count), evidence)
