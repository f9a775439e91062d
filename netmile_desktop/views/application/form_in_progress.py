"""A form in progress: kept as a draft while it is typed, and bound to the version of the campaign it was made from."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot

from netmile_desktop.domain import wire
from netmile_desktop.domain.applications import CampaignContent
from netmile_desktop.domain.campaigns import ApplicationKind
from netmile_desktop.views.application.form_page import FormPage
from netmile_desktop.workspace.campaigns.application_drafts import TypedForm, starting
from netmile_desktop.workspace.campaigns.applications import Applications, Beginning, Conflict, conflict_between

SAVE_AFTER_MS = 800
"""Delay after the last key press before the form is saved as a draft."""


class FormInProgress(QObject):
    """What stands in the form of one kind of application, and what it began with."""

    def __init__(self, applications: Applications, kind: ApplicationKind, campaign_id: str, page: FormPage) -> None:
        super().__init__(page)
        self._drafts, self._of = applications.drafts, (kind, campaign_id)
        self._kind, self._page, self._form = kind, page, page.form
        self._start = self._kept = TypedForm()
        self._made_from: wire.ContentOfCampaign | None = None
        self._begins: Beginning | None = None
        self.conflict: Conflict | None = None
        """My change and that of others, while the clerk is asked about them; it is no draft of its own then."""
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._timer.timeout.connect(self.save)
        self._form.changed.connect(self._timer.start)

    @property
    def has_begun(self) -> bool:
        """Whether it is known what the form begins with."""
        return self._begins is not None

    @property
    def may_have_arrived(self) -> bool:
        """Whether this form was sent and not answered."""
        return self._begins is not None and self._begins.unknown is not None

    def asked(self, content: CampaignContent) -> wire.ApplicationForm:
        """What is applied for by a content of the form."""
        kind, campaign_id = self._of
        return wire.ApplicationForm(kind=kind, campaign_id=campaign_id, version=self._version(), content=content)

    def _version(self) -> int:
        """The version of the campaign from which a change is made; one that may have arrived keeps its own."""
        if self._kind is not ApplicationKind.CHANGE or self._begins is None or self._made_from is None:
            return 0
        unknown = self._begins.unknown
        return unknown.form.version if unknown is not None else self._made_from.version

    def show(self, begins: Beginning) -> None:
        """Begin, or go on if something is typed; of a change that others were quicker with, ask by `conflict`."""
        was_asked = self.conflict is not None
        is_first = self._begins is None or was_asked or (self._kind is ApplicationKind.CHANGE and self._is_untouched)
        self.conflict = self._conflict_in(begins)
        self._begins = begins
        if self.conflict is not None:
            return
        before = begins.campaign.content if begins.campaign else None
        self._made_from = begins.campaign
        if not is_first:
            self._form.compare_with(before)
            return
        self._start = starting(self._kind, before)
        self._page.clear_notices()
        self._form.begin(begins.typed or self._start, before)
        self._kept = self._form.typed()
        self._page.show_saved(begins.draft.saved_at if begins.draft and not begins.unknown else None)

    def go_on(self) -> None:
        """Put both changes into the form, now made from the campaign as it stands."""
        found, self.conflict = self.conflict, None
        if found is None:
            return
        self._made_from, theirs = found.theirs, found.theirs.content
        self._start = self._kept = starting(self._kind, theirs)
        self._page.clear_notices()
        self._form.begin(found.together, theirs)
        self.save()

    @Slot()
    def save(self) -> None:
        """Keep what was typed since it was last kept."""
        self._timer.stop()
        if self._begins is None or self.conflict is not None:
            return
        typed = self._form.typed()
        if typed == self._kept:
            return
        self._kept = typed
        if typed == self._start:
            self._drafts.drop(*self._of)
            self._page.show_saved(None)
        else:
            made_from = self._made_from if self._kind is ApplicationKind.CHANGE else None
            self._page.show_saved(self._drafts.save(*self._of, typed, made_from).saved_at)

    def close(self) -> None:
        """Keep nothing more of it: it was accepted."""
        self._timer.stop()
        self._kept = self._form.typed()
        self._page.show_saved(None)

    def drop(self) -> None:
        """Forget it; the next `show` begins anew."""
        self._timer.stop()
        self._drafts.drop(*self._of)
        self._kept = self._start
        self._page.show_saved(None)
        self.give_way()

    def give_way(self) -> None:
        """Let the next `show` begin with whatever takes the place of this form."""
        self._begins = self.conflict = None

    @property
    def _is_untouched(self) -> bool:
        return self._form.typed() == self._start

    def _conflict_in(self, begins: Beginning) -> Conflict | None:
        if self._kind is not ApplicationKind.CHANGE or begins.campaign is None or begins.unknown is not None:
            return None
        if self._begins is None:
            self._made_from = begins.draft.made_from if begins.draft is not None else None
            mine = begins.draft.typed if begins.draft is not None else None
        elif self.conflict is not None:
            mine = self.conflict.mine
        else:
            mine = None if self._is_untouched else self._form.typed()
        return None if mine is None else conflict_between(self._made_from, mine, begins.campaign)
