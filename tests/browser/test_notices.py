"""The secretary corrects a notice on the phone, and takes it down without photos, with a reason."""

import pytest
from playwright.sync_api import expect

from households.choices import Stage
from households.models import Case, Event, Notice
from tests.browser.test_look import violations
from tests.browser.test_papers import fits
from tests.factories import RoundFactory
from tests.households.lists import MAY_28, PHONE, cases_at, hanging

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def notice(yunfeng, secretary, set_today) -> Notice:
    set_today(MAY_28)
    made = hanging(cases_at(Stage.NOMINATED, 2, yunfeng, RoundFactory()), secretary)
    made.photos.all().delete()
    return made


def test_a_notice_is_corrected_and_closed(phone, sign_in, secretary, notice, set_today):
    sign_in(phone, secretary)
    phone.goto(f"/notices/{notice.pk}/")
    phone.get_by_role("link", name="Correct the notice").click()
    phone.get_by_label("What was wrong").fill("电话有误")
    phone.get_by_label("Complaint phone").fill("0857-5999999")
    assert fits(phone)
    assert violations(phone) == []
    phone.get_by_role("button", name="Post the corrected notice").click()

    expect(phone.get_by_text("The corrected notice hangs from today")).to_be_visible()
    expect(phone.get_by_text("0857-5999999")).to_be_visible()
    new = Notice.objects.get(corrects=notice)
    phone.goto(f"/notices/{notice.pk}/")
    expect(phone.get_by_text("was replaced by a corrected one")).to_be_visible()
    expect(phone.get_by_text(PHONE)).to_be_visible()

    set_today(new.ends_on)
    phone.get_by_role("link", name="See the new notice").click()
    phone.get_by_label("Why there are no photos of it").fill("相机坏了")
    assert fits(phone)
    assert violations(phone) == []
    phone.get_by_role("button", name="Close the notice").click()

    expect(phone.get_by_text("2 = 2 passed + 0 held by an objection")).to_be_visible()
    assert set(Case.objects.values_list("stage", flat=True)) == {Stage.VILLAGE_PASSED}
    assert {e.reason for e in Event.objects.filter(step="close_in_village")} == {"相机坏了"}
