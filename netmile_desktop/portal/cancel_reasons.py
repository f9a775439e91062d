"""取消理由: what this portal lets a clerk choose from (guide L675, L683)."""

from __future__ import annotations

from netmile_desktop.domain import wire
from netmile_desktop.domain.cancellations import CancelReason
from netmile_desktop.domain.words.cancellations import cancel_reason_words
from netmile_desktop.portal.call import Call

OFFERED = [
    wire.CancelReasonOffer(code=reason, ja=cancel_reason_words(reason).ja, en=cancel_reason_words(reason).en)
    for reason in CancelReason
]

_TEXTS = {offer.code: offer.ja for offer in OFFERED}


def offered(_call: Call[wire.Nothing, wire.Nothing]) -> wire.CancelReasons:
    """The reasons in their order."""
    return wire.CancelReasons(reasons=OFFERED)


def is_offered(code: str) -> bool:
    """Whether a code is one of them."""
    return code in _TEXTS


def reason_text(code: str) -> str:
    """A reason as lists in Japanese say it."""
    return _TEXTS.get(code, code)
