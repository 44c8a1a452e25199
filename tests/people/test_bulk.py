import gc

import pytest

from underice.people.bulk import bulk


def test_the_collector_rests_and_goes_on_also_after_an_error() -> None:
    with bulk():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(KeyError), bulk():
        raise KeyError
    assert gc.isenabled()


def test_a_collector_stopped_by_somebody_else_stays_stopped() -> None:
    gc.disable()
    try:
        with bulk():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()
