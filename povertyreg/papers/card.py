"""The household card: two pages in the order of the official form."""

from django.utils.translation import gettext as _

from povertyreg.documents.papers import Section, Signatures
from povertyreg.papers import family, money, plan, way
from povertyreg.papers.records import Records


def card(records: Records) -> list[Section]:
    return [
        family.basic(records),
        family.members(records),
        money.income(records),
        family.living(records),
        plan.responsible(records, _("V. Persons responsible")),
        money.received(records, _("VI. What the family receives (%(year)d)")),
        way.way(records, _("VII. How the household was identified")),
        plan.exit_plan(records, _("VIII. Plan of exit")),
        signatures(),
    ]


def signatures() -> Section:
    return Section(
        "",
        [Signatures([_("Householder (signature, fingerprint):"), _("Filled in by:"), _("Date:")])],
    )
