"""A file that somebody else saved meanwhile: put together with what was typed, and asked about."""

from django.http import HttpResponse, QueryDict

from households import files, snapshots
from households.forms.conflict import BASE_VERSION, conflict, is_unanswered, resolved
from households.forms.file import FileForm
from households.models import Household
from households.views.entry_form import Attempt, form_of
from households.views.entry_form import show as show_form
from povertyreg.pages import UserRequest


def is_stale(request: UserRequest, household: Household) -> bool:
    """Written from another version, or with a clash in which nothing was chosen."""
    written_from = request.POST.get("version", "")
    return written_from != str(household.version) or is_unanswered(request.POST)


def show(request: UserRequest, household: Household, year: int, typed: QueryDict) -> HttpResponse:
    """Nothing is lost: the form holds both sides' changes, and asks where they clash.

    `typed`: what was sent, or the draft that was kept before somebody else saved.
    """
    theirs = form_of(request, files.opened(household, year))
    version = _base_version(typed)
    found = conflict(_base(request, household, year, version), theirs, resolved(typed))
    found.data[BASE_VERSION] = str(version)
    form = form_of(request, files.opened(household, year), found.data)
    return show_form(request, form, Attempt(conflict=found))


def _base_version(typed: QueryDict) -> int:
    """Of a clash that is asked again: the version from which both began."""
    asked_again = is_unanswered(typed)
    said = typed.get(BASE_VERSION if asked_again else "version", "")
    return int(said) if said.isdecimal() and len(said) < 9 else 0


def _base(request: UserRequest, household: Household, year: int, version: int) -> FileForm | None:
    snapshot = snapshots.at_version(household, version)
    file = snapshot.file(year) if snapshot else None
    return form_of(request, file) if file else None
