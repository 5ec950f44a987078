"""Addresses of the household file."""

from django.urls import path

from households.views import entry, files, findings, id_check, rules

app_name = "households"

urlpatterns = [
    path("", files.household_list, name="household-list"),
    path("search/", files.household_search, name="household-search"),
    path("new/", entry.household_create, name="household-create"),
    path("id-check/", id_check.id_check, name="id-check"),
    path("rules/", rules.rule_list, name="rule-list"),
    path("<str:number>/", files.household_detail, name="household-detail"),
    path("<str:number>/edit/", entry.household_update, name="household-update"),
    path("<str:number>/apply/", files.household_apply, name="household-apply"),
    path("<str:number>/findings/", findings.household_findings, name="household-findings"),
    path(
        "<str:number>/findings/explain/",
        findings.finding_explain,
        name="finding-explain",
    ),
]
