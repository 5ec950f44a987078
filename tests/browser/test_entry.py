"""The household form typed at the desk: by keyboard alone, with the rows checked afterwards."""

from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from households.models import Household, Member
from tests.factories import HouseholdFactory, RoundFactory, VillageGroupFactory, id_number
from villages.models import User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def form(page: Page, clerk: User, sign_in) -> Page:
    """An empty form of a village with two groups, in a year with a poverty line."""
    for number in (1, 3):
        VillageGroupFactory(number=number)
    RoundFactory(year=2015, poverty_line=2800)
    sign_in(page, clerk)
    page.goto("/households/new/")
    expect(page.locator("#id_group")).to_be_focused()
    return page


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def type_facts(page: Page) -> None:
    """Group 3, general poor, national standard, illness, no other cause, phone, land, house."""
    keys = page.keyboard
    for code in ("03", "01", "1", "01", ""):
        keys.type(code)
        press(page, "Enter")
    for text in ("13612342085", "4.20", "76"):
        keys.type(text)
        press(page, "Enter")
    for code in ("3", "02", "03"):
        keys.type(code)
        press(page, "Enter")


def type_person(page: Page, name: str, number: str, *codes: str) -> None:
    """Name, number, then the codes from relation to labour, and the months of work."""
    keys = page.keyboard
    keys.type(name)
    press(page, "Enter")
    keys.type(number)
    press(page, "Enter")
    for code in codes:
        keys.type(code)
        press(page, "Enter")


FAMILY = [
    ("杨昌明", id_number(date(1968, 3, 17), "1"), "01", "06", "02", "01", "02", "01", "6"),
    ("王开珍", id_number(date(1971, 11, 2), "2"), "02", "06", "01", "01", "01", "01", "0"),
    ("杨正林", id_number(date(1994, 5, 1), "1"), "03", "06", "03", "01", "01", "02", "10"),
    ("杨正秀", id_number(date(2004, 6, 9), "2"), "04", "06", "02", "03", "01", "04", ""),
]


def test_a_clerk_enters_a_family_of_four_without_the_mouse(form):
    type_facts(form)
    for person in FAMILY:
        type_person(form, *person)
    press(form, "Enter")  # an empty name ends the members
    for amount in ("7200", "3260", "2200", "", "", "", "", "", "", "1015", "", "4200"):
        form.keyboard.type(amount)
        press(form, "Enter")
    expect(form.locator("[data-sum=head]")).to_have_text("2,368.75")
    expect(form.locator("[data-below]")).to_contain_text("431.25")
    press(form, "Control+Enter")

    expect(form.get_by_text("is saved: Yang Changming, 4 people.")).to_be_visible()
    household = Household.objects.get()
    record = household.years.get()
    assert (str(household.group), household.phone) == ("group 3", "13612342085")
    assert (record.proposed_category, record.main_cause, record.second_cause) == ("01", "01", "")
    assert (record.cultivated_land, record.housing_area) == (Decimal("4.20"), Decimal(76))
    assert (record.house_grade, record.access_road, record.fuel) == ("3", "02", "03")
    assert (record.size, record.net_income_per_head) == (4, Decimal("2368.75"))
    rows = record.members.select_related("member").order_by("member__position")
    assert [
        (r.member.name, r.member.id_number, r.relation, r.member.ethnic_group, r.education,
         r.school, r.health, r.labour, "" if r.work_months is None else str(r.work_months))
        for r in rows
    ] == FAMILY  # fmt: skip
    assert [r.member.sex for r in rows] == ["1", "2", "1", "2"]


def test_the_next_form_waits_in_the_same_village(form):
    type_facts(form)
    type_person(form, *FAMILY[0])
    press(form, "Control+Enter")

    expect(form.get_by_role("heading", name="New household")).to_be_visible()
    expect(form.locator("#id_village")).to_have_value("520521225201")
    expect(form.locator("#id_group")).to_be_focused()
    assert Household.objects.count() == 1


