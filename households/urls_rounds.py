"""Addresses of rounds, cases, notices, meetings and objections."""

from django.urls import path

from households.views import (
    approval,
    cases,
    exit_standards,
    exits,
    lookback,
    meetings,
    notices,
    objections,
    public,
    receipts,
    rounds,
    scale,
)

app_name = "rounds"

urlpatterns = [
    path("rounds/", rounds.round_list, name="round-list"),
    path("rounds/new/", rounds.round_create, name="round-create"),
    path("rounds/<int:pk>/", rounds.round_board, name="round-board"),
    path("rounds/<int:pk>/calendar/", rounds.round_calendar, name="round-calendar"),
    path("rounds/<int:pk>/close/", rounds.round_close, name="round-close"),
    path("rounds/<int:round_pk>/suspects/", lookback.lookback_suspect, name="lookback-suspect"),
    path("rounds/<int:round_pk>/results/", lookback.round_results, name="round-results"),
    path("rounds/<int:round_pk>/propose/", exits.exit_propose, name="exit-propose"),
    path("exit-standards/", exit_standards.standard_list, name="exit-standard-list"),
    path("exit-standards/new/", exit_standards.standard_create, name="exit-standard-create"),
    path("exit-standards/<int:pk>/", exit_standards.standard_detail, name="exit-standard"),
    path("rounds/<int:pk>/procedure/", rounds.round_detail, name="round-detail"),
    path("rounds/<int:pk>/scale/", scale.round_scale, name="round-scale"),
    path("rounds/<int:pk>/workbook/", rounds.round_workbook, name="round-workbook"),
    path("cases/", cases.case_list, name="case-list"),
    path("cases/<int:pk>/", cases.case_detail, name="case-detail"),
    path("cases/<int:pk>/actions/", cases.case_actions, name="case-actions"),
    path("cases/<int:pk>/assessment/", exits.exit_assessment, name="exit-assessment"),
    path("cases/<int:pk>/assessment/confirm/", exits.exit_confirm, name="exit-confirm"),
    path("cases/<int:pk>/<slug:step>/", cases.case_step, name="case-step"),
    path("notices/", notices.notice_list, name="notice-list"),
    path("notices/<int:pk>/", notices.notice_detail, name="notice-detail"),
    path("notices/<int:pk>/poster/", notices.notice_poster, name="notice-poster"),
    path("notices/<int:pk>/close/", notices.notice_close, name="notice-close"),
    path(
        "notices/compare/<slug:village>/<int:round_pk>/",
        approval.comparison_sheet,
        name="notice-compare",
    ),
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
    path("meetings/", meetings.meeting_list, name="meeting-list"),
    path("meetings/new/", meetings.meeting_create, name="meeting-create"),
    path("meetings/<int:pk>/", meetings.meeting_detail, name="meeting-detail"),
    path("objections/", objections.objection_list, name="objection-list"),
    path("objections/new/", objections.objection_create, name="objection-create"),
    path("objections/<int:pk>/", objections.objection_detail, name="objection-detail"),
    path("objections/<int:pk>/investigate/", objections.objection_take, name="objection-take"),
    path("objections/<int:pk>/reply/", objections.objection_reply, name="objection-reply"),
    path("objections/<int:pk>/case/", objections.objection_case, name="objection-case"),
    path("public/notices/<uuid:token>/", public.notice, name="public-notice"),
    path("public/notices/<uuid:token>/object/", public.objection, name="public-object"),
    path("receipts/<int:pk>/", receipts.receipt_detail, name="receipt-detail"),
]
