"""Where a merchant's server sends its calls, the tag information, and the keys (M304, M306)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from netmile_desktop.domain.wire import AutomaticKeys
from netmile_desktop.views.automatic.keys_card import KeysCard
from netmile_desktop.views.common.copying.code_text import CodeText
from netmile_desktop.views.common.labels import CopyableId, text_label
from netmile_desktop.views.common.panels import Card
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.workspace.automatic.site_keys import SiteKeys

PLACEHOLDER = "ENCRYPTED_PARAMETER"
"""Stands in the tag text where the parameter belongs."""


class ConnectionPage(QWidget):
    """Everything an engineer copies into the shop's own system."""

    def __init__(self, keys: SiteKeys, screen: Screen) -> None:
        super().__init__(screen)
        theme = screen.toolbox.theme
        self._keys = keys
        self.merchant = CopyableId(theme, self.tr("Copy the merchant ID"), parent=self)
        self.campaign = CopyableId(theme, self.tr("Copy the campaign ID"), parent=self)
        self.endpoint = CopyableId(theme, self.tr("Copy the address"), parent=self)
        self.tag = CodeText(theme, self.tr("Tag information"), 2, self, grows=False)
        self.keys = KeysCard(keys, screen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._connection())
        column.addWidget(self.keys, 1)

    def show_keys(self, known: AutomaticKeys, *, may_keep: bool) -> None:
        """Show the site's merchant ID, addresses and keys."""
        self.merchant.show_id(known.merchant_id)
        self.endpoint.show_id(self._keys.endpoint(known.merchant_id))
        self.tag.show_text(self._keys.tag(known.merchant_id, PLACEHOLDER))
        self.keys.show_keys(known, may_keep=may_keep)

    def _connection(self) -> QWidget:
        card = Card(self.tr("Connection"), self)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        rows = (
            (self.tr("Merchant ID"), self.merchant),
            (self.tr("Campaign ID"), self.campaign),
            (self.tr("Address, from server to server (POST)"), self.endpoint),
        )
        for row, (name, value) in enumerate(rows):
            grid.addWidget(text_label(name, "label"), row, 0)
            grid.addWidget(value, row, 1, Qt.AlignmentFlag.AlignLeft)
        card.body.addLayout(grid)
        card.body.addWidget(self.tag)
        card.body.addWidget(
            text_label(
                self.tr(
                    "Put the tag on the page shown after an order. In place of {} your server writes the parameter that it "
                    "encrypts for this one order."
                ).format(PLACEHOLDER),
                "help",
                wrap=True,
            )
        )
        return card
