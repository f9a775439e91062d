"""登録情報確認/変更 in the window: read, edit, compare, register; somebody who was quicker."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec
import pytest
from PySide6.QtWidgets import QWidget

from netmile_desktop.domain import wire
from netmile_desktop.domain.site_details import DetailField
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.notices import Notice
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.site.details import DetailsView
from netmile_desktop.views.site.view import SiteView
from netmile_desktop.workspace.access.profiles import SANDBOX
from netmile_desktop.workspace.access.sandbox import PASSWORD
from netmile_desktop.workspace.authentication import Authenticator
from netmile_desktop.workspace.campaigns.site_details import OwnSite
from netmile_desktop.workspace.desk import Desk
from tests.support.window import MemoryCredentials, ServedSandbox, settle, texts

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def view(desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show) -> DetailsView:
    view = DetailsView(desk, toolbox)
    shown(view)
    view.entered()
    settle(tasks, lambda: view.read.isVisible())
    return view


@pytest.fixture
def colleague(desk: Desk, authenticator: Authenticator) -> Iterator[OwnSite]:
    """佐藤 健 at another computer."""
    sandbox = authenticator._sandbox
    assert isinstance(sandbox, ServedSandbox)
    door = Authenticator(authenticator._folder.parent / "colleague", MemoryCredentials(), sandbox)
    other = door.sign_in(SANDBOX, "demo2", PASSWORD)
    yield other.own_site
    other.close()


def fill_in(view: DetailsView, **given: str) -> None:
    view.read.change.click()
    for name, text in given.items():
        view.edit.form.edits[DetailField(name)].setText(text)


def register(colleague: OwnSite, **given: str) -> wire.SiteRecord:
    record = colleague.look()
    after = colleague.change(record.version, msgspec.structs.replace(record.details, **given))
    assert isinstance(after, wire.SiteRecord)
    return after


def test_everything_registered_can_be_read(view: DetailsView) -> None:
    said = texts(view)
    for text in ("minato", "みなと書店オンライン", "株式会社みなと書店", "山田 花子", "営業企画部", "100-0000", "¥850"):
        assert text in said
    assert (view.topic(), view.primary()) == ("site-details", view.read.change)


def test_a_change_is_compared_and_then_applies_at_once(
    view: DetailsView, desk: Desk, toolbox: Toolbox, tasks: TaskRunner
) -> None:
    heard: list[str] = []
    toolbox.navigation.site_changed.connect(lambda: heard.append(desk.site.name))
    fill_in(view, site_name="みなと書店", phone=" 03-0000-9999 ")
    assert view.primary() is view.edit.confirm
    assert "minato" in texts(view)
    assert "¥850" in texts(view)
    view.edit.confirm.click()
    said = texts(view)
    for text in ("みなと書店オンライン", "03-0000-1234", "03-0000-9999", "It applies at once"):
        assert text in said
    assert "株式会社みなと書店" not in said, "what stays is not shown"
    assert view.confirm.register.text() == "Register (changes: 2)"
    view.confirm.register.click()
    settle(tasks)
    assert view.read.isVisible()
    said = texts(view)
    assert "The new details apply from now on" in said
    assert "03-0000-9999" in said
    assert "山田 花子" in view.read.hint.text()
    assert heard[-1] == desk.site.name == "みなと書店"


def test_what_is_wrong_is_said_at_its_place_and_nothing_goes_on(view: DetailsView, tasks: TaskRunner) -> None:
    fill_in(view, email="nobody", phone="１２３", company="", department="")
    form = view.edit.form
    view.edit.confirm.click()
    assert view.edit.isVisible()
    said = {field: form.form.said(edit) for field, edit in form.edits.items()}
    assert "info@example.jp" in said[DetailField.EMAIL]
    assert "03-1234-5678" in said[DetailField.PHONE]
    assert said[DetailField.COMPANY] == "Please fill this in."
    assert said[DetailField.DEPARTMENT] == "", "it may be empty"
    assert form.edits[DetailField.COMPANY].hasFocus()
    view.resize(700, 360)
    view.edit.confirm.click()
    settle(tasks, lambda: not form.edits[DetailField.COMPANY].visibleRegion().isEmpty())
    form.edits[DetailField.COMPANY].setText("x")
    assert form.form.said(form.edits[DetailField.COMPANY]) == ""


def test_nothing_changed_is_told_and_escape_leaves(view: DetailsView) -> None:
    fill_in(view)
    view.edit.confirm.click()
    assert "Nothing was changed." in texts(view)
    fill_in(view, phone="03-0000-9999")
    assert not view.back(), "what was typed is not thrown away by a key"
    view.edit.confirm.click()
    assert view.back()
    assert view.edit.isVisible()
    view.edit.leave.click()
    assert view.read.isVisible()


def test_somebody_who_was_quicker_is_shown_and_one_chooses(
    view: DetailsView, desk: Desk, tasks: TaskRunner, colleague: OwnSite
) -> None:
    fill_in(view, phone="03-0000-2222", department="広報部")
    view.edit.confirm.click()
    theirs = register(colleague, phone="03-0000-1111", fax="03-0000-3333")
    view.confirm.register.click()
    settle(tasks)
    said = texts(view)
    for text in ("Somebody else changed it first", "佐藤 健", "03-0000-1234", "03-0000-1111", "03-0000-2222", "広報部"):
        assert text in said
    assert "Changed by both: Phone." in said
    assert colleague.look() == theirs, "nothing was registered"
    view.confirm.register.click()
    settle(tasks)
    after = colleague.look().details
    assert (after.phone, after.fax, after.department) == ("03-0000-2222", "03-0000-3333", "広報部")


def test_the_other_ones_details_can_be_left_as_they_are(
    view: DetailsView, tasks: TaskRunner, colleague: OwnSite
) -> None:
    fill_in(view, phone="03-0000-2222")
    view.edit.confirm.click()
    theirs = register(colleague, fax="03-0000-3333")
    view.confirm.register.click()
    settle(tasks)
    view.confirm.theirs.click()
    assert view.read.isVisible()
    assert "03-0000-3333" in texts(view)
    assert colleague.look() == theirs


def test_without_the_portal_it_says_why_and_what_was_typed_stays(
    view: DetailsView, tasks: TaskRunner, sandbox_portal: EmbeddedPortal
) -> None:
    told: list[Notice] = []
    view.noticed.connect(told.append)
    fill_in(view, phone="03-0000-2222")
    view.edit.confirm.click()
    sandbox_portal.__exit__(None, None, None)
    view.confirm.register.click()
    settle(tasks)
    assert "cannot be reached" in texts(view)
    assert view.confirm.register.isEnabled()
    view.refresh()
    settle(tasks)
    assert told
    assert view.edit.form.details().phone == "03-0000-2222"


def test_what_was_typed_comes_along_into_a_window_built_anew(
    desk: Desk, toolbox: Toolbox, tasks: TaskRunner, shown: Show
) -> None:
    site = SiteView(desk, toolbox)
    shown(site)
    assert site.typed() is None
    site.tabs.setCurrentIndex(site.pages.index(site.details))
    settle(tasks, lambda: site.details.read.isVisible())
    fill_in(site.details, phone="03-0000-2222")
    again = SiteView(desk, toolbox)
    shown(again)
    again.restore(site.place())
    again.type_again(site.typed())
    assert again.details.edit.isVisible()
    assert again.details.edit.form.details().phone == "03-0000-2222"
