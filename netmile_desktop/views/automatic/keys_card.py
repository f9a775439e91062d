"""The keys of automatic issuance: a list, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Slot

from netmile_desktop.domain.wire import AutomaticKey, AutomaticKeys, AutomaticKeyState, NewAutomaticKey
from netmile_desktop.progress import Progress
from netmile_desktop.views.automatic.key_panel import KeyPanel
from netmile_desktop.views.common.buttons import DangerButton, PlainButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.layout.turning_line import figures_and_buttons
from netmile_desktop.views.common.loading import Loader
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.panels import Card
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.tables.table import Cell, TableColumn
from netmile_desktop.views.common.tables.table_view import RecordTable
from netmile_desktop.views.look import formats
from netmile_desktop.views.look.palette import Tone
from netmile_desktop.workspace.automatic.site_keys import SiteKeys

_HEIGHT = 150
"""Height of the heading and four keys, at the usual text size."""


class KeysCard(Card):
    """Made, rotated, revoked. Two keys are valid while a server changes from one to the other.

    After a change the screen asks again.
    """

    def __init__(self, keys: SiteKeys, screen: Screen) -> None:
        super().__init__(parent=screen)
        self._keys, self._screen = keys, screen
        self._loader = Loader(screen, "automatic-keys-changed")
        self._known: AutomaticKeys | None = None
        self.may_keep = False
        toolbox = screen.toolbox
        self.make_button = PlainButton(self.tr("Make a key"), toolbox.theme, "plus", self)
        self.rotate_button = PlainButton(self.tr("Change to a new key"), toolbox.theme, "refresh", self)
        self.revoke_button = DangerButton(self.tr("Revoke…"), toolbox.theme, "exclude", self)
        self.hint = text_label("", "help", wrap=True)
        self.panel = KeyPanel(toolbox.theme, self)
        self.table: RecordTable[AutomaticKey] = RecordTable(
            self._columns(),
            toolbox.theme,
            name="automatic-keys",
            memory=toolbox.memory,
            identity=lambda key: key.key_id,
            parent=self,
        )
        self.table.setAccessibleName(self.tr("Keys of automatic issuance"))
        self.table.setMinimumHeight(toolbox.theme.pixels(_HEIGHT))
        self._lay_out()
        self.table.current_changed.connect(self._show_buttons)
        self.make_button.clicked.connect(self._on_make)
        self.rotate_button.clicked.connect(self._on_rotate)
        self.revoke_button.clicked.connect(self._on_revoke)
        self.panel.keep_button.clicked.connect(self._on_keep)
        self.panel.closed.connect(screen.refresh)
        self._show_buttons()

    @property
    def valid(self) -> list[AutomaticKey]:
        """Keys under which parameters are accepted, the newest first."""
        return [key for key in self._known.keys if key.state is AutomaticKeyState.VALID] if self._known else []

    def show_keys(self, known: AutomaticKeys, *, may_keep: bool) -> None:
        """Show the keys as the portal has told them."""
        self._known, self.may_keep = known, may_keep
        self.table.show_records(known.keys)
        self._show_buttons()

    @Slot()
    def _show_buttons(self) -> None:
        known, valid = self._known, self.valid
        current = self.table.current()
        self.make_button.setEnabled(known is not None and len(valid) < known.valid_at_most)
        self.rotate_button.setEnabled(bool(valid))
        self.revoke_button.setEnabled(current is not None and current.state is AutomaticKeyState.VALID)
        if known is None:
            self.hint.setText("")
        elif not valid:
            self.hint.setText(self.tr("There is no valid key: every call is refused with 13005. Make one first."))
        elif len(valid) < known.valid_at_most:
            self.hint.setText(
                self.tr(
                    "To change the key without a gap: make a new one, let your server use it, then revoke the old one."
                )
            )
        else:
            self.hint.setText(
                self.tr("Two keys are valid. Once your server uses the newer one, revoke the older one here.")
            )

    # --- what is done ---------------------------------------------------------------------------

    @Slot()
    def _on_make(self) -> None:
        keys = self._keys
        self._start(lambda progress: (keys.make(progress), keys.may_keep), self.tr("Make a key"))

    @Slot()
    def _on_rotate(self) -> None:
        older = self.valid[1:]
        if older and not self._screen.toolbox.dialogs.confirm(
            self,
            self.tr("Change to a new key?"),
            self.tr(
                "A new key is made, and {} stays valid beside it. {} is revoked now: whatever your server still "
                "encrypts with it is refused with 13005."
            ).format(self.valid[0].key_id, ", ".join(key.key_id for key in older)),
            self.tr("Change the key"),
            danger=True,
        ):
            return
        keys = self._keys
        self._start(lambda progress: (keys.rotate(progress), keys.may_keep), self.tr("Change to a new key"))

    def _start(self, job: Callable[[Progress], tuple[NewAutomaticKey, bool]], title: str) -> None:
        for button in (self.make_button, self.rotate_button, self.revoke_button):
            button.setEnabled(False)
        self._screen.toolbox.tasks.start(job, owner=self, done=self._on_made, failed=self._on_failed, title=title)

    def _on_made(self, result: tuple[NewAutomaticKey, bool]) -> None:
        made, may_keep = result
        self.panel.show_made(made, may_keep=may_keep)
        self._screen.refresh()

    @Slot()
    def _on_revoke(self) -> None:
        key = self.table.current()
        if key is None:
            return
        others = [each.key_id for each in self.valid if each.key_id != key.key_id]
        text = self.tr(
            "From now on every parameter under this key is refused with 13005, also on pages that are open already. The "
            "secret is destroyed and cannot be brought back."
        )
        text += "\n" + (
            self.tr("Your server must use {} instead.").format(", ".join(others))
            if others
            else self.tr("No other key is valid: automatic issuance stops until you make one and your server uses it.")
        )
        title = self.tr("Revoke the key {}?").format(key.key_id)
        if not self._screen.toolbox.dialogs.confirm(self, title, text, self.tr("Revoke the key"), danger=True):
            return
        keys = self._keys
        self._screen.toolbox.tasks.start(
            lambda progress: keys.revoke(key.key_id, progress),
            owner=self,
            done=self._on_revoked,
            failed=self._on_failed,
            title=self.tr("Revoke the key"),
            subject=key.key_id,
        )

    def _on_revoked(self, key: AutomaticKey) -> None:
        if self.panel.made is not None and self.panel.made.key_id == key.key_id:
            self.panel.close_panel()
        self._screen.tell(Notice(self.tr("Key {} is revoked.").format(key.key_id), "success", self._loader.key))
        self._screen.refresh()

    def _on_failed(self, error: Exception) -> None:
        self._loader.note(error)
        self._loader.tell(error)
        self._show_buttons()

    @Slot()
    def _on_keep(self) -> None:
        made, keys = self.panel.made, self._keys
        if made is None:
            return

        def job(_progress: Progress) -> bool:
            return keys.keep(made.key_id, made.secret)

        self._screen.toolbox.tasks.start(job, owner=self, done=self.panel.show_key_kept, failed=self._on_failed)

    # --- building -------------------------------------------------------------------------------

    def _columns(self) -> list[TableColumn[AutomaticKey]]:
        states = {AutomaticKeyState.VALID: self.tr("Valid"), AutomaticKeyState.REVOKED: self.tr("Revoked")}
        tones = {AutomaticKeyState.VALID: (Tone.SUCCESS, "check"), AutomaticKeyState.REVOKED: (Tone.NEUTRAL, "exclude")}
        never = self.tr("Never")
        return [
            TableColumn("id", self.tr("Key ID"), lambda key: key.key_id, 170, Cell.ID, copies=True, stretch=True),
            TableColumn(
                "state",
                self.tr("State"),
                lambda key: states[key.state],
                110,
                Cell.BADGE,
                badge=lambda key: tones[key.state],
            ),
            TableColumn("made", self.tr("Made at"), lambda key: formats.moment(key.made_at), 140),
            TableColumn("by", self.tr("Made by"), lambda key: key.made_by or self.tr("NetMile"), 120),
            TableColumn("used", self.tr("Last used at"), lambda key: _moment(key.last_used_at) or never, 140),
            TableColumn("revoked", self.tr("Revoked at"), lambda key: _moment(key.revoked_at), 140),
        ]

    def _lay_out(self) -> None:
        buttons = (self.make_button, self.rotate_button, self.revoke_button)
        self.body.addWidget(figures_and_buttons((text_label(self.tr("Keys"), "strong"),), buttons, self))
        self.body.addWidget(self.hint)
        self.body.addWidget(self.panel)
        self.body.addWidget(self.table, 1)


def _moment(at: datetime | None) -> str:
    return formats.moment(at) if at is not None else ""
