"""The look in force: colours, fonts, text scale, icons. One object, handed to those that paint."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum
from string import Template

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QIcon, QPixmap
from PySide6.QtWidgets import QApplication

from netmile_desktop.paths import resources
from netmile_desktop.views.look.icons import TintedIcon, draw_icon
from netmile_desktop.views.look.palette import DARK, LIGHT, Tokens, Tone, qt_palette

STYLE = "Fusion"
"""Qt's style that looks the same on every system and takes all its colours from the palette. Passed as an argument of
the application: set later, its class with all its enumerations is loaded into Python, which takes 30 ms."""

BASE_POINTS = 10.0

CONTROL = 32
"""Height in pixels of buttons and fields, at the usual text size."""

_PADDING = 3
"""Pixels above and below the words of a control; most of its height is its least height, whatever is in it."""

JAPANESE_FAMILIES = (
    "Noto Sans CJK JP",
    "Noto Sans JP",
    "Source Han Sans JP",
    "IPAexGothic",
    "IPAPGothic",
    "VL PGothic",
    "TakaoPGothic",
    "Droid Sans Fallback",
)
"""Named on Linux, where Qt would otherwise mix two fonts, or pick the Chinese glyphs."""

FIXED_FAMILIES = ("Noto Sans Mono CJK JP", "Noto Sans Mono", "DejaVu Sans Mono", "Liberation Mono")


class RowHeight(StrEnum):
    """How high the rows of all tables are."""

    COMPACT = "compact"
    DEFAULT = "default"
    RELAXED = "relaxed"


_ROW_HEIGHTS = {RowHeight.COMPACT: 24, RowHeight.DEFAULT: 28, RowHeight.RELAXED: 34}


class Theme(QObject):
    """Applies a look to the application and says what it is."""

    changed = Signal()
    """Colours or sizes have changed; widgets repaint and load their icons again."""

    def __init__(self, app: QApplication, choice: str = "system", scale: int = 100) -> None:
        """`choice` is light, dark or system; `scale` a percentage of the text size, 90 to 150."""
        super().__init__(app)
        self._app = app
        known = set(QFontDatabase.families())
        self._family = _first_of(JAPANESE_FAMILIES, known) if sys.platform.startswith("linux") else ""
        self._fixed = (
            _first_of(FIXED_FAMILIES, known) or QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
        )
        self.choice = choice
        self.scale = scale
        self.rows = RowHeight.DEFAULT
        self.tokens: Tokens = LIGHT
        self.use(choice, scale)
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    @property
    def is_dark(self) -> bool:
        return self.tokens is DARK

    def use(self, choice: str, scale: int) -> None:
        """Take another look, at once and for the whole program."""
        self.choice, self.scale = choice, scale
        hints = self._app.styleHints()
        if choice == "system":
            hints.unsetColorScheme()
            dark = hints.colorScheme() is Qt.ColorScheme.Dark
        else:
            dark = choice == "dark"
            hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
        self.tokens = DARK if dark else LIGHT
        self._icons: dict[tuple[str, str], QIcon] = {}
        self._pixmaps: dict[tuple[str, int, int, float], QPixmap] = {}
        self._fonts: dict[tuple[float, bool], QFont] = {}
        self._colours: dict[str, QColor] = {}
        self._tones: dict[tuple[Tone, str], tuple[QColor, QColor]] = {}
        self._app.setPalette(qt_palette(self.tokens))
        self._app.setFont(self.font())
        self._app.setStyleSheet(self._style_sheet())
        self.changed.emit()

    def use_rows(self, rows: str) -> None:
        """Take another height of rows, by its name; an unknown name is the default."""
        known = RowHeight(rows) if rows in {each.value for each in RowHeight} else RowHeight.DEFAULT
        if known is not self.rows:
            self.rows = known
            self.changed.emit()

    @property
    def row_height(self) -> int:
        """The height of the rows of tables, in pixels."""
        return self.pixels(_ROW_HEIGHTS[self.rows])

    def font(self, size: float = 1.0, *, bold: bool = False) -> QFont:
        """The program's font, `size` times its base; the caller's own."""
        font = self._fonts.get((size, bold))
        if font is None:
            general = QFontDatabase.SystemFont.GeneralFont
            font = QFont(self._family) if self._family else QFontDatabase.systemFont(general)
            font.setPointSizeF(self.points(size))
            if bold:
                font.setWeight(QFont.Weight.DemiBold)
            self._fonts[size, bold] = font
        return QFont(font)

    def fixed_font(self, size: float = 0.95) -> QFont:
        """For IDs, keys and code: every character as wide as the next."""
        font = QFont(self._fixed)
        font.setPointSizeF(self.points(size))
        font.setStyleHint(QFont.StyleHint.Monospace)
        return font

    def metrics(self) -> QFontMetrics:
        """Measures of the base font."""
        return QFontMetrics(self.font())

    def bold_metrics(self) -> QFontMetrics:
        """Measures of the base font in bold."""
        return QFontMetrics(self.font(bold=True))

    def points(self, size: float = 1.0) -> float:
        """Point size of `size` times the base, at the text scale in force."""
        return BASE_POINTS * size * self.scale / 100

    def pixels(self, pixels: int) -> int:
        """A length that grows with the text, such as a row height."""
        return round(pixels * self.scale / 100)

    def colour(self, name: str) -> QColor:
        """A token by name, such as `"muted"`; not to be changed."""
        colour = self._colours.get(name)
        if colour is None:
            colour = self._colours[name] = QColor(getattr(self.tokens, name))
        return colour

    def tone(self, tone: Tone, over: str = "") -> tuple[QColor, QColor]:
        """Text and ground of a tone; not to be changed. `over` names another ground than a panel that it is put on."""
        if (tone, over) not in self._tones:
            text, ground = self.tokens.of(tone, over)
            self._tones[tone, over] = QColor(text), QColor(ground)
        return self._tones[tone, over]

    def icon(self, name: str, colour: str = "text") -> QIcon:
        """An icon of our set, tinted with a token; greyed where its widget is disabled."""
        key = (name, colour)
        if key not in self._icons:
            self._icons[key] = QIcon(TintedIcon(name, self.colour(colour), self.colour("faint")))
        return self._icons[key]

    def pixmap(self, name: str, size: int, colour: QColor | str, ratio: float = 1.0) -> QPixmap:
        """An icon as a picture of `size` logical pixels, sharp at a device pixel ratio."""
        ink = self.colour(colour) if isinstance(colour, str) else colour
        key = (name, size, ink.rgba(), ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = draw_icon(name, size, ink, ratio)
        return self._pixmaps[key]

    def _style_sheet(self) -> str:
        template = Template((resources() / "style/app.qss").read_text(encoding="utf-8"))
        names = self.tokens._asdict() | {f"pt_{name}": f"{self.points(size):.1f}pt" for name, size in _SIZES.items()}
        names["art"] = (resources() / "style" / ("dark" if self.is_dark else "light")).as_posix()
        return template.substitute(names | self._lengths(template.get_identifiers()))

    def _lengths(self, names: Iterable[str]) -> dict[str, str]:
        """Return the lengths of the style sheet that grow with the text.

        `px_14` is a length, `in_14` the same within a border that is a pixel wider, and `r_6` a radius, rounded down
        because Qt draws a corner square if its radius is larger than half the side. A control is `pad`, `inner` and a
        line of one pixel high, twice the first and the last.
        """
        pad = self.pixels(_PADDING)
        lengths = {
            "px_ring": self.pixels(16) // 2 + 1,  # of a ring with its line
            "px_swatch": self.pixels(20) // 2 + 3,
            "pad": pad,
            "pad_in": pad - 1,
            "inner": self.pixels(CONTROL) - 2 * pad - 2,
        }
        for name in set(names) - set(lengths):
            kind, _, length = name.partition("_")
            if length.isdecimal() and kind in {"px", "in"}:
                lengths[name] = self.pixels(int(length)) - (kind == "in")
            elif length.isdecimal() and kind == "r":
                lengths[name] = int(length) * self.scale // 100
        return {name: f"{length}px" for name, length in lengths.items()}

    @Slot()
    def _on_system_changed(self) -> None:
        if self.choice == "system":
            self.use("system", self.scale)


_SIZES = {"small": 0.9, "base": 1.0, "large": 1.2, "title": 1.5, "figure": 1.3, "lead": 2.0}


def _first_of(families: Sequence[str], known: Collection[str]) -> str:
    return next((family for family in families if family in known), "")
