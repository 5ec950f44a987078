"""All rules that look at one file, in the order of the sections of the form."""

from typing import TYPE_CHECKING, Final, NamedTuple

from django.utils.translation import gettext_lazy as _

from households.checks import (
    causes,
    composition,
    documents,
    health,
    income,
    insurance,
    labour,
    living,
    persons,
    relations,
    schooling,
)
from households.checks.found import Rule

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Section(NamedTuple):
    """A heading of the list of rules, with its rules by number."""

    letter: str
    title: "StrOrPromise"
    rules: tuple[Rule, ...]


def _section(letter: str, title: "StrOrPromise", *modules: tuple[Rule, ...]) -> Section:
    rules = (rule for module in modules for rule in module)
    return Section(letter, title, tuple(sorted(rules, key=lambda rule: rule.id)))


SECTIONS: Final = (
    _section("P", _("Who the person is"), documents.RULES, persons.RULES),
    _section("R", _("Who lives together"), composition.RULES, relations.RULES),
    _section("E", _("Education and school"), schooling.RULES),
    _section("H", _("Health"), health.RULES),
    _section("L", _("Labour and work"), labour.RULES),
    _section("N", _("Insurance and safety net"), insurance.RULES),
    _section("M", _("Income"), income.RULES),
    _section("V", _("Living conditions"), living.RULES),
    _section("C", _("Cause and category"), causes.RULES),
)

RULES: Final = tuple(rule for section in SECTIONS for rule in section.rules)

BY_ID: Final = {rule.id: rule for rule in RULES}
