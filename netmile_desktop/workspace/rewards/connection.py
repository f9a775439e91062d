"""接続設定: when files are written, the merchant's API with its secret, and the log of its calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import msgspec

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock
from netmile_desktop.domain.rewards import FileEncoding, Schedule, minute_of
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.access.credentials import Credentials
from netmile_desktop.workspace.access.profiles import Profile

_ACCOUNT = "reward secret"
"""Under this name the keyring holds the secret of the merchant's API. No login has a blank."""


@dataclass(frozen=True, slots=True)
class Connected:
    """The settings, and what of the secret is on this computer."""

    settings: wire.RewardHandOver
    may_keep: bool
    """Whether this computer has a keyring."""
    kept_secret: str
    """The present secret if the keyring holds it; empty if not, or if it holds a former one."""


@dataclass(frozen=True, slots=True)
class ScheduleChange:
    """Other times and encoding of files, held against the present ones."""

    every_hours: int
    at: str
    """`HH:MM` in Japan."""
    encoding: FileEncoding
    before: wire.RewardHandOver
    next_file_at: datetime
    """When the next file will be written, as far as is known here; a file that is due now still comes first."""

    @property
    def moves_files(self) -> bool:
        return (self.every_hours, self.at) != (self.before.every_hours, self.before.at)

    @property
    def shortens(self) -> bool:
        """Whether there is less time for answers than before."""
        return self.every_hours < self.before.every_hours

    @property
    def changes_encoding(self) -> bool:
        return self.encoding is not self.before.encoding

    @property
    def changes_anything(self) -> bool:
        return self.moves_files or self.changes_encoding


class RewardConnection:
    """How the signed-in site is connected. A secret is told once; nothing here keeps it unasked.

    Every call may wait for the portal or for the keyring: call from a worker.
    """

    def __init__(
        self,
        client: PortalClient,
        credentials: Credentials,
        profile: Profile,
        business_clock: Clock,
        allows_private: bool,
    ) -> None:
        """Take `allows_private` as whether the portal calls private addresses and such without TLS, as sandboxes do."""
        self._client = client
        self._credentials = credentials
        self._profile = profile
        self._now = business_clock
        self.allows_private = allows_private

    def look(self, progress: Progress = SILENT) -> Connected:
        """Return the present settings."""
        settings = self._client.rewards.hand_over(progress)
        return Connected(settings, self._credentials.available(), self._kept(settings.secret_made_at))

    def foresee(self, before: wire.RewardHandOver, every_hours: int, at: str, encoding: FileEncoding) -> ScheduleChange:
        """Return what a change of the schedule would do; sends no request."""
        next_at = before.next_file_at
        if (every_hours, at) != (before.every_hours, before.at) and next_at > self._now():
            next_at = Schedule(every_hours, minute_of(at)).next_after(self._now())
        return ScheduleChange(every_hours, at, encoding, before, next_at)

    def set_schedule(self, change: ScheduleChange, progress: Progress = SILENT) -> wire.RewardHandOver:
        """Keep other times and another encoding; the address stays as it is at the portal now.

        Raises:
            Refused: `P-INTERVAL`.
        """
        return self._change(
            lambda now: msgspec.structs.replace(
                now, every_hours=change.every_hours, at=change.at, encoding=change.encoding
            ),
            progress,
        )

    def set_endpoint(self, url: str, progress: Progress = SILENT) -> wire.RewardHandOver:
        """Name the merchant's API, or none with ""; the schedule stays as it is at the portal now.

        Raises:
            Refused: `P-ENDPOINT`, such an address would not be called.
        """
        return self._change(lambda now: msgspec.structs.replace(now, endpoint=url), progress)

    def make_secret(self, progress: Progress = SILENT) -> wire.RewardSecret:
        """Make a secret. Not safe to repeat: each call makes another one, and only two sign at a time."""
        return self._client.rewards.make_secret(progress)

    def keep(self, made: wire.RewardSecret) -> bool:
        """Store a secret in the keyring, as the user asked; return False if the keyring did not take it."""
        return self._credentials.save(self._profile, _ACCOUNT, f"{made.made_at.isoformat()} {made.secret}")

    def forget(self) -> None:
        """Delete the secret from the keyring, if it is there."""
        self._credentials.forget(self._profile, _ACCOUNT)

    def test(self, progress: Progress = SILENT) -> wire.RewardCall:
        """Have the portal call the API with a made-up registration, whose answer changes nothing.

        Raises:
            Refused: `P-STATE` while there is no address or no secret.
        """
        return self._client.rewards.test_call(progress)

    def calls(self, query: wire.RewardCallSearch, progress: Progress = SILENT) -> wire.Page[wire.RewardCall]:
        """Return a page of the calls under conditions, the newest first."""
        return self._client.rewards.calls(query, progress)

    def _kept(self, made_at: datetime | None) -> str:
        """Return the kept secret if it is the present one."""
        text = self._credentials.find(self._profile, _ACCOUNT) if made_at is not None else None
        of, _, secret = (text or "").partition(" ")
        return secret if made_at is not None and of == made_at.isoformat() else ""

    def _change(
        self, change: Callable[[wire.RewardHandOverChange], wire.RewardHandOverChange], progress: Progress
    ) -> wire.RewardHandOver:
        now = self._client.rewards.hand_over(progress)
        as_it_is = wire.RewardHandOverChange(
            every_hours=now.every_hours, at=now.at, encoding=now.encoding, endpoint=now.endpoint
        )
        return self._client.rewards.set_hand_over(change(as_it_is), progress)
