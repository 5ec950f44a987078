"""The comparator really does the work that it is timed for."""

import io

import openpyxl
import pytest
from django.utils import translation

from bench import naive, naive_export, people
from households.models import Household, HouseholdYear, Member, MemberYear
from households.models.history import History
from povertyreg.demo import divisions
from villages.models import VillageGroup


@pytest.fixture
def content(db, tmp_path) -> bytes:
    """A list of twenty people, and the places that it names."""
    divisions.write_divisions()
    VillageGroup.objects.bulk_create(
        VillageGroup(village_id=place.code, number=number)
        for place in people.places()
        for number in range(1, people.GROUPS + 1)
    )
    people.write(tmp_path / "people.xlsx", 20)
    return (tmp_path / "people.xlsx").read_bytes()


def counts() -> list[int]:
    return [model.objects.count() for model in (Household, Member, HouseholdYear, MemberYear)]


def history() -> int:
    return sum(model._default_manager.count() for model in History.__subclasses__())


def test_the_preview_shows_everybody_and_writes_nobody(content):
    result = naive.preview(content)

    assert result.totals["new"] == 20
    assert any("户主" in cell for cell in result.rows[0].diff)
    assert counts() == [0, 0, 0, 0]


def test_every_person_and_every_household_of_the_list_is_written(content):
    translation.activate("zh-hans")
    naive.confirm(content)

    rows = [dict(zip(people.HEADINGS, row, strict=True)) for row in people.people(20)]
    households = len({row["户编号"] for row in rows})
    assert counts() == [households, 20, households, 20]
    for row in rows:
        year = MemberYear.objects.get(member__national_number=row["人编号"])
        assert year.member.id_number == row["证件号码"]
        assert year.get_relation_display() == row["与户主关系"]
        assert year.member.household.national_number == row["户编号"]
        assert year.household_year.get_main_cause_display() == row["主要致贫原因"]
        assert year.member.household.householder is not None


def test_the_same_list_again_writes_nothing(content):
    naive.confirm(content)
    before = history()

    again = naive.confirm(content)

    assert again.totals["skip"] == 20
    assert history() == before
    assert before >= sum(counts())


def test_a_changed_cell_is_written(content):
    naive.confirm(content)
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    sheet = workbook.worksheets[0]
    place = people.HEADINGS.index("健康状况") + 1
    sheet.cell(row=4, column=place).value = "残疾"
    changed = io.BytesIO()
    workbook.save(changed)

    result = naive.confirm(changed.getvalue())

    assert result.totals["update"] == 1
    assert MemberYear.objects.filter(health="04").exists()


def test_the_full_list_has_a_row_for_everybody(content):
    naive.confirm(content)

    sheet = openpyxl.load_workbook(io.BytesIO(naive_export.export())).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))

    assert len(rows) == 21
    assert all("********" in str(row[7]) for row in rows[1:])
