"""What an exit was held against, for the paper that tells how it was decided."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from households.exit_checklist import Line
from households.models import ExitAssessment
from povertyreg.documents.papers import Column, Note, Section, Table
from povertyreg.papers.records import Records
from povertyreg.papers.wording import day, holds, joined


def checklist(records: Records) -> list[Section]:
    """The exit standard item by item, and the householder's signature."""
    held = records.checklist
    if held is None or held.assessment is None:
        return []
    columns = [
        Column(pgettext("column", "Item"), 2.2, "left"),
        Column(pgettext("column", "Found"), 2.6, "left"),
        Column(pgettext("column", "Holds"), 0.7),
    ]
    rows = [[str(line.item), _found(line), holds(line.reached)] for line in held.lines]
    heading = _("Held against: %(standard)s") % {"standard": held.standard}
    signature = Note(_signature(held.assessment), small=False)
    return [Section(heading, [Table(columns, rows), signature])]


def _found(line: Line) -> str:
    figure = "" if line.is_yes_no or line.found is None else f"{line.found} {line.item.unit}"
    return joined(figure, line.fact.shown, line.evidence)


def _signature(assessment: ExitAssessment) -> str:
    if not assessment.confirmed_on:
        return _("The householder has not confirmed the exit yet.")
    return _("Confirmed by %(who)s on %(day)s.") % {
        "who": assessment.confirmed_by,
        "day": day(assessment.confirmed_on),
    }
