"""The columns of a workbook of projects: facts, villages, and the money of each source."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from django.utils.translation import override

from assistance.models import Project
from assistance.row_kinds.people import codes_of, options_of
from households.codes import code_lists
from povertyreg.exchange.columns import Column, Kind
from povertyreg.exchange.rowkinds import by_names

FACTS: Final = (
    "name_en",
    "type",
    "status",
    "is_in_programme",
    "objective",
    "done",
    "unit_zh",
    "unit_en",
    "planned_households",
    "measures",
    "progress_note",
    "due_on",
    "responsible_person",
)
KINDS_OF_MONEY: Final = ("planned", "arrived", "paid")
FUNDS: Final = tuple(
    (source, money) for source in code_lists()["fund_source"].codes for money in KINDS_OF_MONEY
)
_MONEY: Final = {
    "planned": ("计划", "planned", ("计划资金", "资金计划", "投资", "预算")),
    "arrived": ("到位", "arrived", ("到位资金", "已到位")),
    "paid": ("支出", "paid", ("支出资金", "已支出", "拨付", "已拨付")),
}
_STATES: Final[dict[str, Sequence[str]]] = {
    Project.Status.PLANNED: ("计划", "已计划", "规划", "拟建", "未开工", "已立项", "已批复"),
    Project.Status.ONGOING: ("实施中", "在建", "建设中", "进行中", "正在实施", "已开工"),
    Project.Status.COMPLETED: ("已完工", "完工", "竣工", "已竣工", "已完成", "完成"),
    Project.Status.ACCEPTED: ("已验收", "验收", "通过验收", "验收合格"),
}
_TYPES: Final[dict[str, Sequence[str]]] = {
    "_2": ("产业", "产业发展", "产业扶贫"),
    "_3": ("教育", "培训", "教育扶贫"),
    "_4": ("危改", "住房改造"),
    "_5": ("移民搬迁", "易地扶贫搬迁", "生态移民"),
    "_6": ("基础设施建设",),
}


def _states() -> dict[str, str]:
    def names() -> Iterator[tuple[str, str]]:
        for state, others in _STATES.items():
            yield state, state
            for language in ("zh-hans", "en"):
                with override(language):
                    yield state, str(Project.Status(state).label)
            for name in others:
                yield state, name

    return by_names(names())


def columns() -> tuple[Column, ...]:
    return (*_facts(), *(_fund(source, money) for source, money in FUNDS))


@cache
def _facts() -> tuple[Column, ...]:
    return (
        Column("projects.name_zh", "项目名称", "Project", is_required=True, longest=80,
               example="石榴种植", synonyms=("项目", "名称")),
        Column("projects.name_en", "英文名称", "Project in English", longest=120),
        Column("projects.year", "年度", "Year", Kind.YEAR, example="2015",
               synonyms=("年份", "项目年度", "实施年度")),
        Column("projects.area_code", "乡镇", "Area", example="星宿乡",
               synonyms=("项目区域", "所属乡镇", "实施乡镇", "乡(镇)", "乡（镇）")),
        Column("projects.type", "项目类别", "Type", Kind.CODE, is_required=True,
               codes=lambda: codes_of("project_type", **_TYPES), example="产业扶持",
               options=lambda: options_of("project_type"),
               synonyms=("项目类型", "类别", "类型")),
        Column("projects.status", "项目状态", "Status", Kind.CODE, codes=_states,
               options=lambda: tuple(names[0] for names in _STATES.values()), example="在建",
               synonyms=("状态", "实施状态", "实施情况")),
        Column("projects.is_in_programme", "列入年度计划", "In the year's programme", Kind.FLAG,
               example="是", synonyms=("是否列入年度计划", "年度计划内")),
        Column("projects.objective", "目标任务", "Objective", Kind.AMOUNT, is_required=True,
               example="800", synonyms=("目标", "建设规模", "规模", "任务", "计划量")),
        Column("projects.done", "完成量", "Done", Kind.AMOUNT,
               synonyms=("已完成量", "完成任务", "完成情况")),
        Column("projects.unit_zh", "计量单位", "Unit", is_required=True, longest=20, example="亩",
               synonyms=("单位", "规模单位")),
        Column("projects.unit_en", "英文计量单位", "Unit in English", longest=30),
        Column("projects.villages", "实施地点", "Villages", is_required=True, longest=4000,
               example="云峰村、棕树村", synonyms=("项目村", "实施村", "建设地点", "项目地点", "村",
                                              "村名", "行政村", "覆盖村")),
        Column("projects.planned_households", "受益户数", "Households planned", Kind.WHOLE,
               most=2_147_483_647, synonyms=("计划受益户数", "受益贫困户数", "覆盖户数")),
        Column("projects.measures", "措施", "Measures", longest=4000,
               synonyms=("建设内容", "主要措施", "建设内容及规模", "专项措施")),
        Column("projects.progress_note", "进度", "Progress", longest=200,
               synonyms=("进展情况", "项目进度", "专项进度")),
        Column("projects.due_on", "计划完工时间", "Due on", Kind.DAY, example="2015-11-30",
               synonyms=("完工时间", "计划完成时间", "完成时限", "竣工时间")),
        Column("projects.responsible_unit", "责任单位", "Responsible unit", longest=80,
               synonyms=("实施单位", "项目单位", "主管单位", "牵头单位")),
        Column("projects.responsible_person", "责任人", "Responsible person", longest=40,
               synonyms=("项目负责人", "负责人")),
    )  # fmt: skip


def _fund(source: str, money: str) -> Column:
    """For example 财政专项扶贫资金计划（元）."""
    code, (zh, en, others) = code_lists()["fund_source"].codes[source], _MONEY[money]
    short = code.name_zh.removesuffix("资金")
    return Column(
        f"projects.fund_{source}_{money}",
        f"{code.name_zh}{zh}（元）",
        f"{code.name_en}, {en} (yuan)",
        Kind.AMOUNT,
        synonyms=tuple(
            f"{name}{end}{mark}"
            for name in (code.name_zh, short)
            for end in (zh, *others)
            for mark in ("", "（元）", "(元)")
        ),
    )
