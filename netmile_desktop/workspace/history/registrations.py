"""Registrations at the portal: their state, their lists and the deletion of the lists."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Literal

from netmile_desktop.api.issuances import Issuances
from netmile_desktop.domain import wire
from netmile_desktop.domain.texts.states import COMPLETED_LIST, ERROR_LIST
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.spreadsheets import text_sheet
from netmile_desktop.workspace.store.atomic_files import free_place, replace_file, unwritable
from netmile_desktop.workspace.store.file_names import fit_for_a_file

ListKind = Literal["completed", "errors"]
"""登録完了リスト or エラーリスト."""

COPY = "_表計算用.xlsx"
"""End of the file name of a copy for spreadsheets."""

_NAMES = {"completed": COMPLETED_LIST.ja, "errors": ERROR_LIST.ja}
_LONGEST_NAME = 40


class SentRegistrations:
    """The registrations of the signed-in site."""

    def __init__(self, issuances: Issuances) -> None:
        self._issuances = issuances

    def search(self, query: wire.RegistrationSearch, progress: Progress = SILENT) -> wire.Page[wire.Registration]:
        """Return a page of マイル発行状況."""
        return self._issuances.search(query, progress)

    def detail(self, registration_id: str, progress: Progress = SILENT) -> wire.RegistrationDetail:
        """Return CSV発行履歴詳細 of a registration."""
        return self._issuances.detail(registration_id, progress)

    def list_name(self, registration: wire.Registration, which: ListKind) -> str:
        """Propose a file name with list, registration and campaign that is valid on every system."""
        campaign = fit_for_a_file(registration.campaign_name)[:_LONGEST_NAME].strip(" .")
        words = (_NAMES[which], registration.registration_id, registration.campaign_id, campaign)
        return "_".join(word for word in words if word) + ".csv"

    def save_list(
        self,
        registration_id: str,
        which: ListKind,
        to: Path,
        encoding: str = "utf-8-sig",
        progress: Progress = SILENT,
        *,
        with_copy: bool = False,
    ) -> Path:
        """Fetch a list and save it to a file, byte for byte as the portal wrote it; the whole list or nothing.

        Args:
            with_copy: Also save a workbook beside it, in which a spreadsheet leaves every cell as it is.

        Raises:
            Refused: `P-GONE` if it was deleted, `P-BUSY` while it is not finished.
            FileUnwritable: the file cannot be written there.
        """
        fetch = self._issuances.completed_list if which == "completed" else self._issuances.error_list
        content = fetch(registration_id, encoding, progress)
        try:
            replace_file(to, content)
            if with_copy:
                header, *rows = csv.reader(io.StringIO(content.decode(encoding), newline=""))
                copy = text_sheet(header, rows, to.parent)
                replace_file(free_place(to.with_name(to.stem + COPY), copy), copy)
        except OSError as error:
            raise unwritable(error, to) from error
        return to

    def delete_lists(self, registration_id: str, progress: Progress = SILENT) -> wire.ListsDeleted:
        """Delete both lists at the portal for good."""
        return self._issuances.delete_lists(registration_id, progress)
