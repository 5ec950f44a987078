"""The list of cases and the buttons of one: only for those who may, refused in place."""

import pytest
from django.urls import reverse

from households import stepping
from households.choices import RejectionGround, Stage
from households.models import Case, Event
from households.steps import STEPS
from tests.households.lists import MAY_18, MAY_28, cases_at, hanging
from tests.households.test_publicity import _object

PART = {"HX-Request": "true"}
WHO_ASKS = 3


@pytest.fixture(autouse=True)
def _on_28_may(set_today):
    set_today(MAY_28)


def _actions(client, user, case, **kwargs):
    client.force_login(user)
    return client.get(reverse("rounds:case-actions", args=[case.pk]), **kwargs).content.decode()


def _take(client, user, case, step, **fields):
    client.force_login(user)
    headers = fields.pop("headers", {})
    data = {f"{step}-{name}": value for name, value in fields.items()}
    return client.post(reverse("rounds:case-step", args=[case.pk, step]), data, headers=headers)


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("who", ["clerk", "secretary", "leader", "county_staff", "auditor"])
def test_a_button_stands_there_only_for_whoever_may_press_it(
    stage, who, client, yunfeng, round_, request
):
    user = request.getfixturevalue(who)
    (case,) = cases_at(stage, 1, yunfeng, round_)

    html = _actions(client, user, case)

    offered = {step for step in STEPS if f"/cases/{case.pk}/{step}/" in html}
    assert offered <= set(stepping.steps_open_to(user, case))
    for step in ("survey", "withdraw", "return_from_county", "send_back", "return_to_village"):
        assert (step in offered) == (step in stepping.steps_open_to(user, case)), step


def test_lists_are_reached_from_the_household(client, yunfeng, round_, secretary, leader):
    (surveyed,) = cases_at(Stage.SURVEYED, 1, yunfeng, round_)
    (passed,) = cases_at(Stage.VILLAGE_PASSED, 1, yunfeng, round_)

    assert f"/meetings/new/?village={yunfeng.pk}" in _actions(client, secretary, surveyed)
    assert f"/notices/township/{yunfeng.pk}/{round_.pk}/" in _actions(client, leader, passed)


def test_whoever_may_do_nothing_is_told_so(client, yunfeng, round_, auditor):
    (case,) = cases_at(Stage.APPLIED, 1, yunfeng, round_)

    assert "The next step is not yours" in _actions(client, auditor, case)


def test_an_objection_begins_at_the_household(client, yunfeng, round_, nominated, secretary, clerk):
    (rejected,) = cases_at(Stage.REJECTED, 1, yunfeng, round_)
    assert "/objections/new/" not in _actions(client, clerk, rejected)

    notice = hanging(nominated, secretary)

    for case in (nominated[0], rejected):
        assert f"notice={notice.pk}&amp;case={case.pk}" in _actions(client, clerk, case)


def test_the_home_visit_is_noted(client, clerk, yunfeng, round_):
    (case,) = cases_at(Stage.APPLIED, 1, yunfeng, round_)

    answer = _take(client, clerk, case, "survey", on="2015-05-21", first="杨敏", second="龙海")

    assert answer["Location"] == case.household.get_absolute_url()
    case.refresh_from_db()
    assert (case.stage, case.surveyors) == (Stage.SURVEYED, "杨敏、龙海")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"on": "2015-05-21", "first": "杨敏", "second": "杨敏"}, "names of the two people"),
        ({"on": "2015-05-29", "first": "杨敏", "second": "龙海"}, "cannot lie in the future"),
        ({"on": "2015-05-01", "first": "杨敏", "second": "龙海"}, "before the application"),
        ({"on": "", "first": "杨敏", "second": ""}, "This field is required"),
    ],
)
def test_a_refused_visit_says_why_and_keeps_what_was_typed(
    fields, said, client, clerk, yunfeng, round_
):
    (case,) = cases_at(Stage.APPLIED, 1, yunfeng, round_)

    answer = _take(client, clerk, case, "survey", **fields)

    html = answer.content.decode()
    assert answer.status_code == 422
    assert said in html
    assert 'value="杨敏"' in html
    assert Case.objects.get(pk=case.pk).stage == Stage.APPLIED
    assert not Event.objects.exists()


