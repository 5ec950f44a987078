"""The county compares a list: hits are noted in words, nobody is turned away, all by one press."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from households import comparison, lineup
from households.choices import Stage
from households.models import Case, Event
from tests.factories import RoundFactory
from tests.households.lists import JUNE_2, cases_at, sheet, stages

CAR = "list of vehicles: a lorry of 2014"


@pytest.fixture
def compared_round(db):
    return RoundFactory(variant="two_appraisals")


@pytest.fixture
def three(yunfeng, compared_round, set_today):
    set_today(JUNE_2)
    return cases_at(Stage.NOMINATED, 3, yunfeng, compared_round)


def test_all_go_on_and_the_hit_is_kept_with_its_words(three, county_staff):
    entry = comparison.compare(sheet(three, {three[0].pk: CAR}), by=county_staff)

    assert stages(three) == [Stage.COMPARED] * 3
    assert (entry.details["listed"], entry.details["moved"], entry.details["stayed"]) == (3, 2, 1)
    said = dict(Event.objects.values_list("case_id", "reason"))
    assert said == {three[0].pk: CAR, three[1].pk: "", three[2].pk: ""}


def test_a_second_press_of_the_same_form_notes_nothing_twice(three, county_staff):
    request_id = uuid4()

    first = comparison.compare(sheet(three, request_id=request_id), by=county_staff)
    again = comparison.compare(sheet(three, request_id=request_id), by=county_staff)

    assert first == again
    assert Event.objects.count() == 3


def test_a_hit_without_words_is_refused_and_nothing_is_noted(three, county_staff):
    with pytest.raises(ValidationError, match="in which list"):
        comparison.compare(sheet(three, {three[0].pk: " "}), by=county_staff)

    assert stages(three) == [Stage.NOMINATED] * 3


@pytest.mark.parametrize("who", ["clerk", "secretary", "leader", "auditor"])
def test_only_the_county_compares(who, three, request):
    with pytest.raises(PermissionDenied):
        comparison.compare(sheet(three), by=request.getfixturevalue(who))


def test_a_round_of_another_way_has_no_comparison(yunfeng, round_, county_staff):
    nominated = cases_at(Stage.NOMINATED, 1, yunfeng, round_)

    with pytest.raises(ValidationError, match="comes “Village notice”"):
        comparison.compare(sheet(nominated), by=county_staff)


def test_the_next_list_shows_what_was_found(three, compared_round, county_staff):
    comparison.compare(sheet(three, {three[0].pk: CAR}), by=county_staff)

    lines = lineup.lines(Case.objects.filter(round=compared_round), compared_round)

    assert sorted(line.found or "" for line in lines) == ["", "", CAR]


class TestThePage:
    @pytest.fixture
    def url(self, yunfeng, compared_round):
        return reverse("rounds:notice-compare", args=[yunfeng.pk, compared_round.pk])

    @pytest.fixture
    def sent(self, three):
        pk = three[0].pk
        return {
            "request_id": str(uuid4()),
            "step": "compare",
            "listed": [case.pk for case in three],
            "back": [pk],
            f"because-{pk}": "vehicles",
            f"words-{pk}": "a lorry of 2014",
        }

    def test_one_press_notes_the_whole_list(self, client, county_staff, three, url, sent):
        client.force_login(county_staff)
        assert "Compare the list" in client.get(url).content.decode()

        receipt = client.post(url, sent, follow=True).content.decode()

        assert "3 = 2 without a hit + 1 with a hit" in receipt
        assert "a second meeting appraises them" in receipt
        assert Event.objects.get(case=three[0]).reason == CAR

    def test_a_hit_needs_its_list_and_its_words(self, client, county_staff, three, url, sent):
        client.force_login(county_staff)

        answer = client.post(url, sent | {f"words-{three[0].pk}": ""})

        assert answer.status_code == 422
        assert "in which list it is" in answer.content.decode()
        assert stages(three) == [Stage.NOMINATED] * 3

    def test_the_second_meeting_reads_it_out(
        self, client, county_staff, secretary, three, url, sent, yunfeng, compared_round
    ):
        client.force_login(county_staff)
        client.post(url, sent)
        client.force_login(secretary)

        page = client.get(
            reverse("rounds:meeting-create"),
            {"village": yunfeng.pk, "round": compared_round.pk, "appraisal": "2"},
        ).content.decode()

        assert "The comparison found: list of vehicles: a lorry of 2014" in page
        assert "The comparison found nothing." in page
