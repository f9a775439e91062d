"""Reading of uploaded files, and the check of their rows by the rules that need no member list."""

from __future__ import annotations

from collections.abc import Iterable

from netmile_desktop.domain import reading
from netmile_desktop.domain.batches import BatchSettings
from netmile_desktop.domain.campaigns import Mode
from netmile_desktop.domain.codes import Code, Problem
from netmile_desktop.domain.failures import FileUnreadable, ReadFault, Refused
from netmile_desktop.domain.mails import check_message
from netmile_desktop.domain.rows.encodings import guess_encoding, text_of, unpadded
from netmile_desktop.domain.rows.issuances import CELL_RULES, MAX_ROWS, MILES_RULES, RowRule, Rule
from netmile_desktop.domain.rows.rows import Recipe, Row

_PROBLEMS = {ReadFault.EMPTY: Problem.EMPTY}


def read_rows(body: bytes) -> list[Row]:
    """Return the rows of a body, which may be a file just as a clerk's program saved it; it has no header.

    Raises:
        Refused: `P-EMPTY`; `P-CSV` if it is not text, or text in no known encoding (the detail names the line), because
            rows of guessed characters could not be given back as they were sent; `P-ROWS` past 10,000 rows.
    """
    _refuse_unreadable(body)
    try:
        read = reading.read(body, Recipe(header=False)).rows
    except FileUnreadable as unreadable:
        raise Refused(_PROBLEMS.get(unreadable.reason, Problem.CSV)) from None
    if len(read) > MAX_ROWS:
        raise Refused(Problem.ROWS)
    return list(read)


def _refuse_unreadable(body: bytes) -> None:
    encoding = guess_encoding(body)
    try:
        text_of(unpadded(body, encoding), encoding, "strict")
    except UnicodeDecodeError as unreadable:
        line = 1 + unreadable.object.count(b"\n", 0, unreadable.start)
        raise Refused(Problem.CSV, f"line {line} cannot be read in {unreadable.encoding}") from None


def first_codes(of: Iterable[Row], rule: Rule) -> list[Code | None]:
    """Return for each row the first finding's code in the published order, by the rules that need no member list."""
    by_miles: dict[str, Code | None] = {}
    codes = []
    for row in of:
        code = _first_code(row, rule, CELL_RULES)
        if code is None:
            if row.miles not in by_miles:  # files have many rows but few different amounts
                by_miles[row.miles] = _first_code(row, rule, MILES_RULES)
            code = by_miles[row.miles]
        codes.append(code)
    return codes


def refuse_options(settings: BatchSettings) -> None:
    """Refuse options that cannot be used.

    Member registration is not offered (guide L451-457), mobile members get no mail (guide L331), and a text to insert
    needs a mail and may hold no control characters but line breaks.

    Raises:
        Refused: `P-OPTION`, with the option's name as detail.
    """
    for option in ("register_members", "generate_passwords"):
        if getattr(settings, option):
            raise refused_option(option)
    if settings.mode is Mode.MOBILE and settings.notify:
        raise refused_option("notify")
    if settings.message and not settings.notify:
        raise refused_option("message")
    refuse_message(settings.message)


def refuse_message(message: str) -> None:
    """Refuse a text to insert that cannot be sent.

    Raises:
        Refused: `P-OPTION`.
    """
    if check_message(message):
        raise refused_option("message")


def refused_option(name: str) -> Refused:
    """Return the refusal of an option, by its name in requests."""
    return Refused(Problem.OPTION, name)


def _first_code(row: Row, rule: Rule, rules: Iterable[RowRule]) -> Code | None:
    for each in rules:
        finding = each(row, rule)
        if finding:
            return Code(finding.code)
    return None