def test_an_incomplete_file_is_not_surveyed(client, clerk, yunfeng, round_):
    (case,) = cases_at(Stage.APPLIED, 1, yunfeng, round_, file__main_cause="")

    answer = _take(client, clerk, case, "survey", on="2015-05-21", first="杨敏", second="龙海")

    assert "The main cause of poverty is missing" in answer.content.decode()


@pytest.mark.parametrize(
    ("step", "stage", "who", "fields", "target"),
    [
        ("send_back", Stage.NOMINATED, "secretary", {"because": "income"}, Stage.SURVEYED),
        ("return_to_village", Stage.VILLAGE_PASSED, "leader",
         {"because": "other", "words": "户口本不符"}, Stage.SURVEYED),
        ("return_from_county", Stage.TOWNSHIP_PASSED, "county_staff", {"because": "members"},
         Stage.SURVEYED),
        ("reject_in_village", Stage.SURVEYED, "secretary", {"ground": "vehicle"}, Stage.REJECTED),
        ("reject_in_township", Stage.VILLAGE_PASSED, "leader",
         {"ground": "other", "words": "外出"}, Stage.REJECTED),
        ("reject_in_county", Stage.CLASSIFIED, "county_staff", {"ground": "public_payroll"},
         Stage.REJECTED),
        ("withdraw", Stage.SURVEYED, "clerk", {"because": "书面申请"}, Stage.WITHDRAWN),
    ],
)  # fmt: skip
def test_a_step_is_taken_with_its_reason(
    step, stage, who, fields, target, client, yunfeng, round_, request
):
    (case,) = cases_at(stage, 1, yunfeng, round_)

    answer = _take(client, request.getfixturevalue(who), case, step, **fields)

    assert answer.status_code == 302
    assert Case.objects.get(pk=case.pk).stage == target
    assert Event.objects.get().step == step


@pytest.mark.parametrize(
    ("step", "stage", "who", "fields"),
    [
        ("send_back", Stage.NOMINATED, "secretary", {"because": "other", "words": " "}),
        ("reject_in_village", Stage.SURVEYED, "secretary", {"ground": "other"}),
        ("reject_in_village", Stage.SURVEYED, "secretary", {"ground": "nonsense"}),
        ("withdraw", Stage.SURVEYED, "clerk", {"because": " "}),
        ("return_from_county", Stage.TOWNSHIP_PASSED, "county_staff", {"because": "other"}),
    ],
)
def test_a_step_without_its_reason_is_refused(
    step, stage, who, fields, client, yunfeng, round_, request
):
    (case,) = cases_at(stage, 1, yunfeng, round_)

    answer = _take(client, request.getfixturevalue(who), case, step, **fields)

    assert answer.status_code == 422
    assert Case.objects.get(pk=case.pk).stage == stage


def test_a_second_click_is_told_where_the_household_is(client, clerk, yunfeng, round_):
    (case,) = cases_at(Stage.APPLIED, 1, yunfeng, round_)
    _take(client, clerk, case, "withdraw", because="书面申请")

    again = _take(client, clerk, case, "withdraw", because="书面申请")

    assert again.status_code == 422
    assert "Not possible while the household is at “Withdrawn”" in again.content.decode()
    assert Event.objects.count() == 1


def test_htmx_is_led_to_the_household_or_shown_the_part(client, clerk, yunfeng, round_):
    (case,) = cases_at(Stage.APPLIED, 1, yunfeng, round_)

    refused = _take(client, clerk, case, "withdraw", because="", headers=PART)
    taken = _take(client, clerk, case, "withdraw", because="书面申请", headers=PART)

    assert refused.status_code == 422
    assert "<html" not in refused.content.decode()
    assert taken.headers["HX-Redirect"] == case.household.get_absolute_url()


