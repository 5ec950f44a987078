"""Objections: the list, taking one down, and deciding it."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from households import objections
from households.filters.cases import ObjectionFilter
from households.forms.objections import DecisionForm, ObjectionForm
from households.http import REFUSED, require_right, show_refusal
from households.models import Case, Notice, Objection
from households.tables.cases import ObjectionTable
from povertyreg.lists import list_page
from povertyreg.pages import UserRequest, render_page
from villages.http import working_area

may_see = permission_required("households.view_notice", raise_exception=True)
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@may_see
def objection_list(request: UserRequest) -> HttpResponse:
    """Open ones first, the oldest at the top."""
    own = Objection.objects.visible_to(request.user).in_area(working_area(request))
    return list_page(
        request,
        "households/objection_list.html",
        rows=own.select_related("village", "case__household__householder").order_by(
            "decision", "received_on", "pk"
        ),
        table=ObjectionTable,
        filters=ObjectionFilter,
        context={"open_now": own.open().count(), "all_now": own.count()},
    )


@get_or_post
@may_see
def objection_create(request: UserRequest) -> HttpResponse:
    """`?notice=&case=`: against a household of the notice, or for one that was left out."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=_id(request, "notice"))
    cases = Case.objects.visible_to(request.user).select_related("household__householder", "round")
    case = get_object_or_404(cases, pk=_id(request, "case"))
    require_right(request, "households.record_objection", case)
    objection = Objection(notice=notice, case=case, village_id=case.village_id)
    form = ObjectionForm(request.POST or None, instance=objection, case=case)
    if form.is_valid():
        try:
            objections.record(form.instance, by=request.user)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Noted. Only this household waits until it is decided."))
            return redirect("rounds:objection-detail", form.instance.pk)
    context = {"form": form, "notice": notice, "case": case}
    response = render_page(request, "households/objection_form.html", context)
    response.status_code = REFUSED if form.is_bound else response.status_code
    return response


def _id(request: UserRequest, name: str) -> int:
    value = request.GET.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 19 else 0


@get_or_post
@may_see
def objection_detail(request: UserRequest, pk: int) -> HttpResponse:
    """What is objected; and whoever may decide it, does so here."""
    found = Objection.objects.visible_to(request.user).select_related(
        "village", "case__household__householder", "case__round", "notice", "decided_by",
        "recorded_by",
    )  # fmt: skip
    objection = get_object_or_404(found, pk=pk)
    may_decide = request.user.has_perm("households.decide_objection", objection)
    form = DecisionForm(request.POST or None)
    if request.method == "POST":
        require_right(request, "households.decide_objection", objection)
    if form.is_valid() and _decide(request, objection, form):
        return redirect("rounds:objection-detail", pk)
    context = {"objection": objection, "form": form if may_decide else None}
    response = render_page(request, "households/objection_detail.html", context)
    response.status_code = REFUSED if form.is_bound else response.status_code
    return response


def _decide(request: UserRequest, objection: Objection, form: DecisionForm) -> bool:
    given = form.cleaned_data
    try:
        objections.decide(objection, given["decision"], given["finding"], by=request.user)
    except ValidationError as refusal:
        show_refusal(form, refusal)
        objection.refresh_from_db()
        return False
    messages.success(request, _("Decided. The finding stands below, for the objector too."))
    return True
