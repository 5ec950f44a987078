"""Each rule: a file that breaks it is told so, and a good family hears nothing."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from households.checks import RULES
from households.checks.facts import Facts
from households.dossier import File
from households.idnumbers import check_digit
from tests.households.checks.family import (
    HEAD,
    MOTHER,
    SON,
    TODAY,
    WIFE,
    alone,
    born,
    family,
    five_guarantee,
    grown_pupil,
    number,
    numbered,
    same_phone,
    spoil,
    stored,
    without_labour,
)

CARD = number(date(1975, 3, 8), "1")
MONTH_13 = "52242219751332001" + check_digit("52242219751332001")
CERTIFICATE = number(date(1977, 6, 1), "2") + "42"


def told(file: File, **more) -> set[str]:
    """Numbers of the rules that find something."""
    facts = Facts(file, more.pop("today", TODAY), **more)
    return {rule.id for rule in RULES if rule.is_valid_in(file.year.year) and [*rule.check(facts)]}


@pytest.mark.parametrize("year", [2015, 2016, 2017])
def test_a_good_family_hears_nothing(year):
    assert told(family(year), line=Decimal(2855)) == set()


Spoil = Callable[[File], object]

# fmt: off
CASES: list[tuple[str, Spoil, set[str]]] = [
    ("P-01", lambda f: numbered(f, HEAD, "52242219750308"), set()),
    ("P-01", lambda f: numbered(f, HEAD, CARD[:16] + "A" + CARD[17]), set()),
    ("P-02", lambda f: numbered(f, HEAD, CARD[:17] + ("1" if CARD[17] != "1" else "2")), set()),
    ("P-03", lambda f: numbered(f, WIFE, "522422197706010022" + "42"), set()),
    ("P-04", lambda f: spoil(f, SON, id_number=""), set()),
    ("P-07", lambda f: numbered(f, HEAD, MONTH_13), set()),
    ("P-07", lambda f: born(f, SON, date(2030, 1, 1)), set()),
    ("P-08", lambda f: numbered(f, HEAD, number(date(1975, 3, 8), "1", prefix="980101")), set()),
    ("P-09", lambda f: spoil(f, HEAD, birth_date=date(1975, 3, 9)), set()),
    ("P-10", lambda f: spoil(f, MOTHER, sex="1"), {"R-08"}),
    ("P-11", lambda f: numbered(f, HEAD, "522422750308001"), set()),
    ("P-13", lambda f: spoil(f, HEAD, name="Yang Guangfu"), set()),
    ("P-13", lambda f: spoil(f, HEAD, name="杨"), set()),
    ("P-15", lambda f: spoil(f, HEAD, ethnic_group=""), set()),
    ("P-16", lambda f: spoil(f, HEAD, document_kind="02"), {"H-03"}),
    ("P-17", lambda f: numbered(f, WIFE, number(date(1977, 6, 1), "2") + "92"), set()),
    ("P-18", lambda f: spoil(f, HEAD, phone="12345"), set()),
    ("P-18", lambda f: spoil(f, None, filled_by_phone="12345"), set()),
    ("P-23", lambda f: spoil(f, SON, politics="03"), set()),
    ("P-23", lambda f: spoil(f, SON, politics="01"), set()),
    ("P-24", lambda f: spoil(f, HEAD, is_serving_soldier=True), set()),
    ("R-01", lambda f: spoil(f, HEAD, relation="99"), set()),
    ("R-02", lambda f: spoil(f, WIFE, relation="01"), set()),
    ("R-03", lambda f: spoil(stored(f), None, size=7), set()),
    ("R-04", lambda f: f.people.clear(), {"C-02", "M-07"}),
    ("R-06", lambda f: spoil(f, MOTHER, relation=""), set()),
    ("R-07", lambda f: spoil(f, WIFE, sex="1", id_number=number(date(1977, 6, 1), "1")), set()),
    ("R-08", lambda f: spoil(f, SON, relation="04"), set()),
    ("R-09", lambda f: spoil(f, MOTHER, relation="02"), set()),
    ("R-10", lambda f: born(f, HEAD, date(1992, 1, 1)), set()),
    ("R-11", lambda f: spoil(f, WIFE, relation="12"), {"R-13"}),
    ("R-12", lambda f: spoil(spoil(f, HEAD, relation="99"), SON, relation="01"),
     set()),
    ("R-13", lambda f: spoil(f, WIFE, relation="12"), {"R-11"}),
    ("R-14", lambda f: spoil(alone(f), HEAD, relation="99"),
     {"C-02", "M-11", "M-03"}),
    ("R-15", lambda f: spoil(f, None, proposed_category="03", five_guarantee_allowance=Decimal(1)),
     set()),
    ("R-16", five_guarantee, {"N-04"}),
    ("R-17", lambda f: f.people.extend(f.people[3:] * 7), {"R-13"}),
    ("R-19", lambda f: spoil(f, None, phone=""), set()),
    ("R-19", lambda f: spoil(f, None, phone="08575221234"), set()),
    ("E-01", lambda f: spoil(f, HEAD, education="", school=""), set()),
    ("E-03", lambda f: born(spoil(f, SON, school="03"), SON, date(2000, 1, 1)), set()),
    ("E-04", lambda f: born(f, SON, date(2005, 1, 1)), set()),
    ("E-05", lambda f: spoil(f, SON, school="07"), set()),
    ("E-06", lambda f: spoil(f, SON, school="16"), set()),
    ("E-08", lambda f: spoil(f, SON, school="02", education="06"), set()),
    ("E-08", lambda f: spoil(f, HEAD, education="06"), set()),
    ("E-09", lambda f: spoil(f, SON, school="01"), set()),
    ("E-10", lambda f: spoil(f, SON, school="01", not_in_school_because="01"), set()),
    ("E-11", lambda f: born(spoil(f, SON, school="01", labour="01"), SON, date(1996, 1, 1)),
     {"N-04"}),
    ("E-12", lambda f: born(spoil(f, SON, school="01"), SON, date(2011, 1, 1)), set()),
    ("E-13", lambda f: spoil(f, WIFE, school="16", labour="04"), set()),
    ("E-14", lambda f: spoil(f, SON, education="05"), set()),
    ("H-01", lambda f: spoil(f, HEAD, health=""), set()),
    ("H-02", lambda f: spoil(f, WIFE, second_health="04"), set()),
    ("H-03", lambda f: numbered(f, WIFE, CERTIFICATE, document_kind="02"), {"H-04"}),
    ("H-04", lambda f: numbered(f, WIFE, CERTIFICATE, document_kind="02", second_health="04"),
     set()),
    ("H-05", lambda f: spoil(f, WIFE, health="01", second_health="02"), set()),
    ("H-05", lambda f: spoil(f, WIFE, second_health="02"), set()),
    ("L-01", lambda f: spoil(f, HEAD, labour=""), set()),
    ("L-02", lambda f: spoil(f, SON, labour="01"), set()),
    ("L-03", lambda f: spoil(f, WIFE, school="12"), {"E-05", "E-13"}),
    ("L-04", lambda f: spoil(f, HEAD, labour="03"), {"L-09"}),
    ("L-05", lambda f: spoil(f, HEAD, labour="04"), {"L-09"}),
    ("L-06", lambda f: spoil(f, HEAD, labour="05"), set()),
    ("L-07", lambda f: spoil(f, MOTHER, labour="01"), set()),
    ("L-08", lambda f: spoil(f, WIFE, health="03"), set()),
    ("L-09", lambda f: spoil(f, MOTHER, work_region="01", work_months=2), set()),
    ("L-10", grown_pupil, set()),
    ("L-11", lambda f: spoil(f, SON, work_region="01", work_months=2), set()),
    ("L-12", lambda f: spoil(f, HEAD, receives_special_hardship=True), set()),
    ("L-13", lambda f: spoil(f, HEAD, work_months=None), set()),
    ("L-13", lambda f: spoil(f, HEAD, work_region=""), set()),
    ("L-13", lambda f: spoil(f, HEAD, work_months=13), set()),
    ("L-15", lambda f: spoil(f, HEAD, work_region="04"), set()),
    ("N-01", lambda f: spoil(f, HEAD, has_medical_insurance=None), set()),
    ("N-01", lambda f: spoil(f, HEAD, has_medical_insurance=False), set()),
    ("N-02", lambda f: spoil(f, HEAD, has_employee_medical=True), set()),
    ("N-03", lambda f: spoil(f, HEAD, has_serious_illness_insurance=None), set()),
    ("N-04", lambda f: spoil(f, HEAD, has_pension_insurance=None), set()),
    ("N-04", lambda f: spoil(f, HEAD, has_employee_pension=True), set()),
    ("N-06", lambda f: spoil(f, SON, has_pension_insurance=True), set()),
    ("N-07", lambda f: spoil(f, None, proposed_category="02"), set()),
    ("N-07", lambda f: spoil(f, MOTHER, receives_dibao=True), set()),
    ("N-08", lambda f: spoil(f, None, proposed_category="03"), {"R-15"}),
    ("N-10", without_labour, {"C-10"}),
    ("N-11", lambda f: spoil(f, None, disability_subsidy=Decimal(600)), set()),
    ("N-12", lambda f: spoil(f, MOTHER, receives_dibao=True, receives_special_hardship=True),
     {"N-07"}),
    ("M-02", lambda f: spoil(f, None, crops=Decimal(-1)), {"M-09"}),
    ("M-03", lambda f: spoil(f, None, crops=Decimal(9000)), set()),
    ("M-04", lambda f: spoil(f, None, category="01", state="1"), set()),
    ("M-05", lambda f: spoil(f, None, state="3", category="01", wage=Decimal(99_000)), set()),
    ("M-07", lambda f: spoil(f, None, wage=Decimal(0)), set()),
    ("M-07", lambda f: spoil(f, HEAD, work_region="", work_months=None), set()),
    ("M-08", lambda f: spoil(f, None, wage=Decimal("99.50")), set()),
    ("M-09", lambda f: spoil(f, None, crops=Decimal(0), business_expenditure=Decimal(0)), set()),
    ("M-09", lambda f: spoil(f, None, business_expenditure=Decimal(3001)), set()),
    ("M-11", lambda f: spoil(f, None, old_age_subsidy=Decimal(600)), set()),
    ("M-11", lambda f: f.people.pop(), {"M-03"}),
    ("M-12", lambda f: spoil(f, None, ecological_compensation=Decimal(90), forest_land=Decimal(0)),
     set()),
    ("M-16", lambda f: spoil(f, None, retirement_pay=Decimal("1.2")), set()),
    ("M-16", lambda f: spoil(f, None, crops=Decimal("0.3"), business_expenditure=Decimal(0)),
     set()),
    *[("V-01", lambda f, name=name: spoil(f, None, **{name: None}), set()) for name in (
        "water_is_safe", "has_sanitary_toilet", "cultivated_land", "forest_land", "pasture_land",
        "housing_area", "is_dilapidated", "has_domestic_power", "km_to_main_road")],
    ("V-01", lambda f: spoil(f, None, access_road=""), set()),
    ("V-02", lambda f: spoil(f, None, cultivated_land=Decimal(101)), set()),
    ("V-03", lambda f: spoil(f, None, forest_land=Decimal(201)), set()),
    ("V-04", lambda f: spoil(f, None, irrigated_land=Decimal(4)), set()),
    ("V-05", lambda f: spoil(f, None, km_to_main_road=Decimal(21)), set()),
    ("V-06", lambda f: spoil(f, None, housing_area=Decimal(9)), set()),
    ("V-06", lambda f: spoil(f, None, housing_area=Decimal(401)), set()),
    ("V-07", lambda f: spoil(f, None, house_grade="4"), set()),
    ("V-07", lambda f: spoil(f, None, house_grade="1", is_dilapidated=True), set()),
    ("V-08", lambda f: spoil(f, None, category="01", state="1", crops=Decimal(9000),
                             water_is_safe=False), set()),
    ("V-09", lambda f: spoil(f, None, has_domestic_power=False), set()),
    ("V-12", lambda f: spoil(f, None, second_cause="06"), set()),
    ("C-01", lambda f: spoil(f, None, main_cause=""), set()),
    ("C-01", lambda f: spoil(f, None, third_cause="01"), set()),
    ("C-02", lambda f: spoil(f, WIFE, health="01"), set()),
    ("C-03", lambda f: spoil(f, None, second_cause="02"), set()),
    ("C-04", lambda f: spoil(f, None, second_cause="03"), set()),
    ("C-05", lambda f: spoil(f, None, second_cause="08"), set()),
    ("C-06", lambda f: spoil(f, None, second_cause="12"), set()),
    ("C-10", without_labour, {"N-10"}),
    ("C-25", lambda f: spoil(f, None, proposed_category=""), set()),
]
# fmt: on


@pytest.mark.parametrize(("rule", "spoiled", "companions"), CASES)
def test_a_file_that_breaks_a_rule_is_told_so(rule, spoiled, companions):
    file = family()

    spoiled(file)

    assert told(file, line=Decimal(2855)) == {rule, *companions}


LATER: list[tuple[str, Spoil, set[str]]] = [
    ("E-02", lambda f: spoil(f, SON, education="02"), set()),
    ("P-20", same_phone, set()),
    ("M-06", lambda f: spoil(f, None, wage=Decimal(500)), set()),
    ("L-23", lambda f: spoil(f, WIFE, labour="02"), set()),
]


def _monitored() -> File:
    """The same family in 2022, when only the school of a pupil is asked for."""
    file = spoil(family(2022), SON, education="", has_pension_insurance=None)
    return born(file, SON, date(2009, 5, 20))


@pytest.mark.parametrize(("rule", "spoiled", "companions"), LATER)
def test_rules_of_later_years_are_told_then(rule, spoiled, companions):
    file = _monitored()
    assert told(file, line=Decimal(2100)) == set()

    spoiled(file)

    assert told(file, line=Decimal(2100)) == {rule, *companions}


def test_each_rule_is_broken_by_a_case():
    of_last_year, of_the_database = {"E-15", "E-16", "M-14"}, {"P-12"}
    broken = {rule for rule, _spoil, _more in CASES + LATER} | of_last_year | of_the_database

    assert broken == {rule.id for rule in RULES}


def test_each_rule_has_a_number_of_its_own_a_source_and_both_texts():
    assert len({rule.id for rule in RULES}) == len(RULES)
    for rule in RULES:
        english = str(rule.text)
        with translation.override("zh-hans"):
            chinese = str(rule.text)

        assert english.endswith((".", "?")), rule.id
        assert chinese.endswith(("。", "？")), rule.id
        assert rule.source, rule.id


def test_a_household_whose_return_is_under_way_is_out_no_longer():
    back = family(2015)
    spoil(back, None, category="01", state="1", return_cause="01", is_dilapidated=True)

    assert not {"M-04", "V-08"} & told(back, line=Decimal(99_000))
