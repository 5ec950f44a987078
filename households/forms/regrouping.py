"""Forms in two steps: first who, then everybody's relation to the householder."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from households.changes import succession
from households.choices import ChangeKind, Relation
from households.codes import code_lists
from households.forms.changes import ChangeForm, leaving_choices, people_field
from households.models import Household, Member, MemberYear

SECOND = "relations"
"""The button of the second step; its form carries the first step along."""


class TwoStepForm(ChangeForm):
    """`about()`: the people of the second step with the suggested relations."""

    asked: list[tuple[MemberYear, forms.BoundField]]
    """The people of the second step, each with the field of the relation."""
    can_ask = False

    @property
    def is_second(self) -> bool:
        return SECOND in self.data

    def about(self) -> tuple[list[MemberYear], dict[int, str]]:
        raise NotImplementedError

    def full_clean(self) -> None:
        """The fields of the second step follow from what was chosen in the first."""
        super().full_clean()
        self.asked = []
        self.can_ask = self.is_bound and not self.errors
        if self.can_ask:
            self._ask()

    def _ask(self) -> None:
        rows, suggested = self.about()
        options = [("", ""), *code_lists()["relation"].options(self.today.year)]
        for row in rows:
            name = f"relation-{row.member_id}"
            self.fields[name] = forms.ChoiceField(
                label=row.member.shown_name, choices=options, initial=suggested.get(row.member_id)
            )
            self.fields[name].widget.attrs["aria-label"] = _(
                "%(name)s: relation to the householder"
            ) % {"name": row.member.shown_name}
            self.asked.append((row, self[name]))
            if self.is_second:
                self._read(name)

    def _read(self, name: str) -> None:
        field = self.fields[name]
        value = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
        try:
            self.cleaned_data[name] = field.clean(value)
        except ValidationError as wrong:
            self.add_error(name, wrong)

    def suggest(self) -> None:
        """The second page begins with what the table tells."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        for _row, field in self.asked:
            data[field.name] = field.field.initial or ""
        self.data = data

    @property
    def new_householder(self) -> str:
        """Whom the relations are told to, where it is another one than now."""
        chosen = str(self.cleaned_data.get("heir", ""))
        return next((r.member.shown_name for r in self.rows if str(r.member_id) == chosen), "")

    @property
    def paper(self) -> forms.BoundField | None:
        """A file cannot be carried along: the second step asks for it."""
        return self["evidence"] if "evidence" in self.fields else None

    @property
    def shows_relations(self) -> bool:
        """The first step is right, as far as anybody has said."""
        return self.can_ask and not any(field.errors for field in self.carried)

    @property
    def carried(self) -> list[forms.BoundField]:
        """What was said in the first step, hidden in the second."""
        asked = {field.name for _row, field in self.asked}
        return [self[name] for name in self.fields if name not in {*asked, "evidence"}]

    def relations(self) -> dict[int, str]:
        return {row.member_id: self.cleaned_data[field.name] for row, field in self.asked}


class SuccessionForm(TwoStepForm):
    """Who follows, and whether the former householder stays."""

    first: ClassVar[tuple[str, ...]] = ("leaving", "heir")

    def prepare(self) -> None:
        others = [r for r in self.rows if r.member_id != self.household.householder_id]
        self.fields["leaving"] = forms.ChoiceField(
            label=_("The householder so far"),
            choices=[("", _("stays in the household")), *leaving_choices()],
            required=False,
            widget=forms.RadioSelect,
        )
        self.fields["heir"] = people_field(_("New householder"), others)

    @property
    def leaving(self) -> ChangeKind | None:
        given = self.cleaned_data["leaving"]
        return ChangeKind(given) if given else None

    @property
    def heir(self) -> Member:
        chosen = int(self.cleaned_data["heir"])
        found: Member = next(row.member for row in self.rows if row.member_id == chosen)
        return found

    def about(self) -> tuple[list[MemberYear], dict[int, str]]:
        head = self.household.householder_id if self.leaving else None
        rows = [row for row in self.rows if row.member_id != head]
        told = succession.suggested(rows, self.heir.pk, self.household.householder)
        return [row for row in rows if row.member_id != self.heir.pk], told


class SplitForm(TwoStepForm):
    """Who goes, and who of them is householder there."""

    first: ClassVar[tuple[str, ...]] = ("members", "heir")

    def prepare(self) -> None:
        others = [r for r in self.rows if r.member_id != self.household.householder_id]
        self.fields["members"] = people_field(_("Who goes"), others, several=True)
        self.fields["heir"] = people_field(_("Householder of the new household"), others)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if "members" in given and given.get("heir") not in given["members"]:
            self.add_error("heir", _("Choose one of those who go."))
        return given

    def about(self) -> tuple[list[MemberYear], dict[int, str]]:
        going = {int(pk) for pk in self.cleaned_data["members"]}
        heir = int(self.cleaned_data["heir"])
        rows = [row for row in self.rows if row.member_id in going]
        told = succession.suggested(rows, heir, self.household.householder)
        return [row for row in rows if row.member_id != heir], told

    def relations(self) -> dict[int, str]:
        return {int(self.cleaned_data["heir"]): Relation.HOUSEHOLDER, **super().relations()}


class MergeForm(TwoStepForm):
    """Which household joins this one."""

    first: ClassVar[tuple[str, ...]] = ("other",)

    def prepare(self) -> None:
        self.fields["other"] = forms.CharField(
            label=_("Number of the household that joins"),
            max_length=16,
            help_text=_("The last four digits are enough. It is closed afterwards."),
        )
        self.fields["other"].widget.attrs["inputmode"] = "numeric"

    def clean_other(self) -> Household:
        typed = str(self.cleaned_data["other"]).strip()
        number = f"{self.household.village_id}{typed.zfill(4)}" if len(typed) <= 4 else typed
        own = Household.objects.visible_to(self.user).select_related("householder", "village")
        found: Household | None = own.filter(number=number).first()
        if found is None:
            raise ValidationError(_("No household of your area has this number. Check the file."))
        if found.pk == self.household.pk:
            raise ValidationError(_("This is the same household."))
        return found

    def about(self) -> tuple[list[MemberYear], dict[int, str]]:
        return succession.rows_of(self.cleaned_data["other"]), {}
