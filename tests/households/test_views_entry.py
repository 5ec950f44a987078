"""The form of a file in the browser: what bad input and bad luck get."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from households import files
from households.choices import Stage
from households.dossier import Person
from households.models import Household, IdentityClaim, Member
from tests.factories import (
    CaseFactory,
    HouseholdFactory,
    RoundFactory,
    VillageGroupFactory,
    id_number,
)
from tests.households.entry import person, sent, stored

NEW = "/households/new/?year=2015"


@pytest.fixture(autouse=True)
def _today(set_today):
    set_today(date(2015, 11, 24))


@pytest.fixture
def desk(client, clerk):
    client.force_login(clerk)
    return client


@pytest.fixture
def household(desk):
    """Entered through the form with a householder, his wife and a daughter."""
    desk.post(NEW, sent([person(), person("王开珍", "02"), person("杨正秀", "04")]))
    return Household.objects.get()


def edit(household: Household) -> str:
    return reverse("households:household-update", args=[household.number]) + "?year=2015"


def text(response) -> str:
    return " ".join(response.content.decode().split())


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
    assert f"an active member of household {other.number} (Zongshu)" in text(answer)


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

    assert "already registered in Baina Township, Baina." in page
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


def test_a_double_click_on_a_change_writes_one_version(desk, household):
    data = stored(household, wage="9000")

    first, second = desk.post(edit(household), data), desk.post(edit(household), data)

    household.refresh_from_db()
    assert first.status_code == second.status_code == 302
    assert household.version == 2


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


@pytest.mark.parametrize("name", ["household-detail", "household-update"])
def test_a_number_of_the_next_township_is_not_found(desk, baina, name):
    other = HouseholdFactory(village=baina)
    address = reverse(f"households:{name}", args=[other.number])

    assert desk.get(address).status_code == 404
    assert desk.post(address, stored(other)).status_code in (404, 405)
    assert other.years.get().wage == 0


def test_a_village_of_the_next_township_cannot_be_entered(desk, baina):
    answer = desk.post(NEW, sent([person()], village=baina.pk))

    assert answer.status_code == 422
    assert not Household.objects.exists()


@pytest.mark.parametrize("role", ["secretary", "leader", "county_staff", "auditor", "admin"])
def test_only_clerks_enter_files(client, request, role):
    client.force_login(request.getfixturevalue(role))

    assert client.get(NEW).status_code == 403
    assert client.post(NEW, sent([person()])).status_code == 403


def test_a_stored_file_is_shown_with_masked_numbers_only(desk, household):
    page = text(desk.get(edit(household)))

    for member in household.members.all():
        assert member.id_number not in page
        assert member.masked_id_number in page


def test_a_mask_that_comes_back_changes_nothing(desk, household):
    Household.objects.update(phone="13612342085", bank_account="6228480000001234")
    before = {m.pk: m.id_number for m in household.members.all()}

    desk.post(
        edit(household), stored(household, phone="136****2085", bank_account="**** 1234", wage="1")
    )

    household.refresh_from_db()
    assert household.phone == "13612342085"
    assert household.bank_account == "6228480000001234"
    assert household.years.get().wage == 1
    assert {m.pk: m.id_number for m in household.members.all()} == before


def test_typing_over_a_mask_replaces_the_number(desk, household):
    data = stored(household)
    corrected = id_number(date(1969, 3, 17))
    data["members-0-id_number"] = corrected

    desk.post(edit(household), data)

    householder = household.members.first()
    assert householder.id_number == corrected
    assert householder.birth_date == date(1969, 3, 17)


def test_a_member_is_taken_out_with_day_and_reason(desk, household):
    data = stored(household)
    data |= {"members-2-left_on": "2015-11-24", "members-2-left_because": "married out"}
    data["members-2-labour"] = ""  # of somebody who goes, nothing else matters

    answer = desk.post(edit(household), data)

    assert answer.status_code == 302
    gone = household.members.get(name="杨正秀")
    assert (gone.left_on, gone.left_because) == (date(2015, 11, 24), "married out")
    assert household.years.get().size == 2


def test_taking_out_without_a_reason_is_told(desk, household):
    data = stored(household) | {"members-2-left_on": "2015-11-24"}

    answer = desk.post(edit(household), data)

    assert "Yang Zhengxiu: enter the day and the reason of leaving." in text(answer)
    assert household.members.filter(left_on=None).count() == 3


def test_a_member_of_another_household_cannot_be_named_in_a_row(desk, household, yunfeng):
    other = HouseholdFactory(village=yunfeng)
    data = stored(household)
    data |= {f"members-3-{name}": value for name, value in person("王大明", "99").items()}
    data |= {"members-3-member": other.householder.pk, "members-TOTAL_FORMS": "4"}

    answer = desk.post(edit(household), data)

    assert answer.status_code == 422
    assert Member.objects.get(pk=other.householder.pk).household == other


def test_a_row_left_out_of_the_form_is_not_lost_silently(desk, household):
    data = stored(household)
    for name in [name for name in data if name.startswith("members-2-")]:
        del data[name]

    answer = desk.post(edit(household), data)

    assert "is missing in the form" in text(answer)
    assert household.members.filter(left_on=None).count() == 3


class TestAStaleForm:
    @pytest.fixture
    def data(self, household):
        """Opened before somebody else saved: a cause, a new son, and the daughter gone."""
        return stored(household, wage="8888", main_cause="02")

    @pytest.fixture
    def colleague(self, household, clerk, data):
        file = files.opened(household, 2015)
        file.year.main_cause = "05"
        gone = file.people.pop().member
        gone.left_on, gone.left_because = date(2015, 11, 24), "married out"
        file.left.append(gone)
        son = Person(
            Member(name="杨正林", id_number=id_number()),
            type(file.people[0].year)(relation="03", labour="01"),
        )
        file.people.append(son)
        files.update(file, version=1, by=clerk)

    def test_is_refused_with_both_values_side_by_side(self, desk, household, data, colleague):
        answer = desk.post(edit(household), data)

        page = text(answer)
        assert answer.status_code == 409
        assert "Somebody saved this file while you were typing" in page
        assert "Yang Min saved it on" in page
        assert "05 Lack of land" in page  # in the file
        assert "<b>02 Disability</b>" in page  # in the form
        assert household.years.get().wage == 7200

    def test_holds_what_was_typed_with_the_new_version(self, desk, household, data, colleague):
        page = text(desk.post(edit(household), data))

        assert 'name="version" value="2"' in page
        assert 'value="8888"' in page
        assert 'value="杨正林"' in page  # the member who was added meanwhile
        assert 'value="杨正秀"' not in page  # the member who was taken out meanwhile

    def test_is_saved_over_the_new_version_on_purpose(self, desk, household, data, colleague):
        from households.forms.comparison import carried_over

        from tests.households.entry import query

        refused = desk.post(edit(household), data)
        assert refused.status_code == 409
        fresh = files.opened(Household.objects.get(), 2015)
        again = carried_over(query(data), fresh)

        answer = desk.post(edit(household), again.dict())

        record = household.years.get()
        assert answer.status_code == 302
        assert (record.wage, record.main_cause, record.size) == (8888, "02", 3)
        assert household.members.filter(left_on=None).count() == 3


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_sealed_file_is_not_edited_and_says_why_and_until_when(
    desk, household, secretary, method
):
    from households import publicity

    Household.objects.update(entered_by=None)
    case = CaseFactory(household=household, round=RoundFactory(), stage=Stage.NOMINATED)
    publicity.post_in_village([case], complaint_phone="0857", by=secretary)

    answer = getattr(desk, method)(edit(household), stored(household, wage="9999"))

    page = text(answer)
    assert answer.status_code == 409
    assert "stands in a posted list" in page
    assert "posted from 24 November 2015 until 30 November 2015" in page
    assert household.years.get().wage == 7200


def test_a_new_year_begins_as_a_copy(desk, household, set_today):
    set_today(date(2016, 1, 5))
    address = edit(household).replace("2015", "2016")

    page = text(desk.get(address))
    desk.post(address, stored(household, wage="1.5"))

    assert "new year, copied from the last one" in page
    assert [(y.year, y.wage) for y in household.years.order_by("year")] == [
        (2015, 7200),
        (2016, 1.5),
    ]


def test_a_year_to_come_has_no_form(desk, household):
    assert desk.get(edit(household).replace("2015", "2016")).status_code == 404


def test_an_earlier_year_has_no_form(desk, household):
    page = desk.get(edit(household).replace("2015", "2014"))

    assert page.status_code == 409
    assert "The record of 2014 is closed" in text(page)


def test_the_form_shows_the_poverty_line_of_the_round_of_its_year(desk, household):
    RoundFactory(year=2015, poverty_line=2968)
    RoundFactory(year=2014, poverty_line=2800)

    assert 'data-line="2968.00"' in text(desk.get(edit(household)))


def test_a_new_file_is_one_of_the_running_rounds_year(desk):
    RoundFactory(year=2013, poverty_line=2736)

    assert "record of 2013" in text(desk.get("/households/new/"))


class TestTheCheckOfAnIdNumber:
    @pytest.fixture
    def check(self, desk):
        def check(number: str, **fields):
            field = "members-0-id_number"
            return text(
                desk.post(
                    "/households/id-check/",
                    {field: number, **fields},
                    headers={"HX-Request": "true", "HX-Trigger-Name": field},
                )
            )

        return check

    def test_says_sex_birth_date_and_age(self, check):
        said = check(id_number(date(1968, 3, 17), sex="2"))

        assert "Female · 1968-03-17 · 47 years" in said

    def test_says_what_is_wrong(self, check):
        assert "this one has 3. Check the document." in check("123")

    def test_says_where_the_person_is_registered(self, check, household):
        number = household.householder.id_number

        assert f"household {household.number}" in check(number)
        assert "household" not in check(number, household=household.number)

    def test_says_nothing_about_a_mask_or_an_empty_field(self, check):
        assert check("522422********5017") == check("") == ""

    def test_takes_anything(self, check):
        for typed in ("\0", "x" * 4000, "𠮷" * 18, "<script>"):
            assert "<script>" not in check(typed, household="\0")

    def test_is_a_post_for_clerks_only(self, desk, client, secretary):
        assert desk.get("/households/id-check/").status_code == 405
        client.force_login(secretary)
        assert client.post("/households/id-check/").status_code == 403


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


@pytest.mark.parametrize("total", ["ten", "", "9" * 40, "-1"])
def test_a_stale_form_with_nonsense_in_it_is_still_compared(desk, household, total):
    data = stored(household) | {"version": "0", "members-TOTAL_FORMS": total}

    assert desk.post(edit(household), data).status_code == 409


@pytest.mark.parametrize("year", ["2016", "2100", "20155", "abc", "-1", "0"])
def test_a_year_that_has_not_come_or_is_none_takes_no_file(desk, year):
    answer = desk.get(f"/households/new/?year={year}")

    assert answer.status_code == (404 if year in ("2016", "2100") else 200)


def test_forty_one_members_are_too_many(desk):
    people = [person(f"人{n}", "99") for n in range(41)]

    assert desk.post(NEW, sent(people)).status_code == 422


def test_stale_is_a_validation_error_like_the_others():
    from households.refusals import StaleVersion

    assert issubclass(StaleVersion, ValidationError)
