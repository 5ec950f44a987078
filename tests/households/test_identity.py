"""What an ID number gives to a member, and how a wrong one is told."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from households.models import Member
from tests.factories import id_number


def member(**fields) -> Member:
    return Member(**{"name": "杨正林", "village_id": "520521225201", **fields})


def test_a_number_fills_sex_and_birth_date():
    daughter = member(id_number=id_number(date(2004, 6, 9), sex="2"))

    daughter.clean()

    assert (daughter.sex, daughter.birth_date) == ("2", date(2004, 6, 9))


def test_a_wrong_check_digit_is_told_with_the_right_one():
    number = id_number()
    wrong = number[:17] + ("4" if number[17] != "4" else "5")

    with pytest.raises(ValidationError) as refusal:
        member(id_number=wrong).clean()

    assert refusal.value.message_dict == {
        "id_number": [f"Digit 18 should be {number[17]}, not {wrong[17]}. Check the ID card."]
    }


def test_a_birth_date_that_contradicts_the_number_is_said_and_not_overwritten():
    person = member(id_number=id_number(date(1970, 1, 1)), birth_date=date(1971, 1, 1))

    with pytest.raises(ValidationError) as refusal:
        person.clean()

    assert refusal.value.message_dict == {
        "birth_date": ["The ID number says 1970-01-01. Correct the birth date or the number."]
    }
    assert person.birth_date == date(1971, 1, 1)


def test_a_sex_that_contradicts_the_number_is_said():
    with pytest.raises(ValidationError) as refusal:
        member(id_number=id_number(sex="1"), sex="2").clean()

    assert list(refusal.value.message_dict) == ["sex"]


def test_the_same_number_keeps_its_ciphertext():
    from povertyreg.privacy import Decrypted, encrypt

    number = id_number()
    stored = Decrypted(number, encrypt(number, "member.id_number"))
    person = member(id_number=stored)

    person.clean()

    assert person.id_number is stored


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, {"id_number"}),
        ({"no_id_reason": "newborn"}, {"birth_date", "sex"}),
        ({"no_id_reason": "newborn", "birth_date": date(2015, 5, 1)}, {"sex"}),
    ],
)
def test_without_a_number_the_reason_and_what_it_would_say_are_asked_for(fields, said):
    with pytest.raises(ValidationError) as refusal:
        member(**fields).clean()

    assert set(refusal.value.message_dict) == said


def test_a_newborn_may_have_no_number_yet():
    member(no_id_reason="newborn", birth_date=date(2015, 5, 1), sex="1").clean()
