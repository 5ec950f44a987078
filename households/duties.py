"""Separation of duties: who has had a household in hand does not decide on it at the next level."""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext_lazy as _

from households.models import Case, Event
from povertyreg.wording import enumerated
from villages.models import User

_NUMBERS_SHOWN: Final = 5
_IN_VILLAGE: Final = ("post_in_village",)
_IN_TOWNSHIP: Final = ("accept_in_township", "post_in_township")
_BARRING: Final[dict[str, tuple[str, ...]]] = {
    "accept_in_township": _IN_VILLAGE,
    "post_in_township": _IN_VILLAGE,
    "classify": (*_IN_VILLAGE, *_IN_TOWNSHIP),
}
"""Step → the steps after which the same person does not take it."""

_REFUSALS: Final = {
    "post_in_village": _(
        "You entered these files yourself; somebody else must approve them: %(numbers)s."
    ),
    "accept_in_township": _(
        "You posted these households in the village yourself; somebody else of the township must "
        "accept them: %(numbers)s."
    ),
    "post_in_township": _(
        "You posted these households in the village yourself; somebody else of the township must "
        "post them: %(numbers)s."
    ),
    "classify": _(
        "You posted or accepted these households yourself; somebody else of the county must "
        "classify them: %(numbers)s."
    ),
}


def in_one_hand(name: str, cases: Sequence[Case], by: User) -> list[Case]:
    """Those of the cases that this person must leave to somebody else at this step."""
    if name == "post_in_village":
        return [case for case in cases if case.household.entered_by_id == by.pk]
    if name not in _BARRING:
        return []
    events = Event.objects.filter(case__in=cases, by=by, step__in=_BARRING[name])
    touched = set(events.order_by().values_list("case_id", flat=True))
    return [case for case in cases if case.pk in touched]


def refusal(name: str, own: Sequence[Case]) -> str:
    """Why the step is left to somebody else, and for which households."""
    numbers = enumerated([case.household.number for case in own[:_NUMBERS_SHOWN]])
    more = " …" if len(own) > _NUMBERS_SHOWN else ""
    return str(_REFUSALS[name] % {"numbers": numbers + more})
