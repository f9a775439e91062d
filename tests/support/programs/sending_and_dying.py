"""Sends a file from the real window and is killed between two parts. Run by a journey as a process of its own."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from netmile_desktop.app.program import Program
from netmile_desktop.domain.batches import PartState
from netmile_desktop.domain.language import Language
from netmile_desktop.paths import user_folders
from netmile_desktop.workspace.access.sandbox import SandboxPortal
from netmile_desktop.workspace.records.part_records import PartRecords
from netmile_desktop.workspace.settings import ProgramSettings
from tests.support.clerk import Clerk


def main(data: str, file: str, campaign_id: str) -> None:
    """Never returns: the process ends by SIGKILL once a part is accepted and another is not."""
    folders = user_folders(data)
    app = QApplication([])
    program = Program(app, folders, ProgramSettings(Language.JAPANESE, "light"), SandboxPortal(folders.sandbox))
    program.window.show()
    clerk = Clerk(lambda: program.window)
    clerk.enter_sandbox()
    batch_id = clerk.import_file(Path(file), campaign_id).batch_id
    records = PartRecords(clerk.desk.store)

    def look() -> None:
        states = [part.state for part in records.of(batch_id)]
        if PartState.ACCEPTED in states and PartState.READY in states:
            os.kill(os.getpid(), signal.SIGKILL)

    timer = QTimer(app, interval=1)
    timer.timeout.connect(look)
    timer.start()
    clerk.go_to_confirmation()
    clerk.send()
    clerk.wait_until_idle()
    sys.exit("every part was sent before the process could be killed")


if __name__ == "__main__":
    main(*sys.argv[1:])
