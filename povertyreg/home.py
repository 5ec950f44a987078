"""The start page: what waits for this officer today."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from households.models import Household
from households.standing import standings
from povertyreg import clock
from povertyreg.audit.models import Entry
from povertyreg.audit.tables import EntryTable
from povertyreg.jobs.kinds import kind_of
from povertyreg.jobs.models import Job
from povertyreg.pages import UserRequest, render_page
from povertyreg.today import has_steps_to_take, recent_households, work_of
from villages.http import working_area, working_year
from villages.models import User

JOBS, ENTRIES, PAIRED = 3, 8, 40


@require_safe
def home(request: UserRequest) -> HttpResponse:
    """Each officer sees what the duties are about; an administrator sees no household."""
    user, today, area = request.user, clock.today(), working_area(request)
    context: dict[str, Any] = {"today": today, "jobs": _jobs(user)}
    if user.area_codes():
        context["standings"] = standings(user, today, area)
        context["recent"] = recent_households(user)
    if has_steps_to_take(user):
        context["work"] = work_of(user, today, area)
    if user.household_ids():
        context["paired"] = _paired(user, working_year(request))
    if user.has_perm("audit.view_entry"):
        context["trail"] = _trail(user)
    return render_page(request, "home.html", context)


def _paired(user: User, year: int) -> Any:
    """The households that this cadre answers for."""
    mine = Household.objects.visible_to(user).on_file().filter(pk__in=user.household_ids())
    return mine.select_related("village", "householder").with_year(year).order_by("number")[:PAIRED]


def _trail(user: User) -> EntryTable:
    entries = Entry.objects.visible_to(user).select_related("by")[:ENTRIES]
    return EntryTable(entries, orderable=False)


def _jobs(user: User) -> list[dict[str, Any]]:
    """The last jobs of this person; a kind that no longer exists is left out."""
    found = []
    for job in Job.objects.of(user)[:JOBS]:
        try:
            found.append({"job": job, "title": kind_of(job).title(job)})
        except KeyError:
            continue
    return found
