"""Income by year and line, and what the family gets: the third part of the form and the results."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assistance.models import Benefit
from households.models import HouseholdYear
from households.models.income import INCOME
from povertyreg.documents.papers import Column, Note, Part, Section, Table
from povertyreg.papers.records import Records
from povertyreg.papers.wording import day, joined, label_of, yuan
from povertyreg.templatetags.look import quantity

YEARS_SHOWN = 3


def income(records: Records) -> Section:
    """The last years on file, and an empty column for the next one."""
    years = [year for year in records.years if year.year <= records.year][-YEARS_SHOWN:]
    following = years[-1].year + 1 if years else records.year
    headings = [*(str(year.year) for year in years), str(following)]
    columns = [
        Column(pgettext("column", "Line"), 2.6, "left"),
        *(Column(h, 1, "right") for h in headings),
    ]
    rows = [[label, *amounts, ""] for label, amounts in _lines(years)]
    table = Table(columns, rows, strong=[len(rows) - 2, len(rows) - 1])
    return Section(_("III. Income by year (yuan)"), [table, Note(formula())])


def formula() -> str:
    return _(
        "Per-capita net income = (wages + household business + property + transfers "
        "− business expenditure) ÷ household size."
    )


def _lines(years: list[HouseholdYear]) -> list[tuple[str, list[str]]]:
    """The four kinds; under each the lines that are not nought in any of the years."""
    rows: list[tuple[str, list[str]]] = []
    for kind, names in INCOME.items():
        sums = [sum((getattr(year, name) for name in names), Decimal(0)) for year in years]
        rows.append((str(kind), [yuan(total) for total in sums]))
        rows += [_line(years, name, of_which=True) for name in names if _is_told(years, name)]
    results = ((_("Net income"), "net_income"), (_("Per-capita net income"), "net_income_per_head"))
    rows.append(_line(years, "business_expenditure"))
    return rows + [
        (label, [yuan(getattr(year, name)) for year in years]) for label, name in results
    ]


def _is_told(years: list[HouseholdYear], name: str) -> bool:
    """A kind that has one line only is told by its sum."""
    return name != "wage" and any(getattr(year, name) for year in years)


def _line(
    years: list[HouseholdYear], name: str, *, of_which: bool = False
) -> tuple[str, list[str]]:
    label = label_of(HouseholdYear, name)
    if of_which:
        label = "\u3000" + _("of which: %(line)s") % {"line": label}
    return label, [yuan(getattr(year, name)) for year in years]


def received(records: Records, heading: str, *, blank: int = 2) -> Section:
    """Of the year: what came and what is planned, with a place to sign beside each."""
    benefits = [benefit for benefit in records.benefits if benefit.year == records.year]
    rows = [_benefit_row(benefit) for benefit in benefits]
    rows += [[""] * 7 for _blank in range(blank)]
    came = sum((b.yuan for b in benefits if b.received_on), Decimal(0))
    planned = sum((b.yuan for b in benefits if not b.received_on), Decimal(0))
    rows.append(["", "", _("Received in all"), "", yuan(came), "", ""])
    parts: list[Part] = [Table(benefit_columns(), rows, strong=[len(rows) - 1], pen=True)]
    if planned:
        said = _("A further %(yuan)s yuan is planned and not yet signed for.")
        parts.append(Note(said % {"yuan": yuan(planned)}))
    return Section(heading % {"year": records.year}, parts)


def benefit_columns() -> list[Column]:
    return [
        Column(pgettext("column", "Date"), 1.1),
        Column(pgettext("column", "Kind"), 0.9),
        Column(pgettext("column", "Measure"), 2.2, "left"),
        Column(pgettext("column", "Quantity"), 0.9, "right"),
        Column(pgettext("column", "Amount (yuan)"), 1.1, "right"),
        Column(pgettext("column", "Helping unit"), 1.6),
        Column(pgettext("column", "Householder's signature"), 1.3),
    ]


def _benefit_row(benefit: Benefit) -> list[str]:
    project = benefit.project
    unit = project.responsible_unit
    return [
        day(benefit.received_on) or _("planned"),
        project.get_type_display(),
        str(benefit),
        measured(benefit),
        yuan(benefit.yuan),
        unit.name if unit else "",
        "",
    ]


def measured(benefit: Benefit) -> str:
    """As "30 heads"; empty where nothing was counted."""
    if benefit.quantity is None:
        return ""
    return joined(f"{quantity(benefit.quantity)} {benefit.unit}".strip())
