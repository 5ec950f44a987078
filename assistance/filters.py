"""What the lists of helpers, pairings and projects can be narrowed by; it all stays in the URL."""

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from assistance.models import HelpingUnit, Project
from households.codes import code_lists
from households.models import Household
from povertyreg import clock
from povertyreg.lists import Narrowing
from villages.http import working_area

Rows = QuerySet[Any]


def _select(label: Any, everything: Any, choices: Any, field: str) -> filters.ChoiceFilter:
    """A select whose first line says what it narrows: there is no room for a label beside it."""
    widget = forms.Select({"class": "inp auto", "aria-label": label})
    return filters.ChoiceFilter(
        field_name=field, label=label, empty_label=everything, choices=choices, widget=widget
    )


class Marked(forms.HiddenInput):
    """A mark in the address: what counts is that it is there, and no field of the bar shows it."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> bool:
        return name in data


def _marked(label: Any, method: str) -> filters.BooleanFilter:
    return filters.BooleanFilter(label=label, method=method, widget=Marked)


LEVEL = _("Level"), _("All levels"), code_lists()["affiliation"].choices
RANK = _("Rank"), _("All ranks"), code_lists()["rank"].choices
TYPE = _("Type"), _("All types"), code_lists()["project_type"].choices
STATUS = _("Status"), _("Any status"), Project.Status.choices


def _units(request: Any) -> Rows:
    return HelpingUnit.objects.visible_to(request.user)


class Searched(Narrowing):
    """With a search field."""

    q = filters.CharFilter(method="search", label=_("Searched for"))

    def search(self, rows: Rows, name: str, text: str) -> Rows:
        raise NotImplementedError


class PairingFilter(Searched):
    unit = filters.ModelChoiceFilter(
        field_name="cadre__unit", queryset=_units, label=_("Helping unit")
    )
    level = _select(*LEVEL, "cadre__affiliation")
    ended = _marked(_("Ended"), "in_days")

    def in_days(self, rows: Any, name: str, value: bool) -> Rows:
        """Those in force, or the history instead."""
        found: Rows = rows.ended(clock.today()) if value else rows.current(clock.today())
        return found

    def search(self, rows: Rows, name: str, text: str) -> Rows:
        townships = [code[:9] for code in [working_area(self.request)] if len(code) > 6]
        households = Household.objects.visible_to(self.request.user).matching(text, townships)
        cadre = Q(cadre__name__startswith=text) | Q(cadre__pinyin__istartswith=text)
        return rows.filter(cadre | Q(household__in=households.values("pk")))


class CadreFilter(Searched):
    unit = filters.ModelChoiceFilter(queryset=_units, label=_("Helping unit"))
    level = _select(*LEVEL, "affiliation")
    rank = _select(*RANK, "rank")
    left = _marked(_("Left the post"), "in_service")

    def in_service(self, rows: Any, name: str, value: bool) -> Rows:
        """Those in service, or those who have left instead."""
        today = clock.today()
        found: Rows = rows.filter(left_on__lte=today) if value else rows.serving(today)
        return found

    def search(self, rows: Any, name: str, text: str) -> Rows:
        found: Rows = rows.named(text)
        return found


class UnitFilter(Searched):
    level = _select(*LEVEL, "affiliation")

    def search(self, rows: Rows, name: str, text: str) -> Rows:
        return rows.filter(Q(name_zh__contains=text) | Q(name_en__icontains=text))


class ProjectFilter(Searched):
    type = _select(*TYPE, "type")
    status = _select(*STATUS, "status")

    def search(self, rows: Rows, name: str, text: str) -> Rows:
        return rows.filter(Q(name_zh__contains=text) | Q(name_en__icontains=text))
