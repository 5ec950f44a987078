"""The board's page: who has not begun, the reminder, the workbook, and its budget of questions."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from households.choices import Stage
from povertyreg.audit.models import Entry
from tests.factories import CaseFactory, HouseholdFactory, RoundFactory, VillageFactory
from tests.households.lists import JUNE_2, MAY_28, cases_at
from villages.models import Township, Village

PART = {"HX-Request": "true"}


@pytest.fixture
def timed(db):
    return RoundFactory(meetings_until=MAY_28)


@pytest.fixture
def page(client, set_today):
    set_today(JUNE_2)

    def get(user, round_, name="round-board", **query) -> str:
        client.force_login(user)
        return client.get(reverse(f"rounds:{name}", args=[round_.pk]), query).content.decode()

    return get


def test_villages_that_have_not_begun_are_listed(page, leader, yunfeng, zongshu, timed):
    cases_at(Stage.SURVEYED, 1, yunfeng, timed)

    html = page(leader, timed)

    assert 'id="not-begun"' in html
    assert "<p>Zongshu</p>" in html
    assert "Remind 2 villages" in html
    assert "To Zongshu." in html


def test_who_answers_for_one_village_reminds_nobody(page, secretary, yunfeng, timed):
    html = page(secretary, timed)

    assert "Remind" not in html
    assert "Villages that have not begun" in html


def test_the_board_of_another_way_has_other_columns(page, leader, yunfeng):
    again = RoundFactory(year=2016, variant="two_appraisals")
    cases_at(Stage.COMPARED, 2, yunfeng, again)
    short = RoundFactory(year=2016, kind="exit", variant="one_publicity")
    cases_at(Stage.SURVEYED, 1, yunfeng, short)

    assert f"round={again.pk}&amp;stage=compared" in page(leader, again)
    assert "bdg township_publicity" not in page(leader, short)


def test_the_workbook_adds_up_as_the_page_does(client, leader, yunfeng, zongshu, timed, set_today):
    set_today(JUNE_2)
    cases_at(Stage.SURVEYED, 2, yunfeng, timed)
    cases_at(Stage.REJECTED, 1, yunfeng, timed)
    client.force_login(leader)

    answer = client.get(reverse("rounds:round-workbook", args=[timed.pk]))

    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    heads = rows[2]
    yunfeng_row, zongshu_row, total = rows[3:6]
    assert yunfeng_row[:4] == ["Yunfeng", 2, 0, 2]
    assert yunfeng_row[heads.index("Left out")] == 1
    assert yunfeng_row[heads.index("Next deadline")].date() == MAY_28
    assert zongshu_row[heads.index("Villages not begun")] == 1
    assert total[:4] == ["Together", 2, 0, 2]
    assert Entry.objects.get(action="export_board").details == {"rows": 2}


def test_the_workbook_of_the_next_township_is_not_there(client, clerk2, yunfeng):
    elsewhere = RoundFactory(area_code="520521225", year=2016)
    client.force_login(clerk2)

    assert client.get(reverse("rounds:round-workbook", args=[elsewhere.pk])).status_code == 404


class TestTheProcedure:
    def test_shows_the_steps_and_the_rules(self, page, leader, yunfeng):
        round_ = RoundFactory(year=2016, variant="two_appraisals", publicity_days=5)
        cases_at(Stage.COMPARED, 3, yunfeng, round_)

        html = page(leader, round_, "round-detail")

        assert "Comparison by the county" in html
        assert "3 households" in html
        assert "5 days, both ends counted" in html
        assert "Move the calendar" not in html

    def test_the_county_moves_the_calendar(self, client, page, county_staff, yunfeng, timed):
        page(county_staff, timed, "round-detail")
        url = reverse("rounds:round-calendar", args=[timed.pk])
        sent = {
            "seen": "2015-05-28 / – / – / 2015-08-31",
            "meetings_until": "2015-06-10",
            "ends_on": "2015-08-31",
            "because": "rain",
        }

        html = client.post(url, sent, follow=True).content.decode()
        assert "moved the calendar (meetings until 2015-05-28 → 2015-06-10): rain" in html

        again = client.post(url, sent | {"meetings_until": "2015-06-11"})
        assert again.status_code == 422
        assert "meanwhile" in again.content.decode()
        assert 'value="2015-06-10 / – / – / 2015-08-31"' in again.content.decode()
        assert 'value="2015-06-11"' in again.content.decode()

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"because": ""}, "required"),
            ({"ends_on": ""}, "required"),
            ({"village_until": "2015-05-01"}, "before the day above it"),
            ({"village_until": "soon"}, "valid date"),
        ],
    )
    def test_a_wrong_day_is_said_at_its_field(
        self, wrong, said, client, page, county_staff, yunfeng, timed
    ):
        page(county_staff, timed, "round-detail")
        sent = {"meetings_until": "2015-06-10", "ends_on": "2015-08-31", "because": "rain"}

        answer = client.post(reverse("rounds:round-calendar", args=[timed.pk]), sent | wrong)

        assert answer.status_code == 422
        assert said in answer.content.decode()
        timed.refresh_from_db()
        assert timed.meetings_until == MAY_28


def test_the_form_proposes_what_is_usual_for_the_kind(client, county_staff, yunfeng):
    client.force_login(county_staff)
    new = reverse("rounds:round-create")

    for kind, variant in (("exit", "one_publicity"), ("look_back", "two_publicities")):
        form = client.get(new, {"kind": kind}).context["form"]
        (chosen,) = (choice for choice in form.choices_of_steps() if choice.is_chosen)
        assert (chosen.value, chosen.is_usual) == (variant, True)
    assert client.get(new, {"kind": "<b>"}).status_code == 200


def _large_county() -> None:
    """40 townships with 390 villages; a household in every tenth."""
    townships = [
        Township(
            code=f"520521{n:03d}", name_zh=f"乡{n}", name_en=f"Township {n}", county_id="520521",
            kind=Township.Kind.TOWNSHIP,
        )
        for n in range(300, 339)
    ]  # fmt: skip
    Township.objects.bulk_create(townships)
    villages = [
        Village(
            code=f"{township.code}{200 + n}", name_zh=f"村{n}", name_en=f"Village {n}",
            township=township, kind=Village.Kind.VILLAGE,
        )
        for township in townships
        for n in range(10)
    ]  # fmt: skip
    Village.objects.bulk_create(villages)


def test_a_large_county_is_read_with_few_questions(
    client, county_staff, yunfeng, round_, set_today, django_assert_max_num_queries
):
    set_today(date(2016, 1, 1))
    _large_county()
    for code in ("520521300200", "520521301200"):
        village = VillageFactory(code=code)
        CaseFactory(household=HouseholdFactory(village=village), round=round_)
    client.force_login(county_staff)

    with django_assert_max_num_queries(12):
        answer = client.get(reverse("rounds:round-board", args=[round_.pk]), headers=PART)

    board = answer.context["board"]
    assert (len(board.rows), len(board.not_begun), len(board.late)) == (40, 389, 40)
