"""Addresses of what is printed."""

from django.urls import path

from povertyreg.papers import meeting_views, views

app_name = "papers"
urlpatterns = [
    path("form/", views.blank_form, name="blank-form"),
    path("households/<str:number>/<slug:slug>/", views.paper_detail, name="paper-detail"),
    path("households/<str:number>/<slug:slug>.pdf", views.paper_pdf, name="paper-pdf"),
    path("meetings/<int:pk>/minutes.<str:form>", meeting_views.meeting_minutes, name="minutes"),
    path(
        "meetings/sheet/<slug:village>/<int:round_pk>/",
        meeting_views.meeting_sheet,
        name="meeting-sheet",
    ),
    path("villages/<str:code>/", views.village_print, name="village-print"),
    path(
        "check-sheets/<slug:village>/<int:round_pk>/<slug:level>/",
        views.check_sheet,
        name="check-sheet",
    ),
    path("check/<str:number>/<int:version>/<str:seal>/", views.paper_check, name="paper-check"),
]
