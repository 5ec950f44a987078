"""Who may open the pages of imports, and the import that they ask for."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from households.http import require_right
from povertyreg.exchange.models import Import
from povertyreg.pages import UserRequest

IMPORT, CONFIRM = "households.import_households", "households.confirm_import"

View = Callable[..., HttpResponse]


def may_see(view: View) -> View:
    """Those who import, and those who confirm."""

    @wraps(view)
    def guarded(request: UserRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not any(request.user.has_perm(right) for right in (IMPORT, CONFIRM)):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def find(request: UserRequest, pk: int) -> Import:
    """One's own, or one of one's area; else 404."""
    imports = Import.objects.visible_to(request.user)
    found: Import = get_object_or_404(imports.select_related(*_PEOPLE, "job"), pk=pk)
    return found


_PEOPLE = ("requested_by", "confirmed_by", "undone_by")


def find_to_act(request: UserRequest, pk: int, right: str = IMPORT) -> Import:
    """With the right where the import lies; else 403."""
    import_ = find(request, pk)
    require_right(request, right, import_)
    return import_
