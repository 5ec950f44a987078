"""Projects with their villages and their money, from a workbook."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assistance import projects
from assistance.models import Project
from assistance.row_kinds import ProjectKind
from povertyreg.audit.models import Entry
from tests.exchange.rows import Trip
from tests.factories import BenefitFactory, FundFactory, HelpingUnitFactory, ProjectFactory

pytestmark = pytest.mark.django_db

POMEGRANATES = {
    "项目名称": "石榴种植",
    "项目类别": "产业扶持",
    "项目状态": "在建",
    "建设规模": "800",
    "计量单位": "亩",
    "实施地点": "云峰村、棕树村",
    "财政专项扶贫资金计划（元）": "400000",
    "财政专项扶贫资金到位（元）": "200000",
}


def bring(by, *rows, **options):
    return Trip(ProjectKind, by, *rows, **options)


@pytest.fixture
def known(yunfeng, zongshu):
    """A project on file as the row says it, but for its status."""
    project = ProjectFactory(
        name_zh="石榴种植", status="planned", objective=800, unit_zh="亩", unit_en="mu",
        villages=[yunfeng, zongshu], measures="育苗",
    )  # fmt: skip
    FundFactory(project=project, planned=400_000, arrived=200_000)
    FundFactory(project=project, source="02", planned=1_000)
    return project


def test_a_project_is_entered_with_its_villages_and_its_money(clerk, yunfeng, zongshu):
    trip = bring(clerk, POMEGRANATES)

    assert trip.fates == ["created"]
    assert not Project.objects.exists()

    trip.written()
    project = Project.objects.get()
    assert (project.year, project.type, project.status, project.objective) == (
        2015, "2", "ongoing", Decimal(800),
    )  # fmt: skip
    assert list(project.villages.all()) == [yunfeng, zongshu]
    fund = project.funds.get()
    assert (fund.source, fund.planned, fund.arrived) == ("01", 400_000, 200_000)
    assert (project.version, project.is_in_programme) == (1, True)
    assert Entry.objects.about(project).get().action == "create_project"


def test_only_the_cells_that_differ_change(clerk, known):
    trip = bring(clerk, {**POMEGRANATES, "财政专项扶贫资金计划（元）": "450000.00"})

    assert trip.cells() == {
        "status": ("planned", "ongoing"),
        "fund_01_planned": ("400000", "450000"),
    }
    trip.written()
    known.refresh_from_db()
    assert (known.status, known.measures, known.version) == ("ongoing", "育苗", 2)
    assert known.funds.get(source="01").planned == 450_000
    assert known.funds.get(source="02").planned == 1_000


def test_the_same_list_again_changes_nothing(clerk, yunfeng, zongshu):
    bring(clerk, POMEGRANATES).written()

    again = bring(clerk, {**POMEGRANATES, "实施地点": "棕树村，云峰村"})

    assert again.fates == ["unchanged"]
    assert again.written() == {"unchanged": 1}
    assert Project.objects.get().version == 1


def test_a_responsible_unit_stays_when_no_column_names_it(clerk, known):
    known.responsible_unit = HelpingUnitFactory()
    known.save()

    bring(clerk, POMEGRANATES).written()

    known.refresh_from_db()
    assert known.responsible_unit is not None


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"项目名称": ""}, "项目名称", "refused"),
        ({"实施地点": "无名村"}, "实施地点", "unknown_place"),
        ({"实施地点": ""}, "实施地点", "required"),
        ({"项目类别": ""}, "项目类别", "required"),
        ({"项目类别": "打井"}, "项目类别", "unreadable"),
        ({"建设规模": "-1"}, "建设规模", "min_value"),
        ({"财政专项扶贫资金到位（元）": "-5"}, "财政专项扶贫资金到位（元）", "min_value"),
        ({"责任单位": "无名局"}, "责任单位", "unknown_unit"),
    ],
)
def test_a_doubtful_row_is_held_with_its_row_and_column(
    cells, column, code, clerk, yunfeng, zongshu
):
    trip = bring(clerk, {**POMEGRANATES, **cells})

    said = trip.problems()[0]
    assert (said["row"], said["column"], said["code"]) == (4, column, code)
    assert trip.written() == {"held": 1}
    assert not Project.objects.exists()


def test_money_paid_before_it_came_is_refused_in_the_words_of_the_register(clerk, known):
    trip = bring(clerk, {**POMEGRANATES, "财政专项扶贫资金支出（元）": "300000"})

    assert "More is paid than has arrived" in trip.said()[0][2]


def test_benefits_are_never_more_than_the_money_planned(clerk, known):
    BenefitFactory(project=known, yuan=300_000, household__village_id="520521225201")

    trip = bring(clerk, {**POMEGRANATES, "财政专项扶贫资金计划（元）": "200000"})

    assert "planned" in trip.said()[0][2]
    trip.written()
    assert known.funds.get(source="01").planned == 400_000


def test_villages_of_another_area_hold_the_row_and_it_says_only_that(
    clerk, yunfeng, zongshu, baina
):
    trip = bring(clerk, {**POMEGRANATES, "实施地点": "云峰村、百纳村"})

    assert trip.said() == [(4, "", "This row is of another area.")]
    assert trip.entries[0].name == ""


def test_a_project_of_the_county_is_not_for_the_township(clerk, yunfeng):
    ProjectFactory(name_zh="石榴种植", area_code="520521", villages=[yunfeng])

    trip = bring(clerk, {**POMEGRANATES, "实施地点": "云峰村"})

    assert trip.said() == [(4, "", "This row is of another area.")]


@pytest.mark.parametrize("who", ["secretary", "auditor", "cadre_user", "admin"])
def test_who_may_not_keep_projects_brings_none(who, request, yunfeng):
    with pytest.raises(PermissionDenied):
        bring(request.getfixturevalue(who), POMEGRANATES)


def test_what_somebody_saved_meanwhile_is_held(clerk, known):
    trip = bring(clerk, POMEGRANATES)
    funds = list(known.funds.all())
    known.responsible_person = "李强"
    projects.update(known, villages=known.villages.all(), funds=funds, version=1, by=clerk)

    assert trip.written() == {"held": 1}
    assert trip.problems()[0]["code"] == "stale"
    known.refresh_from_db()
    assert (known.status, known.responsible_person) == ("planned", "李强")


def test_undoing_saves_the_former_values_and_keeps_what_was_entered(clerk, known):
    new = {**POMEGRANATES, "项目名称": "养鹅"}
    changed = {**POMEGRANATES, "信贷资金计划（元）": "5000", "实施地点": "云峰村", "进度": "已开工"}
    trip = bring(clerk, changed, new)
    trip.written()
    assert known.villages.count() == 1

    assert trip.undone() == {"undone": 1, "kept": 1}
    known.refresh_from_db()
    assert (known.status, known.progress_note, known.measures) == ("planned", "", "育苗")
    assert known.villages.count() == 2
    assert known.funds.get(source="02").planned == 1_000
    assert Project.objects.filter(name_zh="养鹅").exists()


def test_undoing_leaves_a_project_that_somebody_saved_since(clerk, known):
    trip = bring(clerk, POMEGRANATES)
    trip.written()
    known.refresh_from_db()
    funds = list(known.funds.all())
    projects.update(known, villages=known.villages.all(), funds=funds, version=2, by=clerk)

    assert trip.undone() == {"touched": 1}
    known.refresh_from_db()
    assert known.status == "ongoing"


def test_a_row_costs_the_same_however_many_there_are(clerk, yunfeng, zongshu):
    def asked(count):
        rows = [{**POMEGRANATES, "项目名称": f"石榴{n}"} for n in range(count)]
        with CaptureQueriesContext(connection) as queries:
            bring(clerk, *rows)
        return len(queries)

    asked(1)
    one, three, six = asked(1), asked(3), asked(6)
    assert (six - three) / 3 == (three - one) / 2 <= 50
