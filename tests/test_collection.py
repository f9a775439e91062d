"""Collection is put off for as long as anybody asks, and not longer."""

import gc

import pytest

from netmile_desktop.collection import no_collection


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
    try:
        with no_collection():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
