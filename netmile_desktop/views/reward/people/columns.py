"""The columns of the people in a file, in their order from left to right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from netmile_desktop.domain.rewards.entries import EntryField
from netmile_desktop.domain.rewards.result_drafts import ResultDraft, ResultRow
from netmile_desktop.domain.rewards.result_files import FIELD_COLUMNS
from netmile_desktop.domain.texts.rewards import result_words
from netmile_desktop.views.common.tables.table import TableColumn
from netmile_desktop.views.look import formats
from netmile_desktop.views.messages import Texts

NUMBER, CODE, NAME, REGISTERED, CAMPAIGN = range(5)
_TYPED = (
    EntryField.KANA,
    EntryField.EMAIL,
    EntryField.PHONE,
    EntryField.POSTAL_CODE,
    EntryField.ADDRESS,
    EntryField.SEX,
    EntryField.LOGIN,
)
"""What else a member typed; shown on request, because each takes room. A password is never shown."""
VERDICT = CAMPAIGN + len(_TYPED) + 1
REASON = VERDICT + 1


def result_columns(words: Texts) -> Sequence[TableColumn[ResultRow]]:
    """Return all columns; verdict and reason are painted from the draft, so they have no text of their own."""
    translate = QCoreApplication.translate
    nothing = ""
    return (
        TableColumn("number", translate("ResultGrid", "Row"), lambda r: formats.number(r.number), 40, right=True),
        TableColumn("code", translate("ResultGrid", "Registration ID"), lambda r: r.code, 150),
        TableColumn("name", translate("ResultGrid", "Name"), lambda r: r.fields.get(EntryField.NAME) or "–", 104),
        TableColumn("registered", translate("ResultGrid", "Registered"), _registered, 76),
        TableColumn("campaign", translate("ResultGrid", "Campaign"), lambda r: r.campaign_id, 90, extra=True),
        *(_typed(each) for each in _TYPED),
        TableColumn("verdict", translate("ResultGrid", "Verdict"), lambda _: nothing, 138),
        TableColumn("reason", translate("ResultGrid", "Reason"), lambda _: nothing, 72, stretch=True),
    )


def answer_text(words: Texts, draft: ResultDraft, row: ResultRow) -> str:
    """Return in a word what is answered about somebody."""
    return words.say(result_words(draft.answer_of(row.code).result))


def _registered(row: ResultRow) -> str:
    return formats.clock(row.registered_at) if row.registered_at else "–"


def _typed(field: EntryField) -> TableColumn[ResultRow]:
    # The headings of the file itself, by which the merchant's own system knows them.
    return TableColumn(field.value, FIELD_COLUMNS[field], lambda r: r.fields.get(field) or "–", 140, extra=True)
