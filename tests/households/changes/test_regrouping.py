"""Households split, merge, move and end; and each of it undone, or refused with the reason."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assistance.models import Pairing
from households.changes import closing, members, regrouping, undoing
from households.choices import ChangeKind, Stage
from households.models import Change, Household, IdentityClaim, MemberYear
from tests.factories import (
    BenefitFactory,
    CadreFactory,
    CaseFactory,
    PairingFactory,
    RoundFactory,
    VillageGroupFactory,
)
from tests.households.changes.families import MAY_20, MAY_30, family, one, relations, said


@pytest.fixture(autouse=True)
def _today(set_today):
    set_today(MAY_30)


@pytest.fixture
def home(yunfeng):
    return family(
        yunfeng, "02", "03", "05", "07", file__category="01", file__wage=7200,
        file__second_cause="02",
    )  # fmt: skip


def split(home, leader):
    going = {one(home, "03").pk: "01", one(home, "05").pk: "02", one(home, "07").pk: "03"}
    return regrouping.split(home, going, said(home, leader))


def test_a_split_gives_a_new_number_and_keeps_people_and_category(home, leader):
    new = split(home, leader)

    assert new.number[:12] == home.village_id
    assert new.number != home.number
    assert new.householder.name == "王小刚"
    assert relations(new) == {"王小刚": "01", "陈美": "02", "王宝": "03"}
    assert relations(home) == {"王大明": "01", "李秀英": "02"}
    assert (home.years.get().size, new.years.get().size) == (2, 3)
    assert (new.years.get().category, new.years.get().state) == ("01", "0")
    assert (new.years.get().second_cause, new.years.get().wage) == ("02", 0)
    left = home.members.get(name="王小刚")
    assert (left.left_on, left.left_reason) == (MAY_20, "23")
    again = new.members.get(name="王小刚")
    assert (again.joined_on, again.joined_because, again.id_number) == (
        MAY_20, "16", left.id_number,
    )  # fmt: skip
    assert {c.household for c in IdentityClaim.objects.filter(digest=left.id_digest)} == {new}
    assert Change.objects.get().other_household == new


def test_a_split_needs_a_head_there_and_leaves_the_head_here(home, leader):
    son, head = one(home, "03").pk, one(home, "01").pk
    for relations_, told in (
        ({}, "Choose who goes"),
        ({son: "03"}, "needs one householder"),
        ({head: "01"}, "stays with this household"),
        ({son: "01", 999: "02"}, "no longer in the household"),
    ):
        with pytest.raises(ValidationError, match=told):
            regrouping.split(home, relations_, said(home, leader))

    assert Household.objects.count() == 1


def test_a_split_undone_brings_everybody_back_and_closes_the_new_household(home, leader):
    before = relations(home)
    new = split(home, leader)

    undoing.undo(Change.objects.get(), said(home, leader, on=MAY_30))

    new.refresh_from_db()
    assert relations(home) == before
    assert home.years.get().size == 5
    assert (new.closed_on, new.closed_because) == (MAY_30, "户口簿")
    assert not new.members.active().exists()
    assert set(IdentityClaim.objects.values_list("household", flat=True)) == {home.pk}


def test_a_split_is_not_undone_once_the_new_household_has_been_worked_on(home, leader, clerk):
    new = split(home, leader)
    change = Change.objects.get()
    members.leave(new, one(new, "03"), ChangeKind.DIED, said(new, clerk))

    with pytest.raises(ValidationError, match="death on 2015-05-20"):
        undoing.undo(change, said(home, leader))


def test_a_merger_brings_all_people_and_closes_the_emptied_household(home, yunfeng, leader):
    other = family(yunfeng, "04")
    pairing = PairingFactory(household=other)
    told = {one(other, "01").pk: "11", one(other, "04").pk: "99"}

    regrouping.merge(home, other, told, said(home, leader))

    other.refresh_from_db()
    pairing.refresh_from_db()
    assert home.years.get().size == 7
    assert other.closed_on == MAY_20
    assert not other.members.active().exists()
    assert relations(other) == {"王大明": "01", "王大明2": "04"}, "the year keeps who was counted"
    assert (pairing.ends_on, pairing.ended_because) == (MAY_20, "户口簿")
    assert set(IdentityClaim.objects.values_list("household", flat=True)) == {home.pk}


def test_a_merger_undone_opens_the_other_household_again(home, yunfeng, leader):
    other = family(yunfeng, "04")
    told = {one(other, "01").pk: "11", one(other, "04").pk: "99"}
    before = relations(home)
    change = regrouping.merge(home, other, told, said(home, leader))

    undoing.undo(change, said(home, leader, on=MAY_30))

    other.refresh_from_db()
    assert other.closed_on is None
    assert other.householder.is_active
    assert other.members.active().count() == 2
    assert relations(home) == before
    assert home.years.get().size == 5


def test_only_neighbours_of_one_village_merge(home, zongshu, leader):
    other = family(zongshu)

    with pytest.raises(ValidationError, match="lives in another village"):
        regrouping.merge(home, other, {one(other, "01").pk: "99"}, said(home, leader))


def test_a_household_does_not_merge_with_itself(home, leader):
    with pytest.raises(ValidationError, match="same household"):
        regrouping.merge(home, home, {}, said(home, leader))


def test_the_people_of_the_other_household_must_be_those_that_the_form_showed(
    home, yunfeng, leader
):
    other = family(yunfeng, "04")

    with pytest.raises(ValidationError, match="Begin again"):
        regrouping.merge(home, other, {one(other, "01").pk: "11"}, said(home, leader))


def test_a_move_keeps_the_number_and_what_was_counted_before(home, zongshu, leader):
    group = VillageGroupFactory(village=zongshu, number=3)
    earlier = home.years.get()
    earlier.pk, earlier.year = None, 2014
    earlier.save()
    pairing, number = PairingFactory(household=home), home.number
    received = BenefitFactory(household=home, received_on=MAY_20, signed_by="王")
    planned = BenefitFactory(household=home)

    regrouping.transfer(home, zongshu, group, said(home, leader))

    home = Household.objects.get(pk=home.pk)
    assert (home.number, home.village, home.group) == (number, zongshu, group)
    assert {m.village for m in home.members.all()} == {zongshu}
    assert {y.year: y.village_id[-3:] for y in home.years.all()} == {2014: "201", 2015: "202"}
    for row, village in ((pairing, "202"), (received, "201"), (planned, "202")):
        row.refresh_from_db()
        assert row.village_id[-3:] == village
    assert Change.objects.get().village == zongshu


def test_a_move_to_another_township_is_recorded_by_the_county(home, baina, leader, county_staff):
    PairingFactory(household=home, cadre=CadreFactory(area_code="520521225"))
    with pytest.raises(PermissionDenied):
        regrouping.transfer(home, baina, None, said(home, leader))

    regrouping.transfer(home, baina, None, said(home, county_staff))

    home = Household.objects.get(pk=home.pk)
    head = home.householder
    assert head.village == baina
    last = head.id_number[-4:]
    assert home in Household.objects.matching(last, ["520521223"])
    assert home not in Household.objects.matching(last, ["520521225"])
    assert Pairing.objects.get().ended_because == "The household moved to another village."


def test_a_move_undone_leads_back(home, zongshu, leader):
    group = home.group
    change = regrouping.transfer(home, zongshu, None, said(home, leader))
    home = Household.objects.get(pk=home.pk)
    change = Change.objects.get(pk=change.pk)

    undoing.undo(change, said(home, leader, on=MAY_30))

    home = Household.objects.get(pk=home.pk)
    assert (home.village_id[-3:], home.group) == ("201", group)


def regroupings(home, other, zongshu):
    return (
        lambda how: regrouping.split(home, {one(home, "03").pk: "01"}, how),
        lambda how: regrouping.merge(home, other, {one(other, "01").pk: "99"}, how),
        lambda how: regrouping.transfer(home, zongshu, None, how),
    )


def test_with_an_open_case_a_household_stays_as_and_where_it_is(home, zongshu, yunfeng, leader):
    CaseFactory(household=home, round=RoundFactory(), stage=Stage.VILLAGE_PUBLICITY)
    for record in regroupings(home, family(yunfeng), zongshu):
        with pytest.raises(ValidationError, match="posted list"):
            record(said(home, leader))
    assert not Change.objects.exists()


def test_so_it_does_before_the_list_is_posted(home, zongshu, yunfeng, leader):
    CaseFactory(household=home, round=RoundFactory(), stage=Stage.SURVEYED)
    for record in regroupings(home, family(yunfeng), zongshu):
        with pytest.raises(ValidationError, match="open case \\(2015 identification round, Surv"):
            record(said(home, leader))


def test_the_township_leader_or_the_county_records_it_not_the_clerk(
    home, zongshu, yunfeng, clerk, clerk2, secretary
):
    for user in (clerk, clerk2, secretary):
        for record in regroupings(home, family(yunfeng), zongshu):
            with pytest.raises(PermissionDenied):
                record(said(home, user))


def test_the_last_one_dies_and_the_file_is_closed(yunfeng, clerk):
    home = family(yunfeng, file__category="03")
    PairingFactory(household=home)
    CaseFactory(household=home, round=RoundFactory(), stage=Stage.VILLAGE_PUBLICITY)

    closing.close(home, ChangeKind.DIED, said(home, clerk))

    home.refresh_from_db()
    assert (home.closed_on, home.closed_because) == (MAY_20, "户口簿")
    assert (home.householder.left_on, home.householder.left_reason) == (MAY_20, "01")
    assert Pairing.objects.get().ends_on == MAY_20
    assert relations(home) == {"王大明": "01"}
    assert not IdentityClaim.objects.exists()


def test_a_closing_undone_opens_the_file_with_its_people(home, clerk, set_today):
    set_today(date(2016, 3, 2))
    before = relations(home)
    change = closing.close(home, ChangeKind.ABROAD, said(home, clerk, on=date(2016, 3, 1)))

    undoing.undo(change, said(home, clerk, on=date(2016, 3, 2)))

    home.refresh_from_db()
    assert (home.closed_on, home.closed_because) == (None, "")
    assert home.members.active().count() == 5
    assert relations(home) == before
    assert IdentityClaim.objects.count() == 5
    with pytest.raises(ValidationError, match="open already"):
        undoing.undo(change, said(home, clerk))


def test_a_living_household_with_a_case_is_not_closed(home, clerk):
    CaseFactory(household=home, round=RoundFactory(), stage=Stage.SURVEYED)

    with pytest.raises(ValidationError, match="withdraw the case first"):
        closing.close(home, ChangeKind.REGISTERED_OUT, said(home, clerk))


def test_a_household_is_not_closed_before_its_people_came(home, clerk):
    with pytest.raises(ValidationError, match="Choose that day or a later one"):
        closing.close(home, ChangeKind.DIED, said(home, clerk, on=date(2013, 1, 1)))

    home.refresh_from_db()
    assert home.closed_on is None


def test_the_questions_do_not_grow_with_the_family(yunfeng, leader, django_assert_max_num_queries):
    home, other = family(yunfeng, "03"), family(yunfeng, *["99"] * 12)
    told = dict.fromkeys(
        MemberYear.objects.filter(household_year__household=other).values_list("member", flat=True),
        "99",
    )
    form = said(home, leader)

    with django_assert_max_num_queries(30):
        regrouping.merge(home, other, told, form)
