"""What orchestrators and load balancers ask, without signing in."""

from __future__ import annotations

from netmile_desktop.domain import wire
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.operations.shape import Audience, Operation, Table

ALIVE = Operation(
    "alive",
    "GET",
    "/healthz",
    "Whether the process answers; looks at nothing else",
    wire.Nothing,
    wire.Nothing,
    wire.Alive,
    access=Audience.ANYONE,
)
READY = Operation(
    "ready",
    "GET",
    "/readyz",
    "Whether the process can work: database reachable, schema current, worker not stuck",
    wire.Nothing,
    wire.Nothing,
    wire.ReadyToWork,
    access=Audience.ANYONE,
    problems=(Problem.NOT_READY,),
)

ALL: Table = (ALIVE, READY)
