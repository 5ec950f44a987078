"""Real families typed from paper by keyboard alone: few keys, and the right rows afterwards."""

from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from households.forms.layout import MEMBER_STOPS, NO_NUMBER, STOPS
from households.models import Household, HouseholdYear
from povertyreg.audit.models import Entry
from tests.browser.keyboard import Keyboard
from tests.factories import HouseholdFactory, RoundFactory, VillageGroupFactory, id_number
from villages.models import User

pytestmark = pytest.mark.django_db(transaction=True)

MOST_KEYS, MOST_KEYS_OF_A_CORRECTION = 50, 7


@pytest.fixture
def typist(page: Page, clerk: User, sign_in) -> Keyboard:
    """An empty form of the only village, which has two groups, in a year with a poverty line."""
    for number in (1, 3):
        VillageGroupFactory(number=number)
    RoundFactory(year=2015, poverty_line=2800)
    sign_in(page, clerk)
    page.goto("/households/new/")
    expect(page.locator("#id_group")).to_be_focused()
    return Keyboard(page)


def saved(typist: Keyboard) -> HouseholdYear:
    """Saved with the key for the next form, which then waits in the same place."""
    typist.save()
    expect(typist.page.get_by_text("is saved")).to_be_visible()
    expect(typist.page.locator("#id_proposed_category")).to_be_focused()
    return Household.objects.get().years.get()


def rows_of(record: HouseholdYear) -> list[tuple[str, ...]]:
    rows = record.members.select_related("member").order_by("member__position")
    return [
        (
            *(r.member.name, r.member.sex, r.relation, r.member.ethnic_group, r.education),
            *(r.school, r.health, r.labour, r.work_region),
            "" if r.work_months is None else str(r.work_months),
        )
        for r in rows
    ]


def test_a_family_with_a_pupil_and_a_disabled_member(typist):
    certificate = id_number(date(1971, 11, 2), "2") + "43"
    typist.fill("03", "01", "02", "13612342085")
    typist.fill("杨昌明", id_number(date(1968, 3, 17), "1"), "06", "02", "", "01", "01", "04", "10")
    typist.fill("王开珍", certificate, "", "01", "", "04", "03")
    typist.fill("杨正林", id_number(date(2004, 6, 9), "1"), "", "02", "", "01")
    typist.fill("陈少英", id_number(date(1945, 2, 1), "2"), "", "01", "", "02", "04")
    typist.fill("", "7200", "3260", "2200", "1015")
    typist.page.keyboard.type("4200")
    expect(typist.page.locator("[data-sum=head]")).to_have_text("2,368.75")

    record = saved(typist)

    assert typist.keys <= MOST_KEYS
    assert record.household.phone == "13612342085"
    assert (record.size, record.net_income_per_head) == (4, Decimal("2368.75"))
    assert rows_of(record) == [
        ("杨昌明", "1", "01", "06", "02", "01", "01", "01", "04", "10"),
        ("王开珍", "2", "02", "06", "01", "01", "04", "03", "", ""),
        ("杨正林", "1", "03", "06", "02", "03", "01", "04", "", ""),
        ("陈少英", "2", "12", "06", "01", "01", "02", "04", "", ""),
    ]
    wife = record.members.get(relation="02").member
    assert (wife.id_number, wife.document_kind) == (certificate, "02")


def test_a_widow_with_a_newborn_without_a_number(typist):
    typist.fill("01", "01", "08", "13885712085")
    typist.fill("熊朝珍", id_number(date(1990, 3, 4), "2"), "07", "03", "", "02", "01", "01", "3")
    typist.fill("熊小宝", "", "not yet registered", "1")
    typist.page.keyboard.type("10012015")  # the browser's own field of a date
    typist.press("Enter")
    typist.fill("", "", "", "01")
    typist.fill("", "1800", "2400")
    typist.page.keyboard.type("300")

    record = saved(typist)

    assert typist.keys <= MOST_KEYS
    assert [row[:8] for row in rows_of(record)] == [
        ("熊朝珍", "2", "01", "07", "03", "01", "02", "01"),
        ("熊小宝", "1", "03", "07", "06", "", "01", "04"),
    ]
    child = record.members.get(relation="03").member
    assert (child.birth_date, child.document_kind) == (date(2015, 10, 1), "09")
    assert (child.id_number, child.no_id_reason) == ("", "not yet registered")


