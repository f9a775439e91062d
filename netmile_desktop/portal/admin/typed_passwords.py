"""Passwords that are typed at a terminal, or handed over on stdin."""

from __future__ import annotations

import getpass
import sys


class NoPassword(Exception):
    """There is no usable password; the message is a line for the terminal."""


def typed_password(prompt: str, *, twice: bool = False) -> str:
    """Prompt for a password at a terminal, else read the first line of stdin; a byte-order mark is no part of it.

    Raises:
        NoPassword: nothing came, it is not UTF-8, or the second time it was another one.
    """
    if sys.stdin is None or not sys.stdin.isatty():
        return _first_line()
    try:
        password = getpass.getpass(prompt)
        if twice and getpass.getpass("Once more: ") != password:
            raise NoPassword("the two passwords differ")
    except EOFError:  # Ctrl+D
        raise NoPassword("there is no password: type it, or put it into the first line of stdin") from None
    return password


def _first_line() -> str:
    line = sys.stdin.buffer.readline() if sys.stdin is not None else b""
    try:
        password = line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        raise NoPassword("the password on stdin is not UTF-8 text; save the file as UTF-8") from None
    if not password:
        raise NoPassword("there is no password: type it at a terminal, or put it into the first line of stdin")
    return password
