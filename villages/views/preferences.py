"""Language and working year: kept with the account, and for visitors in the browser."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from villages.forms import PreferencesForm
from villages.http import KEPT_YEAR


@login_not_required
@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Keep what was chosen, and show the page again on which it was chosen."""
    response = HttpResponseRedirect(_way_back(request))
    form = PreferencesForm(request.POST)
    if form.is_valid():
        _keep_language(request, response, form.cleaned_data["language"])
        if request.user.is_authenticated and form.cleaned_data["year"]:
            request.session[KEPT_YEAR] = form.cleaned_data["year"]
    return response


def _way_back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if own else "/"


def _keep_language(request: HttpRequest, response: HttpResponse, language: str) -> None:
    if not language:
        return
    if request.user.is_authenticated:
        request.user.language = language
        request.user.save(update_fields=["language"])
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 60 * 60,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
