"""A text in both languages."""

from __future__ import annotations

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
