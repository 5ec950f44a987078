"""The facts of a household, and its record of one year."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from households.choices import Category
from households.forms.fields import WithoutConstraints, kept, offer_codes, settled, typed
from households.models import Household, HouseholdYear
from households.models.income import AMOUNTS
from households.paper_form import LIVING, RELOCATION, SIGNING
from povertyreg.privacy import mask_phone
from villages.models import User, Village, VillageGroup

CAUSES = ("main_cause", "second_cause", "third_cause")
MASKED = ("phone", "bank_account")


class KnownChoice(forms.ModelChoiceField[Any]):
    """A choice among rows that are at hand: what was chosen is not looked up once more."""

    known: dict[str, Any]

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        try:
            return self.known[str(value)]
        except KeyError:
            raise forms.ValidationError(
                self.error_messages["invalid_choice"], "invalid_choice", {"value": value}
            ) from None

    def validate(self, value: Any) -> None:
        """Whatever `to_python` found is one of the choices."""
        forms.Field.validate(self, value)


class VillageChoice(KnownChoice):
    """Typing the last three digits of the code chooses the village."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.pk[9:]} {obj}"

    def offer(self, villages: list[Village]) -> None:
        self.known = {village.pk: village for village in villages}
        self.choices = [("", ""), *((v.pk, self.label_from_instance(v)) for v in villages)]


class GroupChoice(KnownChoice):
    """Groups under their village; where the page can, it shows the chosen village's only."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number:02d} {obj}"

    def offer(self, villages: list[Village]) -> None:
        """The groups of these villages, each village a heading that reads as its own option."""
        groups: QuerySet[VillageGroup] = VillageGroup.objects.filter(village__in=villages)
        self.known = {str(group.pk): group for group in groups.order_by("village", "number")}
        by_village: dict[str, list[tuple[Any, str]]] = {}
        for group in self.known.values():
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


class HouseholdForm(WithoutConstraints):
    """What stays with the household; its village is chosen once and gives the number."""

    class Meta:
        model = Household
        fields = (
            "village",
            "group",
            "phone",
            "standard",
            "address",
            "bank",
            "bank_account",
            "is_family_planning",
            "is_one_child_family",
            "is_two_daughter_family",
            "is_martyr_family",
            "national_number",
            "planned_exit_in",
        )
        field_classes = {"village": VillageChoice, "group": GroupChoice}
        formfield_callback = typed
        labels = {"standard": _("Standard"), "group": _("Group")}

    def __init__(self, *args: Any, villages: list[Village], year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._stored = {name: getattr(self.instance, name) for name in MASKED}
        self.initial.update({name: getattr(self.instance, f"masked_{name}") for name in MASKED})
        self.fields["phone"].widget.attrs["inputmode"] = "tel"
        self.fields["bank_account"].widget.attrs["inputmode"] = "numeric"
        offer_codes(self.fields, year, self.initial)
        self._offer_places(villages)

    def _offer_places(self, villages: list[Village]) -> None:
        village: Any = self.fields["village"]
        group: Any = self.fields["group"]
        if self.instance.pk:
            del self.fields["village"]
            group.offer([self.instance.village])
            return
        village.offer(villages)
        group.offer(villages)

    def clean_phone(self) -> str:
        return kept(self.cleaned_data["phone"], self._stored["phone"])

    def clean_bank_account(self) -> str:
        return kept(self.cleaned_data["bank_account"], self._stored["bank_account"])


class YearForm(WithoutConstraints):
    """What changes from year to year. Income lines left empty are nought."""

    class Meta:
        model = HouseholdYear
        fields = (
            "proposed_category",
            *CAUSES,
            "cause_note",
            "return_cause",
            "not_exited_because",
            "confirmed_on",
            *AMOUNTS,
            *LIVING.names,
            *RELOCATION.names,
            *SIGNING.names,
        )
        formfield_callback = typed
        labels = {
            "proposed_category": _("Category"),
            "main_cause": _("Main cause"),
            "third_cause": _("Further cause"),
            "family_planning_grant": _("Family planning"),
            "five_guarantee_allowance": _("Five-guarantee"),
            "ecological_compensation": _("Eco. compensation"),
            "business_expenditure": _("− Expenditure"),
            "filled_by_phone": _("Phone of who filled it in"),
        }

    def __init__(self, data: Any = None, *, instance: HouseholdYear) -> None:
        super().__init__(data, instance=settled(instance))
        record = self.instance
        self._stored_phone = record.filled_by_phone
        self.initial["filled_by_phone"] = mask_phone(record.filled_by_phone)
        offer_codes(self.fields, record.year, self.initial, proposed_category=Category.REGISTERED)
        self.fields["main_cause"].required = True
        self.fields["proposed_category"].required = not record.category
        for name in AMOUNTS:
            self.initial[name] = self.initial.get(name) or None  # an empty field is typed over
            self.fields[name].widget.attrs["placeholder"] = "0.00"

    def clean_filled_by_phone(self) -> str:
        return kept(self.cleaned_data["filled_by_phone"], self._stored_phone)

    def clean(self) -> dict[str, Any]:
        for name in AMOUNTS:
            if self.cleaned_data.get(name) is None and name not in self.errors:
                self.cleaned_data[name] = Decimal(0)
        return self.cleaned_data
