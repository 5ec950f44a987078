"""A phone files a photo, and a number that was shown is masked again after its minute."""

import pytest
from playwright.sync_api import Page, expect

from households.models import Attachment, Household
from povertyreg.audit.models import Entry
from tests.browser.test_look import violations
from tests.factories import HouseholdFactory
from tests.households.uploads import photo

PHONE_NUMBER = "13987654321"

pytestmark = pytest.mark.django_db(transaction=True)

ASK = """number => {
  const form = document.createElement("form");
  form.method = "post";
  form.action = `/households/${number}/reveal/`;
  form.append(document.querySelector("input[name=csrfmiddlewaretoken]").cloneNode());
  for (const [name, value] of [["secret", "phone"], ["key", "0"]]) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}"""


@pytest.fixture
def household(yunfeng) -> Household:
    return HouseholdFactory(village=yunfeng, phone=PHONE_NUMBER)


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_a_photo_is_put_on_file_from_the_phone(phone, sign_in, secretary, household):
    sign_in(phone, secretary)
    phone.goto(f"/households/{household.number}/papers/")

    phone.get_by_label("Kind of paper").select_option("03")
    picked = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    phone.get_by_label("Photos or PDF").set_input_files([picked])
    phone.get_by_role("button", name="Put on file").click()

    expect(phone.get_by_text("1 paper is on file.")).to_be_visible()
    expect(phone.get_by_role("link", name="IMG_1.jpg")).to_be_visible()
    assert Attachment.objects.get().kind == "03"
    assert fits(phone)
    assert violations(phone) == []


def test_a_number_is_shown_for_a_minute_and_masked_again(page, sign_in, clerk, household):
    page.clock.install()
    sign_in(page, clerk)
    page.goto(f"/households/{household.number}/papers/")
    page.evaluate(ASK, household.number)

    expect(page.get_by_text("Why do you need the number?")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="bank transfer").click()
    expect(page.get_by_text(PHONE_NUMBER)).to_be_visible()
    page.wait_for_load_state()
    page.clock.run_for(61_000)  # every timer in turn: the one that starts the minute comes first

    expect(page.get_by_text(PHONE_NUMBER)).to_have_count(0)
    expect(page.get_by_text("139****4321")).to_be_visible()
    assert Entry.objects.get(action="reveal").reason == "transfer"
