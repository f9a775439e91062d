"""Files of issuances as merchants send them: mostly good rows, three in a hundred with a fault; always the same ones."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

HEADER = "メールアドレス,指定キー,マイル数"
FAULTS_IN_A_THOUSAND = 30
QUOTED_IN_A_THOUSAND = 20

_NAMES = ("aoki", "endo", "fujita", "hara", "ikeda", "kaneko", "maeda", "nakajima", "okada", "ueda")
_DOMAINS = (
    "example.jp",
    "example.com",
    "mail.example.co.jp",
    "shop.example.ne.jp",
    *(f"k{n}.example.jp" for n in range(30)),
)
_AMOUNTS = ("10", "50", "100", "100", "100", "200", "500", "1000", "3000")
_BAD_ADDRESSES = (
    "",
    "aoki.example.jp",
    "aoki@@example.jp",
    "aoki＠example.jp",
    "ao ki@example.jp",
    "aoki@example",
    "青木@example.jp",
)
_BAD_KEYS = ("", "A" * 70, "注文-001", "A 001", "Ａ００１")
_BAD_MILES = ('"1,000"', "１００", "-5", "1.5", "", "0100", "百", "100円", "0", "10001", "99999999999")


def write_file(path: Path, rows: int, encoding: str, *, quoted: bool = False) -> Path:
    """Write a file of so many rows, with a header and CRLF; `quoted` puts every cell into quotes."""
    with path.open("w", encoding=encoding, newline="") as file:
        file.write(HEADER + "\r\n")
        file.writelines(line + "\r\n" for line in _lines(rows, quoted))
    return path


def good_cells(rows: int) -> Iterator[tuple[str, str, str]]:
    """Rows without any fault."""
    chance = random.Random(7)
    for n in range(rows):
        yield (
            f"{_NAMES[n % 10]}.{n:x}@{chance.choice(_DOMAINS)}",
            f"R2026{n % 12 + 1:02}-{n:08}",
            chance.choice(_AMOUNTS),
        )


def _lines(rows: int, quoted: bool) -> Iterator[str]:
    chance = random.Random(11)
    for address, key, miles in good_cells(rows):
        dice = chance.randrange(1_000)
        if quoted or dice >= 1_000 - QUOTED_IN_A_THOUSAND:
            yield f'"{address}","{key}","{miles}"'
        elif dice < FAULTS_IN_A_THOUSAND:
            yield _with_a_fault(chance, address, key, miles)
        else:
            yield f"{address},{key},{miles}"


def _with_a_fault(chance: random.Random, address: str, key: str, miles: str) -> str:
    kind = chance.randrange(20)
    if kind < 5:
        address = chance.choice(_BAD_ADDRESSES)
    elif kind < 8:
        key = chance.choice(_BAD_KEYS)
    elif kind < 15:
        miles = chance.choice(_BAD_MILES)
    elif kind < 17:
        key = f"R202601-{chance.randrange(3_000):08}"
    elif kind < 19:
        address = f"twice{chance.randrange(3_000)}@example.jp"
    else:
        return chance.choice([address, f"{address},{key}", f"{address},{key},{miles},memo"])
    return f"{address},{key},{miles}"