def test_a_five_guarantee_single(typist):
    typist.fill("03", "03", "08", "")
    typist.fill("李国富", id_number(date(1947, 8, 8), "1"), "01", "01", "", "02", "04")
    typist.fill("", "", "800", "", "")
    assert typist.field == "five_guarantee_allowance"
    typist.page.keyboard.type("4200")

    record = saved(typist)

    assert typist.keys <= MOST_KEYS
    assert (record.proposed_category, record.main_cause) == ("03", "08")
    assert (record.crops, record.five_guarantee_allowance) == (800, 4200)
    assert rows_of(record) == [("李国富", "1", "01", "01", "01", "01", "02", "04", "", "")]


def test_ten_fields_a_member_leave_room_for_the_rest():
    of_member = len(set(MEMBER_STOPS) - set(NO_NUMBER))
    of_household = len(STOPS - {"village"})  # chosen once, and kept
    end_of_rows = confirming = 1  # saving takes the place of the last Enter

    assert of_member == 10
    assert 4 * of_member + of_household + end_of_rows + confirming - 1 <= MOST_KEYS


def test_an_unusual_thing_is_confirmed_with_one_key(typist):
    typist.fill("03", "01", "02", "13612342085")
    typist.fill("杨昌明", "522422680317501", "06", "02", "", "01", "01", "04", "10")
    typist.press("Control+Enter")
    expect(typist.page.get_by_role("button", name="It is right: save")).to_be_focused()

    typist.press("Enter")

    expect(typist.page.get_by_text("is saved")).to_be_visible()
    assert Household.objects.get().members.get().birth_date == date(1968, 3, 17)


def test_one_field_is_corrected_with_a_reason(page, clerk, yunfeng, sign_in):
    household = HouseholdFactory(village=yunfeng, file__people=2)
    sign_in(page, clerk)
    page.goto(f"/households/{household.number}/?year=2015")
    typist = Keyboard(page)
    typist.press("e")
    expect(page.locator("#find")).to_be_focused()
    typist.fill("wages")
    page.keyboard.type("8000")
    typist.press("Alt+r")
    page.keyboard.type("3")
    typist.save()

    expect(page.get_by_text("is saved")).to_be_visible()
    assert typist.keys <= MOST_KEYS_OF_A_CORRECTION
    assert household.years.get().wage == 8000
    assert Entry.objects.filter(action="change_file").get().reason == "new document"


def test_what_came_by_itself_is_reached_with_tab_and_pale_until_it_is_changed(typist):
    typist.fill("03", "01", "02", "", "杨昌明", id_number(date(1968, 3, 17), "1"), "06")
    relation = typist.page.locator("#id_members-0-relation")
    expect(relation).to_have_attribute("data-kept", "")
    typist.page.locator("#id_members-0-id_number").focus()

    typist.press("Tab")

    expect(relation).to_be_focused()
    typist.page.keyboard.type("99")
    expect(relation).not_to_have_attribute("data-kept", "")


def test_the_same_as_above_is_one_key(typist):
    typist.fill("03", "01", "02", "", "杨昌明", id_number(date(1968, 3, 17), "1"), "06", "03", "")
    typist.page.keyboard.type("02")
    typist.press("Alt+n")
    typist.fill("王开珍", id_number(date(1971, 11, 2), "2"), "", "", "")

    typist.press("Control+'")

    expect(typist.page.locator("#id_members-1-health")).to_have_value("02")


def test_keys_of_who_composes_chinese_are_left_alone(typist):
    typist.page.locator("#id_members-0-name").focus()
    composing = "new KeyboardEvent('keydown', {key: 'Enter', keyCode: 229, bubbles: true})"

    typist.page.evaluate(f"document.activeElement.dispatchEvent({composing})")

    assert typist.field == "members-0-name"
