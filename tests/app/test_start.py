"""The program as it is started: a process of its own each time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

import netmile_desktop
from netmile_desktop.app.program import Program
from netmile_desktop.command_names import COMMANDS
from netmile_desktop.domain.language import Language
from netmile_desktop.paths import user_folders
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.views.campaign.view import CampaignView
from netmile_desktop.workspace.access.profiles import Profile
from netmile_desktop.workspace.settings import ProgramSettings, load_settings
from tests.support.keyring import NOWHERE
from tests.support.window import ServedSandbox, settle

_NOT_BEFORE_THE_FIRST_PAINT = (
    *("alembic", "argon2", "cryptography", "keyring", "msgspec", "numpy", "pyqtgraph", "python_calamine", "requests"),
    *("sqlalchemy", "sqlcipher3", "starlette", "truststore", "urllib3", "uvicorn", "xlsxwriter"),
    *("msoffcrypto", "olefile", "xlrd"),
    *("ctypes", "email", "hashlib", "multiprocessing", "secrets", "socket", "ssl", "subprocess", "zoneinfo"),
    *("PySide6.QtNetwork", "PySide6.QtPrintSupport"),
    *("netmile_desktop.api", "netmile_desktop.cli", "netmile_desktop.portal"),
    *("netmile_desktop.domain.calendar", "netmile_desktop.domain.rows.issuances", "netmile_desktop.domain.wire"),
    *(
        "netmile_desktop.domain.texts.codes",
        "netmile_desktop.domain.texts.failures",
        "netmile_desktop.domain.texts.states",
    ),
    *("netmile_desktop.views.look.badges", "netmile_desktop.views.desk_page", "netmile_desktop.views.look.formats"),
    *("netmile_desktop.views.help", "netmile_desktop.views.settings", "netmile_desktop.views.tabs"),
    *("netmile_desktop.views.common.question", "netmile_desktop.views.sign_in.key_form"),
    *(
        "netmile_desktop.workspace.desk",
        "netmile_desktop.workspace.access.store_keys",
        "netmile_desktop.workspace.store.store",
    ),
)
_NOT_BEFORE_THE_FIRST_SCREEN = (
    *("alembic", "numpy", "pyqtgraph", "python_calamine", "sqlalchemy", "starlette", "uvicorn", "xlsxwriter"),
    *("msoffcrypto", "olefile", "xlrd"),
    *("html.entities", "multiprocessing", "PySide6.QtPrintSupport"),
    *(
        "netmile_desktop.cli",
        "netmile_desktop.portal",
        "netmile_desktop.domain.fast_lane",
        "netmile_desktop.domain.repairs",
    ),
    *(f"netmile_desktop.views.{name}" for name in ("batch.view", "help", "history", "inquiry", "quick_open")),
    *(f"netmile_desktop.views.{name}" for name in ("reports", "search", "settings", "site", "status", "campaign")),
    *(f"netmile_desktop.workspace.{name}" for name in ("reconciliation", "reports.sheet", "reports.workbook")),
    *(f"netmile_desktop.workspace.cancelling.{name}" for name in ("reissues", "reissuing")),
    *(f"netmile_desktop.workspace.campaigns.{name}" for name in ("applications", "site_details")),
    *(f"netmile_desktop.workspace.issuing.{name}" for name in ("singles",)),
    "netmile_desktop.workspace.history.inquiry",
)
_MOST_MODULES_OF_OURS = {"painted": 59, "signed in": 262}
"""Folders included; a few more than there are. What is added beyond must have a reason to be there before it is asked for,
as the rule for keys has, which is asked of the portal at each sign-in, and the table of operations, which is one."""


def run(*words: str, code: str = "", **environ: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    kept |= {"QT_QPA_PLATFORM": "offscreen", "DBUS_SESSION_BUS_ADDRESS": NOWHERE} | environ
    command = [sys.executable, "-c", code] if code else [sys.executable, "-m", "netmile_desktop", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=200, env=kept)


def test_the_first_paint_and_the_first_screen_wait_for_nothing_they_do_not_need(
    sandbox_portal: EmbeddedPortal, tmp_path: Path
) -> None:
    code = f"""
import json, sys
from netmile_desktop.app.preflight import why_no_qt
from netmile_desktop.paths import user_folders
from netmile_desktop.workspace.access.sandbox import SandboxPortal
from netmile_desktop.workspace.settings import ProgramSettings
why_no_qt()
from PySide6.QtWidgets import QApplication
from netmile_desktop.app.program import Program
class Served(SandboxPortal):
    def start(self): pass
    def url(self, progress=None): return {sandbox_portal.url!r}
folders = user_folders({str(tmp_path)!r})
app = QApplication([])
program = Program(app, folders, ProgramSettings(), Served(folders.sandbox))
program.window.show()
app.processEvents()
painted = sorted(sys.modules)
program.go_on(enter_sandbox=True)
while program.window.page is None or program.tasks.live():
    app.processEvents()
