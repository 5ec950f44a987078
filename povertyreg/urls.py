"""Every address of the site."""

from allauth.account import views as account
from django.urls import include, path

import villages.urls
from povertyreg.health import healthz
from povertyreg.home import home
from povertyreg.places import village_detail
from villages.views.preferences import preferences

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
    path("households/", include("households.urls")),
    path("", include("households.urls_rounds")),
    path("assistance/", include("assistance.urls")),
    path("reports/", include("povertyreg.reports.urls")),
    path("print/", include("povertyreg.papers.urls")),
    path("jobs/", include("povertyreg.jobs.urls")),
    path("audit/", include("povertyreg.audit.urls")),
    path("api/", include("povertyreg.api")),
]
