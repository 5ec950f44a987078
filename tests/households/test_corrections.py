"""A notice with a mistake: a corrected one hangs in its place, the old one stays as it was."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from households import corrections, objections, publicity, verifying
from households.choices import ObjectionKind, Stage
from households.models import Case, Event, HouseholdYear, Notice
from tests.households.lists import (
    JUNE_2,
    JUNE_3,
    MAY_28,
    PHONE,
    cases_at,
    hanging,
    photographed,
    stages,
)
from tests.households.test_publicity import _object

NEW_PHONE, JUNE_8 = "0857-5999999", date(2015, 6, 8)


@pytest.fixture
def notice(nominated, secretary, set_today):
    set_today(MAY_28)
    return hanging(nominated, secretary)


def _correct(notice, by, because="电话有误", **kwargs):
    return corrections.correct(notice, because, complaint_phone=NEW_PHONE, by=by, **kwargs)


def test_the_households_go_over_with_what_their_files_say_now(
    notice, nominated, secretary, set_today
):
    set_today(JUNE_2)
    HouseholdYear.objects.filter(household=nominated[0].household).update(size=4)

    new = _correct(notice, secretary)

    assert (new.starts_on, new.ends_on, new.days) == (JUNE_2, JUNE_8, 7)
    assert (new.corrects, new.corrects_because, new.serial) == (notice, "电话有误", 2)
    assert sorted(e.size for e in new.entries.all()) == [1, 1, 1, 1, 4]
    assert set(stages(nominated)) == {Stage.VILLAGE_PUBLICITY}
    assert notice.entries.standing().count() == 0
    assert new.entries.standing().count() == 5
    assert all(verdict.is_whole for verdict in verifying.chain(notice.village_id))


def test_each_household_gets_its_event_with_the_reason(notice, secretary):
    new = _correct(notice, secretary)

    events = Event.objects.filter(notice=new)
    assert {(e.step, e.from_stage, e.to_stage, e.reason) for e in events} == {
        ("correct_notice", "village_publicity", "village_publicity", "电话有误")
    }
    assert events.count() == 5


def test_the_new_notice_hangs_all_its_days_and_the_old_one_is_not_closed(
    notice, secretary, set_today
):
    set_today(JUNE_2)
    new = photographed(_correct(notice, secretary))
    set_today(JUNE_3)

    with pytest.raises(ValidationError, match="replaced by a corrected one"):
        publicity.close_in_village(notice, by=secretary)
    with pytest.raises(ValidationError, match="until 8 June"):
        publicity.close_in_village(new, by=secretary)
    set_today(JUNE_8)
    assert len(publicity.close_in_village(new, by=secretary).moved) == 5


def test_only_who_still_stands_on_it_goes_over(notice, nominated, secretary):
    objection = _object(notice, nominated[0], secretary, kind=ObjectionKind.DATA_WRONG)
    objections.decide(objection, "upheld", "人口应为 4 人", by=secretary)

    new = _correct(notice, secretary)

    assert new.entries.count() == 4
    assert [remark.kind for remark in new.remarks.all()] == ["upheld"]


def test_a_correction_repeats_the_annex_of_what_it_replaces(
    notice, nominated, yunfeng, round_, secretary
):
    objection = _object(notice, nominated[0], secretary)
    objections.decide(objection, "dismissed", "查无此事", by=secretary)
    second = hanging(cases_at(Stage.NOMINATED, 1, yunfeng, round_), secretary)

    third = _correct(second, secretary)
    fourth = _correct(third, secretary)

    assert [n.remarks.count() for n in (second, third, fourth)] == [1, 1, 1]
    assert _correct(notice, secretary).remarks.count() == 0


def test_it_is_corrected_once(notice, secretary):
    _correct(notice, secretary)

    with pytest.raises(ValidationError, match="replaced by a corrected one"):
        _correct(notice, secretary)


def test_a_repeated_request_gets_the_notice_of_the_first(notice, secretary):
    request = uuid4()

    first = _correct(notice, secretary, request_id=request)

    assert _correct(notice, secretary, request_id=request) == first
    assert Notice.objects.count() == 2


@pytest.mark.parametrize(("because", "says"), [(" ", "what was wrong"), ("误" * 201, "too long")])
def test_a_reason_is_given_and_fits(because, says, notice, secretary):
    with pytest.raises(ValidationError, match=says):
        _correct(notice, secretary, because=because)

    assert Notice.objects.count() == 1


def test_a_closed_notice_is_not_corrected(notice, secretary, set_today):
    set_today(JUNE_3)
    publicity.close_in_village(notice, by=secretary)

    with pytest.raises(ValidationError, match="No household stands"):
        _correct(notice, secretary)


def test_an_announcement_is_corrected_too(yunfeng, round_, county_staff):
    classified = cases_at(Stage.CLASSIFIED, 2, yunfeng, round_)
    announced = publicity.announce(classified, complaint_phone=PHONE, by=county_staff)

    new = _correct(announced, county_staff)

    assert new.entries.count() == 2
    assert set(stages(classified)) == {Stage.ANNOUNCED}


@pytest.mark.parametrize("who", ["clerk", "leader", "auditor"])
def test_only_who_posts_at_the_level_corrects(who, notice, request):
    with pytest.raises(PermissionDenied):
        _correct(notice, request.getfixturevalue(who))


def test_the_secretary_corrects_it_on_its_page(client, notice, secretary):
    client.force_login(secretary)
    url = reverse("rounds:notice-correct", args=[notice.pk])
    assert "5 households hang anew" in client.get(url).content.decode()
    sent = {"because": "电话有误", "complaint_phone": NEW_PHONE, "request_id": str(uuid4())}

    answers = [client.post(url, sent, follow=True) for _click in range(2)]

    assert answers[0].redirect_chain == answers[1].redirect_chain
    assert Notice.objects.count() == 2
    assert "电话有误" in answers[0].content.decode()
    old = client.get(reverse("rounds:notice-detail", args=[notice.pk])).content.decode()
    assert "was replaced by a corrected one" in old
    assert reverse("rounds:notice-correct", args=[notice.pk]) not in old
    listed = client.get(reverse("rounds:notice-list")).content.decode()
    assert "replaced by a corrected notice" in listed


def test_what_was_typed_stays_when_it_is_refused(client, notice, secretary):
    client.force_login(secretary)
    sent = {"because": "电话有误", "complaint_phone": " ", "request_id": str(uuid4())}

    answer = client.post(reverse("rounds:notice-correct", args=[notice.pk]), sent)

    assert answer.status_code == 422
    assert "电话有误" in answer.content.decode()
    assert Case.objects.filter(entries__notice=notice).count() == 5
