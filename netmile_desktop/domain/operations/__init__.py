"""The one table of operations; each is used by its name here, such as `operations.ISSUE`.

The portal makes its routes, its decoding and the OpenAPI document from it; the client makes its typed
calls from it; contract tests run over it. What is not in the table does not exist.
"""

from __future__ import annotations

from netmile_desktop.domain.operations import (
    access,
    automatic,
    campaigns,
    history,
    issuances,
    operator,
    payments,
    probes,
    reports,
    rewards,
)
from netmile_desktop.domain.operations.access import *
from netmile_desktop.domain.operations.automatic import *
from netmile_desktop.domain.operations.campaigns import *
from netmile_desktop.domain.operations.history import *
from netmile_desktop.domain.operations.issuances import *
from netmile_desktop.domain.operations.operator import *
from netmile_desktop.domain.operations.payments import *
from netmile_desktop.domain.operations.probes import *
from netmile_desktop.domain.operations.reports import *
from netmile_desktop.domain.operations.rewards import *
from netmile_desktop.domain.operations.shape import *

ALL = (
    *access.ALL,
    *campaigns.ALL,
    *history.ALL,
    *issuances.ALL,
    *automatic.ALL,
    *operator.ALL,
    *reports.ALL,
    *payments.ALL,
    *rewards.ALL,
    *probes.ALL,
)
"""Every operation."""
