"""Addresses of pairing, helpers, projects and benefits."""

from django.urls import path

from assistance.views import benefits, cadres, overview, pairings, projects, units

app_name = "assistance"

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("pairings/", pairings.pairing_list, name="pairing-list"),
    path("pairings/waiting/", pairings.waiting_list, name="waiting-list"),
    path("pairings/<int:pk>/change/", pairings.pairing_change, name="pairing-change"),
    path("pairings/<int:pk>/end/", pairings.pairing_end, name="pairing-end"),
    path("households/<str:number>/pair/", pairings.pairing_create, name="pairing-create"),
    path("households/<str:number>/help/", benefits.household_help, name="household-help"),
    path("households/<str:number>/benefits/new/", benefits.benefit_create, name="benefit-create"),
    path("benefits/<int:pk>/sign/", benefits.benefit_sign, name="benefit-sign"),
    path("cadres/", cadres.cadre_list, name="cadre-list"),
    path("cadres/new/", cadres.cadre_create, name="cadre-create"),
    path("cadres/<int:pk>/", cadres.cadre_detail, name="cadre-detail"),
    path("cadres/<int:pk>/edit/", cadres.cadre_update, name="cadre-update"),
    path("cadres/<int:pk>/hand-over/", cadres.cadre_hand_over, name="cadre-hand-over"),
    path("units/", units.unit_list, name="unit-list"),
    path("units/new/", units.unit_create, name="unit-create"),
    path("units/<int:pk>/edit/", units.unit_update, name="unit-update"),
    path("teams/", units.team_list, name="team-list"),
    path("projects/", projects.project_list, name="project-list"),
    path("projects/new/", projects.project_create, name="project-create"),
    path("projects/<int:pk>/", projects.project_detail, name="project-detail"),
    path("projects/<int:pk>/edit/", projects.project_update, name="project-update"),
    path("projects/<int:pk>/benefits/new/", benefits.benefit_find, name="benefit-find"),
]
