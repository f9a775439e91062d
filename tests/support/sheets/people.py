"""Members as shops know them: addresses, keys, miles, and what else stands beside them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from random import Random

FAMILY = ("佐藤", "鈴木", "髙橋", "田中", "伊藤", "渡邊", "山本", "中村", "小林", "﨑山", "総計", "合田", "小計山")
GIVEN = ("太郎", "花子", "一郎", "美咲", "健", "さくら", "翔太", "結衣")
ROMAN = ("sato", "suzuki", "takahashi", "tanaka", "ito", "watanabe", "yamamoto", "nakamura", "kobayashi", "goukei")
PC_DOMAINS = ("example.jp", "example.com", "mail.example.co.jp", "example.ne.jp", "ex-ample.or.jp")
CARRIER_DOMAINS = ("docomo.ne.jp", "ezweb.ne.jp", "softbank.ne.jp", "i.softbank.jp", "au.com")
RANKS = ("ゴールド", "シルバー", "一般", "A", "S", "VIP")
MEMOS = (
    "",
    "",
    "",
    "済",
    "要確認",
    "合計済み",
    "再送",
    "小計確認",
    "100マイル追加希望",
    "電話あり 03-0000-0000",
    "メール不可",
)


class KeyStyle(Enum):
    """How a shop writes its keys."""

    ZEROS = auto()
    """`00012345`."""
    LETTER = auto()
    """`M012345`."""
    ORDER = auto()
    """`20261103-00123`."""
    DIGITS = auto()
    """`20001`: could be miles."""
    SMALL = auto()
    """`101`: looks like miles."""
    CARD = auto()
    """`4901234567894`."""
    MIXED = auto()
    """`a7-XK_03`."""


class MilesStyle(Enum):
    """Which miles a campaign gives."""

    FIXED = auto()
    ROUND = auto()
    SMALL = auto()
    LARGE = auto()


LOOKS_LIKE_MILES = frozenset({KeyStyle.DIGITS, KeyStyle.SMALL})
"""Keys that could be told from miles by their heading only; those of 13 digits are more than miles can be."""


@dataclass(frozen=True)
class Person:
    """A member, and a purchase."""

    address: str
    mobile: str
    key: str
    miles: int
    name: str
    money: int
    balance: int
    phone: str
    day: tuple[int, int, int]
    order: str
    rank: str
    memo: str
    count: int


def people(random: Random, count: int, keys: KeyStyle, miles: MilesStyle, *, carriers: bool = False) -> list[Person]:
    """Return so many people; their keys and addresses differ."""
    first = random.randrange(1, 9_000)
    fixed = random.choice((1, 50, 100, 500, 3_000))
    found = []
    for n in range(count):
        family = random.randrange(len(ROMAN))
        local = random.choice(("member{0:05}", "{1}.{0}", "{1}_{0}", "{1}{0}", "{1}+{0}", "A{0}.{1}"))
        local = local.format(first + n, ROMAN[family])
        domains = CARRIER_DOMAINS if carriers else PC_DOMAINS
        amount = random.randrange(300, 60_000)
        found.append(
            Person(
                address=f"{local}@{random.choice(domains)}",
                mobile=f"k{first + n}-{ROMAN[family]}@{random.choice(CARRIER_DOMAINS)}",
                key=_key(keys, first + n, random),
                miles=_miles(miles, fixed, random),
                name=f"{random.choice(FAMILY)}{random.choice(('　', ' ', ''))}{random.choice(GIVEN)}",
                money=amount,
                balance=random.randrange(0, 30_000),
                phone=f"{random.choice(('090', '080', '03'))}-{n:04}-{random.randrange(10_000):04}",
                day=(2026, random.randrange(10, 12), random.randrange(1, 30)),
                order=f"N{random.randrange(10**6):06}-{n:03}",
                rank=random.choice(RANKS),
                memo=random.choice(MEMOS),
                count=random.randrange(1, 9),
            )
        )
    return found


def _key(style: KeyStyle, number: int, random: Random) -> str:
    match style:
        case KeyStyle.ZEROS:
            return f"{number:08}"
        case KeyStyle.LETTER:
            return f"M{number:06}"
        case KeyStyle.ORDER:
            return f"20261103-{number:05}"
        case KeyStyle.DIGITS:
            return str(20_000 + number)
        case KeyStyle.SMALL:
            return str(100 + number % 9_000)
        case KeyStyle.CARD:
            return str(4_901_000_000_000 + number * 97)
        case KeyStyle.MIXED:
            return f"{random.choice('abcxyz')}{number % 10}-{random.choice('XYZ')}K_{number:05}"


def _miles(style: MilesStyle, fixed: int, random: Random) -> int:
    match style:
        case MilesStyle.FIXED:
            return fixed
        case MilesStyle.ROUND:
            return random.randrange(1, 60) * 50
        case MilesStyle.SMALL:
            return random.randrange(1, 100)
        case MilesStyle.LARGE:
            return random.choice((random.randrange(1, 99_999), random.randrange(1_000, 9_000) * 10))
