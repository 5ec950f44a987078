"""A stored file in the form: masked, taken out of, kept from other years and other areas."""

from datetime import date

import pytest
from django.urls import reverse

from households.choices import Stage
from households.models import Household, Member
from tests.factories import CaseFactory, HouseholdFactory, RoundFactory, id_number
from tests.households.entry import NEW, edit, person, sent, stored, text

pytestmark = pytest.mark.usefixtures("in_november")


def test_a_double_click_on_a_change_writes_one_version(desk, household):
    data = stored(household, wage="9000")

    first, second = desk.post(edit(household), data), desk.post(edit(household), data)

    household.refresh_from_db()
    assert first.status_code == second.status_code == 302
    assert household.version == 2


@pytest.mark.parametrize("name", ["household-detail", "household-update"])
def test_a_number_of_the_next_township_is_not_found(desk, baina, name):
    other = HouseholdFactory(village=baina)
    address = reverse(f"households:{name}", args=[other.number])

    assert desk.get(address).status_code == 404
    assert desk.post(address, stored(other)).status_code in (404, 405)
    assert other.years.get().wage == 0


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


def test_a_year_that_nobody_recorded_has_no_form(desk, household):
    page = desk.get(edit(household).replace("2015", "2014"))

    assert page.status_code == 409
    assert "There is no record of 2014" in text(page)


def test_the_form_shows_the_poverty_line_of_the_round_of_its_year(desk, household):
    RoundFactory(year=2015, poverty_line=2968)
    RoundFactory(year=2014, poverty_line=2800)

    assert 'data-line="2968.00"' in text(desk.get(edit(household)))


class TestSomebodyWithoutANumber:
    @pytest.fixture
    def child(self, desk) -> Member:
        newborn = person(
            "杨小宝", "03", id_number="", no_id_reason="newborn", sex="1", birth_date="2015-10-01"
        )
        desk.post(NEW, sent([person(), newborn]))
        return Member.objects.get(name="杨小宝")

    def test_is_known_by_what_was_typed(self, child):
        assert (child.document_kind, child.sex) == ("09", "1")
        assert child.birth_date == date(2015, 10, 1)

    def test_stays_the_same_member_with_the_number(self, desk, child):
        number = id_number(date(2015, 10, 1), sex="1")
        data = stored(child.household) | {"members-1-id_number": number}

        desk.post(edit(child.household), data)

        again = Member.objects.get(pk=child.pk)
        assert (again.id_number, again.document_kind) == (number, "01")
        assert again.no_id_reason == ""

    def test_is_not_overruled_by_a_number_that_says_otherwise(self, desk, child):
        number = id_number(date(2015, 10, 2), sex="1")
        data = stored(child.household) | {
            "members-1-id_number": number,
            "members-1-birth_date": "2015-10-01",
        }

        page = text(desk.post(edit(child.household), data))

        assert "The ID number says 2015-10-02." in page
        assert Member.objects.get(pk=child.pk).id_number == ""


@pytest.mark.parametrize(("digits", "document"), [("", "01"), ("43", "02"), ("43B1", "02")])
def test_the_kind_of_document_follows_the_length_of_the_number(desk, digits, document):
    desk.post(NEW, sent([person(id_number=id_number(date(1968, 3, 17)) + digits)]))

    assert Member.objects.get().document_kind == document


def test_an_officers_card_is_chosen(desk):
    officer = person(id_number="南字第0001号", document_kind="03", sex="1", birth_date="1980-01-01")
    desk.post(NEW, sent([officer]))

    assert Member.objects.get().document_kind == "03"
