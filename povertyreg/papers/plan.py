"""How the household is to leave poverty, who answers for it, and what is written by the quarter."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assistance.models import Cadre
from povertyreg.documents.papers import Column, Note, Section, Table
from povertyreg.papers.family import insured
from povertyreg.papers.money import measured
from povertyreg.papers.records import Records
from povertyreg.papers.wording import day, label_of, shown, yuan

QUARTERS, LINES_A_QUARTER = 4, 4
NOT_AT_SCHOOL = ("", "01")


def responsible(records: Records, heading: str, *, blank: int = 1) -> Section:
    """Each pairing on a line of its own, with room for the next one."""
    columns = [
        Column(label_of(Cadre, "name"), 1.1),
        Column(pgettext("column", "Unit"), 2),
        Column(label_of(Cadre, "affiliation"), 0.9),
        Column(label_of(Cadre, "post"), 1),
        Column(label_of(Cadre, "phone"), 1.3),
        Column(pgettext("column", "From"), 1.1),
        Column(pgettext("column", "Until"), 1.1),
    ]
    rows = [
        [
            pairing.cadre.shown_name,
            pairing.cadre.unit.name,
            shown(pairing.cadre, "affiliation"),
            pairing.cadre.post,
            pairing.cadre.masked_phone,
            day(pairing.starts_on),
            day(pairing.ends_on),
        ]
        for pairing in records.pairings
    ]
    return Section(heading, [Table(columns, rows + _blank(blank, columns))])


def exit_plan(records: Records, heading: str) -> Section:
    """Indicators with their aim and today's state; plan and result are written at the table."""
    columns = [
        Column(pgettext("column", "Indicator"), 1.4, "left"),
        Column(pgettext("column", "Aim"), 1.3),
        Column(pgettext("column", "Present state"), 1.3),
        Column(pgettext("column", "Plan for %(year)d") % {"year": records.year}, 1.6),
        Column(pgettext("column", "Reached"), 0.9),
    ]
    rows = [[*indicator, "", ""] for indicator in _indicators(records)]
    return Section(heading, [Table(columns, rows)])


def _indicators(records: Records) -> list[tuple[str, str, str]]:
    record, n = records.record, len(records.people)
    pupils = sum(row.school not in NOT_AT_SCHOOL for row in records.people)
    medical = insured(records, "has_medical_insurance", "has_employee_medical")
    pension = insured(records, "has_pension_insurance", "has_employee_pension")
    return [
        (
            _("Per-capita net income"),
            _("above the line"),
            yuan(record.net_income_per_head) if record else "",
        ),
        (_("Safe housing"), _("grade A or B"), shown(record, "house_grade") if record else ""),
        (
            _("Compulsory education"),
            _("nobody drops out"),
            _("%(n)d at school") % {"n": pupils},
        ),
        (_("Basic medical care"), _("all are insured"), _of_all(medical, n)),
        (_("Old-age security"), _("all grown-ups are insured"), _of_all(pension, n)),
    ]


def _of_all(insured_people: int, everybody: int) -> str:
    return _("%(n)d of %(all)d insured") % {"n": insured_people, "all": everybody}


def measures(records: Records, heading: str) -> Section:
    """What the household was granted, year by year, planned or received."""
    columns = [
        Column(pgettext("column", "Year"), 0.7),
        Column(pgettext("column", "Kind"), 1),
        Column(pgettext("column", "Measure"), 2.2, "left"),
        Column(pgettext("column", "Quantity"), 1, "right"),
        Column(pgettext("column", "Amount (yuan)"), 1.1, "right"),
        Column(pgettext("column", "Helping unit"), 1.6),
        Column(pgettext("column", "Received on"), 1.1),
    ]
    rows = [
        [
            str(benefit.year),
            benefit.project.get_type_display(),
            str(benefit),
            measured(benefit),
            yuan(benefit.yuan),
            benefit.project.responsible_unit.name if benefit.project.responsible_unit else "",
            day(benefit.received_on),
        ]
        for benefit in records.benefits
    ]
    return Section(heading, [Table(columns, rows + _blank(4, columns))])


def ledger(heading: str) -> Section:
    """Empty: the cadre writes at the table of the family, quarter by quarter."""
    columns = [
        Column(pgettext("column", "Quarter"), 0.8),
        Column(pgettext("column", "What was done"), 3.2, "left"),
        Column(pgettext("column", "Responsible person"), 1.2),
        Column(pgettext("column", "Unit"), 1.2),
        Column(pgettext("column", "Date"), 1),
    ]
    rows = [
        [_quarter(quarter) if line == 0 else "", *[""] * 4]
        for quarter in range(1, QUARTERS + 1)
        for line in range(LINES_A_QUARTER)
    ]
    return Section(heading, [Table(columns, rows, pen=True)], new_page=True)


def monitoring(heading: str) -> Section:
    """Empty: the income since January, counted at the end of each quarter."""
    columns = [
        Column(pgettext("column", "Quarter"), 1),
        Column(pgettext("column", "Wages"), 1),
        Column(pgettext("column", "Household business"), 1.1),
        Column(pgettext("column", "Property"), 1),
        Column(pgettext("column", "Transfers"), 1),
        Column(pgettext("column", "Expenditure"), 1),
        Column(pgettext("column", "Per head"), 1),
        Column(pgettext("column", "Surveyor"), 1),
        Column(pgettext("column", "Householder's signature"), 1.2),
    ]
    rows = [[_quarter(n), *[""] * 8] for n in range(1, QUARTERS + 1)]
    said = _("In yuan, counted from January to the end of the quarter.")
    return Section(heading, [Table(columns, rows, pen=True), Note(said)])


def _quarter(number: int) -> str:
    return _("Q%(number)d") % {"number": number}


def _blank(rows: int, columns: list[Column]) -> list[list[str]]:
    return [[""] * len(columns) for _row in range(rows)]
