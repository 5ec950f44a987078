"""A project with its villages and its money, a benefit, and the signature for it."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assistance.forms.differences import Difference, differences
from assistance.forms.fields import AmountField, DateField, formfield
from assistance.forms.people import OfAnArea
from assistance.models import Benefit, Fund, HelpingUnit, Project
from households.codes import code_lists
from households.models import Household
from villages.models import User, Village

AMOUNT: dict[str, Any] = {
    "required": False,
    "max_digits": 14,
    "decimal_places": 2,
    "min_value": 0,
}


class ProjectForm(OfAnArea):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    differences: list[Difference] = []

    class Meta:
        model = Project
        fields = [
            "name_zh",
            "name_en",
            "area_code",
            "year",
            "type",
            "status",
            "is_in_programme",
            "objective",
            "done",
            "unit_zh",
            "unit_en",
            "planned_households",
            "measures",
            "progress_note",
            "due_on",
            "responsible_unit",
            "responsible_person",
            "villages",
        ]
        widgets = {
            "villages": forms.CheckboxSelectMultiple,
            "measures": forms.Textarea({"rows": 3}),
        }
        formfield_callback = formfield

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version
        units = HelpingUnit.objects.visible_to(self.user).helping_in(self.area)
        self.fields["responsible_unit"].queryset = units  # type: ignore[attr-defined]
        self._offer_villages()

    def catch_up(self, current: Project) -> None:
        """After a stale save: show what stands there now, and let the next save replace it."""
        saved = ProjectForm(None, instance=current, user=self.user, area=self.area)
        self.differences = differences(saved, self)
        data: Any = self.data
        self.data = data.copy()
        self.data["version"] = current.version  # type: ignore[index]

    def _offer_villages(self) -> None:
        field: Any = self.fields["villages"]
        villages = Village.objects.visible_to(self.user).in_area(self.area)
        field.queryset = villages
        field.choices = by_township(villages.select_related("township"))


def by_township(villages: Iterable[Village]) -> list[Any]:
    """The lines of a choice of villages, with headings when they lie in several townships."""
    groups = [
        (str(township), [(village.pk, village.name) for village in group])
        for township, group in groupby(villages, lambda village: village.township)
    ]
    return groups if len(groups) > 1 else [line for _name, lines in groups for line in lines]


class FundForm(forms.Form):
    """The money of one source; a row left empty is no source of the project."""

    planned = AmountField(label=_("Planned (yuan)"), **AMOUNT)
    arrived = AmountField(label=_("Arrived (yuan)"), **AMOUNT)
    paid = AmountField(label=_("Paid (yuan)"), **AMOUNT)

    def __init__(self, data: Any, *, fund: Fund) -> None:
        known = {name: getattr(fund, name) for name in self.base_fields} if fund.pk else {}
        super().__init__(data, initial=known, prefix=f"fund-{fund.source}")
        self.fund = fund

    @property
    def source_label(self) -> str:
        return code_lists()["fund_source"].label(self.fund.source)

    def filled(self) -> Fund | None:
        """The fund as typed; an amount left out of a row that is filled in is nothing."""
        if not any(self.cleaned_data.values()):
            return None
        for name in self.fields:
            setattr(self.fund, name, self.cleaned_data[name] or Decimal(0))
        return self.fund


def fund_forms(data: Any, project: Project) -> list[FundForm]:
    """One row for each source of the list, filled in where the project has that source."""
    known = {fund.source: fund for fund in project.funds.all()} if project.pk else {}
    return [
        FundForm(data, fund=known.get(source) or Fund(source=source))
        for source in code_lists()["fund_source"].codes
    ]


class BenefitForm(forms.ModelForm[Benefit]):
    """The date and the name may wait until the household signs."""

    class Meta:
        model = Benefit
        fields = [
            "project",
            "what_zh",
            "what_en",
            "quantity",
            "unit_zh",
            "unit_en",
            "yuan",
            "year",
            "received_on",
            "signed_by",
        ]
        labels = {"project": _("Project")}
        formfield_callback = formfield

    def __init__(
        self, data: Any, *, user: User, household: Household, initial: dict[str, Any]
    ) -> None:
        instance = Benefit(household=household, village=household.village)
        super().__init__(data, instance=instance, initial=initial)
        projects = Project.objects.visible_to(user).reaching(household.village_id)
        self.fields["project"].queryset = projects  # type: ignore[attr-defined]
        self.fields["yuan"].required = False

    def clean_yuan(self) -> Any:
        return self.cleaned_data["yuan"] or 0


class SignForm(forms.Form):
    signed_by = forms.CharField(
        label=_("Signed by"),
        max_length=40,
        help_text=_("Whoever of the family signed the receipt on paper."),
    )
    on = DateField(label=_("Signed on"))

    def __init__(self, data: Any, *, today: date, signed_by: str) -> None:
        super().__init__(data, initial={"on": today, "signed_by": signed_by})


class FindHouseholdForm(forms.Form):
    """The household that is to benefit, by its number or the last four digits of it."""

    number = forms.RegexField(
        r"^\d{1,16}$",
        label=_("Household number"),
        error_messages={"invalid": _("A household number has only digits.")},
    )
