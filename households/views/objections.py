"""Objections: the list, taking one down, and deciding it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from households import left_out, listed, objections
from households.filters.cases import ObjectionFilter
from households.forms.objections import DecisionForm, ObjectionForm
from households.http import REFUSED, require_right, show_refusal
from households.models import Case, Household, Notice, Objection
from households.tables.cases import ObjectionTable
from households.views import photos
from povertyreg import clock
from povertyreg.lists import list_page
from povertyreg.pages import UserRequest, render_page
from povertyreg.privacy import mask_phone
from villages.http import working_area

may_see = permission_required("households.view_notice", raise_exception=True)
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@may_see
def objection_list(request: UserRequest) -> HttpResponse:
    """Open ones first, the oldest at the top."""
    own = listed.objections(request.user, working_area(request))
    return list_page(
        request,
        "households/objection_list.html",
        rows=own.select_related("village", "case__household__householder"),
        table=ObjectionTable,
        filters=ObjectionFilter,
        context=own.order_by().aggregate(
            all_now=Count("pk"),
            open_now=Count("pk", Q(decision="")),
            late_now=Count("pk", Q(decision="", reply_by__lt=clock.today())),
        ),
    )


@get_or_post
@may_see
def objection_create(request: UserRequest) -> HttpResponse:
    """`?notice=&case=`: against a household of the notice, or for one that was left out.

    Without a case: for one that has none, and should be on the list.
    """
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=_id(request, "notice"))
    case = _case(request)
    objection = Objection(notice=notice, case=case, village_id=notice.village_id)
    require_right(request, "households.record_objection", objection)
    form = ObjectionForm(request.POST or None, instance=objection, case=case)
    if form.is_valid():
        try:
            taken = objections.record(form.instance, by=request.user)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Noted. Only this household waits until it is decided."))
            return redirect("rounds:objection-detail", taken.pk)
    context = {"form": form, "notice": notice, "case": case}
    response = render_page(request, "households/objection_form.html", context)
    response.status_code = REFUSED if form.is_bound else response.status_code
    return response


def _case(request: UserRequest) -> Case | None:
    if not request.GET.get("case"):
        return None
    cases = Case.objects.visible_to(request.user).select_related("household__householder", "round")
    return get_object_or_404(cases, pk=_id(request, "case"))


def _id(request: UserRequest, name: str) -> int:
    value = request.GET.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 19 else 0


def _find(request: UserRequest, pk: int) -> Objection:
    found = Objection.objects.visible_to(request.user).select_related(
        "village", "case__household__householder", "case__round", "notice__round", "decided_by",
        "recorded_by", "investigator",
    )  # fmt: skip
    return get_object_or_404(found, pk=pk)


@get_or_post
@may_see
def objection_detail(request: UserRequest, pk: int) -> HttpResponse:
    """What is objected; and whoever may decide it, does so here."""
    objection = _find(request, pk)
    if request.method == "POST":
        require_right(request, "households.decide_objection", objection)
    form = DecisionForm(request.POST or None, initial={"investigated_on": clock.today()})
    if form.is_valid() and _decide(request, objection, form):
        return redirect("rounds:objection-detail", pk)
    context = _shown(request, objection, form)
    response = render_page(request, "households/objection_detail.html", context)
    response.status_code = REFUSED if form.is_bound else response.status_code
    return response


def _shown(request: UserRequest, objection: Objection, form: DecisionForm) -> dict[str, Any]:
    user = request.user
    may_decide = user.has_perm("households.decide_objection", objection)
    return {
        "objection": objection,
        "contact": mask_phone(objection.contact),
        "form": form if may_decide else None,
        "barred": objections.barred(objection, user) if may_decide else "",
        "is_mine": objection.investigator_id in (None, user.pk),
        "may_reply": user.has_perm("households.record_objection", objection),
        "may_open_case": left_out.may_open_case(objection, user),
        "today": clock.today(),
        "photos": photos.shown(request, objection),
    }


def _decide(request: UserRequest, objection: Objection, form: DecisionForm) -> bool:
    given = form.cleaned_data
    try:
        objections.decide(
            objection,
            given["decision"],
            given["finding"],
            by=request.user,
            investigated_on=given["investigated_on"],
        )
    except ValidationError as refusal:
        show_refusal(form, refusal)
        objection.refresh_from_db()
        return False
    messages.success(request, _("Decided. The finding stands below, for the objector too."))
    return True


def _done(request: UserRequest, pk: int, act: Callable[[], object], said: str) -> HttpResponse:
    """A button of the page: what it did, or the sentence why not, stands on the page again."""
    try:
        act()
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, said)
    return redirect("rounds:objection-detail", pk)


@require_POST
@may_see
def objection_take(request: UserRequest, pk: int) -> HttpResponse:
    """Somebody goes into it."""
    objection = _find(request, pk)
    require_right(request, "households.decide_objection", objection)
    said = _("You are investigating it. Write below what you find.")
    return _done(request, pk, lambda: objections.investigate(objection, by=request.user), said)


@require_POST
@may_see
def objection_reply(request: UserRequest, pk: int) -> HttpResponse:
    """The objector was told."""
    objection = _find(request, pk)
    require_right(request, "households.record_objection", objection)
    day = parse_date(request.POST.get("on", "")) or clock.today()
    said = _("The reply is noted.")
    return _done(request, pk, lambda: objections.reply(objection, day, by=request.user), said)


@require_POST
@may_see
def objection_case(request: UserRequest, pk: int) -> HttpResponse:
    """The household that was left out is chosen by its number, and its case begins, or anew."""
    objection = _find(request, pk)
    if not left_out.may_open_case(objection, request.user):
        raise PermissionDenied
    number = request.POST.get("number", "").strip().replace("\0", "")
    household = Household.objects.visible_to(request.user).filter(number=number).first()
    if household is None:
        messages.error(request, _("There is no such household in your area. Check the number."))
        return redirect("rounds:objection-detail", pk)
    said = _("The case of the household belongs to this objection now.")
    return _done(
        request, pk, lambda: left_out.open_case(objection, household, by=request.user), said
    )
