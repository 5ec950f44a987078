"""Separation of duties over the lists: refused by name, or noted where a round allows it."""

import pytest
from django.core.exceptions import ValidationError

from households import approval, publicity, workflow
from households.choices import Category, Stage
from households.models import Event
from povertyreg.audit.models import Entry
from tests.factories import RoundFactory
from tests.households.lists import JUNE_3, MAY_28, PHONE, cases_at, hanging, sheet, stages
from villages.models import Jurisdiction
from villages.roles import Role


@pytest.fixture
def two_roles(secretary, leader):
    """Secretary of Yunfeng and leader of its township in one person."""
    facts = {"role": Role.LEADER, "area_code": "520521225", "starts_on": MAY_28}
    Jurisdiction.objects.create(user=secretary, **facts)
    return secretary


def _passed(cases, by, set_today):
    set_today(MAY_28)
    notice = hanging(cases, by)
    set_today(JUNE_3)
    publicity.close_in_village(notice, by=by)


def test_who_posted_in_the_village_does_not_accept_in_the_township(
    nominated, two_roles, leader, set_today
):
    _passed(nominated, two_roles, set_today)
    everybody = {case.pk for case in nominated}

    with pytest.raises(ValidationError, match="somebody else of the township must accept"):
        approval.accept_in_township(sheet(nominated), everybody, by=two_roles)
    assert set(stages(nominated)) == {Stage.VILLAGE_PASSED}

    approval.accept_in_township(sheet(nominated), everybody, by=leader)
    assert set(stages(nominated)) == {Stage.TOWNSHIP_ACCEPTED}
    with pytest.raises(ValidationError, match="somebody else of the township must post"):
        publicity.post_in_township(nominated, complaint_phone=PHONE, by=two_roles)


@pytest.mark.parametrize("before", ["accept_in_township", "post_in_township"])
def test_who_acted_in_the_township_does_not_classify(before, yunfeng, round_, county_staff):
    (case,) = cases_at(Stage.TOWNSHIP_PASSED, 1, yunfeng, round_)
    Event.objects.create(
        case=case, step=before, on=MAY_28, by=county_staff, to_stage=Stage.TOWNSHIP_ACCEPTED
    )

    with pytest.raises(ValidationError, match=case.household.number):
        workflow.classify(case, Category.GENERAL_POOR, by=county_staff)

    assert stages([case]) == [Stage.TOWNSHIP_PASSED]


def test_where_duties_are_not_separated_it_is_allowed_and_noted(yunfeng, secretary, set_today):
    set_today(MAY_28)
    round_ = RoundFactory(separates_duties=False)
    own = cases_at(Stage.NOMINATED, 2, yunfeng, round_, entered_by=secretary)

    hanging(own, secretary)

    note = Entry.objects.get(action="note_one_hand")
    assert note.details["duty"] == "post_in_village"
    assert (note.by, note.details["households"]) == (secretary, 2)


def test_sending_back_is_open_to_whoever_posted(nominated, two_roles, set_today):
    _passed(nominated, two_roles, set_today)

    approval.accept_in_township(
        sheet(nominated, {case.pk: "income" for case in nominated}), set(), by=two_roles
    )

    assert set(stages(nominated)) == {Stage.SURVEYED}
