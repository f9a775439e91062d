"""The portal without HTTP: its parts, joined, and the handler of each operation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.calendar import Clock, system_clock
from netmile_desktop.domain.operations import Operation
from netmile_desktop.domain.rows.issuances import GUIDE_VERSION, RULES_VERSION
from netmile_desktop.domain.rows.key_rule import BUILT_IN, KeyRule
from netmile_desktop.portal.access.member_links import MemberLinks
from netmile_desktop.portal.access.member_sessions import MemberSessions
from netmile_desktop.portal.access.passwords import MEMORY_KIB, SANDBOX_MEMORY_KIB, Passwords
from netmile_desktop.portal.access.sessions import Sessions
from netmile_desktop.portal.access.site_records import SiteRecords
from netmile_desktop.portal.access.sites import Sites
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.automatic.allowances import Allowances, Rates
from netmile_desktop.portal.automatic.decision import AutomaticDecision
from netmile_desktop.portal.automatic.error_log import ErrorLog
from netmile_desktop.portal.automatic.failed_calls import FailedCalls
from netmile_desktop.portal.automatic.issuing import AutomaticIssuing
from netmile_desktop.portal.automatic.keys import MerchantKeys
from netmile_desktop.portal.automatic.merchants import Merchants
from netmile_desktop.portal.business_clock import ClockControl, MovableClock
from netmile_desktop.portal.campaigns.application_search import ApplicationRegister
from netmile_desktop.portal.campaigns.application_workflow import ApplicationWorkflow
from netmile_desktop.portal.campaigns.campaigns import Campaigns
from netmile_desktop.portal.campaigns.reviews import ReviewPolicies
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
from netmile_desktop.portal.issuing.outbox import MailOutbox
from netmile_desktop.portal.issuing.registrations import Registrations
from netmile_desktop.portal.issuing.resumption import Resumption
from netmile_desktop.portal.issuing.singles import Singles
from netmile_desktop.portal.issuing.staging import Staging
from netmile_desktop.portal.issuing.starter_kit import starter_kit
from netmile_desktop.portal.operator import Operator
from netmile_desktop.portal.pages.payment import PaymentPages
from netmile_desktop.portal.pages.payment_rehearsal import PaymentRehearsal
from netmile_desktop.portal.pages.pictures import Pictures
from netmile_desktop.portal.pages.postal import PostalLookup, sandbox_lookup
from netmile_desktop.portal.pages.registration import RegistrationPages
from netmile_desktop.portal.pages.room import Room
from netmile_desktop.portal.payments.paying import Paying
from netmile_desktop.portal.payments.payments import Payments
from netmile_desktop.portal.payments.signed_requests import SignedRequests
from netmile_desktop.portal.payments.sites import Shops
from netmile_desktop.portal.payments.statements import Statements
from netmile_desktop.portal.readiness import Readiness
from netmile_desktop.portal.reports import report_handlers
from netmile_desktop.portal.rewards.alarms import deadlines_at_home
from netmile_desktop.portal.rewards.handing_over import hand_over_handlers
from netmile_desktop.portal.rewards.previews import Previews
from netmile_desktop.portal.rewards.registrations import RewardRegistrations
from netmile_desktop.portal.rewards.uses import RewardUses
from netmile_desktop.portal.rewards.visits import Funnels
from netmile_desktop.portal.worker import CHUNK_ROWS, Worker

PRODUCT = "NetMile Management Site"
API_VERSION = "1"


RATES = Rates()
"""Allowances of automatic issuance outside of tests."""

_Handlers = Sequence[tuple[Operation[Any, Any, Any], Handler]]


class Portal:
    """Every part of the portal on one database.

    `clock` is the machine's: it governs sessions, lock-outs and postponed work. `business_clock` gives the day for
    campaigns and miles; only tests and sandboxes let it differ. `contact` is the contact text for clerks.
    `key_rule` says what specified keys may be: it is told to clients, and rows are judged by it. `rates` bound automatic
    issuance; `fault` is called before an automatic issue is committed, and raises in tests. `postal` finds addresses for
    members who register; without it, and outside sandboxes, they type them. `private_endpoints` says whether merchants'
    APIs may be in private networks and without TLS, as in sandboxes. `browser` draws pictures of pages; without it one
    that is installed here does.
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
        rates: Rates = RATES,
        fault: Callable[[], None] = lambda: None,
        postal: PostalLookup | None = None,
        private_endpoints: bool = False,
        browser: Path | None = None,
    ) -> None:
        if not key_rule.is_understood:
            raise ValueError("the rule for keys allows what cannot be received, or nothing")
        self.database, self._vault, self._clock = database, vault, clock
        self._now = business_clock or (MovableClock(database, clock) if sandbox else clock)
        self.is_sandbox, self._contact, self._key_rule = sandbox, contact, key_rule
        self._private_endpoints = sandbox or private_endpoints
        self.worker = Worker(
            database, vault, clock, self._now, chunk_rows=chunk_rows, private_endpoints=self._private_endpoints
        )
        self.automatic = self._automatic_issuing(rates, fault)
        passwords = Passwords(SANDBOX_MEMORY_KIB if sandbox else MEMORY_KIB)
        self.sessions = Sessions(database, passwords, Sites(database, self._now), clock)
        self.members = MemberSessions(database, vault, clock)
        self.signed_requests = SignedRequests(database, vault, clock)
        self._previews = Previews(database, vault, clock, self._now)
        self.pages = Room(self.members)
        self.pictures = self._add_pages(postal or (sandbox_lookup if sandbox else None), browser)
        self.handlers: dict[str, Handler] = {
            operation.name: handler
            for some in (
                self._campaigns(),
                self._issuing(),
                self._automatically(),
                self._after_issuing(),
                self._rewards(),
                self._paying(),
                hand_over_handlers(
                    *(database, vault, clock, self._now, self.worker.deliveries),
                    private_endpoints=self._private_endpoints,
                ),
                self._at_netmile(),
            )
            for operation, handler in some
        } | report_handlers(database, self._now)

    def _add_pages(self, postal: PostalLookup | None, browser: Path | None) -> Pictures:
        database, vault, clock, now = self.database, self._vault, self._clock, self._now
        registering = RegistrationPages(database, vault, now, self._previews, postal)
        PaymentRehearsal(self._previews).add_to(self.pages)
        registering.add_to(self.pages)
        PaymentPages(database, vault, Paying(database, clock, now), clock, now).add_to(self.pages)
        return Pictures(registering, self._previews, browser, sandbox=self.is_sandbox)

    def _campaigns(self) -> _Handlers:
        campaigns = Campaigns(self.database, self._now, self._key_rule)
        registrations = Registrations(self.database, self._now, deadlines_at_home)
        records = SiteRecords(self.database, self._vault, self._clock, self._now)
        applications = ApplicationRegister(self.database, self._now)
        applying = ApplicationWorkflow(self.database, self._clock, self._now)
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
            (operations.OPERATOR_APPLICATION, applying.at_operator),
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

    def _automatic_issuing(self, rates: Rates, fault: Callable[[], None]) -> AutomaticIssuing:
        database, vault, clock, now = self.database, self._vault, self._clock, self._now
        errors, outbox = ErrorLog(database, vault), MailOutbox(database, vault, clock)
        decision = AutomaticDecision(errors, vault, outbox, clock, now, self._key_rule, fault)
        merchants = Merchants(database, vault, clock)
        return AutomaticIssuing(database, merchants, decision, errors, Allowances(rates), clock, now)

    def _automatically(self) -> _Handlers:
        keys = MerchantKeys(self.database, self._vault, self._clock)
        failed = FailedCalls(self.database, ErrorLog(self.database, self._vault), self._clock, self._now)
        return [
            (operations.ISSUE_AUTOMATICALLY, self.automatic.by_post),
            (operations.ISSUE_AUTOMATICALLY_BY_GET, self.automatic.by_get),
            (operations.AUTOMATIC_KEYS, keys.look),
            (operations.MAKE_AUTOMATIC_KEY, keys.make),
            (operations.ROTATE_AUTOMATIC_KEYS, keys.rotate),
            (operations.REVOKE_AUTOMATIC_KEY, keys.revoke),
            (operations.AUTOMATIC_ERRORS, failed.search),
            (operations.AUTOMATIC_ERROR_SUMS, failed.sums),
            (operations.TAKE_AUTOMATIC_ERRORS, failed.take),
            (operations.RELEASE_AUTOMATIC_ERRORS, failed.release),
            (operations.DELETE_AUTOMATIC_ERRORS, failed.delete),
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

    def _paying(self) -> _Handlers:
        payments = Payments(self.database, self._vault, self.members, self._clock, self._now)
        statements = Statements(self.database, self._now)
        shops = Shops(self.database, self._vault, self._clock)
        return [
            (operations.OPEN_PAYMENT, payments.open),
            (operations.PAYMENT, payments.look),
            (operations.CANCEL_PAYMENT, payments.cancel),
            (operations.REFUND_PAYMENT, payments.refund),
            (operations.STATEMENT, statements.by_day),
            (operations.STATEMENT_ENTRIES, statements.entries),
            (operations.STATEMENT_LIST, statements.listed),
            (operations.PAYMENT_SITES, shops.all),
            (operations.ADD_PAYMENT_SITE, shops.add),
            (operations.CHANGE_PAYMENT_SITE, shops.change),
            (operations.MAKE_PAYMENT_KEY, shops.make_key),
            (operations.REVOKE_PAYMENT_KEY, shops.revoke_key),
        ]

    def _rewards(self) -> _Handlers:
        uses = RewardUses(self.database, self._clock)
        return [
            (operations.SET_REWARD_USE, uses.set),
            (operations.REWARD_TERMS, uses.look),
            (operations.PREVIEW_REWARD, self._previews.make),
            (operations.REWARD_PICTURE, self.pictures.look),
            (operations.SEARCH_REWARD_REGISTRATIONS, RewardRegistrations(self.database, self._now).search),
            (operations.REWARD_FUNNEL, Funnels(self.database, self._now).look),
        ]

    def _at_netmile(self) -> _Handlers:
        operator = Operator(self.database, self._vault, self._clock, self._now)
        clock = ClockControl(self.database, self._clock, self._now, self.worker.wake.set)
        policies = ReviewPolicies(self.database, self._clock)
        resumption = Resumption(self.database, self._clock, self._now, self.worker.wake.set)
        links = MemberLinks(self.database, self._vault, self.members, self._clock, sandbox=self.is_sandbox)
        readiness = Readiness(self.database, self.worker)
        return [
            (operations.ALIVE, readiness.alive),
            (operations.READY, readiness.ready),
            (operations.CLOCK, clock.look),
            (operations.MOVE_CLOCK, clock.move),
            (operations.OPERATOR_CAMPAIGNS, operator.campaigns),
            (operations.DECIDE_CAMPAIGN, operator.decide),
            (operations.REVIEW_POLICY, policies.look),
            (operations.SET_REVIEW_POLICY, policies.set),
            (operations.FLAG_MEMBER, operator.flag),
            (operations.MEMBER_LINK, links.make),
            (operations.END_SESSIONS, operator.end_sessions),
            (operations.OPERATOR_REGISTRATIONS, resumption.at_operator),
            (operations.RESUME_REGISTRATION, resumption.resume),
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
            sandbox=self.is_sandbox,
            key_rule=self._key_rule,
            contact=self._contact,
        )

    def close(self) -> None:
        """Stop the worker and close the database."""
        self.worker.stop()
        self.database.close()
