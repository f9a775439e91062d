"""What the portal tells besides issuing: applications, a sample of the mail, the starter kit."""

from datetime import timedelta

import pytest

from netmile_desktop.api.client import PortalClient
from netmile_desktop.domain import wire
from netmile_desktop.domain.campaigns import ApplicationState
from netmile_desktop.domain.failures import Refused, Unreachable
from netmile_desktop.paths import resources


def test_applications_are_found_by_state(client: PortalClient) -> None:
    everything = client.campaigns.applications(wire.ApplicationSearch())
    assert {each.state for each in everything.items} >= {ApplicationState.APPLIED, ApplicationState.REJECTED}
    waiting = client.campaigns.applications(wire.ApplicationSearch(only="applied", size=10))
    assert waiting.total == sum(each.state is ApplicationState.APPLIED for each in everything.items)
    day = everything.items[0].campaign_period.first
    reversed_days = wire.ApplicationSearch(campaign_from=day, campaign_to=day - timedelta(days=1))
    with pytest.raises(Refused):
        client.campaigns.applications(reversed_days)


def test_the_starter_kit_is_the_one_that_came_along(client: PortalClient) -> None:
    kit = {file.name: file.content for file in client.issuances.starter_kit().files}
    assert kit == {path.name: path.read_bytes() for path in (resources() / "samples").iterdir()}


def test_nothing_leaves_this_machine_while_offline(client: PortalClient) -> None:
    assert client.last_contact_at is not None
    before = client.last_contact_at
    client.is_offline = True
    with pytest.raises(Unreachable):
        client.campaigns.home()
    with pytest.raises(Unreachable):
        client.sessions.sign_in("demo", "Sandbox1234")
    assert client.last_contact_at == before
    client.is_offline = False
    assert client.campaigns.home().running
    assert client.last_contact_at > before
