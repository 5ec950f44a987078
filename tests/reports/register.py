"""A register small enough to count by hand."""

from datetime import date

from households.choices import State
from households.models import Household, HouseholdYear, MemberYear
from tests.factories import HouseholdFactory
from villages.models import Township, Village, VillageYear

POOR, EXITED, RETURNED = State.POOR, State.EXITED, State.RETURNED
GENERAL, DIBAO, FIVE, DIBAO_POOR, ORDINARY = "01", "02", "03", "04", "05"


def village_file(village: Village, year: int, farmers: int = 90, poverty_class: int = 1, **more):
    facts = {"households": 30, "population": 100, "agricultural_population": farmers, **more}
    return VillageYear.objects.get_or_create(
        village=village, year=year, defaults={"poverty_class": poverty_class, **facts}
    )[0]


def household(village: Village, category: str = GENERAL, people: int = 1, **options) -> Household:
    """With a record of 2015; options of the file: year, state, name."""
    file = {f"file__{name}": value for name, value in options.items()}
    return HouseholdFactory(village=village, file__category=category, file__people=people, **file)


def record(
    household: Household, year: int, category: str = GENERAL, state: str = POOR, people: int = 1
) -> HouseholdYear:
    """Another year of a household; people beyond those of the file are not on it by name."""
    yearly = HouseholdYear.objects.create(
        household=household,
        village=household.village,
        year=year,
        size=people,
        category=category,
        state=state if category else "",
    )
    for member in household.members.all()[:people]:
        MemberYear.objects.create(household_year=yearly, member=member, relation="99", labour="01")
    return yearly


def close(household: Household, on: date = date(2015, 6, 1)) -> None:
    household.closed_on, household.closed_because = on, "moved away"
    household.save()


def township(code: str, name: str) -> Township:
    return Township.objects.create(
        code=code, name_zh=name, name_en=name, kind=Township.Kind.TOWNSHIP, county_id=code[:6]
    )
