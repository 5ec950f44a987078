"""The form of a household file: opened, saved once, questioned, never over another's."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from households import drafts, files, findings, progress, requests, years
from households.forms.checked import Line, checked
from households.forms.conflict import resolved
from households.forms.file import FileForm
from households.forms.members import with_another_row
from households.forms.reasons import CorrectionForm, answered, open_questions
from households.models import Household
from households.refusals import StaleVersion
from households.views import conflicts
from households.views.entry_form import (
    CONFLICT,
    Attempt,
    after,
    form_of,
    new_form,
    remember_shown,
    show,
    year_of_form,
)
from povertyreg.pages import UserRequest

ENTER = "households.enter_household"

may_enter = permission_required(ENTER, raise_exception=True)


@may_enter
def household_create(request: UserRequest) -> HttpResponse:
    """A new file; a second press of the same form leads to the file that the first one made."""
    remember_shown(request)
    if request.method != "POST":
        return _begin(request)
    if _is_unfinished(request):
        return show(request, new_form(request, _as_it_is(request)))
    form = new_form(request, request.POST)

    def create(request_id: str) -> Household:
        drafts.drop(request.user, drafts.key_of_new(request_id))
        return files.create(
            form.file(), by=request.user, request_id=request_id, reasons=form.reasons
        )

    attempt = _attempted(request, form, create)
    return after(request, form, attempt) if attempt.number else show(request, form, attempt)


@permission_required("households.view_household", raise_exception=True)
def household_update(request: UserRequest, number: str) -> HttpResponse:
    """A stored file; what somebody else saved meanwhile is shown beside what was typed."""
    household = requests.found(request, number)
    require_writer(request, household)
    remember_shown(request)
    if request.method == "POST" and (done := requests.answered(request)):
        return redirect("households:household-detail", done)
    year = year_of_form(request, household)
    try:
        files.require_editable(household)
        files.require_begun(household, year)
        years.require_writer(household.village_id, year, by=request.user)
    except ValidationError as refusal:
        return refused(request, household, refusal)
    if request.method != "POST":
        return _open(request, household, year)
    if conflicts.is_stale(request, household):
        return conflicts.show(request, household, year, request.POST)
    return _update(request, household, year)


def require_writer(request: UserRequest, household: Household | None = None) -> None:
    """Who enters files; and of a stored one the county, which corrects the years it has closed."""
    rights = (ENTER, years.CORRECT) if household else (ENTER,)
    if not any(request.user.has_perm(right, household) for right in rights):
        raise PermissionDenied


def _begin(request: UserRequest) -> HttpResponse:
    """An empty form, or with `?draft=` the one that was begun before."""
    key = request.GET.get("draft", "").replace("\0", "")
    draft = drafts.of(request.user, key) if key.startswith(drafts.NEW) else None
    if draft:
        return show(request, new_form(request, drafts.typed(draft)), draft=draft)
    if key:
        messages.info(request, _("This draft is gone: it was saved, or discarded."))
    return show(request, new_form(request))


def _open(request: UserRequest, household: Household, year: int) -> HttpResponse:
    """The file as it is stored, or as the reader left it in his draft."""
    draft = drafts.of(request.user, drafts.key_of(household.number, year))
    if draft is None:
        return show(request, form_of(request, files.opened(household, year)))
    typed = drafts.typed(draft)
    if draft.base_version != household.version:
        return conflicts.show(request, household, year, typed)
    return show(request, form_of(request, files.opened(household, year), typed), draft=draft)


def _update(request: UserRequest, household: Household, year: int) -> HttpResponse:
    file = files.opened(household, year)
    if _is_unfinished(request):
        return show(request, form_of(request, file, _as_it_is(request)))
    form = form_of(request, file, resolved(request.POST))
    version, reason = household.version, CorrectionForm(request.POST).words()

    def update(request_id: str) -> Household:
        drafts.drop(request.user, drafts.key_of(household.number, year))
        return files.update(
            form.file(),
            version=version,
            by=request.user,
            reason=reason,
            request_id=request_id,
            reasons=form.reasons,
        )

    try:
        attempt = _attempted(request, form, update)
    except StaleVersion:
        latest = requests.found(request, household.number)
        return conflicts.show(request, latest, year, request.POST)
    return after(request, form, attempt) if attempt.number else show(request, form, attempt)


def _is_unfinished(request: UserRequest) -> bool:
    """A browser without scripts asks for another row, or for the other fields."""
    return bool({"add_row", "show"} & set(request.POST))


def _as_it_is(request: UserRequest) -> object:
    return with_another_row(request.POST) if "add_row" in request.POST else request.POST


def _attempted(request: UserRequest, form: FileForm, act: Callable[[str], Household]) -> Attempt:
    """Written, or to be corrected, or to be confirmed: warnings are asked about once."""
    attempt = Attempt(seen=checked(form, saving=True))
    if not form.is_valid():
        return attempt
    waiting = _unexplained(form, attempt.seen.warnings if attempt.seen else [])
    attempt.questions = open_questions(waiting, request.POST)
    if attempt.questions:
        return attempt
    form.reasons = form.by_person(answered(waiting, request.POST))
    try:
        attempt.number = requests.once(request, act)
    except StaleVersion:
        raise
    except ValidationError as refusal:
        form.refuse(refusal)
    return attempt


def _unexplained(form: FileForm, warnings: list[Line]) -> list[Line]:
    """Without those whose value was explained when the file was saved before."""
    household = form.stored.household
    if not household.pk:
        return warnings
    found = [line.found for line in warnings]
    waiting = findings.unexplained(household, form.stored.year.year, found)
    return [line for line in warnings if line.found in waiting]


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
