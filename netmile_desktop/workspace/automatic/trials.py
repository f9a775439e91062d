"""Trials of automatic issuance: valid and broken parameters, made and sent as a merchant's own server would.

They go to the portal of the profile. In a real portal a valid one really issues miles; the caller asks first.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import wire
from netmile_desktop.domain.calendar import Clock
from netmile_desktop.domain.campaigns import ApplicationState, CampaignState, FixedAmount, IssuanceMethod
from netmile_desktop.domain.codes import Automatic
from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.progress import SILENT, Progress
from netmile_desktop.workspace.automatic.flaws import EXPECTED, ISSUING, TagFlaw
from netmile_desktop.workspace.automatic.site_keys import SiteKeys
from netmile_desktop.workspace.campaigns.catalogue import Catalogue

if TYPE_CHECKING:
    from netmile_desktop.workspace.automatic.encryption import encrypted, header_of
else:
    encrypted = import_lazily("netmile_desktop.workspace.automatic.encryption", "encrypted")
    header_of = import_lazily("netmile_desktop.workspace.automatic.encryption", "header_of")

_LOOKED_AT = 50
"""Campaigns that are looked at for limits."""

MOST_CALLS = 21
"""Calls of one trial: a limit of up to 20 can be reached and exceeded."""

_NO_KEY = "unknown0key0id"
_NO_MEMBER = "nobody@netmile-desktop.invalid"
"""No mail goes to the domain `.invalid`, so no member has such an address."""
_BAD_KEY = "，不正なキー"
_OLD, _AHEAD = timedelta(hours=1), timedelta(hours=1)

_SANDBOX_MEMBER, _SANDBOX_KEY = "member00001@example.jp", "K000001"
_SANDBOX_OTHER_SITE = "K-2001"
"""A campaign of the other site of the sandbox."""


@dataclass(frozen=True, slots=True)
class TrialCells:
    """What a trial says of a member, and the campaign it names."""

    campaign_id: str
    address: str
    key: str
    miles: int


@dataclass(frozen=True, slots=True)
class Trial:
    """A parameter and all that is in it, before it is sent."""

    flaw: TagFlaw
    merchant_id: str
    url: str
    header: Mapping[str, str]
    """Empty if the parameter is not encrypted."""
    content: wire.AutomaticParameter
    parameter: str
    changed_at: int | None = None
    """The place in the parameter of the character that was changed."""


@dataclass(frozen=True, slots=True)
class TrialResult:
    """The last call of a trial and its answer."""

    trial: Trial
    answer: wire.AutomaticAnswer
    issued: int = 0
    """Calls that were issued."""

    @property
    def expected(self) -> Automatic | None:
        return EXPECTED[self.trial.flaw]

    @property
    def is_as_expected(self) -> bool:
        return self.answer.code == self.expected and self.answer.issued is (self.expected is None)


@dataclass(frozen=True, slots=True)
class TrialCampaigns:
    """Campaigns that certain trials need, by flaw; what the site has none of is left out."""

    by_flaw: Mapping[TagFlaw, wire.CampaignDetail] = field(default_factory=dict)
    ids: Mapping[TagFlaw, str] = field(default_factory=dict)
    """Their IDs, and those of campaigns of which this site cannot know more."""


class Trials:
    """Makes and sends trials. Every call may wait for the portal: call from a worker."""

    def __init__(
        self,
        client: PortalClient,
        keys: SiteKeys,
        catalogue: Catalogue,
        today: Callable[[], date],
        clock: Clock,
        *,
        is_sandbox: bool,
    ) -> None:
        """`today` returns the business day at the portal; the times in parameters are the machine's."""
        self._today = today
        self._client = client
        self._keys = keys
        self._catalogue = catalogue
        self._clock = clock
        self.is_sandbox = is_sandbox

    def usual(self, campaign: wire.CampaignDetail) -> TrialCells:
        """Return what a valid trial in a campaign says. The member is known in the sandbox alone."""
        amount = campaign.amount
        miles = amount.miles if isinstance(amount, FixedAmount) else amount.min
        address, key = (_SANDBOX_MEMBER, _SANDBOX_KEY) if self.is_sandbox else ("", "")
        return TrialCells(campaign.id, address, key, miles)

    def campaigns(self, own: wire.CampaignDetail, progress: Progress = SILENT) -> TrialCampaigns:
        """Find campaigns of the site for the trials that need one in a certain state; `own` where it fits."""
        ids: dict[TagFlaw, str] = {}
        found: dict[TagFlaw, wire.CampaignDetail] = {}
        if self.is_sandbox:
            ids[TagFlaw.OTHER_SITE] = _SANDBOX_OTHER_SITE
        query = wire.ApplicationSearch(states=[ApplicationState.APPLIED, ApplicationState.REJECTED])
        for application in self._client.campaigns.applications(query, progress).items:
            if application.campaign_state is None:
                ids.setdefault(TagFlaw.NOT_APPROVED, application.campaign_id)
        for flaw, state in (
            (TagFlaw.SUSPENDED, CampaignState.SUSPENDED),
            (TagFlaw.OUTSIDE_PERIOD, CampaignState.ENDED),
        ):
            for each in self._catalogue.search(wire.CampaignSearch(states=[state], size=50), progress).items[:1]:
                ids[flaw] = each.id
        for campaign in self._with_limits(own, progress):
            for flaw in _exceedable(campaign):
                found.setdefault(flaw, campaign)
                ids.setdefault(flaw, campaign.id)
            if {TagFlaw.PER_MEMBER, TagFlaw.PER_DAY} <= found.keys():
                break
        return TrialCampaigns(found, ids)

    def make(self, flaw: TagFlaw, cells: TrialCells, merchant_id: str, key_id: str, secret: str) -> Trial:
        """Return a trial that can be sent once; each has a unique ID of its own.

        Raises:
            ValueError: `secret` is none.
        """
        content = self._content(flaw, cells, merchant_id)
        encoded = msgspec.json.encode(content)
        url, header = self._keys.endpoint(merchant_id), header_of(_NO_KEY if flaw is TagFlaw.UNKNOWN_KEY else key_id)
        if flaw is TagFlaw.NOT_ENCRYPTED:
            return Trial(flaw, merchant_id, url, {}, content, encoded.decode())
        parameter = encrypted(encoded, header["kid"], secret)
        if flaw is not TagFlaw.CHANGED:
            return Trial(flaw, merchant_id, url, header, content, parameter)
        # Within the encrypted content: header, key, nonce, content and seal are parted by dots.
        at = parameter.rindex(".") - len(parameter.split(".")[3]) // 2
        other = "A" if parameter[at] != "A" else "B"
        return Trial(flaw, merchant_id, url, header, content, parameter[:at] + other + parameter[at + 1 :], at)

    def send(
        self, trial: Trial, key_id: str, secret: str, progress: Progress = SILENT, *, most_calls: int = 1
    ) -> TrialResult:
        """Send a trial. One that is to exceed a limit is repeated under new unique IDs until it is refused.

        Args:
            most_calls: Calls of a trial of a limit, as `calls_for` says.

        Raises:
            Refused: `P-RATE` if too much was sent in too short a time. Unreachable, Broken, Cancelled.
        """
        issued = 0
        for call in range(most_calls if trial.flaw in ISSUING and trial.flaw is not TagFlaw.NONE else 1):
            if call:
                said = trial.content
                cells = TrialCells(said.campaign_id, said.address, said.key, said.miles)
                trial = self.make(trial.flaw, cells, trial.merchant_id, key_id, secret)
            progress.report(call, most_calls, "sending")
            answer = self._client.automatic.send(trial.merchant_id, trial.parameter, progress)
            issued += answer.issued
            if not answer.issued:
                break
        return TrialResult(trial, answer, issued)

    def _content(self, flaw: TagFlaw, cells: TrialCells, merchant_id: str) -> wire.AutomaticParameter:
        now = self._clock()
        made_at = now - _OLD if flaw is TagFlaw.OLD else now + _AHEAD if flaw is TagFlaw.AHEAD else now
        return wire.AutomaticParameter(
            merchant_id=f"{merchant_id}-other"[-64:] if flaw is TagFlaw.MERCHANT else merchant_id,
            campaign_id=f"X-{secrets.token_hex(4)}" if flaw is TagFlaw.NO_SUCH_CAMPAIGN else cells.campaign_id,
            key=_BAD_KEY if flaw is TagFlaw.KEY else cells.key,
            address=_NO_MEMBER if flaw is TagFlaw.NO_SUCH_MEMBER else cells.address,
            miles=0 if flaw is TagFlaw.AMOUNT else cells.miles,
            unique_id=f"test-{secrets.token_hex(8)}",
            time=int(made_at.timestamp()),
        )

    def _with_limits(self, own: wire.CampaignDetail, progress: Progress) -> Iterator[wire.CampaignDetail]:
        """Yield automatic campaigns with limits in which miles can be issued now, the own one first."""
        states = [CampaignState.RUNNING, CampaignState.ISSUING]
        today = self._today()
        query = wire.CampaignSearch(states=states, issuance_from=today, issuance_to=today, size=_LOOKED_AT)
        open_ids = [each.id for each in self._catalogue.search(query, progress).items]
        for id_ in sorted(open_ids, key=lambda each: each != own.id):
            campaign = own if id_ == own.id else self._catalogue.detail(id_, progress)
            if campaign.method is IssuanceMethod.AUTOMATIC:
                yield campaign


def calls_for(flaw: TagFlaw, campaign: wire.CampaignDetail | None) -> int:
    """Return how many calls a trial may need: a limit must be reached first. Each but the last may issue miles."""
    limit = None
    if campaign is not None:
        limit = {TagFlaw.PER_MEMBER: campaign.per_member, TagFlaw.PER_DAY: campaign.per_member_per_day}.get(flaw)
    return min((limit or 0) + 1, MOST_CALLS)


def _exceedable(campaign: wire.CampaignDetail) -> list[TagFlaw]:
    """Return the trials of limits that a campaign allows: the limit in all is asked before that of a day."""
    whole, day = campaign.per_member, campaign.per_member_per_day
    flaws = []
    if whole is not None and whole < MOST_CALLS and (day is None or day >= whole):
        flaws.append(TagFlaw.PER_MEMBER)
    if day is not None and day < MOST_CALLS and (whole is None or whole > day):
        flaws.append(TagFlaw.PER_DAY)
    return flaws
