"""Rules about income and money (M). All amounts in yuan, of the whole household, of one year."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext_lazy as _

from households.checks.facts import Facts
from households.checks.found import MONITORING, OLD_FORMS, Place, enforced, rule
from households.choices import Severity, State
from households.models.income import AMOUNTS

_BUSINESS: Final = ("crops", "livestock", "forest_fruit", "other_business")
_LARGE: Final = ("retirement_pay", "soldier_pay", "cash_income")
"""Amounts that are never of a few yuan only, as rent, interest or seed may well be."""

_SMALL: Final = Decimal(100)
_HIGH_PER_HEAD: Final = Decimal(20_000)
_PENSIONS: Final = ("pension", "retirement_pay")


@enforced("M-02", _("An amount is never below nought. Correct it."), "FK")
def negative(facts: Facts) -> Iterable[Place]:
    return [facts.at(name) for name in AMOUNTS if facts.amount(name) < 0]


def _per_head(facts: Facts) -> Place:
    return Place(field="net_income_per_head", value=str(facts.per_head))


@rule(
    "M-03",
    Severity.WARNING,
    _(
        "The income per head is above the poverty line, but the household is not out of poverty. "
        "Check the lines of income, or say why."
    ),
    "FK, SF-23",
    OLD_FORMS,
)
def poor_above_the_line(facts: Facts) -> Iterable[Place]:
    """Also of who applies: there is no state before the classification."""
    above = facts.above_line
    if above is not None and above > 0 and facts.year.state in ("", State.POOR):
        yield _per_head(facts)


@rule(
    "M-04",
    Severity.ERROR,
    _(
        "The income per head is below the poverty line, but the household is out of poverty. "
        "Check the lines of income."
    ),
    "FK",
    OLD_FORMS,
)
def out_below_the_line(facts: Facts) -> Iterable[Place]:
    above = facts.above_line
    if above is not None and above < 0 and facts.is_out:
        yield _per_head(facts)


@rule(
    "M-05",
    Severity.WARNING,
    _("The income per head is above 20,000 yuan. Check for a nought too many, or say how it is."),
    "SF-12, FK",
)
def very_high(facts: Facts) -> Iterable[Place]:
    if facts.per_head is not None and facts.per_head > _HIGH_PER_HEAD:
        yield _per_head(facts)


@rule(
    "M-06",
    Severity.WARNING,
    _(
        "The income per head is below the monitoring line. "
        "Check whether the household is to be monitored, and say what was found."
    ),
    "SF-12 (1_02_006)",
    MONITORING,
)
def below_monitoring(facts: Facts) -> Iterable[Place]:
    if facts.above_line is not None and facts.above_line < 0:
        yield _per_head(facts)


@rule(
    "M-07",
    Severity.WARNING,
    _("Somebody is at work, but there are no wages. Enter the wages, or say why there are none."),
    "SF-12 (4_11_012, 4_11_014), FK",
)
def wages_and_work(facts: Facts) -> Iterable[Place]:
    reverse = _("There are wages, but nobody is at work. Enter who works, or correct the wages.")
    months = any((person.year.work_months or 0) >= 1 for person in facts.people)
    works = any(person.works for person in facts.people)
    if facts.amount("wage") > 0 and not works:
        yield facts.at("wage", text=reverse)
    elif months and not facts.amount("wage"):
        yield facts.at("wage")


@rule(
    "M-08",
    Severity.WARNING,
    _("Wages of a year below 100 yuan. The unit is the yuan: check the amount."),
    "SF-12 (5_15_0023)",
)
def small_wages(facts: Facts) -> Iterable[Place]:
    if 0 < facts.amount("wage") < _SMALL:
        yield facts.at("wage")


@rule(
    "M-09",
    Severity.NOTE,
    _("There is land and labour, but no income from crops, animals or trade. Check it."),
    "FK",
)
def business_and_land(facts: Facts) -> Iterable[Place]:
    loss = _("The business costs more than it brings in. Check the two amounts.")
    gains, spent = facts.total(*_BUSINESS), facts.amount("business_expenditure")
    if spent > gains:
        yield facts.at("business_expenditure", text=loss)
    elif not gains and facts.amount("cultivated_land") and any(p.has_labour for p in facts.people):
        yield facts.at("crops")


@rule(
    "M-11",
    Severity.WARNING,
    _("A pension is entered, but nobody is 60 or older. Correct the amount, or say whose it is."),
    "FK",
)
def pension_without_old(facts: Facts) -> Iterable[Place]:
    old_age = _(
        "An old-age subsidy is entered, but nobody is 80 or older. "
        "Correct the amount, or say whose it is."
    )
    ages = [person.age for person in facts.people]
    oldest = max((age for age in ages if age is not None), default=None)
    if oldest is None or None in ages:
        return
    if oldest < 60:
        yield from (facts.at(name) for name in _PENSIONS if facts.amount(name))
    if oldest < 80 and facts.amount("old_age_subsidy"):
        yield facts.at("old_age_subsidy", text=old_age)


@rule(
    "M-12",
    Severity.WARNING,
    _(
        "Ecological compensation without forest or returned farmland. "
        "Enter the land, correct the amount, or say how it is."
    ),
    "FK",
)
def compensation_without_forest(facts: Facts) -> Iterable[Place]:
    forest = facts.total("forest_land", "returned_land", "pasture_land")
    if facts.amount("ecological_compensation") and not forest:
        yield facts.at("ecological_compensation")


@rule(
    "M-14",
    Severity.WARNING,
    _("The income per head differs from last year's by more than half. Check it, or say why."),
    "FK",
)
def leap(facts: Facts) -> Iterable[Place]:
    now, then = facts.per_head, facts.per_head_before
    if now is not None and then and then > 0 and abs(now - then) * 2 > then:
        yield _per_head(facts)


@rule(
    "M-16",
    Severity.WARNING,
    _("An amount below 100: was it meant in 10,000 yuan? The unit is the yuan. Check it."),
    "FK",
)
def small_amounts(facts: Facts) -> Iterable[Place]:
    """Of the business only the sum: a basket of eggs may well bring less."""
    yield from (facts.at(name) for name in _LARGE if 0 < facts.amount(name) < _SMALL)
    if 0 < facts.total(*_BUSINESS) < _SMALL:
        yield from (facts.at(name) for name in _BUSINESS if facts.amount(name))


RULES = (
    negative,
    poor_above_the_line,
    out_below_the_line,
    very_high,
    below_monitoring,
    wages_and_work,
    small_wages,
    business_and_land,
    pension_without_old,
    compensation_without_forest,
    leap,
    small_amounts,
)
