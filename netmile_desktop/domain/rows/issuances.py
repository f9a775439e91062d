"""What makes a row of manual issuance acceptable.

The same rules run when a file is imported, when a cell is edited and when the portal judges what it
received; that is why the offline check and the portal cannot disagree. Each rule is one function with
its code and its line in the guide. They are asked in the published order of `codes.ORDER`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

import msgspec

from netmile_desktop.domain.campaigns import Amount, FixedAmount, Mode, Validity, allows
from netmile_desktop.domain.codes import Code, Warned
from netmile_desktop.domain.rows import addresses, altered_cells, keys_and_miles
from netmile_desktop.domain.rows.key_rule import BUILT_IN, KeyRule
from netmile_desktop.domain.rows.known import NO_KEYS, IssueCounts, KnownKeys, nothing_issued
from netmile_desktop.domain.rows.reasons import Reason
from netmile_desktop.domain.rows.rows import Column, Row
from netmile_desktop.domain.rows.shared_cells import SharedCells, shared_cells

MAX_ROWS = 10_000
"""Rows that may be issued at a time (guide L812)."""

MAX_BYTES = 5 * 1024 * 1024
"""Bytes; a larger body is refused before it is read."""

MESSAGE_LENGTH = 500
"""Characters of the text inserted into the transfer mail."""

MAX_DELAY_DAYS = 90
"""「マイル発行から〇日後に振込む」 takes 1 to 90 days."""

GUIDE_VERSION = "3.1"
"""Version of the operation guide that the rules follow (guide L3-5)."""

RULES_VERSION = "3.1-1"
"""Version of this rule set; client and portal compare it at sign-in."""

_MILES = re.compile(r"[1-9][0-9]{0,7}").fullmatch
_ORDINARY = re.compile(rf"{addresses.PLAIN},(?!{altered_cells.BEGINNING})[!#-+\--?A-~]{{1,64}}").fullmatch
"""Address and key, each well-formed by the widest rule, the key without `@`; neither may contain a comma."""


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All that rows are judged against without the member list: the campaign's rule on a day."""

    mode: Mode
    key: KeyRule = BUILT_IN
    amount: Amount
    per_member: int | None = None
    """Issues per member in the campaign (44038)."""
    per_member_per_day: int | None = None
    """Issues per member, campaign and Japanese day (44039)."""
    issuance_from: date
    issuance_to: date
    state: Validity
    today: date

    def __post_init__(self) -> None:
        if not self.key.is_understood:
            raise ValueError("key: allows what cannot be sent, or nothing")


class Finding(msgspec.Struct, frozen=True):
    """One thing to say about one row, by our rules or by the portal's verdict alike."""

    code: Code | Warned
    column: Column | None
    reason: Reason
    detail: str = ""
    """What the sentence needs: the allowed amount, the other row's record number."""


class Findings(msgspec.Struct, frozen=True):
    """Everything about one row; errors come in the published order, the first is the portal's."""

    errors: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()

    @property
    def code(self) -> Code | None:
        """The one code the portal would report, or None where the row is good."""
        return Code(self.errors[0].code) if self.errors else None

    def __bool__(self) -> bool:
        return bool(self.errors or self.warnings)


NOTHING = Findings()

RowRule = Callable[[Row, Rule], Finding | None]


_NOT_VALID = {
    Validity.NOT_APPROVED: Reason.NOT_APPROVED,
    Validity.SUSPENDED: Reason.SUSPENDED,
    Validity.REWARD: Reason.REWARD,
}


def campaign_is_valid(rule: Rule) -> Finding | None:
    """42030: the campaign is approved, not suspended, and no reward campaign (guide L776)."""
    if rule.state is Validity.APPROVED:
        return None
    return Finding(Code.CAMPAIGN_NOT_VALID, None, _NOT_VALID[rule.state])


def issuance_period_is_open(rule: Rule) -> Finding | None:
    """44019: today lies in the issuance period, to the end of its last day (guide L777)."""
    if rule.today < rule.issuance_from:
        return Finding(Code.OUTSIDE_PERIOD, None, Reason.NOT_OPEN_YET, rule.issuance_from.isoformat())
    if rule.today > rule.issuance_to:
        return Finding(Code.OUTSIDE_PERIOD, None, Reason.OVER, rule.issuance_to.isoformat())
    return None


def address_is_well_formed(row: Row, rule: Rule) -> Finding | None:
    """19013: column A is an e-mail address (guide L771)."""
    reason = addresses.fault(row.address, mobile=rule.mode is Mode.MOBILE)
    return Finding(Code.ADDRESS, Column.ADDRESS, reason) if reason else None


def key_is_allowed(row: Row, rule: Rule) -> Finding | None:
    """19014: by the portal's rule for keys, or 1-64 printable half-width characters without comma, double quote and
    space (guide L772)."""
    if rule.key.allows(row.key):
        return None
    return Finding(Code.KEY, Column.KEY, *keys_and_miles.key_fault(row.key, rule.key))


