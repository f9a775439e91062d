"""Collection is put off for as long as anybody asks, and not longer."""

import gc
from collections.abc import Iterator

import pytest

from netmile_desktop.collection import MANY, no_collection


@pytest.fixture(autouse=True)
def _collected_by_python() -> Iterator[None]:
    was_enabled = gc.isenabled()
    gc.enable()
    yield
    if not was_enabled:
        gc.disable()


def test_collection_waits_for_the_last_who_asked() -> None:
    first, second = no_collection(), no_collection()
    with first:
        second.__enter__()
        assert not gc.isenabled()
    assert not gc.isenabled()
    second.__exit__(None, None, None)
    assert gc.isenabled()


def test_collection_goes_on_after_a_failure() -> None:
    with pytest.raises(ValueError, match="full"), no_collection():
        raise ValueError("full")
    assert gc.isenabled()


def test_collection_that_was_off_stays_off() -> None:
    gc.disable()
    with no_collection():
        pass
    assert not gc.isenabled()


def test_what_many_things_are_kept_is_not_gone_through_again() -> None:
    with no_collection():
        kept = [[n] for n in range(2 * MANY)]
    try:
        assert gc.get_freeze_count() > MANY
    finally:
        gc.unfreeze()
    assert kept


def test_a_few_things_stay_within_reach() -> None:
    before = gc.get_freeze_count()
    with no_collection():
        kept = [[n] for n in range(100)]
    assert gc.get_freeze_count() == before
    assert kept
