"""Calls of automatic issuance, from the address they came to until their answer."""

from __future__ import annotations

import logging
import math
from datetime import timedelta
from uuid import UUID

from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock
from netmile_desktop.domain.codes import Automatic, AutomaticCause, Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.portal.automatic.allowances import Allowances
from netmile_desktop.portal.automatic.decision import AutomaticDecision, Uncounted
from netmile_desktop.portal.automatic.error_log import ErrorLog
from netmile_desktop.portal.automatic.merchants import Merchants, MerchantStanding
from netmile_desktop.portal.automatic.outcomes import Issued, Refusal, answer
from netmile_desktop.portal.automatic.parameters import Unreadable, key_id_of, opened
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call

_log = logging.getLogger(__name__)


class AutomaticIssuing:
    """The way of a call: merchant, parameter, decision. A failure of any kind issues nothing and is answered with 20012."""

    def __init__(
        self,
        database: Database,
        merchants: Merchants,
        decision: AutomaticDecision,
        errors: ErrorLog,
        allowances: Allowances,
        clock: Clock,
        business_clock: Clock,
    ) -> None:
        self._database = database
        self._merchants = merchants
        self._decision = decision
        self._errors = errors
        self._allowances = allowances
        self._clock = clock
        self._now = business_clock

    def by_post(self, call: Call[wire.Nothing, wire.AutomaticCall]) -> wire.AutomaticAnswer:
        """Answer a call with the parameter in its body; raises as `call`."""
        return self.call(call.path["merchant_id"], call.body.parameter)

    def by_get(self, call: Call[wire.AutomaticCall, wire.Nothing]) -> wire.AutomaticAnswer:
        """Answer a call with the parameter in its query; raises as `call`."""
        return self.call(call.path["merchant_id"], call.query.parameter)

    def call(self, merchant_id: str, parameter: str) -> wire.AutomaticAnswer:
        """Issue what a parameter says, or say why not; the same call again gets the same answer.

        Raises:
            Refused: `P-RATE`, with the seconds after which it may be repeated as detail.
        """
        try:
            return self._answer(merchant_id, parameter)
        except Refused:
            raise
        except Exception:
            # Before the call was read: the database cannot be reached.
            _log.exception("a call of automatic issuance failed", extra={"event": "automatic_failed"})
            return answer(Refusal(Automatic.FAILED))

    def _answer(self, merchant_id: str, parameter: str) -> wire.AutomaticAnswer:
        if not self._merchants.is_known(merchant_id):
            self._refuse_storm(self._allowances.unknown())
        site_id = self._merchants.find(merchant_id)
        if site_id is None:
            return answer(Refusal(Automatic.MERCHANT))
        try:
            key_id = key_id_of(parameter)
            wrong = None
        except Unreadable as unreadable:
            key_id, wrong = "", unreadable
        standing = self._merchants.standing(site_id, key_id)
        if not standing.is_active:
            self._refuse_storm(self._allowances.unreadable(site_id))
            return answer(Refusal(Automatic.MERCHANT))
        try:
            content = _content(parameter, key_id, standing, wrong)
        except Unreadable as unreadable:
            return self._unreadable(site_id, unreadable)
        self._refuse_storm(self._allowances.call(site_id))
        self._merchants.note_use(site_id, key_id, standing)  # before: afterwards nothing may fail any more
        return answer(self._decide(site_id, merchant_id, key_id, content), content.unique_id)

    def _unreadable(self, site_id: UUID, unreadable: Unreadable) -> wire.AutomaticAnswer:
        self._refuse_storm(self._allowances.unreadable(site_id))
        refusal = Refusal(Automatic.PARAMETER, unreadable.cause)
        self._note(site_id, refusal, unreadable.key_id, None)
        return answer(refusal)

    def _decide(
        self, site_id: UUID, merchant_id: str, key_id: str, content: wire.AutomaticParameter
    ) -> Issued | Refusal:
        """Decide in one transaction; if that fails, nothing of it is left and the failure is written down."""
        try:
            # Of calls with one unique ID at the same moment only one can write its transfer; the others are repeated by
            # the database, and find its issue.
            return self._database.write(lambda conn: self._decision.take(conn, site_id, merchant_id, key_id, content))
        except Uncounted:
            _log.exception("the issues of a campaign cannot be counted", extra={"event": "automatic_uncounted"})
            refusal = Refusal(Automatic.NO_SUCH_CAMPAIGN)
        except Exception:
            # Whatever the error was, the shop's server is told in the words of the guide.
            _log.exception("an automatic issue failed", extra={"event": "automatic_failed"})
            refusal = Refusal(Automatic.FAILED)
        self._note(site_id, refusal, key_id, content)
        return refusal

    def _note(self, site_id: UUID, refusal: Refusal, key_id: str, content: wire.AutomaticParameter | None) -> None:
        """Write a refusal down. If the database cannot take it, the caller is answered all the same."""
        now = self._now()
        try:
            self._database.write(lambda conn: self._errors.note(conn, site_id, now, refusal, key_id, content))
        except Exception:
            _log.exception("a refused automatic issue is not in the log", extra={"event": "automatic_unlogged"})

    def _refuse_storm(self, wait: float) -> None:
        if wait:
            seconds = math.ceil(wait)
            raise Refused(Problem.RATE, str(seconds), retry_at=self._clock() + timedelta(seconds=seconds))


def _content(
    parameter: str, key_id: str, standing: MerchantStanding, wrong: Unreadable | None
) -> wire.AutomaticParameter:
    """Return the content of a parameter.

    Raises:
        Unreadable.
    """
    if wrong is not None:
        raise wrong
    if standing.secret is None:
        raise Unreadable(AutomaticCause.KEY_ID, key_id)
    return opened(parameter, key_id, standing.secret)
