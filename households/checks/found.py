"""What a check says: where something stands, and what is to be done about it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from typing import TYPE_CHECKING, Any

from households.choices import Severity
from povertyreg.wording import filled

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from households.checks.facts import Facts

LONGEST_VALUE = 200
OLD_FORMS, MONITORING = (None, 2020), (2021, None)
"""The years of the poverty files, and those of the prevention of a return to poverty."""


@dataclass(frozen=True)
class Place:
    """Where a rule is not met, before the county's strictness is asked.

    `text` and `severity` are of a milder or sharper case of the same rule.
    """

    row: int | None = None
    field: str = ""
    value: str = ""
    text: "StrOrPromise" = ""
    severity: Severity | None = None
    params: Mapping[str, Any] = attribute(default_factory=dict)
    """What fills the text when it is said."""


Check = Callable[["Facts"], Iterable[Place]]


@dataclass(frozen=True)
class Rule:
    """One rule of the checks. `text` says what is wrong and what to do, `source` who asks for it.

    `years`: the first and the last year of the files that it is meant for.
    `is_enforced`: a file that breaks it is not written at all, so no county can switch it off.
    """

    id: str
    severity: Severity
    text: "StrOrPromise"
    source: str
    check: Check
    years: tuple[int | None, int | None] = (None, None)
    is_enforced: bool = False

    def is_valid_in(self, year: int) -> bool:
        first, last = self.years
        return (first or year) <= year <= (last or year)


@dataclass(frozen=True)
class Found:
    """One thing found in a file.

    `row`: index in `file.people`, None for the household and its year. `field`: of the model and
    the form, "" for the whole file. `value`: what was found, never a whole number of a document.
    """

    rule: str
    severity: Severity
    row: int | None
    field: str
    text: "StrOrPromise"
    value: str = ""
    member_id: int | None = None
    params: Mapping[str, Any] = attribute(default_factory=dict)

    @property
    def said(self) -> str:
        """The text with its values, in the language of the moment."""
        return filled(self.text, self.params)

    @property
    def key(self) -> tuple[str, int | None]:
        """By which a reason is given for it."""
        return self.rule, self.row

    @property
    def is_error(self) -> bool:
        return self.severity == Severity.ERROR

    @property
    def is_warning(self) -> bool:
        return self.severity == Severity.WARNING


def rule(
    number: str,
    severity: Severity,
    text: "StrOrPromise",
    source: str,
    years: tuple[int | None, int | None] = (None, None),
) -> Callable[[Check], Rule]:
    """Make a rule of the function that finds the places."""
    return lambda check: Rule(number, severity, text, source, check, years)


def enforced(number: str, text: "StrOrPromise", source: str) -> Callable[[Check], Rule]:
    """Likewise of a rule that the form, the acting modules or the database enforce."""
    return lambda check: Rule(number, Severity.ERROR, text, source, check, is_enforced=True)
