"""What the words behind options are turned into."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date

from netmile_desktop.domain.mails import check_message
from netmile_desktop.domain.rows.issuances import MESSAGE_LENGTH


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r}: YYYY-MM-DD") from error


def number(least: int, most: int) -> Callable[[str], int]:
    def within(text: str) -> int:
        if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
            raise argparse.ArgumentTypeError(f"{text!r}: {least}-{most}")
        return int(text)

    return within


def message(text: str) -> str:
    if (fault := check_message(text)) is not None:
        raise argparse.ArgumentTypeError(f"{fault.value} (<= {MESSAGE_LENGTH})")
    return text
