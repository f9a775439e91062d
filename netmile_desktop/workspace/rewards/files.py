"""Files of the batch hand-over: fetched, and answered once each."""

from __future__ import annotations

from pathlib import Path

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import wire
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.store.atomic_files import replace_file, unwritable


class HandedOverFiles:
    """The site's files. Nothing that members registered is kept here but in the file that the clerk names."""

    def __init__(self, client: PortalClient) -> None:
        self._client = client

    def search(self, query: wire.RewardFileSearch, progress: Progress = SILENT) -> wire.Page[wire.RewardFile]:
        """Return a page of the files, the newest first."""
        return self._client.rewards.files(query, progress)

    def save(self, file: str, path: Path, progress: Progress = SILENT) -> None:
        """Download a file, which may be done often; its registrations count as handed over since the first time.

        Raises:
            Refused: `P-GONE`, what was registered is destroyed.
            FileUnwritable: the file cannot be written; it can be downloaded again.
        """
        content = self._client.rewards.content(file, wire.RewardFileQuery(), progress)
        try:
            replace_file(path, content)
        except OSError as error:
            raise unwritable(error, path) from error

    def check(self, file: str, result: bytes, progress: Progress = SILENT) -> wire.RewardResultCheck:
        """Return what a result would do; nothing is written."""
        return self._client.rewards.check(file, result, progress)

    def upload(self, file: str, result: bytes, progress: Progress = SILENT) -> wire.RewardResultAccepted:
        """Upload the result of a file; safe to repeat with the same bytes.

        Raises:
            Refused: `P-INCOMPLETE`; `P-STATE`, the file has another result.
        """
        return self._client.rewards.answer(file, result, progress)
