"""Every address of the site."""

from allauth.account import views as account
from django.urls import URLPattern, URLResolver, include, path

import villages.urls
from povertyreg.health import healthz
from povertyreg.home import home
from povertyreg.places import village_detail
from villages.views.preferences import preferences


def _mounted(prefix: str, module: str) -> list[URLPattern | URLResolver]:
    try:
        return [path(prefix, include(module))]
    except (ImportError, AttributeError):
        return []


# What only one floor knows is its own page; the page of a village shows what all of them know.
PLACES = [*villages.urls.urlpatterns, path("<str:code>/", village_detail, name="village-detail")]

urlpatterns = [
    path("", home, name="home"),
    path("healthz", healthz, name="healthz"),
    # Only the doors of allauth that this house has: no sign-up, no e-mail.
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/password/change/", account.password_change, name="account_change_password"),
    path("accounts/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("preferences/", preferences, name="set_language"),
    path("villages/", include((PLACES, "villages"))),
    *_mounted("audit/", "povertyreg.audit.urls"),
    *_mounted("households/", "households.urls"),
    *_mounted("", "households.urls_rounds"),
    *_mounted("assistance/", "assistance.urls"),
    *_mounted("reports/", "povertyreg.reports.urls"),
    *_mounted("jobs/", "povertyreg.jobs.urls"),
    path("api/", include("povertyreg.api")),
]
