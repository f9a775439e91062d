"""Pictures of 自動発行, the sub-tab of a campaign that issues automatically. Steps of `screenshots.py`."""

from __future__ import annotations

from picture import Picture

from netmile_desktop.views.automatic.view import CONNECTION, EXAMPLES, LOG, TESTER, AutomaticView
from netmile_desktop.views.campaign.view import SubTab
from netmile_desktop.workspace.automatic.flaws import TagFlaw
from tests.support.clerk import Clerk

CAMPAIGN = "C-1022"


def walk(clerk: Clerk, picture: Picture) -> None:
    """Look at what an engineer copies, make a key, try the tag out; then the log of refused calls and the examples."""
    campaign = clerk.open_campaign(CAMPAIGN)
    campaign.tabs.setCurrentIndex(SubTab.AUTOMATIC)
    clerk.wait_until_idle()
    view = campaign.automatic
    assert view is not None
    _make_a_key(clerk, picture, view)
    _try_out(clerk, picture, view)
    view.show_page(LOG)
    clerk.wait_until_idle()
    picture("28f-automatic-log")
    view.log.shown.button("counts").click()
    clerk.wait_until_idle()
    picture("28g-automatic-log-by-day")
    view.show_page(EXAMPLES)
    clerk.wait_until_idle()
    picture("28h-automatic-examples")
    view.show_page(CONNECTION)
    campaign.tabs.setCurrentIndex(0)


def _make_a_key(clerk: Clerk, picture: Picture, view: AutomaticView) -> None:
    """Its secret is in the picture: it is one of a sandbox that ends with this run."""
    view.show_page(CONNECTION)
    clerk.wait_until_idle()
    picture("28a-automatic-connection")
    keys = view.connection.keys
    clerk.press(keys.make_button)
    clerk.wait(lambda: keys.panel.made is not None, "the new key")
    clerk.wait_until_idle()
    picture("28b-automatic-new-key")
    clerk.press(keys.panel.close_button)
    clerk.wait_until_idle()


def _try_out(clerk: Clerk, picture: Picture, view: AutomaticView) -> None:
    """The request before it is sent, one that is refused beyond a limit, and all that issue nothing."""
    view.show_page(TESTER)
    clerk.wait_until_idle()
    tester = view.tester
    clerk.press(tester.make_button)
    clerk.wait_until_idle()
    picture("28c-automatic-tester")
    tester.table.select(str(TagFlaw.PER_DAY))
    clerk.press(tester.send_button)
    clerk.wait_until_idle()
    picture("28d-automatic-tester-limit")
    clerk.press(tester.all_button)
    clerk.wait_until_idle()
    picture("28e-automatic-tester-all")
