"""What one press of a list page did, read back from the audit trail as often as it is asked."""

from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from households.models import Round
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


def answered(round_: Round, request_id: UUID, by: User) -> Entry | None:
    """The first result of a request that is sent again, because its answer was not heard."""
    acts = Entry.objects.about(round_).filter(county_code=round_.county_code, by=by)
    return acts.filter(details__request_id=str(request_id)).first()


def visible_to(user: User) -> QuerySet[Entry]:
    """Acts on lists of the user's area."""
    return Entry.objects.visible_to(user).filter(action__in=list(LIST_ACTS)).select_related("by")
