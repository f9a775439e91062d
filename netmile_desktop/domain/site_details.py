"""登録情報: what is registered about a site, and what may be wrong with it (guide L715-734).

One struct serves portal and client; each rule is a function that yields what it finds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from enum import StrEnum

import msgspec

from netmile_desktop.domain.applications import LINK_LENGTH, is_link
from netmile_desktop.domain.rows import addresses

NAME_LENGTH = 60
COMPANY_LENGTH = 100
ADDRESS_LENGTH = 200

_PHONE = re.compile(r"0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4}|0[0-9]{9,10}|\+[1-9][0-9-]{7,18}")
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_POSTAL_CODE = re.compile(r"[0-9]{3}-[0-9]{4}")


class SiteDetails(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that a site's staff may change. Site ID and contract rate are NetMile's to set."""

    site_name: str
    company: str = ""
    url: str = ""
    contact_person: str = ""
    department: str = ""
    email: str = ""
    phone: str = ""
    fax: str = ""
    postal_code: str = ""
    address: str = ""


class DetailField(StrEnum):
    """Places of the form, in its order; each is the name of a field of `SiteDetails`."""

    SITE_NAME = "site_name"
    COMPANY = "company"
    URL = "url"
    CONTACT_PERSON = "contact_person"
    DEPARTMENT = "department"
    EMAIL = "email"
    PHONE = "phone"
    FAX = "fax"
    POSTAL_CODE = "postal_code"
    ADDRESS = "address"


OPTIONAL = frozenset({DetailField.DEPARTMENT, DetailField.FAX})
"""Fields that may be left empty."""

LENGTHS: dict[DetailField, int] = {
    DetailField.SITE_NAME: NAME_LENGTH,
    DetailField.COMPANY: COMPANY_LENGTH,
    DetailField.URL: LINK_LENGTH,
    DetailField.CONTACT_PERSON: NAME_LENGTH,
    DetailField.DEPARTMENT: NAME_LENGTH,
    DetailField.ADDRESS: ADDRESS_LENGTH,
}
"""Largest number of characters per field; the other fields are limited by their format."""


class DetailFlaw(StrEnum):
    """What is wrong with a place of the form."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    CONTROL = "control"
    NOT_A_LINK = "not_a_link"
    NOT_AN_ADDRESS = "not_an_address"
    NOT_A_PHONE = "not_a_phone"
    NOT_A_POSTAL_CODE = "not_a_postal_code"


class DetailFault(msgspec.Struct, frozen=True):
    """One thing to put right. `detail` fills the gap of the sentence."""

    field: DetailField
    flaw: DetailFlaw
    detail: str = ""


def trimmed(details: SiteDetails) -> SiteDetails:
    """Without the spaces around each text, which nobody means."""
    return SiteDetails(**{field.value: text_of(details, field).strip() for field in DetailField})


def text_of(details: SiteDetails, field: DetailField) -> str:
    """What a place of the form holds."""
    text: str = getattr(details, field.value)
    return text


def changed(before: SiteDetails, after: SiteDetails) -> list[DetailField]:
    """The places in which two differ, in the order of the form."""
    return [field for field in DetailField if text_of(before, field) != text_of(after, field)]


def merged(base: SiteDetails, mine: SiteDetails, theirs: SiteDetails) -> SiteDetails:
    """What others made of `base`, with what was changed here on top."""
    own = set(changed(base, mine))
    return SiteDetails(**{field.value: text_of(mine if field in own else theirs, field) for field in DetailField})


def faults(details: SiteDetails) -> list[DetailFault]:
    """What is wrong, in the order of the form; of each place the first thing only."""
    found: dict[DetailField, DetailFault] = {}
    for rule in _RULES:
        for fault in rule(details):
            found.setdefault(fault.field, fault)
    return [found[field] for field in DetailField if field in found]


def _texts_are_filled_in(details: SiteDetails) -> Iterator[DetailFault]:
    for field in DetailField:
        if field not in OPTIONAL and not text_of(details, field).strip():
            yield DetailFault(field, DetailFlaw.MISSING)


def _texts_are_one_line_and_short_enough(details: SiteDetails) -> Iterator[DetailFault]:
    for field in DetailField:
        text = text_of(details, field)
        if any(unicodedata.category(char) in _UNPRINTABLE for char in text):
            yield DetailFault(field, DetailFlaw.CONTROL)
        elif field in LENGTHS and len(text) > LENGTHS[field]:
            yield DetailFault(field, DetailFlaw.TOO_LONG, f"{LENGTHS[field]:,}")


def _link_leads_somewhere(details: SiteDetails) -> Iterator[DetailFault]:
    if not is_link(details.url):
        yield DetailFault(DetailField.URL, DetailFlaw.NOT_A_LINK)


def _mail_can_reach_them(details: SiteDetails) -> Iterator[DetailFault]:
    if addresses.fault(details.email, mobile=False) is not None:
        yield DetailFault(DetailField.EMAIL, DetailFlaw.NOT_AN_ADDRESS)


def _numbers_can_be_dialled(details: SiteDetails) -> Iterator[DetailFault]:
    for field in (DetailField.PHONE, DetailField.FAX):
        number = text_of(details, field)
        if number and not (_PHONE.fullmatch(number) and 10 <= sum(char.isdigit() for char in number) <= 15):
            yield DetailFault(field, DetailFlaw.NOT_A_PHONE)


def _postal_code_has_its_shape(details: SiteDetails) -> Iterator[DetailFault]:
    if not _POSTAL_CODE.fullmatch(details.postal_code):
        yield DetailFault(DetailField.POSTAL_CODE, DetailFlaw.NOT_A_POSTAL_CODE)


_RULES: tuple[Callable[[SiteDetails], Iterator[DetailFault]], ...] = (
    _texts_are_filled_in,
    _texts_are_one_line_and_short_enough,
    _link_leads_somewhere,
    _mail_can_reach_them,
    _numbers_can_be_dialled,
    _postal_code_has_its_shape,
)
