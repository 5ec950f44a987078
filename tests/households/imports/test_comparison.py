"""A file of the national system against the register, by entries as the rehearsal leaves them."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from households.importing.comparison import Finding, compare
from povertyreg.audit.models import Entry
from povertyreg.exchange.models import Fate, Import
from tests.factories import HouseholdFactory
from tests.imports import ImportEntryFactory, ImportFactory, problem, words
from villages.models import VillageYear

PHONES = ["", "household.phone", "13812345678", "13912345678"]
ADDRESS = ["", "household.address", "河边组", "山上组"]


@pytest.fixture
def brought(clerk):
    """A file that was brought to be compared."""
    return ImportFactory(kind="comparison", requested_by=clerk)


def entry(import_, fate, household=None, **more):
    if household:
        more = {"number": household.number, "village_code": household.village_id, **more}
    return ImportEntryFactory(of_import=import_, fate=fate, household=household, **more)


@pytest.fixture
def compared(brought, yunfeng, zongshu):
    """Of five households here, one differs, one is the same, one is held, two are only here."""
    here = [HouseholdFactory(village=yunfeng, file__category="01") for _n in range(4)]
    here.append(HouseholdFactory(village=zongshu, file__pinyin="Zhao Zhizai"))
    entry(brought, Fate.UPDATED, here[0], cells=[PHONES, ADDRESS], name="王改")
    entry(brought, Fate.UNCHANGED, here[1])
    entry(brought, Fate.HELD, here[2], problems=[problem()], name="陈疑")
    entry(brought, Fate.CREATED, key="52242200017", name="钱只那")
    entry(brought, Fate.IGNORED)
    return here


def counts(found):
    return {place.name: dict(place.figures) for place in found.places}


def test_every_household_of_either_side_is_counted_once_in_its_village(
    brought, compared, clerk, yunfeng, zongshu
):
    found = compare(brought, clerk)

    assert counts(found) == {
        yunfeng.name: {"only_here": 1, "only_there": 1, "differs": 1, "same": 1, "held": 1},
        zongshu.name: {"only_here": 1, "only_there": 0, "differs": 0, "same": 0, "held": 0},
    }
    assert dict(found.totals)[Finding.ONLY_HERE] == 2
    assert [place.village for place in found.absent] == [zongshu]


def test_only_here_are_those_that_no_row_names_by_any_number(brought, clerk, yunfeng):
    by_number = HouseholdFactory(village=yunfeng)
    by_national = HouseholdFactory(village=yunfeng, national_number="52242200017")
    alone = HouseholdFactory(village=yunfeng)
    entry(brought, Fate.HELD, number=by_number.number)
    entry(brought, Fate.HELD, key=by_national.national_number)

    assert list(compare(brought, clerk).only_here()) == [alone]


def test_an_entry_without_a_number_hides_nobody(brought, clerk, yunfeng):
    HouseholdFactory(village=yunfeng, national_number="")
    entry(brought, Fate.HELD, key="", number="")

    assert compare(brought, clerk).only_here().count() == 1


def test_files_of_another_year_or_closed_before_it_are_not_only_here(brought, clerk, yunfeng):
    HouseholdFactory(village=yunfeng, file__year=2014)
    HouseholdFactory(village=yunfeng, closed_on="2014-12-31", closed_because="moved away")

    assert not compare(brought, clerk).only_here().exists()


def test_households_outside_the_area_are_never_only_here(brought, clerk, clerk2, baina, yunfeng):
    HouseholdFactory(village=baina)
    HouseholdFactory(village=yunfeng)

    assert compare(brought, clerk).only_here().count() == 1
    assert compare(brought, clerk2).only_here().count() == 0


def test_facts_are_counted_by_households_and_those_of_most_come_first(brought, clerk, yunfeng):
    twice = [ADDRESS, ["李明", "member.name", "a", "b"], ["李芳", "member.name", "c", "d"]]
    entry(brought, Fate.UPDATED, HouseholdFactory(village=yunfeng), cells=twice)
    entry(brought, Fate.UPDATED, HouseholdFactory(village=yunfeng), cells=[ADDRESS])

    fields = compare(brought, clerk).fields

    assert [(one.key, one.households) for one in fields] == [
        ("household.address", 2),
        ("member.name", 1),
    ]


# --- the page ------------------------------------------------------------------------------------


def url(import_, more=""):
    return f"/households/import/{import_.pk}/comparison/{more}"


def page(client, user, import_, more=""):
    client.force_login(user)
    return client.get(url(import_, more))


def test_the_page_shows_what_differs_here_and_there_masked(client, clerk, brought, compared):
    said = words(page(client, clerk, brought))

    assert "王改" in said
    assert "here 138****5678 ≠ there 139****5678" in said
    assert "13912345678" not in said
    assert "河边组" in said


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("?show=only_here&village=520521225202", "Zhao Zhizai"),
        ("?show=only_there", "钱只那"),
        ("?show=held", "陈疑"),
        ("?show=differs&field=household.address", "王改"),
        ("?show=nonsense&village=x&field=y", "No household here"),
    ],
)
def test_each_figure_leads_to_its_households(client, clerk, brought, compared, asked, name):
    assert name in words(page(client, clerk, brought, asked))


def test_a_fact_that_nobody_differs_in_lists_nobody(client, clerk, brought, compared):
    assert "王改" not in words(page(client, clerk, brought, "?field=member.name"))


def test_why_a_household_cannot_be_compared_is_said(client, clerk, brought, compared):
    assert "Digit 18 does not fit" in words(page(client, clerk, brought, "?show=held"))


@pytest.fixture
def in_use(brought, yunfeng):
    """A register with village files, and sixty households of each finding."""
    people = {"population": 1200, "agricultural_population": 1100}
    VillageYear.objects.create(
        village=yunfeng, year=2015, poverty_class=0, households=300, **people
    )
    for fate in (Fate.CREATED, Fate.UPDATED, Fate.UNCHANGED, Fate.HELD):
        for _ in range(60):
            entry(brought, fate, village_code=yunfeng.pk, cells=[PHONES])
    for _ in range(60):
        HouseholdFactory(village=yunfeng)


SHOWN = ["", "?show=only_here", "?show=only_here&village=520521225201", "?show=held",
         "?show=differs&field=household.phone", "?show=differs&page=2"]  # fmt: skip


@pytest.mark.parametrize("asked", SHOWN)
@pytest.mark.parametrize("who", ["clerk", "county_staff"])
def test_the_page_asks_few_questions_with_its_frame(
    client, in_use, brought, who, asked, request, django_assert_max_num_queries
):
    client.force_login(request.getfixturevalue(who))
    client.get(url(brought))

    with django_assert_max_num_queries(12):
        said = words(client.get(url(brought, asked)))

    assert "No household here" not in said


@pytest.mark.parametrize("asked", SHOWN)
def test_what_is_counted_is_what_is_listed(client, clerk, brought, compared, asked):
    """The list is never counted again."""
    listed = page(client, clerk, brought, asked).context["page"].paginator

    assert listed.count == listed.object_list.count()


def test_a_file_and_a_register_without_households_are_compared_too(client, clerk, brought):
    assert "There is nothing to compare" in words(page(client, clerk, brought))


@pytest.mark.parametrize("more", ["", "workbook/"])
def test_the_comparison_is_the_areas_own(
    client, clerk2, auditor, secretary, brought, compared, more
):
    assert page(client, clerk2, brought, more).status_code == 404
    assert page(client, auditor, brought, more).status_code == 403
    assert page(client, secretary, brought, more).status_code == 403


@pytest.mark.parametrize(
    "more", [{"kind": "households"}, {"kind": "comparison", "state": Import.State.READING}]
)
def test_only_a_comparison_that_was_read_has_the_page(client, clerk, more):
    import_ = ImportFactory(requested_by=clerk, **more)

    assert page(client, clerk, import_).status_code == 404


@pytest.mark.parametrize("show", list(Finding))
def test_the_page_asks_seven_questions_of_its_own_whatever_the_size(
    client, clerk, brought, yunfeng, zongshu, show, set_today, django_assert_max_num_queries
):
    for number in range(60):
        village = (yunfeng, zongshu)[number % 2]
        HouseholdFactory(village=village, group=None, file__category="01")
        for fate in (Fate.UPDATED, Fate.HELD, Fate.UNCHANGED):
            entry(brought, fate, HouseholdFactory(village=village, group=None), cells=[ADDRESS])
        entry(brought, Fate.CREATED, key=str(number))
    set_today(date(2015, 12, 1))
    page(client, clerk, brought)

    with django_assert_max_num_queries(9 + 7):  # nine of them are the frame's
        client.get(url(brought, f"?show={show}"))


# --- the workbook --------------------------------------------------------------------------------


def test_the_workbook_has_the_villages_and_a_sheet_for_each_difference(
    client, clerk, brought, compared, yunfeng
):
    answer = page(client, clerk, brought, "workbook/")

    book = openpyxl.load_workbook(BytesIO(answer.content))
    rows = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}
    assert list(rows) == ["Villages", "Only here", "Only there", "Differs", "Cannot be compared"]
    assert rows["Villages"][-1] == ("Together", 2, 1, 1, 1, 1)
    assert [row[1] for row in rows["Only here"][1:]] == [compared[3].number, compared[4].number]
    assert [row[4] for row in rows["Only here"][1:]] == ["General poor", "not classified"]
    assert rows["Only there"][1][1:3] == ("52242200017", "钱只那")
    number = compared[0].number
    assert [row[:3] for row in rows["Differs"][1:]] == [(yunfeng.name, number, "王改")] * 2
    assert rows["Differs"][1][5:] == ("138****5678", "139****5678")
    assert rows["Cannot be compared"][1][-1] == "Digit 18 does not fit. Check the ID card."


def test_taking_the_workbook_out_is_noted(client, clerk, brought, compared):
    page(client, clerk, brought, "workbook/")

    noted = Entry.objects.get(action="export_comparison")
    assert (noted.by, noted.area_code, noted.subject_id) == (clerk, "520521225", brought.pk)
    assert noted.details["only_here"] == 2


def test_a_household_that_the_file_names_by_an_id_number_is_named_masked(client, clerk, brought):
    entry(brought, Fate.CREATED, key="522422197001010317", name="李")
    entry(brought, Fate.CREATED, key="520521225201:522422197001010317", name="张")

    said = words(page(client, clerk, brought, "?show=only_there"))

    assert "522422********0317" in said
    assert "522422197001010317" not in said
