"""Whether a portal is alive and can work."""

from __future__ import annotations

from typing import Literal

from netmile_desktop.domain.wire.shape import Answer


class Alive(Answer, frozen=True, kw_only=True):
    """The process answers."""

    status: Literal["alive"] = "alive"


class ReadyToWork(Answer, frozen=True, kw_only=True):
    """The process can work."""

    status: Literal["ready"] = "ready"
    worker: Literal["here", "elsewhere"]
    """Whether this process judges rows itself, or leaves that to others."""
