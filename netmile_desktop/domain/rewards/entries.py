"""What a member types on the registration page: brought into one form, and checked.

Width, kana and the spelling of numbers are ours to put right; what a person means is not. So a name keeps its characters,
a login and a password keep their case, and what cannot be understood is asked for again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from netmile_desktop.domain.rewards import FieldMode, RewardFields
from netmile_desktop.domain.rows import addresses

LOGIN_SHORTEST, LOGIN_LONGEST = 6, 20
PASSWORD_SHORTEST, PASSWORD_LONGEST = 8, 64
NAME_LENGTH = 60
ADDRESS_LENGTH = 200


class EntryField(StrEnum):
    """Fields of the page, in its order; also the names under which they are handed over."""

    LOGIN = "login_id"
    PASSWORD = "password"
    NAME = "name"
    KANA = "kana"
    POSTAL_CODE = "postal_code"
    ADDRESS = "address"
    SEX = "sex"
    PHONE = "phone"
    EMAIL = "email"
    CONSENT = "consent"


class Sex(StrEnum):
    """性別, as far as it is asked."""

    FEMALE = "female"
    MALE = "male"
    UNTOLD = "untold"


class EntryFlaw(StrEnum):
    """What is wrong with a field."""

    MISSING = "missing"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    NOT_ALPHANUMERIC = "not_alphanumeric"
    NOT_HALF_WIDTH = "not_half_width"
    CONTROL = "control"
    NOT_KANA = "not_kana"
    NOT_A_POSTAL_CODE = "not_a_postal_code"
    NOT_A_PHONE = "not_a_phone"
    NOT_AN_EMAIL = "not_an_email"
    NOT_A_CHOICE = "not_a_choice"
    NO_CONSENT = "no_consent"


@dataclass(frozen=True, slots=True)
class EntryFault:
    """One thing to put right. `limit` and `length` fill the gaps of sentences about lengths."""

    field: EntryField
    flaw: EntryFlaw
    limit: int = 0
    length: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """What was typed, in one form: `values` without the password, which is kept apart from the beginning."""

    values: dict[EntryField, str]
    password: str = field(repr=False)
    faults: list[EntryFault]


def asked(fields: RewardFields) -> dict[EntryField, FieldMode]:
    """Return the fields that a page has, in its order, each optional or required."""
    modes = {
        EntryField.LOGIN: fields.account,
        EntryField.PASSWORD: fields.account,
        EntryField.NAME: fields.name,
        EntryField.KANA: fields.kana,
        EntryField.POSTAL_CODE: fields.address,
        EntryField.ADDRESS: fields.address,
        EntryField.SEX: fields.sex,
        EntryField.PHONE: fields.phone,
        EntryField.EMAIL: FieldMode.REQUIRED,
    }
    return {each: mode for each, mode in modes.items() if mode is not FieldMode.OFF}


def read_entry(fields: RewardFields, typed: Mapping[str, str]) -> Entry:
    """Return what was typed in one form, with everything that is wrong in the order of the page.

    Fields that the page does not have are ignored, whoever sent them.
    """
    modes = asked(fields)
    values: dict[EntryField, str] = {
        each: normalised(each, typed.get(each, "")) for each in modes if each is not EntryField.PASSWORD
    }
    password = typed.get(EntryField.PASSWORD, "") if EntryField.PASSWORD in modes else ""
    texts = values | ({EntryField.PASSWORD: password} if EntryField.PASSWORD in modes else {})
    found = [
        fault for each in modes for fault in _faults(each, texts[each], is_required=_is_required(each, modes, texts))
    ]
    if typed.get(EntryField.CONSENT) != "yes":
        found.append(EntryFault(EntryField.CONSENT, EntryFlaw.NO_CONSENT))
    return Entry(values, password, found)


def normalised(field: EntryField, text: str) -> str:
    """Return a field in one form; what cannot be understood stays as it was typed, without spaces around it."""
    rule = _FORMS.get(field)
    return rule(text) if rule else text.strip()


def _is_required(field: EntryField, modes: Mapping[EntryField, FieldMode], texts: Mapping[EntryField, str]) -> bool:
    """Two fields that go together are both needed once one of them is filled in."""
    other = _TOGETHER.get(field)
    return modes[field] is FieldMode.REQUIRED or (other is not None and bool(texts[other]))


_TOGETHER = {
    EntryField.LOGIN: EntryField.PASSWORD,
    EntryField.PASSWORD: EntryField.LOGIN,
    EntryField.POSTAL_CODE: EntryField.ADDRESS,
    EntryField.ADDRESS: EntryField.POSTAL_CODE,
}

_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_WIDE = re.compile(r"[\u3000\uff00-\uffef]+")
_DASHES = re.compile(r"[\u2010-\u2015\u2212\u30fc\uff0d]")
_HIRAGANA = {code: code + 0x60 for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
_KANA = re.compile(r"[ァ-ヺー・ヽヾ ]+").fullmatch
_LOGIN = re.compile(r"[A-Za-z0-9]+").fullmatch
_POSTAL = re.compile(r"〒? ?([0-9]{3})-? ?([0-9]{4})").fullmatch
_PHONE = re.compile(r"0[1-9][0-9]{7,9}").fullmatch
_PHONE_MARKS = re.compile(r"[ ().-]+")
_PRINTABLE = re.compile(r"[!-~]+").fullmatch


def _usual_width(text: str) -> str:
    """Return a text with letters, digits and kana of their usual width, each run of spaces as one; all else stays."""
    return " ".join(_WIDE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text).split())


def _kana(text: str) -> str:
    # Composed first: some systems type a voiced sound as two characters.
    whole = unicodedata.normalize("NFC", _usual_width(text)).translate(_HIRAGANA)
    return re.sub(r"(?<=[ァ-ヺ])[-\u2010-\u2015\u2212]", "ー", whole)


def _postal_code(text: str) -> str:
    plain = _DASHES.sub("-", _usual_width(text))
    found = _POSTAL(plain)
    return f"{found[1]}-{found[2]}" if found else plain


def _phone(text: str) -> str:
    plain = _DASHES.sub("-", _usual_width(text))
    digits = _PHONE_MARKS.sub("", plain)
    if digits.startswith("+81"):
        digits = "0" + digits.removeprefix("+81").removeprefix("0")
    if not _PHONE(digits):
        return plain
    if len(digits) == 11:
        return f"{digits[:3]}-{digits[3:7]}-{digits[7:]}"
    if digits.startswith("0120"):
        return f"{digits[:4]}-{digits[4:7]}-{digits[7:]}"
    typed = _PHONE_MARKS.sub("-", plain).strip("-")
    # Where an area code ends cannot be told from its digits: what was typed is kept.
    return typed if re.fullmatch(r"0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4}", typed) else digits


_FORMS: dict[EntryField, Callable[[str], str]] = {
    EntryField.LOGIN: _usual_width,
    EntryField.NAME: _usual_width,
    EntryField.KANA: _kana,
    EntryField.POSTAL_CODE: _postal_code,
    EntryField.ADDRESS: _usual_width,
    EntryField.PHONE: _phone,
    EntryField.EMAIL: _usual_width,
}


def _faults(field: EntryField, text: str, *, is_required: bool) -> Iterator[EntryFault]:
    """Yield the first thing that is wrong with a field."""
    if not text:
        if is_required:
            yield EntryFault(field, EntryFlaw.MISSING)
        return
    if any(unicodedata.category(char) in _UNPRINTABLE for char in text):
        yield EntryFault(field, EntryFlaw.CONTROL)
        return
    shortest, longest = _LENGTHS.get(field, (1, ADDRESS_LENGTH))
    shape = _SHAPES.get(field)
    if shape is not None and shape[0](text) is None:
        yield EntryFault(field, shape[1])
    elif len(text) < shortest:
        yield EntryFault(field, EntryFlaw.TOO_SHORT, shortest, len(text))
    elif len(text) > longest:
        yield EntryFault(field, EntryFlaw.TOO_LONG, longest, len(text))


def _email(text: str) -> str | None:
    return text if addresses.fault(text, mobile=True) is None else None


def _sex(text: str) -> str | None:
    return text if text in set(Sex) else None


def _phone_shape(text: str) -> object:
    return _PHONE(text.replace("-", ""))


_LENGTHS = {
    EntryField.LOGIN: (LOGIN_SHORTEST, LOGIN_LONGEST),
    EntryField.PASSWORD: (PASSWORD_SHORTEST, PASSWORD_LONGEST),
    EntryField.NAME: (1, NAME_LENGTH),
    EntryField.KANA: (1, NAME_LENGTH),
    EntryField.EMAIL: (1, addresses.ADDRESS_LENGTH),
}

_SHAPES: dict[EntryField, tuple[Callable[[str], object], EntryFlaw]] = {
    EntryField.LOGIN: (_LOGIN, EntryFlaw.NOT_ALPHANUMERIC),
    EntryField.PASSWORD: (_PRINTABLE, EntryFlaw.NOT_HALF_WIDTH),
    EntryField.KANA: (_KANA, EntryFlaw.NOT_KANA),
    EntryField.POSTAL_CODE: (_POSTAL, EntryFlaw.NOT_A_POSTAL_CODE),
    EntryField.PHONE: (_phone_shape, EntryFlaw.NOT_A_PHONE),
    EntryField.EMAIL: (_email, EntryFlaw.NOT_AN_EMAIL),
    EntryField.SEX: (_sex, EntryFlaw.NOT_A_CHOICE),
}
