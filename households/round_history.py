"""What happened to a round itself: opened, moved in its calendar, closed, and why."""

from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.deadlines import BETWEEN, CALENDAR
from households.models import Round
from households.timeline import Line
from povertyreg.audit.models import Entry
from povertyreg.wording import enumerated

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from villages.models import User

_SAID: Final[dict[str, "StrOrPromise"]] = {
    "open_round": gettext_lazy("%(who)s opened the round"),
    "move_calendar": gettext_lazy("%(who)s moved the calendar (%(moved)s)"),
    "close_round": gettext_lazy("%(who)s closed the round"),
    "set_scale": gettext_lazy("%(who)s set the scale"),
}


def lines(round_: Round, user: "User") -> list[Line]:
    """The acts that the reader's area shows, the latest first."""
    acts = Entry.objects.visible_to(user).about(round_).filter(action__in=list(_SAID))
    return [_line(entry) for entry in acts.select_related("by").order_by("-pk")]


def _line(entry: Entry) -> Line:
    said = str(_SAID[entry.action]) % {"who": entry.by.name, "moved": _moved(entry.details)}
    if entry.reason:
        said = _("%(said)s: %(reason)s") % {"said": said, "reason": entry.reason}
    return Line(said, date_format(timezone.localtime(entry.at), "DATETIME_FORMAT"))


def _moved(details: dict[str, Any]) -> str:
    """Each day that was moved, by its name, from when to when."""
    names = {field.name: field.verbose_name for field in Round._meta.fields}
    before, now = (details.get(key, "").split(BETWEEN) for key in ("calendar_before", "calendar"))
    return enumerated(
        f"{names[name]} {old} → {new}"
        for name, old, new in zip(CALENDAR, before, now, strict=False)
        if old != new
    )
