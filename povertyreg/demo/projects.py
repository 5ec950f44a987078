"""The projects of 2015 with villages and funds, and the plan of reduction."""

from datetime import date
from decimal import Decimal
from typing import Final

from assistance.models import Fund, HelpingUnit, Project, ReductionPlan
from povertyreg.demo.divisions import COUNTY, XINGXIU
from povertyreg.demo.tables import rows
from villages.models import Village

YEAR: Final = 2015


def write_projects() -> dict[str, Project]:
    """The projects by their slug in the table."""
    units = {unit.name_zh: unit for unit in HelpingUnit.objects.filter(area_code=XINGXIU)}
    projects = {}
    for row in rows("xingxiu_projects"):
        project = _project(row, units[row["unit"]])
        project.save()
        project.villages.set(_villages(row["villages"]))
        if row["planned"]:
            _fund(project, row).save()
        projects[row["slug"]] = project
    return projects


def _project(row: dict[str, str], unit: HelpingUnit) -> Project:
    return Project(
        area_code=XINGXIU,
        year=YEAR,
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        type=row["type"],
        status=row["status"],
        objective=Decimal(row["objective"]),
        done=Decimal(row["done"]),
        unit_zh=row["unit_zh"],
        unit_en=row["unit_en"],
        measures=row["measures"],
        progress_note=row["progress"],
        responsible_unit=unit,
        responsible_person=row["person"],
        planned_households=int(row["households"]) if row["households"] else None,
        due_on=date.fromisoformat(row["due_on"]),
        is_in_programme=row["in_programme"] == "yes",
    )


def _villages(names: str) -> list[Village]:
    villages = Village.objects.in_area(XINGXIU)
    if names == "all":
        return list(villages)
    return list(villages.filter(code__in=[f"{XINGXIU}{name}" for name in names.split()]))


def _fund(project: Project, row: dict[str, str]) -> Fund:
    return Fund(
        project=project,
        source=row["source"],
        planned=Decimal(row["planned"]),
        arrived=Decimal(row["arrived"]),
        paid=Decimal(row["paid"]),
    )


def write_plans() -> None:
    """How many people of each village were to leave poverty in the year."""
    ReductionPlan.objects.bulk_create(
        ReductionPlan(
            county_code=COUNTY,
            village_id=row["code"],
            year=YEAR,
            households=int(row["planned_households"]),
            people=int(row["planned_people"]),
        )
        for row in rows("xingxiu_villages")
    )
