"""The examples for a merchant's engineers: the very files that the project tests, as text to copy."""

from __future__ import annotations

from dataclasses import dataclass

from netmile_desktop.paths import examples

_LANGUAGES = {"py": "Python", "php": "PHP", "java": "Java", "js": "JavaScript", "mjs": "JavaScript", "rb": "Ruby"}


@dataclass(frozen=True, slots=True)
class Example:
    """One program in one language."""

    language: str
    file_name: str
    text: str


def read_examples() -> list[Example]:
    """Return the examples in the order of the languages' names as listed here.

    Raises:
        FileNotFoundError: the installation is damaged.
    """
    order = list(_LANGUAGES)
    paths = [path for path in (examples() / "automatic-issuance").iterdir() if path.suffix[1:] in _LANGUAGES]
    paths.sort(key=lambda path: (order.index(path.suffix[1:]), path.name))
    return [Example(_LANGUAGES[path.suffix[1:]], path.name, path.read_text(encoding="utf-8")) for path in paths]
