"""Reward files in the local store: their content as it came, the answers about it, and the results sent."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from netmile_desktop.domain import codec, wire
from netmile_desktop.domain.batches import PartState
from netmile_desktop.domain.failures import NotAllowed, Obstacle
from netmile_desktop.domain.rewards import PASSWORD_HOURS, FileState, RewardResult
from netmile_desktop.domain.rewards.result_drafts import RowAnswer
from netmile_desktop.domain.rewards.result_files import without_passwords, without_personal_data
from netmile_desktop.workspace.store.store import Store, Transaction

REAL_TIME = ""
"""In place of a file: registrations that were handed over in real time and wait for an answer."""

_COLUMNS = (
    "SELECT reward_file.file, facts, fetched_at, opened, content IS NOT NULL, reward_upload.state FROM reward_file"
    " LEFT JOIN reward_content USING (file) LEFT JOIN reward_upload USING (file)"
)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A reward file on this machine."""

    facts: wire.RewardFile
    """As the portal described it last."""
    fetched_at: datetime
    is_new: bool
    """Whether nobody has opened it here."""
    has_content: bool
    """Whether what was registered is still here."""
    upload: PartState | None
    """Where its result is that was made here: UNKNOWN if it may have arrived, ACCEPTED if it has; None without one."""

    @property
    def file(self) -> str:
        return self.facts.file


class KeptFiles:
    """What the store knows of reward files. Personal data are in the contents alone."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[KeptFile]:
        """Return all files, the newest first."""
        with self._store.read() as transaction:
            found = [_kept(row) for row in transaction.all(_COLUMNS)]
        return sorted(found, key=lambda each: each.facts.due_at, reverse=True)

    def find(self, file: str) -> KeptFile | None:
        """Return a file, or None if it never came."""
        with self._store.read() as transaction:
            row = transaction.one(f"{_COLUMNS} WHERE reward_file.file = ?", file)
        return _kept(row) if row else None

    def content(self, file: str) -> bytes | None:
        """Return what was registered, as UTF-8 CSV; None once it is destroyed, or if the file never came."""
        with self._store.read() as transaction:
            row = transaction.one("SELECT content FROM reward_content WHERE file = ?", file)
        return bytes(row[0]) if row else None

    def keep(self, facts: wire.RewardFile, content: bytes, at: datetime) -> bool:
        """Keep a file that came; return whether it is the first time."""
        with self._store.write() as transaction:
            row = (facts.file, msgspec.json.encode(facts), at.isoformat(), _answered(facts))
            is_first = transaction.run(
                "INSERT OR IGNORE INTO reward_file (file, facts, fetched_at, answered_at) VALUES (?, ?, ?, ?)", *row
            )
            if is_first:
                values = (facts.file, content, facts.has_passwords)
                transaction.run("INSERT INTO reward_content VALUES (?, ?, ?)", *values)
        return bool(is_first)

    def note(self, told: Iterable[wire.RewardFile]) -> None:
        """Keep how the portal describes files now; personal data that it has destroyed are destroyed here, too.

        Of a file that waits for its result the 登録ID stay until then: its answers must still find their rows.
        """
        known = {each.file: each.facts for each in self.all()}
        changed = [each for each in told if known.get(each.file, each) != each]
        if not changed:
            return
        with self._store.write() as transaction:
            for each in changed:
                # An answer that was asked for before a result was accepted may come after it: a file never opens again.
                values = (msgspec.json.encode(each), _answered(each), each.file, _answered(each))
                transaction.run(
                    "UPDATE reward_file SET facts = ?, answered_at = ?"
                    " WHERE file = ? AND (answered_at = '' OR ? <> '')",
                    *values,
                )
                if each.shredded and each.answered_at is None:
                    _empty(transaction, each.file, without_personal_data)
                elif each.shredded:
                    transaction.run("DELETE FROM reward_content WHERE file = ?", each.file)

    def note_opened(self, file: str) -> None:
        """A clerk has looked at a file."""
        with self._store.write() as transaction:
            transaction.run("UPDATE reward_file SET opened = 1 WHERE file = ? AND NOT opened", file)

    # --- answers ------------------------------------------------------------------------------------

    def answers(self, file: str) -> dict[str, RowAnswer]:
        """Return the answers about a file's registrations, by 登録ID."""
        with self._store.read() as transaction:
            rows = transaction.all("SELECT code, result, reason FROM reward_answer WHERE file = ?", file)
        return {code: RowAnswer(RewardResult(result), reason) for code, result, reason in rows}

    def keep_answers(self, file: str, changed: Mapping[str, RowAnswer]) -> None:
        """Keep answers, or forget those that were taken back.

        Raises:
            NotAllowed: the file's result is given, or may have arrived; nothing is kept.
        """
        given = [(file, code, each.result.value, each.reason) for code, each in changed.items() if each.result]
        with self._store.write() as transaction:
            _refuse_settled(transaction, file)
            transaction.many("REPLACE INTO reward_answer VALUES (?, ?, ?, ?)", given)
            _drop_answers(transaction, file, [code for code, each in changed.items() if not each.result])

    def drop_answers(self, file: str, codes: Collection[str]) -> None:
        """Forget answers that are at the portal, or that nobody waits for any more."""
        with self._store.write() as transaction:
            _drop_answers(transaction, file, codes)

    # --- results ------------------------------------------------------------------------------------

    def result(self, file: str) -> tuple[PartState, bytes] | None:
        """Return the result that was made of a file last, and where it is; None if there is none."""
        with self._store.read() as transaction:
            row = transaction.one("SELECT state, result FROM reward_upload WHERE file = ?", file)
        return (PartState(row[0]), bytes(row[1])) if row else None

    def accepted(self, file: str) -> wire.RewardResultAccepted | None:
        """Return what the portal answered to a result; None if it has not."""
        with self._store.read() as transaction:
            row = transaction.one("SELECT answer FROM reward_upload WHERE file = ? AND answer IS NOT NULL", file)
        return codec.decode_json(row[0], wire.RewardResultAccepted) if row else None

    def unsettled(self) -> list[str]:
        """Return files whose result may have arrived."""
        with self._store.read() as transaction:
            rows = transaction.all("SELECT file FROM reward_upload WHERE state = ?", PartState.UNKNOWN.value)
        return [file for (file,) in rows]

    def begin(self, file: str, result: bytes, at: datetime) -> None:
        """Keep a result before its first byte is sent."""
        values = (file, result, PartState.READY.value, at.isoformat())
        with self._store.write() as transaction:
            transaction.run("REPLACE INTO reward_upload (file, result, state, made_at) VALUES (?, ?, ?, ?)", *values)

    def mark(self, file: str, state: PartState) -> None:
        """Note where the result of a file is."""
        with self._store.write() as transaction:
            transaction.run("UPDATE reward_upload SET state = ? WHERE file = ?", state.value, file)

    def complete(self, file: str, accepted: wire.RewardResultAccepted) -> None:
        """Note that the portal has accepted the result of a file; its passwords have done their duty and go."""
        with self._store.write() as transaction:
            values = (PartState.ACCEPTED.value, msgspec.json.encode(accepted), file)
            transaction.run("UPDATE reward_upload SET state = ?, answer = ? WHERE file = ?", *values)
            row = transaction.one("SELECT facts FROM reward_file WHERE file = ?", file)
            if row is None:
                return
            facts = msgspec.structs.replace(
                codec.decode_json(row[0], wire.RewardFile),
                state=FileState.COMPLETED,
                approved=accepted.approved,
                refused=accepted.refused,
                answered_at=accepted.answered_at,
                has_passwords=False,
            )
            told = (msgspec.json.encode(facts), _answered(facts), file)
            transaction.run("UPDATE reward_file SET facts = ?, answered_at = ? WHERE file = ?", *told)
            _empty_passwords(transaction, file)

    def forget_passwords(self, now: datetime) -> None:
        """Empty the passwords of files that are answered, or that came as long ago as the portal keeps passwords."""
        latest = (now - timedelta(hours=PASSWORD_HOURS)).isoformat()
        condition = "has_passwords AND (answered_at <> '' OR fetched_at <= ?)"
        with self._store.read() as transaction:
            found = transaction.all(
                f"SELECT file FROM reward_content JOIN reward_file USING (file) WHERE {condition}", latest
            )
        for (file,) in found:
            with self._store.write() as transaction:
                _empty_passwords(transaction, file)


