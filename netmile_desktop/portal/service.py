"""The portal without HTTP: its parts joined, and who answers which operation."""

from __future__ import annotations

from netmile_desktop.domain import operations, wire
from netmile_desktop.domain.calendar import Clock, system_clock
from netmile_desktop.domain.issuances import GUIDE_VERSION, RULES_VERSION
from netmile_desktop.portal.acceptance import Acceptance
from netmile_desktop.portal.applications import Applications
from netmile_desktop.portal.call import Call, Handler
from netmile_desktop.portal.campaigns import Campaigns
from netmile_desktop.portal.database import Database
from netmile_desktop.portal.history import History
from netmile_desktop.portal.issuances import Issuances
from netmile_desktop.portal.lists import Lists
from netmile_desktop.portal.mails import Mails
from netmile_desktop.portal.matching import Matching
from netmile_desktop.portal.operator import Operator
from netmile_desktop.portal.passwords import Passwords
from netmile_desktop.portal.registrations import Registrations
from netmile_desktop.portal.sessions import Sessions
from netmile_desktop.portal.singles import Singles
from netmile_desktop.portal.sites import Sites
from netmile_desktop.portal.staging import Staging
from netmile_desktop.portal.starter_kit import starter_kit
from netmile_desktop.portal.vault import Vault
from netmile_desktop.portal.worker import CHUNK_ROWS, Worker

PRODUCT = "NetMile Management Site"
API_VERSION = "1"


class Portal:
    """Every part of the portal on one database.

    `clock` is the machine's: sessions, lock-outs and work for later go by it. `business_clock` says what
    day it is for campaigns and miles; only tests and sandboxes let it differ. `contact` is whom clerks turn to.
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
        chunk_rows: int = CHUNK_ROWS,
    ) -> None:
        self.database = database
        self._clock = clock
        self._now = business_clock or clock
        self._sandbox, self._contact = sandbox, contact
        staging = Staging(database, vault)
        self.worker = Worker(database, vault, clock, self._now, chunk_rows=chunk_rows)
        self.sessions = Sessions(database, Passwords(), Sites(database, self._now), clock)
        campaigns = Campaigns(database, self._now)
        registrations = Registrations(database, self._now)
        acceptance = Acceptance(database, staging, clock, self._now, self.worker.wake.set)
        issuances = Issuances(database, acceptance, self._now)
        singles = Singles(database, acceptance, self._now)
        lists = Lists(database, staging, clock, self._now)
        history = History(database, self._now)
        matching = Matching(database, self._now)
        operator = Operator(database, vault, clock, self._now)
        self.handlers: dict[str, Handler] = {
            operations.INFO.name: self.info,
            operations.SIGN_IN.name: self.sessions.sign_in,
            operations.SESSION.name: self.sessions.current,
            operations.SIGN_OUT.name: self.sessions.sign_out,
            operations.HOME.name: registrations.home,
            operations.SEARCH_CAMPAIGNS.name: campaigns.search,
            operations.CAMPAIGN.name: campaigns.detail,
            operations.SEARCH_APPLICATIONS.name: Applications(database, self._now).search,
            operations.CHECK_ISSUANCE.name: issuances.check,
            operations.ISSUE.name: issuances.issue,
            operations.CHECK_ONE.name: singles.check,
            operations.ISSUE_ONE.name: singles.issue,
            operations.SAMPLE_MAIL.name: Mails(database, self._now).sample,
            operations.STARTER_KIT.name: starter_kit,
            operations.FIND_ISSUANCE.name: issuances.find,
            operations.SEARCH_REGISTRATIONS.name: registrations.search,
            operations.REGISTRATION.name: registrations.detail,
            operations.COMPLETED_LIST.name: lists.completed,
            operations.ERROR_LIST.name: lists.errors,
            operations.DELETE_LISTS.name: lists.delete,
            operations.SEARCH_HISTORY.name: history.search,
            operations.EXPORT_HISTORY.name: history.export,
            operations.MATCH_ISSUES.name: matching.match,
            operations.DECIDE_CAMPAIGN.name: operator.decide,
            operations.FLAG_MEMBER.name: operator.flag,
            operations.END_SESSIONS.name: operator.end_sessions,
        }

    def info(self, _call: Call[wire.Nothing, wire.Nothing]) -> wire.Info:
        """Versions and clocks; asked before signing in."""
        return wire.Info(
            product=PRODUCT,
            api_version=API_VERSION,
            rules_version=RULES_VERSION,
            guide_version=GUIDE_VERSION,
            server_time=self._clock(),
            business_time=self._now(),
            sandbox=self._sandbox,
            contact=self._contact,
        )

    def close(self) -> None:
        """End the worker and let go of the database."""
        self.worker.stop()
        self.database.close()
