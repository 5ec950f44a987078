"""The forms by which the county opens a round, and moves the calendar of one that is open."""

from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from households import poverty_lines, rounds
from households.choices import RoundKind
from households.deadlines import CALENDAR, calendar_of
from households.forms.checking import require_before_saving
from households.http import show_refusal
from households.models import Round
from households.refusals import StaleVersion
from households.stations import steps_of
from households.ways import Variant
from villages.models import County, Township

if TYPE_CHECKING:
    from django.core.exceptions import ValidationError
    from django_stubs_ext import StrOrPromise

    from villages.models import User


_RULES = (
    "publicity_days",
    "quorum_percent",
    "majority_percent",
    "spot_check_percent",
    "county_check_percent",
    "float_percent",
)


def _day() -> forms.DateInput:
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class Choice(NamedTuple):
    """A variant that may be chosen, with its steps in order."""

    value: str
    label: "StrOrPromise"
    steps: list["StrOrPromise"]
    is_usual: bool
    is_chosen: bool


class RoundForm(forms.ModelForm[Round]):
    """Everything by which a round is held; only its calendar can be changed later."""

    area_code = forms.ChoiceField(label=_("Area"))
    reason = forms.CharField(
        label=_("Why the duties are not separated"),
        max_length=200,
        required=False,
        help_text=_("Only where the line above is not ticked. It is kept in the audit trail."),
    )

    class Meta:
        model = Round
        fields = [
            "kind",
            "variant",
            "year",
            "area_code",
            "poverty_line",
            *_RULES,
            "separates_duties",
            "starts_on",
            *CALENDAR,
        ]
        widgets = {
            "kind": forms.HiddenInput(),
            "variant": forms.RadioSelect(),
            **{name: _day() for name in ("starts_on", *CALENDAR)},
        }
        labels = {
            "majority_percent": _("Majority: more than … % of those present"),
            "spot_check_percent": _("Spot check of the township (%)"),
            "separates_duties": _("Duties are separated"),
        }
        help_texts = {
            "publicity_days": _(
                "Both the first and the last day are counted. Usual are 7, in some places 5."
            ),
            "quorum_percent": _("Of the entitled representatives; 66.67 is two thirds."),
            "majority_percent": _("50 means: more than half of them must vote for a household."),
            "spot_check_percent": _("Of the households of a list, visited by the township."),
            "county_check_percent": _("Of the households of a township, checked by the county."),
            "float_percent": _("By how much a list may exceed the scale of its area."),
            "separates_duties": _(
                "Whoever enters a file does not approve it alone, and whoever nominates a "
                "household does not decide objections about it."
            ),
            "meetings_until": _("By then every village has voted. May stay open."),
            "village_until": _("By then the village lists have hung and are closed."),
            "township_until": _("By then the township is through with every list."),
            "ends_on": _("By then the county has announced the result."),
            "poverty_line": _("Proposed from the poverty lines of the year."),
        }

    def __init__(self, *args: Any, user: "User", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [*County.objects.visible_to(user), *Township.objects.visible_to(user)]
        self.fields["area_code"] = forms.ChoiceField(
            label=_("Area"), choices=[(place.pk, place.name) for place in places]
        )
        self.chosen_kind = _kind(self["kind"].value())
        self.initial.setdefault("variant", rounds.usual_variant(self.chosen_kind))
        if places and self.initial.get("year"):
            line = poverty_lines.proposed(places[0].pk, self.initial["year"], self.chosen_kind)
            self.initial.setdefault("poverty_line", line)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            require_before_saving(self, self._require_possible)
        return cleaned

    def _require_possible(self, round_: Round) -> None:
        rounds.require_possible(round_)
        rounds.require_reason(round_, self.cleaned_data["reason"])

    @property
    def about(self) -> list[forms.BoundField]:
        return [self[name] for name in ("area_code", "year", "poverty_line")]

    @property
    def rules(self) -> list[forms.BoundField]:
        return [self[name] for name in _RULES]

    @property
    def calendar(self) -> list[forms.BoundField]:
        return [self[name] for name in ("starts_on", *CALENDAR)]

    def choices_of_steps(self) -> list[Choice]:
        chosen, usual = self["variant"].value(), rounds.usual_variant(self.chosen_kind)
        return [
            Choice(v.value, v.label, steps_of(v), v == usual, v.value == chosen) for v in Variant
        ]


def _kind(given: Any) -> RoundKind:
    return RoundKind(given) if given in RoundKind.values else RoundKind.IDENTIFICATION


class CalendarForm(forms.ModelForm[Round]):
    """The days of an open round, with the reason why they are moved."""

    because = forms.CharField(label=_("Why the calendar is moved"), max_length=200)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Round
        fields = [*CALENDAR]
        widgets = {name: _day() for name in CALENDAR}

    def __init__(self, data: QueryDict | None = None, *, instance: Round) -> None:
        self.now = calendar_of(instance)
        super().__init__(data, instance=instance, initial={"seen": self.now})

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            require_before_saving(self, rounds.require_in_order)
        return cleaned

    def act(self, round_: Round, by: "User") -> Round:
        given = self.cleaned_data
        days = {name: given[name] for name in CALENDAR}
        seen = given["seen"]
        return rounds.reschedule(round_, days, because=given["because"], seen=seen, by=by)

    def refuse(self, refusal: "ValidationError") -> None:
        """What was typed stays; the next press has seen the calendar as it is now."""
        show_refusal(self, refusal)
        if isinstance(refusal, StaleVersion):
            self.data = {name: self.data[name] for name in self.data} | {"seen": self.now}
