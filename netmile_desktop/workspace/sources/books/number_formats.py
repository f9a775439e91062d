"""Number formats: the text that a sheet shows for a number.

A format is imitated only where it says more than the number: zeros in front, dashes, letters. Thousands separators,
decimals, currencies and units of miles leave the plain number, because miles have to stay numbers. Formats that cannot
be imitated to the letter (percent, exponents, fractions, numerals of another script) leave it too, and are told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from netmile_desktop.workspace.sources.books.numbers import EXACT_DIGITS, is_long, plain_number

_PLACEHOLDERS = "0#?"
_BARE = frozenset("$-+/():^&'~{}<>= ")
"""Characters that stand for themselves without quotes, as all beyond ASCII do."""
_SIGNS = str.maketrans("", "", "-−()△▲")
_UNITS = frozenset(
    [
        "¥",
        "￥",
        "\\",
        "$",
        "€",
        "£",
        "円",
        "圓",
        "元",
        "yen",
        "jpy",
        "usd",
        "eur",
        "マイル",
        "ﾏｲﾙ",
        "㍄",
        "mile",
        "miles",
        "mi",
        "ポイント",
        "ﾎﾟｲﾝﾄ",
        "点",
        "pt",
        "pts",
        "point",
        "points",
    ]
)
_TOKEN = re.compile(r'"[^"]*"?|\\.?|[_*].?|\[[^\]]*\]?|;|[^;"\\_*\[]+', re.S)
_UNIT = "|".join(map(re.escape, sorted(_UNITS, key=len, reverse=True)))
_UNIT_AT_END = re.compile(rf"^(?:{_UNIT})\s*|\s*(?:{_UNIT})$", re.I)
_SHOWN_NUMBERS = (
    (re.compile(r"(?:0|[1-9]\d*|[1-9]\d{0,2}(?:[,'’\u00a0\u202f]\d{3})+)(?:\.\d+)?", re.A), "."),
    (re.compile(r"(?:0|[1-9]\d*|[1-9]\d{0,2}(?:\.\d{3})+)(?:,\d+)?", re.A), ","),
)
"""How numbers are shown as quantities, without zeros in front, and what stands before the decimals."""

_COLOUR = re.compile(
    r"(?:black|blue|cyan|green|magenta|red|white|yellow|黒|青|水|緑|紫|赤|白|黄|(?:color|色) ?\d+)", re.I
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_CURRENCY = re.compile(r"\$([^-\]]*)(?:-[0-9A-Fa-f]{1,4})?")
_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "<": lambda value, limit: value < limit,
    ">": lambda value, limit: value > limit,
    "<=": lambda value, limit: value <= limit,
    ">=": lambda value, limit: value >= limit,
    "=": lambda value, limit: value == limit,
    "<>": lambda value, limit: value != limit,
}


def is_quantity(text: str, value: float) -> bool:
    """Return whether a text shows nothing but a number: with separators, rounded, with a unit or sign of its own."""
    bare = _bare(text, value)
    for pattern, point in _SHOWN_NUMBERS:
        if pattern.fullmatch(bare):
            whole, _, decimals = bare.partition(point)
            number = float("".join(filter(str.isdigit, whole)) + "." + decimals)
            # A half may be rounded either way by a program that keeps more digits.
            if abs(number - abs(value)) <= 0.500001 * 10.0 ** -len(decimals):
                return True
    return False


def is_number(text: str, value: float) -> bool:
    """Return whether a text is some number, be it that one or another."""
    return any(pattern.fullmatch(_bare(text, value)) for pattern, _ in _SHOWN_NUMBERS)


def _bare(text: str, value: float) -> str:
    """The digits of a number that is shown as a quantity; a dash alone is nothing, which is zero."""
    text = text.strip()
    unsigned = text.translate(_SIGNS).strip() if value <= 0 else text
    return _UNIT_AT_END.sub("", unsigned, count=1).strip() or "0" * bool(text)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A placeholder of a digit, the decimal point, the number or text itself (`@`), or a literal."""

    kind: str
    text: str = ""


class _Unknown(Exception):
    """A format that is not imitated."""


