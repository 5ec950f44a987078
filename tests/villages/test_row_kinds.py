"""Village files from a workbook."""

import pytest
from django.core.exceptions import PermissionDenied

from povertyreg.audit.models import Entry
from tests.exchange.rows import Trip
from villages.models import VillageYear
from villages.row_kinds import VillageKind

pytestmark = pytest.mark.django_db

YUNFENG = {"村名": "云峰村", "类别": "一类", "户数": "620", "人口数": "2380", "农业人口": "2360"}


def bring(by, *rows, **options):
    return Trip(VillageKind, by, *rows, **options)


@pytest.fixture
def file(yunfeng):
    return VillageYear.objects.create(
        village=yunfeng, year=2015, poverty_class=1, class_evidence="县文件", households=600,
        population=2380, agricultural_population=2360,
    )  # fmt: skip


def test_a_village_without_a_file_gets_one(clerk, yunfeng):
    trip = bring(clerk, YUNFENG)

    assert trip.fates == ["created"]
    assert not VillageYear.objects.exists()

    assert trip.written() == {"created": 1}
    file = VillageYear.objects.get(village=yunfeng, year=2015)
    assert (file.poverty_class, file.households, file.population) == (1, 620, 2380)
    assert Entry.objects.about(file).get().action == "enter_village_file"


def test_only_the_cells_that_differ_are_shown_and_written(clerk, file):
    trip = bring(clerk, YUNFENG)

    assert trip.cells() == {"households": (600, 620)}

    trip.written()
    file.refresh_from_db()
    assert (file.households, file.class_evidence) == (620, "县文件")


def test_the_same_file_again_changes_nothing(clerk, yunfeng):
    bring(clerk, YUNFENG).written()

    again = bring(clerk, YUNFENG)

    assert again.fates == ["unchanged"]
    assert again.written() == {"unchanged": 1}
    assert VillageYear.objects.count() == 1


def test_an_empty_cell_changes_nothing(clerk, file):
    trip = bring(clerk, {"村名": "云峰", "类别依据": "", "户数": None, "人口数": "2400"})

    assert trip.cells() == {"population": (2380, 2400)}


def test_the_year_of_the_row_goes_before_that_of_the_import(clerk, file):
    trip = bring(clerk, {**YUNFENG, "年度": "2016"})

    trip.written()
    assert trip.fates == ["created"]
    assert set(VillageYear.objects.values_list("year", flat=True)) == {2015, 2016}


def test_the_own_sentence_of_the_register_holds_a_row(clerk, yunfeng):
    trip = bring(clerk, {**YUNFENG, "农业人口": "9999"})

    assert trip.fates == ["held"]
    assert trip.said() == [
        (4, "", "The agricultural population is larger than the population. Check both numbers.")
    ]
    assert trip.written() == {"held": 1}
    assert not VillageYear.objects.exists()


def test_an_unreadable_cell_holds_its_row_and_is_named(clerk, yunfeng):
    trip = bring(clerk, {**YUNFENG, "户数": "六百"})

    assert trip.said() == [(4, "户数", "unreadable: 六百")]
    assert trip.problems()[0]["place"] == 2
    assert trip.problems()[0]["value"] == "六百"


def test_a_missing_number_is_asked_for_at_its_column(clerk, yunfeng):
    trip = bring(clerk, {**YUNFENG, "人口数": ""})

    assert [(row, column) for row, column, _said in trip.said()] == [(4, "人口数")]


def test_a_column_that_the_sheet_lacks_is_named_as_we_name_it(clerk, yunfeng):
    row = {name: value for name, value in YUNFENG.items() if name != "农业人口"}

    assert [said[1] for said in bring(clerk, row).said()] == ["农业人口 Agricultural population"]


def test_an_unknown_place_is_held_and_quoted(clerk, yunfeng):
    trip = bring(clerk, {**YUNFENG, "村名": "云风村"})

    assert trip.problems()[0]["code"] == "unknown_place"
    assert "云风村" in trip.problems()[0]["zh"]
    assert trip.problems()[0]["column"] == "村名"


def test_a_row_of_another_area_is_held_and_says_only_that(clerk, yunfeng, baina):
    trip = bring(clerk, {**YUNFENG, "村名": "百纳村", "人口数": "x"})

    entry = trip.entries[0]
    assert trip.said() == [(4, "", "This row is of another area.")]
    assert (entry.key, entry.name, entry.village_code, entry.cells) == ("", "", "", "[]")
    assert trip.problems()[0]["value"] == ""


@pytest.mark.parametrize("who", ["secretary", "leader", "auditor", "cadre_user", "admin"])
def test_who_may_not_keep_village_files_brings_none(who, request, yunfeng):
    with pytest.raises(PermissionDenied):
        bring(request.getfixturevalue(who), YUNFENG)


def test_two_rows_of_one_village_are_not_both_taken(clerk, yunfeng):
    trip = bring(clerk, YUNFENG, {**YUNFENG, "村名": "520521225201", "户数": "621"})

    assert trip.fates == ["created", "held"]
    assert "row 4" in trip.problems(1)[0]["en"]
    assert "4" in trip.problems(1)[0]["zh"]


def test_a_name_that_two_villages_have_is_not_guessed(county_staff, yunfeng, baina):
    type(yunfeng).objects.filter(pk=baina.pk).update(name_zh="云峰村")

    trip = bring(county_staff, YUNFENG, {**YUNFENG, "乡镇": "百纳乡"}, area="520521")

    assert trip.problems(0)[0]["code"] == "several_places"
    assert trip.entries[1].village_code == baina.code


def test_what_somebody_changed_meanwhile_is_held(clerk, file):
    trip = bring(clerk, YUNFENG)
    VillageYear.objects.update(population=2390)

    assert trip.written() == {"held": 1}
    assert trip.problems()[0]["code"] == "stale"
    assert VillageYear.objects.get().households == 600


def test_undoing_takes_back_what_nobody_touched_since(clerk, yunfeng, zongshu, file):
    other = {**YUNFENG, "村名": "棕树村"}
    trip = bring(clerk, YUNFENG, other)
    trip.written()

    assert trip.undone() == {"undone": 2}
    assert not VillageYear.objects.filter(village=zongshu).exists()
    file.refresh_from_db()
    assert (file.households, file.class_evidence) == (600, "县文件")
    assert bring(clerk, YUNFENG, other).fates == ["updated", "created"]


def test_undoing_leaves_a_file_that_somebody_touched(clerk, file):
    trip = bring(clerk, YUNFENG)
    trip.written()
    VillageYear.objects.update(population=2390)

    assert trip.undone() == {"touched": 1}
    assert VillageYear.objects.get().households == 620


def test_a_row_costs_the_same_however_many_there_are(clerk, yunfeng, zongshu, file):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked(*rows):
        bring(clerk, YUNFENG)  # what is asked once a process
        with CaptureQueriesContext(
            connection,
        ) as queries:
            bring(clerk, *rows)
        return len(queries)

    years = [{**YUNFENG, "年度": str(year)} for year in range(2001, 2007)]
    one, three, six = asked(*years[:1]), asked(*years[:3]), asked(*years)
    assert six - three == 3 * (three - one) / 2
    assert (three - one) / 2 <= 22
