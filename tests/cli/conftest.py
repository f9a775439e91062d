from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from netmile_desktop.cli import main
from netmile_desktop.portal.server import EmbeddedPortal

Run = Callable[..., tuple[int, list[dict[str, Any]], str]]


@pytest.fixture
def run(
    sandbox_portal: EmbeddedPortal, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Run a command as the sample merchant; answers exit code, lines and words."""
    monkeypatch.setenv("NETMILE_URL", sandbox_portal.url)
    monkeypatch.setenv("NETMILE_LOGIN", "demo")
    monkeypatch.setenv("NETMILE_PASSWORD", "Sandbox1234")
    monkeypatch.setenv("NETMILE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> tuple[int, list[dict[str, Any]], str]:
        code = main([*words, "--lang", "en"])
        told = capfd.readouterr()
        return code, [json.loads(line) for line in told.out.splitlines()], told.err

    return run
