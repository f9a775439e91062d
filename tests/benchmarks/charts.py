"""The chart of a report: moved with a million bars in it, and painted for the first time; beside other charts."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget

from netmile_desktop.domain.language import Language
from netmile_desktop.domain.reports.figures import known
from netmile_desktop.domain.reports.periods import Bucket
from netmile_desktop.domain.reports.shape import Unit
from netmile_desktop.views.look.theme import Theme
from netmile_desktop.views.reports.charts.bars import Bars, Series
from tests.benchmarks.benchmark import Against, AtMost, Benchmark, Faster, Stage
from tests.benchmarks.measuring import seconds

FEW = 2_400
"""Bars of the chart that a large one is held against."""
SIZE = (900, 460)
FRAMES = 20
_FIRST = date(2000, 1, 1)


def hours_of(count: int) -> tuple[Bars, list[Bucket]]:
    """So many hours with what was issued in each."""
    buckets = [Bucket(day := _FIRST + timedelta(days=at // 24), day, at % 24) for at in range(count)]
    values = tuple(1_000 + at * 7919 % 9_973 for at in range(count))
    series = Series("マイル発行数", QColor("#0B66C3"), values, Unit.MILES)
    return Bars(tuple(each.label() for each in buckets), (series,), is_stacked=False), buckets


def shown(widget: QWidget) -> None:
    widget.resize(*SIZE)
    widget.show()
    QApplication.processEvents()


@dataclass
class Charts:
    """One chart with many bars and one with few, in windows of their own; and what others draw the many with."""

    app: QApplication
    theme: Theme
    many: int
    hours: tuple[Bars, list[Bucket]]
    """The many."""
    _made: dict[str, Any] = field(default_factory=dict)
    _moved: int = 0

    def ours(self, count: int) -> Any:
        """The program's chart, closer than the whole, so that there is somewhere to move to."""
        from netmile_desktop.views.reports.charts.chart import Chart

        key = f"ours {count}"
        if key not in self._made:
            chart = self._made[key] = Chart(self.theme, Language.JAPANESE)
            shown(chart)
            chart.show_bars(*(self.hours if count == self.many else hours_of(count)))
            chart.zoom(0.7)
            QApplication.processEvents()
        return self._made[key]

    def move(self, count: int) -> None:
        """Some frames of dragging: another part in sight, labels and scale included, painted."""
        plot = self.ours(count)._plot
        left, right = plot.viewRange()[0]
        for _ in range(FRAMES):
            self._moved += 1
            step = (right - left) / 100 * (1 if self._moved % 2 else -1)
            plot.setXRange(left + step, right + step, padding=0)
            QApplication.processEvents()
            plot.viewport().repaint()

    def move_matplotlib(self) -> None:
        """One frame; it draws the values as a line, since it would take minutes for as many bars."""
        axes, canvas = self._matplotlib()
        self._moved += 1
        step = self.many / 100 * (1 if self._moved % 2 else -1)
        axes.set_xlim(self.many * 0.15 + step, self.many * 0.85 + step)
        canvas.draw()
        canvas.repaint()

    def _matplotlib(self) -> Any:
        if "matplotlib" not in self._made:
            canvas, axes = matplotlib_canvas()
            axes.plot(self.hours[0].series[0].values, linewidth=1)
            shown(canvas)
            self._made["matplotlib"] = axes, canvas
        return self._made["matplotlib"]

    def close(self) -> None:
        for made in self._made.values():
            for each in made if isinstance(made, tuple) else (made,):
                if isinstance(each, QWidget):
                    each.close()
                    each.deleteLater()
        self.app.processEvents()


def matplotlib_canvas() -> Any:
    """A widget of matplotlib's with axes in it."""
    from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(SIZE[0] / 100, SIZE[1] / 100), dpi=100)
    return FigureCanvasQTAgg(figure), figure.add_subplot()


@contextmanager
def charts(stage: Stage) -> Iterator[Charts]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    made = Charts(app, Theme(app, "light", 100), stage.rows, hours_of(stage.rows))
    yield made
    made.close()


def first_paint(made: Charts) -> None:
    """Our chart, from nothing to painted."""
    from netmile_desktop.views.reports.charts.chart import Chart

    chart = Chart(made.theme, Language.JAPANESE)
    chart.show_bars(*made.hours)
    shown(chart)
    chart._plot.viewport().repaint()
    chart.close()
    chart.deleteLater()


def first_paint_by_matplotlib(made: Charts) -> None:
    canvas, axes = matplotlib_canvas()
    values = made.hours[0].series[0].values
    axes.bar(range(made.many), values)
    shown(canvas)
    canvas.draw()
    canvas.repaint()
    canvas.close()
    canvas.deleteLater()


def first_paint_by_qtcharts(made: Charts) -> None:
    from PySide6 import QtCharts

    values = known(made.hours[0].series[0].values)
    bars, chart, series = QtCharts.QBarSet(""), QtCharts.QChart(), QtCharts.QBarSeries()
    bars.append([float(each) for each in values])
    series.append(bars)
    chart.addSeries(series)
    chart.createDefaultAxes()
    view = QtCharts.QChartView(chart)
    shown(view)
    view.viewport().repaint()
    view.close()
    view.deleteLater()


def timed(work: Callable[[Charts], None]) -> Callable[[Charts], float]:
    return lambda made: seconds(partial(work, made))


BENCHMARKS = (
    Benchmark(
        area="charts",
        title="A frame of moving a chart of {rows:,} bars",
        rows=1_000_000,
        fewest=3_000,
        prepare=charts,
        ours=lambda made: seconds(lambda: made.move(made.many)) / FRAMES,
        against=(
            Against(f"the same with {FEW:,} bars", AtMost(1.7), lambda made: seconds(lambda: made.move(FEW)) / FRAMES),
            Against(
                "matplotlib in a Qt window, as a line",
                Faster(12),
                lambda made: seconds(made.move_matplotlib),
                needs=("matplotlib",),
            ),
        ),
    ),
    Benchmark(
        area="charts",
        title="First paint of a chart of {rows:,} bars",
        rows=10_000,
        fewest=100,
        prepare=charts,
        ours=timed(first_paint),
        against=(
            Against("matplotlib", Faster(100), timed(first_paint_by_matplotlib), needs=("matplotlib",)),
            Against("QtCharts", Faster(10), timed(first_paint_by_qtcharts), needs=("PySide6.QtCharts",)),
        ),
    ),
)
