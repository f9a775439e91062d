"""Applications and the site's details: most of what the domain says of them is asked by the portal."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def measure_no_portal() -> None:
    """Portals are measured here."""
