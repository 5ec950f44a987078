"""The list of households, the search, and the page of one household."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from households import workflow, years
from households.choices import Stage
from households.models import Case, Household, IdentityClaim
from tests.factories import (
    CaseFactory,
    HouseholdFactory,
    RoundFactory,
    VillageGroupFactory,
    id_number,
)

LIST = "/households/?year=2015"
QUERIES_OF_A_LIST = 8
"""Session, person and duties; tabs, villages to choose, count, rows and their open cases."""

PART = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _today(set_today):
    set_today(date(2015, 11, 24))


@pytest.fixture
def desk(client, clerk):
    client.force_login(clerk)
    return client


def text(response) -> str:
    return " ".join(response.content.decode().split())


def numbers(response) -> list[str]:
    return [row.record.number for row in response.context["table"].rows]


def household(village, serial: int, **file) -> Household:
    return HouseholdFactory(
        village=village,
        number=f"{village.code}{serial:04d}",
        **{f"file__{name}": value for name, value in file.items()},
    )


def test_the_list_shows_a_year_and_nothing_of_other_townships(desk, yunfeng, zongshu, baina):
    here = household(yunfeng, 1, category="01")
    there = household(zongshu, 1, category="02", year=2014)
    household(baina, 1, category="01")

    assert numbers(desk.get(LIST)) == [here.number]
    assert numbers(desk.get("/households/?year=2014")) == [there.number]


def test_a_row_says_who_where_what_and_how_far(desk, yunfeng):
    row = household(
        yunfeng, 17, category="01", state="3", people=4, name="杨光富", pinyin="Yang Guangfu",
        main_cause="03", wage=Decimal(9475),
    )  # fmt: skip
    CaseFactory(household=row, stage=Stage.VILLAGE_PUBLICITY)

    page = text(desk.get(LIST))

    assert f"<span>{yunfeng.code}</span> <b>0017</b></a>" in page
    for words in ("Yang Guangfu", "Yunfeng", "group 1", "General poor", "2,369", "Village notice"):
        assert words in page
    assert "Returned to poverty" in page
    assert row.householder.masked_id_number in page
    assert row.householder.id_number not in page


def test_closed_files_are_not_listed(desk, yunfeng):
    household(yunfeng, 1)
    Household.objects.update(closed_on=date(2015, 1, 1), closed_because="moved")

    assert numbers(desk.get(LIST)) == []


def test_the_tabs_count_households_by_category_and_add_up(desk, yunfeng, zongshu):
    for serial, category in enumerate(["01", "01", "04", "03", ""], start=1):
        household(yunfeng, serial, category=category, people=2)
    household(zongshu, 1, category="02", people=3)

    tabs = {t.label: (t.households, t.people) for t in desk.get(LIST).context["tabs"]}

    assert tabs == {
        "All": (6, 13),
        "Registered": (5, 11),
        "General poor": (2, 4),
        "Poor with dibao": (1, 2),
        "Dibao": (1, 3),
        "Five-guarantee": (1, 2),
        "Not registered": (1, 2),
    }


@pytest.fixture
def various(yunfeng, zongshu):
    """Four households that differ in everything that the list can be narrowed by."""
    rows = [
        household(yunfeng, 1, category="01", state="0", main_cause="01"),
        household(yunfeng, 2, category="04", state="3", main_cause="02"),
        household(zongshu, 3, category="01", state="1", main_cause="02"),
        household(zongshu, 4, category=""),
    ]
    CaseFactory(household=rows[0], stage=Stage.VILLAGE_PUBLICITY)
    CaseFactory(household=rows[1], stage=Stage.SURVEYED, returned_because="income")
    return rows


@pytest.mark.parametrize(
    ("address", "serials"),
    [
        ("", ["0001", "0002", "0003", "0004"]),
        ("&category=01", ["0001", "0003"]),
        ("&category=registered", ["0001", "0002", "0003"]),
        ("&category=none", ["0004"]),
        ("&state=1", ["0003"]),
        ("&state=poor", ["0001", "0002"]),
        ("&cause=02", ["0002", "0003"]),
        ("&village=520521225202", ["0003", "0004"]),
        ("&area=520521225201", ["0001", "0002"]),
        ("&stage=village_publicity", ["0001"]),
        ("&stage=returned", ["0002"]),
        ("&category=01&state=1&cause=02&village=520521225202", ["0003"]),
        ("&category=99", []),
        ("&village=520521223201", []),
        ("&state=x", []),
        ("&area=520521223", ["0001", "0002", "0003", "0004"]),
    ],
)
def test_the_list_is_narrowed_by_its_address(desk, various, baina, address, serials):
    assert [number[12:] for number in numbers(desk.get(LIST + address))] == serials


@pytest.mark.parametrize(
    ("sort", "serials"),
    [("-number", ["0004", "0003", "0002", "0001"]), ("cause", ["0001", "0004", "0002", "0003"])],
)
def test_the_list_is_sorted(desk, various, sort, serials):
    assert [n[12:] for n in numbers(desk.get(f"{LIST}&sort={sort}"))][:2] == serials[:2]


@pytest.mark.parametrize("sort", ["cause", "-cause", "people", "state"])
def test_rows_that_are_alike_keep_their_order_from_page_to_page(desk, yunfeng, monkeypatch, sort):
    monkeypatch.setattr("povertyreg.lists.ROWS_PER_PAGE", 2)
    for serial in (3, 1, 4, 2, 5):
        household(yunfeng, serial, category="01", state="0", main_cause="02")

    pages = [desk.get(f"{LIST}&sort={sort}&page={page}") for page in (1, 2, 3)]
    seen = [
        row.record.number[12:] for page in pages for row in page.context["table"].paginated_rows
    ]

    assert seen == ["0003", "0001", "0004", "0002", "0005"]


@pytest.mark.parametrize("sort", ["householder", "place", "category", "state", "-people",
                                  "-income", "cause", "updated", "nonsense"])  # fmt: skip
def test_every_column_sorts_or_is_ignored(desk, various, sort):
    assert len(numbers(desk.get(f"{LIST}&sort={sort}"))) == 4


def test_fifty_rows_a_page(desk, yunfeng):
    for serial in range(1, 53):
        household(yunfeng, serial)

    assert len(numbers(desk.get(LIST))) == 52
    page = desk.get(LIST)
    assert len(page.context["table"].page.object_list) == 50
    assert "1–50 of 52" in text(page)


def test_a_part_is_enough_for_htmx(desk, various):
    part = text(desk.get(LIST, headers=PART))

    assert "<html" not in part
    assert 'id="households"' in part
    assert 'hx-swap-oob="true"' in part


def test_the_list_asks_eight_questions_for_sixty_rows(desk, yunfeng, django_assert_num_queries):
    for serial in range(1, 61):
        CaseFactory(household=household(yunfeng, serial, category="01"))

    with django_assert_num_queries(QUERIES_OF_A_LIST):
        assert "1–50 of 60" in text(desk.get(LIST, headers=PART))


def questions(desk, address: str) -> int:
    desk.get(address)
    with CaptureQueriesContext(connection) as asked:
        desk.get(address)
    return len(asked)


def test_the_frame_of_the_list_asks_no_more_for_more_rows(desk, yunfeng):
    household(yunfeng, 1)
    one = questions(desk, LIST)
    for serial in range(2, 12):
        household(yunfeng, serial)

    assert questions(desk, LIST) == one


def search(desk, term: str, follow: bool = True):
    return desk.post("/households/search/", {"q": term}, follow=follow)


class TestTheSearch:
    @pytest.fixture
    def yang(self, yunfeng):
        return household(yunfeng, 17, name="杨光富", pinyin="Yang Guangfu",
                         number=id_number(date(1968, 3, 17)))  # fmt: skip

    @pytest.fixture(autouse=True)
    def _others(self, yunfeng, baina):
        household(yunfeng, 18, name="李开芬", pinyin="Li Kaifen")
        household(baina, 17, name="杨光华", pinyin="Yang Guanghua")

    @pytest.mark.parametrize("term", ["5205212252010017", "0017", "17", "杨光", "yang guang"])
    def test_leads_straight_to_the_only_file_that_is_meant(self, desk, yang, term):
        assert search(desk, term, follow=False).url == yang.get_absolute_url()

    def test_finds_by_a_whole_id_number_and_by_its_end(self, desk, yang):
        number = yang.householder.id_number

        assert search(desk, number, follow=False).url == yang.get_absolute_url()
        assert search(desk, number.lower()[-4:], follow=False).url == yang.get_absolute_url()

    def test_finds_a_member_who_is_not_the_householder(self, desk, yunfeng):
        family = household(yunfeng, 19, name="龙海", pinyin="Long Hai", people=3)

        assert search(desk, "龙海3", follow=False).url == family.get_absolute_url()

    def test_of_several_shows_the_list(self, desk, yang, yunfeng):
        other = household(yunfeng, 20, name="杨光明", pinyin="Yang Guangming", year=2013)

        found = search(desk, "杨光")

        assert numbers(found) == [yang.number, other.number]
        assert found.redirect_chain[-1][0] == "/households/?q=%E6%9D%A8%E5%85%89"

    def test_by_id_never_stands_in_an_address(self, desk, yang, yunfeng):
        number = yang.householder.id_number
        yang.members.update(left_on=date(2015, 11, 1), left_because="died")

        found = search(desk, number)

        assert found.redirect_chain == [("/households/?kept=1", 302)]
        assert numbers(found) == []
        assert f'value="{number}"' in text(found)

    def test_an_id_number_typed_into_the_address_is_taken_out_of_it(self, desk, yang):
        moved = desk.get(f"/households/?q={yang.householder.id_number}&village=520521225201")

        assert moved.url == "/households/?village=520521225201&kept=1"

    def test_finds_nothing_of_the_next_township(self, desk, baina):
        theirs = Household.objects.get(village=baina)

        for term in (theirs.number, "杨光华", theirs.householder.id_number):
            assert numbers(search(desk, term)) == []

    def test_of_nothing_shows_the_list(self, desk, yang):
        assert search(desk, " ", follow=False).url == "/households/?"

    def test_is_a_post(self, desk):
        assert desk.get("/households/search/?q=x").status_code == 405

    def test_of_characters_with_a_meaning_in_patterns_finds_nothing(self, desk, yang):
        for term in ("%", "_", ".*", "'", "\\", "杨%", "0" * 40, "x" * 500, "\0杨\0x"):
            assert numbers(search(desk, term)) == []


def page_of(desk, household, year="?year=2015"):
    return desk.get(household.get_absolute_url() + year)


def test_the_page_shows_who_the_household_is(desk, yunfeng):
    file = household(yunfeng, 17, category="01", people=2, name="杨光富", pinyin="Yang Guangfu",
                     wage=Decimal(7200), crops=Decimal(3260), livestock=Decimal(2200),
                     ecological_compensation=Decimal(1015),
                     business_expenditure=Decimal(4200))  # fmt: skip
    Household.objects.update(phone="13812346217")

    page = text(page_of(desk, file))

    for words in ("Yang Guangfu", "138****6217", "2 people", "9,475.00", "4,737.50", "5,460.00"):
        assert words in page
    for member in file.members.all():
        assert member.masked_id_number in page
        assert member.id_number not in page
    assert "13812346217" not in page


def test_the_page_of_a_year_without_record_says_so_and_offers_to_begin_it(desk, yunfeng):
    file = household(yunfeng, 1)

    page = text(page_of(desk, file, "?year=2016"))

    assert "There is no record of 2016" in page
    assert "Begin 2016" in page


def test_without_a_year_the_nearest_record_is_shown(desk, yunfeng):
    file = household(yunfeng, 1, year=2013)

    assert page_of(desk, file, "").context["page"].year == 2013


def test_a_closed_year_offers_its_edit_to_the_county_alone(desk, yunfeng, county_staff):
    file = household(yunfeng, 1, year=2014)
    HouseholdYearOf(file, 2015)
    years.lock("520521", 2014, by=county_staff)

    closed, still_open = (text(page_of(desk, file, f"?year={year}")) for year in (2014, 2015))
    desk.force_login(county_staff)
    of_the_county = text(page_of(desk, file, "?year=2014"))

    assert 'aria-label="closed"' in closed
    assert "/edit/" not in closed
    assert "/edit/?year=2015" in still_open
    assert "/edit/?year=2014" in of_the_county


def test_an_earlier_year_is_edited_as_long_as_it_is_open(desk, yunfeng):
    file = household(yunfeng, 1, year=2014)
    HouseholdYearOf(file, 2015)

    assert "/edit/?year=2014" in text(page_of(desk, file, "?year=2014"))


def HouseholdYearOf(file, year):  # noqa: N802
    from households import yearly

    record = yearly.start(file, year)
    record.save()
    return record


def test_the_stepper_tells_the_day_of_the_notice(desk, yunfeng, secretary, set_today):
    from households import publicity

    file = household(yunfeng, 1)
    case = CaseFactory(household=file, round=RoundFactory(), stage=Stage.NOMINATED)
    set_today(date(2015, 5, 28))
    publicity.post_in_village([case], complaint_phone="0857", by=secretary)
    set_today(date(2015, 6, 1))

    page = text(page_of(desk, file))

    assert "day 5 of 7" in page
    assert "Next: close the village notice" in page
    assert "From 3 June, by the village secretary." in page
    assert "Village notice, no objection" in page
    assert "posted the household on village list 1" in page


def test_a_sealed_file_offers_no_edit_and_says_why(desk, yunfeng):
    file = household(yunfeng, 1)
    CaseFactory(household=file, stage=Stage.TOWNSHIP_ACCEPTED)

    page = text(page_of(desk, file))

    assert "stands in a posted list" in page
    assert "/edit/" not in page


def test_a_returned_file_says_why(desk, yunfeng):
    file = household(yunfeng, 1)
    CaseFactory(household=file, stage=Stage.SURVEYED, returned_because="income")

    assert "Returned: income not true" in text(page_of(desk, file))


def test_who_left_stays_on_the_page(desk, yunfeng):
    file = household(yunfeng, 1, people=2)
    file.members.filter(position=2).update(left_on=date(2015, 3, 1), left_because="married out")

    assert "left on 2015-03-01: married out" in text(page_of(desk, file))


def test_the_page_asks_no_more_for_a_bigger_family(desk, yunfeng):
    files = [household(yunfeng, serial, people=people) for serial, people in ((1, 1), (2, 9))]
    for file in files:
        CaseFactory(household=file, stage=Stage.SURVEYED)

    small, big = (questions(desk, file.get_absolute_url()) for file in files)

    assert small == big


class TestOpeningACase:
    @pytest.fixture
    def round_(self, yunfeng):
        return RoundFactory(year=2015)

    def apply(self, desk, file, round_):
        address = reverse("households:household-apply", args=[file.number])
        return desk.post(address, {"round": round_.pk}, follow=True)

    def test_is_offered_for_a_running_round_and_opens_the_case_once(self, desk, yunfeng, round_):
        file = household(yunfeng, 1)

        assert "Open a case: 2015 identification round" in text(page_of(desk, file))
        first, second = (self.apply(desk, file, round_) for _ in range(2))

        assert Case.objects.get().stage == Stage.APPLIED
        assert "The case is open" in text(first)
        assert "already has a case in this round" in text(second)
        assert "Open a case" not in text(page_of(desk, file))

    def test_is_not_offered_in_a_closed_round_or_one_elsewhere(self, desk, yunfeng, baina, round_):
        file = household(yunfeng, 1)
        RoundFactory(area_code="520521223", year=2016)
        round_.closed_on = date(2015, 8, 1)
        round_.save()

        assert "Open a case" not in text(page_of(desk, file))
        assert "This round is closed" in text(self.apply(desk, file, round_))

    @pytest.mark.parametrize("chosen", ["", "0", "abc", "\0", "9" * 8])
    def test_of_no_round_is_not_found(self, desk, yunfeng, chosen):
        address = reverse("households:household-apply", args=[household(yunfeng, 1).number])

        assert desk.post(address, {"round": chosen}).status_code == 404

    def test_is_refused_outside_the_area_and_to_readers(
        self, desk, yunfeng, baina, auditor, round_
    ):
        theirs, mine = household(baina, 1), household(yunfeng, 1)

        assert self.apply(desk, theirs, round_).status_code == 404
        desk.force_login(auditor)
        assert self.apply(desk, mine, round_).status_code == 403
        assert not Case.objects.exists()


ROLES = [
    ("clerk", 200), ("secretary", 200), ("leader", 200), ("county_staff", 200), ("auditor", 200),
    ("admin", 403), ("cadre_user", 404), ("clerk2", 404), ("secretary2", 404),
]  # fmt: skip


@pytest.mark.parametrize(("role", "status"), ROLES)
def test_who_sees_a_household_of_yunfeng(client, request, yunfeng, role, status):
    file = household(yunfeng, 1, category="01")
    client.force_login(request.getfixturevalue(role))

    assert page_of(client, file).status_code == status
    listed = client.get(LIST)
    if status == 403:
        assert listed.status_code == 403
    else:
        assert numbers(listed) == ([file.number] if status == 200 else [])


def test_a_paired_cadre_sees_his_household_and_no_other(client, cadre_user, yunfeng):
    from tests.factories import CadreFactory, PairingFactory

    mine, other = household(yunfeng, 1), household(yunfeng, 2)
    PairingFactory(household=mine, cadre=CadreFactory(user=cadre_user))
    client.force_login(cadre_user)

    assert numbers(client.get(LIST)) == [mine.number]
    assert page_of(client, mine).status_code == 200
    assert page_of(client, other).status_code == 404


@pytest.mark.parametrize("role", ["secretary", "auditor", "leader"])
def test_only_those_who_may_are_offered_new_and_edit(client, request, yunfeng, role):
    file = household(yunfeng, 1)
    client.force_login(request.getfixturevalue(role))

    assert "/households/new/" not in text(client.get(LIST))
    assert "/edit/" not in text(page_of(client, file))


def test_a_page_in_chinese_shows_names_and_no_codes(client, clerk, yunfeng):
    clerk.language = "zh-hans"
    clerk.save()
    group = VillageGroupFactory(village=yunfeng, number=3)
    file = household(yunfeng, 17, category="01", name="杨光富", fuel="03", house_grade="3")
    Household.objects.update(group=group)
    client.force_login(clerk)

    with translation.override("zh-hans"):
        page, row = text(page_of(client, file)), text(client.get(LIST))

    for words in ("杨光富", "云峰村", "一般贫困户", "未脱贫", "因病", "煤炭", "C级", "户主"):
        assert words in page
    for words in ("杨光富", "一般贫困户", "未脱贫", "因病"):
        assert words in row
    assert "Wang Daming" not in page


def test_signed_out_people_are_asked_to_sign_in(client, yunfeng):
    file = household(yunfeng, 1)

    assert client.get(LIST).url.startswith("/accounts/login/")
    assert page_of(client, file).url.startswith("/accounts/login/")


def test_nothing_of_these_pages_is_kept_by_a_browser(desk, yunfeng):
    assert "no-store" in page_of(desk, household(yunfeng, 1))["Cache-Control"]
    assert not IdentityClaim.objects.exists()


def test_workflow_steps_are_told_on_the_page(desk, yunfeng, clerk):
    file = household(yunfeng, 1)
    case = workflow.apply(file, RoundFactory(), by=clerk)
    workflow.survey(case, ("杨敏", "龙海"), by=clerk)

    page = text(page_of(desk, file))

    assert "Yang Min, Long Hai surveyed the home; recorded by Yang Min" in page
    assert "Yang Min opened the case: 2015 identification round" in page
    assert 'id="not-editable"' not in page
