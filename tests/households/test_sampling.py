"""The draw of a spot-check: the share of the list, every stratum, and nobody's choice."""

from fractions import Fraction
from hashlib import sha256
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from households.rules import sample_size
from households.sampling import Lot, apportioned, draw

FIFTH = Fraction(1, 5)
SEED = "ab" * 32
lists = st.lists(st.sampled_from(["01", "02", "03", "04"]), min_size=1, max_size=120).map(
    lambda strata: [Lot(n, stratum) for n, stratum in enumerate(strata, start=1)]
)
shares = st.integers(0, 100).map(lambda percent: Fraction(percent, 100))


def _by_stratum(lots, drawn):
    counted: dict[str, int] = {lot.stratum: 0 for lot in lots}
    for lot in lots:
        counted[lot.stratum] += lot.position in drawn
    return counted


@given(lists, shares, st.text(max_size=70))
def test_it_is_exactly_the_share_of_the_list(lots, share, seed):
    assert len(draw(lots, share, seed)) == sample_size(len(lots), share)


@given(lists, shares)
def test_each_stratum_is_visited_when_the_sample_allows_it(lots, share):
    drawn = draw(lots, share, SEED)

    counted = _by_stratum(lots, drawn)
    if len(drawn) >= len(counted):
        assert min(counted.values()) >= 1


@given(lists, shares)
def test_no_stratum_is_far_from_its_share(lots, share):
    drawn = draw(lots, share, SEED)

    sizes = _by_stratum(lots, {lot.position for lot in lots})
    for stratum, count in _by_stratum(lots, drawn).items():
        assert abs(count - Fraction(len(drawn) * sizes[stratum], len(lots))) < len(sizes)


@given(lists, shares, st.integers())
def test_the_order_of_the_households_steers_nothing(lots, share, shuffle):
    again = lots.copy()
    Random(shuffle).shuffle(again)

    assert draw(again, share, SEED) == draw(lots, share, SEED)


@given(lists, st.data())
def test_who_was_visited_before_is_drawn_last_in_his_stratum(lots, data):
    seen = data.draw(st.sets(st.sampled_from([lot.position for lot in lots])))

    drawn = draw(lots, FIFTH, SEED, seen=seen)

    for stratum in {lot.stratum for lot in lots}:
        fresh = {lot.position for lot in lots if lot.stratum == stratum} - seen
        chosen = {lot.position for lot in lots if lot.stratum == stratum} & drawn
        assert not chosen & seen or fresh <= drawn


def test_another_seed_draws_other_households():
    lots = [Lot(n, "01") for n in range(1, 41)]

    assert draw(lots, FIFTH, SEED) != draw(lots, FIFTH, "cd" * 32)


def test_every_household_is_drawn_as_often_as_the_next():
    lots = [Lot(n, "01") for n in range(1, 11)]
    times = dict.fromkeys(range(1, 11), 0)

    for seed in range(2000):
        for position in draw(lots, FIFTH, str(seed)):
            times[position] += 1

    assert all(320 < count < 480 for count in times.values())  # 400 each, within five deviations


def test_a_clerk_can_draw_it_again_with_a_pocket_calculator_of_hashes():
    """The example of the handbook."""
    lots = [Lot(n, "01" if n <= 7 else "02") for n in range(1, 11)]
    lowest = min(range(1, 8), key=lambda n: sha256(f"{SEED} {n}".encode()).hexdigest())
    other = min(range(8, 11), key=lambda n: sha256(f"{SEED} {n}".encode()).hexdigest())

    assert draw(lots, FIFTH, SEED) == {lowest, other}


def test_the_largest_remainder_gets_what_is_left():
    assert apportioned({"01": 30, "02": 7, "03": 3}, 8) == {"01": 6, "02": 1, "03": 1}
    assert apportioned({"01": 100, "02": 1, "03": 1}, 4) == {"01": 2, "02": 1, "03": 1}
    assert apportioned({"01": 100, "02": 1, "03": 1}, 2) == {"01": 2, "02": 0, "03": 0}


def test_nobody_is_drawn_from_an_empty_list():
    assert draw([], FIFTH, SEED) == frozenset()
