"""Addresses of the household file."""

from django.urls import path

from households.views import drafts, entry, entry_check, files, id_check

app_name = "households"

urlpatterns = [
    path("", files.household_list, name="household-list"),
    path("search/", files.household_search, name="household-search"),
    path("new/", entry.household_create, name="household-create"),
    path("check/", entry_check.household_check, name="household-check"),
    path("id-check/", id_check.id_check, name="id-check"),
    path("drafts/", drafts.draft_list, name="draft-list"),
    path("drafts/discard/", drafts.draft_discard, name="draft-discard"),
    path("<str:number>/", files.household_detail, name="household-detail"),
    path("<str:number>/edit/", entry.household_update, name="household-update"),
    path("<str:number>/apply/", files.household_apply, name="household-apply"),
]
