"""The pages on which township and county review a list: the draw, doubts, and three ways out."""

import pytest

from households import publicity
from households.choices import RoundKind, Stage
from households.models import Case, MemberYear
from households.ways import Variant
from tests.factories import RoundFactory
from tests.households.lists import JUNE_3, MAY_28, cases_at, hanging, stages
from tests.households.pages import COUNTY, PART, TOWNSHIP, page, press, sent, url_of


@pytest.fixture
def passed(yunfeng, round_, secretary, set_today) -> list[Case]:
    set_today(MAY_28)
    notice = hanging(cases_at(Stage.NOMINATED, 6, yunfeng, round_), secretary)
    set_today(JUNE_3)
    publicity.close_in_village(notice, by=secretary)
    return list(Case.objects.order_by("pk"))


def test_the_township_sees_whom_the_draw_chose_and_its_seed(client, leader, passed):
    html = page(client, leader, TOWNSHIP, passed)

    notice = passed[0].entries.get().notice
    assert html.count('class="pick-row drawn"') == 2
    assert notice.fingerprint in html
    assert f"/print/check-sheets/{passed[0].village_id}/{passed[0].round_id}/township/" in html


def test_a_doubt_about_dibao_is_shown_to_the_township_and_not_to_the_secretary(
    client, leader, passed
):
    MemberYear.objects.update(receives_dibao=True)

    assert page(client, leader, TOWNSHIP, passed).count("the category is without it") == 6


def test_a_drawn_household_that_was_not_visited_needs_a_reason(client, leader, passed):
    html = page(client, leader, TOWNSHIP, passed)
    drawn = [c.pk for c in passed if f'name="unvisited-{c.pk}"' in html]
    others = [c.pk for c in passed if c.pk not in drawn]
    data = sent(passed, "accept_in_township", visited=others)

    refused = press(client, leader, TOWNSHIP, passed, data)
    assert refused.status_code == 422
    assert "Drawn for the spot-check, and not visited" in refused.content.decode()

    excused = {f"unvisited-{pk}": "外出务工" for pk in drawn}
    assert press(client, leader, TOWNSHIP, passed, data | excused).status_code == 302
    assert set(stages(passed)) == {Stage.TOWNSHIP_ACCEPTED}


def test_one_press_of_the_township_goes_three_ways(client, leader, yunfeng, round_):
    cases = cases_at(Stage.VILLAGE_PASSED, 5, yunfeng, round_)
    out = cases[4].pk
    data = sent(
        cases,
        "accept_in_township",
        {cases[3].pk: "income"},
        visited=[cases[0].pk],
        out=[out],
        **{f"ground-{out}": "other", f"said-{out}": "已迁出"},
    )

    first = press(client, leader, TOWNSHIP, cases, data)
    again = press(client, leader, TOWNSHIP, cases, data)

    assert first["Location"] == again["Location"]
    assert (
        "5 = 3 accepted + 1 returned + 1 rejected" in client.get(first["Location"]).content.decode()
    )
    assert stages(cases) == [*[Stage.TOWNSHIP_ACCEPTED] * 3, Stage.SURVEYED, Stage.REJECTED]


@pytest.mark.parametrize(
    ("fields", "said"),
    [({}, "Choose the ground"), ({"ground": "x"}, "Choose the ground"),
     ({"ground": "other"}, "Say it in words"), ({"back": True}, "it cannot do both")],
)  # fmt: skip
def test_a_rejection_that_is_not_clear_is_refused_beside_its_household(
    fields, said, client, leader, yunfeng, round_
):
    cases = cases_at(Stage.VILLAGE_PASSED, 2, yunfeng, round_)
    pk = cases[1].pk
    both = {pk: "income"} if fields.get("back") else {}
    data = sent(cases, "accept_in_township", both, visited=[cases[0].pk], out=[pk])
    data |= {f"ground-{pk}": fields.get("ground", "")}

    answer = press(client, leader, TOWNSHIP, cases, data)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert set(stages(cases)) == {Stage.VILLAGE_PASSED}


def test_the_secretary_cannot_slip_in_a_rejection(client, secretary, nominated):
    pk = nominated[0].pk
    data = sent(nominated, "post_in_village", out=[pk], **{f"ground-{pk}": "vehicle"})

    press(client, secretary, "notice-approve", nominated, data)

    assert Stage.REJECTED not in stages(nominated)


def test_one_press_of_the_county_goes_three_ways(client, county_staff, yunfeng):
    round_ = RoundFactory(county_check_percent=10)
    cases = cases_at(Stage.TOWNSHIP_PASSED, 4, yunfeng, round_)
    out = cases[3].pk
    data = sent(
        cases, "classify", {cases[2].pk: "members"}, out=[out], **{f"ground-{out}": "vehicle"}
    )
    data |= {f"category-{case.pk}": "04" for case in cases}

    assert press(client, county_staff, COUNTY, cases, data).status_code == 422
    answer = press(client, county_staff, COUNTY, cases, data | {"visited": [cases[2].pk]})

    assert answer.status_code == 302
    assert stages(cases) == [*[Stage.CLASSIFIED] * 2, Stage.SURVEYED, Stage.REJECTED]
    assert (
        "4 = 2 classified + 1 returned + 1 rejected"
        in client.get(answer["Location"]).content.decode()
    )


@pytest.mark.parametrize(
    ("kind", "said"),
    [(RoundKind.IDENTIFICATION, "Classify the list"), (RoundKind.EXIT, "Confirm the exits"),
     (RoundKind.RETURN, "Confirm the returns"), (RoundKind.LOOK_BACK, "Confirm the results"),
     (RoundKind.REMOVAL, "Confirm the removals")],
)  # fmt: skip
def test_the_page_speaks_of_what_the_round_is_for(kind, said, client, county_staff, yunfeng):
    cases = cases_at(Stage.TOWNSHIP_PASSED, 1, yunfeng, RoundFactory(kind=kind))

    assert f"<h1>{said}" in page(client, county_staff, COUNTY, cases).replace("\n", "")


def test_a_round_without_a_township_review_offers_none(client, leader, yunfeng):
    cases = cases_at(Stage.VILLAGE_PASSED, 1, yunfeng, RoundFactory(variant=Variant.NO_REVIEW))

    html = page(client, leader, TOWNSHIP, cases)

    assert "Post the list in the township" in html
    assert "Accept the list" not in html


@pytest.mark.parametrize("count", [5, 60])
@pytest.mark.parametrize(
    ("name", "who", "stage"),
    [(TOWNSHIP, "leader", Stage.VILLAGE_PASSED), (COUNTY, "county_staff", Stage.TOWNSHIP_PASSED)],
)
def test_a_longer_list_takes_no_more_questions(
    name, who, stage, count, client, yunfeng, round_, request, django_assert_max_num_queries
):
    user = request.getfixturevalue(who)
    cases = cases_at(stage, count, yunfeng, round_)
    client.force_login(user)

    with django_assert_max_num_queries(15):
        answer = client.get(url_of(name, cases[0]), headers=PART)

    assert answer.content.decode().count('name="listed"') == count
