"""What the forms of this floor send, and rows that several tests begin with."""

from assistance.models import HelpingUnit, Project
from tests.factories import (
    HouseholdFactory,
    PairingFactory,
)


def paired(village, *, people=2, category="01", **pairing):
    household = HouseholdFactory(village=village, file__people=people, file__category=category)
    return PairingFactory(household=household, **pairing)


def cadre_fields(unit: HelpingUnit, **changed):
    fields = {
        "name": "欧阳明",
        "area_code": "520521225",
        "unit": unit.pk,
        "affiliation": "60",
        "rank": "5",
        "post": "办事员",
        "phone": "13800006217",
    }
    return fields | changed


def project_fields(project: Project | None = None, **changed):
    """What a browser sends for a project."""
    fields = {
        "name_zh": "石榴",
        "name_en": "Pomegranates",
        "area_code": "520521225",
        "year": "2015",
        "type": "2",
        "status": "ongoing",
        "objective": "800",
        "done": "0",
        "unit_zh": "亩",
        "unit_en": "mu",
        "villages": ["520521225201"],
        "version": project.version if project else "",
        "fund-01-planned": "400000",
    }
    return fields | {name.replace("__", "-"): value for name, value in changed.items()}


def benefit_fields(project: Project, **changed):
    fields = {
        "project": project.pk,
        "what_zh": "鹅苗",
        "what_en": "Goslings",
        "quantity": "30",
        "unit_zh": "只",
        "yuan": "1200",
        "year": "2015",
    }
    return fields | changed
