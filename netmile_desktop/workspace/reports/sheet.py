"""The table of a report, from which the window's table and every export are made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from netmile_desktop.domain import wire
from netmile_desktop.domain.language import Language
from netmile_desktop.domain.reports.declarations import (
    CLOSED,
    EXPECTED,
    GRAIN_WORDS,
    OTHERS,
    PERIOD_HEADING,
    STATE_HEADING,
)
from netmile_desktop.domain.reports.figures import UNKNOWN, Figure, Layer, known, stacked, sum_of
from netmile_desktop.domain.reports.shape import Report, ReportColumn, Unit
from netmile_desktop.domain.texts import reports as words
from netmile_desktop.workspace.reports.reporting import Figures

Cell = int | str

_SHORTEST_NAME = 8
"""Characters of a name that always stay."""


@dataclass(frozen=True, slots=True)
class Field:
    """One column of the table."""

    heading: str
    unit: Unit | None
    """None if it holds words."""
    column: str = ""
    """The report's column whose figures these are."""
    campaign_id: str | None = None
    """Campaign of a share; empty for all small campaigns together, None if it is no share."""
    campaign_name: str = ""
    is_previous: bool = False
    is_charted: bool = False
    """Whether the chart shows it if no single column is asked for."""


@dataclass(frozen=True, slots=True)
class FootPart:
    """A part of the line below each sheet of paper."""

    text: str
    is_name: bool = False
    """Whether people chose it: it may be long, and may be cut."""


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """A report as a table."""

    title: str
    mark: str
    """What stands out on every picture and page: that these are sample data; empty if they are not."""
    facts: tuple[tuple[str, str], ...]
    """What a reader must know about the figures: whose they are, days, as of, what was left out."""
    foot_parts: tuple[FootPart, ...]
    fields: tuple[Field, ...]
    """The first one holds the names of the buckets."""
    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[Cell, ...]
    """An empty text if a column does not add up, `UNKNOWN` if nothing of it is known."""

    @property
    def foot(self) -> str:
        """The facts in one line, for each single sheet of paper."""
        return _joined(self.foot_parts, max(len(part.text) for part in self.foot_parts))

    def foot_within(self, fits: Callable[[str], bool]) -> str:
        """Return the foot with its names cut as far as needed to fit; days and time are never cut."""
        longest = max((len(part.text) for part in self.foot_parts if part.is_name), default=0)
        feet = (_joined(self.foot_parts, length) for length in range(longest, _SHORTEST_NAME, -1))
        return next((foot for foot in feet if fits(foot)), _joined(self.foot_parts, _SHORTEST_NAME))


def sheet(figures: Figures, language: Language) -> ReportSheet:
    """Return a report as a table with everything known, in the order shown."""
    layers = layers_of(figures)
    columns: list[tuple[Field, list[Cell]]] = [
        (Field(PERIOD_HEADING[figures.answer.by].in_(language), None), [each.label() for each in figures.buckets])
    ]
    for column in figures.columns:
        heading = column.heading.in_(language)
        columns.append((_field(figures.report, column, heading), _cells(figures.answer.values[column.id])))
    if figures.answer.closed:
        said: list[Cell] = [(CLOSED if each else EXPECTED).in_(language) for each in figures.answer.closed]
        columns.append((Field(STATE_HEADING.in_(language), None), said))
    if figures.previous is not None:
        columns += [_previous(figures, column, language) for column in figures.columns if column.is_charted]
    columns += [_share(figures, layer, language) for layer in layers]
    fields = tuple(field for field, _ in columns)
    return ReportSheet(
        title=figures.report.title.in_(language),
        mark=words.SANDBOX.in_(language) if figures.provenance.is_sandbox else "",
        facts=_facts(figures, language),
        foot_parts=_foot_parts(figures, language),
        fields=fields,
        rows=tuple(zip(*(cells for _, cells in columns), strict=True)),
        totals=(words.TOTAL.in_(language), *(_total(figures, *each) for each in columns[1:])),
    )


def layers_of(figures: Figures) -> list[Layer]:
    """Return the layers of the stacked chart, the largest campaign first; none if campaigns are not told apart.

    Campaigns with the same name are told apart by their IDs.
    """
    column = figures.report.stacks
    shares = [(each.campaign_id, each.campaign_name, known(each.values[column])) for each in figures.answer.by_campaign]
    layers = stacked(shares)
    named = Counter(each.campaign_name for each in layers)
    return [
        each
        if named[each.campaign_name] == 1
        else replace(each, campaign_name=f"{each.campaign_name} {each.campaign_id}")
        for each in layers
    ]


