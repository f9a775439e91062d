"""What a clerk does on the import page, on the page that reads again, and where a campaign is chosen."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from netmile_desktop.domain.tables.table import ColumnRole
from netmile_desktop.domain.texts.encodings import encoding_words
from netmile_desktop.domain.texts.tables import NOT_SENT, role_words, separator_words
from netmile_desktop.views.batch.importing.campaigns import CampaignChoice
from netmile_desktop.views.batch.importing.checks import CheckList
from netmile_desktop.views.batch.importing.table.heads import RoleChooser
from netmile_desktop.views.batch.importing.table_card import TableCard


def pick_campaign(choice: CampaignChoice, campaign_id: str) -> None:
    """Click a campaign of the list."""
    ids = [line.campaign.id for line in choice.list.campaigns.lines]
    choice.list.clicked.emit(choice.list.campaigns.index(ids.index(campaign_id)))


def chooser(card: TableCard, number: int) -> RoleChooser:
    """The chooser over a column, which may be folded away at first."""
    if not card.table.preview_model.section_of(number):
        card.table.heads.more.click()
    found = card.table.heads.chooser(card.table.preview_model.section_of(number))
    assert found is not None, f"column {number} is not in sight"
    return found


def choose_role(card: TableCard, number: int, role: ColumnRole | None) -> None:
    """Choose what a column is used for, in its head."""
    words = role_words(role) if role is not None else NOT_SENT
    action_of(chooser(card, number).menu_of_roles(), words.ja, words.en).trigger()


def heads(card: TableCard) -> list[str]:
    """Letter and choice of every column, such as `A E-mail address`."""
    model = card.table.preview_model
    found = []
    for column in model.filled():
        head = chooser(card, column.number)
        found.append(f"{chr(ord('A') + column.number - 1)} {head.text()}")
    return found


def choose_encoding(checks: CheckList, encoding: str) -> None:
    """Choose an encoding in the menu of the check list."""
    words = encoding_words(encoding)
    action_of(checks.text_menu(), words.ja, words.en).trigger()


def choose_separator(checks: CheckList, delimiter: str) -> None:
    """Choose a separator in the same menu."""
    words = separator_words(delimiter)
    action_of(checks.text_menu(), words.ja, words.en).trigger()


def action_of(menu: QMenu, *texts: str) -> QAction:
    """The first action of a menu whose text begins with one of these."""
    return next(action for action in menu.actions() if action.text().startswith(texts) and not action.isSeparator())


def shown_cell(card: TableCard, row: int, section: int) -> str:
    """The text of a cell of the preview; section 0 holds the row numbers."""
    return str(card.table.preview_model.index(row, section).data())


def checks_shown(checks: CheckList) -> dict[str, str]:
    """Figure and evidence of each point of the check list."""
    return {
        key: f"{line.figure.text()} {line.evidence.text()}".strip()
        for key, line in checks.lines.items()
        if not line.isHidden()
    }
