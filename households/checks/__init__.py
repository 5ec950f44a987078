"""The checks of a household file: what stops a step, what asks for a reason, what to look at."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from households.checks import elsewhere, stored, strictness
from households.checks.composition import problems as composition_problems
from households.checks.facts import Facts
from households.checks.found import Found, Rule
from households.checks.rulebook import RULES, SECTIONS
from households.checks.sentences import place, sentences
from households.checks.stored import last_year
from households.checks.strictness import Strictness
from households.choices import Severity
from households.dossier import File
from households.models import Household
from povertyreg import clock

__all__ = [
    "RULES",
    "SECTIONS",
    "Found",
    "Rule",
    "composition_problems",
    "errors_of",
    "last_year",
    "place",
    "require_complete",
    "run",
    "run_all",
    "run_alone",
    "sentences",
]

_IN_ORDER = list(Severity)


def run(file: File, *, today: date, before: File | None = None) -> list[Found]:
    """All that the checks find in one file, as typed or as stored: errors first, then by number.

    Three questions to the database; `before` is the household's file of the year before.
    """
    strict = strictness.of(file.household.village_id[:6], file.year.year)
    (line,), (namesakes,) = elsewhere.lines_of([file]), elsewhere.namesakes([file])
    return _found(Facts(file, today, before, line, namesakes), strict)


def run_alone(file: File, *, today: date) -> list[Found]:
    """What the file says by itself, without the poverty line, namesakes and last year.

    One question to the database: it is asked at every field that is left.
    """
    strict = strictness.of(file.household.village_id[:6], file.year.year)
    return _found(Facts(file, today), strict)


def run_all(
    files: Sequence[File], year: int, *, today: date, before: Mapping[int, File]
) -> list[list[Found]]:
    """As `run`, of many files of one county and year: a fixed number of questions.

    `before`: the files of the year before by the key of the household.
    """
    if not files:
        return []
    strict = strictness.of(files[0].household.village_id[:6], year)
    lines, namesakes = elsewhere.lines_of(files), elsewhere.namesakes(files)
    return [
        _found(Facts(file, today, before.get(file.household.pk or 0), line, same), strict)
        for file, line, same in zip(files, lines, namesakes, strict=True)
    ]


def _found(facts: Facts, strict: Strictness) -> list[Found]:
    found = [
        Found(
            rule=rule.id,
            severity=strict.severity_at(rule, place),
            row=place.row,
            field=place.field,
            text=place.text or rule.text,
            value=place.value,
            member_id=facts.people[place.row].member.pk if place.row is not None else None,
            params=place.params,
        )
        for rule in strict.rules()
        for place in rule.check(facts)
    ]
    return sorted(found, key=lambda one: _IN_ORDER.index(one.severity))


def require_complete(household: Household, year: int) -> None:
    """Raises ValidationError with every error of the household's record of the year."""
    if errors := errors_of([household.pk], year, today=clock.today())[household.pk]:
        raise ValidationError(errors)


def errors_of(households: Collection[int], year: int, *, today: date) -> Mapping[int, list[str]]:
    """Of each household the sentences that stop a step; a whole list of one county at once."""
    files = stored.files(households, (year - 1, year))
    checked = [file for file in files.values() if file.year.year == year]
    errors = {pk: [_("The file has no record of this year. Enter it first.")] for pk in households}
    before = {pk: file for (pk, of), file in files.items() if of == year - 1}
    found_in = run_all(checked, year, today=today, before=before)
    for file, found in zip(checked, found_in, strict=True):
        errors[file.household.pk] = sentences(file, (one for one in found if one.is_error))
    return errors
