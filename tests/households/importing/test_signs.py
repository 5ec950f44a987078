"""A household that no number tells from others is known by its village and its people."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from households.importing import queueing, services
from households.models import Household, Member
from tests.factories import id_number
from tests.households.importing.books import (
    HOUSEHOLDS,
    MEMBERS,
    TOWNSHIP,
    YEAR,
    brought,
    counts,
    member,
    own,
    packed,
    problems,
    table,
    template,
    written,
)

FATHER, MOTHER, SON = ("杨昌明", "户主", "男"), ("李小妹", "配偶", "女"), ("杨小军", "之子", "男")
BORN = {"杨昌明": "1970-03-12", "李小妹": "1972-05-01", "杨小军": "2001-09-30"}


def without_id(name, relation, sex, number="A1", **more):
    """Somebody who has no ID number yet."""
    facts = {
        "member__id_number": None,
        "member__no_id_reason": "未办理户口登记",
        "member__birth_date": BORN.get(name, "1970-03-12"),
        "member__sex": sex,
        **more,
    }
    return member(number, name, relation, **facts)


def family(*people, number="A1", **facts):
    people = people or (FATHER, MOTHER, SON)
    rows = [without_id(name, relation, sex, number) for name, relation, sex in people]
    return template([own(number, **facts)], rows)


def test_the_same_file_again_changes_nothing(clerk):
    first = written(family(), clerk)
    assert counts(first) == {"created": 4}, [one.said for one in problems(first)]

    again = brought(family(), clerk)

    assert counts(again) == {"unchanged": 4}
    assert again.entries.get().number == Household.objects.get().number


def test_under_another_sign_and_with_a_change_it_is_the_same_household(clerk):
    written(family(), clerk)

    second = written(family(number="77", household__phone="13800001234"), clerk)

    assert (Household.objects.count(), Member.objects.count()) == (1, 3)
    assert Household.objects.get().phone == "13800001234"
    assert counts(second)["updated"] == 1


def test_in_the_next_year_too(clerk, set_today):
    written(family(), clerk)
    set_today(date(2016, 11, 24))

    written(family(household__phone="13800001234"), clerk, year=2016)

    assert Household.objects.count() == 1
    assert Household.objects.get().years.count() == 2


def test_somebody_more_in_the_register_or_in_the_file_is_no_contradiction(clerk):
    written(family(FATHER, MOTHER), clerk)

    more = written(family(), clerk)
    fewer = brought(family(FATHER), clerk)

    assert counts(more)["created"] == 1
    assert Household.objects.get().members.count() == 3
    assert counts(fewer) == {"unchanged": 2}


@pytest.mark.parametrize(
    "other",
    [
        template([own()], [without_id(*FATHER, member__birth_date="1970-03-13")]),
        template([own(place__village="棕树村")], [without_id(*FATHER)]),
        template([own()], [without_id("杨昌华", "户主", "男")]),
        template(
            [own()], [without_id(*FATHER), without_id(*MOTHER, member__birth_date="1980-01-01")]
        ),
        template(
            [own()], [without_id(*SON[:1], "户主", "男"), without_id(*FATHER[:1], "父亲", "男")]
        ),
    ],
    ids=["birth date", "village", "name", "somebody else's wife", "another householder"],
)
def test_what_differs_in_a_sign_is_another_household(clerk, zongshu, other):
    written(family(FATHER, MOTHER), clerk)

    import_ = brought(other, clerk)

    assert import_.households["created"] == 1, [one.said for one in problems(import_)]


def test_of_two_that_fit_neither_is_taken(clerk):
    both = template(
        [own("A1"), own("A2", place__group="1组")],
        [without_id(*FATHER), without_id(*FATHER, number="A2")],
    )
    written(both, clerk)
    first, second = Household.objects.order_by("number").values_list("number", flat=True)

    (said,) = problems(brought(family(FATHER), clerk))

    assert (said.code, said.params) == ("several", {"numbers": [first, second]})
    assert f"{first}, {second}" in said.said


def test_with_the_number_of_one_of_them_it_is_decided(clerk):
    both = template([own("A1"), own("A2")], [without_id(*FATHER), without_id(*FATHER, number="A2")])
    written(both, clerk)
    number = Household.objects.order_by("number")[1].number

    import_ = brought(family(FATHER, number=number, household__phone="13800001234"), clerk)

    assert import_.entries.get().number == number
    assert not import_.held


def test_people_without_birth_dates_are_never_certain(clerk):
    written(family(FATHER), clerk)
    unknown = without_id(*FATHER, member__birth_date=None)

    import_ = brought(template([own()], [unknown]), clerk)

    assert import_.entries.get().household is None
    assert counts(import_) == {"held": 2}


def test_a_household_that_was_closed_is_not_the_same(clerk):
    written(family(FATHER), clerk)
    Household.objects.update(closed_on=date(2015, 6, 1), closed_because="moved")

    assert counts(brought(family(FATHER), clerk)) == {"created": 2}


def test_a_household_of_another_area_is_not_told_of(clerk, county_staff, baina):
    there = template([own(place__village="百纳村")], [without_id(*FATHER)])
    written(there, county_staff, area="520521")

    (said,) = problems(brought(there, clerk))

    assert said.code == "other_area"


def test_the_same_list_brought_by_two_people_is_entered_once(clerk):
    two = template(
        [own("A1"), own("A2")],
        [without_id(*FATHER), without_id("王小刚", "户主", "男", number="A2")],
    )
    first, second = brought(two, clerk), brought(family(FATHER), clerk)

    services.confirm(first, "good", by=clerk)
    services.confirm(second, "good", by=clerk)

    second.refresh_from_db()
    assert Household.objects.count() == 2
    assert counts(second) == {"held": 2}
    assert {one.code for one in problems(second)} == {"stale"}


def asked(households, by):
    rows = [without_id(f"王{n}", "户主", "男", number=f"A{n}") for n in range(households)]
    content = template([own(f"A{n}") for n in range(households)], rows)
    import_ = services.receive(
        content, "a.xlsx", kind="households", area=TOWNSHIP, year=YEAR, by=by
    )
    with CaptureQueriesContext(connection) as seen:
        queueing.rehearse(import_)
    assert import_.created == households * 2
    return len(seen)


def test_ten_times_as_many_cost_no_more_questions(clerk):
    assert asked(30, clerk) - asked(3, clerk) <= 2


# --- a sheet that knows households by the national number only -----------------------------------


def test_a_sheet_with_the_national_number_as_its_only_key_is_read(clerk):
    national = {"household.national_number": "3600000001"}
    people = [
        {**member(None, member__id_number=id_number()), **national},
        {**member(None, "杨小妹", "之女"), **national},
    ]
    for one in people:
        del one["key.number"]
    written(packed({MEMBERS: table(people)}), clerk)
    phones = packed({HOUSEHOLDS: table([{**national, "household.phone": "13800001234"}])})

    import_ = written(phones, clerk)

    assert counts(import_) == {"updated": 1}
    assert Household.objects.get().phone == "13800001234"
    assert Household.objects.get().members.count() == 2


def test_both_numbers_in_one_sheet_and_one_of_them_in_the_next(clerk):
    households = table([{**own("A1"), "household.national_number": "3600000001"}])
    people = member()
    people["household.national_number"] = "3600000001"
    del people["key.number"]
    book = packed({HOUSEHOLDS: households, MEMBERS: table([people])})

    assert counts(brought(book, clerk)) == {"created": 2}
