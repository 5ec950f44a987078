"""The answer beside a form that is being typed: what is wrong, what is odd, what holds."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from households import files, requests, yearly
from households.dossier import File, Person
from households.forms.checked import checked
from households.forms.file import FileForm
from households.models import Household
from households.views.entry import require_writer
from households.views.entry_form import form_of, new_form, remember_shown, year_of_form
from povertyreg.pages import UserRequest

CHECKS = "households/household_checks.html"


@permission_required("households.view_household", raise_exception=True)
@require_POST
def household_check(request: UserRequest) -> HttpResponse:
    """The whole form as it stands; nothing is written. 404 for a file of somebody else's area."""
    remember_shown(request)
    typing = requests.sent_text(request, "typing")
    return render(request, CHECKS, {"checked": checked(_form(request), typing=typing)})


def _form(request: UserRequest) -> FileForm:
    number = requests.sent_text(request, "household")
    if not number:
        require_writer(request)
        return new_form(request, request.POST)
    household = requests.found(request, number)
    require_writer(request, household)
    return form_of(request, _file(household, year_of_form(request, household)), request.POST)


def _file(household: Household, year: int) -> File:
    """Asked at every change, so with fewer questions than for writing."""
    rows = list(yearly.rows_of(household, year))
    if not rows:
        return files.opened(household, year)
    return File(household, rows[0].household_year, [Person(row.member, row) for row in rows])
