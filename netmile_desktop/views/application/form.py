"""The one form for a new campaign, a change and one used again (guide L95-161, L240-298)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from netmile_desktop.domain.applications import (
    CHANGEABLE,
    DESCRIPTION_LENGTH,
    LISTING_LENGTH,
    NAME_LENGTH,
    OF_REWARDS,
    CampaignContent,
    Flaw,
    FormFault,
    FormField,
    changed,
)
from netmile_desktop.domain.campaigns import ApplicationKind
from netmile_desktop.domain.texts.applications import flaw_words
from netmile_desktop.views.application.banner_field import BannerField
from netmile_desktop.views.application.field_texts import fault_text, field_name
from netmile_desktop.views.application.groups import AmountField, LimitsField, MethodField, PeriodField, lock
from netmile_desktop.views.application.reward_part import RewardPart
from netmile_desktop.views.common.form import Form
from netmile_desktop.views.common.labels import text_label
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.workspace.campaigns.application_drafts import SETTLED_FOR_REWARDS, TypedForm, read_typed

_REQUIRED = frozenset(
    {
        FormField.NAME,
        FormField.DESCRIPTION,
        FormField.CAMPAIGN_PERIOD,
        FormField.ISSUANCE_PERIOD,
        FormField.AMOUNT,
        FormField.TRANSFER,
        FormField.LINK_URL,
        FormField.TERMS,
        FormField.UNIT_PRICE,
    }
)


class CampaignForm(QWidget):
    """Checks while it is typed in; what is still empty is only told of when it is to be confirmed."""

    changed = Signal()
    """The content of the form has changed."""

    def __init__(self, toolbox: Toolbox, kind: ApplicationKind, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._toolbox, self._kind, self._today = toolbox, kind, today
        self._before: CampaignContent | None = None
        self._complete = False
        self.name = QLineEdit(self, maxLength=200)
        self.description = self._text_edit(96)
        self.campaign = PeriodField(toolbox, field_name(toolbox.words, FormField.CAMPAIGN_PERIOD), today, self)
        self.issuance = PeriodField(toolbox, field_name(toolbox.words, FormField.ISSUANCE_PERIOD), today, self)
        self.method = MethodField(toolbox, self)
        self.amount = AmountField(toolbox, self)
        self.limits = LimitsField(toolbox, self)
        self.days = QLineEdit(self, maxLength=4)
        self.days.setFixedWidth(toolbox.theme.pixels(72))
        self.link = QLineEdit(self, maxLength=2_000)
        self.listed = QCheckBox(self.tr("List the campaign on NetMile"), self)
        self.listing = self._text_edit(72)
        self.banner = BannerField(toolbox, self)
        self.reward = RewardPart(toolbox, self)
        self.form = Form(self)
        self._controls: dict[FormField, QWidget] = {}
        self._lay_out()
        if kind is ApplicationKind.CHANGE:
            self._lock()
        self._connect()
        self._show_rows()

    # --- what stands in it ------------------------------------------------------------------

    def begin(self, typed: TypedForm, before: CampaignContent | None) -> None:
        """Show what was typed, or what the form begins with; `before` is the campaign it is compared with."""
        self._before, self._complete = before, False
        self.blockSignals(True)
        self._fill(typed)
        self.blockSignals(False)
        self._show_faults()

    def compare_with(self, before: CampaignContent | None) -> None:
        """The campaign may have changed meanwhile; what is typed stays."""
        self._before = before
        self._show_faults()

    def typed(self) -> TypedForm:
        """Everything that stands in the form, right or wrong."""
        runs, issues = self.campaign.typed(), self.issuance.typed()
        typed = TypedForm(
            name=self.name.text(),
            description=self.description.toPlainText(),
            campaign_first=runs[0],
            campaign_last=runs[1],
            issuance_first=issues[0],
            issuance_last=issues[1],
            method=self.method.method,
            is_variable=self.amount.variable.isChecked(),
            miles=self.amount.miles.text(),
            min_miles=self.amount.low.text(),
            max_miles=self.amount.high.text(),
            per_member=self.limits.per_member.text(),
            per_member_per_day=self.limits.per_day.text(),
            transfer_after_days=self.days.text(),
            link_url=self.link.text(),
            listed=self.listed.isChecked(),
            listing_text=self.listing.toPlainText(),
            banner=self.banner.banner,
        )
        return self.reward.add_to(typed)

    def read(self) -> tuple[CampaignContent, list[FormFault]]:
        """The content that stands in it, and what is wrong with it."""
        return read_typed(self._kind, self.typed(), self._today, self._before)

    def check(self) -> CampaignContent | list[FormFault]:
        """The content where it can be handed over. Else what speaks against it, which is said in place, too."""
        self._complete = True
        content, found = self.read()
        self._show_faults()
        return found or content

    def show_faults(self, found: Iterable[FormFault]) -> None:
        """What the portal finds wrong, in place."""
        settled = SETTLED_FOR_REWARDS if self.reward.is_reward else frozenset()
        for fault in found:
            if fault.field not in settled:
                self.form.fault(self._controls[fault.field], fault_text(self._toolbox.words, fault))

    def control(self, field: FormField) -> QWidget:
        """Where a place of the form is entered."""
        return self._controls[field]

    # --- looking at it ----------------------------------------------------------------------

    @Slot()
    def _on_changed(self) -> None:
        if not self.signalsBlocked():
            self._show_faults()
            self.changed.emit()

    def _show_faults(self) -> None:
        content, found = self.read()
        if not self._complete:
            found = [fault for fault in found if fault.flaw not in {Flaw.MISSING, Flaw.NOTHING_CHANGED}]
        told = {fault.field: fault_text(self._toolbox.words, fault) for fault in reversed(found)}
        differ = set(changed(self._before, content)) if self._before is not None else set()
        for field, control in self._controls.items():
            if self.form.said(control) != told.get(field, ""):
                self.form.fault(control, told.get(field, ""))
            if self._kind is ApplicationKind.CHANGE and field not in CHANGEABLE:
                self.form.mark(control, self.tr("Cannot be changed"))
            else:
                needed = self.tr("Required") if field in _REQUIRED else ""
                changed_now = field in differ
                self.form.mark(
                    control, self.tr("Changed") if changed_now else needed, "changed" if changed_now else "help"
                )

    def _fill(self, typed: TypedForm) -> None:
        self.name.setText(typed.name)
        self.description.setPlainText(typed.description)
        self.campaign.fill(typed.campaign_first, typed.campaign_last)
        self.issuance.fill(typed.issuance_first, typed.issuance_last)
        self.method.fill(typed.method)
        self.amount.variable.setChecked(typed.is_variable)
        self.amount.fixed.setChecked(not typed.is_variable)
        self.amount.miles.setText(typed.miles)
        self.amount.low.setText(typed.min_miles)
        self.amount.high.setText(typed.max_miles)
        self.limits.per_member.setText(typed.per_member)
        self.limits.per_day.setText(typed.per_member_per_day)
        self.days.setText(typed.transfer_after_days)
        self.link.setText(typed.link_url)
        self.listed.setChecked(typed.listed)
        self.listing.setPlainText(typed.listing_text)
        self.banner.show_banner(typed.banner)
        self.reward.fill(typed)
        self._show_rows()

    @Slot()
    def _on_campaign_kind(self) -> None:
        self._show_rows()
        self._on_changed()

    def _show_rows(self) -> None:
        """Show the places that this kind of campaign has; what stands in the others is kept."""
        is_reward = self.reward.is_reward
        self.form.show_row(self.reward.kind, self._kind is ApplicationKind.NEW and self.reward.is_offered)
        self.form.show_row(self.reward.placement, is_reward)
        self.amount.offer_ranges(not is_reward)
        for field, control in self._controls.items():
            if field in SETTLED_FOR_REWARDS or field in OF_REWARDS:
                self.form.show_row(control, is_reward is (field in OF_REWARDS))

    # --- building ---------------------------------------------------------------------------

    def _hints(self) -> dict[FormField, str]:
        fixed = "" if self._kind is ApplicationKind.CHANGE else self.tr("Cannot be changed once approved.")
        is_change = self._kind is ApplicationKind.CHANGE
        extended = self.tr("Can only be extended.")
        return {
            FormField.NAME: fixed if is_change else " ".join((self.tr("Up to 60 characters."), fixed)),
            FormField.DESCRIPTION: self.tr("Up to 1,000 characters."),
            FormField.CAMPAIGN_PERIOD: extended if is_change else self.tr("From today on."),
            FormField.ISSUANCE_PERIOD: extended
            if is_change
            else self.tr("From the campaign's first day at the earliest, until its last day or later."),
            FormField.METHOD: fixed,
            FormField.AMOUNT: fixed,
            FormField.LIMITS: " ".join(filter(None, (self.tr("Empty: no limit."), fixed))),
            FormField.TRANSFER: self.tr("0 transfers at once; up to 90 days."),
            FormField.LINK_URL: self.tr("Begins with http:// or https://."),
            FormField.LISTING_TEXT: self.tr("Needed where the campaign is listed; up to 1,000 characters."),
            FormField.BANNER: self.tr("PNG, JPEG or GIF, up to 500 KB."),
            FormField.REWARD_FIELDS: fixed,
            FormField.TERMS: self.tr("The text, or the address of a page with it."),
            FormField.HAND_OVER: self.tr("In real time your server is called for each registration."),
            FormField.UNIT_PRICE: self.tr("What you pay for each approved registration, without tax."),
        }

    def _lay_out(self) -> None:
        after = self.form.beside(self.days, text_label(self.tr("days after issuance")))
        fields: dict[FormField, tuple[QWidget, QWidget]] = {
            FormField.NAME: (self.name, self.name),
            FormField.DESCRIPTION: (self.description, self.description),
            FormField.CAMPAIGN_PERIOD: (self.campaign, self.campaign),
            FormField.ISSUANCE_PERIOD: (self.issuance, self.issuance),
            FormField.METHOD: (self.method, self.method),
            FormField.AMOUNT: (self.amount, self.amount),
            FormField.LIMITS: (self.limits, self.limits),
            FormField.TRANSFER: (after, self.days),
            FormField.LINK_URL: (self.link, self.link),
            FormField.LISTED: (self.listed, self.listed),
            FormField.LISTING_TEXT: (self.listing, self.listing),
            FormField.BANNER: (self.banner, self.banner),
            **self.reward.places(),
        }
        hints = self._hints()
        headings = {
            FormField.CAMPAIGN_PERIOD: self.tr("Periods"),
            FormField.METHOD: self.tr("Miles"),
            FormField.LINK_URL: self.tr("Listing"),
            FormField.REWARD_FIELDS: self.tr("Reward"),
        }
        self.form.group(self.tr("Basics"))
        self.form.add(self.tr("Kind of campaign"), self.reward.kind, self.tr("A reward asks members to register."))
        for field, (holder, control) in fields.items():
            if field in headings:
                self.form.group(headings[field])
            self.form.add(field_name(self._toolbox.words, field), holder, hints.get(field, ""), name=control)
            self._controls[field] = control
        counted = (self.name, NAME_LENGTH), (self.description, DESCRIPTION_LENGTH), (self.listing, LISTING_LENGTH)
        for text, most in counted:
            self.form.count(text, most)
        placement = self.reward.placement
        nothing_to_choose = self.tr("Shown there for as long as the campaign runs. There is nothing to choose.")
        self.form.add(self.reward.placement_name, placement, nothing_to_choose)
        placement.setAccessibleName(f"{self.reward.placement_name} {placement.text()}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)

    def _lock(self) -> None:
        """What a change may not touch is shown with the rule (guide L99-114)."""
        why = self._toolbox.words.say(flaw_words(Flaw.LOCKED))
        lock(self.name, why)
        for group in (self.method, self.amount, self.limits, self.reward.fields):
            group.lock(why)
        for period in (self.campaign, self.issuance):
            period.lock_first(self.tr("A period can only be extended: its first day stays."))

    def _connect(self) -> None:
        for edit in (self.name, self.days, self.link):
            edit.textChanged.connect(self._on_changed)
        for text in (self.description, self.listing):
            text.textChanged.connect(self._on_changed)
        for group in (self.campaign, self.issuance, self.method, self.amount, self.limits, self.banner):
            group.changed.connect(self._on_changed)
        self.listed.toggled.connect(self._on_changed)
        self.reward.kind.reward.toggled.connect(self._on_campaign_kind)
        self.reward.watch(self._on_changed)

    def _text_edit(self, height: int) -> QPlainTextEdit:
        edit = QPlainTextEdit(self)
        edit.setTabChangesFocus(True)
        edit.setFixedHeight(self._toolbox.theme.pixels(height))
        return edit
