"""Every address of the site."""

from allauth.account import views as account
from django.urls import URLPattern, URLResolver, include, path

from povertyreg.health import healthz
from povertyreg.home import home
from villages.views.preferences import preferences


def _mounted(prefix: str, module: str) -> list[URLPattern | URLResolver]:
    try:
        return [path(prefix, include(module))]
    except (ImportError, AttributeError):
        return []


urlpatterns = [
    path("", home, name="home"),
    path("healthz", healthz, name="healthz"),
    # Only the doors of allauth that this house has: no sign-up, no e-mail.
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/password/change/", account.password_change, name="account_change_password"),
    path("accounts/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("preferences/", preferences, name="set_language"),
    path("villages/", include("villages.urls")),
    *_mounted("audit/", "povertyreg.audit.urls"),
    *_mounted("households/", "households.urls"),
    *_mounted("", "households.urls_rounds"),
    *_mounted("assistance/", "assistance.urls"),
    *_mounted("reports/", "povertyreg.reports.urls"),
    *_mounted("jobs/", "povertyreg.jobs.urls"),
]
