"""Addresses of places; the page of a village, which draws on all floors, is the project's."""

from django.urls import path

from villages.views.villages import village_list

urlpatterns = [
    path("", village_list, name="village-list"),
]
