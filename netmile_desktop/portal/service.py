"""The portal without HTTP: its parts, joined, and the handler of each operation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.calendar import Clock, system_clock
from netmile_desktop.domain.operations import Operation
from netmile_desktop.domain.rows.issuances import GUIDE_VERSION, RULES_VERSION
from netmile_desktop.domain.rows.key_rule import BUILT_IN, KeyRule
from netmile_desktop.portal.access.passwords import MEMORY_KIB, SANDBOX_MEMORY_KIB, Passwords
from netmile_desktop.portal.access.sessions import Sessions
from netmile_desktop.portal.access.site_records import SiteRecords
from netmile_desktop.portal.access.sites import Sites
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.business_clock import ClockControl, MovableClock
from netmile_desktop.portal.campaigns.application_search import ApplicationRegister
from netmile_desktop.portal.campaigns.application_workflow import ApplicationWorkflow
from netmile_desktop.portal.campaigns.campaigns import Campaigns
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.http.call import Call, Handler
from netmile_desktop.portal.issues.cancel_reasons import CancelReasonList
from netmile_desktop.portal.issues.cancellations import Cancellations
from netmile_desktop.portal.issues.deadlines import DeadlineCounts
from netmile_desktop.portal.issues.history import History
from netmile_desktop.portal.issues.inquiries import Inquiries
from netmile_desktop.portal.issues.line_matching import LineMatching
from netmile_desktop.portal.issues.requests import Requests
from netmile_desktop.portal.issuing.acceptance import Acceptance
from netmile_desktop.portal.issuing.code_tables import code_tables
from netmile_desktop.portal.issuing.issuances import Issuances
from netmile_desktop.portal.issuing.lists import Lists
from netmile_desktop.portal.issuing.mails import Mails
from netmile_desktop.portal.issuing.registrations import Registrations
from netmile_desktop.portal.issuing.resumption import Resumption
from netmile_desktop.portal.issuing.singles import Singles
from netmile_desktop.portal.issuing.staging import Staging
from netmile_desktop.portal.issuing.starter_kit import starter_kit
from netmile_desktop.portal.operator import Operator
from netmile_desktop.portal.readiness import Readiness
from netmile_desktop.portal.reports import report_handlers
from netmile_desktop.portal.worker import CHUNK_ROWS, Worker

PRODUCT = "NetMile Management Site"
API_VERSION = "1"


_Handlers = Sequence[tuple[Operation[Any, Any, Any], Handler]]


class Portal:
    """Every part of the portal on one database.

    `clock` is the machine's: it governs sessions, lock-outs and postponed work. `business_clock` gives the day for
    campaigns and miles; only tests and sandboxes let it differ. `contact` is the contact text for clerks.
    `key_rule` says what specified keys may be: it is told to clients, and rows are judged by it.
    """

    def __init__(
        self,
        database: Database,
        vault: Vault,
        *,
        clock: Clock = system_clock,
        business_clock: Clock | None = None,
        sandbox: bool = False,
        contact: str = "",
        key_rule: KeyRule = BUILT_IN,
        chunk_rows: int = CHUNK_ROWS,
    ) -> None:
        if not key_rule.is_understood:
            raise ValueError("the rule for keys allows what cannot be received, or nothing")
        self.database = database
        self._clock = clock
        self._now = business_clock or (MovableClock(database, clock) if sandbox else clock)
        self._sandbox, self._contact, self._key_rule = sandbox, contact, key_rule
        self._vault = vault
        self.worker = Worker(database, vault, clock, self._now, chunk_rows=chunk_rows)
        passwords = Passwords(SANDBOX_MEMORY_KIB if sandbox else MEMORY_KIB)
        self.sessions = Sessions(database, passwords, Sites(database, self._now), clock)
        self.handlers: dict[str, Handler] = {
            operation.name: handler
            for some in (self._campaigns(), self._issuing(), self._after_issuing(), self._at_netmile())
            for operation, handler in some
        } | report_handlers(database, self._now)

    def _campaigns(self) -> _Handlers:
        campaigns = Campaigns(self.database, self._now, self._key_rule)
        registrations = Registrations(self.database, self._now)
        records = SiteRecords(self.database, self._vault, self._clock, self._now)
        applications, applying = (
            ApplicationRegister(self.database, self._now),
            ApplicationWorkflow(self.database, self._clock, self._now),
        )
        return [
            (operations.INFO, self.info),
            (operations.CODES, code_tables),
            (operations.SIGN_IN, self.sessions.sign_in),
            (operations.SESSION, self.sessions.current),
            (operations.SIGN_OUT, self.sessions.sign_out),
            (operations.CHANGE_PASSWORD, self.sessions.change_password),
            (operations.SITE_DETAILS, records.look),
            (operations.CHANGE_SITE_DETAILS, records.change),
            (operations.HOME, registrations.home),
            (operations.SEARCH_CAMPAIGNS, campaigns.search),
            (operations.CAMPAIGN, campaigns.detail),
            (operations.SEARCH_APPLICATIONS, applications.search),
            (operations.OPERATOR_APPLICATIONS, applications.at_operator),
            (operations.CAMPAIGN_CONTENT, applying.content),
            (operations.CHECK_APPLICATION, applying.check),
            (operations.APPLY, applying.apply),
            (operations.APPLICATION, applying.detail),
            (operations.WITHDRAW, applying.withdraw),
            (operations.DECIDE_APPLICATION, applying.decide),
            (operations.SEARCH_REGISTRATIONS, registrations.search),
            (operations.REGISTRATION, registrations.detail),
        ]

    def _issuing(self) -> _Handlers:
        staging = Staging(self.database, self._vault)
        wake = self.worker.wake.set
        acceptance = Acceptance(self.database, staging, self._clock, self._now, wake, self._key_rule)
        issuances = Issuances(self.database, acceptance, self._vault, self._now)
        singles = Singles(self.database, acceptance, self._vault, self._now)
        lists = Lists(self.database, staging, self._clock, self._now)
        return [
            (operations.CHECK_ISSUANCE, issuances.check),
            (operations.ISSUE, issuances.issue),
            (operations.CHECK_ONE, singles.check),
            (operations.ISSUE_ONE, singles.issue),
            (operations.SAMPLE_MAIL, Mails(self.database, self._now).sample),
            (operations.STARTER_KIT, starter_kit),
            (operations.FIND_ISSUANCE, issuances.find),
            (operations.COMPLETED_LIST, lists.completed),
            (operations.ERROR_LIST, lists.errors),
            (operations.DELETE_LISTS, lists.delete),
        ]

    def _after_issuing(self) -> _Handlers:
        history = History(self.database, self._now)
        cancellations = Cancellations(self.database, self._clock, self._now)
        requests = Requests(self.database, self._clock, self._now)
        return [
            (operations.SEARCH_HISTORY, history.search),
            (operations.EXPORT_HISTORY, history.export),
            (operations.MATCH_ISSUES, LineMatching(self.database, self._now).match),
            (operations.CANCEL_REASONS, CancelReasonList(self.database).offered),
            (operations.CHECK_CANCELLATION, cancellations.check),
            (operations.CANCEL, cancellations.order),
            (operations.SEARCH_CANCELLATIONS, requests.search),
            (operations.INQUIRE, Inquiries(self.database, self._vault, self._now).ask),
            (operations.DEADLINES, DeadlineCounts(self.database, self._now).look),
            (operations.OPERATOR_CANCELLATIONS, requests.at_operator),
            (operations.DECIDE_CANCELLATIONS, requests.decide),
        ]

    def _at_netmile(self) -> _Handlers:
        operator = Operator(self.database, self._vault, self._clock, self._now)
        clock = ClockControl(self.database, self._clock, self._now, self.worker.wake.set)
        readiness = Readiness(self.database, self.worker)
        return [
            (operations.ALIVE, readiness.alive),
            (operations.READY, readiness.ready),
            (operations.CLOCK, clock.look),
            (operations.MOVE_CLOCK, clock.move),
            (operations.DECIDE_CAMPAIGN, operator.decide),
            (operations.FLAG_MEMBER, operator.flag),
            (operations.END_SESSIONS, operator.end_sessions),
            (operations.RESUME_REGISTRATION, Resumption(self.database, self._clock, self.worker.wake.set).resume),
        ]

    def info(self, _call: Call[wire.Nothing, wire.Nothing]) -> wire.Info:
        """Return versions and clocks; needs no sign-in."""
        return wire.Info(
            product=PRODUCT,
            api_version=API_VERSION,
            rules_version=RULES_VERSION,
            guide_version=GUIDE_VERSION,
            server_time=self._clock(),
            business_time=self._now(),
            sandbox=self._sandbox,
            key_rule=self._key_rule,
            contact=self._contact,
        )

    def close(self) -> None:
        """Stop the worker and close the database."""
        self.worker.stop()
        self.database.close()
