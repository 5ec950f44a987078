"""The cells of every list: text as it is, private numbers masked, at the cost of one query."""

from datetime import datetime

import pytest

from assistance.models import HelpingUnit
from households.models import Case, Objection
from povertyreg.exchange.onscreen import Narrowed
from povertyreg.exchange.resources import Taken
from povertyreg.reports.catalogue import LISTS
from tests.reports.drawing import TOWNSHIP, YUNFENG
from tests.reports.listing import exported, opened, taken
from tests.reports.neighbours import CADRE_PHONE, EVERY, FORMULA, JUNE_1, PHONE, neighbour, quota
from tests.reports.register import village_file

PLACE = {"Village code": YUNFENG, "Township": "Xingxiu Township", "Village": "Yunfeng"}
MAY_28, JUNE_3 = datetime(2015, 5, 28), datetime(2015, 6, 3)


@pytest.fixture(autouse=True)
def in_june(set_today):
    set_today(JUNE_1)


def household_of(row):
    """What a list says of the household itself."""
    return {
        "Household number": row.number,
        **PLACE,
        "Group": 1,
        "Householder": FORMULA,
        "Householder in pinyin": "Wang Daming",
        "Householder's ID number": row.householder.masked_id_number,
        "Phone": "138****1234",
    }


def test_a_case_is_one_row(many, as_clerk):
    assert taken(exported(as_clerk, "cases"))[0] == {
        **household_of(many[0]),
        "Year of the round": 2015,
        "Kind of round": "identification",
        "Stage": "Village notice",
        "Under objection": "yes",
        "Why returned": None,
        "Ground of rejection": None,
        "Category decided": None,
        "Outcome": None,
        "Applied on": datetime(2015, 5, 18),
        "Surveyed on": None,
    }


def test_the_record_of_the_round_goes_with_the_case(many, as_clerk):
    columns = ["size", "proposed_category", "main_cause", "net_income_per_head"]

    assert taken(exported(as_clerk, "cases", column=columns))[0] == {
        "People": 2,
        "Category applied for": "General poor",
        "Main cause": "Illness",
        "Net income per head (yuan)": 0,
    }


def test_a_returned_case_says_why(many, as_clerk):
    Case.objects.filter(stage="surveyed").update(returned_because="members")
    Case.objects.exclude(stage="surveyed").update(returned_because="income")

    found = [row["Why returned"] for row in taken(exported(as_clerk, "cases"))]

    assert found == [None, "members wrong", None]
    assert len(taken(exported(as_clerk, "cases", returned="true"))) == 1


def test_a_notice_is_one_row(many, as_clerk):
    found = taken(exported(as_clerk, "notices"))

    assert {row["State"] for row in found} == {"running", "closed"}
    assert next(row for row in found if row["Serial"] == 1 and row["Village"] == "Yunfeng") == {
        **PLACE,
        "Year of the round": 2015,
        "Kind of round": "identification",
        "Notice": "Village notice",
        "Serial": 1,
        "First day": MAY_28,
        "Last day": JUNE_3,
        "Days": 7,
        "Households": 1,
        "Open objections": 1,
        "State": "running",
        "Fingerprint": "ab" * 32,
    }


def test_a_notice_is_posted_at_a_moment_of_this_country(many, as_clerk):
    posted = many[0].cases.get().entries.get().notice.posted_at

    found = taken(exported(as_clerk, "notices", column=["posted_at"]))

    hours = {
        round((row["Posted at"] - posted.replace(tzinfo=None)).total_seconds() / 3600)
        for row in found
    }
    assert hours == {8}