@pytest.mark.parametrize(("who", "status"), [("secretary2", 404), ("clerk2", 404), ("leader", 403)])
def test_a_step_of_somebody_else_is_refused(who, status, client, yunfeng, round_, request):
    (case,) = cases_at(Stage.APPLIED, 1, yunfeng, round_)

    answer = _take(client, request.getfixturevalue(who), case, "withdraw", because="书面申请")

    assert answer.status_code == status
    assert Case.objects.get(pk=case.pk).stage == Stage.APPLIED


@pytest.mark.parametrize("step", ["post_in_village", "announce", "uphold_against", "nonsense"])
def test_what_is_no_step_of_one_household_is_not_found(step, client, secretary, nominated):
    assert _take(client, secretary, nominated[0], step).status_code == 404


def test_asking_for_a_step_does_not_take_it(client, clerk, yunfeng, round_):
    (case,) = cases_at(Stage.APPLIED, 1, yunfeng, round_)
    client.force_login(clerk)

    assert client.get(reverse("rounds:case-step", args=[case.pk, "withdraw"])).status_code == 405


def test_a_case_is_shown_on_the_page_of_its_household(client, clerk, nominated):
    client.force_login(clerk)

    answer = client.get(reverse("rounds:case-detail", args=[nominated[0].pk]))

    assert answer["Location"] == nominated[0].household.get_absolute_url()


def test_cases_are_found_by_stage_village_round_and_what_holds_them(
    client, clerk, secretary, nominated, yunfeng, zongshu, round_
):
    surveyed = cases_at(Stage.SURVEYED, 2, yunfeng, round_)
    Case.objects.filter(pk=surveyed[0].pk).update(returned_because="income")
    cases_at(Stage.REJECTED, 1, zongshu, round_)
    _object(hanging(nominated[:2], secretary), nominated[0], clerk)
    client.force_login(clerk)

    def found(**query):
        html = client.get(reverse("rounds:case-list"), query).content.decode()
        return html.count('data-label="Stage"')

    assert found() == 8
    assert found(village=yunfeng.pk) == 7
    assert found(stage="surveyed") == 2
    assert found(stage=["rejected", "surveyed"]) == 3
    assert found(round=round_.pk, stage="nominated") == 3
    assert found(objection="true") == found(returned="true") == 1
    assert found(stage="nonsense") == 0  # a value that does not fit finds nothing


def test_what_holds_a_case_stands_beside_it(client, clerk, secretary, nominated, yunfeng, round_):
    _object(hanging(nominated[:1], secretary), nominated[0], clerk)
    (rejected,) = cases_at(Stage.REJECTED, 1, yunfeng, round_)
    Case.objects.filter(pk=rejected.pk).update(rejected_because=RejectionGround.VEHICLE)
    (returned,) = cases_at(Stage.SURVEYED, 1, yunfeng, round_)
    Case.objects.filter(pk=returned.pk).update(returned_because="signature")
    client.force_login(clerk)

    html = client.get(reverse("rounds:case-list")).content.decode()

    for words in ("under objection", "owns a car", "householder&#x27;s signature missing"):
        assert words in html


@pytest.mark.parametrize("count", [2, 40])
def test_the_list_asks_no_more_for_more_cases(
    count, client, clerk, yunfeng, round_, django_assert_max_num_queries
):
    cases_at(Stage.APPLIED, count, yunfeng, round_, file__people=2)
    client.force_login(clerk)

    with django_assert_max_num_queries(8 + WHO_ASKS):
        client.get(reverse("rounds:case-list"), headers=PART)


def test_the_day_of_the_visit_is_offered_as_today(client, clerk, yunfeng, round_):
    (case,) = cases_at(Stage.APPLIED, 1, yunfeng, round_)

    assert 'value="2015-05-28"' in _actions(client, clerk, case)
    assert case.applied_on == MAY_18
