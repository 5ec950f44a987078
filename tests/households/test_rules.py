"""The plain rules: ID numbers, ages, days of publicity, quorum, spelling of names."""

from datetime import date
from fractions import Fraction

import pytest

from households import rules
from households.rules import IdNumberError

GOOD = "522422196803175015"


def with_check_digit(first_17: str) -> str:
    return first_17 + rules.check_digit(first_17)


def test_the_check_digit_of_the_standards_own_example():
    assert rules.check_digit("11010519491231002") == "X"


def test_a_good_number_says_birth_date_and_sex():
    number = with_check_digit("52242219680317501")

    identity = rules.read_id_number(number)

    assert identity == rules.IdNumber(number, date(1968, 3, 17), rules.MALE)
    assert rules.read_id_number(with_check_digit("52242219680317502")).sex == rules.FEMALE


@pytest.mark.parametrize(
    "typed",
    [
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        " 110105 19491231 002X ",
        "11010519491231002ｘ",
    ],
)
def test_typing_habits_are_no_errors(typed):
    assert rules.read_id_number(typed).number == "11010519491231002X"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "length"),
        ("1101051949123100", "length"),
        ("1101051949123100233", "length"),
        ("11010519491231OO2X", "characters"),
        ("11010519491231002Y", "characters"),
        ("1101051949123100②X", "characters"),
        ("110105194912310021", "check_digit"),
        (with_check_digit("11010519490230001"), "birth_date"),
        (with_check_digit("11010518991231001"), "birth_date"),
        (with_check_digit("11010500000000001"), "birth_date"),
    ],
)
def test_a_wrong_number_is_told_by_its_kind(typed, code):
    with pytest.raises(IdNumberError) as wrong:
        rules.read_id_number(typed)

    assert wrong.value.code == code


def test_every_single_wrong_digit_is_found():
    good = with_check_digit("52242219680317501")

    for place in range(17):
        for digit in "0123456789":
            if digit != good[place]:
                wrong = good[:place] + digit + good[place + 1 :]
                with pytest.raises(IdNumberError):
                    rules.read_id_number(wrong)


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
    ],
)
def test_names_are_spelt_as_in_passports(name, pinyin):
    assert rules.pinyin_of_name(name) == pinyin
