"""The scale of a round: set at the county, divided downwards, kept to by the meetings."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from households import meetings, reach, scale
from households.choices import Stage
from households.meetings import Vote
from households.models import MeetingOfRepresentatives, Quota
from households.reach import Amount
from households.refusals import StaleVersion
from households.rules import most_listed
from povertyreg.audit.models import Entry
from tests.households.lists import MAY_28, cases_at, meeting, stages

COUNTY, TOWNSHIP, YUNFENG, ZONGSHU = "520521", "520521225", "520521225201", "520521225202"


@pytest.fixture
def divided(round_, yunfeng, zongshu, county_staff):
    """The county has 30 households, the township 20 of them, Yunfeng 10 of those."""
    scale.divide(
        round_, COUNTY, {COUNTY: Amount(30, 100), TOWNSHIP: Amount(20, 80)}, by=county_staff
    )
    scale.divide(round_, TOWNSHIP, {YUNFENG: Amount(10, 40)}, by=county_staff)
    return round_


@pytest.mark.parametrize(("of", "most"), [(10, 11), (9, 9), (19, 20), (0, 0)])
def test_the_float_of_ten_per_cent_is_rounded_down(of, most, round_):
    assert most_listed(of, round_.float_share) == most


def test_the_township_divides_what_the_county_gave_it(divided, leader):
    scale.divide(divided, TOWNSHIP, {YUNFENG: Amount(12), ZONGSHU: Amount(8)}, by=leader)

    read = reach.read(divided, TOWNSHIP, leader)
    assert (read.divided, read.undivided) == (20, 0)
    assert Entry.objects.filter(action="set_scale", by=leader).count() == 1
    assert Quota.objects.get(area_code=YUNFENG).history.count() == 2


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({YUNFENG: Amount(15), ZONGSHU: Amount(6)}, "21 households, 1 more than its scale of 20"),
        ({YUNFENG: Amount(10, 70), ZONGSHU: Amount(1, 11)}, "81 people, 1 more"),
        ({"520521223201": Amount(1)}, "does not belong"),
    ],
)
def test_parts_that_do_not_fit_are_refused(wanted, said, divided, leader):
    with pytest.raises(ValidationError, match=said):
        scale.divide(divided, TOWNSHIP, wanted, by=leader)

    assert Quota.objects.get(area_code=YUNFENG).households == 10


@pytest.mark.parametrize("lower", [Amount(9), None])
def test_a_whole_does_not_fall_below_what_it_has_given_on(lower, divided, county_staff):
    with pytest.raises(ValidationError, match="more than its scale"):
        scale.divide(divided, COUNTY, {TOWNSHIP: lower}, by=county_staff)


def test_nobody_else_sets_a_scale(divided, leader, secretary, clerk2):
    for who in (secretary, clerk2):
        with pytest.raises(PermissionDenied):
            scale.divide(divided, TOWNSHIP, {YUNFENG: Amount(1)}, by=who)
    for area, wanted in ((COUNTY, {TOWNSHIP: Amount(1)}), (TOWNSHIP, {TOWNSHIP: Amount(1)})):
        with pytest.raises(PermissionDenied):
            scale.divide(divided, area, wanted, by=leader)


def test_a_stale_page_is_refused_and_the_same_numbers_again_change_nothing(divided, leader):
    seen = reach.read(divided, TOWNSHIP, leader).state
    wanted = {YUNFENG: Amount(12)}
    assert scale.divide(divided, TOWNSHIP, wanted, by=leader, seen=seen)

    assert not scale.divide(divided, TOWNSHIP, wanted, by=leader, seen=seen)
    with pytest.raises(StaleVersion):
        scale.divide(divided, TOWNSHIP, {YUNFENG: Amount(3)}, by=leader, seen=seen)
    assert Entry.objects.filter(action="set_scale", by=leader).count() == 1


def _meet(cases, by, because=""):
    held = meeting(cases[0].village, cases[0].round, over_scale_because=because)
    return meetings.record(held, [Vote(case, 38) for case in cases], by=by)


def test_a_list_above_its_scale_says_why(divided, yunfeng, secretary, set_today):
    set_today(MAY_28)
    cases_at(Stage.VILLAGE_PUBLICITY, 9, yunfeng, divided)
    surveyed = cases_at(Stage.SURVEYED, 2, yunfeng, divided)

    with pytest.raises(ValidationError, match="11 households") as refusal:
        _meet(surveyed, secretary)
    assert "over_scale_because" in refusal.value.error_dict
    assert not MeetingOfRepresentatives.objects.exists()
    assert set(stages(surveyed)) == {Stage.SURVEYED}

    _meet(surveyed, secretary, "两户因灾新增")
    assert set(stages(surveyed)) == {Stage.NOMINATED}


def test_a_list_above_the_float_is_refused_whatever_is_said(divided, yunfeng, secretary, set_today):
    set_today(MAY_28)
    surveyed = cases_at(Stage.SURVEYED, 12, yunfeng, divided)

    with pytest.raises(ValidationError, match="at most 11"):
        _meet(surveyed, secretary, "两户因灾新增")

    assert set(stages(surveyed)) == {Stage.SURVEYED}


def test_without_a_scale_lists_are_not_measured(yunfeng, round_, secretary, set_today):
    set_today(MAY_28)
    assert len(_meet(cases_at(Stage.SURVEYED, 3, yunfeng, round_), secretary).carried) == 3


def test_the_page_saves_and_refuses_in_words(client, divided, leader):
    client.force_login(leader)
    page = reverse("rounds:round-scale", args=[divided.pk])
    sent = {
        "seen": reach.read(divided, TOWNSHIP, leader).state,
        f"households-{YUNFENG}": "12",
        f"households-{ZONGSHU}": "9",
    }

    assert "10 households are not distributed yet" in client.get(page).content.decode()
    refused = client.post(page, sent)
    assert refused.status_code == 422
    assert "1 more than its scale of 20" in refused.content.decode()
    assert client.post(page, {**sent, f"households-{ZONGSHU}": "-1"}).status_code == 422
    assert client.post(page, {**sent, f"households-{ZONGSHU}": "8"}).status_code == 302
    assert Quota.objects.get(area_code=ZONGSHU).set_by == leader


def test_others_read_it_and_do_not_send(client, divided, secretary, clerk):
    page = reverse("rounds:round-scale", args=[divided.pk])
    for who in (secretary, clerk):
        client.force_login(who)
        assert client.get(page).status_code == 200
        assert client.post(page, {f"households-{YUNFENG}": "99"}).status_code == 403


def test_pages_of_the_list_warn(client, divided, yunfeng, secretary, county_staff):
    cases_at(Stage.NOMINATED, 11, yunfeng, divided)

    client.force_login(secretary)
    approval = reverse("rounds:notice-approve", args=[yunfeng.pk, divided.pk])
    assert "More than the scale." in client.get(approval).content.decode()
    client.force_login(county_staff)
    board = reverse("rounds:round-board", args=[divided.pk]) + f"?area={TOWNSHIP}"
    assert "More households are listed than the scale" in client.get(board).content.decode()


def test_the_page_of_a_county_takes_few_questions(
    client, divided, county_staff, django_assert_max_num_queries
):
    client.force_login(county_staff)
    with django_assert_max_num_queries(15):
        client.get(reverse("rounds:round-scale", args=[divided.pk]))
