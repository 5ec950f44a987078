"""What the list of households is narrowed by; all but a search by ID number stays in the URL."""

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from households.choices import Category, Stage, State
from households.codes import code_lists
from households.models import Case
from households.querysets import open_after
from households.requests import KEPT, remembered_search
from villages.http import working_area
from villages.models import Township, Village

Rows = Any
"""Households joined to their `record`: a lookup that the types do not know."""
SELECTS = ("village", "state", "cause", "stage")
REGISTERED, UNREGISTERED, POOR, RETURNED = "registered", "none", "poor", "returned"


def villages_to_choose(request: Any) -> Any:
    """Those of the area shown that are the reader's own."""
    return Village.objects.visible_to(request.user).in_area(working_area(request))


def _select(label: Any) -> forms.Select:
    """A select of the filter bar: its first option says what it is about."""
    return forms.Select({"class": "inp auto", "aria-label": label})


class HouseholdFilter(filters.FilterSet):  # type: ignore[misc]
    """Rows are joined to their `record` of the year. A value that does not fit finds nothing."""

    q = filters.CharFilter(label=_("Searched for"))
    village = filters.ModelChoiceFilter(
        queryset=villages_to_choose, widget=_select(_("Village")), empty_label=_("All villages")
    )
    category = filters.ChoiceFilter(
        choices=[
            *code_lists()["category"].choices(),
            (REGISTERED, _("Registered")),
            (UNREGISTERED, _("Not registered")),
        ],
        label=_("Category"),
        widget=forms.HiddenInput,
        method="of_category",
    )
    state = filters.ChoiceFilter(
        choices=[(POOR, _("Currently poor")), *code_lists()["state"].choices()],
        label=_("State"),
        widget=_select(_("State")),
        empty_label=_("All states"),
        method="in_state",
    )
    cause = filters.ChoiceFilter(
        field_name="record__main_cause",
        choices=code_lists()["cause"].choices(),
        label=_("Main cause"),
        widget=_select(_("Main cause")),
        empty_label=_("All causes"),
    )
    stage = filters.ChoiceFilter(
        choices=[*Stage.choices, (RETURNED, _("Returned"))],
        label=_("Stage"),
        widget=_select(_("Stage")),
        empty_label=_("All stages"),
        method="at_stage",
    )

    @property
    def tab(self) -> str | None:
        """The tab that is open."""
        return self.form.cleaned_data.get("category") or None

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What stays in the address when a filter of the bar changes."""
        names = ("area", "year", "category", "q", KEPT, "sort")
        return [(name, self.data[name]) for name in names if self.data.get(name)]

    @property
    def is_narrowed(self) -> bool:
        return bool(self.term or any(self.data.get(name) for name in SELECTS))

    @property
    def term(self) -> str:
        """What is searched for: from the address, or remembered because it may be an ID number."""
        typed: str = self.form.cleaned_data.get("q") or ""
        return typed or (remembered_search(self.request) if KEPT in self.data else "")

    def filter_queryset(self, queryset: Rows) -> Rows:
        """A list is one of a year; a search looks at all files."""
        if not self.form.is_valid():
            return queryset.none()
        rows = queryset
        for name, value in self.form.cleaned_data.items():
            if name != "q":
                rows = self.filters[name].filter(rows, value)
        if not self.term:
            return rows.filter(open_after(F("record__year"), ""), record__isnull=False)
        townships = Township.objects.visible_to(self.request.user)
        return rows.matching(self.term, [t.pk for t in townships])

    def of_category(self, rows: Rows, name: str, value: str) -> Rows:
        if value == REGISTERED:
            return rows.filter(record__category__in=Category.REGISTERED)
        return rows.filter(record__category="" if value == UNREGISTERED else value)

    def in_state(self, rows: Rows, name: str, value: str) -> Rows:
        if value == POOR:
            return rows.filter(record__state__in=State.CURRENT_POOR)
        return rows.filter(record__state=value)

    def at_stage(self, rows: Rows, name: str, value: str) -> Rows:
        cases = Case.objects.visible_to(self.request.user)
        if value == RETURNED:
            found = cases.at(Stage.SURVEYED).exclude(returned_because="")
        else:
            found = cases.at(Stage(value))
        return rows.filter(pk__in=found.values("household"))