print(json.dumps([painted, sorted(sys.modules)]))
program.shut_down()
"""
    done = run(code=code)
    assert done.returncode == 0, done.stderr
    painted, signed_in = json.loads(done.stdout)
    assert _loaded(_NOT_BEFORE_THE_FIRST_PAINT, painted) == []
    assert _loaded(_NOT_BEFORE_THE_FIRST_SCREEN, signed_in) == []
    assert "netmile_desktop.views.home.campaigns" in signed_in
    for stage, modules in (("painted", painted), ("signed in", signed_in)):
        assert len(_loaded(("netmile_desktop",), modules)) <= _MOST_MODULES_OF_OURS[stage]


def test_what_must_wait_exists() -> None:
    """A name that was changed would be waited for in vain."""
    names = (*_NOT_BEFORE_THE_FIRST_PAINT, *_NOT_BEFORE_THE_FIRST_SCREEN)
    assert not [name for name in names if name.startswith("netmile_desktop") and find_spec(name) is None]


def _loaded(names: tuple[str, ...], modules: list[str]) -> list[str]:
    """Which of the modules belong to the names."""
    return [module for module in modules if module.startswith(tuple(f"{name}." for name in names)) or module in names]


def test_commands_never_load_qt() -> None:
    code = (
        "import sys\nfrom netmile_desktop.__main__ import main\n"
        "try:\n    main(['check', '--help'])\nexcept SystemExit:\n    pass\n"
        "assert not [name for name in sys.modules if name.startswith('PySide6')]"
    )
    done = run(code=code)
    assert done.returncode == 0, done.stderr


def test_without_a_display_it_says_so_and_ends(tmp_path: Path) -> None:
    done = run("--data-dir", str(tmp_path), QT_QPA_PLATFORM="")
    assert done.returncode == 2
    assert "ディスプレイ" in done.stderr
    assert "netmile-desktop check" in done.stderr
    done = run("--data-dir", str(tmp_path), "--language", "en", QT_QPA_PLATFORM="xcb")
    assert done.returncode == 2
    assert "There is no display" in done.stderr


@pytest.mark.parametrize(("words", "environ"), [(["--probe"], {}), ([], {"NETMILE_PROBE": "1"}), ([], {})])
def test_the_probe_writes_to_the_log_where_it_is_asked_for(
    words: list[str], environ: dict[str, str], tmp_path: Path
) -> None:
    code = f"""
import threading, time
from PySide6.QtCore import QCoreApplication, QMetaObject, Qt
from netmile_desktop.__main__ import main
def close():
    while QCoreApplication.instance() is None:
        time.sleep(0.05)
    QMetaObject.invokeMethod(QCoreApplication.instance(), "quit", Qt.ConnectionType.QueuedConnection)
threading.Thread(target=close).start()
main(["--data-dir", {str(tmp_path)!r}, *{words!r}])
"""
    done = run(code=code, **environ)
    assert done.returncode == 0, done.stderr
    log = next((tmp_path / "log").glob("*.log")).read_text()
    assert ("ticks of 5 ms" in log) is bool(words or environ)


def test_version_and_help() -> None:
    assert run("--version").stdout.strip() == f"NetMile Desktop {netmile_desktop.__version__}"
    done = run("--help")
    assert done.returncode == 0
    assert "--sandbox" in done.stdout
    first_words = [line.split()[0] for line in done.stdout.splitlines() if line.strip()]
    assert [word for word in first_words if word in COMMANDS] == list(COMMANDS)


def test_the_self_check_finds_everything() -> None:
    done = run("--self-check")
    assert done.returncode == 0, done.stdout
    assert "FAULT" not in done.stdout


@pytest.fixture
def program(qapp: object, sandbox_portal: EmbeddedPortal, tmp_path: Path) -> object:
    assert isinstance(qapp, QApplication)
    quiet = tmp_path / "sandbox-log"
    made = Program(
        qapp,
        user_folders(tmp_path / "data"),
        ProgramSettings(language=Language.ENGLISH, theme="light"),
        ServedSandbox(sandbox_portal, quiet),
    )
    yield made
    made.window.close()
    made.shut_down()
    made._translations.use(Language.ENGLISH)
    made.deleteLater()


def test_the_sandbox_is_entered_by_itself(program: Program) -> None:
    program.window.show()
    program.window.sign_in.enter_sandbox()
    settle(program.tasks, lambda: program.window.page is not None)
    settle(program.tasks)
    assert program.window.page is not None
    assert program.window.page.current.summary().startswith("Campaigns running")


@pytest.mark.parametrize("last", ["sandbox", "shop"])
def test_the_sandbox_entered_last_is_started_behind_the_first_paint(
    program: Program, last: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    profiles = program._front_door.profiles
    profiles.save(Profile(id="shop", name="Shop", url="https://127.0.0.1:1"))
    profiles.used(last)
    started: list[str] = []
    monkeypatch.setattr(program._sandbox, "start", lambda: started.append("started"))
    program.window.show()
    settle(program.tasks)
    assert started == []
    program.go_on(enter_sandbox=False)
    settle(program.tasks)
    assert started == (["started"] if last == "sandbox" else [])


def test_no_source_is_read_of_what_is_loaded_after_qt() -> None:
    code = """
