"""The list of villages as it is taken out: each with its file of the year."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from povertyreg.exchange.resources import ColumnGroup, FullList, ListField, ListResource
from povertyreg.exchange.writing import WHOLE, Cell
from villages import listed
from villages.models import Village, VillageYear


def _class(given: int | None) -> Cell:
    return "" if given is None else str(VillageYear.PovertyClass(given).label)


class VillageResource(ListResource):
    """One row is one village."""

    code = ListField("code", "村代码 Village code", width=15)
    township = ListField("township__name_{language}", "乡镇 Township", width=20)
    village = ListField("name_{language}", "村名 Village", width=16)
    year = ListField("year", "年度 Year", format="0", width=7)
    poverty_class = ListField("poverty_class", "贫困村类别 Class", write=_class, width=18)
    households = ListField("households", "总户数 Households", format=WHOLE, width=12)
    population = ListField("population", "总人口 Permanent population", format=WHOLE, width=12)
    agricultural_population = ListField(
        "agricultural_population", "农业人口 Agricultural population", format=WHOLE, width=12
    )

    further = {
        "class_evidence": ListField("class_evidence", "类别依据 Evidence for the class", width=40),
    }
    groups = (ColumnGroup(_("Further facts of the year"), tuple(further)),)

    class Meta:
        model = Village
        fields = [
            "code",
            "township",
            "village",
            "year",
            "poverty_class",
            "households",
            "population",
            "agricultural_population",
        ]

    def get_queryset(self) -> QuerySet[Village]:
        return listed.villages(self.narrowed.user, self.narrowed.area, self.narrowed.year)


VILLAGE_LIST = FullList(
    slug="villages",
    sheet="村 Villages",
    title=_("List of villages"),
    question=_("Every village of the area with its file of the year: class, households, people."),
    resource=VillageResource,
)
