"""The plain rules: ages, days of publicity, quorum, spelling of names."""

from datetime import date
from fractions import Fraction

import pytest

from households import rules


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(1968, 3, 17), date(2015, 3, 16), 46),
        (date(1968, 3, 17), date(2015, 3, 17), 47),
        (date(2004, 2, 29), date(2015, 2, 28), 10),
        (date(2015, 5, 1), date(2015, 5, 1), 0),
    ],
)
def test_age_counts_completed_years(born, on, age):
    assert rules.age_on(born, on) == age


def test_seven_days_from_28_may_end_on_3_june():
    assert rules.last_day_of_publicity(date(2015, 5, 28), 7) == date(2015, 6, 3)
    assert rules.day_of_publicity(date(2015, 5, 28), date(2015, 6, 3)) == 7


@pytest.mark.parametrize(("entitled", "needed"), [(45, 30), (46, 31), (1, 1), (0, 0)])
def test_two_thirds_must_be_present(entitled, needed):
    assert rules.quorum(entitled) == needed


def test_half_of_those_present_is_not_enough():
    assert not rules.is_carried(19, 38)
    assert rules.is_carried(20, 38)


def test_a_spot_check_covers_at_least_its_share():
    assert rules.sample_size(41, Fraction(1, 5)) == 9
    assert rules.sample_size(0, Fraction(1, 5)) == 0


@pytest.mark.parametrize(
    ("name", "pinyin"),
    [
        ("杨光富", "Yang Guangfu"),
        ("王珍", "Wang Zhen"),
        ("龙", "Long"),
        ("", ""),
        ("Li Wei", "Li Wei"),
        ("长" * 60, f"Chang Chang{'chang' * 21}chan"),
    ],
    ids=lambda text: text[:12],
)
def test_names_are_spelt_as_in_passports(name, pinyin):
    assert rules.pinyin_of_name(name) == pinyin
