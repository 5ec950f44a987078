"""One person more or less: who counts in which year, whose claim stands, what is refused."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from households.changes import members
from households.choices import JOINING, LEAVING, ChangeKind, Stage
from households.dossier import Person
from households.models import Change, IdentityClaim, Member, MemberYear, YearLock
from households.refusals import StaleVersion
from povertyreg.audit.models import Entry
from tests.factories import CaseFactory, RoundFactory, id_number
from tests.households.changes.families import MAY_20, MAY_30, family, one, relations, said


@pytest.fixture(autouse=True)
def _today(set_today):
    set_today(MAY_30)


@pytest.fixture
def home(yunfeng):
    return family(yunfeng, "02", "03")


def baby(**facts) -> Person:
    known = {"name": "王新", "sex": "1", "birth_date": MAY_20, "no_id_reason": "新生儿"}
    return Person(Member(**{**known, **facts}), MemberYear(relation="03", health="01"))


def numbered(**facts) -> Person:
    member = Member(**{"name": "赵丽", "id_number": id_number(date(1990, 3, 1), "2"), **facts})
    return Person(member, MemberYear(relation="99"))


def test_a_newborn_without_a_number_joins_the_record_of_the_year(home, clerk):
    change = members.join(home, baby(), ChangeKind.BIRTH, said(home, clerk))

    assert relations(home)["王新"] == "03"
    assert home.years.get().size == 4
    assert change.member.joined_on == MAY_20
    assert change.member.joined_because == "06"
    assert change.member.position == 4
    assert (change.kind, change.on, change.year, change.village) == (
        "birth", MAY_20, 2015, home.village,
    )  # fmt: skip
    home.refresh_from_db()
    assert home.version == 2


@pytest.mark.parametrize("kind", JOINING)
def test_each_kind_of_joining_notes_its_reason_and_claims_the_number(home, clerk, kind):
    change = members.join(home, numbered(), kind, said(home, clerk))

    assert change.member.joined_because == JOINING[kind]
    assert change.member.sex == "2"
    assert IdentityClaim.objects.get(member=change.member).household == home
    entry = Entry.objects.get()
    assert (entry.action, entry.details["change"], entry.reason) == (
        "record_change", kind, "户口簿",
    )  # fmt: skip


def test_somebody_registered_elsewhere_cannot_join(home, zongshu, clerk):
    elsewhere = family(zongshu)
    members.join(elsewhere, numbered(), ChangeKind.OTHER_IN, said(elsewhere, clerk))
    person = Member.objects.get(household=elsewhere, joined_because="07")

    with pytest.raises(ValidationError, match="is an active member of household") as told:
        members.join(
            home, numbered(id_number=person.id_number), ChangeKind.MARRIED_IN, said(home, clerk)
        )

    assert "id_number" in told.value.message_dict
    home.refresh_from_db()
    assert (home.version, home.members.count(), Change.objects.count()) == (1, 3, 1)


@pytest.mark.parametrize(
    ("person", "told"),
    [
        (baby(no_id_reason=""), "say why there is none"),
        (baby(birth_date=date(2015, 5, 21)), "after the day"),
        (baby(sex=""), "Choose the sex"),
        (numbered(id_number="52242219900301002X"), "Digit 18"),
        (numbered(id_number=id_number(date(2015, 5, 29))), "after the day"),
    ],
)
def test_the_rules_of_identity_hold(home, clerk, person, told):
    with pytest.raises(ValidationError, match=told):
        members.join(home, person, ChangeKind.BIRTH, said(home, clerk))


def test_a_second_spouse_is_refused_at_the_relation(home, clerk):
    second = Person(numbered().member, MemberYear(relation="02"))

    with pytest.raises(ValidationError) as told:
        members.join(home, second, ChangeKind.MARRIED_IN, said(home, clerk))

    assert "relation" in told.value.message_dict


@pytest.mark.parametrize("kind", LEAVING)
def test_who_leaves_is_dated_out_and_counts_no_more(home, clerk, kind):
    son = one(home, "03")
    IdentityClaim.objects.create(
        digest=son.id_digest, county_code="520521", household=home, member=son
    )

    change = members.leave(home, son, kind, said(home, clerk))

    son.refresh_from_db()
    assert (son.left_on, son.left_reason, son.left_because) == (MAY_20, LEAVING[kind], "户口簿")
    assert relations(home) == {"王大明": "01", "李秀英": "02"}
    assert home.years.get().size == 2
    assert not IdentityClaim.objects.exists()
    assert change.member == son


def test_earlier_years_keep_who_left(home, clerk):
    members.leave(home, one(home, "03"), ChangeKind.DIED, said(home, clerk))
    son = home.members.get(name="王小刚")
    first = home.years.get()
    first.pk, first.year = None, 2014
    first.save()
    MemberYear.objects.create(household_year=first, member=son, relation="03")

    assert relations(home, 2014) == {"王小刚": "03"}
    assert relations(home, 2015).keys() == {"王大明", "李秀英"}


def test_a_change_of_a_new_year_begins_its_record_and_leaves_the_last_one(home, clerk, set_today):
    set_today(date(2016, 2, 3))

    members.leave(home, one(home, "03"), ChangeKind.DIED, said(home, clerk, on=date(2016, 2, 1)))

    assert relations(home, 2015).keys() == {"王大明", "李秀英", "王小刚"}
    assert relations(home, 2016) == {"王大明": "01", "李秀英": "02"}
    assert home.years.get(year=2015).size == 3
    assert (home.years.get(year=2016).size, home.years.get(year=2016).confirmed_on) == (2, None)


def lock(year):
    from tests.factories import UserFactory

    return YearLock.objects.create(
        county_code="520521", area_code="520521", year=year, locked_by=UserFactory()
    )


def test_a_locked_year_keeps_its_record_and_the_change_begins_the_next(home, clerk, set_today):
    set_today(date(2016, 1, 5))
    lock(2015)

    change = members.leave(
        home, one(home, "03"), ChangeKind.DIED, said(home, clerk, on=date(2015, 12, 30))
    )

    assert change.year == 2016
    assert relations(home, 2015).keys() == {"王大明", "李秀英", "王小刚"}
    assert relations(home, 2016).keys() == {"王大明", "李秀英"}


def test_in_a_year_that_is_locked_altogether_nothing_is_recorded(home, clerk):
    lock(2015)

    with pytest.raises(ValidationError, match="2015 is locked"):
        members.leave(home, one(home, "03"), ChangeKind.DIED, said(home, clerk))


def test_the_householder_does_not_simply_leave(home, clerk):
    with pytest.raises(ValidationError, match="Choose the new householder first"):
        members.leave(home, one(home, "01"), ChangeKind.DIED, said(home, clerk))


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"on": date(2015, 5, 31)}, "lies ahead"),
        ({"on": date(2013, 12, 31)}, "Choose that day or a later one"),
        ({"reason": "  "}, "Say why"),
    ],
)
def test_day_and_reason_are_asked(home, clerk, facts, told):
    with pytest.raises(ValidationError, match=told):
        members.leave(home, one(home, "03"), ChangeKind.DIED, said(home, clerk, **facts))
    with pytest.raises(ValidationError, match=told):
        members.join(home, numbered(), ChangeKind.OTHER_IN, said(home, clerk, **facts))

    assert not Change.objects.exists()
    assert Member.objects.filter(left_on=None).count() == 3


def test_somebody_of_another_household_cannot_leave_this_one(home, zongshu, clerk):
    stranger = one(family(zongshu, "03"), "03")

    with pytest.raises(ValidationError, match="no longer in the household"):
        members.leave(home, stranger, ChangeKind.DIED, said(home, clerk))


def test_only_the_clerk_of_the_township_records_it(home, clerk2, secretary, leader, auditor):
    for user in (clerk2, secretary, leader, auditor):
        with pytest.raises(PermissionDenied):
            members.leave(home, one(home, "03"), ChangeKind.DIED, said(home, user))


def test_an_older_form_writes_nothing(home, clerk):
    form = said(home, clerk)
    members.join(home, baby(), ChangeKind.BIRTH, form)

    with pytest.raises(StaleVersion):
        members.leave(home, one(home, "03"), ChangeKind.DIED, form)

    assert relations(home).keys() == {"王大明", "李秀英", "王小刚", "王新"}


def test_while_a_list_hangs_only_births_and_deaths_are_recorded(home, clerk):
    CaseFactory(household=home, round=RoundFactory(), stage=Stage.VILLAGE_PUBLICITY)

    members.join(home, baby(), ChangeKind.BIRTH, said(home, clerk))
    members.leave(home, one(home, "03"), ChangeKind.DIED, said(home, clerk))
    with pytest.raises(ValidationError, match="stands in a posted list"):
        members.leave(home, one(home, "02"), ChangeKind.MARRIED_OUT, said(home, clerk))


def test_a_closed_file_rests(home, clerk):
    home.closed_on, home.closed_because = MAY_20, "x"
    home.save()

    with pytest.raises(ValidationError, match="closed"):
        members.join(home, baby(), ChangeKind.BIRTH, replace(said(home, clerk)))


def test_a_recorded_change_asks_the_database_few_questions(
    home, clerk, django_assert_max_num_queries
):
    son, form = one(home, "03"), said(home, clerk)
    with django_assert_max_num_queries(30):
        members.leave(home, son, ChangeKind.DIED, form)
    form = said(home, clerk)
    with django_assert_max_num_queries(30):
        members.join(home, numbered(), ChangeKind.MARRIED_IN, form)
