"""Forms of a change in the family: the day, the reason, and whom it is about."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.forms.models import construct_instance, fields_for_model
from django.utils.translation import gettext_lazy as _

from households.changes import evidence
from households.changes.frame import Said
from households.choices import LEAVING, ChangeKind
from households.dossier import Person
from households.forms.fields import offer_codes, typed
from households.forms.household import GroupChoice, VillageChoice
from households.models import Household, Member, MemberYear
from villages.models import User, Village, VillageGroup

IDENTITY = ("name", "id_number", "no_id_reason", "birth_date", "sex", "ethnic_group")
OF_THE_YEAR = ("relation", "education", "school", "health", "labour")


def day_field(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))


class ChangeForm(forms.Form):
    """What every change asks. `rows`: those who live in the household now."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    on = day_field(_("Day"))
    reason = forms.CharField(
        label=_("Reason and proof"),
        max_length=200,
        help_text=_("In short, with the document: it stays in the history of the household."),
    )
    first: ClassVar[tuple[str, ...]] = ()
    """Fields that stand before the day."""

    def __init__(
        self, *args: Any, household: Household, rows: list[MemberYear], kind: ChangeKind,
        user: User, today: date, initial: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        known = {"version": household.version, "on": today, **(initial or {})}
        super().__init__(*args)
        self.initial = known
        self.household, self.rows, self.kind, self.user = household, rows, kind, user
        self.today = today
        if evidence.is_kept(user, household):
            self.fields["evidence"] = forms.FileField(label=_("Paper, scanned"), required=False)
        self.prepare()

    def prepare(self) -> None:
        """Fields of the kind, and what they offer."""

    @property
    def shown(self) -> list[forms.BoundField]:
        """In the order of the page."""
        names = [*self.first, *(name for name in self.fields if name not in self.first)]
        return [self[name] for name in names if name != "version"]

    def said(self, request_id: str) -> Said:
        given = self.cleaned_data
        return Said(
            given["on"], given["reason"], given["version"], self.user, request_id,
            given.get("evidence"),
        )  # fmt: skip


class JoinForm(ChangeForm):
    """A new member; a newborn's birth date is the day itself."""

    def prepare(self) -> None:
        identity = [n for n in IDENTITY if n != "birth_date" or not self.is_birth]
        self.fields |= fields_for_model(Member, identity, formfield_callback=typed)
        self.fields |= fields_for_model(MemberYear, OF_THE_YEAR, formfield_callback=typed)
        for name in {"birth_date", "sex"} & set(identity):
            self.fields[name].required = False  # the ID number says both
        self.fields["id_number"].widget.attrs["autocomplete"] = "off"
        self.fields["no_id_reason"].help_text = _("Only without an ID number.")
        if self.is_birth:
            self.fields["on"].label = _("Born on")
        self.initial["ethnic_group"] = self._family_group()
        offer_codes(self.fields, self.today.year, self.initial)
        name, *others = identity
        born = ("on",) if self.is_birth else ()
        self.first = (name, *born, *others, *OF_THE_YEAR)  # type: ignore[misc]

    @property
    def is_birth(self) -> bool:
        return self.kind == ChangeKind.BIRTH

    def _family_group(self) -> str:
        head = self.household.householder
        return head.ethnic_group if head else ""

    def person(self) -> Person:
        """Fresh each time: a refused attempt leaves nothing behind."""
        member = construct_instance(self, Member(), [n for n in IDENTITY if n in self.fields])
        if self.is_birth:
            member.birth_date = self.cleaned_data["on"]
        return Person(member, construct_instance(self, MemberYear(), OF_THE_YEAR))


class LeaveForm(ChangeForm):
    """Who leaves; of the householder the page asks next who follows."""

    first = ("member",)

    def prepare(self) -> None:
        self.fields["member"] = people_field(_("Who"), self.rows)


class CloseForm(ChangeForm):
    """The whole household ends."""

    first = ("because",)

    def prepare(self) -> None:
        self.fields["because"] = forms.ChoiceField(
            label=_("How the last members left"),
            choices=leaving_choices(),
            widget=forms.RadioSelect,
        )


class TransferForm(ChangeForm):
    """Where the household lives from now on."""

    first = ("village", "group")

    def prepare(self) -> None:
        area = Village.objects.visible_to(self.user)
        near = list(area.exclude(pk=self.household.village_id))
        village = VillageChoice(area.none(), label=_("New village"))
        group = GroupChoice(
            VillageGroup.objects.none(), label=_("Villagers' group"), required=False
        )
        for choice in (village, group):
            choice.offer(near)
        self.fields |= {"village": village, "group": group}


class UndoForm(forms.Form):
    """Why the entry was wrong."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why the entry was wrong"), max_length=200)


def people_field(label: Any, rows: list[MemberYear], *, several: bool = False) -> forms.Field:
    """One radio button (or one tick) for each person, with the relation."""
    choices = [
        (str(row.member_id), f"{row.member.shown_name} ({row.get_relation_display()})")  # type: ignore[attr-defined]
        for row in rows
    ]
    if several:
        return forms.MultipleChoiceField(
            label=label, choices=choices, widget=forms.CheckboxSelectMultiple
        )
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)


def leaving_choices() -> list[tuple[str, Any]]:
    return [(kind.value, kind.label) for kind in ChangeKind if kind in LEAVING]
