"""The entries behind a figure of a report of rewards: the registrations that it counts, with the issues of their miles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, select

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import day_of
from netmile_desktop.domain.lists import ANSWERED_HEADER, REGISTERED_HEADER
from netmile_desktop.domain.rewards import RewardResult
from netmile_desktop.domain.texts.rewards import result_words
from netmile_desktop.portal.http.csv_stream import CsvLine, moment
from netmile_desktop.portal.reports.reward_answers import RewardScope
from netmile_desktop.portal.tables import issue, reward_registration

_IN = reward_registration.c

_RESULTS = {"completed": None, "approved": RewardResult.APPROVED, "refused": RewardResult.REFUSED}
"""The answer that each column counts; None if it counts registrations, answered or not."""

_ENTRIES = select(
    *(_IN.id, _IN.code, _IN.campaign_id, _IN.miles, _IN.registered_at, _IN.result, _IN.result_at, _IN.result_reason),
    *(issue.c.id.label("issue_id"), issue.c.member_key, issue.c.state, issue.c.source),
    *(issue.c.issued_at, issue.c.transfer_on),
).join(issue, (issue.c.site_id == _IN.site_id) & (issue.c.id == _IN.issue_id))


@dataclass(frozen=True, slots=True)
class RegistrationsBehind:
    """The selection of registrations that a figure counts."""

    scope: RewardScope
    column: str
    without: tuple[UUID, ...]

    @property
    def header(self) -> tuple[str, ...]:
        return ANSWERED_HEADER if _RESULTS[self.column] else REGISTERED_HEADER

    @property
    def first(self) -> date:
        return self.scope.first

    @property
    def last(self) -> date:
        return min(self.scope.last, day_of(self.scope.as_of))

    def counted(self) -> Select[Any]:
        """Select the number of entries and their miles."""
        return select(func.count(), func.coalesce(func.sum(_IN.miles), 0)).where(*self._conditions())

    def entries(self) -> Select[Any]:
        """Select the entries, in no order."""
        return _ENTRIES.where(*self._conditions())

    def keys(self) -> dict[str, ColumnElement[Any]]:
        """Return what entries can be sorted by."""
        return {"at": self._at, "miles": _IN.miles}

    @property
    def identity(self) -> ColumnElement[Any]:
        return _IN.id

    def on_days(self, first: date, last: date) -> RegistrationsBehind:
        """Return the part of the selection on some of its days."""
        own = self.scope
        scope = RewardScope(own.site_id, own.campaign_id, first, last, by_month=False, as_of=own.as_of)
        return RegistrationsBehind(scope, self.column, self.without)

    def entry(self, row: Row[Any], names: Mapping[UUID, tuple[str, str]]) -> wire.ReportEntry:
        """Return what is told about a registration."""
        code, name = names[row.campaign_id]
        return wire.ReportEntry(
            issue_id=str(row.issue_id),
            campaign_id=code,
            campaign_name=name,
            at=row.result_at if _RESULTS[self.column] else row.registered_at,
            miles=row.miles,
            key=row.member_key,
            state=row.state,
            source=row.source,
            issued_at=row.issued_at,
            transfer_on=row.transfer_on,
            registration_id=None,
            reward_code=row.code,
            result=RewardResult(row.result) if row.result else None,
            result_reason=row.result_reason,
        )

    def line(self, entry: wire.ReportEntry) -> CsvLine:
        """Return a registration as a line of the list."""
        return (
            moment(entry.at),
            entry.campaign_id,
            entry.campaign_name,
            entry.reward_code,
            entry.miles,
            result_words(entry.result).ja,
            entry.result_reason,
            entry.issue_id,
        )

    @property
    def _at(self) -> ColumnElement[Any]:
        return _IN.result_at if _RESULTS[self.column] else _IN.registered_at

    def _conditions(self) -> list[ColumnElement[bool]]:
        result = _RESULTS[self.column]
        conditions = self.scope.answered() if result else self.scope.registered()
        if result:
            conditions.append(_IN.result == result)
        if self.without:
            conditions.append(_IN.campaign_id.not_in(self.without))
        return [*conditions, ~_IN.test]
