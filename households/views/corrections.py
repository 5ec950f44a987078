"""Posting a notice anew because there is a mistake in it."""

from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from households import corrections, publicity
from households.choices import Level
from households.forms.notices import CorrectionForm
from households.http import REFUSED, require_right, show_refusal
from households.models import Notice
from households.rules import last_day_of_publicity
from households.steps import STEPS
from povertyreg import clock
from povertyreg.pages import UserRequest, render_page

may_see = permission_required("households.view_notice", raise_exception=True)


@require_http_methods(["GET", "HEAD", "POST"])
@may_see
def notice_correct(request: UserRequest, pk: int) -> HttpResponse:
    """Asks what was wrong; the households that stand on the notice go over to the new one."""
    found = Notice.objects.visible_to(request.user).select_related("village", "round")
    notice = get_object_or_404(found, pk=pk)
    require_right(request, STEPS[publicity.POSTING[Level(notice.level)]].permission, notice)
    usual = {"complaint_phone": notice.complaint_phone, "request_id": uuid4()}
    form = CorrectionForm(request.POST or None, initial=usual)
    if form.is_valid() and (new := _corrected(request, notice, form)):
        messages.success(request, _("The corrected notice hangs from today. Print its poster."))
        return redirect("rounds:notice-detail", new.pk)
    today = clock.today()
    context = {
        "form": form,
        "notice": notice,
        "standing": notice.entries.correctable().count(),
        "last_day": last_day_of_publicity(today, notice.round.publicity_days),
        "today": today,
    }
    response = render_page(request, "households/notice_correct.html", context)
    response.status_code = REFUSED if form.is_bound else response.status_code
    return response


def _corrected(request: UserRequest, notice: Notice, form: CorrectionForm) -> Notice | None:
    given = form.cleaned_data
    try:
        return corrections.correct(
            notice,
            given["because"],
            complaint_phone=given["complaint_phone"],
            by=request.user,
            request_id=given["request_id"],
        )
    except ValidationError as refusal:
        show_refusal(form, refusal)
        return None
