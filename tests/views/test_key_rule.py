"""A portal that tells no rule for keys: the clerk is told by which one they are checked."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from netmile_desktop.domain import wire
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.main_window import MainWindow
from tests.support.window import settle, texts

TOLD = "they are checked by this program's own"


@pytest.mark.parametrize("is_told", [True, False])
def test_it_is_said_that_keys_are_checked_by_our_own_rule(
    window: MainWindow,
    tasks: TaskRunner,
    sandbox_portal: EmbeddedPortal,
    monkeypatch: pytest.MonkeyPatch,
    is_told: bool,
) -> None:
    handlers = sandbox_portal.portal.handlers
    info = handlers["info"]

    def without_rule(call: Call[Any, Any]) -> wire.Info:
        answer = info(call)
        assert isinstance(answer, wire.Info)
        return msgspec.structs.replace(answer, key_rule=None)

    if not is_told:
        monkeypatch.setitem(handlers, "info", without_rule)
    window.sign_in.enter_sandbox()
    settle(tasks, lambda: window.page is not None)
    settle(tasks)
    assert window.page is not None
    assert (TOLD in texts(window.page)) == (not is_told)