@dataclass(frozen=True, slots=True)
class _Section:
    pieces: tuple[_Piece, ...]
    condition: tuple[str, float] | None = None
    has_thousands: bool = False
    is_known: bool = True

    @property
    def is_for_text(self) -> bool:
        return any(piece.kind == "@" for piece in self.pieces)

    @property
    def literals(self) -> str:
        return "".join(piece.text for piece in self.pieces if piece.kind == "literal")

    @property
    def is_plain(self) -> bool:
        """Whether it shows a quantity, so that nothing is lost with the plain number."""
        kinds = [piece.kind for piece in self.pieces]
        if not self.is_known:
            return False
        if not {"digit", "General"}.intersection(kinds):
            # The dash that stands for nothing in sheets of accounts.
            return bool(self.literals.strip()) and not self.literals.translate(_SIGNS).strip()
        whole = self.whole_part()
        digits = "".join(piece.text for piece in whole if piece.kind == "digit")
        words = (
            self.literals.translate(_SIGNS).strip().lower() if self._may_be_signed else self.literals.strip().lower()
        )
        return (
            digits.find("0") in {-1, len(digits) - 1}
            and all(piece.kind == "digit" for piece in _inner(whole))
            and (not words or words in _UNITS)
        )

    @property
    def _may_be_signed(self) -> bool:
        return self.condition == _NEGATIVE

    def whole_part(self) -> tuple[_Piece, ...]:
        kinds = [piece.kind for piece in self.pieces]
        return self.pieces[: kinds.index("point")] if "point" in kinds else self.pieces


_NEGATIVE = ("<", 0.0)
_POSITIVE_OR_ZERO = (">=", 0.0)
_POSITIVE = (">", 0.0)


class NumberFormat:
    """One number format of a book."""

    def __init__(self, code: str) -> None:
        sections = [_parsed(each) for each in _split(code)]
        self._text = sections.pop() if sections[-1].is_for_text else None
        self._sections = _conditioned(sections[:3])

    @property
    def is_plain(self) -> bool:
        """Whether no cell has to be looked at: numbers and texts are shown as they are kept."""
        return all(section.is_plain for section in self._sections) and not self._changes_text

    @property
    def _changes_text(self) -> bool:
        return self._text is not None and self._text.is_known and bool(self._text.literals.strip())

    def shown(self, value: float) -> str | None:
        """Return the text shown for a number, or None if the plain number stands for it or it cannot be imitated."""
        section = self._section(value)
        if is_long(value) or section is None or section.is_plain or not section.is_known:
            return None
        try:
            text = _rendered(section, value).strip()
        except _Unknown:
            return None
        return plain_number(value) if is_quantity(text, value) else text or None

    def is_imitated(self, value: float) -> bool:
        """Return whether `shown` says what the sheet shows, apart from separators, decimals and units."""
        section = self._section(value)
        if section is None:
            return self._text is not None and not self._changes_text
        return section.is_plain or self.shown(value) is not None

    def of_text(self, text: str) -> str:
        """Return what is shown for a text."""
        if self._text is None or not self._changes_text:
            return text
        return "".join(text if piece.kind == "@" else piece.text for piece in self._text.pieces).strip()

    def _section(self, value: float) -> _Section | None:
        for section in self._sections:
            if section.condition is None or _COMPARISONS[section.condition[0]](value, section.condition[1]):
                return section
        return None


def special(codes: Mapping[int, str]) -> dict[int, NumberFormat]:
    """Return the formats that may show more than the number, by the styles that have them."""
    formats = {code: NumberFormat(code) for code in set(codes.values())}
    return {style: formats[code] for style, code in codes.items() if not formats[code].is_plain}


def _split(code: str) -> list[str]:
    """Return the sections of a format; a semicolon in quotes or after a backslash parts none."""
    sections = [""]
    for token in _TOKEN.findall(code):
        if token == ";":
            sections.append("")
        else:
            sections[-1] += token
    return sections


def _conditioned(sections: Sequence[_Section]) -> list[_Section]:
    """Give each section the condition that its place stands for, where none is written."""
    if len(sections) < 2 or any(section.condition for section in sections):
        return list(sections)
    usual = [_POSITIVE_OR_ZERO, _NEGATIVE] if len(sections) == 2 else [_POSITIVE, _NEGATIVE, None]
    return [
        _Section(section.pieces, condition, section.has_thousands, section.is_known)
        for section, condition in zip(sections, usual, strict=True)
    ]


def _parsed(code: str) -> _Section:
    try:
        return _Parsing(code).section()
    except _Unknown:
        return _Section((), is_known=False)


