"""How strictly a county takes the rules in a year: read, never written, here."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from households.checks.found import Place, Rule
from households.checks.rulebook import BY_ID, RULES
from households.choices import Severity
from households.models import RuleSetting


class Setting(NamedTuple):
    """`is_own`: the county has said so, and it is not the rule's own severity."""

    severity: Severity
    is_on: bool = True
    is_own: bool = False


class Strictness:
    """Of one county and year; a rule that nobody has set keeps its own severity."""

    def __init__(self, year: int, rows: Iterable[RuleSetting] = ()) -> None:
        self.year = year
        self._set = {
            row.rule: Setting(Severity(row.severity), row.is_on, is_own=True)
            for row in rows
            if row.rule in BY_ID and not BY_ID[row.rule].is_enforced
        }

    def of(self, rule: Rule) -> Setting:
        return self._set.get(rule.id) or Setting(rule.severity)

    def severity_at(self, rule: Rule, place: Place) -> Severity:
        """A milder case of a rule stays milder, unless the county has set the rule."""
        setting = self.of(rule)
        return setting.severity if setting.is_own else place.severity or setting.severity

    def rules(self) -> list[Rule]:
        """Those that are switched on and meant for files of the year."""
        return self._rules

    @cached_property
    def _rules(self) -> list[Rule]:
        return [rule for rule in RULES if rule.is_valid_in(self.year) and self.of(rule).is_on]


def of(county_code: str, year: int) -> Strictness:
    """What the county set last, in the year or before it: a setting holds until the next one."""
    until_then = RuleSetting.objects.filter(county_code=county_code, year__lte=year)
    return Strictness(year, until_then.order_by("year"))


def changed(strictness: Strictness, wanted: Mapping[str, Setting]) -> dict[str, Setting]:
    """What differs from what holds now, without the rules that are enforced anyway."""
    return {
        rule.id: wanted[rule.id]
        for rule in RULES
        if rule.id in wanted
        and not rule.is_enforced
        and wanted[rule.id][:2] != strictness.of(rule)[:2]
    }
