"""Files of the batch hand-over: received once each and kept, saved for the merchant's own system, looked at by day."""

from __future__ import annotations

from datetime import date
from functools import cached_property, partial
from pathlib import Path
from threading import Lock

import msgspec

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock, day_of
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Broken, Refused, Unreachable
from netmile_desktop.domain.rewards import FileEncoding, Schedule, minute_of
from netmile_desktop.domain.rewards.day_strips import DayStrip, day_strip
from netmile_desktop.domain.rewards.result_drafts import read_rows
from netmile_desktop.domain.rewards.result_files import in_encoding
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.rewards.drafts import RewardDrafts
from netmile_desktop.workspace.rewards.kept_files import KeptFile, KeptFiles
from netmile_desktop.workspace.rewards.pending import PendingAnswers
from netmile_desktop.workspace.rewards.remembering import told_or_remembered
from netmile_desktop.workspace.store.atomic_files import replace_file, unwritable
from netmile_desktop.workspace.store.store import Store

_PAGE = 100
_DAY = "reward files of a day"
_HAND_OVER = "reward hand-over"
_DEADLINES = "reward deadlines"


class FilesOfDay(msgspec.Struct, frozen=True):
    """The files that were due on a day."""

    items: list[wire.RewardFile]


class HandedOverFiles:
    """The site's files. What members registered is kept in the store alone, and in files that the clerk names."""

    def __init__(self, client: PortalClient, store: Store, now: Clock) -> None:
        """Take `now` as the business clock at the portal."""
        self._client = client
        self._store = store
        self._kept = KeptFiles(store)
        self._fetching = Lock()
        self.now = now

    @cached_property
    def drafts(self) -> RewardDrafts:
        """The answers about the files' registrations."""
        return RewardDrafts(self._client, self._store, self.now)

    @cached_property
    def pending(self) -> PendingAnswers:
        """The answers about registrations that wait in real time."""
        return PendingAnswers(self._client, self._store)

    def search(self, query: wire.RewardFileSearch, progress: Progress = SILENT) -> wire.Page[wire.RewardFile]:
        """Return a page of the files, the newest first."""
        return self._client.rewards.files(query, progress)

    # --- receiving ----------------------------------------------------------------------------------

    def fetch_new(self, progress: Progress = SILENT) -> list[KeptFile]:
        """Receive all files that wait for a result and are not here yet, the oldest first, and return them.

        Each is received once, whoever else asks for it meanwhile. What is known of the others is brought up to date:
        results that may have arrived are looked up, and what the portal has destroyed is destroyed here, too. Files that
        came before a failure are kept; the next call goes on behind them.

        Raises:
            Unreachable, Broken, Refused, Cancelled; WorkspaceUnusable: nothing of the file in question is kept.
        """
        if self._client.is_offline:
            raise Unreachable("offline")
        with self._fetching:
            self._kept.forget_passwords(self.now())
            self.drafts.settle(progress)
            waiting = self._open_files(progress)
            before = {each.file: each for each in self._kept.all()}
            self._follow(waiting, before, progress)
            wanted = [each for each in waiting if each.file not in before and not each.shredded]
            came = self._receive_all(wanted, progress)
        return [each for each in reversed(self.kept()) if each.file in came]

    def kept(self) -> list[KeptFile]:
        """Return all files that are here, the newest first; sends no request."""
        return self._kept.all()

    def find(self, file: str) -> KeptFile | None:
        """Return a file that is here, or None; sends no request."""
        return self._kept.find(file)

    def save(self, file: str, path: Path, progress: Progress = SILENT, *, encoding: FileEncoding | None = None) -> None:
        """Write a file as CSV, from what is kept here if it is, also without a network.

        Otherwise it is downloaded, which may be done often; its registrations count as handed over since the first time.

        Args:
            encoding: None means as is set for the site, as far as it is known here.

        Raises:
            Refused: `P-GONE`, what was registered is destroyed.
            FileUnwritable: the file cannot be written; it can be saved again.
        """
        content = self._kept.content(file)
        if content is None:
            content = self._client.rewards.content(file, wire.RewardFileQuery(encoding=encoding), progress)
        else:
            content = in_encoding(content, encoding or self._usual_encoding())
        try:
            replace_file(path, content)
        except OSError as error:
            raise unwritable(error, path) from error

    # --- times --------------------------------------------------------------------------------------

    def hand_over(self, progress: Progress = SILENT) -> wire.RewardHandOver:
        """Return how files are handed over; while the portal is out of reach, as last reported.

        Raises:
            Unreachable: nothing was reported; Broken, Refused, Cancelled.
        """
        ask = partial(self._client.rewards.hand_over, progress)
        return told_or_remembered(self._store, _HAND_OVER, "", wire.RewardHandOver, ask)

    def day(self, day: date, progress: Progress = SILENT) -> DayStrip:
        """Return the set times of a day and what is known of each; while the portal is out of reach, as last reported.

        Raises:
            Unreachable: nothing is known of the day; Broken, Refused, Cancelled.
        """
        settings = self.hand_over(progress)
        schedule = Schedule(settings.every_hours, minute_of(settings.at))
        return day_strip(day, schedule, self._files_of(day, progress), self.now())

    def today(self) -> date:
        """Return the business day at the portal."""
        return day_of(self.now())

    def deadlines(self, progress: Progress = SILENT) -> wire.RewardDeadlines:
        """Return what waits for the merchant; while the portal is out of reach, as last reported; raise as `hand_over`."""
        ask = partial(self._client.rewards.deadlines, progress)
        return told_or_remembered(self._store, _DEADLINES, "", wire.RewardDeadlines, ask)

    # --- within -------------------------------------------------------------------------------------

    def _receive_all(self, wanted: list[wire.RewardFile], progress: Progress) -> set[str]:
        """Receive files and return those that are here now; a damaged one is told when the others are here."""
        came, damaged = set(), None
        for n, each in enumerate(wanted):
            progress.report(n, len(wanted), "fetching")
            try:
                if self._receive(each, progress):
                    came.add(each.file)
            except Broken as broken:
                damaged = broken
        if damaged is not None:
            raise damaged
        return came

    def _receive(self, facts: wire.RewardFile, progress: Progress) -> bool:
        """Download one file and keep it; return whether it is here now and was not before."""
        query = wire.RewardFileQuery(encoding=FileEncoding.UTF_8)
        try:
            content = self._client.rewards.content(facts.file, query, progress)
        except Refused as refused:
            if refused.code == Problem.GONE:
                return False
            raise
        try:
            rows = len(read_rows(content))
        except Refused as refused:
            raise Broken(f"{facts.file}: {refused.code}") from refused
        if rows != facts.rows:
            raise Broken(f"{facts.file}: {rows} of {facts.rows} rows")
        return self._kept.keep(facts, content, self.now())

    def _open_files(self, progress: Progress) -> list[wire.RewardFile]:
        """Return all files that wait for a result, the oldest first; one that is written meanwhile brings none twice."""
        found: dict[str, wire.RewardFile] = {}
        page = 1
        while True:
            told = self.search(wire.RewardFileSearch(only_open=True, page=page, size=_PAGE), progress)
            found |= {each.file: each for each in told.items}
            if page * _PAGE >= told.total or not told.items:
                return sorted(found.values(), key=lambda each: each.due_at)
            page += 1

    def _follow(self, waiting: list[wire.RewardFile], before: dict[str, KeptFile], progress: Progress) -> None:
        """Keep what has become of the files that are here; others may have answered them."""
        self._kept.note(waiting)
        still = {each.file for each in waiting}
        ended = [each.file for each in before.values() if each.facts.answered_at is None and each.file not in still]
        for file in ended:
            try:
                self._kept.note([self._client.rewards.file(file, progress)])
            except Refused as refused:
                if refused.code != Problem.NOT_FOUND:
                    raise

    def _files_of(self, day: date, progress: Progress) -> list[wire.RewardFile]:
        def ask() -> FilesOfDay:
            return FilesOfDay(self.search(wire.RewardFileSearch(due_from=day, due_to=day, size=_PAGE), progress).items)

        own = {each.file: each.facts for each in self.kept() if day_of(each.facts.due_at) == day}
        try:
            told = told_or_remembered(self._store, _DAY, day.isoformat(), FilesOfDay, ask).items
        except Unreachable:
            if not own:
                raise
            told = []
        # What has happened here since then is known better.
        answered = {file: facts for file, facts in own.items() if facts.answered_at is not None}
        return list((own | {each.file: each for each in told} | answered).values())

    def _usual_encoding(self) -> FileEncoding:
        settings = self._store.recall(_HAND_OVER, "", wire.RewardHandOver)
        return settings.encoding if settings else FileEncoding.UTF_8
