#!/usr/bin/env python3
"""Drive the real window through a clerk's day on a fresh sandbox, one picture per step.

    python packaging/screenshots.py OUT [--language ja] [--theme light] [--scale 1]

Without a choice all four are taken: Japanese and English, light and dark. Pictures are named
`ja-light/09-problems.png`. A step that does not come about ends the run with exit code 1, which makes
this the smoke test of the whole program.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

LANGUAGES = ("ja", "en")
THEMES = ("light", "dark")
ROWS = 12_480
"""Two parts, the second of which is not full."""


def main(words: Sequence[str]) -> int:
    """Take all pictures, each language and theme in a process of its own."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--language", choices=LANGUAGES)
    parser.add_argument("--theme", choices=THEMES)
    parser.add_argument("--scale", default="1", help="device pixels to a point, such as 2")
    options = parser.parse_args(words)
    if options.language and options.theme:
        return take(options.out, options.language, options.theme)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = options.scale
    for language in [options.language] if options.language else LANGUAGES:
        for theme in [options.theme] if options.theme else THEMES:
            again = [sys.executable, __file__, str(options.out), "--language", language, "--theme", theme]
            code = subprocess.run(again).returncode
            if code:
                return code
    return 0


def take(out: Path, language: str, theme: str) -> int:
    """One walk through the story in this process."""
    from PySide6.QtWidgets import QApplication

    from netmile_desktop.app.program import Program
    from netmile_desktop.domain.words.language import Language
    from netmile_desktop.paths import user_folders
    from netmile_desktop.workspace.sandbox import SandboxPortal
    from netmile_desktop.workspace.settings import Settings
    from tests.support.clerk import Clerk, Impatient

    folder = out / f"{language}-{theme}"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        folders = user_folders(data)
        sandbox = SandboxPortal(folders.sandbox)
        sandbox.start()
        app = QApplication([sys.argv[0]])
        program = Program(app, folders, Settings(Language(language), theme), sandbox)
        program.window.resize(1280, 800)
        program.window.show()
        clerk = Clerk(lambda: program.window)

        def picture(name: str) -> None:
            app.processEvents()
            if not program.window.grab().save(str(folder / f"{name}.png")):
                raise OSError(f"{folder / name}.png cannot be written")

        try:
            walk(clerk, picture, Path(data))
        except Impatient as late:
            picture("99-stuck")
            print(f"{language} {theme}: waited in vain for {late}", file=sys.stderr)
            return 1
        finally:
            program.window.hand_over()
            program.window.close()
            program.shut_down()
    print(f"{language} {theme}: {len(list(folder.glob('*.png')))} pictures in {folder}")
    return 0


def walk(clerk: object, picture: Callable[[str], None], folder: Path) -> None:
    """The story: sign in, look around, take a file in, correct, send, get verdicts, clear up."""
    from netmile_desktop.domain.rows import Column
    from netmile_desktop.workspace.draft import Show
    from tests.support.clerk import Clerk

    assert isinstance(clerk, Clerk)
    picture("01-sign-in")
    clerk.enter_sandbox()
    picture("02-home")
    clerk.search()
    picture("03-search")
    campaign = clerk.open_campaign("C-1024")
    picture("04-campaign")
    campaign.tabs.setCurrentIndex(1)
    clerk.wait_until_idle()
    picture("05-issue")
    clerk.page.show_tab(2)
    clerk.wait_until_idle()
    picture("06-no-batches")
    clerk.drop(_workbook(folder / "ご来店ポイント 11月分.xlsx"))
    clerk.wait_until_idle()
    picture("07-import-choose-campaign")
    clerk.choose_campaign("C-1024")
    picture("08-import")
    clerk.press(clerk.importing.import_button)
    clerk.wait(lambda: clerk.opened.isVisible() and clerk.opened.draft is not None, "the batch")
    clerk.wait_until_idle()
    picture("09-problems")
    rows = clerk.opened.rows()
    assert rows is not None
    rows.bar.choose(Show.ERRORS)
    clerk.wait_until_idle()
    picture("10-errors")
    record = next(record for record, code in clerk.codes().items() if code == "19015")
    clerk.type_into(record, Column.MILES, "100")
    picture("11-corrected")
    clerk.go_to_confirmation()
    picture("12-confirm")
    clerk.opened.confirm.tick.setChecked(True)
    clerk.press(clerk.opened.confirm.send_button)
    clerk.wait(lambda: clerk.opened.sent.isVisible(), "the sending page")
    clerk.wait(lambda: clerk.opened.sent.parts.isVisible(), "the parts")
    picture("13-sending")
    clerk.wait_until_idle()
    clerk.wait(lambda: len(clerk.registrations()) == 2, "both registrations")
    picture("14-result")
    registration = clerk.registrations()[0]
    clerk.page.show_tab(3)
    clerk.wait_until_idle()
    picture("15-status")
    status = clerk.open_registration(registration)
    picture("16-registration")
    clerk.press(status.detail.delete_button)
    clerk.wait(lambda: status.detail.question.is_open, "the question")
    picture("17-delete-question")
    clerk.press(status.detail.question.delete_button)
    clerk.wait(lambda: not status.detail.delete_button.isVisible(), "the deletion")
    clerk.wait_until_idle()
    picture("18-deleted")
    clerk.page.show_tab(2)
    clerk.batch.open_list()
    clerk.wait_until_idle()
    picture("19-batches")
    clerk.page.show_tab(0)
    clerk.wait_until_idle()
    picture("20-home-after")


def _workbook(path: Path) -> Path:
    """A month's file of a shop, as its spreadsheet program saved it."""
    from tests.support.files import xlsx_file
    from tests.support.shop import HEADER, shop_rows

    rows = [HEADER, *(row.cells for row in shop_rows(ROWS))]
    return xlsx_file(path, {"11月分": rows, "メモ": [("社内用",)]})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
