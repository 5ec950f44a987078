"""The booklet that the household keeps (扶贫手册): its eight sections, equal to the register."""

from django.utils.translation import gettext as _

from povertyreg.documents.papers import Section
from povertyreg.papers import family, money, plan
from povertyreg.papers.card import signatures
from povertyreg.papers.records import Records


def booklet(records: Records) -> list[Section]:
    basic, living = family.basic(records), family.living(records, family.FULL_LIVING)
    return [
        Section(_("1. Basic facts"), [*basic.parts, *living.parts]),
        Section(_("2. Members of the family"), family.members(records).parts),
        plan.responsible(records, _("3. Persons responsible"), blank=3),
        plan.exit_plan(records, _("4. Plan of exit")),
        plan.measures(records, _("5. Measures of help")),
        money.received(records, _("6. What the family has received (%(year)d)"), blank=6),
        plan.ledger(_("7. Work by the quarter")),
        plan.monitoring(_("8. Income by the quarter")),
        signatures(),
    ]
