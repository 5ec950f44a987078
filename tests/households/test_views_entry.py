"""The form of a new file in the browser: what bad input and bad luck get."""

from datetime import date
from uuid import uuid4

import pytest

from households.models import Household, IdentityClaim
from tests.factories import HouseholdFactory, RoundFactory, VillageGroupFactory, id_number
from tests.households.entry import NEW, person, sent, text

pytestmark = pytest.mark.usefixtures("in_november")


def test_a_family_is_entered_and_shown(desk, yunfeng):
    group = VillageGroupFactory(village=yunfeng, number=3)
    answer = desk.post(
        NEW,
        sent([person(), person("王开珍", "02")], group=group.pk, phone="13612342085"),
        follow=True,
    )

    household = Household.objects.get()
    assert answer.redirect_chain == [(f"/households/{household.number}/?year=2015", 302)]
    assert household.phone == "13612342085"
    assert household.years.get().net_income == 9460
    page = text(answer)
    assert f"Household {household.number} is saved: Yang Changming, 2 people." in page
    assert "136****2085" in page
    assert "13612342085" not in page


def test_save_and_next_opens_an_empty_form_in_the_same_village(desk, zongshu):
    answer = desk.post(NEW, sent([person()], village=zongshu.pk, next="1"), follow=True)

    assert answer.redirect_chain == [("/households/new/?year=2015", 302)]
    assert '<option value="520521225202" selected>202 Zongshu</option>' in text(answer)


def test_a_wrong_check_digit_is_told_by_row_and_field_and_nothing_typed_is_lost(desk):
    good = id_number()
    wrong = good[:17] + ("4" if good[17] != "4" else "5")
    data = sent([person(), person("王开珍", "02", id_number=wrong)], wage="7,205.50")

    answer = desk.post(NEW, data)

    page = text(answer)
    assert answer.status_code == 422
    sentence = f"Digit 18 should be {good[17]}, not {wrong[17]}. Check the ID card."
    assert f'<a href="#id_members-1-id_number">Row 2, ID number:</a> {sentence}'.replace(
        "</a> ", " "
    ) in page.replace("</a>", "")
    assert f'value="{wrong}"' in page
    assert 'value="7,205.50"' in page
    assert 'value="王开珍"' in page
    assert "data-focus" in page
    assert not Household.objects.exists()


def test_a_birth_date_that_contradicts_the_number_is_told(desk):
    rows = [person(id_number=id_number(date(1968, 3, 17)), birth_date="1968-03-18")]

    answer = desk.post(NEW, sent(rows))

    assert "The ID number says 1968-03-17." in text(answer)
    assert not Household.objects.exists()


def test_a_second_householder_is_told(desk):
    answer = desk.post(NEW, sent([person(), person("王开珍", "01")]))

    assert answer.status_code == 422
    assert "Two members are householder." in text(answer)


def test_the_same_number_in_two_rows_is_told_at_both(desk):
    number = id_number()
    answer = desk.post(
        NEW, sent([person(id_number=number), person("王开珍", "02", id_number=number)])
    )

    assert text(answer).count("stands in two rows") >= 2


def test_a_member_active_in_the_own_area_is_told_with_the_household(desk, zongshu):
    number = id_number()
    other = HouseholdFactory(village=zongshu, file__number=number)
    IdentityClaim.objects.create(
        digest=other.householder.id_digest,
        county_code="520521",
        household=other,
        member=other.householder,
    )

    answer = desk.post(NEW, sent([person(id_number=number)]))

    assert answer.status_code == 422
    assert f"an active member of household {other.number} (Zongshu) since" in text(answer)


def test_a_member_active_outside_the_area_is_told_without_the_household(desk, baina):
    number = id_number()
    other = HouseholdFactory(village=baina, file__number=number)
    IdentityClaim.objects.create(
        digest=other.householder.id_digest,
        county_code="520521",
        household=other,
        member=other.householder,
    )

    page = text(desk.post(NEW, sent([person(id_number=number)])))

    assert "already registered in Baina Township, Baina, since 2014-01-01" in page
    assert other.number not in page
    assert "王大明" not in page


def test_a_form_without_people_or_cause_is_told_everything_at_once(desk):
    page = text(desk.post(NEW, sent([], main_cause="", proposed_category="")))

    assert "Main cause: This field is required." in page.replace("</a>", "")
    assert "Category: This field is required." in page.replace("</a>", "")