def forget_old_content(transaction: Transaction, before: datetime) -> int:
    """Destroy what was registered, and what was answered, in files answered before an instant; return their number."""
    old = "SELECT file FROM reward_file WHERE answered_at <> '' AND answered_at < ?"
    at = before.isoformat()
    transaction.run(f"DELETE FROM reward_answer WHERE file IN ({old})", at)
    transaction.run(f"UPDATE reward_upload SET result = x'' WHERE result <> x'' AND file IN ({old})", at)
    return transaction.run(f"DELETE FROM reward_content WHERE file IN ({old})", at)


def forget_old_files(transaction: Transaction, before: datetime) -> None:
    """Forget that files answered before an instant existed."""
    transaction.run("DELETE FROM reward_file WHERE answered_at <> '' AND answered_at < ?", before.isoformat())


def _refuse_settled(transaction: Transaction, file: str) -> None:
    row = transaction.one(
        "SELECT answered_at, state FROM reward_file LEFT JOIN reward_upload USING (file) WHERE file = ?", file
    )
    answered_at, state = row or ("", None)
    if answered_at:
        raise NotAllowed(Obstacle.RESULT_GIVEN, file)
    if state == PartState.UNKNOWN:
        raise NotAllowed(Obstacle.RESULT_UNSETTLED, file)


def _drop_answers(transaction: Transaction, file: str, codes: Iterable[str]) -> None:
    transaction.many("DELETE FROM reward_answer WHERE file = ? AND code = ?", [(file, code) for code in codes])


def _empty_passwords(transaction: Transaction, file: str) -> None:
    if transaction.one("SELECT 1 FROM reward_content WHERE file = ? AND has_passwords", file):
        _empty(transaction, file, without_passwords)


def _empty(transaction: Transaction, file: str, emptied: Callable[[bytes], bytes]) -> None:
    """Take cells out of the content of a file; among them are its passwords."""
    row = transaction.one("SELECT content FROM reward_content WHERE file = ?", file)
    if row:
        values = (emptied(bytes(row[0])), file)
        transaction.run("UPDATE reward_content SET content = ?, has_passwords = 0 WHERE file = ?", *values)


def _answered(facts: wire.RewardFile) -> str:
    return facts.answered_at.isoformat() if facts.answered_at else ""


def _kept(row: tuple[object, ...]) -> KeptFile:
    _, facts, fetched_at, opened, has_content, state = row
    assert isinstance(facts, bytes)
    return KeptFile(
        codec.decode_json(facts, wire.RewardFile),
        datetime.fromisoformat(str(fetched_at)),
        not opened,
        bool(has_content),
        PartState(str(state)) if state else None,
    )
