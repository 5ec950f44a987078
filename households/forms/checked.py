"""What the checks say of the form as far as it is typed, each sentence beside its field."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext as _

from households import checks
from households.checks import Found
from households.choices import Relation, Severity
from households.dossier import File

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from households.forms.file import FileForm

TYPING = ""
"""The rule of a mistake that the form itself sees: a wrong digit, a letter in an amount."""


class Line(NamedTuple):
    """A finding as the page shows it: where, in words and as the id of the field."""

    found: Found
    where: str
    at: str

    @property
    def tone(self) -> str:
        return {Severity.ERROR: "e", Severity.WARNING: "w"}.get(Severity(self.found.severity), "i")


@dataclass(frozen=True)
class Checked:
    """All findings of a form, and what holds."""

    lines: list[Line] = field(default_factory=list)
    holds: "list[StrOrPromise]" = field(default_factory=list)

    @property
    def errors(self) -> list[Line]:
        return self._of(Severity.ERROR)

    @property
    def warnings(self) -> list[Line]:
        return self._of(Severity.WARNING)

    def _of(self, severity: Severity) -> list[Line]:
        return [line for line in self.lines if line.found.severity == severity]


def checked(form: "FileForm", *, typing: str | None = None, saving: bool = False) -> Checked:
    """Look at the whole form; when it is saved also beside other files and the year before.

    While somebody is `typing` (in the field with this id), empty fields are not yet mistakes, nor
    is that field.
    """
    form.is_valid()
    found = [*_mistyped(form), *found_in(form, saving=saving)]
    if typing is not None:
        found = [one for one in found if not _is_empty(form, one)]
    lines = [_line(form, one) for one in found]
    return Checked(
        [line for line in lines if line.at != typing or not typing], _holding(form, found)
    )


def found_in(form: "FileForm", *, saving: bool) -> list[Found]:
    """What the rules find in the rows that can be read; `row` counts the rows of the form."""
    file, staying = form.file(), form.staying
    if not file.household.village_id:
        return []
    readable = [place for place, row in enumerate(staying) if not row.errors]
    file.people = [file.people[place] for place in readable]
    numbers = [form.rows.forms.index(staying[place]) for place in readable]
    if saving:
        found = checks.run(file, today=form.today, before=_before(file))
    else:
        found = checks.run_alone(file, today=form.today)
    if len(readable) < len(staying):  # who belongs to the household is told when all can be read
        found = [one for one in found if one.row is not None or not one.rule.startswith("R-")]
    return [one if one.row is None else replace(one, row=numbers[one.row]) for one in found]


def _before(file: File) -> File | None:
    """The file of the year before, which this one is compared with."""
    household = file.household
    return checks.last_year(household, file.year.year) if household.pk else None


def _is_empty(form: "FileForm", found: Found) -> bool:
    """Whether it stands at a field in which nothing is typed yet."""
    part = form.part_of(found.row, found.field)
    return part is not None and part[found.field].value() in (None, "")


def _mistyped(form: "FileForm") -> Iterator[Found]:
    """What no field can hold; that a field is still empty is said when somebody saves."""
    for part in (form.household, form.year):
        yield from _errors_of(part, None)
    for number, row in enumerate(form.rows.forms):
        if row.has_changed():
            yield from _errors_of(row, number)


def _errors_of(part: Any, row: int | None) -> Iterator[Found]:
    for name, errors in part.errors.as_data().items():
        for error in errors:
            typed = name in part.fields and part[name].data
            if typed and error.code != "required":
                yield Found(TYPING, Severity.ERROR, row, name, " ".join(error.messages))


def _line(form: "FileForm", found: Found) -> Line:
    """Where it is; what concerns no field in particular stands at the name or in no place."""
    part: Any = form.part_of(found.row, found.field)
    label = part[found.field].label if part else ""
    at = part[found.field].id_for_label if part else ""
    if found.row is None:
        return Line(found, str(label), at)
    place = {"row": found.row + 1, "label": label}
    return Line(
        found, _("Row %(row)d, %(label)s") % place if part else _("Row %(row)d") % place, at
    )


def _holding(form: "FileForm", found: list[Found]) -> "list[StrOrPromise]":
    """What the eye would look for first, once there is somebody to look at."""
    rules = {one.rule for one in found}
    rows = [row for row in form.staying if not row.errors]
    heads = [row for row in rows if row.record.relation == Relation.HOUSEHOLDER]
    facts = [
        (len(heads) == 1, _("one householder")),
        (bool(rows) and not rules & {"R-07", "R-08"}, _("relations agree with the sexes")),
        (bool(rows) and not any(r.startswith("P-") for r in rules), _("numbers are in order")),
        (bool(rows) and not rules & {"M-07", "L-13"}, _("months of work agree with the wages")),
    ]
    return [sentence for holds, sentence in facts if holds]
