"""The answer under an ID number that was just typed: what it says, or what is wrong with it."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from households import claims, identity, requests
from households.forms.fields import MASK
from households.forms.said import Said
from households.models import Household
from povertyreg import clock
from povertyreg.pages import UserRequest


@permission_required("households.enter_household", raise_exception=True)
@require_POST
def id_check(request: UserRequest) -> HttpResponse:
    """A POST, so that the number stands in no address and no log."""
    field = request.htmx.trigger_name or "id_number"
    typed = str(request.POST.get(field, "")).strip()
    context = _said(request, typed) if typed and MASK not in typed else {}
    return render(request, "households/household_id_said.html", context)


def _said(request: UserRequest, typed: str) -> dict[str, Any]:
    try:
        number = identity.read(typed)
    except ValidationError as wrong:
        return {"wrong": wrong.messages}
    own = Household.objects.visible_to(request.user)
    household = own.filter(number=requests.sent_text(request, "household")).first()
    return {
        "said": Said.of(number, clock.today()),
        "elsewhere": claims.registered_elsewhere(number.person, household, request.user),
    }
