"""What spreadsheets and the programs around them make of a cell: exponents, dates, errors, words for nothing.

None of it is forbidden in a key. It is pointed at, because the key that was meant is another one as a rule.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Context, Decimal

from netmile_desktop.domain.rows.reasons import Reason
from netmile_desktop.domain.rows.rows import Column

DIGITS_OF_A_NUMBER = 15
"""Decimal digits that a number keeps in a spreadsheet; those beyond are noise of the computation."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH = r"(?P<month>0?[1-9]|1[0-2])"
_DAY = r"(?P<day>0?[1-9]|[12][0-9]|3[01])"
_NAME = rf"(?P<name>{'|'.join(_MONTHS)})t?"
_ERA = r"(?:[MTSHR]|明治|大正|昭和|平成|令和)(?:[0-9]{1,2}|元)"
_CENTURIES = r"(?:19|20)[0-9]{2}"
_CLOCK = r"[0-9]{1,2}:[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?(?: ?[AaPp][Mm])?"

_DATES = tuple(
    re.compile(rf"(?:{pattern})(?:[ T](?P<clock>{_CLOCK}))?").fullmatch
    for pattern in (
        # Any year of a spreadsheet; beside hyphens and points, of which codes are fond, only the likely ones.
        rf"(?:19|[2-9][0-9])[0-9]{{2}}/{_MONTH}/{_DAY}",
        rf"[0-9]{{2}}/{_MONTH}/{_DAY}",
        rf"{_MONTH}/{_DAY}/(?:[0-9]{{2}}){{1,2}}",
        rf"{_DAY}/{_MONTH}/(?:[0-9]{{2}}){{1,2}}",
        rf"{_CENTURIES}-{_MONTH}-{_DAY}",
        rf"{_CENTURIES}\.{_MONTH}\.{_DAY}",
        rf"{_DAY}\.{_MONTH}\.{_CENTURIES}",
        rf"{_ERA}(?P<between>[./]){_MONTH}(?P=between){_DAY}",
        rf"(?:(?:[0-9]{{4}}|{_ERA})年)?{_MONTH}月{_DAY}日",
        rf"{_DAY}-{_NAME}(?:-(?:[0-9]{{2}}){{1,2}})?",
    )
)
"""Dates in any order; several may fit one text."""

_MONTH_OF_A_YEAR = re.compile(rf"{_NAME}-[0-9]{{2}}|(?:[0-9]{{4}}|{_ERA})年(?:0?[1-9]|1[0-2])月").fullmatch
_TIME = re.compile(rf"{_CLOCK}|[0-9]{{1,2}}時[0-9]{{1,2}}分(?:[0-9]{{1,2}}秒)?").fullmatch

_EXPONENT = re.compile(r"[-+]?(?:[0-9]+\.[0-9]+[Ee][-+]?|[0-9][Ee]\+)[0-9]{1,3}").fullmatch
"""A short code such as 1E5, 12E10, 12E+10 or 1E-05 is none: no program writes a number so, unless it has a decimal
point, or a single digit and a plus."""

_ERROR = re.compile(
    r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|CALC!|SPILL!|GETTING_DATA|CONNECT!|BLOCKED!|FIELD!|UNKNOWN!"
    r"|PYTHON!|BUSY!|EXTERNAL!|#+)|[Ee]rr:[0-9]{3}"
).fullmatch
_APOSTROPHE = re.compile(r"['‘’].+").fullmatch
_DECIMAL_ZEROS = re.compile(r"([-+]?[0-9]+)\.0+").fullmatch
_DECIMALS = re.compile(r"[-+]?[0-9]+\.[0-9]+").fullmatch
NO_VALUE = ("nan", "null", "none", "n/a", "nil", "nat", "na", "undefined", "<na>", "<null>", "(null)", r"\n")
"""What programs write for a cell without a value, in small letters."""

_NO_VALUE = re.compile(r"(?i:nan|null|none|n/a|<null>|\(null\))|NA|NaT|nil|undefined|<NA>|\\N").fullmatch
LOGICAL = ("true", "false")
_LOGICAL = re.compile("|".join(LOGICAL), re.IGNORECASE).fullmatch

BEGINNING = (
    r"[0-9]++(?:\.(?:[0-9]*0\Z|[0-9]+[Ee]|[0-9]{1,2}\.|[0-9]{8}|(?<=[0-9]{9}\.))"
    r"|[Ee]\+|[/:月年時]|-(?:[A-Z]|[01]?[0-9]-))"
    r"|[-+][0-9]|[#'‘’<(\\明大昭平令]"
    r"|[A-Z](?:[a-z]{2,3}-[0-9]|(?<=[MTSHR])(?:[0-9]{1,2}|元)[./年])"
    r"|[NnUuTtFfEe](?:(?<=[Nn])(?i:an|ull|one|/a|il|at|a\Z)|ndefined|(?i:rue|alse)|rr:)"
)
"""How each of these begins; few other cells begin so."""

_BEGINS_SO = re.compile(BEGINNING).match


def alteration(text: str, column: Column) -> Reason | None:
    """How a cell was altered by the look of it; None if it looks as typed.

    What is told of miles anyway (nan, 100.0) is told of keys alone.
    """
    if not _BEGINS_SO(text):
        return None  # nearly every cell: one look instead of many
    if _EXPONENT(text):
        return Reason.EXCEL_EXPONENT
    if is_date(text):
        return Reason.EXCEL_DATE
    if _ERROR(text):
        return Reason.EXCEL_ERROR
    if _TIME(text):
        return Reason.EXCEL_TIME
    return _alteration_of_key(text) if column is Column.KEY else None


def _alteration_of_key(text: str) -> Reason | None:
    if _APOSTROPHE(text):
        return Reason.EXCEL_APOSTROPHE
    if _DECIMAL_ZEROS(text):
        return Reason.EXCEL_DECIMALS
    if without_noise(text) is not None:
        return Reason.EXCEL_NOISE
    if _NO_VALUE(text):
        return Reason.EXCEL_NO_VALUE
    return Reason.EXCEL_LOGICAL if _LOGICAL(text) else None


def is_date(text: str) -> bool:
    """Whether a text is a date, with or without a clock time, or the month of a year."""
    return bool(_MONTH_OF_A_YEAR(text)) or any(fits(text) for fits in _DATES)


def is_date_or_time(text: str) -> bool:
    """Whether a text is a date or a clock time."""
    return is_date(text) or bool(_TIME(text))


def days_meant(text: str) -> frozenset[tuple[int, int]]:
    """The (month, day) that a date may mean: several where the order is open, none where a time of day stands beside it."""
    found = set()
    for fits in _DATES:
        if (match := fits(text)) is None:
            continue
        parts = match.groupdict()
        if (parts["clock"] or "").strip("0:."):
            continue
        month = _MONTHS.index(parts["name"]) + 1 if parts.get("name") else int(parts["month"])
        found.add((month, int(parts["day"])))
    return frozenset(found)


def without_noise(text: str) -> str | None:
    """A decimal of more digits than a number keeps, rounded to those it keeps; None for any other text."""
    if not _DECIMALS(text):
        return None
    number = Decimal(text)
    if len(number.as_tuple().digits) <= DIGITS_OF_A_NUMBER:
        return None
    rounded = number.normalize(Context(prec=DIGITS_OF_A_NUMBER, rounding=ROUND_HALF_EVEN))
    return f"{rounded:f}"


def without_decimal_zeros(text: str) -> str | None:
    """12345.00 → 12345; None for any other text."""
    found = _DECIMAL_ZEROS(text)
    return found[1] if found else None
