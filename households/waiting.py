"""What waits for an officer today, by cause: counted by a few questions to the database."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from households.choices import Stage
from households.deadlines import due_on
from households.models import Case, Event, Notice, NoticeEntry, Objection, Round
from households.steps import HANGING, NOMINATING, STEPS
from households.ways import Variant, stage_before
from villages.models import User, Village


@dataclass(frozen=True)
class WaitingItem:
    """One thing to do in one village: what, how many, on which page, and until when."""

    kind: str
    label: str
    count: int
    url: str
    verb: str
    village: Village
    due_on: date | None = None


class _Cause(NamedTuple):
    """A kind of work: the step that it is, the page where it is done, and its words."""

    kind: str
    step: str
    page: str
    verb: Any
    label: Any

    @property
    def permission(self) -> str:
        return STEPS[self.step].permission

    def waits_at(self, variant: str) -> Stage | None:
        return stage_before(variant, self.step)


_SURVEY = _Cause(
    "survey",
    "survey",
    "case-list",
    _("Survey"),
    ngettext_lazy("%(count)d household to visit", "%(count)d households to visit", "count"),
)
_RETURNED = _Cause(
    "returned",
    "survey",
    "case-list",
    _("Correct"),
    ngettext_lazy(
        "%(count)d returned file to correct", "%(count)d returned files to correct", "count"
    ),
)
_MEETING = _Cause(
    "meeting",
    "nominate",
    "meeting-create",
    _("Record the meeting"),
    ngettext_lazy("%(count)d household to vote on", "%(count)d households to vote on", "count"),
)
_AGAIN = _Cause(
    "second_meeting",
    "appraise_again",
    "meeting-create",
    _("Record the meeting"),
    ngettext_lazy(
        "%(count)d household for the second meeting",
        "%(count)d households for the second meeting",
        "count",
    ),
)
_SHEETS = tuple(
    _Cause(
        kind,
        step,
        page,
        verb,
        ngettext_lazy("List of %(count)d household", "List of %(count)d households", "count"),
    )
    for kind, step, page, verb in (
        ("compare", "compare", "notice-compare", _("Compare")),
        ("approve", "post_in_village", "notice-approve", _("Approve")),
        ("accept", "accept_in_township", "notice-township", _("Accept")),
        ("post", "post_in_township", "notice-township", _("Post the list")),
        ("classify", "classify", "notice-county", _("Classify")),
        ("announce", "announce", "notice-county", _("Announce")),
    )
)
_BY_STAGE = {
    (variant, cause.waits_at(variant)): cause
    for variant in Variant
    for cause in (_SURVEY, _MEETING, _AGAIN, *_SHEETS)
}
_TO_CLOSE = ngettext_lazy(
    "Notice of %(count)d household has run its days",
    "Notice of %(count)d households has run its days",
    "count",
)
_TO_DECIDE = ngettext_lazy(
    "%(count)d objection to decide", "%(count)d objections to decide", "count"
)
_CLOSES: dict[str, str] = {level: STEPS[f"close_in_{level}"].permission for level in HANGING}


def waiting_for(user: User, on: date) -> list[WaitingItem]:
    """Everything that this officer may do today, what is due first coming first."""
    found = [*notices_to_close(user, on), *objections_to_decide(user), *lists_for(user)]
    return sorted(found, key=lambda item: (item.due_on or date.max, item.village.pk))


def lists_for(user: User) -> Iterator[WaitingItem]:
    """Households that wait for a step of this officer, by village and round."""
    groups = list(
        Case.objects.visible_to(user)
        .open()
        .order_by("village_id", "round_id")
        .values_list("village_id", "round_id", "stage")
        .annotate(all=Count("pk"), returned=Count("pk", filter=~Q(returned_because="")))
    )
    villages = _villages(user, {group[0] for group in groups})
    rounds = Round.objects.visible_to(user).in_bulk({group[1] for group in groups})
    for code, round_pk, stage, count, returned in groups:
        if code not in villages:  # a cadre sees households one by one, not their villages
            continue
        village, round_ = villages[code], rounds[round_pk]
        cause, due = _BY_STAGE.get((round_.variant, stage)), due_on(round_, stage)
        where = {"village": code, "round": round_pk, "stage": stage}
        if cause and user.has_perm(cause.permission, village):
            yield _item(cause, count, _page(cause, where), village, due)
        if stage == Stage.SURVEYED and returned and user.has_perm(_RETURNED.permission, village):
            url = _page(_RETURNED, where | {"returned": "true"})
            yield _item(_RETURNED, returned, url, village, due)


def _villages(user: User, codes: set[str]) -> dict[str, Village]:
    return Village.objects.visible_to(user).in_bulk(codes)


def _page(cause: _Cause, where: dict[str, Any]) -> str:
    name = f"rounds:{cause.page}"
    if cause in _SHEETS:
        place = [where["village"], where["round"]]
        return f"{reverse(name, args=place)}?{urlencode({'step': cause.step})}"
    if cause is _AGAIN:
        where = where | {"appraisal": 2}
    return f"{reverse(name)}?{urlencode(where)}"


def _item(cause: _Cause, count: int, url: str, village: Village, due: date | None) -> WaitingItem:
    label = str(cause.label % {"count": count})
    return WaitingItem(cause.kind, label, count, url, str(cause.verb), village, due)


def notices_to_close(user: User, on: date) -> Iterator[WaitingItem]:
    """Notices whose last day has come, and that this officer may close."""
    notices = (
        Notice.objects.visible_to(user)
        .hanging()
        .filter(ends_on__lte=on)
        .select_related("village")
        .order_by("ends_on")
    )
    ready = [n for n in notices if user.has_perm(_CLOSES[n.level], n)]
    waiting = _still_on(ready)
    for notice in ready:
        count = waiting[notice.pk]
        label = str(_TO_CLOSE % {"count": count})
        url = reverse("rounds:notice-detail", args=[notice.pk])
        yield WaitingItem(
            "close", label, count, url, str(_("Close the notice")), notice.village, notice.ends_on
        )


def _still_on(notices: list[Notice]) -> dict[int, int]:
    lines = NoticeEntry.objects.filter(notice__in=notices).standing().order_by()
    return dict(lines.values_list("notice_id").annotate(Count("pk")))


def _nominated_by(user: User) -> Q:
    """Those that somebody else must decide, in a round that separates the duties."""
    own = Event.objects.filter(
        case=OuterRef("case"), county_code=OuterRef("county_code"), by=user, step__in=NOMINATING
    )
    return Q(Exists(own), case__round__separates_duties=True)


def objections_to_decide(user: User) -> Iterator[WaitingItem]:
    """Open objections of the villages where this officer decides them."""
    counted = dict(
        Objection.objects.visible_to(user)
        .open()
        .exclude(_nominated_by(user))
        .order_by()
        .values_list("village_id")
        .annotate(Count("pk"))
    )
    for village in _villages(user, set(counted)).values():
        if user.has_perm("households.decide_objection", village):
            count = counted[village.pk]
            label = str(_TO_DECIDE % {"count": count})
            url = f"{reverse('rounds:objection-list')}?{urlencode({'village': village.pk})}"
            yield WaitingItem("objection", label, count, url, str(_("Decide")), village)
