"""Repairs of column C. A negative amount is never made a positive one, nor are two numbers made one."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import partial

from netmile_desktop.domain.campaigns import Amount, FixedAmount, VariableAmount, allows
from netmile_desktop.domain.repairs.characters import half_width, quotes, spaces, without_invisible
from netmile_desktop.domain.repairs.kinds import Change, Repair, Step
from netmile_desktop.domain.rows.altered_cells import without_noise

_PLAIN = re.compile(r"[1-9][0-9]{0,7}").fullmatch
_GAP_IN_A_NUMBER = re.compile(r"[0-9]\s+[0-9]").search
_GROUPED = re.compile(r"[^0-9]*[0-9]{1,3}(?:[ \u00a0\u2009\u202f\u3000][0-9]{3})+[^0-9]*").fullmatch
_WITH_UNIT = re.compile(
    r"(?P<yen>[¥￥\\])?(?P<number>[0-9][0-9,、.]*)"
    r"(?:(?P<miles>マイル|ﾏｲﾙ|㍄|miles?|mi)|(?P<other>円|yen|jpy|ポイント|ﾎﾟｲﾝﾄ|points?|pts?|p)|(?P<dash>[-ー―−]))?",
    re.IGNORECASE,
).fullmatch
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:[,、][0-9]{3})+(?:\.[0-9]*)?").fullmatch
_SIGNED = re.compile(r"\+([0-9].*)").fullmatch
_WHOLE = re.compile(r"([0-9]+)\.(0*)").fullmatch
_PADDED = re.compile(r"0+([1-9][0-9]*)").fullmatch
_EXPONENT = re.compile(r"[0-9](?:\.[0-9]+)?[Ee]\+?[0-9]{1,2}").fullmatch


def blanks(text: str) -> Change | None:
    """Spaces go; between digits only where they part thousands, which is a guess: they may part two amounts."""
    seen = without_invisible(text).strip()
    gap = _GAP_IN_A_NUMBER(seen)
    if gap and not _GROUPED(seen):
        return None
    joined = spaces(text)
    return Change(joined.text, certain=not gap) if joined else None


def quoted(text: str) -> Change:
    """Quotes go, and the apostrophe that tells a spreadsheet to keep a number as text."""
    return Change(quotes(text).text.strip("'‘’"))


def unit(text: str) -> Change | None:
    """100マイル → 100. A guess where the unit is another one (100円): a yen is not a mile."""
    found = _WITH_UNIT(text)
    if found is None or (found["dash"] and not found["yen"]):
        return None
    return Change(found["number"], certain=not (found["yen"] or found["other"]))


def thousands(text: str, amount: Amount, may_be_two: bool) -> Change | None:
    """1,000 → 1000, whether it stood in quotes or had spilled into column D (guide L433).

    A guess where the comma may part two amounts of two columns (100,200), each of which could be meant: not
    where what stands behind it is no amount (1,000), nor where the campaign allows only the one number.
    """
    if not _THOUSANDS(text):
        return None
    repaired = text.replace(",", "").replace("、", "")
    if may_be_two and isinstance(amount, VariableAmount):
        parts = text.replace("、", ",").split(",")
        return Change(repaired, certain=not all(_may_be_meant(part, amount) for part in parts))
    return Change(repaired)


def _may_be_meant(part: str, amount: Amount) -> bool:
    whole = part.partition(".")[0]
    return bool(_PLAIN(whole)) and allows(amount, int(whole))


def sign(text: str) -> Change | None:
    """+100 → 100."""
    found = _SIGNED(text)
    return Change(found[1]) if found else None


def decimals(text: str) -> Change | None:
    """100.0 → 100; never 100.5. Three zeros are a guess: some write thousands with a full stop."""
    found = _WHOLE(text)
    return Change(found[1], certain=len(found[2]) != 3) if found else None


def noise(text: str) -> Change | None:
    """110.00000000000001 → 110. A guess: whatever computed it may have computed something else."""
    rounded = without_noise(text)
    return Change(rounded, certain=False) if rounded else None


def leading_zero(text: str) -> Change | None:
    """0100 → 100."""
    found = _PADDED(text)
    return Change(found[1]) if found else None


def exponent(text: str) -> Change | None:
    """1.2E+04 → 12000, where that is a whole number. A guess: digits may have been rounded away."""
    if not _EXPONENT(text):
        return None
    number = Decimal(text)
    return Change(str(int(number)), certain=False) if number == number.to_integral_value() else None


def nearest(text: str, amount: Amount) -> Change | None:
    """The allowed number next to the one that stands there (guide L761-762). A guess."""
    if not _PLAIN(text) or allows(amount, int(text)):
        return None
    if isinstance(amount, FixedAmount):
        return Change(str(amount.miles), certain=False)
    return Change(str(min(max(int(text), amount.min), amount.max)), certain=False)


def steps(amount: Amount, before: str) -> tuple[Step, ...]:
    """What may be repaired in a number of miles. Only a comma of the file itself may have parted two columns."""
    return (
        (Repair.HALF_WIDTH, half_width),
        (Repair.SPACES, blanks),
        (Repair.QUOTES, quoted),
        (Repair.UNIT, unit),
        (Repair.SIGN, sign),
        (Repair.THOUSANDS, partial(thousands, amount=amount, may_be_two="," in before)),
        (Repair.DECIMALS, decimals),
        (Repair.NOISE, noise),
        (Repair.LEADING_ZERO, leading_zero),
        (Repair.EXPONENT, exponent),
        (Repair.NEAREST_AMOUNT, partial(nearest, amount=amount)),
    )
