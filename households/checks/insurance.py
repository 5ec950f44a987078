"""Rules about insurance and the safety net (N)."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from households.checks.facts import DIBAO, FIVE_GUARANTEE, Facts, PersonFacts
from households.checks.found import Place, rule
from households.choices import Category, Health, Severity

_DIBAO_LINES = ("dibao_allowance", "temporary_dibao")


@rule(
    "N-01",
    Severity.ERROR,
    _("Whether the person has medical insurance is not stated. Enter yes or no."),
    "SF-12 (2_01_008, 2_01_016, 2_12_012, 2_12_016)",
)
def medical_insurance(facts: Facts) -> Iterable[Place]:
    uninsured = _("Nobody should be without medical insurance. Correct it, or say why.")
    for person in facts.people:
        stated = _medical(person)
        if stated == {None}:
            yield person.at("has_medical_insurance")
        elif True not in stated:
            yield person.at("has_medical_insurance", text=uninsured, severity=Severity.WARNING)


def _medical(person: PersonFacts) -> set[bool | None]:
    return {person.year.has_medical_insurance, person.year.has_employee_medical}


@rule(
    "N-02",
    Severity.WARNING,
    _("Both medical insurances are “yes”. One person has one of them: correct the other."),
    "SF-12 (2_01_009, 2_12_015)",
)
def both_medical_insurances(facts: Facts) -> Iterable[Place]:
    return [p.at("has_employee_medical") for p in facts.people if _medical(p) == {True}]


@rule(
    "N-03",
    Severity.ERROR,
    _("Whether the person has serious-illness insurance is not stated. Enter yes or no."),
    "SF-12 (2_01_006, 2_12_010)",
)
def serious_illness_insurance(facts: Facts) -> Iterable[Place]:
    for person in facts.people:
        if person.year.has_serious_illness_insurance is None:
            yield person.at("has_serious_illness_insurance")


@rule(
    "N-04",
    Severity.WARNING,
    _("Whether the person has a pension insurance is not stated. Enter yes or no."),
    "SF-12 (2_01_007, 5_19_001)",
)
def pension_insurance(facts: Facts) -> Iterable[Place]:
    both = _("Both pension insurances are “yes”. One person has one of them: correct the other.")
    for person in facts.people:
        year = person.year
        stated = {year.has_pension_insurance, year.has_employee_pension}
        if stated == {True}:
            yield person.at("has_employee_pension", text=both)
        elif stated == {None} and person.is_from(16) and not person.is_pupil:
            yield person.at("has_pension_insurance")


@rule(
    "N-06",
    Severity.WARNING,
    _("Pension insurance begins at 16. Correct the insurance or the birth date."),
    "FK",
)
def young_and_insured(facts: Facts) -> Iterable[Place]:
    for person in facts.people:
        for name in ("has_pension_insurance", "has_employee_pension"):
            if person.is_under(16) and getattr(person.year, name):
                yield person.at(name)


@rule(
    "N-07",
    Severity.WARNING,
    _(
        "A dibao household in which nobody receives dibao. "
        "Correct the category, the members or the allowance, or say why."
    ),
    "SF-12 (5_16_003, 5_16_005, 4_11_013), FK",
)
def dibao_and_category(facts: Facts) -> Iterable[Place]:
    reverse = _(
        "Dibao is received, but the household is of a category without it. "
        "Correct the category, the members or the allowance, or say why."
    )
    receives = _receives_dibao(facts) or facts.total(*_DIBAO_LINES) > 0
    if facts.category in DIBAO and not receives:
        yield facts.at("proposed_category")
    elif facts.category == Category.GENERAL_POOR and receives:
        yield facts.at("proposed_category", text=reverse)


def _receives_dibao(facts: Facts) -> bool:
    return any(person.year.receives_dibao for person in facts.people)


@rule(
    "N-08",
    Severity.WARNING,
    _("A five-guarantee household without the allowance. Enter the allowance, or say why."),
    "SF-12 (5_16_004, 5_16_006), FK",
)
def five_guarantee_allowance(facts: Facts) -> Iterable[Place]:
    if facts.category in FIVE_GUARANTEE and not facts.amount("five_guarantee_allowance"):
        yield facts.at("five_guarantee_allowance")


@rule(
    "N-10",
    Severity.WARNING,
    _(
        "Nobody in the household can work, yet nobody receives dibao. "
        "Ask civil affairs, or say why."
    ),
    "SF-12 (5_19_003, 5_19_007)",
)
def nobody_works_nor_is_supported(facts: Facts) -> Iterable[Place]:
    able = any(person.is_able or not person.year.labour for person in facts.people)
    supported = any(person.year.receives_special_hardship for person in facts.people)
    cared_for = supported or facts.category in FIVE_GUARANTEE or _receives_dibao(facts)
    if facts.people and not able and not cared_for:
        yield Place()


@rule(
    "N-11",
    Severity.WARNING,
    _("A disability subsidy is entered, but nobody is disabled. Correct the amount or the health."),
    "SF-12 (4_11_016)",
)
def subsidy_without_disability(facts: Facts) -> Iterable[Place]:
    disabled = any(person.has_health(Health.DISABLED) for person in facts.people)
    if facts.amount("disability_subsidy") and not disabled:
        yield facts.at("disability_subsidy")


@rule(
    "N-12",
    Severity.ERROR,
    _("One person receives either dibao or special-hardship support. Correct one of the two."),
    "FK",
)
def supported_twice(facts: Facts) -> Iterable[Place]:
    for person in facts.people:
        if person.year.receives_dibao and person.year.receives_special_hardship:
            yield person.at("receives_special_hardship")


RULES = (
    medical_insurance,
    both_medical_insurances,
    serious_illness_insurance,
    pension_insurance,
    young_and_insured,
    dibao_and_category,
    five_guarantee_allowance,
    nobody_works_nor_is_supported,
    subsidy_without_disability,
    supported_twice,
)
