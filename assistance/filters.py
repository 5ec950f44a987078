"""What the lists of helpers, pairings and projects can be narrowed by; it all stays in the URL."""

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from assistance.models import HelpingUnit, Project
from households.codes import code_lists
from households.models import Household
from villages.http import working_area

Rows = QuerySet[Any]


def _select(label: Any, everything: Any, choices: Any, field: str) -> filters.ChoiceFilter:
    """A select whose first line says what it narrows: there is no room for a label beside it."""
    widget = forms.Select({"class": "inp auto", "aria-label": label})
    return filters.ChoiceFilter(
        field_name=field, label=label, empty_label=everything, choices=choices, widget=widget
    )


LEVEL = _("Level"), _("All levels"), code_lists()["affiliation"].choices
RANK = _("Rank"), _("All ranks"), code_lists()["rank"].choices
TYPE = _("Type"), _("All types"), code_lists()["project_type"].choices
STATUS = _("Status"), _("Any status"), Project.Status.choices


def _units(request: Any) -> Rows:
    return HelpingUnit.objects.visible_to(request.user)


class Narrowing(filters.FilterSet):
    """A search field; a value that does not fit its field finds nothing."""

    q = filters.CharFilter(method="search", label=_("Search"))

    def filter_queryset(self, queryset: Rows) -> Rows:
        narrowed: Rows = super().filter_queryset(queryset)
        return narrowed.none() if self.errors else narrowed

    def search(self, rows: Rows, name: str, text: str) -> Rows:
        raise NotImplementedError


class PairingFilter(Narrowing):
    unit = filters.ModelChoiceFilter(
        field_name="cadre__unit", queryset=_units, label=_("Helping unit")
    )
    level = _select(*LEVEL, "cadre__affiliation")

    def search(self, rows: Rows, name: str, text: str) -> Rows:
        townships = [code[:9] for code in [working_area(self.request)] if len(code) > 6]
        households = Household.objects.visible_to(self.request.user).matching(text, townships)
        cadre = Q(cadre__name__startswith=text) | Q(cadre__pinyin__istartswith=text)
        return rows.filter(cadre | Q(household__in=households.values("pk")))


class CadreFilter(Narrowing):
    unit = filters.ModelChoiceFilter(queryset=_units, label=_("Helping unit"))
    level = _select(*LEVEL, "affiliation")
    rank = _select(*RANK, "rank")

    def search(self, rows: Any, name: str, text: str) -> Rows:
        found: Rows = rows.named(text)
        return found


class UnitFilter(Narrowing):
    level = _select(*LEVEL, "affiliation")

    def search(self, rows: Rows, name: str, text: str) -> Rows:
        return rows.filter(Q(name_zh__contains=text) | Q(name_en__icontains=text))


class ProjectFilter(Narrowing):
    type = _select(*TYPE, "type")
    status = _select(*STATUS, "status")

    def search(self, rows: Rows, name: str, text: str) -> Rows:
        return rows.filter(Q(name_zh__contains=text) | Q(name_en__icontains=text))