def test_an_objection_is_one_row(many, as_clerk):
    first = Objection.objects.filter(village=YUNFENG).earliest("pk")
    Objection.objects.exclude(pk=first.pk).update(case=None, about_name="+张三家")

    found = taken(exported(as_clerk, "objections"))

    assert {row["Householder"] for row in found} == {FORMULA, "+张三家"}
    assert next(row for row in found if row["Householder"] == FORMULA) == {
        "Number": first.number,
        **PLACE,
        "Householder": FORMULA,
        "Household number": many[0].number,
        "It says that the household": "should not be on the list",
        "What is objected": '=HYPERLINK("x")',
        "Received": "by phone",
        "Received on": datetime(2015, 5, 30),
        "Reply due on": datetime(2015, 6, 14),
        "Investigated on": None,
        "Decision": "open",
        "Decided on": None,
        "Finding": None,
        "Replied on": None,
    }


def test_a_meeting_is_one_row(many, as_clerk):
    found = next(
        row for row in taken(exported(as_clerk, "meetings")) if row["Village"] == "Yunfeng"
    )

    assert found == {
        **PLACE,
        "Year of the round": 2015,
        "Kind of round": "identification",
        "Appraisal": 1,
        "Held on": datetime(2015, 5, 26),
        "Place": "+村委会",
        "Chair": "王兴才",
        "Recorder": "李华",
        "Representatives entitled": 45,
        "Representatives present": 38,
        "Households voted on": 1,
        "Observers": None,
        "Recusals": None,
        "Why more than the scale": None,
    }


def test_a_pairing_is_one_row(many, as_clerk):
    assert taken(exported(as_clerk, "pairings"))[0] == {
        **household_of(many[0]),
        "Category": "General poor",
        "State": "Poor",
        "People": 2,
        "Cadre": FORMULA,
        "Helping unit": "County Bureau of Agriculture",
        "Post": "-办事员",
        "Cadre's phone": "138****6217",
        "Level": "County",
        "From": datetime(2015, 3, 1),
        "Until": None,
        "Why ended": None,
    }


def test_a_cadre_is_one_row(many, as_clerk):
    quota(households=5)
    HelpingUnit.objects.update(name_en="")

    assert taken(exported(as_clerk, "cadres"))[0] == {
        "Name": FORMULA,
        "Name in pinyin": "Wei Guoping",
        "Helping unit": "县农牧局",
        "Level": "County",
        "Rank": "Ordinary cadre",
        "Post": "-办事员",
        "Phone": "138****6217",
        "Area helped": "Xingxiu Township",
        "Households": 1,
        "Quota": 5,
        "First secretary": "no",
        "Left on": None,
    }


def test_a_project_is_one_row(many, zongshu, as_clerk):
    project = many[0].benefits.get().project
    project.villages.add(zongshu)

    found = taken(exported(as_clerk, "projects"))

    assert next(row for row in found if row["Project"] == project.name_en) == {
        "Project": project.name_en,
        "Year": 2015,
        "Area": "Xingxiu Township",
        "Type": "Industry support",
        "Status": "planned",
        "Villages": "Yunfeng, Zongshu",
        "Objective": 23320,
        "Done": 0,
        "Unit": "birds",
        "Households helped": 1,
        "Planned (yuan)": 50000,
        "Arrived (yuan)": 20000.5,
        "Paid (yuan)": 0,
    }


def test_a_village_is_one_row_with_or_without_a_file(many, as_clerk):
    known = {
        "Village code": YUNFENG,
        "Township": "Xingxiu Township",
        "Village": "Yunfeng",
        "Year": 2015,
        "Class": "class one",
        "Households": 30,
        "Permanent population": 100,
        "Agricultural population": 90,
    }

    first, second = taken(exported(as_clerk, "villages"))

    assert first == known
    assert second["Village"] == "Zongshu"
    assert list(second.values())[4:] == [None] * 4


def test_names_are_those_of_the_reader(many, as_clerk, clerk):
    clerk.language = "zh-hans"
    clerk.save()

    _heads, *found = opened(exported(as_clerk, "projects")).worksheets[1].values

    assert {"云峰村", "棕树村", "星宿乡", "只"} <= {cell for row in found for cell in row}
    assert "Yunfeng" not in str(found)


