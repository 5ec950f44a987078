"""Reports as a test asks for them."""

from povertyreg.reports import scopes
from povertyreg.reports.catalogue import REPORTS
from povertyreg.reports.drawing import Drawn, drawn

COUNTY, TOWNSHIP = "520521", "520521225"
YUNFENG, ZONGSHU = "520521225201", "520521225202"


def report(slug: str, user, area: str = "", year: int | None = 2015, state: str = "all") -> Drawn:
    found = REPORTS[slug]
    place = scopes.area_for(user, area)
    return drawn(found, scopes.scope_for(found, user, area=place, year=year, state=state))


def figures(one: Drawn, code: str = "") -> dict[str, object]:
    """The values of a unit, or of the total."""
    rows = {row.unit.code: row for row in one.table.rows}
    values = (rows[code] if code else one.table.total).values
    return {column.name: values[column.name] for column in one.report.columns}


def failed(one: Drawn) -> list[str]:
    return [str(check.says) for check in one.table.checks if check.broken]
