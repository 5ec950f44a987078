"""The form of a household file: opened, checked while typing, saved once, never over another's."""

from collections.abc import Callable
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from households import files, progress, requests
from households.dossier import File
from households.forms.comparison import Difference, carried_over, differences
from households.forms.file import FileForm
from households.forms.household import villages_of
from households.forms.members import with_another_row
from households.models import Household, HouseholdYear, Round
from households.refusals import StaleVersion
from povertyreg import clock
from povertyreg.pages import UserRequest

FORM = "households/household_form.html"
ENTRY_VILLAGE = "entry_village"
UNPROCESSABLE, CONFLICT = 422, 409

may_enter = permission_required("households.enter_household", raise_exception=True)


@may_enter
def household_create(request: UserRequest) -> HttpResponse:
    """A new file; a second press of the same form leads to the file that the first one made."""
    file = _blank(request, _year_of_new(request))
    if request.method != "POST":
        return _show(request, _form(request, file))
    if "add_row" in request.POST:
        return _show(request, _form(request, file, with_another_row(request.POST)))
    form = _form(request, file, request.POST)

    def create(request_id: str) -> Household:
        return files.create(form.file(), by=request.user, request_id=request_id)

    number = _saved(request, form, create)
    return _after(request, form, number) if number else _show(request, form, UNPROCESSABLE)


@may_enter
def household_update(request: UserRequest, number: str) -> HttpResponse:
    """A stored file; what somebody else saved meanwhile is shown beside what was typed."""
    household = requests.found(request, number)
    if request.method == "POST" and (done := requests.answered(request)):
        return redirect("households:household-detail", done)
    year = _year_of_form(request, household)
    try:
        files.require_editable(household)
    except ValidationError as refusal:
        return refused(request, household, refusal)
    if request.method != "POST":
        return _show(request, _form(request, files.opened(household, year)))
    if request.POST.get("version") != str(household.version):
        return _stale(request, household, year)
    return _update(request, household, year)


def _update(request: UserRequest, household: Household, year: int) -> HttpResponse:
    file = files.opened(household, year)
    if "add_row" in request.POST:
        return _show(request, _form(request, file, with_another_row(request.POST)))
    form = _form(request, file, request.POST)
    version = household.version

    def update(request_id: str) -> Household:
        return files.update(form.file(), version=version, by=request.user, request_id=request_id)

    try:
        number = _saved(request, form, update)
    except StaleVersion:
        return _stale(request, requests.found(request, household.number), year)
    return _after(request, form, number) if number else _show(request, form, UNPROCESSABLE)


def _saved(request: UserRequest, form: FileForm, act: Callable[[str], Household]) -> str:
    """The household's number, or an empty text when something is to be corrected."""
    if not form.is_valid():
        return ""
    try:
        return requests.once(request, act)
    except StaleVersion:
        raise
    except ValidationError as refusal:
        form.refuse(refusal)
        return ""


def _stale(request: UserRequest, household: Household, year: int) -> HttpResponse:
    """Nothing is lost: the form holds what was typed, and saves over the new version on purpose."""
    file = files.opened(household, year)
    form = _form(request, file, carried_over(request.POST, file))
    return _show(request, form, CONFLICT, differences(form))


def refused(request: UserRequest, household: Household, refusal: ValidationError) -> HttpResponse:
    """Why the file cannot be changed now, and until when."""
    case = progress.current_case(household)
    context = {
        "household": household,
        "reasons": refusal.messages,
        "case": case,
        "notice": progress.posted_in(case) if case else None,
    }
    return render(request, "households/household_refused.html", context, status=CONFLICT)


def _year_of_new(request: UserRequest) -> int:
    year = requests.entry_year(request)
    if year > clock.today().year:
        raise Http404
    return year


def _year_of_form(request: UserRequest, household: Household) -> int:
    """`?year=`, or the latest of the file's years and the running round's."""
    asked = _year_of_new(request)
    if requests.YEAR in request.GET:
        return asked
    latest = household.years.order_by("-year").values_list("year", flat=True).first()
    return max(asked, latest or asked)


def _blank(request: UserRequest, year: int) -> File:
    """An empty file in the village of the last one."""
    villages = villages_of(request.user)
    kept = request.session.get(ENTRY_VILLAGE)
    village = next((v for v in villages if v.pk == kept), villages[0] if villages else None)
    return File(Household(village=village), HouseholdYear(year=year))


def _form(request: UserRequest, file: File, data: object = None) -> FileForm:
    return FileForm(file, user=request.user, today=clock.today(), data=data)


def _show(
    request: UserRequest,
    form: FileForm,
    status: int = 200,
    clashes: list[Difference] | None = None,
) -> HttpResponse:
    household, year = form.stored.household, form.stored.year
    context = {
        "form": form,
        "household": household,
        "record": year,
        "clashes": clashes,
        "adding": "add_row" in request.POST,
        "round": Round.objects.held_in(household.village_id or "").filter(year=year.year).first(),
        "request_id": request.POST.get("request_id") or uuid4(),
    }
    return render(request, FORM, context, status=status)


def _after(request: UserRequest, form: FileForm, number: str) -> HttpResponse:
    """The file, or the next empty form in the same village."""
    request.session[ENTRY_VILLAGE] = number[:12]
    people = len(form.file().people)
    messages.success(
        request,
        _("Household %(number)s is saved: %(name)s, %(people)d people.")
        % {"number": number, "name": form.householder_name, "people": people},
    )
    if "next" in request.POST:
        return HttpResponseRedirect(f"{reverse('households:household-create')}?{_year(form)}")
    return HttpResponseRedirect(
        f"{reverse('households:household-detail', args=[number])}?{_year(form)}"
    )


def _year(form: FileForm) -> str:
    return f"year={form.stored.year.year}"
