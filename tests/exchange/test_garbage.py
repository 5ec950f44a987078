import gc

import pytest

from povertyreg.exchange.garbage import seldom_collected

USUAL = gc.get_threshold()


def test_the_search_for_cycles_is_put_off_and_goes_on_afterwards():
    with seldom_collected():
        assert gc.isenabled()
        assert gc.get_threshold()[0] > USUAL[0]
    assert gc.get_threshold() == USUAL


def test_it_goes_on_after_a_failure_too():
    with pytest.raises(ZeroDivisionError), seldom_collected():
        raise ZeroDivisionError
    assert gc.get_threshold() == USUAL


def test_the_last_of_two_does_not_leave_it_put_off():
    first, second = seldom_collected(), seldom_collected()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    second.__exit__(None, None, None)
    assert gc.get_threshold() == USUAL
