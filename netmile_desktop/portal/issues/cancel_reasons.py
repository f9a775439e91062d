"""取消理由: the cancellation reasons on offer (guide L675, L683). The guide names none; NetMile may set others."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, delete, insert, select

from netmile_desktop.domain import codec, wire
from netmile_desktop.domain.cancellations import CancelReason
from netmile_desktop.domain.texts.cancellations import cancel_reason_words
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call
from netmile_desktop.portal.tables import setting

DEFAULT = [
    wire.CancelReasonOffer(code=reason, ja=cancel_reason_words(reason).ja, en=cancel_reason_words(reason).en)
    for reason in CancelReason
]

MOST_REASONS, LONGEST_REASON = 20, 40

_SETTING = "cancel_reasons"
_TEXTS = {offer.code: offer.ja for offer in DEFAULT}


class CancelReasonList:
    """The current cancellation reasons, in their order."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def offered(self, _call: Call[wire.Nothing, wire.Nothing]) -> wire.CancelReasons:
        return wire.CancelReasons(reasons=self._database.read(offers))


def offers(conn: Connection) -> list[wire.CancelReasonOffer]:
    """Return the reasons that were set, or the built-in list if none were."""
    kept = conn.execute(select(setting.c.value).where(setting.c.name == _SETTING)).scalar()
    return codec.decode_json(kept, list[wire.CancelReasonOffer]) if kept else DEFAULT


def set_offers(conn: Connection, reasons: Sequence[wire.CancelReasonOffer]) -> None:
    """Offer these from now on, or the built-in list if none are given. Reasons of earlier cancellations stay."""
    conn.execute(delete(setting).where(setting.c.name == _SETTING))
    if reasons:
        conn.execute(insert(setting).values(name=_SETTING, value=msgspec.json.encode(reasons).decode()))


def offer_of(text: str) -> wire.CancelReasonOffer:
    """Parse `JAPANESE` or `JAPANESE=ENGLISH`; built-in reasons keep their code, others use their Japanese text."""
    ja, _, en = (part.strip() for part in text.partition("="))
    known = next((offer for offer in DEFAULT if offer.ja == ja), None)
    return wire.CancelReasonOffer(code=known.code if known else ja, ja=ja, en=en or (known.en if known else ja))


def is_offered(conn: Connection, code: str) -> bool:
    """Return whether a reason is offered."""
    return any(offer.code == code for offer in offers(conn))


def reason_text(code: str) -> str:
    """Return a reason's text for lists in Japanese."""
    return _TEXTS.get(code, code)
