"""What one tab asks of the window, so that tabs need not know each other."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog


class NetMilePart(StrEnum):
    """The lists of NetMile's side of a sandbox, in their order."""

    APPLICATIONS = "applications"
    REQUESTS = "requests"
    REGISTRATIONS = "registrations"
    CAMPAIGNS = "campaigns"


class Navigation(QObject):
    """Signals between tabs; the window listens and brings the right screen to the front."""

    campaign_chosen = Signal(str)
    """Open a campaign, by its ID."""
    batch_chosen = Signal(str)
    """Open a batch of this machine, by its ID."""
    batches_chosen = Signal()
    """Show the list of batches."""
    registration_chosen = Signal(str)
    """Open a registration, by its 発行登録ID."""
    status_chosen = Signal(str)
    """Show マイル発行状況, of one campaign or, with "", of all."""
    status_asked = Signal(object)
    """Show マイル発行状況 with the conditions of a `wire.RegistrationSearch`."""
    history_asked = Signal(object)
    """Show マイル発行履歴 with the conditions of a `wire.HistoryConditions`."""
    requests_chosen = Signal()
    """Show the pending cancellation requests."""
    recall_asked = Signal(str, str)
    """Review cancelling everything issued by a sent batch of this machine, or by a registration; the other is `""`."""
    netmile_asked = Signal(object, str)
    """Play NetMile's side of the sandbox: a `NetMilePart`, and the ID of an application or a campaign, or ""."""
    application_asked = Signal()
    """Apply for a new campaign."""
    reward_application_asked = Signal()
    """Apply for a new reward campaign."""
    reward_files_chosen = Signal()
    """Show the reward files that wait for a result."""
    reward_files_came = Signal()
    """Reward files were received by themselves."""
    reward_files_asked = Signal()
    """Receive reward files now, and count what waits: they are looked at, or one was answered."""
    waiting_counted = Signal(str, int)
    """So many things wait in the tab of a key."""
    search_chosen = Signal()
    """Show the campaign search."""
    search_asked = Signal(str)
    """Look for campaigns by a part of their name."""
    file_cancelling_asked = Signal()
    """Cancel what a file names."""
    batch_opened = Signal(str)
    """The batch with this ID is in front of a clerk."""
    import_asked = Signal(object, str)
    """Import a file: its path, or None to ask for one, and the ID of its campaign, or ""."""
    mobile_import_asked = Signal(str)
    """Import a file of mobile addresses for the campaign with this ID."""
    correction_asked = Signal(object, str, object)
    """Import an error list again: its path, its campaign, and the `Mode` it was issued in."""
    starter_kit_asked = Signal()
    """Save the sample files."""
    activity_chosen = Signal()
    """Show the list of background tasks."""
    refused_calls_chosen = Signal()
    """Show refused calls of automatic issuance whose data should be deleted."""
    batches_changed = Signal()
    """A batch was added, sent, judged or discarded."""
    site_changed = Signal()
    """The registered details of the own site may have changed, including its name."""
    session_lost = Signal()
    """The portal no longer accepts the session, and it could not be renewed."""
    help_chosen = Signal(str)
    """Open the help at a topic, or at a row of its table (`codes#44019`); "" means the topic of the current screen."""


def answer_f1(dialog: QDialog, navigation: Navigation, topic: str = "") -> None:
    """Let F1 open the help at the dialog's topic; without one, at that of the screen it belongs to.

    A dialog keeps the keys of the window behind it to itself.
    """
    QShortcut(QKeySequence("F1"), dialog).activated.connect(lambda: navigation.help_chosen.emit(topic))
