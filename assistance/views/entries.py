"""What pages with one form have in common: the refusal in its place, the way on when it is done."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from assistance.forms.fields import show_refusal
from assistance.forms.people import OfAnArea
from povertyreg.pages import UserRequest, render_page
from villages.http import working_area


def when_shown(ask: Callable[[], Any]) -> Any:
    """What only the whole page shows: a list swapped alone does not ask for it."""
    return SimpleLazyObject(ask)


def form_page(
    request: UserRequest, template: str, context: dict[str, Any], form: Any
) -> HttpResponse:
    """The page with its form; when something is wrong with it, the answer says so."""
    response = render_page(request, template, context, part="candidates")
    response.status_code = 422 if form.errors else 200
    return response


def entry_page(
    request: UserRequest,
    template: str,
    form: OfAnArea,
    save: Callable[..., object],
    way_on: Callable[[Any], str],
) -> HttpResponse:
    """Enter or correct one row, and go on to where it is shown."""
    if request.method == "POST" and form.is_valid():
        try:
            save(form.instance, by=request.user)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved: %(name)s.") % {"name": form.instance})
            return HttpResponseRedirect(way_on(form.instance))
    return form_page(request, template, {"form": form, "entry": form.instance}, form)


def require_right(request: UserRequest, permission: str, where: Any) -> None:
    """What the officer sees but may not change is refused, not hidden."""
    if not request.user.has_perm(permission, where):
        raise PermissionDenied


def area_for_new(request: UserRequest) -> str:
    """Where something new belongs: the area worked in, or the first of one's own."""
    return working_area(request) or next(iter(request.user.area_codes()), "")
