"""The household file written as a whole: household, members, the year's records, one version."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from households import checks, findings, writing, yearly, years
from households.dossier import File, Person
from households.findings import Reasons
from households.models import Case, Household, MemberYear
from households.refusals import StaleVersion, require
from households.steps import SEALED
from povertyreg import clock, locks
from povertyreg.audit import trail
from villages.models import User, Village


def opened(household: Household, year: int) -> File:
    """The file as it is stored; a year without a record begins as a copy of the last one.

    In an earlier year stand those who belonged to the household then, whether they left or not.
    """
    records = list(household.years.filter(year__gte=year).order_by("year"))
    if not records or records[0].year > year:
        return _begun(household, year)
    if len(records) > 1:
        rows = yearly.all_of(records[0])
        return File(household, records[0], [Person(row.member, row) for row in rows])
    members = household.members.filter(left_on=None).with_row(records[0])
    people = [Person(member, member.row or MemberYear()) for member in members]
    return File(household, records[0], people)


def _begun(household: Household, year: int) -> File:
    of_member = {row.member_id: row for row in yearly.start_people(household, year)}
    members = household.members.filter(left_on=None)
    people = [Person(member, of_member.get(member.pk) or MemberYear()) for member in members]
    return File(household, yearly.start(household, year), people)


def create(
    file: File, *, by: User, request_id: str = "", reasons: Reasons | None = None
) -> Household:
    """Give the household its number and write the file. Raises ValidationError, RowErrors.

    `reasons`: why warnings of the checks are right as they are, by rule and row.
    """
    _allow(file, by)
    with transaction.atomic():
        file.household.number = next_number(file.household.village)
        file.household.entered_by = by
        file.household.version = 1
        writing.write(file, by)
        _keep_findings(file, by, reasons)
        _note("create_file", file, by, request_id)
    return file.household


def update(
    file: File,
    *,
    version: int,
    by: User,
    reason: str = "",
    request_id: str = "",
    reasons: Reasons | None = None,
) -> Household:
    """Write a changed file, if nobody wrote it since `version`. Raises StaleVersion otherwise.

    `reason`: of the correction; a year that the county has closed needs one. `reasons`: see create.
    """
    household, year = file.household, file.year.year
    if years.require_writable(household.village_id, year, by=by, reason=reason) is None:
        _allow(file, by)
    with transaction.atomic():
        _take_version(household, version)
        earlier = require_begun(household, year)
        writing.write(file, by, earlier=earlier)
        _keep_findings(file, by, reasons)
        _note("change_file", file, by, request_id, reason)
    return file.household


def require_editable(household: Household, cases: Iterable[Case] | None = None) -> None:
    """A file that stands in a sealed list, or is closed, is not edited.

    `cases`: all of the household, where they are known already.
    """
    require(household.closed_on is None, _("This file is closed and cannot be changed."))
    known = household.cases.filter(stage__in=SEALED)[:1] if cases is None else cases
    require(
        not any(case.stage in SEALED for case in known),
        _("This household stands in a posted list. The file can be changed after the round."),
    )


def require_begun(household: Household, year: int) -> bool:
    """Who lived in the household in a year that nobody recorded can no longer be told.

    Answers whether a later year is on file.
    """
    on_file = list(household.years.values_list("year", flat=True))
    earlier = any(later > year for later in on_file)
    require(
        year in on_file or not earlier,
        _("There is no record of %(year)d, and a later year is on file: it cannot be begun now.")
        % {"year": year},
    )
    return earlier


def _keep_findings(file: File, by: User, reasons: Reasons | None) -> None:
    before = checks.last_year(file.household, file.year.year)
    found = checks.run(file, today=clock.today(), before=before)
    findings.keep(file, found, reasons, by=by)


def _note(action: str, file: File, by: User, request_id: str, reason: str = "") -> None:
    details: dict[str, object] = {"version": file.household.version}
    if request_id:
        details["request_id"] = request_id
    area = file.household.village_id
    trail.record(by, action, file.household, area=area, reason=reason, **details)


def _allow(file: File, by: User) -> None:
    if not by.has_perm("households.enter_household", file.household):
        raise PermissionDenied


def next_number(village: Village) -> str:
    """Village code and the next serial; numbers are never given twice."""
    return next_numbers(village.code, 1)[0]


def next_numbers(village_code: str, count: int) -> list[str]:
    """As many numbers of a village, one after the other."""
    locks.hold(f"household numbers of {village_code}")
    numbers = Household.objects.filter(number__startswith=village_code)
    last = numbers.order_by("-number").values_list("number", flat=True).first()
    first = int(last[12:]) + 1 if last else 1
    require(first + count - 1 <= 9999, _("This village has used all of its household numbers."))
    return [f"{village_code}{serial:04d}" for serial in range(first, first + count)]


def _take_version(household: Household, version: int) -> None:
    current = Household.objects.select_for_update().get(pk=household.pk)
    require_editable(current)
    if current.version != version:
        raise StaleVersion(
            _(
                "Somebody saved this file while you were typing. Nothing of yours is written yet: "
                "compare the two and save again."
            )
        )
    household.version = version + 1
