"""The list of notices as it is taken out: each posted list, its days and its state."""

from typing import Any, Final

from django.db.models import Case, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from households import listed
from households.choices import Level, RoundKind
from households.filters.cases import READY, RUNNING, NoticeFilter
from households.models import Notice
from households.resources.bases import OfAVillage
from households.resources.fields import a_year, chosen, day, moment, whole
from povertyreg import clock
from povertyreg.exchange.onscreen import Page
from povertyreg.exchange.resources import ColumnGroup, FullList, ListField

PAGE: Final = Page(
    rows=lambda narrowed: listed.notices(narrowed.user, narrowed.area),
    filters=NoticeFilter,
    carried=("village", "state", "round"),
)
REPLACED, ANNOUNCED, DOWN = "replaced", "announced", "down"
_STATES: Final = {
    REPLACED: _("replaced by a corrected notice"),
    ANNOUNCED: _("announced"),
    DOWN: _("closed"),
    RUNNING: _("running"),
    READY: _("ready to close"),
}


def _state() -> Any:
    """As the page says it; the first that is true."""
    return Case(
        When(is_replaced=True, then=Value(REPLACED)),
        When(Q(is_hanging=False, level=Level.COUNTY), then=Value(ANNOUNCED)),
        When(is_hanging=False, then=Value(DOWN)),
        When(ends_on__gt=clock.today(), then=Value(RUNNING)),
        default=Value(READY),
    )


class NoticeResource(OfAVillage):
    """One row is one list as it was posted."""

    year = a_year("round__year", "轮次年度 Year of the round")
    kind = chosen("round__kind", "轮次类型 Kind of round", RoundKind)
    level = chosen("level", "公示类型 Notice", Level)
    serial = whole("serial", "榜次 Serial")
    starts_on = day("starts_on", "起始日 First day")
    ends_on = day("ends_on", "截止日 Last day")
    days = whole("days", "天数 Days")
    households = whole("households", "户数 Households")
    objections = whole("objections_open", "未决异议 Open objections")
    state = chosen("state", "状态 State", _STATES, width=18)
    fingerprint = ListField("sha256", "名单指纹 Fingerprint", width=68)

    further = {
        "posted_at": moment("posted_at", "张榜时间 Posted at"),
        "complaint_phone": ListField("complaint_phone", "投诉电话 Complaint phone", width=16),
        "corrects_because": ListField("corrects_because", "更正原因 Why it is corrected", width=24),
    }
    groups = (ColumnGroup(_("Further facts of the notice"), tuple(further)),)

    class Meta:
        model = Notice
        fields = [
            "village_code",
            "township",
            "village",
            "year",
            "kind",
            "level",
            "serial",
            "starts_on",
            "ends_on",
            "days",
            "households",
            "objections",
            "state",
            "fingerprint",
        ]

    def get_queryset(self) -> QuerySet[Notice]:
        rows: QuerySet[Notice] = PAGE.shown(self.narrowed).annotate(state=_state())
        return rows


NOTICE_LIST = FullList(
    slug="notices",
    sheet="公示 Notices",
    title=_("List of notices"),
    question=_("Every list that was posted: its days, how many households, and its state."),
    resource=NoticeResource,
    page=PAGE,
    has_year=False,
)
