"""Deletion of personal data that are no longer needed, because their miles can no longer be cancelled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import codec, wire
from netmile_desktop.domain.batches import BatchState, PartState
from netmile_desktop.domain.calendar import Clock
from netmile_desktop.domain.failures import NotAllowed, Obstacle, Unreachable
from netmile_desktop.domain.rewards import RETENTION_DAYS
from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.history.issue_history import forget_pages, old_pages
from netmile_desktop.workspace.store.store import Store, Transaction

if TYPE_CHECKING:
    from netmile_desktop.workspace.rewards import kept_files
else:
    kept_files = import_lazily("netmile_desktop.workspace.rewards.kept_files")

KEPT_DAYS = 90 + 10
"""Days that data are kept after their last change: miles can be cancelled for 90 days (guide L806), plus a margin."""

_THROUGH = (BatchState.DONE.value, BatchState.DONE_WITH_ERRORS.value)
_SETTINGS = "retention"
_UNDELETED = "undeleted lists"
_PAGE = 100


class RetentionSettings(msgspec.Struct, frozen=True, kw_only=True):
    """How long personal data are kept at this site."""

    remind_after_days: Annotated[int, Meta(ge=0, le=365)] = 14
    """Lists at the portal that are older than this should be deleted (guide L613)."""
    keep_days: Annotated[int, Meta(ge=1, le=3_650)] = KEPT_DAYS
    """Data completed longer ago than this are deleted here."""
    keep_reward_days: Annotated[int, Meta(ge=0, le=365)] = RETENTION_DAYS
    """What members registered is deleted here so many days after the result of its file."""


class _Undeleted(msgspec.Struct, frozen=True):
    """The lists that the portal reported last."""

    items: list[wire.Registration]


class Retention:
    """Deletion of old data on this machine, and reminders of old lists at the portal.

    Only the clerk deletes what was never sent or is not judged yet. A batch and its corrections are deleted
    together, once the last of them is old. Rows stay known as issued (L-DUP), their addresses only in a form
    that cannot be read back. `today` returns the business day at the portal.
    """

    def __init__(self, store: Store, client: PortalClient, today: Callable[[], date], clock: Clock) -> None:
        self._store = store
        self._client = client
        self._today = today
        self._clock = clock

    @property
    def settings(self) -> RetentionSettings:
        return self._store.recall(_SETTINGS, "", RetentionSettings) or RetentionSettings()

    def choose(self, settings: RetentionSettings) -> None:
        """Store other periods, which apply from now on.

        Raises:
            ValueError: a period is out of bounds.
        """
        try:
            codec.convert(msgspec.to_builtins(settings), RetentionSettings)
        except msgspec.ValidationError as error:
            raise ValueError(str(error)) from error
        self._store.remember(_SETTINGS, "", settings)

    def forget_old(self) -> int:
        """Delete what is old; return the number of batches and single issues deleted."""
        before = self._clock() - timedelta(days=self.settings.keep_days)
        self._store.drop_backups(before)
        self._forget_rewards(before, self._clock() - timedelta(days=self.settings.keep_reward_days))
        return self._forget_before(before)

    def purge(self, days: int | None = None, progress: Progress = SILENT) -> int:
        """Delete as `forget_old` does, but what is older than `days`, and with every trace in the files.

        Without `days` the site's own period counts. All copies of the local data from before an update are
        deleted, too.
        """
        progress.report(0, 0, "deleting")
        before = self._clock() - timedelta(days=self.settings.keep_days if days is None else days)
        forgotten = self._forget_before(before)
        rewards = self.settings.keep_reward_days if days is None else days
        self._forget_rewards(before, self._clock() - timedelta(days=rewards))
        self._store.drop_backups(self._clock())
        self._store.shrink()
        return forgotten

    def old_drafts(self) -> list[str]:
        """Return drafts unchanged for `keep_days`: they hold personal data, and only the clerk may delete them."""
        before = self._clock() - timedelta(days=self.settings.keep_days)
        with self._store.read() as transaction:
            found = transaction.all("SELECT id, changed_at FROM batch WHERE state = ?", BatchState.DRAFT.value)
        return [batch_id for batch_id, changed_at in found if datetime.fromisoformat(changed_at) < before]

    def undeleted(self, progress: Progress = SILENT) -> list[wire.Registration]:
        """Return registrations whose lists have been at the portal for too long, the oldest first (guide L613).

        Raises:
            Unreachable, Broken, Cancelled.
        """
        if self._client.is_offline:
            remembered = self._store.recall(_UNDELETED, "", _Undeleted)
            if remembered is None:
                raise Unreachable("offline")
            return remembered.items
        until = self._today() - timedelta(days=self.settings.remind_after_days)
        query = wire.RegistrationSearch(type="csv", accepted_to=until, sort="registration_id", size=_PAGE)
        found: list[wire.Registration] = []
        seen, number = 0, 0
        while True:
            number += 1
            page = self._client.issuances.search(msgspec.structs.replace(query, page=number), progress)
            found += [each for each in page.items if each.state.is_final and each.lists_deleted_at is None]
            seen += len(page.items)
            progress.report(seen, max(page.total, seen), "asking")
            if len(page.items) < _PAGE:
                break
        self._store.remember(_UNDELETED, "", _Undeleted(found))
        return found

    def together(self, registration_id: str) -> list[str]:
        """Return the registrations whose rows are here in the same batch or its corrections; all are deleted together.

        Empty if no row of the registration is on this computer.
        """
        with self._store.read() as transaction:
            family = _family_of(transaction, registration_id)
            others = transaction.all("SELECT batch_id, registration_id FROM part WHERE registration_id <> ''")
        return [id_ for batch_id, id_ in others if batch_id in family]

    def delete_both(self, registration_id: str, progress: Progress = SILENT) -> list[wire.ListsDeleted]:
        """Delete the lists of `together` at the portal, and their batches on this machine, for good.

        Raises:
            NotAllowed: one of them is not fully judged; nothing was deleted.
            Refused: `P-BUSY` likewise.
        """
        with self._store.read() as transaction:
            family = _family_of(transaction, registration_id)
            states = dict(transaction.all("SELECT id, state FROM batch"))
        if any(states[batch_id] not in _THROUGH for batch_id in family):
            raise NotAllowed(Obstacle.NOT_THROUGH, registration_id)
        deleted = [
            self._client.issuances.delete_lists(id_, progress)
            for id_ in self.together(registration_id) or [registration_id]
        ]
        with self._store.write() as transaction:
            _forget_batches(transaction, family)
            transaction.run("DELETE FROM single WHERE registration_id = ?", registration_id)
        self._store.shrink()
        return deleted

    def _forget_rewards(self, files_before: datetime, content_before: datetime) -> None:
        """Delete what members registered, in good time, and later that there were files."""
        with self._store.read() as transaction:
            if transaction.one("SELECT 1 FROM reward_file LIMIT 1") is None:
                return
        with self._store.write() as transaction:
            kept_files.forget_old_content(transaction, max(content_before, files_before))
            kept_files.forget_old_files(transaction, files_before)
        kept_files.KeptFiles(self._store).forget_passwords(self._clock())

    def _forget_before(self, before: datetime) -> int:
        with self._store.read() as transaction:
            batches, singles = _old_batches(transaction, before), _old_singles(transaction, before)
            others = _has_old_cancelling(transaction, before) or old_pages(transaction, before)
        if not (batches or singles or others):
            return 0
        with self._store.write() as transaction:
            _forget_batches(transaction, batches)
            for key in singles:
                transaction.run("DELETE FROM single WHERE key = ?", key)
            _forget_cancelling(transaction, before)
            forget_pages(transaction, old_pages(transaction, before))
        return len(batches) + len(singles)


def _forget_batches(transaction: Transaction, batch_ids: Iterable[str]) -> None:
    """Delete whole families, or the last batches of one."""
    ids = list(batch_ids)
    for batch_id in ids:
        transaction.run("DELETE FROM descent WHERE child_id = ?", batch_id)
    for batch_id in ids:
        transaction.run("DELETE FROM verdict WHERE batch_id = ?", batch_id)
        transaction.run("DELETE FROM part WHERE batch_id = ?", batch_id)
        transaction.run("DELETE FROM batch WHERE id = ?", batch_id)


_OLD_ORDERS = "cancel_order WHERE made_at < ? AND id NOT IN (SELECT order_id FROM cancel_portion WHERE state <> ?)"
"""Old orders that the portal has answered in full."""

_OLD_REISSUES = "amendment WHERE ordered_at < ?"
"""Old reissues: their miles can no longer be cancelled, or are in a draft."""


def _has_old_cancelling(transaction: Transaction, before: datetime) -> bool:
    at, judged = before.isoformat(), PartState.JUDGED.value
    orders = transaction.one(f"SELECT 1 FROM {_OLD_ORDERS} LIMIT 1", at, judged)
    return bool(orders or transaction.one(f"SELECT 1 FROM {_OLD_REISSUES} LIMIT 1", at))


def _forget_cancelling(transaction: Transaction, before: datetime) -> None:
    at, judged = before.isoformat(), PartState.JUDGED.value
    transaction.run(f"DELETE FROM {_OLD_ORDERS}", at, judged)
    transaction.run(f"DELETE FROM {_OLD_REISSUES}", at)


def _family_of(transaction: Transaction, registration_id: str) -> set[str]:
    """Return the batch of a registration, with all batches it corrects and all that correct it."""
    owner = transaction.one("SELECT batch_id FROM part WHERE registration_id = ?", registration_id)
    if owner is None:
        return set()
    parents = dict(transaction.all("SELECT DISTINCT child_id, parent_id FROM descent"))
    first = _first(owner[0], parents)
    return {id_ for (id_,) in transaction.all("SELECT id FROM batch") if _first(id_, parents) == first}


def _old_batches(transaction: Transaction, before: datetime) -> list[str]:
    """Return the batches of families that are fully judged and old throughout."""
    is_old = {
        batch_id: state in _THROUGH and datetime.fromisoformat(changed_at) < before
        for batch_id, state, changed_at in transaction.all("SELECT id, state, changed_at FROM batch")
    }
    parents = dict(transaction.all("SELECT DISTINCT child_id, parent_id FROM descent"))
    stays = {_first(batch_id, parents) for batch_id, old in is_old.items() if not old}
    return [batch_id for batch_id in is_old if _first(batch_id, parents) not in stays]


def _old_singles(transaction: Transaction, before: datetime) -> list[str]:
    states = (PartState.JUDGED.value, PartState.REFUSED.value)
    found = transaction.all("SELECT key, made_at FROM single WHERE state IN (?, ?)", *states)
    return [key for key, made_at in found if datetime.fromisoformat(made_at) < before]


def _first(batch_id: str, parents: Mapping[str, str]) -> str:
    """Return the first batch of a family."""
    while batch_id in parents:
        batch_id = parents[batch_id]
    return batch_id
