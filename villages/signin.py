"""Signing in by user name; accounts are made by the administrator, never by visitors."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from povertyreg.audit import trail
from villages.models import User

NOT_SENT_AGAIN = {"csrfmiddlewaretoken", "oldpassword", "password", "password1", "password2"}


class OfficersOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody can open an account for himself; who signs in is noted in the audit trail."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        area = next((j.area_code for j in user.current_jurisdictions()), "")
        trail.record(user, "sign_in", user, area=area)


def client_address(request: HttpRequest) -> str | None:
    """One answer for counting failures and for limiting rates, behind a proxy too."""
    if "REMOTE_ADDR" not in request.META:  # not from the network: a command, a test
        return None
    return str(get_adapter(request).get_client_ip(request))


class SignInMiddleware(LoginRequiredMiddleware):
    """Asks to sign in; what was typed before the session expired can be sent once more."""

    def handle_no_permission(self, request: Any, view_func: Any) -> Any:
        if request.headers.get("HX-Request"):  # a part would land in the middle of a page
            here = request.headers.get("HX-Current-URL", "/")
            return HttpResponse(status=401, headers={"HX-Redirect": here})
        if request.method == "POST":
            return _expired(request)
        return super().handle_no_permission(request, view_func)


def _expired(request: HttpRequest) -> HttpResponse:
    """A page that holds the form as it was sent; nothing of it is kept on the server."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in NOT_SENT_AGAIN
    ]
    context = {"fields": fields, "has_files": bool(request.FILES)}
    response = render(request, "account/expired.html", context, status=401)
    response["Cache-Control"] = "no-store, private"
    return response
