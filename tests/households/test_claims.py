"""One person, one living registration: in the file, in the area, in the nation."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from households import claims
from households.models import Household, IdentityClaim, Member
from households.querysets import id_digest
from households.refusals import RowErrors
from tests.factories import HouseholdFactory


@pytest.fixture
def household(yunfeng) -> Household:
    return HouseholdFactory(village=yunfeng)


def members(household: Household) -> list[Member]:
    return list(household.members.all())


def test_a_claimed_number_is_refused_in_another_household(household, zongshu, clerk):
    claims.take(household, members(household))
    other = HouseholdFactory(village=zongshu)
    stranger = members(other)[0]
    stranger.id_digest = members(household)[0].id_digest

    with pytest.raises(RowErrors) as refusal:
        claims.require_free(other, [stranger], clerk)

    assert household.number in refusal.value.by_row[0]["id_number"][0]


def test_the_own_household_may_keep_its_numbers(household, clerk):
    claims.take(household, members(household))

    claims.require_free(household, members(household), clerk)
    claims.take(household, members(household))

    assert IdentityClaim.objects.count() == 1


def test_outside_the_readers_area_only_the_place_is_told(household, clerk2):
    claims.take(household, members(household))
    number = members(household)[0].id_number

    said = claims.registered_elsewhere(number, None, clerk2)

    assert said.sentence == (
        "This person is already registered in Xingxiu Township, Yunfeng, since 2014-01-01, "
        "entered by somebody. Ask the township to record the move."
    )
    assert said.household is None


def test_nothing_is_told_of_a_number_that_is_free(household, clerk):
    assert claims.registered_elsewhere("11010519491231002X", None, clerk) is None


def test_inside_the_area_the_file_itself_is_told(household, clerk):
    claims.take(household, members(household))
    household.entered_by = clerk
    household.save()

    said = claims.registered_elsewhere(members(household)[0].id_number, None, clerk)

    assert said.household == household
    assert f"household {household.number} (Yunfeng) since 2014-01-01, entered by" in said.sentence


def test_a_corrected_number_gives_the_wrong_one_back(household):
    claims.take(household, members(household))
    member = members(household)[0]
    wrong, member.id_digest = member.id_digest, id_digest("11010519491231002X")
    member.save()

    claims.take(household, [member])

    assert not IdentityClaim.objects.filter(digest=wrong).exists()
    assert IdentityClaim.objects.get().digest == member.id_digest


def test_who_comes_second_in_the_same_moment_is_told(household, zongshu):
    """The other registration was not there yet when the form was checked."""
    other = HouseholdFactory(village=zongshu)
    mine, theirs = members(household)[0], members(other)[0]
    theirs.id_digest = mine.id_digest
    claims.take(other, [theirs])

    with pytest.raises(ValidationError, match="a moment ago"):
        claims.take(household, [mine])


def test_the_database_itself_keeps_one_claim_a_number(household):
    claims.take(household, members(household))
    again = IdentityClaim(
        digest=members(household)[0].id_digest,
        county_code="520521",
        household=household,
        member=members(household)[0],
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)


def test_who_left_gives_the_claim_up(household):
    claims.take(household, members(household))

    claims.give_up(members(household)[0])

    assert not IdentityClaim.objects.exists()


def test_a_newborn_without_number_claims_nothing(household):
    baby = Member.objects.create(
        household=household,
        village=household.village,
        name="杨小",
        no_id_reason="newborn",
        sex="1",
        birth_date=date(2015, 5, 1),
        joined_on=date(2015, 5, 1),
    )

    claims.take(household, [baby])

    assert not IdentityClaim.objects.exists()
