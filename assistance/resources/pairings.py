"""The list of pairings as it is taken out: each household with the cadre who answers for it."""

from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from assistance import listed
from assistance.filters import PairingFilter
from assistance.models import Pairing
from assistance.resources.names import in_both_languages
from households.resources.bases import OF_A_HOUSEHOLD, OfAHousehold
from households.resources.fields import coded, day, phone, whole
from povertyreg.exchange.onscreen import Page
from povertyreg.exchange.resources import ColumnGroup, FullList, ListField

PAGE: Final = Page(
    rows=lambda narrowed: listed.pairings(narrowed.user, narrowed.area, narrowed.year),
    filters=PairingFilter,
    carried=("unit", "level", "ended", "q"),
)


class PairingResource(OfAHousehold):
    """One row is one household and one cadre, from a day on and perhaps until a day."""

    category = coded("category", "户属性 Category", "category")
    state = coded("state", "脱贫状态 State", "state")
    people = whole("people", "人口 People")
    cadre = ListField("cadre__name", "帮扶人 Cadre")
    unit = ListField("unit_{language}", "所属单位 Helping unit", width=22)
    post = ListField("cadre__post", "职务 Post", width=16)
    cadre_phone = phone("cadre__phone", "帮扶人电话 Cadre's phone")
    affiliation = coded("cadre__affiliation", "帮扶类型 Level", "affiliation")
    starts_on = day("starts_on", "帮扶开始时间 From")
    ends_on = day("ends_on", "帮扶结束时间 Until")
    ended_because = ListField("ended_because", "结束原因 Why ended", width=24)

    further = {
        "cadre_pinyin": ListField("cadre__pinyin", "帮扶人拼音 Cadre in pinyin", width=18),
        "rank": coded("cadre__rank", "职级 Rank", "rank"),
    }
    groups = (ColumnGroup(_("Further facts of the cadre"), tuple(further)),)

    class Meta:
        model = Pairing
        fields = [
            *OF_A_HOUSEHOLD,
            "category",
            "state",
            "people",
            "cadre",
            "unit",
            "post",
            "cadre_phone",
            "affiliation",
            "starts_on",
            "ends_on",
            "ended_because",
        ]

    def get_queryset(self) -> QuerySet[Pairing]:
        shown = PAGE.shown(self.narrowed).annotate(**in_both_languages("unit", "cadre__unit__"))
        rows: QuerySet[Pairing] = shown.order_by("household__number", "starts_on", "pk")
        return rows


PAIRING_LIST = FullList(
    slug="pairings",
    sheet="结对 Pairings",
    title=_("List of pairings"),
    question=_(
        "Every household with its cadre: those in force today, or those ended; people and "
        "category by the record of the year."
    ),
    resource=PairingResource,
    page=PAGE,
)
