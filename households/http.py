"""What the pages of the rounds share: places found in the reader's area, and rights asked there."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404

from households.models import Round
from povertyreg.pages import UserRequest
from villages.models import Village

if TYPE_CHECKING:
    from django.db.models import Model
    from django.forms import BaseForm

REFUSED = 422
"""The status of a page that says why nothing was done."""


def find_village(request: UserRequest, code: str) -> Village:
    """The village, or 404 outside the reader's area."""
    villages = Village.objects.visible_to(request.user).select_related("township")
    return get_object_or_404(villages, pk=code)


def find_round(request: UserRequest, pk: int) -> Round:
    """The round, or 404 when it is held elsewhere."""
    round_: Round = get_object_or_404(Round.objects.visible_to(request.user), pk=pk)
    return round_


def require_right(request: UserRequest, permission: str, place: "Model") -> None:
    """403 unless the reader has the right where the thing lies."""
    if not request.user.has_perm(permission, place):
        raise PermissionDenied


def show_refusal(form: "BaseForm", refusal: ValidationError) -> None:
    """The sentences of a refused act, beside their fields where the form has them."""
    by_field = getattr(refusal, "error_dict", {None: refusal})
    for field, errors in by_field.items():
        form.add_error(field if field in form.fields else None, errors)
