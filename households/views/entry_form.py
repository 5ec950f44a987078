"""The page of the household form: what it is made from, how it is shown, and where it leads."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from households import drafts, requests
from households.choices import Purpose
from households.dossier import File
from households.forms.checked import Checked, checked
from households.forms.conflict import Conflict
from households.forms.file import FileForm
from households.forms.household import villages_of
from households.forms.reasons import CorrectionForm, Question
from households.models import EntryDraft, Household, HouseholdYear, PovertyLine, Round
from households.views.drafts import beside_form
from povertyreg import clock
from povertyreg.pages import UserRequest
from villages.models import Village

FORM = "households/household_form.html"
UNPROCESSABLE, CONFLICT = 422, 409

LAST, SHOWN, REASON = "entry_last", "entry_shown", "entry_reason"
"""Of the session: facts of the last file, quick entry or all fields, the reason of correcting."""

QUICK, ALL = "quick", "all"


@dataclass
class Attempt:
    """What came of pressing save."""

    number: str = ""
    seen: Checked | None = None
    questions: list[Question] = field(default_factory=list)
    conflict: Conflict | None = None

    @property
    def status(self) -> int:
        """A question is no refusal: the page is as good as any."""
        if self.conflict is not None:
            return CONFLICT
        return 200 if self.questions else UNPROCESSABLE


def year_of_new(request: UserRequest) -> int:
    """The year that the form is about; 404 for one that has not begun."""
    year = requests.entry_year(request)
    if year > clock.today().year:
        raise Http404
    return year


def year_of_form(request: UserRequest, household: Household) -> int:
    """`?year=`, or the latest of the file's years and the running round's."""
    asked = year_of_new(request)
    if requests.YEAR in request.GET:
        return asked
    latest = household.years.order_by("-year").values_list("year", flat=True).first()
    return max(asked, latest or asked)


def new_form(request: UserRequest, data: object = None) -> FileForm:
    """An empty file in the village of the last one, or in the only one there is."""
    villages = villages_of(request.user)
    last = _last(request, villages)
    chosen = [village for village in villages if village.pk == last.get("village")]
    village = next(iter([*chosen, *villages]), None)
    file = File(Household(village=village), HouseholdYear(year=year_of_new(request)))
    form = FileForm(file, user=request.user, today=clock.today(), data=data, villages=villages)
    form.carry(last)
    return form


def _last(request: UserRequest, villages: list[Village]) -> dict[str, str]:
    """Facts of the last file; its place only while it may still be chosen."""
    last = dict(request.session.get(LAST, {}))
    codes = [village.pk for village in villages]
    if last.get("village") not in codes:
        last.pop("group", None)
        last["village"] = codes[0] if len(codes) == 1 else ""
    return last


def form_of(request: UserRequest, file: File, data: object = None) -> FileForm:
    return FileForm(file, user=request.user, today=clock.today(), data=data)


def remember_shown(request: UserRequest) -> None:
    """Quick entry or all fields: a preference of the person, kept until signing out."""
    chosen = request.POST.get("show") or request.POST.get("shown")
    if chosen in (QUICK, ALL) and chosen != request.session.get(SHOWN, QUICK):
        request.session[SHOWN] = chosen


def show(
    request: UserRequest,
    form: FileForm,
    attempt: Attempt | None = None,
    draft: EntryDraft | None = None,
) -> HttpResponse:
    """The form; `attempt`: what came of saving it; `draft`: what it was continued from."""
    household, record = form.stored.household, form.stored.year
    if draft:
        form.forget_errors()
    request_id = _request_id(request, draft)
    round_ = Round.objects.held_in(household.village_id or "").filter(year=record.year).first()
    stored = checked(form) if household.pk and not form.rows.is_bound else Checked()
    context = {
        "form": form,
        "household": household,
        "record": record,
        "conflict": attempt.conflict if attempt else None,
        "questions": attempt.questions if attempt else [],
        "checked": attempt.seen if attempt and attempt.seen else stored,
        "unchecked": attempt is None,
        "correction": _correction(request) if household.pk else None,
        "shown": request.session.get(SHOWN, QUICK),
        "line": _line(household.village_id or "", record.year, round_),
        "request_id": request_id,
        **beside_form(request, household, _draft_key(form, request_id), draft),
    }
    return render(request, FORM, context, status=attempt.status if attempt else 200)


def _request_id(request: UserRequest, draft: EntryDraft | None) -> str:
    """The form keeps its id until it is saved, also over a draft."""
    begun = drafts.typed(draft).get("request_id") if draft else ""
    return str(request.POST.get("request_id") or begun or uuid4())


def _draft_key(form: FileForm, request_id: str) -> str:
    number, year = form.stored.household.number, form.stored.year.year
    return drafts.key_of(number, year) if number else drafts.key_of_new(request_id)


def _correction(request: UserRequest) -> CorrectionForm:
    kept: Any = {"reason": request.session.get(REASON, "visited")}
    return CorrectionForm(request.POST if "reason" in request.POST else kept)


def _line(village: str, year: int, round_: Round | None) -> Decimal | None:
    """The poverty line of the round, or the one that holds in the area (4.1)."""
    if round_:
        return Decimal(round_.poverty_line)
    line = PovertyLine.objects.for_area(village, year, Purpose.IDENTIFICATION)
    return line.amount if line else None


def after(request: UserRequest, form: FileForm, attempt: Attempt) -> HttpResponse:
    """The file, or the next empty form in the same village."""
    number = attempt.number
    request.session[LAST] = form.facts()
    if "reason" in request.POST:
        request.session[REASON] = request.POST["reason"]
    _say(request, form, attempt)
    year = urlencode({"year": form.stored.year.year})
    if "next" in request.POST:
        return HttpResponseRedirect(f"{reverse('households:household-create')}?{year}")
    return HttpResponseRedirect(f"{reverse('households:household-detail', args=[number])}?{year}")


def _say(request: UserRequest, form: FileForm, attempt: Attempt) -> None:
    facts = {"number": attempt.number, "name": form.householder_name, "people": len(form.staying)}
    messages.success(
        request,
        _("Household %(number)s is saved: %(name)s, %(people)d people.") % facts,
    )
    if attempt.seen and (left := len(attempt.seen.errors)):
        messages.warning(
            request,
            ngettext(
                "%(count)d error must be corrected before the survey can be recorded.",
                "%(count)d errors must be corrected before the survey can be recorded.",
                left,
            )
            % {"count": left},
        )
