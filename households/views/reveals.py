"""A private number whole: asked for with a reason, shown for a minute."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from households import requests, reveals
from households.http import REFUSED, require_right
from households.models import Household
from households.reveals import SECONDS_SHOWN, TooMany, Why
from povertyreg.pages import UserRequest, render_page

TOO_MANY = 429

may_reveal = permission_required(reveals.PERMISSION, raise_exception=True)


@require_POST
@may_reveal
def household_reveal(request: UserRequest, number: str) -> HttpResponse:
    """First the reasons to pick from, then the number; without JavaScript as pages."""
    household = requests.found(request, number)
    require_right(request, reveals.PERMISSION, household)
    context = _asked(request, household)
    if "why" not in request.POST:
        return _show(request, context)
    try:
        secret = reveals.reveal(
            household,
            context["secret"],
            context["key"],
            why=requests.sent_text(request, "why"),
            words=requests.sent_text(request, "words"),
            by=request.user,
        )
    except ValidationError as refusal:
        status = TOO_MANY if isinstance(refusal, TooMany) else REFUSED
        return _show(request, {**context, "refused": refusal.messages}, status)
    response = _show(request, {**context, "plain": secret.plain, "seconds": SECONDS_SHOWN})
    response["Refresh"] = f"{SECONDS_SHOWN}; url={household.get_absolute_url()}"
    return response


def _asked(request: UserRequest, household: Household) -> dict[str, Any]:
    """Which number, as every page shows it; 404 for one that the household has not."""
    name, key = requests.sent_text(request, "secret"), requests.sent_text(request, "key")
    pk = int(key) if key.isdecimal() and len(key) < 19 else 0
    try:
        masked = reveals.masked(household, name, pk)
    except (KeyError, ObjectDoesNotExist) as nothing:
        raise Http404 from nothing
    return {
        "household": household,
        "number": household.number,
        "secret": name,
        "key": pk,
        "masked": masked,
        "label": _LABELS[name](),
        "reasons": [why for why in Why if why != Why.OTHER],
        "may_reveal": True,
    }


_LABELS = {
    "phone": lambda: _("Phone"),
    "bank_account": lambda: _("Bank account"),
    "id_number": lambda: _("ID number"),
    "member_phone": lambda: _("Phone"),
    "filled_by_phone": lambda: _("Phone of who filled it in"),
}


def _show(request: UserRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    response = render_page(request, "households/household_reveal.html", context, part="secret")
    response.status_code = status
    return response
