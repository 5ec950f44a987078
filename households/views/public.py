"""The only pages without sign-in: a list as it hangs on the board, and the form to object."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.http import require_http_methods, require_safe

from households import public_lists
from households.forms.public import PublicObjectionForm
from households.http import REFUSED, show_refusal
from households.models import Notice
from households.public_lists import PublicList
from households.rules import day_of_publicity
from povertyreg import clock

GONE = 410
_LANGUAGES = ("en", "zh-hans")
_REFERENCE = re.compile(r"^\d{4}-\d{3,9}$")

View = Callable[..., HttpResponse]


def _public(view: View) -> View:
    """Without an account, found by nobody who does not hold the address, and kept nowhere."""

    @login_not_required
    @wraps(view)
    def guarded(request: HttpRequest, token: UUID) -> HttpResponse:
        notice = public_lists.find(token)
        if notice is None:
            raise Http404
        with translation.override(_language(request)):
            shown = public_lists.shown(notice)
            response = view(request, notice, shown) if shown else _gone(request, notice)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        # Without any referrer a browser sends a form with the origin “null”, which the CSRF check
        # refuses; the address stays hidden from other sites either way.
        is_form = request.path.endswith("/object/")
        response["Referrer-Policy"] = "same-origin" if is_form else "no-referrer"
        return response

    return guarded


def _language(request: HttpRequest) -> str:
    asked = request.GET.get("lang", "")
    return asked if asked in _LANGUAGES else translation.get_language() or _LANGUAGES[1]


def _gone(request: HttpRequest, notice: Notice) -> HttpResponse:
    """It says that the list hangs no more, and nothing that stood on it."""
    newer = public_lists.newer(notice)
    return render(request, "public/notice_gone.html", {"newer": newer}, status=GONE)


@require_safe
@_public
def notice(request: HttpRequest, notice: Notice, shown: PublicList) -> HttpResponse:
    """The list as it was posted, how long it hangs, and its fingerprint."""
    return render(request, "public/notice.html", _context(request, shown))


@require_http_methods(["GET", "HEAD", "POST"])
@_public
def objection(request: HttpRequest, notice: Notice, shown: PublicList) -> HttpResponse:
    """The form; its answer is the same whoever is objected to, or missed."""
    if not shown.takes_objections:
        return redirect("rounds:public-notice", notice.token)
    form = PublicObjectionForm(
        request.POST or None, shown=shown, initial={"request_id": uuid4(), **_chosen(request)}
    )
    if form.is_valid() and (reference := _received(request, form, notice)):
        return redirect(f"{request.path}?sent={reference}&lang={translation.get_language()}")
    context = _context(request, shown) | {"form": form, "sent": _sent(request)}
    status = REFUSED if form.is_bound else 200
    return render(request, "public/objection.html", context, status=status)


def _chosen(request: HttpRequest) -> dict[str, str]:
    line = request.GET.get("line", "")
    return {"entry": line} if line.isdecimal() else {}


def _received(request: HttpRequest, form: PublicObjectionForm, notice: Notice) -> str:
    """The number under which it was noted; empty where it was refused, with the reason."""
    if form.is_by_a_machine:
        return "-"
    address = get_adapter().get_client_ip(request) or ""
    try:
        objection = public_lists.receive(
            form.objection(notice),
            form.cleaned_data["request_id"],
            public_lists.sender_of(address, clock.today()),
        )
    except ValidationError as refusal:
        show_refusal(form, refusal)
        return ""
    return objection.reference


def _sent(request: HttpRequest) -> str:
    number = request.GET.get("sent", "")
    return number if _REFERENCE.match(number) else ""


def _context(request: HttpRequest, shown: PublicList) -> dict[str, Any]:
    notice = shown.notice
    other = "en" if (translation.get_language() or "").startswith("zh") else "zh-hans"
    return {
        "list": shown,
        "notice": notice,
        "now": clock.now(),
        "day": min(day_of_publicity(notice.starts_on, shown.today), notice.days),
        "language": translation.get_language(),
        "other_language": other,
    }
