"""A month's file of a shop: mostly good, the rest as keyboards and spreadsheet programs leave it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

HEADER = ("メールアドレス", "会員番号", "マイル数")

Cells = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class ShopRow:
    """Three cells and what must be said about them: by us, or only by the portal."""

    cells: Cells
    code: str = ""
    """The code that is known without the member list, or ""."""
    verdict: str = ""
    """The code that the portal gives though we found nothing, or ""."""


_DAMAGE: tuple[tuple[str, Callable[[str, str], Cells]], ...] = (
    ("19015", lambda address, key: (address, key, "1,000")),
    ("19015", lambda address, key: (address, key, "１００")),
    ("19015", lambda address, key: (address, key, "100円")),
    ("19015", lambda address, key: (address, key, "")),
    ("12006", lambda address, key: (address, key, "250")),
    ("19013", lambda address, key: (address.replace("@", "＠"), key, "100")),
    ("19013", lambda address, key: (address.replace("@", ""), key, "100")),
    ("19013", lambda address, key: (address.replace("@", "@@"), key, "100")),
    ("19013", lambda address, key: ("", key, "100")),
    ("19014", lambda address, key: (address, "", "100")),
    ("19014", lambda address, key: (address, f"会員{key[-4:]}", "100")),
    ("", lambda address, key: (address, "1.23E+05", "100")),
)


def shop_rows(
    count: int, seed: int = 24, *, damaged: float = 0.03, nobody_every: int = 997, left_every: int = 1499
) -> Iterator[ShopRow]:
    """Rows for a campaign of 100 miles without limits: a share of them damaged, a few of nobody's."""
    chance = random.Random(seed)
    for n in range(1, count + 1):
        address, key = f"member{n:05}@example.jp", f"A-{n:06}"
        if chance.random() < damaged:
            code, damage = chance.choice(_DAMAGE)
            yield ShopRow(damage(address, key), code)
        elif n % nobody_every == 0:
            yield ShopRow((f"nobody{n:05}@example.jp", key, "100"), verdict="41053")
        elif n % left_every == 0:
            yield ShopRow((f"left{n // left_every:03}@example.jp", key, "100"), verdict="41023")
        else:
            yield ShopRow((address, key, "100"))
