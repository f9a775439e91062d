"""Rendering: templates and files in `resources/pages`. Jinja2 is loaded with the first page that is shown."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.paths import resources

if TYPE_CHECKING:
    import jinja2
else:
    jinja2 = import_lazily("jinja2")

MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
"""Kinds of files that pages may load from us; all else of the folder is never served."""


ASSETS = "/member/assets"
"""Where they lie."""


def folder() -> Path:
    """Return where templates, style sheet and script lie."""
    return resources() / "pages"


def rendered(template: str, values: Mapping[str, object]) -> str:
    """Return a page as HTML. Every value is escaped, and one that a template asks for in vain is an error."""
    return _environment().get_template(template).render(values)


def asset(name: str) -> bytes | None:
    """Return a style sheet, script or picture of ours, or None if there is none of this name."""
    return _assets().get(name)


def address_of(name: str) -> str:
    """Return the address of a style sheet, script or picture; it changes with the content, so that browsers may keep it."""
    return f"{ASSETS}/{name}?v={hashlib.sha256(_assets()[name]).hexdigest()[:12]}"


@cache
def _assets() -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder().iterdir() if each.suffix in MEDIA_TYPES}


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder()),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["miles"] = _miles
    environment.filters["day"] = _day
    environment.globals["asset"] = address_of
    return environment


def _miles(number: int) -> str:
    return f"{number:,}"


def _day(day: date) -> str:
    return f"{day:%Y/%m/%d}"
