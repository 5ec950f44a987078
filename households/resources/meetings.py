"""The list of meetings of representatives as it is taken out."""

from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from households import listed
from households.choices import RoundKind
from households.filters.cases import MeetingFilter
from households.models import MeetingOfRepresentatives
from households.resources.bases import OfAVillage
from households.resources.fields import a_year, chosen, day, whole
from povertyreg.exchange.onscreen import Page
from povertyreg.exchange.resources import FullList, ListField

PAGE: Final = Page(
    rows=lambda narrowed: listed.meetings(narrowed.user, narrowed.area),
    filters=MeetingFilter,
    carried=("village", "round"),
)


class MeetingResource(OfAVillage):
    """One row is one meeting."""

    year = a_year("round__year", "轮次年度 Year of the round")
    kind = chosen("round__kind", "轮次类型 Kind of round", RoundKind)
    appraisal = whole("appraisal", "第几次评议 Appraisal")
    held_on = day("held_on", "召开日期 Held on")
    place = ListField("place", "地点 Place", width=20)
    chair = ListField("chair", "主持人 Chair")
    recorder = ListField("recorder", "记录人 Recorder")
    entitled = whole("entitled", "应到代表 Representatives entitled")
    present = whole("present", "实到代表 Representatives present")
    voted = whole("voted", "表决户数 Households voted on")
    observers = ListField("observers", "列席人员 Observers", width=20)
    recused = ListField("recused", "回避情况 Recusals", width=24)
    over_scale_because = ListField(
        "over_scale_because", "超规模原因 Why more than the scale", width=24
    )

    class Meta:
        model = MeetingOfRepresentatives
        fields = [
            "village_code",
            "township",
            "village",
            "year",
            "kind",
            "appraisal",
            "held_on",
            "place",
            "chair",
            "recorder",
            "entitled",
            "present",
            "voted",
            "observers",
            "recused",
            "over_scale_because",
        ]

    def get_queryset(self) -> QuerySet[MeetingOfRepresentatives]:
        return PAGE.shown(self.narrowed)


MEETING_LIST = FullList(
    slug="meetings",
    sheet="代表会议 Meetings",
    title=_("List of meetings"),
    question=_(
        "Every meeting of representatives: when, where, how many came and on whom it voted."
    ),
    resource=MeetingResource,
    page=PAGE,
    has_year=False,
)