def charted(table: ReportSheet, column: str = "") -> list[int]:
    """Return the positions of the fields that the chart shows.

    These are the shares of campaigns if there are any, with what was cancelled, else the figures that the report charts
    together; before them the first such figure of the previous period. With `column` it is that column alone, after its previous period.
    """
    if column:
        alone = [at for at, field in enumerate(table.fields) if field.column == column and field.campaign_id is None]
        return sorted(alone, key=lambda at: not table.fields[at].is_previous)
    shares = [at for at, field in enumerate(table.fields) if field.campaign_id is not None]
    together = [at for at, field in enumerate(table.fields) if field.is_charted]
    before = [at for at in together if table.fields[at].is_previous][:1]
    if shares:
        taken_back = [at for at in together if table.fields[at].column == "cancelled" and at not in before]
        own = [at for at in before if table.fields[at].column == table.fields[shares[0]].column]
        return [*own, *shares, *(at for at in taken_back if not table.fields[at].is_previous)]
    return [*before, *(at for at in together if not table.fields[at].is_previous)]


def layer_name(layer: Layer, language: Language) -> str:
    """Return the name of a layer."""
    return layer.campaign_name or OTHERS.in_(language)


def _cells(values: Sequence[Figure]) -> list[Cell]:
    return [UNKNOWN if value is None else value for value in values]


def _field(report: Report, column: ReportColumn, heading: str, *, is_previous: bool = False) -> Field:
    is_charted = column.is_charted and column.unit is report.charts
    return Field(heading, column.unit, column.id, is_previous=is_previous, is_charted=is_charted)


def _previous(figures: Figures, column: ReportColumn, language: Language) -> tuple[Field, list[Cell]]:
    assert figures.previous is not None
    heading = words.PREVIOUS.in_(language, column.heading.in_(language))
    field = _field(figures.report, column, heading, is_previous=True)
    return field, _cells(figures.previous.values[column.id])


def _share(figures: Figures, layer: Layer, language: Language) -> tuple[Field, list[Cell]]:
    column = figures.report.column(figures.report.stacks)
    name = layer_name(layer, language)
    heading = words.SHARE.in_(language, column.heading.in_(language), name)
    field = Field(heading, column.unit, column.id, campaign_id=layer.campaign_id, campaign_name=name)
    return field, list(layer.values)


def _total(figures: Figures, field: Field, cells: list[Cell]) -> Cell:
    if not field.column or not figures.report.column(field.column).adds_up:
        return ""
    total = sum_of([cell if isinstance(cell, int) else None for cell in cells])
    return UNKNOWN if total is None else total


def _facts(figures: Figures, language: Language) -> tuple[tuple[str, str], ...]:
    answer, provenance, counting = figures.answer, figures.provenance, figures.report.counting
    facts = [
        (words.SITE, provenance.site),
        *([(words.SANDBOX, words.SAMPLE.in_(language))] if provenance.is_sandbox else []),
        *([(words.CAMPAIGN, _campaign(answer))] if answer.campaign_id else []),
        (words.PERIOD, _days(answer)),
        (words.CUT_BY, GRAIN_WORDS[answer.by].in_(language)),
        (words.AS_OF, words.as_of_words(answer.as_of, language, figures.report)),
        (words.LEFT_OUT, words.left_out_words(answer.left_out.issues, answer.left_out.miles, language, figures.report)),
        *([(words.COUNTING, counting.in_(language))] if counting is not None else []),
    ]
    return tuple((label.in_(language), text) for label, text in facts)


def _foot_parts(figures: Figures, language: Language) -> tuple[FootPart, ...]:
    answer, provenance = figures.answer, figures.provenance
    said = [
        FootPart(words.SANDBOX.in_(language) if provenance.is_sandbox else ""),
        FootPart(provenance.site, is_name=True),
        FootPart(figures.report.title.in_(language)),
        FootPart(answer.campaign_id),
        FootPart(answer.campaign_name, is_name=True),
        FootPart(_days(answer)),
        FootPart(f"{words.AS_OF.in_(language)}: {words.as_of_words(answer.as_of, language, figures.report)}"),
    ]
    return tuple(part for part in said if part.text)


def _joined(parts: tuple[FootPart, ...], longest: int) -> str:
    """Return the parts in one line, names with at most so many characters."""
    return " · ".join(
        f"{part.text[: longest - 1]}…" if part.is_name and len(part.text) > longest else part.text for part in parts
    )


def _campaign(answer: wire.ReportAnswer) -> str:
    return f"{answer.campaign_id} {answer.campaign_name}".strip()


def _days(answer: wire.ReportAnswer) -> str:
    return f"{answer.first.isoformat()} – {answer.last.isoformat()}"
