"""Whom a spot-check visits: by the notice as it hung, whatever became of its households since."""

import pytest
from django.core.exceptions import ValidationError

from households import approval, publicity, reviews, spot_checks
from households.choices import Level, Stage
from households.models import Case, Household, Round
from households.ways import Variant
from tests.factories import RoundFactory
from tests.households.lists import (
    JUNE_3,
    MAY_28,
    PHONE,
    approve,
    cases_at,
    hanging,
    sheet,
)


@pytest.fixture
def passed(yunfeng, round_, secretary, set_today) -> list[Case]:
    """Twelve households that hung in the village: eight generally poor, four with dibao."""
    set_today(MAY_28)
    cases = cases_at(Stage.NOMINATED, 8, yunfeng, round_)
    cases += cases_at(Stage.NOMINATED, 4, yunfeng, round_, file__proposed_category="02")
    notice = hanging(cases, secretary)
    set_today(JUNE_3)
    publicity.close_in_village(notice, by=secretary)
    return list(Case.objects.order_by("pk"))


def _drawn(cases, by=Level.TOWNSHIP):
    return spot_checks.drawn(cases, cases[0].round, by)


def _accept(cases, by, **kwargs):
    return reviews.accept_in_township(cases, _drawn(cases), by=by, **kwargs)


def test_each_category_is_visited_in_its_share(passed):
    drawn = _drawn(passed)

    assert len(drawn) == 3
    assert {case.pk in drawn for case in passed[8:]} == {True, False}


def test_the_seed_is_the_fingerprint_on_the_board_and_the_level(passed):
    (one,) = spot_checks.draws(passed, passed[0].round, Level.TOWNSHIP)

    assert one.seed == f"{one.notice.sha256} township"
    assert one.listed == 12
    assert sorted(one.drawn.values()) == sorted(_drawn(passed))


def test_who_goes_back_changes_nothing_for_the_others(passed, leader):
    before = _drawn(passed)
    gone = next(case for case in passed if case.pk in before)

    reviews.send_back("return_to_village", [gone], {gone.pk: "income"}, by=leader)

    rest = [case for case in passed if case.pk != gone.pk]
    assert _drawn(rest) == before - {gone.pk}


def test_who_is_posted_again_is_drawn_from_the_new_notice(passed, secretary, leader):
    gone, before = passed[0], _drawn(passed)
    reviews.send_back("return_to_village", [gone], {gone.pk: "income"}, by=leader)
    Case.objects.filter(pk=gone.pk).update(stage=Stage.NOMINATED)
    again = hanging([gone], secretary)

    first, second = spot_checks.draws(passed, gone.round, Level.TOWNSHIP)

    assert second.notice == again
    assert list(second.drawn.values()) == [gone.pk]
    assert _drawn(passed) == before | {gone.pk}
    assert gone.pk not in first.drawn.values()


def test_households_that_never_hung_are_not_drawn(yunfeng, round_):
    assert _drawn(cases_at(Stage.VILLAGE_PASSED, 5, yunfeng, round_)) == set()


def _posted_by_the_township(cases, leader):
    publicity.post_in_township(cases, complaint_phone=PHONE, by=leader)
    return list(Case.objects.at(Stage.TOWNSHIP_PUBLICITY).order_by("pk"))


def test_the_county_draws_others_than_the_township(passed, leader):
    Round.objects.update(county_check_percent=10)
    visited = _drawn(passed)
    posted = _posted_by_the_township(_accept(passed, leader), leader)

    (one,) = spot_checks.draws(posted, posted[0].round, Level.COUNTY)

    assert one.notice.level == Level.TOWNSHIP
    assert len(one.drawn) == 2
    assert not set(one.drawn.values()) & visited
    assert len(one.seen) == len(visited)


def test_the_countys_draw_stays_when_a_visited_household_goes_back(passed, leader):
    Round.objects.update(county_check_percent=60)
    visited = _drawn(passed)
    posted = _posted_by_the_township(_accept(passed, leader), leader)
    before = _drawn(posted, Level.COUNTY)

    Case.objects.filter(pk__in=visited).update(is_spot_checked=False)

    assert _drawn(posted, Level.COUNTY) == before


def test_without_a_township_notice_the_county_draws_from_the_villages(
    yunfeng, secretary, set_today
):
    set_today(MAY_28)
    round_ = RoundFactory(variant=Variant.ONE_PUBLICITY, county_check_percent=10)
    cases = cases_at(Stage.NOMINATED, 3, yunfeng, round_)
    hanging(cases, secretary)

    (one,) = spot_checks.draws(cases, round_, Level.COUNTY)

    assert one.notice.level == Level.VILLAGE
    assert one.seed.endswith(" county")


def test_the_township_visits_whom_the_draw_chose_or_says_why_not(passed, leader):
    drawn = _drawn(passed)
    others = {case.pk for case in passed if case.pk not in drawn}

    with pytest.raises(ValidationError, match="Drawn for the spot-check, and not visited: Wang"):
        reviews.accept_in_township(passed, others, by=leader)
    with pytest.raises(ValidationError, match="not visited"):
        reviews.accept_in_township(passed, others, by=leader, excused=dict.fromkeys(drawn, " "))
    assert not Case.objects.at(Stage.TOWNSHIP_ACCEPTED).exists()

    reviews.accept_in_township(passed, others, by=leader, excused=dict.fromkeys(drawn, "外出务工"))

    assert Case.objects.at(Stage.TOWNSHIP_ACCEPTED).count() == 12


def test_an_excuse_does_not_make_the_share_smaller(passed, leader):
    with pytest.raises(ValidationError, match="Spot-check at least 3 of the 12"):
        reviews.accept_in_township(
            passed, set(), by=leader, excused={case.pk: "外出" for case in passed}
        )


def test_others_may_be_visited_besides(passed, leader):
    _accept(passed, leader)

    assert Case.objects.filter(is_spot_checked=True).count() == 3


@pytest.mark.parametrize("count", [5, 60])
def test_accepting_takes_no_more_statements_for_a_longer_list(
    count, yunfeng, round_, secretary, leader, set_today, django_assert_max_num_queries
):
    set_today(MAY_28)
    cases = cases_at(Stage.NOMINATED, count, yunfeng, round_)
    approve(cases, secretary)
    set_today(JUNE_3)
    Case.objects.update(stage=Stage.VILLAGE_PASSED)
    passed, drawn = list(Case.objects.all()), _drawn(cases)
    leader.current_jurisdictions()
    back = {next(c.pk for c in passed if c.pk not in drawn): "income"}

    with django_assert_max_num_queries(34):
        approval.accept_in_township(sheet(passed, back), drawn, by=leader)


def test_a_household_of_the_next_village_is_not_in_the_urn(passed, zongshu, round_, secretary2):
    own = _drawn(passed)
    hanging(
        [*cases_at(Stage.NOMINATED, 3, zongshu, round_)],
        secretary2,
    )

    assert _drawn(passed) == own
    assert Household.objects.filter(village=zongshu).count() == 3