def is_key(text: str) -> bool:
    """Whether a text may be a key at any portal."""
    return BUILT_IN.allows(text)


def miles_are_plain_digits(row: Row, rule: Rule) -> Finding | None:
    """19015: 1-8 half-width digits, at least 1, no sign, comma or leading zero (guide L433, L773)."""
    if _MILES(row.miles):
        return None
    return Finding(Code.MILES, Column.MILES, keys_and_miles.miles_reason(row.miles))


def miles_follow_the_amount_rule(row: Row, rule: Rule) -> Finding | None:
    """12006: the fixed number, or one inside the range (guide L761-762, L770)."""
    if not _MILES(row.miles) or allows(rule.amount, int(row.miles)):
        return None
    if isinstance(rule.amount, FixedAmount):
        return Finding(Code.AMOUNT_RULE, Column.MILES, Reason.NOT_FIXED, f"{rule.amount.miles:,}")
    return Finding(Code.AMOUNT_RULE, Column.MILES, Reason.OUTSIDE_RANGE, f"{rule.amount.min:,}-{rule.amount.max:,}")


MILES_RULES: tuple[RowRule, ...] = (miles_are_plain_digits, miles_follow_the_amount_rule)
"""Rules whose result depends only on the miles."""

CELL_RULES: tuple[RowRule, ...] = (address_is_well_formed, key_is_allowed)

ROW_RULES = CELL_RULES + MILES_RULES
"""All rules for rows, in the published order."""


def cells_are_as_typed(row: Row, rule: Rule) -> Finding | None:
    """L-EXCEL: no cell looks like something a spreadsheet made of what was typed."""
    for column, text in ((Column.KEY, row.key), (Column.MILES, row.miles), (Column.ADDRESS, row.address)):
        if reason := altered_cells.alteration(text, column):
            return Finding(Warned.EXCEL, column, reason)
    return None


def address_fits_the_mode(row: Row, rule: Rule) -> Finding | None:
    """L-MOBILE: carrier addresses in mobile batches, others in PC batches. Only a hint: lists age."""
    if "@" not in row.address or addresses.is_carrier(row.address) == (rule.mode is Mode.MOBILE):
        return None
    reason = Reason.NOT_CARRIER if rule.mode is Mode.MOBILE else Reason.CARRIER
    return Finding(Warned.MOBILE, Column.ADDRESS, reason)


def key_is_no_address(row: Row, rule: Rule) -> Finding | None:
    """L-KEY: the key does not look like an address, as where columns were mixed up. Allowed all the same."""
    if "@" not in row.key or addresses.fault(row.key, mobile=True):
        return None
    return Finding(Warned.KEY_SHAPE, Column.KEY, Reason.LIKE_ADDRESS)


ROW_WARNINGS: tuple[RowRule, ...] = (cells_are_as_typed, address_fits_the_mode, key_is_no_address)


def check_batch(rule: Rule) -> tuple[Finding, ...]:
    """What speaks against the batch as a whole today: 42030, then 44019."""
    return tuple(finding for finding in (campaign_is_valid(rule), issuance_period_is_open(rule)) if finding)


def check_row(row: Row, rule: Rule) -> Findings:
    """What one row says by itself; all that an edited cell needs at once."""
    errors = [finding for each in ROW_RULES if (finding := each(row, rule))]
    warnings = [finding for each in ROW_WARNINGS if (finding := each(row, rule))]
    return Findings(tuple(errors), tuple(warnings)) if errors or warnings else NOTHING


def check_rows(rows: Sequence[Row], rule: Rule) -> dict[int, Findings]:
    """What rows say each by itself; those that say nothing are left out."""
    return {row.id: findings for row in _in_doubt(rows, rule) if (findings := check_row(row, rule))}


def _in_doubt(rows: Sequence[Row], rule: Rule) -> Iterator[Row]:
    """Rows but for those, nearly all, that one look proves good: a dozen looks would take most of the time.

    Of numbers and domains a file has few, so each is looked at once.
    """
    wanted = rule.mode is Mode.MOBILE
    numbers = {text for text in {row.miles for row in rows} if _MILES(text) and allows(rule.amount, int(text))}
    domains = [row.address.rpartition("@")[2] for row in rows]
    likely = {domain for domain in set(domains) if addresses.is_carriers(domain) is wanted}
    is_allowed = rule.key.allows if rule.key.is_narrower else None
    for row, domain in zip(rows, domains, strict=True):
        _, _, _, address, key, miles = row
        is_good = (
            miles in numbers
            and domain in likely
            and len(address) <= addresses.LOCAL_LENGTH
            and _ORDINARY(f"{address},{key}") is not None
            and (is_allowed is None or is_allowed(key))
        )
        if not is_good:
            yield row


