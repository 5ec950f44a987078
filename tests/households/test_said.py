"""What is said of a person from a good number."""

from datetime import date

import pytest
from django.utils import translation

from households.forms.said import OLD_NUMBER, UNKNOWN_COUNTY, Said, place_name
from households.idnumbers import check_digit, read_id_number
from tests.factories import id_number

TODAY = date(2015, 11, 24)
BORN = date(1968, 3, 17)


def said(number: str) -> Said:
    return Said.of(read_id_number(number), TODAY)


def test_a_card_tells_sex_birth_age_and_the_first_county():
    told = said("522422196803175017")

    assert (told.sex, told.sex_code, told.birth_date, told.age) == ("Male", "1", BORN, 47)
    assert told.county == "Guizhousheng Dafangxian"
    assert told.warnings == ()


def test_the_county_is_written_in_the_readers_script():
    with translation.override("zh-hans"):
        assert place_name("贵州省大方县") == "贵州省大方县"


def test_a_certificate_tells_kind_and_level_too():
    told = said(id_number(BORN) + "43")

    assert (str(told.disability), told.level) == ("physical", "3")


@pytest.mark.parametrize(
    ("number", "warning"),
    [
        ("522422680317501", OLD_NUMBER),
        ("00000019680317501" + check_digit("00000019680317501"), UNKNOWN_COUNTY),
    ],
)
def test_what_is_odd_about_a_number_is_told_and_the_rest_too(number, warning):
    told = said(number)

    assert told.warnings == (warning,)
    assert told.birth_date == BORN
