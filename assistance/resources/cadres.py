"""The list of cadres as it is taken out: unit, post, how many households, and the quota."""

from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from assistance import listed
from assistance.coverage import quota_of
from assistance.filters import CadreFilter
from assistance.models import Cadre
from assistance.resources.names import in_both_languages
from households.resources.fields import coded, day, flag, phone, whole
from povertyreg.exchange.onscreen import Page
from povertyreg.exchange.resources import ColumnGroup, FullList, ListField, ListResource
from villages.listed import name_of_area

PAGE: Final = Page(
    rows=lambda narrowed: listed.cadres(narrowed.user, narrowed.area),
    filters=CadreFilter,
    carried=("unit", "level", "rank", "left", "q"),
)


class CadreResource(ListResource):
    """One row is one cadre."""

    name = ListField("name", "姓名 Name")
    pinyin = ListField("pinyin", "姓名拼音 Name in pinyin", width=18)
    unit = ListField("unit_{language}", "帮扶单位 Helping unit", width=22)
    affiliation = coded("affiliation", "级别 Level", "affiliation")
    rank = coded("rank", "职级 Rank", "rank")
    post = ListField("post", "职务 Post", width=16)
    phone = phone("phone", "联系电话 Phone")
    area = ListField("area_{language}", "帮扶区域 Area helped", width=20)
    households = whole("households", "帮扶户数 Households")
    quota = whole("quota", "应帮户数 Quota")
    is_first_secretary = flag("is_first_secretary", "第一书记 First secretary")
    left_on = day("left_on", "离岗日期 Left on")

    further = {
        "area_code": ListField("area_code", "帮扶区域代码 Code of the area helped", width=15),
        "unit_affiliation": coded(
            "unit__affiliation", "单位隶属关系 Affiliation of the unit", "affiliation"
        ),
        "unit_leader": ListField("unit__leader", "单位负责人 Leader of the unit"),
        "unit_phone": ListField("unit__phone", "单位电话 Office phone", width=15),
    }
    groups = (ColumnGroup(_("Area and helping unit"), tuple(further)),)

    class Meta:
        model = Cadre
        fields = [
            "name",
            "pinyin",
            "unit",
            "affiliation",
            "rank",
            "post",
            "phone",
            "area",
            "households",
            "quota",
            "is_first_secretary",
            "left_on",
        ]

    def get_queryset(self) -> QuerySet[Cadre]:
        shown = PAGE.shown(self.narrowed).annotate(
            quota=quota_of(self.narrowed.year),
            area_zh=name_of_area("area_code", "name_zh"),
            area_en=name_of_area("area_code", "name_en"),
            **in_both_languages("unit", "unit__"),
        )
        rows: QuerySet[Cadre] = shown.order_by("pinyin", "pk")
        return rows


CADRE_LIST = FullList(
    slug="cadres",
    sheet="帮扶干部 Cadres",
    title=_("List of cadres"),
    question=_(
        "Every cadre with his unit: those in service today, or those who left; the quota is that "
        "of the year."
    ),
    resource=CadreResource,
    page=PAGE,
)
