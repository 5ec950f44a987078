"""How the file is typed: codes, masks, amounts, rows, and two versions side by side."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from households import files
from households.dossier import File
from households.forms.fields import kept
from households.forms.file import FileForm
from households.models import Household, HouseholdYear
from tests.factories import HouseholdFactory, VillageGroupFactory
from tests.households.entry import person, query, sent, stored
from villages.models import Village

TODAY = date(2015, 11, 24)


def new(clerk, data=None, village: Village | None = None, year: int = 2015) -> FileForm:
    file = File(Household(village=village), HouseholdYear(year=year))
    return FileForm(file, user=clerk, today=TODAY, data=data)


def of(household, clerk, data=None, year: int = 2015) -> FileForm:
    return FileForm(files.opened(household, year), user=clerk, today=TODAY, data=data)


@pytest.fixture
def household(yunfeng) -> Household:
    return HouseholdFactory(
        village=yunfeng, file__people=2, file__wage=Decimal("7200.00"), phone="13612342085"
    )


def options(field) -> list[str]:
    return [str(label) for _value, label in field.choices if label]


def test_an_option_begins_with_its_code_so_that_typing_it_chooses(clerk, yunfeng):
    form = new(clerk)

    assert options(form.year.fields["main_cause"])[0] == "01 Illness"
    assert options(form.household.fields["village"]) == ["201 Yunfeng"]
    assert options(form.rows.empty_form.fields["education"])[2] == "03 Junior secondary"


def test_one_applies_for_a_category_of_registered_households(clerk):
    assert [o[:2] for o in options(new(clerk).year.fields["proposed_category"])] == [
        "01", "04", "02", "03",
    ]  # fmt: skip


def test_codes_of_later_years_are_not_offered_unless_they_stand_in_the_file(clerk, household):
    assert "05 Weak or half" not in options(new(clerk).rows.empty_form.fields["labour"])
    household.years.get().members.update(labour="05")

    row = of(household, clerk).rows.forms[0]

    assert "05 Weak or half" in options(row.fields["labour"])


def test_groups_stand_under_their_village(clerk, yunfeng, zongshu):
    group = VillageGroupFactory(village=zongshu, number=2)

    field: Any = new(clerk).household.fields["group"]

    assert field.choices == [("", ""), ("202 Zongshu", [(group.pk, "02 group 2")])]


def test_a_stored_household_stays_in_its_village(clerk, household):
    assert "village" not in of(household, clerk).household.fields


@pytest.mark.parametrize(
    ("typed", "stored_value", "meant"),
    [
        ("136****2085", "13612342085", "13612342085"),
        ("13912342085", "13612342085", "13912342085"),
        ("", "13612342085", ""),
        ("136****2085", "", "136****2085"),
    ],
)
def test_a_mask_that_comes_back_means_the_stored_number(typed, stored_value, meant):
    assert kept(typed, stored_value) == meant


def test_stored_numbers_are_shown_masked(clerk, household):
    form = of(household, clerk)

    assert form.household["phone"].value() == "136****2085"
    assert form.rows.forms[0]["id_number"].value() == household.householder.masked_id_number
    assert form.rows.forms[0]["birth_date"].value() is None


def test_a_good_number_says_what_it_knows_under_the_field(clerk, household):
    said = of(household, clerk).rows.forms[0].said

    assert said is not None
    assert (said.sex, said.birth_date, said.age) == ("Male", date(1970, 1, 1), 45)


def test_empty_amounts_are_nought_and_nought_is_shown_empty(clerk, household):
    form = new(clerk, query(sent([person()], wage="")), household.village)

    assert form.is_valid()
    assert form.file().year.wage == 0
    assert of(household, clerk).year["crops"].value() is None
    assert 'value="7,200.00"' in str(of(household, clerk).year["wage"])


def test_rows_are_bound_to_members_whatever_their_order(clerk, household):
    data = stored(household)
    swapped = {}
    for name, value in data.items():
        swapped[name.replace("members-0", "members-x").replace("members-1", "members-0")] = value
    swapped = {name.replace("members-x", "members-1"): value for name, value in swapped.items()}

    form = of(household, clerk, query(swapped))

    assert form.is_valid()
    assert [p.member.pk for p in form.file().people] == [
        m.pk for m in household.members.order_by("-position")
    ]


def test_the_form_of_a_new_year_holds_copies(clerk, household):
    form = of(household, clerk, query(stored(household)), year=2016)

    assert form.is_valid()
    file = form.file()
    assert file.year._state.adding
    assert all(p.year._state.adding for p in file.people)
    assert not any(p.member._state.adding for p in file.people)


def test_a_tampered_village_or_code_is_refused(clerk, baina, yunfeng):
    form = new(clerk, query(sent([person(relation="77")], village=baina.pk, main_cause="88")))

    assert not form.is_valid()
    assert set(form.household.errors) == {"village"}
    assert set(form.year.errors) == {"main_cause"}
    assert set(form.rows.forms[0].errors) == {"relation"}


def test_how_many_things_are_to_be_corrected_is_counted(clerk, yunfeng):
    form = new(clerk, query(sent([person(id_number="1"), person(name="")], main_cause="")))

    assert not form.is_valid()
    assert form.errors == 3
