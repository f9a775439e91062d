"""Previews of cancellations, and the outcomes of orders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from netmile_desktop.domain import wire
from netmile_desktop.domain.batches import PartState
from netmile_desktop.domain.cancellations import CancelAction, Cause
from netmile_desktop.domain.failures import Broken
from netmile_desktop.workspace.cancelling.orders import StoredOrder


@dataclass(frozen=True, slots=True)
class CancelPreview:
    """Issues with the action possible for each; only these are ever ordered."""

    items: Sequence[wire.IssueRecord]
    at: datetime
    unknown: Sequence[str] = field(default_factory=list)
    """IDs that are no issues of this site."""

    @property
    def at_once(self) -> list[wire.IssueRecord]:
        return self.of(CancelAction.AT_ONCE)

    @property
    def by_request(self) -> list[wire.IssueRecord]:
        return self.of(CancelAction.REQUEST)

    @property
    def impossible(self) -> list[wire.IssueRecord]:
        return [each for each in self.items if each.action is None]

    @property
    def causes(self) -> Mapping[Cause, int]:
        """Number of impossible cancellations by cause."""
        return Counter(each.cause for each in self.items if each.action is None and each.cause is not None)

    def of(self, action: CancelAction) -> list[wire.IssueRecord]:
        """Return the issues that one action applies to."""
        return [each for each in self.items if each.action is action]


def miles_of(records: Iterable[wire.IssueRecord]) -> int:
    """Return the sum of their miles."""
    return sum(each.miles for each in records)


def preview_of(forecasts: Sequence[wire.CancelForecast]) -> CancelPreview:
    """Merge several answers of the portal; an issue that occurs in two of them counts once."""
    items = {item.issue_id: item for forecast in forecasts for item in forecast.items}
    unknown = [id_ for forecast in forecasts for id_ in forecast.unknown]
    return CancelPreview(list(items.values()), min(forecast.at for forecast in forecasts), unknown)


@dataclass(frozen=True, slots=True)
class OrderOutcome:
    """An order with its results so far."""

    order_id: str
    action: CancelAction
    reason: str
    """Code of 取消理由."""
    label: str
    made_at: datetime
    rows: int
    """Issues ordered."""
    numbers: Sequence[str]
    """Request numbers."""
    done: int
    miles: int
    results: Sequence[wire.CancelledRow]
    """Result of each issue that the portal has answered."""
    open_rows: int
    """Issues of portions without an answer."""
    refused_code: str
    """Why a portion was refused as a whole."""
    number_of: Mapping[str, str] = field(default_factory=dict)
    """Request number of each issue that is done, by issue ID."""

    @property
    def is_complete(self) -> bool:
        """Whether the portal has answered for every issue."""
        return self.open_rows == 0

    @property
    def not_done(self) -> list[wire.CancelledRow]:
        """Issues that were not cancelled, each with its cause."""
        return [row for row in self.results if not row.is_done]


def outcome_of(order: StoredOrder) -> OrderOutcome:
    """Return the outcome of a stored order."""
    answers = [portion.result for portion in order.portions if portion.result is not None]
    return OrderOutcome(
        order_id=order.id,
        action=order.action,
        reason=order.reason,
        label=order.label,
        made_at=order.made_at,
        rows=sum(len(portion.issues) for portion in order.portions),
        numbers=[answer.number for answer in answers if answer.number],
        done=sum(answer.done for answer in answers),
        miles=sum(answer.miles for answer in answers),
        results=[row for answer in answers for row in answer.rows],
        open_rows=sum(len(portion.issues) for portion in order.portions if portion.state is not PartState.JUDGED),
        refused_code=next((portion.refused_code for portion in order.portions if portion.refused_code), ""),
        number_of={row.issue_id: answer.number for answer in answers for row in answer.rows if row.is_done},
    )


def check_answer(asked: Sequence[str], result: wire.CancelResult) -> None:
    """Raise Broken unless an answer covers exactly what was ordered."""
    if [row.issue_id for row in result.rows] != list(asked) or result.done != sum(row.is_done for row in result.rows):
        raise Broken(f"{result.number}: answered about something else than was ordered")
