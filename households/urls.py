"""Addresses of the household file."""

from django.urls import include, path

from households.views import (
    change_entry,
    changes,
    drafts,
    entry,
    entry_check,
    files,
    findings,
    history,
    id_check,
    papers,
    poverty_lines,
    restoring,
    reveals,
    rules,
    years,
)

app_name = "households"

urlpatterns = [
    path("", files.household_list, name="household-list"),
    path("import/", include("households.urls_imports")),
    path("search/", files.household_search, name="household-search"),
    path("new/", entry.household_create, name="household-create"),
    path("check/", entry_check.household_check, name="household-check"),
    path("id-check/", id_check.id_check, name="id-check"),
    path("rules/", rules.rule_list, name="rule-list"),
    path("years/", years.year_list, name="year-list"),
    path("years/begin/", years.year_begin, name="year-begin"),
    path("years/<int:year>/lock/", years.year_lock, name="year-lock"),
    path("years/locks/<int:pk>/reopen/", years.year_reopen, name="year-reopen"),
    path("poverty-lines/", poverty_lines.line_list, name="line-list"),
    path("poverty-lines/new/", poverty_lines.line_create, name="line-create"),
    path("poverty-lines/<int:pk>/", poverty_lines.line_update, name="line-update"),
    path("drafts/", drafts.draft_list, name="draft-list"),
    path("drafts/discard/", drafts.draft_discard, name="draft-discard"),
    path("<str:number>/", files.household_detail, name="household-detail"),
    path("<str:number>/edit/", entry.household_update, name="household-update"),
    path("<str:number>/apply/", files.household_apply, name="household-apply"),
    path("<str:number>/confirm/", years.household_confirm, name="household-confirm"),
    path("<str:number>/reveal/", reveals.household_reveal, name="household-reveal"),
    path("<str:number>/history/", history.household_history, name="household-history"),
    path("<str:number>/as-of/", history.household_as_of, name="household-as-of"),
    path(
        "<str:number>/restore/<int:version>/",
        restoring.household_restore,
        name="household-restore",
    ),
    path("<str:number>/papers/", papers.paper_list, name="paper-list"),
    path("<str:number>/papers/<int:pk>/", papers.paper_detail, name="paper-detail"),
    path("<str:number>/papers/<int:pk>/thumbnail/", papers.paper_thumbnail, name="paper-thumbnail"),
    path("<str:number>/papers/<int:pk>/withdraw/", papers.paper_withdraw, name="paper-withdraw"),
    path("<str:number>/findings/", findings.household_findings, name="household-findings"),
    path("<str:number>/findings/explain/", findings.finding_explain, name="finding-explain"),
    path("<str:number>/changes/", changes.change_list, name="change-list"),
    path("<str:number>/changes/new/", change_entry.change_create, name="change-create"),
    path("<str:number>/changes/<int:pk>/undo/", changes.change_undo, name="change-undo"),
]
