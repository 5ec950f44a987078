"""A workbook as it is brought, the columns as a person names them, a cell put right."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.importing import kinds, words
from households.importing.examples import Examples
from households.importing.recognised import Heading, Recognised
from households.importing.tables import LEFT_OUT
from povertyreg.exchange.models import Import
from villages.models import County, Township

if TYPE_CHECKING:
    from villages.models import User

ACCEPTED: Final = ".xlsx,.xlsm,.xls,.csv"
MOST_BYTES: Final = 60 * 1024 * 1024
FIRST_YEAR, LAST_YEAR = 2000, 2100
NOT_OFFERED: Final = {"token", "serial"}
"""What only the register itself writes into a workbook, and what says nothing."""


class UploadForm(forms.Form):
    """Which file, what is in it, for which year and area."""

    file = forms.FileField(
        label=_("Workbook"),
        widget=forms.FileInput(attrs={"accept": ACCEPTED, "data-drop": ""}),
        help_text=_("Excel (.xlsx, .xls) or CSV. Your own layout will do: columns are recognised."),
    )
    kind = forms.ChoiceField(label=_("What is in it"))
    year = forms.IntegerField(label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    area = forms.ChoiceField(label=_("Area"))

    def __init__(self, *args: Any, user: "User", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = forms.ChoiceField(
            label=_("What is in it"), choices=[(kind, kinds.label(kind)) for kind in kinds.OFFERED]
        )
        self.fields["area"] = forms.ChoiceField(label=_("Area"), choices=_areas(user))

    def clean_file(self) -> Any:
        """A file that nobody should read into memory is refused before."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(
                _(
                    "The file has %(size)s; at most %(most)s are taken. Split it by village, or "
                    "remove pictures."
                )
                % {"size": filesizeformat(file.size), "most": filesizeformat(MOST_BYTES)}
            )
        return file


def _areas(user: "User") -> list[tuple[str, str]]:
    """Where the officer may import: his county and its townships, or his township."""
    places = [*County.objects.visible_to(user), *Township.objects.visible_to(user)]
    may = [one for one in places if user.has_perm("households.import_households", one)]
    return [(place.pk, place.name) for place in may]


class Named(NamedTuple):
    """An unknown column as it stands on the page."""

    heading: Heading
    field: forms.BoundField
    examples: tuple[str, ...]


class ColumnsForm(forms.Form):
    """A select for each column that nobody knows: a fact, or left out; one of both is chosen."""

    def __init__(self, *args: Any, import_: Import, told: Recognised, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.import_, self.told = import_, told
        for sheet in told.read:
            taken = {heading.key for heading in sheet.known}
            for heading in sheet.open:
                self._add(heading, taken)

    def _add(self, heading: Heading, taken: set[str]) -> None:
        self.fields[heading.field] = forms.ChoiceField(
            label=heading.text,
            choices=[
                ("", _("— choose —")),
                (LEFT_OUT, _("leave this column out")),
                *facts(self.import_.kind, without=taken),
            ],
            initial=LEFT_OUT if heading.is_left_out else "",
            error_messages={"required": _("Choose what this column is, or leave it out.")},
        )

    def sheets(self, examples: Examples) -> Iterator[tuple[str, list[Named]]]:
        """By sheet: each heading with its select, and what stands below it."""
        for sheet in self.told.read:
            if sheet.open:
                yield (
                    sheet.name,
                    [
                        Named(one, self[one.field], examples.get((sheet.name, one.place), ()))
                        for one in sheet.open
                    ],
                )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for sheet in self.told.read:
            seen: set[str] = set()
            for heading in sheet.open:
                chosen = cleaned.get(heading.field, LEFT_OUT)
                if chosen in seen:
                    self.add_error(
                        heading.field, _("Another column of this sheet is this already.")
                    )
                seen |= {chosen} - {LEFT_OUT}
        return cleaned

    def mapping(self) -> dict[str, dict[str, str]]:
        """Sheet → {heading: key, or LEFT_OUT}. The form is valid."""
        return {
            sheet.name: {heading.text: self.cleaned_data[heading.field] for heading in sheet.open}
            for sheet in self.told.read
            if sheet.open
        }


_GROUPS: Final[dict[str, Any]] = {
    "key": pgettext_lazy("facts of an import", "By what it is known"),
    "place": pgettext_lazy("facts of an import", "Place"),
    "head": pgettext_lazy("facts of an import", "Householder"),
    "household": pgettext_lazy("facts of an import", "Household"),
    "year": pgettext_lazy("facts of an import", "Household in the year"),
    "member": pgettext_lazy("facts of an import", "Person"),
    "row": pgettext_lazy("facts of an import", "Person in the year"),
    "seen": pgettext_lazy("facts of an import", "Only compared"),
    "there": pgettext_lazy("facts of an import", "Only compared"),
}


def facts(kind: str, *, without: Iterable[str] = ()) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every fact that a column can be, under the heading of what it belongs to."""
    left = [key for key in words.known(kind) if key not in NOT_OFFERED | set(without)]
    left.sort(key=_place)  # within a group they stay in their order
    return [
        (name, [(key, words.label(kind, key)) for key in keys])
        for name, keys in groupby(left, key=_group)
    ]


def _place(key: str) -> int:
    prefix = key.partition(".")[0]
    return list(_GROUPS).index(prefix) if prefix in _GROUPS else len(_GROUPS)


def _group(key: str) -> str:
    prefix = key.partition(".")[0]
    return str(_GROUPS.get(prefix, capfirst(prefix)))


class CorrectionForm(forms.Form):
    """The new text of a cell; where it stands is named by the spot."""

    spot = forms.CharField(max_length=50)
    text = forms.CharField(max_length=1000, required=False, strip=False)


class ThresholdForm(forms.Form):
    """Empty: one person is enough."""

    above = forms.IntegerField(
        label=_("A second person confirms above this many new or changed rows"),
        required=False,
        min_value=0,
        max_value=1_000_000,
        help_text=_("Leave empty if one person is enough for any import."),
    )
