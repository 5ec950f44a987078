"""Poverty lines: the county sets its own; those of the nation and the province are given."""

from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from households.choices import Purpose, RoundKind
from households.models import PovertyLine
from households.refusals import StaleVersion, require
from povertyreg import locks
from povertyreg.audit import trail
from villages.models import User

PERMISSION = "households.set_lines"
FIRST_YEAR, LAST_YEAR = 1978, 2100

_PURPOSE_OF = {RoundKind.EXIT: Purpose.EXIT}


def known_to(user: User) -> QuerySet[PovertyLine]:
    """The lines that hold in the reader's areas: of all areas around them, and within them."""
    places = [j.area_code for j in user.current_jurisdictions()]
    wanted = Q(area_code="")
    for code in places:
        around = [code[:digits] for digits in (2, 4, 6, 9)]
        wanted |= Q(area_code__in=around) | Q(area_code__startswith=code)
    return PovertyLine.objects.filter(wanted)


def may_set(line: PovertyLine, user: User) -> bool:
    """The county's staff, for the county and its townships."""
    return bool(line.area_code) and user.has_perm(PERMISSION, line)


def proposed(area_code: str, year: int, kind: str = "") -> Decimal | None:
    """The line by which a round of this kind in this year and area is held, if one is known."""
    purpose = _PURPOSE_OF.get(RoundKind(kind), Purpose.IDENTIFICATION) if kind else None
    line = PovertyLine.objects.for_area(area_code, year, purpose or Purpose.IDENTIFICATION)
    return line.amount if line else None


def set_line(line: PovertyLine, *, by: User, seen: Decimal | None = None) -> PovertyLine:
    """Add a line, or change the one that is there. Raises ValidationError by field.

    `seen`: the amount that a changed line had when it was read; StaleVersion if it has another.
    """
    if not may_set(line, by):
        raise PermissionDenied
    require_reasonable(line)
    with transaction.atomic():
        locks.hold(f"poverty lines of {line.area_code[:6]}")
        before = _before(line, seen)
        line.full_clean()
        line.save()
        _note(line, before, by)
    return line


def _note(line: PovertyLine, before: Decimal | None, by: User) -> None:
    trail.record(
        by,
        "set_poverty_line",
        line,
        area=line.area_code,
        year=line.year,
        purpose=line.purpose,
        amount=str(line.amount),
        amount_before=str(before) if before else "",
    )


def require_reasonable(line: PovertyLine) -> None:
    """A year that this register can know."""
    require(
        FIRST_YEAR <= (line.year or 0) <= LAST_YEAR,
        _("Enter a year between %(first)d and %(last)d.")
        % {"first": FIRST_YEAR, "last": LAST_YEAR},
        field="year",
    )


def _before(line: PovertyLine, seen: Decimal | None) -> Decimal | None:
    if line._state.adding:
        return None
    stored: Decimal = PovertyLine.objects.select_for_update().get(pk=line.pk).amount
    if seen is not None and seen != stored:
        raise StaleVersion(
            _("Somebody has set this line to %(amount)s yuan meanwhile. Look at it again.")
            % {"amount": stored}
        )
    return stored
