"""The operations on the hand-over, each with its handler."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from netmile_desktop.domain import operations
from netmile_desktop.domain.calendar import Clock
from netmile_desktop.domain.operations import Operation
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Handler
from netmile_desktop.portal.rewards.agreements import Agreements
from netmile_desktop.portal.rewards.alarms import RewardAlarms
from netmile_desktop.portal.rewards.deliveries import Deliveries
from netmile_desktop.portal.rewards.fees import Fees
from netmile_desktop.portal.rewards.file_contents import RewardFiles
from netmile_desktop.portal.rewards.results import RewardResults


def hand_over_handlers(
    database: Database,
    vault: Vault,
    clock: Clock,
    business_clock: Clock,
    deliveries: Deliveries,
    *,
    private_endpoints: bool,
) -> Sequence[tuple[Operation[Any, Any, Any], Handler]]:
    """Return what answers merchants and NetMile's staff; `private_endpoints` as in `Agreements`."""
    agreements = Agreements(database, vault, clock, business_clock, private_endpoints=private_endpoints)
    files = RewardFiles(database, vault, clock, business_clock)
    results = RewardResults(database, clock, business_clock)
    alarms = RewardAlarms(database, business_clock)
    return [
        (operations.REWARD_FILES, files.search),
        (operations.REWARD_FILE, files.look),
        (operations.REWARD_FILE_CONTENT, files.content),
        (operations.CHECK_REWARD_RESULT, results.check),
        (operations.ANSWER_REWARD_FILE, results.answer),
        (operations.ANSWER_REWARDS, results.answer_pending),
        (operations.REWARD_REASONS, results.reasons),
        (operations.REWARD_DEADLINES, alarms.deadlines),
        (operations.REWARD_HAND_OVER, agreements.look),
        (operations.SET_REWARD_HAND_OVER, agreements.change),
        (operations.MAKE_REWARD_SECRET, agreements.make_secret),
        (operations.TEST_REWARD_CALL, deliveries.test),
        (operations.REWARD_CALLS, deliveries.search),
        (operations.REWARD_FEE, Fees(database, business_clock).look),
        (operations.LATE_REWARD_FILES, alarms.at_operator),
        (operations.SET_REWARD_CLOSING, agreements.set_closing),
    ]
