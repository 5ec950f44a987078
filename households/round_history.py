"""What happened to a round itself: opened, moved in its calendar, closed, and why."""

from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.models import Round
from households.timeline import Line
from povertyreg.audit.models import Entry

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from villages.models import User

_SAID: Final[dict[str, "StrOrPromise"]] = {
    "open_round": gettext_lazy("%(who)s opened the round"),
    "move_calendar": gettext_lazy("%(who)s moved the calendar from %(before)s to %(now)s"),
    "close_round": gettext_lazy("%(who)s closed the round"),
}


def lines(round_: Round, user: "User") -> list[Line]:
    """The acts that the reader's area shows, the latest first."""
    acts = Entry.objects.visible_to(user).about(round_).filter(action__in=list(_SAID))
    return [_line(entry) for entry in acts.select_related("by").order_by("-pk")]


def _line(entry: Entry) -> Line:
    said = str(_SAID[entry.action]) % {
        "who": entry.by.name,
        "before": entry.details.get("calendar_before", ""),
        "now": entry.details.get("calendar", ""),
    }
    if entry.reason:
        said = _("%(said)s: %(reason)s") % {"said": said, "reason": entry.reason}
    return Line(said, date_format(timezone.localtime(entry.at), "DATETIME_FORMAT"))
