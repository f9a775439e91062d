"""What counts as a well-formed e-mail address (guide L771).

Lenient on purpose: Japanese carriers once handed out addresses that the mail standards forbid, and
their owners still hold them. A strict validator would refuse real members.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from netmile_desktop.domain.rows.reasons import Reason

LOCAL_LENGTH = 64
ADDRESS_LENGTH = 254

CARRIERS = (
    "docomo.ne.jp",
    "ezweb.ne.jp",
    "*.ezweb.ne.jp",
    "softbank.ne.jp",
    "i.softbank.jp",
    "*.vodafone.ne.jp",
    "jp-*.ne.jp",
    "disney.ne.jp",
    "willcom.com",
    "pdx.ne.jp",
    "*.pdx.ne.jp",
    "emnet.ne.jp",
    "au.com",
    "ymobile.ne.jp",
    "ymobile1.ne.jp",
    "yahoo.ne.jp",
    "uqmobile.jp",
    "rakumail.jp",
)
"""Domains of Japanese mobile carriers, old and new; `*` stands for one or more characters."""

_CARRIER = re.compile("|".join(re.escape(each).replace(r"\*", r"[a-z0-9.-]+") for each in CARRIERS)).fullmatch
_LOCAL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+").fullmatch
_DOMAIN = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+").fullmatch
PLAIN = r"[A-Za-z0-9_+-]++(?:\.[A-Za-z0-9_+-]++)*@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)+"
"""The shape of nearly every address; an address of this shape is well-formed unless it is too long."""

_SWITCHES = frozenset("\x1b\x0e\x0f")
_PLAIN = re.compile(PLAIN).fullmatch


def normalised(address: str) -> str:
    """The form in which addresses are looked up and compared: case does not count."""
    return address.lower()


def switches_characters(text: str) -> bool:
    """Whether a text switches between character sets, as ISO-2022-JP does: what else stands in it means something else."""
    return not _SWITCHES.isdisjoint(text)


def is_carrier(address: str) -> bool:
    """Whether the address lies at a known mobile carrier."""
    return is_carriers(address.rpartition("@")[2])


@lru_cache(maxsize=4_096)
def is_carriers(domain: str) -> bool:
    """Whether a domain is a known mobile carrier's. Remembered: most addresses of a file lie at few domains."""
    return _CARRIER(domain.lower()) is not None


def fault(address: str, *, mobile: bool) -> Reason | None:
    """What is wrong with an address, or None where it is well formed.

    One `@`; 1-64 characters before it; a domain of at least two labels behind it; ASCII without
    spaces and controls; at most 254 characters. Two dots in a row and a dot before the `@` pass
    where `mobile` addresses are meant, and on carrier domains everywhere.
    """
    if _PLAIN(address) and len(address) <= ADDRESS_LENGTH and address.index("@") <= LOCAL_LENGTH:
        return None  # nearly every address: one look instead of nine
    if not address:
        return Reason.EMPTY
    if switches_characters(address):
        return Reason.OTHER_CODE
    if not address.isascii():
        return _foreign_characters(address)
    if any(char <= " " or char == "\x7f" for char in address):
        return Reason.SPACE
    return _misshapen(address, mobile=mobile)


def _foreign_characters(text: str) -> Reason:
    if "\ufffd" in text:
        return Reason.UNDECODABLE
    return Reason.FULL_WIDTH if unicodedata.normalize("NFKC", text).isascii() else Reason.NOT_ASCII


def _misshapen(address: str, *, mobile: bool) -> Reason | None:
    if "@" not in address:
        return Reason.NO_AT
    if address.count("@") > 1:
        return Reason.MANY_AT
    local, domain = address.split("@")
    if len(address) > ADDRESS_LENGTH or len(local) > LOCAL_LENGTH:
        return Reason.TOO_LONG
    if "." not in domain:
        return Reason.NO_DOMAIN_DOT
    if not _LOCAL(local) or not _DOMAIN(domain):
        return Reason.ADDRESS_SHAPE
    if (".." in local or local.endswith(".")) and not mobile and not is_carrier(address):
        return Reason.DOTS
    return None
