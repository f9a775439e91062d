"""What becomes of a call, and the answer to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from netmile_desktop.domain import wire
from netmile_desktop.domain.codes import Automatic, AutomaticCause
from netmile_desktop.domain.language import Bilingual
from netmile_desktop.domain.texts.codes import automatic_words

_ISSUED = Bilingual("マイルを発行しました", "The miles were issued")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Nothing was issued."""

    code: Automatic
    cause: AutomaticCause | None = None


@dataclass(frozen=True, slots=True)
class Issued:
    """The miles are in the ledger, by this call or by the same one before."""

    issue_id: UUID
    miles: int
    transfer_on: date


def answer(outcome: Issued | Refusal, unique_id: str = "") -> wire.AutomaticAnswer:
    """Return what the caller is told. The cause is left out: it would help whoever tries keys."""
    if isinstance(outcome, Issued):
        return wire.AutomaticAnswer(
            issued=True,
            code=None,
            ja=_ISSUED.ja,
            en=_ISSUED.en,
            unique_id=unique_id,
            issue_id=str(outcome.issue_id),
            miles=outcome.miles,
            transfer_on=outcome.transfer_on,
        )
    says, to_do = automatic_words(outcome.code)
    return wire.AutomaticAnswer(
        issued=False,
        code=outcome.code.value,
        ja=says.ja,
        en=says.en,
        to_do_ja=to_do.ja,
        to_do_en=to_do.en,
        unique_id=unique_id,
    )