import linecache
from netmile_desktop.app.preflight import why_no_qt
why_no_qt()
read = set(linecache.cache)
import netmile_desktop.views.desk_page
assert set(linecache.cache) == read, set(linecache.cache) - read
"""
    done = run(code=code)
    assert done.returncode == 0, done.stderr


def test_a_screen_is_loaded_when_it_is_wanted_and_not_before() -> None:
    """Except for the first screen and the list of background work, which is no tab."""
    code = """
import sys
from netmile_desktop.app.preflight import why_no_qt
why_no_qt()
import netmile_desktop.views.desk_page, netmile_desktop.views.home.view
from netmile_desktop.views.tabs import FIXED_TABS
from pathlib import Path
views = Path(netmile_desktop.views.__file__).parent
names = [f"netmile_desktop.views.{path.parent.name}.view" for path in views.glob("*/view.py")]
names = sorted(set(names) - {"netmile_desktop.views.home.view", "netmile_desktop.views.activity.view"})
assert len(names) >= len(FIXED_TABS)
assert not [name for name in names if name in sys.modules]
for tab in FIXED_TABS:
    tab.load()
later = [f"netmile_desktop.views.{name}.view" for name in ("automatic", "campaign")]
assert [name for name in names if name not in sys.modules] == later
"""
    done = run(code=code)
    assert done.returncode == 0, done.stderr


def test_another_language_builds_the_window_anew_with_everything_in_it(program: Program, tmp_path: Path) -> None:
    first = program.window
    first.show()
    first.sign_in.enter_sandbox()
    settle(program.tasks, lambda: first.page is not None)
    settle(program.tasks)
    page, desk = first.page, first.desk
    assert page is not None
    page.show_tab(1)
    settle(program.tasks)
    page.top_bar.language_asked.emit()
    settle(program.tasks)
    second = program.window
    assert second is not first
    assert second.desk is desk
    assert second.page is not None
    assert second.page.tabs.key() == "search"
    assert second.page.tabs.title("search") == "キャンペーン検索・一覧"
    saved = load_settings(user_folders(tmp_path / "data").settings_file)
    assert saved.language is Language.JAPANESE


def test_another_language_drops_nothing_that_was_typed(program: Program) -> None:
    first = program.window
    first.show()
    first.sign_in.enter_sandbox()
    settle(program.tasks, lambda: first.page is not None)
    settle(program.tasks)
    assert first.page is not None
    first.page.open_campaign("C-1025")
    settle(program.tasks)
    campaign = first.page.current
    assert isinstance(campaign, CampaignView)
    campaign.tabs.setCurrentIndex(1)
    campaign.issuance.open_single()
    settle(program.tasks)
    form = campaign.issuance.single.form
    form.address.setText("half@example")
    form.key.setText("A-1")
    form.miles.setText("12")
    form.after_days.setChecked(True)
    form.days.setValue(9)
    form.notify.setChecked(True)
    form.message.setPlainText("Thank\nyou")
    filled = form.filled()
    first.page.top_bar.language_asked.emit()
    settle(program.tasks)
    assert program.window is not first
    assert program.window.page is not None
    again = program.window.page.current
    assert isinstance(again, CampaignView)
    assert again.issuance.is_single_open
    assert again.issuance.single.form.filled() == filled
    assert "half@example" not in "".join(program.window.page.place()), "what may be about people is not written down"


def test_another_language_keeps_what_stands_on_the_sign_in_page(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "miles.csv"
    file.write_text("a@example.jp,A-1,100")
    first = program.window
    first.show()
    profile = Profile(id="shop", name="Shop", url="https://127.0.0.1:1")
    first.sign_in._front_door.profiles.save(profile)
    first.sign_in._show_profiles("shop")
    settle(program.tasks)
    first.sign_in.form.login.setText("half")
    first.take_files([file])
    first.sign_in.language_asked.emit()
    settle(program.tasks)
    second = program.window
    assert second is not first
    assert second.sign_in.profiles.profile.id == "shop"
    assert second.sign_in.form.login.text() == "half"
    assert second._waiting_files == [file]


def test_the_first_paint_is_told_once(program: Program) -> None:
    told: list[bool] = []
    program.window.painted.connect(lambda: told.append(True))
    program.window.show()
    settle(program.tasks, lambda: bool(told))
    program.window.hide()
    program.window.show()
    settle(program.tasks)
    assert told == [True]
