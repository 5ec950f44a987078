"""A workbook as it is brought, the columns as a person names them, a cell put right."""

from collections.abc import Collection, Set
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
from households.importing.tables import KEYS, LEFT_OUT
from povertyreg.exchange.models import Import
from villages.models import County, Township

if TYPE_CHECKING:
    from villages.models import User

ACCEPTED: Final = ".xlsx,.xlsm,.xls,.csv"
MOST_BYTES: Final = 60 * 1024 * 1024
FIRST_YEAR, LAST_YEAR = 2000, 2100
NOT_OFFERED: Final = {"token", "serial"}
"""What only the register itself writes into a workbook, and what says nothing."""
FIXED: Final = {"token"}


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
    """A column as it stands on the page; `field` None while nobody says that it is another."""

    heading: Heading
    field: forms.BoundField | None
    examples: tuple[str, ...]
    is_fixed: bool = False


class Columns(NamedTuple):
    """The columns of a sheet: those that nobody knows, and the others."""

    sheet: str
    open: list[Named]
    known: list[Named]


class ColumnsForm(forms.Form):
    """A select for each column that nobody knows, and for each that was recognised wrongly.

    `changed`: the names of these fields.
    """

    def __init__(
        self,
        *args: Any,
        import_: Import,
        told: Recognised,
        changed: Collection[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.import_, self.told = import_, told
        every = facts(import_.kind)
        for sheet in told.read:
            for heading in sheet.headings:
                if not heading.key or (heading.field in changed and heading.key not in FIXED):
                    self._add(heading, every)

    def _add(self, heading: Heading, every: list[Any]) -> None:
        own = [(heading.key, heading.label)] if heading.key in NOT_OFFERED else []
        self.fields[heading.field] = forms.ChoiceField(
            label=heading.text,
            choices=[
                ("", _("— choose —")),
                (LEFT_OUT, _("leave this column out")),
                *own,
                *every,
            ],
            initial=heading.key or (LEFT_OUT if heading.is_left_out else ""),
            error_messages={"required": _("Choose what this column is, or leave it out.")},
        )

    def sheets(self, examples: Examples) -> list[Columns]:
        """Each heading with its select, and what stands below it."""
        return [
            Columns(
                sheet.name,
                [self._named(sheet.name, one, examples) for one in sheet.open],
                [self._named(sheet.name, one, examples) for one in sheet.known],
            )
            for sheet in self.told.read
        ]

    def _named(self, sheet: str, heading: Heading, examples: Examples) -> Named:
        field = self[heading.field] if heading.field in self.fields else None
        below = examples.get((sheet, heading.place), ())
        return Named(heading, field, below, is_fixed=heading.key in FIXED)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for sheet in self.told.read:
            asked = [one for one in sheet.headings if one.field in self.fields]
            seen = {one.key for one in sheet.known if one not in asked}
            for heading in asked:
                chosen = cleaned.get(heading.field, LEFT_OUT)
                if chosen in seen:
                    self.add_error(
                        heading.field, _("Another column of this sheet is this already.")
                    )
                seen |= {chosen} - {LEFT_OUT}
            if asked and not self.errors and not seen & self._keys():
                self.add_error(asked[0].field, _NOBODYS % {"sheet": sheet.name})
        return cleaned

    def _keys(self) -> Set[str]:
        """Facts of which a sheet needs one at least."""
        known = set(words.known(self.import_.kind))
        return KEYS & known or known

    def mapping(self) -> dict[str, dict[str, str]]:
        """Sheet → {name of the column: key, or LEFT_OUT}, with what was said before."""
        mapping = {sheet: dict(named) for sheet, named in self.import_.mapping.items()}
        for sheet in self.told.read:
            said = {
                one.name: self.cleaned_data[one.field]
                for one in sheet.headings
                if one.field in self.fields and self.cleaned_data[one.field] != one.key
            }
            mapping[sheet.name] = {**mapping.get(sheet.name, {}), **said}
        return {sheet: named for sheet, named in mapping.items() if named}


_NOBODYS: Final = _(
    "No column of the sheet “%(sheet)s” is left that says whose its rows are. Keep the number, the "
    "householder, the name or the ID number."
)


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


def facts(kind: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every fact that a column can be, under the heading of what it belongs to."""
    left = [key for key in words.known(kind) if key not in NOT_OFFERED]
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
