"""Addresses of rounds, cases, notices, meetings and objections."""

from django.urls import path

from households.views import (
    announcing,
    approval,
    cases,
    meetings,
    notices,
    objections,
    receipts,
    rounds,
)

app_name = "rounds"

urlpatterns = [
    path("rounds/", rounds.round_list, name="round-list"),
    path("rounds/new/", rounds.round_create, name="round-create"),
    path("rounds/<int:pk>/", rounds.round_board, name="round-board"),
    path("rounds/<int:pk>/close/", rounds.round_close, name="round-close"),
    path("cases/", cases.case_list, name="case-list"),
    path("cases/<int:pk>/", cases.case_detail, name="case-detail"),
    path("cases/<int:pk>/actions/", cases.case_actions, name="case-actions"),
    path("cases/<int:pk>/<slug:step>/", cases.case_step, name="case-step"),
    path("notices/", notices.notice_list, name="notice-list"),
    path("notices/<int:pk>/", notices.notice_detail, name="notice-detail"),
    path("notices/<int:pk>/poster/", notices.notice_poster, name="notice-poster"),
    path("notices/<int:pk>/close/", notices.notice_close, name="notice-close"),
    path(
        "notices/approve/<slug:village>/<int:round_pk>/",
        approval.village_sheet,
        name="notice-approve",
    ),
    path(
        "notices/township/<slug:village>/<int:round_pk>/",
        approval.township_sheet,
        name="notice-township",
    ),
    path(
        "notices/county/<slug:village>/<int:round_pk>/",
        approval.county_sheet,
        name="notice-county",
    ),
    path(
        "notices/announce/<slug:township>/<int:round_pk>/",
        announcing.township_announcement,
        name="notice-announce",
    ),
    path("meetings/", meetings.meeting_list, name="meeting-list"),
    path("meetings/new/", meetings.meeting_create, name="meeting-create"),
    path("meetings/<int:pk>/", meetings.meeting_detail, name="meeting-detail"),
    path("objections/", objections.objection_list, name="objection-list"),
    path("objections/new/", objections.objection_create, name="objection-create"),
    path("objections/<int:pk>/", objections.objection_detail, name="objection-detail"),
    path("receipts/<int:pk>/", receipts.receipt_detail, name="receipt-detail"),
]
