"""A run of the checks: strictness, the poverty line, other files, last year's file, many files."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from households import checks
from households.choices import Severity
from households.models import Household, MemberYear, PovertyLine, RuleSetting
from tests.factories import HouseholdFactory, id_number
from tests.households.checks.family import HEAD, SON, TODAY, WIFE, family, spoil, stored

pytestmark = pytest.mark.django_db


def numbers(file, **more):
    return [one.rule for one in checks.run(file, today=TODAY, **more)]


@pytest.fixture
def setting(county):
    def set_rule(rule, severity="W", *, is_on=True, year=2015):
        RuleSetting.objects.create(
            county_code=county.pk, year=year, rule=rule, severity=severity, is_on=is_on
        )

    return set_rule


def test_a_run_asks_three_questions_however_large_the_family(django_assert_num_queries):
    file = family()
    file.people.extend(file.people * 3)

    with django_assert_num_queries(3):
        checks.run(file, today=TODAY)


def test_errors_come_first_and_say_where():
    file = spoil(spoil(family(), None, phone=""), SON, labour="01")

    first, second = checks.run(file, today=TODAY)

    assert (first.rule, first.severity, first.row, first.field) == (
        "L-02",
        Severity.ERROR,
        SON,
        "labour",
    )
    assert (second.rule, second.row, second.field) == ("R-19", None, "phone")
    assert second.is_warning
    assert first.value == "01"


def test_no_whole_private_number_is_ever_told():
    file = spoil(spoil(family(), HEAD, document_kind="02", phone="123456"), None, phone="085752212")
    secrets = [p.member.id_number for p in file.people] + ["123456", "085752212"]
    file.people[WIFE].member.id_number = file.people[WIFE].member.id_number[:17] + "?"

    told = " ".join(f"{one.value} {one.text}" for one in checks.run(file, today=TODAY))

    assert not [secret for secret in secrets if secret in told]


def test_a_county_may_be_stricter_or_milder_or_switch_a_rule_off(setting):
    file = spoil(spoil(family(), None, phone="", has_domestic_power=False), SON, labour="01")
    setting("R-19", "E")
    setting("L-02", "I")
    setting("V-09", is_on=False)

    found = checks.run(file, today=TODAY)

    assert [(one.rule, one.severity.value) for one in found] == [("R-19", "E"), ("L-02", "I")]


def test_the_years_before_a_setting_are_taken_as_strictly_as_ever(setting):
    setting("R-19", is_on=False, year=2016)

    assert numbers(spoil(family(), None, phone="")) == ["R-19"]


def test_what_the_database_enforces_cannot_be_switched_off(setting):
    setting("R-02", is_on=False)
    setting("P-02", "I")

    found = checks.run(spoil(family(), WIFE, relation="01"), today=TODAY)

    assert [(one.rule, one.severity.value) for one in found] == [("R-02", "E")]


def test_a_milder_case_stays_milder_unless_the_county_has_spoken(setting):
    file = spoil(family(), HEAD, has_medical_insurance=False)
    assert [one.severity.value for one in checks.run(file, today=TODAY)] == ["W"]

    setting("N-01", "E")

    assert [one.severity.value for one in checks.run(file, today=TODAY)] == ["E"]


def test_the_nearest_poverty_line_holds(county):
    PovertyLine.objects.filter(year=2015).delete()
    file = spoil(family(), None, wage=Decimal(9000))  # 2,915 yuan per head
    assert numbers(file) == []

    PovertyLine.objects.create(year=2015, purpose="identification", amount=2855, source="x")
    assert numbers(file) == ["M-03"]

    PovertyLine.objects.create(
        year=2015, area_code="52", purpose="identification", amount=3000, source="x"
    )
    assert numbers(file) == []


def test_a_file_of_a_past_year_is_judged_as_it_was_then():
    assert numbers(family(2015)) == []
    assert "L-02" not in numbers(spoil(family(2020), SON, labour="01"))


def test_nobody_is_taken_for_older_than_today():
    """On 19 May 2015 the son is not yet twelve."""
    found = [one.rule for one in checks.run(family(2015), today=date(2015, 5, 19))]

    assert found == ["E-04"]


def test_somebody_of_the_same_name_and_birth_date_elsewhere_is_noticed(yunfeng, baina):
    person = family().people[HEAD].member
    other = HouseholdFactory(village=baina, file__name=person.name).members.get()
    other.birth_date, other.id_number = person.birth_date, person.id_number[:16] + "99"
    other.save()
    number = other.household.number

    (found,) = checks.run(family(), today=TODAY)

    assert (found.rule, found.row, found.field) == ("P-12", HEAD, "name")
    assert number not in f"{found.text}{found.value}"
    assert "百纳" not in f"{found.text}{found.value}"


def test_two_who_differ_in_the_number_or_left_are_two_people(yunfeng, baina):
    person = family().people[HEAD].member
    other = HouseholdFactory(village=baina, file__name=person.name).members.get()
    other.birth_date, other.id_number = person.birth_date, id_number(prefix="110101")
    other.save()

    assert numbers(family()) == []

    other.id_number, other.left_on, other.left_because = person.id_number, TODAY, "x"
    other.save()

    assert numbers(family()) == []


LAST_YEAR = [
    ("E-15", {"education": "03"}, {}),
    ("E-16", {"school": "04"}, {}),
    ("E-16", {"school": "05"}, {}),
    ("M-14", {}, {"wage": Decimal(18_000)}),
    ("M-14", {}, {"wage": Decimal(0), "crops": Decimal(4000)}),
]


@pytest.mark.parametrize(("rule", "person", "record"), LAST_YEAR)
def test_last_year_is_compared_with(rule, person, record):
    file, before = stored(family(2015)), stored(family(2014))
    file.year.size = 4
    assert set(numbers(file, before=before)) - {"E-16"} == set()

    spoil(spoil(before, SON, **person), None, **record)

    assert rule in numbers(file, before=before)


def test_a_pupil_who_advanced_is_no_finding():
    file, before = stored(family(2015)), stored(spoil(family(2014), SON, school="03"))
    file.year.size = 4

    assert numbers(file, before=before) == []


def test_a_step_is_refused_with_place_and_remedy(yunfeng):
    household = HouseholdFactory(village=yunfeng, file__people=2)
    checks.require_complete(household, 2015)
    household.years.update(water_is_safe=None, access_road="")
    MemberYear.objects.filter(member__position=2).update(labour="")

    with pytest.raises(ValidationError) as refused:
        checks.require_complete(household, 2015)

    labour, home = refused.value.messages
    assert labour.startswith("Wang Daming, labour ability: The labour ability is missing.")
    assert home.startswith("Drinking water safe, access road: This is still empty.")


def test_warnings_stop_no_step(yunfeng):
    household = HouseholdFactory(village=yunfeng, phone="")

    checks.require_complete(household, 2015)


def test_a_year_without_a_record_is_told_so(yunfeng):
    with pytest.raises(ValidationError, match="no record of this year"):
        checks.require_complete(HouseholdFactory(village=yunfeng), 2016)


def test_a_size_that_was_written_past_the_form_is_told(yunfeng):
    household = HouseholdFactory(village=yunfeng, file__people=2)
    household.years.update(size=5)

    with pytest.raises(ValidationError, match="counts 5 people but lists 2"):
        checks.require_complete(household, 2015)


def test_a_list_is_checked_with_few_questions(yunfeng, django_assert_max_num_queries):
    households = [HouseholdFactory(village=yunfeng, file__people=3) for _ in range(12)]
    households[3].years.update(main_cause="")

    with django_assert_max_num_queries(5):
        errors = checks.errors_of([h.pk for h in households], 2015, today=TODAY)

    assert [pk for pk, said in errors.items() if said] == [households[3].pk]


@pytest.mark.parametrize(
    ("relations", "said"),
    [
        ([], "no members"),
        (["02"], "No member is the householder"),
        (["01", "01"], "Two members are householder"),
        (["01", "02", "02"], "Two members are the householder's spouse"),
        (["01", "02", "03"], None),
    ],
)
def test_a_household_has_one_householder_and_at_most_one_spouse(relations, said):
    found = checks.composition_problems(relations)

    assert said is None if not found else said in found[0]


def test_an_unsaved_file_has_no_last_year(yunfeng):
    assert checks.last_year(Household(), 2015) is None
