"""What the checks found in a file, kept: found, seen again, explained, corrected."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from households.checks.found import LONGEST_VALUE, Found
from households.choices import FindingState, Severity
from households.dossier import File
from households.models import Finding, Household
from households.refusals import require
from povertyreg import clock
from povertyreg.audit import trail
from povertyreg.exchange import bulk
from povertyreg.exchange.blank import blank
from villages.models import User

LONGEST_REASON = 200

Reasons = Mapping[tuple[str, int | None], str]
"""(rule, index in `file.people` or None) → why it is as it is."""

Key = tuple[str, int | None]
"""Rule and member: one row of the table, however many fields it names."""

_SEEN_AGAIN = (
    "state",
    "severity",
    "value",
    "reason",
    "found_on",
    "last_seen_on",
    "decided_by",
    "decided_at",
)


def keep(file: File, found: Iterable[Found], reasons: Reasons | None = None, *, by: User) -> None:
    """Write what was found in a file that was just saved: four questions, however much it is.

    What is found again keeps its explanation as long as its value stays; what is gone is
    corrected. `reasons` explain warnings. Raises ValidationError for a reason that is too long.
    """
    said = dict(reasons or {})
    _require_short(said.values())
    known = _known(file.household, file.year.year)
    now = _standing(file, found, known, clock.today())
    for row, same in now:
        reason = said.get((row.rule, same[0].row), "").strip()
        if reason and same[0].is_warning:
            _explain(row, reason, by)
    gone = [row for row in known.values() if row not in [seen for seen, _same in now]]
    for row in gone:
        row.state = FindingState.CORRECTED
    _write([*(row for row, _same in now), *gone])


def keep_all(files: Sequence[File], found: Sequence[Iterable[Found]], year: int) -> None:
    """As `keep`, without reasons, of many files of one county: three questions together."""
    if not files:
        return
    county = files[0].household.village_id[:6]
    households = [file.household.pk for file in files]
    known: dict[int, dict[Key, Finding]] = {}
    rows = Finding.objects.filter(county_code=county, household__in=households, year=year)
    for row in rows:
        known.setdefault(row.household_id, {})[row.rule, row.member_id] = row
    today, written = clock.today(), []
    for file, of_file in zip(files, found, strict=True):
        of_household = known.get(file.household.pk, {})
        now = [row for row, _same in _standing(file, of_file, of_household, today)]
        gone = [row for row in of_household.values() if row not in now]
        for row in gone:
            row.state = FindingState.CORRECTED
        written += [*now, *gone]
    new = [row for row in written if row._state.adding]
    for row, key in zip(new, bulk.new_keys(Finding, len(new)), strict=True):
        row.pk = key
    bulk.insert(new)
    bulk.update([row for row in written if not row._state.adding], _SEEN_AGAIN)


def unexplained(household: Household, year: int, found: Iterable[Found]) -> list[Found]:
    """The warnings that still need a reason: never explained, or for another value than now."""
    warnings = [one for one in found if one.is_warning]
    known = _known(household, year) if warnings else {}
    return [
        one
        for key, same in _grouped((one.member_id, one) for one in warnings).items()
        for one in same
        if not _holds(known.get(key), same)
    ]


def standing(file: File, found: Iterable[Found]) -> list[tuple[Finding, list[Found]]]:
    """What is found now, each with its row of the table; a row that nobody has kept yet is new."""
    return _standing(file, found, _known(file.household, file.year.year), clock.today())


@transaction.atomic
def explain(finding: Finding, reason: str, *, by: User) -> None:
    """Say why a warning is right as it is. Raises ValidationError, PermissionDenied."""
    household = finding.household
    if not by.has_perm("households.enter_household", household):
        raise PermissionDenied
    require(household.closed_on is None, _("This file is closed and cannot be changed."))
    require(finding.severity == Severity.WARNING, _("An error is corrected, not explained."))
    require(reason.strip(), _("Say in a few words why it is as it is."))
    _require_short([reason])
    _explain(finding, reason.strip(), by)
    _write([finding])
    trail.record(
        by,
        "explain_finding",
        household,
        area=household.village_id,
        reason=finding.reason,
        rule=finding.rule,
        year=finding.year,
    )


def _known(household: Household, year: int) -> dict[Key, Finding]:
    rows = Finding.objects.filter(
        county_code=household.village_id[:6], household_id=household.pk, year=year
    ).select_related("decided_by")
    return {(row.rule, row.member_id): row for row in rows}


def _standing(
    file: File, found: Iterable[Found], known: dict[Key, Finding], today: date
) -> list[tuple[Finding, list[Found]]]:
    members = [person.member.pk for person in file.people]
    groups = _grouped((None if one.row is None else members[one.row], one) for one in found)
    together = []
    for key, same in groups.items():
        row = known.get(key) or _new(file, key)
        _see(row, same, today)
        together.append((row, same))
    return together


def _grouped(found: Iterable[tuple[int | None, Found]]) -> dict[Key, list[Found]]:
    groups: dict[Key, list[Found]] = {}
    for member, one in found:
        groups.setdefault((one.rule, member), []).append(one)
    return groups


def _value(same: list[Found]) -> str:
    """An empty field is known by its name: it has no value."""
    return ", ".join(one.value or one.field for one in same)[:LONGEST_VALUE]


def _new(file: File, key: Key) -> Finding:
    household = file.household
    row = blank(Finding)
    row.county_code, row.village_id = household.village_id[:6], household.village_id
    row.household, row.member_id = household, key[1]
    row.year, row.rule = file.year.year, key[0]
    return row


def _see(row: Finding, same: list[Found], today: date) -> None:
    """Found for the first time, or again: with another value an explanation lapses."""
    if row._state.adding or row.state == FindingState.CORRECTED:
        row.found_on = today
    row.state = FindingState.EXPLAINED if _holds(row, same) else FindingState.OPEN
    row.value, row.severity, row.last_seen_on = _value(same), same[0].severity, today


def _holds(row: Finding | None, same: list[Found]) -> bool:
    """A warning that was explained for this very value."""
    if row is None or row.state != FindingState.EXPLAINED:
        return False
    return same[0].is_warning and row.value == _value(same)


def _explain(row: Finding, reason: str, by: User) -> None:
    row.state, row.reason = FindingState.EXPLAINED, reason
    row.decided_by, row.decided_at = by, timezone.now()


def _write(rows: list[Finding]) -> None:
    """One statement for what is new, and one for what was there already."""
    new = [row for row in rows if row._state.adding]
    old = [row for row in rows if not row._state.adding]
    if new:
        Finding.objects.bulk_create(new)
    if old:
        Finding.objects.filter(county_code=old[0].county_code).bulk_update(old, _SEEN_AGAIN)


def _require_short(reasons: Iterable[str]) -> None:
    if any(len(reason) > LONGEST_REASON for reason in reasons):
        raise ValidationError(_("The reason is too long: 200 characters fit."))
