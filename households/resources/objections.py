"""The list of objections as it is taken out; who objected stays in the register."""

from typing import Final

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from households import listed
from households.choices import Channel, Decision, ObjectionKind
from households.filters.cases import ObjectionFilter
from households.models import Objection
from households.resources.bases import OfAVillage
from households.resources.fields import chosen, day, whole
from povertyreg.exchange.onscreen import Page
from povertyreg.exchange.resources import FullList, ListField

PAGE: Final = Page(
    rows=lambda narrowed: listed.objections(narrowed.user, narrowed.area),
    filters=ObjectionFilter,
    carried=("village", "state"),
)


class ObjectionResource(OfAVillage):
    """One row is one objection against a notice."""

    reference = whole("number", "编号 Number")
    household = ListField("about_whom", "户主 Householder")
    number = ListField("case__household__number", "户编号 Household number", width=19)
    kind = chosen("kind", "异议类型 It says that the household", ObjectionKind, width=22)
    content = ListField("content", "异议内容 What is objected", width=40)
    channel = chosen("channel", "提出方式 Received", Channel)
    received_on = day("received_on", "收到日期 Received on")
    reply_by = day("reply_by", "答复期限 Reply due on")
    investigated_on = day("investigated_on", "核实日期 Investigated on")
    decision = chosen("decision", "裁定 Decision", {"": _("open"), **dict(Decision.choices)})
    decided_on = day("decided_on", "裁定日期 Decided on")
    finding = ListField("finding", "核查结论 Finding", width=40)
    replied_on = day("replied_on", "答复日期 Replied on")

    class Meta:
        model = Objection
        fields = [
            "reference",
            "village_code",
            "township",
            "village",
            "household",
            "number",
            "kind",
            "content",
            "channel",
            "received_on",
            "reply_by",
            "investigated_on",
            "decision",
            "decided_on",
            "finding",
            "replied_on",
        ]

    def get_queryset(self) -> QuerySet[Objection]:
        named = Coalesce(F("case__household__householder__name"), F("about_name"))
        rows: QuerySet[Objection] = PAGE.shown(self.narrowed).annotate(about_whom=named)
        return rows


OBJECTION_LIST = FullList(
    slug="objections",
    sheet="异议 Objections",
    title=_("List of objections"),
    question=_("Every objection against a notice: what it says, and how it was decided."),
    resource=ObjectionResource,
    page=PAGE,
    has_year=False,
)
