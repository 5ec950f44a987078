"""A round is opened and closed by the county it belongs to."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from households import rounds
from households.choices import RoundKind, Stage
from households.models import Round
from households.ways import Variant
from povertyreg.audit.models import Entry
from tests.factories import UserFactory
from tests.households.lists import cases_at
from villages.roles import Role


def _round(**kwargs):
    facts = {
        "area_code": "520521",
        "kind": RoundKind.IDENTIFICATION,
        "year": 2016,
        "poverty_line": Decimal(2800),
        "starts_on": date(2016, 5, 1),
        "ends_on": date(2016, 8, 31),
    }
    return Round(**{**facts, **kwargs})


def test_the_county_opens_a_round(county_staff):
    opened = rounds.open_round(_round(), by=county_staff)

    assert opened.is_open
    assert opened.county_code == "520521"


@pytest.mark.parametrize("who", ["clerk", "secretary", "leader", "auditor"])
def test_nobody_else_opens_one(who, request):
    with pytest.raises(PermissionDenied):
        rounds.open_round(_round(), by=request.getfixturevalue(who))


def test_the_county_opens_no_round_elsewhere(county_staff):
    with pytest.raises(PermissionDenied):
        rounds.open_round(_round(area_code="520522"), by=county_staff)


def test_the_right_counts_where_it_is_held(yunfeng):
    both = UserFactory.holding(Role.CLERK, "520521")
    both.jurisdictions.create(role=Role.COUNTY, area_code="520522", starts_on=date(2013, 1, 1))

    with pytest.raises(PermissionDenied):
        rounds.open_round(_round(), by=both)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"ends_on": date(2016, 4, 30)}, "ends before it starts"),
        ({"publicity_days": 0}, "at least one day"),
        ({"publicity_days": 61}, "not longer than 60"),
        ({"meetings_until": date(2016, 4, 30)}, "outside the round"),
        (
            {"meetings_until": date(2016, 6, 1), "village_until": date(2016, 5, 31)},
            "before the day above it",
        ),
        ({"separates_duties": False}, "why the duties are not separated"),
    ],
)
def test_a_round_that_cannot_be_is_refused(facts, said, county_staff):
    with pytest.raises(ValidationError, match=said):
        rounds.open_round(_round(**facts), by=county_staff)


def test_duties_in_one_hand_need_a_reason_that_is_kept(county_staff):
    rounds.open_round(_round(separates_duties=False), by=county_staff, reason="one clerk only")

    assert Entry.objects.get(action="open_round").reason == "one clerk only"


@pytest.mark.parametrize("kind", RoundKind)
def test_every_kind_is_opened_and_closed_in_its_usual_way(kind, county_staff):
    opened = rounds.open_round(
        _round(kind=kind, variant=rounds.usual_variant(kind)), by=county_staff
    )

    assert (opened.variant == Variant.TWO_PUBLICITIES) == (kind in ("identification", "look_back"))
    assert not rounds.close_round(opened, by=county_staff).is_open


def test_a_kind_is_held_once_a_year(county_staff):
    rounds.open_round(_round(), by=county_staff)

    with pytest.raises(ValidationError, match="open already"):
        rounds.open_round(_round(), by=county_staff)


def test_a_round_is_closed_when_nobody_is_on_the_way(yunfeng, round_, county_staff):
    cases_at(Stage.ANNOUNCED, 1, yunfeng, round_)
    (last,) = cases_at(Stage.SURVEYED, 1, yunfeng, round_)
    with pytest.raises(ValidationError, match="1 household is still on its way"):
        rounds.close_round(round_, by=county_staff)

    last.delete()
    rounds.close_round(round_, by=county_staff)

    assert not Round.objects.get(pk=round_.pk).is_open


def test_a_closed_round_is_not_closed_again(round_, county_staff):
    rounds.close_round(round_, by=county_staff)

    with pytest.raises(ValidationError, match="closed already"):
        rounds.close_round(round_, by=county_staff)
