"""First uses of types by eight threads at once, each time in a process that has decoded nothing before.

Run as a module with the name of a use, and perhaps with a number of forks: each of them is a copy of one process that
has imported everything and decoded nothing, which costs a fraction of a start of Python.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import cycle, islice

import msgspec

from netmile_desktop.domain import codec, operations, wire
from netmile_desktop.domain.calendar import Period
from netmile_desktop.domain.campaigns import ApplicationState, CampaignState, FixedAmount, IssuanceMethod
from netmile_desktop.domain.cancellations import Limit, RequestState
from netmile_desktop.portal.http.decoding import decode_body, decode_key, decode_path, decode_query

THREADS = 8
DAY = date(2026, 11, 30)
NOW = datetime(2026, 11, 30, tzinfo=UTC)
PERIOD = Period(DAY, DAY)

CANCELLATION = wire.CancellationRecord(
    number="R20261130-000001",
    issue_id="1",
    campaign_id="C-1024",
    campaign_name="秋のキャンペーン",
    registration_id="",
    key="K1",
    miles=100,
    issued_at=NOW,
    transfer_on=DAY,
    reason="issued_wrongly",
    state=RequestState.REQUESTED,
    requested_at=NOW,
    requested_by="demo",
    decided_at=None,
    cause=None,
    note="",
    last_on=DAY,
    limit=next(iter(Limit)),
    days_left=1,
    age_days=0,
)
SUMMARY = wire.CampaignSummary(
    id="C-1024",
    name="秋のキャンペーン",
    state=CampaignState.RUNNING,
    campaign_period=PERIOD,
    issuance_period=PERIOD,
    amount=FixedAmount(100),
    miles_issued=0,
)
DETAIL = wire.CampaignDetail(
    id="C-1024",
    name="秋のキャンペーン",
    version=1,
    description="",
    application_state=ApplicationState.APPROVED,
    state=CampaignState.RUNNING,
    campaign_period=PERIOD,
    issuance_period=PERIOD,
    amount=FixedAmount(100),
    method=IssuanceMethod.MANUAL,
    per_member=1,
    per_member_per_day=None,
    transfer_after_days=0,
    link_url="",
    listed=False,
    listing_text="",
    miles_issued=0,
    as_of=NOW,
)
MATCHES = wire.MatchRequest(lines=[wire.MatchLine(line=2, key="K1", issued_on=DAY, miles=100)])
WHOLE = msgspec.json.encode(DETAIL)
WHOLE_PACKED = msgspec.msgpack.encode(DETAIL)
WHOLE_BUILT_IN = msgspec.to_builtins(DETAIL)
LINES = msgspec.json.encode(MATCHES)
CONDITIONS = [("states", "requested"), ("requested_from", "2026-11-30"), ("page", "2"), ("key", "K1")]


def page_of(item: msgspec.Struct) -> bytes:
    return msgspec.json.encode({"items": [item], "total": 1, "page": 1, "size": 50, "as_of": NOW})


CANCELLATIONS = page_of(CANCELLATION)
CAMPAIGNS = page_of(SUMMARY)


def decode_request() -> None:
    """All that the portal decodes of a request."""
    decode_path(operations.REGISTRATION, {"registration_id": "20261130-000001"})
    decode_key("0123456789abcdef0123456789abcdef")
    decode_query(wire.CancellationSearch, CONDITIONS)
    decode_body(wire.MatchRequest, LINES)


USES: dict[str, list[Callable[[], object]]] = {
    "one answer": [lambda: codec.decode_json(CANCELLATIONS, operations.SEARCH_CANCELLATIONS.answer)],
    "requests at the portal": [decode_request],
    "answers that share nested types": [
        lambda: codec.decode_json(WHOLE, wire.CampaignDetail),
        lambda: codec.decode_json(CAMPAIGNS, wire.Page[wire.CampaignSummary]),
    ],
    "one type in every format": [
        lambda: codec.decode_json(WHOLE, wire.CampaignDetail),
        lambda: codec.decode_msgpack(WHOLE_PACKED, wire.CampaignDetail),
        lambda: codec.convert(WHOLE_BUILT_IN, wire.CampaignDetail),
        lambda: codec.convert(WHOLE_BUILT_IN, wire.CampaignDetail, strict=False),
    ],
}
"""What the threads do, in turns."""


def use_at_once(name: str) -> list[str]:
    """Use types for the first time in all threads at once; returns what was raised."""
    together = threading.Barrier(THREADS)
    raised = []

    def use(it: Callable[[], object]) -> None:
        together.wait()
        try:
            it()
        except Exception as error:
            raised.append(repr(error))

    threads = [threading.Thread(target=use, args=(each,)) for each in islice(cycle(USES[name]), THREADS)]
    sys.setswitchinterval(1e-6)  # a thread is interrupted wherever it can be
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def end_of_fork(name: str) -> str:
    """Use types for the first time in a fork; returns how that ended."""
    child = os.fork()
    if child == 0:
        signal.alarm(60)
        os._exit(1 if use_at_once(name) else 0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return signal.Signals(-code).name if code < 0 else "raised" if code else "well"


def main(name: str, forks: int = 0) -> None:
    """Use types for the first time in so many forks, or here; exits with what went wrong."""
    if forks:
        ends = Counter(end_of_fork(name) for _ in range(forks))
        sys.exit(0 if ends == {"well": forks} else f"{forks} processes ended: {dict(ends)}")
    sys.exit("\n".join(use_at_once(name)) or 0)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
