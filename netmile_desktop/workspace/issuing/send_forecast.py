"""What this machine and the portal know about a draft before it is sent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import day_of
from netmile_desktop.domain.codes import Warned
from netmile_desktop.domain.rows.issuances import Finding
from netmile_desktop.domain.rows.reasons import Reason
from netmile_desktop.domain.rows.rows import Row


class SendForecast:
    """Warnings about a draft, collected part by part."""

    def __init__(self) -> None:
        self._earlier: dict[str, wire.EarlierRegistration] = {}
        self.repeated: dict[int, wire.EarlierIssue] = {}
        """By row id: the same key recently received the same miles in this campaign. The portal does not list all."""
        self.repeated_rows = 0
        """Number of such rows, listed or not."""
        self.refused = ""
        """42030 or 44019 if the portal would refuse everything today."""
        self.is_complete = True
        """Whether the portal has answered for every part."""

    @property
    def earlier(self) -> list[wire.EarlierRegistration]:
        """Registrations with exactly the same content (L-DUPFILE), the oldest first."""
        return sorted(self._earlier.values(), key=lambda each: each.accepted_at)

    @property
    def findings(self) -> list[Finding]:
        """Findings about the batch as a whole, with the day and the 発行登録ID of each earlier registration."""
        return [
            Finding(
                Warned.SAME_FILE,
                None,
                Reason.SAME_FILE,
                f"{day_of(each.accepted_at).isoformat()}, {each.registration_id}",
            )
            for each in self.earlier
        ]

    def add_own(self, earlier: Iterable[wire.EarlierRegistration]) -> None:
        """Add what this machine remembers."""
        self._earlier |= {each.registration_id: each for each in earlier}

    def add(self, forecast: wire.IssuanceForecast, rows: Sequence[Row]) -> None:
        """Add what the portal says about a part of these rows."""
        self.add_own(forecast.earlier)
        self.repeated |= {rows[each.line - 1].id: each for each in forecast.repeats if each.line <= len(rows)}
        self.repeated_rows += forecast.repeated_rows
        self.refused = self.refused or forecast.refused or ""
