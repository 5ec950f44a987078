"""The numbers of documents: read, checked, told by their kind when they are wrong."""

from datetime import date

import pytest

from households import idnumbers
from households.idnumbers import IdNumberError


def with_check_digit(first_17: str) -> str:
    return first_17 + idnumbers.check_digit(first_17)


def test_the_check_digit_of_the_standards_own_example():
    assert idnumbers.check_digit("11010519491231002") == "X"


def test_a_good_number_says_birth_date_and_sex():
    number = with_check_digit("52242219680317501")

    identity = idnumbers.read_id_number(number)

    assert identity == idnumbers.IdNumber(number, number, date(1968, 3, 17), idnumbers.MALE)
    assert idnumbers.read_id_number(with_check_digit("52242219680317502")).sex == idnumbers.FEMALE


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
    assert idnumbers.read_id_number(typed).number == "11010519491231002X"


GOOD = with_check_digit("52242219680317501")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "length"),
        ("1101051949123100", "length"),
        ("999999196803175011", "placeholder"),
        ("11010549123100②", "old_characters"),
        (f"{GOOD}84", "disability_kind"),
        (f"{GOOD}45", "disability_level"),
        (f"{GOOD}42A1", "disability_again"),
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
        idnumbers.read_id_number(typed)

    assert wrong.value.code == code


def test_every_single_wrong_digit_is_found():
    good = with_check_digit("52242219680317501")

    for place in range(17):
        for digit in "0123456789":
            if digit != good[place]:
                wrong = good[:place] + digit + good[place + 1 :]
                with pytest.raises(IdNumberError):
                    idnumbers.read_id_number(wrong)


def test_a_disability_certificate_says_who_the_person_is_and_how_disabled():
    for number in (f"{GOOD}42", f"{GOOD}42b1"):
        certificate = idnumbers.read_id_number(number)

        assert certificate.person == GOOD
        assert certificate.document == idnumbers.DISABILITY_CERTIFICATE
        assert (certificate.disability_kind, certificate.disability_level) == ("4", "2")
        assert certificate.number == number.upper()


def test_an_old_number_leads_to_the_same_person():
    old = idnumbers.read_id_number("110105491231002")

    assert old.is_old
    assert old.number == "110105491231002"
    assert old.person == "11010519491231002X"
    assert (old.birth_date, old.sex) == (date(1949, 12, 31), idnumbers.FEMALE)


def test_the_county_of_the_first_registration_is_known_though_its_code_is_history():
    assert idnumbers.first_county("522422196803175017") == "贵州省大方县"
    assert idnumbers.first_county("520521200406096627") == "贵州省大方县"
    assert idnumbers.first_county("990000200406096627") == ""
