"""The county's strictness as a form: a severity and a switch for each rule."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext as _

from households.checks.found import Rule
from households.checks.rulebook import RULES, SECTIONS, Section
from households.checks.strictness import Setting, Strictness
from households.choices import Severity


class Row(NamedTuple):
    """A rule with what holds for it, and the fields by which the county sets it."""

    rule: Rule
    setting: Setting
    severity: forms.BoundField | None
    is_on: forms.BoundField | None


class RulesForm(forms.Form):
    """A rule that is enforced anyway has no field."""

    def __init__(self, *args: Any, strictness: Strictness, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.strictness = strictness
        for rule in self._settable():
            self._add(rule)

    def _settable(self) -> list[Rule]:
        year = self.strictness.year
        return [rule for rule in RULES if not rule.is_enforced and rule.is_valid_in(year)]

    def _add(self, rule: Rule) -> None:
        now = self.strictness.of(rule)
        named = {"rule": rule.id}
        self.fields[f"severity-{rule.id}"] = forms.ChoiceField(
            choices=Severity.choices,
            initial=now.severity,
            label=_("Severity of %(rule)s") % named,
        )
        self.fields[f"on-{rule.id}"] = forms.BooleanField(
            required=False, initial=now.is_on, label=_("%(rule)s switched on") % named
        )

    def wanted(self) -> dict[str, Setting]:
        """The form is valid."""
        sent = self.cleaned_data
        return {
            rule.id: Setting(Severity(sent[f"severity-{rule.id}"]), sent[f"on-{rule.id}"])
            for rule in self._settable()
        }

    def sections(self) -> Iterator[tuple[Section, list[Row]]]:
        """The rules under their headings, for the year of the page only."""
        for section in SECTIONS:
            rules = [r for r in section.rules if r.is_valid_in(self.strictness.year)]
            if rules:
                yield section, [self._row(rule) for rule in rules]

    def _row(self, rule: Rule) -> Row:
        now = self.strictness.of(rule)
        if rule.is_enforced:
            return Row(rule, now, None, None)
        return Row(rule, now, self[f"severity-{rule.id}"], self[f"on-{rule.id}"])