def test_negative_money_and_thirteen_months_are_told_by_their_fields(desk):
    page = text(desk.post(NEW, sent([person(work_months="13")], wage="-1")))

    assert "id_wage_error" in page
    assert "id_members-0-work_months_error" in page


def test_the_same_cause_twice_is_told(desk):
    assert "The same cause is given twice." in text(
        desk.post(NEW, sent([person()], second_cause="01"))
    )


def test_an_empty_row_is_no_person(desk):
    empty = {"name": "", "id_number": "", "ethnic_group": "06", "health": "01", "relation": ""}
    desk.post(NEW, sent([person(), empty]))

    assert Household.objects.get().members.count() == 1


def test_a_row_removed_in_the_middle_is_no_person(desk):
    data = sent([person(), person("王开珍", "02"), person("杨正秀", "04")])
    for name in [name for name in data if name.startswith("members-1-")]:
        del data[name]

    desk.post(NEW, data)

    names = [m.name for m in Household.objects.get().members.all()]
    assert names == ["杨昌明", "杨正秀"]


def test_a_double_click_enters_one_household(desk):
    data = sent([person()])

    first, second = desk.post(NEW, data), desk.post(NEW, data)

    household = Household.objects.get()
    assert first.url == second.url == f"/households/{household.number}/?year=2015"


def test_a_refused_form_is_not_remembered_as_done(desk):
    request_id = str(uuid4())
    desk.post(NEW, sent([person(id_number="1")], request_id=request_id))
    desk.post(NEW, sent([person()], request_id=request_id))

    assert Household.objects.count() == 1


def test_another_row_is_offered_to_a_browser_without_scripts(desk):
    answer = desk.post(NEW, sent([person(name="")], add_row="1"))

    assert answer.status_code == 200
    assert 'name="members-1-name"' in text(answer)
    assert "Not saved yet" not in text(answer)


def test_an_expired_session_keeps_what_was_typed_and_sends_it_once_more(client, clerk):
    data = sent([person("杨昌明")])

    refused = client.post(NEW, data)
    client.force_login(clerk)
    client.post(NEW, data)

    assert refused.status_code == 401
    assert 'value="杨昌明"' in text(refused)
    assert Household.objects.get().members.get().name == "杨昌明"


def test_a_village_of_the_next_township_cannot_be_entered(desk, baina):
    answer = desk.post(NEW, sent([person()], village=baina.pk))

    assert answer.status_code == 422
    assert not Household.objects.exists()


@pytest.mark.parametrize("role", ["secretary", "leader", "county_staff", "auditor", "admin"])
def test_only_clerks_enter_files(client, request, role):
    client.force_login(request.getfixturevalue(role))

    assert client.get(NEW).status_code == 403
    assert client.post(NEW, sent([person()])).status_code == 403


def test_a_new_file_is_one_of_the_running_rounds_year(desk):
    RoundFactory(year=2013, poverty_line=2736)

    assert "record of 2013" in text(desk.get("/households/new/"))


def test_a_form_that_is_not_one_is_refused_without_an_error_page(desk):
    answer = desk.post(NEW, {"members-TOTAL_FORMS": "ten", "members-INITIAL_FORMS": "x"})

    assert answer.status_code == 422


@pytest.mark.parametrize(
    "nonsense",
    [
        {"request_id": "\0"},
        {"request_id": "x" * 5000},
        {"group": "\0"},
        {"village": "5205212252"},
        {"members-0-name": "杨\0"},
        {"members-0-member": "\0"},
        {"members-0-birth_date": "31.02.2000"},
        {"members-TOTAL_FORMS": "9" * 40},
        {"wage": "NaN"},
        {"wage": "1e400"},
        {"cultivated_land": "4.999"},
        {"phone": "1" * 3000},
    ],
)
def test_nonsense_is_refused_or_ignored_but_never_breaks(desk, nonsense):
    assert desk.post(NEW, sent([person()]) | nonsense).status_code in (302, 422)


@pytest.mark.parametrize("year", ["2016", "2100", "20155", "abc", "-1", "0"])
def test_a_year_that_has_not_come_or_is_none_takes_no_file(desk, year):
    answer = desk.get(f"/households/new/?year={year}")

    assert answer.status_code == (404 if year in ("2016", "2100") else 200)


def test_forty_one_members_are_too_many(desk):
    people = [person(f"人{n}", "99") for n in range(41)]

    assert desk.post(NEW, sent(people)).status_code == 422
