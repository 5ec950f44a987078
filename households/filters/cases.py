"""What the lists of cases, notices, meetings and objections are narrowed by."""

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from households.choices import Stage
from households.filters.files import villages_to_choose
from households.models import Round
from povertyreg import clock
from povertyreg.lists import Narrowing

RUNNING, READY, CLOSED = "running", "ready", "closed"
OPEN, DECIDED, LATE = "open", "decided", "late"

Rows = QuerySet[Any]


def rounds_to_choose(request: Any) -> Any:
    return Round.objects.visible_to(request.user)


def village_filter() -> filters.ModelChoiceFilter:
    return filters.ModelChoiceFilter(
        queryset=villages_to_choose,
        label=_("Village"),
        empty_label=_("All villages"),
        widget=_select(_("Village")),
    )


def round_filter() -> filters.ModelChoiceFilter:
    return filters.ModelChoiceFilter(
        queryset=rounds_to_choose,
        label=_("Round"),
        empty_label=_("All rounds"),
        widget=_select(_("Round")),
    )


def _select(label: Any) -> forms.Select:
    """There is no room for a label beside it: its first line says what it narrows."""
    return forms.Select({"class": "inp auto", "aria-label": label})


class CaseFilter(Narrowing):
    """Cases by village, stage (several may be asked for), round and what holds them."""

    village = village_filter()
    stage = filters.MultipleChoiceFilter(choices=Stage.choices, label=_("Stage"))
    round = round_filter()
    objection = filters.BooleanFilter(
        label=_("Under objection"), method="held", widget=forms.CheckboxInput
    )
    returned = filters.BooleanFilter(
        label=_("Returned"), method="sent_back", widget=forms.CheckboxInput
    )

    def held(self, rows: Any, name: str, value: bool) -> Rows:
        found: Rows = rows.under_objection() if value else rows
        return found

    def sent_back(self, rows: Rows, name: str, value: bool) -> Rows:
        return rows.filter(stage=Stage.SURVEYED).exclude(returned_because="") if value else rows


class NoticeFilter(Narrowing):
    """Notices that run, that can be closed, and that are down."""

    state = filters.ChoiceFilter(
        choices=[
            (RUNNING, _("Running")),
            (READY, _("Ready to close")),
            (CLOSED, _("Closed and announced")),
        ],
        label=_("State"),
        method="in_state",
        widget=forms.HiddenInput,
    )
    village = village_filter()
    round = round_filter()

    def in_state(self, rows: Any, name: str, value: str) -> Rows:
        found: Rows
        if value == CLOSED:
            found = rows.taken_down()
        elif value == READY:
            found = rows.hanging().filter(ends_on__lte=clock.today())
        else:
            found = rows.hanging().filter(ends_on__gt=clock.today())
        return found


class ObjectionFilter(Narrowing):
    """Objections that wait for a decision, and those decided."""

    state = filters.ChoiceFilter(
        choices=[(OPEN, _("Open")), (DECIDED, _("Decided")), (LATE, _("Overdue"))],
        label=_("State"),
        method="in_state",
        widget=forms.HiddenInput,
    )
    village = village_filter()

    def in_state(self, rows: Any, name: str, value: str) -> Rows:
        found: Rows
        if value == LATE:
            found = rows.open().filter(reply_by__lt=clock.today())
        else:
            found = rows.open() if value == OPEN else rows.exclude(decision="")
        return found


class MeetingFilter(Narrowing):
    """Meetings of a village or a round."""

    village = village_filter()
    round = round_filter()
