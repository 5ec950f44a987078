"""The list of projects as it is taken out: the four specifics, the villages, the money."""

from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from assistance import listed
from assistance.filters import ProjectFilter
from assistance.models import Project
from assistance.resources.names import in_both_languages
from households.resources.fields import a_year, amount, chosen, coded, day, flag, whole
from povertyreg.exchange.onscreen import Page
from povertyreg.exchange.resources import ColumnGroup, FullList, ListField, ListResource
from villages.listed import name_of_area

PAGE: Final = Page(
    rows=lambda narrowed: listed.projects(narrowed.user, narrowed.area, narrowed.year),
    filters=ProjectFilter,
    carried=("type", "status", "q"),
)


class ProjectResource(ListResource):
    """One row is one project of the year."""

    name = ListField("shown_{language}", "项目名称 Project", width=28)
    year = a_year("year", "年度 Year")
    area = ListField("area_{language}", "所属区域 Area", width=20)
    type = coded("type", "项目类别 Type", "project_type")
    status = chosen("status", "项目状态 Status", Project.Status)
    villages = ListField("villages_{language}", "实施地点 Villages", width=30)
    objective = amount("objective", "目标任务 Objective")
    done = amount("done", "完成量 Done")
    unit = ListField("measure_{language}", "计量单位 Unit")
    households = whole("households", "受益户 Households helped")
    planned = amount("planned", "计划（元） Planned (yuan)")
    arrived = amount("arrived", "到位（元） Arrived (yuan)")
    paid = amount("paid", "支付（元） Paid (yuan)")

    further = {
        "planned_households": whole("planned_households", "计划受益户数 Households planned"),
        "is_in_programme": flag("is_in_programme", "列入年度计划 In the year's programme"),
        "measures": ListField("measures", "措施 Measures", width=40),
        "progress_note": ListField("progress_note", "进度 Progress", width=30),
        "due_on": day("due_on", "计划完工时间 Due on"),
        "responsible_unit": ListField(
            "responsible_{language}", "责任单位 Responsible unit", width=22
        ),
        "responsible_person": ListField("responsible_person", "责任人 Responsible person"),
    }
    groups = (ColumnGroup(_("Measures and who answers for it"), tuple(further)),)

    class Meta:
        model = Project
        fields = [
            "name",
            "year",
            "area",
            "type",
            "status",
            "villages",
            "objective",
            "done",
            "unit",
            "households",
            "planned",
            "arrived",
            "paid",
        ]

    def get_queryset(self) -> QuerySet[Project]:
        shown = PAGE.shown(self.narrowed).annotate(
            area_zh=name_of_area("area_code", "name_zh"),
            area_en=name_of_area("area_code", "name_en"),
            villages_zh=listed.villages_of_project("name_zh", "、"),
            villages_en=listed.villages_of_project("name_en", ", "),
            **in_both_languages("shown"),
            **in_both_languages("measure", field="unit"),
            **in_both_languages("responsible", "responsible_unit__"),
        )
        rows: QuerySet[Project] = shown.order_by("type", "pk")
        return rows


PROJECT_LIST = FullList(
    slug="projects",
    sheet="项目 Projects",
    title=_("List of projects"),
    question=_(
        "Every project of the year that reaches the area: its aim, its villages, its money."
    ),
    resource=ProjectResource,
    page=PAGE,
)
