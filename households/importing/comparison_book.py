"""The comparison as a workbook: the villages, then a sheet for each kind of difference."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from households.codes import code_lists
from households.importing import words
from households.importing.comparison import Comparison, Finding, cells, sentences
from households.models import Household
from povertyreg.audit import trail
from povertyreg.exchange.models import ImportEntry
from povertyreg.exchange.writing import WHOLE, Cell, Column, Head, Sheet, write_workbook
from povertyreg.privacy import mask_id_number
from villages.models import User

Rows = Iterator[list[Cell]]
_AT_ONCE = 2000
_PERSONAL = re.compile(r"\d{17}[\dXx]|\d{15}$")


def workbook(comparison: Comparison, *, by: User) -> bytes:
    """Write it, private numbers masked, and note who took it out."""
    import_ = comparison.import_
    target = BytesIO()
    title = _("Comparison with the national system")
    write_workbook(target, _sheets(comparison), title=title, author=by.name)
    counts: dict[str, Any] = {str(finding): number for finding, number in comparison.totals}
    trail.record(by, "export_comparison", import_, area=import_.area_code, **counts)
    return target.getvalue()


def _sheets(comparison: Comparison) -> list[Sheet]:
    household = [(_("Village"), 16), (_("Household number"), 20), (_("Householder"), 14)]
    differing = [
        *household, (_("Whose"), 14), (_("Fact"), 24), (_("Here"), 30), (_("There"), 30),
    ]  # fmt: skip
    return [
        _villages(comparison),
        _list(
            _("Only here"),
            [*household, (_("National number"), 20), (_("Category"), 16)],
            _only_here(comparison),
        ),
        _list(
            _("Only there"),
            [(_("Village"), 16), (_("Named in the file"), 22), *household[2:], (_("Row"), 10)],
            _only_there(comparison),
        ),
        _list(_("Differs"), differing, _differing(comparison)),
        _list(
            _("Cannot be compared"),
            [(_("Village"), 16), (_("Named in the file"), 22), *household[2:], (_("Row"), 10),
             (_("Why"), 80)],
            _held(comparison),
        ),
    ]  # fmt: skip


def _villages(comparison: Comparison) -> Sheet:
    import_ = comparison.import_
    return Sheet(
        name=_("Villages"),
        columns=[Column(22), *(Column(14, WHOLE) for _finding in Finding)],
        heads=[[Head(_("Village")), *(Head(_capital(str(f.label))) for f in Finding)]],
        rows=[
            [place.name, *(number for _finding, number in place.figures)]
            for place in comparison.places
        ],
        above=[
            [_("Comparison with the national system")],
            [f"{import_.file_name} · {import_.year} · {import_.fingerprint}"],
        ],
        total=[_("Together"), *(number for _finding, number in comparison.totals)],
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _list(name: str, heads: list[tuple[str, int]], rows: Rows) -> Sheet:
    return Sheet(
        name=name,
        columns=[Column(width) for _head, width in heads],
        heads=[[Head(head) for head, _width in heads]],
        rows=rows,
        is_list=True,
    )


def _only_here(comparison: Comparison) -> Rows:
    for household in comparison.only_here().iterator(chunk_size=_AT_ONCE):
        yield [
            household.village.name,
            household.number,
            household.householder_name,
            household.national_number,
            category(household),
        ]


def category(household: Household) -> str:
    """In words; those not classified yet are in no national list."""
    code = household.record.category if household.record else ""
    return code_lists()["category"].label(code) if code else _("not classified")


def _only_there(comparison: Comparison) -> Rows:
    for entry in _entries(comparison, Finding.ONLY_THERE):
        yield [_village(comparison, entry), named(entry), entry.name, rows_of(entry)]


def _differing(comparison: Comparison) -> Rows:
    """A line for each fact."""
    for entry in _entries(comparison, Finding.DIFFERS):
        first = [_village(comparison, entry), entry.number, entry.name]
        for cell in cells(entry):
            here, there = _text(cell.here), _text(cell.there)
            yield [*first, cell.whose or _("household"), cell.label, here, there]


def _held(comparison: Comparison) -> Rows:
    for entry in _entries(comparison, Finding.HELD):
        why = "\n".join(sentences(entry))
        yield [
            _village(comparison, entry),
            entry.number or named(entry),
            entry.name,
            rows_of(entry),
            why,
        ]


def _entries(comparison: Comparison, finding: Finding) -> Iterator[ImportEntry]:
    return comparison.entries(finding).iterator(chunk_size=_AT_ONCE)


def _village(comparison: Comparison, entry: ImportEntry) -> str:
    return comparison.names.get(entry.village_code, "")


def rows_of(entry: ImportEntry) -> str:
    """The rows of a household, as the file counts them."""
    return ", ".join(str(row) for _sheet, row, *_fate in entry.rows)


def _text(value: words.Shown | None) -> str:
    return f"{value.code} {value.text}".strip() if value else ""


def named(entry: ImportEntry) -> str:
    """By which number the file names a household; "" for the marks that stand in for one."""
    if ":" in entry.key:
        return ""
    return mask_id_number(entry.key) if _PERSONAL.match(entry.key) else entry.key
