"""The facts of a household, and its record of one year."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from households.choices import Category
from households.forms.fields import kept, offer_codes, typed
from households.models import Household, HouseholdYear
from households.models.income import AMOUNTS
from villages.models import User, Village, VillageGroup

CAUSES = ("main_cause", "second_cause", "third_cause")
LIVING = ("cultivated_land", "housing_area", "house_grade", "access_road", "fuel")


class VillageChoice(forms.ModelChoiceField[Village]):
    """Typing the last three digits of the code chooses the village."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.pk[9:]} {obj}"


class GroupChoice(forms.ModelChoiceField[VillageGroup]):
    """Groups under their village; where the page can, it shows the chosen village's only."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number:02d} {obj}"

    def offer(self, villages: list[Village]) -> None:
        """The groups of these villages, each village a heading that reads as its own option."""
        groups = VillageGroup.objects.filter(village__in=villages).order_by("village", "number")
        self.queryset = groups
        by_village: dict[str, list[tuple[Any, str]]] = {}
        for group in groups:
            by_village.setdefault(group.village_id, []).append(
                (group.pk, self.label_from_instance(group))
            )
        headed = [(f"{v.pk[9:]} {v}", by_village[v.pk]) for v in villages if v.pk in by_village]
        self.choices = [("", ""), *headed]


def villages_of(user: User) -> list[Village]:
    """Where this officer may enter files."""
    villages = Village.objects.visible_to(user)
    return [
        v for v in villages if user.has_perm("households.enter_household", Household(village=v))
    ]


class HouseholdForm(forms.ModelForm[Household]):
    """What stays with the household; its village is chosen once and gives the number."""

    class Meta:
        model = Household
        fields = ("village", "group", "standard", "phone", "bank", "bank_account", "address")
        field_classes = {"village": VillageChoice, "group": GroupChoice}
        formfield_callback = typed
        labels = {"standard": _("Standard"), "group": _("Group")}

    def __init__(self, *args: Any, user: User, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._stored = {name: getattr(self.instance, name) for name in ("phone", "bank_account")}
        self.initial["phone"] = self.instance.masked_phone
        self.initial["bank_account"] = self.instance.masked_bank_account
        offer_codes(self.fields, year, self.initial)
        self._offer_places(user)

    def _offer_places(self, user: User) -> None:
        group: Any = self.fields["group"]
        if self.instance.pk:
            del self.fields["village"]
            group.offer([self.instance.village])
            return
        villages = villages_of(user)
        village: Any = self.fields["village"]
        village.queryset = Village.objects.filter(pk__in=[v.pk for v in villages])
        village.empty_label = ""
        group.offer(villages)

    def clean_phone(self) -> str:
        return kept(self.cleaned_data["phone"], self._stored["phone"])

    def clean_bank_account(self) -> str:
        return kept(self.cleaned_data["bank_account"], self._stored["bank_account"])


class YearForm(forms.ModelForm[HouseholdYear]):
    """What changes from year to year. Income lines left empty are nought."""

    class Meta:
        model = HouseholdYear
        fields = ("proposed_category", *CAUSES, *LIVING, "confirmed_on", *AMOUNTS)
        formfield_callback = typed
        labels = {
            "proposed_category": _("Category"),
            "main_cause": _("Main cause"),
            "third_cause": _("Further cause"),
            "family_planning_grant": _("Family planning"),
            "five_guarantee_allowance": _("Five-guarantee"),
            "ecological_compensation": _("Eco. compensation"),
            "business_expenditure": _("− Expenditure"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        record = self.instance
        offer_codes(self.fields, record.year, self.initial, proposed_category=Category.REGISTERED)
        self.fields["main_cause"].required = True
        self.fields["proposed_category"].required = not record.category
        for name in AMOUNTS:
            self.initial[name] = self.initial.get(name) or None  # an empty field is typed over
            self.fields[name].widget.attrs["placeholder"] = "0.00"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in AMOUNTS:
            if cleaned.get(name) is None and name not in self.errors:
                cleaned[name] = Decimal(0)
        return cleaned
