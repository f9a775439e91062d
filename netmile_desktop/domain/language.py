"""A text in both languages."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """Languages of the program; Japanese comes first."""

    JAPANESE = "ja"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One thing said in both languages. `{}` gaps are filled by `in_`."""

    ja: str
    en: str

    def in_(self, language: Language, *gaps: object) -> str:
        text = self.ja if language is Language.JAPANESE else self.en
        return text.format(*gaps) if gaps else text


LANGUAGE_OPTIONS = ("--lang", "--language")
"""Names of the option that chooses the language, of the window and of every command."""


def language_of(words: Sequence[str], environ: Mapping[str, str] = os.environ) -> Language:
    """The language asked for on a command line, else that of the locale; Japanese where nothing is set."""
    for word, following in zip(words, [*words[1:], ""], strict=False):
        name, _, value = word.partition("=")
        if name in LANGUAGE_OPTIONS and (value or following) in list(Language):
            return Language(value or following)
    locale = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    name = locale.partition(".")[0]
    return Language.JAPANESE if name in {"", "C", "POSIX"} or name.startswith("ja") else Language.ENGLISH
