"""What a test needs of the machine beside Python packages."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

needs_a_full_device = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
needs_names_of_bytes = pytest.mark.skipif(os.name != "posix", reason="elsewhere a name is never bytes")

_PACKAGES = {
    "dbus-daemon": "dbus",
    "gnome-keyring-daemon": "gnome-keyring",
    "java": "default-jdk-headless",
    "javac": "default-jdk-headless",
    "man": "man-db",
    "node": "nodejs",
    "pdffonts": "poppler-utils",
    "pdfimages": "poppler-utils",
    "pdftotext": "poppler-utils",
    "php": "php-cli",
    "soffice": "libreoffice-calc",
}
"""Debian's packages of programs that are not called like theirs."""


def need(program: str) -> str:
    """Return the path of a program; where it is missing the test ends, see `lacking`."""
    found = shutil.which(program)
    if found is None:
        lacking(program, _PACKAGES.get(program, program))
    return found


def lacking(what: str, package: str) -> NoReturn:
    """Skip the test for want of something, or fail it where nothing may be skipped (`NETMILE_REQUIRE_ALL=1`)."""
    message = f"no {what} on this machine (Debian: apt install {package})"
    if os.environ.get("NETMILE_REQUIRE_ALL") == "1":
        pytest.fail(message)
    pytest.skip(message)
