"""Addresses of imports, below those of the household file."""

from django.urls import path

from households.views.imports import acting, comparison, correcting, detail, lists, settings

urlpatterns = [
    path("<int:pk>/comparison/", comparison.import_comparison, name="import-comparison"),
    path(
        "<int:pk>/comparison/workbook/",
        comparison.import_comparison_workbook,
        name="import-comparison-workbook",
    ),
    path("", lists.import_list, name="import-list"),
    path("settings/", settings.import_settings, name="import-settings"),
    path("template/", settings.import_template, name="import-template"),
    path("<int:pk>/", detail.import_detail, name="import-detail"),
    path("<int:pk>/rows/", detail.import_rows, name="import-rows"),
    path("<int:pk>/entries/<int:position>/", detail.import_entry, name="import-entry"),
    path(
        "<int:pk>/entries/<int:position>/resolve/", correcting.import_resolve, name="import-resolve"
    ),
    path("<int:pk>/receipt/", detail.import_receipt, name="import-receipt"),
    path("<int:pk>/returned/", detail.import_returned, name="import-returned"),
    path("<int:pk>/columns/", correcting.import_columns, name="import-columns"),
    path("<int:pk>/correct/", correcting.import_correct, name="import-correct"),
    path("<int:pk>/confirm/", acting.import_confirm, name="import-confirm"),
    path("<int:pk>/drop/", acting.import_drop, name="import-drop"),
    path("<int:pk>/stop/", acting.import_stop, name="import-stop"),
    path("<int:pk>/resume/", acting.import_resume, name="import-resume"),
    path("<int:pk>/undo/", acting.import_undo, name="import-undo"),
]
