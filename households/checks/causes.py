"""Rules about the causes of poverty and the category (C)."""

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext_lazy as _

from households.checks.facts import HIGHER, SENIOR, Facts
from households.checks.found import OLD_FORMS, Place, rule
from households.choices import Category, Health, Severity

_ILLNESS, _DISABILITY, _SCHOOLING, _LABOUR, _OTHER = "01", "02", "03", "08", "12"
_FIELDS: Final = ("main_cause", "second_cause", "third_cause")
_LARGE_HOUSEHOLD: Final = 4


def _field_of(facts: Facts, cause: str) -> str:
    """The field in which the cause stands, or an empty text."""
    return next((name for name in _FIELDS if getattr(facts.year, name) == cause), "")


@rule(
    "C-01",
    Severity.ERROR,
    _("The main cause of poverty is missing. Choose the one that weighs most."),
    "SF-2",
)
def main_cause(facts: Facts) -> Iterable[Place]:
    twice = _("The same cause is given twice. Leave one of the other causes empty.")
    causes = [getattr(facts.year, name) for name in _FIELDS]
    if not causes[0]:
        yield facts.at("main_cause")
    for place, cause in enumerate(causes):
        if cause and cause in causes[:place]:
            yield facts.at(_FIELDS[place], text=twice)


@rule(
    "C-02",
    Severity.WARNING,
    _("The cause is illness, but nobody is chronically or seriously ill. Check both, or say how."),
    "SF-12 (5_15_015)",
)
def illness(facts: Facts) -> Iterable[Place]:
    name = _field_of(facts, _ILLNESS)
    ill = any(person.has_health(Health.CHRONIC, Health.SERIOUS) for person in facts.people)
    if name and not ill:
        yield facts.at(name)


@rule(
    "C-03",
    Severity.WARNING,
    _("The cause is disability, but nobody is disabled. Check both, or say how it is."),
    "SF-12 (2_11_001)",
)
def disability(facts: Facts) -> Iterable[Place]:
    name = _field_of(facts, _DISABILITY)
    if name and not any(person.has_health(Health.DISABLED) for person in facts.people):
        yield facts.at(name)


@rule(
    "C-04",
    Severity.WARNING,
    _(
        "The cause is school expenses, but nobody is at senior secondary school or college. "
        "Check both, or say how it is."
    ),
    "FK",
)
def schooling(facts: Facts) -> Iterable[Place]:
    name = _field_of(facts, _SCHOOLING)
    if name and not any(p.year.school in (*SENIOR, *HIGHER) for p in facts.people):
        yield facts.at(name)


@rule(
    "C-05",
    Severity.WARNING,
    _("The cause is lack of labour, but enough members can work. Check both, or say how it is."),
    "SF-12 (5_18_008, 4_11_009, 5_11_029)",
)
def lack_of_labour(facts: Facts) -> Iterable[Place]:
    """More than a quarter can work; of four members and more, at least half."""
    name = _field_of(facts, _LABOUR)
    able, size = sum(p.has_labour for p in facts.people), len(facts.people)
    enough = able * 2 >= size if size >= _LARGE_HOUSEHOLD else able * 4 > size
    if name and able and enough:
        yield facts.at(name)


@rule(
    "C-06",
    Severity.ERROR,
    _("The cause is “other”, but it is not said which. Write it down as the explanation."),
    "SF-12 (2_11_004)",
)
def other_cause(facts: Facts) -> Iterable[Place]:
    if _field_of(facts, _OTHER) and not facts.year.cause_note:
        yield facts.at("cause_note")


@rule(
    "C-25",
    Severity.ERROR,
    _("The household category is missing. Choose the one applied for."),
    "form item A2 (AAC006)",
)
def category(facts: Facts) -> Iterable[Place]:
    if not facts.category:
        yield facts.at("proposed_category")


@rule(
    "C-10",
    Severity.WARNING,
    _(
        "A general poor household in which nobody can work. "
        "Check whether it is a case for dibao or five guarantees, or say why not."
    ),
    "FK",
    OLD_FORMS,
)
def general_without_labour(facts: Facts) -> Iterable[Place]:
    able = any(person.is_able or not person.year.labour for person in facts.people)
    if facts.category == Category.GENERAL_POOR and facts.people and not able:
        yield facts.at("proposed_category")


RULES = (
    main_cause,
    illness,
    disability,
    schooling,
    lack_of_labour,
    other_cause,
    category,
    general_without_labour,
)
