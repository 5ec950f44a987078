"""What one press of a list page did, read back from the audit trail as often as it is asked."""

from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from households.choices import RoundKind, Stage
from households.models import Round
from households.steps import HANGING
from households.ways import next_stage
from povertyreg.audit.models import Entry
from villages.models import User


class Act(NamedTuple):
    """The words of a receipt: the list fell into parts, and each goes its way."""

    title: StrOrPromise
    equation: StrOrPromise
    target: Stage
    """Where those stand that went on; what comes next is said from here."""
    stayed_next: StrOrPromise
    third: str = ""
    """Name of a part that is seldom there."""
    in_three: StrOrPromise = ""
    """The equation with that part."""

    def says(self, facts: dict[str, Any]) -> str:
        """The equation: every household that was listed is in one of its parts."""
        return str((self.in_three if facts.get(self.third) else self.equation) % facts)


_RETURNED = _("The returned files are with the township clerk.")
_LEFT_OUT = _("The rejected ones are left out, each with its ground.")
_HELD = _("Those under objection wait until it is decided.")

_NEXT = {
    Stage.SURVEYED: _("Next, two people visit each of them."),
    Stage.COMPARED: _("Next, the county compares them with the lists of other offices."),
    Stage.APPRAISED_AGAIN: _("Next, a second meeting appraises them."),
    Stage.VILLAGE_PUBLICITY: _("Next, the secretary approves the list of those carried."),
    Stage.TOWNSHIP_ACCEPTED: _("Next, the township visits its share of them and accepts the list."),
    Stage.TOWNSHIP_PUBLICITY: _("Next, the township posts the list."),
    Stage.CLASSIFIED: _("Next, the county decides on them."),
    Stage.ANNOUNCED: _("Next, the county announces the result."),
}
"""By the stage that the round brings them to."""
_HANGS = _("The notice can be closed from its last day.")
_ENTERED = _("The records of the year carry the result from today.")
_ANNOUNCED = {
    RoundKind.LOOK_BACK: _("The records of the year carry the result of the look-back from today."),
    RoundKind.EXIT: _("The records of the year say from today that they have left poverty."),
    RoundKind.RETURN: _(
        "The records of the year say from today that they have fallen back into poverty."
    ),
    RoundKind.REMOVAL: _("From today they are no longer registered."),
}

LIST_ACTS = {
    "propose_list": Act(
        _("Households proposed"), _("%(listed)d = %(moved)d proposed"), Stage.APPLIED, ""
    ),
    "suspect_list": Act(
        _("Households to be looked at again"),
        _("%(listed)d = %(moved)d listed"),
        Stage.APPLIED,
        "",
    ),
    "compare_list": Act(
        _("List compared"),
        _("%(listed)d = %(moved)d without a hit + %(stayed)d with a hit"),
        Stage.COMPARED,
        _("What was found is read out there; nobody is turned away for it alone."),
    ),
    "record_meeting_list": Act(
        _("Meeting recorded"),
        _("%(listed)d = %(moved)d carried + %(stayed)d not carried"),
        Stage.NOMINATED,
        _("Those not carried are left out; they may object."),
    ),
    "approve_list": Act(
        _("List approved and posted in the village"),
        _("%(listed)d = %(moved)d approved + %(stayed)d returned"),
        Stage.VILLAGE_PUBLICITY,
        _RETURNED,
    ),
    "close_village_list": Act(
        _("Village notice closed"),
        _("%(listed)d = %(moved)d passed + %(stayed)d held by an objection"),
        Stage.VILLAGE_PASSED,
        _HELD,
    ),
    "accept_list": Act(
        _("List accepted by the township"),
        _("%(listed)d = %(moved)d accepted + %(stayed)d returned"),
        Stage.TOWNSHIP_ACCEPTED,
        _RETURNED,
        "rejected",
        _("%(listed)d = %(moved)d accepted + %(returned)d returned + %(rejected)d rejected"),
    ),
    "post_township_list": Act(
        _("List posted by the township"),
        _("%(listed)d = %(moved)d posted + %(stayed)d returned"),
        Stage.TOWNSHIP_PUBLICITY,
        _RETURNED,
        "rejected",
        _("%(listed)d = %(moved)d posted + %(returned)d returned + %(rejected)d rejected"),
    ),
    "close_township_list": Act(
        _("Township notice closed"),
        _("%(listed)d = %(moved)d passed + %(stayed)d held by an objection"),
        Stage.TOWNSHIP_PASSED,
        _HELD,
    ),
    "classify_list": Act(
        _("List classified"),
        _("%(listed)d = %(moved)d classified + %(stayed)d rejected"),
        Stage.CLASSIFIED,
        _LEFT_OUT,
        "returned",
        _("%(listed)d = %(moved)d classified + %(returned)d returned + %(rejected)d rejected"),
    ),
    "announce_list": Act(
        _("Result announced"), _("%(listed)d = %(moved)d announced"), Stage.ANNOUNCED, ""
    ),
    "announce_villages": Act(
        _("Results announced"), _("%(listed)d = %(moved)d announced"), Stage.ANNOUNCED, ""
    ),
}


def follows(entry: Entry, round_: Round) -> list[StrOrPromise]:
    """What happens next to each part, in a round of this variant."""
    act, facts = LIST_ACTS[entry.action], entry.details
    sentences: list[StrOrPromise] = [_after(act.target, round_)] if facts["moved"] else []
    if facts.get(act.third):
        sentences += [_RETURNED] * bool(facts["returned"]) + [_LEFT_OUT] * bool(facts["rejected"])
    elif facts["stayed"]:
        sentences.append(act.stayed_next)
    return sentences


def _after(stage: Stage, round_: Round) -> StrOrPromise:
    if stage in HANGING.values():
        return _HANGS
    following = next_stage(round_.variant, stage)
    return _NEXT[following] if following else _ANNOUNCED.get(RoundKind(round_.kind), _ENTERED)


def answered(round_: Round, request_id: UUID, by: User) -> Entry | None:
    """The first result of a request that is sent again, because its answer was not heard."""
    acts = Entry.objects.about(round_).filter(county_code=round_.county_code, by=by)
    return acts.filter(details__request_id=str(request_id)).first()


def visible_to(user: User) -> QuerySet[Entry]:
    """Acts on lists of the user's area."""
    return Entry.objects.visible_to(user).filter(action__in=list(LIST_ACTS)).select_related("by")


def of_villages(user: User, entry: Entry) -> list[Entry]:
    """The receipts of the single villages of a press that concerned several."""
    single = visible_to(user).filter(pk__in=entry.details.get("receipts", []))
    return list(single.order_by("area_code"))
