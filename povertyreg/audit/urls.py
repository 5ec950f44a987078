"""Addresses of the audit trail."""

from django.urls import path

from povertyreg.audit.views import entry_list

app_name = "audit"

urlpatterns = [
    path("", entry_list, name="entry-list"),
]
