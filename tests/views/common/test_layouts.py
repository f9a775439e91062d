"""Widgets that leave a layout leave nothing behind."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from netmile_desktop.views.common.flow import FlowLayout
from netmile_desktop.views.common.layouts import clear_layout, discard, take_out
from tests.support.window import items_left_behind


def flow() -> QLayout:
    return FlowLayout()


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    host = QWidget()
    qtbot.addWidget(host)
    return host


@pytest.fixture(params=[QHBoxLayout, flow])
def inner(request: pytest.FixtureRequest, host: QWidget) -> QLayout:
    """A layout in another one, with three labels and the wrappers that the binding makes of their items."""
    outer = QVBoxLayout(host)
    make: Callable[[], QLayout] = request.param
    inner = make()
    for at in range(3):
        inner.addWidget(QLabel(str(at)))
    outer.addLayout(inner)
    return inner


def labels_of(layout: QLayout) -> list[QLabel]:
    parent = layout.parentWidget()
    assert parent is not None
    return parent.findChildren(QLabel)


def deleted() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_one_that_is_deleted_leaves_the_layout(inner: QLayout) -> None:
    discard(labels_of(inner)[1])
    assert inner.count() == 2
    deleted()
    assert [label.text() for label in labels_of(inner)] == ["0", "2"]
    assert not items_left_behind()


def test_one_that_is_put_elsewhere_leaves_the_layout_and_keeps_its_parent(inner: QLayout) -> None:
    label = labels_of(inner)[0]
    parent = label.parentWidget()
    take_out(label)
    assert label.parentWidget() is parent
    inner.addWidget(label)
    assert inner.indexOf(label) == 2
    assert not items_left_behind()


def test_all_of_a_layout_are_deleted(inner: QLayout) -> None:
    clear_layout(inner)
    deleted()
    assert not labels_of(inner)
    assert not items_left_behind()


def test_one_that_stands_nowhere_is_deleted_too(host: QWidget, qtbot: QtBot) -> None:
    alone = QLabel("x")
    qtbot.addWidget(alone)
    take_out(alone)
    discard(QLabel("y", host))
    deleted()
    assert not host.children()


def test_what_is_left_behind_is_found(host: QWidget) -> None:
    """Without this, the tests of the window could not fail."""
    outer, inner, label = QVBoxLayout(host), QHBoxLayout(), QLabel("x")
    inner.addWidget(label)
    outer.addLayout(inner)
    label.deleteLater()
    deleted()
    assert items_left_behind() == ["QVBoxLayout of QWidget"]
    outer.deleteLater()
    del outer, inner
    deleted()
    assert not items_left_behind()
