"""From a registration with errors to the rows that are to be corrected (guide L530)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot

from netmile_desktop.domain import wire
from netmile_desktop.progress import Progress
from netmile_desktop.views.common.buttons import QuietButton
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.status.list_saving import ListForm, ListSaving
from netmile_desktop.views.status.registration_table import may_fetch_errors
from netmile_desktop.workspace.desk import Desk


class CorrectionButton(QuietButton):
    """Opens the batch that was sent from here; what another computer sent is taken in from its error list."""

    def __init__(self, desk: Desk, screen: Screen, saving: ListSaving) -> None:
        super().__init__("", screen.toolbox.theme, "wand", screen)
        self.setText(self.tr("Correct and issue"))
        self._desk, self._screen, self._saving = desk, screen, saving
        self._registration: wire.Registration | None = None
        self._loader = Loader(screen, "correction", is_local=True)
        self.clicked.connect(self._on_clicked)

    def show_registration(self, registration: wire.Registration | None) -> None:
        """The one that would be corrected, if any."""
        self._registration = registration
        self.setEnabled(
            registration is not None
            and registration.type == "csv"
            and registration.errors > 0
            and registration.state.is_final
        )

    @Slot()
    def _on_clicked(self) -> None:
        registration, desk = self._registration, self._desk
        if registration is None:
            return
        id_ = registration.registration_id

        def look(_progress: Progress) -> str:
            return next((batch.id for batch in desk.batches.all() if id_ in batch.registration_ids), "")

        self._loader.load(look, partial(self._on_found, registration))

    def _on_found(self, registration: wire.Registration, batch_id: str) -> None:
        navigation = self._screen.toolbox.navigation
        if batch_id:
            navigation.batch_chosen.emit(batch_id)
        elif may_fetch_errors(registration):
            self._saving.ask(
                registration,
                "errors",
                ListForm(as_is=True),
                then=lambda path: navigation.correction_asked.emit(path, registration.campaign_id, registration.mode),
            )
        else:
            text = self.tr("The error list was deleted, and the rows were not sent from this computer.")
            self._screen.tell(Notice(text, "warning", "correction"))
