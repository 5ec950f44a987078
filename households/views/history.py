"""The past of a household file: its versions in words, and the file as it stood on a day."""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from households import history, requests, snapshots
from households.http import REFUSED
from households.models import Household
from households.record import page_of_past
from households.views.files import may_see
from povertyreg.pages import UserRequest, render_page
from villages.http import working_year

VERSIONS_PER_PAGE = 20


@require_safe
@may_see
def household_history(request: UserRequest, number: str) -> HttpResponse:
    """Newest first; of one member or one year where the address says so."""
    household = requests.found(request, number)
    found = history.of(household)
    member, year = _asked(request, "member"), _asked(request, "year")
    pages = Paginator(found.narrowed(member, year), VERSIONS_PER_PAGE)
    context = {
        "household": household,
        "history": found,
        "member": member,
        "year": year,
        "versions": pages.get_page(request.GET.get("page")),
        "may_restore": request.user.has_perm("households.enter_household", household)
        and household.closed_on is None,
    }
    return render_page(request, "households/household_history.html", context)


def _asked(request: UserRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 18 else None


@dataclass
class Moment:
    """Which moment is asked for; `refused` where there can be nothing to see."""

    day: date
    at: datetime | None = None
    version: int | None = None
    refused: str = ""

    @property
    def address(self) -> str:
        """Of the page, up to the year."""
        asked = {"version": self.version} if self.version else {"day": self.day.isoformat()}
        return urlencode(asked) + "&"


@require_safe
@may_see
def household_as_of(request: UserRequest, number: str) -> HttpResponse:
    """The file at the end of `?day=`, or as the save of `?version=` left it; to be read only."""
    household = requests.found(request, number)
    moment = _moment(request, household)
    then = snapshots.at(household, moment.at) if moment.at else None
    context = {"household": household, "moment": moment, "today": timezone.localdate()}
    if then:
        _share_places(then.household, household)
        context["page"] = page_of_past(then, working_year(request), moment.address)
    response = render_page(request, "households/household_as_of.html", context)
    response.status_code = REFUSED if moment.refused else response.status_code
    return response


def _moment(request: UserRequest, household: Household) -> Moment:
    today = timezone.localdate()
    if version := _asked(request, "version"):
        at = snapshots.moment_of(household, version)
        if at is None:
            raise Http404
        return Moment(timezone.localdate(at), at, version)
    text = request.GET.get("day", "")
    try:
        day = parse_date(text) if text else today
    except ValueError:  # the 31st of June
        day = None
    if day is None:
        return Moment(today, refused=_("This is no day. Choose one of the calendar."))
    try:
        return Moment(day, snapshots.end_of(day))
    except ValidationError as refusal:
        return Moment(today, refused=" ".join(refusal.messages))


def _share_places(then: Household, now: Household) -> None:
    """Mostly it still lies where it lay: no need to ask for village and group again."""
    if then.village_id == now.village_id:
        then.village = now.village
    if then.group_id == now.group_id:
        then.group = now.group
