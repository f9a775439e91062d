"""Reading of forms that browsers send: UTF-8, each name once, of a size that a person can type."""

from __future__ import annotations

from urllib.parse import parse_qsl

from netmile_desktop.portal.pages.visits import Failed, PageFailure

MAX_BYTES = 64 * 1024
"""Largest form, many times what our fields can hold."""

MAX_FIELDS = 60

MEDIA_TYPE = "application/x-www-form-urlencoded"


def decoded(content_type: str, raw: bytes) -> dict[str, str]:
    """Return the fields of a form.

    Raises:
        Failed: it is no form, is not in UTF-8, names a field twice, or holds a null character.
    """
    kind, _, parameters = content_type.partition(";")
    charset = parameters.partition("charset=")[2].strip(' ";').lower()
    if kind.strip().lower() != MEDIA_TYPE or charset not in {"", "utf-8", "utf8"}:
        raise Failed(PageFailure.UNREADABLE)
    try:
        text = raw.decode("ascii")
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS)
    except ValueError:  # of either encoding, or too many fields
        raise Failed(PageFailure.UNREADABLE) from None
    fields = dict(pairs)
    if len(fields) != len(pairs) or any("\0" in name + value for name, value in pairs):
        raise Failed(PageFailure.UNREADABLE)
    return fields


def local_path(text: str) -> str:
    """Return a path of our pages that came from outside, or nothing: no other site can be named by it."""
    plain = text.isascii() and text.isprintable() and "\\" not in text and "//" not in text and ".." not in text
    return text if plain and text.startswith("/member/") else ""
