from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.paths import resources
from netmile_desktop.views.common.buttons import PlainButton
from netmile_desktop.views.look.icons import TintedIcon, draw_icon
from netmile_desktop.views.look.theme import Theme

Show = Callable[[QWidget], QWidget]

ICONS = sorted(path.stem for path in (resources() / "icons").glob("*.svg"))


def opaque_pixels(image: QImage) -> int:
    return sum(image.pixelColor(x, y).alpha() > 128 for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_draws_something_and_keeps_inside(name: str, qapp: QApplication) -> None:
    image = draw_icon(name, 24, QColor("#0B66C3"), 2.0).toImage()
    assert image.width() == 48, "drawn at the device's own resolution"
    assert opaque_pixels(image) > 20
    if name != "program":
        edge = [image.pixelColor(at, y).alpha() for at in range(48) for y in (0, 47)]
        assert not any(edge), "cut off at the edge"


def test_icons_take_their_colour_from_the_theme(theme: Theme) -> None:
    def ink() -> str:
        image = theme.icon("minus").pixmap(32, 32).toImage()
        return image.pixelColor(image.width() // 2, image.height() // 2).name().upper()

    assert ink() == theme.tokens.text
    theme.use("dark", 100)
    assert ink() == theme.tokens.text
    assert theme.is_dark


def test_changing_the_look_tells_those_that_paint(theme: Theme, qtbot: QtBot, qapp: QApplication) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.use("dark", 150)
    assert qapp.palette().window().color().name().upper() == theme.tokens.window
    assert qapp.font().pointSizeF() == pytest.approx(15)
    assert theme.pixels(28) == 42
    assert "$" not in qapp.styleSheet()


def test_the_style_sheet_names_no_colour_of_its_own() -> None:
    text = (resources() / "style" / "app.qss").read_text(encoding="utf-8")
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b", text) == [], "names of widgets apart"


@pytest.mark.parametrize("folder", ["light", "dark"])
def test_pictures_of_the_style_sheet_are_there(folder: str) -> None:
    text = (resources() / "style" / "app.qss").read_text(encoding="utf-8")
    wanted = {part.split(".svg")[0] + ".svg" for part in text.split("$art/")[1:]}
    assert wanted
    assert not [name for name in wanted if not (resources() / "style" / folder / name).exists()]


def test_an_icon_is_drawn_as_large_as_it_is_asked_for_and_paler_where_it_is_disabled(theme: Theme) -> None:
    icon = theme.icon("check")
    for size in (16, 33):
        drawn = icon.pixmap(size, size).toImage()
        assert (drawn.width(), drawn.height()) == (size, size)
        pale = icon.pixmap(QSize(size, size), QIcon.Mode.Disabled).toImage()
        assert drawn != pale
    copy = QIcon(icon)
    assert copy.pixmap(16, 16).toImage() == icon.pixmap(16, 16).toImage()


@pytest.mark.parametrize("size", [QSize(0, 0), QSize(0, 16), QSize(19, 0)])
def test_an_icon_without_room_is_drawn_nowhere(qapp: QApplication, size: QSize) -> None:
    icon = TintedIcon("search", QColor("black"), QColor("grey"))
    assert icon.pixmap(size, QIcon.Mode.Normal, QIcon.State.Off).isNull()


def test_a_button_without_words_is_square_and_wide_again_with_words(theme: Theme, shown: Show) -> None:
    button = PlainButton("Paste", theme, "copy")
    shown(button)
    wide = button.sizeHint().width()
    button.setText("")
    bare = button.sizeHint()
    assert bare.width() == bare.height() < wide
    button.setText("Paste")
    assert button.sizeHint().width() == wide
