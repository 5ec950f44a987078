"""Addresses of the reports and of the full lists."""

from django.urls import path

from povertyreg.reports import behind, deciding, views
from povertyreg.reports.catalogue import LISTS

app_name = "reports"
urlpatterns = [
    path("", views.report_list, name="report-list"),
    path("requests/", deciding.request_list, name="request-list"),
    path("requests/<int:pk>/", deciding.request_detail, name="request-detail"),
    path("requests/<int:pk>/approve/", deciding.request_approve, name="request-approve"),
    path("requests/<int:pk>/decline/", deciding.request_decline, name="request-decline"),
    *(path(f"{slug}/", views.list_detail, {"slug": slug}, name="list-detail") for slug in LISTS),
    path("<slug:slug>/<slug:figure>/", behind.figure_detail, name="figure-detail"),
    path("<slug:slug>/", views.report_detail, name="report-detail"),
]
