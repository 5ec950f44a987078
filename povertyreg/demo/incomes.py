"""A household's income of one year: from what it should come to per head, down to the lines."""

from dataclasses import dataclass, field
from random import Random
from typing import Final

from households.choices import Category
from povertyreg.demo import life
from povertyreg.demo.people import Person

YEARS: Final = (2013, 2014, 2015, 2016)
CEILING: Final = {2013: 2690, 2014: 2760, 2015: 2830, 2016: 2920}
"""What a household that is still poor may have per head: below the line of the year."""
_FLOOR_AFTER_EXIT: Final = {2015: 3020, 2016: 3190}
_PENSION: Final = {2013: 660, 2014: 660, 2015: 840, 2016: 840}
_LEAST_WAGE, _MOST_MONTHS = 600, 10
_RANGES: Final = {
    Category.GENERAL_POOR: (1450, 2600),
    Category.DIBAO_POOR: (1300, 2450),
    Category.DIBAO: (1500, 2550),
    Category.FIVE_GUARANTEE: (2050, 2600),
}
_BEFORE_EXIT: Final = (2120, 2640)
_ALLOWANCE_A_HEAD: Final = (780, 1260)


def per_head(rng: Random, category: str, *, exits: bool) -> dict[int, int]:
    """Per-capita net income (yuan) in each year: small rises, and above the line after an exit."""
    low, high = _BEFORE_EXIT if exits else _RANGES[category]
    amounts = {2013: rng.randint(low, high)}
    for year in YEARS[1:]:
        rise = rng.uniform(1.21, 1.38) if exits and year == 2015 else rng.uniform(1.01, 1.05)
        amount = round(amounts[year - 1] * rise)
        if exits and year >= 2015:
            amounts[year] = max(amount, _FLOOR_AFTER_EXIT[year] + rng.randint(0, 90))
        else:
            amounts[year] = min(amount, CEILING[year] - rng.randint(0, 90))
    return amounts


@dataclass
class Budget:
    """How a household earns its living; the same over the years, so that only amounts change."""

    wage_share: float
    spent_share: float
    crop_share: float
    property_income: int
    ecological_compensation: int
    allowance_a_head: int


@dataclass
class YearOfWork:
    """The income lines of a year, and for how many months who worked for the wages."""

    lines: dict[str, int]
    months: dict[int, int] = field(default_factory=dict)
    """Place of the member in the family → months."""


def budget(rng: Random) -> Budget:
    return Budget(
        wage_share=rng.uniform(0.35, 0.65),
        spent_share=rng.uniform(0.2, 0.4),
        crop_share=rng.uniform(0.5, 0.8),
        property_income=rng.choice([0, 0, 0, rng.randint(60, 240)]),
        ecological_compensation=rng.choice([0, 0, rng.randint(90, 520)]),
        allowance_a_head=rng.randint(*_ALLOWANCE_A_HEAD),
    )


def earn(
    family: list[Person], category: str, year: int, amount_per_head: int, of: Budget
) -> YearOfWork:
    """Lines that come to `amount_per_head` for each member, whatever the family lives from."""
    net = amount_per_head * len(family) + amount_per_head % len(family)
    lines = _transfers(family, category, year, net, of)
    lines["property_income"] = of.property_income
    rest = net - sum(lines.values())
    workers = [n for n, p in enumerate(family) if p.work_region and life.works(p, year)]
    wage = int(rest * of.wage_share) if workers else 0
    if wage < _LEAST_WAGE:
        wage, workers = 0, []
    lines["wage"] = wage
    can_farm = any(life.works(person, year) for person in family)
    lines["other_transfer"] = 0 if can_farm else int(rest * 0.6)
    _farm(lines, rest - wage - lines["other_transfer"], of)
    return YearOfWork(lines, _months(workers, wage))


def _transfers(
    family: list[Person], category: str, year: int, net: int, of: Budget
) -> dict[str, int]:
    pensions = sum(_PENSION.get(year, 840) for p in family if life.draws_pension(p, year))
    lines = {
        "pension": pensions,
        "ecological_compensation": min(of.ecological_compensation, net // 10),
    }
    left = net - sum(lines.values()) - of.property_income
    if category in (Category.DIBAO, Category.DIBAO_POOR):
        lines["dibao_allowance"] = min(of.allowance_a_head * len(family), left * 7 // 10)
    if category == Category.FIVE_GUARANTEE:
        lines["five_guarantee_allowance"] = left
    return lines


def _farm(lines: dict[str, int], earned: int, of: Budget) -> None:
    spent = int(earned * of.spent_share / (1 - of.spent_share))
    lines["crops"] = int((earned + spent) * of.crop_share)
    lines["livestock"] = earned + spent - lines["crops"]
    lines["business_expenditure"] = spent


def _months(workers: list[int], wage: int) -> dict[int, int]:
    """About 800 yuan a month; the first of the family goes first."""
    left = max(1, min(wage // 800, _MOST_MONTHS * len(workers))) if workers else 0
    months = {}
    for worker in workers:
        if left:
            months[worker] = min(left, _MOST_MONTHS)
            left -= months[worker]
    return months