def test_what_is_typed_over_a_figure_replaces_it(form):
    wages = form.locator("#id_wage")
    wages.fill("0")
    form.locator("#id_fuel").focus()
    press(form, "Enter", "Enter")  # the empty name of the only row leads to the income
    expect(wages).to_be_focused()

    form.keyboard.type("60")

    expect(wages).to_have_value("60")


def test_an_id_number_is_answered_when_it_is_left(form):
    number = id_number(date(1968, 3, 17))
    field = form.locator("#id_members-0-id_number")
    field.fill(number[:17] + ("4" if number[17] != "4" else "5"))
    press(form, "Tab")
    expect(form.get_by_text(f"Digit 18 should be {number[17]}")).to_be_visible()

    field.fill(number)
    press(form, "Tab")

    expect(form.get_by_text("Male · 1968-03-17")).to_be_visible()


def test_a_row_is_added_by_key_removed_and_brought_back(form):
    names = form.locator("[name$=-name]")
    names.first.fill("杨昌明")
    press(form, "Alt+n")
    expect(names).to_have_count(2)
    expect(names.nth(1)).to_be_focused()
    names.nth(1).fill("王开珍")
    form.locator("[data-sum=people]").wait_for()
    expect(form.locator("[data-sum=people]")).to_have_text("2")

    form.get_by_role("button", name="Remove this row").nth(1).click()
    expect(names).to_have_count(1)
    expect(form.locator("[data-sum=people]")).to_have_text("1")
    form.get_by_role("button", name="Undo").click()

    expect(names.nth(1)).to_have_value("王开珍")
    expect(form.locator("[data-number]").nth(1)).to_have_text("2")


def test_only_the_groups_of_the_chosen_village_are_offered(form, zongshu):
    VillageGroupFactory(village=zongshu, number=7)
    form.reload()
    group = form.locator("#id_group")
    expect(group.locator("option")).to_have_text(["", "01 group 1", "03 group 3"])

    form.locator("#id_village").select_option("520521225202")

    expect(group.locator("option")).to_have_text(["", "07 group 7"])


def test_errors_are_listed_with_links_to_their_fields(form, complaints):
    form.locator("#id_members-0-name").fill("杨昌明")
    form.locator("#id_members-0-id_number").fill("123")
    press(form, "Control+Enter")

    summary = form.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Row 1, ID number:").click()
    expect(form.locator("#id_members-0-id_number")).to_be_focused()
    expect(form.locator("#id_members-0-name")).to_have_value("杨昌明")
    complaints.clear()  # the browser notes the 422 in its console


def test_a_member_is_taken_out_with_day_and_reason(page, clerk, yunfeng, sign_in):
    household = HouseholdFactory(village=yunfeng, file__people=2)
    Household.objects.update(entered_by=clerk)
    sign_in(page, clerk)
    page.goto(f"/households/{household.number}/edit/?year=2015")
    page.get_by_role("button", name="Take this member out").nth(1).click()
    page.get_by_label("Left on").nth(1).fill("2015-03-01")
    page.get_by_label("Why left").nth(1).fill("married out")
    press(page, "Control+Enter")

    expect(page.get_by_text("left on 2015-03-01: married out")).to_be_visible()
    assert Member.objects.get(left_on=date(2015, 3, 1)).left_because == "married out"


def test_a_double_click_saves_one_household(form):
    type_facts(form)
    type_person(form, *FAMILY[0])

    form.get_by_role("button", name="Save", exact=True).dblclick()

    expect(form.get_by_role("heading", name="Yang Changming")).to_be_visible()
    assert Household.objects.count() == 1


def test_the_form_can_be_filled_on_a_phone(phone, clerk, sign_in):
    sign_in(phone, clerk)
    phone.goto("/households/new/")

    width = phone.evaluate("document.documentElement.scrollWidth")

    assert width <= 390
    expect(phone.get_by_role("button", name="Save and enter the next")).to_be_in_viewport()
