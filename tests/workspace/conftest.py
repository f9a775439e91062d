"""A signed-in clerk's workspace without a window, and a store of its own for what needs no portal."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from netmile_desktop.domain.rows.rows import Recipe
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.workspace.batches.batches import Batches
from netmile_desktop.workspace.cancelling.cancelling import Cancelling
from netmile_desktop.workspace.cancelling.reissues import Reissues
from netmile_desktop.workspace.drafts.draft import Draft
from netmile_desktop.workspace.sources.source import load_source
from netmile_desktop.workspace.store.store import Store
from tests.support.bench import KEY, Bench
from tests.support.campaigns import TODAY, campaign_detail
from tests.support.faults import FaultyLine
from tests.support.files import HEADER, csv_file
from tests.support.recalling import cancelling


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store that holds nothing yet, made once; to be copied, not opened."""
    folder = tmp_path_factory.mktemp("store")
    Store.open(folder / "site.db", KEY).close()
    return folder


@pytest.fixture
def own_folder(empty_store: Path, tmp_path: Path) -> Path:
    """A folder of this test's own with an empty store, `site.db`, in it."""
    return Path(shutil.copytree(empty_store, tmp_path, dirs_exist_ok=True))


@pytest.fixture
def store(own_folder: Path) -> Iterator[Store]:
    store = Store.open(own_folder / "site.db", KEY)
    yield store
    store.close()


@pytest.fixture
def batches(store: Store) -> Batches:
    return Batches(store, lambda: TODAY)


@pytest.fixture
def imported(own_folder: Path, batches: Batches) -> Callable[..., Draft]:
    """Take rows in as a draft of a campaign of fixed 100 miles, or of a campaign that differs from it."""

    def make(rows: list[tuple[str, str, str]], **campaign: object) -> Draft:
        source = load_source(csv_file(own_folder / "a.csv", rows, header=HEADER))
        return batches.open(batches.take_in(source, Recipe(), campaign_detail(**campaign)).batch_id)

    return make


@pytest.fixture
def line(sandbox_portal: EmbeddedPortal) -> Iterator[FaultyLine]:
    """A line to the sandbox that can be made to fail."""
    with FaultyLine(sandbox_portal.url) as line:
        yield line


@pytest.fixture
def bench(own_folder: Path, sandbox_portal: EmbeddedPortal) -> Iterator[Bench]:
    bench = Bench(own_folder, sandbox_portal)
    yield bench
    bench.close()


@pytest.fixture
def cancellations(bench: Bench) -> Cancelling:
    return cancelling(bench)


@pytest.fixture
def reissues(bench: Bench, cancellations: Cancelling) -> Reissues:
    return Reissues(bench.client, bench.store, cancellations, bench.today)
