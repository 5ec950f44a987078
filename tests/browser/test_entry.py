"""The household form typed at the desk: by keyboard alone, with the rows checked afterwards."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from households.models import Household, Member
from tests.browser.keyboard import Keyboard
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


def type_family(page: Page) -> None:
    """A householder alone, as quick entry walks him; the focus ends in a new empty row."""
    householder = ("杨昌明", id_number(date(1968, 3, 17)), "06", "02", "", "01", "01", "04", "6")
    for value in ("03", "01", "01", "13612342085", *householder):
        page.keyboard.type(value)
        press(page, "Enter")


def test_the_next_form_waits_in_the_same_village(form):
    type_family(form)
    Keyboard(form).save()

    expect(form.get_by_role("heading", name="New household")).to_be_visible()
    expect(form.locator("#id_village")).to_have_value("520521225201")
    expect(form.locator("#id_proposed_category")).to_be_focused()
    assert Household.objects.count() == 1


def test_what_is_typed_over_a_figure_replaces_it(form):
    wages = form.locator("#id_wage")
    wages.fill("0")
    form.locator("#id_members-0-name").focus()
    press(form, "Enter")  # the empty name of the only row leads to the income
    expect(wages).to_be_focused()

    form.keyboard.type("60")

    expect(wages).to_have_value("60")


def test_an_id_number_is_answered_on_its_last_digit(form):
    number = id_number(date(1968, 3, 17))
    wrong = number[:17] + ("4" if number[17] != "4" else "5")
    field = form.locator("#id_members-0-id_number")
    field.press_sequentially(wrong)
    expect(form.get_by_text(f"Digit 18 should be {number[17]}")).to_be_visible()

    field.fill("")
    field.press_sequentially(number)

    expect(form.get_by_text("Male · 1968-03-17")).to_be_visible()
    expect(field).to_be_focused()


def test_full_width_digits_become_plain_while_they_are_typed(form):
    field = form.locator("#id_members-0-id_number")

    field.press_sequentially("１１０１０５１９４９１２３１００２ｘ")

    expect(field).to_have_value("11010519491231002X")
    expect(form.get_by_text("Female · 1949-12-31")).to_be_visible()


def test_a_mistake_stands_under_its_row_until_it_is_mended(form):
    form.locator("#id_members-0-name").fill("杨昌明")
    number = form.locator("#id_members-0-id_number")
    number.fill(id_number(date(1968, 3, 17)))
    form.locator("#id_members-0-work_months").fill("x")
    press(form, "Tab")
    beside = form.locator("[data-row] .msg")
    expect(beside).to_contain_text("Row 1")
    expect(form.locator("[data-counts]")).to_contain_text("1 error")

    form.locator("#id_members-0-work_months").fill("6")
    press(form, "Tab")

    expect(beside).to_have_count(0)
    expect(form.locator("[data-counts]")).to_be_empty()


def test_quick_entry_and_all_fields_are_remembered_by_the_server(form):
    road = form.locator("#id_forest_land")
    expect(road).to_be_hidden()
    with form.expect_response("**/households/check/**"):
        form.get_by_role("button", name="All fields").click()
    expect(road).to_be_visible()

    form.reload()

    expect(road).to_be_visible()


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
    Keyboard(page).save()

    expect(page.get_by_text("left on 2015-03-01: married out")).to_be_visible()
    assert Member.objects.get(left_on=date(2015, 3, 1)).left_because == "married out"


def test_a_double_click_saves_one_household(form):
    type_family(form)

    form.get_by_role("button", name="Save Ctrl S").click()
    form.get_by_role("button", name="It is right: save").dblclick()

    expect(form.get_by_role("heading", name="Yang Changming")).to_be_visible()
    assert Household.objects.count() == 1


def test_the_form_can_be_filled_on_a_phone(phone, clerk, sign_in):
    sign_in(phone, clerk)
    phone.goto("/households/new/")

    width = phone.evaluate("document.documentElement.scrollWidth")

    assert width <= 390
    expect(phone.get_by_role("button", name="Save and enter the next")).to_be_in_viewport()
