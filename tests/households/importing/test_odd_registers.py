"""What may stand in the register, however odd, comes back from a workbook as it went."""

from datetime import date
from decimal import Decimal

import pytest

from households.models import Household, HouseholdYear, Member, MemberYear
from households.querysets import id_digest
from povertyreg.reports.catalogue import LISTS
from tests.factories import HouseholdFactory
from tests.households.importing.books import (
    MEMBERS,
    brought,
    counts,
    member,
    packed,
    problems,
    table,
    written,
)
from tests.households.imports.taken_out import taken_out

COUNTY = "520521"
WHY = "for the proof"


@pytest.fixture
def household(yunfeng):
    return HouseholdFactory(village=yunfeng, file__people=2, file__category="01")


def comes_back(slug, by, because=WHY, area=COUNTY, **taken):
    """The fates of the rows of a list that is brought in as it was taken out, and what is held."""
    content = taken_out(slug, by, because, area=area, **taken)
    import_ = brought(content, by, area=area)
    return set(counts(import_)), [(one.code, one.column) for one in problems(import_)]


SAME = ({"unchanged"}, [])


def every_column(slug):
    return tuple(LISTS[slug].resource.offered())


@pytest.mark.parametrize(
    "text", ["“老屋”旁", "'王家", "#N/A", "5.2E+17", "  两边  ", "无", "\ttab"]
)
def test_a_text_that_a_reader_would_repair_or_hold(household, county_staff, text):
    Household.objects.update(address=text)
    MemberYear.objects.update(work_place=text)

    for slug in ("households", "members"):
        assert comes_back(slug, county_staff, columns=every_column(slug)) == SAME


@pytest.mark.parametrize("phone", ["1.38E+10", "没有电话", "138****1234", "+86 138 0000 1234"])
@pytest.mark.parametrize("because", ["", WHY])
def test_a_phone_that_is_none(household, county_staff, phone, because):
    household.phone = phone
    household.save()
    for row in MemberYear.objects.all():
        row.phone = phone
        row.save()

    for slug in ("households", "members", "person-list"):
        assert comes_back(slug, county_staff, because) == SAME


@pytest.mark.parametrize("name", ["阿依•古丽", "王　小", "'王", "O'Neil"])
def test_a_name_written_otherwise_of_somebody_without_a_number(household, county_staff, name):
    Member.objects.filter(position=2).update(
        name=name, id_number="", id_digest=None, no_id_reason="未办", document_kind="09"
    )

    for slug in ("members", "person-list"):
        assert comes_back(slug, county_staff) == SAME


def test_twins_who_have_no_name_yet(yunfeng, county_staff):
    HouseholdFactory(village=yunfeng, file__people=3, file__category="01")
    Member.objects.filter(position__gt=1).update(
        name="未取名", birth_date=date(2015, 3, 3), id_number="", id_digest=None,
        no_id_reason="未办", document_kind="09",
    )  # fmt: skip

    for slug in ("members", "person-list"):
        assert comes_back(slug, county_staff) == SAME


def test_but_a_third_of_that_name_is_somebody_new(yunfeng, county_staff):
    household = HouseholdFactory(village=yunfeng, file__people=3)
    Member.objects.filter(position__gt=1).update(
        name="未取名", id_number="", id_digest=None, no_id_reason="未办", document_kind="09"
    )
    rows = [{"key.number": household.number, "member.name": "未取名"} for _ in range(3)]

    import_ = brought(packed({MEMBERS: table(rows)}), county_staff, area=COUNTY)

    assert set(counts(import_)) == {"held"}


@pytest.mark.parametrize("number", ["军字第2001988号", "A12345"])
@pytest.mark.parametrize("because", ["", WHY])
def test_an_officer(household, county_staff, number, because):
    Member.objects.filter(position=1).update(
        document_kind="03", id_number=number, id_digest=id_digest(f"03:{number}")
    )

    for slug in ("households", "members", "person-list"):
        assert comes_back(slug, county_staff, because) == SAME


def test_a_household_that_lost_money(household, county_staff):
    HouseholdYear.objects.update(business_expenditure=Decimal("9999999999.99"))

    for slug in ("households", "person-list"):
        assert comes_back(slug, county_staff) == SAME


@pytest.mark.parametrize("day", [date(1700, 5, 6), date(1900, 2, 28), date(9999, 12, 31)])
def test_a_day_out_of_the_usual(household, county_staff, day):
    HouseholdYear.objects.update(confirmed_on=day)
    Member.objects.update(joined_on=day)

    for slug in ("households", "members"):
        assert comes_back(slug, county_staff) == SAME


@pytest.mark.parametrize("number", ["3", "户3", " 522422360001 ", "522422360001"])
def test_a_national_number_that_is_perhaps_none(household, county_staff, number):
    household.national_number = number
    household.save()
    Member.objects.update(id_number="", id_digest=None, no_id_reason="未办", document_kind="09")

    for slug in ("households", "members", "person-list"):
        assert comes_back(slug, county_staff) == SAME


def test_a_name_that_is_spelt_longer_than_any_other_is_written_too(clerk):
    rows = [{**member(name="长" * 60), "place.village": "云峰村"}]

    assert written(packed({MEMBERS: table(rows)}), clerk).state == "written"
    assert len(Member.objects.get().pinyin) == 120
