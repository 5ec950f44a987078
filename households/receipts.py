"""What one press of a list page did, read back from the audit trail as often as it is asked."""

from typing import Final, NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from households.choices import RoundKind, Stage
from households.models import Round
from households.steps import STEPS
from households.ways import next_stage
from povertyreg.audit.models import Entry
from villages.models import User


class Act(NamedTuple):
    """The words of a receipt: the list fell into two parts, and each goes its way."""

    title: StrOrPromise
    equation: StrOrPromise
    moved_next: StrOrPromise
    stayed_next: StrOrPromise


_RETURNED = _("The returned files are with the township clerk.")
_HANGS = _("The notice can be closed from its last day.")

LIST_ACTS = {
    "propose_list": Act(
        _("Households proposed"),
        _("%(listed)d = %(moved)d proposed"),
        _("Next, two people visit each of them."),
        "",
    ),
    "suspect_list": Act(
        _("Households to be looked at again"),
        _("%(listed)d = %(moved)d listed"),
        _("Next, two people visit each of them and propose an outcome."),
        "",
    ),
    "record_meeting_list": Act(
        _("Meeting recorded"),
        _("%(listed)d = %(moved)d carried + %(stayed)d not carried"),
        _("Next, the secretary approves the list of those carried."),
        _("Those not carried are left out; they may object."),
    ),
    "compare_list": Act(
        _("List compared"),
        _("%(listed)d = %(moved)d without a hit + %(stayed)d with a hit"),
        _("Next, the second meeting hears the result and votes again."),
        _("What was found is read out there; nobody is turned away for it alone."),
    ),
    "approve_list": Act(
        _("List approved and posted in the village"),
        _("%(listed)d = %(moved)d approved + %(stayed)d returned"),
        _HANGS,
        _RETURNED,
    ),
    "close_village_list": Act(
        _("Village notice closed"),
        _("%(listed)d = %(moved)d passed + %(stayed)d held by an objection"),
        _("Next, the township visits its share of them and accepts the list."),
        _("Those under objection wait until it is decided."),
    ),
    "accept_list": Act(
        _("List accepted by the township"),
        _("%(listed)d = %(moved)d accepted + %(stayed)d returned"),
        _("Next, the township posts the list."),
        _RETURNED,
    ),
    "post_township_list": Act(
        _("List posted by the township"),
        _("%(listed)d = %(moved)d posted + %(stayed)d returned"),
        _HANGS,
        _RETURNED,
    ),
    "close_township_list": Act(
        _("Township notice closed"),
        _("%(listed)d = %(moved)d passed + %(stayed)d held by an objection"),
        _("Next, the county classifies them."),
        _("Those under objection wait until it is decided."),
    ),
    "classify_list": Act(
        _("List classified"),
        _("%(listed)d = %(moved)d classified + %(stayed)d rejected"),
        _("Next, the county announces the result."),
        _("The rejected ones are left out, each with its ground."),
    ),
    "announce_list": Act(
        _("Result announced"),
        _("%(listed)d = %(moved)d announced"),
        _("The records of the year carry the category from today."),
        "",
    ),
}


_STEPS: Final = {
    "record_meeting_list": "nominate",
    "close_village_list": "close_in_village",
    "accept_list": "accept_in_township",
    "close_township_list": "close_in_township",
}
"""Acts after which the variant of the round decides what comes next."""

_NEXT: Final = {
    Stage.COMPARED: _("Next, the county compares them with the lists of other offices."),
    Stage.VILLAGE_PUBLICITY: _("Next, the secretary approves the list of those carried."),
    Stage.TOWNSHIP_ACCEPTED: _("Next, the township visits its share of them and accepts the list."),
    Stage.TOWNSHIP_PUBLICITY: _("Next, the township posts the list."),
    Stage.CLASSIFIED: _("Next, the county classifies them."),
}
_ANNOUNCED: Final = {
    RoundKind.LOOK_BACK: _("The records of the year carry the result of the look-back from today."),
    RoundKind.EXIT: _("The records of the year say from today that they have left poverty."),
    RoundKind.RETURN: _(
        "The records of the year say from today that they have fallen back into poverty."
    ),
    RoundKind.REMOVAL: _("From today they are no longer registered."),
}


def follows(action: str, round_: Round) -> StrOrPromise:
    """What happens next with those who went on: it depends on the round's variant and kind."""
    usual = LIST_ACTS[action].moved_next
    if action == "announce_list":
        return _ANNOUNCED.get(RoundKind(round_.kind), usual)
    if action not in _STEPS:
        return usual
    following = next_stage(round_.variant, STEPS[_STEPS[action]].target)
    return _NEXT.get(following, usual) if following else usual


def answered(round_: Round, request_id: UUID, by: User) -> Entry | None:
    """The first result of a request that is sent again, because its answer was not heard."""
    acts = Entry.objects.about(round_).filter(county_code=round_.county_code, by=by)
    return acts.filter(details__request_id=str(request_id)).first()


def visible_to(user: User) -> QuerySet[Entry]:
    """Acts on lists of the user's area."""
    return Entry.objects.visible_to(user).filter(action__in=list(LIST_ACTS)).select_related("by")
