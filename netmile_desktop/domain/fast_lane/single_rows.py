"""What each row of a table says by itself, the same as the plain rules say of it.

Every rule about single rows looks at one cell. So of rows in which one cell is in doubt and the others are
beyond it, those with the same text in that cell say the same: the plain rules are asked about one of them.
"""

from __future__ import annotations

from concurrent.futures import Future

import numpy as np

from netmile_desktop.domain.campaigns import FixedAmount, Mode
from netmile_desktop.domain.checking import PastIssues, with_warning
from netmile_desktop.domain.fast_lane.byte_table import ByteTable
from netmile_desktop.domain.fast_lane.cell_flags import ADDRESS, CARRIER, CELLS, KEY, MILES, PLAIN
from netmile_desktop.domain.fast_lane.duplicates import Rows, ascending, having, key_print
from netmile_desktop.domain.fast_lane.packed_cells import Flags, Words, numbers
from netmile_desktop.domain.rows.issuances import Findings, Rule, check_row
from netmile_desktop.domain.rows.rows import Column, Row
from netmile_desktop.progress import Progress

REPORT_EVERY = 500
"""Rows judged between two checks for a cancellation."""

MOST_TEXTS = 10_000
"""Distinct texts of a column whose findings are cached."""

_MARKS = {Column.ADDRESS: ADDRESS, Column.KEY: KEY, Column.MILES: MILES}


def alone(row: Row, rule: Rule, past: PastIssues) -> Findings:
    """What one row says by itself and beside what was issued before."""
    return with_warning(check_row(row, rule), past.finding(row))


class SingleRows:
    """The rows of a table under a rule, each by itself."""

    def __init__(self, table: ByteTable, rule: Rule, past: PastIssues, progress: Progress) -> None:
        self._table = table
        self._rule = rule
        self._past = past
        self._progress = progress
        self._found: dict[int, Findings] = {}
        self._judged = self._doubtful = 0

    def findings(self, keys: Future[Words]) -> dict[int, Findings]:
        """By row; `keys` will be the fingerprints of all keys."""
        marks = self._table.marks
        good = marks & CELLS
        good[~self._amounts_are_allowed()] &= ADDRESS | KEY
        if self._rule.key.is_narrower:
            good &= ADDRESS | MILES  # the marks were made by the widest rule
        sound = (good == CELLS) & ((marks & PLAIN) != 0)
        repeated = self._repeated(keys)
        wrong_kind = (good & ADDRESS != 0) & (((marks & CARRIER) != 0) != (self._rule.mode is Mode.MOBILE))
        good[wrong_kind] &= KEY | MILES
        doubtful = ~sound | repeated
        self._doubtful = int(np.count_nonzero(doubtful))
        good[repeated] = 0
        for column, mark in _MARKS.items():
            in_doubt = doubtful & (good == CELLS - mark)
            self._judge_by_text(np.flatnonzero(in_doubt), column)
            doubtful &= ~in_doubt
        self._judge_one_by_one(np.flatnonzero(doubtful))
        alike = np.flatnonzero(sound & wrong_kind & ~repeated)
        if len(alike):
            # All of them are sound but for the kind of address, so one speaks for all.
            self._found |= dict.fromkeys(alike.tolist(), check_row(self._table[int(alike[0])], self._rule))
        return self._found

    def _repeated(self, keys: Future[Words]) -> Flags:
        """Rows about which the past may have something to say."""
        result = np.zeros(len(self._table), np.bool_)
        if repeated := self._past.repeated_keys():
            result[having(keys.result(), ascending(map(key_print, repeated)))] = True
        return result

    def _amounts_are_allowed(self) -> Flags:
        """Of rows whose MILES are good; of others it means nothing."""
        table, amount = self._table, self._rule.amount
        least, most = (amount.miles,) * 2 if isinstance(amount, FixedAmount) else (amount.min, amount.max)
        result = np.zeros(len(table), np.bool_)
        for some, begins, lengths in table.spans(Column.MILES):
            miles = numbers(table.words, begins, lengths)
            result[some] = (miles >= least) & (miles <= most)
        is_good = (table.marks & MILES) != 0
        odd = table.odd_rows()
        odd = odd[is_good[odd]]
        result[odd] = [least <= int(text) <= most for text in table.texts_of(odd, Column.MILES)]
        return result

    def _judge_by_text(self, rows: Rows, column: Column) -> None:
        """Rows of which only the cell of one column is in doubt."""
        said: dict[str, Findings] = {}
        for at in range(0, len(rows), REPORT_EVERY):
            some = rows[at : at + REPORT_EVERY]
            self._report(len(some))
            texts = list(self._table.texts_of(some, column))
            if len(said) > MOST_TEXTS:
                said.clear()
            news = {text: row for row, text in zip(some.tolist(), texts, strict=True) if text not in said}
            for text, row in zip(news, self._table.these(list(news.values())), strict=True):
                said[text] = check_row(row, self._rule)
            for row_id, text in zip(some.tolist(), texts, strict=True):
                if findings := said[text]:
                    self._found[row_id] = findings

    def _judge_one_by_one(self, rows: Rows) -> None:
        for at in range(0, len(rows), REPORT_EVERY):
            some = list(self._table.these(rows[at : at + REPORT_EVERY].tolist()))
            self._report(len(some))
            self._past.expect(some)
            for row in some:
                if findings := alone(row, self._rule, self._past):
                    self._found[row.id] = findings

    def _report(self, count: int) -> None:
        self._progress.report(self._judged, self._doubtful, "checking")
        self._judged += count
