"""The registration page of a reward campaign (reward guide L12-19): shown, filled in, checked, and what comes after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from sqlalchemy import Connection

from netmile_desktop.domain.calendar import Clock, day_of
from netmile_desktop.domain.rewards import PASSWORD_DAYS, PASSWORD_HOURS, FieldMode
from netmile_desktop.domain.rewards.entries import (
    LOGIN_LONGEST,
    LOGIN_SHORTEST,
    PASSWORD_SHORTEST,
    Entry,
    EntryFault,
    EntryField,
    EntryFlaw,
    asked,
    normalised,
    read_entry,
)
from netmile_desktop.portal.access.vault import Vault
from netmile_desktop.portal.database.database import Database
from netmile_desktop.portal.pages import words
from netmile_desktop.portal.pages.forms import local_path
from netmile_desktop.portal.pages.postal import PostalLookup
from netmile_desktop.portal.pages.room import Room
from netmile_desktop.portal.pages.visits import Answer, Asset, Failed, PageFailure, Redirect, ShownPage, Visit
from netmile_desktop.portal.rewards.campaigns import Opening, RewardCampaign, banner_of, find_reward
from netmile_desktop.portal.rewards.previews import Previews, preview_path
from netmile_desktop.portal.rewards.registering import NotAMember, NotOpen, Registering
from netmile_desktop.portal.rewards.visits import PageStage, note

_IMAGES = ((b"\x89PNG", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF8", "image/gif"))
_CLOSED_STATUS = {Opening.BEFORE: 403, Opening.SUSPENDED: 403, Opening.ENDED: 410}
_ADDRESS, _REGISTER = "address", "register"
"""What the buttons of the form ask for."""

_HINTS = {
    EntryField.LOGIN: f"半角の英字と数字、{LOGIN_SHORTEST}〜{LOGIN_LONGEST} 文字",
    EntryField.PASSWORD: f"{PASSWORD_SHORTEST} 文字以上。会員サイトで使うパスワードです",
}


@dataclass(frozen=True, slots=True)
class _Typed:
    """What stands in the form: as it was typed and brought into one form, without a password."""

    values: Mapping[str, str] = field(default_factory=dict)
    faults: list[EntryFault] = field(default_factory=list)
    consents: bool = False
    note: str = ""
    """About the address that was looked up."""
    focus: str = ""
    is_answer: bool = False
    """Whether something was sent, so that the password has to be typed again."""


class RegistrationPages:
    """The pages of registering: form, banner, terms, thanks, and the rehearsal."""

    def __init__(
        self, database: Database, vault: Vault, business_clock: Clock, previews: Previews, postal: PostalLookup | None
    ) -> None:
        self._database = database
        self._vault = vault
        self._now = business_clock
        self._previews = previews
        self._postal = postal
        self._registering = Registering(database, vault, business_clock)

    def add_to(self, room: Room) -> None:
        """Add the pages to those of the portal."""
        of_campaign = "/rewards/{site}/{campaign}"
        room.add(of_campaign, self.handle, ("GET", "POST"))
        room.add(f"{of_campaign}/banner", self.banner)
        room.add(f"{of_campaign}/terms", self.terms)
        room.add(f"{of_campaign}/done", self.done)
        room.add("/previews/{ticket}", self.rehearse, ("GET", "POST"), for_members=False)
        room.add("/previews/{ticket}/{part}", self.rehearsed_part, for_members=False)

    def handle(self, visit: Visit) -> Answer:
        """Show the form, or take it."""
        offer = self._offer(visit)
        back = local_path((visit.form if visit.method == "POST" else visit.query).get("back", ""))
        assert visit.member is not None
        member = visit.member
        before = self._database.read(lambda conn: self._registering.before(conn, offer, member.account_id))
        if before is not None:
            if visit.method == "POST":  # sent twice: as if it had been once
                return self._led_back(offer, before.code, back)
            return ShownPage("registered.html", {"offer": offer, "code": before.code, "back": back, "is_new": False})
        if offer.opening is not Opening.OPEN:
            return _closed(offer, offer.opening, back)
        stage = PageStage.STARTED if visit.method == "POST" else PageStage.SHOWN
        self._note(offer, member.digest, stage)
        if visit.method == "GET":
            return self._form(offer, _Typed(), back)
        if visit.form.get("do") == _ADDRESS:
            return self._form(offer, self._with_address(offer, visit.form), back)
        entry = read_entry(offer.settings.fields, visit.form)
        if entry.faults:
            return self._form(offer, _typed(entry, visit.form), back)
        try:
            made = self._registering.register(offer, member.account_id, member.digest, entry)
        except NotOpen as closed:
            return _closed(offer, closed.opening, back)
        except NotAMember:
            return ShownPage("closed.html", {"offer": offer, "why": "not_a_member", "back": back}, 403)
        return self._led_back(offer, made.code, back)

    def banner(self, visit: Visit) -> Answer:
        """Return the merchant's banner as it was uploaded."""
        offer = self._offer(visit)
        return _picture(self._database.read(lambda conn: banner_of(conn, offer)))

    def terms(self, visit: Visit) -> Answer:
        """Show the merchant's terms of membership."""
        offer = self._offer(visit)
        if not offer.settings.terms:
            raise Failed(PageFailure.NOT_FOUND)
        return ShownPage("terms.html", {"offer": offer})

    def done(self, visit: Visit) -> Answer:
        """Tell a member what the registration brought."""
        offer, member = self._offer(visit), visit.member
        assert member is not None
        made = self._database.read(lambda conn: self._registering.before(conn, offer, member.account_id))
        if made is None:
            raise Failed(PageFailure.NOT_FOUND)
        return ShownPage("registered.html", {"offer": offer, "code": made.code, "back": "", "is_new": True})

    def rehearse(self, visit: Visit) -> Answer:
        """Show a merchant what members see; what is sent is checked, and goes nowhere."""
        offer, ticket = self._rehearsed(visit), visit.path["ticket"]
        screen = f"{preview_path(ticket)}/payment"
        back = screen if (visit.form or visit.query).get("back") == screen else ""
        if visit.method == "GET":
            return self._form(offer, _Typed(), back, ticket)
        if visit.form.get("do") == _ADDRESS:
            return self._form(offer, self._with_address(offer, visit.form), back, ticket)
        entry = read_entry(offer.settings.fields, visit.form)
        if entry.faults:
            return self._form(offer, _typed(entry, visit.form), back, ticket)
        return ShownPage("rehearsed.html", {"offer": offer, "again": preview_path(ticket), "back": back})

    def rehearsed_part(self, visit: Visit) -> Answer:
        """Return the banner or the terms of a campaign that is rehearsed."""
        offer = self._rehearsed(visit)
        if visit.path["part"] == "banner":
            return _picture(self._database.read(lambda conn: banner_of(conn, offer)))
        if visit.path["part"] == "terms" and offer.settings.terms:
            return ShownPage("terms.html", {"offer": offer})
        raise Failed(PageFailure.NOT_FOUND)

    def page_to_see(self, offer: RewardCampaign, ticket: str) -> ShownPage:
        """Return the page as it opens at a rehearsal."""
        return self._form(offer, _Typed(), "", ticket)

    def banner_to_see(self, offer: RewardCampaign) -> Asset | None:
        """Return the banner of a campaign, or None if it has none."""
        if not offer.has_banner:
            return None
        return _picture(self._database.read(lambda conn: banner_of(conn, offer)))

    def _rehearsed(self, visit: Visit) -> RewardCampaign:
        offer = self._previews.open(visit.path["ticket"])
        if offer is None:
            raise Failed(PageFailure.LINK_USED)
        return offer

    def _offer(self, visit: Visit) -> RewardCampaign:
        today = day_of(self._now())

        def find(conn: Connection) -> RewardCampaign | None:
            return find_reward(conn, self._vault, visit.path["site"], visit.path["campaign"], today)

        offer = self._database.read(find)
        if offer is None or not offer.is_approved:
            raise Failed(PageFailure.NOT_FOUND)
        return offer

    def _note(self, offer: RewardCampaign, session: bytes, stage: PageStage) -> None:
        campaign = (offer.site_id, offer.id)
        self._database.write(lambda conn: note(conn, self._database, campaign, session, stage, self._now()))

    def _led_back(self, offer: RewardCampaign, code: str, back: str) -> Redirect:
        if not back:
            return Redirect(f"{offer.path}/done")
        return Redirect(f"{back}{'&' if '?' in back else '?'}registered={quote(code)}")

    def _with_address(self, offer: RewardCampaign, form: Mapping[str, str]) -> _Typed:
        """Return the form with the address of its postal code, which a longer address that begins alike outdoes."""
        entry = read_entry(offer.settings.fields, form)
        values = {each.value: text for each, text in entry.values.items()}
        code = normalised(EntryField.POSTAL_CODE, form.get(EntryField.POSTAL_CODE, ""))
        wrong = [fault for fault in entry.faults if fault.field is EntryField.POSTAL_CODE]
        consents = form.get(EntryField.CONSENT) == "yes"
        if wrong or not code:
            faults = wrong or [EntryFault(EntryField.POSTAL_CODE, EntryFlaw.MISSING)]
            return _Typed(values, faults, consents, is_answer=True)
        found = self._postal(code) if self._postal else ""
        if not found:
            said = "この郵便番号の住所は見つかりませんでした。住所を入力してください。"
            return _Typed(values, [], consents, said, EntryField.ADDRESS, is_answer=True)
        if not values.get(EntryField.ADDRESS, "").startswith(found):
            values[EntryField.ADDRESS] = found
        said = "住所を入れました。番地から先を続けて入力してください。"
        return _Typed(values, [], consents, said, EntryField.ADDRESS, is_answer=True)

    def _form(self, offer: RewardCampaign, typed: _Typed, back: str, ticket: str = "") -> ShownPage:
        root = preview_path(ticket) if ticket else offer.path
        modes = asked(offer.settings.fields)
        beside = {fault.field.value: words.in_full(fault) for fault in typed.faults}
        values = {
            "offer": offer,
            "root": root,
            "is_rehearsal": bool(ticket),
            "back": back,
            "fields": [
                {
                    "name": each.value,
                    "label": words.LABELS[each],
                    "required": mode is FieldMode.REQUIRED,
                    "hint": _HINTS.get(each, ""),
                    "value": typed.values.get(each.value, ""),
                    "fault": beside.get(each.value, ""),
                }
                for each, mode in modes.items()
            ],
            "sexes": words.SEXES,
            "summary": [(fault.field.value, words.in_short(fault)) for fault in typed.faults],
            "consent_fault": beside.get(EntryField.CONSENT, ""),
            "consents": typed.consents,
            "note": typed.note,
            "focus": typed.focus,
            "password_hours": PASSWORD_HOURS,
            "password_days": PASSWORD_DAYS,
            "password_again": words.PASSWORD_AGAIN if typed.is_answer and EntryField.PASSWORD in modes else "",
            "has_lookup": self._postal is not None,
            "terms": f"{root}/terms" if offer.settings.terms else offer.settings.terms_url,
        }
        return ShownPage("register.html", values, 422 if typed.faults else 200)


def _typed(entry: Entry, form: Mapping[str, str]) -> _Typed:
    values = {each.value: text for each, text in entry.values.items()}
    return _Typed(values, entry.faults, form.get(EntryField.CONSENT) == "yes", is_answer=True)


def _closed(offer: RewardCampaign, opening: Opening, back: str) -> ShownPage:
    return ShownPage("closed.html", {"offer": offer, "why": opening.value, "back": back}, _CLOSED_STATUS[opening])


def _picture(image: bytes) -> Asset:
    for head, media_type in _IMAGES:
        if image.startswith(head):
            return Asset(image, media_type)
    raise Failed(PageFailure.NOT_FOUND)
