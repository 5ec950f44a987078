"""Addresses of the household file."""

from django.urls import path

from households.views import change_entry, changes, entry, files, id_check

app_name = "households"

urlpatterns = [
    path("", files.household_list, name="household-list"),
    path("search/", files.household_search, name="household-search"),
    path("new/", entry.household_create, name="household-create"),
    path("id-check/", id_check.id_check, name="id-check"),
    path("<str:number>/", files.household_detail, name="household-detail"),
    path("<str:number>/edit/", entry.household_update, name="household-update"),
    path("<str:number>/apply/", files.household_apply, name="household-apply"),
    path("<str:number>/changes/", changes.change_list, name="change-list"),
    path("<str:number>/changes/new/", change_entry.change_create, name="change-create"),
    path("<str:number>/changes/<int:pk>/undo/", changes.change_undo, name="change-undo"),
]
