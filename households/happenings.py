"""The changes of a household through the year, as sentences with a person in them."""

from typing import TYPE_CHECKING, Final

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.choices import ChangeKind
from households.models import Change, Household

if TYPE_CHECKING:
    from datetime import date

    from django_stubs_ext import StrOrPromise

    from villages.models import User

_SAID: Final[dict[str, "StrOrPromise"]] = {
    ChangeKind.BIRTH: gettext_lazy("%(who)s recorded the birth of %(name)s on %(day)s"),
    ChangeKind.MARRIED_IN: gettext_lazy("%(who)s recorded that %(name)s married in on %(day)s"),
    ChangeKind.REGISTERED_IN: gettext_lazy("%(who)s recorded that %(name)s moved in on %(day)s"),
    ChangeKind.ADOPTED: gettext_lazy("%(who)s recorded the adoption of %(name)s on %(day)s"),
    ChangeKind.RELEASED: gettext_lazy(
        "%(who)s recorded that %(name)s came back from prison on %(day)s"
    ),
    ChangeKind.DISCHARGED: gettext_lazy(
        "%(who)s recorded that %(name)s came back from the army on %(day)s"
    ),
    ChangeKind.LATE_ENTRY: gettext_lazy(
        "%(who)s entered %(name)s, who had been left out, from %(day)s"
    ),
    ChangeKind.OTHER_IN: gettext_lazy("%(who)s recorded that %(name)s joined on %(day)s"),
    ChangeKind.DIED: gettext_lazy("%(who)s recorded the death of %(name)s on %(day)s"),
    ChangeKind.MARRIED_OUT: gettext_lazy("%(who)s recorded that %(name)s married out on %(day)s"),
    ChangeKind.REGISTERED_OUT: gettext_lazy("%(who)s recorded that %(name)s moved out on %(day)s"),
    ChangeKind.IMPRISONED: gettext_lazy("%(who)s recorded that %(name)s was imprisoned on %(day)s"),
    ChangeKind.ABROAD: gettext_lazy("%(who)s recorded that %(name)s settled abroad on %(day)s"),
    ChangeKind.LOST: gettext_lazy(
        "%(who)s recorded that contact with %(name)s was lost on %(day)s"
    ),
    ChangeKind.OTHER_OUT: gettext_lazy("%(who)s recorded that %(name)s left on %(day)s"),
    ChangeKind.SUCCESSION: gettext_lazy(
        "%(who)s recorded that %(name)s became householder on %(day)s"
    ),
    ChangeKind.SPLIT: gettext_lazy(
        "%(who)s recorded that part of household %(number)s became household %(other)s on %(day)s"
    ),
    ChangeKind.MERGE: gettext_lazy(
        "%(who)s recorded that household %(other)s joined household %(number)s on %(day)s"
    ),
    ChangeKind.TRANSFER: gettext_lazy(
        "%(who)s recorded that the household moved to another village on %(day)s"
    ),
    ChangeKind.CLOSE: gettext_lazy("%(who)s closed the household on %(day)s"),
}


def of(household: Household, user: "User") -> list[Change]:
    """The household's changes, and those of another one that touched it; newest record first."""
    mine = Q(household=household) | Q(other_household=household)
    found = Change.objects.visible_to(user).filter(mine).select_related(
        "recorded_by", "member", "household", "other_household", "counters"
    )  # fmt: skip
    return list(found.prefetch_related("countered").order_by("-recorded_at", "-pk"))


def sentence(change: Change) -> str:
    """Who recorded what, and on which day it happened."""
    who = change.recorded_by.name
    if change.counters:
        return _("%(who)s undid the entry “%(kind)s” of %(day)s") % {
            "who": who,
            "kind": change.get_kind_display(),
            "day": _day(change.counters.on),
        }
    return str(_SAID[change.kind]) % {
        "who": who,
        "name": change.member.shown_name if change.member else "",
        "day": _day(change.on),
        "number": change.household.number,
        "other": change.other_household.number if change.other_household else "",
    }


def _day(day: "date") -> str:
    this_year = day.year == timezone.localdate().year
    return date_format(day, "MONTH_DAY_FORMAT" if this_year else "DATE_FORMAT")
