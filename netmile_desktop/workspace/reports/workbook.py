"""A report as an .xlsx workbook: facts about the figures, the table, and a native chart beside it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from netmile_desktop.domain.calendar import JST
from netmile_desktop.domain.language import Language
from netmile_desktop.domain.reports.shape import Unit
from netmile_desktop.workspace.reports.reporting import Figures
from netmile_desktop.workspace.reports.sheet import ReportSheet, charted, sheet
from netmile_desktop.workspace.spreadsheets import new_workbook

if TYPE_CHECKING:
    from xlsxwriter import Workbook

COLOURS = ("#0B66C3", "#C77F00", "#009E73", "#B75C93", "#2F8FCB", "#D55E00", "#7A6FBE", "#7C8896")
BELOW = "#8A5A00"
"""Of what was taken back."""
"""Colours that colour-blind readers can tell apart, too, after Okabe and Ito."""

_GREY = "#9AA7B6"
_FORMATS = {Unit.MILES: "#,##0", Unit.TIMES: "#,##0", Unit.YEN: "¥#,##0"}
_NARROW, _WIDE = 14, 40
_LONGEST_FOOT = 230
"""Characters that a workbook's footer takes, less those of the page number."""
_CHART_SIZE = {"width": 760, "height": 380}


def workbook(figures: Figures, language: Language, column: str = "") -> bytes:
    """Return a report as a workbook; the same figures always give the same bytes.

    Args:
        column: The one the chart shows; the overview if empty.
    """
    table = sheet(figures, language)
    out = io.BytesIO()
    with new_workbook(out, in_memory=True) as book:
        book.set_properties(
            {"title": table.title, "created": figures.answer.as_of.astimezone(JST).replace(tzinfo=None)}
        )
        _Page(book, table, column).write()
    return out.getvalue()


class _Page:
    """The one sheet of the workbook."""

    def __init__(self, book: Workbook, table: ReportSheet, column: str) -> None:
        self._book = book
        self._table = table
        self._column = column
        self._page = book.add_worksheet(table.title[:31])
        self._header = len(table.facts) + 2
        """Row of the headings, from 0."""

    def write(self) -> None:
        self._write_facts()
        self._write_table()
        chart = self._chart()
        if chart is not None:
            chart.set_size(_CHART_SIZE)
            self._page.insert_chart(self._header, len(self._table.fields) + 1, chart)
        self._page.freeze_panes(self._header + 1, 1)
        self._page.set_landscape()
        self._page.fit_to_pages(1, 0)
        foot = self._table.foot_within(lambda text: len(_plain(text)) <= _LONGEST_FOOT)
        self._page.set_footer("&L" + _plain(foot) + "&R&P / &N")

    def _write_facts(self) -> None:
        self._page.write_string(0, 0, self._table.title, self._book.add_format({"bold": True, "font_size": 14}))
        for at, (label, text) in enumerate(self._table.facts, start=1):
            self._page.write_string(at, 0, label)
            self._page.write_string(at, 1, text)

    def _write_table(self) -> None:
        head = self._book.add_format({"bold": True, "bg_color": "#EEF1F5", "text_wrap": True, "bottom": 1})
        last = self._header + len(self._table.rows) + 1
        for at, field in enumerate(self._table.fields):
            style = {"num_format": _FORMATS[field.unit], "align": "right"} if field.unit else {}
            plain, bold = (self._book.add_format(style | more) for more in ({}, {"bold": True, "top": 1}))
            self._page.set_column(at, at, min(max(_NARROW, 2 * len(field.heading) + 2), _WIDE))
            self._page.write_string(self._header, at, field.heading, head)
            for row, cells in enumerate(self._table.rows, start=self._header + 1):
                self._page.write(row, at, cells[at], plain)
            self._page.write(last, at, self._table.totals[at], bold)

    def _chart(self) -> Any:
        """Return bars over time: layers if campaigns are told apart, else each column of the overview."""
        shown = charted(self._table, self._column)
        shares = [at for at in shown if self._table.fields[at].campaign_id is not None]
        is_stacked, shown = bool(shares), shares or shown  # what was cancelled cannot hang below in a stacked chart
        if not self._table.rows or not shown:
            return None
        chart = self._book.add_chart({"type": "column", "subtype": "stacked"} if is_stacked else {"type": "column"})
        for number, at in enumerate(shown):
            field = self._table.fields[at]
            colour = _GREY if field.is_previous else COLOURS[number % len(COLOURS)]
            chart.add_series(
                {
                    "name": [self._page.get_name(), self._header, at],
                    "categories": self._range(0),
                    "values": self._range(at),
                    "fill": {"color": colour},
                    "gap": 60,
                }
            )
        chart.set_title({"name": self._table.title, "name_font": {"size": 12}})
        chart.set_legend({"position": "bottom"})
        chart.set_y_axis({"num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": "#E1E5EA"}}})
        return chart

    def _range(self, at: int) -> list[object]:
        first = self._header + 1
        return [self._page.get_name(), first, at, first + len(self._table.rows) - 1, at]


def _plain(foot: str) -> str:
    """A text for a footer, in which & begins a command."""
    return foot.replace("&", "&&")