def together(
    rows: Sequence[Row],
    rule: Rule,
    alone: Mapping[int, Findings],
    known: KnownKeys | None = None,
    issued: IssueCounts | None = None,
    *,
    key_width: int | None = None,
) -> dict[int, Findings]:
    """Add to what rows say by themselves what they say together: limits, repetitions and lost zeros.

    A row with an error is not issued, so nothing repeats it; blank rows are such rows.
    Where `rows` are only some of a file, `key_width` is the `common_width` of all its keys that begin with 0.
    """
    bad = {id_ for id_, findings in alone.items() if findings.errors}
    errors = limits_hold(rows, rule, bad, issued)
    warnings: defaultdict[int, list[Finding]] = defaultdict(list)
    width = (
        common_width(Counter(zero_width(row.key) for row in rows if row.key[:1] == "0"))
        if key_width is None
        else key_width
    )
    bad |= errors.keys()
    shared = shared_cells([row for row in rows if row.id not in bad] if bad else rows)
    for each in (rows_are_unique(shared), keys_name_one_address(shared), keys_keep_their_zeros(rows, width, known)):
        for id_, finding in each.items():
            warnings[id_].append(finding)
    result = dict(alone)
    for id_ in errors.keys() | warnings.keys():
        old = alone.get(id_, NOTHING)
        result[id_] = Findings(old.errors + errors.get(id_, ()), old.warnings + tuple(warnings.get(id_, ())))
    return result


def limits_hold(
    rows: Iterable[Row], rule: Rule, bad: set[int], issued: IssueCounts | None = None
) -> dict[int, tuple[Finding, ...]]:
    """44038, 44039: rows of one member count in file order, failed rows never (guide L778-779).

    Only what the file shows, and what is remembered of earlier ones: one address is one member. Members
    with two addresses, and what others issued, only the portal knows.
    """
    if rule.per_member is None and rule.per_member_per_day is None:
        return {}
    before = issued or nothing_issued
    seen: Counter[str] = Counter()
    found: dict[int, tuple[Finding, ...]] = {}
    for row in rows:
        if row.id in bad:
            continue
        member = addresses.normalised(row.address)
        in_campaign, today = before(member)
        findings = tuple(
            Finding(code, Column.ADDRESS, Reason.LIMIT_REACHED, str(limit))
            for code, limit, count in (
                (Code.PER_MEMBER, rule.per_member, in_campaign),
                (Code.PER_MEMBER_PER_DAY, rule.per_member_per_day, today),
            )
            if limit is not None and seen[member] + count >= limit
        )
        if findings:
            found[row.id] = findings
        else:
            seen[member] += 1
    return found


def rows_are_unique(shared: SharedCells) -> dict[int, Finding]:
    """L-DUP: the same triple, the same key, the same address. Names the first other row."""
    found: dict[int, Finding] = {}
    for reason, column, groups in (
        (Reason.SAME_ADDRESS, Column.ADDRESS, shared.address),
        (Reason.SAME_KEY, Column.KEY, shared.key),
        (Reason.SAME_ROW, None, shared.all),
    ):
        for group in groups:
            like_first, like_second = (
                Finding(Warned.SAME, column, reason, str(row.record or row.id + 1)) for row in group[:2]
            )
            found.update((row.id, like_first) for row in group)
            found[group[0].id] = like_second
    return found


def keys_name_one_address(shared: SharedCells) -> dict[int, Finding]:
    """L-KEYMAP: no key stands beside two different addresses."""
    found: dict[int, Finding] = {}
    two_addresses = Finding(Warned.KEY_OF_TWO, Column.KEY, Reason.KEY_OF_TWO)
    for group in shared.key:
        if len({addresses.normalised(row.address) for row in group}) > 1:
            found.update((row.id, two_addresses) for row in group)
    return found


def zero_width(key: str) -> int:
    """The number of digits of a key that is all digits and begins with 0; of any other key 0."""
    return len(key) if key[:1] == "0" and key.isascii() and key.isdecimal() else 0


def common_width(widths: Mapping[int, int]) -> int:
    """The one width above 0 that keys have, given how many keys have which; 0 where there is none or several."""
    used = [width for width, count in widths.items() if width and count]
    return used[0] if len(used) == 1 else 0


def keys_keep_their_zeros(rows: Iterable[Row], width: int, known: KnownKeys | None = None) -> dict[int, Finding]:
    """L-EXCEL: no all-digit key looks as if a spreadsheet had cut its leading zeros off.

    It does where a known key is the same but for zeros in front, or where it is shorter than `width`, the
    one width that the file's keys with a leading 0 have. The finding names the key with its zeros.
    """
    seen = known or NO_KEYS
    if not width and seen is NO_KEYS:
        return {}
    found: dict[int, Finding] = {}
    for row in rows:
        key = row.key
        if key[:1] == "0" or not (key.isascii() and key.isdecimal()):
            continue
        whole = seen.same_digits(key) or key.zfill(width)
        if whole != key:
            found[row.id] = Finding(Warned.EXCEL, Column.KEY, Reason.LOST_ZEROS, whole)
    return found