@pytest.mark.parametrize("slug", EVERY)
def test_no_whole_number_is_in_a_list(slug, many, as_clerk):
    columns = list(LISTS[slug].resource.offered())

    words = str(taken(exported(as_clerk, slug, column=columns)))

    for secret in (PHONE, CADRE_PHONE, "13987654321", *(h.householder.id_number for h in many)):
        assert secret not in words


def test_who_objected_is_not_told(many, as_clerk):
    columns = list(LISTS["objections"].resource.offered())

    assert "张三" not in str(taken(exported(as_clerk, "objections", column=columns)))


@pytest.mark.parametrize(
    ("slug", "heading", "masked"),
    [
        ("cases", "Phone", "138****1234"),
        ("pairings", "Phone", "138****1234"),
        ("pairings", "Cadre's phone", "138****6217"),
        ("cadres", "Phone", "138****6217"),
    ],
)
def test_phones_are_masked_and_the_county_has_them_whole_for_a_reason(
    slug, heading, masked, many, as_clerk, client, county_staff
):
    columns = list(LISTS[slug].resource.usual())
    assert taken(exported(as_clerk, slug, column=columns))[0][heading] == masked
    assert exported(as_clerk, slug, unmasked="on", because="x").status_code == 403

    client.force_login(county_staff)
    whole = taken(exported(client, slug, column=columns, unmasked="on", because="核对"))

    assert whole[0][heading].replace("*", "") == whole[0][heading]


@pytest.mark.parametrize("slug", EVERY)
def test_text_that_looks_like_a_formula_stays_text(slug, many, as_clerk):
    answer = exported(as_clerk, slug, column=list(LISTS[slug].resource.offered()))
    book = opened(answer)

    kinds = {cell.data_type for row in book.worksheets[1].iter_rows() for cell in row}

    assert "f" not in kinds


@pytest.mark.parametrize(
    ("slug", "heading"),
    [("cases", "Householder"), ("pairings", "Cadre"), ("cadres", "Name"), ("meetings", "Place")],
)
def test_a_name_that_looks_like_a_formula_is_there_as_it_is(slug, heading, many, as_clerk):
    found = {row[heading] for row in taken(exported(as_clerk, slug))}

    assert found & {FORMULA, "+村委会"}


@pytest.mark.parametrize("slug", EVERY)
def test_a_list_costs_the_same_queries_for_two_rows_and_for_twenty(
    slug, clerk, yunfeng, django_assert_num_queries
):
    village_file(yunfeng, 2015)
    wanted = LISTS[slug]
    every = Taken(columns=tuple(wanted.resource.offered()))

    def written():
        return list(wanted.resource(Narrowed(clerk, TOWNSHIP, 2015), every).rows())

    for serial in range(2):
        neighbour(yunfeng, serial + 1)
    written()
    for serial in range(2, 20):
        neighbour(yunfeng, serial + 1)

    with django_assert_num_queries(1):
        assert len(written()) == (1 if slug == "villages" else 20)


def test_the_page_and_the_file_of_a_list_cost_the_same_queries_for_any_number(
    many, yunfeng, as_clerk, django_assert_max_num_queries
):
    for _ in range(2):
        exported(as_clerk, "pairings")
    with django_assert_max_num_queries(100) as few:
        exported(as_clerk, "pairings")
    for serial in range(3, 20):
        neighbour(yunfeng, serial)

    with django_assert_max_num_queries(len(few)):
        exported(as_clerk, "pairings")


@pytest.mark.parametrize(("slug", "is_private"), [("villages", False), ("cadres", True)])
def test_masking_is_told_where_there_is_something_to_mask(
    slug, is_private, many, client, county_staff
):
    client.force_login(county_staff)

    page = client.get(f"/reports/{slug}/").content.decode()
    answer = exported(client, slug)

    assert ("With whole ID numbers" in page) == is_private
    heads = [row[0] for row in opened(answer).worksheets[0].iter_rows(values_only=True)]
    assert ("Masking" in heads) == is_private
