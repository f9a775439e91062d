"""登録情報 read, edited, and looked at once more before it is registered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from netmile_desktop.domain import wire
from netmile_desktop.domain.site_details import DetailField, SiteDetails, changed, text_of
from netmile_desktop.domain.texts.site_details import detail_words
from netmile_desktop.views.common.buttons import PlainButton, PrimaryButton
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.layout.body import Body
from netmile_desktop.views.common.layout.lengths import FORM_CARD
from netmile_desktop.views.common.layouts import clear_layout
from netmile_desktop.views.common.notices import Notice, NoticeLine
from netmile_desktop.views.common.panels import Card, FittingPage
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.site.details_form import DetailsForm, rate_text
from netmile_desktop.views.site.details_table import DetailsTable


class _Page(FittingPage):
    """A card that scrolls, with notices above its content; its buttons at its end, or always in sight below it."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None, *, is_long: bool = False) -> None:
        super().__init__(parent)
        self.toolbox, self._is_long = toolbox, is_long
        self.title = text_label("", "title", wrap=True)
        self.hint = text_label("", "muted", wrap=True)
        self._notices = QVBoxLayout()
        self._notices.setSpacing(8)
        self.card = Card(parent=self)
        for label in (self.title, self.hint):
            self.card.body.addWidget(label)
        self.card.body.addSpacing(4)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        self.foot.addStretch()
        self._scroll = Body(toolbox.theme, self, widest=FORM_CARD, is_inset=True)
        self._scroll.body.addWidget(self.card)
        self._scroll.body.addStretch()
        inner = QVBoxLayout(self)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(12)
        inner.addLayout(self._notices)  # in sight wherever the page is scrolled to
        inner.addWidget(self._scroll, 1)
        if is_long:
            inner.addLayout(self.foot)

    def say(self, notice: Notice) -> None:
        """Say something above the content."""
        self._notices.addWidget(NoticeLine(self.toolbox.theme, notice, self, closable=False))

    def clear_notices(self) -> None:
        clear_layout(self._notices)

    def add_buttons(self, *buttons: QPushButton) -> None:
        """The last one is the next step; what stands in the card is there by now."""
        if not self._is_long:
            self.card.body.addSpacing(8)
            self.card.body.addLayout(self.foot)
        for button in buttons:
            self.foot.addWidget(button)

    def name(self, field: DetailField) -> str:
        return self.toolbox.words.say(detail_words(field))


class DetailsReadPage(_Page):
    """What is registered."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(toolbox, parent)
        self.title.setText(self.tr("Registered details of the site"))
        self.table = DetailsTable(self)
        self.card.body.addWidget(self.table)
        self.change = PrimaryButton(self.tr("Change"), toolbox.theme, "pencil", self)
        self.add_buttons(self.change)

    def show_record(self, record: wire.SiteRecord) -> None:
        """Show the record as it stands."""
        self.hint.setText(self._said_of_change(record))
        self.hint.setVisible(bool(self.hint.text()))
        rows = [(self.tr("Site ID"), [record.code])]
        rows += [(self.name(field), [text_of(record.details, field)]) for field in DetailField]
        self.table.show_rows([*rows, (self.tr("Contract rate"), [rate_text(record)])])

    def _said_of_change(self, record: wire.SiteRecord) -> str:
        if record.changed_at is None:
            return ""
        at = formats.moment(record.changed_at)
        who = record.changed_by or "NetMile"
        return self.tr("Last changed: {} JST, {}").format(at, who)


class DetailsEditPage(_Page):
    """The fields."""

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(toolbox, parent, is_long=True)
        self.title.setText(self.tr("Change the registered details"))
        self.hint.setText(self.tr("Nothing is registered before you have looked at the changes once more."))
        self.form = DetailsForm(toolbox, self)
        self.card.body.addWidget(self.form)
        self.leave = PlainButton(self.tr("Leave as it is"), parent=self)
        self.confirm = PrimaryButton(self.tr("Confirm your input"), toolbox.theme, "check", self)
        self.add_buttons(self.leave, self.confirm)

    def say_faults(self) -> None:
        """Name the fields to put right and go to the first; each says below itself what is wrong."""
        self.form.form.go_to_fault(self._scroll, lambda named: self.say(Notice(named, "error")))


class DetailsConfirmPage(_Page):
    """What would be other than before; where somebody was quicker, theirs beside it."""

    back_asked = Signal()
    register_asked = Signal()
    theirs_asked = Signal()

    def __init__(self, toolbox: Toolbox, parent: QWidget | None = None) -> None:
        super().__init__(toolbox, parent)
        self.table = DetailsTable(self)
        self.card.body.addWidget(self.table)
        self.back = PlainButton(self.tr("Back to the form"), parent=self)
        self.theirs = PlainButton(self.tr("Leave it as it is registered now"), parent=self)
        self.register = PrimaryButton("", toolbox.theme, "check", self)
        self.add_buttons(self.back, self.theirs, self.register)
        self.back.clicked.connect(self.back_asked)
        self.theirs.clicked.connect(self.theirs_asked)
        self.register.clicked.connect(self.register_asked)

    def show_change(self, before: SiteDetails, after: SiteDetails) -> None:
        """Show what changes."""
        fields = changed(before, after)
        self._begin(self.tr("Before and after the change"), self.tr("It applies at once when you register it."), fields)
        rows = [(self.name(field), [text_of(before, field), text_of(after, field)]) for field in fields]
        self.table.show_rows(rows, (self.tr("Before"), self.tr("After")))
        self.theirs.hide()

    def show_conflict(
        self, base: SiteDetails, mine: SiteDetails, theirs: wire.SiteRecord, together: SiteDetails
    ) -> None:
        """Show what somebody else made of it meanwhile, and what would come of registering one's own on top."""
        own, others = changed(base, mine), changed(base, theirs.details)
        self._begin(
            self.tr("Somebody else changed it first"),
            self.tr("Nothing was registered yet. Compare both, then decide."),
            changed(theirs.details, together),
        )
        both = [field for field in own if field in others and text_of(theirs.details, field) != text_of(mine, field)]
        if both:
            named = ", ".join(self.name(field) for field in both)
            self.say(
                Notice(self.tr("Changed by both: {}. Yours would take the place of theirs.").format(named), "warning")
            )
        fields = [field for field in DetailField if field in own or field in others]
        rows = [
            (self.name(field), [text_of(each, field) for each in (base, theirs.details, together)]) for field in fields
        ]
        who = theirs.changed_by or "NetMile"
        now = self.tr("Registered now ({})").format(who)
        self.table.show_rows(rows, (self.tr("Before your change"), now, self.tr("After registering")))
        self.theirs.show()
        self.back.setFocus()

    def show_running(self, running: bool) -> None:
        """Nothing can be pressed twice while it is under way."""
        for button in (self.back, self.theirs, self.register):
            button.setEnabled(not running)

    def _begin(self, title: str, hint: str, fields: Sequence[DetailField]) -> None:
        self.clear_notices()
        self.title.setText(title)
        self.hint.setText(hint)
        self.register.setText(self.tr("Register (changes: {})").format(len(fields)))
        self.show_running(False)