class _Parsing:
    """One section of a format, character by character."""

    def __init__(self, code: str) -> None:
        self._code = code
        self._at = 0
        self._pieces: list[_Piece] = []
        self._condition: tuple[str, float] | None = None
        self._commas: list[int] = []

    def section(self) -> _Section:
        while self._at < len(self._code):
            self._step()
        digits = [n for n, piece in enumerate(self._pieces) if piece.kind == "digit"]
        # A comma after the last digit divides by a thousand.
        if any(not digits or not digits[0] < comma <= digits[-1] for comma in self._commas):
            raise _Unknown
        return _Section(tuple(self._pieces), self._condition, bool(self._commas))

    def _step(self) -> None:
        char = self._code[self._at]
        if self._code[self._at : self._at + 7].lower() == "general":
            self._add("General", 7)
        elif char == '"':
            end = self._code.find('"', self._at + 1)
            end = end if end >= 0 else len(self._code)
            self._literal(self._code[self._at + 1 : end], end + 1 - self._at)
        elif char == "\\":
            self._literal(self._code[self._at + 1 : self._at + 2], 2)
        elif char == "_":
            self._literal(" ", 2)
        elif char == "*":
            self._at += 2
        elif char == "[":
            self._bracket()
        elif char in _PLACEHOLDERS:
            self._add("digit", 1, char)
        else:
            self._other(char)

    def _other(self, char: str) -> None:
        if char == "@":
            self._add("@", 1)
        elif char == "." and not any(piece.kind == "point" for piece in self._pieces):
            self._add("point", 1, ".")
        elif char == ",":
            self._commas.append(len(self._pieces))
            self._at += 1
        elif (char in _BARE and not self._is_fraction(char)) or not char.isascii():
            self._literal(char, 1)
        else:
            raise _Unknown

    def _is_fraction(self, char: str) -> bool:
        return char == "/" and any(piece.kind == "digit" for piece in self._pieces)

    def _bracket(self) -> None:
        end = self._code.find("]", self._at)
        inside = self._code[self._at + 1 : end]
        if end < 0:
            raise _Unknown
        if condition := _CONDITION.fullmatch(inside):
            self._condition = (condition[1], float(condition[2]))
        elif currency := _CURRENCY.fullmatch(inside):
            self._pieces.append(_Piece("literal", currency[1]))
        elif not _COLOUR.fullmatch(inside):
            raise _Unknown
        self._at = end + 1

    def _literal(self, text: str, length: int) -> None:
        self._add("literal", length, text)

    def _add(self, kind: str, length: int, text: str = "") -> None:
        self._pieces.append(_Piece(kind, text))
        self._at += length


def _inner(pieces: Sequence[_Piece]) -> Sequence[_Piece]:
    """What stands between the first and the last digit."""
    digits = [n for n, piece in enumerate(pieces) if piece.kind == "digit"]
    return pieces[digits[0] : digits[-1] + 1] if digits else ()


def _rendered(section: _Section, value: float) -> str:
    """The text of a number under a section that says more than the number."""
    written = section.condition not in {None, _NEGATIVE, _POSITIVE, _POSITIVE_OR_ZERO}
    if value < 0 and written:
        raise _Unknown  # whether a sign is shown depends on the program
    whole = section.whole_part()
    if section.has_thousands and any(piece.kind != "digit" for piece in _inner(whole)):
        raise _Unknown
    fraction = section.pieces[len(whole) + 1 :]
    places = sum(piece.kind == "digit" for piece in fraction)
    number = Decimal(f"{abs(value):.{EXACT_DIGITS}g}")
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    figures, _, decimals = f"{rounded:f}".partition(".")
    figures = figures.lstrip("0")
    from_zero = "".join(piece.text for piece in whole if piece.kind == "digit").lstrip("#?")
    if from_zero[: max(0, len(from_zero) - len(figures))].strip("0"):
        raise _Unknown  # a `#` without a digit after a zero is shown as one by some programs only
    text = _whole(whole, figures, plain_number(abs(value)), has_thousands=section.has_thousands)
    if len(whole) < len(section.pieces):
        text += "." + _decimals(fraction, decimals)
    is_signed = value < 0 and section.condition is None and rounded != 0
    return "-" + text if is_signed else text


def _whole(pieces: Sequence[_Piece], digits: str, plain: str, *, has_thousands: bool) -> str:
    """The part before the decimal point: digits fill the placeholders from the right, the first takes what is left."""
    left = sum(piece.kind == "digit" for piece in pieces)
    shown: list[str] = []
    rest = list(digits)
    placed = 0
    for piece in reversed(pieces):
        if piece.kind != "digit":
            shown.append(plain if piece.kind == "General" else piece.text)
            continue
        left -= 1
        taken = [rest.pop() if rest else {"0": "0", "?": " "}.get(piece.text, "")]
        if not left:
            taken += reversed(rest)
        for digit in taken:
            if has_thousands and placed and placed % 3 == 0 and digit.strip():
                shown.append(",")
            shown.append(digit)
            placed += 1
    return "".join(reversed(shown))


def _decimals(pieces: Sequence[_Piece], decimals: str) -> str:
    """The part after the decimal point; `#` shows no zeros at its end."""
    shown: list[str] = []
    rest = list(decimals)
    for n, piece in enumerate(pieces):
        if piece.kind != "digit":
            shown.append(piece.text)
            continue
        digit = rest.pop(0)
        is_end = digit == "0" and not any(each != "0" for each in rest)
        needed = any(each.kind == "digit" and each.text == "0" for each in pieces[n:])
        shown.append(digit if not is_end or needed else {"?": " "}.get(piece.text, ""))
    return "".join(shown)
