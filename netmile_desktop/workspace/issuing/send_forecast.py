"""What this machine and the portal know about a draft before it is sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import day_of
from netmile_desktop.domain.codes import Problem, Warned
from netmile_desktop.domain.failures import Failure
from netmile_desktop.domain.rows.issuances import Finding
from netmile_desktop.domain.rows.reasons import Reason
from netmile_desktop.workspace.records.repeats import Repeat


class SendForecast:
    """Answers about the rows of a draft, collected part by part."""

    def __init__(self, rows: int = 0) -> None:
        self.rows = rows
        """Number of rows that would be sent."""
        self.repeats: dict[int, Repeat] = {}
        """By row id: rows that were issued of late, or are about to be, in this campaign."""
        self.refused = ""
        """42030 or 44019 if the portal would refuse everything today."""
        self.unanswered: Failure | None = None
        """Why the portal was not, or not completely, asked: what other machines issued is unknown then."""
        self._earlier: dict[str, wire.EarlierRegistration] = {}

    @property
    def earlier(self) -> list[wire.EarlierRegistration]:
        """Registrations with exactly the same content (L-DUPFILE), the oldest first."""
        return sorted(self._earlier.values(), key=lambda each: each.accepted_at)

    @property
    def is_complete(self) -> bool:
        """Whether the portal has answered for every part."""
        return self.unanswered is None

    @property
    def asks(self) -> bool:
        """Whether anything was issued before, so that the clerk has to decide before it is sent."""
        return bool(self._earlier or self.repeats)

    @property
    def repeated_miles(self) -> int:
        """Sum over the rows that repeat others."""
        return sum(each.miles for each in self.repeats.values())

    @property
    def first(self) -> tuple[date | None, str]:
        """Day and 発行登録ID of the earliest that is repeated; an ID is empty only if none is known."""
        known = [(day_of(each.accepted_at), each.registration_id) for each in self._earlier.values()]
        known += [(each.on, each.registration_id) for each in self.repeats.values() if each.on is not None]
        return min(known, default=(None, ""))

    @property
    def names(self) -> set[str]:
        """Everything that is repeated: IDs of registrations, and of batches that have none yet."""
        return self._earlier.keys() | {each.registration_id or each.batch_id for each in self.repeats.values()}

    @property
    def unfinished(self) -> str:
        """A batch of this machine that has some of the rows and waits for its verdicts; empty if there is none."""
        return next((each.batch_id for each in self.repeats.values() if each.batch_id), "")

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

    def says_the_same_as(self, other: SendForecast) -> bool:
        """Return whether a clerk who has decided about one has decided about the other."""
        return (self.repeats, self._earlier.keys()) == (other.repeats, other._earlier.keys())

    def add_own(self, earlier: Iterable[wire.EarlierRegistration]) -> None:
        """Add what this machine remembers."""
        self._earlier |= {each.registration_id: each for each in earlier}

    def add_repeats(self, repeats: Mapping[int, Repeat]) -> None:
        """Add rows that repeat others; they go before what was known of the same rows."""
        self.repeats |= repeats

    def add(self, forecast: wire.IssuanceForecast) -> None:
        """Add what the portal says about a part as a whole."""
        self.add_own(forecast.earlier)
        if forecast.refused != Problem.RESUMED:  # sending finds out what became of the rows to be taken over
            self.refused = self.refused or forecast.refused or ""
