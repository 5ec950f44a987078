"""The list of cases as it is taken out: each household in a round, and what holds it."""

from typing import Any, Final

from django.db.models import Case as Chosen
from django.db.models import F, OuterRef, QuerySet, Subquery, Value, When
from django.utils.translation import gettext_lazy as _

from households import listed
from households.choices import Outcome, RejectionGround, ReturnReason, RoundKind, Stage
from households.filters.cases import CaseFilter
from households.models import Case, HouseholdYear
from households.resources.bases import OF_A_HOUSEHOLD, OfAHousehold
from households.resources.fields import a_year, amount, chosen, coded, day, flag, whole
from povertyreg.exchange.onscreen import Page
from povertyreg.exchange.resources import ColumnGroup, FullList, ListField

PAGE: Final = Page(
    rows=lambda narrowed: listed.cases(narrowed.user, narrowed.area),
    filters=CaseFilter,
    carried=("village", "stage", "round", "objection", "returned"),
)
_OF_THE_YEAR: Final = ("size", "proposed_category", "main_cause", "net_income_per_head")


class CaseResource(OfAHousehold):
    """One row is one household in one round."""

    year = a_year("round__year", "轮次年度 Year of the round")
    kind = chosen("round__kind", "轮次类型 Kind of round", RoundKind)
    stage = chosen("stage", "阶段 Stage", Stage, width=16)
    held = flag("is_held", "有异议 Under objection")
    returned = chosen("returned", "退回原因 Why returned", ReturnReason, width=18)
    rejected = chosen("rejected_because", "不予认定理由 Ground of rejection", RejectionGround, 18)
    category = coded("category", "认定户属性 Category decided", "category")
    outcome = chosen("outcome", "认定结果 Outcome", Outcome)
    applied_on = day("applied_on", "申请日期 Applied on")
    surveyed_on = day("surveyed_on", "调查日期 Surveyed on")

    further = {
        "surveyors": ListField("surveyors", "调查人 Surveyors", width=18),
        "spot_checked": flag("is_spot_checked", "已抽查 Spot-checked"),
        "county_checked": flag("is_checked_by_county", "县级已抽查 Spot-checked by the county"),
        "suspicion": ListField("suspicion", "再次核查原因 Why it is looked at again", width=24),
        "proposed_outcome": chosen("proposed_outcome", "拟定结果 Proposed outcome", Outcome),
        "ground": chosen("ground", "移出原因 Ground of removal", RejectionGround, 18),
        "size": whole("year_size", "人口 People"),
        "proposed_category": coded(
            "year_proposed_category", "申请户属性 Category applied for", "category"
        ),
        "main_cause": coded("year_main_cause", "主要致贫原因 Main cause", "cause"),
        "net_income_per_head": amount(
            "year_net_income_per_head", "人均纯收入（元） Net income per head (yuan)"
        ),
    }
    groups = (
        ColumnGroup(
            _("Survey and checks"),
            tuple(name for name in further if name not in _OF_THE_YEAR),
        ),
        ColumnGroup(_("The household in the year of the round"), _OF_THE_YEAR),
    )

    class Meta:
        model = Case
        fields = [
            *OF_A_HOUSEHOLD,
            "year",
            "kind",
            "stage",
            "held",
            "returned",
            "rejected",
            "category",
            "outcome",
            "applied_on",
            "surveyed_on",
        ]

    def get_queryset(self) -> QuerySet[Case]:
        rows: QuerySet[Case] = PAGE.shown(self.narrowed).annotate(
            returned=Chosen(
                When(stage=Stage.SURVEYED, then=F("returned_because")), default=Value("")
            ),
            **{f"year_{name}": self._of_the_year(name) for name in _OF_THE_YEAR},
        )
        return rows

    def _of_the_year(self, name: str) -> Any:
        """From the household's record of the year of the round."""
        records = HouseholdYear.objects.visible_to(self.narrowed.user).filter(
            household=OuterRef("household"),
            county_code=OuterRef("county_code"),
            year=OuterRef("round__year"),
        )
        return Subquery(records.values(name)[:1])


CASE_LIST = FullList(
    slug="cases",
    sheet="在办农户 Cases",
    title=_("List of cases"),
    question=_("Every household in a round: its stage, what holds it, and how it ended."),
    resource=CaseResource,
    page=PAGE,
    has_year=False,
)
