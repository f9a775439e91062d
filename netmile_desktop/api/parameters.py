"""Structs of the wire format as query parameters and paths."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode

import msgspec

from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused


def query_text(query: object) -> str:
    """A query string: lists repeat their name, what is None or empty is left out, days are ISO 8601."""
    if query is None:
        return ""
    pairs: list[tuple[str, str]] = []
    for name, value in msgspec.to_builtins(query).items():
        for each in value if isinstance(value, list) else [value]:
            if each is not None and each != "":
                pairs.append((name, _text(each)))
    return urlencode(pairs, quote_via=quote)


def path_text(template: str, parameters: Mapping[str, str]) -> str:
    """A path with its `{name}` gaps filled; nothing in a value can leave its segment.

    Raises:
        Refused: `P-NOTFOUND` for a value that would name another path, as nothing can bear such an ID.
    """
    if any(value in {"", ".", ".."} for value in parameters.values()):
        raise Refused(Problem.NOT_FOUND)
    return template.format(**{name: quote(value, safe="") for name, value in parameters.items()})


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
