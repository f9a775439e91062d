"""Values of options: what may be written, and what it stands for."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from datetime import date

from netmile_desktop.cli.failing import UsageWrong
from netmile_desktop.domain.batches import LONGEST_REASON
from netmile_desktop.domain.language import Bilingual
from netmile_desktop.domain.mails import check_message
from netmile_desktop.domain.rows.encodings import ENCODINGS
from netmile_desktop.domain.rows.issuances import MESSAGE_LENGTH
from netmile_desktop.domain.tables.table import Inclusion

_ALIASES = {
    "utf8": "utf-8",
    "utf-8-bom": "utf-8-sig",
    "utf8-sig": "utf-8-sig",
    "sjis": "cp932",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "ms932": "cp932",
    "windows-31j": "cp932",
    "utf16": "utf-16",
    "utf16le": "utf-16",
    "utf16be": "utf-16",
    "utf-16le": "utf-16",
    "utf-16be": "utf-16",
    "utf-16-le": "utf-16",
    "utf-16-be": "utf-16",
    "jis": "iso-2022-jp",
    "iso2022jp": "iso-2022-jp",
    "iso2022-jp": "iso-2022-jp",
    "iso_2022_jp": "iso-2022-jp",
    "cp50220": "iso-2022-jp",
    "cp50221": "iso-2022-jp",
    "euc": "euc-jp",
    "eucjp": "euc-jp",
    "euc_jp": "euc-jp",
    "cp51932": "euc-jp",
}
"""Other names for the encodings in `ENCODINGS`; "Shift_JIS" usually means CP932."""

HEADERS: Mapping[str, bool | None] = {"yes": True, "no": False, "auto": None}

SEPARATORS: Mapping[str, str] = {"comma": ",", "tab": "\t", "semicolon": ";", "pipe": "|"}


SHELLS = ("bash", "zsh", "fish", "powershell")
"""Shells in which commands can be completed."""


def encoding(text: str) -> str:
    """One of ENCODINGS, also by its other names; empty to find it out from the file."""
    if not text:
        return ""
    name = text.lower()
    name = _ALIASES.get(name, name)
    if name not in ENCODINGS:
        raise argparse.ArgumentTypeError(f"{text!r}: {', '.join(ENCODINGS)}")
    return name


def separator(text: str) -> str:
    """One of the separators by its name or as it is; empty to find it out from the file."""
    if text in {"", *SEPARATORS.values()}:
        return text
    if text.lower() not in SEPARATORS:
        raise argparse.ArgumentTypeError(f"{text!r}: {', '.join(SEPARATORS)}")
    return SEPARATORS[text.lower()]


def header(text: str) -> bool | None:
    """`yes`, `no`, or `auto` to find it out from the file."""
    if text not in HEADERS:
        raise argparse.ArgumentTypeError(f"{text!r}: {', '.join(HEADERS)}")
    return HEADERS[text]


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r}: YYYY-MM-DD") from error


def inclusion(text: str) -> Inclusion:
    try:
        return Inclusion(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r}: {', '.join(Inclusion)}") from error


def number(least: int, most: int) -> Callable[[str], int]:
    def within(text: str) -> int:
        if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
            raise argparse.ArgumentTypeError(f"{text!r}: {least}-{most}")
        return int(text)

    return within


def reason_to_repeat(text: str) -> str:
    reason = " ".join(text.split())
    if not 1 <= len(reason) <= LONGEST_REASON:
        raise UsageWrong(
            Bilingual(
                f"--anew には、もう一度発行する理由（{LONGEST_REASON} 文字以内）を書いてください。"
                '例: --anew "二回目の来店分"',
                f"Give the reason for issuing once more with --anew, in at most {LONGEST_REASON} characters, "
                'for example: --anew "the second visit"',
            )
        )
    return reason


def message(text: str) -> str:
    if (fault := check_message(text)) is not None:
        raise argparse.ArgumentTypeError(f"{fault.value} (<= {MESSAGE_LENGTH})")
    return text
