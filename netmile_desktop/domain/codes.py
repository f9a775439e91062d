"""Every code that tells why something was refused or looks odd, in the published order.

Five-digit numbers are the portal's own (guide L767-796); a number the guide does not have is never
made up. Our request errors read `P-WORD`, our local warnings `L-WORD`. Codes travel in files and
answers: they are added freely, never renamed.
"""

from __future__ import annotations

from enum import StrEnum


class Code(StrEnum):
    """Why a row, or a whole batch, of manual issuance is refused (guide L770-779)."""

    CAMPAIGN_NOT_VALID = "42030"
    OUTSIDE_PERIOD = "44019"
    ADDRESS = "19013"
    KEY = "19014"
    MILES = "19015"
    AMOUNT_RULE = "12006"
    NO_SUCH_MEMBER = "41053"
    MEMBER_NOT_VALID = "41023"
    PER_MEMBER = "44038"
    PER_MEMBER_PER_DAY = "44039"


ORDER: tuple[Code, ...] = tuple(Code)
"""The order in which rules are checked: the first that fails gives the code of the row. Codes that can be found offline
come before those that need the member list, so that client and portal give the same one."""

WHOLE_FILE = frozenset({Code.CAMPAIGN_NOT_VALID, Code.OUTSIDE_PERIOD})
"""Codes that concern the batch as a whole."""

LIMITS = frozenset({Code.PER_MEMBER, Code.PER_MEMBER_PER_DAY})
"""Codes that depend on what the member was issued before."""


class Automatic(StrEnum):
    """Why the shop's own server was refused an automatic issue (guide L784-796); some numbers are also in `Code`."""

    KEY = "11007"
    NO_SUCH_CAMPAIGN = "11008"
    NO_SUCH_MEMBER = "11022"
    SUSPENDED = "12004"
    OTHER_SITE = "12005"
    AMOUNT_RULE = "12006"
    PARAMETER = "13005"
    NOT_APPROVED = "13006"
    MERCHANT = "13011"
    FAILED = "20012"
    PER_MEMBER = "44038"
    PER_MEMBER_PER_DAY = "44039"
    OUTSIDE_PERIOD = "44040"


class AutomaticCause(StrEnum):
    """Why exactly an automatic issue got its code; told to the merchant alone, never to the caller."""

    SIZE = "size"
    """13005: longer than a parameter may be."""
    SHAPE = "shape"
    """13005: no JWE of the agreed form."""
    KEY_ID = "key_id"
    """13005: under a key that does not exist or is revoked."""
    SEAL = "seal"
    """13005: encrypted with another secret, or changed on its way."""
    CONTENT = "content"
    """13005: a field is missing, unknown or malformed."""
    OLD = "old"
    """13005: made too long ago."""
    FUTURE = "future"
    """13005: made later than now."""
    REUSED = "reused"
    """13005: the unique ID was issued with other content."""
    REPAIRED = "repaired"
    """13005: the call was taken into a manual batch."""
    OTHER_MERCHANT = "other_merchant"
    """13011: the merchant ID in the parameter is not that of the address."""
    METHOD = "method"
    """12006: the campaign is one of manual issuance."""


class Warned(StrEnum):
    """What looks odd but does not keep a row from being issued."""

    SAME = "L-DUP"
    KEY_OF_TWO = "L-KEYMAP"
    EXCEL = "L-EXCEL"
    MOBILE = "L-MOBILE"
    KEY_SHAPE = "L-KEY"
    SAME_FILE = "L-DUPFILE"


class Problem(StrEnum):
    """Why the portal refused a request as such."""

    AUTH = "P-AUTH"
    LOCK = "P-LOCK"
    SESSION = "P-SESSION"
    PASSWORD = "P-PASSWORD"
    FORBIDDEN = "P-FORBIDDEN"
    NOT_FOUND = "P-NOTFOUND"
    METHOD = "P-METHOD"
    INVALID = "P-INVALID"
    RANGE = "P-RANGE"
    SPAN = "P-SPAN"
    GRAIN = "P-GRAIN"
    SIZE = "P-SIZE"
    ROWS = "P-ROWS"
    EMPTY = "P-EMPTY"
    CSV = "P-CSV"
    IDEMPOTENCY = "P-IDEM"
    KEY_MISSING = "P-KEY"
    OPTION = "P-OPTION"
    TYPE = "P-TYPE"
    GONE = "P-GONE"
    BUSY = "P-BUSY"
    STATE = "P-STATE"
    FORM = "P-FORM"
    LOCKED = "P-LOCKED"
    ENDED = "P-ENDED"
    PENDING = "P-PENDING"
    RESUMED = "P-RESUMED"
    VERSION = "P-VERSION"
    SIGNATURE = "P-SIGNATURE"
    TIME = "P-TIME"
    REPLAY = "P-REPLAY"
    MEMBER = "P-MEMBER"
    RETURN = "P-RETURN"
    REFUND = "P-REFUND"
    INTERVAL = "P-INTERVAL"
    ENDPOINT = "P-ENDPOINT"
    INCOMPLETE = "P-INCOMPLETE"
    BROWSER = "P-BROWSER"
    PICTURE = "P-PICTURE"
    CAMPAIGN_NOT_VALID = "42030"
    OUTSIDE_PERIOD = "44019"
    ADDRESS = "19013"
    KEY = "19014"
    MILES = "19015"
    RATE = "P-RATE"
    NOT_READY = "P-READY"
    BROKEN = "P-BROKEN"
