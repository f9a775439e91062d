"""Python's collection of cycles in the GUI thread alone.

Left to itself it runs in whichever thread happens to make the next object. A cycle that holds a widget
would then be freed by a job, and Qt ends the process where a widget goes in another thread than its own.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

from netmile_desktop.collection import MANY

EVERY_MS = 1_000


class Collector(QObject):
    """Collects in its own thread from time to time, and keeps all others from it until it is stopped."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_enabled = gc.isenabled()
        self._has_settled = False
        gc.disable()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def stop(self) -> None:
        """Leave collecting to Python again, without anything of the window's that it could find."""
        if self._timer.isActive():
            self._timer.stop()
            gc.unfreeze()
            gc.collect(1)
            if self._was_enabled:
                gc.enable()

    @Slot()
    def collect(self) -> None:
        """What Python would have done by itself, as far as it is due."""
        counts, due = gc.get_count(), gc.get_threshold()
        if counts[0] > MANY:
            # Rows by the hundred thousand, made by a job: going through them would hold up the window.
            gc.freeze()
            return
        for generation in (2, 1, 0):
            if counts[generation] > due[generation]:
                gc.collect(generation)
                if generation == 2 and not self._has_settled:
                    # What is there by now is what the program is made of. Going through that again and again
                    # would hold up the window each time by as long as three frames take.
                    self._has_settled = True
                    gc.freeze()
                return
