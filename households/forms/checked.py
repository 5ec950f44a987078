"""What the checks say of the form as far as it is typed, each sentence beside its field."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext as _

from households.choices import Relation, Severity
from households.dossier import File
from households.forms.said import OLD_NUMBER, UNKNOWN_COUNTY
from households.idnumbers import IdNumberError, first_county, read_id_number

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from households.forms.file import FileForm

TYPING = ""
"""The rule of a mistake that the form itself sees: a wrong digit, a letter in an amount."""


class Found(NamedTuple):
    """One rule that the file does not meet. `row`: of the form, from 0; None for the household."""

    rule: str
    severity: str
    row: int | None
    field: str
    text: "StrOrPromise"
    value: str = ""

    @property
    def key(self) -> tuple[str, int | None]:
        return self.rule, self.row


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


def checked(form: "FileForm", *, typing: str = "") -> Checked:
    """Look at what is typed so far. Empty fields are not yet mistakes, nor is the field in which
    somebody is still `typing`.
    """
    form.is_valid()
    found = [*_mistyped(form), *found_in(form)]
    lines = [_line(form, one) for one in found]
    return Checked(
        [line for line in lines if line.at != typing or not typing], _holding(form, found)
    )


def found_in(form: "FileForm") -> list[Found]:
    """What the rules find in the rows that can be read; `row` counts the rows of the form."""
    file, staying = form.file(), form.staying
    if not file.household.village_id:
        return []
    readable = [place for place, row in enumerate(staying) if not row.errors]
    file.people = [file.people[place] for place in readable]
    numbers = [form.rows.forms.index(staying[place]) for place in readable]
    found = run(file, today=form.today)
    return [one if one.row is None else one._replace(row=numbers[one.row]) for one in found]


def run(file: File, *, today: Any, before: File | None = None) -> list[Found]:
    """The rules that a number answers by itself (P-08, P-11), until the checks answer for all."""
    return [
        found
        for row, person in enumerate(file.people)
        for found in _of_number(row, person.member.id_number)
    ]


def _of_number(row: int, text: str) -> Iterator[Found]:
    try:
        number = read_id_number(text)
    except IdNumberError:
        return
    if number.is_old:
        yield Found("P-11", Severity.WARNING, row, "id_number", OLD_NUMBER)
    if not first_county(number.person):
        yield Found("P-08", Severity.WARNING, row, "id_number", UNKNOWN_COUNTY)


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
