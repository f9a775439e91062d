"""The totals at the foot of a sent batch: what is not known yet is told, and never counts as 0."""

from __future__ import annotations

from collections.abc import Mapping

from netmile_desktop.domain.billing import yen
from netmile_desktop.views.batch.results.sent_results import Results
from netmile_desktop.views.common.labels import MetricLabel
from netmile_desktop.views.look import formats
from netmile_desktop.views.messages import Texts


def show_results(figures: Mapping[str, MetricLabel], results: Results, words: Texts, yen_per_1000: int) -> None:
    """Show the totals of a batch; while some of its rows have no result, the others are lower bounds."""

    def at_least(text: str, value: int, *, is_known: bool = True) -> str:
        is_all_known = is_known and not results.unknown
        return words.at_least(text, is_any_known=bool(value), is_all_known=is_all_known)

    figures["issued"].show_value(at_least(formats.number(results.issued), results.issued))
    miles = at_least(formats.miles(results.miles), results.miles, is_known=results.miles_are_known)
    figures["miles"].show_value(miles)
    cost = at_least(formats.yen(yen(results.miles, yen_per_1000)), results.miles, is_known=results.miles_are_known)
    figures["yen"].show_value(cost)
    refused = "figureError" if results.refused else "figure"
    figures["refused"].show_value(at_least(formats.number(results.refused), results.refused), refused)
    figures["unknown"].show_value(formats.number(results.unknown))
    figures["unknown"].setVisible(bool(results.unknown))
    figures["unsent"].show_value(formats.number(results.unsent))


def show_counting(figures: Mapping[str, MetricLabel]) -> None:
    """Show that the totals are being summed up, instead of those of the batch shown before."""
    for figure in figures.values():
        figure.show_value("…")
