from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from netmile_desktop.api.client import PortalClient
from netmile_desktop.api.patience import ONCE
from netmile_desktop.domain import wire
from netmile_desktop.domain.campaigns import CampaignKind, CampaignState
from netmile_desktop.domain.failures import Refused, Unreachable
from netmile_desktop.workspace.campaigns.catalogue import Catalogue
from netmile_desktop.workspace.store.store import Store
from tests.support.faults import FaultyLine


@pytest.fixture
def catalogue(line: FaultyLine, tmp_path: Path) -> Iterator[Catalogue]:
    client = PortalClient(line.url, patience=ONCE)
    client.sessions.sign_in("demo", "Sandbox1234")
    store = Store.open(tmp_path / "workspace.db", bytes(32))
    yield Catalogue(client.campaigns, store)
    client.close()
    store.close()


def test_what_was_seen_is_there_without_the_portal(catalogue: Catalogue, line: FaultyLine) -> None:
    home = catalogue.home()
    shown = catalogue.detail(home.running[0].id)
    line.refuse()
    with pytest.raises(Unreachable):
        catalogue.detail(shown.id)
    assert catalogue.remembered(shown.id) == shown
    assert catalogue.remembered_home() == home
    assert catalogue.remembered("C-9999") is None
    line.listen_again()
    newer = catalogue.detail(shown.id)
    assert newer.as_of > shown.as_of
    assert catalogue.remembered(shown.id) == newer


def test_what_does_not_exist_is_refused_and_not_remembered(catalogue: Catalogue) -> None:
    with pytest.raises(Refused):
        catalogue.detail("C-9999")
    assert catalogue.remembered("C-9999") is None


def test_the_list_is_searched(catalogue: Catalogue) -> None:
    page = catalogue.search(wire.CampaignSearch(size=10))
    assert len(page.items) == 10
    assert page.total > 10


def test_what_was_seen_is_searched_as_the_portal_does(catalogue: Catalogue) -> None:
    every = catalogue.every()
    wanted = next(each for each in every if len(each.name) > 4)
    digits = wanted.id.partition("-")[2]
    queries = [wire.CampaignSearch(id=text) for text in (wanted.id.lower(), f"Ｃー{digits}", digits, digits[:3], "C-%")]
    queries += [wire.CampaignSearch(name=text) for text in (wanted.name[1:4], f"{wanted.name[:2]} －{wanted.name[2:]}")]
    for query in queries:
        portal = catalogue.search(query)
        assert [each.id for each in portal.items] == [each.id for each in catalogue.remembered_search(query).items]
        assert (wanted.id in [each.id for each in portal.items]) is (query.id != "C-%")


def test_campaigns_of_one_kind_are_found_without_the_portal_too(catalogue: Catalogue) -> None:
    for kind in CampaignKind:
        query = wire.CampaignSearch(kind=kind)
        portal = catalogue.search(query)
        catalogue.search(wire.CampaignSearch(kind=next(each for each in CampaignKind if each is not kind)))
        remembered = catalogue.remembered_search(query)
        assert {each.kind for each in remembered.items} == {kind}
        assert [each.id for each in remembered.items] == [each.id for each in portal.items]


def test_rules_of_all_that_can_be_issued_for_are_fetched_ahead(catalogue: Catalogue, line: FaultyLine) -> None:
    states = [CampaignState.BEFORE, CampaignState.RUNNING, CampaignState.ISSUING]
    wanted = catalogue.search(wire.CampaignSearch(states=states, size=100)).items
    assert {each.state for each in wanted} == set(states), "the sandbox has some of each"
    assert catalogue.remember_rules() >= len(wanted)
    assert catalogue.remember_rules() == 0, "what is fresh is not fetched again"
    line.refuse()
    assert all(catalogue.remembered(each.id) for each in wanted)
